"""Calendar dates in Chinese text, and what they are on the article's date.

A date whose year or month the text doesn't say has a value with a place to fill in: "XXXX-08"
(8月), "XXXX-XX-10" (10日), "{year-1}" (去年), "{month}-10" (本月10日), "{same}-10-30"
(同年10月30日, the year named before). `resolve` fills it in. Intervals are two dates with "/"
between them.
"""

from __future__ import annotations

import calendar
import datetime
import re
from typing import NamedTuple

from quizgen.text.numbers import parse_number

Value = int | float | str | tuple[int | float, int | float]


class Reading(NamedTuple):
    """One quantity as a reader found it; offsets as in `quantities.Quantity`."""

    start: int
    end: int
    kind: str
    value: Value
    unit: str = ""
    unit_end: int = 0
    bound: str = ""
    numerals: tuple[tuple[int, int], ...] = ()


RELATIVE = {
    "今年": "{year}", "本年": "{year}", "去年": "{year-1}", "上年": "{year-1}", "明年": "{year+1}",
    "前年": "{year-2}", "后年": "{year+2}", "同年": "{same}", "当年": "{same}", "次年": "{same+1}",
    "翌年": "{same+1}", "本月": "{month}", "上月": "{month-1}", "下月": "{month+1}",
    "今天": "{day}", "今日": "{day}", "昨天": "{day-1}", "昨日": "{day-1}", "前天": "{day-2}",
    "明天": "{day+1}", "明日": "{day+1}", "后天": "{day+2}",
}  # fmt: skip
YEAR_WORDS = "|".join(word for word in RELATIVE if word[1] == "年")

# The first years of the eras that modern texts name (民国 1912 …; 中国历史纪年表).
_ERAS = {
    "民国": 1912, "宣统": 1909, "光绪": 1875, "同治": 1862, "咸丰": 1851, "道光": 1821,
    "嘉庆": 1796, "乾隆": 1736, "雍正": 1723, "康熙": 1662, "顺治": 1644, "崇祯": 1628,
    "万历": 1573, "永乐": 1403,
    "洪武": 1368, "开元": 713, "神龙": 705, "贞观": 627, "明治": 1868, "大正": 1912,
    "昭和": 1926,
}  # fmt: skip
ERAS = "|".join(_ERAS)

_HAN = "零〇○一二三四五六七八九"
_SMALL = rf"(?:\d{{1,2}}|[{_HAN}]?十[一二三四五六七八九]?|[一二三四五六七八九])"  # 1 to 99
_YEAR = rf"(?:\d{{4}}|[一二][{_HAN}]{{3}}|0\d|[5-9][1-9]|[五六七八九][{_HAN}])"
_MONTH_TAIL = "月份|月上旬|月中旬|月下旬|月初|月底|月末|月中(?![旬国央共间心])|月"
_FULL = re.compile(
    rf"(?P<y>{_YEAR})(?P<yu>年)(?!代|级)(?:(?P<m>{_SMALL})(?P<mu>{_MONTH_TAIL})"
    rf"(?:(?P<d>{_SMALL})(?P<du>[日号]))?)?"
)
_MONTH = re.compile(
    rf"(?P<m>{_SMALL})(?P<mu>{_MONTH_TAIL})(?!球|亮|光)(?:(?P<d>{_SMALL})(?P<du>[日号]))?"
)
_DAY = re.compile(rf"(?P<d>{_SMALL})(?P<du>日)(?!之内|[元本内后夜游子间报程均行产薪圆円])")
_DIGITS = re.compile(r"(?P<y>\d{4})([-./])(?P<m>\d{1,2})\2(?P<d>\d{1,2})(?![\d./-])")
_DECADE = re.compile(rf"(?:(?P<y>\d{{3}}0)|(?P<n>\d0|[{_HAN}]十))(?P<u>年代)")
_CENTURY = re.compile(r"(?P<n>\d{1,2}|[一二]?十[一二三四五六七八九]?)(?P<u>世纪)")
_MONTHS = re.compile(rf"[前头](?P<n>{_SMALL})(?P<u>个月)")
_YEARS = re.compile(r"(?P<y>\d{4})\s*(?:-|~|至|到|—|–)\s*(?P<z>\d{4})(?P<u>年)")
_ERA_YEAR = re.compile(rf"(?P<n>{_SMALL}|元)(?P<u>年)")
_NOT_A_YEAR = re.compile("来|间|前|后|以上|多|之|内|的历史")
_BOUNDS = {
    "以来": ">=", "以后": ">", "之后": ">", "以前": "<", "之前": "<", "为止": "<=", "前后": "~",
    "左右": "~", "起": ">=", "止": "<=",
}  # fmt: skip
_BOUND = re.compile("|".join(_BOUNDS))


