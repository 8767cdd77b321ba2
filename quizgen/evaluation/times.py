"""Whole expressions of time (从2019年二月三日到五日, 三年半, 每天) as spans, for an evaluation.

A lesson asks for times of day and dates one by one; to compile this file's pattern takes 0.1 s.
"""

from __future__ import annotations

import re

from quizgen.text.dates import ERAS
from quizgen.text.plain import make_plain
from quizgen.text.times import DIGITS, PERIOD

_NUM = r"(?:\d+|[零〇○一二三四五六七八九十百千两]+)(?:多|余|几|来)?"
_SMALL = rf"(?:\d{{1,2}}|[{DIGITS}两]?十?[{DIGITS}]?(?<=[{DIGITS}两十]))"
_REL_DAY = (
    "大前天|前天|昨天|今天|明天|后天|大后天|昨日|今日(?!头条)|明日(?!之后)|当天|次日|同日|翌日"
)
_REL_YEAR = "今年|去年|明年|前年|后年|同年|当年|本年|上年|次年|翌年"
_REL = "(?:(?:上|下)+(?:一|1)?个?|这一?个?|本)"
_YEAR = (
    rf"(?:(?:{ERAS}|公元前?)?(?:\d{{4}}|\d{{2}}(?=年(?:{_SMALL}月|以|奥|之|的))|0\d"
    rf"|[一二][零〇○{DIGITS}]{{3}}|[五六七八九][零〇{DIGITS}])年"
    rf"|(?:{ERAS})(?:{_SMALL}|元)年|{_REL_YEAR})(?!代|级)"
)
_WEEKDAY = rf"(?:{_REL})?(?:周|星期|礼拜|禮拜)[一二三四五六日天末]"
_MONTH = (
    rf"(?:(?:{_SMALL}|正|腊|冬)月(?:份|[上中下]旬|初(?![{DIGITS}十])|底|末)?"
    rf"|[本上下]月|(?:{_REL})个?月)"
)
_DAY = rf"(?:大年|农历)?(?:{_SMALL}[日号](?!本|元|内)|初[{DIGITS}十]|廿[{DIGITS}]?)"
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
    rf"|(?:{_REL})(?:周|星期|礼拜|季度|世纪)|\d0年代|[{DIGITS}]十年代|{_SMALL}世纪)"
    rf"(?:[，,]?{_WEEKDAY})?"
)
_HMS = rf"(?:{_SMALL}|零)[点时](?:半|整|钟|[一三]刻|{_SMALL}分?(?:{_SMALL}秒)?|0\d分?)?"
_DIGITAL = r"\d{1,2}:\d{2}(?::\d{2})?(?:\s?[ap]m)?"
_TIME = rf"(?:(?:{PERIOD})(?:{_DIGITAL}|{_HMS})?|{_DIGITAL}|{_HMS}(?!代|间|候|期|而|常|数|评|名))"
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
_WHOLE = re.compile(
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
    for match in _WHOLE.finditer(flat.text):
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
