"""The two note types: names, ids, fields and templates, frozen from the first release.

Anki takes a renamed or moved field for another note type ("Quizgen Vocabulary+") and leaves a
learner's notes behind. So nothing here is ever renamed, moved or removed: new contents go into
the spare fields and the spare templates. A test pins every name and number.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

_TEMPLATES = files("quizgen.writers.anki") / "templates"


@dataclass(frozen=True, slots=True)
class Template:
    """A card template: made for a note when the field `needs` is filled."""

    name: str
    needs: str
    front: str
    back: str


@dataclass(frozen=True, slots=True)
class NoteType:
    """A note type; `deck` is the last part of the name of the deck its cards go to."""

    id: int
    name: str
    deck: str
    fields: tuple[str, ...]
    sort_field: str
    templates: tuple[Template, ...]
    cloze: bool = False

    def in_order(self, values: Mapping[str, str]) -> tuple[str, ...]:
        """One value a field, empty where there is none. A name that is no field is a bug."""
        unknown = values.keys() - set(self.fields)
        if unknown:
            raise KeyError(f"{self.name} has no field {', '.join(sorted(unknown))}")
        return tuple(values.get(field, "") for field in self.fields)

    def cards_of(self, values: tuple[str, ...]) -> list[int]:
        """Which templates make a card of these fields, as numbers from 0."""
        filled = {name for name, value in zip(self.fields, values, strict=True) if value}
        return [ord_ for ord_, template in enumerate(self.templates) if template.needs in filled]

    def field_id(self, index: int) -> int:
        """Anki knows a field by this number even when it has been renamed."""
        return self.id * 1000 + index + 1

    def template_id(self, index: int) -> int:
        """The same for a template."""
        return self.id * 1000 + 501 + index


def read_template(name: str) -> str:
    """A file of `templates/`, as Anki gets it."""
    return (_TEMPLATES / name).read_text(encoding="utf-8").strip()


def style() -> str:
    """The style sheet, the same for both note types."""
    return read_template("style.css")


VOCABULARY = NoteType(
    id=1_395_912_241,
    name="Quizgen Vocabulary",
    deck="Vocabulary",
    fields=(
        "Key",
        "Hanzi",
        "Traditional",
        "Pinyin",
        "PinyinNumbers",
        "Ruby",
        "Meaning",
        "OtherMeanings",
        "PartOfSpeech",
        "MeasureWords",
        "Level",
        "Label",
        "Note",
        "Clause",
        "ClauseRuby",
        "ClauseBlank",
        "ClauseTranslation",
        "Sentence",
        "SentenceRuby",
        "SentenceTranslation",
        "MoreSentences",
        "RelatedWords",
        "Source",
        "Hint",
        "Audio",
        "ClauseAudio",
        "MakeProduction",
        "MakeListening",
        "MakeCloze",
        "OtherArticles",  # was Spare1: Anki goes by the field's id
        "Revision",  # was Spare2
        "Spare3",
        "Spare4",
    ),
    sort_field="Hanzi",
    templates=(
        Template("Recognition", "Hanzi", "recognition.html", "word_back.html"),
        Template("Production", "MakeProduction", "production.html", "word_back.html"),
        Template("Listening", "MakeListening", "listening.html", "word_back.html"),
        Template("Sentence", "MakeCloze", "sentence.html", "word_back.html"),
        Template("SpareA", "Spare3", "spare_a.html", "word_back.html"),
        Template("SpareB", "Spare4", "spare_b.html", "word_back.html"),
    ),
)

FACT = NoteType(
    id=1_395_912_242,
    name="Quizgen Fact",
    deck="Facts",
    fields=(
        "Key",
        "Text",
        "Sentence",
        "SentenceRuby",
        "Translation",
        "Answer",
        "Kind",
        "Note",
        "Source",
        "Audio",
        "Revision",  # was Spare1
        "Spare2",
        "Spare3",
        "Spare4",
    ),
    sort_field="Text",
    templates=(Template("Fact", "Text", "fact.html", "fact_back.html"),),
    cloze=True,
)

NOTE_TYPES = (VOCABULARY, FACT)


@dataclass(frozen=True, slots=True)
class NoteContent:
    """One note: `fields` in the order of its note type, as HTML; `position` counts from 1."""

    note_type: NoteType
    guid: str
    fields: tuple[str, ...]
    tags: tuple[str, ...]
    deck: str
    position: int
