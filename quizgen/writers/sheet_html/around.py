"""What stands around the exercises: head, vocabulary, characters, source, the teacher's note."""

from __future__ import annotations

from quizgen.worksheet.labels import label, mark
from quizgen.worksheet.model import VocabularyRow, Worksheet
from quizgen.worksheet.practice import Grid, Practice, empty_cell, step_cell, traced_cell
from quizgen.writers.sheet_html.markup import LANG, both, chinese, mixed, text

_TRACED, _EMPTY = 3, 8  # cells of a character to practise


def head(worksheet: Worksheet) -> str:
    """The fields to fill in, and the points that can be had."""
    fields = "".join(
        f'<span class="field {name}">{both(label(name, worksheet.script))} <i></i></span>'
        for name in ("name", "class", "date", "score")
    )
    return (
        f'<header class="head"><b>{text(mark(worksheet))}</b>{fields}'
        f"<span>/ {worksheet.points}</span></header>"
    )


def titles(worksheet: Worksheet) -> str:
    """The title of a sheet whose passage doesn't show it."""
    english = f'<p class="english">{mixed(worksheet.title_en)}</p>' if worksheet.title_en else ""
    return f"<h1>{chinese(worksheet.title)}</h1>{english}"


def vocabulary(worksheet: Worksheet) -> str:
    """The words to learn, a row each."""
    if not worksheet.vocabulary:
        return ""
    rows = "".join(map(_word, worksheet.vocabulary))
    return _part("vocab", worksheet, f'<table class="vocabulary">{rows}</table>')


def _word(row: VocabularyRow) -> str:
    return (
        f'<tr><th scope="row" {LANG}>{text(row.hanzi)}</th>'
        f'<td lang="zh-Latn-pinyin">{text(row.pinyin)}</td>'
        f'<td>{mixed(row.meaning)}</td><td class="small">{mixed(row.level)}</td></tr>'
    )


def practice(worksheet: Worksheet) -> str:
    """Characters to trace and to write, with the order of their strokes."""
    if not worksheet.practice:
        return ""
    rows = "".join(_character(row, worksheet.grid) for row in worksheet.practice)
    return _part("characters", worksheet, rows)


def _character(row: Practice, grid: Grid) -> str:
    steps = "".join(step_cell(grid, row.strokes, n + 1) for n in range(len(row.strokes)))
    cells = traced_cell(grid, row.strokes) * _TRACED + empty_cell(grid) * _EMPTY
    return (
        f'<div class="character"><p><b {LANG}>{text(row.character)}</b> '
        f'<span lang="zh-Latn-pinyin">{text(row.pinyin)}</span> '
        f'<span class="small">{mixed(row.word)} {mixed(row.meaning)}</span></p>'
        f'<div class="steps" aria-hidden="true">{steps}</div>'
        f'<div class="cells" aria-hidden="true">{cells}</div></div>'
    )


def about_source(worksheet: Worksheet) -> str:
    """Questions on where the article comes from, with lines to answer on."""
    if not worksheet.about_source:
        return ""
    rules = '<div class="rule"></div>' * 2
    rows = "".join(
        f'<li>{chinese(zh)} <div class="small">{text(en)}</div>{rules}</li>'
        for zh, en in worksheet.about_source
    )
    said = f'<p>{mixed(worksheet.source)}</p><p class="small">{mixed(worksheet.statement)}</p>'
    return _part("source", worksheet, f'{said}<ol class="tasks">{rows}</ol>')


def note(worksheet: Worksheet) -> str:
    """The teacher's own text."""
    if not worksheet.note:
        return ""
    lines = "<br>".join(map(mixed, worksheet.note.splitlines()))
    return f'<aside class="note"><b>{both(label("note", worksheet.script))}</b><br>{lines}</aside>'


def foot(worksheet: Worksheet) -> str:
    """What the page says at its end: the source, whose the figures are, the dictionary."""
    said = f"{worksheet.source}. {worksheet.statement}"
    credit = f" Words and readings: {mixed(worksheet.credit)}." if worksheet.credit else ""
    return f'<footer class="credit">{mixed(said)}{credit}</footer>'


def _part(name: str, worksheet: Worksheet, html: str) -> str:
    title = both(label(name, worksheet.script))
    return f'<section class="{name}"><h2><span>{title}</span></h2>{html}</section>'
