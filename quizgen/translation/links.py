"""Rules about links that stand beside each other, for what a chain of single choices can't see."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile
from math import exp

from quizgen.translation.function_words import COMMAS, FRAMES, LOCALIZERS, usual_english

Pair = tuple[int, int]
Links = dict[Pair, float]

ORDERED = COMMAS | {"的"}
"""Words that are linked by their place among the other links only."""

_GAP = 1  # words from one link of a word to the next of the same word
_FRAME = 8  # words from 在 to its 上
_AROUND, _FADES = 6, 3.0  # words around a comma whose links are asked, and how far they count
_NEXT = 0.1  # less for each rendering of the comma that is likelier
_AGREED = 0.3  # how far these must keep the comma's order: -1 to 1
_REACH = 3  # words between 的 and the words that it joins
_JOINED = 0.85  # the share of 的 linked so that people link so too
_BEHIND = {"of": 4, "'s": 3, "'": 3}  # English words up to the one that is joined on


def in_one_place(links: Links) -> Links:
    """The links without those that stand apart from better ones of the same word.

    A word that the other side has twice is linked to one of them, with its neighbours there.
    """
    kept = _clustered(links, side=0) & _clustered(links, side=1)
    return {pair: score for pair, score in links.items() if pair in kept}


def _clustered(links: Links, side: int) -> set[Pair]:
    kept: set[Pair] = set()
    for word in {pair[side] for pair in links}:
        own = sorted((pair for pair in links if pair[side] == word), key=lambda p: p[1 - side])
        clusters = [[own[0]]]
        for pair in own[1:]:
            if pair[1 - side] - clusters[-1][-1][1 - side] > _GAP:
                clusters.append([])
            clusters[-1].append(pair)
        kept.update(max(clusters, key=lambda cluster: sum(links[pair] for pair in cluster)))
    return kept


def closed_frames(links: Links, zh: Sequence[str]) -> Links:
    """The links with both parts of 在 … 上 ("on") linked to the same word if one part is.

    So they are in 26 of 36 frames of the sentences that people linked.
    """
    found = dict(links)
    for start, word in enumerate(zh):
        if word not in FRAMES:
            continue
        inside = takewhile(lambda at: zh[at] not in FRAMES | COMMAS, range(start + 1, len(zh)))
        end = next((at for at in inside if zh[at] in LOCALIZERS and at <= start + _FRAME), None)
        if end is not None:
            parts = [{j: s for (i, j), s in links.items() if i == part} for part in (start, end)]
            if not all(parts):
                for part in (start, end):
                    found |= {(part, j): s for some in parts for j, s in some.items()}
    return found


def by_order(links: Links, zh: Sequence[str], en: Sequence[str]) -> Links:
    """The links with those of 的 and of commas, which only the links around them can show."""
    words = {pair: score for pair, score in links.items() if zh[pair[0]] not in ORDERED}
    found = words | _joining(words, zh, en)
    return found | _commas(found, zh, en)


def _joining(links: Links, zh: Sequence[str], en: Sequence[str]) -> Links:
    """的 with the "of" or "'s" that joins the same two words: X 的 Y is X's Y or Y of X."""
    found: Links = {}
    taken = {j for _, j in links}
    for at in (i for i, word in enumerate(zh) if word == "的"):
        before = _nearest(links, range(at - 1, max(-1, at - 1 - _REACH), -1))
        behind = _nearest(links, range(at + 1, min(len(zh), at + 1 + _REACH)))
        fits = (
            j for j, word in enumerate(en) if j not in taken and _joins(word, j, before, behind)
        )
        if (place := next(fits, None)) is not None:
            found[at, place] = _JOINED
            taken.add(place)
    return found


def _joins(word: str, place: int, before: Sequence[int], behind: Sequence[int]) -> bool:
    """Whether this "of" or "'s" joins what the words before and behind 的 are linked to."""
    if word not in _BEHIND or not before or not behind:
        return False
    first, second = (behind, before) if word == "of" else (before, behind)
    return 0 < place - max(first) <= 2 and 0 < min(second) - place <= _BEHIND[word]


def _nearest(links: Links, places: range) -> list[int]:
    """What the first linked of these Chinese words is linked to."""
    linked = ([j for i, j in links if i == place] for place in places)
    return next((found for found in linked if found), [])


def _commas(links: Links, zh: Sequence[str], en: Sequence[str]) -> Links:
    """Commas with the English ones that have the same links before and behind them."""
    found: Links = {}
    for agreed, i, j in sorted(_candidates(links, zh, en), reverse=True):
        if all(i != other and j != place for other, place in found):
            found[i, j] = min(agreed, 1.0)
    return found


def _candidates(
    links: Links, zh: Sequence[str], en: Sequence[str]
) -> Iterator[tuple[float, int, int]]:
    """Commas and what may render them, with how well the order fits: -1 to 1.5."""
    for i in (at for at, word in enumerate(zh) if word in COMMAS):
        usual = usual_english(zh[i])
        for j in (place for place, word in enumerate(en) if word in usual):
            sides = [_agreement(links, i, j, side) for side in (0, 1)]
            agreed = min(sides) - _NEXT * usual.index(en[j])
            if agreed > _AGREED:
                yield agreed + sum(sides) / 4, i, j


def _agreement(links: Links, i: int, j: int, side: int) -> float:
    """How far the links around keep their order with the comma's: 1 all, -1 none.

    `side` says in which language "around" is measured.
    """
    total = agreed = 0.0
    for pair in links:
        distance = abs(pair[side] - (i, j)[side])
        if 0 < distance <= _AROUND:
            order = (pair[0] - i) * (pair[1] - j)
            weight = exp(-distance / _FADES)
            total += weight
            agreed += weight * ((order > 0) - (order < 0))
    return agreed / total if total else 0.0
