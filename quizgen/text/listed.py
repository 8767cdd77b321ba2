"""The readings that books list: CC-CEDICT's of a headword, pypinyin's of a phrase or a sentence."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import lru_cache

from quizgen.text.dictionary import Entry
from quizgen.text.lexicon import Lexicon
from quizgen.text.phrases import open_phrases

HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff〇]")
Options = dict[tuple[str, ...], list[Entry]]  # readings with their entries
_ASIDE = re.compile(r"^(?:old |archaic |Japanese |erhua )?variant of|^(?:used in|see) ")


def readings(text: str, lexicon: Lexicon, *, names: bool = True) -> Options:
    """The readings that CC-CEDICT has for a headword, each with its entries.

    Entries that only point to another ("variant of") count where there are no others, and
    surnames and other names only where `names` says that one may stand here.
    """
    count = len(HAN.findall(text))
    entries = [e for e in lexicon.lookup(text) if len(_plain(e)) == count]
    entries = _prefer(entries, lambda e: not _ASIDE.match(e.senses[0] if e.senses else ""))
    if not names:
        entries = _prefer(entries, lambda e: not e.is_name)
    found: Options = {}
    for entry in entries:
        found.setdefault(_plain(entry), []).append(entry)
    return found


def _prefer(entries: list[Entry], test: Callable[[Entry], bool]) -> list[Entry]:
    return [entry for entry in entries if test(entry)] or entries


def _plain(entry: Entry) -> tuple[str, ...]:
    """The entry's syllables that belong to Han characters (2019冠状病毒病 has others too)."""
    return tuple(s for s in entry.syllables if s[:1].isalpha() and s[-1:].isdigit())


def han_before(text: str, at: int) -> int:
    """How many Han characters stand before this place: which syllable is its own."""
    return len(HAN.findall(text[:at]))


def same_but_neutral(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether two readings differ by no more than a neutral tone or the tones of 一 and 不."""
    loose = {"yi1", "yi2", "yi4", "bu4", "bu2"}
    return len(a) == len(b) and all(
        x == y or (x[:-1] == y[:-1] and ("5" in (x[-1:], y[-1:]) or {x, y} <= loose))
        for x, y in zip(a, b, strict=True)
    )


@lru_cache(maxsize=20_000)
def phrase(text: str) -> tuple[str, ...]:
    """The first reading that pypinyin's phrase list has for this text, or nothing."""
    return open_phrases().reading(text)


def whole_sentence(zh: str) -> list[str]:
    """pypinyin's numbered syllable for every character (what is not Chinese stays as it is)."""
    syllables = open_phrases().sentence(zh)
    if len(syllables) != len(zh):  # never seen; a wrong place would be worse than none
        return list(zh)
    return [unicodedata.normalize("NFC", syllable) for syllable in syllables]
