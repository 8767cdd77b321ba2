"""True, false or not said: statements on a figure's clause, as it stands or with one thing changed.

False is what the article contradicts: another value, the other direction, a comparison turned
round, 提高到 for 提高了. Not said is what it is silent about: another figure of a year or month
that it never names. No statement is made of a clause that judges (辉煌的成就) or a bounded value.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from quizgen.items.bank.changes import OTHER_WAY, is_ambiguous
from quizgen.items.bank.numbers import wrong_values
from quizgen.items.bank.source import Source
from quizgen.items.bank.stems import ACCORDING, judges, with_value
from quizgen.model import Aim, Item, Question
from quizgen.text.numbers import parse_number, spell

TRUE, FALSE, UNSAID = "对", "错", "文中没说"
OPTIONS = (TRUE, FALSE, UNSAID)

# Of two characters, and with what isn't a change of a measure: 提前二十天, not 提前完成.
_OTHER_WAY = {way: other for way, other in OTHER_WAY.items() if len(way) > 1} | {
    "提前": "推迟", "推迟": "提前", "高出": "低了", "多出": "少了",
}  # fmt: skip
_WAYS = re.compile(
    "|".join(way for way in _OTHER_WAY if way not in ("提前", "推迟"))
    + "|(?:提前|推迟)(?=了?[0-9零一二两三四五六七八九十百])"
)
_CHANGES = "增长|增加|提高|上升|降低|减少|下降"
_TO = re.compile(f"({_CHANGES})[到至为](?=[0-9零〇一二两三四五六七八九十百千万]+)")
_FROM = re.compile(f"[由从][^，；由从]{{1,12}}?(?=(?:{_CHANGES})[到至为])")
_TIMES = re.compile(
    f"([^，；]+?)比([^，；]+?)又?(?:{_CHANGES})了?([零一二两三四五六七八九十百点0-9.]+)倍。"
)
_MONTHS = re.compile("([0-9]{1,2}|[一二三四五六七八九十]{1,2})(月份?)")
_YEARS = re.compile("[今去]年(?:〔[0-9]{4}〕)?|[0-9]{4}年")
_RANKS = frozenset("名位届")  # 第二名 isn't 第三名; of 第二批 the article may say nothing
_NEGATED = re.compile("(?:[没未不别勿]|没有|不再|防止|避免|禁止)$")
_MEASURED = re.compile("平均|生产|试制|产量|产值|收入|实现|共?有[0-9一二三四五六七八九十]")
_HAPPENED = re.compile(
    "还|才|只能|已经?|举行|举办|订立|签订|通过|出刊|出版|召开|开幕|宣布|成立|击落|建成|开始|结束|获得|开工|动工|将于|提前"
)
_THEN = re.compile("年前|过去|以前|从前|当时|那时|起初|最初|解放前|刚开始")
_COMPARED = re.compile(f"比(?![赛分如])|(?:{_CHANGES})[到了为至]?|相当于")
_STOP = re.compile("[，；。]")
_LONG = re.compile("年来|以来|历年|多年|从来|一向|每年|逐年|逐月|每月")


@dataclass(frozen=True, slots=True)
class _Statement:
    """A statement, whether it is so by the article, what it tests, and what the key adds."""

    text: str
    key: str
    aim: Aim
    note: str


Variant = Callable[[Source, Question, str], _Statement | None]


def truths(source: Source) -> Iterator[Item]:
    """A statement for each figure's clause; variants take turns, so that no answer is a habit."""
    used: Counter[str] = Counter()
    told = set()
    for question in source.figures:
        original = with_value(source, question, question.answer)
        place = (question.sentence, question.context[0])
        unclear = "〔" in original[:1] or _is_of_then(source, question)
        if question.bound or place in told or judges(original) or unclear:
            continue
        made = [(v.__name__, s) for v in _VARIANTS if (s := v(source, question, original))]
        if not made:
            continue
        name, statement = min(made, key=lambda one: (_turn(one[1], used), used[one[0]]))
        used.update((name, statement.key))
        told.add(place)
        yield source.item(
            "truth",
            statement.aim,
            ACCORDING + statement.text,
            statement.key,
            options=OPTIONS,
            sentence=question.sentence,
            span=question.context,
            note=statement.note,
            reason=f"A clause with an exact figure; {name.strip('_').replace('_', ' ')}.",
        )


