"""The outlines of characters, stroke by stroke in the order of writing.

`quizgen/data/strokes.zip` is an ordinary zip file. Its comment names the version; ARPHICPL.TXT is
the licence, CHANGES.txt says what was changed. Every other member holds the characters of 128 code
points (`block_of` names it), so that one character doesn't unpack all. A line of it is a character
and its strokes, between tabs. A stroke is an SVG path: an absolute M, then relative commands, in
units of `GRAIN`. `pack_strokes.py` makes the file.
"""

from __future__ import annotations

import io
import lzma
import re
import struct
import zlib
from functools import cache
from importlib import resources
from zipfile import BadZipFile, ZipFile

from quizgen.errors import DataError

VERSION = b"quizgen strokes, version 1"
BOX = 1024  # outlines are drawn in a box of this size …
TURN = "translate(0,900) scale(1,-1)"  # … with their y turned downwards
# The outlines lie on a grid of 256 by 256: no point is off by more than 2 of 1024, which is 0.04 mm
# in a cell of 20 mm. On a grid of 512 the file would have 4.8 MB instead of 4.0.
GRAIN = 4
CREDIT = (
    "Stroke outlines: Make Me a Hanzi (hanzi-writer-data 2.0.1), from fonts by Arphic Technology, "
    "Arphic Public License"
)
_NUMBER = re.compile(r"-?\d+")
_DAMAGE = (
    OSError, EOFError, ValueError, NotImplementedError, RuntimeError,
    BadZipFile, lzma.LZMAError, struct.error, zlib.error,
)  # fmt: skip  # what a zip file raises when bytes of it are wrong


def outlines(character: str) -> tuple[str, ...]:
    """The SVG path of each stroke in the order of writing; () for what has no outlines.

    They fill a box of `BOX` once they are turned by `TURN`, and all go round the same way, so that
    several may share a path. Raises DataError if the file is damaged or of another version.
    """
    block = _block(block_of(character)) if len(character) == 1 else {}
    return tuple(_NUMBER.sub(_in_box, stroke) for stroke in block.get(character, ()))


def block_of(character: str) -> str:
    """The name of the zip's member that the character is in: its code point but the last 7 bits."""
    return f"{ord(character) >> 7:x}"


def _in_box(number: re.Match[str]) -> str:
    return f"{GRAIN * int(number[0])}"


@cache
def _block(name: str) -> dict[str, list[str]]:
    """The strokes of the characters of a member; of none where there is no such member."""
    try:
        text = _archive().read(name).decode() if name in _archive().namelist() else ""
    except _DAMAGE as error:
        raise _unusable("is damaged") from error
    rows = (line.split("\t") for line in text.splitlines())
    return {character: strokes for character, *strokes in rows}


@cache
def _archive() -> ZipFile:
    """The zip file, in memory so that no file stays open."""
    try:
        packed = resources.files("quizgen.data").joinpath("strokes.zip").read_bytes()
        archive = ZipFile(io.BytesIO(packed))
    except _DAMAGE as error:
        raise _unusable("is missing or damaged") from error
    if archive.comment != VERSION:
        raise _unusable("is not of version 1")
    return archive


def _unusable(problem: str) -> DataError:
    return DataError(f"quizgen/data/strokes.zip {problem}: install quizgen again")
