"""What is otherwise in a deck than in the one that it takes the place of, for the summary."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence

from quizgen.wording import counted, few
from quizgen.writers.anki.note_types import VOCABULARY, NoteContent
from quizgen.writers.anki.older import Snapshot

_NAMED = 8  # notes named before "…"
_DATE = re.compile(r"\d{4}-\d\d-\d\d|")


def detail(notes: Sequence[NoteContent], new: Snapshot, older: Snapshot | None, remark: str) -> str:
    """A line for the summary: what is in the deck, and what is otherwise than in the older one."""
    words = sum(note.note_type is VOCABULARY for note in notes)
    parts = [", ".join((counted(words, "word"), counted(len(notes) - words, "fact")))]
    if older:
        parts += _differences(new, older)
    return "; ".join([*parts, *([remark] if remark else [])])


def _differences(new: Snapshot, older: Snapshot) -> list[str]:
    counts = {
        "new": len(new.notes.keys() - older.notes.keys()),
        "changed": sum(
            old != new.notes[guid] for guid, old in older.notes.items() if guid in new.notes
        ),
        "gone": len(older.notes.keys() - new.notes.keys()),
    }
    found = [f"{count} {what}" for what, count in counts.items() if count]
    if counts["gone"]:
        found[-1] += f" ({_gone(new, older)})"
    return [*found, *_stays_in_anki(new, older)]


def _stays_in_anki(new: Snapshot, older: Snapshot) -> Iterator[str]:
    """What an import doesn't undo: cards of another kind, and where cards lie."""
    before = {(guid, ord_) for guid, ord_, _, _ in older.cards if guid in new.notes}
    after = {(guid, ord_): deck for guid, ord_, _, deck in new.cards}
    if gone := len(before - after.keys()):
        yield (
            f"{counted(gone, 'card')} without a front in Anki now, where another --cards had made "
            "them (Tools > Empty Cards)"
        )
    places = {(guid, ord_): deck for guid, ord_, _, deck in older.cards}
    if any(places[card] != after[card] for card in before & after.keys()):
        yield "another deck's name: in Anki, cards stay in the deck where they are"


def _gone(new: Snapshot, older: Snapshot) -> str:
    """The words and answers that fell out; their notes stay in Anki."""
    keys = [
        note.fields.split("\x1f")[0] for guid, note in older.notes.items() if guid not in new.notes
    ]
    # A word's Key begins with the word, a fact's with a date.
    names = [next((p for p in key.split("|") if not _DATE.fullmatch(p)), key) for key in keys]
    return few([html.unescape(name) for name in names], _NAMED)
