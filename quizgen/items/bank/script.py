"""Items in traditional characters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from quizgen.model import Item
from quizgen.text.script import traditional_text


def in_traditional(item: Item) -> Item:
    """The item as OpenCC turns it; simplified answers are accepted where one writes."""
    key, ways = _all(item.key), _all(item.accepted)
    if not item.options:  # typed or written by hand
        ways = tuple(dict.fromkeys((*ways, *item.accepted, *item.key)))
    return replace(
        item,
        stem=traditional_text(item.stem),
        prompt=traditional_text(item.prompt),
        key=key,
        options=_all(item.options),
        left=_all(item.left),
        spare=_all(item.spare),
        accepted=tuple(way for way in ways if way not in key),
        explanation=traditional_text(item.explanation),
    )


def _all(texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(map(traditional_text, texts))
