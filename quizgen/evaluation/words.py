"""Scores word links against pairs whose words were linked by people.

A row holds the two sentences, cut into words by spaces, the links that are sure and those that are
possible too, written `3-5` (Chinese-English, counted from 0). Every pair is aligned on its own:
an article would give more to go by, but the rows aren't one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from quizgen.errors import DataError
from quizgen.evaluation import gold
from quizgen.evaluation.score import Item
from quizgen.text.lexicon import Lexicon
from quizgen.translation import meanings
from quizgen.translation.word_alignment import align_words

Links = frozenset[tuple[int, int]]

_COLUMNS = ("zh", "en", "sure", "possible")
_CONTENT = ("n", "v", "a")


@dataclass(frozen=True, slots=True)
class Pair:
    """A row of the gold: `possible` includes the sure links."""

    where: str
    zh: tuple[str, ...]
    en: tuple[str, ...]
    sure: Links
    possible: Links


def pairs(path: Path) -> Iterator[Pair]:
    """The rows of a gold file. Raises DataError for links that are none or lead outside."""
    for where, (zh, en, sure, possible, *_) in gold.table(path, _COLUMNS):
        try:
            links, others = _links(sure), _links(possible)
        except ValueError:
            raise DataError(f"{path.parent / where}: links such as 3-5 are expected") from None
        pair = Pair(where, tuple(zh.split()), tuple(en.split()), links, links | others)
        if any(i >= len(pair.zh) or j >= len(pair.en) for i, j in pair.possible):
            raise DataError(f"{path.parent / where}: a link leads outside the sentence")
        yield pair


def _links(text: str) -> Links:
    cut = (link.split("-") for link in text.split())
    return frozenset((int(zh), int(en)) for zh, en in cut)


def _prepared(path: Path) -> list[Pair]:
    """The rows, all their words encoded at once: that is faster, and changes no link."""
    found = list(pairs(path))
    meanings.prepare(word for pair in found for word in (*pair.zh, *pair.en))
    return found


def links(path: Path, lexicon: Lexicon) -> Iterator[Item]:
    """Counts (found and sure, found and possible, found, sure) of each pair, for AER."""
    for pair in _prepared(path):
        found = _found(pair, lexicon)
        counts = (len(found & pair.sure), len(found & pair.possible), len(found), len(pair.sure))
        yield Item(counts, _errors(pair, found, pair.sure))


def content_links(path: Path, lexicon: Lexicon) -> Iterator[Item]:
    """Counts (right, found) of each pair's links of Chinese nouns, verbs and adjectives."""
    for pair in _prepared(path):
        found = frozenset(
            (zh, en) for zh, en in _found(pair, lexicon) if is_content(pair.zh[zh], lexicon)
        )
        yield Item((len(found & pair.possible), len(found)), _errors(pair, found, frozenset()))


def is_content(word: str, lexicon: Lexicon) -> bool:
    """Whether the lexicon calls the word a noun, a verb or an adjective."""
    known = lexicon.word(word)
    return known is not None and known.tag.startswith(_CONTENT)


def _found(pair: Pair, lexicon: Lexicon) -> Links:
    return frozenset((link.zh, link.en) for link in align_words(pair.zh, pair.en, lexicon))


def _errors(pair: Pair, found: Links, wanted: Links) -> tuple[str, ...]:
    """A line for each wrong and each missing link."""
    wrong = [("wrong", link) for link in sorted(found - pair.possible)]
    missing = [("missing", link) for link in sorted(wanted - found)]
    return tuple(
        f"{pair.where} {what} {pair.zh[zh]}={pair.en[en]}" for what, (zh, en) in wrong + missing
    )