def read_date(text: str, at: int) -> Reading | None:
    """The date whose first numeral stands at `at`; the last unit (年, 月, 日) is outside."""
    for reader in (_decade, _years, _digits, _era, _full, _months, _month, _day):
        if found := reader(text, at):
            return found
    return None


def _number(text: str) -> int:
    value = parse_number(text)
    return int(value) if isinstance(value, int) else 0


def _year(text: str) -> str:
    """Four figures of a written year; two are of this century below 50, else of the last."""
    year = _number(text)
    if len(text) == 4 or year > 99:
        return f"{year:04}"
    return str(2000 + year if year < 50 else 1900 + year)


def before(text: str, at: int, words: str) -> str:
    """The one of these words (a|b|c) that ends in front of `at`, or ""."""
    match = re.search(rf"({words})的?$", text[max(0, at - 6) : at])
    return match[1] if match else ""


def _bound(text: str, at: int) -> str:
    match = _BOUND.match(text, at)
    return _BOUNDS[match[0]] if match else ""


def _made(text: str, match: re.Match[str], names: str, unit: str, value: str) -> Reading:
    """A date out of the groups that hold its numerals, the last of them before `unit`."""
    spans = tuple(match.span(name) for name in names if match[name])
    end = match.end(unit)
    return Reading(
        spans[0][0], spans[-1][1], "date", value, match[unit], end, _bound(text, end), spans
    )


def _full(text: str, at: int) -> Reading | None:
    match = _FULL.match(text, at)
    if not match:
        return None
    short = len(match["y"]) == 2
    if short and not match["m"] and match["y"][0] != "0" and _is_span(text, match):
        return None
    if match["m"] and not _valid(match["m"], match["d"]):
        return None
    value = _year(match["y"]) + (_month_value(match, _year(match["y"])) if match["m"] else "")
    return _made(text, match, "ymd", _last_unit(match), _joined(value))


def _is_span(text: str, match: re.Match[str]) -> bool:
    """Whether 58年 is a length of time: 58年来, 历时58年."""
    led = before(text, match.start(), "近|了|共|达|长|历时|满")
    return bool(led or _NOT_A_YEAR.match(text, match.end()))


def _last_unit(match: re.Match[str]) -> str:
    return next(unit for unit, name in (("du", "d"), ("mu", "m"), ("yu", "y")) if match[name])


def _valid(month: str, day: str | None) -> bool:
    return 1 <= _number(month) <= 12 and (day is None or 1 <= _number(day) <= 31)


def _month_value(match: re.Match[str], year: str) -> str:
    """Month and day behind the year; a third of a month (旬) as an interval of days."""
    month = f"-{_number(match['m']):02}"
    if match["d"]:
        return f"{month}-{_number(match['d']):02}"
    first, last = {"上": (1, 10), "中": (11, 20), "下": (21, 31)}.get(match["mu"][1:2], (0, 0))
    if not first:
        return month
    return f"{month}-{first:02}/{year}{month}-{last:02}"


def _joined(value: str) -> str:
    """The value with the last day of an interval cut to its month's length."""
    if not value.endswith("-31") or "/" not in value:
        return value
    year, month = value.split("/")[1].split("-")[:2]
    days = calendar.monthrange(int(year) if year.isdigit() else 2001, int(month))[1]
    return f"{value[:-2]}{days}"


def _month(text: str, at: int) -> Reading | None:
    match = _MONTH.match(text, at)
    if not match or not _valid(match["m"], match["d"]):
        return None
    word = before(text, at, YEAR_WORDS)
    year = RELATIVE[word] if word else "XXXX"
    if match["mu"].startswith("月") and len(match["mu"]) > 1 and match["d"]:
        return None
    value = _joined(year + _month_value(match, year))
    return _made(text, match, "md", _last_unit(match), value)