def _is_of_then(source: Source, question: Question) -> bool:
    """Whether the sentence before says that it speaks of the past, and this one doesn't."""
    before = source.sentences[question.sentence - 1] if question.sentence else None
    same = before and before.paragraph == source.sentences[question.sentence].paragraph
    return bool(same and before and _THEN.search(before.zh)) and not _dates_in(source, question)


def _turn(statement: _Statement, used: Counter[str]) -> int:
    """Whose turn it is: the answer that was right least often; comparisons a little before."""
    return used[statement.key] + 2 * (statement.aim == "figure")


def _other_direction(source: Source, question: Question, original: str) -> _Statement | None:
    """增长 for 下降, where the clause has one such word, right before its figure.

    Not where both values stand there: 由三小时延长为五十分钟 gives itself away.
    """
    own = f"({_WAYS.pattern})(?=[了约近]{{0,2}}{re.escape(question.answer)})"
    found = list(re.finditer(own, original))
    if len(found) != 1 or _WAYS.findall(original) != [found[0][0]]:
        return None
    stands = _NEGATED.search(original[: found[0].start()]) or re.search(
        "[由从].*[到至为]", original
    )
    if stands or "倍" in original or _TO.search(original):  # 降低一倍 is no Chinese
        return None
    text = re.sub(own, lambda match: _OTHER_WAY[match[0]], original)
    return _wrong(text, "comparison", original)


def _turned_comparison(source: Source, question: Question, original: str) -> _Statement | None:
    """7月比8月 for 8月比7月."""
    dates = [q for q in source.counted[question.sentence] if q.kind == "date"]
    zh, (start, end) = source.sentences[question.sentence].zh, question.context
    for a, b in itertools.pairwise(dates):
        first, last = zh[a.start : a.end] + a.unit, zh[b.start : b.end] + b.unit
        own = start <= a.start and b.end <= end and not _STOP.search(zh, b.end, question.start)
        if own and original.count(f"{first}比{last}") == 1:
            text = original.replace(f"{first}比{last}", f"{last}比{first}")
            return _wrong(text, "comparison", original)
    return None


def _to_for_by(source: Source, question: Question, original: str) -> _Statement | None:
    """提高到 98％ isn't 提高了 98％, nor is 由 95％ 提高到 98％."""
    start, end = question.context
    told = [f for f in source.stated[question.sentence] if f.was is not None]
    halved = any(start <= f.answer.start < end and is_ambiguous(f) for f in told)
    if len(_TO.findall(original)) != 1 or halved:  # 由四件减少到两件 is 减少了两件 too
        return None
    to_come = re.search("[将要]|计划|准备|打算", original)
    text = _TO.sub(lambda match: match[1] + ("" if to_come else "了"), _FROM.sub("", original))
    return _wrong(text, "comparison", original)


def _times_for_more(source: Source, question: Question, original: str) -> _Statement | None:
    """增长一点三倍 isn't 是…的一点三倍."""
    match = _TIMES.fullmatch(original)
    if not match or question.kind != "multiple" or not isinstance(question.value, int | float):
        return None
    total = f"{question.value + 1:g}"
    text = f"{match[1]}是{match[2]}的{match[3]}倍。"
    return _wrong(
        text, "comparison", original, f" 增长{match[3]}倍 makes it {total} times as many."
    )


def _other_value(source: Source, question: Question, original: str) -> _Statement | None:
    """Another value, the nearest of the likely ones: 四百分钟 for 四十 gives itself away."""
    wrong = wrong_values(source, question)[:3]
    if not wrong or (question.kind == "ordinal" and question.unit not in _RANKS):
        return None
    near = min(wrong, key=lambda way: _apart(way, question.answer))
    return _wrong(with_value(source, question, near), "figure", original)


