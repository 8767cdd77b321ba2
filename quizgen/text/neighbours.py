"""What it costs that one word stands right behind another: a few facts of Chinese grammar.

The search in `segmentation` adds these costs (nats; below 0 is a bonus) to the prices of the words,
so that the frequency of a long word doesn't hide a sentence that parses: 才|能|睡觉, not 才能|睡觉
("talent sleep"). Only closed classes count: particles, prepositions, measure words.
The weights are set by hand, as small as the sentence that asked for them allows, and checked on
GSDSimp's word F1, which they leave as it is (81.99 without, 82.00 with them).

For `parts` it also tells which neighbours of one syllable are one word to a treebank.
"""

from __future__ import annotations

import re
from typing import Protocol

from quizgen.text.units import DURATIONS, read_unit

# What can stand before a measure word: numerals (tag m), pointers (r) and these.
_COUNTING = frozenset("几多余来每各这那哪半第数两某整好满全同本该")
_POINTERS = frozenset("这那每")
_TO_A_PLACE = frozenset("往朝")
_ADVERBS = frozenset("才就只再也都还又便")
_MODALS = frozenset("能会可敢肯")
_BEHIND_A_TIME = frozenset("内前后外")
_VERBAL = ("v", "vg", "vn", "vd")
# Indefinite amounts and extents, which are words before a noun too (一点水, 一路歌儿).
_AMOUNTS = frozenset("些点下切般样路")


class Neighbour(Protocol):
    """What is needed of a candidate word."""

    @property
    def start(self) -> int:
        """Offset of its first character."""

    @property
    def end(self) -> int:
        """Offset behind its last character."""

    @property
    def tag(self) -> str:
        """jieba's part of speech."""


def beside(text: str, a: Neighbour, b: Neighbour) -> float:
    """The cost of `b` right behind `a` in this text."""
    one, two = text[a.start : a.end], text[b.start : b.end]
    following = text[b.end : b.end + 2]
    return (
        _counted(one, a.tag, two, b.tag)
        + _one_of(one, two, b.tag)
        + _time(one, a.tag, two, b.tag)
        + _verb(one, a.tag, two, following)
        + _adverb(one, two, b.tag, text[a.start - 1 : a.start])
        + _preposition(one, two, b.tag, following)
    )


def _counted(one: str, tag: str, two: str, tag_two: str) -> float:
    """Measure words stand behind what counts; 个 behind a numeral is one (一|个|人)."""
    counting = tag[:1] in ("m", "r", "q") or one[-1] in _COUNTING or one in ("同一", "任一")
    if tag_two == "q" and len(two) == 1 and not counting:
        return 4.5  # 划|一|个十字, not 划一 ("uniform"); 想家
    if counting and tag[:1] != "q" and two[0] == "个" and len(two) > 1 and two != "个个":
        return 4.0  # 没有一|个人, 一百四十多|个人 ("individual")
    if one in _POINTERS and two[0] == "次" and len(two) > 1:
        return 4.0  # 这次|日程, not 这|次日 ("the next day")
    return 0.0


def _one_of(one: str, two: str, tag: str) -> float:
    """一道 "together" stands before a verb, not before what is counted (一|道|简单的面)."""
    if two.startswith("一个") and one in ("没", "没有"):
        return 3.0  # 没有|一|个|人: 一个人 "alone" is nothing to have
    if len(one) != 2 or one[0] != "一" or one[1] in _AMOUNTS or read_unit(one, 1) != one[1]:
        return 0.0
    return 5.5 if tag in ("n", "a", "b", "z") else 0.0


def _time(one: str, tag: str, two: str, tag_two: str) -> float:
    """内, 前, 后 behind a length of time stand alone (九十分钟|内|战成, not 内战 "civil war")."""
    if tag != "q" or one not in DURATIONS or two[0] not in _BEHIND_A_TIME or len(two) == 1:
        return 0.0
    return 0.0 if tag_two[:2] == "ns" or two in ("前后", "内外") else 7.0


def _verb(one: str, tag: str, two: str, following: str) -> float:
    """过 behind a verb is a particle of its own (回|过|头|去, not 过头 "to excess")."""
    if len(one) == 2 and one[0] == "过" and two in ("来", "去"):
        return 4.0
    if following[:1] == "头" and following[1:] not in ("来", "去"):
        return 0.0  # 说|过头|了
    particle = two == "过" and following and following[0] not in "去来"
    return -2.5 if len(one) == 1 and tag in _VERBAL and particle else 0.0


def _adverb(one: str, two: str, tag: str, before: str) -> float:
    """才能 "talent" and 都会 "metropolis" do nothing: 才|能|睡觉, 都|会|游泳."""
    if one == "的" and two in _ADVERBS:
        return 2.0
    if len(one) == 2 and one[1] == "都" and tag in _VERBAL:
        return 2.0  # 花|都|开|了, no district 花都; 成都 and 首都 are frequent enough
    modal = len(one) == 2 and one[0] in "才都" and one[1] in _MODALS
    if modal and tag[:1] in ("v", "p") and before != "的":  # 他的才能得到发挥
        return 5.0
    return 3.0 if len(one) == 2 and one[0] == "只" and tag == "m" else 0.0  # 只|读|十页


def _preposition(one: str, two: str, tag: str, following: str) -> float:
    """往 and 朝 take a direction (往下|滑, not 往|下滑); 把 a noun before its verb (把|手|伸进)."""
    if one in _TO_A_PLACE and tag in _VERBAL and len(two) > 1:
        return 6.5
    done = following and following[0] in "进出过到给在成了起回上下向开"
    return 3.5 if len(one) == 2 and one[0] == "把" and tag == "v" and done else 0.0


# A syllable of grammar leans on the one behind it: 也是, 最大, 该校, 每队 (a convention).
_WITH_IS = re.compile("[也都则仍皆]是|而非")
_DEGREES = frozenset("很最更较极甚")
WHICH = frozenset("该本各每全")
# A verb's direction or result leans on the verb: 写上, 迁到, 躲入 (朱德熙's 述补 of two syllables).
_RESULTS = frozenset("上下入出到往予回起进成死住好")
# Function words, which are no members of a compound.
_FUNCTION = frozenset(
    "的地得着了过之所被把将就可能会要应须不没未勿也都还又再只才并而且与和及或但却则若如对从由自向"
    "往于在为以是有这那其此某我你他她它们等个些什么谁几数两一二三四五六七八九十百千万亿"
)


def leans(one: str, tag: str, two: str, tag_two: str) -> bool:
    """Whether one of two single syllables leans on the other, by their parts of speech."""
    if two in _RESULTS and tag[:1] == "v":
        return one not in _FUNCTION
    degree = one in _DEGREES and tag_two[:1] in ("a", "d", "m")
    which = one in WHICH and tag_two[:1] in ("n", "q")
    return bool(_WITH_IS.fullmatch(one + two)) or ((degree or which) and two not in _FUNCTION)


def is_compound(both: str, heard: str) -> bool:
    """Whether two syllables that the tagger hears as one word are two that mean something."""
    content = heard[:1] in ("n", "a", "v", "s") or heard in ("PER", "LOC", "ORG", "TIME")
    return content and _FUNCTION.isdisjoint(both)
