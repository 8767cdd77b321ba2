"""Breaking text into printed lines: widths in em, and what may not begin or end a line.

The rules for what may not stand at an edge are those of GB/T 15834-2011 (5.1.7).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from quizgen.worksheet.model import Piece

INDENT = 2.0  # em before a paragraph's first line
_LATIN = 0.56  # em of a half-width character, measured in Noto Serif SC
_READING = 0.27  # em of a letter of pinyin, printed at half the size, and a little room
_BESIDE = 0.2  # em between two readings
_NOTE = 0.3  # em of a figure of a footnote's number
_NOT_FIRST = frozenset("，。；：、！？”’）》〉】」』％…—·,.;:!?)%")
_NOT_LAST = frozenset("“‘（《〈【「『(")
_HANGING = 6  # stops and brackets in a row that stay together
_UNIT = re.compile(r"[A-Za-z0-9０-９.,%％]{1,24}|.", re.DOTALL)  # an address may be cut


def width(piece: Piece) -> float:
    """The width of a piece in em: that of its text, or of its reading where that is wider."""
    text = sum(1.0 if _is_wide(character) else _LATIN for character in piece.text)
    reading = _READING * len(piece.pinyin) + _BESIDE if piece.pinyin else 0.0
    return max(text, reading) + _NOTE * len(f"{piece.note}" if piece.note else "")


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WFA"


def broken(pieces: Sequence[Piece], ems: float) -> Iterator[tuple[Piece, ...]]:
    """A paragraph's pieces in lines of at most `ems`; a word with a reading is never cut."""
    line: list[Piece] = []
    room = ems - INDENT
    for unit in _bound(_units(pieces)):
        wide = sum(map(width, unit))
        if line and wide > room:
            yield _joined(line)
            line, room = [], ems
        line += unit
        room -= wide
    if line:
        yield _joined(line)


def _units(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Pieces that can't be cut: words with a reading or a note, figures, single characters."""
    for piece in pieces:
        if piece.pinyin or piece.note:
            yield piece
        else:
            yield from (Piece(text) for text in _UNIT.findall(piece.text))


def _bound(units: Iterable[Piece]) -> Iterator[list[Piece]]:
    """Units with the stops that must not be parted from them."""
    bound: list[Piece] = []
    for unit in units:
        hangs = unit.text[0] in _NOT_FIRST or (bound and bound[-1].text[-1] in _NOT_LAST)
        if bound and (not hangs or len(bound) > _HANGING):
            yield bound
            bound = []
        bound.append(unit)
    if bound:
        yield bound


def _joined(units: Sequence[Piece]) -> tuple[Piece, ...]:
    """Neighbours without reading and note as one piece."""
    pieces: list[Piece] = []
    for unit in units:
        plain = not (unit.pinyin or unit.note)
        if plain and pieces and not (pieces[-1].pinyin or pieces[-1].note):
            pieces[-1] = Piece(pieces[-1].text + unit.text)
        else:
            pieces.append(unit)
    return tuple(pieces)
