"""The item bank: what holds over every article, planted faults, wrong figures, the default set."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from cli_tools import refused, run
from conftest import ARTICLES, DEMO, lesson_of
from invariants import Invariant
from item_invariants import ITEM_INVARIANTS, THOUGHTFUL, item
from one_sentence import bench, bench_of, load, made_of, params, source_of

from quizgen.items.bank import GENERATORS, Generator
from quizgen.items.bank.source import Source, shuffled
from quizgen.model import BLANK, Item, Lesson, Settings
from quizgen.readers import read_article
from quizgen.text.lexicon import open_lexicon
from quizgen.workbench import Workbench

CASES = load("items.json")


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("invariant", ITEM_INVARIANTS, ids=lambda invariant: invariant.__name__)
def test_every_bank_holds_to(invariant: Invariant, path: Path) -> None:
    assert not invariant(lesson_of(path))


def changed(kind: str, **changes: Any) -> Callable[[Lesson], Lesson]:
    """A fault: the first item of a kind with something else in it."""

    def plant(lesson: Lesson) -> Lesson:
        old = item(lesson, kind)
        new = replace(old, **{k: v(old) if callable(v) else v for k, v in changes.items()})
        return replace(lesson, items=tuple(new if i is old else i for i in lesson.items))

    return plant


def all_asked(lesson: Lesson) -> Lesson:
    """Nothing but figures in the default set."""
    items = (replace(one, asked=one.aim == "figure") for one in lesson.items)
    return replace(lesson, items=tuple(items))


def no_longer_sure(lesson: Lesson) -> Lesson:
    """The figure of the first cloze is doubtful."""
    cloze = item(lesson, "cloze")
    questions = (
        replace(q, doubtful=True) if (q.sentence, q.answer) == (cloze.sentence, *cloze.key) else q
        for q in lesson.questions
    )
    return replace(lesson, questions=tuple(questions))


FAULTS: dict[str, tuple[str, Callable[[Lesson], Lesson]]] = {
    "two items of one name": (
        "items_are_named",
        lambda lesson: replace(lesson, items=(*lesson.items, lesson.items[-1])),
    ),
    "another line": ("items_name_their_place", changed("cloze", line=1)),
    "no right choice": (
        "choices_have_one_right_answer",
        changed("choice", options=("一", "二", "三", "四")),
    ),
    "two right choices": (
        "choices_have_one_right_answer",
        changed("choice", accepted=lambda i: i.options),
    ),
    "a choice in letters": (
        "options_are_alike_and_distinct",
        changed("choice", options=lambda i: (*i.options[:3], "ninety")),
    ),
    "the key in the stem": (
        "stems_hide_their_keys",
        changed("cloze", stem=lambda i: f"{i.key[0]}，{i.stem}"),
    ),
    "a hole filled otherwise": ("holes_are_filled_from_the_text", changed("cloze", key=("七",))),
    "an order that is none": (
        "pieces_are_of_the_text",
        changed("ordering", options=lambda i: i.key),
    ),
    "a statement turned round": (
        "statements_are_fair",
        changed("truth", key=lambda i: ("错",) if i.key == ("对",) else ("对",)),
    ),
    "a doubtful figure": ("nothing_doubtful_is_asked", no_longer_sure),
    "figures only": ("the_default_set_is_balanced", all_asked),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_seen(fault: str) -> None:
    name, plant = FAULTS[fault]
    invariant = next(i for i in ITEM_INVARIANTS if i.__name__ == name)
    assert not invariant(lesson_of(DEMO))
    assert invariant(plant(lesson_of(DEMO)))


def test_each_invariant_has_a_fault() -> None:
    assert {name for name, _ in FAULTS.values()} == {i.__name__ for i in ITEM_INVARIANTS}


# Cases: a sentence (with its English), and what its items must and must not be.


def items_of(case: dict[str, Any]) -> tuple[Item, ...]:
    made = made_of(bench_for(case), Settings())
    return tuple(one for one in made.items if one.kind == case["kind"])


def bench_for(case: dict[str, Any]) -> Workbench:
    """The workbench of a case: its sentence, or its `paragraphs` with their English."""
    if "paragraphs" in case:
        return bench_of(case["paragraphs"], case.get("date", ""))
    return bench(case["text"], case.get("english", ""))


@pytest.mark.parametrize("case", params(CASES))
def test_items_of_a_sentence(case: dict[str, Any]) -> None:
    made = items_of(case)
    for wanted in case.get("items", ()):
        assert any(has(one, wanted) for one in made), [(i.stem, i.key, i.options) for i in made]
    for never in case.get("never", ()):
        assert not any(has(one, never) for one in made)


def has(one: Item, wanted: dict[str, Any]) -> bool:
    """Whether an item has these: `stem` as a part, `option` and `left` as one of them."""
    checks = {
        "stem": lambda value: value in one.stem,
        "option": lambda value: value in one.options,
        "left": lambda value: value in one.left,
        "key": lambda value: one.key == tuple(value),
        "aim": lambda value: one.aim == value,
        "explanation": lambda value: value in one.explanation,
    }
    return all(checks[name](value) for name, value in wanted.items())


def yields(generate: Generator) -> bool:
    """Whether a generator makes an item of some article or case."""
    return any(any(generate(source)) for source in sources())


@cache
def sources() -> tuple[Source, ...]:
    """What generators see of every article and case."""
    cases = (made_of(bench_for(case), Settings()) for case in CASES)
    return tuple(map(source_of, chain(map(lesson_of, ARTICLES), cases)))


@pytest.mark.parametrize("generate", GENERATORS, ids=lambda one: f"{one.__module__}.{one.__name__}")
def test_every_generator_yields(generate: Generator) -> None:
    assert yields(generate)


# The default set, and the rest of the bank


def test_the_demo_gets_a_whole_quiz(demo: Lesson) -> None:
    asked = [one for one in demo.items if one.asked]
    assert len(asked) == demo.settings.items
    assert len({one.kind for one in asked}) >= 8
    assert {one.aim for one in asked} >= {"figure", "word", "grammar", "comparison", "reason"}


@pytest.mark.parametrize("size", [0, 1, 5, 12, 60])
def test_a_set_of_any_size_is_balanced(size: int) -> None:
    made = made_of(demo_bench(), Settings(items=size))
    asked = [one for one in made.items if one.asked]
    assert min(size, 24) <= len(asked) <= size
    assert sum(one.aim == "figure" for one in asked) <= 0.4 * len(asked)
    assert sum(one.aim in THOUGHTFUL for one in asked) >= 0.25 * len(asked) - 1


def test_items_not_asked_say_why(demo: Lesson) -> None:
    reasons = {one.reason for one in demo.items if not one.asked}
    assert all(reason.endswith(".") for reason in reasons)


@cache
def demo_bench() -> Workbench:
    return Workbench(read_article(DEMO), open_lexicon())


def shows(one: Item, other: Item) -> bool:
    """Whether an item prints what another of its sentence asks to fill in."""
    if other.kind in {"truth", "matching", "ordering"} or one.sentence != other.sentence:
        return False
    return any(len(key) > 1 and stands_in(key, one.stem + one.prompt) for key in other.key)


def stands_in(key: str, text: str) -> bool:
    """Whether a text has a key; a numeral only as a whole (一百 isn't in 一百零一)."""
    numeral = "[0-9.一二两三四五六七八九十百千万亿零]"
    edges = (f"(?<!{numeral})", f"(?!{numeral})") if re.fullmatch(f"{numeral}+", key) else ("", "")
    return re.search(f"{edges[0]}{re.escape(key)}{edges[1]}", text) is not None


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_no_item_of_a_set_gives_another_away(path: Path) -> None:
    asked = [one for one in lesson_of(path).items if one.asked]
    pairs = [(a.stem, b.key) for a in asked for b in asked if a is not b and shows(a, b)]
    assert not pairs


# What a newspaper may hold that a bank of questions must live through.
ODD = {
    "nothing but a stop": "。",
    "a tiny decimal": "仪器的误差只有0.000012毫米，比去年降低了一半。",
    "a long decimal": "圆周率是3.14159265358979323846，大家都知道。",
    "an emoji and a count": "今天😀三百人参加了比赛，比去年增加了50％。",
    "Latin only": "Nothing but English here, 300 words.",
    "many figures in a sentence": "今年全厂生产钢三百五十吨，产量提高了百分之二十，" * 60,
    "many sentences": "由于改进了技术，今年全厂生产钢三百五十吨。" * 60,
}


@pytest.mark.parametrize("odd", ODD)
def test_odd_text_breaks_no_rule(odd: str) -> None:
    lesson = made_of(bench(ODD[odd]), Settings())
    assert not [problem for invariant in ITEM_INVARIANTS for problem in invariant(lesson)]


def test_shuffling_hangs_on_the_seed_alone() -> None:
    assert shuffled("abcdef", "1") == shuffled("fedcba", "1")
    assert {shuffled("abcdef", f"{n}") for n in range(9)} != {shuffled("abcdef", "1")}


# The command


def test_items_are_listed_with_their_keys(article: Path) -> None:
    result = run("items", DEMO)
    assert result.exit_code == 0, result.output
    assert "24 items" in result.stdout
    assert result.stdout.count("Key: ") == 24
    assert "Key: " not in run("items", DEMO, "--no-key").stdout


def test_items_are_filtered() -> None:
    result = run("items", DEMO, "--kind", "truth,Ordering", "--json")
    assert {one["kind"] for one in json.loads(result.stdout)} == {"truth", "ordering"}
    result = run("items", DEMO, "--aim", "comparison", "--json")
    assert {one["aim"] for one in json.loads(result.stdout)} == {"comparison"}


def test_the_whole_bank_is_longer_than_the_set() -> None:
    every = json.loads(run("items", DEMO, "--all", "--json").stdout)
    assert len(every) > len(json.loads(run("items", DEMO, "--json").stdout)) == 24
    assert all(BLANK in one["stem"] for one in every if one["kind"] == "cloze")


def test_an_unknown_kind_is_refused(article: Path) -> None:
    refused(run("items", article, "--kind", "essay"), "no such kind of items: 'essay'; use cloze")
    refused(run("items", article, "--aim", "fun"), "no such aim of items: 'fun'; use figure")
