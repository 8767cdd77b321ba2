"""Worksheets and keys as PDF: pages, keys read back, hostile text, nothing over the edge."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import pytest
from conftest import ARTICLES, DEMO, SEEDS, lesson_of
from test_worksheet import sheet_of, tasks, with_sheet

from quizgen.worksheet import make_worksheet
from quizgen.worksheet.model import Worksheet
from quizgen.writers import find_writer, pdf
from quizgen.writers.pdf import glyphs

pytestmark = pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler-utils missing")


class Box(NamedTuple):
    """A word on a page, in points."""

    left: float
    top: float
    right: float
    bottom: float
    text: str


def read(content: bytes, folder: Path, *options: str) -> str:
    """What pdftotext makes of a PDF."""
    path = folder / "read.pdf"
    path.write_bytes(content)
    done = subprocess.run(
        ["pdftotext", *options, path, "-"], capture_output=True, text=True, check=True
    )
    return done.stdout


def boxes(content: bytes, folder: Path) -> list[tuple[float, float, list[Box]]]:
    """Of each page its width, height and words."""
    pages = read(content, folder, "-bbox").split("<page ")[1:]
    found = []
    for page in pages:
        wide, high = (float(n) for n in re.findall(r'(?:width|height)="([\d.]+)"', page)[:2])
        words = re.findall(r'xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)<', page)
        found.append((wide, high, [Box(*map(float, word[:4]), word[4]) for word in words]))
    return found


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_classic_is_two_sides_and_nothing_leaves_the_page(path: Path, tmp_path: Path) -> None:
    sheet = sheet_of(path)
    pages = boxes(pdf.sheet_bytes(sheet), tmp_path)
    assert len(pages) == (1 if sheet.one_side else 2)
    for wide, high, words in pages:
        assert all(word.left > 25 and word.right < wide - 25 for word in words)
        assert all(word.top > 20 and word.bottom < high - 15 for word in words)
        assert not overlapping(words)


def overlapping(words: list[Box]) -> list[tuple[str, str]]:
    """Words that lie over one another; a reading and a number may touch their word."""
    return [
        (a.text, b.text)
        for a, b in combinations(words, 2)
        if min(a.right, b.right) - max(a.left, b.left) > 6  # more than ：“ set close
        and min(a.bottom, b.bottom) - max(a.top, b.top) > 0.5 * min(height(a), height(b))
        and 0.7 < height(a) / height(b) < 1.4
    ]


def height(box: Box) -> float:
    return box.bottom - box.top


@pytest.mark.parametrize("preset", ["quick", "full", "characters", "reading"])
def test_every_preset_prints(preset: str, tmp_path: Path) -> None:
    pages = boxes(pdf.sheet_bytes(sheet_of(DEMO, preset=preset)), tmp_path)
    for _, _, words in pages:
        assert len(words) > 5  # no page with nothing but its foot
        assert not overlapping(words)


def test_letter_is_letter(tmp_path: Path) -> None:
    pages = boxes(pdf.sheet_bytes(sheet_of(DEMO, paper="letter")), tmp_path)
    assert [(round(wide), round(high)) for wide, high, _ in pages] == [(612, 792)] * len(pages)


def test_pages_are_numbered_and_name_the_source(tmp_path: Path) -> None:
    printed = read(pdf.sheet_bytes(sheet_of(DEMO)), tmp_path, "-layout").split("\f")[:-1]
    for number, page in enumerate(printed, 1):
        assert re.search(rf"{number} ?/ ?{len(printed)}\n", page)
        assert "People's Daily, 1959-12-24, p. 1" in page
        assert "have not been verified" in page


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_keys_are_read_back(path: Path, tmp_path: Path) -> None:
    sheet = sheet_of(path, preset="full")
    printed = read(pdf.key_bytes([sheet]), tmp_path, "-raw")
    bare = "".join(printed.split())
    for task in tasks(sheet):
        assert f"{task.number}{''.join(task.key.split())}" in bare, task.key


def test_a_key_holds_all_versions(tmp_path: Path) -> None:
    sheets = [sheet_of(DEMO, "core", n, versions=3) for n in range(3)]
    printed = "".join(read(pdf.key_bytes(sheets), tmp_path, "-raw").split())
    for sheet in sheets:
        assert f"Answerkey·{sheet.version}" in printed
        first = tasks(sheet)[0]
        assert f"{first.number}{''.join(first.key.split())}" in printed


def test_the_key_may_stand_behind_the_sheet(tmp_path: Path) -> None:
    sheet = sheet_of(DEMO)
    alone, both = pdf.sheet_bytes(sheet), pdf.sheet_bytes(sheet, with_key=True)
    assert "Answer key" not in read(alone, tmp_path)
    assert "Answer key" in read(both, tmp_path)


def test_two_runs_are_equal() -> None:
    assert pdf.sheet_bytes(sheet_of(DEMO)) == pdf.sheet_bytes(sheet_of(DEMO))


HOSTILE = '#import "x.typ": * $x$ \\u{41} *b* _i_ `c` <l> @r // \\section{x} =cmd| {{c1::x}}'


def test_markup_in_a_text_is_text(tmp_path: Path) -> None:
    printed = read(pdf.sheet_bytes(titled(HOSTILE)), tmp_path, "-raw")
    assert "".join(HOSTILE.split()) in "".join(printed.split())


def titled(title: str) -> Worksheet:
    return replace(sheet_of(DEMO, preset="quick"), title=title, note=title)


def test_what_has_no_glyph_is_a_box_and_is_told(tmp_path: Path) -> None:
    sheet = titled("𠮷☐\x07\u200b中")
    assert pdf.remarks(sheet) == ["no glyph, printed as □: 𠮷☐"]
    assert "□□中" in read(pdf.sheet_bytes(sheet), tmp_path)
    assert pdf.remarks(sheet_of(DEMO)) == []


def test_glyphs_are_those_of_the_font() -> None:
    assert glyphs.missing(["北京 Běijīng lǜ 四个 “，”…—％〔〕•→□"]) == ""
    assert glyphs.missing(["😀中😀𠮷"]) == "😀𠮷"


def test_strokes_that_are_not_known_are_told(tmp_path: Path) -> None:
    lesson = with_sheet(lesson_of(DEMO), preset="characters")
    written = find_writer(tmp_path / "x.pdf")(lesson, tmp_path / "x.pdf")
    assert "no stroke order" not in written.detail
    sheet = make_worksheet(lesson)
    assert all(row.strokes for row in sheet.practice)
    bare = replace(sheet, practice=tuple(replace(row, strokes=()) for row in sheet.practice))
    assert len(boxes(pdf.sheet_bytes(bare), tmp_path)) <= len(
        boxes(pdf.sheet_bytes(sheet), tmp_path)
    )
