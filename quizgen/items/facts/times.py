"""The time that a fact holds for, and what a comparison compares with."""

from __future__ import annotations

import re

from quizgen.items.facts.passage import Passage, unit_end
from quizgen.model import Question, Span

# Words that set a time against the one named before: a date of the sentence doesn't reach past.
_OTHER_TIME = re.compile("过去|从前|原来|以往|目前|现在|如今|将来|今后|每[天年月日周]")
_PARTS = {
    "上半年": (1, 6), "下半年": (7, 12), "第一季度": (1, 3), "第二季度": (4, 6),
    "第三季度": (7, 9), "第四季度": (10, 12), "一季度": (1, 3), "二季度": (4, 6),
    "三季度": (7, 9), "四季度": (10, 12),
}  # fmt: skip
_PART = re.compile(f"的?({'|'.join(_PARTS)})")
_UNTIL = re.compile("[到至—～~-]{1,2}")
_ADVERBS = frozenset("d ad c".split())


def time_of(passage: Passage, at: int, than: Span | None = None) -> str:
    """The ISO date or interval of what stands at `at`: of its clause, else of those before it.

    Of several dates of a clause the last before it counts, of those behind it the first.
    """
    clause = passage.clause_at(at)
    if clause is None:
        return ""
    for number in range(clause, -1, -1):
        start, end = passage.clauses[number]
        dates = [q for q in _dates(passage, start, end) if not _inside(q, than)]
        limit = at if number == clause else end
        dates = [q for q in dates if not _is_followed(passage, q)] or dates
        ahead = [q for q in dates if q.start < limit]
        if dates:
            named = ahead[-1] if ahead else dates[0]
            return "" if _is_attribute(passage, named, end) else _part(passage, named)
        if number and _OTHER_TIME.search(passage.zh, start, end):
            return ""
    return ""


def _since(passage: Passage, date: Question) -> str:
    """The interval that a date ends: 从1953年到|1957年."""
    for first in passage.questions:
        between = passage.zh[unit_end(passage.zh, first) : date.start]
        if first.kind == "date" and first.start < date.start and _UNTIL.fullmatch(between):
            begins, ends = str(first.value).split("/")[0], str(date.value).split("/")[-1]
            return f"{begins}/{ends}" if is_resolved(first) else ""
    return ""


def _part(passage: Passage, date: Question) -> str:
    """The part of a year that stands behind it: 今年|第一季度, 1958年|上半年."""
    if since := _since(passage, date):
        return since
    value, behind = str(date.value), passage.zh[unit_end(passage.zh, date) :][:6]
    match = _PART.match(behind) if re.fullmatch(r"\d{4}", value) else None
    if not match:
        return value
    first, last = _PARTS[match[1]]
    return f"{value}-{first:02}/{value}-{last:02}"


def _dates(passage: Passage, start: int, end: int) -> list[Question]:
    """The resolved dates of a clause that aren't what it compares with."""
    than = compared(passage, start, end)
    return [
        q
        for q in passage.questions
        if q.kind == "date" and start <= q.start < end
        if is_resolved(q) and not _inside(q, than) and not _is_dateline(passage, q)
    ]


def is_resolved(question: Question) -> bool:
    """Whether it is known which day, month or year is meant."""
    return bool(re.match(r"\d{4}", str(question.value))) and not re.search(
        "[X{]", str(question.value)
    )


def _is_followed(passage: Passage, question: Question) -> bool:
    """Whether a date belongs to the noun behind it: 今年|的计划在10日完成."""
    return passage.zh.startswith("的", unit_end(passage.zh, question))


def _is_dateline(passage: Passage, question: Question) -> bool:
    return bool(passage.clauses) and question.start < passage.clauses[0][0]


def _inside(question: Question, span: Span | None) -> bool:
    return span is not None and span.start <= question.start < span.end


def _is_attribute(passage: Passage, question: Question, end: int) -> bool:
    """Whether a date belongs to a relative clause: 去年建成|的水库, not 今年|的产量."""
    between = passage.within(unit_end(passage.zh, question), end)
    upto = next((i for i, p in enumerate(between) if p.text == "的"), 0)
    return any(p.tag == "v" for p in between[:upto]) and not any(
        p.text in {"了", "有", "是", "，"} for p in between[:upto]
    )


def compared(passage: Passage, start: int, end: int) -> Span | None:
    """What stands behind the 比 of a clause: 去年 of 都比去年有很大增长; None without 比.

    It ends before the first adverb or verb behind 比.
    """
    if not any(passage.zh.find(mark, start, end) >= 0 for mark in "比较"):
        return None
    pieces = passage.within(start, end)
    at = next((i for i, p in enumerate(pieces) if p.text in {"比", "较"} and p.tag == "p"), None)
    if at is None or at + 1 >= len(pieces):
        return None
    last = at + 1
    while last < len(pieces) and pieces[last].tag not in {*_ADVERBS, "v", "w", "a"}:
        last += 1
    return passage.span(pieces[at + 1].start, pieces[last - 1].end) if last > at + 1 else None
