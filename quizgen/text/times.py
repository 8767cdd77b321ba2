"""Times of day: 下午三点半 is "15:30"."""

from __future__ import annotations

import re

from quizgen.text.dates import Reading
from quizgen.text.numbers import parse_number

DIGITS = "一二三四五六七八九"
_N = rf"(?:\d{{1,2}}|两(?![百千万亿])|[零〇]?[{DIGITS}]?十?[{DIGITS}零]?(?<=[零〇{DIGITS}十]))"
PERIOD = (
    "凌晨|清晨|早晨|早上|早间|上午|中午|正午|下午|午后|傍晚|晚上|晚间|夜间|夜里|深夜|半夜|午夜|"
    "今晨|今晚|今早|明早|明晚|昨晚|昨夜|当晚|早(?=[\\d一二三四五六七八九十])|晚(?=[\\d一二三四五六七八九十])"
)
_LATE = re.compile("下午|午后|傍晚|晚|夜")
_MIDNIGHT = re.compile("晚|夜|凌晨")
_HALVES = {"a": "上午", "p": "下午"}
_CLOCK = re.compile(
    r"(?P<h>\d{1,2}):(?P<m>[0-5]\d)(?::(?P<s>[0-5]\d))?(?!\d)\s?(?P<half>[ap]\.?m(?![a-z]))?",
    re.IGNORECASE,
)
_SPOKEN = re.compile(
    rf"(?P<h>{_N})(?P<u>点|时(?!代|间|候|期|而|刻))(?:(?P<end>钟|整|正|半|[一三]刻|(?P<m>{_N})"
    rf"(?:分(?!之)(?:(?P<s>{_N})秒)?)?)?)"
)
_AFTER = re.compile("钟|整|半|过|前|后|之|以|至|到|左右|起|开|$|[，。、；！？,. -]")
# What is done at an hour, not to so many points: 银行五点就关门了.
_DONE_AT = re.compile(
    "(?:就|才|还|都|再|准时|准|便)?(?:[关开]门|[上下][班课]|起床|睡觉|开[会车始业幕]|出发|发车|到达|见面|"
    "集合|回家|吃饭|结束|起飞|降落|停业|抵达)"
)
_AT = re.compile("(?:到|在|从|至|自)$")
# Nouns that are counted in points (提出五点建议), and 从三点来看, 在两点上.
_POINTS = re.compile(
    "建议|意见|要求|理由|原因|看法|体会|经验|希望|想法|说明|不足|启示|共识|措施|好处|特点|主张|"
    "主要|来看|来说|上|中|内容|声明|方面|计划"
)
_PLENTY = 24


def read_time(text: str, at: int) -> Reading | None:
    """The time of day whose first numeral stands at `at`: 三点半 after 下午 is "15:30".

    Where the text doesn't say which half of the day is meant the hour stays open: "3:30".
    """
    period = _period(text, at)
    match = _CLOCK.match(text, at)
    if not match:
        return _spoken(text, at, period)
    half = (match["half"] or "")[:1].lower()
    value = _value(int(match["h"]), int(match["m"]), _HALVES.get(half, period))
    if not value:
        return None
    if len(match["h"]) == 2 and not (half or period):
        value = value.zfill(5)  # 08:30 is of a clock with 24 hours
    seconds = f":{match['s']}" if match["s"] else ""
    return Reading(at, match.end(), "time", value + seconds, "", match.end(), "", (match.span(),))


def _spoken(text: str, at: int, period: str) -> Reading | None:
    match = _SPOKEN.match(text, at)
    if not match or not (_directly(text, at) or _is_clock(text, match)):
        return None
    minute = {"半": 30, "一刻": 15, "三刻": 45}.get(match["end"] or "", _number(match["m"]))
    value = _value(_number(match["h"]), minute, period)
    if not value:
        return None
    if match["end"] and match["end"] not in {"钟", "整", "正"}:
        end, unit, behind = match.end(), "", match.end()
        if text[end - 1] in "分秒":
            end, unit = end - 1, text[end - 1]
    else:
        end, unit, behind = match.end("h"), text[match.end("h") : match.end()], match.end()
    return Reading(at, end, "time", value, unit, behind, "", ((at, end),))


def _value(hour: int, minute: int, period: str) -> str:
    """The hour and minute as "15:30", "3:30" if nothing says which half of the day; "" if none."""
    if hour > _PLENTY or minute > 59:
        return ""
    if not period and 1 <= hour <= 12:
        return f"{hour}:{minute:02}"
    if hour == 12 and _MIDNIGHT.search(period):
        hour = 0
    elif hour < 12 and _LATE.search(period) and not (hour < 6 and "夜" in period):
        hour += 12
    return f"{hour % _PLENTY:02}:{minute:02}"


def _number(text: str | None) -> int:
    value = parse_number(text) if text else 0
    return value if isinstance(value, int) else 0


def _directly(text: str, at: int) -> bool:
    return re.search(rf"(?:{PERIOD}|早|晚)的?$", text[max(0, at - 5) : at]) is not None


def _period(text: str, at: int) -> str:
    """The word that says which part of the day: 早, 下午, in front or earlier in the clause."""
    if match := re.search(rf"(?:{PERIOD}|早|晚)的?$", text[max(0, at - 5) : at]):
        return match[0]
    clause = re.split("[，。；！？：]", text[:at])[-1]
    found = re.findall(f"{PERIOD}", clause)
    return found[-1] if found else ""


def _is_clock(text: str, match: re.Match[str]) -> bool:
    """Whether N点 without 上午 is a time: 三点钟, 9点; not 一点 (a little) or 两点建议."""
    if match["u"] == "时":
        figures = match["h"][0].isdecimal()
        return bool(match["m"] or (figures and _AFTER.match(text, match.end())))
    if match["end"]:
        return match["end"][-1] in "钟整正半刻" or "分" in match["end"]
    before, behind = text[: match.start()], match.end()
    if re.search("[日号天]$", before) or _DONE_AT.match(text, behind):
        return True
    plain = match["h"].isdecimal() or match["h"] not in {"一", "两", "几"}
    if plain and _AT.search(before) and not _POINTS.match(text, behind):
        return True
    return plain and _AFTER.match(text, behind) is not None
