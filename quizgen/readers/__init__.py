"""Article files, read: one module per format, and the table of them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from quizgen.model import Article, Translator
from quizgen.readers import archive, markdown, plain
from quizgen.readers.files import Source, read_source, require_chinese, require_words


class Reader(NamedTuple):
    """A format: how it is known, and the function that reads it."""

    recognises: Callable[[Source], bool]
    read: Callable[[Source], Article]


READERS: dict[str, Reader] = {
    "archive": Reader(archive.recognises, archive.read),
    "markdown": Reader(markdown.recognises, markdown.read),
    "plain": Reader(lambda source: True, plain.read),
}
"""Format name -> reader; the first that recognises a file reads it."""


_WARNINGS, _LONGEST = 20, 300  # what a summary has room for, and characters of one


def read_article(path: Path, *, translation: Translator | None = None) -> Article:
    """Read an article file in any of the formats of `READERS`.

    `translation` says who translated where one knows better than the file. Raises `ArticleError`
    if the file is missing, a folder, empty, too long, not text, or has no Chinese.
    """
    source = read_source(Path(path))
    reader = next(reader for reader in READERS.values() if reader.recognises(source))
    article = reader.read(source)
    require_chinese(source.path, "\n".join(p.text for p in article.paragraphs))
    require_words(source.path, (*article.paragraphs, *article.english))
    article = replace(article, warnings=_few(article.warnings))
    if translation and article.english:
        return replace(article, translation=translation)
    return article


def _few(warnings: tuple[str, ...]) -> tuple[str, ...]:
    """The first of many warnings, long ones cut short, and how many more there are."""
    short = [text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…" for text in warnings]
    if len(short) > _WARNINGS:
        short[_WARNINGS:] = [f"And {len(short) - _WARNINGS:,} lines more that are odd."]
    return tuple(short)


def text_digest(article: Article) -> bytes:
    """What two files with one Chinese text have in common, whatever their encoding and layout."""
    said = "".join("".join(paragraph.text for paragraph in article.paragraphs).split())
    return hashlib.blake2b(said.encode("utf-8", "surrogatepass"), digest_size=16).digest()
