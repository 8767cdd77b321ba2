"""The worksheet as HTML: its text read back, its layout measured, its pages printed by Chromium."""

from __future__ import annotations

import base64
import hashlib
import html
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from browser import CHROMIUM, measured
from conftest import SEEDS, lesson_of
from sheet_tools import (
    FORBIDDEN,
    HOSTILE,
    POPPLER,
    answers,
    cut,
    from_html,
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
from quizgen.writers.sheet_html import key_page, sheet_page

SHORTEST = next(path for path in SEEDS if "reading-slowly" in path.name)
HAN = re.compile("[\u3400-\u9fff]")
needs_chromium = pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine")
needs_poppler = pytest.mark.skipif(
    not (CHROMIUM and POPPLER), reason="no Chromium or no poppler on this machine"
)
# How high each line's text stands in it, how wide it is, and whether anything leaves the page.
_MEASURE = """<script>onload = () => {
  const lines = [...document.querySelectorAll('.line')].map((line) => {
    const box = line.getBoundingClientRect(), range = document.createRange();
    range.selectNodeContents(line);
    const mark = line.appendChild(document.createElement('i'));
    mark.style = 'display: inline-block; width: 1px; height: 0';
    const base = mark.getBoundingClientRect().bottom - box.top;
    mark.remove();
    return {base, height: box.height, room: box.right - range.getBoundingClientRect().right};
  });
  const root = document.documentElement;
  document.title = JSON.stringify({
    lines, content: root.scrollWidth, width: root.clientWidth, was: document.title,
    scripts: document.querySelectorAll('script').length,
  });
};</script>"""


def layout(page: str, folder: Path, width: int = 794) -> Any:
    """What Chromium says of a page, whose policy would else keep the question from running."""
    unguarded = re.sub("<meta http-equiv[^>]*>", "", page)
    return measured(unguarded + _MEASURE, folder, width, 1123)


class Reader(HTMLParser):
    """The texts of a page with the languages they stand in, and its tags with their attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.texts: list[tuple[str, str]] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        outer = self.open[-1][1] if self.open else ""
        if tag not in {"meta", "br", "path"}:
            self.open.append((tag, dict(attrs).get("lang") or outer))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1][0] not in {"style", "title"}:
            self.texts.append((self.open[-1][1], data))

    @property
    def text(self) -> str:
        return "".join(data for _, data in self.texts)


def rows(page: str) -> list[list[str]]:
    """The rows of a key: number, cell of the answer, line, points, minutes."""
    found = re.findall(r'<tr><th scope="row">(\d+)</th>(.*?)</tr>', page, re.DOTALL)
    return [[number, *re.findall("<td>(.*?)</td>", cells)] for number, cells in found]


def plain(markup: str) -> str:
    return html.unescape(re.sub("<[^>]*>", "", markup))


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
@pytest.mark.parametrize("preset", ["classic", "full"])
def test_a_key_says_what_the_lesson_says(path: Path, preset: str) -> None:
    lesson = lesson_of(path)
    sheet = sheet_of(lesson, preset=preset)
    tasks = [task for section in sheet.sections for task in section.tasks]
    found = rows(key_page([sheet]))
    assert len(found) == len(tasks) > 0
    for task, (number, cell, line, points, minutes) in zip(tasks, found, strict=True):
        assert (number, line, points) == (f"{task.number}", task.line, f"{task.points}")
        assert float(minutes) == task.minutes
        answer = re.search('<b class="answer">(.*?)</b>', cell)
        assert answer
        ways = re.findall('<span class="way">(.*?)</span>(?=,|</span>)', cell)
        assert tuple(map(plain, ways)) == task.accepted
        assert plain(cell).endswith(task.note)
        if task.item:
            assert answers(task, plain(answer[1])) == right(lesson, task)


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_the_lines_of_the_passage_are_the_sheets(path: Path) -> None:
    sheet = sheet_of(lesson_of(path), "stretch")
    assert sheet.passage
    page = re.sub('<span class="number">.*?</span>|<sup>.*?</sup>', "", sheet_page(sheet))
    printed = [plain(line) for line in re.findall('<span class="line.*?>(.*?)</span>', page)]
    lines = [line for line in sheet.passage.lines if line.number]
    assert printed == ["".join(piece.text for piece in line.pieces) for line in lines]
    numbers = re.findall('<span class="number">(.*?)</span>', sheet_page(sheet))
    assert numbers == [f"{line.number}" for line in lines if line.number % 5 == 0]


@pytest.mark.parametrize(("script", "lang"), [("simp", "zh-Hans"), ("trad", "zh-Hant")])
def test_all_chinese_is_named_as_chinese(demo: Lesson, script: str, lang: str) -> None:
    sheet = sheet_of(demo, script=script, preset="full")
    for page in (sheet_page(sheet), key_page([sheet])):
        texts = [(named, text) for named, text in Reader(page).texts if HAN.search(text)]
        assert len(texts) > 50
        assert {named for named, _ in texts} == {lang}


def test_the_style_is_allowed_by_its_hash_and_nothing_else(demo: Lesson) -> None:
    page = sheet_page(sheet_of(demo, preset="full"), with_key=True)
    style = re.search("<style>(.*?)</style>", page, re.DOTALL)
    assert style
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{digest}';" in page
    assert "url(" not in style[1] and "@import" not in style[1]
    attributes = {name for _, attributes in Reader(page).tags for name in attributes}
    assert not {"style", "src", "href"} & attributes


def test_hostile_text_is_text() -> None:
    sheet = hostile_sheet()
    for page in (sheet_page(sheet, with_key=True), key_page([sheet])):
        reader = Reader(page)
        assert reader.text.count(HOSTILE) >= 5
        assert not set(FORBIDDEN) & set(page)
        assert "script" not in {tag for tag, _ in reader.tags}
        assert [tag for tag, _ in reader.tags].count("style") == 1
        page.encode()  # half of a pair would be no UTF-8


@needs_chromium
def test_hostile_text_runs_nothing(tmp_path: Path) -> None:
    seen = layout(sheet_page(hostile_sheet()), tmp_path)
    assert seen["scripts"] == 1 and seen["was"].startswith("Worksheet: ")  # the test's own script


def test_the_credit_travels_with_the_glosses(demo: Lesson) -> None:
    sheet = sheet_of(demo)
    for page in (sheet_page(sheet), key_page([sheet])):
        assert sheet.credit and sheet.credit in Reader(page).text


@needs_chromium
@pytest.mark.parametrize("tier", ["support", "core"])
def test_lines_are_of_one_height_and_fit(demo: Lesson, tmp_path: Path, tier: str) -> None:
    sheet = sheet_of(demo, tier, tiers=("support", "core"))
    seen = layout(sheet_page(sheet), tmp_path)
    assert seen["content"] <= seen["width"] == 794
    assert len(seen["lines"]) == sum(line.number > 0 for line in sheet.passage.lines)
    assert len({(line["base"], line["height"]) for line in seen["lines"]}) == 1
    assert min(line["room"] for line in seen["lines"]) > 0


@needs_poppler
def test_the_demo_fits_on_two_sides(demo: Lesson, tmp_path: Path) -> None:
    sheet = sheet_of(demo)
    pdf = from_html(sheet_page(sheet), tmp_path)
    assert paper(pdf) == (595, 842)
    first, second = pages(pdf)
    assert sheet.passage and sheet.passage.glosses[-1].meaning in first
    assert sheet.source in first and "1/2" in without_spaces(first)
    assert sheet.source in second and "2/2" in without_spaces(second)


@needs_poppler
def test_the_printed_lines_are_the_sheets(demo: Lesson, tmp_path: Path) -> None:
    sheet = sheet_of(demo, "stretch")  # no readings: they are printed among the lines
    pdf = from_html(sheet_page(sheet), tmp_path)
    assert not lines_broken(sheet, pdf)
    assert not misnumbered(sheet, pdf)


@needs_poppler
def test_no_task_is_cut_by_a_page(demo: Lesson, tmp_path: Path) -> None:
    sheet = sheet_of(demo, preset="full")
    pdf = from_html(sheet_page(sheet, with_key=True), tmp_path)
    assert not cut(sheet, pdf)
    assert any(page.lstrip().startswith("答案") for page in pages(pdf)[1:])


@needs_poppler
def test_letter_is_letter(tmp_path: Path) -> None:
    sheet = sheet_of(lesson_of(SHORTEST), paper="letter")
    pdf = from_html(sheet_page(sheet), tmp_path)
    assert paper(pdf) == (612, 792)
    assert len(pages(pdf)) == 2
