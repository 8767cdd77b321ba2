"""Reasons and results: 由于 X，Y; Y，因为 X; Y，主要是 X 的结果; X，因此 Y; X，使 Y.

Only markers that can't be read otherwise are used. 为了 says a purpose, 的结果 of a match a score.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from quizgen.items.facts.passage import Passage, han
from quizgen.model import Fact, Span

_WHY = re.compile("(?:主要|正|这|都|就|也)*(?:是)?(?:因为|由于)")
_IS_WHY = re.compile("(?:，|^)(?:这|那)?(?:主要|首先)?(?:是)(?:由于|因为)")
_RESULT_OF = re.compile("，(?:这|都|这些|这都)?(?:主要|正)?是(?P<why>[^；。！？]{6,}?)的结果")
_THEREFORE = re.compile(
    "(?:因此|因而|所以|于是|从而|以致于?|以至于?|致使|结果(?=，)|[使致](?![用劲馆节命者徒得敬词意富]))，?"
)
_MORE_REASONS = re.compile("又|也|并且?|而且|加上|同时|再加上")
_SO = re.compile("所以|因此|因而|于是|结果|从而")
# A clause that only says when: 因此，半年多来，.
_SCENE = re.compile("[^\u4e00-\u9fff]*|.{0,6}[来后前时间里]，|目前，|现在，")
_CAUSED = re.compile(
    "(?P<what>[^，；：。]{2,20}?)(?:主要|都|正|就)?是(?:由于|因为|由)"
    "(?P<why>[^，；：。]{4,30}?)(?:而?造成|而?引起|所致)的?[，；。]"
)
_LEAST = 4  # characters of a clause that says something


def find_causes(passage: Passage) -> Iterator[Fact]:
    """The reasons and the results that a sentence marks as such, in order."""
    yield from _outcomes(passage)
    yield from _caused(passage)
    for number, (start, end) in enumerate(passage.clauses):
        text = passage.zh[start:end]
        if why := _WHY.match(text):
            yield from _reason(passage, number, start + why.end())
        elif inner := re.search("由于", text):
            yield from _inner_reason(passage, number, start + inner.start())
        if (so := _THEREFORE.match(text)) and _is_marker(passage, start, so[0]):
            yield from _result(passage, number, start + so.end())


def _fact(
    passage: Passage, kind: Literal["reason", "result"], span: Span, other: Span | None, mark: str
) -> Iterator[Fact]:
    if han(span.text) < _LEAST or (other and han(other.text) < _LEAST):
        return
    if any(text.count("“") != text.count("”") for text in (span.text, other.text if other else "")):
        return
    start = min(s.start for s in (span, other) if s)
    end = max(s.end for s in (span, other) if s)
    first, last = passage.clause_at(start), passage.clause_at(end - 1)
    if first is None or last is None:
        return
    bounds = passage.clauses[first][0], passage.clauses[last][1]
    yield Fact(
        kind=kind,
        sentence=passage.number,
        start=bounds[0],
        end=bounds[1],
        answer=span,
        reason=f"Marked by {mark}.",
        subject=other,
        english=passage.english(*bounds),
    )


def _ends_sentence(passage: Passage, number: int) -> bool:
    """Whether a clause is the last one before a semicolon or the sentence's end."""
    end = passage.clauses[number][1]
    return number + 1 == len(passage.clauses) or passage.zh[end - 1] in "；。！？：”"


def _reason(passage: Passage, number: int, start: int) -> Iterator[Fact]:
    """由于 X，Y and 因为 X，所以 Y; where nothing follows, Y，因为 X."""
    mark = passage.zh[start - 2 : start]
    is_why = passage.zh[start - 3 : start - 2] == "是"
    if _ends_sentence(passage, number) or is_why:
        if number and not _ends_sentence(passage, number - 1):
            reason = passage.span(start, passage.clauses[_last(passage, number)][1])
            before, end = passage.clauses[number - 1]
            before += 3 * passage.zh.startswith("之所以", before)
            other = passage.span(before, end)
            yield from _fact(passage, "reason", reason, other, mark)
        return
    last = _reason_end(passage, number)
    if last is None:
        return
    reason = passage.span(start, passage.clauses[last][1])
    after, end = passage.clauses[last + 1]
    so = _SO.match(passage.zh, after)
    yield from _fact(passage, "reason", reason, passage.span(so.end() if so else after, end), mark)


def _last(passage: Passage, number: int) -> int:
    while not _ends_sentence(passage, number):
        number += 1
    return number


def _reason_end(passage: Passage, number: int) -> int | None:
    """The last clause of a reason that stands in front; None if it can't be told.

    It reaches to 所以, else over the clauses that go on with 又, 也, 加上.
    """
    last = _last(passage, number)
    for at in range(number + 1, last + 1):
        if _SO.match(passage.zh, passage.clauses[at][0]):
            return at - 1
    at = number
    while at < last and _MORE_REASONS.match(passage.zh, passage.clauses[at + 1][0]):
        at += 1
    return at if at < last else None


def _inner_reason(passage: Passage, number: int, at: int) -> Iterator[Fact]:
    """各厂由于改进了操作，产量…: behind a subject; 电力由于故障中断 can't be taken apart."""
    if _ends_sentence(passage, number):
        return
    yield from _reason(passage, number, at + 2)


def _outcomes(passage: Passage) -> Iterator[Fact]:
    """X，主要是 Y 的结果: Y is the reason of X."""
    for match in _RESULT_OF.finditer(passage.zh):
        first = passage.clause_at(match.start() - 1)
        if first is None:
            continue
        start = passage.clauses[first][0]
        other = passage.span(start, match.start())
        yield from _fact(passage, "reason", passage.span(*match.span("why")), other, "的结果")


def _caused(passage: Passage) -> Iterator[Fact]:
    """事故是由于疲劳驾驶造成的."""
    for start, end in passage.clauses:
        if match := _CAUSED.match(passage.zh, start, end):
            other = passage.span(*match.span("what"))
            yield from _fact(passage, "reason", passage.span(*match.span("why")), other, "造成的")


def _is_marker(passage: Passage, at: int, word: str) -> bool:
    """Whether the word at the clause's head is a conjunction or 使: not the 使 of 使用."""
    if word[0] not in "使致":
        return True
    return any(p.start == at and p.text in {"使", "致", "致使"} for p in passage.pieces)


def _result(passage: Passage, number: int, start: int) -> Iterator[Fact]:
    """X，因此 Y: the cause stands in the sentence if the clause before is no other's end."""
    word = passage.zh[passage.clauses[number][0] : start].rstrip("，")
    end = passage.clauses[number][1]
    for _, behind in passage.clauses[number + 1 :]:
        timeless = (i for i in range(start, end) if i not in passage.times)
        if not _SCENE.fullmatch("".join(passage.zh[i] for i in timeless)):
            break
        end = behind
    cause = None
    if number == 1 and word[0] not in "使致":
        cause = passage.span(*passage.clauses[0])
    reasoned = any(_WHY.match(passage.zh, passage.clauses[i][0]) for i in range(number))
    yield from _fact(passage, "result", passage.span(start, end), None if reasoned else cause, word)
