"""What people decided for good: cuts, readings, meanings, labels, names, what is never taught."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

NameKind = Literal["", "person", "place", "organisation", "none"]
Field = Literal["cut", "pinyin", "meaning", "label", "name", "teach", "note"]


@dataclass(frozen=True, slots=True)
class Correction:
    """One `[[correction]]` of a corrections.toml.

    `word` is what is corrected and `where` a piece of text that must stand in the sentence (empty:
    everywhere). `cut` are the words that `word` falls into, `pinyin` its numbered syllables,
    `meaning` and `label` what cards say, `name` what kind of name it is ("none": it is no name),
    `teach` whether it gets a card (None: as usual), `note` names a note of its own for this sense.
    `place` is where it is written ("corrections.toml:12").
    """

    word: str
    where: str = ""
    cut: tuple[str, ...] = ()
    pinyin: tuple[str, ...] = ()
    meaning: str = ""
    label: str = ""
    name: NameKind = ""
    teach: bool | None = None
    note: str = ""
    place: str = ""

    def says(self, field: Field) -> bool:
        """Whether it decides this."""
        return getattr(self, field) not in ("", (), None)


FIELDS: tuple[Field, ...] = ("cut", "pinyin", "meaning", "label", "name", "teach", "note")
Told = Mapping[Field, Correction]
"""What is decided of a word in one place, and which correction decides it."""


@dataclass(frozen=True, slots=True)
class Corrections:
    """All corrections, those that win first."""

    entries: tuple[Correction, ...] = ()

    def of(self, zh: str) -> Corrections:
        """Those that speak of something in this sentence."""
        return Corrections(tuple(c for c in self.entries if c.word in zh and c.where in zh))


NO_CORRECTIONS = Corrections()


def told(entries: Iterable[Correction], word: str) -> Told:
    """What these corrections decide of a word, each thing by the first that says something of it.

    A note of its own belongs to the meaning that it was given for.
    """
    found: dict[Field, Correction] = {}
    for correction in (one for one in entries if one.word == word):
        for field in filter(correction.says, FIELDS):
            found.setdefault(field, correction)
    if "note" in found and found["note"] is not found["meaning"]:
        del found["note"]
    return found
