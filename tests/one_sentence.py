"""Cases as data, and articles of one sentence to try them on."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from quizgen.found import on
from quizgen.items.bank.source import Source
from quizgen.items.levels import parse_level
from quizgen.lesson import lesson_of
from quizgen.model import Article, GlossaryEntry, Lesson, Paragraph, Sentence, Settings
from quizgen.text.lexicon import open_lexicon
from quizgen.workbench import Workbench

CASES = Path(__file__).parent / "cases"


def load(name: str) -> list[dict[str, Any]]:
    """The cases of a file; labels are unique."""
    cases: list[dict[str, Any]] = json.loads((CASES / name).read_text("utf-8"))
    labels = [case["label"] for case in cases]
    assert len(set(labels)) == len(labels), "two cases have the same label"
    return cases


def params(cases: list[dict[str, Any]]) -> list[Any]:
    """As pytest takes them; one known to fail must fail until the code gets better."""
    known = pytest.mark.xfail(reason="known failure", strict=True)
    return [
        pytest.param(case, id=case["label"], marks=[known] if case.get("expect") == "fail" else [])
        for case in cases
    ]


def made_of(work: Workbench, settings: Settings) -> Lesson:
    """The lesson of an article under work."""
    return lesson_of(work.article, on(work), settings, work.lexicon)


@cache
def bench(text: str, english: str = "", glossary: tuple[tuple[str, str], ...] = ()) -> Workbench:
    """The workbench of an article that is this one sentence."""
    translated = (Paragraph(english, 1, "headline"),) if english else ()
    article = Article(
        stem="case",
        title="",
        title_en="",
        paragraphs=(Paragraph(text, 2, "headline"),),
        english=translated,
        glossary=tuple(GlossaryEntry(*pair) for pair in glossary),
    )
    return Workbench(article, open_lexicon())


def bench_of(paragraphs: Sequence[Sequence[str]], date: str = "") -> Workbench:
    """The workbench of an article of several paragraphs, each with its English."""
    article = Article(
        stem="case",
        title="",
        title_en="",
        paragraphs=tuple(Paragraph(zh, 1 + i) for i, (zh, _) in enumerate(paragraphs)),
        english=tuple(Paragraph(en, 101 + i) for i, (_, en) in enumerate(paragraphs)),
        date=date,
    )
    return Workbench(article, open_lexicon())


def read(case: dict[str, Any]) -> Sentence:
    """The case's text as a sentence, cut and read."""
    return of_case(case).sentences[0]


def of_case(case: dict[str, Any]) -> Workbench:
    """The workbench for a case's text, English and glossary."""
    pairs = tuple((zh, en) for zh, en in case.get("glossary", ()))
    return bench(case["text"], case.get("english", ""), pairs)


def source_of(lesson: Lesson) -> Source:
    """What the generators of items see of a lesson."""
    return Source(
        lesson.article,
        lesson.sentences,
        lesson.words,
        lesson.questions,
        lesson.facts,
        lesson.patterns,
        lesson.names,
        open_lexicon(),
        parse_level(lesson.settings.level),
    )
