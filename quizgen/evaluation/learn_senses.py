"""Learns the weights by which a sense is chosen, from labelled cases, and says how good they are.

    python -m quizgen.evaluation.learn_senses tests/cases/senses.json > quizgen/data/…

A conditional log-linear model: the probability of a sense among those of its reading is
proportional to exp(weights · features); learnt by gradient ascent on the probability of the senses
that are right, with an L2 penalty. What it reaches is told by leaving out one article at a time.
"""

from __future__ import annotations

import copy
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy
from numpy.typing import NDArray

from quizgen.evaluation import senses as gold
from quizgen.text.lexicon import Lexicon, open_lexicon
from quizgen.translation.senses import FEATURES

Rows = NDArray[numpy.float64]

_ENGLISH = ("like_words", "is_words", "has_stems", "like_english", "like_left")
_ABOUT = (
    "learnt by quizgen.evaluation.learn_senses from tests/cases/senses.json; "
    "translation/senses.py computes the features"
)
_PENALTY, _STEPS, _RATE = 0.005, 400, 1.0  # of 0.0005 to 0.03 the penalty hardly mattered


class Cases:
    """The features of all senses of all cases, which senses are right, and the articles."""

    def __init__(self, found: Sequence[tuple[str, Rows, NDArray[numpy.bool_]]]) -> None:
        """`found` has article, features by sense, and which senses are right, of each case."""
        widest = max(len(right) for _, _, right in found)
        shape = (len(found), widest)
        self.articles = numpy.array([article for article, _, _ in found])
        self.features = numpy.zeros((*shape, len(FEATURES)))
        self.exists = numpy.zeros(shape, bool)
        self.right = numpy.zeros(shape)
        for n, (_, rows, right) in enumerate(found):
            self.features[n, : len(rows)] = rows
            self.exists[n, : len(rows)] = True
            self.right[n, : len(rows)] = right

    def without(self, names: Sequence[str]) -> Cases:
        """The same cases with these features unknown."""
        blind = copy.copy(self)
        blind.features = self.features * [name not in names for name in FEATURES]
        return blind

    def learn(self, chosen: NDArray[numpy.bool_]) -> Rows:
        """The weights that suit the chosen cases best."""
        features, exists, right = self.features[chosen], self.exists[chosen], self.right[chosen]
        scale = features[exists].std(axis=0) + 1e-6
        scaled, weights = features / scale, numpy.zeros(len(FEATURES))
        for _ in range(_STEPS):
            chance = _chances(scaled @ weights, exists)
            wanted = chance * right / ((chance * right).sum(axis=1, keepdims=True) + 1e-12)
            gradient = numpy.einsum("ns,nsf->f", wanted - chance, scaled) / len(scaled)
            weights += _RATE * (gradient - _PENALTY * weights)
        result: Rows = weights / scale
        return result

    def hits(self, weights: Rows) -> NDArray[numpy.bool_]:
        """For which cases the likeliest sense is right."""
        best = _chances(self.features @ weights, self.exists).argmax(axis=1)
        found: NDArray[numpy.bool_] = self.right[numpy.arange(len(best)), best] > 0
        return found

    def left_out(self) -> float:
        """The share of cases that are right, each judged by weights learnt without its article."""
        hits = numpy.zeros(len(self.articles), bool)
        for article in sorted(set(self.articles)):
            mine = self.articles == article
            hits[mine] = self.hits(self.learn(~mine))[mine]
        return float(hits.mean())


def _chances(scores: Rows, exists: NDArray[numpy.bool_]) -> Rows:
    powers: Rows = numpy.where(exists, numpy.exp(scores - scores.max(axis=1, keepdims=True)), 0.0)
    shares: Rows = powers / powers.sum(axis=1, keepdims=True)
    return shares


def read_cases(path: Path, lexicon: Lexicon) -> Cases:
    """The cases whose word is cut as they have it and whose right sense is among the options."""
    found = []
    for _, case, place in gold.places(path, lexicon):
        if place is None:
            continue
        bench, number, at = place
        ranked = bench.options[number].get(at, [])
        right = numpy.array([option.sense in case["senses"] for option in ranked])
        if right.any() and not right.all():
            rows = numpy.array([option.features for option in ranked])
            found.append((str(case["article"]), rows, right))
    return Cases(found)


def main(arguments: Sequence[str]) -> None:
    """Print the weights with and without English as JSON, and on stderr what they reach."""
    cases = read_cases(Path(arguments[0]), open_lexicon())
    learnt: dict[str, Any] = {"about": _ABOUT}
    for name, some in (("with", cases), ("without", cases.without(_ENGLISH))):
        weights = some.learn(numpy.ones(len(some.articles), bool))
        learnt[name] = dict(zip(FEATURES, weights.round(3).tolist(), strict=True))
        figures = f"{some.hits(weights).mean():.1%}, {some.left_out():.1%} article by article"
        print(f"{name} English, {len(some.articles)} cases: {figures}", file=sys.stderr)
    print(json.dumps(learnt, indent=1))


if __name__ == "__main__":
    main(sys.argv[1:])
