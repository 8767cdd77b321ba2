"""Comparisons: A 比 B 增长 Q, 与 B 相比增长 Q, 是 B 的 Q 倍, and the parts behind 其中."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from quizgen.items.facts.clause_figures import BY, DOWN, MORE_BY, UP, Figure, direction
from quizgen.items.facts.passage import Passage
from quizgen.items.facts.times import compared, time_of
from quizgen.items.facts.topics import is_phrase_alone, topic
from quizgen.model import Fact, Span

_TIMES = re.compile(
    "(?P<verb>相当于|等于|约?是|[约仅]?为|不到|不足|超过|达到?|只有)(?P<than>[^，；]{2,16})的$"
)
_BOUNDS = {"不到": "<", "不足": "<", "超过": ">"}  # 不到去年的一半
_ALIKE = re.compile("[与同跟和]([^，；]{2,14}?)(?:相?比较?|比起来)，?$")
_EARLIER = frozenset(
    "原来 过去 以前 从前 原先 往年 往常 常年 平时".split()
)  # 比原来: adverbs to a tagger
# What may stand behind 比去年 where no figure follows: 有很大增长, 大大提高了, 降低得多.
_WAY = re.compile(
    "^(?:又|也|都|还|已|更|大大|显著|明显|有了?|很大的?|较大的?|显著的?|明显的?|进一步)*"
    f"(?P<verb>{UP}|{DOWN})(?:了|很多|得多|不少|了很多|了不少|了许多)?[，；。！]?$"
)
_LONGEST = 16  # characters of what is compared with


def find_comparison(figure: Figure) -> Fact | None:
    """The comparison that gives this figure, if one does."""
    return _with_bi(figure) or _alike(figure) or _timesfold(figure) or _among(figure)


def _with_bi(figure: Figure) -> Fact | None:
    match = MORE_BY.search(figure.head)
    bi = _bi(figure, match) if match else None
    if not match or not bi or _inside_word(figure, figure.start + match.start("verb")):
        return None
    than = _than(figure, bi[1], figure.start + match.start("verb"))
    if than is None or not figure.has_object(match):
        return None
    return figure.fact(
        "comparison",
        "比 … with a verb of change.",
        subject=_subject(figure, bi[0], than),
        measure=figure.measure(match),
        than=than,
        direction=direction(match["verb"]),
    )


def _inside_word(figure: Figure, at: int) -> bool:
    """Whether the verb is only the end of a word: 放|宽, 减|少."""
    return figure.passage.cuts_word(at)


def _bi(figure: Figure, match: re.Match[str]) -> tuple[int, int] | None:
    """Where the 比 or 较 stands that a verb of change answers."""
    inside = figure.passage.within(figure.start, figure.start + match.start("verb"))
    marks = [p for p in inside if p.text == "比" or (p.text == "较" and p.tag == "p")]
    return (marks[-1].start, marks[-1].end) if marks else None


def _than(figure: Figure, start: int, end: int) -> Span | None:
    """What stands behind 比, without the adverbs in front of the verb."""
    pieces = figure.passage.within(start, end)
    while pieces and pieces[-1].tag in {"d", "ad", "c"} and pieces[-1].text not in _EARLIER:
        end = pieces.pop().start
    if not pieces or any(p.text == "，" for p in pieces):
        return None
    span = figure.passage.span(start, end)
    return span if span.text and len(span.text) <= _LONGEST else None


def _subject(figure: Figure, stop: int, than: Span) -> Span | None:
    """Who or what is compared: the clause's own topic, the phrase before it, or its parallel's.

    钢厂生产钢五百吨，比去年增长两成 leaves open what it is.
    """
    own = topic(figure.passage, figure.clause, stop)
    if own.state != "none":
        return own.span
    if figure.clause and is_phrase_alone(figure.passage, figure.clause - 1):
        return topic(figure.passage, figure.clause - 1).span
    return _parallel(figure.passage, figure.clause, than)


def _parallel(passage: Passage, clause: int, than: Span) -> Span | None:
    """The subject of the last comparison of the sentence, if its months answer this one's.

    8月比7月增长19％，9月比8月增长24％；10月份电力不足，但是仍然比9月增长7％: what stands
    between doesn't count, since the months go on.
    """
    if than.start not in passage.times:
        return None
    for before in range(clause - 1, -1, -1):
        start, end = passage.clauses[before]
        marks = [p for p in passage.within(start, end) if p.text == "比" and p.tag == "p"]
        if marks and marks[0].end in passage.times:
            own = topic(passage, before, marks[0].start)
            if own.state != "none":
                return own.span
    return None


def _alike(figure: Figure) -> Fact | None:
    """与去年同期相比，全市用电量增长8％: the clause before says with what."""
    match = BY.search(figure.head)
    if not match or not figure.clause or not figure.has_object(match):
        return None
    passage = figure.passage
    start, end = passage.clauses[figure.clause - 1]
    alike = _ALIKE.search(passage.zh[start:end])
    if not alike:
        return None
    return figure.fact(
        "comparison",
        "与 … 相比 with a verb of change.",
        subject=topic(passage, figure.clause, figure.start + match.start("verb")).span,
        measure=figure.measure(match),
        than=passage.span(start + alike.start(1), start + alike.end(1)),
        direction=direction(match["verb"]),
        clauses=(start, passage.clauses[figure.clause][1]),
    )


def _timesfold(figure: Figure) -> Fact | None:
    """今年的产量是去年的三倍."""
    match = _TIMES.search(figure.head)
    question = figure.question
    share = question.kind in {"fraction", "percent", "multiple"} or question.unit == "倍"
    if not match or not share:
        return None
    verb = figure.at(match, "verb")
    fact = figure.fact(
        "comparison",
        "是 … 的 … 倍.",
        subject=topic(figure.passage, figure.clause, verb.start).span,
        measure=verb,
        than=figure.at(match, "than"),
    )
    return replace(fact, bound=fact.bound or _BOUNDS.get(verb.text, ""))


def _among(figure: Figure) -> Fact | None:
    """产量都比去年有很大增长，其中生铁增长50％，煤炭增长40％: each compared with 去年."""
    passage, match = figure.passage, BY.search(figure.head)
    starts = [passage.zh.startswith("其中", a) for a, _ in passage.clauses[: figure.clause + 1]]
    if not match or match["object"] or not any(starts[1:]):
        return None
    first = len(starts) - 1 - starts[::-1].index(True)
    than = compared(passage, *passage.clauses[first - 1])
    if than is None or any(_breaks(passage, i) for i in range(first, figure.clause)):
        return None
    verb = figure.at(match, "verb")
    return figure.fact(
        "comparison",
        "其中 … with a verb of change, behind a comparison.",
        subject=topic(passage, figure.clause, verb.start).span,
        measure=verb,
        than=than,
        direction=direction(match["verb"]),
        clauses=(passage.clauses[first - 1][0], passage.clauses[figure.clause][1]),
    )


def find_unmeasured(passage: Passage) -> Iterator[Fact]:
    """产量都比去年有很大增长: a comparison that says which way, and not by how much."""
    for clause, (start, end) in enumerate(passage.clauses):
        than = compared(passage, start, end)
        if than is None or any(than.end <= q.start < end for q in passage.questions):
            continue
        match = _WAY.search(passage.zh[than.end : end])
        bi = passage.zh.rfind("比", start, than.start)
        if not match or bi < 0:
            continue
        own = topic(passage, clause, bi)
        said = passage.span(than.end, end)
        yield Fact(
            kind="comparison",
            sentence=passage.number,
            start=start,
            end=end,
            answer=said,
            reason="比 … with a verb of change and no figure.",
            subject=own.span,
            measure=passage.span(than.end + match.start("verb"), than.end + match.end("verb")),
            time=time_of(passage, start, than),
            than=than,
            direction=direction(match["verb"]),
            english=passage.english(start, end),
        )


def _breaks(passage: Passage, clause: int) -> bool:
    """Whether a clause ends what 其中 began: with a semicolon or another comparison."""
    start, end = passage.clauses[clause]
    return passage.zh[end - 1] in "；。！？" or compared(passage, start, end) is not None
