"""The words that a learner knows already, and how much of an article they make readable."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from quizgen.text.listed import same_but_neutral, whole_sentence

Reading = tuple[str, ...]
Entry = tuple[str, Reading]  # a word and its numbered syllables; none: as it is read by itself
Words = Mapping[str, frozenset[Reading]]
_LONG = 16  # characters; longer words are few, or no words


@dataclass(frozen=True)
class Known:
    """Words that a learner knows.

    `words` maps a word, simplified or traditional, to the readings known, each in numbered
    syllables; an empty set means the reading that the word has by itself (结果 is jiéguǒ).
    `sources` says whence, for the summary: "hsk.txt: 1,204 words"; `lists` maps a word to the name
    of the file that has it.
    """

    words: Words = field(default_factory=dict)
    sources: tuple[str, ...] = ()
    lists: Mapping[str, str] = field(default_factory=dict)

    def has(self, word: str, syllables: Reading) -> bool:
        """Whether the word is known with this reading, whatever its neutral tones."""
        readings = self.words.get(word)
        if readings is None:
            return False
        return any(same_but_neutral(syllables, one) for one in readings or {alone(word)})

    def whose(self, word: str) -> str:
        """The name of the file that has the word."""
        return self.lists.get(word, "your list")

    @cached_property
    def characters(self) -> frozenset[str]:
        """The characters of all these words."""
        return frozenset().union(*self.words)

    def within(self, text: str) -> Known:
        """What of it says something of this text: its words there, and its characters there.

        It answers for the text as the whole does, and is small.
        """
        longest = min(self.longest, _LONG)
        runs = {
            text[start : start + length]
            for start in range(len(text))
            for length in range(1, min(longest, len(text) - start) + 1)
        }
        there = (runs & self.words.keys()).union(word for word in self.sayings if word in text)
        words = {word: self.words[word] for word in there}
        lists = {word: self.lists[word] for word in words.keys() & self.lists.keys()}
        part = Known(words, self.sources, lists)
        vars(part)["characters"] = self.characters.intersection(text)
        return part

    @cached_property
    def sayings(self) -> tuple[str, ...]:
        """The words that are longer than words are: whole sentences from somebody's cards."""
        return tuple(word for word in self.words if len(word) > _LONG)

    @cached_property
    def longest(self) -> int:
        """The length of the longest word."""
        return max(map(len, self.words), default=0)


NOTHING_KNOWN = Known()


def by_word(entries: Iterable[Entry]) -> Words:
    """Each word with all its readings."""
    found: dict[str, set[Reading]] = {}
    for word, reading in entries:
        found.setdefault(word, set()).add(reading)
    return {word: _readings(word, readings) for word, readings in found.items()}


def _readings(word: str, readings: set[Reading]) -> frozenset[Reading]:
    if readings == {()}:
        return frozenset()
    return frozenset(reading or alone(word) for reading in readings)


def said(known: Known) -> tuple[object, ...]:
    """All that a list answers, in an order of its own: equal for lists that answer the same."""
    words = sorted((word, sorted(readings)) for word, readings in known.words.items())
    return words, sorted(known.characters), sorted(known.lists.items())


def joined(lists: Sequence[Known]) -> Known:
    """Some lists as one; a word that two have in different readings is known in both."""
    entries = ((w, r) for one in lists for w, known in one.words.items() for r in known or ((),))
    whole = Known(
        by_word(entries),
        tuple(source for one in lists for source in one.sources),
        {word: name for one in reversed(lists) for word, name in one.lists.items()},
    )
    # What is `within` a text has characters of words that aren't.
    vars(whole)["characters"] = frozenset().union(*(one.characters for one in lists))
    return whole


@lru_cache(maxsize=20_000)
def alone(word: str) -> Reading:
    """The reading that a word has by itself."""
    return tuple(whole_sentence(word))
