"""The words of an English text: where they stand, their lemmas, and stems for looser matches.

A hyphen separates words ("trial-produced" is *trial* and *produced*), a possessive is left out of
the word, and an abbreviation with full stops is one word ("U.S." has the lemma "US", not the
pronoun *us*). Lemmas come from simplemma (MIT), which is loaded when the first word is asked for.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}(?!\w)|[^\W\d_]+(?:['’][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"['’][sS]$|['’]$")
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")

# Forms that simplemma keeps or resolves to the rarer word in newspaper English.
_LEMMAS = {
    "rose": "rise", "left": "leave", "shot": "shoot", "worse": "bad", "worst": "bad",
    "lay": "lay", "lives": "life", "leaves": "leave", "trading": "trade", "mining": "mine",
    "further": "far", "elder": "old", "eldest": "old", "media": "media",
}  # fmt: skip

_STOP_WORDS = """
    a about above across after again against ago all almost alone along already also although always
    am among an and another any anyone anything are around as at away back be because become been
    before behind being below beside besides between both but by came can cannot come could did do
    does doing done down during each either else enough especially etc even ever every everyone
    everything except few for from further get give go goes going gone got had has have having he
    hence her here hers herself him himself his how however i if in including indeed instead into is
    it its itself just keep least less let like made make making many may maybe me might
    more most mostly much must my myself near nearly neither no nobody none nor not nothing now of
    off often on once one only onto or other others otherwise our ours ourselves out over own
    perhaps put quite rather really same say see seem several shall she should since so some someone
    something sometimes somewhat soon still such take than that the their theirs them themselves
    then there therefore these they thing this those though through throughout thus to together too
    toward towards under until up upon us use used using various very via was we well were what
    whatever when where whether which while who whole whom whose why will with within without would
    yes yet you your yours yourself yourselves
    ain't aren't can't couldn't didn't doesn't don't hadn't hasn't haven't he's i'd i'll i'm i've
    isn't it's let's shouldn't that's there's they're wasn't we're weren't what's won't wouldn't
    you're
    """
STOP_WORDS = frozenset(_STOP_WORDS.split())

# Derivational endings, longest first, and what stands for them in the stem. The list is in the
# manner of Porter (1980), "An algorithm for suffix stripping", Program 14(3), cut down to what
# unites the gloss and the running text: produce/production, industry/industrial, Kenya/Kenyan.
_ENDING_LIST = """
    isation ization ational utionary ionary ological ology ication ation ition ution ction:c
    ctive:c ctivity:c sion ption:p ion ical ural ential ial ional nalist:n nalism:n al ician
    ics ic ique ism ist ibility ability ity ive ative itive ement ment mental ness ance ence
    ancy ency ant ent able ible ably ibly mbly:mbl ious ous ise ize yse:y yze:y ary ory er or
    ator itor ing ed ly ally ure ate e y ia ian an ese i a o ct:c
    """
_ENDINGS = tuple(sorted(_ENDING_LIST.split(), key=lambda ending: -len(ending.partition(":")[0])))
_SHORTEST_STEM = 4


@dataclass(frozen=True, slots=True)
class EnglishWord:
    """A word of an English text: `text` is its slice `start`..`end`, `lemma` in lower case.

    Only acronyms that look like stop words keep their capitals ("US", "IT", "WHO").
    """

    text: str
    start: int
    end: int
    lemma: str

    @property
    def is_stop(self) -> bool:
        """Whether it is a word so frequent that it shows nothing."""
        return self.lemma in STOP_WORDS

    @property
    def stem(self) -> str:
        """The lemma without its derivational endings."""
        return stem(self.lemma)


def words(text: str) -> tuple[EnglishWord, ...]:
    """All words of the text in order; numerals in digits and Chinese characters are no words."""
    found = []
    for match in _WORD.finditer(text):
        word = _POSSESSIVE.sub("", match.group())
        if word and not _HAN.search(word):
            found.append(EnglishWord(word, match.start(), match.start() + len(word), lemma(word)))
    return tuple(found)


def content_words(text: str) -> tuple[EnglishWord, ...]:
    """The words that are no stop words."""
    return tuple(word for word in words(text) if not word.is_stop)


@functools.lru_cache(maxsize=50_000)
def lemma(word: str) -> str:
    """The dictionary form of an English word: "factories" gives "factory"."""
    word = word.replace(".", "").replace("’", "'")
    low = word.lower()
    if low in STOP_WORDS:
        return word if word.isupper() and len(word) > 1 else low
    return _LEMMAS.get(low) or _lemmatise(low)


def _lemmatise(word: str) -> str:
    from simplemma import lemmatize

    found = str(lemmatize(word, "en")).lower()
    return word if found in STOP_WORDS else found


@functools.lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The lemma without derivational endings, so that "industry" and "industrial" meet.

    A stem is no word; at least four letters stay. Spellings in -our/-or and -re/-er are one.
    """
    word = word.replace("our", "or") if len(word) > _SHORTEST_STEM else word
    word = word[:-2] + "er" if word.endswith(("tre", "bre")) else word
    for ending in _ENDINGS:
        suffix, _, instead = ending.partition(":")
        if word.endswith(suffix) and len(word) - len(suffix) + len(instead) >= _SHORTEST_STEM:
            return word[: -len(suffix)] + instead
    return word
