"""Changes: 由A提高到B, 把A合并为B, 提高到B. 提高 without 到 says by how much and is none."""

from __future__ import annotations

import re

from quizgen.items.facts.clause_figures import BY, DOWN, FILL, UP, Figure, direction
from quizgen.items.facts.passage import unit_end
from quizgen.items.facts.times import compared, time_of
from quizgen.items.facts.topics import is_sure, topic
from quizgen.model import Fact, Question, Span, Value

_TO = re.compile(f"(?P<verb>{UP}|{DOWN})(?:到了?|至|为|成)(?:现在|目前|如今)?的?{FILL}$")
_BEFORE = "(?:原来的?|过去的?|原先的?|[去上今]年的?|平均|约)*"
_FROM = re.compile(f"(?P<mark>[由从])(?:{_BEFORE}|[^，；。由从到]{{1,10}}的){FILL}$")
_OF = re.compile(f"把{_BEFORE}$")
_TURN = re.compile(f"[^，；\\d]{{0,6}}?(?:{UP}|{DOWN})?(?:到|至|为|成)")
_TAKEN = re.compile("把(?P<thing>[^，；]{2,14})$")
_BETWEEN = 6  # characters between A and the verb (由十五头|增加, 由三小时|进一步|缩短)


def starts_change(figure: Figure) -> bool:
    """Whether a figure is the A of 由A提高到B: it is told with B."""
    zh, end = figure.passage.zh, figure.passage.clauses[figure.clause][1]
    behind = zh[unit_end(zh, figure.question) : end]
    return bool(_FROM.search(figure.head) and _TURN.match(behind))


def find_change(figure: Figure) -> Fact | None:
    """The change that ends in this figure, if one does."""
    match = _TO.search(figure.head)
    if not match:
        return None
    verb = figure.at(match, "verb")
    before, subject = _from(figure, verb.start)
    earlier = _date_of(figure, before) if before else None
    if before is None:
        subject = _taken(figure, verb.start) or figure.subject(verb.start)
        before, earlier = _in_clause_before(figure, verb.start)
    return figure.fact(
        "change",
        "A verb of change with 到 or 为.",
        subject=subject,
        measure=verb,
        than=earlier,
        direction=direction(verb.text),
        was=_was(before, figure.question) if before else None,
        time=_time(figure, before),
    )


def _from(figure: Figure, verb: int) -> tuple[Question | None, Span | None]:
    """The A of 由A提高到B or 把A合并为B, and the subject."""
    passage = figure.passage
    for question in passage.questions:
        inside = figure.start <= question.start < verb
        if not inside or question.kind in {"date", "time", "ordinal"}:
            continue
        head = passage.zh[figure.start : question.start]
        between = passage.zh[unit_end(passage.zh, question) : verb]
        if "，" in between or len(between) > _BETWEEN:
            continue
        if match := _FROM.search(head):
            return question, figure.subject(figure.start + match.start("mark"))
        if _OF.search(head):
            return question, _noun(figure, unit_end(passage.zh, question), verb)
    return None, None


def _noun(figure: Figure, start: int, end: int) -> Span | None:
    span = figure.passage.span(start, end)
    return span if is_sure(span.text) else None


def _taken(figure: Figure, verb: int) -> Span | None:
    """What is changed in 把|夜间线路|增加到五条."""
    match = _TAKEN.search(figure.passage.zh[figure.start : verb])
    if not match:
        return None
    span = figure.at(match, "thing")
    counted = any(span.start <= q.start < span.end for q in figure.passage.questions)
    return span if is_sure(span.text) and not counted else None


def _in_clause_before(figure: Figure, verb: int) -> tuple[Question | None, Span | None]:
    """合格率1月份为95％，11月份提高到98％: the value before, and when, in the clause before.

    Only if that clause has one figure, of the same unit, and the topic that this one lives on.
    """
    passage, nothing = figure.passage, (None, None)
    if not figure.clause or topic(passage, figure.clause, verb).state != "none":
        return nothing
    start, end = passage.clauses[figure.clause - 1]
    inside = [q for q in passage.questions if start <= q.start < end]
    values = [q for q in inside if q.kind not in {"date", "time", "ordinal"}]
    dates = [q for q in inside if q.kind == "date"]
    if len(values) != 1 or len(dates) != 1 or passage.zh[end - 1] in "；。":
        return nothing
    same = values[0].unit == figure.question.unit and values[0].kind == figure.question.kind
    if not same or compared(passage, start, end) or BY.search(passage.zh[start : values[0].start]):
        return nothing
    return values[0], passage.span(dates[0].start, unit_end(passage.zh, dates[0]))


def _time(figure: Figure, before: Question | None) -> str:
    """When the value is B; a date in front of A (从八十年代的千只增长到两千只) is A's."""
    passage, aside = figure.passage, None
    if before and before.start >= figure.start:
        match = _FROM.search(passage.zh[figure.start : before.start])
        aside = figure.at(match, "mark") if match else None
        aside = passage.span(aside.start, before.end) if aside else None
    return time_of(passage, figure.question.start, aside)


def _date_of(figure: Figure, before: Question) -> Span | None:
    """The 去年 of 由去年的八百吨增到一千吨."""
    zh = figure.passage.zh
    for date in figure.passage.questions:
        behind = unit_end(zh, date)
        inside = figure.start <= date.start and behind <= before.start
        if date.kind == "date" and inside and zh[behind : before.start] in ("", "的"):
            return figure.passage.span(date.start, behind)
    return None


def _was(before: Question, question: Question) -> Value:
    """The value before, with its unit where that is another (由三小时缩短为五十分钟)."""
    if before.unit == question.unit or not before.unit:
        return before.value
    return f"{before.value}{before.unit}"
