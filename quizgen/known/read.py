"""The words that a learner knows, from a word list, a table, or what Anki has of them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from quizgen.errors import DataError
from quizgen.known import Entry, Known, by_word, joined
from quizgen.known.collection import NoteWords, read_notes
from quizgen.known.lists import read_list
from quizgen.known.package import SQLITE, ZIP, beginning, collection_of
from quizgen.wording import counted

_ANKI = (".apkg", ".colpkg", ".anki2", ".anki21")
_FIELDS = 3  # fields of foreign note types that are named


def read_known(path: Path, interval: int = 21) -> Known:
    """The words of a text, a table, an Anki package or a collection.anki2.

    Of a collection those count that have a card, not suspended, with an interval of so many days;
    0 takes them all. Raises `DataError` for what can't be read and for what has no words.
    """
    if not _is_anki(path):
        return _known(path, read_list(path), "")
    with collection_of(path) as database:
        notes = read_notes(path, database)
    learnt = [note for note in notes if note.interval >= interval] if interval else notes
    words = [entry for note in learnt for entry in note.entries]
    if not words:
        raise DataError(f"{path}: {_nothing(notes, interval)}")
    return _known(path, words, _which(learnt, interval))


def read_all(paths: Iterable[Path], interval: int = 21) -> Known:
    """The words of all these files together; raises as `read_known` does."""
    return joined([read_known(path, interval) for path in paths])


def _is_anki(path: Path) -> bool:
    """Whether a file is Anki's by its content. Raises `DataError` if only its name is."""
    try:
        start = beginning(path) if path.is_file() else b""
    except OSError as error:
        raise DataError(f"{path}: can't be read ({error.strerror or error})") from None
    if start.startswith((ZIP, SQLITE)):
        return True
    if path.is_file() and path.suffix.lower() in _ANKI:
        raise DataError(f"{path}: this is no file of Anki's, or a damaged one; export it again")
    return False


def _known(path: Path, entries: Sequence[Entry], which: str) -> Known:
    name = os.fsencode(path.name).decode("utf-8", "replace")
    count = len({word for word, _ in entries})
    words = by_word(_in_both_scripts(entries))
    source = f"{name}: {counted(count, 'word')}{which}"
    return Known(words, (source,), dict.fromkeys(words, name))


def _in_both_scripts(entries: Sequence[Entry]) -> list[Entry]:
    """The words, and those in traditional characters in simplified ones too."""
    texts = [word for word, _ in entries]
    simplified = _converter().convert("\n".join(texts)).split("\n")
    pairs = zip(entries, simplified, strict=True)
    return [*entries, *((new, reading) for (old, reading), new in pairs if new != old)]


@cache
def _converter() -> Any:
    import opencc

    return opencc.OpenCC("tw2s")


def _which(notes: Sequence[NoteWords], interval: int) -> str:
    """Which cards were taken, and from which fields of note types that aren't quizgen's."""
    fields = list(dict.fromkeys(note.field for note in notes if note.field and note.entries))
    more = [f"{len(fields) - _FIELDS} more"] if len(fields) > _FIELDS else []
    shown = ", ".join([*fields[:_FIELDS], *more])
    days = f" with cards of {counted(interval, 'day')} or more" if interval else ""
    return f"{days} ({shown})" if shown else days


def _nothing(notes: Sequence[NoteWords], interval: int) -> str:
    """Why a collection has no word that counts, and what to do."""
    words = len({word for note in notes for word, _ in note.entries})
    longest = max((note.interval for note in notes), default=0)
    if not words:
        return "no field of its notes holds Chinese words; give a deck that teaches words"
    if not any(note.studied for note in notes):
        all_words = f"all its {words:,} words count" if words > 1 else "its word counts"
        return f"no card has been reviewed yet; with --known-interval 0 {all_words}"
    return (
        f"no card has an interval of {counted(interval, 'day')} yet (the longest is {longest}); "
        "give a smaller --known-interval, or 0 for all words"
    )
