"""The exact values of an article's figures, by what they count, and the years that it names."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator
from heapq import merge
from itertools import takewhile

from quizgen.model import Question
from quizgen.text.numbers import parse_number

_HAN = "零〇一二两三四五六七八九十百千万亿"
ONE_NUMBER = re.compile(rf"^(\D*?)([{_HAN}]+(?:点[{_HAN}]+)?|[0-9]+(?:\.[0-9]+)?)([^0-9{_HAN}]*)$")
_NEAR = 12  # a value of the article is plausible if it is at most so many times the answer
_Kind = tuple[str, str, type]  # of a figure, its unit, and whether it is whole


class Values:
    """The values that are written as one number, each with the stems that have it as their hole."""

    def __init__(self, figures: Iterable[tuple[Question, str]]) -> None:
        """`figures` are the figures with their stems."""
        self._stems: dict[tuple[_Kind, int | float], set[str]] = {}
        self._sorted: dict[_Kind, list[int | float]] = {}
        for question, stem in figures:
            value = None if question.bound else value_of(question)
            if value is not None and value > 0:
                kind = (question.kind, question.unit, type(value))
                if (kind, value) not in self._stems:
                    insort(self._sorted.setdefault(kind, []), value)
                self._stems.setdefault((kind, value), set()).add(stem)

    def near(self, question: Question, value: int | float, stem: str) -> Iterator[int | float]:
        """Other values of the same unit, nearest in size first, not those of the same stem.

        140多个 may be the 147个 of another sentence. 有的工厂增长30％, 有的工厂增长50％ are
        of one stem.
        """
        kind = (question.kind, question.unit, type(value))
        known = self._sorted.get(kind, []) if value > 0 else []
        at = bisect_left(known, value)
        less = (known[i] for i in reversed(range(at)))
        more = (known[i] for i in range(at, len(known)))
        below = ((value / n, n) for n in takewhile(lambda n: n * _NEAR >= value, less))
        above = ((n / value, n) for n in takewhile(lambda n: n <= value * _NEAR, more))
        return (n for _, n in merge(below, above) if self._stems[kind, n] != {stem})


def named_years(text: str, figures: Iterable[Question]) -> frozenset[int]:
    """All years that an article speaks of, those inside its periods too (1953年到1957年)."""
    named: set[int] = set()
    for question in figures:
        years = [int(y) for y in re.findall(r"(?<!\d)(\d{4})(?!\d)", str(question.value))]
        if question.kind == "date" and years:
            named |= set(range(min(years), max(years) + 1))
    ranges = re.findall("([0-9]{4})年?[到至—－-]+([0-9]{4})年", text)
    return frozenset(named.union(*(range(int(a), int(b) + 1) for a, b in ranges)))


def value_of(question: Question) -> int | float | None:
    """The value of an answer that holds one number (九百一十, 第三, 百分之四), as it is written."""
    match = ONE_NUMBER.match(question.answer)
    return parse_number(match[2]) if match else None
