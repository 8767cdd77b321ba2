"""A user's file, read whole, if it is one that can be: no folder or device, and not endless."""

from __future__ import annotations

import os
import select
from pathlib import Path

PATIENCE = 20  # seconds for which a pipe may say nothing
_CHUNK = 1 << 16


def read_whole(path: Path, most: int, what: str) -> bytes:
    """The bytes of a file or of a pipe (`<(pandoc …)`), no more than `most` of them.

    `what` is what the file should be ("article"). Raises `ValueError` with what is wrong with it
    and what to do.
    """
    try:
        if path.is_dir():
            raise ValueError(f"this is a folder; give the path of one {what} file")
        if path.is_fifo():
            return _from_pipe(path, most, what)
        if path.exists() and not path.is_file():
            raise ValueError(f"this is a device; give the path of one {what} file")
        with path.open("rb") as file:
            return _bearable(file.read(most + 1), most, what)
    except FileNotFoundError:
        raise ValueError("there is no such file; check the path") from None
    except OSError as error:
        reason = error.strerror or str(error)
        problem = f"the file can't be read ({reason}); check the path and its permissions"
        raise ValueError(problem) from None


def _bearable(data: bytes, most: int, what: str) -> bytes:
    if len(data) > most:
        raise ValueError(f"this has more than {most:,} bytes; give a shorter {what}")
    return data


def _from_pipe(path: Path, most: int, what: str) -> bytes:
    """What comes out of a pipe until it is closed. Where nobody writes, opening it would wait."""
    data = b""
    with os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK), "rb", 0) as pipe:
        while select.select([pipe], [], [], PATIENCE)[0]:
            chunk = pipe.read(_CHUNK)
            data = _bearable(data + (chunk or b""), most, what)
            if chunk == b"":
                return data
    raise ValueError(f"nothing comes out of this pipe; give the path of one {what} file")
