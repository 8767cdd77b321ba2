"""Where a text of a table stands in the article, and how it is read there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from quizgen.model import Lesson, Sentence, Token
from quizgen.text.lexicon import Lexicon
from quizgen.text.listed import HAN
from quizgen.text.script import traditional_text
from quizgen.text.spelling import spell

Place = tuple[int, int, int]  # sentence, start, end
Syllables = tuple[str, ...]


def find_all(lesson: Lesson, text: str) -> Iterator[Place]:
    """Every place of a text in the article's sentences, in either script."""
    for number, sentence in enumerate(lesson.sentences):
        yield from ((number, start, start + len(text)) for start in starts(sentence.zh, text))


def starts(zh: str, text: str) -> list[int]:
    """Where a text begins in a sentence, in either script."""
    found = list(_starts(zh, text))
    return found or list(_starts(traditional_text(zh), text))


def _starts(zh: str, text: str) -> Iterator[int]:
    at = zh.find(text) if text else -1
    while at >= 0:
        yield at
        at = zh.find(text, at + 1)


def is_cut(sentence: Sentence, start: int, end: int) -> bool:
    """Whether words begin and end here."""
    edges = {0, *(token.end for token in sentence.tokens)}
    return start in edges and end in edges


def reading(sentence: Sentence, start: int, end: int) -> Syllables:
    """The syllables of the characters of a place; "" where one has none."""
    return tuple(
        syllable
        for token in sentence.tokens
        for at, syllable in _by_character(token)
        if start <= at < end
    )


def _by_character(token: Token) -> Iterator[tuple[int, str]]:
    """The place of each Han character of a token, with its syllable."""
    syllables = iter(token.pinyin)
    places = (at for at, c in enumerate(token.text, token.start) if HAN.match(c))
    return ((at, next(syllables, "")) for at in places)


def reread(
    sentences: Sequence[Sentence], places: Sequence[Place], syllables: Syllables, spelled: str,
    lexicon: Lexicon,
) -> tuple[Sentence, ...]:  # fmt: skip
    """The sentences with these places read so; `spelled` is the word as printed."""
    changed = list(sentences)
    for number, start, end in places:
        said = changed[number]
        own = dict(
            zip((at for at in range(start, end) if HAN.match(said.zh[at])), syllables, strict=True)
        )
        tokens = tuple(
            _token(token, own, spelled if (token.start, token.end) == (start, end) else "", lexicon)
            if token.start < end and start < token.end
            else token
            for token in said.tokens
        )
        changed[number] = replace(said, tokens=tokens)
    return tuple(changed)


def _token(token: Token, own: dict[int, str], spelled: str, lexicon: Lexicon) -> Token:
    """The token with some of its characters read otherwise."""
    pinyin = tuple(own.get(at, syllable) for at, syllable in _by_character(token))
    if not spelled:
        proper = token.spelled[:1].isupper()
        spelled = spell(token.text, pinyin, token.pos, lexicon, proper=proper)
    return replace(token, pinyin=pinyin, spelled=spelled, by="user", doubtful=False)
