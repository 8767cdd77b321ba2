"""What stands on the cards: identities, names, and the parts that fields are made of."""

from __future__ import annotations

import html
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lessons import NASTY, SENTENCES, make_lesson, question

from quizgen.errors import ExportError
from quizgen.text.script import traditional_text
from quizgen.writers.anki import package
from quizgen.writers.anki.fact_fields import cloze
from quizgen.writers.anki.markup import english, tag, text, toned, with_mark
from quizgen.writers.anki.note_types import FACT, VOCABULARY
from quizgen.writers.anki.notes import deck_root, fact_guid, level_tag, make_notes, word_guid
from quizgen.writers.anki.older import read_older
from quizgen.writers.anki.passage import Passage, blank_html, cut_clause, plain_html, ruby_html

PINNED_WORDS = ["m+&fOoUzVJ", "l7J{KJ,Zu(", "O<ZHU3I#3~"]
PINNED_FACT = "lT1!+_TD3e"


# Identity


def test_guids_are_frozen() -> None:
    lesson = make_lesson()
    assert [word_guid(word) for word in lesson.words[:3]] == PINNED_WORDS
    assert fact_guid(lesson, lesson.questions[0]) == PINNED_FACT


def test_identity_is_word_and_reading_never_meaning_or_place() -> None:
    lesson = make_lesson()
    pacesetter = lesson.words[2]
    other = replace(pacesetter, meaning="model", sentence=0, reason="", level="", pos="v")
    assert word_guid(other) == word_guid(pacesetter)
    assert word_guid(lesson.words[0]) != word_guid(lesson.words[1])  # 行 xíng and háng


def test_a_fact_keeps_its_identity_when_its_hole_is_described_otherwise() -> None:
    lesson = make_lesson()
    fact = lesson.questions[0]
    assert fact_guid(lesson, replace(fact, hint="?", kind="count")) == fact_guid(lesson, fact)


def test_script_changes_no_identity() -> None:
    simplified, other = make_notes(make_lesson()), make_notes(make_lesson(script="trad"))
    assert [note.guid for note in simplified] == [note.guid for note in other]
    assert [note.fields[1] for note in simplified][:6] == [note.fields[1] for note in other][:6]


def test_one_identity_one_note() -> None:
    lesson = make_lesson()
    twice = replace(lesson, words=lesson.words + lesson.words[:1])
    assert len(make_notes(twice)) == len(make_notes(lesson))


PINNED_FIELDS = (
    "Key Hanzi Traditional Pinyin PinyinNumbers Ruby Meaning OtherMeanings PartOfSpeech"
    " MeasureWords Level Label Note Clause ClauseRuby ClauseBlank ClauseTranslation Sentence"
    " SentenceRuby SentenceTranslation MoreSentences RelatedWords Source Hint Audio ClauseAudio"
    " MakeProduction MakeListening MakeCloze OtherArticles Revision Spare3 Spare4",
    "Key Text Sentence SentenceRuby Translation Answer Kind Note Source Audio"
    " Revision Spare2 Spare3 Spare4",
)


def test_note_types_are_frozen(tmp_path: Path) -> None:
    """What a learner's collection knows them by. A change here orphans notes: don't."""
    stored = _models(tmp_path / "deck.apkg")
    words, facts = stored["Quizgen Vocabulary"], stored["Quizgen Fact"]
    assert (words["id"], facts["id"]) == ("1395912241", "1395912242")
    assert (words["type"], facts["type"]) == (0, 1)
    assert (words["sortf"], facts["sortf"]) == (1, 1)
    for model, names, start in zip(
        (words, facts), PINNED_FIELDS, (1395912241001, 1395912242001), strict=True
    ):
        assert [field["name"] for field in model["flds"]] == names.split()
        ids = [field["id"] for field in model["flds"]]
        assert ids == list(range(start, start + len(ids)))
    assert [(t["name"], t["id"]) for t in words["tmpls"]] == [
        ("Recognition", 1395912241501),
        ("Production", 1395912241502),
        ("Listening", 1395912241503),
        ("Sentence", 1395912241504),
        ("SpareA", 1395912241505),
        ("SpareB", 1395912241506),
    ]
    assert [(t["name"], t["id"]) for t in facts["tmpls"]] == [("Fact", 1395912242501)]


