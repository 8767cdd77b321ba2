"""What the words, numbers and names of one language's sentences say for those of the other.

A cue is found in a true translation with probability `_FOUND`; in a passage taken at random with
the probability `chance` that the document itself shows. A cue that is found adds
log(`_FOUND`/chance), a missing one adds log((1-`_FOUND`)/(1-chance)), so that a rare word counts
and a frequent one hardly does, and a bead that swallows a sentence too many pays for it.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy
from numpy.typing import NDArray

from quizgen.translation.evidence import Cue

_FOUND = 0.45  # a dictionary shows nearly every second word of a free translation
_PRIOR_CHANCE, _PRIOR_WEIGHT = 0.05, 8.0  # what is believed of a word before the document is read

Matrix = NDArray[numpy.float64]


class SharedCues:
    """What each sentence of one language is worth beside a run of the other's, in nats.

    What is kept grows with the text, not with its square: each sentence's kinds of cues (those of
    the same keys are one kind), and in which sentences of the other side each key stands.
    """

    def __init__(
        self, own: Sequence[Sequence[Cue]], other: Sequence[Sequence[Cue]], most: int
    ) -> None:
        """`own` and `other` are the cues of both languages' sentences, `most` the longest run."""
        self._places: dict[str, list[int]] = defaultdict(list)
        for index, cues in enumerate(other):
            for key in {key for cue in cues for key in cue.keys}:
                self._places[key].append(index)
        kinds: dict[frozenset[str], int] = {frozenset(): 0}  # every sentence has the empty kind
        self._own = [
            [0, *(kinds.setdefault(c, len(kinds)) for c in dict.fromkeys(c.keys for c in cues))]
            for cues in own
        ]
        self._keys = [[key for key in keys if key in self._places] for keys in kinds]
        worth = [self._worth(number, len(other), most) for number in range(len(kinds))]
        self._gains = numpy.array([[hit - miss for hit, miss in one] for one in worth])
        self._misses = numpy.array([[miss for _, miss in one] for one in worth])

    def _worth(self, kind: int, size: int, most: int) -> list[tuple[float, float]]:
        """What a kind of cue adds if it is found and if it isn't, by the length of the run."""
        if kind == 0:
            return [(0.0, 0.0)] * (most + 1)
        found = set().union(*(self._places[key] for key in self._keys[kind]))
        chance = _chance(len(found), size)
        return [(0.0, 0.0), *(_nats(chance, spread) for spread in range(1, most + 1))]

    def score(self, sentence: int, first: int, count: int) -> float:
        """Nats for this sentence against `count` sentences of the other side from `first`."""
        kinds = self._own[sentence][1:]
        found = {
            n
            for index in range(first, first + count)
            for n, kind in enumerate(kinds)
            if index in self._slice(kind, range(index, index + 1))
        }
        gain = sum(float(self._gains[kinds[n], count]) for n in found)
        return sum(float(self._misses[kind, count]) for kind in kinds) + gain

    def between(self, own: range, other: range) -> Matrix:
        """The same for all these sentences, by length of the run, sentence, and first of the run.

        A run that goes over the end of `other` has what is inside.
        """
        scores = numpy.zeros((self._gains.shape[1], len(own), len(other)))
        if not scores.size:
            return scores
        kinds = numpy.array([kind for sentence in own for kind in self._own[sentence]])
        sizes = [len(self._own[sentence]) for sentence in own]
        sentences = numpy.repeat(numpy.arange(len(own)), sizes)
        different, rows = numpy.unique(kinds, return_inverse=True)
        hits = self._hits(different.tolist(), other)
        found = numpy.zeros_like(hits)
        for count in range(1, min(len(scores) - 1, len(other)) + 1):
            found[:, : len(other) - count + 1] |= hits[:, count - 1 :]
            kind, first = numpy.nonzero(found[rows])  # few: most cues are found in few sentences
            places, gains = sentences[kind] * len(other) + first, self._gains[kinds[kind], count]
            misses = numpy.bincount(sentences, self._misses[kinds, count])
            scores[count] = misses[:, None]
            scores[count] += numpy.bincount(places, gains, scores[0].size).reshape(scores[0].shape)
        return scores

    def _hits(self, kinds: Sequence[int], other: range) -> NDArray[numpy.bool_]:
        """For each kind of cue (rows) in which of these sentences (columns) it is found."""
        hits = numpy.zeros((len(kinds), len(other)), bool)
        for row, kind in enumerate(kinds):
            hits[row, [index - other.start for index in self._slice(kind, other)]] = True
        return hits

    def _slice(self, kind: int, other: range) -> Iterator[int]:
        """The sentences of `other` that have a key of this kind."""
        for key in self._keys[kind]:
            places = self._places[key]
            first = bisect_left(places, other.start)
            yield from places[first : bisect_left(places, other.stop, first)]


def _chance(found: int, size: int) -> float:
    """How probably a sentence picked at random has the cue, the true one not counted."""
    others = max(found - 1, 0)
    return (others + _PRIOR_CHANCE * _PRIOR_WEIGHT) / (max(size - 1, 0) + _PRIOR_WEIGHT)


def _nats(chance: float, spread: int) -> tuple[float, float]:
    """Nats for a cue found and for a cue missing in this many sentences."""
    never = (1 - chance) ** spread
    return math.log(_FOUND / (1 - never)), math.log((1 - _FOUND) / never)
