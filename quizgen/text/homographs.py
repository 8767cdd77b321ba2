"""How likely each reading of a polyphone is: the voters of `votes`, weighed.

A log-linear model: the reading whose features weigh most is likeliest. The weights are learnt by
`python -m quizgen.evaluation.learn_pinyin` from the labelled sentences of CPP's development part
and stand in `quizgen/data/homographs.tsv`, in hundredths.
"""

from __future__ import annotations

import math
from functools import cache
from importlib import resources

from quizgen.errors import DataError
from quizgen.text import g2pm
from quizgen.text.lexicon import Lexicon
from quizgen.text.votes import Asked, features

_HEADER = "feature\tweight"


def is_polyphone(character: str) -> bool:
    """Whether the labelled sentences know more than one reading for the character."""
    return len(g2pm.candidates(character)) > 1


def rank(asked: Asked, lexicon: Lexicon) -> dict[str, float]:
    """The probability of each reading of the character, the likeliest first."""
    weights = _weights()
    scores = {
        reading: sum(weights.get(name, 0.0) * value for name, value in votes.items())
        for reading, votes in features(asked, lexicon).items()
    }
    top = max(scores.values(), default=0.0)
    shares = {reading: math.exp(score - top) for reading, score in scores.items()}
    total = sum(shares.values())
    ranked = sorted(shares, key=lambda reading: -shares[reading])
    return {reading: shares[reading] / total for reading in ranked}


@cache
def _weights() -> dict[str, float]:
    text = resources.files("quizgen.data").joinpath("homographs.tsv").read_text("utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    if lines[:1] != [_HEADER]:
        raise DataError(f"homographs.tsv must begin with the columns {_HEADER!r}")
    pairs = (line.rpartition("\t") for line in lines[1:])
    return {name: int(weight) / 100 for name, _, weight in pairs}