def _models(path: Path) -> dict[str, dict[str, Any]]:
    package.write(make_lesson(), path)
    snapshot, _ = read_older(path)
    assert snapshot is not None
    return {model["name"]: model for model in snapshot.note_types.values()}


# Which notes there are


def test_only_cards_and_asked_undoubted_facts_become_notes() -> None:
    notes = make_notes(make_lesson())
    keys = {note.fields[0].split("|")[0] for note in notes if note.note_type is VOCABULARY}
    assert "竞赛" not in keys  # competition, a gloss
    assert "西城区" not in keys  # Xicheng District, a name
    assert sum(note.note_type is FACT for note in notes) == 2


def test_a_card_that_there_is_not() -> None:
    with pytest.raises(ExportError, match="'dictation'; there are recognition, production"):
        make_notes(make_lesson(cards=("dictation",)))


# The parts


@pytest.mark.parametrize(
    ("printed", "numbers", "expected"),
    [
        ("chāo'é", "chao1 e2", "[1chāo]'[2é]"),
        ("qúnzhòng yùndòng", "qun2 zhong4 yun4 dong4", "[2qún][4zhòng] [4yùn][4dòng]"),
        ("dì-èr", "di4 er4", "[4dì]-[4èr]"),
        ("Xīchéng", "Xi1 cheng2", "[1Xī][2chéng]"),
        ("nǚ'ér", "nv3 er2", "[3nǚ]'[2ér]"),
        ("de", "de5", "[5de]"),
        ("huār", "hua1 r5", "[1huā][5r]"),
        ("háng", "xing2", "háng"),  # they contradict each other: no colours
        ("", "", ""),
    ],
)
def test_tone_colours(printed: str, numbers: str, expected: str) -> None:
    made = toned(printed, numbers)
    assert re.sub(r'<span class="t(\d)">(.*?)</span>', r"[\1\2]", made) == expected


def test_ruby_is_what_ankis_filter_reads() -> None:
    proposals = Passage(SENTENCES[2], (0, 14), (10, 12))
    assert ruby_html(proposals) == (
        " 今年[jīnnián]11 月[yuè] 西城区[xīchéngqū]"
        " 职工[zhígōng]<mark> 超额[chāo'é]</mark> 实现[shíxiàn]…"
    )


def test_a_word_cut_by_the_passage_has_no_reading() -> None:
    assert ruby_html(Passage(SENTENCES[0], (1, 4), (2, 4))) == "…众<mark> 运动[yùndòng]</mark>…"


def test_the_hole_is_not_given_away_elsewhere() -> None:
    line, whole = SENTENCES[3], (0, len(SENTENCES[3].zh))
    assert "银行第三" in blank_html(Passage(line, whole, (4, 5)))  # 行 háng; 银行 stays a word
    assert blank_html(Passage(line, whole, (4, 5))).count("＿") == 2


@pytest.mark.parametrize(
    ("clause", "word", "limit", "expected"),
    [
        ((0, 40), (6, 8), 30, "广大职工通过标兵赛、对手赛、表演赛等多种生动活泼的竞赛形式"),
        ((0, 40), (6, 8), 14, "广大职工通过标兵赛、对手赛"),
        ((0, 40), (32, 34), 10, "互相学习，共同提高"),
        ((0, 40), (25, 27), 8, "…活泼的竞赛形式"),
        ((32, 34), (32, 34), 12, "互相学习，共同提高"),  # no more than the word
        ((5, 3), (32, 34), 9, "互相学习，共同提高"),  # a clause that isn't one
    ],
)
def test_clauses_are_cut_at_punctuation(
    clause: tuple[int, int], word: tuple[int, int], limit: int, expected: str
) -> None:
    span = cut_clause(SENTENCES[1], clause, word, limit)
    assert span[0] <= word[0] < word[1] <= span[1]
    assert span[1] - span[0] <= limit
    assert re.sub("<.*?>", "", plain_html(Passage(SENTENCES[1], span, word))) == expected


