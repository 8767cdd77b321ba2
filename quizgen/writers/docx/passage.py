"""The passage in a section of its own, whose lines the editor numbers.

With the readings over the words a paragraph is a paragraph, its lines are ended by hand, and the
numbers in the margin are the editor's own. With the readings below or in brackets a printed line is
a paragraph; in brackets it may take two rows, so the numbers are typed before it, every one.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from quizgen.worksheet.lines import width
from quizgen.worksheet.model import Gloss, Line, Passage, Piece
from quizgen.writers.docx.package import Page
from quizgen.writers.docx.parts import (
    BREAK,
    TAB,
    bold,
    paragraph,
    pinyin,
    run,
    small,
    table,
)
from quizgen.writers.docx.ruby import Pinyin, readings, words

# Em of a line, as airy as lets the passage stand on one side. An editor cuts off what is higher
# than 0.8 of it over the base line: the least leaves 1.3 em for a word and the tones over it.
_LEAST, _MOST = 1.65, 1.9
_PLAIN = 1.35  # … of one without readings over it
_GAP = 0.2  # … and what a paragraph adds
_POINT = 0.3528  # millimetres
_TOP, _SECOND = 14.0, 10.5  # points of the headlines
_LETTER, _SMALLEST = 0.28, 0.88  # em of a letter in brackets; of a text that would be too wide
_COLUMNS, _LETTERS, _ROW = 3, 42, 3.1  # the glosses: letters and millimetres of a row
# Millimetres of what stands above and below the lines, and of the English letters in a row of it.
_AROUND, _HEADLINE, _ENGLISH, _ENGLISH_LETTERS = 16.0, 6.2, 3.4, 125


def passage_xml(passage: Passage, page: Page, title_en: str, mode: Pinyin) -> str:
    """Headlines, numbered lines and glosses on a page."""
    top = [line for line in passage.lines if not line.number]
    heads = "".join(_headline(line, first=n == 0, mode=mode) for n, line in enumerate(top))
    english = paragraph(run(title_en), "English") if title_en else ""
    if mode == "over":
        body = _paragraphs(passage, _leading(passage, page.height, title_en))
    else:
        body = _lines(passage, mode)
    return heads + english + "".join(body) + _glosses(passage.glosses, page.width)


def _leading(passage: Passage, height: float, title_en: str) -> float:
    """Em of a line that lets the passage fill a side of this height, about."""
    lines = [line for line in passage.lines if line.number]
    heads = len(passage.lines) - len(lines)
    english = -(-len(title_en) // _ENGLISH_LETTERS)
    rows = sum(1 + len(f"{g.hanzi} {g.pinyin} {g.meaning}") // _LETTERS for g in passage.glosses)
    taken = _AROUND + _HEADLINE * heads + _ENGLISH * english + _ROW * (rows / _COLUMNS + 1)
    em = passage.size * _POINT
    gaps = _GAP * sum(line.opens for line in lines)
    return max(_LEAST, min(_MOST, ((height - taken) / em - gaps) / max(1, len(lines))))


def _headline(line: Line, *, first: bool, mode: Pinyin) -> str:
    style, size = ("Title", _TOP) if first else ("Subtitle", _SECOND)
    under = readings(line) if mode == "below" else ""
    below = paragraph(small(under), "English") if under else ""
    return paragraph(words(line, size, mode), style) + below


def _paragraphs(passage: Passage, leading: float) -> Iterator[str]:
    """The paragraphs, their lines ended where the sheet ends them."""
    lines = [line for line in passage.lines if line.number]
    starts = [n for n, line in enumerate(lines) if line.opens]
    for _, group in groupby(enumerate(lines), lambda one: sum(at <= one[0] for at in starts)):
        own = [line for _, line in group]
        inner = BREAK.join(words(line, passage.size, "over") for line in own)
        yield paragraph(inner, "Passage", props=_layout(passage.size, leading, own[0]))


def _lines(passage: Passage, mode: Pinyin) -> Iterator[str]:
    """Each line as a paragraph, with its readings in it or under it."""
    size = _bracketed(passage)
    for line in passage.lines:
        if line.number and mode == "below":
            props, under = _layout(passage.size, _PLAIN, line), readings(line)
            yield paragraph(words(line, passage.size, mode), "Passage", keep=True, props=props)
            yield paragraph(run(under), "Below")
        elif line.number:
            number = small(f"{line.number}") + TAB + (run("　　") if line.opens else "")
            yield paragraph(number + words(line, size, mode), "Numbered")


def _bracketed(passage: Passage) -> float:
    """Points at which most lines with their readings behind the words still take one row."""
    widest = max(sum(map(_width, line.pieces)) for line in passage.lines)
    return passage.size * max(_SMALLEST, min(1.0, passage.ems / widest))


def _width(piece: Piece) -> float:
    brackets = _LETTER * (len(piece.pinyin) + 2) if piece.pinyin else 0.0
    return width(Piece(piece.text, note=piece.note)) + brackets


def _layout(size: float, leading: float, first: Line) -> str:
    """The distances of a paragraph: all lines of one height, the first one indented."""
    before = round(_GAP * size * 20) if first.opens else 0
    indent = round(2 * size * 20) if first.opens and not first.headline else 0
    return (
        f'<w:spacing w:before="{before}" w:after="0" w:line="{round(size * leading * 20)}"'
        f' w:lineRule="exact"/><w:ind w:firstLine="{indent}"/>'
    )


def _glosses(glosses: tuple[Gloss, ...], width: float) -> str:
    if not glosses:
        return ""
    rows = -(-len(glosses) // _COLUMNS)
    columns = [glosses[n * rows : (n + 1) * rows] for n in range(_COLUMNS)]
    cells = ["".join(map(_gloss, column)) or paragraph("", "Gloss") for column in columns]
    return paragraph("", "Line") + table([cells], [width / _COLUMNS] * _COLUMNS)


def _gloss(gloss: Gloss) -> str:
    said = f"{run(f'{gloss.number}')}{TAB}{bold(gloss.hanzi)}{run(' ')}{pinyin(gloss.pinyin)}"
    return paragraph(f"{said}{run(f' {gloss.meaning}')}", "Gloss")
