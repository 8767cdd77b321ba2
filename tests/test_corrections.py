"""What corrections for good decide, and what they leave alone."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from conftest import DEMO

from quizgen.corrections import Correction, Corrections, told
from quizgen.corrections.entries import correction_of
from quizgen.corrections.idle import idle, unmatched
from quizgen.explain import explanation
from quizgen.lesson import make_lesson
from quizgen.model import Article, Lesson, Paragraph, Settings, Word
from quizgen.overrides import Overrides
from quizgen.readers import read_article
from quizgen.report import summary
from quizgen.text.lexicon import Lexicon

CASES = json.loads((Path(__file__).parent / "cases" / "corrections.json").read_text("utf-8"))


def article_of(zh: list[str], en: list[str] | None = None) -> Article:
    paragraphs = tuple(Paragraph(text, line) for line, text in enumerate(zh, start=1))
    english = tuple(Paragraph(text, line) for line, text in enumerate(en or [], start=1))
    return Article("s", "", "", paragraphs, english)


def corrections_of(*tables: dict[str, Any]) -> Corrections:
    made = (correction_of(table, f"c.toml:{n}") for n, table in enumerate(tables, start=1))
    return Corrections(tuple(made))


def corrected(article: Article, corrections: Corrections, **settings: Any) -> Lesson:
    settings = {"level": "hsk2025:3"} | settings
    return make_lesson(article, Settings(**settings), overrides=Overrides(corrections=corrections))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_cases(case: dict[str, Any]) -> None:
    corrections = corrections_of(*case["corrections"])
    lesson = corrected(article_of(case["zh"], case.get("en")), corrections)
    cut = ["|".join(token.text for token in s.tokens) for s in lesson.sentences]
    assert cut == case.get("cut", cut)
    read = [[t.spelled for t in s.tokens if t.spelled] for s in lesson.sentences]
    assert read == case.get("readings", read)
    words = {word.hanzi: word for word in lesson.words}
    for hanzi, wanted in case.get("words", {}).items():
        assert {key: getattr(words[hanzi], key) for key in wanted} == wanted
    for hanzi, senses in case.get("variants", {}).items():
        assert {w.variant: w.meaning for w in lesson.words if w.hanzi == hanzi} == senses
    if "names" in case:
        assert [name.text for name in lesson.names] == case["names"]
    if case.get("corrected"):
        assert set(lesson.corrected) == {one.place for one in corrections.entries}
    assert unmatched(corrections, [idle(corrections, lesson)]) == case.get("unmatched", [])


def test_a_correction_beats_dictionary_rule_and_model_and_ends_the_doubt() -> None:
    """那个 "that one": two sources contradict each other, until somebody says which is right."""
    article = article_of(["那个人来了。"])
    before = corrected(article, Corrections()).sentences[0].tokens[0]
    after = corrected(article, corrections_of({"word": "那个", "pinyin": "nèi ge"}))
    token = after.sentences[0].tokens[0]
    assert before.text == "那个" and before.doubtful
    assert (token.spelled, token.by, token.doubtful) == ("nèige", "user", False)
    assert not any(word.doubtful for word in after.words if word.hanzi == "那个")


def test_the_first_that_says_something_wins_and_a_note_belongs_to_its_meaning() -> None:
    """The project's says what 打 means, the user's has a note for another meaning."""
    project = Correction("打", meaning="to hit", place="corrections.toml:1")
    user = Correction("打", meaning="to play", note="ball games", label="sport", place="mine:1")
    decided = told([project, user], "打")
    assert {field: one.place for field, one in decided.items()} == {
        "meaning": "corrections.toml:1",
        "label": "mine:1",
    }


def test_a_correction_beats_register_and_glossary() -> None:
    """大跃进 "Great Leap Forward" has gloss and label in the register list."""
    article = replace(article_of(["大跃进开始了。"], ["It has begun."]), date="1959-12-24")
    said = {"word": "大跃进", "meaning": "the Leap", "label": "slogan"}
    word = next(w for w in corrected(article, corrections_of(said)).words if w.hanzi == "大跃进")
    assert (word.meaning, word.label, word.sense) == ("the Leap", "slogan", "told")


def test_what_is_always_taught_goes_beyond_the_limit() -> None:
    """Three words of 'The competition of the model workers has begun.', and room for one."""
    article = article_of(["标兵的竞赛开始了。"])
    said = [{"word": word, "teach": True} for word in ("标兵", "竞赛", "开始")]
    lesson = corrected(article, corrections_of(*said), words=1)
    assert [w.hanzi for w in lesson.words if w.tier == "card"] == ["标兵", "竞赛", "开始"]


def test_what_nobody_explains_gets_no_empty_card() -> None:
    """A name without English and without a meaning: 'Zhang Xiaohua came.'"""
    lesson = corrected(
        article_of(["张晓华来了。"]), corrections_of({"word": "张晓华", "teach": True})
    )
    assert all(word.tier != "card" for word in lesson.words if word.hanzi == "张晓华")
    assert ("张晓华", "add meaning") in [(o.item, o.reason[-11:]) for o in lesson.left_out]


def test_never_in_some_sentences_leaves_the_others() -> None:
    """'The competition has begun. The competition is over.'"""
    said = corrections_of({"word": "竞赛", "where": "开始", "teach": False})
    lesson = corrected(article_of(["竞赛开始了。", "竞赛结束了。"]), said)
    tiers = {word.sentence: word.tier for word in lesson.words if word.hanzi == "竞赛"}
    assert tiers == {0: "skip", 1: "card"}


def test_another_meaning_of_some_sentences_is_listed() -> None:
    """'He is a pacesetter. She is one, too. The parade guards stood still.': one note for both."""
    said = corrections_of({"word": "标兵", "where": "站", "meaning": "man in the front row"})
    english = ["He is a pacesetter.", "She is a pacesetter, too.", "They stood in place."]
    lesson = corrected(article_of(["他是标兵。", "她也是标兵。", "标兵站好了。"], english), said)
    word = next(word for word in lesson.words if word.hanzi == "标兵")
    assert (word.meaning, word.other_meanings[0]) == ("pacesetter", "man in the front row")


def test_items_ask_a_meaning_that_is_told_and_claim_no_english(lexicon: Lexicon) -> None:
    """'The model workers of our factory take part in a competition this year.'"""
    article = article_of(["今年我们工厂的标兵参加了全国的生产竞赛。"])
    lesson = corrected(article, corrections_of({"word": "标兵", "meaning": "model worker"}))
    asked = [item for item in lesson.items if item.kind == "word" and item.key == ("标兵",)]
    assert asked and "Meaning: model worker" in asked[0].prompt
    assert "a correction tells its meaning" in asked[0].reason
    word = next(word for word in lesson.words if word.hanzi == "标兵")
    assert (word.evidence, word.doubtful) == ("", False)
    assert "pacesetter" in word.other_meanings


def test_explain_names_the_correction_at_each_decision(lexicon: Lexicon) -> None:
    """'The bank president Gao Xing came.': cut, reading, sense, label, tier and name."""
    said = corrections_of(
        {"word": "行长", "cut": "行长", "pinyin": "hángzhǎng", "meaning": "bank president",
         "label": "banking", "teach": True},
        {"word": "高兴", "name": "person"},
    )  # fmt: skip
    article = article_of(["银行行长高兴来了。"])
    given = Overrides(corrections=said)
    text = explanation(article, "行长", Settings(), lexicon, given)
    for line in (
        "* 行长  0.0  n, c.toml:1",
        "reading of 行长: hángzhǎng (user: c.toml:1)",
        "sense of 行长: bank president (told, by c.toml:1)",
        "always taught: c.toml:1; the label is that of c.toml:1; the meaning is that of c.toml:1",
    ):
        assert line in text
    assert "name 高兴 (PER, 1.00 by c.toml:2)" in explanation(
        article, "高兴", Settings(), lexicon, given
    )


def test_the_summary_names_those_that_match_nothing(demo: Lesson) -> None:
    said = corrections_of({"word": "恐龙", "meaning": "dinosaur"})
    line = "Corrections that match nothing here: 恐龙 (c.toml:1)\n"
    assert line in summary(demo, [], corrections=said)
    assert "Corrections" not in summary(demo, [])


def test_a_correction_is_idle_that_no_lesson_needs_and_any_of_them_may_say_why() -> None:
    words = ({"word": word, "label": "x"} for word in ("恐龙", "物馆", "文物"))  # dinosaur, relics
    said = corrections_of(*words)
    first = {"c.toml:1": "", "c.toml:2": "", "c.toml:3": ""}
    second = {"c.toml:1": "", "c.toml:2": ": stands here"}
    assert unmatched(said, [first, second]) == ["恐龙 (c.toml:1)", "物馆 (c.toml:2: stands here)"]


def test_three_corrections_of_the_demo_change_what_they_say_and_nothing_else(demo: Lesson) -> None:
    """A gloss of 标兵 "pacesetter", a reading of 超额 "above quota", no card for 竞赛 "contest"."""
    said = corrections_of(
        {"word": "标兵", "meaning": "model worker"},
        {"word": "超额", "pinyin": "chāo ě"},  # that nobody reads so: it is the same word still
        {"word": "竞赛", "teach": False},
    )
    lesson = corrected(read_article(DEMO), said, level="hsk2025:4")
    assert _of_sentences(lesson, "超额") == _of_sentences(demo, "超额")
    read = {t.pinyin for s in lesson.sentences for t in s.tokens if t.text == "超额"}
    assert read == {("chao1", "e3")}
    assert (lesson.names, lesson.questions, lesson.facts) == (
        demo.names, demo.questions, demo.facts
    )  # fmt: skip
    changes = _changes(demo, lesson)
    assert changes.pop("标兵") >= {"meaning", "other_meanings", "sense", "evidence"}
    assert changes.pop("超额") == {"pinyin", "pinyin_numbers"}
    assert changes.pop("竞赛") == {"tier", "reason"}
    # One more has room for a card, and nothing else is said of it.
    assert list(changes.values()) == [{"tier", "reason"}]
    assert unmatched(said, [idle(said, lesson)]) == []


def _of_sentences(lesson: Lesson, corrected: str) -> list[object]:
    """All that sentences say but for the readings of one word."""
    return [
        (s.zh, s.en, s.bead, token.text, token.pos, token.text == corrected or token)
        for s in lesson.sentences
        for token in s.tokens
    ]


def _changes(before: Lesson, after: Lesson) -> dict[str, set[str]]:
    """Which fields of which words differ; both lessons have the same words in one order."""
    pairs = zip(before.words, after.words, strict=True)
    found = {}
    for old, new in pairs:
        assert old.hanzi == new.hanzi
        if old != new:
            fields = (field.name for field in dataclasses.fields(Word))
            found[old.hanzi] = {f for f in fields if getattr(old, f) != getattr(new, f)}
    return found
