"""Patterns: what is found and what is left alone, the list and its page, their items."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from conftest import ARTICLES, DEMO, lesson_of
from hypothesis import given
from hypothesis import strategies as st
from one_sentence import bench, load, params

from quizgen.items.bank.grammar import items
from quizgen.items.bank.source import Source
from quizgen.items.levels import parse_level
from quizgen.items.patterns import find_patterns
from quizgen.items.patterns.document import markdown
from quizgen.items.patterns.rules import parse
from quizgen.items.patterns.table import Entry, by_name, entries
from quizgen.model import BLANK, Item, Pattern, Sentence, Token
from quizgen.text.lexicon import open_lexicon

ROOT = Path(__file__).parent.parent
CASES = load("patterns.json")
FOUND = [case for case in CASES if "expected" in case]
ABSENT = [case for case in CASES if "absent" in case]


def found(text: str) -> tuple[Pattern, ...]:
    return find_patterns(bench(text).sentences, lambda sentence, span: "")


@pytest.mark.parametrize("case", params(FOUND))
def test_found(case: dict[str, Any]) -> None:
    named = [(p.name, [[word.text, word.start] for word in p.words]) for p in found(case["text"])]
    assert (case["expected"]["name"], case["expected"]["words"]) in named


@pytest.mark.parametrize("case", params(ABSENT))
def test_left_alone(case: dict[str, Any]) -> None:
    assert case["absent"] in by_name()
    assert case["absent"] not in [pattern.name for pattern in found(case["text"])]


def test_every_pattern_has_a_case() -> None:
    assert {case["expected"]["name"] for case in FOUND} == set(by_name())
    assert len(ABSENT) >= 50


@pytest.mark.parametrize("entry", entries(), ids=lambda entry: entry.name)
def test_the_example_shows_its_pattern(entry: Entry) -> None:
    assert entry.name in [pattern.name for pattern in found(entry.example)]
    assert not entry.shown or entry.is_shown(entry.english)


@pytest.mark.parametrize("entry", entries(), ids=lambda entry: entry.name)
def test_nothing_is_right_and_wrong(entry: Entry) -> None:
    """No wrong answer is one of the words that the rule would find there."""
    right = {text for way in entry.ways for step in way if step.shown for text in step.texts}
    assert not set(entry.others) & set(entry.accepted)
    assert not {way for way in entry.others if set(way) <= right}
    assert len(set(entry.others)) == len(entry.others) >= 3


def test_the_page_is_printed_from_the_table() -> None:
    assert (ROOT / "docs" / "patterns.md").read_text("utf-8") == markdown()
    assert len(by_name()) == len(entries())


@pytest.mark.parametrize("rule", ["比/", "[比", "/1", "!", "[]"])
def test_a_rule_that_cannot_be_read_is_refused(rule: str) -> None:
    with pytest.raises(ValueError, match="no step"):
        parse(rule)


def test_a_pattern_joins_its_clauses() -> None:
    text = "今年雨水少，因此收成不好，大家很着急。"
    (pattern,) = found(text)
    assert text[pattern.start : pattern.end] == "今年雨水少，因此收成不好"


def test_commas_of_a_quotation_end_no_clause() -> None:
    text = "在“多种树，少砍树”的口号鼓舞下，全村种了两万棵树。"
    assert [[w.text for w in p.words] for p in found(text) if p.name == "在A下"] == [["在", "下"]]


_ODD = st.lists(
    st.tuples(
        st.sampled_from(
            [*"在下比到的，。“”（）由为所一就使", "增长", "领导", " ", "🙂", "a/b", "4％"]
        ),
        st.sampled_from(["v", "n", "p", "d", "m", "x", "t", "uj"]),
    ),
    max_size=40,
)


@given(_ODD)
def test_any_tokens_can_be_searched(words: list[tuple[str, str]]) -> None:
    tokens, at = [], 0
    for text, pos in words:
        tokens.append(Token(text, at, pos))
        at += len(text)
    zh = "".join(text for text, _ in words)
    sentence = Sentence(zh, "", 0, 0, 0, tokens=tuple(tokens))
    for pattern in find_patterns([sentence], lambda number, span: ""):
        assert all(zh[word.start : word.end] == word.text for word in pattern.words)
        assert 0 <= pattern.start <= pattern.words[0].start
        assert pattern.words[-1].end <= pattern.end <= len(zh)


@cache
def source(path: Path) -> Source:
    lesson = lesson_of(path)
    bare = Source(
        lesson.article,
        lesson.sentences,
        words=(),
        questions=(),
        facts=(),
        patterns=(),
        names=lesson.names,
        lexicon=open_lexicon(),
        level=parse_level("hsk2025:4"),
    )
    return replace(bare, patterns=find_patterns(lesson.sentences, bare.english))


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_items_have_one_answer_that_the_article_gives(path: Path) -> None:
    made = list(items(source(path)))
    for item in made:
        assert item.options.count(" … ".join(item.key)) == 1
        assert len(set(item.options)) == 4
        assert item.stem.count(BLANK) == len(item.key)
        assert not any(word in item.stem for word in item.key)
        assert _filled(item) in source(path).text.replace("\u3000", " ")
    reasons = [item.reason for item in made]
    assert all(reasons.count(reason) <= 2 for reason in reasons)


def _filled(item: Item) -> str:
    """The stem with its key, without the full stop that may be ours."""
    text = item.stem
    for word in item.key:
        text = text.replace(BLANK, word, 1)
    return re.sub("[。”]+$", "", text)


def test_a_translation_that_does_not_show_the_pattern_gets_no_item() -> None:
    """The translation of 都分别完成了国家计划 says nothing of 分别."""
    stems = [item.stem for item in items(source(DEMO))]
    assert any(stem.startswith(f"{BLANK}，促进了生产的逐月上升") for stem in stems)
    assert not any(f"都{BLANK}提前" in stem for stem in stems)


def test_no_stem_breaks_off() -> None:
    """另外，…先进的工作方法 is a subject whose verb comes two commas later, and too far to show."""
    stems = [item.stem for item in items(source(DEMO))]
    assert not [stem for stem in stems if stem.endswith(("工作方法。", "广大职工。", "鼓舞下。"))]


def test_no_meaning_gives_its_pattern_away() -> None:
    """Where there is no English the meaning is the prompt."""
    for entry in entries():
        own = set(re.findall("[\u4e00-\u9fff]", entry.name.partition("（")[0]))
        assert not own & set(entry.meaning), entry.name
