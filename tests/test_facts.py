"""Facts: the relations that articles state, by cases, and what holds for those of every article."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from one_sentence import load, params

from quizgen.items.facts import find_facts
from quizgen.items.figures import find_questions
from quizgen.model import Article, Fact, Paragraph, Sentence, Span
from quizgen.readers import read_article
from quizgen.text.lexicon import headwords, open_lexicon
from quizgen.workbench import Workbench

HERE = Path(__file__).parent
ARTICLES = [
    path
    for folder in (HERE.parent / "seeds", HERE / "articles")
    for path in sorted(folder.iterdir())
    if path.suffix in {".txt", ".md"}
]
CASES = load("facts.json")


def facts_of(article: Article) -> tuple[tuple[Sentence, ...], tuple[Fact, ...]]:
    """The sentences of an article and its facts."""
    bench = Workbench(article, open_lexicon())
    is_word = headwords(bench.lexicon)
    questions = find_questions(article, bench.sentences, is_word=is_word)
    facts = find_facts(article, bench.sentences, questions, bench.names, bench.lexicon)
    return bench.sentences, facts


def article_of(zh: str, date: str = "", en: str = "") -> Article:
    """An article of one paragraph."""
    return Article(
        stem="case",
        title="",
        title_en="",
        paragraphs=(Paragraph(zh, 1),),
        english=(Paragraph(en, 2),) if en else (),
        date=date,
    )


def says(fact: Fact, wanted: dict[str, Any]) -> bool:
    """Whether a fact has all these values; a span is compared by its text."""
    for key, value in wanted.items():
        found: Any = getattr(fact, key)
        if isinstance(found, Span):
            found = found.text
        if (list(found) if isinstance(found, tuple) else found) != value:
            return False
    return True


@pytest.mark.parametrize("case", params(CASES))
def test_case(case: dict[str, Any]) -> None:
    """Every expected fact is found, and nothing that no fact may say."""
    zh = case.get("before", "") + case["zh"]
    _, facts = facts_of(article_of(zh, case["date"], case.get("en", "")))
    missing = [wanted for wanted in case["facts"] if not any(says(f, wanted) for f in facts)]
    wrong = [never for never in case.get("never", ()) if any(says(f, never) for f in facts)]
    assert not missing, (missing, facts)
    assert not wrong, (wrong, facts)


def test_the_cases_come_from_many_articles() -> None:
    assert len(CASES) >= 120
    assert len({case["article"] for case in CASES}) >= 10


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_facts_stand_where_they_say(path: Path) -> None:
    """Every span is the slice of its sentence, inside the fact's clauses where it is the answer."""
    sentences, facts = facts_of(read_article(path))
    for fact in facts:
        zh = sentences[fact.sentence].zh
        assert 0 <= fact.start <= fact.answer.start < fact.answer.end <= fact.end <= len(zh)
        for span in (fact.answer, fact.subject, fact.measure, fact.than):
            assert span is None or (span.text and zh[span.start : span.end] == span.text)
        assert fact.reason
        assert not fact.english or fact.english in sentences[fact.sentence].en or not fact.measure


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_facts_are_in_order_and_stay(path: Path) -> None:
    """They follow the article, none twice, and a second run finds the same."""
    _, facts = facts_of(read_article(path))
    places = [(fact.sentence, fact.answer.start) for fact in facts]
    assert places == sorted(places)
    assert len({(fact.kind, *place) for fact, place in zip(facts, places, strict=True)}) == len(
        facts
    )
    assert facts_of(read_article(path))[1] == facts


@pytest.mark.parametrize(
    "zh",
    [
        "",
        " ",
        "abc",
        "😀😀",
        "，。；",
        "“",
        "比",
        "由到",
        "、、、",
        "第",
        "因为，",
        "今年产量增长" * 1700,
    ],
)
def test_odd_text_is_no_trouble(zh: str) -> None:
    sentences, facts = facts_of(article_of(zh, "1959-12-24"))
    for fact in facts:
        text = sentences[fact.sentence].zh
        assert text[fact.answer.start : fact.answer.end] == fact.answer.text
