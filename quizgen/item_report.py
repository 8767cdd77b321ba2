"""The item bank as text for a terminal, and as JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict

from quizgen.model import Item, Lesson

_MARKS = "ABCDEFGH"
_WIDTH = 70  # characters of choices that stand on one line


def wanted(
    items: Sequence[Item], kinds: frozenset[str], aims: frozenset[str], *, every: bool
) -> tuple[Item, ...]:
    """The items of these kinds and aims (none named: all), only the default set or `every` one."""
    return tuple(
        item
        for item in items
        if (every or item.asked) and item.kind in (kinds or {item.kind})
        if item.aim in (aims or {item.aim})
    )


def as_json(items: Sequence[Item]) -> str:
    """The items as a JSON list, as the lesson's JSON has them."""
    return json.dumps([asdict(item) for item in items], ensure_ascii=False, indent=2) + "\n"


def listing(lesson: Lesson, items: Sequence[Item], *, key: bool) -> str:
    """The items to read in a terminal, numbered, with their keys if `key`."""
    article = lesson.article
    source = article.source or "Source: not given in the file"
    lines = [article.title or article.stem, source, *_summary(items)]
    for number, item in enumerate(items, 1):
        lines += ["", *_item(number, item, key=key)]
    return "\n".join(lines)


def _summary(items: Sequence[Item]) -> Iterator[str]:
    points, minutes = sum(i.points for i in items), sum(i.minutes for i in items)
    yield f"{len(items)} items, {points} points, about {round(minutes)} minutes"
    if items:
        aims = Counter(item.aim for item in items)
        yield "They ask for: " + ", ".join(f"{aim} {count}" for aim, count in aims.most_common())
    yield "Statements and figures are the article's own; check every item before you hand it out."


def _item(number: int, item: Item, *, key: bool) -> Iterator[str]:
    points = f"{item.points} point" + "s" * (item.points > 1)
    yield f"{number}. [{item.kind}; {points}; line {item.line}] {item.stem}"
    if item.prompt:
        yield f"   {item.prompt}"
    yield from _options(item)
    if key:
        yield f"   Key: {_key(item)}"
        yield f"   {item.explanation}"


def _options(item: Item) -> Iterator[str]:
    """Choices on one line; pieces and columns on a line each."""
    marked = [f"{mark}. {text}" for mark, text in zip(_MARKS, item.options, strict=False)]
    if item.left:
        yield from (f"   {n}) {left}" for n, left in enumerate(item.left, 1))
    if item.kind in {"matching", "ordering"} or sum(map(len, marked)) > _WIDTH:
        yield from (f"   {option}" for option in marked)
    elif marked:
        yield "   " + "   ".join(marked)


def _key(item: Item) -> str:
    marks = {text: mark for mark, text in zip(_MARKS, item.options, strict=False)}
    if item.kind == "matching":
        return ", ".join(f"{n}{marks[key]}" for n, key in enumerate(item.key, 1))
    if item.kind == "ordering":
        return " ".join(marks[key] for key in item.key)
    own = item.right if item.kind != "table" else ", ".join(item.key)
    mark = f"{marks[own]}. " if own in marks else ""
    also = f"  (also: {', '.join(item.accepted)})" if item.accepted else ""
    return f"{mark}{own}{also}"
