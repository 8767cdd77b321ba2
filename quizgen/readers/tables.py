"""Tables of text as spreadsheets save them: their encodings, what parts the cells, the rows."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator

MOST_BYTES = 30_000_000  # of a table that quizgen wrote itself
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MARKS = ",;\t"
_HINT = re.compile(rf"sep=([{_MARKS}]?)[^\r\n]*(?:\r\n?|\n|\Z)", re.IGNORECASE)
COLUMNS = "#columns:"  # before the heading of a table for Anki; other lines with # are remarks

Numbered = tuple[int, list[str]]  # a row's number in the file, and its cells


def decoded(data: bytes) -> str | None:
    """Text as Excel saves it: UTF-8, UTF-16 (“Unicode text”), or GB18030 on a Chinese Windows.

    None if it is something else.
    """
    marked = [name for mark, name in _BOMS if data.startswith(mark)]
    if not marked and b"\0" in data[:200]:
        marked = ["utf-16-le" if data[1:2] == b"\0" else "utf-16-be"]
    for encoding in marked or ("utf-8", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text.removeprefix("\ufeff")
    return None


def without_hint(text: str) -> tuple[str, str]:
    """What parts the cells by Excel's own hint, and the text without it.

    The hint is a first line `sep=;`, which Excel doesn't show as a row. Without one, or where it
    names something else than a comma, a semicolon or a tab, the mark is "".
    """
    hint = _HINT.match(text)
    return (hint[1], text[hint.end() :]) if hint else ("", text)


def split_rows(text: str) -> Iterator[Numbered]:
    """The rows as a spreadsheet counts them: quoted line ends are part of a cell and no new row.

    Raises `csv.Error` where quotation marks don't match.
    """
    mark, body = without_hint(text)
    lines = io.StringIO(body, newline="")
    yield from enumerate(csv.reader(lines, delimiter=mark or _mark(body), strict=True), 1)


def _mark(text: str) -> str:
    """What stands between the cells of the first row in which there is something."""
    said = (line for line in text.splitlines() if line.strip(",;\t \"'"))
    heads = (line for line in said if line.startswith(COLUMNS) or not line.startswith("#"))
    return max(_MARKS, key=next(heads, "").count)
