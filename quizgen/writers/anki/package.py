"""A Lesson as an Anki package (`.apkg`), written so that it can be imported again and again."""

from __future__ import annotations

import hashlib
import io
import itertools
import json
import os
import sqlite3
import time
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import genanki

from quizgen.errors import ExportError
from quizgen.model import Article, Lesson
from quizgen.writers.anki.changes import detail
from quizgen.writers.anki.course import Course, adopted, media_of
from quizgen.writers.anki.kept import keep
from quizgen.writers.anki.markup import text
from quizgen.writers.anki.note_types import (
    FACT,
    VOCABULARY,
    NoteContent,
    NoteType,
    read_template,
    style,
)
from quizgen.writers.anki.notes import deck_root, make_notes
from quizgen.writers.anki.older import (
    COLLECTION,
    SOUND,
    Snapshot,
    held_notes,
    read_collection,
    read_media,
    read_older,
    read_or_recall,
    without_place,
)
from quizgen.writers.files import Written, replace_file

_ZIP_DATE = (1980, 1, 1, 0, 0, 0)  # the oldest that a zip can say: packages differ by content only


def write(lesson: Lesson, path: Path) -> Written:
    """Write the deck, or leave the file alone if it already holds exactly this deck.

    Raises `ExportError` if there is nothing to put on a card or the file can't be written.
    """
    notes = make_notes(lesson)
    if not notes:
        raise ExportError(f"{path}: no word and no fact of this article is worth a card")
    return write_course(Course(tuple(notes), described(lesson), media_of(lesson)), path)


def write_course(course: Course, path: Path) -> Written:
    """The same for a deck of several articles. Raises `ExportError`."""
    older, remark = read_or_recall(path)
    notes = adopted(course.notes, held_notes(older) if older else ())
    content = collection(notes, course.decks, older, now())
    new = read_collection(content)
    changed = new != older or bool(remark)
    if changed:
        replace_file(path, zipped(content, sounds_of(notes, course.media)))
    keep(path)
    return Written(path, changed, len(new.cards), detail(notes, new, older, remark))


def read_course(path: Path) -> Course:
    """The course that a deck file holds; one that isn't there yet is empty.

    Raises `ExportError` for a file that can't be read: adding to nothing would lose what it has.
    """
    older, remark = read_older(path)
    if remark:
        reason = remark.removesuffix(" and was taken as missing")
        raise ExportError(f"{path}: nothing can be added to this deck, since {reason}")
    if older is None:
        return Course()
    notes = held_notes(older)
    if len(notes) < len(older.notes):
        raise ExportError(f"{path}: nothing can be added to this deck: not all of it is quizgen's")
    return Course(tuple(notes), older.decks, read_media(path))


def now() -> int:
    """Seconds since 1970: SOURCE_DATE_EPOCH where a reproducible build sets it, else the clock."""
    fixed = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not fixed:
        return int(time.time())
    if not (fixed.isascii() and fixed.isdigit()):
        raise ExportError(f"SOURCE_DATE_EPOCH is {fixed!r}, which is no number of seconds")
    return int(fixed)


def modified(unchanged: bool, old: int | None, clock: int) -> int:
    """When something was last changed, never going back, whatever the clock does."""
    if old is None:
        return clock
    return old if unchanged else max(clock, old + 1)


class _Model(genanki.Model):  # type: ignore[misc]  # genanki ships no types
    """A note type that keeps its `mod` while it says the same."""

    def __init__(self, note_type: NoteType, older: Snapshot | None, clock: int) -> None:
        super().__init__(
            model_id=note_type.id,
            name=note_type.name,
            fields=_fields(note_type),
            templates=_templates(note_type),
            css=style(),
            model_type=self.CLOZE if note_type.cloze else self.FRONT_BACK,
            sort_field_index=note_type.fields.index(note_type.sort_field),
        )
        # genanki guesses these from the front, wrongly where the front has filters only.
        self._req = [
            [ord_, "all", [note_type.fields.index(template.needs)]]
            for ord_, template in enumerate(note_type.templates)
        ]
        self._old = older.note_types.get(note_type.id) if older else None
        self._clock = clock

    def to_json(self, timestamp: float, deck_id: int) -> dict[str, Any]:
        """What genanki stores, with a `mod` of its own."""
        model: dict[str, Any] = super().to_json(timestamp, deck_id)
        old = self._old or {}
        same = without_place(model) | {"mod": 0} == old | {"mod": 0}
        return model | {"mod": modified(same, old.get("mod"), self._clock)}


def _fields(note_type: NoteType) -> list[dict[str, Any]]:
    return [
        {"name": name, "id": note_type.field_id(index)}
        for index, name in enumerate(note_type.fields)
    ]


def _templates(note_type: NoteType) -> list[dict[str, Any]]:
    return [
        {
            "name": template.name,
            "id": note_type.template_id(index),
            "qfmt": read_template(template.front),
            "afmt": read_template(template.back),
        }
        for index, template in enumerate(note_type.templates)
    ]


