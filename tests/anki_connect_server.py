"""AnkiConnect as its documentation has it, on a real collection of Anki's.

Written from the documented protocol (API version 6), not from what quizgen sends, and as strict as
the add-on: an unknown action, parameter, note type, deck or note is an error in its own words. The
attributes of `AnkiConnect` are what differs between versions, configurations and bad days.
"""

from __future__ import annotations

import base64
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

from anki.collection import Collection  # before anki.notes, which can't be imported first
from anki.consts import MODEL_CLOZE
from anki.errors import NotFoundError
from anki.notes import Note

Json = dict[str, Any]
WRITES = frozenset(
    (
        "addNotes changeDeck createDeck createModel modelFieldRename storeMediaFile"
        " updateModelStyling updateModelTemplates updateNote updateNoteFields updateNoteTags"
    ).split()
)
READS = frozenset(
    (
        "deckNames deckNamesAndIds findNotes getDecks modelFieldNames modelNames modelNamesAndIds"
        " modelStyling modelTemplates multi notesInfo requestPermission version"
    ).split()
)


@dataclass
class AnkiConnect:
    """The add-on's actions, with its names of parameters, and its errors.

    `key` is the `apiKey` of the config. `trusts` is whether it allows a caller to do anything.
    `into_default`: new cards go where the note type's last ones went, and not where the request
    says. `null_for_refused`: a note that can't be added is null in the result, as it once was.
    `cut_at` breaks the connection off at the request of this number, counted from 0: before it is
    carried out, or with `cut_after` behind that. `forgets` is a field that updates leave as it was,
    `stuck` makes `changeDeck` do nothing, `odd` has results to give instead. `asked` has the action
    of each request, `done` all actions that were carried out.
    """

    collection: Collection
    key: str | None = None
    version_: int = 6
    trusts: bool = True
    profile: bool = True
    lacks: frozenset[str] = frozenset()
    into_default: bool = False
    null_for_refused: bool = False
    forgets: str = ""
    stuck: bool = False
    odd: Json = field(default_factory=dict)
    cut_at: int | None = None
    cut_after: bool = False
    done: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def handle(self, request: Json) -> Any:
        """The reply to one request, also to one inside a `multi`."""
        action, version = request.get("action", ""), request.get("version", 4)
        try:
            if request.get("key") != self.key and action != "requestPermission":
                raise ValueError("valid api key must be provided")
            if action not in (READS | WRITES) - self.lacks:
                raise ValueError("unsupported action")
            result = getattr(self, action)(**request.get("params", {}))
            result = self.odd.get(action, result)
            self.done.append(action)
            return {"result": result, "error": None} if version > 4 else result
        except Exception as error:  # the add-on, too, says whatever went wrong
            return {"result": None, "error": str(error)}

    @property
    def col(self) -> Collection:
        if not self.profile:
            raise ValueError("collection is not available")
        return self.collection

    # About itself

    def version(self) -> int:
        return self.version_

    def requestPermission(self) -> Json:
        if not self.trusts:
            return {"permission": "denied"}
        return {"permission": "granted", "requireApiKey": bool(self.key), "version": self.version_}

    def multi(self, actions: list[Json]) -> list[Any]:
        return [self.handle(action) for action in actions]

    # Decks

    def deckNames(self) -> list[str]:
        return [deck.name for deck in self.col.decks.all_names_and_ids()]

    def deckNamesAndIds(self) -> dict[str, int]:
        return {deck.name: deck.id for deck in self.col.decks.all_names_and_ids()}

    def storeMediaFile(self, filename: str, data: str, deleteExisting: bool = True) -> str:
        if deleteExisting:
            self.col.media.trash_files([filename])
        return self.col.media.write_data(filename, base64.b64decode(data))

    def createDeck(self, deck: str) -> int | None:
        return self.col.decks.id(deck)

    def getDecks(self, cards: list[int]) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for card in cards:
            found.setdefault(self.col.decks.name(self._card(card).did), []).append(card)
        return found

    def changeDeck(self, cards: list[int], deck: str) -> None:
        number = self.col.decks.id(deck)
        assert number is not None
        if not self.stuck:
            self.col.set_deck(cards, number)  # type: ignore[arg-type]

    # Note types

    def modelNames(self) -> list[str]:
        return [model.name for model in self.col.models.all_names_and_ids()]

    def modelNamesAndIds(self) -> dict[str, int]:
        return {model.name: model.id for model in self.col.models.all_names_and_ids()}

    def modelFieldNames(self, modelName: str) -> list[str]:
        return [one["name"] for one in self._model(modelName)["flds"]]

    def modelTemplates(self, modelName: str) -> Json:
        templates = self._model(modelName)["tmpls"]
        return {t["name"]: {"Front": t["qfmt"], "Back": t["afmt"]} for t in templates}

    def modelStyling(self, modelName: str) -> Json:
        return {"css": self._model(modelName)["css"]}

    def createModel(
        self,
        modelName: str,
        inOrderFields: list[str],
        cardTemplates: list[Json],
        css: str | None = None,
        isCloze: bool = False,
    ) -> Json:
        if not inOrderFields:
            raise ValueError("Must provide at least one field for inOrderFields")
        if not cardTemplates:
            raise ValueError("Must provide at least one card for cardTemplates")
        if modelName in self.modelNames():
            raise ValueError("Model name already exists")
        models = self.col.models
        model = models.new(modelName)
        if isCloze:
            model["type"] = MODEL_CLOZE
        for name in inOrderFields:
            models.add_field(model, models.new_field(name))
        if css is not None:
            model["css"] = css
        for number, card in enumerate(cardTemplates, start=1):
            template = models.new_template(card.get("Name", f"Card {number}"))
            template["qfmt"], template["afmt"] = card["Front"], card["Back"]
            models.add_template(model, template)
        models.add(model)
        return model

    def updateModelTemplates(self, model: Json) -> None:
        held = self._model(model["name"])
        for template in held["tmpls"]:
            sides = model["templates"].get(template["name"], {})
            template["qfmt"] = sides.get("Front") or template["qfmt"]
            template["afmt"] = sides.get("Back") or template["afmt"]
        self.col.models.update_dict(held)

    def updateModelStyling(self, model: Json) -> None:
        held = self._model(model["name"])
        held["css"] = model["css"]
        self.col.models.update_dict(held)

    def modelFieldRename(
        self,
        modelName: str,
        oldFieldName: str,
        newFieldName: str,
    ) -> None:
        model = self._model(modelName)
        found = [one for one in model["flds"] if one["name"] == oldFieldName]
        if not found:
            raise ValueError(f"field was not found in {modelName}: {oldFieldName}")
        self.col.models.rename_field(model, found[0], newFieldName)
        self.col.models.update_dict(model)

    # Notes

    def findNotes(self, query: str | None = None) -> list[int]:
        return [] if query is None else list(map(int, self.col.find_notes(query)))

    def notesInfo(self, notes: list[int]) -> list[Json]:
        return [self._info(number) for number in notes]

    def _info(self, number: int) -> Json:
        try:
            note = self._note(number)
        except NotFoundError:
            return {}
        model = note.note_type()
        assert model
        return {
            "noteId": note.id,
            "profile": "User 1",
            "tags": note.tags,
            "fields": {
                one["name"]: {"value": note.fields[one["ord"]], "order": one["ord"]}
                for one in model["flds"]
            },
            "modelName": model["name"],
            "mod": note.mod,
            "cards": list(note.card_ids()),
        }

    def addNotes(self, notes: list[Json]) -> list[int | None]:
        added: list[int | None] = []
        errors = []
        for note in notes:
            try:
                added.append(self._add(note))
            except Exception as error:
                errors.append(str(error))
                added.append(None)
        if errors and not self.null_for_refused:
            self.col.remove_notes([number for number in added if number])  # type: ignore[misc]
            raise ValueError(str(errors))
        return added

    def _add(self, sent: Json) -> int:
        model, deck = self._model(sent["modelName"]), self.col.decks.by_name(sent["deckName"])
        if deck is None:
            raise ValueError(f"deck was not found: {sent['deckName']}")
        note = Note(self.col, model)
        note.tags = sent.get("tags", [])
        self._fill(note, sent["fields"])
        options = sent.get("options", {})
        if not isinstance(options.get("allowDuplicate", False), bool):
            raise ValueError('option parameter "allowDuplicate" must be boolean')
        state = note.fields_check()
        if state == 1:
            raise ValueError("cannot create note because it is empty")
        if state == 2 and not options.get("allowDuplicate", False):
            raise ValueError("cannot create note because it is a duplicate")
        self.col.add_note(note, 1 if self.into_default else deck["id"])  # type: ignore[arg-type]
        if not note.cards():
            raise ValueError(
                "The field values you have provided would make an empty question on all cards."
            )
        return note.id

    def updateNote(self, note: Json) -> None:
        if not {"fields", "tags"} & note.keys():
            raise ValueError('Must provide a "fields" or "tags" property.')
        if "fields" in note:
            self.updateNoteFields({"id": note["id"], "fields": note["fields"]})
        if "tags" in note:
            self.updateNoteTags(note["id"], note["tags"])

    def updateNoteFields(self, note: Json) -> None:
        held = self._note(note["id"])
        for name, value in note["fields"].items():
            if name in held and name != self.forgets:
                held[name] = _text(value)
        self.col.update_note(held, skip_undo_entry=True)

    def updateNoteTags(self, note: int, tags: list[str] | str) -> None:
        wanted = [tags] if isinstance(tags, str) else tags
        if not all(isinstance(tag, str) for tag in wanted):
            raise ValueError("Must provide tags as a list of strings")
        held = self._note(note)
        self.col.tags.bulk_remove([held.id], " ".join(held.tags))
        self.col.tags.bulk_add([held.id], " ".join(wanted))

    def _fill(self, note: Note, fields: dict[str, str]) -> None:
        for name, value in fields.items():
            for known in note.keys():  # noqa: SIM118  # a note is no mapping
                if known.lower() == name.lower():
                    note[known] = _text(value)

    def _model(self, name: str) -> Json:
        model = self.col.models.by_name(name)
        if model is None:
            raise ValueError(f"model was not found: {name}")
        return model

    def _note(self, number: int) -> Note:
        return self.col.get_note(number)  # type: ignore[arg-type]

    def _card(self, number: int) -> Any:
        return self.col.get_card(number)  # type: ignore[arg-type]


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"expected string, got {type(value).__name__}")
    return value


