"""Which files a corpus is made of."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from quizgen.readers.folders import find_articles


def corpus_files(places: Iterable[Path], others: Iterable[Path | None]) -> list[Path]:
    """The articles named and those in the folders named, each once under its first name.

    `others` are read for something else: a list of words may lie beside the articles. Raises
    `ArticleError` for a folder without articles.
    """
    found: dict[str, Path] = {}
    for path in find_articles(places):
        found.setdefault(os.path.realpath(path), path)
    for other in others:
        found.pop(os.path.realpath(other or ""), None)
    return list(found.values())
