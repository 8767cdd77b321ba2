"""Dates and times of day, and what happened then."""

from __future__ import annotations

import re

from quizgen.items.facts.clause_figures import Figure
from quizgen.items.facts.passage import Passage, han, unit_end
from quizgen.items.facts.times import compared, is_resolved
from quizgen.items.facts.topics import topic
from quizgen.model import Fact, Question, Span

_NUMERAL = re.compile("[0-9０-９零〇一二三四五六七八九十]")
_BARE = re.compile("[以之]?[来前后]|[止起中里内份初末底，]|为止|开始|期间")
_UNTIL = re.compile("[，至到—～~-]{1,2}(?:[上中下]午|早上|晚上|凌晨|次日|第二天)?")
# What was only planned, or didn't happen: 原计划六月完工.
_PLANNED = re.compile("原[计定]|本来|本应|如果|假如|要是|没有|没能|未能")
_VERBS = frozenset("v vd d ad vn".split())


def find_date(figure: Figure) -> Fact | None:
    """A day (or a year, a month that stands alone) or an hour, and what happened then."""
    passage, question = figure.passage, figure.question
    if question.kind == "date" and not _is_news(figure):
        return None
    last = figure.clause
    end = passage.clauses[last][1]
    rest = _BARE.sub("", passage.zh[unit_end(passage.zh, question) : end])
    if not han(rest) and passage.zh[end - 1] == "，" and last + 1 < len(passage.clauses):
        last += 1  # 3月10日起，
    told = topic(passage, last)
    stop = passage.clauses[last][1]
    if question.kind == "date" and len(str(question.value)) < 10 and _figures(figure, last):
        return None  # 2024年，产量突破1200万辆: the time of another fact
    if _PLANNED.search(passage.zh, figure.start, stop) or _is_span(figure):
        return None
    event = _event(passage, max(unit_end(passage.zh, question), told.end), stop)
    if event is None:
        return None
    subject = told.span if told.state == "own" else None
    if subject and subject.start <= question.start < subject.end:
        subject = None
    return figure.fact(
        "date",
        f"A {question.kind}.",
        subject=subject,
        measure=event,
        time=str(question.value) if question.kind == "date" else None,
        clauses=(figure.start, stop),
    )


def _is_span(figure: Figure) -> bool:
    """Whether a date is the end of a span: 九点到下午五点开放 doesn't say opens at five."""
    zh, question = figure.passage.zh, figure.question
    for other in figure.passage.questions:
        if other.kind == question.kind and other is not question:
            first, second = sorted((other, question), key=lambda q: q.start)
            if _UNTIL.fullmatch(zh[unit_end(zh, first) : second.start]):
                return True
    return False


def _event(passage: Passage, start: int, end: int) -> Span | None:
    """What happened, from the verb or its adverb on; None where the clause only sets a scene."""
    pieces = [p for p in passage.within(start, end) if p.start not in passage.times]
    while pieces and (pieces[0].tag in {"f", "w"} or _BARE.fullmatch(pieces[0].text)):
        del pieces[0]
    relative = [p.text for p in pieces[1:2]] == ["的"] and pieces[2:3] and pieces[2].tag != "w"
    if not pieces or pieces[0].tag not in _VERBS or relative:
        return None
    caption = passage.zh.find("\u3000", pieces[0].start, end)
    span = passage.span(pieces[0].start, caption if caption >= 0 else end)
    if span.text.endswith("的"):
        span = passage.span(span.start, span.end - 1)  # 是去年十月动工的
    return span if han(span.text) >= 2 and "—" not in span.text else None


def _figures(figure: Figure, clause: int) -> list[Question]:
    """The counts and shares of a clause."""
    start, end = figure.passage.clauses[clause]
    inside = (q for q in figure.passage.questions if start <= q.start < end)
    return [q for q in inside if q.kind not in {"date", "time", "ordinal"} and q.unit]


def _is_news(figure: Figure) -> bool:
    """Whether a date is news of its own: numerals, resolved, not compared, not another's time."""
    passage, question = figure.passage, figure.question
    if not is_resolved(question) or not _NUMERAL.search(question.answer):
        return False
    start, end = passage.clauses[figure.clause]
    others = [q for q in passage.questions if start <= q.start < end and q is not question]
    figures = _figures(figure, figure.clause)
    than = compared(passage, start, end)
    is_than = than is not None and than.start <= question.end <= than.end + 1
    return not is_than and (len(str(question.value)) == 10 or not (figures or others))
