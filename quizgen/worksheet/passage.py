"""The passage of a worksheet: the article in numbered lines, its new words read and glossed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import takewhile
from typing import Literal

from quizgen.model import Lesson, Sentence, Token, Word
from quizgen.text.script import headword, in_script
from quizgen.worksheet.lines import broken
from quizgen.worksheet.model import Gloss, Line, Passage, Piece

Read = Literal["new", "all", "none"]
HEADLINE = "headline"  # where an answer stands that is in none of the numbered lines
# Type sizes in points, the largest that lets the passage stand on one side; the last is the least
# that a newspaper is printed in, and a longer passage goes on overleaf.
_SIZES = (13.0, 12.0, 11.5, 11.0, 10.5, 10.0)
# Millimetres that a page leaves for the passage and its glosses, under the head: wide, high.
_ROOM = {"a4": (164.0, 226.0), "letter": (170.0, 208.0)}
_POINT = 0.3528  # millimetres
LEADING = 1.5  # a line with its readings, in em
GAP = 0.35  # … and what a paragraph adds
_ROW, _COLUMNS, _LETTERS = 3.45, 3, 38  # the glosses: millimetres a row, columns, letters a row


def make_passage(lesson: Lesson, read: Read = "new") -> Passage:
    """The article as a passage; `read` says which words have pinyin over them."""
    printer = _Printer(lesson, read)
    for size in _SIZES:
        passage = printer.passage(size)
        if height(passage) <= _ROOM[lesson.settings.sheet.paper][1] - note_height(lesson):
            break
    return passage


def with_readings_of(passage: Passage, lesson: Lesson, read: Read) -> Passage:
    """The same lines with other readings over them, so that a class can speak of one line 12."""
    if read == "none":
        return replace(passage, lines=tuple(map(_bare, passage.lines)))
    new = {gloss.number for gloss in passage.glosses}
    return replace(passage, lines=tuple(_only(line, new) for line in passage.lines))


def _bare(line: Line) -> Line:
    return replace(line, pieces=tuple(replace(piece, pinyin="") for piece in line.pieces))


def _only(line: Line, new: set[int]) -> Line:
    pieces = (p if p.note in new else replace(p, pinyin="") for p in line.pieces)
    return replace(line, pieces=tuple(pieces))


def headlines(lesson: Lesson) -> int:
    """How many paragraphs on top are headlines: they are printed above the numbered lines."""
    return len(list(takewhile(lambda p: p.kind == "headline", lesson.article.paragraphs)))


def line_of(passage: Passage, lesson: Lesson, sentence: int, start: int) -> str:
    """The number of the line where a character of a sentence is printed, or HEADLINE."""
    said, top = lesson.sentences[sentence], headlines(lesson)
    if said.paragraph < top:
        return HEADLINE
    above = lesson.article.paragraphs[top : said.paragraph]
    offset = sum(len(paragraph.text) for paragraph in above) + said.start + start
    for line in (line for line in passage.lines if line.number):
        offset -= sum(len(piece.text) for piece in line.pieces)
        if offset < 0:
            return f"{line.number}"
    return ""


def note_height(lesson: Lesson) -> float:
    """Millimetres that the teacher's note takes on top of the first page, about."""
    parts = lesson.settings.sheet.note.split("\n") if lesson.settings.sheet.note else []
    return sum(5.2 * (1 + len(part) // 48) for part in parts) + 14 if parts else 0.0


def height(passage: Passage) -> float:
    """Millimetres that the passage and its glosses take, about."""
    line = passage.size * _POINT
    body = sum(line * (LEADING + GAP * one.opens) for one in passage.lines if one.number)
    rows = sum(1 + len(f"{g.hanzi} {g.pinyin} {g.meaning}") // _LETTERS for g in passage.glosses)
    return body + _ROW * (rows / _COLUMNS + 1)


@dataclass(frozen=True)
class _Printer:
    """An article on its way to the printed lines."""

    lesson: Lesson
    read: Read

    def passage(self, size: float) -> Passage:
        ems = int(_ROOM[self.lesson.settings.sheet.paper][0] / (size * _POINT))
        glosses = (self._gloss(number, word) for number, word in self._glossed.values())
        return Passage(tuple(self._lines(ems)), tuple(glosses), ems, size)

    @cached_property
    def _glossed(self) -> dict[tuple[int, int], tuple[int, Word]]:
        """The words with a footnote by sentence and place, numbered in the order of the text."""
        words = [word for word in self.lesson.words if word.tier == "card" and not word.doubtful]
        kept: list[Word] = []
        for word in sorted(map(self._first, words), key=lambda word: (word.sentence, word.start)):
            if not kept or (kept[-1].sentence, kept[-1].end) <= (word.sentence, word.start):
                kept.append(word)
        return {(word.sentence, word.start): (n, word) for n, word in enumerate(kept, 1)}

    @cached_property
    def _sentences(self) -> dict[int, list[int]]:
        """The sentences of each paragraph."""
        found: dict[int, list[int]] = {}
        for number, sentence in enumerate(self.lesson.sentences):
            found.setdefault(sentence.paragraph, []).append(number)
        return found

    def _first(self, word: Word) -> Word:
        """The word at the first place where it is a word of this reading."""
        reading = tuple(word.pinyin_numbers.lower().split())
        for number in sorted({word.sentence, *word.more_sentences}):
            for token in self.lesson.sentences[number].tokens:
                read = tuple(syllable.lower() for syllable in token.pinyin)
                if token.text == self._written(word) and read == reading:
                    return replace(word, sentence=number, start=token.start, end=token.end)
        return word

    def _written(self, word: Word) -> str:
        return self.lesson.sentences[word.sentence].zh[word.start : word.end]

    def _gloss(self, number: int, word: Word) -> Gloss:
        hanzi = headword(word, self.lesson.settings.script)
        return Gloss(number, hanzi, word.pinyin, word.meaning)

    def _lines(self, ems: int) -> Iterator[Line]:
        number, top = 0, headlines(self.lesson)
        for index, paragraph in enumerate(self.lesson.article.paragraphs):
            headline = paragraph.kind == "headline"
            for nth, line in enumerate(broken(list(self._pieces(index)), ems)):
                number += index >= top
                shown = number if index >= top else 0
                yield Line(line, shown, opens=nth == 0, headline=headline)

    def _pieces(self, paragraph: int) -> Iterator[Piece]:
        at, text = 0, self.lesson.article.paragraphs[paragraph].text
        for number in self._sentences.get(paragraph, ()):
            sentence = self.lesson.sentences[number]
            if sentence.start > at:
                yield Piece(text[at : sentence.start])
            yield from self._of_sentence(number, sentence)
            at = sentence.end
        if at < len(text):
            yield Piece(text[at:])

    def _of_sentence(self, number: int, sentence: Sentence) -> Iterator[Piece]:
        """The sentence in pieces: its glossed words, and the words between them."""
        shown, at = in_script(sentence.zh, self.lesson.settings.script), 0
        for token in sentence.tokens:
            if token.start < at:
                continue
            note, word = self._word_in(number, token)
            at = max(token.end, word.end) if word else token.end
            own = word and (token.start, at) == (word.start, word.end)
            reading = word.pinyin if word and own else token.spelled
            wanted = self.read == "all" or (self.read == "new" and own)
            yield Piece(shown[token.start : at], reading if wanted else "", note)
        if at < len(shown):
            yield Piece(shown[at:])

    def _word_in(self, number: int, token: Token) -> tuple[int, Word | None]:
        """The glossed word that begins in a token, with its number; (0, None) if none does."""
        places = ((number, at) for at in range(token.start, token.end))
        return next((self._glossed[p] for p in places if p in self._glossed), (0, None))
