"""Several articles in one go: each word taught once, by as many workers as there are.

What takes long depends on one article alone: finding what it says, and making its items and files.
Workers do that, in any order. Between the two, in the order of the articles, this process chooses
each one's words, since a word that an earlier article teaches isn't taught again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple, TypeVar, cast

from quizgen.corrections import Corrections
from quizgen.errors import ArticleError, QuizgenError
from quizgen.finishing import Chosen, Desk, Done, Step
from quizgen.found import Found, find_in, key_of_found
from quizgen.kept import Keep
from quizgen.known import joined
from quizgen.lesson import choose, learner, with_sound
from quizgen.model import Article, Settings
from quizgen.overrides import Overrides
from quizgen.readers import read_article, text_digest
from quizgen.text.lexicon import open_lexicon
from quizgen.workers import Crew, blocks
from quizgen.writers.anki.growing import Growing
from quizgen.writers.anki.notes import article_deck, source_tag_of
from quizgen.writers.course_outputs import CourseOutputs


@dataclass(frozen=True, slots=True)
class Plan:
    """What is the same for all articles. `settings.deck` names the deck above theirs."""

    settings: Settings
    overrides: Overrides
    outputs: CourseOutputs
    cedict: Path | None = None


class Memory(NamedTuple):
    """What was found and finished before, and isn't done again."""

    found: Keep[Found]
    done: Keep[Done]


class _Read(NamedTuple):
    path: Path
    article: Article
    key: bytes  # under which is kept what was found in it
    found: Found | None


def steps(
    paths: Sequence[Path], plan: Plan, growing: Growing, crew: Crew, memory: Memory
) -> Iterator[Step]:
    """Add each article to the course `growing`, and say in their order what became of it.

    An article that can't be read, or has the name or the text of an earlier one, leaves the course
    as it is. What `memory` has isn't done again. While this process chooses the words of a block of
    articles and reads another, the workers find what the next one says, longest first, so that none
    is left alone with a long one at the end, and finish the one before.
    """
    corrections, cedict = plan.overrides.corrections, plan.cedict
    shelf = _Shelf(corrections, cedict, memory.found)
    desk = Desk(plan.outputs, corrections, cedict, memory.done)
    turns = blocks(paths, crew.size)
    coming, found = shelf.read_all(next(turns, ())), list[Step | _Read]()
    chosen: list[Step | Chosen] = []
    while coming or found or chosen:
        read = coming
        missing = sorted((one for one in _good(read) if not one.found), key=_length, reverse=True)
        results = crew.run(
            [(find_in, (one.article, corrections, cedict)) for one in missing]
            + [desk.call(one) for one in _good(chosen)]
        )
        next_chosen = [_choose(one, plan, growing, desk) for one in found]
        coming = shelf.read_all(next(turns, ()))
        fresh = {one.path: memory.found.put(one.key, next(results)) for one in missing}
        for one in chosen:
            yield one if isinstance(one, Step) else desk.taken(one, next(results))
        found = [
            one if isinstance(one, Step) or one.found else one._replace(found=fresh[one.path])
            for one in read
        ]
        chosen = next_chosen


@dataclass(frozen=True, slots=True)
class _Shelf:
    """Reads articles, each text once, with what is kept of them."""

    corrections: Corrections
    cedict: Path | None
    keep: Keep[Found]
    texts: dict[bytes, Path] = field(default_factory=dict)
    sources: dict[str, Path] = field(default_factory=dict)

    def read_all(self, paths: Iterable[Path]) -> list[Step | _Read]:
        """The articles of these files."""
        return [self.read(path) for path in paths]

    def read(self, path: Path) -> Step | _Read:
        """The article of a file, if it can be read and is another than those before it."""
        try:
            article = read_article(path)
            first = self.sources.setdefault(source_tag_of(article), path)
            if first != path:
                raise ArticleError(path, 0, f"has the same name as {first}; rename one of them")
            twin = self.texts.setdefault(text_digest(article), path)
            if twin != path:
                raise ArticleError(path, 0, f"has the same text as {twin}")
        except QuizgenError as error:
            return Step(path, (str(error),))
        key = key_of_found(article, self.corrections, self.cedict)
        return _Read(path, article, key, self.keep.get(key))


T = TypeVar("T")


def _length(one: _Read) -> int:
    return sum(len(paragraph.text) for paragraph in one.article.paragraphs)


def _good(ones: Iterable[Step | T]) -> list[T]:
    return [one for one in ones if not isinstance(one, Step)]


def _choose(one: Step | _Read, plan: Plan, growing: Growing, desk: Desk) -> Step | Chosen:
    """The words that an article teaches after those before it, now in the course."""
    if isinstance(one, Step):
        return one
    article, root = one.article, plan.settings.deck
    text = "\n".join(paragraph.text for paragraph in article.paragraphs)
    known = joined([plan.overrides.known.within(text), growing.taught(article, text)])
    settings = replace(plan.settings, deck=article_deck(article, root))
    lexicon, level = open_lexicon(plan.cedict), learner(settings, known)
    try:
        lesson = choose(article, cast(Found, one.found), settings, lexicon, level)
        lesson = with_sound(growing.without_taught(lesson))
    except QuizgenError as error:
        return Step(one.path, (str(error),))
    return desk.recalled(Chosen(one.path, lesson, known, growing.add(lesson, root)))
