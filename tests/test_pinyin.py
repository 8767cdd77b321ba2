"""Readings in their sentences: cases as data, and every syllable of the demo article.

A reading is compared by its letters and tones: spaces, hyphens, apostrophes and capitals are
spelling, which a case holds apart under "spelled", to the letter. "also" lists other readings
that are as good. Cases under "expect": "fail" are known failures.
"""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest
from invariants import HAN, letters
from one_sentence import CASES as FOLDER
from one_sentence import load, params, read

from quizgen.model import Lesson, Sentence
from quizgen.text.lexicon import Lexicon
from quizgen.text.opinions import unshown
from quizgen.text.pinyin import Line, likeliest, read_words
from quizgen.text.spelling import mark
from quizgen.text.surroundings import likeness

CASES = load("pinyin.json")
# Sentence, syllables; "a/b" where either is right.
DEMO = [
    line.split("\t")
    for line in (FOLDER / "demo_pinyin.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


def syllables(sentence: Sentence) -> dict[int, str]:
    """The syllable of each Han character, by offset."""
    return {
        token.start + at: syllable
        for token in sentence.tokens
        for at, syllable in zip(
            (i for i, c in enumerate(token.text) if HAN.match(c)), token.pinyin, strict=True
        )
    }


def reading(sentence: Sentence, part: str) -> str:
    """How the first occurrence of `part` is read, as letters with marks."""
    start = sentence.zh.index(part)
    by_place = syllables(sentence)
    heard = [by_place.get(at, "") for at in range(start, start + len(part))]
    return letters("".join(map(mark, heard)))


def spelling(sentence: Sentence, part: str) -> str:
    """The printed pinyin of the tokens that the first occurrence of `part` is made of."""
    start = sentence.zh.index(part)
    end = start + len(part)
    inside = [token for token in sentence.tokens if start <= token.start and token.end <= end]
    return " ".join(token.spelled for token in inside)


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 90


@pytest.mark.parametrize("case", params(CASES))
def test_words_are_read_as_in(case: dict[str, Any]) -> None:
    sentence = read(case)
    for part, expected in case["expected"].items():
        good = {letters(way) for way in [expected, *case.get("also", {}).get(part, [])]}
        assert reading(sentence, part) in good, f"{part}: {expected}"
    for part, expected in case.get("spelled", {}).items():
        assert spelling(sentence, part) == expected


def wrong_syllables(lesson: Lesson, number: int) -> list[str]:
    """The syllables of the demo's sentence that differ from those written by hand."""
    text, expected = DEMO[number]
    sentence = lesson.sentences[number]
    assert sentence.zh == text
    heard = [syllable for token in sentence.tokens for syllable in token.pinyin]
    return [
        f"{one} (not {other})"
        for one, other in zip(heard, expected.split(), strict=True)
        if one not in other.split("/")
    ]


@pytest.mark.parametrize("number", range(len(DEMO)))
def test_not_one_syllable_of_the_demo_is_wrong(number: int, demo: Lesson) -> None:
    """Read by hand, all 1,109 characters of it."""
    assert not wrong_syllables(demo, number)


def test_the_whole_demo_was_read(demo: Lesson) -> None:
    assert len(DEMO) == len(demo.sentences)


def words(text: str) -> list[tuple[str, str]]:
    """A sentence with bars between its words, each "word/tag"."""
    return [(word, tag) for word, _, tag in (part.partition("/") for part in text.split())]


DOUBTS = [
    ("学生", "他/r 是/v 学生/n 。/x", True),  # CC-CEDICT xuésheng, pypinyin xuéshēng
    ("朋友", "他/r 是/v 朋友/n 。/x", False),  # must be light, says every book
    ("桌子", "这/r 是/v 桌子/n 。/x", False),  # a suffix
    ("妈妈", "妈妈/n 来/v 了/ul 。/x", False),
    ("老婆", "他/r 老婆/n 来/v 了/ul 。/x", True),  # the other way round: CC-CEDICT has lǎopó
    ("那个", "那个/r 人/n 。/x", True),  # CC-CEDICT: also nèige
    ("银行", "他/r 在/p 银行/n 。/x", False),
    ("好好", "好好/d 学习/v 。/x", True),  # hǎohāo in speech
    ("常常", "常常/d 学习/v 。/x", False),
    ("个", "是/v 个/q 好人/n 。/x", True),
]


@pytest.mark.parametrize(("word", "sentence", "doubtful"), DOUBTS)
def test_a_word_is_doubtful_where_the_books_disagree(
    word: str, sentence: str, doubtful: bool, lexicon: Lexicon
) -> None:
    listed = words(sentence)
    read = read_words("".join(w for w, _ in listed), listed, lexicon)
    found = {w: r for (w, _), r in zip(listed, read, strict=True)}
    assert found[word].doubtful == doubtful, found[word]


def test_a_model_that_overrules_says_so(lexicon: Lexicon) -> None:
    listed = words("面/n 里/f 掺/v 了/ul 糖/n 。/x")
    read = read_words("面里掺了糖。", listed, lexicon)[2]
    assert (read.syllables, read.by) == (("chan1",), "model")


def test_probabilities_are_of_all_readings_and_sum_to_one(lexicon: Lexicon) -> None:
    line = Line("他去银行。", words("他/r 去/v 银行/n 。/x"), lexicon, unshown)
    shares = line.shares(2, 1, line.first(2))
    assert sum(shares.values()) == pytest.approx(1)
    assert next(iter(shares)) == "hang2"
    assert {"hang2", "xing2"} <= set(shares)


def test_the_likeliest_reading_keeps_the_tones_of_stems(lexicon: Lexicon) -> None:
    """CPP's labels have guān xì, which is how they are compared."""
    sentence = read({"text": "这没有关系。"})
    words = [(token.text, token.pos) for token in sentence.tokens]
    assert likeliest(sentence.zh, words, sentence.zh.index("系"), lexicon) == "xi4"
    assert likeliest(sentence.zh, words, len(sentence.zh) - 1, lexicon) == ""


ODD = ["", "🙂", "hello", "12％", "〇", "𠀀", "·", "他\t行\n", "囧rz槑", "王□说□", "□"]


@pytest.mark.parametrize("text", ODD)
def test_odd_text_is_read_without_a_crash(text: str, lexicon: Lexicon) -> None:
    listed = [(character, "x") for character in text]
    assert len(read_words(text, listed, lexicon)) == len(text)
    for at, character in enumerate(text):  # g2pM's table has two readings for □
        assert not likeliest(text, listed, at, lexicon) or HAN.match(character)


def test_a_long_text_is_read_in_one(lexicon: Lexicon) -> None:
    text = "行" * 10_000
    assert len(read_words(text, [(text[:16], "x")] * 625, lexicon)) == 625


def test_where_nobody_need_be_asked_nothing_heavy_is_loaded() -> None:
    """The network and numpy wait for the first polyphone that is undecided."""
    code = """
import sys
from quizgen.text.lexicon import open_lexicon
from quizgen.text.pinyin import read_words
listed = [("他们", "r"), ("喜欢", "v"), ("银行", "n"), ("。", "x")]
read_words("他们喜欢银行。", listed, open_lexicon())
print(sorted({"numpy", "onnxruntime", "g2pM"} & set(sys.modules)))
"""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]", run.stdout


@pytest.mark.parametrize(
    ("text", "expected"),
    [("妈妈在厨房里用油炸鱼", "zha2"), ("飞机扔下炸弹炸毁了桥", "zha4")],
)
def test_surroundings_are_nearer_to_the_reading_that_is_meant(text: str, expected: str) -> None:
    """To deep-fry, or to bomb."""
    near = likeness(text, text.index("炸"), ["zha2", "zha4"])
    assert max(near, key=lambda reading: near[reading]["near labels"]) == expected


def test_a_reading_that_nobody_labelled_has_no_place() -> None:
    assert likeness("好", 0, ["hao9"])["hao9"] == dict.fromkeys(
        ("no words", "no gloss", "no labels"), 1.0
    )
