"""Choices as a CSV with the columns of Gimkit's import: untested against the service."""

from __future__ import annotations

from pathlib import Path

from quizgen.model import Item, Lesson
from quizgen.wording import counted
from quizgen.writers import UNTESTED
from quizgen.writers.choices import about, for_games, question, summary, wrong
from quizgen.writers.files import Written, write_if_changed
from quizgen.writers.plain_csv import csv_bytes, defused

_COLUMNS = (
    "Question",
    "Correct Answer",
    "Incorrect Answer 1",
    "Incorrect Answer 2 (Optional)",
    "Incorrect Answer 3 (Optional)",
)


def write(lesson: Lesson, path: Path) -> Written:
    """Write the choices among the items asked; the rest is counted in the detail.

    The source stands in the row of headings, behind the columns that are read.
    """
    items, left = for_games(lesson)
    head = [*_COLUMNS, defused(" ".join(about(lesson)))]
    changed = write_if_changed(path, csv_bytes([head], map(_row, items)))
    detail = summary(counted(len(items), "question"), left=left, notes=[UNTESTED])
    return Written(path, changed, detail=detail)


def _row(item: Item) -> list[str]:
    others = wrong(item)
    empty = len(_COLUMNS) - 2 - len(others)
    return [question(item), item.right, *others, *[""] * empty]
