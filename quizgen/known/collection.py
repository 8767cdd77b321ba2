"""The words of an Anki collection, each with how long its cards have been spaced.

A database by itself is no text to trust: only plain tables are read, so that nothing in it runs.
"""

from __future__ import annotations

import html
import itertools
import json
import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from quizgen.errors import DataError
from quizgen.known import Entry
from quizgen.known.cells import pinyin_column, word_column, words_of
from quizgen.known.pinyin import numbered, reading_of
from quizgen.writers.anki.note_types import FACT, VOCABULARY

_SAMPLE = 500  # notes of a type by which its fields are judged
_FIELD = 2000  # characters of a field that are looked at
_BIGGEST = 20_000_000  # bytes of one note
_MOST_FIELDS = 100  # of a note that are looked at
_STEPS = 2_000  # millions of SQLite's instructions; a million notes take 50
_BREAK = re.compile(r"<(?:br|/?div|/?p|/?li)\b[^<>]*>", re.IGNORECASE)
_RUBY = re.compile(r"<r[tp]\b[^<>]*>[^<>]*</r[tp]>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_SOUND = re.compile(r"\[sound:[^\[\]]*\]")
_FURIGANA = re.compile(r"\[[^\[\]]*\]| +")  # 标[biāo] 兵[bīng]: 标兵
_NOTES = """
    SELECT notes.mid, CAST(notes.flds AS TEXT),
        MAX(CASE WHEN cards.queue <> -1 THEN CAST(cards.ivl AS INTEGER) ELSE 0 END),
        MAX(CAST(cards.reps AS INTEGER))
    FROM notes LEFT JOIN cards ON cards.nid = notes.id GROUP BY notes.id LIMIT 1000000
"""  # -1: suspended

_FIELDS = "SELECT mid, CAST(flds AS TEXT) FROM notes LIMIT 1000000"


@dataclass(frozen=True, slots=True)
class NoteWords:
    """The words of a note, the longest interval of its cards in days, and if it was ever studied.

    `field` says where a note type that isn't quizgen's own has its words: "Hanzi of 'HSK Deck'".
    """

    entries: tuple[Entry, ...]
    interval: int
    studied: bool
    field: str


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where a note type has the word and its pinyin (-1: nowhere); `own`: it is quizgen's."""

    word: int
    pinyin: int
    field: str
    own: bool = False


def read_notes(path: Path, database: Path) -> list[NoteWords]:
    """The notes with words in a copy of a collection; `path` is what errors name.

    Raises `DataError` if it is no collection of Anki's.
    """
    try:
        with closing(sqlite3.connect(database)) as connection:
            _prepare(connection)
            return list(_notes(connection, _tables(path, connection)))
    except (sqlite3.Error, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        problem = "the collection is damaged; in Anki, try Tools > Check Database"
        raise DataError(f"{path}: {problem}") from None


def _prepare(connection: sqlite3.Connection) -> None:
    connection.text_factory = lambda data: data.decode("utf-8", "replace")
    connection.create_collation("unicase", _compare)  # Anki's own, for names
    steps = itertools.count()
    connection.set_progress_handler(lambda: next(steps) > _STEPS, 1_000_000)
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _BIGGEST)
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA query_only = ON")


def _compare(a: str, b: str) -> int:
    return (a.casefold() > b.casefold()) - (a.casefold() < b.casefold())


def _tables(path: Path, connection: sqlite3.Connection) -> frozenset[str]:
    """The names of the plain tables. Raises `DataError` if they aren't a collection's."""
    made = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'")
    plain = re.compile(r"CREATE\s+TABLE\b(?!.*\bGENERATED\b|.*\bAS\s*\()", re.I | re.S)
    tables = frozenset(name for name, sql in made if sql and plain.match(sql))
    if not tables >= {"col", "notes", "cards"}:
        problem = "this database is no Anki collection; give a collection.anki2 or an export"
        raise DataError(f"{path}: {problem}")
    return tables


def _notes(connection: sqlite3.Connection, tables: frozenset[str]) -> Iterator[NoteWords]:
    columns = dict(_columns(connection, tables))
    for kind, fields, interval, reps in connection.execute(_NOTES):
        if kind in columns and fields:
            at = columns[kind]
            yield NoteWords(_entries(at, fields), interval or 0, bool(reps), at.field)


def _entries(at: _Columns, fields: str) -> tuple[Entry, ...]:
    row = _split(fields)
    row += [""] * (max(at.word, at.pinyin) + 1 - len(row))
    words, said = words_of(_plain(row[at.word])), _plain(row[at.pinyin]) if at.pinyin >= 0 else ""
    return tuple((word, (numbered if at.own else reading_of)(word, said)) for word in words)


def _split(fields: str) -> list[str]:
    """The fields of a note."""
    return fields.split("\x1f", _MOST_FIELDS)[:_MOST_FIELDS]


def _columns(
    connection: sqlite3.Connection, tables: frozenset[str]
) -> Iterator[tuple[int, _Columns]]:
    """The note types that teach words, and where."""
    samples: dict[int, list[list[str]]] = {}
    for kind, fields in connection.execute(_FIELDS):
        sample = samples.setdefault(kind, [])
        if fields and len(sample) < _SAMPLE:
            sample.append([_plain(field) for field in _split(fields)])
    for kind, (name, fields) in _note_types(connection, tables).items():
        found = _column(kind, name, fields, samples.get(kind, []))
        if found:
            yield kind, found


def _column(
    kind: int, name: str, fields: Sequence[str], sample: Sequence[Sequence[str]]
) -> _Columns | None:
    if kind == FACT.id or name.startswith(FACT.name):
        return None
    if name.startswith(VOCABULARY.name) and {"Hanzi", "PinyinNumbers"} <= set(fields):
        return _Columns(fields.index("Hanzi"), fields.index("PinyinNumbers"), "", own=True)
    word = word_column(sample, fields)
    if word is None:
        return None
    named = fields[word] if word < len(fields) else f"field {word + 1}"
    pinyin = pinyin_column(sample, word)
    return _Columns(word, -1 if pinyin is None else pinyin, f"{named} of {name!r}")


def _note_types(
    connection: sqlite3.Connection, tables: frozenset[str]
) -> Mapping[int, tuple[str, list[str]]]:
    """The names of all note types with those of their fields: of either schema."""
    if {"notetypes", "fields"} <= tables:
        fields: dict[int, list[str]] = {}
        for kind, name in connection.execute("SELECT ntid, name FROM fields ORDER BY ntid, ord"):
            fields.setdefault(kind, []).append(str(name))
        types = connection.execute("SELECT id, name FROM notetypes")
        return {kind: (str(name), fields.get(kind, [])) for kind, name in types}
    (models,) = connection.execute("SELECT models FROM col").fetchone()
    return {
        int(kind): (str(model["name"]), [str(field["name"]) for field in model["flds"]])
        for kind, model in json.loads(models).items()
    }


def _plain(field: str) -> str:
    """A field without its HTML, sounds and the reading over its characters."""
    text = _TAG.sub("", _RUBY.sub("", _BREAK.sub("\n", field[:_FIELD])))
    text = _SOUND.sub("", html.unescape(text))
    return (_FURIGANA.sub("", text) if "[" in text else text).strip()
