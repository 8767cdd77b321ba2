"""Words with their readings: over them, under their line, or in brackets behind them.

Over them is Word's own ruby (拼音指南, the phonetic guide), which Word and LibreOffice edit. Google
Docs and others have none and lose the readings or misplace them: for these they are in brackets,
or on a small line of their own under the printed line, word by word. (Ruby below its word is in
the standard, but few editors draw it there.)
"""

from __future__ import annotations

from typing import Literal

from quizgen.worksheet.model import Line, Piece
from quizgen.writers.docx.parts import READING, one, run

Pinyin = Literal["over", "below", "brackets"]
_BRACKET = 0.6  # size of a reading in brackets, in em


def words(line: Line, size: float, mode: Pinyin) -> str:
    """The runs of a line, `size` points high, with the readings that stand within it."""
    return "".join(_word(piece, size, mode) for piece in line.pieces)


def _word(piece: Piece, size: float, mode: Pinyin) -> str:
    base = one(piece.text, _sized(size), chinese=True)
    if piece.pinyin and mode == "over":
        base = _ruby(piece, size)
    elif piece.pinyin and mode == "brackets":
        base += one(f"({piece.pinyin})", _sized(size * _BRACKET), chinese=False)
    raised = '<w:vertAlign w:val="superscript"/>'
    return base + (run(f"{piece.note}", f"{_sized(size * 0.8)}{raised}") if piece.note else "")


def _ruby(piece: Piece, size: float) -> str:
    """Ruby of half the size; its base line is as high over the word's as Word makes it."""
    half, whole = round(size), round(2 * size)
    return (
        "<w:r><w:ruby>"
        f'<w:rubyPr><w:rubyAlign w:val="center"/><w:hps w:val="{half}"/>'
        f'<w:hpsRaise w:val="{round(size * 1.72)}"/><w:hpsBaseText w:val="{whole}"/>'
        '<w:lid w:val="zh-CN"/></w:rubyPr>'
        f"<w:rt>{one(piece.pinyin, READING + _sized(size / 2), chinese=False)}</w:rt>"
        f"<w:rubyBase>{one(piece.text, _sized(size), chinese=True)}</w:rubyBase></w:ruby></w:r>"
    )


def _sized(points: float) -> str:
    return f'<w:sz w:val="{round(2 * points)}"/><w:szCs w:val="{round(2 * points)}"/>'


def readings(line: Line) -> str:
    """The readings of a line as text, for the small line under it: 产值 chǎnzhí　冶金 yějīn."""
    return "　".join(f"{piece.text} {piece.pinyin}" for piece in line.pieces if piece.pinyin)
