"""Notes into a running Anki: only what is new or changed, and read back.

A note is added in three steps: with "unfinished" for a Revision, then its cards are moved into
their deck where Anki has put them elsewhere, then it gets its Revision. So a push that broke off
is completed by the next one, whichever step it reached, and adds nothing twice.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from quizgen.anki_connect.client import Client, nothing
from quizgen.anki_connect.held import Info, batches, decks_of, is_ours, notes_info
from quizgen.anki_connect.note_types import make_ready, old_templates
from quizgen.anki_connect.plan import (
    UNFINISHED,
    Plan,
    make_plan,
    name_of,
    revision,
    with_revision,
)
from quizgen.errors import ConnectError
from quizgen.wording import counted
from quizgen.writers.anki.markup import composed
from quizgen.writers.anki.note_types import NoteContent
from quizgen.writers.anki.package import sounds_of

_AT_ONCE = 10  # notes of a request: about 40 KB, for which AnkiConnect takes about a second
_MEND = "close Anki's other windows (Browse, Edit) and try again"


@dataclass(frozen=True, slots=True)
class Pushed:
    """What a push did, or with `dry_run` what it would do: names of notes, and how many decks.

    `templates` are the note types whose templates in Anki aren't quizgen's and stayed so.
    """

    added: tuple[str, ...]
    updated: tuple[str, ...]
    unchanged: int
    decks: int
    templates: tuple[str, ...] = ()
    dry_run: bool = False

    def lines(self) -> list[str]:
        """For the summary: a line, and what else there is to know."""
        counts = f"{len(self.added)} added, {len(self.updated)} updated, {self.unchanged} unchanged"
        where = f"in {counted(self.decks, 'deck')}"
        if not self.dry_run:
            return [f"Anki: {counts}, {where}", *self._about_templates()]
        would = [f"Anki, if it weren't a dry run: {counts}, {where}"]
        would += [f"  to add: {', '.join(self.added)}"] if self.added else []
        would += [f"  to update: {', '.join(self.updated)}"] if self.updated else []
        return [*would, *self._about_templates()]

    def _about_templates(self) -> Iterator[str]:
        for name in self.templates:
            yield (
                f"  The templates of {name} in Anki aren't quizgen's (edited, or of another "
                "version) and were left so; --anki-templates replaces them"
            )


def push(
    client: Client,
    notes: Sequence[NoteContent],
    held: Sequence[NoteContent],
    media: Mapping[str, bytes] | None = None,
    dry_run: bool = False,
    templates: bool = False,
) -> Pushed:
    """Add and update in Anki what differs from `held`, which `read_notes` has read.

    Note types and decks are made where they are missing. A note that changed is replaced with the
    learner's tags kept; a card stays in the deck it was moved to. Of `media`, sounds by name, those
    are stored that a new or changed note plays. `templates`: replace edited templates as well.
    `dry_run`: write nothing. Raises `ConnectError`, also if what is read back
    isn't what was sent.
    """
    plan = make_plan(notes, held)
    kinds = list(dict.fromkeys(note.note_type for note in notes))
    if not dry_run:
        make_ready(client, kinds, templates)
        _store(client, plan, media or {})
        _carry_out(client, plan)
    return Pushed(
        tuple(map(name_of, (*plan.unfinished, *plan.new))),
        tuple(map(name_of, plan.changed)),
        len(plan.same),
        len({note.deck for note in notes}),
        () if templates else tuple(old_templates(client, kinds)),
        dry_run,
    )


def _carry_out(client: Client, plan: Plan) -> None:
    homes = _homes(client, {note.deck for note in (*plan.new, *plan.unfinished)})
    _settle(client, plan.unfinished, homes)
    _update(client, (*plan.unfinished, *plan.changed))
    added = [note for batch in batches(plan.new, _AT_ONCE) for note in _add(client, batch, homes)]
    _verify(client, (*plan.unfinished, *plan.changed, *added))


def _store(client: Client, plan: Plan, media: Mapping[str, bytes]) -> None:
    """Put the sounds of new and changed notes into Anki's media folder, before the notes."""
    notes = (*plan.new, *plan.unfinished, *plan.changed)
    for name, content in sounds_of(notes, media).items():
        data = b64encode(content).decode()
        client.ask("storeMediaFile", nothing, filename=name, data=data)


