"""The word cards chosen so far, and which words they leave no room for."""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.items.candidates import Candidate

ERA_FULL = "a quarter of the cards are political terms already"
_ERA_SHARE = 4


class Cards:
    """The words on cards, at most `limit` of them but for those that corrections want."""

    def __init__(self, limit: int) -> None:
        """No card yet."""
        self._limit = limit
        self._texts: list[str] = []
        self._registered = 0
        self._every, self._terms = _Overlaps(), _Overlaps()

    def add(self, one: Candidate) -> None:
        """Put a word on a card."""
        self._every.add(len(self._texts), one.text)
        if one.registered:
            self._registered += 1
            self._terms.add(len(self._texts), one.text)
        self._texts.append(one.text)

    def refuses(self, one: Candidate) -> str:
        """Why there is no room for the word beside these cards, or ""."""
        if len(self._texts) >= self._limit:
            return f"no room among {self._limit} cards"
        if one.registered and self._registered >= self._limit // _ERA_SHARE:
            return ERA_FULL
        if one.listed and not one.registered:
            return ""
        card = (self._terms if one.registered else self._every).first(one.text)
        return "" if card is None else f"{self._texts[card]} is on a card"


class _Overlaps:
    """Which text was the first that is a part of another text, or holds it."""

    def __init__(self) -> None:
        self._whole: dict[str, int] = {}
        self._parts: dict[str, int] = {}

    def add(self, number: int, text: str) -> None:
        self._whole.setdefault(text, number)
        for part in _parts(text):
            self._parts.setdefault(part, number)

    def first(self, text: str) -> int | None:
        inside = (self._whole[part] for part in _parts(text) if part in self._whole)
        around = (self._parts[text],) if text in self._parts else ()
        return min((*inside, *around), default=None)


def _parts(text: str) -> Iterator[str]:
    """All runs of its characters; words have few."""
    size = len(text)
    return (text[start:end] for start in range(size) for end in range(start + 1, size + 1))
