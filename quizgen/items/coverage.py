"""How much of a text a learner reads: the share of its running words that are known.

A word is known by its level or by the learner's own list. Names and numerals are not counted:
they are read by their characters, and no list has them. Known words with 不, 很, 们 and the like
are read too (不会); any other compound in no list counts as unknown even where its parts say it
all (全市 "the whole city"): the share is rather too low than too high.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from quizgen.items.levels import Level
from quizgen.items.vocabulary import PREFIXES, SUFFIXES
from quizgen.known import Known, Reading, alone, by_word, joined
from quizgen.model import Coverage, Sentence, Token, Word
from quizgen.text.listed import HAN

_NAMES = ("nr", "ns", "nt", "nz")


def is_read(token: Token, level: Level) -> bool | None:
    """Whether this learner knows this running word; None for what isn't counted."""
    if token.pos == "m" or token.pos[:2] in _NAMES or not HAN.search(token.text):
        return None
    return level.has(token.text, token.pinyin) or _says_itself(token, level)


def _says_itself(token: Token, level: Level) -> bool:
    """Whether the word is a known one with a prefix or suffix, or one character of the list's.

    The HSK lists name such a character once for all its common readings: 长 for zhǎng and cháng.
    """
    text, syllables = token.text, token.pinyin
    if len(text) == 1:
        return level.knows(level.of(text, alone(text)))
    return (text[0] in PREFIXES and level.has(text[1:], syllables[1:])) or (
        text[-1] in SUFFIXES and level.has(text[:-1], syllables[:-1])
    )


def coverage(sentences: Sequence[Sentence], words: Sequence[Word], level: Level) -> Coverage:
    """The share of the running words read now, and by one who also knows the cards of `words`.

    A word of several tokens (群众|运动) makes each of them read where they stand together. Where
    nothing is counted both shares are 0.
    """
    cards = ((w.hanzi, tuple(w.pinyin_numbers.split())) for w in words if w.tier == "card")
    later = replace(level, words=joined((level.words, Known(by_word(cards)))))
    now = [read for s in sentences for read in reads(s.tokens, level) if read is not None]
    then = [read for s in sentences for read in reads(s.tokens, later) if read is not None]
    count = max(len(now), 1)
    return Coverage(len(now), sum(now) / count, sum(then) / count)


def reads(tokens: Sequence[Token], level: Level) -> list[bool | None]:
    """For each word of a sentence whether it is read, by itself or as a part of a known word."""
    inside = _inside(tokens, level.words)
    read = [is_read(token, level) for token in tokens]
    return [one if one is None else one or at in inside for at, one in enumerate(read)]


def _inside(tokens: Sequence[Token], known: Known) -> set[int]:
    """Which tokens make up a known word together with their neighbours."""
    found: set[int] = set()
    for first, token in enumerate(tokens):
        text = token.text
        syllables: Reading = token.pinyin
        for last in range(first + 1, len(tokens)):
            text, syllables = text + tokens[last].text, (*syllables, *tokens[last].pinyin)
            if len(text) > known.longest:
                break
            if known.has(text, syllables):
                found.update(range(first, last + 1))
    return found
