"""Which notes Anki needs: those it hasn't, and those that say something new."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass, replace

from quizgen.wording import UNPRINTED
from quizgen.writers.anki.markup import composed
from quizgen.writers.anki.note_types import VOCABULARY, NoteContent
from quizgen.writers.anki.revision import is_owned

UNFINISHED = "unfinished"  # the Revision of a note until its cards are in their deck


@dataclass(frozen=True, slots=True)
class Plan:
    """Notes by what is to be done. But for the new ones, `guid` is the note's number in Anki.

    `unfinished` were added by a push that broke off; `same` are left alone.
    """

    new: tuple[NoteContent, ...]
    unfinished: tuple[NoteContent, ...]
    changed: tuple[NoteContent, ...]
    same: tuple[NoteContent, ...]


def make_plan(notes: Sequence[NoteContent], held: Sequence[NoteContent]) -> Plan:
    """What to do with `notes`, where Anki has `held`.

    A note is the one in Anki whose number is its `guid`, else the one with its Key. It is left
    alone if Anki's has its Revision: whatever differs then is the learner's own edit.
    """
    by_number = {note.guid: note for note in held}
    by_key = {key_of(note): note for note in held}
    plan: dict[str, list[NoteContent]] = {"new": [], "unfinished": [], "changed": [], "same": []}
    for note in notes:
        old = by_number.get(note.guid) or by_key.get(key_of(note))
        known = replace(note, guid=old.guid) if old else note
        plan[_state(note, old)].append(known)
    return Plan(**{state: tuple(found) for state, found in plan.items()})


def fallen_out(
    notes: Sequence[NoteContent], held: Sequence[NoteContent], articles: Sequence[str]
) -> dict[str, list[str]]:
    """What Anki has of these articles (stems) and `notes` hasn't: names of notes, by article."""
    numbers, keys = {note.guid for note in notes}, {key_of(note) for note in notes}
    gone = [note for note in held if note.guid not in numbers and key_of(note) not in keys]
    named = ((one, [name_of(note) for note in gone if is_owned(note, one)]) for one in articles)
    return {article: names for article, names in named if names}


def _state(note: NoteContent, old: NoteContent | None) -> str:
    if old is None:
        return "new"
    if revision(old) == UNFINISHED:
        return "unfinished"
    return "same" if revision(old) == revision(note) else "changed"


def revision(note: NoteContent) -> str:
    """The field Revision; empty in a note of the first decks, so that it counts as changed."""
    return note.fields[note.note_type.fields.index("Revision")]


def with_revision(note: NoteContent, text: str) -> NoteContent:
    """The note with another Revision."""
    values = dict(zip(note.note_type.fields, note.fields, strict=True)) | {"Revision": text}
    return replace(note, fields=note.note_type.in_order(values))


def name_of(note: NoteContent) -> str:
    """The word of a note, or the answer of a fact's, for people."""
    parts = note.fields[0].split("|")[:2]  # a word's Key begins with the word, a fact's with a date
    name = html.unescape(parts[0] if note.note_type is VOCABULARY else parts[-1])
    return UNPRINTED.sub("", name)


def key_of(note: NoteContent) -> tuple[str, str]:
    """What a note is known by in Anki, where it has got another number than its GUID."""
    return note.note_type.name, composed(note.fields[0])
