"""What a measurement is made of: items with counts, a statistic over their sum, an interval.

Every item (a sentence, a pair, an article: what is drawn at random in the bootstrap) carries a few
counts; the score is a statistic of their sum. A score prints the conditions it was taken under, as
sacrebleu's do (Post 2018, "A call for clarity in reporting BLEU scores").
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

_SAMPLES, _SEED, _CHUNK = 1000, 1, 100
_INTERVAL = (2.5, 97.5)  # per cent: a 95 % interval

Statistic = Callable[[Sequence[float]], float]


@dataclass(frozen=True, slots=True)
class Item:
    """One item's counts, and the lines that say what was wrong in it (none: all was right)."""

    counts: tuple[float, ...]
    errors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Score:
    """A measure's score, 0 to 1, on `n` units, with its 95 % interval and its conditions.

    `rivals` are the scores of other tools on the same files, by their name.
    """

    measure: str
    score: float
    n: int
    low: float
    high: float
    signature: str
    remark: str = ""
    errors: tuple[str, ...] = ()
    rivals: Mapping[str, float] = field(default_factory=dict)

    def __str__(self) -> str:
        """The signature with score and half the interval's width."""
        return f"{self.signature} = {self.score:.4f} ± {(self.high - self.low) / 2:.4f}"


def accuracy(counts: Sequence[float]) -> float:
    """Right ones among all: counts are (right, all)."""
    return counts[0] / counts[1] if counts[1] else 0.0


def f1(counts: Sequence[float]) -> float:
    """The harmonic mean of precision and recall: counts are (right, found, wanted)."""
    right, found, wanted = counts[:3]
    return 2 * right / (found + wanted) if found + wanted else 0.0


def alignment_error(counts: Sequence[float]) -> float:
    """AER (Och and Ney 2003): counts are (found and sure, found and possible, found, sure)."""
    sure, possible, found, wanted = counts[:4]
    return 1 - (sure + possible) / (found + wanted) if found + wanted else 1.0


def total(items: Iterable[Item]) -> tuple[float, ...]:
    """The sum of the items' counts."""
    return tuple(map(sum, zip(*(item.counts for item in items), strict=True)))


def interval(items: Sequence[Item], statistic: Statistic) -> tuple[float, float]:
    """The 95 % percentile bootstrap interval (Efron and Tibshirani 1993, chapter 13), seeded."""
    import numpy

    random = numpy.random.default_rng(_SEED)
    counts = numpy.array([item.counts for item in items], dtype=float)
    even = numpy.full(len(items), 1 / len(items))
    scores: list[float] = []
    for _ in range(0, _SAMPLES, _CHUNK):
        drawn = random.multinomial(len(items), even, size=_CHUNK)
        scores.extend(statistic(row) for row in (drawn @ counts).tolist())
    low, high = numpy.percentile(scores, _INTERVAL)
    return float(low), float(high)
