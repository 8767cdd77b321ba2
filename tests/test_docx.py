"""The worksheet as DOCX: read back with python-docx, and as LibreOffice prints it."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import SEEDS, lesson_of
from docx import Document
from docx.oxml.ns import qn
from sheet_tools import (
    FORBIDDEN,
    HOSTILE,
    POPPLER,
    SOFFICE,
    answers,
    cut,
    from_docx,
    hostile_sheet,
    lines_broken,
    misnumbered,
    pages,
    paper,
    right,
    sheet_of,
    without_spaces,
)

from quizgen.model import Lesson
from quizgen.worksheet.model import Worksheet
from quizgen.writers.docx import key_bytes, sheet_bytes

SHORTEST = next(path for path in SEEDS if "reading-slowly" in path.name)
needs_soffice = pytest.mark.skipif(
    not (SOFFICE and POPPLER), reason="no LibreOffice or no poppler on this machine"
)


def read(content: bytes) -> list[list[list[str]]]:
    """The tables of a file: each cell as its paragraphs joined by line ends."""
    tables = Document(io.BytesIO(content)).tables
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in tables]


def paragraphs(content: bytes, style: str) -> list[str]:
    document = Document(io.BytesIO(content))
    return [one.text for one in document.paragraphs if one.style and one.style.name == style]


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
@pytest.mark.parametrize("preset", ["classic", "full"])
def test_a_key_says_what_the_lesson_says(path: Path, preset: str) -> None:
    lesson = lesson_of(path)
    sheet = sheet_of(lesson, preset=preset)
    tables = read(key_bytes([sheet]))
    rows = [row for table in tables for row in table[1:]]
    tasks = [task for section in sheet.sections for task in section.tasks]
    assert len(rows) == len(tasks) > 0
    for task, (number, answer, line, points, minutes) in zip(tasks, rows, strict=True):
        first = answer.split("\n")[0]
        key, _, also = first.partition("  also: ")
        assert (number, line, points) == (f"{task.number}", task.line, f"{task.points}")
        assert float(minutes) == task.minutes
        assert also == ", ".join(task.accepted)
        assert answer.endswith(task.note)
        if task.item:
            assert answers(task, key) == right(lesson, task)


def test_a_file_holds_the_keys_of_all_versions(demo: Lesson) -> None:
    one = sheet_of(demo)
    two = [one, one]
    assert len(read(key_bytes(two))) == 2 * len(read(key_bytes([one])))


def ruby(content: bytes) -> list[tuple[str, str]]:
    """Base and reading of every ruby."""
    body = Document(io.BytesIO(content)).element.body
    return [
        tuple("".join(t.text for t in one.find(qn(part)).iter(qn("w:t"))) for part in _RUBY)
        for one in body.iter(qn("w:ruby"))
    ]


_RUBY = ("w:rubyBase", "w:rt")


def test_readings_are_the_editors_own_ruby(demo: Lesson) -> None:
    for tier in ("core", "support", "stretch"):
        sheet = sheet_of(demo, tier)
        assert sheet.passage
        wanted = [(p.text, p.pinyin) for x in sheet.passage.lines for p in x.pieces if p.pinyin]
        assert ruby(sheet_bytes(sheet)) == wanted
        assert bool(wanted) == (tier != "stretch")


def test_readings_stand_in_brackets_or_below_where_asked(demo: Lesson) -> None:
    sheet = sheet_of(demo)
    brackets, below = (
        sheet_bytes(replace(sheet, pinyin="brackets")),
        sheet_bytes(replace(sheet, pinyin="below")),
    )
    assert not ruby(brackets) and not ruby(below)
    assert sheet.passage
    numbered = [line for line in sheet.passage.lines if line.number]
    rows = paragraphs(brackets, "Passage Numbered")
    assert [row.split("\t")[0] for row in rows] == [f"{line.number}" for line in numbered]
    under = paragraphs(below, "Passage Readings")
    assert len(under) == len(numbered) == len(rows)
    for line, row, readings in zip(numbered, rows, under, strict=True):
        for piece in line.pieces:
            assert f"{piece.text}({piece.pinyin})" in row or not piece.pinyin
            assert f"{piece.text} {piece.pinyin}" in readings or not piece.pinyin


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_the_lines_of_the_passage_end_where_the_sheet_ends_them(path: Path) -> None:
    sheet = sheet_of(lesson_of(path), "stretch")
    assert sheet.passage
    body = "\n".join(paragraphs(sheet_bytes(sheet), "Passage")).split("\n")
    wanted = [
        "".join(p.text + (f"{p.note}" if p.note else "") for p in line.pieces)
        for line in sheet.passage.lines
        if line.number
    ]
    assert body == wanted


def test_only_the_passage_has_numbered_lines(demo: Lesson) -> None:
    document = Document(io.BytesIO(sheet_bytes(sheet_of(demo))))
    numbered = [section._sectPr.find(qn("w:lnNumType")) for section in document.sections]
    assert [one is not None for one in numbered] == [True, False]
    assert numbered[0].get(qn("w:countBy")) == "5"
    tag, value = qn("w:suppressLineNumbers"), qn("w:val")
    off = {s.name: [one.get(value) for one in s.element.iter(tag)] for s in document.styles}
    assert off["Normal"] == [None] and off["Passage"] == ["0"]
    assert not any(values for name, values in off.items() if name not in {"Normal", "Passage"})


def test_a_blank_is_as_wide_whatever_the_answer(demo: Lesson) -> None:
    sheet = sheet_of(demo, sections=("blanks",))
    (section,) = sheet.sections
    stems = [text for text in paragraphs(sheet_bytes(sheet), "Task") if "__" in text]
    blanks = {len(blank) for text in stems for blank in re.findall("_+", text)}
    assert blanks == {section.blank * 5}  # 9 mm a character, in underscores of 1.8 mm


def test_two_runs_make_the_same_file(demo: Lesson) -> None:
    sheet = sheet_of(demo, preset="full")
    one = sheet_bytes(sheet, with_key=True)
    assert one == sheet_bytes(sheet, with_key=True)
    with zipfile.ZipFile(io.BytesIO(one)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_key_is_appended_only_if_asked(demo: Lesson) -> None:
    sheet = sheet_of(demo)
    assert not paragraphs(sheet_bytes(sheet), "Key Title")
    assert paragraphs(sheet_bytes(sheet, with_key=True), "Key Title") == ["答案 Answer key"]


def test_hostile_text_is_text() -> None:
    sheet = hostile_sheet()
    for content in (
        sheet_bytes(sheet),
        sheet_bytes(replace(sheet, pinyin="brackets")),
        key_bytes([sheet]),
    ):
        document = Document(io.BytesIO(content))
        text = "".join(one.text or "" for one in document.element.body.iter(qn("w:t")))
        assert text.count(HOSTILE) >= 5
        assert not set(FORBIDDEN) & set(text)
        assert HOSTILE in document.core_properties.title
        foot = document.sections[0].footer.paragraphs[0].text
        assert HOSTILE in foot and not set(FORBIDDEN) & set(foot)


@pytest.mark.parametrize(("script", "language"), [("simp", "zh-CN"), ("trad", "zh-TW")])
def test_the_language_is_that_of_the_script(demo: Lesson, script: str, language: str) -> None:
    content = sheet_bytes(sheet_of(demo, script=script))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        styles = archive.read("word/styles.xml").decode()
    assert f'w:eastAsia="{language}"' in styles and "@" not in styles


def test_the_credit_travels_with_the_glosses(demo: Lesson) -> None:
    sheet = sheet_of(demo)
    for content in (sheet_bytes(sheet), key_bytes([sheet])):
        feet = [one.text for one in Document(io.BytesIO(content)).sections[0].footer.paragraphs]
        assert sheet.source in feet[0] and sheet.statement in feet[1]
        assert sheet.credit and sheet.credit in feet[1]


@needs_soffice
def test_the_printed_lines_are_the_sheets(demo: Lesson, tmp_path: Path) -> None:
    sheet = sheet_of(demo, "stretch")  # no readings: they are printed among the lines
    pdf = from_docx(sheet_bytes(sheet), tmp_path)
    assert not lines_broken(sheet, pdf)
    assert not misnumbered(sheet, pdf)


@needs_soffice
def test_the_demo_fits_on_two_sides(demo: Lesson, tmp_path: Path) -> None:
    sheet = sheet_of(demo)
    pdf = from_docx(sheet_bytes(sheet), tmp_path)
    assert sheet.passage and paper(pdf) == (595, 842)
    first, second = pages(pdf)
    assert sheet.passage.glosses[-1].meaning in first
    assert sheet.credit in first and sheet.credit in second
    assert sheet.source in first and "1/2" in without_spaces(first)
    assert sheet.source in second and "2/2" in without_spaces(second)


@needs_soffice
def test_no_task_is_cut_by_a_page(demo: Lesson, tmp_path: Path) -> None:
    sheet = sheet_of(demo, preset="full", key="append")
    pdf = from_docx(sheet_bytes(sheet, with_key=True), tmp_path)
    assert not cut(sheet, pdf)
    assert any(page.lstrip().startswith("答案") for page in pages(pdf)[1:])


@needs_soffice
def test_letter_is_letter(tmp_path: Path) -> None:
    sheet: Worksheet = sheet_of(lesson_of(SHORTEST), paper="letter")
    pdf = from_docx(sheet_bytes(replace(sheet, pinyin="brackets")), tmp_path)
    assert paper(pdf) == (612, 792)
    assert len(pages(pdf)) == 2
