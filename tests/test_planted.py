"""Planted faults are caught: each invariant sees what it is there for, and nothing else breaks."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import invariants
import pytest
from conftest import DEMO, ROOT, lesson_of
from invariants import INVARIANTS, contract
from test_pinyin import wrong_syllables

from quizgen.model import Lesson, Question, Sentence, Token, Word
from quizgen.writers import lesson_json

Fault = Callable[[Lesson], Lesson]
BUSES = ROOT / "seeds" / "2025-03-14_night-buses.txt"  # a lesson in which nothing is wrong


def sentence(lesson: Lesson, number: int, **changes: Any) -> Lesson:
    """The lesson with another sentence in this place."""
    made = [replace(s, **changes) if i == number else s for i, s in enumerate(lesson.sentences)]
    return replace(lesson, sentences=tuple(made))


def token(lesson: Lesson, choose: Callable[[Token], bool], **changes: Any) -> Lesson:
    """The lesson with the first such token changed."""
    for number, one in enumerate(lesson.sentences):
        for at, found in enumerate(one.tokens):
            if choose(found):
                tokens = (*one.tokens[:at], replace(found, **changes), *one.tokens[at + 1 :])
                return sentence(lesson, number, tokens=tokens)
    raise AssertionError("no such token")


def word(lesson: Lesson, choose: Callable[[Word], bool], **changes: Any) -> Lesson:
    """The lesson with the first such word changed."""
    at = next(i for i, one in enumerate(lesson.words) if choose(one))
    made = replace(lesson.words[at], **changes)
    return replace(lesson, words=(*lesson.words[:at], made, *lesson.words[at + 1 :]))


def question(lesson: Lesson, choose: Callable[[Question], bool], **changes: Any) -> Lesson:
    """The lesson with the first such question changed."""
    at = next(i for i, one in enumerate(lesson.questions) if choose(one))
    made = replace(lesson.questions[at], **changes)
    return replace(lesson, questions=(*lesson.questions[:at], made, *lesson.questions[at + 1 :]))


def is_card(one: Word) -> bool:
    return one.tier == "card" and one.sense == "confirmed" and len(one.hanzi) == 2


def is_asked(one: Question) -> bool:
    return one.asked


def is_number(one: Question) -> bool:
    return one.asked and one.kind == "number"


def swap_answers(lesson: Lesson) -> Lesson:
    one, other = [q for q in lesson.questions if q.asked][:2]
    changed = question(lesson, lambda q: q is one, answer=other.answer, value=other.value)
    return question(changed, lambda q: q is other, answer=one.answer, value=one.value)


def flip_tone(lesson: Lesson) -> Lesson:
    """超额 chāo'é "above quota" becomes chào'é, wherever it is printed."""
    return token(lesson, lambda t: t.text == "超额", pinyin=("chao4", "e2"), spelled="chào'é")


def drop_sentence(lesson: Lesson, number: int) -> Lesson:
    kept = (*lesson.sentences[:number], *lesson.sentences[number + 1 :])
    return replace(lesson, sentences=kept)


def swap_sentences(lesson: Lesson) -> Lesson:
    first, second, *rest = lesson.sentences
    return replace(lesson, sentences=(second, first, *rest))


def many(lesson: Lesson, of: str, **changes: Any) -> Lesson:
    made = (replace(w, **changes) if w.tier == of else w for w in lesson.words)
    return replace(lesson, words=tuple(made))


def last_token_lost(lesson: Lesson) -> Lesson:
    return sentence(lesson, 1, tokens=lesson.sentences[1].tokens[:-1])


def other_bead(lesson: Lesson, number: int, bead: int) -> Lesson:
    return sentence(lesson, number, bead=bead)


FAULTS: dict[str, tuple[str, Fault]] = {
    "a sentence is lost": (
        "sentences_spell_the_paragraphs", lambda x: drop_sentence(x, 3)),
    "two sentences change places": ("sentences_spell_the_paragraphs", swap_sentences),
    "a sentence moves by one": (
        "sentences_spell_the_paragraphs",
        lambda x: sentence(x, 2, start=x.sentences[2].start + 1)),
    "a token is dropped": ("tokens_spell_the_sentences", last_token_lost),
    "a token moves by one": (
        "tokens_spell_the_sentences", lambda x: token(x, lambda t: t.start == 3, start=2)),
    "a syllable is dropped": (
        "every_character_has_a_syllable",
        lambda x: token(x, lambda t: len(t.pinyin) == 2, pinyin=("ma1",))),
    "a syllable has no tone": (
        "every_character_has_a_syllable",
        lambda x: token(x, lambda t: len(t.pinyin) == 1, pinyin=("ma",))),
    "a tone is flipped in the syllables only": (
        "spelling_says_what_the_syllables_say",
        lambda x: token(x, lambda t: t.pinyin == ("ye4", "jian1"), pinyin=("ye4", "jian4"))),
    "a tone is flipped on a card": (
        "spelling_says_what_the_syllables_say", lambda x: word(x, is_card, pinyin="mǎmá")),
    "a card is read unlike its sentence": (
        "words_are_read_as_their_tokens",
        lambda x: word(x, is_card, pinyin="mǎmá", pinyin_numbers="ma3 ma2")),
    "a word stands elsewhere": (
        "words_stand_where_they_say",
        lambda x: word(x, is_card, start=x.words[0].start + 1, end=x.words[0].end + 1)),
    "a word is in a sentence that isn't there": (
        "words_stand_where_they_say", lambda x: word(x, is_card, sentence=99)),
    "a clause without its word": (
        "clauses_hold_their_words", lambda x: word(x, lambda w: w.start > 2, clause=(0, 2))),
    "a clause that is too long": (
        "clauses_hold_their_words",
        lambda x: word(
            x, lambda w: len(x.sentences[w.sentence].zh) > 31,
            clause=(0, 32))),
    "a clause's English is of another sentence": (
        "clause_english_is_of_the_sentence",
        lambda x: word(x, lambda w: bool(w.clause_en), clause_en="from nowhere")),
    "made-up evidence": (
        "evidence_stands_in_the_translation", lambda x: word(x, is_card, evidence="pacesetter")),
    "confirmed by nothing": (
        "evidence_stands_in_the_translation", lambda x: word(x, is_card, evidence="")),
    "two answers are swapped": ("answers_stand_where_they_say", swap_answers),
    "a value of another answer": (
        "values_are_what_the_answers_say", lambda x: question(x, is_number, value=47)),
    "an answer with its unit": (
        "answers_stand_where_they_say",
        lambda x: question(x, is_asked, end=next(q.end for q in x.questions if q.asked) + 1)),
    "a context without the answer": (
        "answers_stand_where_they_say", lambda x: question(x, is_asked, context=(0, 1))),
    "an explanation outside the sentence": (
        "answers_stand_where_they_say",
        lambda x: question(x, is_asked, added=((999, "〔1959〕"),))),
    "English of another question": (
        "the_translation_says_what_is_asked",
        lambda x: question(x, is_asked, english="nine thousand eight hundred")),
    "a doubtful question is asked": (
        "the_translation_says_what_is_asked", lambda x: question(x, is_asked, doubtful=True)),
    "asked without English": (
        "the_translation_says_what_is_asked", lambda x: question(x, is_asked, english="")),
    "beads go back": ("beads_go_forward", lambda x: other_bead(x, 4, 0)),
    "a bead is left out": (
        "beads_go_forward", lambda x: other_bead(x, len(x.sentences) - 1, 99)),
    "two translations of one bead": (
        "beads_go_forward", lambda x: other_bead(x, 3, x.sentences[2].bead)),
    "a word without a reason": ("everything_has_a_reason", lambda x: word(x, is_card, reason=" ")),
    "a question without a reason": (
        "everything_has_a_reason", lambda x: question(x, is_asked, reason="")),
    "a level without its edition": (
        "levels_name_their_edition", lambda x: word(x, is_card, level="5")),
    "more cards than asked for": (
        "cards_are_as_many_as_asked", lambda x: many(x, "gloss", tier="card")),
    "more facts than asked for": (
        "cards_are_as_many_as_asked",
        lambda x: replace(x, settings=replace(x.settings, facts=1))),
    "every card is a political term": (
        "cards_are_as_many_as_asked", lambda x: many(x, "card", label="political term, PRC")),
    "a card without a meaning": (
        "cards_can_be_studied", lambda x: word(x, is_card, meaning="")),
    "the same word twice": (
        "cards_can_be_studied", lambda x: replace(x, words=(*x.words, x.words[0]))),
}  # fmt: skip


def failing(lesson: Lesson) -> set[str]:
    """Names of the invariants that the lesson breaks."""
    return {invariant.__name__ for invariant in INVARIANTS if invariant(lesson)}


def test_the_lesson_is_sound_before() -> None:
    assert not failing(lesson_of(BUSES))


@pytest.mark.parametrize("name", FAULTS)
def test_the_invariant_sees_that(name: str) -> None:
    expected, plant = FAULTS[name]
    sound = lesson_of(BUSES)
    faulty = plant(sound)
    assert faulty != sound, "nothing was planted"
    assert expected in failing(faulty)


def test_every_invariant_is_tried() -> None:
    tried = {expected for expected, _ in FAULTS.values()}
    assert {i.__name__ for i in INVARIANTS} - tried == {"the_printed_lesson_keeps_the_contract"}


def test_a_flipped_tone_of_the_demo_is_seen_by_the_readings_made_by_hand() -> None:
    """Letters and spelling agree, every invariant holds: only the hand-made data know better."""
    sound = lesson_of(DEMO)
    assert not [number for number in range(len(sound.sentences)) if wrong_syllables(sound, number)]
    faulty = flip_tone(sound)
    assert not invariants.spelling_says_what_the_syllables_say(faulty)
    assert [n for n in range(len(faulty.sentences)) if wrong_syllables(faulty, n)] == [1]


@pytest.mark.parametrize("key", ["words", "left_out", "format", "settings"])
def test_a_key_that_is_dropped_breaks_the_contract(key: str) -> None:
    printed = json.loads(lesson_json.dumps(lesson_of(BUSES)))
    assert not list(contract(printed))
    del printed[key]
    assert list(contract(printed))


@pytest.mark.parametrize("name", ["sentences", "words", "questions", "facts", "patterns", "items"])
def test_a_key_that_is_renamed_breaks_the_contract(name: str) -> None:
    printed = json.loads(lesson_json.dumps(lesson_of(BUSES)))
    for key in invariants.KEYS[name].split():
        record = printed[name][0]
        record[f"{key}_"] = value = record.pop(key)
        assert any(f"no key {key}" in problem for problem in contract(printed)), value
        record[key] = record.pop(f"{key}_")


def test_a_sentence_is_what_the_model_says() -> None:
    """The helpers change copies: the cached lesson stays as it was."""
    before = lesson_json.dumps(lesson_of(BUSES))
    sentence(lesson_of(BUSES), 0, zh="别的")
    assert isinstance(lesson_of(BUSES).sentences[0], Sentence)
    assert lesson_json.dumps(lesson_of(BUSES)) == before
