"""Word items: their distractors are never right, and every item of an article has one answer."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from conftest import ARTICLES, DEMO, lesson_of
from one_sentence import bench, load, made_of, params, source_of

from quizgen.items.bank.distractors import Rivals
from quizgen.items.bank.matching import word_meanings, word_readings
from quizgen.items.bank.sounds import (
    dictations,
    hanzi_from_pinyin,
    homophones,
    tones,
    without_tones,
)
from quizgen.items.bank.source import Source
from quizgen.items.bank.translations import translation_checks
from quizgen.items.bank.words import (
    around_mark,
    word_choices,
    word_clozes,
    wrong_meanings,
)
from quizgen.model import BLANK, Item, Settings
from quizgen.text.lexicon import Lexicon

GENERATORS = (
    word_clozes,
    word_choices,
    word_meanings,
    word_readings,
    tones,
    hanzi_from_pinyin,
    dictations,
    translation_checks,
)
CASES = load("distractors.json")
HAN = re.compile(r"[\u3400-\u9fff]+")


@cache
def items_of(path: Path) -> tuple[Item, ...]:
    """All word items of an article."""
    source = source_of(lesson_of(path))
    return tuple(item for generate in GENERATORS for item in generate(source))


def case_source(case: dict[str, Any]) -> Source:
    """The case's sentence as an article for a learner who knows no word."""
    return source_of(
        made_of(bench(case["text"], case["english"]), Settings(level="hsk2025:0", words=40))
    )


@pytest.mark.parametrize("case", params(CASES))
def test_a_synonym_is_never_a_distractor(case: dict[str, Any]) -> None:
    source = case_source(case)
    word = next(word for word in source.words if word.hanzi == case["word"])
    rivals = Rivals(source)
    wrong = rivals.wrong_words([word])[word]
    offered = [text for text in case["never"] if rivals.is_wrong(text, word) or text in wrong]
    meanings = wrong_meanings(rivals, word, wrong)
    assert not offered
    assert not set(case.get("never_meanings", ())) & set(meanings)
    assert all(rivals.is_wrong(text, word) for text in case.get("may", ()))
    assert case["word"] not in wrong


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 40


def with_article(*kinds: str) -> list[Any]:
    """Every item of these kinds over all articles."""
    return [item for path in ARTICLES for item in items_of(path) if item.kind in kinds]


def test_a_choice_has_four_options_of_one_script_and_one_is_the_key() -> None:
    for item in with_article("choice"):
        assert len(set(item.options)) == 4
        assert item.options.count(item.key[0]) == 1
        assert len({bool(HAN.search(option)) for option in item.options}) == 1


def test_word_options_are_as_long_as_the_key() -> None:
    for item in with_article("choice"):
        if HAN.search(item.key[0]):
            assert {len(option) for option in item.options} == {len(item.key[0])}


def test_no_option_stands_in_the_stem() -> None:
    for item in with_article("choice", "word", "hanzi"):
        if BLANK in item.stem:
            assert not any(text in item.stem for text in (*item.key, *item.options))


def test_no_prompt_gives_a_word_away() -> None:
    for item in with_article("word", "hanzi"):
        assert item.key[0] not in item.prompt


def test_meanings_are_all_verbs_or_none() -> None:
    for item in with_article("choice"):
        if not HAN.search(item.key[0]):
            assert len({option.startswith("to ") for option in item.options}) == 1


def test_a_matching_has_five_pairs_that_can_be_told_apart() -> None:
    for item in with_article("matching"):
        assert len(item.left) == len(item.key) == len(set(item.key)) == 5
        assert sorted(item.options) == sorted(item.key)


def test_tones_are_all_that_is_missing() -> None:
    for item in with_article("tones"):
        bare = item.stem.split("　")[1]
        assert without_tones(item.key[0]) == bare
        assert bare != item.key[0]


def test_dictations_are_short_and_chinese() -> None:
    for item in with_article("dictation"):
        assert HAN.fullmatch(item.key[0])
        assert 6 <= len(item.key[0]) <= 16


def test_doubtful_words_are_not_asked() -> None:
    for path in ARTICLES:
        doubtful = {word.hanzi for word in lesson_of(path).words if word.doubtful}
        for item in items_of(path):
            assert not doubtful & {*item.key, *item.left}


def test_translations_of_people_are_not_checked() -> None:
    for path in ARTICLES:
        if lesson_of(path).article.translation != "machine":
            assert not [item for item in items_of(path) if item.kind == "translation"]


def test_a_machine_translation_is_checked_where_it_says_something_else() -> None:
    checked = [
        item
        for path in ARTICLES
        if lesson_of(path).article.translation == "machine"
        for item in items_of(path)
        if item.kind == "translation"
    ]
    assert checked
    assert all("Say the clause in better English" in item.prompt for item in checked)


@pytest.mark.parametrize("path", [DEMO], ids=lambda path: path.stem)
def test_the_demo_has_items_of_every_kind(path: Path) -> None:
    kinds = {item.kind for item in items_of(path)}
    assert kinds == {"word", "choice", "matching", "tones", "hanzi", "dictation", "translation"}


def test_the_same_article_gives_the_same_items() -> None:
    source = source_of(lesson_of(DEMO))
    again = tuple(item for generate in GENERATORS for item in generate(source))
    assert again == items_of(DEMO)


def test_homophones_are_found(lexicon: Lexicon) -> None:
    """制定 and 制订 (to draw up), 权利 (right) and 权力 (power)."""
    assert "制订" in set(homophones("制定", ("zhi4", "ding4"), lexicon))
    assert "权力" in set(homophones("权利", ("quan2", "li4"), lexicon))


def test_without_tones_keeps_the_dots() -> None:
    assert without_tones("nǚ'ér lǜsè") == "nü'er lüse"


def test_a_long_translation_is_cut_around_the_mark() -> None:
    long = ", ".join(["one two three four five six seven eight nine ten"] * 4)
    assert around_mark(f"{long}, 【here】 it is").endswith("【here】 it is")
    assert around_mark(f"{long}, 【here】 it is").startswith("… ")
    assert around_mark("short, 【here】, end") == "short, 【here】, end"


@pytest.mark.parametrize("text", ["", "only Latin here", "😀😀", "好" * 5000, "。。。"])
def test_odd_texts_make_no_trouble(text: str) -> None:
    source = source_of(made_of(bench(text or "。"), Settings(words=3)))
    assert all(item.key for generate in GENERATORS for item in generate(source))