def _apart(way: str, answer: str) -> float:
    """How many times as large one of two figures is as the other; 1 where that can't be told."""
    numbers = [parse_number(re.sub("^第|^百分之|成$", "", text)) for text in (way, answer)]
    if not all(numbers):
        return 1
    low, high = sorted(float(number) for number in numbers if number)
    return high / low


def _not_said_of_that_time(source: Source, question: Question, original: str) -> _Statement | None:
    """Another figure of a year or month that the article never names.

    Another one, since of the same figure in another month some would say 错.
    Only for what can be measured every year or month: what happens once (订立, 出版) on another
    day is not unsaid but wrong.
    """
    days = any(q.unit in {"日", "号"} for q in _dates_in(source, question))
    days = days or _HAPPENED.search(original) is not None or not _MEASURED.search(original)
    said = source.sentences[question.sentence].zh
    if days or "比" in original or _LONG.search(said) or question.kind in {"date", "time"}:
        return None
    wrong = wrong_values(source, question)[:3]
    if not wrong or _has_other_figures(source, question):
        return None
    changed = with_value(source, question, wrong[-1])
    bare = re.sub("〔[^〕]*〕", "", original)  # 〔1959年〕 is ours
    months, years = _MONTHS.findall(bare), _YEARS.findall(bare)
    if len(months) == 1 and not years:
        other = _other_month(source.text, digits=months[0][0].isascii())
        text = _MONTHS.sub(lambda match: other + match[2], changed)
        other += "月" if other else ""
    elif len(years) == 1 and not months and source.article.date:
        other = _other_year(source)
        text = _YEARS.sub(other, changed)
    else:
        return None
    return _unsaid(text, other, source) if other else None


def _as_it_stands(source: Source, question: Question, original: str) -> _Statement | None:
    zh = source.sentences[question.sentence].zh
    start = max(zh.rfind(stop, 0, question.start) for stop in "，；。") + 1
    compared = _COMPARED.search(zh, start, question.start) is not None
    aim: Aim = "comparison" if compared else "figure"
    return _Statement(original, TRUE, aim, "It stands so in the article.")


_VARIANTS: tuple[Variant, ...] = (
    _turned_comparison,
    _times_for_more,
    _to_for_by,
    _other_direction,
    _not_said_of_that_time,
    _as_it_stands,
    _other_value,
)


def _wrong(text: str, aim: Aim, original: str, more: str = "") -> _Statement:
    return _Statement(text, FALSE, aim, f"Correction: {original}{more}")


def _unsaid(text: str, what: str, source: Source) -> _Statement | None:
    if _says(source.text, what):
        return None
    return _Statement(text, UNSAID, "detail", f"The article says nothing of this in {what}.")


def _has_other_figures(source: Source, question: Question) -> bool:
    """Whether the context has another figure, which would still be the article's."""
    start, end = question.context
    same = (q for q in source.counted[question.sentence] if q.kind != "date")
    return any(q.start != question.start and start <= q.start < end for q in same)


def _dates_in(source: Source, question: Question) -> list[Question]:
    start, end = question.context
    same = (q for q in source.counted[question.sentence] if q.kind == "date")
    return [q for q in same if start <= q.start < end]


@lru_cache(maxsize=32)
def _says(text: str, what: str) -> bool:
    return what in text


@lru_cache(maxsize=2)
def _other_month(text: str, *, digits: bool) -> str:
    """A month that the article never names, in digits or not; "" if it names most."""
    if re.search("季度|半年|每月|各月", text):
        return ""
    named = {m[0] for m in _MONTHS.findall(text)}
    ways = [f"{n}" if digits else spell(n) for n in (6, 4, 9, 3, 5, 2, 12)]
    taken = named | {f"{n}" for n in range(1, 13) if spell(n) in named}
    taken |= {spell(int(n)) for n in named if n.isascii()}
    return next((way for way in ways if way not in taken), "")


def _other_year(source: Source) -> str:
    """A year some years before the article that it doesn't name."""
    year, named = int(source.article.date[:4]), source.years
    free = (y for y in (year - 4, year - 6, year - 7, year - 9) if y not in named)
    return next((f"{y}年" for y in free), "")
