"""Figures read out: 600, 95.19％, 1959 before 年 digit by digit; what isn't certain not at all."""

from __future__ import annotations

import re

from quizgen.text.numbers import spell

_FIGURES = re.compile(r"(\d{1,12})(?:\.(\d{1,6}))?([％%]?)", re.ASCII)
_DIGITS = dict(zip("0123456789", "零一二三四五六七八九", strict=True))
_PINYIN = {
    "零": "ling2", "一": "yi1", "二": "er4", "三": "san1", "四": "si4", "五": "wu3", "六": "liu4",
    "七": "qi1", "八": "ba1", "九": "jiu3", "十": "shi2", "百": "bai3", "千": "qian1",
    "万": "wan4", "亿": "yi4", "点": "dian3", "分": "fen1", "之": "zhi1",
}  # fmt: skip
_JOINED = frozenset(".,-–—~～/:：^×")  # a range, a fraction, a clock, a score, a telephone number
_TOLD = frozenset("第比")  # 第2, 3比2: èr too
_NOT_COUNTED = frozenset("月日号比点")  # before these a 2 is èr; 2个 is liǎng ge


def read_out(figures: str, before: str, after: str) -> tuple[str, tuple[str, ...]] | None:
    """Chinese numerals and their syllables for a figure between two characters ("": none).

    None where it may be read in more than one way.
    """
    match = _FIGURES.fullmatch(figures)
    if not match or before in _JOINED or after in _JOINED | {"%", "％", "‰"}:
        return None
    whole, decimals, percent = match.groups(default="")
    if after == "年" and not (decimals or percent):
        read = _year(whole)
    elif whole == "2" and not (decimals or percent or before in _TOLD or after in _NOT_COUNTED):
        read = ""
    else:
        read = _number(whole, decimals, percent)
    return (read, tuple(_PINYIN[char] for char in read)) if read else None


def _year(whole: str) -> str:
    """1959 as 一九五九; "" for what may be a number of years (20年)."""
    dated = len(whole) == 4 and whole[0] in "12"
    return "".join(_DIGITS[digit] for digit in whole) if dated else ""


def _number(whole: str, decimals: str, percent: str) -> str:
    if str(int(whole)) != whole:  # 007 is no number
        return ""
    point = "点" + "".join(_DIGITS[digit] for digit in decimals) if decimals else ""
    return ("百分之" if percent else "") + spell(int(whole)) + point
