"""Changing one entry of a corrections.toml and leaving every other byte alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import tomlkit
from tomlkit.items import AoT, Table

from quizgen.corrections import Correction
from quizgen.corrections.entries import KEYS, correction_of
from quizgen.corrections.lines import entry_spans
from quizgen.corrections.read import parse
from quizgen.errors import CorrectionsError

_FIRST = "# Corrections for quizgen, for good; quizgen correct --help tells what can be said.\n"


def with_entry(
    text: str, path: Path, word: str, where: str, values: Mapping[str, str | bool]
) -> str:
    """The text with these values in the entry of this word and place, or in a new one at its end.

    An empty value takes a key out. Raises `CorrectionsError` for a text that can't be used, and
    for an entry that then says nothing or something wrong.
    """
    lines = text.split("\n")
    first, last = _span(text, path, word, where)
    new = first == last
    own = "[[correction]]\n" if new else _plain(lines[first:last])
    keys = {"word": word, "where": where} if new else {}
    changed = _changed(own, {**keys, **values}, path)
    if new:
        return _appended(text, changed)
    return "\n".join([*lines[:first], *_as_in(text, changed), *lines[last:]])


def without_entry(text: str, path: Path, word: str, where: str) -> str:
    """The text without the entry of this word and place; comments around it stay.

    Raises `CorrectionsError` if there is none, or the text can't be used.
    """
    lines = text.split("\n")
    first, last = _span(text, path, word, where)
    if first == last:
        there = f" where {where} stands" if where else ""
        raise CorrectionsError(path, 0, f"has no correction of {word}{there}")
    gap = first > 0 and not lines[first - 1].strip() and not "".join(lines[last : last + 1]).strip()
    return "\n".join([*lines[: first - gap], *lines[last:]])


def entry_text(text: str, path: Path, word: str, where: str) -> tuple[int, str]:
    """The line of an entry, counted from 1, and the entry as it is written."""
    first, last = _span(text, path, word, where)
    return first + 1, _plain(text.split("\n")[first:last])


def _span(text: str, path: Path, word: str, where: str) -> tuple[int, int]:
    """The lines of the entry, as `entry_spans` counts them; (0, 0) if there is none."""
    entries: Sequence[Correction] = parse(text, path)
    for one, span in zip(entries, entry_spans(text), strict=True):
        if (one.word, one.where) == (word, where):
            return span
    return 0, 0


def _plain(lines: Sequence[str]) -> str:
    return "".join(f"{line.removesuffix(chr(13))}\n" for line in lines)


def _changed(own: str, values: Mapping[str, str | bool], path: Path) -> str:
    """One entry with other values, its layout and comments kept."""
    bom, plain = ("\ufeff", own[1:]) if own.startswith("\ufeff") else ("", own)
    document = tomlkit.parse(plain)
    entries = document.setdefault("correction", tomlkit.aot())
    assert isinstance(entries, AoT)
    table = entries[0]
    assert isinstance(table, Table)
    for key in KEYS:
        value = values.get(key)
        if value == "":
            table.pop(key, None)
        elif value is not None:
            table[key] = value
    try:
        correction_of(table.unwrap(), "")
    except ValueError as error:
        raise CorrectionsError(path, 0, f"{error}; nothing was written") from None
    return bom + tomlkit.dumps(document)


def _as_in(text: str, entry: str) -> list[str]:
    """The lines of an entry with the line ends of the text around it."""
    end = "\r" if "\r\n" in text else ""
    return [f"{line}{end}" for line in entry.rstrip("\n").split("\n")]


def _appended(text: str, entry: str) -> str:
    if not text.strip("\ufeff \t\r\n"):
        return f"{text}{_FIRST}\n{entry}"
    end = "\r\n" if "\r\n" in text else "\n"
    gap = end if text.endswith("\n") else end * 2
    return text + gap + end.join(entry.rstrip("\n").split("\n")) + end
