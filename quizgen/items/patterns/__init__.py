"""Patterns of written Chinese (由A提高到B, 除了A外, 因此) where an article has them.

A closed list, found by tokens: the words, their parts of speech, and where in the clause they
stand, so that 结果 “as a result” is told from 试验的结果. In doubt nothing is found.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from quizgen.items.figures.context import clauses
from quizgen.items.patterns.rules import Line, Step
from quizgen.items.patterns.table import Entry, entries
from quizgen.model import Pattern, Sentence, Span

__all__ = ["find_patterns", "patterns_of"]

English = Callable[[int, tuple[int, int]], str]
_STOPS = "，；：。！？,;:!? \u3000"
LONGEST = 45  # characters of the clauses that are shown together: three lines of a card
_BARE = 4  # Han characters that a clause must have beside its function words to say something


def find_patterns(sentences: Sequence[Sentence], english: English) -> tuple[Pattern, ...]:
    """The patterns of an article in its order; `english` gives the English of a span."""
    return tuple(
        Pattern(
            name=entry.name,
            meaning=entry.meaning,
            sentence=number,
            start=span[0],
            end=span[1],
            words=words,
            english=english(number, span),
        )
        for number, sentence in enumerate(sentences)
        for entry, words, span in patterns_of(sentence)
    )


def patterns_of(sentence: Sentence) -> list[tuple[Entry, tuple[Span, ...], tuple[int, int]]]:
    """The patterns of a sentence with their function words and the clauses that they join.

    No word belongs to two: the pattern of more words has it, then the one that stands first in
    the list (虽然…但是 before 但是, 由A提高到B before 增加到X).
    """
    found, taken = [], set[int]()
    for entry, words in sorted(_matches(sentence), key=lambda match: -len(match[1])):
        covered = {at for word in words for at in range(word.start, word.end)}
        if not covered & taken:
            taken |= covered
            found.append((entry, words, _clauses(sentence.zh, words, entry.leans)))
    return sorted(found, key=lambda match: match[1][0].start)


def _matches(sentence: Sentence) -> Iterator[tuple[Entry, tuple[Span, ...]]]:
    line = Line(sentence)
    for entry in entries():
        for way in entry.ways:
            if _may_fit(way, sentence.zh):
                for words in line.find(way):
                    yield entry, words


def _may_fit(way: Sequence[Step], zh: str) -> bool:
    """Whether the sentence has the function words at all: nine rules in ten need no other look."""
    return all(any(text in zh for text in step.texts) for step in way if step.shown)


def _clauses(zh: str, words: Sequence[Span], leans: str) -> tuple[int, int]:
    """From the clause of the first word to that of the last, without the stops at the edges.

    A clause that is hardly more than its function word (因此，…) takes in the next; one that leans
    (因此…, 由于…) takes in the clause it leans on where that is not too long.
    """
    spans = [s for s in clauses(zh) if zh[slice(*s)].strip(_STOPS)] or [(0, len(zh))]
    low = max((n for n, s in enumerate(spans) if s[0] <= words[0].start), default=0)
    high = max((n for n, s in enumerate(spans) if s[0] < words[-1].end), default=0)
    said = sum(len(word.text) for word in words)
    while high + 1 < len(spans) and spans[high][1] - spans[low][0] - said < _BARE:
        high += 1
    if leans == "back" and low and spans[high][1] - spans[low - 1][0] <= LONGEST:
        low -= zh[spans[low][0] - 1] in "，,"
    elif leans == "on" and high + 1 < len(spans) and spans[high + 1][1] - spans[low][0] <= LONGEST:
        high += zh[spans[high][1] - 1] in "，,"
    start, end = min(spans[low][0], words[0].start), max(spans[high][1], words[-1].end)
    start += len(zh[start : words[0].start]) - len(zh[start : words[0].start].lstrip(_STOPS))
    return start, max(words[-1].end, len(zh[:end].rstrip(_STOPS)))
