"""A lesson whose review table somebody edited."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from conftest import SEEDS

from quizgen.errors import ReviewError
from quizgen.items.levels import parse_level
from quizgen.lesson import ask
from quizgen.model import Lesson, Word
from quizgen.review import COLUMNS, Review, ReviewRow
from quizgen.review.apply import with_review
from quizgen.review.rows import rows
from quizgen.text.lexicon import open_lexicon

FINAL = next(path for path in SEEDS if "football" in path.name)
EMPTY = ReviewRow("yes", "", "", "", "", "", "", False, "")
Edit = dict[str, Any]
ADDED: tuple[Edit, ...] = (
    {"kind": "word", "hanzi": "体育中心", "meaning": "sports centre"},
    {"kind": "Word", "hanzi": "球队", "pinyin": "qiu2dui4", "meaning": "team",
     "clause": "共有十六支球队"},
    {"kind": "fact", "hanzi": "刘洋", "clause": "＿＿＿＿再次破门", "meaning": "Liu Yang"},
    {"kind": "short", "hanzi": "刘洋", "clause": "谁打进了九球？", "why": "The top scorer."},
    {"kind": "truth", "hanzi": "错", "clause": "第五中学获得冠军。"},
)  # fmt: skip


def reviewed(
    lesson: Lesson,
    edits: dict[str, Edit] | None = None,
    new: Sequence[Edit] = (),
    columns: Sequence[str] = COLUMNS,
) -> Lesson:
    """The lesson with its own table edited: rows are found by their hanzi or their id."""
    edits, table = edits or {}, rows(lesson)
    found = [row if not (edit := edit_of(row, edits)) else replace(row, **edit) for row in table]
    assert all(any(edit_of(row, {name: {"x": 1}}) for row in table) for name in edits)
    found += [replace(EMPTY, number=len(table) + 2 + n, **one) for n, one in enumerate(new)]
    review = Review("class.review.csv", tuple(found), frozenset(columns))
    return with_review(lesson, review, open_lexicon(), remake_of(lesson))


def edit_of(row: ReviewRow, edits: dict[str, Edit]) -> Edit:
    by_hanzi = edits.get(row.hanzi, {}) if row.kind in ("word", "fact") else {}
    return edits.get(row.id) or by_hanzi


def remake_of(lesson: Lesson) -> Callable[[Lesson], Lesson]:
    """What makes the questions anew; a lesson made by hand has none."""
    if not lesson.items:
        return lambda changed: changed
    return partial(ask, lexicon=open_lexicon(), level=parse_level(lesson.settings.level))


def word_of(lesson: Lesson, hanzi: str) -> Word:
    return next(word for word in lesson.words if word.hanzi == hanzi)


def said_of(lesson: Lesson) -> str:
    assert lesson.reviewed
    return "\n".join(lesson.reviewed.remarks)


def refusal(lesson: Lesson, *arguments: Any, **options: Any) -> str:
    with pytest.raises(ReviewError) as raised:
        reviewed(lesson, *arguments, **options)
    assert "\n" not in str(raised.value)
    return str(raised.value)
