"""Log-linear models: the chance of an answer is proportional to exp(weights · features).

Learnt by L-BFGS (Liu and Nocedal, 1989) on the probability of the labels, with an L2 penalty.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Features = Mapping[str, float]
Labelled = tuple[str, Mapping[str, Features]]  # the right answer; the features of each
_STEPS, _MEMORY = 60, 8
_STILL = 1e-9  # a step that gains less than this share of the loss is the last


class Table:
    """The features of all answers of all cases as one sparse matrix, a row for an answer."""

    def __init__(self, cases: Sequence[Labelled], names: Mapping[str, int]) -> None:
        """`names` gives each feature that is learnt its column."""
        rows, columns, values, right = [], [], [], []
        self.case: list[int] = []
        for number, (label, answers) in enumerate(cases):
            for answer, features in answers.items():
                known = [(names[name], value) for name, value in features.items() if name in names]
                rows += [len(self.case)] * len(known)
                columns += [column for column, _ in known]
                values += [value for _, value in known]
                right.append(answer == label)
                self.case.append(number)
        self.rows, self.columns = np.array(rows), np.array(columns)
        self.values, self.right = np.array(values), np.array(right)
        self.of, self.wide = np.array(self.case), len(names)

    def chosen(self, cases: NDArray[np.bool_]) -> Table:
        """The rows of some cases."""
        part = object.__new__(Table)
        kept = cases[self.of]
        place = np.cumsum(kept) - 1
        here = kept[self.rows]
        part.rows, part.columns = place[self.rows[here]], self.columns[here]
        part.values, part.right, part.wide = self.values[here], self.right[kept], self.wide
        part.of = np.unique(self.of[kept], return_inverse=True)[1]
        return part

    def shares(self, weights: Floats) -> Floats:
        """The probability of each row among those of its case."""
        scores = self.scores(weights)
        tops = np.full(self.of[-1] + 1, -np.inf)
        np.maximum.at(tops, self.of, scores)
        powers = np.exp(scores - tops[self.of])
        found: Floats = powers / np.bincount(self.of, powers)[self.of]
        return found

    def scores(self, weights: Floats) -> Floats:
        """What the features of each row weigh together."""
        weighed = self.values * weights[self.columns]
        found: Floats = np.bincount(self.rows, weighed, len(self.of)).astype(np.float64)
        return found

    def loss(self, weights: Floats, penalty: float) -> tuple[float, Floats]:
        """How improbable the labels are, with the penalty, and its gradient."""
        shares = self.shares(weights)
        off = shares - self.right
        slope = np.bincount(self.columns, self.values * off[self.rows], self.wide)
        cost = -np.log(shares[self.right] + 1e-300).sum() + 0.5 * penalty * (weights**2).sum()
        return float(cost), slope + penalty * weights

    def hits(self, weights: Floats) -> int:
        """In how many cases the likeliest reading is the label."""
        shares = self.shares(weights)
        tops = np.zeros(self.of[-1] + 1)
        np.maximum.at(tops, self.of, shares)
        return int((self.right & (shares >= tops[self.of])).sum())


def learn(table: Table, penalty: float) -> Floats:
    """The weights of least loss; `penalty` is what a weight of 1 costs (0.5 of it)."""
    weights = np.zeros(table.wide)
    cost, slope = table.loss(weights, penalty)
    past: list[tuple[Floats, Floats]] = []
    for _ in range(_STEPS):
        way = _direction(slope, past)
        size = 1.0 if past else 1.0 / float(np.abs(slope).sum())
        while True:
            there = weights + size * way
            new_cost, new_slope = table.loss(there, penalty)
            if new_cost <= cost + 1e-4 * size * float(slope @ way) or size < 1e-10:
                break
            size /= 2
        if not cost - new_cost > _STILL * cost:
            break
        past = [*past, (there - weights, new_slope - slope)][-_MEMORY:]
        weights, cost, slope = there, new_cost, new_slope
    return weights


def _direction(slope: Floats, past: list[tuple[Floats, Floats]]) -> Floats:
    """Downhill, bent by the last steps."""
    way, shares = -slope, []
    for step, change in reversed(past):
        share = float(step @ way) / float(step @ change)
        shares.append(share)
        way = way - share * change
    if past:
        step, change = past[-1]
        way = way * (float(step @ change) / float(change @ change))
    for (step, change), share in zip(past, reversed(shares), strict=True):
        way = way + step * (share - float(change @ way) / float(step @ change))
    return way
