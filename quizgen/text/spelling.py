"""Pinyin as it is printed: numbered syllables to marked, joined words.

The mark stands where GB/T 16159-2012 and the Scheme for Chinese Pinyin put it (a, o, e first;
in iu and ui on the last vowel), and an ASCII apostrophe before a syllable inside a word that
begins with a, o or e.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

_MARKS = {"1": "\u0304", "2": "\u0301", "3": "\u030c", "4": "\u0300"}
_SYLLABLE = re.compile(r"^([a-zêü:]+|[a-z]*v[a-z]*)([1-5])$", re.IGNORECASE)


def mark(syllable: str) -> str:
    """The numbered syllable with its tone mark: "lv4" gives "lǜ", "de5" gives "de".

    What is not a numbered syllable is returned as it is.
    """
    match = _SYLLABLE.match(syllable)
    if not match:
        return syllable
    letters = match[1].replace("u:", "ü").replace("v", "ü").replace("V", "Ü")
    tone = _MARKS.get(match[2], "")
    spot = _marked_vowel(letters)
    if not tone or spot < 0:
        return letters
    return unicodedata.normalize("NFC", letters[: spot + 1] + tone + letters[spot + 1 :])


def _marked_vowel(letters: str) -> int:
    low = letters.lower()
    for vowel in "aoeê":
        if vowel in low:
            return low.index(vowel)
    vowels = [i for i, letter in enumerate(low) if letter in "iuü"]
    if vowels:
        return vowels[-1]
    nasals = [i for i, letter in enumerate(low) if letter in "mn"]  # 嗯 ńg, 呣 ḿ
    return nasals[0] if nasals else -1


def join(syllables: Sequence[str]) -> str:
    """Numbered syllables as one printed word: ["chao1", "e2"] gives "chāo'é".

    The erhua syllable "r5" is written onto the one before it.
    """
    word = ""
    for syllable in syllables:
        marked = mark(syllable)
        plain = unicodedata.normalize("NFD", marked)[:1].lower()
        word += f"'{marked}" if word and plain in {"a", "o", "e"} else marked
    return word


def capital(spelled: str) -> str:
    """The printed word with a capital first letter, as names have it; marks are kept."""
    decomposed = unicodedata.normalize("NFD", spelled)
    return unicodedata.normalize("NFC", decomposed[:1].upper() + decomposed[1:])
