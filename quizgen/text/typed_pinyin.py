"""Pinyin as people type it: with marks or numbers, spaced or not, for characters that we know.

háng zhǎng, hángzhǎng, hang2zhang3 and Hang2 Zhang3 are ("hang2", "zhang3") for 行长. Which
syllables there are, and how a character can be read, pypinyin's table of characters says.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from quizgen.text.listed import HAN
from quizgen.text.spelling import capital, join

_TONES = {"\u0304": "1", "\u0301": "2", "\u030c": "3", "\u0306": "3", "\u0300": "4"}  # ă for ǎ
_DOTS, _ROOF = "\u0308", "\u0302"
_APOSTROPHES = frozenset("'’‘ʼ`´")
_JOINERS, _SPACES = frozenset("-‐‑–"), frozenset("·•/,，、")
_DIGITS = {"0": "5", "1": "1", "2": "2", "3": "3", "4": "4", "5": "5"}
_LONGEST = 7  # letters of a syllable with its erhua: zhuangr
_ERHUA, _VOWELS = frozenset("儿兒"), frozenset("aeêiouv")


class _Unit(NamedTuple):
    """A letter with the tone that is written on it or behind it, or what stands between words."""

    letter: str
    tone: str = ""
    closes: bool = False  # a number stands behind it
    upper: bool = False


class _Way(NamedTuple):
    """One way to read the letters up to a place: what speaks for it, and where syllables begin."""

    score: tuple[int, int, int]
    syllables: tuple[str, ...]
    starts: tuple[int, ...]


def parse_pinyin(text: str, hanzi: str) -> tuple[str, ...]:
    """The numbered syllables of typed pinyin, one for each Han character of `hanzi`.

    Lower case, ü is v, the neutral tone 5, erhua r5 (huìr and huir4 are hui4 r5). Raises
    ValueError with a short reason for what isn't pinyin, has another number of syllables, or
    has no tones.
    """
    return _read(text, hanzi)[1].syllables


def typed_words(text: str, hanzi: str) -> str:
    """The same as it is printed, with the capitals, spaces and hyphens that were typed.

    Empty where a space stands between all syllables: that says nothing about words. Raises as
    `parse_pinyin` does.
    """
    units, way = _read(text, hanzi)
    words: list[list[str]] = []
    printed, first = "", 0
    for syllable, start in zip(way.syllables, way.starts, strict=True):
        sign = _sign(units, start) if words else ""
        if sign or not words:
            printed += _word(words, units, first) + sign
            words, first = [*words, []], start
        words[-1].append(syllable)
    spaced = len(way.syllables) > 1 and " " in printed and len(words) == len(way.syllables)
    return "" if spaced else printed + _word(words, units, first)


def _word(words: Sequence[Sequence[str]], units: Sequence[_Unit], first: int) -> str:
    """The last of these words as printed, with a capital where its first letter had one."""
    word = join(words[-1]) if words else ""
    return capital(word) if word and units[first].upper else word


def _sign(units: Sequence[_Unit], at: int) -> str:
    """What is printed between two words before this place: a space, a hyphen or nothing."""
    before = units[at - 1].letter
    return before if before in (" ", "-") else ""


def _read(text: str, hanzi: str) -> tuple[list[_Unit], _Way]:
    units, characters = list(_units(text)), HAN.findall(hanzi)
    if not any(unit.letter.isalpha() for unit in units):
        raise ValueError("the pinyin is empty")
    if len(units) > (_LONGEST + 3) * len(characters):
        raise ValueError(f"it is too long for the characters of {hanzi}")
    way = _best(units, characters)
    if way is None:
        raise ValueError(_problem(units, hanzi, len(characters)))
    return units, way


def _units(text: str) -> Iterator[_Unit]:
    """The letters of a text with their tones; raises ValueError for anything else."""
    waiting: list[_Unit] = []  # the unit that a mark or a number may still change
    for sign in unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text.strip())):
        if waiting and waiting[0].letter.isalpha() and (sign in _DIGITS or _is_mark(sign)):
            waiting[0] = _marked(waiting[0], sign)
            continue
        yield from waiting
        waiting = [_unit(sign)]
    yield from waiting


def _is_mark(sign: str) -> bool:
    return sign in _TONES or sign in (_DOTS, _ROOF, ":")


def _unit(sign: str) -> _Unit:
    if sign.isascii() and sign.isalpha():
        return _Unit(sign.lower(), upper=sign.isupper())
    if sign in _APOSTROPHES:
        return _Unit("'")
    if sign in _JOINERS:
        return _Unit("-")
    if sign.isspace() or sign in _SPACES:
        return _Unit(" ")
    if sign.isdigit():
        raise ValueError(f"“{sign}” is no tone: tones are 1 to 5, behind their letters")
    raise ValueError(f"“{sign}” doesn't belong to pinyin")


def _marked(unit: _Unit, sign: str) -> _Unit:
    if sign in (_DOTS, ":") and unit.letter == "u":
        return unit._replace(letter="v")
    if sign == _ROOF and unit.letter == "e":
        return unit._replace(letter="ê")
    if unit.tone or sign in (_DOTS, _ROOF, ":"):
        raise ValueError(f"“{unit.letter}” has a mark too many")
    return unit._replace(tone=_TONES.get(sign) or _DIGITS[sign], closes=sign in _DIGITS)


def _best(units: Sequence[_Unit], characters: Sequence[str]) -> _Way | None:
    """The likeliest way to cut the letters into one syllable a character.

    The best way to a place with so many syllables is a part of the best way on from there.
    """
    ways: dict[tuple[int, int], _Way] = {(0, 0): _Way((0, 0, 0), (), ())}
    for at in range(len(units)):
        for done in range(len(characters)):
            way = ways.get((at, done))
            if way is None:
                continue
            for end, new in _steps(units, at, way, characters[done:]):
                place = (end, len(new.syllables))
                if place not in ways or ways[place].score < new.score:
                    ways[place] = new
    return ways.get((len(units), len(characters)))


def _steps(
    units: Sequence[_Unit], at: int, way: _Way, characters: Sequence[str]
) -> Iterator[tuple[int, _Way]]:
    """The places that one syllable more, or a space, leads to."""
    if not units[at].letter.isalpha():
        yield at + 1, way
        return
    first = at == 0 or not units[at - 1].letter.isalpha()
    bare = not first and not units[at - 1].closes and units[at].letter in "aoeê"
    for end, letters, tone in _pieces(units, at):
        for syllables in _syllables(letters, tone, characters):
            if not tone and not way.syllables and syllables[0] not in _readings(characters[0]):
                continue  # a word begins with a tone, but for 的 and the like
            known = sum(s in _readings(c) for s, c in zip(syllables, characters, strict=False))
            near = sum(
                any(s[:-1] == r[:-1] for r in _readings(c))
                for s, c in zip(syllables, characters, strict=False)
            )
            score = (way.score[0] + known, way.score[1] + near, way.score[2] - bare)
            starts = (at,) * len(syllables)
            yield end, _Way(score, way.syllables + syllables, way.starts + starts)


def _pieces(units: Sequence[_Unit], at: int) -> Iterator[tuple[int, str, str]]:
    """The pieces of letters that begin here, each with its end and its one tone or none."""
    letters = tone = ""
    for end in range(at + 1, min(at + _LONGEST, len(units)) + 1):
        unit = units[end - 1]
        if not unit.letter.isalpha() or (tone and unit.tone):
            return
        letters, tone = letters + unit.letter, tone or unit.tone
        yield end, letters, tone
        if unit.closes:
            return


def _syllables(letters: str, tone: str, characters: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """What a piece can be: a syllable, one with an erhua, or an erhua."""
    plain = f"{letters}{tone or 5}"
    if letters in _known() or plain in _readings(characters[0]):  # 嗯 is ng
        yield (plain,)
    if letters == "r" and characters[0] in _ERHUA and tone in ("", "5"):
        yield ("r5",)
    if letters[-1] == "r" and letters[:-1] in _known() and characters[1:2] in (["儿"], ["兒"]):
        yield f"{letters[:-1]}{tone or 5}", "r5"


def _problem(units: Sequence[_Unit], hanzi: str, count: int) -> str:
    """Why there is no way to read the letters as these characters."""
    spelled = "".join(unit.letter if unit.letter.isalpha() else " " for unit in units).split()
    sizes = [_fewest(word) for word in spelled]
    for word, size in zip(spelled, sizes, strict=True):
        if not size:
            return f"“{word.replace('v', 'ü')}” is no pinyin"
    if sum(sizes) != count:
        return f"{_some(sum(sizes), 'syllable')} for {_some(count, 'character')} ({hanzi})"
    return "a tone is missing, or stands where no syllable ends"


def _some(number: int, noun: str) -> str:
    return f"{number} {noun}" + "s" * (number != 1)


def _fewest(word: str) -> int:
    """Into how many syllables these letters fall at least; 0 if they don't."""
    sizes = {0: 0}
    for end in range(1, len(word) + 1):
        found = [
            sizes[at] + 1
            for at in range(max(0, end - _LONGEST), end)
            if at in sizes and word[at:end] in _known()
        ]
        found += [sizes[end - 1]] if word[end - 1] == "r" and end - 1 in sizes else []
        if found:
            sizes[end] = min(found)
    return sizes.get(len(word), 0)


@cache
def _known() -> frozenset[str]:
    """The letters of all syllables with a vowel that pypinyin lists for any character."""
    from pypinyin.constants import PINYIN_DICT

    listed = {one for readings in PINYIN_DICT.values() for one in readings.split(",")}
    letters = {_numbered(one)[:-1] for one in listed}
    return frozenset(one for one in letters if not _VOWELS.isdisjoint(one))


@cache
def _readings(character: str) -> frozenset[str]:
    """The numbered readings that pypinyin lists for a character."""
    from pypinyin.constants import PINYIN_DICT

    listed: str = PINYIN_DICT.get(ord(character), "")
    return frozenset(_numbered(one) for one in listed.split(",") if one)


def _numbered(reading: str) -> str:
    """A single marked syllable as letters and number: "háng" is "hang2"."""
    units = list(_units(reading))
    tone = "".join(unit.tone for unit in units) or "5"
    return "".join(unit.letter for unit in units) + tone
