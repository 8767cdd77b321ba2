"""Where corrections apply in a sentence that is cut into words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from quizgen.corrections import Corrections, Field, Told, told
from quizgen.text.listed import HAN

Run = tuple[int, int]
"""The number of the first word, and of the one behind the last."""
_SOUND: tuple[Field, ...] = ("cut", "pinyin", "name")  # what can be said of a numeral, too


def runs(zh: str, words: Sequence[tuple[int, int, str]], said: Corrections) -> dict[Run, Told]:
    """What is decided of which words; `words` are spans of the sentence with their tags.

    A correction is about one word (行长, but not the 行 of 银行), about the words that its own cut
    makes, or about a phrase that falls into known words (总|路线). Neighbours that happen to spell
    it (他|在|行|长 ...) aren't meant.
    """
    starts = {start: at for at, (start, _, _) in enumerate(words)}
    ends = {end: at + 1 for at, (_, end, _) in enumerate(words)}
    found = {}
    for word in dict.fromkeys(correction.word for correction in said.entries):
        decided = told(said.entries, word)
        for start in places(zh, word):
            run = starts.get(start, -1), ends.get(start + len(word), -1)
            if min(run) >= 0 and run[0] < run[1] and _is_meant(zh, words[slice(*run)], decided):
                found[run] = _open(zh, words[slice(*run)], decided)
    return {run: decided for run, decided in found.items() if decided}


def places(zh: str, word: str) -> Iterator[int]:
    """Where a text stands in a sentence; places that overlap the one before are left out."""
    at = zh.find(word)
    while at >= 0:
        yield at
        at = zh.find(word, at + len(word))


def _is_meant(zh: str, words: Sequence[tuple[int, int, str]], decided: Told) -> bool:
    pieces = tuple(zh[start:end] for start, end, _ in words)
    if "cut" in decided:
        return pieces == decided["cut"].cut
    return len(pieces) == 1 or "name" in decided or any(len(piece) > 1 for piece in pieces)


def _open(zh: str, words: Sequence[tuple[int, int, str]], decided: Told) -> Told:
    """What can be decided here: numerals and what has no characters are read, never taught."""
    start, end, tag = words[0]
    taught = len(words) > 1 or (tag != "m" and all(map(HAN.match, zh[start:end])))
    return {field: one for field, one in decided.items() if taught or field in _SOUND}


def syllables_of(
    decided: Mapping[Run, Told], texts: Sequence[str]
) -> dict[int, tuple[tuple[str, ...], str]]:
    """The syllables that are decided, by word, and where that is written.

    What is said of a single word counts before what is said of a phrase.
    """
    found = {}
    for (first, last), told_ in sorted(decided.items(), key=lambda item: item[0][0] - item[0][1]):
        if "pinyin" not in told_:
            continue
        rest = list(told_["pinyin"].pinyin)
        for at in range(first, last):
            size = len(HAN.findall(texts[at]))
            found[at] = tuple(rest[:size]), told_["pinyin"].place
            del rest[:size]
    return found
