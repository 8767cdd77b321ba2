"""Figures that the article tells alike: a table to complete, and which of them is the largest."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quizgen.items.bank.source import Source
from quizgen.items.bank.stems import ACCORDING
from quizgen.model import Fact, Item

_LEAST, _MOST = 3, 8  # rows of a table
_CHOICES = 4
_FIGURES = frozenset(["quantity", "comparison", "change"])
Row = tuple[str, Fact]


def tables(source: Source) -> Iterator[Item]:
    """A table for each group of figures: who or when at the left, the value to fill in."""
    for rows in _groups(source):
        first = rows[0][1]
        yield source.item(
            "table",
            "figure",
            f"据文章填表：{_title(rows)}",
            [fact.answer.text for _, fact in rows],
            left=[label for label, _ in rows],
            sentence=first.sentence,
            span=(first.start, first.end),
            prompt="Complete the table from the article.",
            reason="Several figures of one kind.",
        )


def largest(source: Source) -> Iterator[Item]:
    """Which of four grew most: the figures are not shown, so one has to find and compare them."""
    for rows in _groups(source):
        exact = [(label, fact) for label, fact in rows if not fact.bound and _number(fact)]
        values = sorted((_number(fact) for _, fact in exact), reverse=True)
        if len(exact) < _CHOICES or values[0] == values[1] or not exact[0][1].measure:
            continue
        top = max(exact, key=lambda row: _number(row[1]))
        shown = [top, *[row for row in exact if row is not top][: _CHOICES - 1]]
        told = "；".join(f"{label} {fact.answer.text}{fact.unit}" for label, fact in shown)
        yield source.item(
            "choice",
            "comparison",
            f"{ACCORDING}{_which(rows)}{exact[0][1].measure.text}最多？",
            top[0],
            options=[label for label, _ in shown],
            sentence=top[1].sentence,
            span=(top[1].start, top[1].end),
            prompt="Which is the largest, by the article?",
            note=f"By the article: {told}.",
            reason="Several figures of one kind, which the article doesn't compare itself.",
        )


def _number(fact: Fact) -> float:
    return fact.value if isinstance(fact.value, int | float) else 0


def _groups(source: Source) -> Iterator[list[Row]]:
    """Figures of one measure and unit: of one subject at several times, or of several subjects."""
    figures = [f for f in source.facts if f.kind in _FIGURES and f.subject and not f.doubtful]
    for by_time in (True, False):
        groups: dict[tuple[str, ...], list[Row]] = {}
        for fact in figures:
            label = _label(source, fact, by_time=by_time)
            if label:
                groups.setdefault(_kind(fact, by_time=by_time), []).append((label, fact))
        for rows in groups.values():
            distinct = list({label: (label, fact) for label, fact in reversed(rows)}.values())[::-1]
            if _LEAST <= len(distinct) <= _MOST and len(distinct) == len(rows):
                yield distinct


def _kind(fact: Fact, *, by_time: bool) -> tuple[str, ...]:
    """What the rows of one table share."""
    subject = fact.subject.text if fact.subject else ""
    measure = fact.measure.text if fact.measure else ""
    than = fact.than.text if fact.than and not by_time else str(bool(fact.than))
    shared = subject if by_time else f"{fact.sentence} {fact.time}"
    return fact.kind, measure, fact.unit, than, shared


def _label(source: Source, fact: Fact, *, by_time: bool) -> str:
    """The row of a figure: 8月比7月, or who or what it is said of."""
    if not by_time:
        return fact.subject.text if fact.subject else ""
    time = _time(fact.time) or _month(source.sentences[fact.sentence].zh, fact)
    return f"{time}比{fact.than.text}" if time and fact.than else time


def _time(iso: str) -> str:
    """8月 for 1959-08, 1959年 for 1959; "" for days and intervals."""
    parts = iso.split("-")
    if "/" in iso or not all(part.isdecimal() for part in parts):
        return ""
    return {1: f"{parts[0]}年", 2: f"{int(parts[-1])}月"}.get(len(parts), "")


def _which(rows: Sequence[Row]) -> str:
    """下面几次比较中，全市工业总产值哪一次, or 下面几项中，哪一项."""
    subject = _subject(rows)
    if not subject:
        return "下面几项中，哪一项"
    return f"下面几次比较中，{subject}哪一次" if rows[0][1].than else f"{subject}哪个时候"


def _month(zh: str, fact: Fact) -> str:
    """The month before 比, for an article without a date: …8月|比7月."""
    before = zh[: fact.than.start] if fact.than else ""
    match = re.search("[0-9一二三四五六七八九十]{1,2}月(?=份?比$)", before)
    return match[0] if match else ""


def _subject(rows: Sequence[Row]) -> str:
    """The subject that all rows share, to be named in the question; else ""."""
    subjects = {fact.subject.text for _, fact in rows if fact.subject}
    return subjects.pop() if len(subjects) == 1 else ""


def _title(rows: Sequence[Row]) -> str:
    fact = rows[0][1]
    measure = fact.measure.text if fact.measure else ""
    subject = _subject(rows)
    what = f"{subject}{measure}" or "多少"
    return f"{what}（{fact.unit}）" if fact.unit else what
