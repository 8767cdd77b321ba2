"""The first opinion about a word: what rules, dictionary, translation and phrase list say.

In this order: a numeral by its digits; a rule about the neighbours (`polyphones`); the one reading
that CC-CEDICT has; of several, the one whose glosses stand in the translation (结果 is jiēguǒ where
the English has "bear fruit"); else the one that pypinyin finds for the whole sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from quizgen.model import Decider
from quizgen.text.dictionary import Entry
from quizgen.text.lexicon import Lexicon
from quizgen.text.listed import HAN, Options, phrase, readings, same_but_neutral
from quizgen.text.neutral import lighten
from quizgen.text.polyphones import RULES, Spot

_DIGITS = {
    **dict(zip("零〇一二三四五六七八九十百千万亿两廿卅半", (
        "ling2 ling2 yi1 er4 san1 si4 wu3 liu4 qi1 ba1 jiu3 shi2 bai3 qian1 wan4 yi4 liang3 "
        "nian4 sa4 ban4").split(), strict=True)),
    **dict(zip("壹贰叁肆伍陆柒捌玖拾佰仟点第几多余分之成倍", (
        "yi1 er4 san1 si4 wu3 liu4 qi1 ba1 jiu3 shi2 bai3 qian1 dian3 di4 ji3 duo1 yu2 fen1 zhi1 "
        "cheng2 bei4").split(), strict=True)),
}  # fmt: skip
# Of the 33 words above 10 in a million that CC-CEDICT has with and without a neutral tone, those
# whose toned reading is the usual one (土地 "land", not the god of the place); the others are like
# 故事 gùshi "story", gùshì "old practice".
_TONED = frozenset("土地 女人 精神 言语 开通 粒子 分子 冷战 跟前 老公 出来 过去 利害".split())
_ALSO = re.compile(r"also pr\. \[([^\]]+)\]")
Shown = Callable[[Entry, str], float]
SHOWN = "the translation shows this reading's gloss"
"""Why a reading was taken that no other source need agree with: the English has "bear fruit"."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Numbered syllables, who decided them, whether two sources disagree, and why (one line)."""

    syllables: tuple[str, ...]
    by: Decider
    doubtful: bool
    why: str


def unshown(_entry: Entry, _tag: str) -> float:
    """There is no translation."""
    return 0.0


def reading(spot: Spot, heard: Sequence[str], lexicon: Lexicon, shown: Shown = unshown) -> Reading:
    """The first opinion about a word; `heard` holds pypinyin's syllables for its characters."""
    found = _toned(spot, heard, lexicon, shown)
    light = lighten(spot, found.syllables)
    if light == found.syllables:
        return found
    return replace(found, syllables=light, by="rule", why=f"{found.why}; neutral in this place")


def _toned(spot: Spot, phrase_of: Sequence[str], lexicon: Lexicon, shown: Shown) -> Reading:
    """The reading before its place takes a tone away."""
    text, tag = spot.words[spot.at]
    han = [i for i, character in enumerate(text) if HAN.match(character)]
    if not han:
        return Reading((), "dictionary", False, "nothing to read aloud")
    heard = tuple(phrase_of[i] for i in han)
    if tag == "m" and len(han) == len(text) and all(character in _DIGITS for character in text):
        return Reading(tuple(_DIGITS[c] for c in text), "rule", False, "a numeral, digit by digit")
    if text in RULES and (syllables := RULES[text](spot)):
        return Reading(tuple(syllables.split()), "rule", False, _doc(text))
    options = readings(text, lexicon, names=tag.startswith("n"))
    if not options:
        return _unlisted(text, heard, lexicon)
    if len(options) == 1:
        return _single(text, *next(iter(options.items())))
    if len(text) == 1:
        options = _usable(options, spot, lexicon, lambda entry: shown(entry, tag))
    return _among(text, options, heard, lambda entry: shown(entry, tag))


def _usable(
    options: Options, spot: Spot, lexicon: Lexicon, shown: Callable[[Entry], float]
) -> Options:
    """The readings of a character that its place allows, where the translation shows no one."""
    scores = {option: max(map(shown, entries)) for option, entries in options.items()}
    best = [option for option in options if scores[option] == max(scores.values())]
    known = lexicon.word(spot.word(-1) + spot.word(0))
    slot = "n" if known and known.tag == "n" else spot.slot  # jieba has 猪舍 for a noun
    return options if len(best) == 1 else _fitting({o: options[o] for o in best}, slot)


