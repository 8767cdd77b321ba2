"""Percents, fractions, scores and ranges: numerals made of two numerals or of one and a sign."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

from quizgen.text.dates import Reading
from quizgen.text.numbers import DIGITS, Number, Numeral, plain, read_numeral

_PARTS_OF = {"百分之": 1, "千分之": 10, "万分之": 100, "百万分之": 10**4, "万万分之": 10**6}
_PARTS = re.compile("|".join(sorted(_PARTS_OF, key=len, reverse=True)))
_SLASH = re.compile(r"(?:(\d{1,3}) )?(\d{1,4})/(\d{1,4})(?![\d/])")
_TENTHS = re.compile("成(?![立为功员绩果本长分就熟人千天份都])")
_OFF = re.compile("折(?![断腾磨叠扣合旧算磨射回返磨])")
_TO = re.compile("至|到|-|~|—|–|～|―")


def signed(text: str, at: int) -> Numeral | None:
    """A numeral with 负 or - in front of it."""
    minus = text[at : at + 1] in {"负", "-"}
    found = read_numeral(text, at + minus)
    return found._replace(value=-found.value) if found and minus else found


def read_share(text: str, at: int) -> Reading | None:
    """A percent (％ 百分之 成 折 个百分点), fraction or score that begins at `at`."""
    return (
        _parts(text, at)
        or _slash(text, at)
        or _fraction(text, at)
        or _score(text, at)
        or _percent(text, at)
        or _halved(text, at)
    )


def _reading(at: int, end: int, kind: str, value: Number | str) -> Reading:
    return Reading(at, end, kind, value, "", end, "", ((at, end),))


def _scaled(value: Number, factor: int | Decimal) -> Number:
    return plain(Decimal(str(value)) * factor)


def _parts(text: str, at: int) -> Reading | None:
    match = _PARTS.match(text, at)
    found = signed(text, match.end()) if match else None
    if not match or not found:
        return None
    value = plain(Decimal(str(found.value)) / _PARTS_OF[match[0]])
    return _reading(at, found.end, "percent", value)


def _slash(text: str, at: int) -> Reading | None:
    """1/3, and 1 3/5 as its sum."""
    match = _SLASH.match(text, at)
    if not match or not int(match[3]) or (at and text[at - 1] in "/-."):
        return None
    if match[1]:
        total = int(match[1]) + Fraction(int(match[2]), int(match[3]))
        return _reading(at, match.end(), "fraction", plain(float(total)))
    return _reading(at, match.end(), "fraction", f"{match[2]}/{match[3]}")


def _fraction(text: str, at: int) -> Reading | None:
    """三分之一 is "1/3"; 一又二分之一 is 1.5; a nominator with a fraction gives a number too."""
    whole, sign, start = 0, 1, at
    if text[at : at + 1] in {"负", "-"}:
        sign, at = -1, at + 1
    lower = read_numeral(text, at)
    if lower and text.startswith("又", lower.end):
        if not isinstance(lower.value, int):
            return None
        whole, lower = lower.value, read_numeral(text, lower.end + 1)
    if not lower or not text.startswith("分之", lower.end):
        return None
    upper = signed(text, lower.end + 2)
    if not upper or not lower.value:
        return None
    if sign > 0 and not whole and isinstance(lower.value, int) and isinstance(upper.value, int):
        return _reading(start, upper.end, "fraction", f"{upper.value}/{lower.value}")
    part = Decimal(str(upper.value)) / Decimal(str(lower.value))
    return _reading(start, upper.end, "fraction", plain(float(sign * (whole + part))))


def _score(text: str, at: int) -> Reading | None:
    """3比2; 3:2 where it is no time of day."""
    match = re.compile(r"(\d{1,3}|[零一二三四五六七八九十]{1,3})(比|:)").match(text, at)
    left = read_numeral(text, at)
    if not match or not left or left.end != match.start(2):
        return None
    right = read_numeral(text, match.end())
    if not right or not isinstance(left.value, int) or not isinstance(right.value, int):
        return None
    if text[right.end : right.end + 1] in {":", "月", "年", "日", "倍", "%", "点"}:
        return None
    if match[2] == ":" and re.match(r"\d{2}(?!\d)", text[match.end() :]):
        return None
    return _reading(at, right.end, "score", f"{left.value}:{right.value}")


def _percent(text: str, at: int) -> Reading | None:
    found = signed(text, at)
    if not found:
        return None
    end, mark = found.end, text[found.end : found.end + 1]
    if mark in {"%", "‰"}:
        value = found.value if mark == "%" else _scaled(found.value, Decimal("0.1"))
        return _reading(at, end + 1, "percent", value)
    if match := re.compile("个百分[点點]").match(text, end):
        return Reading(at, end, "percent", found.value, match[0], match.end(), "", ((at, end),))
    if found.value <= 10 and _TENTHS.match(text, end):
        tail = DIGITS.get(text[end + 1 : end + 2], 0)
        value = plain(Decimal(str(found.value)) * 10 + tail)
        return _reading(at, end + 1 + bool(tail), "percent", value)
    return _discount(text, at, found)


def _discount(text: str, at: int, found: Numeral) -> Reading | None:
    """打八折 leaves 80 percent, 八五折 and 85折 leave 85."""
    end, value = found.end, found.value
    if end - at == 1 and text[end : end + 1] in DIGITS and isinstance(value, int):
        value, end = value * 10 + DIGITS[text[end]], end + 1
    if not _OFF.match(text, end) or not 0 < value < 100:
        return None
    return _reading(at, end + 1, "percent", value if value >= 10 else _scaled(value, 10))


def _halved(text: str, at: int) -> Reading | None:
    if text.startswith("对折", at) and text[at - 1 : at] == "打":
        return _reading(at, at + 2, "percent", 50)
    if text.startswith("半成", at) and _TENTHS.match(text, at + 1):
        return _reading(at, at + 2, "percent", 5)
    if text.startswith("一半", at):
        return _reading(at, at + 2, "fraction", "1/2")
    return None


def read_pair(text: str, at: int) -> tuple[int, Number, Number] | None:
    """A range without its unit: 二至四, 3-5, 三四十, 十五六, 三、四: end, low and high."""
    first = read_numeral(text, at)
    if not first:
        return None
    return _to(text, first) or _neighbours(text, at, first)


def _to(text: str, first: Numeral) -> tuple[int, Number, Number] | None:
    match = _TO.match(text, first.end)
    second = read_numeral(text, match.end()) if match else None
    if not second or second.value <= first.value or text[second.end : second.end + 1] == "-":
        return None
    low = first.value
    if second.value >= 10_000 and low < 100 and text[second.end - 1] in "万亿":
        low *= 10_000 if text[second.end - 1] == "万" else 10**8  # 三至五万 is 3万 to 5万
    return second.end, low, second.value


def _neighbours(text: str, at: int, first: Numeral) -> tuple[int, Number, Number] | None:
    """Two digits that follow each other, with what stands around them in common: 三四十, 十五六."""
    low, skip = text[first.end - 1], 0
    if text[first.end : first.end + 1] == "、" and first.end - at == 1:
        skip = 1
    high = text[first.end + skip : first.end + skip + 1]
    values = DIGITS.get(low, 0), DIGITS.get(high, 0)
    following = text[first.end + skip + 1 : first.end + skip + 2]
    if not values[0] or values[1] - values[0] != 1 or following in {*DIGITS, "、"}:
        return None
    lows = read_numeral(text[: first.end] + text[first.end + skip + 1 :], at)
    highs = read_numeral(text[: first.end - 1] + text[first.end + skip :], at)
    if not lows or not highs or highs.value <= lows.value:
        return None
    return highs.end + 1 + skip, lows.value, highs.value
