"""Wrong figures for a right one: other values of the article, and what a learner confuses.

They are of the same kind, written as the answer is (九百一十, 910, 第三, 百分之四), and never equal
to it in value.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from quizgen.items.bank.source import Source
from quizgen.items.bank.stems import NUMERAL, with_hole
from quizgen.items.bank.values import ONE_NUMBER
from quizgen.items.figures.answers import spelled
from quizgen.model import Question
from quizgen.text.numbers import parse_number

_KINDS = frozenset("number percent multiple money duration ordinal date fraction score".split())
_HAN = "零〇一二两三四五六七八九十百千万亿"
_FRACTION = re.compile(f"^([{_HAN}]+)分之([{_HAN}]+)$")
_SCORE = re.compile(r"^(\d+)(\D+)(\d+)$")
_FIGURES = "〇一二三四五六七八九"
_TOP = {"月": 12, "日": 31, "号": 31}  # by the first character of a date's unit
_FROM_ARTICLE = 2  # at most; the rest is what a learner confuses with the answer itself
_LEAST = 3  # wrong options of a choice


def wrong_values(source: Source, question: Question) -> tuple[str, ...]:
    """Three to six wrong ways to fill the hole of a figure, the likeliest first; or ()."""
    if question.kind not in _KINDS or "半" in question.answer:
        return ()
    if question.kind == "fraction":
        return _wrong_fractions(question.answer)
    if question.kind == "score":
        return _wrong_scores(question.answer)
    match = ONE_NUMBER.match(question.answer)
    value = _value(match[2]) if match else None
    if not match or value is None or _value(match[1]) is not None:
        return ()
    written = _Written(match[1], match[2], match[3], question)
    stem = with_hole(source, question)
    seen = set(NUMERAL.findall(stem))
    near = source.values.near(question, value, stem)
    others = islice((n for n in near if written.bare(n) not in seen), _FROM_ARTICLE)
    wrong = _chosen(value, others, question)
    return tuple(written.of(other) for other in wrong) if len(wrong) >= _LEAST else ()


class _Written:
    """How an answer is written, to write another value alike."""

    def __init__(self, before: str, numeral: str, behind: str, question: Question) -> None:
        self._before, self._numeral, self._behind = before, numeral, behind
        counted = question.kind in {"number", "money", "duration"} and not before
        self._two = "两" if counted and not behind else "二"

    def of(self, value: int | float) -> str:
        """The answer with another value."""
        return f"{self._before}{self.bare(value)}{self._behind}"

    def bare(self, value: int | float) -> str:
        """The value alone in the same script: digits, characters, or characters digit by digit."""
        if self._numeral.isascii():
            text = f"{value}"
        elif len(self._numeral) == 4 and all(c in _FIGURES + "零" for c in self._numeral):
            text = "".join(_FIGURES[int(figure)] for figure in f"{value}")
        else:
            text = self._two if value == 2 else spelled(value)
        return text


def _value(numeral: str) -> int | float | None:
    return parse_number(numeral) if numeral else None


def _chosen(
    value: int | float, others: Iterable[int | float], question: Question
) -> list[int | float]:
    """The values of the article, and what is confused with the answer."""
    top = _TOP.get(question.unit[:1]) if question.kind == "date" else None
    share = question.kind == "percent" and value <= 100
    top = 100 if share else top
    top = 10 if question.answer.endswith("成") else top
    fits = [
        n
        for n in dict.fromkeys([*others, *_confused(value)])
        if n > 0 and n != value and (top is None or n <= top)
    ]
    return fits[: 2 * _LEAST]


def _confused(value: int | float) -> Iterator[int | float]:
    """六 for 十六 and 六十, 九百一十 for 九千一百, 95.19 for 95.91."""
    if isinstance(value, float):
        yield from _confused_decimal(value)
        return
    if value >= 1900 and value < 2100:
        yield from (value + 1, value - 1, value + 10)
    elif value < 10:
        yield from (value + 10, value * 10, value + 1, value + 2)
    elif value < 20:
        yield from (value % 10 or 1, (value % 10) * 10, value + 10, value + 1)
    else:
        yield from _swapped(value)
        yield from (value * 10, value + 10 ** (len(str(value)) - 1), value + 1)


def _swapped(value: int) -> Iterator[int]:
    """241 for 214 and 421; 910 for 901: neighbouring figures in each other's place."""
    figures = str(value)
    for i in reversed(range(len(figures) - 1)):
        a, b = figures[i], figures[i + 1]
        swapped = figures[:i] + b + a + figures[i + 2 :]
        if a != b and not swapped.startswith("0"):
            yield int(swapped)


def _confused_decimal(value: float) -> Iterator[float]:
    if not re.fullmatch(r"\d+\.\d{1,4}", f"{value}"):  # 1.2e-05, 3.14159265
        return
    whole, _, tail = f"{value}".partition(".")
    yield from (float(f"{whole}.{swapped}") for swapped in _turned(tail))
    if len(whole) == len(tail) == 1:
        yield float(f"{tail}.{whole}")
    yield from (round(value + 1, len(tail)), round(value + 2, len(tail)))


def _turned(tail: str) -> Iterable[str]:
    return [tail[::-1]] if len(tail) > 1 and not tail.startswith("0") else []


def _wrong_fractions(answer: str) -> tuple[str, ...]:
    """三分之一: 三分之二, 四分之一, 五分之一; all below one and none equal to another."""
    match = _FRACTION.match(answer)
    lower, upper = (_value(match[1]), _value(match[2])) if match else (None, None)
    if not isinstance(lower, int) or not isinstance(upper, int) or lower < 2:
        return ()
    ways = [(lower, upper + 1), (lower, upper - 1), (lower + 1, upper), (lower + 2, upper)]
    ways = [(a, b) for a, b in ways if 0 < b < a and b * lower != upper * a]
    distinct = {b / a: f"{spelled(a)}分之{spelled(b)}" for a, b in reversed(ways)}
    return tuple(reversed(distinct.values()))[:3] if len(distinct) >= 3 else ()


def _wrong_scores(answer: str) -> tuple[str, ...]:
    """3比2: 2比1, 3比1, 4比2. Never 2比3, which says the same from the other side."""
    match = _SCORE.match(answer)
    if not match:
        return ()
    a, sign, b = int(match[1]), match[2], int(match[3])
    low, high = sorted((a, b))
    ways = [(low, high + 1), (low + 1, high + 1), (low + 1, high + 2), (low + 2, high + 1)]
    turned = [(x, y) if a <= b else (y, x) for x, y in ways]
    return tuple(f"{x}{sign}{y}" for x, y in turned)[:3]
