"""Names that the translation gives away: capitals that spell Chinese characters in pinyin.

"Chu Ying" in the English and 楚英 in the Chinese are the same letters, so 楚英 is a name, although
no dictionary lists it. Names from the article's own glossary count without further proof. Foreign
names are confirmed by their sound: 卡翁达 and "Kaunda" have the same consonants.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import lru_cache

from quizgen.model import GlossaryEntry
from quizgen.text.lexicon import Lexicon
from quizgen.text.name_cut import ends, is_foreign
from quizgen.text.names import Kind, NameSpan
from quizgen.text.proper import is_common, is_listed_place, is_person, parts
from quizgen.text.segmentation import segment

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
_INITIALS = re.compile(r"\b[A-Z](?:\.?[A-Z])+\b")  # U.S., USSR
_GLOSSED = re.compile(r"[A-Z][a-z]{2,}|[A-Z]{2,}")
_HAN = re.compile(r"[\u3400-\u9fff]")
_SHORTEST = 4  # letters; "Han" or "Li" alone would be found everywhere
_LONGEST_WORD = 4  # a longer glossary name is read word by word
_TAG_KINDS: Mapping[str, Kind] = {"nr": "PER", "ns": "LOC", "nt": "ORG"}
# How much of a doubt the translation leaves, where it has the name; and how much of its surety a
# short name keeps that stands nowhere in it. Set by hand: nobody has counted them.
_LEFT_OF_DOUBT = 0.2
_UNSEEN = 0.8
_TOLD = 0.97  # how sure a name is that glossary or pinyin give
# Share of the consonants that a foreign name and an English one must have in common, in order:
# 卡翁达 and "Kaunda" have all, 卢蒙巴 and "Lumumba" nearly, 美国 and "Britain" none.
_SAME_SOUND = 0.75


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

    What the glossary lists is a name, of the kind that its English tells, and takes the place of
    shorter ones; so is what capitals spell. A name that the English shows grows surer, a short one
    that it doesn't show less sure. Without English nothing changes but for the glossary's names.
    """
    found = list(names)
    for entry in sorted(glossary, key=lambda entry: -len(entry.zh)):
        found = _laid(found, zh, entry.zh, kind_of(entry, lexicon), "glossary")
    if not en.strip():
        return tuple(found)
    for text, name in spelled_names(zh, en, lexicon).items():
        kind = _TAG_KINDS.get(name.tag) or _guess(text)
        if kind != "PER" or _could_be_person(text, lexicon):
            found = _laid(found, zh, text, kind, "translation", only_new=True)
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
        zh[0] in parts("surname") or not any(is_common(word, lexicon) for word in words)
    )


def _guess(text: str) -> Kind:
    """A name of which only the letters are known: Wu Mei and Suiyang look alike."""
    return "PER" if text[0] in parts("surname") and len(text) < 4 else "LOC"


def _laid(
    names: Sequence[NameSpan],
    zh: str,
    text: str,
    kind: Kind | None,
    by: str,
    *,
    only_new: bool = False,
) -> list[NameSpan]:
    """The names with this one wherever it stands and is part of no longer one."""
    found, at = list(names), zh.find(text)
    while text and at >= 0:
        end = at + len(text)
        there = [n for n in found if n.start < end and at < n.end]
        inside = all(at <= n.start and n.end <= end for n in there)
        same = next((n.kind for n in there if (n.start, n.end) == (at, end)), None)
        if inside and (kind or same) and not (only_new and there):
            found = [n for n in found if n not in there]
            found.append(NameSpan(at, end, kind or same or "ORG", by, _TOLD))
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
    capitals = {word for match in _CAPITALISED.findall(en) for word in re.split("[ -]", match)}
    initials = {match.replace(".", "") for match in _INITIALS.findall(en)}
    for entry in lexicon.lookup(zh):
        glossed = {word for sense in entry.senses for word in _GLOSSED.findall(sense)}
        if entry.is_name and glossed & (capitals | initials):
            return True
    letters = [spelling for spelling, _ in _spellings(en)]
    if any(
        end - at > 1
        for at in range(len(zh))
        for s in letters
        for end in _spelled(zh, at, s, lexicon)
    ):
        return True
    return any(_sound_alike(zh, word, lexicon) for word in capitals if len(word) > 2)


def _sound_alike(zh: str, english: str, lexicon: Lexicon) -> bool:
    """Whether all characters, read one by one, have the consonants of the English word."""
    if "·" in zh:
        return any(_sound_alike(part, english, lexicon) for part in zh.split("·") if part)
    syllables = ["".join(sorted(_letters(character, lexicon))[:1]) for character in zh]
    if len(zh) < 2 or not all(syllables):
        return False
    ours, theirs = _consonants("".join(syllables)), _consonants(english.lower())
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    return min(len(ours), len(theirs)) > 1 and matcher.ratio() >= _SAME_SOUND


# Consonants that stand for one another between English names and their Chinese characters.
_ALIKE = str.maketrans("bdgkqcjxzrfvwhy", "ptkkkkkssllff  ")


def _consonants(letters: str) -> str:
    plain = re.sub("zh|ch|sh|th", "s", letters).replace("ng", "n").replace("m", "n")
    kept = re.sub("[aeiouü' -]", "", plain.translate(_ALIKE))
    return re.sub(r"(.)\1+", r"\1", kept.replace(" ", ""))


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
