"""Readings in their sentences: cases as data, and every syllable of the demo article.

A reading is compared by its letters and tones: spaces, hyphens, apostrophes and capitals are
spelling, which a case holds apart under "spelled", to the letter. "also" lists other readings
that are as good. Cases under "expect": "fail" are known failures.
"""

from __future__ import annotations

from typing import Any

import pytest
from invariants import HAN, letters
from one_sentence import CASES as FOLDER
from one_sentence import load, params, read

from quizgen.model import Lesson, Sentence
from quizgen.text.spelling import mark

CASES = load("pinyin.json")
# Sentence, syllables; "a/b" where either is right.
DEMO = [
    line.split("\t")
    for line in (FOLDER / "demo_pinyin.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


def syllables(sentence: Sentence) -> dict[int, str]:
    """The syllable of each Han character, by offset."""
    return {
        token.start + at: syllable
        for token in sentence.tokens
        for at, syllable in zip(
            (i for i, c in enumerate(token.text) if HAN.match(c)), token.pinyin, strict=True
        )
    }


def reading(sentence: Sentence, part: str) -> str:
    """How the first occurrence of `part` is read, as letters with marks."""
    start = sentence.zh.index(part)
    by_place = syllables(sentence)
    heard = [by_place.get(at, "") for at in range(start, start + len(part))]
    return letters("".join(map(mark, heard)))


def spelling(sentence: Sentence, part: str) -> str:
    """The printed pinyin of the tokens that the first occurrence of `part` is made of."""
    start = sentence.zh.index(part)
    end = start + len(part)
    inside = [token for token in sentence.tokens if start <= token.start and token.end <= end]
    return " ".join(token.spelled for token in inside)


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 90


@pytest.mark.parametrize("case", params(CASES))
def test_words_are_read_as_in(case: dict[str, Any]) -> None:
    sentence = read(case)
    for part, expected in case["expected"].items():
        good = {letters(way) for way in [expected, *case.get("also", {}).get(part, [])]}
        assert reading(sentence, part) in good, f"{part}: {expected}"
    for part, expected in case.get("spelled", {}).items():
        assert spelling(sentence, part) == expected


def wrong_syllables(lesson: Lesson, number: int) -> list[str]:
    """The syllables of the demo's sentence that differ from those written by hand."""
    text, expected = DEMO[number]
    sentence = lesson.sentences[number]
    assert sentence.zh == text
    heard = [syllable for token in sentence.tokens for syllable in token.pinyin]
    return [
        f"{one} (not {other})"
        for one, other in zip(heard, expected.split(), strict=True)
        if one not in other.split("/")
    ]


@pytest.mark.parametrize("number", range(len(DEMO)))
def test_not_one_syllable_of_the_demo_is_wrong(number: int, demo: Lesson) -> None:
    """Read by hand, all 1,109 characters of it."""
    assert not wrong_syllables(demo, number)


def test_the_whole_demo_was_read(demo: Lesson) -> None:
    assert len(DEMO) == len(demo.sentences)
