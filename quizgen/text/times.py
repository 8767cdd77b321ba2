"""Times of day, and whole expressions of time (从2019年二月三日到五日, 三年半, 每天) as spans."""

from __future__ import annotations

import re

from quizgen.text.dates import ERAS, Reading
from quizgen.text.numbers import parse_number
from quizgen.text.plain import make_plain

_HAN = "一二三四五六七八九"
_N = rf"(?:\d{{1,2}}|两(?![百千万亿])|[零〇]?[{_HAN}]?十?[{_HAN}零]?(?<=[零〇{_HAN}十]))"
_PERIOD = (
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
    return re.search(rf"(?:{_PERIOD}|早|晚)的?$", text[max(0, at - 5) : at]) is not None


def _period(text: str, at: int) -> str:
    """The word that says which part of the day: 早, 下午, in front or earlier in the clause."""
    if match := re.search(rf"(?:{_PERIOD}|早|晚)的?$", text[max(0, at - 5) : at]):
        return match[0]
    clause = re.split("[，。；！？：]", text[:at])[-1]
    found = re.findall(f"{_PERIOD}", clause)
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


# Whole expressions, for readers that want 从三月的第一个星期三到五月二日 as one span.
_NUM = r"(?:\d+|[零〇○一二三四五六七八九十百千两]+)(?:多|余|几|来)?"
_SMALL = rf"(?:\d{{1,2}}|[{_HAN}两]?十?[{_HAN}]?(?<=[{_HAN}两十]))"
_REL_DAY = (
    "大前天|前天|昨天|今天|明天|后天|大后天|昨日|今日(?!头条)|明日(?!之后)|当天|次日|同日|翌日"
)
_REL_YEAR = "今年|去年|明年|前年|后年|同年|当年|本年|上年|次年|翌年"
_REL = "(?:(?:上|下)+(?:一|1)?个?|这一?个?|本)"
_YEAR = (
    rf"(?:(?:{ERAS}|公元前?)?(?:\d{{4}}|\d{{2}}(?=年(?:{_SMALL}月|以|奥|之|的))|0\d"
    rf"|[一二][零〇○{_HAN}]{{3}}|[五六七八九][零〇{_HAN}])年"
    rf"|(?:{ERAS})(?:{_SMALL}|元)年|{_REL_YEAR})(?!代|级)"
)
_WEEKDAY = rf"(?:{_REL})?(?:周|星期|礼拜|禮拜)[一二三四五六日天末]"
_MONTH = (
    rf"(?:(?:{_SMALL}|正|腊|冬)月(?:份|[上中下]旬|初(?![{_HAN}十])|底|末)?"
    rf"|[本上下]月|(?:{_REL})个?月)"
)
_DAY = rf"(?:大年|农历)?(?:{_SMALL}[日号](?!本|元|内)|初[{_HAN}十]|廿[{_HAN}]?)"
_NTH = (
    rf"(?:最后|最後|前|后|頭|头|第)\s?{_NUM}\s?个?"
    "(?:天|周|週|年|月|星期[一二三四五六日天]?|小时|分钟)"
)
_HALF = "(?:上|下|前|后)个?半[年月]|第?[一二三四]季度|年初|年底|年末"
_DATE = (
    rf"(?:农历)?(?:"
    rf"\d{{4}}[-./]\d{{1,2}}[-./]\d{{1,2}}|\d{{1,2}}[-/]\d{{1,2}}[-/]\d{{2,4}}"
    rf"|\d{{1,2}}/\d{{1,2}}(?![\d/])|{_YEAR}(?:的?(?:{_HALF}|{_NTH}|{_MONTH}(?:的?{_DAY})?|(?<=年){_DAY}))?|{_MONTH}(?:的?(?:{_NTH}|{_DAY}))?"
    rf"|{_SMALL}日(?!本|元|内|报|电报|子)|{_REL_DAY}|{_WEEKDAY}|{_HALF}"
    rf"|(?:{_REL})(?:周|星期|礼拜|季度|世纪)|\d0年代|[{_HAN}]十年代|{_SMALL}世纪)"
    rf"(?:[，,]?{_WEEKDAY})?"
)
_HMS = rf"(?:{_SMALL}|零)[点时](?:半|整|钟|[一三]刻|{_SMALL}分?(?:{_SMALL}秒)?|0\d分?)?"
_DIGITAL = r"\d{1,2}:\d{2}(?::\d{2})?(?:\s?[ap]m)?"
_TIME = rf"(?:(?:{_PERIOD})(?:{_DIGITAL}|{_HMS})?|{_DIGITAL}|{_HMS}(?!代|间|候|期|而|常|数|评|名))"
_POINT = rf"(?:{_DATE}(?:的?(?:{_TIME}|早))?|{_TIME})"
_UNIT = (
    "(?:个半?(?:小时|钟头|月|星期|世纪|季度|工作日|礼拜)|小时|分钟|秒钟?|周(?!岁|年)|周年|星期"
    "|年(?!级|代)|天(?!安|津|空|然|下)|日|昼夜|时(?!代|间|候|期))半?"
)
_LENGTH = rf"(?:(?:{_NUM}|半)\s?{_UNIT})(?:又?{_NUM}{_UNIT})*"
_AFTERS = (
    "[或及]?(?:之前|之后|以前|以后|以来|以内|之内|之间|期间)|开始|起(?!来|义|点)"
    "|前(?!往|进|景|线|途)|后(?!来|面|果|方)|为止|止"
)
_LATER = re.compile(
    r"(?P<set>每个?(?:天|周[一二三四五六日]?|年|月|日|小时|星期[一二三四五六日天]?|晚|夜))"
    rf"|(?P<range>(?:从|自)?{_POINT}\s?(?:到|至|-|~|—|–)\s?{_POINT}(?:之间|期间|为止|止|{_AFTERS})?)"
    rf"|(?P<between>{_POINT}(?:和|与|及){_POINT}(?:之间|间))"
    rf"|(?P<years>\d{{4}}\s?[-~—–到至]\s?\d{{4}}年)"
    rf"|(?P<since>(?:截止到?|截至|自(?=[\d一二]))?{_POINT}(?:{_AFTERS})?(?<!自))"
    rf"|(?P<past>(?:前|后|过去|未来|最近|之前|之后|近|最后|最後){_LENGTH})"
    rf"|(?P<length>{_LENGTH}(?:之?前|之?后|以前|以后|以来|来|之内|内)?)",
    re.IGNORECASE,
)
_ABOUT = re.compile("(?:大约|大概|约)$")


def find_times(text: str) -> tuple[tuple[int, int], ...]:
    """The whole expressions of time in a text, as spans with an exclusive end, left to right."""
    flat = make_plain(text, lambda _: False)
    spans = []
    for match in _LATER.finditer(flat.text):
        start, end = match.span()
        if about := _ABOUT.search(flat.text[:start]):
            start = about.start()
        if _is_time(flat.text, match):
            spans.append(flat.span(start, end))
    return tuple(spans)


def _is_time(text: str, match: re.Match[str]) -> bool:
    """Weeds out matches that are something else: 一点 (a little), a figure cut in two."""
    before = text[match.start() - 1 : match.start()]
    if before and match[0][0].isdecimal() and (before.isdecimal() or before in "-/.:$"):
        return False
    if re.fullmatch("[一两几]点", match[0]) or match[0] in {"一时", "十日谈"}:
        return False
    return not re.match(r"\d{1,2}/\d{1,2}$", match[0]) or text == match[0]
