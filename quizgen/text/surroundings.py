"""Whether a character's surroundings are nearer to what one of its readings means than to another.

晕 is yùn in astronomy and yūn where somebody faints; 炸 is zhá in a kitchen. Each reading has three
places in the encoder's space: the mean of the words of CC-CEDICT that have it (油炸, 炸酱), of its
glosses by itself ("to deep fry"), and of the labelled sentences that have it. The surroundings are
the six characters on either side. `quizgen.evaluation.learn_pinyin` makes the table.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib import resources
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from quizgen.text import encoder

KINDS = ("words", "gloss", "labels")
_AROUND = 6  # characters on either side; 10 and 15 were no better
_SCALE = 5.0  # of a likeness, so that its weight costs as little as the others'
_FEW = 3.0  # labelled sentences that count as much as none
Floats = NDArray[np.float32]


def around(zh: str, at: int) -> str:
    """The text round a character."""
    return zh[max(0, at - _AROUND) : at + _AROUND + 1]


def likeness(zh: str, at: int, readings: Iterable[str]) -> dict[str, dict[str, float]]:
    """For each reading of the character how near its three places are to the surroundings."""
    table = _table()
    here = table.project(encoder.encode([around(zh, at)]))[0]
    return {reading: table.near(zh[at] + reading, here) for reading in readings}


class Table:
    """The place of each reading (row x kind x dimension): the mean of how many texts."""

    def __init__(self, keys: list[str], basis: Floats, places: Floats, counts: Floats) -> None:
        """`keys` are a character and its reading; `basis` takes the encoder's space to ours."""
        self._rows = {key: row for row, key in enumerate(keys)}
        self._basis, self._places, self._counts = basis, places, counts

    def save(self, path: Path) -> None:
        """Write the table as numpy's arrays, in bytes."""
        np.savez_compressed(
            path,
            keys=np.array(" ".join(self._rows)),
            basis=self._basis.astype(np.float16),
            places=np.rint(self._places * 127).astype(np.int8),
            counts=self._counts.astype(np.uint16),
        )

    def project(self, vectors: Floats) -> Floats:
        """Vectors of the encoder in the table's dimensions, of length 1."""
        short = vectors @ self._basis
        found: Floats = short / (np.linalg.norm(short, axis=1, keepdims=True) + 1e-9)
        return found

    def near(self, key: str, here: Floats, without: Floats | None = None) -> dict[str, float]:
        """The likeness of a reading's places; `without` one labelled sentence (while learning)."""
        row = self._rows.get(key)
        if row is None:
            return {f"no {kind}": 1.0 for kind in KINDS}
        places, counts = self._places[row].copy(), self._counts[row].copy()
        if without is not None:
            places[-1] = places[-1] * counts[-1] - without
            counts[-1] -= 1
            places[-1] /= max(counts[-1], 1)
        return _features(places @ here, np.linalg.norm(places, axis=1), counts)


def _features(products: Floats, lengths: Floats, counts: Floats) -> dict[str, float]:
    found = {}
    for kind, product, length, count in zip(KINDS, products, lengths, counts, strict=True):
        if count and length:
            found[f"near {kind}"] = _SCALE * float(product / length)
        else:
            found[f"no {kind}"] = 1.0
    found["near many"] = _SCALE * float(products[-1] * counts[-1] / (counts[-1] + _FEW))
    return found


@cache
def _table() -> Table:
    path = resources.files("quizgen.data").joinpath("surroundings.npz")
    with path.open("rb") as file, np.load(file, allow_pickle=False) as data:
        keys = str(data["keys"]).split()
        places = data["places"].astype(np.float32) / 127
        return Table(
            keys, data["basis"].astype(np.float32), places, data["counts"].astype(np.float32)
        )
