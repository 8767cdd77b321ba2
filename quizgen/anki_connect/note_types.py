"""The two note types as a running Anki holds them: checked, made, brought up to date.

Note types are found by name, since AnkiConnect can't set their numbers. Fields are added to by
name, so those that a learner has added do no harm. Templates and styling are a learner's to
change, and nothing says who changed them: those in Anki are left alone unless it is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from quizgen.anki_connect.client import Client, nothing
from quizgen.errors import ConnectError
from quizgen.writers.anki.note_types import (
    FACT,
    NOTE_TYPES,
    VOCABULARY,
    NoteType,
    read_template,
    style,
)

# What a field was called in the first decks; a package tells Anki by the field's number.
FORMER = {
    VOCABULARY.name: {"OtherArticles": "Spare1", "Revision": "Spare2"},
    FACT.name: {"Revision": "Spare1"},
}
_Templates = dict[str, dict[str, str]]


def held_types(client: Client) -> dict[str, list[str]]:
    """The fields of those of our note types that Anki has, by the note type's name.

    Raises `ConnectError` where fields are missing: a learner has renamed or deleted them, or the
    name is another note type's.
    """
    names = client.ask("modelNames", _texts)
    held = {
        kind.name: client.ask("modelFieldNames", _texts, modelName=kind.name)
        for kind in NOTE_TYPES
        if kind.name in names
    }
    for kind in NOTE_TYPES:
        if kind.name in held:
            _check(kind, held[kind.name])
    return held


def _check(kind: NoteType, fields: list[str]) -> None:
    former = FORMER[kind.name]
    missing = [name for name in kind.fields if not {name, former.get(name, name)} & set(fields)]
    if missing:
        raise ConnectError(
            f"Anki's note type {kind.name} has no field {missing[0]}, so nothing was sent; name "
            "the field so again, or rename the note type if it isn't quizgen's"
        )


def old_templates(client: Client, kinds: Iterable[NoteType]) -> list[str]:
    """The names of the note types in Anki whose templates or styling aren't ours."""
    held = held_types(client)
    return [kind.name for kind in kinds if kind.name in held and _differs(client, kind)]


def _differs(client: Client, kind: NoteType) -> bool:
    sides = client.ask("modelTemplates", dict, modelName=kind.name)
    ours = _sides(kind)
    css = client.ask("modelStyling", lambda found: found["css"], modelName=kind.name)
    # A template that the learner added or deleted stays so.
    return bool(css != style() or any(sides[name] != ours[name] for name in sides.keys() & ours))


def make_ready(client: Client, kinds: Iterable[NoteType], templates: bool) -> None:
    """Make the note types that are missing, and rename fields that have got a name since.

    `templates`: replace templates and styling that differ from ours.
    """
    held = held_types(client)
    for kind in kinds:
        if kind.name not in held:
            _create(client, kind)
            continue
        for new, old in _renamed(kind, held[kind.name]):
            client.ask(
                "modelFieldRename", nothing, modelName=kind.name, oldFieldName=old, newFieldName=new
            )
        if templates and _differs(client, kind):
            model = {"name": kind.name, "templates": _sides(kind)}
            client.ask("updateModelTemplates", nothing, model=model)
            client.ask("updateModelStyling", nothing, model={"name": kind.name, "css": style()})


def _renamed(kind: NoteType, fields: list[str]) -> Iterator[tuple[str, str]]:
    return ((new, old) for new, old in FORMER[kind.name].items() if new not in fields)


def _create(client: Client, kind: NoteType) -> None:
    client.ask(
        "createModel",
        nothing,
        modelName=kind.name,
        inOrderFields=kind.fields,
        css=style(),
        isCloze=kind.cloze,
        cardTemplates=[{"Name": name} | sides for name, sides in _sides(kind).items()],
    )


def _sides(kind: NoteType) -> _Templates:
    return {
        template.name: {
            "Front": read_template(template.front),
            "Back": read_template(template.back),
        }
        for template in kind.templates
    }


def _texts(found: list[object]) -> list[str]:
    return [str(text) for text in found]
