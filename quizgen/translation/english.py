"""The words of an English text: where they stand, their lemmas, and stems for looser matches.

A hyphen separates words ("trial-produced" is *trial* and *produced*), a possessive is left out of
the word, and an abbreviation with full stops is one word ("U.S." has the lemma "US", not the
pronoun *us*). Lemmas come from simplemma (MIT).
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from quizgen.translation.lemmas import lemmatise

_TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}|\d+(?:[.,]\d+)*%?(?![\w-])|['’][sS]\b"
    r"|\w+(?:-\w+)*(?:(?!['’][sS]\b)['’]\w+)*|[^\w\s]"
)
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}(?!\w)|[^\W\d_]+(?:['’][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"['’][sS]$|['’]$")
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")

# Forms that simplemma keeps or resolves to the rarer word in newspaper English.
_LEMMAS = {
    "rose": "rise", "left": "leave", "shot": "shoot", "worse": "bad", "worst": "bad",
    "lay": "lay", "lives": "life", "leaves": "leave", "trading": "trade", "mining": "mine",
    "further": "far", "elder": "old", "eldest": "old", "media": "media",
    "us": "us",
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

# What English grammar needs and Chinese mostly does without: fewer than the stop words ("above",
# "already" and "make" are words that a Chinese word may stand for). "us" is left out, since in
# headlines and lower-cased text it is the country.
_FUNCTION_WORDS = """
    a an the of to in on at for by with from into onto upon than and or nor but so such if while
    when that which who whom whose this these those there is are was were be been being am has have
    had having do does did will would shall should can could may might must not as it its i me my we
    our you your he him his she her they them their ' 's
    """
FUNCTION_WORDS = frozenset(_FUNCTION_WORDS.split())

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


def cut(text: str) -> tuple[tuple[int, int], ...]:
    """The spans of all words, figures and marks, as `align_words` wants them.

    A possessive is a word of its own, since 的 may stand for it; a hyphen separates nothing.
    """
    return tuple(match.span() for match in _TOKEN.finditer(text))


def content_words(text: str) -> tuple[EnglishWord, ...]:
    """The words that are no stop words."""
    return tuple(word for word in words(text) if not word.is_stop)


@functools.lru_cache(maxsize=50_000)
def lemma(word: str) -> str:
    """The dictionary form of an English word: "factories" gives "factory"."""
    word = word.replace(".", "").replace("’", "'") or word  # a lone full stop stays one
    low = word.lower()
    if low in STOP_WORDS:
        return word if word.isupper() and len(word) > 1 else low
    return _LEMMAS.get(low) or _lemmatise(low)


def _lemmatise(word: str) -> str:
    found = _simplemma(word)
    return word if found in STOP_WORDS else found


@functools.lru_cache(maxsize=50_000)
def base_form(word: str) -> str:
    """The dictionary form in lower case, also where that is a stop word: "said" gives "say".

    `lemma` keeps such forms, so that they don't vanish among the words that show nothing; where
    every word is to be found again ("said" for 说 "to say") they must be one with their verb.
    """
    low = word.lower().replace("’", "'")
    if low in FUNCTION_WORDS or not low.isalpha():
        return low
    return _LEMMAS.get(low) or _simplemma(low)


def _simplemma(word: str) -> str:
    return lemmatise(word).lower() if word.strip() else word


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


def verb_forms(lemma: str) -> tuple[str, ...]:
    """The lemma, and the verbs of which it may be the -ing form: "beginning" is "begin" too."""
    bare = lemma.removesuffix("ing")
    if bare == lemma or len(bare) < _SHORTEST_VERB:
        return (lemma,)
    once = bare[:-1] if bare[-1:] == bare[-2:-1] else bare
    return lemma, bare, f"{bare}e", once


_SHORTEST_VERB = 2  # letters: "doing"; "king" and "thing" are no verbs
_COMMON = 4  # letters at least that two words of one family begin with: central, center


_FORMS = {
    form: verb
    for verb, forms in (
        ("be", "am is are was were been being"),
        ("have", "has had having"),
        ("do", "does did done doing"),
        ("he", "him his"),
        ("they", "them their"),
        ("it", "its"),
        ("we", "us our"),
        ("i", "me my"),
        ("you", "your"),
    )
    for form in forms.split()
}


def akin(one: str, other: str) -> bool:
    """Whether two words that already are known to render the same are forms of one word.

    "independently" and "independent", "implementation" and "to implement": looser than `stem`,
    since nothing but a word's own English is compared.
    """
    one, other = _FORMS.get(base_form(one), one), _FORMS.get(base_form(other), other)
    one, other = base_form(one), base_form(other)
    shared = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    shared = min(len(one), len(other)) if shared is None else shared
    return one == other or (shared >= _COMMON and shared >= min(len(one), len(other)) - 2)