def _fitting(options: Options, slot: str) -> Options:
    """The readings that have a sense of the part of speech that is wanted, if any has.

    盛 in 盛出来 is chéng "to ladle", not shèng "flourishing"; 圈 in 大圈 is no juān "to pen in".
    """
    if not slot:
        return options
    fitting = {
        reading: entries
        for reading, entries in options.items()
        if any(sense.startswith("to ") == (slot == "v") for e in entries for sense in e.senses)
    }
    return fitting or options


def _doc(character: str) -> str:
    return (RULES[character].__doc__ or f"{character} alone is read like this").split(";")[0]


def _with_er(option: tuple[str, ...]) -> tuple[str, ...]:
    """The reading with 儿 as a syllable: pypinyin has no other."""
    return tuple("er2" if syllable == "r5" else syllable for syllable in option)


def _single(text: str, option: tuple[str, ...], entries: Sequence[Entry]) -> Reading:
    """The dictionary's one reading; doubtful where pypinyin lists the same word differently.

    Or where the entry says that the word is read otherwise too (那个: "also pr. [nei4 ge5]").
    """
    other = phrase(text) if len(text) > 1 else ()
    doubtful = bool(other) and not same_but_neutral(_with_er(option), _with_er(other))
    for also in _ALSO.findall(" ".join(sense for entry in entries for sense in entry.senses)):
        if len(text) > 1 and not same_but_neutral(option, also.split()):
            return Reading(option, "dictionary", True, f"CC-CEDICT: also {also}")
    why = "the one reading in CC-CEDICT"
    if doubtful:
        why += f"; pypinyin's phrase list has {' '.join(other)}"
    return Reading(option, "dictionary", doubtful, why)


def _among(
    text: str, options: Options, heard: tuple[str, ...], shown: Callable[[Entry], float]
) -> Reading:
    scores = {option: max(map(shown, entries)) for option, entries in options.items()}
    best = max(scores.values())
    winners = [option for option, score in scores.items() if score == best]
    if best and len(winners) == 1:
        doubtful = best < 1.5 and heard in options and not same_but_neutral(heard, winners[0])
        return Reading(winners[0], "rule", doubtful, SHOWN)
    if len(winners) == 1:
        return Reading(winners[0], "rule", False, "the one reading that this place allows")
    near = [option for option in winners if same_but_neutral(option, heard)]
    if len(near) > 1 and len(text) > 1 and text not in _TONED:
        light = min(near, key=lambda option: option[-1][-1] != "5")
        return Reading(light, "rule", False, "of a word with and without tone, the usual one")
    if heard in winners:
        return Reading(heard, "phrase", False, "pypinyin, from the whole sentence")
    if near:
        return Reading(near[0], "phrase", False, "pypinyin, but for the neutral tone")
    return Reading(winners[0], "dictionary", True, "first of several; pypinyin has another")


def _unlisted(text: str, heard: tuple[str, ...], lexicon: Lexicon) -> Reading:
    """A word that is no headword: read by its halves if doubled, else as pypinyin reads it."""
    if len(text) == 4 and text == text[0] * 2 + text[2] * 2:
        halves = [list(readings(half, lexicon, names=False)) for half in (text[:2], text[2:])]
        base = list(readings(text[0] + text[2], lexicon, names=False))
        if all(halves):  # 爸爸妈妈
            return Reading((*halves[0][0], *halves[1][0]), "dictionary", False, "its two halves")
        if len(base) == 1:
            a, b = base[0]
            return Reading((a, a, b, b), "dictionary", False, f"{text[0]}{text[2]}, doubled")
    unknown = tuple(s for s in heard if not s[:1].isascii() or not s[-1:].isdigit())
    if unknown:
        known = tuple(s if s not in unknown else "" for s in heard)
        return Reading(known, "phrase", True, "no dictionary has every character")
    return Reading(heard, "phrase", False, "pypinyin; CC-CEDICT doesn't list the word")
