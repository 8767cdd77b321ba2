"""Whether a word is a name in its sentence, and so printed with a capital.

jieba's tag alone is no proof (上半场 "first half" is a place to it), nor are CC-CEDICT's capitals
for days of the week (Zhou1 wu3) and for a person whom nobody means (大山 "Dashan", born 1965).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache
from importlib import resources

from quizgen.errors import DataError
from quizgen.text.dictionary import Entry
from quizgen.text.lexicon import Lexicon
from quizgen.text.spot import Spot

NAME_TAGS = ("nr", "ns", "nt", "nz")  # jieba's tags of people, places, bodies, other names
GENERIC = frozenset("省市县区州乡镇村庄江河湖海洋山岛湾港路街桥寺塔厂社局部站港城国")
_COUNTRY = re.compile(r"\babbr\. for ")
_LIFE = re.compile(r"\(?\b1[89]\d\d(?:-|–|—)")  # "(1965-)", "(1881–1936)"
_SHORT = re.compile(r"\babbr\.\)? for |\(abbr\.\)|^short name for ")
_PLACE = re.compile(
    r"\b(city|county|province|prefecture|capital|district|river|mountain|country|island|lake|region"
    r"|town|township|municipality|republic|state|sea|ocean|continent)s?\b",
    re.IGNORECASE,
)
_NO_PLACE = re.compile(
    r"\b(company|university|television|currency|language|people|dynasty|zone)\b|\((?:c\. ?)?1\d",
    re.IGNORECASE,
)
# A gloss of one foreign word: "Burundi", "Yugoslavia, 1943-1992". People have "(name)" or years.
_FOREIGN_GLOSS = re.compile(r"^[A-Z][a-z]+(?:,.*)?$")
_BODY = re.compile(
    r"\b(Bank|Organi[sz]ation|Party|Committee|Association|Agency|Union|University|Corporation"
    r"|Army|Ministry|League|Congress|Council|Academy|Company|Federation|Inc)\b"
)
_NO_SHORT_NAME = frozenset("书众佛伊保克卢斗易梵竺维礼论诗隆石福吉")  # also books, sects, peoples
# CC-CEDICT's gloss of a row: "Europe and America", "China-USA", "Beijing, Tianjin and Hebei".
_ROW = re.compile(r"^[A-Z]\w+(?:,? [A-Z]\w+)* and [A-Z]|^[A-Z]\w+-[A-Z]")
_PARTS_HEADER = "# quizgen name parts, version 1"
_LISTING = frozenset("、和与及·－-—")
# What stands behind and before the short name of a country: 美货, 英方, 驻法, 访苏.
_OF_COUNTRIES = frozenset("国货军方帝机籍商侨元轮舰币")
_TO_COUNTRIES = frozenset("驻访赴抗援对反亲旅留侵")


def is_listed_name(text: str, syllables: Sequence[str], tag: str, lexicon: Lexicon) -> bool:
    """Whether CC-CEDICT prints this reading with a capital only, and it is no day of the week."""
    entries = [e for e in lexicon.lookup(text) if e.syllables == tuple(syllables)]
    tag = tag or (known.tag if (known := lexicon.word(text)) else "")
    return bool(entries) and all(entry.is_name for entry in entries) and tag[:1] != "t"


def is_new_name(text: str, tag: str, lexicon: Lexicon) -> bool:
    """Whether it is tagged as a name and no dictionary or word list knows it as a word."""
    known = lexicon.word(text)
    return tag[:2] in NAME_TAGS and not (known and (known.in_cedict or known.in_hsk))


def is_proper(
    spot: Spot,
    syllables: Sequence[str],
    lexicon: Lexicon,
    shown: Callable[[Entry, str], float],
) -> bool | None:
    """Whether its place or the translation makes the word a name or none; None: they don't say."""
    text, tag = spot.word(0), spot.tag(0)
    names = [e for e in lexicon.lookup(text) if e.is_name and e.syllables == tuple(syllables)]
    if len(text) == 1 and any(_COUNTRY.search(s) for e in names for s in e.senses):
        return True if _is_country(spot, lexicon) else None
    if len(text) == 1 and text in GENERIC and spot.tag(-1) in ("ns", "nz"):
        new = len(spot.word(-1)) > 1 and not lexicon.lookup(spot.word(-1))
        return new or None  # 青溪|市: Qīngxī Shì
    person = any(_LIFE.search(sense) for entry in names for sense in entry.senses)
    if person and tag != "nr" and not any(shown(entry, tag) for entry in names):
        return False
    return None


def _is_country(spot: Spot, lexicon: Lexicon) -> bool:
    """Whether the short name of a country stands among others (美、英、法) or by 货, 方, 驻 ..."""
    if spot.tag(0)[:1] in ("p", "c", "d", "v"):
        return False  # 比国家计划超额: "than", no Belgium
    return (spot.word(1) in _OF_COUNTRIES or spot.word(-1) in _TO_COUNTRIES) or any(
        spot.word(step) in _LISTING and _may_be_country(spot.word(2 * step), lexicon)
        for step in (-1, 1)
    )


