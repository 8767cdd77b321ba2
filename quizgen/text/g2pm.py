"""Readings as a small neural network hears them: g2pM, which knows the whole sentence.

g2pM (Park and Lee, 2020, arXiv:2004.03136; Apache-2.0) is one bidirectional LSTM over the
characters and two layers that choose among 876 syllables, learnt from the 80,000 labelled sentences
of CPP's training part. The package carries its weights; its own code answers with one syllable,
character by character, so we run the network ourselves: both directions at once, and with the
probability of every reading. Loading takes 0.02 seconds, a sentence of 40 characters one
thousandth; numpy is imported with the first sentence.
"""

from __future__ import annotations

import math
import pickle
from collections.abc import Callable
from functools import cache, lru_cache
from importlib import util
from pathlib import Path
from typing import Any

from quizgen.errors import DataError

_BEGIN, _END, _UNKNOWN = "시", "끝", "<UNK>"  # how g2pM's table of characters writes them
_SIZE = 32  # of each direction's state


@cache
def candidates(character: str) -> tuple[str, ...]:
    """The readings that g2pM tells apart for a character (ü is v); one or none otherwise."""
    return tuple(r.replace("u:", "v") for r in _table("digest_cedict").get(character, ()))


def hear(zh: str, at: int) -> dict[str, float]:
    """The log-probability of each of `candidates` for the character at this place."""
    import numpy as np

    found = candidates(zh[at])
    places = [_table("class2idx").get(r.replace("v", "u:"), -1) for r in found]
    if not found or min(places) < 0:
        return {reading: -math.log(len(found)) for reading in found}
    logits = _network().answer(_states(zh)[at])[places]
    logits = logits - logits.max()
    logs = logits - np.log(np.exp(logits).sum())
    return {reading: float(log) for reading, log in zip(found, logs, strict=True)}


@lru_cache(maxsize=64)
def _states(zh: str) -> Any:
    """The LSTM's two states at every character of the text."""
    table = _table("char2idx")
    inside = (table.get(character, table[_UNKNOWN]) for character in zh)
    return _network().run([table[_BEGIN], *inside, table[_END]])[1:-1]


@cache
def _table(name: str) -> Any:
    """One of the package's files. They are pickles, so only the installed package's are read."""
    spec = util.find_spec("g2pM")
    if not spec or not spec.submodule_search_locations:
        raise DataError("the package g2pM is missing: install quizgen again")
    path = Path(spec.submodule_search_locations[0]) / f"{name}.pkl"
    return pickle.loads(path.read_bytes())


class _Network:
    """The network's layers, both directions side by side."""

    def __init__(self, weights: dict[str, Any]) -> None:
        import numpy as np

        def both(name: str) -> Any:
            ways = (weights[f"lstm.{name}_l0{way}"] for way in ("", "_reverse"))
            return np.stack([np.asarray(way).T for way in ways])

        self._embedding = weights["embedding.weight"]
        self._inner, self._outer = both("weight_hh"), both("weight_ih")
        self._bias = (both("bias_ih") + both("bias_hh"))[:, None]
        self._layers = [
            (weights[f"logit_layer.{n}.weight"].T, weights[f"logit_layer.{n}.bias"]) for n in (0, 2)
        ]

    def run(self, ids: list[int]) -> Any:
        """The states (places x 64): forward, then backward."""
        import numpy as np

        one = self._embedding[ids]
        fed = np.stack([one, one[::-1]]) @ self._outer + self._bias  # ways x places x gates
        state = np.zeros((2, 1, _SIZE), np.float32)
        memory = np.zeros((2, _SIZE), np.float32)
        states = np.empty((2, len(ids), _SIZE), np.float32)
        for place in range(len(ids)):
            gates = fed[:, place] + (state @ self._inner)[:, 0]
            into, forget, new, out = (gates[:, i * _SIZE : (i + 1) * _SIZE] for i in range(4))
            memory = _sigmoid(forget) * memory + _sigmoid(into) * np.tanh(new)
            states[:, place] = _sigmoid(out) * np.tanh(memory)
            state = states[:, place][:, None]
        return np.concatenate([states[0], states[1, ::-1]], axis=1)

    def answer(self, state: Any) -> Any:
        """The logits of all 876 syllables."""
        (first, bias), (second, last) = self._layers
        return (state @ first + bias).clip(0) @ second + last


def _sigmoid(x: Any) -> Any:
    import numpy as np

    half: Callable[[Any], Any] = np.tanh  # of tanh, since exp overflows
    return 0.5 + 0.5 * half(0.5 * x)


@cache
def _network() -> _Network:
    return _Network(_table("np_ckpt"))
