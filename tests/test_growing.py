"""A course that grows article by article is the one that looking at every note gives."""

from __future__ import annotations

import random
import time
from dataclasses import replace

import pytest
from lessons import make_lesson, with_word

from quizgen.known import Known, by_word, joined
from quizgen.model import Lesson
from quizgen.writers.anki.course import Course, add_lesson, met, taught, without_taught
from quizgen.writers.anki.growing import Growing

WORDS = [word.hanzi for word in make_lesson().words if word.tier == "card"]


def lesson(stem: str, words: list[str], meaning: str = "") -> Lesson:
    made = make_lesson(deck=f"Course::{stem}")
    chosen = tuple(
        replace(w, tier="gloss") if w.tier == "card" and w.hanzi not in words else w
        for w in made.words
    )
    made = replace(made, article=replace(made.article, stem=stem), words=chosen, questions=())
    return with_word(made, words[0], meaning=meaning) if meaning and words else made


@pytest.mark.parametrize("seed", range(20))
def test_it_grows_as_add_lesson_adds(seed: int) -> None:
    chance = random.Random(seed)
    course, growing = Course(), Growing()
    for _ in range(12):
        stem = chance.choice("abcdef")  # some articles come again, changed
        one = lesson(
            stem, chance.sample(WORDS, chance.randint(0, len(WORDS))), chance.choice(["", "x"])
        )
        text = "".join(paragraph.text for paragraph in one.article.paragraphs)
        expected = taught(course, stem).within(text)
        assert growing.taught(one.article, text) == expected
        assert growing.taught(one.article, text).characters == expected.characters
        rest = without_taught(course.notes, one)
        assert growing.without_taught(one) == rest
        course = add_lesson(course, rest)
        count = growing.add(rest, "Course")
        assert growing.course.notes == course.notes
        assert growing.course.senses == course.senses
        assert count == met(course.notes, rest)
        growing = Growing(growing.course) if chance.random() < 0.2 else growing


def test_the_last_of_many_articles_takes_no_longer_than_the_first() -> None:
    growing, one = Growing(), lesson("a", WORDS)
    touched = []
    for number in range(400):
        words = tuple(replace(w, hanzi=f"{w.hanzi}{number}") for w in one.words)
        begun = time.process_time()
        growing.add(
            replace(one, article=replace(one.article, stem=f"{number}"), words=words), "Course"
        )
        touched.append(time.process_time() - begun)
    assert sum(touched[-100:]) < 4 * sum(touched[:100])  # with a look at every note: 20 times
    assert len(growing.course.notes) == 400 * len(WORDS)


KNOWN = Known(by_word([("结果", ()), ("行", ("xing2",)), ("行", ("hang2",)), ("工业", ())]), ("a",))


def test_what_is_known_within_a_text_answers_as_the_whole_does() -> None:
    text = "行行出状元，工业有结果"
    part = KNOWN.within(text)
    assert set(part.words) == {"结果", "行", "工业"}
    assert set(KNOWN.within("工人进行").words) == {"行"}
    assert KNOWN.within("工人进行").characters == {"工", "行"}  # 工 is read, since 工业 is known
    assert joined([KNOWN.within("工人"), Known()]).characters == {"工"}
    assert joined([part, Known()]).characters == part.characters
    assert part.sources == KNOWN.sources
