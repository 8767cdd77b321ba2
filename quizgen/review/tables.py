"""The review table as a file: `.csv` as Excel likes it, `.xlsx` in which every cell is text."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from quizgen.review import COLUMNS, ReviewRow
from quizgen.review.cells import cell_text
from quizgen.review.habits import LONGEST
from quizgen.writers.kahoot import dated
from quizgen.writers.plain_csv import apostrophed, undefused

_WIDTHS = (7, 20, 16, 20, 36, 44, 15, 10, 50)
_TEXT = "@"  # the number format of text: what is typed into such a cell stays as it is


def review_bytes(rows: Iterable[ReviewRow], path: Path) -> bytes:
    """The file of these rows, by the suffix of its name."""
    return xlsx_bytes(rows) if path.suffix.lower() == ".xlsx" else csv_bytes(rows)


def csv_bytes(rows: Iterable[ReviewRow], delimiter: str = ",") -> bytes:
    """The rows as CSV: a byte order mark, CR LF, formulas defused."""
    file = io.StringIO(newline="")
    table = csv.writer(file, delimiter=delimiter, lineterminator="\r\n")
    table.writerow(COLUMNS)
    table.writerows([apostrophed(cell) for cell in _cells(row)] for row in rows)
    return file.getvalue().encode("utf-8-sig")


def xlsx_bytes(rows: Iterable[ReviewRow]) -> bytes:
    """The rows as a workbook: all cells text, the header frozen, choices for keep."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title, sheet.freeze_panes = "Review", "C2"
    for column, (name, width) in enumerate(zip(COLUMNS, _WIDTHS, strict=True), 1):
        cell = sheet.cell(1, column, name)
        cell.font = Font(bold=True)
        sheet.column_dimensions[cell.column_letter].width = width
    made = [_cells(row) for row in rows]
    for number, cells in enumerate(made, 2):
        for column, text in enumerate(cells, 1):
            _put(sheet, number, column, text)
    _choices(sheet, len(made) + 1)
    file = io.BytesIO()
    book.save(file)
    return dated(file.getvalue())


def _cells(row: ReviewRow) -> list[str]:
    """The texts of a row, in the order of the columns."""
    values = (getattr(row, name) for name in COLUMNS)
    return [
        ("yes" if value else "") if isinstance(value, bool) else cell_text(value)
        for value in values
    ]


def _put(sheet: Worksheet, row: int, column: int, text: str) -> None:
    """Text in a cell, and text only.

    `=1+1` needs no apostrophe here; a text that has one keeps it behind another, since a table of
    the other kind may be saved as this one.
    """
    shown = apostrophed(text) if undefused(text) != text else text
    cell = sheet.cell(row, column, shown[:LONGEST])
    cell.data_type, cell.number_format = "s", _TEXT
    cell.alignment = Alignment(vertical="top", wrap_text=True)


def _choices(sheet: Worksheet, last: int) -> None:
    """The three answers to choose from in the column keep; other ways to say them pass too."""
    choice = DataValidation(type="list", formula1='"yes,spare,no"', allow_blank=True)
    choice.showErrorMessage = False
    sheet.add_data_validation(choice)
    choice.add(f"A2:A{last + 200}")  # rows to add have them too
