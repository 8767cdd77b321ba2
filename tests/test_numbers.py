"""Numerals, quantities and dates of both languages; the cases are in tests/cases."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.evaluation.times import find_times
from quizgen.text.dates import resolve
from quizgen.text.dictionary import read_cedict
from quizgen.text.lexicon import bundled_cedict
from quizgen.text.numbers import parse_number, spell
from quizgen.text.quantities import find_quantities
from quizgen.translation.numbers import find_english_quantities

CASES = Path(__file__).parent / "cases"


def cases(name: str) -> list[Any]:
    """The cases of a file; a known failure is a strict xfail, so that an improvement shows."""
    return [
        pytest.param(
            case,
            id=f"{case['label']}: {case['input'][:20]}",
            marks=pytest.mark.xfail(strict=True) if case.get("expect") == "fail" else (),
        )
        for case in json.loads((CASES / name).read_text("utf-8"))
    ]


@cache
def headwords() -> frozenset[str]:
    _, lines = read_cedict(bundled_cedict())
    return frozenset(line.split(" ", 2)[1] for line in lines)


def plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


@pytest.mark.parametrize("case", cases("numbers_zh.json"))
def test_chinese_quantities(case: dict[str, Any]) -> None:
    text = case["input"]
    found = [
        {
            "text": text[q.start : q.end],
            "kind": q.kind,
            "value": plain(q.value),
            "unit": q.unit,
            "bound": q.bound,
        }
        for q in find_quantities(text, headwords().__contains__)
    ]
    assert found == case["expected"]


@pytest.mark.parametrize("case", cases("numbers_en.json"))
def test_english_quantities(case: dict[str, Any]) -> None:
    text = case["input"]
    found = [[text[q.start : q.end], q.kind, plain(q.value)] for q in find_english_quantities(text)]
    assert found == case["expected"]


def test_there_are_enough_cases_and_enough_negatives() -> None:
    every = json.loads((CASES / "numbers_zh.json").read_text("utf-8"))
    assert len(every) >= 120
    assert sum(not case["expected"] for case in every) >= 35


def chinese(number: int) -> str:
    """A number in numerals, written group by group: 10010 is 一万零一十."""
    if number == 0:
        return "零"
    if number >= 10**8:
        head, tail = divmod(number, 10**8)
        return chinese(head) + "亿" + _tail(tail, 10**7)
    if number >= 10**4:
        head, tail = divmod(number, 10**4)
        return chinese(head) + "万" + _tail(tail, 10**3)
    for unit, name in ((1000, "千"), (100, "百"), (10, "十")):
        if number >= unit:
            head, tail = divmod(number, unit)
            return "零一二三四五六七八九"[head] + name + _tail(tail, unit // 10)
    return "零一二三四五六七八九"[number]


def _tail(tail: int, full: int) -> str:
    if not tail:
        return ""
    return ("" if tail >= full else "零") + chinese(tail)


@given(st.integers(0, 10**12))
def test_every_whole_number_is_read_back(number: int) -> None:
    assert parse_number(chinese(number)) == number
    assert parse_number(spell(number)) == number


@given(st.integers(2, 10**12))
def test_a_number_with_a_unit_is_found_whole(number: int) -> None:
    numeral = chinese(number)
    (quantity,) = find_quantities(f"共有{numeral}件。")
    assert (quantity.value, quantity.unit) == (number, "件")
    assert (quantity.start, quantity.end) == (2, 2 + len(numeral))


NUMERIC = (
    "零〇一二三四五六七八九十百千万亿两点分之成折倍个半几余多第年月日号时周"
    "0123456789.,-%％／/:比至到 　廿负初元角$A。，"
)


@given(st.text(NUMERIC, max_size=25) | st.text(max_size=40))
def test_any_text_gives_spans_in_range_that_do_not_overlap(text: str) -> None:
    behind = 0
    for quantity in find_quantities(text):
        assert behind <= quantity.start < quantity.end <= len(text)
        assert quantity.end <= quantity.unit_end <= len(text)
        behind = quantity.unit_end
    assert all(0 <= start < end <= len(text) for start, end in find_times(text))


@given(st.text("0123456789-,.% adehinorstuwyfxvgl", max_size=40) | st.text(max_size=40))
def test_any_english_gives_spans_in_range_that_do_not_overlap(text: str) -> None:
    behind = 0
    for quantity in find_english_quantities(text):
        assert behind <= quantity.start < quantity.end <= len(text)
        behind = quantity.end


@pytest.mark.parametrize(
    ("value", "today", "same", "expected"),
    [
        ("{month}-10", "1959-12-24", None, "1959-12-10"),
        ("{year-1}", "1959-12-24", None, "1958"),
        ("{year}-01/{year}-11", "1959-12-24", None, "1959-01/1959-11"),
        ("XXXX-08", "1959-12-24", None, "1959-08"),
        ("XXXX-12", "1960-01-05", None, "1959-12"),  # a month far ahead was last year's
        ("XXXX-06", "1946-05-15", None, "1946-06"),  # one just ahead is to come
        ("XXXX-XX-30", "1966-05-02", None, "1966-04-30"),
        ("{month-1}-15", "1960-01-05", None, "1959-12-15"),
        ("{same}-10-30", "1959-12-02", 1947, "1947-10-30"),
        ("{same}-10-30", "1959-12-02", None, ""),
        ("XXXX-08", "", None, ""),
        ("{day-1}", "1960-03-01", None, "1960-02-29"),
    ],
)
def test_dates_are_resolved_against_the_article(
    value: str, today: str, same: int | None, expected: str
) -> None:
    assert resolve(value, today, same) == expected


def test_whole_expressions_of_time() -> None:
    text = "从1962年三月五日到八日开会，每天上午九点开始，共三天半。"
    spans = [text[start:end] for start, end in find_times(text)]
    assert spans == ["从1962年三月五日到八日", "每天", "上午九点开始", "三天半"]
