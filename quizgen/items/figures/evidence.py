"""Which part of the translation says the same as a Chinese quantity, or says something else.

The sentences of one bead share their English. Equal values are paired in their order. A Chinese
quantity without its equal is a contradiction where as many English numbers of its kind are left
over in the bead, or exactly one between the neighbours that did pair; so is an equal value with
the opposite bound (以上, "less than"). One without any such number is merely absent.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from quizgen.model import Sentence
from quizgen.text.dates import Value, resolve
from quizgen.text.quantities import Quantity
from quizgen.translation.numbers import EnglishQuantity, find_english_quantities

State = Literal["confirmed", "absent", "contradicted", "unconfirmed"]
_COUNTS = frozenset({"number", "duration", "money", "multiple", "fraction"})
_BELOW = re.compile(r"\b(?:less than|fewer than|under|below|no more than|at most)\s+$", re.I)
_ABOVE = re.compile(r"\b(?:more than|over|above|at least|no less than)\s+$", re.I)
_YEAR_WORDS = {"{year}": "this year", "{year-1}": "last year", "{year+1}": "next year"}


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the translation has for a quantity: its words (exact), and the other value it gives."""

    state: State
    english: str = ""
    other: str = ""
    named: bool = False  # the English has it in a name: No. 1
    time: str = ""  # the time of day that both sides together say


@dataclass(slots=True)
class _Side:
    """A Chinese quantity in its bead, the place it has there, and the English paired with it."""

    key: tuple[int, int]
    quantity: Quantity
    date: str
    paired: EnglishQuantity | None = None
    other: EnglishQuantity | None = None


def find_evidence(
    sentences: Sequence[Sentence],
    quantities: Sequence[Sequence[Quantity]],
    dates: dict[tuple[int, int], str],
    today: str,
) -> dict[tuple[int, int], Evidence]:
    """The evidence for each quantity, by sentence and place in its sentence.

    `dates` has the resolved dates under the same keys, `today` is the article's date.
    """
    beads: dict[tuple[int, str], list[_Side]] = {}
    for i, sentence in enumerate(sentences):
        sides = beads.setdefault((sentence.bead, sentence.en), [])
        sides += [_Side((i, j), q, dates.get((i, j), "")) for j, q in enumerate(quantities[i])]
    found: dict[tuple[int, int], Evidence] = {}
    for (_, english), sides in beads.items():
        _pair(sides, english, today)
        found |= {side.key: _evidence(side, english) for side in sides}
    return found


def _pair(sides: list[_Side], english: str, today: str) -> None:
    """Give each side its English, or the English that contradicts it."""
    left = list(find_english_quantities(english))
    everything = list(left)
    for strict in (True, False):
        for side in (s for s in sides if s.paired is None):
            equal = [e for e in left if _same(side, e, today, strict)]
            if equal:
                side.paired = equal[0]
                left.remove(equal[0])
    for side in (s for s in sides if s.paired is None):  # said twice in Chinese, once in English
        side.paired = next((e for e in everything if _same(side, e, today, True)), None)
    _contradict(sides, left, len(english))


def _same(side: _Side, english: EnglishQuantity, today: str, strict: bool) -> bool:
    ours, theirs = side.quantity, english
    if ours.kind == "date" or theirs.kind == "date":
        return ours.kind == theirs.kind and _same_date(side, str(theirs.value), today)
    if theirs.kind == "time":
        return bool(_common_time(ours, str(theirs.value)))
    if ours.kind == theirs.kind == "score" and not strict:  # 1比2 is "cut the lead to 2–1"
        return str(ours.value).split(":") == str(theirs.value).split(":")[::-1]
    if _group(ours.kind) != _group(theirs.kind):
        numbers = {_group(ours.kind), _group(theirs.kind)} <= {"count", "ordinal"}
        if strict or not numbers:
            return False
    return _comparable(ours.value) == _comparable(theirs.value)


def _same_date(side: _Side, theirs: str, today: str) -> bool:
    ours = side.date or str(side.quantity.value)
    if theirs.startswith("XXXX-XX"):
        return len(ours) == 10 and ours[7:] == theirs[7:]
    if theirs.startswith("XXXX"):
        return "/".join(part[4:] for part in ours.split("/")) == theirs.replace("XXXX", "")
    return ours == resolve(theirs, today)


