"""Names that the translation gives away: capitals that spell Chinese characters in pinyin.

"Chu Ying" in the English and 楚英 in the Chinese are the same letters, so 楚英 is a name, although
no dictionary lists it. Names from the article's own glossary count without further proof.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from quizgen.model import GlossaryEntry
from quizgen.text.lexicon import Lexicon
from quizgen.text.segmentation import segment

_CAPITALISED = re.compile(r"[A-Z][a-z]+(?:['’-][A-Za-z]+)*(?:[ -][A-Z][a-z]+)*")
_PLACE = frozenset(
    "province county city district river mountain village town township prefecture commune lake "
    "municipality region island".split()
)
_HAN = re.compile(r"[\u3400-\u9fff]")
_SHORTEST = 4  # letters; "Han" or "Li" alone would be found everywhere
_LONGEST_WORD = 4  # a longer glossary name is read word by word


@dataclass(frozen=True, slots=True)
class Name:
    """A name: its tag (nr people, ns places, nz others) and its English as printed."""

    tag: str
    english: str


def glossary_names(glossary: Iterable[GlossaryEntry], lexicon: Lexicon) -> dict[str, Name]:
    """The glossary's short names, to be kept whole.

    Names of ordinary words (新华书店) are left to the dictionary.
    """
    return {
        entry.zh: Name(_tag(entry.en, lexicon, entry.zh), entry.en)
        for entry in glossary
        if "·" in entry.zh or not _of_words(entry.zh, lexicon)
    }


def _of_words(name: str, lexicon: Lexicon) -> bool:
    """Whether the name falls into listed words of two characters and more (北方|杂志)."""
    edges = segment(name, lexicon)
    return len(name) > _LONGEST_WORD or all(edge.end - edge.start > 1 for edge in edges)


def _tag(english: str, lexicon: Lexicon, zh: str) -> str:
    known = lexicon.word(zh)
    if known and known.tag[:2] in ("nr", "ns", "nt", "nz"):
        return known.tag
    spelled = spelled_names(zh, english, lexicon).get(zh)
    return spelled.tag if spelled else ("ns" if _PLACE & set(english.lower().split()) else "nz")


def spelled_names(zh: str, en: str, lexicon: Lexicon) -> dict[str, Name]:
    """Strings of `zh` that capitalised words of `en` spell in pinyin, with these words.

    What the dictionary has is left to it: "Women" is not 我们, and 北京 needs no proof.
    """
    found: dict[str, Name] = {}
    for letters, name in _spellings(en):
        for start in range(len(zh)):
            for end in _spelled(zh, start, letters, lexicon):
                text = zh[start:end]
                if end - start > 1 and not lexicon.lookup(text):
                    found.setdefault(text, name)
    return found


def _spellings(en: str) -> Iterator[tuple[str, Name]]:
    """Letters of one to three capitalised words in a row, and the name that these would be."""
    for match in _CAPITALISED.finditer(en):
        parts = re.split(r"[ ]", match[0])
        for size in (3, 2, 1):
            for at in range(len(parts) - size + 1):
                letters = re.sub(r"['’-]", "", "".join(parts[at : at + size])).lower()
                place = _PLACE & {part.lower() for part in parts[at + size : at + size + 1]}
                if len(letters) >= _SHORTEST:
                    tag = "ns" if place else "nr" if size > 1 else "nz"
                    yield letters, Name(tag, " ".join(parts[at : at + size]))


def _spelled(zh: str, at: int, letters: str, lexicon: Lexicon) -> Iterator[int]:
    """Where the characters from `at` on end that spell exactly these letters."""
    if not letters:
        yield at
    elif at < len(zh):
        for syllable in _letters(zh[at], lexicon):
            if letters.startswith(syllable):
                yield from _spelled(zh, at + 1, letters[len(syllable) :], lexicon)


@lru_cache(maxsize=20_000)
def _letters(character: str, lexicon: Lexicon) -> frozenset[str]:
    if not _HAN.match(character):
        return frozenset()
    return frozenset(
        unicodedata.normalize("NFC", entry.syllables[0][:-1]).replace("v", "u")
        for entry in lexicon.lookup(character)
        if len(entry.syllables) == 1
    )
