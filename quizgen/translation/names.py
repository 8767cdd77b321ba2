"""Names that the translation gives away: capitals that spell Chinese characters in pinyin.

"Chu Ying" in the English and 楚英 in the Chinese are the same letters, so 楚英 is a name, although
no dictionary lists it. Names from the article's own glossary count without further proof. Foreign
names are confirmed by their sound: 卡翁达 and "Kaunda" have the same consonants.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from quizgen.model import GlossaryEntry
from quizgen.text.lexicon import Lexicon
from quizgen.text.name_cut import ends
from quizgen.text.names import KINDS, Kind, NameSpan
from quizgen.text.proper import closed_list, is_common, is_foreign, is_listed_place, is_person
from quizgen.text.segmentation import segment
from quizgen.translation.sounds import likeness

_CAPITALISED = re.compile(r"[A-Z][a-z]+(?:['’-][A-Za-z]+)*(?:[ -][A-Z][a-z]+)*")
_PLACE = frozenset(
    "province county city district river mountain village town township prefecture commune lake "
    "municipality region island".split()
)
_BODY = frozenset(
    "agency association bank bookstore brigade bureau college committee commune company congress "
    "corporation council department division factory federation front institute league mill "
    "ministry office organization organisation parliament party plant press school society team "
    "union university army daily times magazine international".split()
)
_POSSESSIVE = re.compile(r"(?<=[a-z])['’]s\b")
_FAMILIAR = re.compile("^[老小](?=.$)")  # 老郑 is "Old Zheng"
_INITIALS = re.compile(r"\b[A-Z](?:\.?[A-Z])+\b")  # U.S., USSR
_GLOSSED = re.compile(r"[A-Z][a-z]{2,}|[A-Z]{2,}")
_HAN = re.compile(r"[\u3400-\u9fff]")
_SHORTEST = 4  # letters; "Han" or "Li" alone would be found everywhere
_LONGEST_WORD = 4  # a longer glossary name is read word by word
# How much of a doubt the translation leaves, where it has the name; and how much of its surety a
# short name keeps that stands nowhere in it. Set by hand: nobody has counted them.
_LEFT_OF_DOUBT = 0.2
_UNSEEN = 0.8
_TOLD = 0.97  # how sure a name is that glossary or pinyin give
# How alike (`sounds`) a foreign name and an English word must be. Of 30 pairs looked at, 彼得 and
# "Peter" (0.67) and 意大利 and "Italy" are above it, 里根 and "Lincoln" (0.52) and
# 法国 and "Africa" below.
_SAME_SOUND = 0.6


@dataclass(frozen=True, slots=True)
class Name:
    """A name: its tag (nr people, ns places, nz others) and its English as printed."""

    tag: str
    english: str


def confirm(
    names: Sequence[NameSpan],
    zh: str,
    en: str,
    glossary: Iterable[GlossaryEntry],
    lexicon: Lexicon,
) -> tuple[NameSpan, ...]:
    """The names of a sentence after a look at the glossary and at the English of the sentence.

    What the glossary lists is beyond doubt (`find_names` was told of it), and what capitals spell
    is a name, too. A name that the English shows grows surer, a short one that it doesn't show less
    sure. Without English nothing changes but for the glossary's names.
    """
    told = {entry.zh for entry in glossary}
    found = [
        replace(name, by="glossary", confidence=_TOLD)
        if zh[name.start : name.end] in told
        else name
        for name in names
    ]
    if not en.strip():
        return tuple(found)
    for text, name in spelled_names(zh, en, lexicon).items():
        kind = KINDS.get(name.tag) or _guess(text)
        if kind != "PER" or _could_be_person(text, lexicon):
            found = _with_new(found, zh, text, kind)
    return tuple(replace(name, confidence=_weighed(name, zh, en, lexicon)) for name in found)


def kind_of(entry: GlossaryEntry, lexicon: Lexicon) -> Kind | None:
    """What a glossary entry names, by its English and its last characters; None: no telling."""
    zh, english = entry.zh, re.sub(r"\(.*?\)", "", entry.en)
    heads = {
        words[-1] for part in (english, english.split(" of ")[0]) if (words := part.lower().split())
    }
    if len(zh) > 2 and (_BODY & heads or ends(zh, "body") or (len(zh) > 3 and ends(zh, "branch"))):
        return "ORG"
    if _PLACE & heads or is_listed_place(zh, lexicon):
        return "LOC"
    if "·" in zh or is_person(zh, lexicon):
        return "PER"
    spelled = spelled_names(zh, english, lexicon).get(zh)
    named = spelled is not None and spelled.tag == "nr" and _could_be_person(zh, lexicon)
    return "PER" if named or is_foreign(zh) else None


def _could_be_person(zh: str, lexicon: Lexicon) -> bool:
    """Whether the characters allow it: 楚英, 王建设, but no 新大众 and no 大众科学."""
    words = (zh[at : at + 2] for at in range(len(zh) - 1))
    return len(zh) < 4 and (
        zh[0] in closed_list("surname") or not any(is_common(word, lexicon) for word in words)
    )


def _guess(text: str) -> Kind:
    """A name of which only the letters are known: Wu Mei and Suiyang look alike."""
    return "PER" if text[0] in closed_list("surname") and len(text) < 4 else "LOC"


def _with_new(names: Sequence[NameSpan], zh: str, text: str, kind: Kind) -> list[NameSpan]:
    """The names with this one wherever it stands and touches no other."""
    found, at = list(names), zh.find(text)
    while at >= 0:
        end = at + len(text)
        if not any(name.start < end and at < name.end for name in found):
            found.append(NameSpan(at, end, kind, "translation", _TOLD))
        at = zh.find(text, end)
    return sorted(found, key=lambda name: name.start)


def _weighed(name: NameSpan, zh: str, en: str, lexicon: Lexicon) -> float:
    if name.by == "glossary":
        return name.confidence
    if is_shown(zh[name.start : name.end], en, lexicon):
        return round(1 - _LEFT_OF_DOUBT * (1 - name.confidence), 2)
    short = 1 < name.end - name.start < 4 and name.kind != "ORG"  # 美|军 is "American troops"
    return round(name.confidence * _UNSEEN, 2) if short else name.confidence


def is_shown(zh: str, en: str, lexicon: Lexicon) -> bool:
    """Whether a capitalised word of the English is this name: by gloss, by pinyin or by sound."""
    plain = _POSSESSIVE.sub("", en)
    capitals = {word for match in _CAPITALISED.findall(plain) for word in re.split("[ -]", match)}
    initials = {match.replace(".", "") for match in _INITIALS.findall(en)}
    for entry in lexicon.lookup(zh):
        glossed = {word for sense in entry.senses for word in _GLOSSED.findall(sense)}
        if entry.is_name and glossed & (capitals | initials):
            return True
    spelled = any(
        end - at > 1
        for letters, _ in _spellings(en)
        for at in range(len(zh))
        for end in _spelled(zh, at, letters, lexicon)
    )
    return spelled or any(
        likeness(part, word, lexicon) >= (_SAME_SOUND if len(part) > 1 else 1)
        for part in _FAMILIAR.sub("", zh).split("·")
        for word in capitals
        if part and len(word) > 2
    )


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
    return dict(_spelled_names(zh, en, lexicon))


@lru_cache(maxsize=2_000)  # asked for the article's names, and for the sentence's
def _spelled_names(zh: str, en: str, lexicon: Lexicon) -> tuple[tuple[str, Name], ...]:
    found: dict[str, Name] = {}
    for letters, name in _spellings(en):
        for start in range(len(zh)):
            for end in _spelled(zh, start, letters, lexicon):
                text = zh[start:end]
                if end - start > 1 and not lexicon.lookup(text):
                    found.setdefault(text, name)
    return tuple(found.items())


@lru_cache(maxsize=2_000)  # asked for each name of a sentence
def _spellings(en: str) -> tuple[tuple[str, Name], ...]:
    """Letters of one to three capitalised words in a row, and the name that these would be."""
    return tuple(_spelled_out(en))


def _spelled_out(en: str) -> Iterator[tuple[str, Name]]:
    for match in _CAPITALISED.finditer(_POSSESSIVE.sub("", en)):
        words = match[0].split(" ")
        for size in (3, 2, 1):
            for at in range(len(words) - size + 1):
                letters = re.sub(r"['’-]", "", "".join(words[at : at + size])).lower()
                place = _PLACE & {word.lower() for word in words[at + size : at + size + 1]}
                if len(letters) >= _SHORTEST:
                    tag = "ns" if place else "nr" if size > 1 else "nz"
                    yield letters, Name(tag, " ".join(words[at : at + size]))


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
