"""Learns what each voter about a polyphone weighs, and says how good the weights are.

    python -m quizgen.evaluation.learn_pinyin GOLD quizgen/data

GOLD holds `cpp-dev.tsv`: the development part of CPP (Park and Lee, 2020; Apache-2.0, in
github.com/kakaobrain/g2pM), 9,893 sentences with one labelled polyphone each, as a table of
sentence, index, char and pinyin. Written are homographs.tsv, the weights of both models of
`text/homographs.py`, and surroundings.npz, the table of `text/surroundings.py`.

What they reach on sentences that they haven't seen is told by leaving out a fifth of the sentences
at a time. Features of one character that were met once only are left out: they make the table four
times as long and nothing better.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from quizgen.evaluation import pinyin, plain
from quizgen.evaluation.learn_surroundings import learn_places
from quizgen.evaluation.log_linear import Floats, Labelled, learn, tabulate
from quizgen.text.homographs import GATE, second_features
from quizgen.text.lexicon import Lexicon, open_lexicon
from quizgen.text.pinyin import place
from quizgen.text.votes import Asked, features

_FOLDS = 5
_VOTES, _SECOND = 10.0, 1.0  # what a weight of 1 costs; of 1 to 20 the figures differ by 0.05
_LEAST = 0.03  # smaller weights are not kept
_ABOUT = (
    "# Weights of quizgen/text/homographs.py, in hundredths, learnt by",
    "# quizgen.evaluation.learn_pinyin from CPP's development part (github.com/kakaobrain/g2pM,",
    "# Apache-2.0).",
)


def main(source: Path, target: Path) -> None:
    """Write both tables into the folder `target`, and print how good they are."""
    lexicon = open_lexicon()
    cases = list(_cases(source / "cpp-dev.tsv", lexicon))
    folds = np.random.default_rng(0).permutation(len(cases)) % _FOLDS
    votes: list[Labelled] = [
        (frozenset([label]), features(asked, lexicon)) for label, asked in cases
    ]
    first = _Model(votes, _VOTES)
    shares = first.unseen(folds)
    asked_again = np.array([max(ways.values()) < GATE for ways in shares])
    print(f"votes: {_right(votes, shares):.2%} of {len(cases)} unseen sentences right")
    near = learn_places([(r, a.zh, a.at) for r, a in cases], target / "surroundings.npz")
    second = _Model(
        [
            (votes[at][0], second_features(shares[at], near[at]))
            for at in np.flatnonzero(asked_again)
        ],
        _SECOND,
    )
    for at, ways in zip(
        np.flatnonzero(asked_again), second.unseen(folds[asked_again]), strict=True
    ):
        shares[at] = ways
    unseen = f"{_right(votes, shares):.2%} of unseen sentences right (five folds)"
    print(f"with surroundings: {unseen}")
    _write(target / "homographs.tsv", unseen, {**first.weights(), **second.weights()})


def _cases(path: Path, lexicon: Lexicon) -> Iterator[tuple[str, Asked]]:
    """The label of each line's polyphone and the place where it stands."""
    for _, text, at, label in pinyin.labelled(path):
        yield label, place(*plain.place(text, at, lexicon), lexicon)


class _Model:
    """A model to be learnt from cases."""

    def __init__(self, cases: Sequence[Labelled], penalty: float) -> None:
        self._cases, self._penalty = cases, penalty
        self._names = _columns(cases)
        self._table = tabulate(cases, self._names)

    def unseen(self, folds: NDArray[np.int64]) -> list[dict[str, float]]:
        """The probability of each reading of each case, by weights learnt without its fold."""
        found: list[dict[str, float]] = [{}] * len(self._cases)
        for fold in range(_FOLDS):
            weights = learn(self._table.chosen(folds != fold), self._penalty)
            shares = iter(self._table.chosen(folds == fold).shares(weights))
            for at in np.flatnonzero(folds == fold).tolist():
                found[at] = {reading: float(next(shares)) for reading in self._cases[at][1]}
        return found

    def weights(self) -> Mapping[str, float]:
        """The weights learnt from all cases."""
        weights: Floats = learn(self._table, self._penalty)
        return dict(zip(self._names, weights.tolist(), strict=True))


def _columns(cases: Sequence[Labelled]) -> dict[str, int]:
    """The features that are learnt: of those of one character, the ones met more than once."""
    met: Counter[str] = Counter()
    for _, ways in cases:
        met.update({name for found in ways.values() for name in found if name.isprintable()})
    kept = sorted(name for name, count in met.items() if count > 1 or name[0].isascii())
    return {name: column for column, name in enumerate(kept)}


def _right(cases: Sequence[Labelled], shares: Sequence[Mapping[str, float]]) -> float:
    """The share of cases whose likeliest reading is a right one."""
    hits = (
        max(ways, key=lambda reading: ways[reading]) in labels
        for (labels, _), ways in zip(cases, shares, strict=True)
        if ways
    )
    return sum(hits) / len(cases)


def _write(path: Path, unseen: str, weights: Mapping[str, float]) -> None:
    lines = [f"{name}\t{round(100 * w)}" for name, w in weights.items() if abs(w) >= _LEAST]
    path.write_text("\n".join([*_ABOUT, f"# {unseen}", "feature\tweight", *lines]) + "\n", "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
