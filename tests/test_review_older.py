"""A review table that is older than a correction."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from conftest import lesson_of
from lessons import make_lesson as by_hand
from lessons import with_word
from review_tools import FINAL, remake_of, said_of, word_of

from quizgen.corrections import Correction, Corrections
from quizgen.errors import ReviewError
from quizgen.lesson import make_lesson
from quizgen.model import Lesson
from quizgen.overrides import Overrides
from quizgen.readers import read_article
from quizgen.review import Review, ReviewRow
from quizgen.review.apply import with_review
from quizgen.review.rows import rows
from quizgen.text.lexicon import open_lexicon


@pytest.fixture(scope="module")
def final() -> Lesson:
    """The report of a football final: 12 words and 10 facts on cards."""
    return lesson_of(FINAL)


def corrected(hanzi: str, **said: Any) -> Lesson:
    """The report of the football final with a correction of a word."""
    correction = Correction(hanzi, place="corrections.toml:1", **said)
    given = Overrides(corrections=Corrections((correction,)))
    return make_lesson(read_article(FINAL), overrides=given)


@pytest.fixture(scope="module")
def misread() -> Lesson:
    """The same with 冠军 guǎnjūn (champion, guànjūn): as if that had been corrected so."""
    return corrected("冠军", pinyin=("guan3", "jun1"))


def given_back(lesson: Lesson, older: Lesson, *more: ReviewRow, **edit: Any) -> Lesson:
    """The lesson with the table of an older one, the row of 冠军 edited."""
    table = [replace(r, **edit) if r.hanzi == "冠军" and r.kind == "word" else r
             for r in rows(older)]  # fmt: skip
    review = Review("class.review.csv", (*table, *more))
    return with_review(lesson, review, open_lexicon(), remake_of(lesson))


def test_a_word_is_followed_when_its_reading_is_corrected(final: Lesson, misread: Lesson) -> None:
    lesson = given_back(misread, final, meaning="title holder")
    word = word_of(lesson, "冠军")
    assert (word.pinyin, word.meaning, word.tier) == ("guǎnjūn", "title holder", "card")
    assert "Corrected since the table was written: 冠军" in said_of(lesson)
    assert "12 words (1 edited); 10 facts; 20 questions" in said_of(lesson)
    assert sum(item.asked for item in lesson.items) == 20
    assert "guànjūn" not in str(lesson.items)  # the question about its pinyin is asked as it is now
    assert any(item.asked and "guǎnjūn" in item.key for item in lesson.items)
    again = with_review(misread, Review("t", tuple(rows(lesson))), open_lexicon(), remake_of(final))
    assert again.words == lesson.words


def test_a_reading_typed_before_the_correction_wins(final: Lesson, misread: Lesson) -> None:
    lesson = given_back(misread, final, pinyin="guàn jun")
    assert word_of(lesson, "冠军").pinyin_numbers == "guan4 jun5"
    assert word_of(given_back(misread, final, keep="no"), "冠军").tier == "gloss"


def test_a_word_is_followed_when_it_gets_a_note_of_its_own(final: Lesson) -> None:
    named = corrected("冠军", meaning="title", note="title")
    word = word_of(given_back(named, final), "冠军")
    assert (word.meaning, word.variant, word.tier) == ("title", "title", "card")
    assert word_of(given_back(final, named), "冠军").variant == ""  # and when it was taken back


def test_the_meaning_of_the_old_reading_is_no_edit() -> None:
    """行 háng "line" was read xíng, "to walk": the card of the line doesn't say "to walk"."""
    before = with_word(by_hand(), "行", tier="skip")
    (line,) = (w for w in before.words if w.pinyin == "háng")
    others = tuple(w for w in before.words if w.hanzi != "行")
    new = replace(before, words=(replace(line, tier="card"), *others))
    wrong = replace(line, pinyin="xíng", pinyin_numbers="xing2", meaning="to walk", tier="card")
    old = replace(before, words=(wrong, *others))
    review = Review("t.csv", tuple(rows(old)))
    lesson = with_review(new, review, open_lexicon(), remake_of(new))
    assert [(w.pinyin, w.meaning) for w in lesson.words if w.hanzi == "行"] == [
        ("háng", line.meaning)
    ]


def test_a_word_that_cannot_be_told_is_not_followed(final: Lesson, misread: Lesson) -> None:
    """Two rows with its characters, or two words without a row, and the row is refused."""
    row = next(r for r in rows(final) if r.hanzi == "冠军" and r.kind == "word")
    for keep in ("yes", "no"):
        twin = replace(row, id="card-word-00000000", keep=keep, number=500)
        with pytest.raises(ReviewError, match=f"row {row.number}: nothing of this article has"):
            given_back(misread, final, twin)
    lesson = by_hand()
    table = [r for r in rows(lesson) if r.hanzi != "行"]
    (row,) = (r for r in rows(lesson) if r.pinyin == "xíng")
    lost = replace(row, id="card-word-00000000", keep="no", number=9)
    review = Review("t.csv", (*table, lost))
    with pytest.raises(ReviewError, match="row 9: nothing of this article has the id"):
        with_review(lesson, review, open_lexicon(), remake_of(lesson))
    unseen = tuple(replace(w, tier="skip") if w.pinyin == "háng" else w for w in lesson.words)
    lesson = replace(lesson, words=unseen)  # which no table shows: then it is the other one
    made = with_review(lesson, review, open_lexicon(), remake_of(lesson))
    assert [w.tier for w in made.words if w.hanzi == "行"] == ["gloss", "skip"]
