"""A review table as a spreadsheet saved it: CSV in its encodings and separators, or a workbook.

Columns may stand in any order and have others beside them; empty rows are skipped. Rows are
counted as the spreadsheet counts them.
"""

from __future__ import annotations

import csv
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

from quizgen.errors import ReviewError
from quizgen.readers.tables import MOST_BYTES, Numbered, decoded, split_rows
from quizgen.review import COLUMNS, Keep, Review, ReviewRow
from quizgen.review.cells import cell_text
from quizgen.review.habits import LONGEST
from quizgen.writers.plain_csv import undefused

MOST_ROWS = 20_000
_EXCELS_ROWS = 1_048_576  # empty ones among them, which a spreadsheet may save as well
_MOST_COLUMNS = 60
_LARGE = ("xl/worksheets/", "xl/sharedStrings.xml", "xl/media/")
_MOST_BESIDE = 2_000_000  # bytes of the other parts: styles are read one by one
_NEEDED = ("keep", "id")
_YES = frozenset("yes y true 1 x ✓ ✔ √ 是 ja oui si".split())
_NO = frozenset("no n false 0 否 ✗ ✘ × nein non".split())
_AGAIN = "save it as .xlsx or as CSV in UTF-8"


def read_review(path: Path) -> Review:
    """The review table of this file.

    Raises `ReviewError` for a file that can't be read or is no such table, and for a cell that
    says neither yes nor no where one of them is wanted.
    """
    rows = list(_filled(path, _workbook(path) if _is_zip(path) else _text(path)))
    if not rows:
        raise ReviewError(path, 0, "the table is empty; write one with -o NAME.review.xlsx")
    (head_row, head), *body = rows
    names = _names(path, head_row, head)
    found = tuple(_row(path, number, _by_name(names, cells)) for number, cells in body)
    return Review(f"{path}", found, frozenset(names) & frozenset(COLUMNS))


def _filled(path: Path, rows: Iterable[Numbered]) -> Iterator[Numbered]:
    """The rows in which something stands, not more of them than a table of ours has."""
    for number, cells in rows:
        if number > _EXCELS_ROWS:
            raise ReviewError(path, number, f"a review table has at most {MOST_ROWS:,} rows")
        if not any(map(str.strip, cells)):
            continue
        clean = [cell_text(undefused(cell)) for cell in cells[:_MOST_COLUMNS]]
        if any(clean) and number > MOST_ROWS:
            raise ReviewError(path, number, f"a review table has at most {MOST_ROWS:,} rows")
        if max(map(len, clean), default=0) > LONGEST:
            problem = f"a cell has at most {LONGEST:,} characters; shorten the longest"
            raise ReviewError(path, number, problem)
        if any(clean):
            yield number, clean


def _names(path: Path, number: int, head: Sequence[str]) -> list[str]:
    names = [" ".join(name.casefold().split()) for name in head]
    missing = [name for name in _NEEDED if name not in names]
    if missing:
        what = f"the column “{missing[0]}” is missing; the first row names the columns"
        raise ReviewError(path, number, f"{what}: {', '.join(COLUMNS)}")
    twice = [name for name, count in Counter(names).items() if count > 1 and name in COLUMNS]
    if twice:
        raise ReviewError(path, number, f"two columns are called “{twice[0]}”; delete one of them")
    return names


def _by_name(names: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    return dict.fromkeys(COLUMNS, "") | dict(zip(names, cells, strict=False))


def _row(path: Path, number: int, cells: dict[str, str]) -> ReviewRow:
    try:
        keep = _keep(cells["keep"], new=not cells["id"])
        doubtful = _keep(cells["doubtful"], new=False) == "yes"
    except ValueError as error:
        raise ReviewError(path, number, str(error)) from None
    texts = {name: cells[name] for name in COLUMNS if name not in ("keep", "doubtful")}
    return ReviewRow(keep=keep, doubtful=doubtful, number=number, **texts)


def _keep(cell: str, *, new: bool) -> Keep:
    """What a cell says; an empty one yes in a row that was added, else no."""
    said = unicodedata.normalize("NFKC", cell).casefold()
    if said in _YES or (new and not said):
        return "yes"
    if said in _NO or not said:
        return "no"
    if said == "spare":
        return "spare"
    raise ValueError(f"“{_short(cell)}” is neither yes nor no (nor spare)")


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 40 else f"{line[:39]}…"


def _is_zip(path: Path) -> bool:
    data = _bytes(path, 8)
    if data[:4] == b"\xd0\xcf\x11\xe0":
        raise ReviewError(path, 0, f"this is an old Excel file; {_AGAIN}")
    return data[:4] == b"PK\x03\x04"


def _bytes(path: Path, size: int = -1) -> bytes:
    try:
        if not path.is_file():
            what = "this is not a file" if path.exists() else "there is no such file"
            raise ReviewError(path, 0, f"{what}; write one with -o NAME.review.xlsx")
        if path.stat().st_size > MOST_BYTES:
            raise ReviewError(path, 0, "this is too large for a review table")
        with path.open("rb") as file:
            return file.read(size)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ReviewError(path, 0, f"the file can't be read ({reason})") from None


def _text(path: Path) -> Iterator[Numbered]:
    """The rows of a CSV file."""
    text = decoded(_bytes(path))
    if text is None:
        raise ReviewError(path, 0, f"this is no table, or in another encoding; {_AGAIN}")
    number = 0
    try:
        for number, cells in split_rows(text):
            yield number, cells
    except csv.Error as error:
        problem = f"the quotation marks don't match ({error}); {_AGAIN}"
        raise ReviewError(path, number + 1, problem) from None


def _workbook(path: Path) -> Iterator[Numbered]:
    """The rows of a workbook's first sheet that has our columns, else of its first sheet."""
    _require_size(path)
    try:
        sheets = list(_sheets(path))
    except Exception as error:  # openpyxl lets through whatever goes wrong in a damaged file
        raise ReviewError(path, 0, f"this workbook can't be read ({error}); {_AGAIN}") from None
    ours = (sheet for sheet in sheets if any(_is_head(cells) for _, cells in sheet[:5]))
    yield from next(ours, sheets[0] if sheets else [])


def _is_head(cells: Sequence[str]) -> bool:
    return {*_NEEDED} <= {cell.strip().casefold() for cell in cells}


def _require_size(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as file:
            sizes = {member.filename: member.file_size for member in file.infolist()}
    except (OSError, ValueError, NotImplementedError, zipfile.BadZipFile):
        raise ReviewError(path, 0, f"this workbook is damaged; {_AGAIN}") from None
    other = sum(size for name, size in sizes.items() if not name.startswith(_LARGE))
    if sum(sizes.values()) > MOST_BYTES or other > _MOST_BESIDE:  # unpacked
        raise ReviewError(path, 0, "this is too large for a review table")


def _sheets(path: Path) -> Iterator[list[Numbered]]:
    from openpyxl import load_workbook

    with path.open("rb") as file:  # openpyxl itself leaves it open where it fails
        book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
        for sheet in book.worksheets:
            sheet.reset_dimensions()  # what the file says of its size may be wrong
            rows = sheet.iter_rows(max_row=MOST_ROWS + 1, max_col=_MOST_COLUMNS, values_only=True)
            yield [(number, [_cell(value) for value in row]) for number, row in enumerate(rows, 1)]


def _cell(value: object) -> str:
    """What a cell holds, as text: 12.0 is 12, a truth value TRUE or FALSE."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return f"{value:.15g}"
    return value.isoformat(" ") if isinstance(value, datetime) else str(value)
