"""Pinyin as it is printed: numbered syllables to marked, joined words.

The mark stands where GB/T 16159-2012 and the Scheme for Chinese Pinyin put it (a, o, e first;
in iu and ui on the last vowel), and an ASCII apostrophe before a syllable inside a word that
begins with a, o or e.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import accumulate, pairwise

from quizgen.text.lexicon import Lexicon
from quizgen.text.proper import GENERIC, is_listed_name, is_new_name

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


_NUMERAL = re.compile(r"[零〇一二三四五六七八九十百千万亿两]+$")
_DECIMAL = re.compile(r"[零〇一二三四五六七八九十百千万亿两]+点[零〇一二三四五六七八九]+$")
_BY_DIGITS = re.compile(r"[零〇一二三四五六七八九]{3,}$")  # a year, a telephone number
_ONES = "一二三四五六七八九"
_IDIOM = re.compile(r"\(idiom|\bidiom\)|\(proverb|\bsaying\b")


def spell(
    text: str, syllables: Sequence[str], tag: str, lexicon: Lexicon, *, proper: bool | None = None
) -> str:
    """The word as GB/T 16159-2012 prints it: joined, names capitalised, idioms and 第 hyphenated.

    `tag` is jieba's part of speech; names are nr (people), ns (places), nt, nz. Capitals inside a
    CC-CEDICT entry (Xi1 cheng2 Qu1) show where a name falls into words. `proper` says whether
    the word is a name here, if that is known from elsewhere.
    """
    if not syllables:
        return ""
    listed = is_listed_name(text, syllables, tag, lexicon)
    if listed or is_new_name(text, tag, lexicon) if proper is None else proper:
        return _name(text, syllables, tag, lexicon)
    if len(text) == len(syllables) >= 4:
        cuts = _cuts(text, lexicon)
        sign = "-" if len(text) == 4 and is_idiom(text, tag, lexicon) else " "
        if cuts and not _BY_DIGITS.match(text) and tag != "m":
            return sign.join(join(syllables[a:b]) for a, b in pairwise([0, *cuts, len(text)]))
    return _count(text, syllables, tag) or join(syllables)


def is_idiom(text: str, tag: str, lexicon: Lexicon) -> bool:
    """Whether jieba or CC-CEDICT calls the word a set phrase (成语)."""
    known = lexicon.word(text)
    senses = (sense for entry in lexicon.lookup(text) for sense in entry.senses)
    return "i" in (tag, known and known.tag) or any(_IDIOM.search(sense) for sense in senses)


def _cuts(text: str, lexicon: Lexicon) -> list[int]:
    """Where a long word falls into words of two syllables and more; nowhere if it doesn't.

    人民|公社 and 遍地|开花 have two words for halves, 风平|浪静 and 颠三|倒四 two of one build;
    轰轰烈烈, 层出不穷 and 二氧化碳 stay in one.
    """
    if text[0] == text[1]:
        return []
    if len(text) == 4:
        words = all(lexicon.lookup(half) for half in (text[:2], text[2:]))
        return [2] if words or _is_parallel(text, lexicon) else []
    first = 1 if _kind(text[0], lexicon) == "p" else 2  # 为|人民|服务
    for at in range(first, len(text) - 1):
        rest = [at + cut for cut in _cuts(text[at:], lexicon)] if len(text) - at > 3 else []
        if lexicon.lookup(text[:at]) and (rest or lexicon.word(text[at:])):
            return [at, *rest]
    return []


def _is_parallel(text: str, lexicon: Lexicon) -> bool:
    """Whether an idiom says two things of the same build: 风平|浪静 (noun, adjective, twice)."""
    if not is_idiom(text, "", lexicon):
        return False
    kinds = [_kind(character, lexicon) for character in text]
    return kinds[:2] == kinds[2:] and "d" not in kinds


def _kind(character: str, lexicon: Lexicon) -> str:
    known = lexicon.word(character)
    return known.tag[:1] if known else ""


def _count(text: str, syllables: Sequence[str], tag: str) -> str:
    """Ordinals ("dì-èr"), numerals and decimals; empty for any other word."""
    if text.startswith("第") and len(syllables) > 1:
        return f"{mark(syllables[0])}-{_numeral(text[1:], syllables[1:])}"
    if tag == "m" and (_BY_DIGITS.fullmatch(text) or _is_either(text)):
        return ("-" if len(text) == 2 else " ").join(map(mark, syllables))
    if tag == "m" and _NUMERAL.fullmatch(text):
        return _numeral(text, syllables)
    if tag == "m" and "分之" in text:
        return " ".join(
            _count(text[a:b], syllables[a:b], tag) or join(syllables[a:b])
            for a, b in pairwise(_parts(text))
        )
    if tag == "m" and _DECIMAL.fullmatch(text):
        whole = text.index("点")
        return " ".join([_numeral(text[:whole], syllables), *map(mark, syllables[whole:])])
    return ""


def _is_either(text: str) -> bool:
    """Whether two neighbouring digits mean about so many (七八, 三五)."""
    if len(text) != 2 or not set(text) <= set(_ONES):
        return False
    return text == "三五" or _ONES.index(text[1]) == _ONES.index(text[0]) + 1


def _parts(text: str) -> list[int]:
    """Where the words of a fraction begin: 三|分|之|一."""
    at = text.index("分之")
    return [*([0] if at else []), at, at + 1, at + 2, len(text)]


def _numeral(text: str, syllables: Sequence[str]) -> str:
    """Numerals: 11 to 99 in one, 百 and 千 with their digit, 万 and 亿 with a single digit."""
    words: list[list[str]] = [[]]
    for at, (character, syllable) in enumerate(zip(text, syllables, strict=False)):
        words[-1].append(syllable)
        ones = text[at + 1 : at + 2]
        if character in "万亿" and len(words[-1]) > 2:
            words[-1:] = [words[-1][:-1], [syllable]]
        if ones and (character in "百千万亿零〇" or (ones in "零〇" and character not in "十")):
            words.append([])
    return " ".join(join(word) for word in words if word)


def _name(text: str, syllables: Sequence[str], tag: str, lexicon: Lexicon) -> str:
    parts = text.split("·")
    if len(parts) > 1 and len(text) - len(parts) + 1 == len(syllables):
        ends = list(accumulate(map(len, parts), initial=0))
        return " ".join(capital(join(syllables[a:b])) for a, b in pairwise(ends))
    listed = is_listed_name(text, syllables, tag, lexicon)
    cuts = _capitals(text, syllables, lexicon)
    if tag == "nr" and not listed and (surname := _surname(text, syllables, lexicon)):
        cuts = [surname]
    if tag in ("ns", "nz") and not cuts and len(syllables) > 2 and text[-1] in GENERIC:
        cuts = [len(syllables) - 1]
    edges = [0, *cuts, len(syllables)]
    return " ".join(capital(join(syllables[a:b])) for a, b in pairwise(edges))


def _surname(text: str, syllables: Sequence[str], lexicon: Lexicon) -> int:
    """How many characters of a person's name are the surname (诸葛|孔明, 李|华); 0: unknown."""
    if len(text) != len(syllables):
        return 0
    for size, lengths in ((2, (3, 4)), (1, (2, 3))):
        senses = (s for e in lexicon.lookup(text[:size]) for s in e.senses)
        if len(text) in lengths and any("surname" in sense for sense in senses):
            return size
    return 0


def _capitals(text: str, syllables: Sequence[str], lexicon: Lexicon) -> list[int]:
    for entry in lexicon.lookup(text):
        if entry.is_name and entry.syllables == tuple(syllables):
            return [i for i, s in enumerate(entry.pinyin) if i and s[:1].isupper()]
    return []