@contextmanager
def serve(addon: AnkiConnect) -> Iterator[str]:
    """The add-on at a free port of this machine; gives its URL."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            cut = len(addon.asked) == addon.cut_at
            if cut and not addon.cut_after:
                return  # closes the connection
            status, reply = _reply(addon, body, self.headers["Origin"])
            if not cut:
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(reply)))
                self.end_headers()
                self.wfile.write(reply)

        def log_message(self, format: str, *args: object) -> None:
            pass

    with serving(Handler) as url:
        yield url


@contextmanager
def serving(handler: type[BaseHTTPRequestHandler]) -> Iterator[str]:
    """A server at a free port of this machine, one request at a time; gives its URL."""
    server = HTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _reply(addon: AnkiConnect, body: bytes, origin: str | None) -> tuple[int, bytes]:
    if not body:
        return 200, b"AnkiConnect v.6"
    try:
        request = json.loads(body.decode())
        if not isinstance(request, dict) or not isinstance(request.get("action"), str):
            raise TypeError("'action' is a required property")
        if not isinstance(request.get("params", {}), dict):
            raise TypeError("params is not of type 'object'")
    except (ValueError, TypeError) as error:
        return 200, json.dumps({"result": None, "error": str(error)}).encode()
    addon.asked.append(request["action"])
    # A browser's page says where it comes from; only those that the config lists may ask.
    if origin is not None and request["action"] != "requestPermission":
        return 403, b""
    return 200, json.dumps(addon.handle(request)).encode()
