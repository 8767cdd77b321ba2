"""Which sections and how many of their items make a sheet: presets, and sections by name."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from typing import NamedTuple

from quizgen.errors import LessonError
from quizgen.items.bank.default_set import same
from quizgen.model import Item, Lesson, Sheet
from quizgen.worksheet.sections import KINDS
from quizgen.worksheet.space import SIDE, height, section_height


class Preset(NamedTuple):
    """Sections with the number of items each begins with, and what all may come to.

    Of `sections` the first `most` that the article has items for are taken; then items are added
    in turns until there are `points`, as long as neither `ceiling` nor `minutes` nor the room on
    `sides` sheets of paper is passed.
    """

    around: tuple[str, ...]  # sections without points
    sections: dict[str, int]
    most: int
    points: int
    ceiling: int
    minutes: float
    sides: float = 1


PRESETS = {
    "classic": Preset(
        ("reading",),
        {"blanks": 7, "tf": 5, "questions": 2, "matching": 1, "mc": 4, "patterns": 4, "order": 2,
         "pinyin": 6, "dictation": 2},
        4, 20, 25, 20.0,
    ),
    "quick": Preset((), {"blanks": 4, "tf": 3, "mc": 3}, 3, 10, 12, 10.0),
    "reading": Preset(
        ("reading", "source"), {"tf": 5, "mc": 4, "order": 2, "questions": 3, "table": 1},
        5, 20, 30, 25.0, 2,
    ),
    "characters": Preset(
        ("vocab", "characters"), {"pinyin": 8, "dictation": 2}, 2, 10, 20, 20.0
    ),
    "full": Preset(
        ("reading", "vocab", "characters", "writing", "source"),
        {"matching": 2, "blanks": 8, "tf": 5, "mc": 6, "patterns": 4, "pinyin": 6, "order": 2,
         "table": 1, "names": 2, "dictation": 2, "questions": 4, "translation-check": 1},
        12, 60, 80, 80.0, 9,
    ),
}  # fmt: skip
_ALONE = 5  # items of a section that is asked for by name
_LEAST = 2  # items that make a section of a preset, but for matching and the like
_TALL = 25.0  # millimetres a point
_LARGE = frozenset(["matching", "table", "order", "translation-check", "dictation", "names"])


def plan(sheet: Sheet) -> Preset:
    """What the settings ask for. Raises `LessonError` for an unknown preset or section."""
    unknown = [name for name in sheet.sections if name not in KINDS]
    if unknown:
        raise LessonError(f"no such section: {unknown[0]!r}; use {', '.join(KINDS)}")
    if not sheet.sections:
        return preset(sheet.preset)
    asked = {
        name: preset("full").sections.get(name, _ALONE)
        for name in sheet.sections
        if _holds_items(name)
    }
    around = tuple(name for name in sheet.sections if not _holds_items(name))
    return Preset(around, asked, len(asked), 0, 1000, 1000.0, 99)


def preset(name: str) -> Preset:
    """The preset of a name. Raises `LessonError` if there is none."""
    if name not in PRESETS:
        raise LessonError(f"no such preset: {name!r}; use {', '.join(PRESETS)}")
    return PRESETS[name]


def _holds_items(name: str) -> bool:
    return bool(KINDS[name].kinds)


def chosen_items(lesson: Lesson, wanted: Preset) -> dict[str, list[Item]]:
    """The items of each section, in the article's order; none gives another away."""
    choice = _Choice(lesson, wanted)
    if lesson.reviewed:
        choice.keep([item for item in lesson.items if item.asked])
    for least in (_LEAST, 1):  # a section of one item only where there are too few others
        for name, count in wanted.sections.items():
            if name not in choice.found and len(choice.found) < wanted.most:
                choice.begin(name, count, least)
    choice.fill()
    order = {item.id: at for at, item in enumerate(lesson.items)}
    return {
        name: sorted(choice.found[name], key=lambda item: order[item.id])
        for name in wanted.sections
        if name in choice.found
    }