def _homes(client: Client, decks: Iterable[str]) -> dict[str, str]:
    """The decks, made where they are missing, and how Anki spells their names."""
    numbers = {deck: client.ask("createDeck", int, deck=deck) for deck in sorted(decks)}
    if not numbers:
        return {}
    named = client.ask("deckNamesAndIds", lambda all_: {int(all_[name]): name for name in all_})
    return {deck: named.get(number, deck) for deck, number in numbers.items()}


def _add(
    client: Client, notes: Sequence[NoteContent], homes: Mapping[str, str]
) -> list[NoteContent]:
    """Add notes, in their decks and with their Revision; they come back with their numbers."""
    sent = [with_revision(note, UNFINISHED) for note in notes]
    # Nothing is said of duplicates, so that Anki itself refuses a second note of one Key.
    numbers = client.ask("addNotes", _numbers, notes=[_new(note) for note in sent])
    # An older AnkiConnect adds what it can and has null for the rest; a newer one refuses all.
    refused = [note for note, number in zip(notes, numbers, strict=False) if number is None]
    if refused or len(numbers) != len(notes):
        name = name_of((refused or notes)[0])
        raise ConnectError(f"Anki didn't take the note of {name}; is there a copy of it?")
    added = [replace(note, guid=str(number)) for note, number in zip(notes, numbers, strict=True)]
    _settle(client, added, homes)
    client.ask_each("updateNoteFields", [{"note": _only_revision(note)} for note in added])
    return added


def _numbers(found: list[object]) -> list[int | None]:
    return [None if number is None else int(str(number)) for number in found]


def _new(note: NoteContent) -> dict[str, object]:
    return {
        "deckName": note.deck,
        "modelName": note.note_type.name,
        "fields": _fields(note),
        "tags": note.tags,
    }


def _only_revision(note: NoteContent) -> dict[str, object]:
    return {"id": int(note.guid), "fields": {"Revision": revision(note)}}


def _fields(note: NoteContent) -> dict[str, str]:
    return dict(zip(note.note_type.fields, note.fields, strict=True))


def _settle(client: Client, notes: Sequence[NoteContent], homes: Mapping[str, str]) -> None:
    """Move the cards of new notes that Anki has put into another deck (Default) than asked."""
    infos = _infos(client, notes)
    wanted = {card: (homes[note.deck], note) for note in notes for card in infos[note.guid].cards}
    strays = _strays(client, wanted)
    for deck, cards in strays.items():
        client.ask("changeDeck", nothing, cards=cards, deck=deck)
    for deck, cards in (_strays(client, wanted) if strays else {}).items():
        name = name_of(wanted[cards[0]][1])
        raise ConnectError(f"the card of {name} didn't go into the deck {deck}; {_MEND}")


def _strays(client: Client, wanted: Mapping[int, tuple[str, NoteContent]]) -> dict[str, list[int]]:
    """The cards that aren't in the deck where they should be, by that deck."""
    found, strays = decks_of(client, list(wanted)), dict[str, list[int]]()
    for card, (deck, _) in wanted.items():
        if found.get(card) != deck:
            strays.setdefault(deck, []).append(card)
    return strays


def _infos(client: Client, notes: Sequence[NoteContent]) -> dict[str, Info]:
    """What Anki has of these notes; all of them, or `ConnectError`."""
    found = {str(info.id): info for info in notes_info(client, [int(n.guid) for n in notes])}
    for note in notes:
        if note.guid not in found:
            raise ConnectError(f"Anki's note of {name_of(note)} is gone; {_MEND}")
    return found


def _update(client: Client, notes: Sequence[NoteContent]) -> None:
    """Replace fields and our own tags. `updateNote` sets all tags, so the learner's go along."""
    infos = _infos(client, notes)
    for note in notes:
        kept = [tag for tag in infos[note.guid].tags if not is_ours(tag)]
        sent = {"id": int(note.guid), "fields": _fields(note), "tags": [*note.tags, *kept]}
        client.ask("updateNote", nothing, note=sent)


def _verify(client: Client, notes: Sequence[NoteContent]) -> None:
    """Read the notes back. Raises `ConnectError` where Anki's isn't what was sent."""
    infos = _infos(client, notes)
    for note in notes:
        info = infos[note.guid]
        if not info.cards:
            raise ConnectError(f"Anki has no card of {name_of(note)} after all; {_MEND}")
        for field, value in _fields(note).items():
            if composed(info.fields.get(field, "")) != composed(value):
                raise ConnectError(
                    f"Anki's note of {name_of(note)} has another {field} than was sent; {_MEND}"
                )
