"""One sentence with all that is known of it: where the finders of facts look things up."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from quizgen.items.figures.context import clauses
from quizgen.model import GlossaryEntry, Name, Question, Sentence, Span
from quizgen.text.lexicon import Lexicon
from quizgen.text.tagger import tag
from quizgen.translation.clause_alignment import clause_english

Bounds = tuple[int, int]

_EDGES = "，；：。！？、,;:!? \u3000"
_IN_NUMERAL = re.compile(r"\d[，：,:]\d")
_LONGEST = 2000  # characters: what is longer is no sentence, and is not looked at


@dataclass(frozen=True, slots=True)
class Piece:
    """A word as the neural tagger cuts it (合格率, where the dictionary's words are 合格|率)."""

    text: str
    tag: str
    start: int
    end: int


@dataclass(frozen=True)
class Passage:
    """A sentence, its number in the article, its figures and names in order."""

    number: int
    sentence: Sentence
    questions: Sequence[Question]
    names: Sequence[Name]
    lexicon: Lexicon
    glossary: Sequence[GlossaryEntry] = ()

    @property
    def zh(self) -> str:
        """The Chinese of the sentence."""
        return self.sentence.zh

    @cached_property
    def clauses(self) -> tuple[Bounds, ...]:
        """Its clauses with their punctuation, without a dateline; 1，200 and 3：2 are not cut."""
        found: list[Bounds] = []
        for start, end in clauses(self.zh) if len(self.zh) <= _LONGEST else ():
            inside = found and _IN_NUMERAL.fullmatch(self.zh[start - 2 : start + 1])
            found.append((found.pop()[0] if inside else start, end))
        return tuple(found)

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """Its words with the tagger's parts of speech."""
        found, at = [], 0
        for text, name in tag(self.zh):
            found.append(Piece(text, name, at, at + len(text)))
            at += len(text)
        return tuple(found)

    @cached_property
    def times(self) -> frozenset[int]:
        """The offsets of the characters that say when: 今年前十一个月. Lengths of time do not."""
        counted = {
            at
            for q in self.questions
            if q.kind not in {"date", "time"}
            for at in range(q.start, unit_end(self.zh, q))
        }
        tagged = {at for p in self.pieces if p.tag == "TIME" for at in range(p.start, p.end)}
        dated = {
            at
            for q in self.questions
            if q.kind in {"date", "time"}
            for at in range(q.start, unit_end(self.zh, q))
        }
        return frozenset((tagged - counted) | dated)

    @cached_property
    def _starts(self) -> list[int]:
        return [piece.start for piece in self.pieces]

    def within(self, start: int, end: int) -> list[Piece]:
        """The words that stand wholly inside these bounds."""
        first = bisect_left(self._starts, start)
        last = bisect_left(self._starts, end)
        return [p for p in self.pieces[first:last] if p.end <= end]

    def clause_at(self, at: int) -> int | None:
        """The index of the clause at an offset; None in a dateline."""
        return next((i for i, (a, b) in enumerate(self.clauses) if a <= at < b), None)

    def cuts_word(self, *places: int) -> bool:
        """Whether one of these offsets lies inside a word: what ends in 飞机|票 is cut wrong."""
        return any(t.start < at < t.end for t in self.sentence.tokens for at in places)

    def span(self, start: int, end: int) -> Span:
        """A piece of the sentence without the punctuation and the spaces at its edges."""
        while start < end and self.zh[start] in _EDGES:
            start += 1
        while end > start and self.zh[end - 1] in _EDGES:
            end -= 1
        return Span(self.zh[start:end], start, end)

    def english(self, start: int, end: int) -> str:
        """The English of some clauses, or all of the sentence's where that can't be told."""
        en = self.sentence.en
        return clause_english(self.zh, en, (start, end), self.lexicon, self.glossary) if en else ""


def unit_end(zh: str, question: Question) -> int:
    """The offset behind a figure's unit: the 多 of 一百四十|多吨 stands between."""
    at = zh.find(question.unit, question.end, question.end + len(question.unit) + 2)
    return at + len(question.unit) if question.unit and at >= 0 else question.end


def han(text: str) -> int:
    """How many Chinese characters a text has."""
    return len(re.findall("[\u4e00-\u9fff]", text))
