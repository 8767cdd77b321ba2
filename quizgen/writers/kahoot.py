"""Choices as a workbook in the layout of Kahoot's quiz template: untested against the service.

The template has a title in B2, instructions below it, the headings in row 8 and a question a row
from row 9: its number, the question (120 characters), four answers (75 each), the seconds, and
the number of the right answer.
"""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from quizgen.model import Item, Lesson
from quizgen.wording import counted
from quizgen.writers import UNTESTED
from quizgen.writers.choices import about, for_games, one_line, question, summary
from quizgen.writers.files import Written, write_if_changed

TIMES = (5, 10, 20, 30, 60, 90, 120, 240)  # the seconds that Kahoot offers
LONGEST_QUESTION, LONGEST_ANSWER = 120, 75

_HEAD_ROW, _ANSWERS = 8, 4
_COLUMNS = (
    f"Question - max {LONGEST_QUESTION} characters",
    *(f"Answer {n} - max {LONGEST_ANSWER} characters" for n in range(1, _ANSWERS + 1)),
    "Time limit (sec) – " + ", ".join(f"{time}" for time in TIMES[:-1]) + f", or {TIMES[-1]} secs",
    "Correct answer(s) - choose at least one",
)
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)  # the oldest that a zip can say: files differ by content only


def write(lesson: Lesson, path: Path) -> Written:
    """Write the choices that are short enough; what isn't one or is too long is counted."""
    choices, left = for_games(lesson)
    items = [item for item in choices if _fits(item)]
    left["too long for Kahoot"] = len(choices) - len(items)
    changed = write_if_changed(path, dated(_workbook(lesson, items)))
    detail = summary(counted(len(items), "question"), left=+left, notes=[UNTESTED])
    return Written(path, changed, detail=detail)


def _fits(item: Item) -> bool:
    answers = all(_length(option) <= LONGEST_ANSWER for option in item.options)
    return answers and _length(question(item)) <= LONGEST_QUESTION


def _length(text: str) -> int:
    """Characters as a browser counts them: an emoji is two."""
    return len(one_line(text).encode("utf-16-le")) // 2


def _workbook(lesson: Lesson, items: list[Item]) -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    for row, line in enumerate(["Quiz template", *about(lesson)], 2):
        _put(sheet, row, 2, line)
    for column, heading in enumerate(_COLUMNS, 2):
        _put(sheet, _HEAD_ROW, column, heading)
    for number, item in enumerate(items, 1):
        _question(sheet, _HEAD_ROW + number, number, item)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _question(sheet: Worksheet, row: int, number: int, item: Item) -> None:
    sheet.cell(row, 1, number)
    for column, text in enumerate([question(item), *item.options], 2):
        _put(sheet, row, column, text)
    seconds = next((time for time in TIMES if time >= item.minutes * 60), TIMES[-1])
    sheet.cell(row, 3 + _ANSWERS, seconds)
    sheet.cell(row, 4 + _ANSWERS, item.options.index(item.right) + 1)


def _put(sheet: Worksheet, row: int, column: int, text: str) -> None:
    """Text in a cell, and text only: `=1+1` would be a formula."""
    sheet.cell(row, column, one_line(text)).data_type = "s"


def dated(workbook: bytes) -> bytes:
    """The workbook without the time at which it was made."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook)) as made,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as dated,
    ):
        for name in made.namelist():
            content = re.sub(
                rb"(<dcterms:\w+[^>]*>)[^<]*", rb"\g<1>1980-01-01T00:00:00Z", made.read(name)
            )
            dated.writestr(zipfile.ZipInfo(name, _ZIP_DATE), content, zipfile.ZIP_DEFLATED)
    return file.getvalue()
