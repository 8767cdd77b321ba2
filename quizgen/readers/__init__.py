"""Article files, read: one module per format, and the table of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from quizgen.model import Article, Translator
from quizgen.readers import archive, markdown, plain
from quizgen.readers.files import Source, read_source, require_chinese


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


def read_article(path: Path, *, translation: Translator | None = None) -> Article:
    """Read an article file in any of the formats of `READERS`.

    `translation` says who translated where one knows better than the file. Raises `ArticleError`
    if the file is missing, a folder, empty, not text, or has no Chinese.
    """
    source = read_source(Path(path))
    reader = next(reader for reader in READERS.values() if reader.recognises(source))
    article = reader.read(source)
    require_chinese(source.path, "\n".join(p.text for p in article.paragraphs))
    if translation and article.english:
        return replace(article, translation=translation)
    return article
