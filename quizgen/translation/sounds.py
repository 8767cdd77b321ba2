"""Whether an English name sounds like a Chinese one: 克林顿 and "Clinton", 桂英 and "Guiying".

Chinese writes foreign names by syllables, which keeps the consonants roughly and their order
exactly, so the consonants are compared: those of the pinyin with those of the English letters,
grouped by how they sound (b and p are one, as are l and r). Of 243 name links in news, 116 have
more than half of their consonants in common, of 3,794 other pairs 102, most of them names too.
"""

from __future__ import annotations

import re
from functools import lru_cache

from quizgen.text.lexicon import Lexicon

_PINYIN = {
    "zh": "J", "ch": "J", "sh": "S", "b": "P", "p": "P", "m": "M", "f": "F", "d": "T", "t": "T",
    "n": "N", "l": "L", "g": "K", "k": "K", "h": "H", "j": "J", "q": "J", "x": "S", "r": "L",
    "z": "S", "c": "S", "s": "S", "y": "Y", "w": "W",
}  # fmt: skip
_ENGLISH = {
    "sch": "S", "tch": "J", "ch": "J", "sh": "S", "ph": "F", "th": "T", "ck": "K", "gh": "K",
    "kh": "K", "zh": "J", "tz": "S", "ts": "S", "qu": "K", "x": "KS", "b": "P", "p": "P", "m": "M",
    "f": "F", "v": "W", "w": "W", "d": "T", "t": "T", "n": "N", "l": "L", "r": "L", "g": "K",
    "k": "K", "q": "K", "c": "K", "s": "S", "z": "S", "j": "J", "h": "H", "y": "Y",
}  # fmt: skip
_LETTERS = re.compile("|".join(_ENGLISH))
_SOFT_C = re.compile("c(?=[eiy])")
_LONGEST = 40  # letters or characters; nobody has so long a name
_DOUBLED = re.compile(r"([b-df-hj-np-tv-z])\1")
# What it costs to take one sound for another (else 1), and to leave one out (else 1): vowels that
# begin a word (A), glides and h come and go, and n, l, r close syllables that Chinese hasn't.
_LIKE = {
    frozenset(pair): cost
    for cost, pairs in (
        (0.2, "YA"), (0.3, "WF SJ WA"), (0.4, "JK MN HK YJ"), (0.5, "WP FP JT HF HA"),
        (0.7, "ST LN YW"), (0.8, "SK"),
    )
    for pair in pairs.split()
}  # fmt: skip
_WEIGHT = {"Y": 0.4, "W": 0.5, "H": 0.5, "A": 0.5, "N": 0.7, "L": 0.7, "T": 0.8, "K": 0.8, "S": 0.8}


@lru_cache(maxsize=50_000)
def likeness(zh: str, en: str, lexicon: Lexicon) -> float:
    """How much alike they sound, from 0 to 1; 1 also where the English is the pinyin."""
    letters = re.sub(r"[^a-z]", "", en.lower())
    if not 0 < len(letters) <= _LONGEST or not 0 < len(zh) <= _LONGEST:
        return 0.0
    if _is_pinyin(zh, letters, lexicon):
        return 1.0
    ours, theirs = _consonants_of(zh, lexicon), _consonants(letters)
    if min(len(ours), len(theirs)) < 2:  # "Lee": one consonant proves nothing
        return 0.0
    whole = sum(map(_weight, ours + theirs))
    return max(0.0, 1 - 2 * _distance(ours, theirs) / whole)


def _is_pinyin(zh: str, letters: str, lexicon: Lexicon) -> bool:
    """Whether the syllables, without tones, spell the letters to the last."""
    if not zh:
        return not letters
    return any(
        letters.startswith(syllable) and _is_pinyin(zh[1:], letters[len(syllable) :], lexicon)
        for syllable in _syllables(zh[0], lexicon)
    )


@lru_cache(maxsize=20_000)
def _syllables(character: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The character's syllables without their tones, the dictionary's first one first."""
    readings = (e.syllables[0] for e in lexicon.lookup(character) if len(e.syllables) == 1)
    bare = (reading[:-1].replace("v", "u") for reading in readings)
    return tuple(dict.fromkeys(syllable for syllable in bare if syllable.isalpha()))


@lru_cache(maxsize=20_000)
def _consonants_of(zh: str, lexicon: Lexicon) -> str:
    """The consonant groups of the characters' first readings; none if one has no reading."""
    found = ""
    for character in zh:
        syllable = next(iter(_syllables(character, lexicon)), "")
        if not syllable:
            return ""
        initial = next((s for s in _PINYIN if syllable.startswith(s)), "")
        found += _PINYIN[initial] if initial else "" if found else "A"
        found += "N" if syllable.endswith(("n", "ng")) else "L" if syllable == "er" else ""
    return found


@lru_cache(maxsize=20_000)
def _consonants(letters: str) -> str:
    """The consonant groups of an English name; A for a vowel that begins it."""
    plain = _SOFT_C.sub("s", _DOUBLED.sub(r"\1", letters))
    vowel = "A" if plain[0] in "aeiou" else ""
    return vowel + "".join(_ENGLISH[match[0]] for match in _LETTERS.finditer(plain))


def _weight(sound: str) -> float:
    return _WEIGHT.get(sound, 1.0)


def _distance(ours: str, theirs: str) -> float:
    """Levenshtein's distance with the costs above."""
    costs = [0.0]
    for sound in theirs:
        costs.append(costs[-1] + _weight(sound))
    for mine in ours:
        row = [costs[0] + _weight(mine)]
        for at, other in enumerate(theirs):
            other_cost = 0.0 if mine == other else _LIKE.get(frozenset((mine, other)), 1.0)
            swapped = costs[at] + other_cost
            row.append(min(swapped, costs[at + 1] + _weight(mine), row[at] + _weight(other)))
        costs = row
    return costs[-1]
