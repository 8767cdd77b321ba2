"""pypinyin's phrases and characters with their first readings, and how it reads a sentence.

pypinyin reads its lists anew with every start (0.25 s, 50 MB). Here they are two memory-mapped
tries, and its way of cutting a sentence is done over again: at each place the longest phrase.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import groupby

import marisa_trie

from quizgen.compiled import Parts, compiled, package_file


class Phrases:
    """The lists; made by `open_phrases`."""

    def __init__(self, parts: Parts) -> None:
        """`parts` are those of `_compile`."""
        self._phrases, self._characters = parts["phrases.marisa"], parts["characters.marisa"]
        longest, han = bytes(parts["rules.txt"]).decode().split("\n")
        self._longest, self._han = int(longest), re.compile(han)

    def reading(self, phrase: str) -> tuple[str, ...]:
        """The numbered syllables of a listed phrase, or nothing."""
        found = self._phrases.get(phrase)
        return tuple(found[0].decode().split(" ")) if found else ()

    def sentence(self, text: str) -> list[str]:
        """A syllable for every character; one that isn't Chinese stands for itself."""
        syllables: list[str] = []
        for is_han, characters in groupby(text, self._is_han):  # phrases don't reach across
            run = "".join(characters)
            syllables += self._run(run) if is_han else run
        return syllables

    def _is_han(self, character: str) -> bool:
        return self._han.match(character) is not None

    def _run(self, run: str) -> Iterator[str]:
        start = 0
        while start < len(run):
            phrase = self._first(run[start : start + self._longest + 1])
            yield from self.reading(phrase) or map(self._character, phrase)
            start += len(phrase)

    def _first(self, rest: str) -> str:
        """The longest phrase with which the rest of a run begins, or else its first character."""
        if phrases := self._phrases.prefixes(rest):
            return str(phrases[-1])
        # What might have become a phrase, had the run gone on, is taken as one: pypinyin's way.
        return rest if any(self._phrases.iterkeys(rest)) else rest[0]

    def _character(self, character: str) -> str:
        found = self._characters.get(character)
        return found[0].decode() if found else f"{character}5"  # pypinyin's answer too


@cache
def open_phrases() -> Phrases:
    """The lists of the pypinyin that is installed."""
    names = ("phrases_dict.json", "pinyin_dict.json", "constants.py", "core.py")
    return Phrases(compiled("phrases", 1, [package_file("pypinyin", n) for n in names], _compile))


def _compile() -> Parts:
    from pypinyin.constants import PHRASES_DICT, PINYIN_DICT, RE_HANS

    phrases = [
        (phrase, " ".join(_numbered(ways[0]) for ways in listed).encode())
        for phrase, listed in PHRASES_DICT.items()
    ]
    characters = [
        (chr(code), _numbered(listed.split(",")[0]).encode())
        for code, listed in PINYIN_DICT.items()
    ]
    return {
        "phrases.marisa": marisa_trie.BytesTrie(phrases),
        "characters.marisa": marisa_trie.BytesTrie(characters),
        "rules.txt": f"{max(map(len, PHRASES_DICT), default=0)}\n{RE_HANS.pattern}".encode(),
    }


@lru_cache(maxsize=4096)
def _numbered(marked: str) -> str:
    from pypinyin.contrib.tone_convert import to_tone3

    return to_tone3(marked, v_to_u=False, neutral_tone_with_five=True).replace("ü", "v")
