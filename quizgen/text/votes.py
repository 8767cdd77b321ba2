"""What speaks for each reading of a polyphone, as features for `homographs`.

The voters: g2pM's network, CC-CEDICT's readings of our word and of the tagger's word, pypinyin (by
its phrases), our rules, the character's entries in CC-CEDICT by kind (verb, noun, surname, measure
word ...) beside the tagger's part of speech, and for characters met in the labelled sentences the
word and its neighbours. No voter is told which character it speaks about but the last.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from quizgen.text import g2pm
from quizgen.text.dictionary import Entry
from quizgen.text.lexicon import Lexicon
from quizgen.text.listed import Options, han_before, phrase, readings

_NAMES = ("PER", "LOC", "ORG", "nz", "nw")
_POINTING = re.compile(r"variant of|^(?:used in|see|old) ")
_SOUND = re.compile(r"\(.*(?:particle|onom|interj)")
_SURE, _LIKELY, _EVEN, _UNLIKELY = (math.log(share) for share in (0.98, 0.7, 0.3, 0.02))
_STEPS = [math.log(share) for share in (0.02, 0.3, 0.7, 0.9, 0.98, 0.998)]
Features = dict[str, float]


@dataclass(frozen=True, slots=True)
class Asked:
    """A character whose reading is asked: its place, its word, and the first opinions.

    `first` is what dictionary and rules say, `by` who of them; `options` are CC-CEDICT's readings
    of the word; `heard` is pypinyin's syllable; `tagged` are the tagger's words with their tags.
    """

    zh: str
    at: int
    start: int
    word: str
    tag: str
    first: str
    by: str
    options: Options
    heard: str
    tagged: Sequence[tuple[str, str]]

    @property
    def size(self) -> str:
        """The length of the word, as far as it matters."""
        return str(min(len(self.word), 4))


def features(asked: Asked, lexicon: Lexicon) -> dict[str, Features]:
    """The features of each reading that g2pM's table has for the character."""
    logs = g2pm.hear(asked.zh, asked.at)
    best = max(logs, key=lambda reading: logs[reading], default="")
    place = _place(asked)
    return {
        reading: {
            **_numbers(log),
            **dict.fromkeys(_votes(asked, reading, log, place, lexicon), 1.0),
            **dict.fromkeys(_own(asked, reading, reading == best, place), 1.0),
        }
        for reading, log in logs.items()
    }


def agreement(a: str, b: str) -> int:
    """2: the same syllable; 1: the same but for a neutral tone; 0: another."""
    if a == b:
        return 2
    return 1 if a[:-1] == b[:-1] and "5" in (a[-1:], b[-1:]) else 0


def _numbers(log: float) -> Features:
    """What the network gives the reading, on three scales."""
    return {"g": max(log, -12.0) / 4, "share": math.exp(log), "low": max(log, -2.5)}


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the character stands in the tagger's words."""

    word: str
    offset: int
    tag: str


def _place(asked: Asked) -> _Place:
    start = 0
    for word, tag in asked.tagged:
        if start + len(word) > asked.at:
            return _Place(word, asked.at - start, tag)
        start += len(word)
    return _Place(asked.zh[asked.at], 0, "")


def _votes(
    asked: Asked, reading: str, log: float, place: _Place, lexicon: Lexicon
) -> Iterator[str]:
    """The votes that count alike for all characters."""
    nth = han_before(asked.word, asked.at - asked.start)
    long = len(asked.word) > 1
    ways = {option[nth] for option in asked.options}
    many = str(min(len(ways), 2))
    level = sum(log >= edge for edge in (_UNLIKELY, _EVEN, _LIKELY, _SURE))
    if log > math.log(0.5):
        yield "g first"
    mine = agreement(reading, asked.first)
    if mine:
        yield f"we{mine} {asked.by} {asked.size} {many}"
    known = phrase(asked.word) if long else ()
    heard = agreement(reading, asked.heard)
    if heard:
        yield f"py{heard} {asked.size} {many} {bool(known)}"
    step = sum(log >= edge for edge in _STEPS)  # how sure the network is, against the books
    yield f"sure{step} {mine} {heard}"
    yield f"sure{step} {mine} {asked.by} {asked.size}"
    yield f"sure{step} py{heard} {asked.size}"
    if long and ways:
        word = max(agreement(reading, way) for way in ways)
        yield from _listed(asked, word, many, level, lexicon)
    yield from _tagger(asked, reading, place, lexicon)
    yield from _kinds(asked, reading, place, lexicon)


