"""The table that is about to be replaced: which of its rows fell out, and which ids stay.

Anki's text import can't take notes away. A row that is no longer made stays at the end of the table
with the tag `quizgen::removed`: imported, it tags the learner's note, who suspends or deletes it.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

REMOVED = "quizgen::removed"
Row = dict[str, str]


def read_rows(path: Path) -> list[Row]:
    """The rows of a `.csv` or `.tsv` of ours; none if there is no such file or it is another's."""
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return []
    tab = "#separator:tab\n" in text[:200]
    lines = text.splitlines(keepends=True)
    head = next((line for line in lines if line.startswith("#columns:")), "") if tab else ""
    if tab and not head:
        return []
    names = head.removeprefix("#columns:").rstrip("\n").split("\t") if tab else None
    body = "".join(lines[lines.index(head) + 1 :] if tab else lines)
    try:
        rows = list(csv.DictReader(io.StringIO(body), names, delimiter="\t" if tab else ","))
    except csv.Error:
        return []
    whole = [row for row in rows if None not in row and None not in row.values()]
    return [row | {"id": _plain(row["id"])} for row in whole] if rows and "id" in rows[0] else []


def _plain(cell: str) -> str:
    """The cell without the apostrophe that keeps a spreadsheet from calculating with it."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in set("=+-@") else cell


def with_older_ids(made: Sequence[Row], older: Sequence[Row], other: str) -> list[Row]:
    """The rows with the ids they had: a word alone with its characters keeps it, read otherwise.

    `other` is the name of the column with the other script. The same rule holds for decks
    (`anki/course.py`), so that both speak of the same notes.
    """

    def characters(row: Row) -> tuple[str, str]:
        return row.get("hanzi", ""), row.get(other, "")

    known = {row["id"] for row in older}
    held = [
        row for row in older if row.get("kind") == "word" and REMOVED not in (row.get("tags") or "")
    ]
    before = Counter(map(characters, held))
    now = Counter(characters(row) for row in made if row["kind"] == "word")
    ids = {characters(row): row["id"] for row in held}
    return [
        row | {"id": ids[characters(row)]}
        if row["kind"] == "word"
        and row["id"] not in known
        and now[characters(row)] == before[characters(row)] == 1
        else row
        for row in made
    ]


def fallen_out(made: Sequence[Row], older: Sequence[Row]) -> list[Row]:
    """The older rows that aren't made any more, tagged as removed."""
    ids = {row["id"] for row in made}
    names = list(made[0]) if made else []
    return [
        {name: row.get(name) or "" for name in names}
        | {"tags": " ".join(dict.fromkeys([*(row.get("tags") or "").split(), REMOVED]))}
        for row in older
        if row["id"] not in ids
    ]
