"""Which English words render which Chinese word: cases as data.

A case's words stand between spaces. "links" must be there and "not" must not be, written
"Chinese=English"; #2 is the second word of that spelling. "unlinked" are Chinese words that must
have none, and "why" tells what a link must rest on.
"""

from __future__ import annotations

import string
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from one_sentence import load, params

from quizgen.text.lexicon import Lexicon, open_lexicon
from quizgen.translation.english import base_form, cut, lemma
from quizgen.translation.gloss_words import gloss_words
from quizgen.translation.meanings import Vectors
from quizgen.translation.sounds import likeness
from quizgen.translation.word_alignment import Link, align_words
from quizgen.translation.word_values import chinese_value, english_values

CASES = load("word_alignment.json")


def linked(case: dict[str, Any], lexicon: Lexicon) -> dict[str, Link]:
    """The case's links as it writes them."""
    zh, en = case["zh"].split(), case["en"].split()
    found = align_words(zh, en, lexicon)
    return {f"{_named(zh, link.zh)}={_named(en, link.en)}": link for link in found}


def _named(words: Sequence[str], place: int) -> str:
    number = words[: place + 1].count(words[place])
    return words[place] + (f"#{number}" if number > 1 else "")


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 28
    assert sum("not" in case or "unlinked" in case for case in CASES) >= 10


@pytest.mark.parametrize("case", params(CASES))
def test_the_words_are_linked(case: dict[str, Any], lexicon: Lexicon) -> None:
    found = linked(case, lexicon)
    assert set(case.get("links", ())) <= found.keys()
    assert not set(case.get("not", ())) & found.keys()
    for word in case.get("unlinked", ()):
        assert not [name for name in found if name.startswith(f"{word}=")]
    for name, why in case.get("why", {}).items():
        assert found[name].why == why


@pytest.mark.parametrize("case", CASES)
def test_links_are_places_with_a_probability(case: dict[str, Any], lexicon: Lexicon) -> None:
    zh, en = case["zh"].split(), case["en"].split()
    found = align_words(zh, en, lexicon)
    assert [(link.zh, link.en) for link in found] == sorted({(i.zh, i.en) for i in found})
    assert all(0 <= link.zh < len(zh) and 0 <= link.en < len(en) for link in found)
    assert all(0 < link.score <= 1 and link.why for link in found)


def test_without_the_encoder_it_is_not_asked(
    lexicon: Lexicon, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Vectors, "likeness", pytest.fail)
    zh, en = ["出口", "猛增", "。"], ["Exports", "soared", "."]
    found = align_words(zh, en, lexicon, by_meaning=False)
    assert (0, 0) in {(link.zh, link.en) for link in found}
    assert not {"meaning"} & {link.why for link in found}


def test_a_tag_makes_a_word_a_name(lexicon: Lexicon) -> None:
    """高峰 'peak' is listed; as somebody's name it is Gao Feng."""
    named = align_words(["高峰", "走", "了"], ["Gaofeng", "left"], lexicon, ["PER", "v", "u"])
    assert {(link.zh, link.en, link.why) for link in named} >= {(0, 0, "sound")}


def test_either_side_may_be_empty(lexicon: Lexicon) -> None:
    assert align_words([], ["word"], lexicon) == ()
    assert align_words(["词"], [], lexicon) == ()


def test_what_is_no_sentence_gets_no_links(lexicon: Lexicon) -> None:
    assert align_words(["词"] * 1000, ["word"] * 1000, lexicon) == ()
    assert align_words(["词"], ["word"] * 60_000, lexicon) == ()  # a matrix of 27 GB, once
    assert align_words(["词"] * 60_000, ["word"], lexicon) == ()


ODD = [
    "",
    " ",
    "😀",
    "的",
    "，",
    ".",
    "'s",
    "百分之",
    "分之",
    "第",
    "1",
    "a" * 3000,
    "词" * 3000,
    "\u0301",
]


@given(st.lists(st.sampled_from(ODD), max_size=6), st.lists(st.sampled_from(ODD), max_size=6))
@settings(max_examples=40, deadline=None)
def test_odd_words_raise_nothing(zh: list[str], en: list[str]) -> None:
    for link in align_words(zh, en, open_lexicon(), by_meaning=False):
        assert link.zh in range(len(zh))
        assert link.en in range(len(en))
        assert 0 < link.score <= 1


def test_english_is_cut_into_words_figures_and_marks() -> None:
    text = "China’s U.S. trade (4%) isn't 1,200.50; a 58-year-old's."
    assert [text[a:b] for a, b in cut(text)] == [
        "China", "’s", "U.S.", "trade", "(", "4%", ")", "isn't", "1,200.50", ";", "a",
        "58-year-old", "'s", ".",
    ]  # fmt: skip


@given(st.text(alphabet=string.printable + "’é中", max_size=60))
def test_cutting_loses_nothing_but_white_space(text: str) -> None:
    assert "".join(text[a:b] for a, b in cut(text)) == "".join(text.split())


def test_a_base_form_may_be_a_stop_word() -> None:
    assert [base_form(word) for word in ("said", "made", "largest", "May", ".")] == [
        "say", "make", "large", "may", ".",
    ]  # fmt: skip
    assert lemma("said") == "said"


def test_renderings_follow_what_a_word_is_short_for(lexicon: Lexicon) -> None:
    assert ("india",) in {one.words for one in gloss_words("印", lexicon)}
    assert ("wto",) in {one.words for one in gloss_words("世贸", lexicon)}
    assert gloss_words("", lexicon) == ()


@pytest.mark.parametrize(
    ("zh", "en", "low", "high"),
    [
        ("克林顿", "Clinton", 0.9, 1.0),
        ("桂英", "Guiying", 1.0, 1.0),  # pinyin
        ("维兰德", "Wieland", 0.9, 1.0),
        ("维兰德", "Venezuela", 0.0, 0.5),
        ("李", "Lee", 0.0, 0.0),  # one consonant proves nothing
        ("", "Lee", 0.0, 0.0),
        ("克林顿", "1997", 0.0, 0.0),
    ],
)
def test_names_sound_alike(zh: str, en: str, low: float, high: float, lexicon: Lexicon) -> None:
    assert low <= likeness(zh, en, lexicon) <= high


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("2400万", "24 million"),
        ("三分之二", "two thirds"),
        ("百分之四", "4 %"),
        ("第四", "fourth"),
        ("一九五九年", "1959"),
        ("9月", "sept. 3"),
        ("4000", "4,000"),
    ],
)
def test_numbers_meet_in_their_value(zh: str, en: str) -> None:
    assert chinese_value(zh) in english_values(en.split())


@pytest.mark.parametrize("word", ["一", "零", "第", "三心二意", "", "分之", "百分之"])
def test_what_is_no_number_has_no_value(word: str) -> None:
    assert chinese_value(word) == ""
