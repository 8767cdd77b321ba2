"""What a fact's card asks in English words, and the other ways to write its answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from quizgen.model import Token
from quizgen.text.numbers import parse_number, spell
from quizgen.text.quantities import Quantity
from quizgen.text.units import read_unit

_MOST = 6  # accepted variants that fit on a card
_HALF_WIDTH = str.maketrans("０１２３４５６７８９％．，", "0123456789%.,")
_GRADES = {"标号": "grade", "级": "grade", "号": "number", "楼": "floor", "室": "room"}
_NOMINAL = frozenset("njv")  # first letters of jieba's tags
_DIGITS = "零一二三四五六七八九"
Ways = tuple[list[str], list[str]]  # in Arabic numerals, in Chinese ones; the plainest first


def hint(quantity: Quantity, tokens: Sequence[Token] = ()) -> str:
    """What is asked, in a few English words with the Chinese unit.

    个 says nothing, so that the noun behind it is named, where `tokens` tell it.
    """
    unit, kind = quantity.unit, quantity.kind
    asked = {
        "percent": "what percent?",
        "multiple": "how many times (倍)?",
        "money": f"how much ({unit})?",
        "ordinal": f"which in order (第…{unit})?",
        "fraction": "what fraction?",
        "range": f"from how many to how many {unit}?",
        "score": "what score?",
        "time": "what time?",
        "date": {"日": "which date?", "号": "which date?", "年": "which year?"}.get(
            unit, "how many months?" if unit == "个月" else "which month?"
        ),
    }
    if kind in asked:
        return asked[kind]
    if unit in _GRADES:
        return f"which {_GRADES[unit]} ({unit})?"
    if unit == "个":
        noun = _head_noun(quantity.unit_end, tokens)
        return f"how many 个 ({noun})?" if noun else "how many?"
    return f"how many {unit}?"


def _head_noun(at: int, tokens: Sequence[Token]) -> str:
    """The nouns that stand right behind a unit, as one word (养猪|场, 厂矿|企业), or ""."""
    found: list[Token] = []
    for token in (t for t in tokens if t.start >= at):
        verb = token.pos == "v"  # part of the noun as the first word of 养|猪场 only
        if token.start != (found[-1].end if found else at) or (verb and found):
            break
        if token.pos[:1] not in _NOMINAL:
            break
        found.append(token)
    if found and found[0].pos == "v" and (len(found) != 2 or not _is_compound(*found)):
        return ""
    noun = "".join(token.text for token in found)
    return noun if len(noun) <= 6 else ""


def _is_compound(verb: Token, noun: Token) -> bool:
    """养猪|场, 养|猪场: three characters; not 是|部长."""
    return len(verb.text + noun.text) == 3 and verb.text not in {"是", "有", "在", "为"}


def accepted(zh: str, quantity: Quantity) -> tuple[str, ...]:
    """Other ways to write the answer, six at most: 九百一十 is 910, 910个, 九百一十个.

    In Arabic and Chinese numerals, each without the unit and with it (where the unit stands right
    behind the hole), the plainest Arabic form first.
    """
    answer = zh[quantity.start : quantity.end]
    arabic, chinese = _ways(answer, quantity)
    if quantity.kind == "fraction" and read_unit(zh, quantity.end):
        arabic = arabic[:1]  # 四分之一|勺 is 1/4 of a spoon, not 25%
    unit = quantity.unit if zh.startswith(quantity.unit, quantity.end) else ""
    first = [way for ways in (arabic[:1], chinese[:1]) for way in ways]
    rest = [way for ways in (arabic[1:], chinese[1:]) for way in ways]
    forms = [form for way in first for form in (way, way + unit)]
    forms += [*rest, answer + unit, *(way + unit for way in rest if not _stands_alone(way))]
    return tuple(dict.fromkeys(form for form in forms if form and form != answer))[:_MOST]


def _stands_alone(way: str) -> bool:
    """Forms that take no unit: 二 (二个 is no Chinese), 9,872, 5:00."""
    return way == "二" or "," in way or ":" in way


def _ways(answer: str, quantity: Quantity) -> Ways:
    value, kind = quantity.value, quantity.kind
    if kind == "percent" and isinstance(value, int | float):
        return _percent_ways(answer, value)
    if kind == "date":
        return _date_ways(answer)
    if isinstance(value, tuple):
        low, high = value
        lows = ("两", "二") if low == 2 else (spelled(low),)
        chinese = [f"{first}{to}{spelled(high)}" for first in lows for to in "到至"]
        return [f"{low}-{high}", f"{low}到{high}", f"{low}至{high}"], chinese
    if isinstance(value, str):
        by_kind = {"fraction": _fraction_ways, "score": _score_ways, "time": _time_ways}
        return by_kind[kind](answer, value) if kind in by_kind else ([], [])
    if kind == "ordinal":
        first = answer[0] if answer[0] in "第初" else ""
        number = [str(value), f"{first}{value}"]
        return number, [f"{first}{spelled(value)}", spelled(value)]
    return _number_ways(answer, quantity, value)


def _number_ways(answer: str, quantity: Quantity, value: int | float) -> Ways:
    compound = re.search("[元块角毛]", answer)
    if compound:  # 50元6角|三分 is 50.63, but of another unit than stands behind the hole
        return [], [answer]
    arabic = [str(value)]
    if "倍" in answer:  # 一倍|半, whose unit is inside
        return [f"{value}倍"], [f"{spelled(value)}倍", answer]
    if "半" in answer:  # 0.5 is written so, but nobody says 零点五
        return arabic, [answer]
    if isinstance(value, int) and value >= 1000:
        arabic.append(f"{value:,}")
    if value >= 10_000 and value % 1000 == 0:
        arabic.insert(0, f"{value / 10_000:g}万" if value < 10**8 else f"{value / 10**8:g}亿")
    if more := re.fullmatch("(.+)([多余来几])(万|亿)", answer):  # 八十多万 is not 八十万
        few = parse_number(more[1])
        return [f"{few}{more[2]}{more[3]}"] if few is not None else [], [answer]
    written = spelled(value)
    both = [re.sub("^[两二](?=[百千万亿]|$)", two, written) for two in "二两"]
    both.append(re.sub("二(?=[千万亿])", "两", written))  # 一万两千六百
    if written == "二" and quantity.unit:
        both.reverse()
    own = [answer] if re.match("[\u4e00-\u9fff]", answer) else []
    return arabic, [*own, *both]


def _percent_ways(answer: str, value: int | float) -> Ways:
    """The sign of 4％ stands outside the hole, that of 八成 and 百分之四 is part of the answer."""
    written = spelled(value)
    if answer[-1] in "%％":
        return [str(value), f"{value}%", f"{value}％"], [written, f"百分之{written}"]
    tenths = [f"{value / 10:g}成"] if "成" in answer else []
    return [f"{value}%", str(value), *tenths, f"{value}％"], [f"百分之{written}"]


def _fraction_ways(answer: str, value: str) -> Ways:
    """1/10 is 10% too; 1/3 is no percentage that one would write."""
    share = Fraction(value) if re.fullmatch(r"\d+/[1-9]\d*", value) else Fraction(0)
    upper, lower = value.split("/")
    percent = share * 100
    signs = [f"{percent}%", f"{percent}％"] if percent and percent.denominator == 1 else []
    return [value, *signs], [f"{spell(int(lower))}分之{spell(int(upper))}"]


def _score_ways(answer: str, value: str) -> Ways:
    a, b = value.split(":")[:2]
    return [f"{a}:{b}", f"{a}比{b}", f"{a}-{b}", f"{a}：{b}"], [f"{spell(int(a))}比{spell(int(b))}"]


def _time_ways(answer: str, value: str) -> Ways:
    """四点半: 4:30, 四点三十分; in the afternoon 16:30 too. The 点 of 五|点 is no part of it."""
    hour, minute = (int(part) for part in value.split(":")[:2])
    said = hour % 12 or 12
    clocks = [f"{said}:{minute:02}"] + ([f"{hour}:{minute:02}"] if hour > 12 else [])
    name = "两" if said == 2 else spell(said)
    if not re.search("[点时:：]", answer):
        return [str(said), *clocks], [name]
    half = [f"{name}点半", f"{said}点半"] if minute == 30 else []
    minutes = (f"{spell(minute)}分", f"{minute}分") if minute else ("", "")
    return clocks, [f"{name}点{minutes[0]}", *half, f"{said}点{minutes[1]}"]


def _date_ways(answer: str) -> Ways:
    """10 is 十, 四月三十 is 4月30."""
    arabic, chinese = "", ""
    for part in re.split("([年月])", answer):
        value = parse_number(part.translate(_HALF_WIDTH)) if part else None
        if not isinstance(value, int):
            arabic, chinese = arabic + part, chinese + part
            continue
        year = len(str(value)) == 4
        arabic += str(value)
        chinese += (
            "".join("〇一二三四五六七八九"[int(c)] for c in str(value)) if year else spell(value)
        )
    return [arabic], [chinese]


def spelled(value: int | float) -> str:
    """A number in Chinese numerals: 1.3 is 一点三."""
    whole, _, tail = str(abs(value)).partition(".")
    figures = "".join(_DIGITS[int(c)] for c in tail if c.isdecimal())
    text = spell(int(whole)) if whole.isdecimal() else ""
    return ("负" if value < 0 else "") + text + (f"点{figures}" if figures else "")