class _Note(genanki.Note):  # type: ignore[misc]  # as above
    """A note that says itself which cards it has, and keeps its `mod` while it says the same."""

    def __init__(
        self, content: NoteContent, model: _Model, older: Snapshot | None, clock: int
    ) -> None:
        super().__init__(
            model=model,
            fields=list(content.fields),
            tags=list(content.tags),
            guid=content.guid,
            due=content.position,
        )
        self._ords = content.note_type.cards_of(content.fields)
        self._old = older.notes.get(content.guid) if older else None
        self._clock = clock

    @property
    def cards(self) -> list[genanki.Card]:
        """The cards, by our own rule: genanki drops those whose fronts have filters only."""
        return [genanki.Card(ord_) for ord_ in self._ords]

    def write_to_db(
        self, cursor: sqlite3.Cursor, timestamp: float, deck_id: int, id_gen: Iterator[int]
    ) -> None:
        """Store the note with a `mod` of its own."""
        old = self._old
        same = old is not None and (old.note_type, old.fields, old.tags) == (
            self.model.model_id,
            self._format_fields(),
            self._format_tags(),
        )
        mod = modified(same, old.mod if old else None, self._clock)
        super().write_to_db(cursor, mod, deck_id, id_gen)


def collection(
    notes: Sequence[NoteContent], decks: Mapping[str, str], older: Snapshot | None, clock: int
) -> bytes:
    """The collection database of a package that takes the place of `older` at the time `clock`.

    `decks` has the description of every deck by its name.
    """
    package = genanki.Package(list(_decks(notes, decks, older, clock)))
    # Not `Package.write_to_file`, which leaves its database behind in the temporary folder: in
    # memory no disk can be full, and Ctrl-C leaves nothing.
    with closing(sqlite3.connect(":memory:")) as connection:
        package.write_to_db(connection.cursor(), clock, itertools.count(clock * 1000))
        connection.commit()
        return connection.serialize()


def _decks(
    notes: Sequence[NoteContent], described: Mapping[str, str], older: Snapshot | None, clock: int
) -> Iterator[genanki.Deck]:
    # A deck without notes of its own is there for its description, if decks inside it have some.
    wanted = {above for deck in {note.deck for note in notes} for above in _and_above(deck)}
    decks = {
        name: genanki.Deck(_deck_id(name), name, about)
        for name, about in described.items()
        if name in wanted
    }
    models = {kind.id: _Model(kind, older, clock) for kind in (VOCABULARY, FACT)}
    for note in notes:
        decks[note.deck].add_note(_Note(note, models[note.note_type.id], older, clock))
    yield from decks.values()


def _and_above(deck: str) -> Iterator[str]:
    """The name of a deck and of those that it is in."""
    return itertools.accumulate(deck.split("::"), lambda above, name: f"{above}::{name}")


def described(lesson: Lesson) -> dict[str, str]:
    """The decks of a lesson with their description: the one above the others first."""
    root = deck_root(lesson)
    names = (root, *(f"{root}::{kind.deck}" for kind in (VOCABULARY, FACT)))
    return dict.fromkeys(names, description(lesson))


def _deck_id(name: str) -> int:
    """A number for the package only: Anki matches decks by name."""
    return (1 << 30) + int.from_bytes(hashlib.sha256(name.encode()).digest()[:4], "big") % (1 << 30)


def sounds_of(notes: Sequence[NoteContent], media: Mapping[str, bytes]) -> dict[str, bytes]:
    """The media that the notes play, by name, in order."""
    named = {name for note in notes for field in note.fields for name in SOUND.findall(field)}
    return {name: media[name] for name in sorted(named) if name in media}


def zipped(content: bytes, media: Mapping[str, bytes]) -> bytes:
    """The package around a collection and its media, the same bytes for the same contents."""
    numbered = {str(number): name for number, name in enumerate(media)}
    files = [(COLLECTION, content), ("media", json.dumps(numbered).encode())]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, data in (*files, *zip(numbered, media.values(), strict=True)):
            entry = zipfile.ZipInfo(name, _ZIP_DATE)
            entry.compress_type, entry.create_system, entry.external_attr = 8, 3, 0o644 << 16
            package.writestr(entry, data, compresslevel=9)
    return buffer.getvalue()


def description(lesson: Lesson) -> str:
    """What Anki shows above the deck: where it all comes from and how far to trust it."""
    article = lesson.article
    lines = (
        " · ".join(part for part in (article.title_en or article.title, article.source) if part),
        "Dates and figures are what the article states; they are its own and unverified.",
        _about_translation(article),
        f"Dictionary: {lesson.dictionary}" if lesson.dictionary else "",
        "Made with quizgen.",
    )
    return "<br>".join(text(line) for line in lines if line)


def _about_translation(article: Article) -> str:
    return {
        "machine": "The English is a machine translation and unchecked.",
        "human": "The English was translated by people.",
        "unknown": "Who or what translated the English is not known.",
        "none": "No translation: meanings are the dictionary’s, unconfirmed by this article.",
    }[article.translation]
