"""Which words become cards: levels, tiers, the register list, company and measure words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from conftest import DEMO, lesson_of

from quizgen.errors import LessonError
from quizgen.items.levels import parse_level
from quizgen.items.register import register
from quizgen.lesson import make_lesson
from quizgen.model import Article, Lesson, Paragraph, Settings, Word
from quizgen.readers import read_article


def lesson(zh: str, en: str = "", date: str = "", **settings: object) -> Lesson:
    english = (Paragraph(en, 1),) if en else ()
    article = Article("s", "", "", (Paragraph(zh, 1),), english, date=date)
    return make_lesson(article, replace(Settings(), **settings))


def word(made: Lesson, hanzi: str) -> Word:
    return next(word for word in made.words if word.hanzi == hanzi)


@pytest.mark.parametrize("level", ["hsk9:1", "hsk2025", "hsk2025:x", "hsk2025:²", "hsk2.0:7", ""])
def test_a_level_that_is_none_is_refused(level: str) -> None:
    with pytest.raises(LessonError):
        parse_level(level)


def test_a_level_belongs_to_a_reading() -> None:
    """结果 is jiéguǒ "result" in the lists, not jiēguǒ "to bear fruit"."""
    level = parse_level("hsk2025:4")
    assert level.of("结果", ("jie2", "guo3")) is not None
    assert level.of("结果", ("jie1", "guo3")) is None


def test_every_level_names_its_edition() -> None:
    for name, printed in (("hsk2025", "HSK 2025"), ("hsk2021", "HSK 2021"), ("hsk2.0", "HSK 2.0")):
        assert parse_level(f"{name}:3").printed(5) == f"{printed}: 5"


def test_a_higher_level_leaves_fewer_words() -> None:
    article = read_article(DEMO)
    low, high = (
        make_lesson(article, Settings(level=level, words=200))
        for level in ("hsk2025:1", "hsk2025:9")
    )
    assert sum(w.tier == "card" for w in high.words) < sum(w.tier == "card" for w in low.words)


def test_rare_technical_words_of_the_demo_get_a_gloss_and_no_card(demo: Lesson) -> None:
    """Converter, PVC, milling machine: needed to read it, not worth years of reviews."""
    for hanzi in ("转炉", "聚氯乙烯", "铣床"):
        assert word(demo, hanzi).tier == "gloss"


def test_no_fragments_numerals_or_plain_words_are_on_cards(demo: Lesson) -> None:
    cards = {word.hanzi for word in demo.words if word.tier == "card"}
    assert cards.isdisjoint({"下大", "从以", "很大", "六种", "一种", "全市", "九千八百七十二"})


def test_terms_that_no_dictionary_has_are_glossed_from_the_english(demo: Lesson) -> None:
    wanted = {
        "群众运动": "mass movement",
        "总路线": "general line",
        "合格率": "pass rate",
        "劳动生产率": "labor productivity",
    }
    for hanzi, gloss in wanted.items():
        assert gloss in word(demo, hanzi).meaning


def test_political_terms_are_labelled_and_at_most_a_quarter(demo: Lesson) -> None:
    cards = [word for word in demo.words if word.tier == "card"]
    labelled = [word for word in cards if word.label]
    assert {"群众运动", "大跃进"} <= {word.hanzi for word in labelled}
    assert {"总路线"} <= {word.hanzi for word in demo.words if word.label}
    assert len(labelled) <= len(cards) / 4
    assert word(demo, "大跃进").meaning == "Great Leap Forward (1958–1960)"


def test_labels_of_an_era_belong_to_articles_of_their_time() -> None:
    """合作社, a cooperative, is an ordinary word in 2024."""
    text = "农民成立了合作社，生产得到很大发展。"
    assert word(lesson(text, date="1956-03-01"), "合作社").label
    assert not word(lesson(text, date="2024-03-01"), "合作社").label
    assert "总路线" not in register("") and "总路线" in register("1959-12-24")


def test_a_measure_word_is_one_seen_here_or_a_telling_one(demo: Lesson) -> None:
    assert word(demo, "建议").measure_words == ("件",)
    assert "种" in word(demo, "合金钢").measure_words
    assert all("个" not in w.measure_words for w in demo.words)


def test_collocations_stand_on_the_headwords_card(demo: Lesson) -> None:
    assert "超额完成" in word(demo, "超额").collocations
    assert not any("群众运动持续" in w.collocations for w in demo.words)


def test_related_words_share_a_character_and_its_reading(demo: Lesson) -> None:
    """产值 产量 产品, but not 执行 xíng and 行业 háng."""
    assert {"产品", "产量"} <= set(word(demo, "产值").related)
    assert "行业" not in word(demo, "执行").related


def test_a_word_that_may_be_cut_otherwise_is_not_taught_unseen() -> None:
    """才能 is "talent", and 才|能 "only then can": nothing here shows the first."""
    made = lesson("他明天才能来参加比赛。", "He can come to the match only tomorrow.")
    assert not any(w.hanzi == "才能" and w.tier == "card" for w in made.words)


def test_the_number_of_cards_follows_the_length() -> None:
    made = lesson_of(DEMO)
    han = sum("\u4e00" <= c <= "\u9fff" for p in made.article.paragraphs for c in p.text)
    assert made.settings.words == round(han / 30)
    assert lesson("我们参加了比赛。").settings.words == 5


def test_senses_without_english_are_unconfirmed() -> None:
    made = lesson("工厂的产量提高了。")
    assert {w.sense for w in made.words if w.meaning} == {"unconfirmed"}
