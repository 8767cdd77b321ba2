"""Where an article contradicts itself: 五项决定 here, 四项决定 there, and four that are listed."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, partial

from quizgen.items.facts.passage import unit_end
from quizgen.model import Fact, Question, Sentence
from quizgen.text.numbers import parse_number
from quizgen.text.tagger import tag

# What articles count their points in. 个 and 种 count everything, so that two numbers of them
# contradict each other only by chance.
_POINTS = frozenset("项 条 点 方面 个方面 句 环节 步".split())
_POINT = re.compile(
    "(?:^|[：；。　\\s])(?:第([一二三四五六七八九十]+)[，、：]|([一二三四五六七八九十]+)、)"
)
_NEAR = 8  # characters beside a number in which the word stands that says what it counts


def contradicted(
    facts: Sequence[Fact], sentences: Sequence[Sentence], questions: Sequence[Question]
) -> tuple[Fact, ...]:
    """The facts, with a reason and the flag where the article itself says otherwise.

    So are facts of words that hold a figure in doubt: a reason with 五项 in it is no surer.
    """
    doubts = {_at(q): q.reason for q in questions if q.doubtful}
    doubts |= dict(_miscounts(sentences, questions))
    against: dict[int, list[tuple[int, str]]] = {}
    for (sentence, start), reason in doubts.items():
        against.setdefault(sentence, []).append((start, reason))
    return tuple(
        replace(fact, doubtful=True, reason=reason)
        if (reason := _doubt(fact, against.get(fact.sentence, ())))
        else fact
        for fact in facts
    )


def _doubt(fact: Fact, against: Sequence[tuple[int, str]]) -> str:
    """Why one of the figures that a fact holds is in doubt, or ""; `against`: its sentence's."""
    held = [span for span in (fact.answer, fact.subject, fact.measure) if span]
    for start, reason in against:
        was = fact.kind == "change" and fact.start <= start < fact.answer.start
        if was or any(s.start <= start < s.end for s in held):
            return reason
    return ""


def doubted(questions: Sequence[Question], facts: Sequence[Fact]) -> tuple[Question, ...]:
    """The questions; a figure that the article itself contradicts is doubtful and not asked."""
    against = {(f.sentence, f.answer.start): f.reason for f in facts if f.doubtful}
    return tuple(
        replace(q, asked=False, doubtful=True, reason=against[q.sentence, q.start])
        if (q.sentence, q.start) in against
        else q
        for q in questions
    )


def _miscounts(
    sentences: Sequence[Sentence], questions: Sequence[Question]
) -> Iterator[tuple[tuple[int, int], str]]:
    """The places of the counts that something contradicts, with the reason."""
    counts = [q for q in questions if q.unit in _POINTS and isinstance(q.value, int)]
    points = _points(sentences) if counts else {}
    words = cache(partial(_words, sentences))
    for count in counts:
        listed = _listed(sentences, count, points)
        if not listed:
            continue
        if listed != count.value:
            yield _at(count), f"The source says {count.answer}{count.unit} and lists {listed}."
        for other in counts:
            same = other.unit == count.unit and other.value != count.value
            if same and words(other) & words(count):
                reason = (
                    f"The source says {count.answer}{count.unit} and {other.answer}{other.unit}."
                )
                yield _at(other), reason
                yield _at(count), reason


def _at(question: Question) -> tuple[int, int]:
    return question.sentence, question.start


def _points(sentences: Sequence[Sentence]) -> Mapping[float, Sequence[tuple[int, int]]]:
    """Where the points of an article stand, sentence and offset, by their number."""
    found: dict[float, list[tuple[int, int]]] = {}
    for number, sentence in enumerate(sentences):
        for at, value in _points_in(sentence.zh):
            found.setdefault(value, []).append((number, at))
    return found


def _points_in(zh: str) -> Iterator[tuple[int, float]]:
    """The points of a text (第一， or 一、): offset and number."""
    numbers = ((match.start(), parse_number(match[1] or match[2])) for match in _POINT.finditer(zh))
    return ((at, number) for at, number in numbers if number is not None)


def _listed(
    sentences: Sequence[Sentence],
    count: Question,
    points: Mapping[float, Sequence[tuple[int, int]]],
) -> int:
    """How many points are listed behind 四项决定：, 0 if none are announced there."""
    zh = sentences[count.sentence].zh
    colon = re.match("[^，。；！？]{0,20}：", zh[unit_end(zh, count) :])
    if not colon:
        return 0
    wanted = 1
    for _, value in _points_in(zh[unit_end(zh, count) :]):
        wanted += value == wanted
    place, later = (count.sentence + 1, -1), points.get(wanted, ())
    while (at := bisect(later, place)) < len(later):
        place, wanted = later[at], wanted + 1
        later = points.get(wanted, ())
    return wanted - 1 if wanted > 2 else 0


def _words(sentences: Sequence[Sentence], question: Question) -> frozenset[str]:
    """The words of two characters and more beside a number."""
    zh = sentences[question.sentence].zh
    low, high = max(0, question.start - _NEAR), question.end + _NEAR
    found, at = set(), 0
    for text, name in tag(zh):
        inside = low <= at and at + len(text) <= high
        if inside and len(text) > 1 and name in {"n", "v", "vn", "nz"}:
            found.add(text)
        at += len(text)
    return frozenset(found)
