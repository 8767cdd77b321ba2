"""The tokens of a sentence by spans of its text, and the same sentence with a span as one token."""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.model import Sentence, Token
from quizgen.text.lexicon import Lexicon
from quizgen.text.listed import HAN
from quizgen.text.names import NameSpan


def one_word(
    sentence: Sentence, start: int, end: int, lexicon: Lexicon
) -> tuple[tuple[Token, ...], int]:
    """The tokens of a sentence cut so that the span is one of them, and its number."""
    tokens = sentence.tokens
    first = next(n for n, token in enumerate(tokens) if start < token.end)
    last = next(n for n, token in enumerate(tokens) if end <= token.end)
    low, high = tokens[first].start, tokens[last].end
    read = [(c, s) for token in tokens[first : last + 1] for c, s in _by_character(token)]
    made = []
    for a, b in ((low, start), (start, end), (end, high)):
        if a < b:
            text = sentence.zh[a:b]
            known, own = lexicon.word(text), tokens[first].pos
            syllables = tuple(s for _, s in read[a - low : b - low] if s)
            tag = known.tag if known and known.tag else own
            made.append(Token(text, a, tag, syllables, by=tokens[first].by))
    return (*tokens[:first], *made, *tokens[last + 1 :]), first + (low < start)


def _by_character(token: Token) -> Iterator[tuple[str, str]]:
    """Each character of a token with its syllable, or with none."""
    syllables = iter(token.pinyin)
    return ((c, next(syllables, "") if HAN.match(c) else "") for c in token.text)


def tokens_in(sentence: Sentence, span: NameSpan) -> frozenset[int]:
    """The tokens that lie in the span."""
    return frozenset(
        at
        for at, token in enumerate(sentence.tokens)
        if span.start <= token.start and token.end <= span.end
    )
