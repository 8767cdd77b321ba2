"""What is refused of a review table, with its row."""

from __future__ import annotations

import pytest
from conftest import lesson_of
from review_tools import ADDED, FINAL, Edit, refusal

from quizgen.model import Lesson
from quizgen.review.rows import rows


@pytest.fixture(scope="module")
def final() -> Lesson:
    """The report of a football final: 12 words and 10 facts on cards."""
    return lesson_of(FINAL)


@pytest.mark.parametrize(
    ("hanzi", "edit", "message"),
    [
        ("冠军", {"pinyin": "guan4"}, "1 syllable for 2 characters"),
        ("冠军", {"pinyin": "guan4 jum1"}, "“jum” is no pinyin"),
        ("冠军", {"hanzi": "亚军"}, "can't become 亚军"),
        ("冠军", {"hanzi": "??"}, "the Chinese was lost"),
        ("冠军", {"kind": "fact"}, "can't become fact"),
        ("冠军", {"keep": "spare"}, "for questions"),
        ("冠军", {"clause": "刘洋打进九球"}, "no piece of the article with 冠军"),
        ("冠军", {"id": "card-word-00000000", "hanzi": "香蕉"}, "has the id card-word-00000000"),
        ("冠军", {"id": "card-word-0", "hanzi": "香蕉", "keep": "no"}, "has the id card-word-0"),
        ("九", {"clause": "刘洋打进＿＿＿＿个球"}, "doesn't stand in the article"),
        ("九", {"clause": "刘洋打进球"}, "must have one ＿＿＿＿"),
        ("九", {"hanzi": "十"}, "can't become 十"),
        ("九", {"id": "card-fact-x"}, "has the id card-fact-x"),
        ("九", {"keep": "spare"}, "for questions"),
    ],
)
def test_a_wrong_edit_names_its_row(final: Lesson, hanzi: str, edit: Edit, message: str) -> None:
    row = next(r for r in rows(final) if r.hanzi == hanzi and r.kind in ("word", "fact"))
    said = refusal(final, {row.id: edit})
    assert said.startswith(f"class.review.csv row {row.number}: ")
    assert message in said


@pytest.mark.parametrize(
    ("kind", "edit", "message"),
    [
        ("matching", {"hanzi": "a | b"}, "can't be edited"),
        ("ordering", {"hanzi": "a | b"}, "can't be edited"),
        ("truth", {"hanzi": "maybe"}, "the key is one of 对 | 错 | 文中没说"),
        ("cloze", {"clause": "no hole"}, "× ＿＿＿＿ in its clause"),
        ("cloze", {"kind": "choice"}, "can't become choice"),
        ("cloze", {"id": "cloze-00000000"}, "has the id cloze-00000000"),
    ],
)
def test_a_wrong_edit_of_a_question_names_its_row(
    final: Lesson, kind: str, edit: Edit, message: str
) -> None:
    row = next(row for row in rows(final) if row.kind == kind)
    said = refusal(final, {row.id: edit})
    assert said.startswith(f"class.review.csv row {row.number}: ")
    assert message in said


def test_an_id_that_stands_twice(final: Lesson) -> None:
    first, second = rows(final)[:2]
    said = refusal(final, {second.id: {"id": first.id}})
    assert "row 3" in said
    assert "stands in row 2 already" in said


@pytest.mark.parametrize(
    ("new", "message"),
    [
        ({"kind": "word", "hanzi": "香蕉", "meaning": "banana"}, "doesn't stand in the article"),
        ({"kind": "word", "hanzi": "球队"}, "needs a meaning"),
        ({"kind": "word", "hanzi": "3比2", "meaning": "x"}, "needs Chinese characters"),
        ({"kind": "word", "hanzi": "", "meaning": "x"}, "needs Chinese characters"),
        ({"kind": "word", "hanzi": "冠军", "meaning": "x"}, "is row 5 already"),
        ({"kind": "word", "hanzi": "球队", "meaning": "x", "pinyin": "qiu"}, "is bad"),
        ({"kind": "word", "hanzi": "球队", "meaning": "x", "clause": "九球"}, "no piece of"),
        ({"kind": "word", "hanzi": "球队", "meaning": "x", "keep": "spare"}, "for questions"),
        ({"kind": "fact", "hanzi": "九", "clause": "刘洋打进＿＿＿＿球"}, "is row 43 already"),
        ({"kind": "fact", "hanzi": "十", "clause": "刘洋打进＿＿＿＿球"}, "doesn't stand"),
        ({"kind": "fact", "hanzi": "十"}, "needs its answer"),
        ({"kind": "truth", "hanzi": "maybe", "clause": "x"}, "the key is one of"),
        ({"kind": "short", "hanzi": "x"}, "needs a clause"),
        ({"kind": "cloze", "hanzi": "x", "clause": "y"}, "of the kind word, fact, short or truth"),
        ({"hanzi": "x"}, "the cell is empty"),
    ],
)
def test_a_wrong_added_row_names_its_row(final: Lesson, new: Edit, message: str) -> None:
    said = refusal(final, new=[ADDED[0], new])
    assert said.startswith(f"class.review.csv row {len(rows(final)) + 3}: ")
    assert message in said


def test_one_word_added_twice(final: Lesson) -> None:
    assert "is added twice" in refusal(final, new=[ADDED[0], ADDED[0]])
    assert "is added twice" in refusal(final, new=[ADDED[2], ADDED[2]])
    assert "is there already" in refusal(final, new=[ADDED[3], ADDED[3]])
