"""Worksheets to test with, printed pages as text, and printed keys turned back into answers."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

from browser import CHROMIUM
from lessons import NASTY, make_lesson

from quizgen.model import Lesson
from quizgen.worksheet import make_worksheet
from quizgen.worksheet.model import Section, Task, Worksheet

POPPLER = shutil.which("pdftotext") and shutil.which("pdfinfo")
SOFFICE = shutil.which("soffice")
# A null, a bell, an escape, half of a pair and a noncharacter: XML holds none of them.
FORBIDDEN = "\x00\x07\x1b\ud800\uffff"
HOSTILE = NASTY + " ]]> &amp; ~ = \" ' </style></title>"


def sheet_of(lesson: Lesson, tier: str = "core", script: str = "simp", **sheet: Any) -> Worksheet:
    """The lesson's sheet with these settings."""
    wanted = replace(lesson.settings.sheet, **sheet)
    settings = replace(lesson.settings, script=script, sheet=wanted)  # type: ignore[arg-type]
    return make_worksheet(replace(lesson, settings=settings), tier)


def hostile_sheet() -> Worksheet:
    """A sheet that says everywhere what an article could say to break out of a file."""
    bad = HOSTILE + FORBIDDEN
    sheet = sheet_of(make_lesson(), preset="full", note=bad)
    tasks = (
        Task(1, None, "blank", (bad, "。"), prompt=bad, key=bad, accepted=(bad,), note=bad),
        Task(2, None, "choice", (bad,), options=(bad, "B"), help=bad, lines=1, key="A", line=bad),
        Task(3, None, "matching", (bad,), options=(bad,), left=(bad,), key="1A", script=bad),
        Task(4, None, "ordering", (bad,), options=(bad, "B"), key="A B"),
        Task(5, None, "table", (bad,), left=(bad,), key=bad),
    )
    section = Section("blanks", bad, bad, bad, bad, (bad, bad), tasks, (bad,))
    return replace(
        sheet, sections=(section,), title=bad, title_en=bad, source=bad, statement=bad, credit=bad
    )


def answers(task: Task, printed: str) -> dict[str, str] | tuple[str, ...]:
    """What a key says of a task, in the words of the lesson: letters are looked up in the sheet."""
    letters = dict(zip("ABCDEFGHIJKLMNOP", task.options, strict=False))
    assert task.item
    if task.item.kind == "matching":
        return {task.left[int(one[:-1]) - 1]: letters[one[-1]] for one in printed.split()}
    if task.item.kind == "ordering":
        return tuple(letters[one] for one in printed.split())
    if task.options and task.item.kind != "truth":
        letter, said = printed.split(maxsplit=1)
        assert letters[letter] == said
        return tuple(said.split(" … "))
    return tuple(printed.split("；"))


def right(lesson: Lesson, task: Task) -> dict[str, str] | tuple[str, ...]:
    """The lesson's own answer."""
    item = next(item for item in lesson.items if task.item and item.id == task.item.id)
    return dict(zip(item.left, item.key, strict=True)) if item.kind == "matching" else item.key


def without_spaces(text: str) -> str:
    return re.sub(r"\s", "", text)


def from_docx(content: bytes, folder: Path) -> Path:
    """The PDF that LibreOffice makes of a DOCX."""
    path = folder / "sheet.docx"
    path.write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    where = ("--outdir", f"{folder}", f"{path}")
    _run("soffice", profile, "--headless", "--convert-to", "pdf", *where)
    return path.with_suffix(".pdf")


def from_html(page: str, folder: Path) -> Path:
    """The PDF that Chromium prints of a page."""
    path = folder / "sheet.html"
    path.write_text(page, encoding="utf-8")
    pdf = path.with_suffix(".pdf")
    quiet = ("--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer")
    profile = f"--user-data-dir={folder / 'profile'}"
    _run(CHROMIUM, *quiet, profile, f"--print-to-pdf={pdf}", path.as_uri())
    return pdf


def _run(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, timeout=180, check=True).stdout


def pages(pdf: Path, *layout: str) -> list[str]:
    """The text of each page."""
    return _run("pdftotext", *layout, f"{pdf}", "-").split("\f")[:-1]


def paper(pdf: Path) -> tuple[int, int]:
    """Width and height in points."""
    size = re.search(r"Page size: +([\d.]+) x ([\d.]+)", _run("pdfinfo", f"{pdf}"))
    assert size
    return round(float(size[1])), round(float(size[2]))


def lines_broken(worksheet: Worksheet, pdf: Path) -> list[int]:
    """The numbers of the passage's lines that aren't printed as one line of the page.

    Figures are left out: those of footnotes and of the margin stand among them.
    """
    printed = {re.sub(r"[\s\d]", "", row) for row in _rows(pdf)}
    assert worksheet.passage
    return [
        line.number
        for line in worksheet.passage.lines
        if re.sub(r"[\s\d]", "", "".join(piece.text for piece in line.pieces)) not in printed
    ]


def _rows(pdf: Path) -> list[str]:
    return [row for page in pages(pdf, "-layout") for row in page.split("\n")]


def misnumbered(worksheet: Worksheet, pdf: Path) -> list[int]:
    """The fifth, tenth … line of the passage, where its number isn't printed before it."""
    assert worksheet.passage
    begins = {
        line.number: re.compile(rf"\s*{line.number}\s+{re.escape(line.pieces[0].text[:2])}")
        for line in worksheet.passage.lines
        if line.number and line.number % 5 == 0
    }
    rows = _rows(pdf)
    return [n for n, begin in begins.items() if not any(map(begin.match, rows))]


def cut(worksheet: Worksheet, pdf: Path) -> list[int]:
    """The numbers of the tasks whose question and choices don't stand on one page."""
    printed = [without_spaces(page) for page in pages(pdf)]
    tasks = [task for section in worksheet.sections for task in section.tasks]
    return [
        task.number
        for task in tasks
        if not any(all(part in page for part in _parts(task)) for page in printed)
    ]


def _parts(task: Task) -> list[str]:
    """The beginnings of what a task prints."""
    bare = task.layout == "matching"
    shown = [*([] if bare else task.stem), *task.left, *task.options]
    return [without_spaces(re.split("[　_]", text)[0])[:8] for text in shown if text]
