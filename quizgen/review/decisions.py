"""What all parts of a review need: the rows by their ids, and what is counted for the summary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from quizgen.errors import ReviewError
from quizgen.model import Lesson
from quizgen.review import Review, ReviewRow
from quizgen.review.cells import one_line
from quizgen.review.habits import stands
from quizgen.text.script import traditional_text

Remake = Callable[[Lesson], Lesson]  # the lesson with the items that its words and facts make


@dataclass
class Decisions:
    """One review while it is applied.

    `rows` are the rows with an id, by it, `new` those without that are kept. `counts` counts what
    was done, by what it was done to (words dropped); `ids` pairs ids with those of the table,
    `added` are the words that were added, `followed` those that have another id since the table
    was written; `emptied` are cells without what they had, by row and column.
    """

    review: Review
    rows: dict[str, ReviewRow]
    new: tuple[ReviewRow, ...]
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    ids: dict[str, str] = field(default_factory=dict)
    added: list[str] = field(default_factory=list)
    followed: list[str] = field(default_factory=list)
    emptied: dict[tuple[int, str], None] = field(default_factory=dict)

    def count(self, what: str, done: str) -> None:
        """Count something for the summary."""
        self.counts[what, done] += 1

    def refuse(self, row: ReviewRow, problem: str) -> ReviewError:
        """The error for a row, to be raised."""
        return ReviewError(self.review.path, row.number, problem)

    def edit(self, row: ReviewRow, original: ReviewRow, column: str) -> str:
        """What was typed into a cell over the original; "" where the original stands.

        It stands in a column that the file hasn't, in an emptied cell, and where a spreadsheet
        made something else of it by itself.
        """
        cell, was = getattr(row, column), getattr(original, column)
        if column in self.review.columns and was and not cell:
            self.emptied[row.number, column] = None
        if column not in self.review.columns or not cell or stands(cell, was):
            return ""
        if traditional_text(cell) == traditional_text(was):
            return ""
        return str(cell) if "\n" in was else one_line(cell)

    def require_same(self, row: ReviewRow, original: ReviewRow, *columns: str) -> None:
        """Refuse an edit of what a row is known by."""
        for column in columns:
            cell = self.edit(row, original, column)
            if cell and set(cell) <= set("?？ |"):
                problem = "the Chinese was lost when the table was saved: save it as .xlsx"
                raise self.refuse(row, f"{problem}, or as CSV in UTF-8")
            if cell:
                was = getattr(original, column) or "empty"
                problem = f"the {column} of {row.id} is {was} and can't become {cell}"
                raise self.refuse(row, f"{problem}: set keep to no, and add a row without an id")

    def require_yes_or_no(self, row: ReviewRow) -> None:
        """Refuse "spare" for a card."""
        if row.keep == "spare":
            raise self.refuse(row, "“spare” is for questions; a card is kept (yes) or not (no)")

    def clears(self, row: ReviewRow, original: ReviewRow) -> bool:
        """Whether a doubt was cleared: the cell says no, or nothing."""
        return original.doubtful and not row.doubtful and "doubtful" in self.review.columns


def decisions(review: Review) -> Decisions:
    """The rows of a review by their ids. Raises `ReviewError` for an id that stands twice."""
    rows: dict[str, ReviewRow] = {}
    for row in review.rows:
        if row.id and row.id in rows:
            problem = f"{row.id} stands in row {rows[row.id].number} already: delete one of them"
            raise ReviewError(review.path, row.number, problem)
        if row.id:
            rows[row.id] = row
    new = tuple(row for row in review.rows if not row.id and row.keep != "no")
    return Decisions(review, rows, new)
