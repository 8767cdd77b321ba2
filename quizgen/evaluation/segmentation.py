"""Scores word boundaries by the F1 of whole words."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from quizgen.evaluation import gold
from quizgen.evaluation.plain import tokens
from quizgen.evaluation.score import Item
from quizgen.text.lexicon import Lexicon
from quizgen.text.parts import syntactic_words
from quizgen.text.tagger import tag

Cutter = Callable[[str, Lexicon], Iterable[str]]


def cut(text: str, lexicon: Lexicon) -> list[str]:
    """Our words, as short as UD's Chinese treebanks cut them."""
    found = [(token.text, token.pos) for token in tokens(text, lexicon)]
    return list(syntactic_words(found, lexicon, tag(text)))


def words(path: Path, lexicon: Lexicon, cutter: Cutter = cut) -> Iterator[Item]:
    """Counts (right, found, wanted) for each line of words with spaces between."""
    for where, line in gold.lines(path):
        wanted = line.split()
        ours, theirs = spans(cutter("".join(wanted), lexicon)), spans(wanted)
        yield Item((len(ours & theirs), len(ours), len(theirs)), _errors(where, ours, theirs))


def spans(words: Iterable[str]) -> set[tuple[int, int, str]]:
    """The words with where they begin and end."""
    found, at = set(), 0
    for word in words:
        found.add((at, at + len(word), word))
        at += len(word)
    return found


def _errors(
    where: str, ours: set[tuple[int, int, str]], theirs: set[tuple[int, int, str]]
) -> tuple[str, ...]:
    """One line for every stretch that is cut otherwise."""
    lines = []
    shared = sorted({s[0] for s in ours} & {s[0] for s in theirs})
    for start, end in itertools.pairwise([*shared, max(s[1] for s in theirs)]):
        found, wanted = (
            "|".join(word for at, _, word in sorted(words) if start <= at < end)
            for words in (ours, theirs)
        )
        if found != wanted:
            lines.append(f"{where} {found}, not {wanted}")
    return tuple(lines)
