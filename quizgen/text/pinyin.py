"""How each word is read in its sentence, in citation tones, and who decided it.

In this order: a numeral by its digits; a rule about the neighbours (`polyphones`); the one reading
that CC-CEDICT has; of several, the one whose glosses stand in the translation (结果 is jiēguǒ where
the English has "bear fruit"); else the one that pypinyin finds for the whole sentence. 一 and 不
keep their citation tones, as dictionaries print them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from quizgen.model import Decider, Token
from quizgen.text.lexicon import Lexicon
from quizgen.text.neutral import lighten
from quizgen.text.polyphones import RULES, Spot
from quizgen.text.proper import is_proper
from quizgen.text.segmentation import Edge
from quizgen.text.spelling import spell
from quizgen.translation.dictionary import Entry

_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff〇]")
_DIGITS = {
    **dict(zip("零〇一二三四五六七八九十百千万亿两廿卅半", (
        "ling2 ling2 yi1 er4 san1 si4 wu3 liu4 qi1 ba1 jiu3 shi2 bai3 qian1 wan4 yi4 liang3 "
        "nian4 sa4 ban4").split(), strict=True)),
    **dict(zip("壹贰叁肆伍陆柒捌玖拾佰仟点第几多余分之成倍", (
        "yi1 er4 san1 si4 wu3 liu4 qi1 ba1 jiu3 shi2 bai3 qian1 dian3 di4 ji3 duo1 yu2 fen1 zhi1 "
        "cheng2 bei4").split(), strict=True)),
}  # fmt: skip
Options = dict[tuple[str, ...], list[Entry]]  # readings with their entries
# Of the 33 words above 10 in a million that CC-CEDICT has with and without a neutral tone, those
# whose toned reading is the usual one (土地 "land", not the god of the place); the others are like
# 故事 gùshi "story", gùshì "old practice".
_TONED = frozenset("土地 女人 精神 言语 开通 粒子 分子 冷战 跟前 老公 出来 过去 利害".split())
_ASIDE = re.compile(r"^(?:old |archaic |Japanese |erhua )?variant of|^(?:used in|see) ")


@dataclass(frozen=True, slots=True)
class Reading:
    """Numbered syllables, who decided them, whether two sources disagree, and why (one line)."""

    syllables: tuple[str, ...]
    by: Decider
    doubtful: bool
    why: str


def read(
    zh: str,
    words: Sequence[Edge],
    lexicon: Lexicon,
    shown: Callable[[Entry, str], float] = lambda _, __: 0.0,
) -> tuple[Token, ...]:
    """The words of a sentence as tokens with their readings.

    `shown(entry, tag)` weighs how strongly the translation shows one of the entry's glosses as
    this part of speech: 0 not at all, about 1 a word of it, 2 beyond doubt.
    """
    phrase = whole_sentence(zh)
    listed = [(zh[word.start : word.end], word.tag) for word in words]
    tokens = []
    for at, word in enumerate(words):
        spot = Spot(listed, at)
        found = reading(spot, phrase[word.start : word.end], lexicon, shown)
        text, tag = listed[at]
        named = word.source == "name" or is_proper(spot, found.syllables, lexicon, shown)
        spelled = spell(text, found.syllables, tag, lexicon, proper=named)
        doubt = found.doubtful
        tokens.append(
            Token(text, word.start, tag, found.syllables, spelled, found.by, doubt, word.margin)
        )
    return tuple(tokens)


def reading(
    spot: Spot,
    phrase: Sequence[str],
    lexicon: Lexicon,
    shown: Callable[[Entry, str], float] = lambda _, __: 0.0,
) -> Reading:
    """The reading of one word; `phrase` holds pypinyin's syllables for its characters."""
    found = _toned(spot, phrase, lexicon, shown)
    light = lighten(spot, found.syllables)
    if light == found.syllables:
        return found
    return replace(found, syllables=light, by="rule", why=f"{found.why}; neutral in this place")


def _toned(
    spot: Spot,
    phrase: Sequence[str],
    lexicon: Lexicon,
    shown: Callable[[Entry, str], float],
) -> Reading:
    """The reading before its place takes a tone away."""
    text, tag = spot.words[spot.at]
    han = [i for i, character in enumerate(text) if _HAN.match(character)]
    if not han:
        return Reading((), "dictionary", False, "nothing to read aloud")
    heard = tuple(phrase[i] for i in han)
    if tag == "m" and len(han) == len(text) and all(character in _DIGITS for character in text):
        return Reading(tuple(_DIGITS[c] for c in text), "rule", False, "a numeral, digit by digit")
    if text in RULES and (syllables := RULES[text](spot)):
        return Reading(tuple(syllables.split()), "rule", False, _doc(text))
    options = readings(text, lexicon, names=tag.startswith("n"))
    if not options:
        return _unlisted(text, heard, lexicon)
    if len(options) == 1:
        return _single(text, next(iter(options)), heard)
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


