"""Whether a word is a name in its sentence, and so printed with a capital.

jieba's tag alone is no proof (上半场 "first half" is a place to it), nor are CC-CEDICT's capitals
for days of the week (Zhou1 wu3) and for a person whom nobody means (大山 "Dashan", born 1965).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from quizgen.text.lexicon import Lexicon
from quizgen.text.spot import Spot
from quizgen.translation.dictionary import Entry

NAME_TAGS = ("nr", "ns", "nt", "nz")  # jieba's tags of people, places, bodies, other names
GENERIC = frozenset("省市县区州乡镇村庄江河湖海洋山岛湾港路街桥寺塔厂社局部站港城国")
_COUNTRY = re.compile(r"\babbr\. for ")
_LIFE = re.compile(r"\(?\b1[89]\d\d(?:-|–|—)")  # "(1965-)", "(1881–1936)"
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
