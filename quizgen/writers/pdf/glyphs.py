"""Characters that the sheet's font cannot draw.

Which it can stands in its table `cmap`, whose format 12 is read here (OpenType 1.9.1,
https://learn.microsoft.com/typography/opentype/spec/cmap): fontTools would do it too, and is 30 MB.
"""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

SUBSTITUTE = "□"
_FONT = "NotoSerifSC-Regular.otf"


def fonts() -> Path:
    """The folder of the fonts."""
    import pylopdf_fonts_zh_cn

    return Path(pylopdf_fonts_zh_cn.__file__).parent


def missing(texts: Iterable[str]) -> str:
    """The characters of texts that are printed as a box, each once, in their order."""
    found = dict.fromkeys(c for text in texts for c in text)
    return "".join(c for c in found if _printed(c) == SUBSTITUTE != c)


def drawable(text: str) -> str:
    """The text with a box for each character without a glyph, and without controls."""
    return "".join(map(_printed, text))


def _printed(character: str) -> str:
    if character == "\n" or ord(character) in _drawn():
        return character
    category = unicodedata.category(character)
    if category in {"Cc", "Cf"} or 0xFE00 <= ord(character) <= 0xFE0F:  # … and variation selectors
        return " " if character == "\t" else ""
    return " " if category[0] == "Z" else SUBSTITUTE


@cache
def _drawn() -> frozenset[int]:
    """The code points that the font has glyphs for."""
    font = (fonts() / _FONT).read_bytes()
    ranges = list(_ranges(font))
    return frozenset(code for first, last in ranges for code in range(first, last + 1))


def _ranges(font: bytes) -> Iterator[tuple[int, int]]:
    """First and last code point of each group of the Unicode table of format 12."""
    at = _table(font, b"cmap")
    (count,) = struct.unpack_from(">H", font, at + 2)
    for n in range(count):
        (offset,) = struct.unpack_from(">I", font, at + 4 + 8 * n + 4)
        start = at + offset
        if struct.unpack_from(">H", font, start)[0] == 12:
            (groups,) = struct.unpack_from(">I", font, start + 12)
            for group in range(groups):
                first, last, _ = struct.unpack_from(">III", font, start + 16 + 12 * group)
                yield first, last
            return


def _table(font: bytes, name: bytes) -> int:
    """The offset of a table of the font."""
    (count,) = struct.unpack_from(">H", font, 4)
    for n in range(count):
        tag, _, offset, _ = struct.unpack_from(">4sIII", font, 12 + 16 * n)
        if tag == name:
            return int(offset)
    raise ValueError(f"{_FONT} has no table {name!r}")