def test_cloze_keeps_unit_and_bound_outside_and_its_own_colons_apart() -> None:
    fact = question("九千八百七十二", 2, "件", hint="how: many?", context=(14, 25))
    assert cloze(SENTENCES[2], fact) == (
        '了{{c1::九千八百七十二::<span lang="en">how&#58; many?</span>}}件革新'
    )


@pytest.mark.parametrize("offset", [15, 17, 22])
def test_added_brackets_stand_beside_the_hole_and_never_in_it(offset: int) -> None:
    fact = question("九千八百七十二", 2, "件", context=(14, 25), added=((offset, "ours"),))
    made = re.sub("<.*?>", "", cloze(SENTENCES[2], fact))
    before, after = (
        "了〔ours〕{{c1::九千八百七十二}}件革新",
        "了{{c1::九千八百七十二}}〔ours〕件革新",
    )
    assert made == (before if offset == 15 else after)


def test_marks_take_whole_words_first() -> None:
    assert with_mark("A rose rose, arose", "rose") == "A <mark>rose</mark> rose, arose"
    assert with_mark("arose rose", "Rose") == "arose <mark>rose</mark>"
    assert with_mark("Mass movements", "mass movement") == "<mark>Mass movements</mark>"
    assert with_mark("x < y", "z") == "x &lt; y"


def test_chinese_inside_english_is_named() -> None:
    assert english("variant of 着 <zhe>") == ('variant of <span lang="zh-CN">着</span> &lt;zhe&gt;')


def test_text_shows_itself() -> None:
    assert html.unescape(text(NASTY)) == NASTY
    assert not re.search(r"[\[\]{}\\<>]", text(NASTY))
    assert "\x1f" not in text("a\x1fb")


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({}, "Quizgen::1959-12-24 群众运动持续发展"),
        ({"deck": "My deck"}, "My deck"),
        ({"deck": "A:: B ::"}, "A::B"),
        ({"deck": "::"}, "Quizgen::1959-12-24 群众运动持续发展"),
    ],
)
def test_deck_names(settings: dict[str, str], expected: str) -> None:
    assert deck_root(make_lesson(**settings)) == expected


def test_deck_name_of_a_headline_that_is_long_and_hostile() -> None:
    lesson = make_lesson()
    head = replace(lesson.article.paragraphs[0], text='九::"字' + "长" * 30)
    article = replace(lesson.article, paragraphs=(head,), date="")
    assert deck_root(replace(lesson, article=article)) == "Quizgen::九： 字" + "长" * 15


@pytest.mark.parametrize(
    ("level", "expected"),
    [
        ("HSK 2025: 5", "quizgen::hsk2025::5"),
        ("HSK 2.0: 6", "quizgen::hsk2.0::6"),
        ("hsk2021:7-9", "quizgen::hsk2021::7-9"),
        ("", ""),
        ("in no list", ""),
    ],
)
def test_level_tags(level: str, expected: str) -> None:
    assert level_tag(level) == expected


def test_tags_have_no_spaces() -> None:
    assert tag("a", "b c\u3000d::e ") == "a::b_c_d_e"


def test_traditional_text_keeps_offsets() -> None:
    assert traditional_text("为了标兵，里面头发干劲") == "為了標兵，裡面頭髮幹勁"
    for sentence in SENTENCES:
        assert len(traditional_text(sentence.zh)) == len(sentence.zh)


def test_genanki_is_not_loaded_before_a_deck_is_written() -> None:
    code = "import sys, quizgen.writers; sys.exit('genanki' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
