"""The review table: every card and question to check and edit, for `--review`."""

from __future__ import annotations

from pathlib import Path

from quizgen.model import Lesson
from quizgen.review.rows import rows
from quizgen.review.tables import review_bytes
from quizgen.wording import counted
from quizgen.writers.files import Written, write_if_changed


def write(lesson: Lesson, path: Path) -> Written:
    """Write the table, as a workbook or CSV by its suffix."""
    made = rows(lesson)
    kept = sum(row.keep == "yes" for row in made)
    changed = write_if_changed(path, review_bytes(made, path))
    detail = f"{counted(len(made), 'row')}, {kept} of them kept; edit it and give it to --review"
    return Written(path, changed, detail=detail)
