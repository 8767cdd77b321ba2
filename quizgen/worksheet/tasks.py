"""Items as numbered tasks of a section: laid out, with the key as it is printed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from math import ceil

from quizgen.items.bank.source import shuffled
from quizgen.model import BLANK, Item
from quizgen.text.listed import HAN
from quizgen.worksheet.model import Layout, Task

LETTERS = "ABCDEFGHIJKLMNOP"
_LAYOUTS: dict[str, Layout] = {
    "truth": "choice", "choice": "choice", "pattern": "choice", "matching": "matching",
    "ordering": "ordering", "table": "table", "short": "lines", "translation": "lines",
    "dictation": "lines",
}  # fmt: skip
_LONG_KEY = 18  # characters of an answer that takes a second line
_FILE_LINES = re.compile(r"Lines?:? \d+(?:, \d+)*[.:] ?")  # of the article's file, not of the sheet
_CHOSEN = re.compile("^(?:选词填空|選詞填空)：")  # the section's title says so


def task_of(item: Item, version: int) -> Task:
    """The item as a task, numbered later; of version 0 it is as the item bank shows it."""
    layout = _LAYOUTS.get(item.kind) or ("choice" if item.options else _written(item))
    stem = _CHOSEN.sub("", item.stem) + ("　" + BLANK if item.kind == "tones" else "")
    options = _options(item, version)
    left, key = _pairs(item, version)
    return Task(
        number=0,
        item=item,
        layout=layout,
        stem=tuple(stem.split(BLANK)),
        prompt="" if item.kind == "dictation" else item.prompt,
        options=options,
        left=left,
        lines=_lines(item) if layout == "lines" else 0,
        key=_key(item, options, key),
        accepted=item.accepted,
        note="" if item.kind == "dictation" else _FILE_LINES.sub("", item.explanation),
        script=item.key[0] if item.kind == "dictation" else "",
        points=item.points,
        minutes=item.minutes,
    )


def _written(item: Item) -> Layout:
    return "blank" if BLANK in item.stem or item.kind == "tones" else "lines"


def _lines(item: Item) -> int:
    return (2 if item.kind == "translation" else 1) + (sum(map(len, item.key)) > _LONG_KEY)


def _options(item: Item, version: int) -> tuple[str, ...]:
    """The options in a version's order, with its wrong ones; 对, 错 and 文中没说 stay so."""
    if not version or item.kind == "truth" or not item.options:
        return item.options
    right, seed = item.right, f"{item.id}|{version}"
    if item.kind in {"matching", "ordering"}:
        mixed = shuffled(item.options, seed)
        return mixed[1:] + mixed[:1] if mixed == item.key else mixed
    wrong = [option for option in (*item.options, *item.spare) if option != right]
    return shuffled((right, *shuffled(wrong, seed)[: len(item.options) - 1]), f"{seed}|order")


def _pairs(item: Item, version: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The left column of a version and its keys; the rows of a table stay in their order."""
    if not version or item.kind != "matching":
        return item.left, item.key
    partner = dict(zip(item.left, item.key, strict=True))
    left = shuffled(item.left, f"{item.id}|{version}|left")
    return left, tuple(partner[one] for one in left)


def _key(item: Item, options: Sequence[str], key: Sequence[str]) -> str:
    """The answer as the key prints it: letters where there are letters, else the words."""
    letters = dict(zip(options, LETTERS, strict=False))
    if item.kind == "matching":
        return "  ".join(f"{n}{letters[one]}" for n, one in enumerate(key, 1))
    if item.kind == "ordering":
        return " ".join(letters[one] for one in key)
    if item.kind == "truth":
        return item.key[0]
    if item.options:
        return f"{letters[item.right]}  {item.right}"
    return "；".join(item.key)


def blank_width(tasks: Sequence[Task]) -> int:
    """Characters that a blank of these tasks has room for: those of the longest answer, 3 at least.

    The same for all, so that no blank tells its answer.
    """
    longest = [
        len(key) if HAN.search(key) else ceil(len(key) / 2)
        for task in tasks
        if task.item and task.layout in {"blank", "table"}
        for key in task.item.key
    ]
    return max(3, *longest) if longest else 3


def without_hint(task: Task) -> Task:
    """The task of a word without its English and first letters (2 characters: 产 z…)."""
    is_word = task.item is not None and task.item.kind == "word"
    return replace(task, prompt="") if is_word else task


def bank(tasks: Sequence[Task], spare: Sequence[Item], seed: str) -> tuple[str, ...]:
    """The words to choose from: the answers of the blanks, and up to two that fit nowhere.

    Not numerals that are to be written from their value.
    """
    asked = [task.item for task in tasks if task.item and task.layout == "blank"]
    keys = [key for item in asked if item.kind != "numeral" for key in item.key]
    taken = {key for item in asked for key in item.key}
    more = [key for item in spare if item.kind != "numeral" for key in item.key if key not in taken]
    return shuffled(tuple(dict.fromkeys((*keys, *more[:2]))), seed)
