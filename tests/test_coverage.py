"""How much of a text a learner reads, and what a learner who knows words of their own is taught."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from conftest import SEEDS, lesson_of
from lessons import make_lesson, tokens, with_word

from quizgen.items.coverage import coverage, is_read
from quizgen.items.levels import Level, parse_level
from quizgen.known import Known, by_word
from quizgen.lesson import make_lesson as lesson_from
from quizgen.model import Article, Coverage, Lesson, Paragraph, Sentence, Settings, Token, Word
from quizgen.overrides import Overrides

NOTHING = Level("hsk2025", 0)


def learner(*words: str, level: str = "hsk2025:0") -> Level:
    """Knows these words: "行/hang2", or without a reading."""
    entries = (word.partition("/") for word in words)
    known = by_word((word, tuple(reading.split(","))) if slash else (word, ())
                    for word, slash, reading in entries)  # fmt: skip
    return replace(parse_level(level), words=Known(known))


def text(spelled: str) -> Sentence:
    made = tokens(spelled)
    return Sentence("".join(t.text for t in made), "", 0, 0, 0, tokens=made)


# In line 3 (háng) of the report it says: this may be done too (xíng)
LINE = "报告/bao4,gao4 第三/di4,san1 行/hang2 写/xie3 着/zhe5 ： 这样/zhe4,yang4 也/ye3 行/xing2 。"
# Mass movements go on and on
MASS = "群众/qun2,zhong4 运动/yun4,dong4 持续/chi2,xu4 不断/bu2,duan4"


@pytest.mark.parametrize(
    ("spelled", "words", "cards", "expected"),
    [
        (LINE, (), (), (8, 0, 0)),
        (LINE, ("行/hang2", "也"), (), (8, 2, 2)),
        (LINE, ("行",), (), (8, 1, 1)),  # xíng, as it is read by itself
        (LINE, ("行", "行/hang2", "写"), (), (8, 3, 3)),
        (LINE, (), ("行/xing2",), (8, 0, 1)),
        (LINE, ("行",), ("行/xing2", "写/xie3"), (8, 1, 2)),
        (LINE, ("着/zhe5",), (), (8, 1, 1)),
        (MASS, (), ("群众运动/qun2,zhong4,yun4,dong4",), (4, 0, 2)),
        (MASS, ("群众运动", "断"), (), (4, 3, 3)),  # 不断: 断 with 不
        (MASS, ("运动",), ("群众/qun2,zhong4",), (4, 1, 2)),
        ("11 ， A ！", ("行",), (), (0, 0, 0)),
    ],
)
def test_running_words_are_counted(
    spelled: str, words: tuple[str, ...], cards: tuple[str, ...], expected: tuple[int, int, int]
) -> None:
    count, now, later = expected
    made = coverage([text(spelled)], [card(one) for one in cards], learner(*words))
    whole = max(count, 1)
    assert made == Coverage(count, now / whole, later / whole)


def card(spelled: str) -> Word:
    hanzi, _, reading = spelled.partition("/")
    numbers = reading.replace(",", " ")
    return replace(make_lesson().words[0], hanzi=hanzi, pinyin_numbers=numbers)


def test_names_and_numerals_are_not_counted() -> None:
    level = parse_level("hsk2025:1")
    for pos in ("m", "nr", "nrfg", "ns", "nt", "nz"):
        assert is_read(Token("北京", 0, pos, ("bei3", "jing1")), level) is None
    assert is_read(Token("，", 0), level) is None
    assert is_read(Token("我们", 0, "r", ("wo3", "men5")), level) is True
    assert is_read(Token("标兵", 0, "n", ("biao1", "bing1")), level) is False


def test_the_lists_know_a_character_in_all_its_common_readings() -> None:
    """长 is zhǎng by itself; cháng is as common. But not 结果 jiēguǒ."""
    level = parse_level("hsk2025:4")
    assert is_read(Token("长", 0, "a", ("chang2",)), level) is True
    assert is_read(Token("结果", 0, "v", ("jie1", "guo3")), level) is False


def test_a_learner_knows_their_own_words_wherever_a_level_is_asked() -> None:
    level = learner("标兵", "超")
    assert level.has("标兵", ("biao1", "bing1")) and level.plain("标兵", ("biao1", "bing1"))
    assert level.reads("兵") and not NOTHING.reads("兵")
    assert level.has("超超", ("chao1", "chao1")) and not NOTHING.has("超超", ("chao1", "chao1"))
    assert not level.has("超额", ("chao1", "e2"))


def test_only_cards_count_as_learnt() -> None:
    made = make_lesson()
    before = coverage(made.sentences, made.words, NOTHING)
    glossed = with_word(made, "标兵", tier="gloss")
    after = coverage(glossed.sentences, glossed.words, NOTHING)
    assert round((before.with_cards - after.with_cards) * before.words) == 1
    assert before.now == after.now == 0


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_cards_add_to_what_is_read(path: Path) -> None:
    lesson = lesson_of(path)
    made = lesson.coverage
    assert made and 0 <= made.now <= made.with_cards <= 1
    assert made.words <= sum(len(sentence.tokens) for sentence in lesson.sentences)
    level = parse_level(lesson.settings.level)
    assert coverage(lesson.sentences, (), level) == replace(made, with_cards=made.now)
    cards = [f"{w.hanzi}/{w.pinyin_numbers.replace(' ', ',')}" for w in lesson.words
             if w.tier == "card"]  # fmt: skip
    if cards:
        knows = learner(*cards, level=lesson.settings.level)
        assert coverage(lesson.sentences, lesson.words, knows) == replace(made, now=made.with_cards)


# The lesson


def taught(zh: str, known: Known, date: str = "") -> Lesson:
    article = Article("s", "", "", (Paragraph(zh, 1),), date=date)
    return lesson_from(article, Settings(level="hsk2025:1"), overrides=Overrides(known))


def test_known_words_get_no_card_and_the_reason_names_the_list() -> None:
    """The peasants founded a cooperative; production developed much."""
    zh = "农民成立了合作社，生产得到很大发展。"
    before = taught(zh, Known(), "1956-03-01")
    assert {"合作社", "生产"} <= {w.hanzi for w in before.words if w.tier == "card"}
    known = Known(by_word([("合作社", ()), ("生产", ())]), ("mine",), {"生产": "mine.txt"})
    after = taught(zh, known, "1956-03-01")
    words = {word.hanzi: word for word in after.words}
    assert words["合作社"].tier == words["生产"].tier == "skip"  # a term of the register too
    assert words["生产"].reason.startswith("you know it (mine.txt)")
    assert words["合作社"].reason.startswith("you know it (your list)")
    assert before.coverage and after.coverage and before.coverage.now < after.coverage.now


def test_another_reading_of_a_known_word_is_still_taught() -> None:
    """A learner who knows 结果 jiēguǒ "to bear fruit" learns jiéguǒ "result"."""
    zh = "这次比赛的结果大家都很满意。"
    words = {w.hanzi: w for w in taught(zh, Known(by_word([("结果", ("jie1", "guo3"))]))).words}
    assert words["结果"].tier == "card"
    words = {w.hanzi: w for w in taught(zh, Known(by_word([("结果", ())]))).words}
    assert words["结果"].tier == "skip"
