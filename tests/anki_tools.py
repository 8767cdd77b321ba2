"""The real Anki as a judge of packages: import, render, and say what is wrong with a deck."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from anki.collection import (  # before anki.cards, which can't be imported first (26.9.3)
    Collection,
    ImportAnkiPackageOptions,
    ImportAnkiPackageRequest,
)
from anki.import_export_pb2 import ImportAnkiPackageUpdateCondition as Update
from anki.sound import SoundOrVideoTag

if TYPE_CHECKING:
    from anki.cards import Card

# What Anki's own pages put in place of a sound; aqt/sound.py.
_PLAY = (
    '<a class="replay-button soundLink" href="#"><svg class="playImage" viewBox="0 0 64 64">'
    '<circle cx="32" cy="32" r="29"></circle>'
    '<path d="M56.502,32.301l-37.502,20.101l0.329,-40.804l37.173,20.703Z"></path></svg></a>'
)


@contextmanager
def new_collection(folder: Path) -> Iterator[Collection]:
    """An empty collection of Anki's in a folder; closed at the end."""
    folder.mkdir(parents=True, exist_ok=True)
    collection = Collection(str(folder / "collection.anki2"))
    try:
        yield collection
    finally:
        collection.close()


def import_into(collection: Collection, package: Path, always: bool = False) -> dict[str, int]:
    """Import with Anki's default options (or "always update"): what became of how many notes."""
    when = Update.IMPORT_ANKI_PACKAGE_UPDATE_CONDITION_IF_NEWER
    if always:
        when = Update.IMPORT_ANKI_PACKAGE_UPDATE_CONDITION_ALWAYS
    options = ImportAnkiPackageOptions(
        merge_notetypes=False,
        update_notes=when,
        update_notetypes=when,
        with_scheduling=False,
        with_deck_configs=False,
    )
    request = ImportAnkiPackageRequest(package_path=str(package), options=options)
    log = collection.import_anki_package(request).log
    collection.models._clear_cache()  # as Anki's window does after an import
    kinds = ("new", "updated", "duplicate", "conflicting", "missing_notetype", "missing_deck")
    return {kind: len(getattr(log, kind)) for kind in kinds if len(getattr(log, kind))}


@contextmanager
def import_package(package: Path, folder: Path) -> Iterator[Collection]:
    """A fresh collection with the package imported."""
    with new_collection(folder) as collection:
        import_into(collection, package)
        yield collection


def cards(collection: Collection) -> list[Card]:
    """All cards, in the order of their positions."""
    found = [collection.get_card(card) for card in collection.find_cards("")]
    return sorted(found, key=lambda card: (card.due, card.ord))


def find_card(collection: Collection, hanzi: str, ord_: int = 0) -> Card:
    """The card of a word, or of the fact whose Key has these characters."""
    return next(
        card
        for card in cards(collection)
        if card.ord == ord_ and hanzi in (card.note().fields[0].split("|")[:2])
    )


def shown(html: str) -> str:
    """What a reader sees of rendered HTML: no tags, no style sheet."""
    without_style = re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL)
    return re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", without_style))


def problems(collection: Collection) -> list[str]:
    """Everything that is wrong with the cards of a collection, in words; good ones have nothing."""
    found = [problem for card in cards(collection) for problem in _card_problems(card)]
    media = collection.media.check()
    found += [f"missing media: {name}" for name in media.missing]
    before = collection.card_count()
    collection.fix_integrity()
    if collection.card_count() != before:
        found.append(f"{before} cards, {collection.card_count()} after fix_integrity()")
    # Anki fills a blank front with a message of its own, so its list of empty cards is asked.
    for note in collection.get_empty_cards().notes:
        found.append(f"blank front: {collection.get_note(note.note_id).fields[0]}")
    return found


def _card_problems(card: Card) -> Iterator[str]:
    output = card.render_output(reload=True)
    where = f"{card.note().fields[0]} / {card.template()['name']}"
    for side, html in (("front", output.question_text), ("back", output.answer_text)):
        if not shown(html):
            yield f"{where}: blank {side}"
        if "{{" in html or "}}" in html or "{{" in output.css:
            yield f"{where}: unrendered braces on the {side}"
        if re.search(r"\[(sound:|latex|\$|anki:tts)", html):
            yield f"{where}: a command of Anki's on the {side}"
    for sound in [*output.question_av_tags, *output.answer_av_tags]:
        if isinstance(sound, SoundOrVideoTag) and not _in_media(card, sound.filename):
            yield f"{where}: missing media: {sound.filename}"
    if output.answer_text == output.question_text:
        yield f"{where}: the back is the front"


def _in_media(card: Card, name: str) -> bool:
    return (Path(card.col.media.dir()) / name).is_file()


def check_deck(package: Path, folder: Path) -> list[str]:
    """What is wrong with a package: imported twice and rendered by the real Anki."""
    with new_collection(folder) as collection:
        first = import_into(collection, package)
        found = [f"first import: {first}"] if set(first) != {"new"} else []
        before = content(collection)
        second = import_into(collection, package)
        if before != content(collection) or "updated" in second or "new" in second:
            found.append(f"a second import changed something: {second}")
        return found + problems(collection)


def content(collection: Collection) -> dict[str, Any]:
    """What a learner could notice having changed: notes, cards, note types, decks."""
    database = collection.db
    assert database is not None
    return {
        "notes": database.all("select guid, mid, mod, tags, flds from notes order by guid"),
        "cards": database.all("select nid, ord, did, due, queue from cards order by nid, ord"),
        "types": {m["name"]: (m["css"], m["tmpls"], m["flds"]) for m in collection.models.all()},
        "decks": sorted(deck.name for deck in collection.decks.all_names_and_ids()),
    }


def page(card: Card, side: str, night: bool = False) -> str:
    """A side of a card as an HTML page like the ones of Anki's reviewer, at phone width."""
    output = card.render_output(reload=True)
    html = output.question_text if side == "question" else output.answer_text
    html = re.sub(r"\[anki:play:[qa]:\d+\]", _PLAY, html)
    body = "card card1" + (" nightMode night_mode" if night else "")
    root = ' class="night-mode"' if night else ""
    return (
        f"<!doctype html><html{root}><head><meta charset='utf-8'>"
        "<meta name='viewport' content='width=device-width, initial-scale=1'>"
        f"<style>* {{ box-sizing: border-box }}\n{output.css}</style></head>"
        f"<body class='{body}'><div id='qa'>{html}</div></body></html>"
    )