def _listed(asked: Asked, word: int, many: str, level: int, lexicon: Lexicon) -> Iterator[str]:
    """The dictionary's reading of our word, and how well known the word is."""
    known = lexicon.word(asked.word)
    taught = bool(known and known.in_hsk)
    name = all(entry.is_name for entries in asked.options.values() for entry in entries)
    yield f"word{word} {many} {asked.size}"
    yield f"taught{word} {level} {asked.size} {taught}"
    yield f"name{word} {level} {name}"


def _tagger(asked: Asked, reading: str, place: _Place, lexicon: Lexicon) -> Iterator[str]:
    """The dictionary's reading of the tagger's word."""
    options = readings(place.word, lexicon) if len(place.word) > 1 else {}
    nth = han_before(place.word, place.offset)
    ways = {option[nth] for option in options}
    if ways:
        found = max(agreement(reading, way) for way in ways)
        yield f"tag{found} {len(ways) > 1} {min(len(place.word), 4)} {place.word == asked.word}"


def _kinds(asked: Asked, reading: str, place: _Place, lexicon: Lexicon) -> Iterator[str]:
    """What the character means by itself when read so, and what stands here."""
    kinds = _meanings(asked.zh[asked.at], lexicon)
    mine = kinds.get(reading, frozenset(("none",)))
    inside = f"{min(len(place.word), 2)} {min(place.offset, 1)}"
    if len(asked.word) == 1:
        for kind in sorted(mine):
            yield f"kind {kind} {place.tag} {inside}"
            yield f"tagged {kind} {asked.tag[:1]}"
    for kind, tags in (("surname", _NAMES[:1]), ("name", _NAMES[1:])):
        if place.tag in tags:
            yield f"{kind} {kind in mine} {any(kind in k for k in kinds.values())} {inside}"


@lru_cache(maxsize=4096)
def _meanings(character: str, lexicon: Lexicon) -> dict[str, frozenset[str]]:
    """For each reading of a character by itself, the kinds of meaning that CC-CEDICT lists."""
    found: dict[str, set[str]] = {}
    for entry in lexicon.lookup(character):
        kinds = found.setdefault(entry.syllables[0] if entry.syllables else "", set())
        kinds.update(_kind(entry, sense.lower()) for sense in entry.senses)
    return {reading: frozenset(kinds) for reading, kinds in found.items()}


def _kind(entry: Entry, sense: str) -> str:
    for kind, is_it in (
        ("surname", sense.startswith("surname")),
        ("verb", sense.startswith("to ")),
        ("measure", "classifier" in sense),
        ("pointer", bool(_POINTING.search(sense))),
        ("sound", bool(_SOUND.search(sense))),
        ("name", entry.is_name),
        ("bound", sense.startswith("(bound form)")),
    ):
        if is_it:
            return kind
    return "noun"


def _own(asked: Asked, reading: str, best: bool, place: _Place) -> Iterator[str]:
    """Votes of this character alone: who is right about it, and what stands around it."""
    character, zh, at = asked.zh[asked.at], asked.zh, asked.at
    if best:
        yield f"{character}g"
    if reading == asked.heard:
        yield f"{character}py"
    if reading == asked.first:
        yield f"{character}we"
    size = min(len(asked.word), 2)
    for mark in (
        "",
        f" {size}",
        f"<{zh[at - 1] if at else '^'}",
        f">{zh[at + 1 : at + 2] or '$'}",
        f" {asked.word}",
        f" {place.word}",
        f" {asked.tag[:1]}{size}",
    ):
        yield f"{character}{reading}{mark}"