def without_room(lesson: Lesson) -> int:
    """How many questions a review keeps that the sheet has no room for, or no section."""
    chosen = chosen_items(lesson, plan(lesson.settings.sheet)).values()
    placed = {item.id for items in chosen for item in items}
    return sum(item.asked and item.id not in placed for item in lesson.items)


class _Choice:
    """The items chosen so far, by section, and those that still could be."""

    def __init__(self, lesson: Lesson, wanted: Preset) -> None:
        self.found: dict[str, list[Item]] = {}
        self._wanted = wanted
        self._helped = "support" in lesson.settings.sheet.tiers
        self._room = SIDE[lesson.settings.sheet.paper] * wanted.sides
        self._waiting = {name: deque(_candidates(name, lesson.items)) for name in wanted.sections}
        self._used = 0.0

    @property
    def _items(self) -> list[Item]:
        return [item for items in self.found.values() for item in items]

    def keep(self, items: Sequence[Item]) -> None:
        """Put these items into their sections, whatever the sections' numbers, as long as they fit.

        A teacher kept them; what else the preset asks for comes after them.
        """
        for item in items:
            name = next((name for name in self._wanted.sections if KINDS[name].takes(item)), "")
            if name and self._fits(item):
                self.found.setdefault(name, []).append(item)
                self._used = self._height()
        kept = {item.id for item in self._items}
        for name, waiting in self._waiting.items():
            self._waiting[name] = deque(item for item in waiting if item.id not in kept)

    def begin(self, name: str, count: int, least: int) -> None:
        """Open a section with up to `count` items; not at all if fewer than `least` can be had."""
        waiting = self._waiting[name].copy()
        self.found[name] = []
        self._used = self._height()
        while len(self.found[name]) < count and self._add(name):
            pass
        if len(self.found[name]) < (1 if name in _LARGE else min(least, count)):
            del self.found[name]
            self._used = self._height()
            self._waiting[name] = waiting

    def fill(self) -> None:
        """Add items to the sections in turns, as long as points are wanting."""
        growing = [name for name in self.found if name not in _LARGE]
        while growing and sum(item.points for item in self._items) < self._wanted.points:
            growing = [name for name in growing if self._add(name)]

    def _add(self, name: str) -> bool:
        """Add the section's next item that fits; False if there is none."""
        waiting = self._waiting[name]
        while waiting:
            item = waiting.popleft()
            if self._fits(item):
                self.found[name].append(item)
                self._used = self._height()
                return True
        return False

    def _fits(self, item: Item) -> bool:
        items = [*self._items, item]
        within = (
            sum(one.points for one in items) <= self._wanted.ceiling
            and sum(one.minutes for one in items) <= self._wanted.minutes
            and self._used + height(item, helped=self._helped) <= self._room
        )
        return within and not any(same(item, other) for other in self._items)

    def _height(self) -> float:
        return sum(
            section_height(items, KINDS[name].section, helped=self._helped)
            for name, items in self.found.items()
        )


def _candidates(name: str, items: Sequence[Item]) -> list[Item]:
    """The items of a section, those of the default set first.

    Of those that take much paper one is kept, for the end. In the blanks, words and figures take
    turns.
    """
    taken = sorted((i for i in items if KINDS[name].takes(i)), key=lambda item: not item.asked)
    tall = [height(item) > _TALL * item.points for item in taken]
    mine = [item for item, is_tall in zip(taken, tall, strict=True) if not is_tall]
    mine += [item for item, is_tall in zip(taken, tall, strict=True) if is_tall][:1]
    figures = [item for item in mine if item.aim in {"figure", "script"}]
    others = [item for item in mine if item.aim not in {"figure", "script"}]
    if name != "blanks" or not others:
        return mine
    pairs = zip(others, figures, strict=False)
    shorter = min(len(others), len(figures))
    return [item for pair in pairs for item in pair] + others[shorter:] + figures[shorter:]
