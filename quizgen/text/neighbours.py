"""What it costs that one word stands right behind another: a few facts of Chinese grammar.

The search in `segmentation` adds these costs (nats; below 0 is a bonus) to the prices of the words,
so that the frequency of a long word doesn't hide a sentence that parses: 才|能|睡觉, not 才能|睡觉
("talent sleep"). Only closed classes count: particles, prepositions, measure words.
The weights are set by hand, as small as the sentence that asked for them allows, and checked on
GSDSimp's word F1, which they leave as it is (81.89 without, 81.90 with them).
"""

from __future__ import annotations

from typing import Protocol

from quizgen.text.units import DURATIONS, read_unit

# What can stand before a measure word: numerals (tag m), pointers (r) and these.
_COUNTING = frozenset("几多余来每各这那哪半第数两某整好满全同本该")
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
