"""A sentence read without a translation, as the gold sets have them."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from quizgen.lesson import Workbench
from quizgen.model import Article, Paragraph, Token
from quizgen.text.lexicon import Lexicon


@lru_cache(maxsize=20_000)
def tokens(text: str, lexicon: Lexicon) -> tuple[Token, ...]:
    """The tokens of one line of Chinese, read as an article without English is.

    Their offsets count from the line's beginning, whatever sentences are in it.
    """
    article = Article("gold", "", "", (Paragraph(text, 1),))
    sentences = Workbench(article, lexicon).sentences
    return tuple(replace(t, start=s.start + t.start) for s in sentences for t in s.tokens)
