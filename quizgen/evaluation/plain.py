"""A sentence read without a translation, as the gold sets have them."""

from __future__ import annotations

from functools import lru_cache

from quizgen.lesson import Workbench
from quizgen.model import Article, Paragraph, Token
from quizgen.text.lexicon import Lexicon


@lru_cache(maxsize=20_000)
def tokens(text: str, lexicon: Lexicon) -> tuple[Token, ...]:
    """The tokens of one line of Chinese, read as an article without English is."""
    article = Article("gold", "", "", (Paragraph(text, 1),))
    return tuple(token for s in Workbench(article, lexicon).sentences for token in s.tokens)