def _day(text: str, at: int) -> Reading | None:
    match = _DAY.match(text, at)
    if not match or not 1 <= _number(match["d"]) <= 31 or text[max(0, at - 1) : at] in {"每", "数"}:
        return None
    word = before(text, at, "本月|上月|下月")
    value = f"{RELATIVE[word] if word else 'XXXX-XX'}-{_number(match['d']):02}"
    return _made(text, match, "d", "du", value)


def _digits(text: str, at: int) -> Reading | None:
    match = _DIGITS.match(text, at)
    if not match or not _valid(match["m"], match["d"]):
        return None
    value = f"{match['y']}-{int(match['m']):02}-{int(match['d']):02}"
    spans = tuple(match.span(name) for name in "ymd")
    return Reading(at, match.end(), "date", value, "", match.end(), "", spans)


def _decade(text: str, at: int) -> Reading | None:
    if match := _DECADE.match(text, at):
        first = int(match["y"]) if match["y"] else 1900 + _number(match["n"])
        return _made(text, match, "y" if match["y"] else "n", "u", f"{first}/{first + 9}")
    if (match := _CENTURY.match(text, at)) and 1 <= _number(match["n"]) <= 21:
        last = _number(match["n"]) * 100
        return _made(text, match, "n", "u", f"{last - 99:04}/{last:04}")
    return None


def _years(text: str, at: int) -> Reading | None:
    match = _YEARS.match(text, at)
    return _made(text, match, "yz", "u", f"{match['y']}/{match['z']}") if match else None


def _era(text: str, at: int) -> Reading | None:
    era = before(text, at, ERAS)
    match = _ERA_YEAR.match(text, at) if era else None
    if not match:
        return None
    year = _ERAS[era] + (1 if match["n"] == "元" else _number(match["n"])) - 1
    return _made(text, match, "n", "u", f"{year:04}")


def _months(text: str, at: int) -> Reading | None:
    """今年前十一个月: the year's first eleven months. Without a year it is a length of time."""
    match = _MONTHS.match(text, at - 1) if at else None
    word = before(text, at - 1, YEAR_WORDS) if match else ""
    if not match or not word or not 1 <= _number(match["n"]) <= 12:
        return None
    year = RELATIVE[word]
    return _made(text, match, "n", "u", f"{year}-01/{year}-{_number(match['n']):02}")


def resolve(value: str, today: str, same_year: int | None = None, *, to_come: bool = False) -> str:
    """The ISO date or interval that `value` is in an article of the day `today` (ISO).

    A month without a year is the article's own, unless it would lie more than 60 days ahead: then
    last year's (news reports the past, unless `to_come` says that the sentence plans). A day
    without a month is the last one before the article. `same_year` is the year named before
    (同年). "" where something needed isn't known.
    """
    parts = [_resolve_one(part, today, same_year, to_come) for part in value.split("/")]
    return "/".join(parts) if all(parts) else ""


def _resolve_one(value: str, today: str, same_year: int | None, to_come: bool) -> str:
    if not re.search(r"[X{]", value):
        return value
    if match := re.match(r"\{same(\+1)?\}", value):
        year = "" if same_year is None else f"{same_year + bool(match[1]):04}"
        return year and year + value[match.end() :]
    try:
        day = datetime.date.fromisoformat(today)
    except ValueError:
        return ""
    if match := re.match(r"\{(year|month|day)([+-]\d)?\}", value):
        return _shifted(day, match[1], int(match[2] or 0)) + value[match.end() :]
    return _nearest(value, day, to_come)


def _shifted(day: datetime.date, part: str, by: int) -> str:
    if part == "year":
        return f"{day.year + by:04}"
    if part == "month":
        months = day.year * 12 + day.month - 1 + by
        return f"{months // 12:04}-{months % 12 + 1:02}"
    return (day + datetime.timedelta(days=by)).isoformat()


def _nearest(value: str, day: datetime.date, to_come: bool) -> str:
    if value.startswith("XXXX-XX-"):
        wanted = int(value[-2:])
        month = f"{day.year:04}-{day.month:02}" if wanted <= day.day else _shifted(day, "month", -1)
        return f"{month}-{wanted:02}"
    ahead = (int(value[5:7]) - day.month) * 30 + int(value[8:10] or 1) - day.day
    return f"{day.year - (ahead > 60 and not to_come):04}{value[4:]}"
