"""Tables of text for spreadsheets, in which no cell is a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

from quizgen.writers.choices import one_line

# What a spreadsheet takes for the beginning of a formula; some take the full-width signs too. A
# cell begins behind semicolons as well: with the settings of half of Europe, Excel parts a file of
# commas there. Apostrophes count: where one is added to those that a text has, none gets lost.
_BEGIN, _FORMULA = r'(^|[;\n][ "]*)', "('*[=+@＝＋－＠-])"
_LIVE, _DEFUSED = re.compile(_BEGIN + _FORMULA), re.compile(f"{_BEGIN}'{_FORMULA}")


def defused(text: str) -> str:
    """The text on one line, with an apostrophe where a spreadsheet would calculate with it."""
    return apostrophed(one_line(text))


def apostrophed(text: str) -> str:
    """The same for a text without spaces around it that may have lines, which stay."""
    return _LIVE.sub(r"\1'\2", text)


def undefused(cell: str) -> str:
    """What `apostrophed` was given."""
    return _DEFUSED.sub(r"\1\2", cell)


def csv_bytes(
    head: Iterable[Sequence[str]], rows: Iterable[Sequence[str]], *, bom: bool = False
) -> bytes:
    """Headings as they are, then defused rows, as CSV in UTF-8.

    `bom` is for programs that guess another encoding without it.
    """
    file = io.StringIO(newline="")
    table = csv.writer(file)
    table.writerows(head)
    table.writerows([defused(cell) for cell in row] for row in rows)
    return file.getvalue().encode("utf-8-sig" if bom else "utf-8")
