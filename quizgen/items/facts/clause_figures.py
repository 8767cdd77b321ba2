"""A figure where it stands: its clause, what stands before it, and the fact made of it."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from quizgen.items.facts.passage import Passage
from quizgen.items.facts.times import time_of
from quizgen.items.facts.topics import inherited, is_attribute, topic
from quizgen.model import Fact, Question, Span, Value

Direction = Literal["", "up", "down", "same"]

UP = (
    "增长|增加|提高|上升|升高|增产|增收|增多|增高|扩大|"
    "超额|超产|上涨|增大|发展|扩建|加快|加大|增|升|涨"
)
DOWN = "降低|减少|下降|缩短|缩小|下跌|压缩|精简|合并|减产|放慢|减|降|跌"
MORE, LESS = "多|高|快|大|长|重|宽|早", "少|低|慢|小|短|轻|窄|晚"
FILL = "(?:[了过约近达又共]|将近|大约|不到|超过|至少|平均)*"
_OBJECT = "(?P<object>[\u4e00-\u9fff]{2,4})??"
BY = re.compile(f"(?P<verb>{UP}|{DOWN}){_OBJECT}{FILL}$")
MORE_BY = re.compile(f"(?P<verb>{UP}|{DOWN}|{MORE}|{LESS}){_OBJECT}{FILL}$")


_BOUNDS = {
    "至少": ">=", "最少": ">=", "起码": ">=", "最多": "<=", "至多": "<=", "顶多": "<=",
    "大约": "~", "大概": "~", "差不多": "~", "将近": "<", "几乎": "<",
}  # fmt: skip
_BOUND = re.compile(f"({'|'.join(_BOUNDS)})[^，；的]{{0,6}}$")


class Figure(NamedTuple):
    """A figure in its clause."""

    passage: Passage
    question: Question
    clause: int

    @property
    def start(self) -> int:
        """Where its clause begins."""
        return self.passage.clauses[self.clause][0]

    @property
    def head(self) -> str:
        """The clause before the figure."""
        return self.passage.zh[self.start : self.question.start]

    def at(self, match: re.Match[str], group: str) -> Span:
        """The span of a group of a match in `head`."""
        return self.passage.span(self.start + match.start(group), self.start + match.end(group))

    def measure(self, match: re.Match[str]) -> Span:
        """What a verb changes (提高|工效|九倍), or the verb."""
        return self.at(match, "object" if match["object"] else "verb")

    def has_object(self, match: re.Match[str]) -> bool:
        """Whether what stands between verb and figure is one noun, or nothing."""
        if not match["object"]:
            return True
        span = self.at(match, "object")
        pieces = self.passage.within(span.start, span.end)
        whole = sum(len(p.text) for p in pieces) == len(span.text)
        return whole and bool(pieces) and all(p.tag in {"n", "vn", "nz"} for p in pieces)

    def distant_bound(self) -> str:
        """The bound that an adverb sets over a verb: 至少|要读两本, 最多|可以借三十天."""
        if self.question.kind in {"date", "time", "ordinal", "range", "score"}:
            return ""
        match = _BOUND.search(self.head)
        if not match or any(
            self.start + match.start() < q.start < self.question.start
            for q in self.passage.questions
        ):
            return ""
        return _BOUNDS[match[1]]

    def subject(self, stop: int) -> Span | None:
        """The clause's own topic before `stop`, or the one that it has from the clause before."""
        own = topic(self.passage, self.clause, stop)
        return inherited(self.passage, self.clause) if own.state == "none" else own.span

    def fact(
        self,
        kind: Literal["quantity", "comparison", "change", "date", "ordinal"],
        reason: str,
        *,
        subject: Span | None = None,
        measure: Span | None = None,
        than: Span | None = None,
        direction: Direction = "",
        was: Value | None = None,
        time: str | None = None,
        clauses: tuple[int, int] | None = None,
    ) -> Fact:
        """The fact; what its Question says of contradictions is kept."""
        passage, question = self.passage, self.question
        start, end = clauses or passage.clauses[self.clause]
        return Fact(
            kind=kind,
            sentence=passage.number,
            start=start,
            end=end,
            answer=passage.span(question.start, question.end),
            reason=question.reason if question.doubtful else reason,
            subject=subject,
            measure=measure,
            value=question.value,
            unit=question.unit,
            bound=question.bound or self.distant_bound(),
            time=time_of(passage, question.start, than) if time is None else time,
            than=than,
            direction=direction,
            was=was,
            english=question.english,
            doubtful=question.doubtful,
        )


def direction(verb: str) -> Direction:
    """Which way a verb or an adjective goes."""
    if re.fullmatch(f"{UP}|{MORE}", verb):
        return "up"
    return "down" if re.fullmatch(f"{DOWN}|{LESS}", verb) else ""


def is_measured(subject: Span | None) -> bool:
    """Whether a subject is a measure, which doesn't pass to the next count (产量 to 三百人)."""
    return subject is not None and is_attribute(subject)
