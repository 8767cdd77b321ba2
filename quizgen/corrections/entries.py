"""One entry of a corrections.toml, checked: a table of TOML goes in, a Correction comes out."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from difflib import get_close_matches
from typing import cast, get_args

from quizgen.corrections import FIELDS, Correction, NameKind
from quizgen.text.typed_pinyin import parse_pinyin

KEYS = ("word", "where", *FIELDS)
_KINDS = tuple(filter(None, get_args(NameKind)))
_OF_ONE_WORD = ("meaning", "label", "teach", "note")
_UNPRINTABLE = ("Cc", "Cs", "Zl", "Zp")  # controls, halves of characters, line and page breaks


def correction_of(table: Mapping[str, object], place: str) -> Correction:
    """The correction that a table of TOML says. Raises ValueError with the reason if it is off."""
    for key in table:
        if key not in KEYS:
            raise ValueError(_unknown(key))
    word = _text(table, "word")
    if not word:
        raise ValueError('a correction needs its word, such as word = "行长"')
    if any(map(str.isspace, word)):
        raise ValueError(f"the word {word!r} has a space in it; use cut to say where words end")
    made = Correction(
        word,
        where=_text(table, "where"),
        cut=_cut(_text(table, "cut"), word),
        pinyin=_pinyin(_text(table, "pinyin"), word),
        meaning=_text(table, "meaning"),
        label=_text(table, "label"),
        name=_name(_text(table, "name")),
        teach=_teach(table.get("teach")),
        note=_text(table, "note"),
        place=place,
    )
    _check(made)
    return made


def _unknown(key: str) -> str:
    near = get_close_matches(key, KEYS, n=1)
    hint = f"did you mean {near[0]!r}?" if near else f"use {', '.join(KEYS)}"
    return f"no such key: {key!r}; {hint}"


def _text(table: Mapping[str, object], key: str) -> str:
    value = table.get(key, "")
    if not isinstance(value, str):
        raise ValueError(f'{key} must be text in quotes: {key} = "…"')
    if any(unicodedata.category(sign) in _UNPRINTABLE for sign in value.strip()):
        raise ValueError(f"{key} must be one line without control characters")
    return value.strip()


def _cut(text: str, word: str) -> tuple[str, ...]:
    words = tuple(text.split())
    if words and "".join(words) != word:
        raise ValueError(f"the cut {text!r} doesn't spell {word}; put spaces between its words")
    return words


def _pinyin(text: str, word: str) -> tuple[str, ...]:
    try:
        return parse_pinyin(text, word) if text else ()
    except ValueError as error:
        raise ValueError(f"the pinyin {text!r} isn't that of {word}: {error}") from None


def _name(text: str) -> NameKind:
    if text and text not in _KINDS:
        raise ValueError(f"no such kind of name: {text!r}; use {', '.join(_KINDS)}")
    return cast(NameKind, text)


def _teach(value: object) -> bool | None:
    if value is not None and not isinstance(value, bool):
        raise ValueError("teach must be true or false, without quotes")
    return value


def _check(made: Correction) -> None:
    said = [field for field in FIELDS if made.says(field)]
    if not said:
        raise ValueError(f"nothing is said of {made.word}; add one of {', '.join(FIELDS)}")
    if made.note and not made.meaning:
        raise ValueError(f"the note of {made.word} needs the meaning that it is for")
    single = [field for field in said if field in _OF_ONE_WORD]
    if len(made.cut) > 1 and single:
        raise ValueError(f"{made.word} is cut into several words; give each its {single[0]} apart")
