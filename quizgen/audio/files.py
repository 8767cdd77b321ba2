"""Spoken clauses as small MP3 files that are made once and keep their names.

MP3, since every Anki plays it: 24 kHz, mono, 32 kbit/s, 10 kB for two or three seconds.
The name stands for voice, settings and every symbol said, so that a corrected reading is another
file and an unchanged clause the same one, in whatever deck. Files are kept in the user's cache.
"""

from __future__ import annotations

import hashlib
import io
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from quizgen.audio.engine import LONGEST, RATE, VERSION, Samples, open_engine
from quizgen.compiled import cache_folder
from quizgen.errors import DataError, ExportError
from quizgen.writers.files import replace_file

_ENCODING = "mp3/0.85"


@dataclass(frozen=True, slots=True)
class AudioFile:
    """A file for Anki's media folder: its name, which needs no escaping, and its bytes."""

    name: str
    content: bytes


def audio_file(symbols: str) -> AudioFile | None:
    """The sound of these symbols, from the cache or made now; None if they are too many.

    Raises `DataError` if the extra isn't installed. A cache that can't be written is done without.
    """
    if len(symbols) > LONGEST:
        return None
    name = audio_name(symbols)
    path = cache_folder() / "audio" / name
    if content := _cached(path):
        return AudioFile(name, content)
    content = encoded(open_engine()(symbols))
    with suppress(ExportError):
        replace_file(path, content)
    return AudioFile(name, content)


def audio_name(symbols: str) -> str:
    """quizgen-0123456789abcdef.mp3: the same for the same symbols, voice and settings."""
    said = "\n".join((VERSION, _ENCODING, symbols))
    return f"quizgen-{hashlib.blake2b(said.encode(), digest_size=8).hexdigest()}.mp3"


def encoded(samples: Samples) -> bytes:
    """The samples as MP3. Raises `DataError` where the encoder doesn't run."""
    try:
        soundfile = import_module("soundfile")
    except (ImportError, OSError) as error:  # OSError: a system for which it has no library
        raise DataError(f"sound can't be made here: soundfile doesn't load ({error})") from error
    buffer = io.BytesIO()
    soundfile.write(
        buffer,
        samples,
        RATE,
        format="MP3",
        subtype="MPEG_LAYER_III",
        bitrate_mode="CONSTANT",
        compression_level=0.85,
    )
    return buffer.getvalue()


def _cached(path: Path) -> bytes:
    """What the cache has, or nothing: no file, unreadable, or not an MP3."""
    with suppress(OSError):
        content = path.read_bytes()
        if content.startswith((b"\xff\xf3", b"\xff\xfb", b"ID3")):
            return content
    return b""
