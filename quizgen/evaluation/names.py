"""Scores names of people, places and organisations: span and kind must both be right."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from quizgen.errors import DataError
from quizgen.evaluation import gold
from quizgen.evaluation.score import Item
from quizgen.text.lexicon import Lexicon
from quizgen.text.names import find_names

Spans = set[tuple[int, int, str]]  # start, end, kind: PER, LOC or ORG
Finder = Callable[[str, Lexicon], Spans]


def ours(text: str, lexicon: Lexicon) -> Spans:
    """The names that we find in a text without a translation."""
    return {(name.start, name.end, name.kind) for name in find_names(text, lexicon)}


def names(path: Path, lexicon: Lexicon, finder: Finder = ours) -> Iterator[Item]:
    """Counts (right, found, wanted) for each sentence's names."""
    for where, case in gold.json_lines(path):
        text, wanted = _case(path, where, case)
        found = finder(text, lexicon)
        lines = [f"{where} missed {text[a:b]}/{kind}" for a, b, kind in sorted(wanted - found)]
        lines += [f"{where} {text[a:b]}/{kind} too many" for a, b, kind in sorted(found - wanted)]
        counts = (len(found & wanted), len(found), len(wanted))
        yield Item(counts, tuple(f"{line} in {text}" for line in lines))


def _case(path: Path, where: str, case: Any) -> tuple[str, Spans]:
    try:
        text = str(case["text"])
        wanted = {(int(e[0]), int(e[1]), str(e[2])) for e in case["entities"]}
    except (KeyError, IndexError, TypeError, ValueError):
        raise DataError(f"{path.parent / where}: text and entities are expected") from None
    return text, wanted
