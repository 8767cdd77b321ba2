"""Numbers, months and fractions that a single word is, so that both languages' can be compared.

The Chinese comes cut into words (2400万, 5月, 三分之二, 第四), the English too ("24", "million");
a number's key is its value, whichever way it is written.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from quizgen.text.numbers import parse_number, read_numeral
from quizgen.translation.evidence import english_cues
from quizgen.translation.numbers import find_english_quantities

Places = tuple[int, ...]

_MONTHS = (
    "january february march april may june july august september october november december"
).split()
_DIGITS = re.compile("[〇零○一二三四五六七八九]{2,}")  # a year: 一九五九
_COUNTED = frozenset("日号年岁%％多余万亿个")  # what may stand behind a number in one word


def chinese_value(word: str) -> str:
    """A key for the number, month or fraction that this word is; empty if it is none.

    一 is left out: it is mostly an article.
    """
    whole, _, part = word.partition("分之")
    if part:
        below, above = parse_number(whole), parse_number(part)
        if not below or above is None:
            return ""
        return _key(above) if whole == "百" else f"{above}/{below}"
    text = word.removeprefix("第")
    if digits := _DIGITS.match(text):
        return _key(parse_number(digits[0]) or 0)
    numeral = read_numeral(text, 0) if text and word not in ("一", "零") else None
    if not numeral:
        return ""
    rest = text[numeral.end : numeral.end + 1]
    if rest == "月" and numeral.value in range(1, 13):
        return _MONTHS[int(numeral.value) - 1]
    return _key(numeral.value) if not rest or rest in _COUNTED else ""


def _key(value: float) -> str:
    return f"#{value:.10g}"


def english_values(words: Sequence[str], with_fractions: bool = True) -> dict[str, list[Places]]:
    """The places of the numbers, months and fractions among the lower-case words, by their keys."""
    text, starts = " ".join(words), _starts(words)
    spans = [(c.start, c.end, key) for c in english_cues(text) for key in c.keys if key[0] == "#"]
    if with_fractions:
        quantities = find_english_quantities(text)
        spans += [(q.start, q.end, str(q.value)) for q in quantities if q.kind == "fraction"]
    found = dict[str, list[Places]]()
    for start, end, key in spans:
        places = [i for i, at in enumerate(starts) if start < at + len(words[i]) and at < end]
        found.setdefault(key, []).append(tuple(places))
    for place, word in enumerate(words):
        if month := _month(word):
            found.setdefault(month, []).append((place,))
    return found


def _starts(words: Sequence[str]) -> list[int]:
    """Where each word starts when they are joined by spaces."""
    starts = [0]
    for word in words:
        starts.append(starts[-1] + len(word) + 1)
    return starts[:-1]


def _month(word: str) -> str:
    """The month that this word is: "may", "sept." """
    short = word.removesuffix(".")
    if short in _MONTHS:
        return short
    return next((m for m in _MONTHS if short in (m[:3], "sept") and m[:3] == short[:3]), "")
