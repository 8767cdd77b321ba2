"""Learns what each voter about a polyphone weighs, and says how good the weights are.

    python -m quizgen.evaluation.learn_pinyin FOLDER > homographs.tsv

FOLDER holds `cpp-dev.tsv`: the development part of CPP (Park and Lee, 2020; Apache-2.0, in
github.com/kakaobrain/g2pM), 9,893 sentences with one labelled polyphone each, as a table of
sentence, index, char and pinyin. The table that is printed belongs to quizgen/data/homographs.tsv.

The probability of a reading is proportional to exp(weights · features); learnt by L-BFGS on the
probability of the labels, with an L2 penalty. What it reaches on sentences that it hasn't seen is
told by leaving out a fifth of the sentences at a time. Features of one character that were met
once only are left out: they make the table four times as long and nothing better.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from quizgen.evaluation import gold
from quizgen.lesson import Workbench
from quizgen.model import Article, Paragraph
from quizgen.text.lexicon import Lexicon, open_lexicon
from quizgen.text.pinyin import place
from quizgen.text.votes import Features, features

Floats = NDArray[np.float64]
Labelled = tuple[str, dict[str, Features]]  # the right reading; the features of each

_FOLDS, _STEPS, _MEMORY = 5, 60, 8
# What a weight of 1 costs: votes that count alike for all characters, and a character's own. Of
# 1 to 6 and 2 to 12 the figures differ by less than 0.05 points.
_ALIKE, _OWN = 3.0, 6.0
_LEAST = 0.03  # smaller weights are not kept
_ABOUT = (
    "# Weights of quizgen/text/votes.py, in hundredths, learnt by quizgen.evaluation.learn_pinyin",
    "# from CPP's development part (github.com/kakaobrain/g2pM, Apache-2.0).",
    "feature\tweight",
)


class Table:
    """The features of all readings of all cases as one sparse matrix, a row for a reading."""

    def __init__(self, cases: list[Labelled], names: dict[str, int]) -> None:
        """`names` gives each feature that is learnt its column."""
        rows, columns, values, right = [], [], [], []
        self.case: list[int] = []
        for number, (label, ways) in enumerate(cases):
            for reading, votes in ways.items():
                known = [(names[name], value) for name, value in votes.items() if name in names]
                rows += [len(self.case)] * len(known)
                columns += [column for column, _ in known]
                values += [value for _, value in known]
                right.append(reading == label)
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
        scores = np.bincount(self.rows, self.values * weights[self.columns], len(self.of))
        tops = np.full(self.of[-1] + 1, -np.inf)
        np.maximum.at(tops, self.of, scores)
        powers = np.exp(scores - tops[self.of])
        found: Floats = powers / np.bincount(self.of, powers)[self.of]
        return found

    def loss(self, weights: Floats, penalty: Floats) -> tuple[float, Floats]:
        """How improbable the labels are, with the penalty, and its gradient."""
        shares = self.shares(weights)
        off = shares - self.right
        slope = np.bincount(self.columns, self.values * off[self.rows], self.wide)
        cost = -np.log(shares[self.right] + 1e-300).sum() + 0.5 * (penalty * weights**2).sum()
        return float(cost), slope + penalty * weights

    def hits(self, weights: Floats) -> int:
        """In how many cases the likeliest reading is the label."""
        shares = self.shares(weights)
        tops = np.zeros(self.of[-1] + 1)
        np.maximum.at(tops, self.of, shares)
        return int((self.right & (shares >= tops[self.of])).sum())


def learn(table: Table, penalty: Floats) -> Floats:
    """The weights of least loss, by L-BFGS (Liu and Nocedal, 1989)."""
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


def labelled(path: Path, lexicon: Lexicon) -> Iterator[Labelled]:
    """The label of each line's polyphone and the features of its readings."""
    for _, (text, index, _, label) in gold.table(path, ("sentence", "index", "char", "pinyin")):
        article = Article("gold", "", "", (Paragraph(text, 1),))
        for sentence in Workbench(article, lexicon).sentences:
            if sentence.start <= int(index) < sentence.end:
                asked = place(sentence.zh, sentence.tokens, int(index) - sentence.start, lexicon)
                yield label.replace("u:", "v"), features(asked, lexicon)


def _columns(cases: list[Labelled]) -> dict[str, int]:
    """The features that are learnt: of those of one character, the ones met more than once."""
    met: Counter[str] = Counter()
    for _, ways in cases:
        met.update({name for votes in ways.values() for name in votes if name.isprintable()})
    kept = sorted(name for name, count in met.items() if count > 1 or _is_alike(name))
    return {name: column for column, name in enumerate(kept)}


def _is_alike(name: str) -> bool:
    return name[0].isascii()


def main(folder: Path) -> None:
    """Print the weights, and on the error stream how good they are."""
    cases = list(labelled(folder / "cpp-dev.tsv", open_lexicon()))
    names = _columns(cases)
    table = Table(cases, names)
    penalty = np.array([_ALIKE if _is_alike(name) else _OWN for name in names])
    folds = np.random.default_rng(0).permutation(len(cases)) % _FOLDS
    hits = 0
    for fold in range(_FOLDS):
        weights = learn(table.chosen(folds != fold), penalty)
        hits += table.chosen(folds == fold).hits(weights)
    share = 100 * hits / len(cases)
    print(f"unseen sentences right: {share:.2f} % of {len(cases)}", file=sys.stderr)
    weights = learn(table, penalty)
    print(*_ABOUT, sep="\n")
    for name, weight in zip(names, weights, strict=True):
        if abs(weight) >= _LEAST:
            print(f"{name}\t{round(100 * weight)}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
