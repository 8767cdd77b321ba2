"""Which English words render each word of a sentence, by the links of the word alignment."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from quizgen.model import Token
from quizgen.text.dictionary import Entry
from quizgen.text.lexicon import Lexicon
from quizgen.text.listed import readings, same_but_neutral
from quizgen.translation.english import cut, words
from quizgen.translation.glosses import glosses
from quizgen.translation.shown import English
from quizgen.translation.word_alignment import Link

_RENDERED = 0.3  # probability from which a link says how the word is rendered
Span = tuple[int, int]
_WEAK = 0.5  # probability of a link below which a whole gloss elsewhere is better evidence


@dataclass(frozen=True, slots=True)
class Rendering:
    """The English words (spans of the text) that render a word, and whether another shares them.

    `score` is the probability of the likeliest link.
    """

    text: str
    spans: tuple[tuple[int, int], ...]
    shared: bool
    score: float = 1.0

    @property
    def words(self) -> str:
        """The words, in the text's order."""
        return " ".join(self.text[a:b] for a, b in self.spans)

    @property
    def joined(self) -> str:
        """The words in one: "pace-setter" as "pacesetter"."""
        return self.words.replace(" ", "").replace("-", "")


def renderings(
    count: int, links: Sequence[Link], english: str, content: Sequence[bool]
) -> dict[int, Rendering]:
    """What renders each of `count` words, from their links to the words of `cut(english)`.

    `content` says which words are no grammar: only these share an English word.
    """
    spans = cut(english)
    users: dict[int, set[int]] = {}
    for link in links:
        if link.score >= _RENDERED and content[link.zh]:
            users.setdefault(link.en, set()).add(link.zh)
    found = {}
    for at in range(count):
        mine = [link for link in links if link.zh == at and link.score >= _RENDERED]
        own = sorted(link.en for link in mine)
        if own:
            shared = any(users.get(place, set()) - {at} for place in own)
            best = max(link.score for link in mine)
            found[at] = Rendering(english, tuple(spans[place] for place in own), shared, best)
    return found


def unlinked(
    tokens: Sequence[Token],
    rendered: Mapping[int, Rendering],
    english: English,
    lexicon: Lexicon,
) -> dict[int, Rendering]:
    """Renderings of words that links don't reach whole: a gloss that stands in unlinked English.

    "pace-setter" for 标兵 "pacesetter", which the aligner takes for two words.
    """
    taken = {span for one in rendered.values() for span in one.spans}
    found: dict[int, Rendering] = {}
    for at, token in enumerate(tokens):
        linked = rendered.get(at)
        own = set(linked.spans) if linked else set()
        weak = not linked or linked.score < _WEAK
        if token.pos == "x" or len(token.text) < 2:
            continue
        glosses_ = glosses(entries_of(token, lexicon))
        spans = (english.spans(places) for gloss in glosses_ for places in english.find(gloss))
        free = [
            place
            for place in spans
            if not _overlap(place, taken - own) and (weak or _is_wider(place, own))
        ]
        if free:
            found[at] = Rendering(english.text, max(free, key=len), shared=False)
            taken.update(found[at].spans)
    return found


def _overlap(some: Iterable[Span], others: Iterable[Span]) -> bool:
    """Whether any of these spans have characters in common ("steel" and "steel-plant" do)."""
    others = list(others)
    return any(a < d and c < b for a, b in some for c, d in others)


def _is_wider(place: Sequence[Span], own: Collection[Span]) -> bool:
    """Whether the place has all of these spans and more."""
    inside = all(_overlap([span], place) for span in own)
    return inside and sum(b - a for a, b in place) > sum(b - a for a, b in own)


def entries_of(token: Token, lexicon: Lexicon) -> tuple[Entry, ...]:
    """The entries with the reading that was decided on; a neutral tone more or less is the same.

    A reading that nobody lists and a user says is another way to say the same word: all of them.
    """
    told = token.by == "user"
    return _entries(token.text, token.pinyin, lexicon, names=token.pos[:1] == "n", told=told)


@lru_cache(maxsize=4096)
def _entries(
    text: str, pinyin: tuple[str, ...], lexicon: Lexicon, *, names: bool, told: bool
) -> tuple[Entry, ...]:
    found = readings(text, lexicon, names=names)
    exact = list(found.get(pinyin, ()))
    near = [
        entry
        for reading, entries in found.items()
        if reading != pinyin and same_but_neutral(reading, pinyin)
        for entry in entries
    ]
    if told and not exact and not near:
        return tuple(entry for entries in found.values() for entry in entries)
    return (*exact, *near)


def left_over(english: str, rendered: Iterable[Mapping[int, Rendering]]) -> list[str]:
    """The words of an English text, without stop words, that render no word of its sentences."""
    taken = [span for one in rendered for way in one.values() for span in way.spans]
    return [
        word.text
        for word in words(english)
        if not word.is_stop and not any(a <= word.start and word.end <= b for a, b in taken)
    ]
