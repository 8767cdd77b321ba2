"""Chinese sentences that run on, cut where their English ends a sentence.

A full stop may be missing (a headline or a poem's title glued to the text, a slip of the typist),
or stand where the splitter alone can't tell whether it ends a sentence: 他问：“真的吗？”我…… Where
several English sentences render one Chinese, each of them ends somewhere in it: mostly at a comma,
and there it isn't cut. It is cut where they end at a doubtful mark, or between two words without
any mark, if both parts are about as like their English as the whole is (`encoder`).

The numbers were set on the 24 sentences of 93 news articles that wanted a cut or seemed to, and on
45 of older articles: 20 of 26 cuts are found, 4 are a word off or a quotation mark, 1 isn't wanted,
and none is made at a comma. Steps of 0.02 in a number move one or two of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from numpy import float32
from numpy.typing import NDArray

from quizgen.model import GlossaryEntry
from quizgen.text.encoder import encode
from quizgen.text.lexicon import Lexicon
from quizgen.text.tagger import tag
from quizgen.translation.evidence import Cue, chinese_cues, english_cues

_CLOSERS = '”’」』"）)》'
_OPENERS = "“‘「『（(《"
_PAUSES = "，、；：,;:—–-～~…（）()《》\u3000 \t"
_STOPS = "。！？!?"
# What ends no sentence and begins none: the tagger's tags of function words, and words.
_UNFINISHED_TAGS, _UNBEGUN_TAGS = frozenset("pcd"), frozenset(("u", "xc", "q", "f"))
_UNFINISHED, _UNBEGUN = tuple("的是这那·0123456789"), tuple("的了着过们·")

# How much likeness each kind of place is worth. English sentences end at a pause far more often
# than without any mark, and nearly always where Chinese has a full stop.
_FAVOUR = {"mark": 0.12, "pause": 0.04, "quote": 0.02, "bare": 0.0}
_LEAST = {"mark": 0.3, "quote": 0.4, "bare": 0.4}  # likeness below which a part isn't its English
_GAIN = -0.05  # a part may be so much less like its English than the whole sentence is
_LINK, _MOST_LINKS = 0.03, 2  # for a word on the wrong side
_NEAR = 6  # words: places with more on the wrong side aren't looked at
_LONGEST = 500  # characters: what has no full stop for longer than that is no sentence


class _Place(NamedTuple):
    """Where the Chinese could be cut: behind a mark, a pause, a quote, or a bare word."""

    at: int
    kind: str


def cuts(
    zh: str, en: Sequence[str], lexicon: Lexicon, glossary: Sequence[GlossaryEntry] = ()
) -> tuple[int, ...]:
    """Offsets at which to cut a Chinese sentence that these English ones render; mostly none."""
    if len(en) < 2 or len(zh) > _LONGEST:
        return ()
    cues = chinese_cues(zh, lexicon, glossary)
    keys = [frozenset(key for cue in english_cues(text) for key in cue.keys) for text in en]
    sentence = _RunOn(zh, en, tuple(_places(zh, cues)), cues, keys)
    return tuple(sorted(sentence.cuts(0, len(zh), 0, len(en))))


@dataclass(frozen=True, slots=True)
class _RunOn:
    """A Chinese sentence, where it could be cut, and the English sentences that render it."""

    zh: str
    en: Sequence[str]
    places: Sequence[_Place]
    cues: Sequence[Cue]
    keys: Sequence[frozenset[str]]
    vectors: dict[str, NDArray[float32]] = field(default_factory=dict)  # of all texts compared

    def cuts(self, start: int, end: int, first: int, last: int) -> Iterator[int]:
        """Cut the part at its best place, then both halves, down to one English sentence each.

        `start`..`end` is Chinese text, `first`..`last` are the English sentences that render it.
        """
        places = [place for place in self.places if start < place.at < end]
        if last - first < 2 or not places:
            return
        _, sure, place, middle = max(
            way
            for middle in range(first + 1, last)
            for way in self._ways((start, end), (first, middle, last), places)
        )
        if not sure:
            return
        if place.kind != "pause":
            yield place.at
        yield from self.cuts(start, place.at, first, middle)
        yield from self.cuts(place.at, end, middle, last)

    def _ways(
        self, zh: tuple[int, int], en: tuple[int, int, int], places: Sequence[_Place]
    ) -> Iterator[tuple[float, bool, _Place, int]]:
        """Each place at which the Chinese could be cut if the English is cut in its middle.

        With its score, and whether both parts are like enough to their English to cut there.
        """
        (start, end), (first, middle, last) = zh, en
        astray = self._astray(zh, en, places)
        near = [(place, n) for place, n in zip(places, astray, strict=True) if n <= _NEAR]
        whole = [self.zh[start:end]]
        before = self._likeness(
            whole + [self.zh[start : place.at] for place, _ in near], self.en[first:middle]
        )
        behind = self._likeness(
            whole + [self.zh[place.at : end] for place, _ in near], self.en[middle:last]
        )
        for (place, n), one, other in zip(near, before[1:], behind[1:], strict=True):
            score = one + other + _FAVOUR[place.kind] - _LINK * min(n, _MOST_LINKS)
            gain = min(one - before[0], other - behind[0])
            sure = min(one, other) >= _LEAST.get(place.kind, -1) and gain >= _GAIN
            yield round(score, 3), sure or place.kind == "pause", place, middle

    def _astray(
        self, zh: tuple[int, int], en: tuple[int, int, int], places: Sequence[_Place]
    ) -> list[int]:
        """For each place how many more words it puts on the wrong side than the best place does."""
        first, middle, last = en
        one = frozenset().union(*self.keys[first:middle])
        other = frozenset().union(*self.keys[middle:last])
        cues = [cue for cue in self.cues if zh[0] <= cue.start and cue.end <= zh[1]]
        signs = [(cue.end, bool(cue.keys & one) - bool(cue.keys & other)) for cue in cues]
        right = [sum(s if at <= place.at else -s for at, s in signs) for place in places]
        return [max(right) - count for count in right]

    def _likeness(self, zh: Sequence[str], en: Sequence[str]) -> list[float]:
        """How like each of these texts is to the English sentences together."""
        english = " ".join(en)
        new = [text for text in dict.fromkeys((*zh, english)) if text not in self.vectors]
        self.vectors.update(zip(new, encode(new), strict=True))
        return [round(float(self.vectors[text] @ self.vectors[english]), 3) for text in zh]


def _places(zh: str, cues: Sequence[Cue]) -> Iterator[_Place]:
    """The boundaries of words at which a part may end, and what stands there."""
    inside = {at for cue in cues if cue.end - cue.start > 2 for at in range(cue.start + 1, cue.end)}
    at = 0
    for (word, before), (_, behind) in pairwise(tag(zh)):
        at += len(word)
        kind = "" if at in inside else _kind(zh, at)
        if kind == "bare" and (before in _UNFINISHED_TAGS or behind in _UNBEGUN_TAGS):
            kind = ""
        if kind:
            yield _Place(at, kind)


def _kind(zh: str, at: int) -> str:
    """What stands before this place; nothing if no part can end here."""
    before, behind = zh[:at], zh[at]
    if behind in _CLOSERS + _PAUSES + _STOPS or before[-1] in _OPENERS:
        return ""
    if before.rstrip(_CLOSERS + "“").endswith(tuple(_STOPS)):
        return "mark"
    if before[-1] in _PAUSES:
        return "pause"
    if before[-1] in _CLOSERS or behind in '“"':
        return "quote"
    return "" if before.endswith(_UNFINISHED) or behind in _UNBEGUN else "bare"
