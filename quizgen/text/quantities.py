"""Finds the quantities of a Chinese text: counts, percents, dates, ordinals, ranges and the rest.

The span of a quantity is the numeral whole, with 第, 百分之, ％, 成 and the 多 inside 十多万; unit
and bound stay outside (一千六百|多|人). `find_quantities` says what is in the text; dates that
need the article's date are resolved by `quizgen.text.dates.resolve`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from quizgen.text.dates import RELATIVE, Reading, Value, read_date
from quizgen.text.guards import digit_run, is_institution, is_loose, not_numbers, word_over
from quizgen.text.numbers import DIGITS, HAN, parse_number, plain, read_numeral
from quizgen.text.plain import Plain, make_plain
from quizgen.text.shares import read_pair, read_share, signed
from quizgen.text.times import read_time
from quizgen.text.units import DURATIONS, MONEY, WordTest, read_unit, with_fixed

Kind = str  # number percent ordinal date time duration fraction multiple range score money

# Words that bound a quantity, with what they make of it: 近 and 将近 stay below it.
_BEFORE = {
    "超过": ">", "超": ">", "突破": ">", "大于": ">", "高于": ">", "多于": ">", "至少": ">=",
    "最少": ">=", "起码": ">=", "不少于": ">=", "不低于": ">=", "不下": ">=", "近": "<",
    "将近": "<", "接近": "<", "不到": "<", "不足": "<", "不满": "<", "少于": "<", "低于": "<",
    "小于": "<", "几乎": "<", "不超过": "<=", "至多": "<=", "最多": "<=", "约": "~", "大约": "~",
    "大概": "~",
}  # fmt: skip
_BEFORE_RE = re.compile(f"({'|'.join(sorted(_BEFORE, key=len, reverse=True))})[为有达了是]?$")
_OTHER_WORD = re.compile("(?:[附最新]近|[条节公纽合契制预签]约|高超)[为有达了是]?$")
_AFTER = {
    "以上": ">=", "之上": ">", "以下": "<=", "以内": "<=", "之内": "<=", "内": "<=", "左右": "~",
    "上下": "~", "开外": ">", "有余": ">", "多": ">", "余": ">", "整": "",
}  # fmt: skip
_AFTER_RE = re.compile(
    "以上|之上|以下|以内|之内|内(?=[^部容地陆心科外行在侧壁幕])|左右|上下|开外|有余|多(?![少次种样方半数么的])|余(?![下地额粮])"
)
_INSIDE = re.compile("[多余来几](?!少|数|么)")
_PREFIX_MONEY = "$¥￥£€"
_CHANGE = {"角": "0.1", "毛": "0.1", "分": "0.01", "美分": "0.01"}
_START = re.compile(
    rf"[{HAN}\d第负半对初.-]|[今去明前后同当次翌本上下昨][年月天日]|[{_PREFIX_MONEY}]"
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """One quantity of a text: the numeral is `start`..`end`, its unit ends at `unit_end`.

    `kind` is number, percent, ordinal, date, time, duration, fraction, multiple, range, score or
    money. `value`: a number (a percent's is the number of percent), "1/3", a date as in
    `quizgen.text.dates`, "15:30", "3:2", or (low, high). `bound` is "", ">", ">=", "<", "<=" or
    "~" (about). `numerals` are the numerals alone, in 四月三十|日 two.
    """

    start: int
    end: int
    kind: Kind
    value: Value
    unit: str
    unit_end: int
    bound: str
    numerals: tuple[tuple[int, int], ...] = ()


def find_quantities(text: str, is_word: WordTest | None = None) -> tuple[Quantity, ...]:
    """The quantities of a text in its order, none overlapping another.

    `is_word` tells a dictionary's headwords, by which 一般 and 统一 are known to count nothing;
    without it only the commonest such words are known.
    """
    known = with_fixed(is_word)
    flat = make_plain(text, known)
    barred = dict(not_numbers(flat.text))
    found, at = [], 0
    while at < len(flat.text):
        if at in barred:
            at = barred[at]
            continue
        reading, at = _next(flat.text, at, known)
        if reading:
            found.append(_quantity(flat, reading))
    return tuple(found)


def _quantity(flat: Plain, reading: Reading) -> Quantity:
    start, end = flat.span(reading.start, reading.end)
    behind = max(reading.unit_end, reading.end)
    unit_end = flat.span(reading.start, behind)[1]
    numerals = tuple(flat.span(*span) for span in reading.numerals) or ((start, end),)
    return Quantity(
        start, end, reading.kind, reading.value, reading.unit, unit_end, reading.bound, numerals
    )


def _next(text: str, at: int, known: WordTest) -> tuple[Reading | None, int]:
    """The reading that begins at `at`, if any, and where to go on."""
    if not _START.match(text, at):
        return None, at + 1
    if text[at] in "第初":
        return _ordinal(text, at, known)
    reading = _relative(text, at, known) or _reading(text, at)
    if reading is None:
        return None, max(at + 1, digit_run(text, at))
    behind = max(reading.end, reading.unit_end)
    if over := word_over(text, reading.start, reading.end, behind, known):
        return None, max(over, at + 1)
    if not reading.unit and reading.kind == "number" and is_loose(text, at, reading.end):
        return None, reading.end
    return _with_bound(text, reading), behind


def _reading(text: str, at: int) -> Reading | None:
    """What begins at `at`, the most particular reading first."""
    return (
        read_time(text, at)
        or read_date(text, at)
        or _range(text, at)
        or read_share(text, at)
        or _money_sign(text, at)
        or _half(text, at)
        or _plain_number(text, at)
    )


def _relative(text: str, at: int, known: WordTest) -> Reading | None:
    """今年, 去年 and the like, where no numeral of the same date follows (去年10月)."""
    value = RELATIVE.get(text[at : at + 2])
    if value is None or any(known(text[at : at + n]) for n in (3, 4)):
        return None
    following = re.compile("的?[前头]?").match(text, at + 2)
    if following and (date := read_date(text, following.end())) and "{" in str(date.value):
        return None
    return Reading(at, at + 2, "date", value, "", at + 2)


def _ordinal(text: str, at: int, known: WordTest) -> tuple[Reading | None, int]:
    """第十九|架, 初二; not 第一机床厂, which is a name."""
    run = digit_run(text, at + 1)
    numeral = read_numeral(text, at + 1)
    if numeral is None or not isinstance(numeral.value, int):
        return None, at + 1
    end, value = numeral.end, numeral.value
    if run > end:
        end, value = run, int(parse_number(text[at + 1 : run]) or 0)
    unit = read_unit(text, end) if text[at] == "第" else ""
    behind = end + len(unit)
    if text[at] == "初" and (value > 10 or text[end : end + 1] in DIGITS):
        return None, at + 1
    for last in range(min(len(text), at + 8), behind, -1):
        if known(text[at:last]) and text[at] == "第":
            return None, last
    if is_institution(text, end, unit) and text[at] == "第":
        return None, end
    return Reading(at, end, "ordinal", value, unit, behind, "", ((at + 1, end),)), behind


def _range(text: str, at: int) -> Reading | None:
    pair = read_pair(text, at) or _range_with_units(text, at)
    if pair is None or not _fits(text, at):
        return None
    end, low, high = pair
    if text[end : end + 1] in {"%", "成", "折"}:
        return Reading(at, end + 1, "range", (low, high), "", end + 1)
    more = 1 if _INSIDE.match(text, end) else 0
    unit = read_unit(text, end + more)
    if not unit and all(char in HAN for char in text[at:end]) and end - at == 2:
        return None  # 一二, 三四 without a unit are words or lists
    return Reading(at, end, "range", (low, high), unit, end + (more + len(unit) if unit else 0))


def _range_with_units(text: str, at: int) -> tuple[int, int | float, int | float] | None:
    """十人至二十人, 5％到10％: the same unit twice."""
    first = read_numeral(text, at)
    unit = first and (read_unit(text, first.end) or ("%" if text[first.end :][:1] == "%" else ""))
    if not first or not unit:
        return None
    to = re.compile("至|到|-|~|—|～").match(text, first.end + len(unit))
    second = read_numeral(text, to.end()) if to else None
    if not second or second.value <= first.value or not text.startswith(unit, second.end):
        return None
    return second.end, first.value, second.value


def _fits(text: str, at: int) -> bool:
    """Whether a numeral may begin here: not in the middle of a word or another numeral."""
    before = text[at - 1 : at] if at else ""
    if before.isascii() and (before.isalpha() or before == "_"):
        return False
    return not (
        text[at] in ".-"
        and before
        and (before in HAN or (before.isascii() and before not in " (,;:=\t"))
    )


def _money_sign(text: str, at: int) -> Reading | None:
    numeral = read_numeral(text, at + 1) if text[at] in _PREFIX_MONEY else None
    if not numeral:
        return None
    return Reading(at + 1, numeral.end, "money", numeral.value, text[at], numeral.end)


def _half(text: str, at: int) -> Reading | None:
    """半个月, 半斤."""
    if text[at] != "半":
        return None
    unit = read_unit(text, at + 1)
    if unit in {"", "天", "夜"} or unit not in DURATIONS | {"斤", "里", "亩"}:
        return None
    return Reading(at, at + 1, _kind(unit, ""), 0.5, unit, at + 1 + len(unit))


def _plain_number(text: str, at: int) -> Reading | None:
    run = digit_run(text, at)
    if run - at > 1 and read_numeral(text, at) is not None:
        following = text[run : run + 1]
        if run - at > 2 and following not in {"十", "百", "千", "点"}:
            return _united(text, at, run, parse_number(text[at:run]) or 0)
        if following not in {"十", "百", "千", "万", "亿"} and text[at] not in "零〇":
            return None
    numeral = signed(text, at)
    if numeral is None or not _fits(text, at):
        return None
    letter = text[numeral.end : numeral.end + 1]
    if letter.isascii() and letter.isalpha() and not read_unit(text, numeral.end):
        return None  # 3D
    return _united(text, at, numeral.end, numeral.value, ">" if numeral.more else "")


def _united(text: str, at: int, end: int, value: int | float, bound: str = "") -> Reading:
    """The number with 多, its unit and 半 behind it."""
    start, behind = end, end
    if match := _INSIDE.match(text, end):
        big = abs(value) >= 10 and (value % 10 == 0 or text[end - 1].isdecimal())
        if big and (read_unit(text, match.end()) or match[0] in "多余"):
            bound, start = "~" if match[0] == "来" else ">", match.end()
    unit = read_unit(text, start)
    if text.startswith("个半", end) and (inner := read_unit(text, end + 2)) and start == end:
        behind = end + 2 + len(inner)
        return Reading(at, end + 2, _kind(inner, ""), plain(value + 0.5), inner, behind)
    if text.startswith("个多", end) and (inner := read_unit(text, end + 2)):
        return Reading(at, end, _kind(inner, ""), value, inner, end + 2 + len(inner), ">")
    behind = start + len(unit) if unit else (start if bound else end)
    if unit and text.startswith("半", behind) and not re.match("半[导岛数天夜路]", text[behind:]):
        return Reading(at, behind + 1, _kind(unit, ""), plain(value + 0.5), unit, behind + 1, bound)
    kind = _kind(unit, text[behind : behind + 1])
    reading = Reading(at, end, kind, value, unit, behind, bound)
    return _with_change(text, reading) if kind == "money" else reading


def _with_change(text: str, reading: Reading) -> Reading:
    """50元6角三分 is 50.63 元: the smaller coins are part of the sum."""
    value, at = Decimal(str(reading.value)), reading.unit_end
    unit, end = reading.unit, reading.end
    while text[at : at + 1]:
        start = at + 1 if text[at] == "又" else at
        numeral = read_numeral(text, start)
        coin = read_unit(text, numeral.end) if numeral else ""
        if not numeral or coin not in _CHANGE:
            break
        value += Decimal(str(numeral.value)) * Decimal(_CHANGE[coin])
        end, at, unit = numeral.end, numeral.end + len(coin), coin
    return reading._replace(value=plain(value), end=end, unit=unit, unit_end=at)


def _kind(unit: str, following: str) -> Kind:
    if unit in DURATIONS:
        return "duration"
    if unit == "倍":
        return "multiple"
    if unit in {"块", "毛", "角", "分"} and following and following not in "钱，。；、！？ ":
        return "number"
    return "money" if unit in MONEY else "number"


def _with_bound(text: str, reading: Reading) -> Reading:
    """The reading with the bound that a word before or behind it sets."""
    if reading.bound or reading.kind in {"date", "ordinal", "score"}:
        return reading
    behind = max(reading.end, reading.unit_end)
    if match := _AFTER_RE.match(text, behind):
        return reading._replace(bound=_AFTER[match[0]])
    before = text[max(0, reading.start - 5) : reading.start]
    match = _BEFORE_RE.search(before)
    if match and not _OTHER_WORD.search(before):
        return reading._replace(bound=_BEFORE[match[1]])
    return reading
