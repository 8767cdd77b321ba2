"""A sentence read without a translation, as the gold sets have them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from quizgen.model import Article, Paragraph, Sentence, Token
from quizgen.text.lexicon import Lexicon
from quizgen.text.pinyin import read
from quizgen.text.segmentation import Edge
from quizgen.workbench import Workbench


def place(text: str, at: int, lexicon: Lexicon) -> tuple[str, list[tuple[str, str]], int]:
    """The sentence in which a character stands, its words with their tags, its place there."""
    for sentence, words in _cut(text, lexicon):
        if sentence.start <= at < sentence.end:
            listed = [(sentence.zh[word.start : word.end], word.tag) for word in words]
            return sentence.zh, listed, at - sentence.start
    return text, [(text, "x")], at  # white space between sentences


@lru_cache(maxsize=20_000)
def tokens(text: str, lexicon: Lexicon) -> tuple[Token, ...]:
    """The tokens of one line of Chinese, read as an article without English is.

    Their offsets count from the line's beginning, whatever sentences are in it.
    """
    return tuple(
        replace(token, start=sentence.start + token.start)
        for sentence, words in _cut(text, lexicon)
        for token in read(sentence.zh, words, lexicon)
    )


@lru_cache(maxsize=20_000)
def _cut(text: str, lexicon: Lexicon) -> tuple[tuple[Sentence, Sequence[Edge]], ...]:
    """The line's sentences with their words: some measures ask for the same lines one by one."""
    bench = Workbench(Article("gold", "", "", (Paragraph(text, 1),)), lexicon)
    return tuple(zip(bench.aligned, bench.words, strict=True))
