"""Scores word links against pairs whose words were linked by people.

A row holds the two sentences, cut into words by spaces, the links that are sure and those that are
possible too, written `3-5` (Chinese-English, counted from 0). Every pair is aligned on its own:
an article would give more to go by, but the rows aren't one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from quizgen.errors import DataError
from quizgen.evaluation import gold
from quizgen.evaluation.score import Item
from quizgen.text.lexicon import Lexicon
from quizgen.translation.meanings import Vectors
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


@lru_cache(maxsize=16)
def _linked(path: Path, lexicon: Lexicon) -> tuple[tuple[Pair, Links], ...]:
    """The rows with our links, all their words encoded at once: that is faster."""
    found, vectors = list(pairs(path)), Vectors()
    vectors.prepare(word for pair in found for word in (*pair.zh, *pair.en))
    return tuple((pair, _found(pair, lexicon, vectors)) for pair in found)


def links(path: Path, lexicon: Lexicon) -> Iterator[Item]:
    """Counts (found and sure, found and possible, found, sure) of each pair, for AER."""
    for pair, found in _linked(path, lexicon):
        counts = (len(found & pair.sure), len(found & pair.possible), len(found), len(pair.sure))
        yield Item(counts, _errors(pair, found, pair.sure))


def content_links(path: Path, lexicon: Lexicon) -> Iterator[Item]:
    """Counts (right, found) of each pair's links of Chinese nouns, verbs and adjectives."""
    for pair, every in _linked(path, lexicon):
        found = frozenset((zh, en) for zh, en in every if is_content(pair.zh[zh], lexicon))
        yield Item((len(found & pair.possible), len(found)), _errors(pair, found, frozenset()))


def is_content(word: str, lexicon: Lexicon) -> bool:
    """Whether the lexicon calls the word a noun, a verb or an adjective."""
    known = lexicon.word(word)
    return known is not None and known.tag.startswith(_CONTENT)


def _found(pair: Pair, lexicon: Lexicon, vectors: Vectors) -> Links:
    links = align_words(pair.zh, pair.en, lexicon, vectors=vectors)
    return frozenset((link.zh, link.en) for link in links)


def _errors(pair: Pair, found: Links, wanted: Links) -> tuple[str, ...]:
    """A line for each wrong and each missing link."""
    wrong = [("wrong", link) for link in sorted(found - pair.possible)]
    missing = [("missing", link) for link in sorted(wanted - found)]
    return tuple(
        f"{pair.where} {what} {pair.zh[zh]}={pair.en[en]}" for what, (zh, en) in wrong + missing
    )
