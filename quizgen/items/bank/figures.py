"""Items on figures: a value in its clause, as a cloze or a choice, and a numeral from its value."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.items.bank.numbers import wrong_values
from quizgen.items.bank.source import Source
from quizgen.items.bank.stems import ACCORDING, gives_away, with_hole
from quizgen.model import Item, Question
from quizgen.text.units import MONEY

_THINGS = frozenset("球国省县市村")  # nouns that take a numeral with 个 or without
_NUMERAL = re.compile("[零〇一二两三四五六七八九十百千万亿点]{2,}")


def clozes(source: Source) -> Iterator[Item]:
    """A cloze for each figure, one for a frame: of 8月比7月…, 9月比8月… the first."""
    told = set()
    for question in source.figures:
        stem = with_hole(source, question)
        if question.frame in told or gives_away(stem, question):
            continue
        told.add(question.frame)
        yield source.item(
            "cloze",
            "figure",
            stem,
            question.answer,
            sentence=question.sentence,
            span=question.context,
            prompt=_asked(question),
            accepted=_accepted(question),
            note=_said(question),
            reason=_why(question),
        )


def numerals(source: Source) -> Iterator[Item]:
    """From the value in English to the numeral in characters: 910 is 九百一十.

    It trains the language, not the memory, so the value stands in the prompt.
    """
    told = set()
    for question in source.figures:
        value = _printed(question)
        stem = with_hole(source, question)
        if not value or value in told or question.answer in stem:
            continue
        told.add(value)
        yield source.item(
            "numeral",
            "script",
            stem,
            question.answer,
            sentence=question.sentence,
            span=question.context,
            prompt=f"Write it in Chinese characters: {value}",
            accepted=[way for way in question.accepted if _NUMERAL.fullmatch(way)],
            reason="A numeral of several characters, to be written from its value.",
        )


def choices(source: Source) -> Iterator[Item]:
    """A choice for each figure whose value is exact: of 40％以上 any larger one would be right."""
    told = set()
    for question in source.figures:
        stem = with_hole(source, question)
        wrong = wrong_values(source, question)
        if question.bound or not wrong or question.frame in told or gives_away(stem, question):
            continue
        told.add(question.frame)
        yield source.item(
            "choice",
            "figure",
            ACCORDING + stem,
            question.answer,
            options=(question.answer, *wrong[:3]),
            spare=wrong[3:],
            sentence=question.sentence,
            span=question.context,
            prompt=_asked(question),
            reason="An exact figure; the wrong ones are the article's others and look-alikes.",
        )


def _printed(question: Question) -> str:
    """The value in Arabic numerals, for a numeral of two characters and more; else ""."""
    written = _NUMERAL.fullmatch(question.answer)
    value = question.value
    if not written or question.kind in {"date", "ordinal"} or not isinstance(value, int | float):
        return ""
    return f"{value:,}" if value >= 1000 else f"{value}"


def _asked(question: Question) -> str:
    """What is asked; a hole before 日 that has the month in it says so."""
    if question.kind == "date" and "月" in question.answer:
        return "which month and day?"
    return "how many times? (…倍)" if "倍" in question.answer else question.hint


def _accepted(question: Question) -> list[str]:
    """Other ways to write the answer. A rank keeps its 第: 获得二名 is no Chinese."""
    ways = list(question.accepted)
    if question.answer == "两" and question.unit not in MONEY:
        ways = [way for way in ways if not way.startswith("二")]  # 二个县 is no Chinese
    if question.answer.startswith("第") and question.unit != "届":  # 十五届大会 is said
        ways = [way for way in ways if way.startswith("第")]
    if question.unit.startswith("月") and question.kind == "date":
        ways += [f"{way}月" for way in (question.answer, *ways) if "月" not in way]
    if question.unit in _THINGS:
        ways += [f"{way}个" for way in (question.answer, *ways) if not way.endswith(question.unit)]
    return list(dict.fromkeys(way for way in ways if way != question.answer))


def _said(question: Question) -> str:
    """The translation's words; not a score's, which English puts the other way round.

    Nor a bounded value's: of "more than 800,000" they are 800,000.
    """
    told = question.english and question.kind != "score" and not question.bound
    return f"The translation: {question.english}." if told else ""


def _why(question: Question) -> str:
    if question.english:
        return f"A figure that the translation confirms: {question.english}."
    return "A figure whose clause says what is counted; no translation says it too."
