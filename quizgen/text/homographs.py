"""How likely each reading of a polyphone is: the voters of `votes`, weighed.

A log-linear model: the reading whose features weigh most is likeliest. Where that leaves a doubt,
a second one asks what the surroundings mean (`surroundings`, which loads the encoder). The weights
are learnt by `python -m quizgen.evaluation.learn_pinyin` from the labelled sentences of CPP's
development part and stand in `quizgen/data/homographs.tsv`, in hundredths.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache
from importlib import resources

from quizgen.errors import DataError
from quizgen.text import g2pm
from quizgen.text.lexicon import Lexicon
from quizgen.text.listed import HAN
from quizgen.text.votes import Asked, Features, features

_HEADER = "feature\tweight"
# The probability below which the second model is asked: one polyphone in ten. With 0.9 it mends
# 0.03 points less, asked always no more.
GATE = 0.95


def is_polyphone(character: str) -> bool:
    """Whether g2pM's table has more than one reading for the Han character (it has some for □)."""
    return bool(HAN.match(character)) and len(g2pm.candidates(character)) > 1


def rank(asked: Asked, lexicon: Lexicon) -> dict[str, float]:
    """The probability of each reading of the character, the likeliest first."""
    shares = weighed(features(asked, lexicon))
    if len(shares) > 1 and max(shares.values()) < GATE:
        from quizgen.text.surroundings import likeness  # numpy, the encoder: 1.5 s

        shares = weighed(second_features(shares, likeness(asked.zh, asked.at, shares)))
    return {reading: shares[reading] for reading in sorted(shares, key=lambda r: -shares[r])}


def second_features(
    shares: Mapping[str, float], near: Mapping[str, Features]
) -> dict[str, Features]:
    """What the second model weighs: the first one's answer, and the surroundings."""
    return {
        reading: {"votes": max(math.log(share), -12.0), **near[reading]}
        for reading, share in shares.items()
    }


def weighed(features_of: Mapping[str, Features]) -> dict[str, float]:
    """The probability of each reading by its features."""
    weights = _weights()
    scores = {
        reading: sum(weights.get(name, 0.0) * value for name, value in found.items())
        for reading, found in features_of.items()
    }
    top = max(scores.values(), default=0.0)
    powers = {reading: math.exp(score - top) for reading, score in scores.items()}
    total = sum(powers.values())
    return {reading: power / total for reading, power in powers.items()}


@cache
def _weights() -> dict[str, float]:
    text = resources.files("quizgen.data").joinpath("homographs.tsv").read_text("utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    if lines[:1] != [_HEADER]:
        raise DataError(f"homographs.tsv must begin with the columns {_HEADER!r}")
    pairs = (line.rpartition("\t") for line in lines[1:])
    return {name: int(weight) / 100 for name, _, weight in pairs}
