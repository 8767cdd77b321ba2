"""How much paper a task takes, about: what fits on a side is planned before anything is drawn."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil

from quizgen.model import BLANK, Item, Sheet
from quizgen.worksheet.labels import PROMPT_ON_LINE, on_one_line
from quizgen.worksheet.lines import width
from quizgen.worksheet.model import Piece, Section
from quizgen.worksheet.sections import KINDS
from quizgen.worksheet.tasks import task_of

SIDE = {"a4": 257.0, "letter": 239.0}  # millimetres of a page between its margins
HEAD = 13.5  # … of a section's title and instructions
_BANK = 8.5
# Measured in the PDF: lines of text, options, pairs, prompts, to write on, and between tasks.
_ROW, _OPTION, _PAIR, _SMALL, _RULE, _GAP = 5.3, 4.8, 5.4, 4.1, 8.5, 1.0
_EMS, _LETTERS = 44.0, 110  # what a line of text and of a prompt holds
_MOST = 3.0  # millimetres between two tasks, besides what is always there
_RESERVE = 8.0  # … that stay free, since heights are estimates
_SMALLER = 0.8  # of a prompt's type
_WIDE_BLANK = 9.0  # em of a blank
_TICKS = 13.0  # em of the boxes of a statement


def height(item: Item, *, helped: bool = False) -> float:
    """Millimetres that an item takes on paper; `helped` as on the sheet of the tier support."""
    task = task_of(item, 0)
    stem = sum(width(Piece(part)) for part in task.stem) + _WIDE_BLANK * item.stem.count(BLANK)
    ticks = _TICKS if item.kind == "truth" else 0.0
    short = len(item.prompt) < PROMPT_ON_LINE or (item.kind == "word" and not helped)
    behind = width(Piece(item.prompt)) * _SMALLER if short and item.kind != "word" else 0.0
    rows = ceil((stem + behind) / (_EMS - ticks)) * _ROW
    prompt = 0.0 if short else ceil(len(item.prompt) / _LETTERS) * _SMALL
    return rows + prompt + _GAP + _RULE * task.lines + _answers(item)


def _answers(item: Item) -> float:
    """The rows of options, of two columns, of a table."""
    if item.kind == "truth" or not (item.options or item.left):
        return 0.0
    if item.kind in {"matching", "ordering", "table"}:
        return _PAIR * max(len(item.left), len(item.options) + (item.kind == "ordering"))
    wide = [ceil(len(option) / _LETTERS * 1.2) for option in item.options]
    return _OPTION * (1 if on_one_line(task_of(item, 0)) else sum(wide))


def section_height(items: list[Item], section: Section, *, helped: bool = False) -> float:
    """Millimetres of a section with these items."""
    bank = _BANK * (section.name == "blanks")
    if [item.kind for item in items] == ["matching"]:
        bank -= _ROW + _SMALL  # what to do stands in the section's title
    return HEAD + bank + sum(height(item, helped=helped) for item in items)


def used(chosen: Mapping[str, list[Item]], sheet: Sheet) -> float:
    """Millimetres that all sections take."""
    helped = "support" in sheet.tiers
    return sum(
        section_height(items, KINDS[name].section, helped=helped) for name, items in chosen.items()
    )


def room_between(chosen: Mapping[str, list[Item]], sheet: Sheet) -> float:
    """Millimetres to leave between two tasks, so that a short exercise fills its side."""
    count = sum(map(len, chosen.values()))
    left = SIDE[sheet.paper] - used(chosen, sheet) - _RESERVE
    return round(min(_MOST, max(0.0, left / count)), 1) if count else 0.0
