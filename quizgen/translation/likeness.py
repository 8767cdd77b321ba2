"""How like in meaning runs of Chinese sentences and runs of English ones are, to the encoder.

A run's vector is the sum of its sentences', each by the root of its length: then it is nearly what
the encoder makes of the whole run, and a short sentence of general words ("It was valued by all
sides.") doesn't hide what a long one says.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import numpy
from numpy.typing import NDArray

from quizgen.text.encoder import Vectors, encode

Matrix = NDArray[numpy.float64]
_Rows = TypeVar("_Rows", Matrix, Vectors)


class Likeness:
    """The likeness of a run of `zh` and a run of `en`, -1 to 1, to three places.

    What is finer differs between machines. Only the sentences' own vectors are kept, 2 KB each.
    """

    def __init__(self, zh: Sequence[str], en: Sequence[str]) -> None:
        """Encode the sentences of both sides."""
        self._zh, self._en = _weighed(zh), _weighed(en)

    def of(self, i: int, j: int, n: int, m: int) -> float:
        """For `n` Chinese sentences from `i` and `m` English ones from `j`."""
        one, other = _runs(self._zh[i : i + n], n), _runs(self._en[j : j + m], m)
        return round(float(one[0] @ other[0]), 3)

    def between(self, zh: range, en: range) -> Alike:
        """That of the runs inside these ranges."""
        return Alike(self._zh[zh.start : zh.stop], self._en[en.start : en.stop])


class Alike:
    """The likeness of all runs of a few sentences, from the products of their single ones."""

    def __init__(self, zh: Vectors, en: Vectors) -> None:
        """The sentences' vectors, by the root of their length."""
        self._zh, self._en = zh, en
        # einsum, since a threaded product of such small matrices costs more than it gains
        self._products = numpy.einsum("ik,jk->ij", zh, en).astype(numpy.float64)
        self._known: dict[tuple[int, int], Matrix] = {}

    def runs(self, n: int, m: int) -> Matrix:
        """For every run of `n` Chinese sentences (rows) and of `m` English ones (columns)."""
        if (n, m) not in self._known:
            sums: Matrix = _sums(_sums(self._products, n).T, m).T
            lengths = _lengths(self._zh, n) * _lengths(self._en, m).T
            self._known[n, m] = numpy.round(sums / lengths.astype(numpy.float64), 3)
        return self._known[n, m]


def _weighed(texts: Sequence[str]) -> Vectors:
    """Each text's vector by the root of its length."""
    roots = numpy.sqrt([[max(len(text), 1)] for text in texts]).astype(numpy.float32)
    return encode(texts) * roots.reshape(-1, 1)


def _runs(rows: Vectors, count: int) -> Vectors:
    """The unit vectors of all runs of so many sentences, by their first one."""
    unit: Vectors = _sums(rows, count) / _lengths(rows, count)
    return unit


def _sums(rows: _Rows, count: int) -> _Rows:
    """The sums of all runs of so many rows, by their first one."""
    last = max(0, len(rows) - count + 1)
    sums: _Rows = numpy.sum([rows[first : first + last] for first in range(count)], axis=0)
    return sums


def _lengths(rows: Vectors, count: int) -> Vectors:
    """The lengths of the same sums, one below the other."""
    lengths: Vectors = numpy.linalg.norm(_sums(rows, count), axis=1, keepdims=True)
    return lengths
