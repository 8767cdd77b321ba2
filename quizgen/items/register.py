"""Terms of political life that are labelled on their cards: data/register.tsv."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from quizgen.errors import DataError

_FIRST_YEAR, _LAST_YEAR = 1945, 1979  # the decades that the labels name, and what led to them
_HEADER = "# quizgen register list, version 1"


@dataclass(frozen=True, slots=True)
class Term:
    """A term, the label its card carries, a neutral gloss, and where the line comes from."""

    text: str
    label: str
    gloss: str
    source: str


def register(date: str) -> Mapping[str, Term]:
    """The terms that count as such in an article of this date (ISO, "" if unknown).

    A label that names decades belongs to articles of their time: 合作社 of 2024 is an ordinary
    word. Raises DataError if the file is not of this version.
    """
    then = date[:4].isdecimal() and _FIRST_YEAR <= int(date[:4]) <= _LAST_YEAR
    return {t: term for t, term in _all().items() if then or "0s" not in term.label}


@cache
def _all() -> dict[str, Term]:
    text = resources.files("quizgen.data").joinpath("register.tsv").read_text("utf-8")
    if not text.startswith(_HEADER):
        raise DataError("quizgen/data/register.tsv is not of version 1: install quizgen again")
    rows = (line.split("\t") for line in text.splitlines() if line and line[0] != "#")
    return {row[0]: Term(*row) for row in rows}
