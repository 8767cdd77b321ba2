"""The notes that a running Anki has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from quizgen.anki_connect.client import Client
from quizgen.anki_connect.note_types import FORMER, held_types
from quizgen.anki_connect.plan import key_of
from quizgen.writers.anki.note_types import NOTE_TYPES, NoteContent, NoteType

_AT_ONCE = 250  # notes of an answer: about 1 MB
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Info:
    """What AnkiConnect says of a note: its number, fields by name, tags, and cards' numbers."""

    id: int
    note_type: str
    fields: Mapping[str, str]
    tags: tuple[str, ...]
    cards: tuple[int, ...]


def read_notes(client: Client) -> list[NoteContent]:
    """The notes of quizgen's note types, those added first in front; of two copies the older.

    `guid` is Anki's number of the note, which no GUID can be mistaken for, and `position` is the
    same number; `tags` are quizgen's alone, `deck` is where the first card is now. Raises
    `ConnectError`.
    """
    held = held_types(client)
    found = [
        _content(kind, info, deck)
        for kind in NOTE_TYPES
        if kind.name in held
        for info, deck in _of_type(client, kind)
    ]
    found.sort(key=lambda note: note.position, reverse=True)
    older = {key_of(note): note for note in found}  # the last of one Key wins
    return sorted(older.values(), key=lambda note: note.position)


def _of_type(client: Client, kind: NoteType) -> Iterator[tuple[Info, str]]:
    for batch in batches(client.ask("findNotes", integers, query=f'"note:{kind.name}"'), _AT_ONCE):
        infos = [info for info in notes_info(client, batch) if info.note_type == kind.name]
        deck = decks_of(client, [card for info in infos for card in info.cards[:1]])
        yield from ((info, deck[info.cards[0]] if info.cards else "") for info in infos)


def notes_info(client: Client, ids: Sequence[int]) -> list[Info]:
    """What Anki knows of these notes; those it hasn't any more are left out."""
    return [
        info
        for batch in batches(ids, _AT_ONCE)
        for info in client.ask("notesInfo", _infos, notes=batch)
    ]


def _infos(found: list[dict[str, Any]]) -> list[Info]:
    """A note that isn't there is an empty object."""
    return [
        Info(
            int(one["noteId"]),
            str(one["modelName"]),
            {name: str(field["value"]) for name, field in one["fields"].items()},
            tuple(map(str, one["tags"])),
            tuple(map(int, one["cards"])),
        )
        for one in found
        if one
    ]


def decks_of(client: Client, cards: Sequence[int]) -> dict[int, str]:
    """The deck of each card."""
    return {
        card: deck
        for batch in batches(cards, _AT_ONCE)
        for deck, inside in client.ask("getDecks", _decks, cards=batch).items()
        for card in inside
    }


def _decks(found: dict[str, list[Any]]) -> dict[str, list[int]]:
    return {deck: integers(cards) for deck, cards in found.items()}


def integers(found: list[Any]) -> list[int]:
    """A list of numbers; a `TypeError` or `ValueError` if it has something else."""
    return [int(number) for number in found]


def batches(items: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    """The items in pieces of this size."""
    return (items[at : at + size] for at in range(0, len(items), size))


def is_ours(tag: str) -> bool:
    """Whether a tag is quizgen's; every other is the learner's."""
    return tag.lower() == "quizgen" or tag.lower().startswith("quizgen::")


def _content(kind: NoteType, info: Info, deck: str) -> NoteContent:
    former = FORMER[kind.name]
    values = {
        name: info.fields.get(name, info.fields.get(former.get(name, ""), ""))
        for name in kind.fields
    }
    tags = tuple(tag for tag in info.tags if is_ours(tag))
    return NoteContent(kind, str(info.id), kind.in_order(values), tags, deck, info.id)
