"""When a numeral is none: 一般, 统一, 三言两语, 第一机床厂, 五四运动, phone numbers.

The mechanism is general: a dictionary's headword that begins with the numeral and goes on further
than numeral and unit, or that ends in it, takes it away. `is_word` should know headwords
(CC-CEDICT), not counts such as 九百 or 一件. What no dictionary shows is a rule here.
"""

from __future__ import annotations

import re

from quizgen.text.numbers import BIG, DIGITS, HAN, SMALL
from quizgen.text.units import WordTest, is_countless

_LONGEST = 8
# What may follow numeral and unit inside a headword without making it another word (一年半).
_TAILS = frozenset({"份", "半", "多", "余", "来", "以上", "以下", "左右"})
_NOT_NUMBERS = re.compile(
    r"https?://[\x21-\x7e]+|[A-Za-z_][\w=&%#/-]*\d[\w=&%#/.-]*|\d+(?:-\d+){2,}|\d+(?:\.\d+){2,}"
    rf"|[{HAN}\d]+届[{HAN}]+中全会"
)
_INSTITUTION = re.compile(
    "[\u4e00-\u9fff]{0,7}?(?:厂|局|处|院|学校|中学|小学|大学|医院|公司|车间|监狱|商店|师范|矿|集团军|野战军|"
    "方面军|舰队|医大|支队|大队|中队|小队|粮店|电影制片厂|设计院|研究所|工业部|机械部|机械工业部)"
)
_STANDS_ALONE = "这那的是和与或而及、，。；：！？）)”』」》,.;:!? \n\t"
_LEADS_IN = "是为到从和与的而减加乘除以至等于第叫号、，。；：！？（(“『「《,.;:!? \n\t"
_INDEFINITE = "几数上成好"


def not_numbers(text: str) -> list[tuple[int, int]]:
    """Spans in which no numeral is read: addresses, COVID-19, 888-000-9999, 八届八中全会."""
    return [m.span() for m in _NOT_NUMBERS.finditer(text) if not _is_date(m[0])]


def _is_date(text: str) -> bool:
    return re.fullmatch(r"\d{4}([-.])\d{1,2}\1\d{1,2}", text) is not None


def is_institution(text: str, end: int, unit: str) -> bool:
    """第一|机床厂: the ordinal that ends at `end` numbers an institution."""
    return not unit and _INSTITUTION.match(text, end) is not None


def word_over(text: str, start: int, end: int, behind: int, known: WordTest) -> int:
    """Where the word ends that takes the numeral `start`..`end` away, 0 if none does.

    `behind` is the end of the unit.
    """
    if not any(char in HAN for char in text[start:end]):
        return 0
    return (
        _word_from(text, start, behind, known)
        or _word_into(text, start, end, behind, known)
        or _indefinite(text, start, end, known)
    )


def _word_from(text: str, start: int, behind: int, known: WordTest) -> int:
    """一条龙, 一般: a word that begins with the numeral."""
    if is_countless(text[start:behind]) and not text.startswith("之", behind):
        return behind
    for end in range(min(len(text), start + _LONGEST), behind, -1):
        if text[behind:end] not in _TAILS and known(text[start:end]):
            return end
    return 0


def _word_into(text: str, start: int, end: int, behind: int, known: WordTest) -> int:
    """统一, 接二连三: a word that began before, unless its beginning ends another (提高|一倍)."""
    for first in range(max(0, start - 3), start):
        if all(char in HAN for char in text[first:start]):
            continue
        for last in range(end, min(len(text), end + 4) + 1):
            if not known(text[first:last]):
                continue
            if behind > end and last <= behind and _ends_a_word(text, first, start, known):
                continue
            return last
    return 0


def _ends_a_word(text: str, first: int, start: int, known: WordTest) -> bool:
    return any(known(text[i:start]) for i in range(max(0, first - 2), first))


def _indefinite(text: str, start: int, end: int, known: WordTest) -> int:
    """几十, 数百, 上千: no figure is said."""
    before = text[start - 1 : start]
    if not start or before not in _INDEFINITE or text[start] not in {*SMALL, *BIG}:
        return 0
    return 0 if _ends_a_word(text, start - 1, start, known) else end


def is_loose(text: str, start: int, end: int) -> bool:
    """A numeral without a unit that is too little to be one: 我一看, 三好, 千万不要, 五一."""
    numeral = text[start:end]
    if any(char.isdecimal() for char in numeral):
        return False
    if all(char in SMALL or char in BIG for char in numeral) and numeral != "十":
        return not (end - start > 1 and _alone(text, start, end)) and numeral not in {"一百"}
    if len(numeral) > 1:
        return False
    return numeral == "两" or not _alone(text, start, end)


def _alone(text: str, start: int, end: int) -> bool:
    after, before = text[end : end + 1], text[start - 1 : start] if start else ""
    free = not after or after in _STANDS_ALONE or not _is_han(after)
    return free and (not before or before in _LEADS_IN or not _is_han(before))


def _is_han(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff"


def digit_run(text: str, start: int) -> int:
    """The end of the run of plain Chinese digits that begins at `start` (一九五九, 五一)."""
    end = start
    while end < len(text) and text[end] in DIGITS and text[end] != "两":
        end += 1
    return end
