"""The table that is about to be replaced: which of its rows fell out, and which ids stay.

Anki's text import can't take notes away. A row that is no longer made stays at the end of the table
with the tag `quizgen::removed`, so that its learner finds the note and suspends or deletes it.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

from quizgen.readers.tables import COLUMNS, MOST_BYTES, Numbered, decoded, split_rows
from quizgen.writers.anki.course import adopted
from quizgen.writers.anki.markup import text
from quizgen.writers.anki.note_types import VOCABULARY, NoteContent
from quizgen.writers.plain_csv import undefused

REMOVED = "quizgen::removed"
Row = dict[str, str]


def read_rows(path: Path) -> tuple[list[Row], str]:
    """The rows of a `.csv` or `.tsv` of ours, and why it can't be used; no file needs no reason.

    It may have been saved by a spreadsheet since, in another encoding or with semicolons.
    """
    try:
        if not path.is_file():
            return [], ""
        if path.stat().st_size > MOST_BYTES:
            return [], _missing(path, "is too large")
        content = decoded(path.read_bytes())
        numbered = list(split_rows(content)) if content is not None else []
    except (OSError, csv.Error) as error:
        reason = getattr(error, "strerror", None) or str(error)
        return [], _missing(path, f"can't be read ({reason})")
    found = _named(numbered)
    return ([], _missing(path, "is no table of quizgen's")) if found is None else (found, "")


def _missing(path: Path, why: str) -> str:
    return f"the older {path.name} {why} and was taken as missing"


def _named(numbered: Sequence[Numbered]) -> list[Row] | None:
    """The rows below the heading, by the names of the columns; None if there is no such heading."""
    for at, (_, cells) in enumerate(numbered):
        names = [cell.removeprefix(COLUMNS).strip() for cell in cells]
        if {"id", "kind"} <= set(names):
            defused = names == [cell.strip() for cell in cells]  # a table for Anki has no formulas
            rows = (_row(names, one, defused=defused) for _, one in numbered[at + 1 :])
            return [row for row in rows if row["id"]]
    return None


def _row(names: Sequence[str], cells: Sequence[str], *, defused: bool) -> Row:
    """A row by the names of its columns; Excel leaves out empty cells at its end."""
    said = map(undefused, cells) if defused else cells
    return dict.fromkeys(names, "") | dict(zip(names, said, strict=False))


def with_older_ids(made: Sequence[Row], older: Sequence[Row]) -> list[Row]:
    """The rows with the ids that their notes have, by the rule of decks: `adopted` decides.

    So table and deck speak of the same notes. A row that fell out before is not in the deck any
    more, and keeps no id.
    """
    words = [row for row in made if row["key"]]
    held = [row for row in older if row.get("key") and not _is_removed(row)]
    notes = adopted(map(_note, words), map(_note, held))
    ids = {row["id"]: note.guid for row, note in zip(words, notes, strict=True)}
    return [row | {"id": ids.get(row["id"], row["id"])} for row in made]


def _is_removed(row: Row) -> bool:
    return REMOVED in row.get("tags", "").split()


def _note(row: Row) -> NoteContent:
    """As much of a row's note as says which one it is."""
    hanzi, traditional, *_ = [*row["key"].split("|"), ""]
    names = {"Key": row["key"], "Hanzi": hanzi, "Traditional": traditional}
    fields = VOCABULARY.in_order({name: text(value) for name, value in names.items()})
    return NoteContent(VOCABULARY, row["id"], fields, (), "", 0)


def fallen_out(made: Sequence[Row], older: Sequence[Row], names: Sequence[str]) -> list[Row]:
    """The older rows that aren't made any more, tagged as removed, with these columns."""
    ids = {row["id"] for row in made}
    return [
        {name: row.get(name, "") for name in names}
        | {"tags": " ".join(dict.fromkeys([*row.get("tags", "").split(), REMOVED]))}
        for row in older
        if row["id"] not in ids
    ]
