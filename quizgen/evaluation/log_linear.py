"""Log-linear models: the chance of an answer is proportional to exp(weights · features).

Learnt by L-BFGS (Liu and Nocedal, 1989) on the probability that an answer is one of the right ones,
with an L2 penalty.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Features = Mapping[str, float]
Labelled = tuple[frozenset[str], Mapping[str, Features]]  # right answers; the features of each
_STEPS, _MEMORY = 60, 8
_TINY = 1e-300  # so that an answer found impossible has a logarithm
_STILL = 1e-9  # a step that gains less than this share of the loss is the last


@dataclass(frozen=True)
class Table:
    """The features of all answers of all cases as one sparse matrix, a row for an answer.

    `values` stand at `rows` and `columns`; `of` is each row's case, `right` whether it is a right
    answer of it. There are `wide` columns.
    """

    rows: Integers
    columns: Integers
    values: Floats
    of: Integers
    right: NDArray[np.bool_]
    wide: int

    def chosen(self, cases: NDArray[np.bool_]) -> Table:
        """The rows of some cases."""
        kept = cases[self.of]
        here = kept[self.rows]
        return Table(
            rows=(np.cumsum(kept) - 1)[self.rows[here]],
            columns=self.columns[here],
            values=self.values[here],
            of=np.unique(self.of[kept], return_inverse=True)[1],
            right=self.right[kept],
            wide=self.wide,
        )

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
        """How improbable it is that answers are right, with the penalty, and its gradient."""
        shares = self.shares(weights)
        right = np.bincount(self.of, shares * self.right)
        off = shares - shares * self.right / (right[self.of] + _TINY)
        slope = np.bincount(self.columns, self.values * off[self.rows], self.wide)
        cost = -np.log(right + _TINY).sum() + 0.5 * penalty * (weights**2).sum()
        return float(cost), slope + penalty * weights

    def hits(self, weights: Floats) -> int:
        """In how many cases the likeliest answer is a right one."""
        shares = self.shares(weights)
        tops = np.zeros(self.of[-1] + 1)
        np.maximum.at(tops, self.of, shares)
        return len(np.unique(self.of[self.right & (shares >= tops[self.of])]))


def tabulate(cases: Sequence[Labelled], names: Mapping[str, int]) -> Table:
    """The cases as a table; `names` gives each feature that is learnt its column."""
    rows, columns, values, right = [], [], [], []
    of: list[int] = []
    for number, (labels, answers) in enumerate(cases):
        for answer, features in answers.items():
            known = [(names[name], value) for name, value in features.items() if name in names]
            rows += [len(of)] * len(known)
            columns += [column for column, _ in known]
            values += [value for _, value in known]
            right.append(answer in labels)
            of.append(number)
    places = np.array(rows), np.array(columns)
    return Table(*places, np.array(values), np.array(of), np.array(right), len(names))


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
        step, change = there - weights, new_slope - slope
        if step @ change > 0:  # with several right answers the loss may bend the other way
            past = [*past, (step, change)][-_MEMORY:]
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
