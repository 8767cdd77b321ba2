"""A stretch of a sentence on a card: plain, with ruby, or with a hole; and where to cut it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from quizgen.model import Sentence, Token, Word
from quizgen.text.script import in_script
from quizgen.writers.anki.markup import ruby, span, text, traditional

_BREAK = re.compile(r"(?<=[，；：、。！？\u3000])")
_TRIM = "，；：、。 \u3000"
_ELLIPSIS = "…"
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Passage:
    """`span` of a sentence with `word` marked in it (an empty span: nothing), in a script."""

    sentence: Sentence
    span: Span
    word: Span
    script: str = "simp"

    @property
    def shown(self) -> str:
        """The whole sentence in the script; offsets are those of the source."""
        return in_script(self.sentence.zh, self.script)


def whole(sentence: Sentence, word: Span, script: str = "simp") -> Passage:
    """The sentence from end to end."""
    return Passage(sentence, (0, len(sentence.zh)), word, script)


def plain_html(passage: Passage) -> str:
    """The passage with its word marked."""
    (start, end), (first, last) = passage.span, _clip(passage.word, passage.span)
    shown = passage.shown
    marked = f"<mark>{text(shown[first:last])}</mark>" if last > first else ""
    return _edged(passage, f"{text(shown[start:first])}{marked}{text(shown[last:end])}")


def blank_html(passage: Passage) -> str:
    """The passage with a hole wherever the word stands, so that the rest doesn't give it away."""
    pieces, at = [], passage.span[0]
    for start, end in _holes(passage):
        hole = span("hole", "＿" * (end - start))
        pieces += [text(passage.shown[at:start]), hole]
        at = end
    return _edged(passage, "".join(pieces) + text(passage.shown[at : passage.span[1]]))


def _holes(passage: Passage) -> Iterator[Span]:
    """Every place of the word; a single character's only where it is a word (行, not 银行)."""
    word, tokens = passage.sentence.zh[slice(*passage.word)], passage.sentence.tokens
    singles = {token.start for token in tokens if token.text == word} | {passage.word[0]}
    at, end = passage.span
    while word and (start := passage.sentence.zh.find(word, at, end)) >= 0:
        if len(word) > 1 or start in singles:
            yield start, start + len(word)
        at = start + len(word)


def ruby_html(passage: Passage) -> str:
    """The passage for Anki's `furigana:` filter: words with pinyin over them, the rest plain."""
    pieces = []
    for marked, tokens in groupby(_tokens(passage), key=lambda token: _in_word(token, passage)):
        html = "".join(_token_html(token, passage) for token in tokens)
        pieces.append(f"<mark>{html}</mark>" if marked else html)
    return _edged(passage, "".join(pieces))


def _tokens(passage: Passage) -> Iterator[Token]:
    """Tokens of the passage; one that the passage cuts is shown without its reading."""
    start, end = passage.span
    at = start
    for token in passage.sentence.tokens:
        if token.end <= start or token.start >= end:
            continue
        if start <= token.start and token.end <= end:
            yield token
        else:
            first, last = _clip((token.start, token.end), passage.span)
            yield Token(passage.sentence.zh[first:last], first)
        at = min(token.end, end)
    if at < end:  # a sentence without tokens
        yield Token(passage.sentence.zh[at:end], at)


def _token_html(token: Token, passage: Passage) -> str:
    shown = passage.shown[token.start : token.end]
    return ruby(shown, token.spelled) if token.pinyin and token.spelled else text(shown)


def _in_word(token: Token, passage: Passage) -> bool:
    return token.start < passage.word[1] and token.end > passage.word[0]


def _clip(inner: Span, outer: Span) -> Span:
    first = min(max(inner[0], outer[0]), outer[1])
    return first, min(max(inner[1], first), outer[1])


def _edged(passage: Passage, html: str) -> str:
    """With an ellipsis where a cut runs through the middle of a clause, and the script named."""
    start, end = passage.span
    zh = passage.sentence.zh
    before = _ELLIPSIS if start > 0 and zh[start - 1] not in _TRIM + "“《（" else ""
    after = _ELLIPSIS if end < len(zh) and zh[end] not in _TRIM + "”》）！？" else ""
    return traditional(before + html + after, passage.script)


def shown_clause(sentence: Sentence, word: Word) -> Span:
    """The part of its clause that a word's card shows."""
    return cut_clause(sentence, word.clause, (word.start, word.end))


def cut_clause(sentence: Sentence, clause: Span, word: Span, limit: int = 30) -> Span:
    """The part of `clause` around `word` that fits `limit` characters.

    Whole stretches between ，；：、 as long as they fit, those after the word first; a stretch
    that is too long by itself is cut between two tokens. A clause that is no more than the word
    (煤炭 in a list of industries) shows nothing of its use: then the sentence is cut.
    """
    bare = clause[1] - clause[0] - (word[1] - word[0]) < 2
    if bare or not clause[0] <= word[0] < word[1] <= clause[1]:
        clause = (0, len(sentence.zh))
    pieces = list(_pieces(sentence.zh, clause))
    start, end = _grow(sentence.zh, pieces, word, limit)
    return (start, end) if end - start <= limit else _window(sentence, (start, end), word, limit)


def _pieces(zh: str, clause: Span) -> Iterator[Span]:
    at = clause[0]
    for piece in _BREAK.split(zh[slice(*clause)]):
        if piece:
            yield at, at + len(piece)
        at += len(piece)


def _grow(zh: str, pieces: list[Span], word: Span, limit: int) -> Span:
    """The stretches the word is in, then neighbours on the right, then on the left, if they fit."""
    low = next(i for i, piece in enumerate(pieces) if word[0] < piece[1])
    high = next(i for i, piece in enumerate(pieces) if word[1] <= piece[1])
    best = _trim(zh, (pieces[low][0], pieces[high][1]), word)
    for step_low, step_high in [(0, 1)] * len(pieces) + [(1, 0)] * len(pieces):
        wider_low, wider_high = max(low - step_low, 0), min(high + step_high, len(pieces) - 1)
        wider = _trim(zh, (pieces[wider_low][0], pieces[wider_high][1]), word)
        if wider[1] - wider[0] <= limit:
            low, high, best = wider_low, wider_high, wider
    return best


def _trim(zh: str, span: Span, word: Span) -> Span:
    start, end = span
    while start < word[0] and zh[start] in _TRIM:
        start += 1
    while end > word[1] and zh[end - 1] in _TRIM:
        end -= 1
    return start, end


def _window(sentence: Sentence, span: Span, word: Span, limit: int) -> Span:
    """The tokens nearest the word, alternately right and left, while they fit."""
    edges = {span[0], span[1], *word}
    edges |= {token.start for token in sentence.tokens} | {token.end for token in sentence.tokens}
    start, end = word
    for _ in sentence.tokens:
        right = min((e for e in edges if end < e <= span[1]), default=end)
        if right - start <= limit:
            end = right
        left = max((e for e in edges if span[0] <= e < start), default=start)
        if end - left <= limit:
            start = left
    return start, end
