"""The passage as HTML: each of its lines is one line, whatever the width of the window."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from quizgen.worksheet.model import Gloss, Line, Passage, Piece
from quizgen.writers.sheet_html.markup import LANG, chinese, mixed, text

EVERY = 5  # lines with a number in the margin


def passage_html(passage: Passage, title_en: str, foot: str) -> str:
    """Headlines, the numbered lines, the glosses under them, and whose words all that is."""
    top = [line for line in passage.lines if not line.number]
    heads = "".join(f"<h1 {LANG}>{_pieces(line)}</h1>" for line in top[:1])
    heads += "".join(f'<p class="headline" {LANG}>{_pieces(line)}</p>' for line in top[1:])
    english = f'<p class="english">{mixed(title_en)}</p>' if title_en else ""
    body = "".join(f'<p class="paragraph" {LANG}>{"".join(lines)}</p>' for lines in _body(passage))
    return (
        f'<section class="passage">{heads}{english}<div class="lines">{body}</div>'
        f"{_glosses(passage.glosses)}{foot}</section>"
    )


def _body(passage: Passage) -> Iterator[list[str]]:
    """The numbered lines of each paragraph."""
    lines = [line for line in passage.lines if line.number]
    starts = [n for n, line in enumerate(lines) if line.opens]
    for _, group in groupby(enumerate(lines), lambda one: sum(at <= one[0] for at in starts)):
        yield [_line(line) for _, line in group]


def _line(line: Line) -> str:
    css = "line" + " opens" * (line.opens and not line.headline) + " strong" * line.headline
    number = "" if line.number % EVERY else f'<span class="number">{line.number}</span>'
    return f'<span class="{css}">{number}{_pieces(line)}</span>'


def _pieces(line: Line) -> str:
    return "".join(map(_piece, line.pieces))


def _piece(piece: Piece) -> str:
    shown = text(piece.text)
    if piece.pinyin:
        reading = f'<rp>(</rp><rt lang="zh-Latn-pinyin">{text(piece.pinyin)}</rt><rp>)</rp>'
        shown = f"<ruby>{shown}{reading}</ruby>"
    return shown + (f"<sup>{piece.note}</sup>" if piece.note else "")


def _glosses(glosses: tuple[Gloss, ...]) -> str:
    if not glosses:
        return ""
    rows = "".join(
        f"<p><b>{gloss.number}</b> {chinese(gloss.hanzi, 'word')} "
        f'<span lang="zh-Latn-pinyin">{text(gloss.pinyin)}</span> {mixed(gloss.meaning)}</p>'
        for gloss in glosses
    )
    return f'<div class="glosses">{rows}</div>'
