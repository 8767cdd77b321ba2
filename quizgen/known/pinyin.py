"""The reading that a list gives beside a word, in whatever spelling: biāobīng, biao1 bing1."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache

from quizgen.known import Reading
from quizgen.text.listed import HAN
from quizgen.text.spelling import mark

_LONGEST = 200  # characters of a text that are looked at
_MOST = 20  # characters of a word: a longer one is a sentence
_BETWEEN = re.compile(r"[\s'’ʼ·•|/,;:()\[\]-]*")
_GOES_ON = re.compile("[^\\W_]|[\u0300-\u036f]")
_MORE = {"儿": ("r5",), "一": ("yi1", "yi2", "yi4"), "不": ("bu4", "bu2")}


def reading_of(word: str, text: str) -> Reading:
    """The numbered syllables of the word if the text begins with its pinyin, or ().

    The syllables must be some that the characters can have; pinyin without tones gives neutral
    ones, which agree with any tone.
    """
    if len(word) > _MOST or len(HAN.findall(word)) != len(word):
        return ()
    said = unicodedata.normalize("NFKC", text[:_LONGEST]).lower().replace("u:", "ü")
    return _read(word, unicodedata.normalize("NFD", said)) or ()


def numbered(word: str, text: str) -> Reading:
    """The syllables of "biao1 bing1" if there is one for each character, or ()."""
    syllables = tuple(text.split())
    return syllables if len(syllables) == len(HAN.findall(word)) else ()


def _read(word: Sequence[str], said: str) -> Reading | None:
    """The syllables of these characters; None if the text doesn't begin with them."""
    if not word:
        return None if _GOES_ON.match(said) else ()
    said = _BETWEEN.sub("", said, count=1) if _BETWEEN.match(said) else said
    for form, syllable in _forms(word[0]):
        if said.startswith(form):
            rest = _read(word[1:], said[len(form) :])
            if rest is not None:
                return (syllable, *rest)
    return None


@cache
def _forms(character: str) -> tuple[tuple[str, str], ...]:
    """Every spelling of the character's syllables, decomposed, with the syllable it stands for.

    Each stands once: with doubles, a text that fails late would be tried in 4 ** 16 ways.
    """
    found = (form for syllable in _syllables(character) for form in _spellings(syllable))
    return tuple(dict.fromkeys(found))


def _syllables(character: str) -> Iterator[str]:
    from pypinyin import Style, pinyin

    yield from _MORE.get(character, ())
    yield from pinyin(
        character, Style.TONE3, heteronym=True, neutral_tone_with_five=True, v_to_u=False
    )[0]


def _spellings(syllable: str) -> Iterator[tuple[str, str]]:
    """biāo, biao1 and biao; nǚ, nü3, nv3 and nv."""
    bare = syllable.rstrip("12345")
    yield unicodedata.normalize("NFD", mark(syllable)), syllable
    for letters in {bare, bare.replace("v", "ü")}:
        plain = unicodedata.normalize("NFD", letters)
        yield from ((plain + syllable[len(bare) :], syllable), (plain, f"{bare}5"))
