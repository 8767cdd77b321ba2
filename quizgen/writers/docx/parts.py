"""Pieces of WordprocessingML as text: runs, paragraphs and tables, escaped.

Everything is written as a string and parsed once, in `package.py`; lengths are millimetres.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

from quizgen.writers.sheet_html.markup import CHINESE

_NOT_XML = re.compile("[^\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\x7f-\x9f]")
_TWIPS = 56.693  # in a millimetre
_UNDERSCORE = 1.8  # millimetres of "_" at 10.2 points: half an em in every common font
READING = '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="Arial" w:cs="Arial"/>'
BREAK, TAB = "<w:r><w:br/></w:r>", "<w:r><w:tab/></w:r>"


def twips(millimetres: float) -> int:
    """Word's unit of length."""
    return round(millimetres * _TWIPS)


def clean(plain: str) -> str:
    """The text without what XML can't hold: control characters and halves of pairs are spaces."""
    return _NOT_XML.sub(" ", plain)


def text(plain: str) -> str:
    """The text as XML."""
    return escape(clean(plain))


def run(plain: str, props: str = "") -> str:
    """Text with these run properties; its Chinese is set in the Chinese font, marks and all."""
    return "".join(
        one(piece, props, chinese=bool(place % 2))
        for place, piece in enumerate(CHINESE.split(plain))
        if piece
    )


def one(plain: str, props: str = "", *, chinese: bool) -> str:
    """Text in a single run."""
    hint = '<w:rFonts w:hint="eastAsia"/>' if chinese and "rFonts" not in props else ""
    return f'<w:r><w:rPr>{hint}{props}</w:rPr><w:t xml:space="preserve">{text(plain)}</w:t></w:r>'


def bold(plain: str) -> str:
    """Bold text."""
    return run(plain, "<w:b/>")


def large(plain: str) -> str:
    """A word to look at."""
    return run(plain, '<w:sz w:val="24"/>')


def small(plain: str) -> str:
    """Text beside the text."""
    return run(plain, '<w:sz w:val="16"/>')


def together(plain: str) -> str:
    """The text with spaces at which no line is broken."""
    return plain.replace(" ", "\xa0")


def pinyin(plain: str) -> str:
    """A reading: all of it in the Latin font, ǎ and ü too."""
    return one(plain, READING, chinese=False)


def blank(millimetres: float) -> str:
    """A blank to write in, which stays on one line."""
    return one("_" * round(millimetres / _UNDERSCORE), chinese=False)


def paragraph(inner: str, style: str = "", *, keep: bool = False, props: str = "") -> str:
    """A paragraph of a style, on the page of the next one if `keep`."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    kept = "<w:keepNext/>" if keep else ""
    return f"<w:p><w:pPr>{named}{kept}{props}</w:pPr>{inner}</w:p>"


def table(
    rows: Iterable[Sequence[str]], widths: Sequence[float], style: str = "", *, header: bool = False
) -> str:
    """A table of cells that hold paragraphs; no row is broken over two pages."""
    named = f'<w:tblStyle w:val="{style}"/>' if style else ""
    grid = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in widths)
    drawn = (_row(row, widths, header=header and n == 0) for n, row in enumerate(rows))
    return (
        f'<w:tbl><w:tblPr>{named}<w:tblW w:w="{twips(sum(widths))}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        f"{''.join(drawn)}</w:tbl>"
    )


def _row(cells: Sequence[str], widths: Sequence[float], *, header: bool) -> str:
    drawn = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{twips(width)}" w:type="dxa"/></w:tcPr>{cell}</w:tc>'
        for cell, width in zip(cells, widths, strict=True)
    )
    repeated = "<w:tblHeader/>" if header else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{drawn}</w:tr>"
