"""A sentence read without a translation, as the gold sets have them."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from quizgen.model import Article, Paragraph, Token
from quizgen.text.lexicon import Lexicon
from quizgen.workbench import Workbench


def place(text: str, at: int, lexicon: Lexicon) -> tuple[str, list[tuple[str, str]], int]:
    """The sentence in which a character stands, its words with their tags, its place there."""
    bench = _bench(text, lexicon)
    for sentence, words in zip(bench.aligned, bench.words, strict=True):
        if sentence.start <= at < sentence.end:
            listed = [(sentence.zh[word.start : word.end], word.tag) for word in words]
            return sentence.zh, listed, at - sentence.start
    return text, [(text, "x")], at  # white space between sentences


@lru_cache(maxsize=20_000)
def tokens(text: str, lexicon: Lexicon) -> tuple[Token, ...]:
    """The tokens of one line of Chinese, read as an article without English is.

    Their offsets count from the line's beginning, whatever sentences are in it.
    """
    sentences = _bench(text, lexicon).sentences
    return tuple(replace(t, start=s.start + t.start) for s in sentences for t in s.tokens)


def _bench(text: str, lexicon: Lexicon) -> Workbench:
    return Workbench(Article("gold", "", "", (Paragraph(text, 1),)), lexicon)
