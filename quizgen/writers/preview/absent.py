"""What is not in the deck, and why: every other word and fact that was found."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import TypeVar

from quizgen.model import Lesson, Question, Tier, Word
from quizgen.writers.anki.markup import text
from quizgen.writers.preview.faces import value_html
from quizgen.writers.preview.markup import chinese, english, fact_html, where, word_html
from quizgen.writers.preview.rows import Row, without_card

_T = TypeVar("_T")
_DOUBTFUL = '<span class="badge alarm">doubtful</span> '
_TIERS: tuple[tuple[Tier, str, str], ...] = (
    ("card", "Repeated words", "Another card asks for the same word."),
    ("gloss", "Glosses", "Needed to read this article, but not worth years of reviews."),
    ("name", "Names", "People, places, organisations."),
)


def absent_html(lesson: Lesson, rows: list[Row]) -> str:
    """A folded list for each kind of thing that has no card."""
    words, questions = without_card(lesson, rows)
    lists = [
        *(_tier(lesson, words, *tier) for tier in _TIERS),
        _facts(lesson, questions),
        _left_out(lesson),
        _skipped(lesson, [word for word in words if word.tier == "skip"]),
    ]
    return "\n".join(html for html in lists if html)


def _folded(title: str, about: str, count: int, html: str) -> str:
    if not count:
        return ""
    summary = f"<summary>{title} <small>{count}</small></summary>"
    return f"<details>{summary}\n<p>{about}</p>\n{html}\n</details>"


def _tier(lesson: Lesson, words: Sequence[Word], tier: Tier, title: str, about: str) -> str:
    mine = sorted((w for w in words if w.tier == tier), key=lambda word: not word.doubtful)
    items = "\n".join(f"<li>{_word(lesson, word)}</li>" for word in mine)
    return _folded(title, about, len(mine), f'<ul class="absent">\n{items}\n</ul>')


def _word(lesson: Lesson, word: Word) -> str:
    doubt = _DOUBTFUL if word.doubtful else ""
    note = f"{english(lesson, word.note)}; " if word.note else ""
    why = f"{note}{english(lesson, word.reason)}; {where(lesson, word.sentence)}"
    said = f'<span lang="zh-Latn">{text(word.pinyin)}</span> {english(lesson, word.meaning)}'
    return f"<b>{word_html(lesson, word)}</b> {said} {doubt}<small>{why}</small>"


def _facts(lesson: Lesson, questions: Sequence[Question]) -> str:
    about = "Figures and dates that were found and are not asked."
    lists = (
        f"<h3>{english(lesson, reason)}</h3>\n<ul class='absent'>\n"
        + "\n".join(f"<li>{_fact(lesson, question)}</li>" for question in same)
        + "\n</ul>"
        for reason, same in _by_reason(questions, _why_no_fact)
    )
    return _folded("Facts not asked", about, len(questions), "\n".join(lists))


def _why_no_fact(question: Question) -> str:
    repeated = question.asked and not question.doubtful
    return "Another card asks for the same fact." if repeated else question.reason


def _fact(lesson: Lesson, question: Question) -> str:
    seen = f"“{english(lesson, question.english)}” " if question.english else ""
    doubt = _DOUBTFUL if question.doubtful else ""
    why = f"{value_html(question)}; {where(lesson, question.sentence)}"
    return f"<b>{fact_html(lesson, question)}</b> {seen}{doubt}<small>{why}</small>"


def _left_out(lesson: Lesson) -> str:
    items = "\n".join(
        f"<li><b>{chinese(lesson, item.item)}</b> {english(lesson, item.reason)}</li>"
        for item in lesson.left_out
    )
    about = "What could have been taught and isn’t."
    return _folded("Left out", about, len(lesson.left_out), f'<ul class="absent">\n{items}\n</ul>')


def _skipped(lesson: Lesson, words: Sequence[Word]) -> str:
    """Words that nobody need learn, under their reasons; the English they stand for is left out."""
    about = "Known at this level, grammar, or plain from their parts."
    lists = (
        f"<p>{english(lesson, reason)}: {' '.join(word_html(lesson, word) for word in same)}</p>"
        for reason, same in _by_reason(words, lambda word: word.reason.partition(";")[0])
    )
    return _folded("Skipped words", about, len(words), "\n".join(lists))


def _by_reason(things: Sequence[_T], reason: Callable[[_T], str]) -> Iterator[tuple[str, list[_T]]]:
    """The things by reason, the commonest reason first."""
    ordered = sorted(things, key=reason)
    groups = [(key, list(same)) for key, same in groupby(ordered, key=reason)]
    yield from sorted(groups, key=lambda group: -len(group[1]))
