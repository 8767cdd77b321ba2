"""Many articles counted, by as many workers as there are, and each only once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from quizgen.corpus.count import Counted, count
from quizgen.corrections import Corrections
from quizgen.errors import ArticleError
from quizgen.items.levels import Level
from quizgen.kept import Keep, file_stamp, key_of
from quizgen.known import said
from quizgen.model import Article
from quizgen.readers import read_article, text_digest
from quizgen.text.lexicon import open_lexicon
from quizgen.workers import Crew, blocks


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom articles are counted, by which corrections and dictionary."""

    level: Level
    corrections: Corrections
    cedict: Path | None = None

    def of(self, article: Article) -> Reader:
        """The same as far as it matters to one article: a learner may know 50,000 words."""
        text = "\n".join(paragraph.text for paragraph in article.paragraphs)
        return replace(self, level=replace(self.level, words=self.level.words.within(text)))


class _Read(NamedTuple):
    path: Path
    article: Article
    reader: Reader
    key: bytes
    counted: Counted | None


@dataclass(frozen=True, slots=True)
class _Shelf:
    """Reads articles, each text once, with what is kept of them."""

    reader: Reader
    keep: Keep[Counted]
    texts: dict[bytes, Path] = field(default_factory=dict)

    def read_all(self, paths: Iterable[Path]) -> list[ArticleError | _Read]:
        return [self.read(path) for path in paths]

    def read(self, path: Path) -> ArticleError | _Read:
        try:
            article = replace(read_article(path), english=())  # its English isn't looked at
            twin = self.texts.setdefault(text_digest(article), path)
            if twin != path:
                raise ArticleError(path, 0, f"has the same text as {twin}")
        except ArticleError as error:
            return error
        reader = self.reader.of(article)
        key = _key(path, article, reader)
        return _Read(path, article, reader, key, self.keep.get(key))


def counts(
    paths: Sequence[Path], reader: Reader, crew: Crew, keep: Keep[Counted]
) -> Iterator[Counted | ArticleError]:
    """Each article counted, in their order, or what is wrong with it.

    What `keep` has isn't counted again.
    """
    shelf, turns = _Shelf(reader, keep), blocks(paths, crew.size)
    read = shelf.read_all(next(turns, ()))
    while read:
        missing = [one for one in read if isinstance(one, _Read) and not one.counted]
        results = crew.run([(_count, (one.path, one.article, one.reader)) for one in missing])
        coming = shelf.read_all(next(turns, ()))  # while the workers count
        for one in read:
            if isinstance(one, ArticleError):
                yield one
            else:
                yield one.counted or keep.put(one.key, next(results))
        read = coming


def _count(path: Path, article: Article, reader: Reader) -> Counted:
    return count(article, path, reader.level, open_lexicon(reader.cedict), reader.corrections)


def _key(path: Path, article: Article, reader: Reader) -> bytes:
    level = reader.level
    learner = (level.edition, level.known, said(level.words))
    text = (path.as_posix(), article)
    return key_of("counted", text, learner, reader.corrections, file_stamp(reader.cedict))
