"""What an `.apkg` holds, read back: from the one about to be replaced, and from the new one.

Anki updates a note or a note type only if the package's `mod` (seconds) is newer than its own.
Kept for what is unchanged and raised for what isn't, it brings corrections to learners and
leaves everything else, their own edits too, alone.
"""

from __future__ import annotations

import json
import re
import sqlite3
import zipfile
import zlib
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quizgen.writers.anki.kept import copy_of
from quizgen.writers.anki.note_types import NOTE_TYPES, NoteContent, NoteType

COLLECTION = "collection.anki2"
_LARGEST = 500_000_000  # bytes of a collection: some 100,000 notes
SOUND = re.compile(r"\[sound:(quizgen-[0-9a-f]{16}\.mp3)\]")


@dataclass(frozen=True, slots=True)
class StoredNote:
    """A note as it lies in the package, fields joined by U+001F."""

    mod: int
    note_type: int
    fields: str
    tags: str


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The contents of a package without what only numbers it: notes and note types by identity.

    `note_types` have their `mod` among the rest; `cards` are (guid, template, position, deck).
    """

    notes: dict[str, StoredNote]
    note_types: dict[int, dict[str, Any]]
    cards: tuple[tuple[str, int, int, str], ...]
    decks: dict[str, str]


def read_or_recall(path: Path) -> tuple[Snapshot | None, str]:
    """The package at `path`; if it is missing or no deck, the copy kept of it, and a remark."""
    snapshot, remark = read_older(path)
    if snapshot:
        return snapshot, remark
    copy, _ = read_older(copy_of(path))
    if copy is None:
        return None, remark
    why = remark.removesuffix(" and was taken as missing") or f"the older {path.name} is missing"
    return copy, f"{why}: compared with the copy that quizgen keeps"


def read_older(path: Path) -> tuple[Snapshot | None, str]:
    """The package at `path`, or None and why it can't be used; no file at all needs no reason."""
    if not path.is_file():
        return None, ""
    try:
        with zipfile.ZipFile(path) as package:
            snapshot = read_collection(_unpacked(package, COLLECTION))
    except (OSError, zipfile.BadZipFile, zlib.error, RuntimeError, EOFError) as error:
        return None, f"the older {path.name} can't be read ({error}) and was taken as missing"
    except (KeyError, ValueError, TypeError, sqlite3.Error, AttributeError):
        return None, f"the older {path.name} is no deck of quizgen's and was taken as missing"
    if not snapshot.note_types.keys() & {note_type.id for note_type in NOTE_TYPES}:
        return None, f"the older {path.name} is no deck of quizgen's and was taken as missing"
    return snapshot, ""


def _unpacked(package: zipfile.ZipFile, name: str) -> bytes:
    """A member of a package; `ValueError` for one that a deck of ours can't be."""
    if package.getinfo(name).file_size > _LARGEST:
        raise ValueError(f"{name} is too large")
    return package.read(name)


def read_collection(content: bytes) -> Snapshot:
    """The snapshot of a collection database.

    Raises `sqlite3.Error`, `ValueError`, `KeyError` … for what isn't one.
    """
    if not content:
        raise ValueError("an empty file")  # sqlite3 would say that there is no memory left
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(content)
        return _snapshot(connection)


def _snapshot(connection: sqlite3.Connection) -> Snapshot:
    models, decks = connection.execute("SELECT models, decks FROM col").fetchone()
    names = {int(deck["id"]): str(deck["name"]) for deck in json.loads(decks).values()}
    notes = connection.execute("SELECT guid, mod, mid, flds, tags FROM notes")
    cards = connection.execute(
        "SELECT notes.guid, cards.ord, cards.due, cards.did FROM cards"
        " JOIN notes ON notes.id = cards.nid ORDER BY cards.due, cards.ord, notes.guid"
    )
    return Snapshot(
        notes={str(guid): StoredNote(*rest) for guid, *rest in notes},
        note_types={int(key): without_place(model) for key, model in json.loads(models).items()},
        cards=tuple((guid, ord_, due, names[did]) for guid, ord_, due, did in cards),
        decks={str(deck["name"]): str(deck["desc"]) for deck in json.loads(decks).values()},
    )


def read_media(path: Path) -> dict[str, bytes]:
    """The sounds of ours in a package, by name; none from a package whose list can't be read."""
    with zipfile.ZipFile(path) as package:
        try:
            numbered = json.loads(package.read("media"))
            return {
                name: _unpacked(package, number)
                for number, name in numbered.items()
                if SOUND.fullmatch(f"[sound:{name}]")
            }
        except (KeyError, ValueError, AttributeError, zipfile.BadZipFile, zlib.error):
            return {}


def held_notes(snapshot: Snapshot) -> list[NoteContent]:
    """The notes of a package as they were written, in the order of their first cards."""
    kinds = {kind.id: kind for kind in NOTE_TYPES}
    place = {guid: (due, deck) for guid, _, due, deck in reversed(snapshot.cards)}
    notes = [
        NoteContent(
            kinds[note.note_type],
            guid,
            tuple(note.fields.split("\x1f")),
            tuple(note.tags.split()),
            place[guid][1],
            place[guid][0],
        )
        for guid, note in snapshot.notes.items()
        if _is_ours(note, kinds) and guid in place
    ]
    return sorted(notes, key=lambda note: note.position)


def _is_ours(note: StoredNote, kinds: Mapping[int, NoteType]) -> bool:
    fields = note.fields.count("\x1f") + 1
    return note.note_type in kinds and fields == len(kinds[note.note_type].fields)


def without_place(model: dict[str, Any]) -> dict[str, Any]:
    """The deck that a note type was last used in is no part of it."""
    return {key: value for key, value in model.items() if key != "did"}
