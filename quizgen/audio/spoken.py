"""What is said of a piece of a sentence: its syllables, words and pauses, as they are spoken.

The readings are the sentence's own. 一 and 不 get the tones that they have before the next
syllable, and figures are read out; a third tone before another is left as it is, since the model
says it as a second one by itself (measured: docs/sound.md).
"""

from __future__ import annotations

import re
from itertools import accumulate, pairwise

from quizgen.audio.figures import read_out
from quizgen.model import Sentence, Token

Speech = tuple[tuple[str, ...], ...]  # words of numbered syllables; a word without any is a pause

_PAUSES = frozenset("，、；：。！？,;:!?…—")
_SILENT = frozenset("《》〈〉“”‘’「」『』（）()【】\"' \u3000")
_NUMERALS = frozenset("零〇一二三四五六七八九十百千万亿")
_ORDINAL = frozenset("月日号一二三四五六七八九")  # behind these 一 keeps its first tone
_POINTING = frozenset("这那哪每某另")  # 这一 and 每一 are no words that end here, as 统一 is

_PIECE = re.compile(r"[\d.,]+[％%]?|.", re.ASCII | re.DOTALL)
_HAN = re.compile("[\u3400-\u9fff]")

_Word = tuple[str, tuple[str, ...]]  # its characters, one for each syllable; ("", ()) is a pause


def spoken(sentence: Sentence, start: int, end: int) -> Speech | None:
    """The words of the tokens that lie between two offsets, or None if one can't be said.

    None too where the span cuts through a token, and where nothing is said at all.
    """
    tokens = [token for token in sentence.tokens if start < token.end and token.start < end]
    if not tokens or tokens[0].start < start or tokens[-1].end > end:
        return None
    words: list[_Word] = []
    for token in tokens:
        found = _words(sentence.zh, token)
        if found is None:
            return None
        words += found
    return _in_context(words) if any(text for text, _ in words) else None


def _words(zh: str, token: Token) -> list[_Word] | None:
    """A token as it is said: mostly one word, for punctuation pauses, None if that isn't known."""
    text, pinyin = token.text, token.pinyin
    if len(pinyin) == len(text):
        return [(text, pinyin)]
    if set(text) <= _PAUSES | _SILENT:
        return [("", ()) for char in text if char in _PAUSES]
    # 4％, or 3比2: figures between characters that have their readings
    readings, words = iter(pinyin), []
    for piece in _PIECE.finditer(zh[token.start : token.end]):
        start, end = token.start + piece.start(), token.start + piece.end()
        read = read_out(piece[0], zh[:start][-1:], zh[end:][:1])
        if not read and _HAN.match(piece[0]) and (syllable := next(readings, "")):
            read = piece[0], (syllable,)
        if not read:
            return None
        words.append(read)
    return words if next(readings, None) is None else None


def _in_context(words: list[_Word]) -> Speech:
    """The words with 一 and 不 as they sound before what follows: so from the last to the first."""
    chars = "".join(text or "，" for text, _ in words)
    said = [syllable for _, pinyin in words for syllable in pinyin or ("",)]
    cuts = [0, *accumulate(len(text) or 1 for text, _ in words)]
    for at in reversed(range(len(chars) - 1)):
        if chars[at] == "不" and said[at] == "bu4":
            said[at] = "bu2" if _tone(said[at + 1]) == "4" else "bu4"
        elif chars[at] == "一" and said[at] == "yi1" and not _is_first(chars, at, cuts):
            said[at] = {"": "yi1", "5": "yi1", "4": "yi2"}.get(_tone(said[at + 1]), "yi4")
    return tuple(
        tuple(syllable for syllable in said[start:end] if syllable) for start, end in pairwise(cuts)
    )


def _tone(syllable: str) -> str:
    """The tone that changes the one before it: 个 does so although it is light itself."""
    return "4" if syllable == "ge5" else syllable[-1:]


def _is_first(chars: str, at: int, cuts: list[int]) -> bool:
    """Whether this 一 is an ordinal, a digit, or the end of a word, which all keep their tone."""
    before = chars[at - 1] if at else ""
    inside = at not in cuts
    ends = inside and at + 1 in cuts and before not in _POINTING
    decimal = chars[at + 1] == "点" and chars[at + 2 : at + 3] in _NUMERALS  # 一点三
    return (
        ends
        or decimal
        or before == "第"
        or chars[at + 1] in _ORDINAL
        or (inside and before in _NUMERALS)
    )
