"""How alike a Chinese and an English word are in meaning, to an encoder that knows both languages.

Each word is encoded as if it were a sentence, and two words are as alike as the cosine of their
vectors: 0.89 for 增长 and "growth", 0.35 for 增长 and "economy". Links of words that nothing else
links are right three times in four.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

import numpy
from numpy.typing import NDArray

from quizgen.translation.encoder import encode

Matrix = NDArray[numpy.float64]

_MOST = 20_000  # words remembered, 2 KB each


def likeness(zh: Sequence[str], en: Sequence[str]) -> Matrix:
    """The cosines of all pairs, one row for each Chinese word."""
    zh, en = [word.lower() for word in zh], [word.lower() for word in en]
    prepare((*zh, *en))
    # einsum, since a threaded product of such small matrices costs more than it gains
    cosines: Matrix = numpy.einsum("ik,jk->ij", _vectors(zh), _vectors(en))
    return cosines


def prepare(words: Iterable[str]) -> None:
    """Encode these words at once: for an article's it takes a third of the time of one by one."""
    known = _known()
    if len(known) > _MOST:
        known.clear()
    new = sorted({word.lower() for word in words} - known.keys())
    known.update(zip(new, encode(new), strict=True))


def forget() -> None:
    """Drop all vectors: an article's are encoded together, whatever was read before.

    What stands beside it in its batch changes a vector's last digits.
    """
    _known().clear()


def _vectors(words: Sequence[str]) -> Matrix:
    known = _known()
    return numpy.array([known[word] for word in words], dtype=float)


@cache
def _known() -> dict[str, NDArray[numpy.float32]]:
    """The vectors of the words that were encoded."""
    return {}
