"""The articles of a folder, and of whatever else is named on a command line."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from quizgen.errors import ArticleError

SUFFIXES = frozenset((".txt", ".text", ".md", ".markdown", ""))  # of what may be an article


def find_articles(paths: Iterable[Path]) -> list[Path]:
    """The files named and those in the folders named, in their order, each under its first name.

    In a folder, and the folders in it, all text and Markdown files count that aren't hidden, by
    name. Raises `ArticleError` for a folder without any.
    """
    found: dict[str, Path] = {}
    for file in (file for path in paths for file in _files(path)):
        found.setdefault(os.path.normcase(os.path.realpath(file)), file)
    return list(found.values())


def _files(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path  # whether it can be read is for the reader to say
        return
    found = sorted(file for file in path.rglob("*") if _is_article(file.relative_to(path), file))
    if not found:
        raise ArticleError(path, 0, "no article in this folder: text (.txt) or Markdown (.md)")
    yield from found


def _is_article(inside: Path, file: Path) -> bool:
    hidden = any(part.startswith(".") for part in inside.parts)
    return not hidden and file.suffix.lower() in SUFFIXES and (file.is_file() or _leads_away(file))


def _leads_away(file: Path) -> bool:
    """Whether this is a link to what is gone: an article is missing, and the reader says so."""
    return file.is_symlink() and not file.exists()