def _may_be_country(text: str, lexicon: Lexicon) -> bool:
    names = (e for e in lexicon.lookup(text) if e.is_name and e.simplified == text)
    return len(text) == 1 and any(_COUNTRY.search(s) for e in names for s in e.senses)


@cache
def closed_list(name: str) -> frozenset[str]:
    """A closed list of data/name_parts.tsv: surname, title, body ... KeyError: no such list."""
    return _all_parts()[name]


def is_foreign(text: str) -> bool:
    """Whether all characters are such as foreign names are written with."""
    return closed_list("transliteration").issuperset(text)


@cache
def _all_parts() -> dict[str, frozenset[str]]:
    text = resources.files("quizgen.data").joinpath("name_parts.tsv").read_text("utf-8")
    if not text.startswith(_PARTS_HEADER):
        raise DataError("quizgen/data/name_parts.tsv is not of version 1: install quizgen again")
    rows = (line.split("\t") for line in text.splitlines() if line and line[0] != "#")
    return {name: frozenset(members.split()) for name, members in rows}


def inner_strings(word: str) -> Iterator[str]:
    """The word and all strings of two characters and more in it."""
    return (word[a:b] for a in range(len(word) - 1) for b in range(a + 2, len(word) + 1))


@lru_cache(maxsize=20_000)
def is_place(text: str, lexicon: Lexicon) -> bool:
    """Whether jieba or CC-CEDICT know it as a place."""
    known = lexicon.word(text) if len(text) > 1 else None
    return known is not None and (known.tag[:2] == "ns" or is_listed_place(text, lexicon))


@lru_cache(maxsize=20_000)
def is_listed_place(text: str, lexicon: Lexicon) -> bool:
    """Whether CC-CEDICT prints it with a capital and glosses it as a place.

    A gloss of one foreign word (布隆迪 "Burundi") counts where jieba holds it for a name too.
    """
    known = lexicon.word(text)
    if len(text) < 2 or not known or not known.in_cedict or known.tag == "nt":
        return False
    glosses = [entry.senses[0] for entry in lexicon.lookup(text) if entry.is_name]
    foreign = known.tag[:2] in ("nr", "ns") and is_foreign(text)
    return any(
        (_PLACE.search(gloss) or known.tag == "ns" or (foreign and _FOREIGN_GLOSS.search(gloss)))
        and not _NO_PLACE.search(gloss)
        for gloss in glosses
    )


@lru_cache(maxsize=20_000)
def is_listed_body(text: str, lexicon: Lexicon) -> bool:
    """Whether CC-CEDICT prints it with a capital and glosses it as a bank, party, army ..."""
    return len(text) > 1 and any(
        _BODY.search(re.split("[(,;]", entry.senses[0])[0])  # 长征: "Long March (... Red Army ..."
        for entry in lexicon.lookup(text)
        if entry.is_name
    )


@lru_cache(maxsize=20_000)
def is_common(text: str, lexicon: Lexicon) -> bool:
    """Whether CC-CEDICT has it as a word that is no name (it may have a name besides)."""
    return any(not _has_capital(entry) for entry in lexicon.lookup(text))


@lru_cache(maxsize=20_000)
def is_only_common(text: str, lexicon: Lexicon) -> bool:
    """Whether CC-CEDICT has it, and never as a name."""
    entries = lexicon.lookup(text)
    return bool(entries) and not any(_has_capital(entry) for entry in entries)


def _has_capital(entry: Entry) -> bool:
    return any(syllable[0].isupper() for syllable in entry.pinyin)  # 南亚 is nan2 Ya4


@lru_cache(maxsize=20_000)
def is_person(text: str, lexicon: Lexicon) -> bool:
    """Whether CC-CEDICT gives somebody's years, or jieba lists three characters as a person."""
    known = lexicon.word(text)
    if not known or known.tag[:2] != "nr":
        return False
    dated = any(_LIFE.search(sense) for e in lexicon.lookup(text) for sense in e.senses)
    return dated or (len(text) == 3 and not known.in_cedict and text[0] in closed_list("surname"))


@lru_cache(maxsize=2_000)
def is_short_name(character: str, lexicon: Lexicon) -> bool:
    """Whether it stands for a country, province, city or river: 美, 京, 淮.

    From CC-CEDICT's "abbr. for", which leaves out 中, 亚, 韩, 拉 and the rivers 黄, 淮, 江.
    """
    return character in "中亚韩拉黄淮江" or (
        character not in _NO_SHORT_NAME
        and any(
            _SHORT.search(sense)
            for entry in lexicon.lookup(character)
            if entry.is_name and entry.simplified == character
            for sense in entry.senses
        )
    )


@lru_cache(maxsize=20_000)
def is_row_of_short_names(text: str, lexicon: Lexicon) -> bool:
    """Whether it is two or three places in a row: 中美, 青藏, 京津冀; but not 西藏, 拉美."""
    if not 2 <= len(text) <= 3 or not all(is_short_name(c, lexicon) for c in text):
        return False
    glosses = [entry.senses[0] for entry in lexicon.lookup(text) if entry.senses]
    if not glosses:
        return not closed_list("core").isdisjoint(text)
    return all(_ROW.search(gloss) for gloss in glosses)