def _common_time(ours: Quantity, theirs: str) -> str:
    """The time both sides say, the half of the day from whichever tells it; "" if they differ.

    A bare number of 点 is an hour if the English has the same hour (五点, "at five").
    """
    if ours.kind == "number" and ours.unit == "点":
        time = f"{ours.value}:00"
    elif ours.kind == "time":
        time = str(ours.value)
    else:
        return ""
    opens = [value for value in (time, theirs) if re.match("[1-9]:|1[0-2]:", value)]
    settled = [value for value in (time, theirs) if value not in opens]
    if time != theirs and (len(settled) == 2 or _on_a_dial(time) != _on_a_dial(theirs)):
        return ""
    return (settled or opens)[0]


def _on_a_dial(time: str) -> tuple[int, str]:
    hour, _, rest = time.partition(":")
    return int(hour) % 12 if hour.isdecimal() else -1, rest


def _group(kind: str) -> str:
    return "count" if kind in _COUNTS else kind


def _comparable(value: Value) -> Value:
    if isinstance(value, str) and re.fullmatch(r"\d+/\d+", value):
        upper, lower = value.split("/")
        return round(int(upper) / int(lower), 9) if int(lower) else value
    return value


def _contradict(sides: list[_Side], left: list[EnglishQuantity], length: int) -> None:
    """Pair what is left over on both sides where each is the only one of its kind in its place."""
    for at, side in enumerate(sides):
        if side.paired or not _can_contradict(side.quantity):
            continue
        low, high, rivals = _place(sides, at, length)
        kind = _group(side.quantity.kind)
        alike = [e for e in left if _group(e.kind) == kind and e.value != 1]
        unpaired = [s for s in sides if _is_left(s, kind)]
        if len(alike) == len(unpaired):
            side.other = alike[unpaired.index(side)]
            continue
        others = [e for e in alike if low <= e.start <= high]
        if len(others) == 1 and rivals == 1:
            side.other = others[0]


def _is_left(side: _Side, kind: str) -> bool:
    found = _group(side.quantity.kind) == kind and _can_contradict(side.quantity)
    return found and not side.paired


def _opposed(side: _Side, english: str) -> bool:
    """Whether the English bounds the equal value from the other side."""
    if not side.paired:
        return False
    before = english[: side.paired.start][-20:]
    below, above = bool(_BELOW.search(before)), bool(_ABOVE.search(before))
    ours = side.quantity.bound[:1]
    return (ours == ">" and below) or (ours == "<" and above and not below)


def _can_contradict(quantity: Quantity) -> bool:
    lone = quantity.end - quantity.start == 1 and quantity.value in {100, 1000, 10_000}  # 百里长堤
    return not lone and quantity.value != 1 and bool(quantity.unit or quantity.kind != "number")


def _place(sides: list[_Side], at: int, length: int) -> tuple[int, int, int]:
    """Between which offsets of the English a side belongs, and how many of its kind do so."""
    first, last = at, at
    while first > 0 and not sides[first - 1].paired:
        first -= 1
    while last + 1 < len(sides) and not sides[last + 1].paired:
        last += 1
    ends = [0 if first == 0 else _offset(sides[first - 1])]
    ends.append(length if last + 1 == len(sides) else _offset(sides[last + 1]))
    kind = _group(sides[at].quantity.kind)
    rivals = sum(
        _group(s.quantity.kind) == kind and _can_contradict(s.quantity)
        for s in sides[first : last + 1]
    )
    return min(ends), max(ends), rivals


def _offset(side: _Side) -> int:
    return side.paired.start if side.paired else 0


def _evidence(side: _Side, english: str) -> Evidence:
    if not english:
        return Evidence("unconfirmed")
    if side.paired and _opposed(side, english):
        start, end = side.paired.start, side.paired.end
        bounded = re.split(r"\b(?=(?:less|fewer|under|below|more|over|above)\b)", english[:start])
        return Evidence("contradicted", english[start:end], f"{bounded[-1]}{english[start:end]}")
    if side.paired:
        start, end = side.paired.start, side.paired.end
        named = re.search(r"\bNo\. ?$", english[:start]) is not None
        time = ""
        if side.paired.kind == "time":
            time = _common_time(side.quantity, str(side.paired.value))
        return Evidence("confirmed", english[start:end], named=named, time=time)
    if words := _YEAR_WORDS.get(str(side.quantity.value)):
        said = re.search(words, english, re.IGNORECASE)
        return Evidence("confirmed", said[0]) if said else Evidence("absent")
    if side.other:
        return Evidence("contradicted", other=english[side.other.start : side.other.end])
    return Evidence("absent")