def readings(
    text: str, lexicon: Lexicon, *, names: bool = True
) -> dict[tuple[str, ...], list[Entry]]:
    """The readings that CC-CEDICT has for a headword, each with its entries.

    Entries that only point to another ("variant of") count where there are no others, and
    surnames and other names only where `names` says that one may stand here.
    """
    count = len(_HAN.findall(text))
    entries = [e for e in lexicon.lookup(text) if len(_plain(e)) == count]
    entries = _prefer(entries, lambda e: not _ASIDE.match(e.senses[0] if e.senses else ""))
    if not names:
        entries = _prefer(entries, lambda e: not e.is_name)
    found: dict[tuple[str, ...], list[Entry]] = {}
    for entry in entries:
        found.setdefault(_plain(entry), []).append(entry)
    return found


def _prefer(entries: list[Entry], test: Callable[[Entry], bool]) -> list[Entry]:
    return [entry for entry in entries if test(entry)] or entries


def _plain(entry: Entry) -> tuple[str, ...]:
    """The entry's syllables that belong to Han characters (2019冠状病毒病 has others too)."""
    return tuple(s for s in entry.syllables if s[:1].isalpha() and s[-1:].isdigit())


def _doc(character: str) -> str:
    return (RULES[character].__doc__ or f"{character} alone is read like this").split(";")[0]


def _single(text: str, option: tuple[str, ...], heard: tuple[str, ...]) -> Reading:
    """The dictionary's one reading; doubtful where pypinyin lists the same word differently."""
    doubtful = len(text) > 1 and text in _phrases() and not same_but_neutral(option, heard)
    why = "the one reading in CC-CEDICT"
    if doubtful:
        why += f"; pypinyin's phrase list has {' '.join(heard)}"
    return Reading(option, "dictionary", doubtful, why)


def _among(
    text: str, options: Options, heard: tuple[str, ...], shown: Callable[[Entry], float]
) -> Reading:
    scores = {option: max(map(shown, entries)) for option, entries in options.items()}
    best = max(scores.values())
    winners = [option for option, score in scores.items() if score == best]
    if best and len(winners) == 1:
        doubtful = best < 1.5 and heard != winners[0] and heard in options
        return Reading(winners[0], "rule", doubtful, "the translation shows this reading's gloss")
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
        base = readings(text[0] + text[2], lexicon, names=False)
        if len(base) == 1:
            a, b = next(iter(base))
            return Reading((a, a, b, b), "dictionary", False, f"{text[0]}{text[2]}, doubled")
    unknown = tuple(s for s in heard if not s[:1].isascii() or not s[-1:].isdigit())
    if unknown:
        known = tuple(s if s not in unknown else "" for s in heard)
        return Reading(known, "phrase", True, "no dictionary has every character")
    return Reading(heard, "phrase", False, "pypinyin; CC-CEDICT doesn't list the word")


def same_but_neutral(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether two readings differ by no more than a neutral tone or the tones of 一 and 不."""
    loose = {"yi1", "yi2", "yi4", "bu4", "bu2"}
    return len(a) == len(b) and all(
        x == y or (x[:-1] == y[:-1] and ("5" in (x[-1:], y[-1:]) or {x, y} <= loose))
        for x, y in zip(a, b, strict=True)
    )


@cache
def _phrases() -> dict[str, list[list[str]]]:
    from pypinyin.constants import PHRASES_DICT

    return PHRASES_DICT


def _characters(text: str) -> str:
    return list(text)  # type: ignore[return-value] # pypinyin takes a list too: one item a character


def whole_sentence(zh: str) -> list[str]:
    """pypinyin's numbered syllable for every character (what is not Chinese stays as it is)."""
    from pypinyin import Style, lazy_pinyin

    syllables = lazy_pinyin(
        zh, style=Style.TONE3, neutral_tone_with_five=True, v_to_u=False, errors=_characters
    )
    if len(syllables) != len(zh):  # never seen; a wrong place would be worse than none
        return list(zh)
    return [unicodedata.normalize("NFC", syllable) for syllable in syllables]
