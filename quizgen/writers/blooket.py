"""Choices as a CSV in the layout of Blooket's import template: untested against the service."""

from __future__ import annotations

from pathlib import Path

from quizgen.model import Item, Lesson
from quizgen.wording import counted
from quizgen.writers import UNTESTED
from quizgen.writers.choices import about, for_games, question, summary
from quizgen.writers.files import Written, write_if_changed
from quizgen.writers.plain_csv import csv_bytes, defused

# The template's two rows of headings; its columns go by place. It has no place for a source, so
# that stands behind its own heading.
_TITLE = "Blooket\nImport Template"
_COLUMNS = (
    "Question #",
    "Question Text",
    "Answer 1",
    "Answer 2",
    "Answer 3\n(Optional)",
    "Answer 4\n(Optional)",
    "Time Limit (sec)\n(Max: 300 seconds)",
    "Correct Answer(s)\n(Only include Answer #)",
)
_ANSWERS = 4


def write(lesson: Lesson, path: Path) -> Written:
    """Write the choices among the items asked; the rest is counted in the detail."""
    items, left = for_games(lesson)
    head = [(_TITLE, defused(" ".join(about(lesson)))), _COLUMNS]
    rows = [_row(number, item) for number, item in enumerate(items, 1)]
    changed = write_if_changed(path, csv_bytes(head, rows))
    detail = summary(counted(len(items), "question"), left=left, notes=[UNTESTED])
    return Written(path, changed, detail=detail)


def _row(number: int, item: Item) -> list[str]:
    answers = [*item.options, *[""] * (_ANSWERS - len(item.options))]
    place = item.options.index(item.right) + 1
    return [f"{number}", question(item), *answers, f"{round(item.minutes * 60)}", f"{place}"]
