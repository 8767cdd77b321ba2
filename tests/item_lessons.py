"""Lessons with items for the tests of writers: all that a bank has, and hostile ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from conftest import lesson_of
from lessons import NASTY, make_lesson

from quizgen.model import BLANK, Item, ItemKind, Lesson

# What could end, divide or be run by one of the formats; no two of them look alike.
HOSTILE = (
    NASTY, "=1+1", "=cmd|' /C calc'!A0", "-1", "+1", "@SUM(A1)", "～~", "{}", "]]>", "<b>粗</b>",
    "😀🀄", "\"q\" 's'", "one\ntwo", "a\ttab", "a->b", "%50%x", "[html]<i>", "back\\", "\\}", "\\#",
    "\\n", "#x", "####y", "{1:SHORTANSWER:=x}", "*", "a*b", "@@PLUGINFILE@@", "$$x$$", "::t::",
    "// c", "&amp;", "&", "T", "TRUE", "bell\a", "x\ufffe", "\\(y\\)", "--", "a/b", "1:2", "…",
)  # fmt: skip


def all_asked(lesson: Lesson) -> Lesson:
    """The lesson with its whole bank as the default set."""
    return replace(lesson, items=tuple(replace(item, asked=True) for item in lesson.items))


@cache
def whole_bank(path: Path) -> Lesson:
    """The lesson of an article with its whole bank as the default set."""
    return all_asked(lesson_of(path))


def item(kind: ItemKind, key: tuple[str, ...], **more: Any) -> Item:
    """An item of the third hand-made sentence."""
    values: dict[str, Any] = {
        "id": f"{kind}-{len(key)}", "aim": "detail", "stem": f"西城区{BLANK}", "prompt": "",
        "options": (), "left": (), "accepted": (), "explanation": "Line 3: “九千八百七十二件”",
        "sentence": 2, "start": 0, "end": 5, "line": 3, "source": "", "points": 2, "minutes": 0.75,
        "level": "", "asked": True, "reason": "made by hand",
    }  # fmt: skip
    return Item(kind=kind, key=key, **values | more)


def hostile_lesson() -> Lesson:
    """The hand-made lesson with an item of every kind for every hostile text."""
    lesson = make_lesson()
    article = replace(lesson.article, title=f"{NASTY} =1 ]]> -- a/b")
    items = tuple(
        replace(one, id=f"{one.id}-{number}")
        for number in range(len(HOSTILE))
        for one in _items(tuple(islice(cycle(HOSTILE), number, number + 4)))
    )
    return replace(lesson, article=article, items=items)


def _items(texts: tuple[str, ...]) -> Iterator[Item]:
    first, *rest = texts
    told = {"stem": f"{first} {BLANK}", "prompt": first, "explanation": f"Why: {first}"}
    yield item("choice", (first,), options=(*rest, first), **told)
    yield item("short", (first,), **told)
    yield item("truth", ("错",), options=("对", "错", "文中没说"), **told)
    yield item("cloze", (first,), accepted=tuple(rest), **told)
    yield item("cloze", texts, **told | {"stem": BLANK.join(("一", first, "三", "四", "五"))})
    yield item("table", texts[:3], left=texts[1:], **told)
    yield item("matching", texts[:3], left=texts[1:], options=(texts[3], *texts[:3]), **told)
    yield item("ordering", texts, options=tuple(reversed(texts)), **told)


def true_or_false(key: str) -> Lesson:
    """A lesson with one statement that has two answers."""
    one = item("truth", (key,), options=("对", "错"))
    return replace(make_lesson(), items=(one,))
