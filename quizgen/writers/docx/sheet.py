"""The sheet as the body of a document: passage, exercises, and what stands around them."""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.worksheet.labels import label, mark
from quizgen.worksheet.model import VocabularyRow, Worksheet
from quizgen.worksheet.practice import Practice
from quizgen.writers.docx.package import Page
from quizgen.writers.docx.parts import (
    TAB,
    blank,
    bold,
    large,
    one,
    paragraph,
    pinyin,
    run,
    small,
    table,
)
from quizgen.writers.docx.passage import passage_xml
from quizgen.writers.docx.ruby import Pinyin
from quizgen.writers.docx.tasks import section_xml

_FIELDS = {"name": 32.0, "class": 18.0, "date": 22.0, "score": 11.0}  # millimetres to write on
_CELLS, _TRACED, _CELL = 10, 3, 15.5  # cells of a character, those to trace, millimetres of one
_GREY = '<w:color w:val="BBBBBB"/><w:sz w:val="68"/>'


def sheet_xml(worksheet: Worksheet, page: Page, mode: Pinyin) -> str:
    """The body of a sheet on this page."""
    passage = worksheet.passage
    parts = [_head(worksheet), *_note(worksheet)]
    if not passage or all(line.number for line in passage.lines):
        parts += _titles(worksheet)
    if passage:
        parts.append(passage_xml(passage, page, worksheet.title_en, mode))
        parts.append(page.end_of_passage(native=mode != "brackets"))
    parts += [
        section_xml(section, number, worksheet.script, page.width)
        for number, section in enumerate(worksheet.sections, 1)
    ]
    parts += [*_vocabulary(worksheet, page.width), *_practice(worksheet), *_about(worksheet)]
    return "".join(parts)


def _head(worksheet: Worksheet) -> str:
    fields = [
        small(" ".join(label(name, worksheet.script)) + " ") + blank(wide)
        for name, wide in _FIELDS.items()
    ]
    scored = small(f" / {worksheet.points}")
    return paragraph(bold(mark(worksheet)) + TAB + run("  ").join(fields) + scored, "Head")


def _titles(worksheet: Worksheet) -> Iterator[str]:
    yield paragraph(run(worksheet.title), "Title")
    if worksheet.title_en:
        yield paragraph(run(worksheet.title_en), "English")


def _titled(name: str, worksheet: Worksheet) -> str:
    return paragraph(run(" ".join(label(name, worksheet.script))), "Heading1", keep=True)


def _vocabulary(worksheet: Worksheet, width: float) -> Iterator[str]:
    if worksheet.vocabulary:
        yield _titled("vocab", worksheet)
        yield table(map(_word, worksheet.vocabulary), [32, 40, width - 104, 32], "Rows")


def _word(row: VocabularyRow) -> list[str]:
    cells = (large(row.hanzi), pinyin(row.pinyin), run(row.meaning), small(row.level))
    return [paragraph(cell, "Cell") for cell in cells]


def _practice(worksheet: Worksheet) -> Iterator[str]:
    """Each character with cells: the first hold it in grey, to be traced."""
    if worksheet.practice:
        yield _titled("characters", worksheet)
    for row in worksheet.practice:
        yield paragraph(_about_character(row), "Task", keep=True)
        grey = one(row.character, _GREY, chinese=True)
        cells = [paragraph(grey if n < _TRACED else "", "Square") for n in range(_CELLS)]
        yield table([cells], [_CELL] * _CELLS, "Grid")


def _about_character(row: Practice) -> str:
    said = small(f"  {row.word} {row.meaning}")
    return large(row.character) + run("  ") + pinyin(row.pinyin) + said


def _about(worksheet: Worksheet) -> Iterator[str]:
    """Questions on where the article comes from, with two lines each."""
    if not worksheet.about_source:
        return
    yield _titled("source", worksheet)
    yield paragraph(run(worksheet.source), keep=True)
    yield paragraph(small(worksheet.statement), keep=True)
    for number, (zh, en) in enumerate(worksheet.about_source, 1):
        yield paragraph(run(f"{number}.") + TAB + run(zh), "Task", keep=True)
        yield paragraph(small(en), "Prompt", keep=True)
        yield paragraph(TAB, "Rule", keep=True) + paragraph(TAB, "Rule")


def _note(worksheet: Worksheet) -> Iterator[str]:
    if worksheet.note:
        lines = ["　".join(label("note", worksheet.script)), *worksheet.note.splitlines()]
        yield from (paragraph(run(line), "Note", keep=True) for line in lines)
