"""The dictionary's glosses as words that an English sentence may hold, and where it holds them.

Unlike `glosses`, which keeps content words as evidence for senses, this keeps all words of a gloss,
so that the whole of "at the same time" is found, and the glosses of function words too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from quizgen.text.dictionary import Entry
from quizgen.text.lexicon import Lexicon
from quizgen.translation.english import FUNCTION_WORDS, base_form, stem
from quizgen.translation.glosses import parts_of, penalty, ways

_UNLIKELY = 0.15  # nats for each point of a sense's penalty
_LATER = 0.02  # and for each sense before it
_POINTER = 8.0  # penalty of senses that only name another word
_LONGEST = 6  # words: longer glosses explain
_SLACK = 2  # words that may stand between two of a phrase, beside its own

_REFERENCE = re.compile(
    r"(?:abbr\. for|variant of|also written|see(?: also)?|same as|equivalent to)\s+"
    r"(?:[^\s|\[]+\|)?([^\s|\[,;()]+)\["
)
_ENGLISH = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W\d_]+(?:['’][^\W\d_]+)*|\d+")
_ACRONYM = re.compile(r"\(([A-Z]{2,6})\)")  # World Trade Organization (WTO)
_LEADING = frozenset(("the", "a", "an", "be"))


@dataclass(frozen=True, slots=True)
class GlossWords:
    """A gloss as words to be looked for, in their dictionary forms, and how unlikely it is."""

    text: str
    words: tuple[str, ...]
    cost: float

    @property
    def content(self) -> tuple[str, ...]:
        """The words that are no function words, or all if there are no others."""
        kept = tuple(word for word in self.words if word not in FUNCTION_WORDS)
        return kept or self.words


@lru_cache(maxsize=20_000)
def gloss_words(word: str, lexicon: Lexicon, follow: bool = True) -> tuple[GlossWords, ...]:
    """A word's glosses and, if asked to follow, those of words that it is short for or variant of.

    印 "abbr. for 印度" gives "India".
    """
    best: dict[tuple[str, ...], GlossWords] = {}
    for one in _all(word, lexicon, follow):
        known = best.get(one.words)
        if known is None or one.cost < known.cost:
            best[one.words] = one
    return tuple(best.values())


def _all(word: str, lexicon: Lexicon, follow: bool) -> Iterator[GlossWords]:
    for entry in lexicon.lookup(word):
        for number, sense in enumerate(entry.senses):
            if follow:
                for other in _REFERENCE.findall(sense):
                    yield from gloss_words(other, lexicon, follow=False)
            unlikely = penalty(sense)
            if unlikely < _POINTER:
                yield from _of_sense(entry, sense, _UNLIKELY * unlikely + _LATER * number)


def _of_sense(entry: Entry, sense: str, cost: float) -> Iterator[GlossWords]:
    for text in parts_of(sense):
        for acronym in _ACRONYM.findall(text):
            yield GlossWords(text, (acronym.lower(),), cost)
        named = text.partition(",")[0] if entry.is_name else text  # behind it: who that is
        for way in ways(named, name=False):
            if 0 < len(words := _looked_for(way)) <= _LONGEST:
                yield GlossWords(text, words, cost)


def _looked_for(gloss: str) -> tuple[str, ...]:
    """The gloss's words in their dictionary forms, without "to" and articles before them."""
    forms = [base_form(match.replace(".", "")) for match in _ENGLISH.findall(gloss)]
    forms = forms[1:] if forms[:1] == ["to"] else forms
    while len(forms) > 1 and forms[0] in _LEADING:
        forms = forms[1:]
    return tuple(forms)


class EnglishWords:
    """The words of an English sentence, indexed by all the forms under which they are found."""

    def __init__(self, words: Sequence[str]) -> None:
        """`words` may hold marks and figures."""
        self.words = [word.lower() for word in words]
        self.forms = [base_form(word) for word in words]
        self._exact: dict[str, list[int]] = {}
        self._stems: dict[str, list[int]] = {}
        for place, word in enumerate(self.words):
            forms = set(_forms(word))
            for form in forms:
                self._exact.setdefault(form, []).append(place)
            for key in _stems(forms):
                self._stems.setdefault(key, []).append(place)

    @property
    def superlatives(self) -> Iterator[int]:
        """Where "largest" and its like stand."""
        pairs = enumerate(zip(self.words, self.forms, strict=True))
        return (p for p, (word, form) in pairs if word.endswith("est") and word != form)

    def exact(self, word: str) -> Sequence[int]:
        """Where this word stands, in any of its forms."""
        return self._exact.get(word, ())

    def related(self, word: str) -> Sequence[int]:
        """Where a word of its family stands; a function word has none."""
        return () if word in FUNCTION_WORDS else self._stems.get(stem(word), ())

    def find(self, one: GlossWords) -> tuple[list[tuple[int, ...]], list[list[int]]]:
        """Where the whole one stands, and where each of its content words does."""
        places = [sorted({*self.exact(w), *self.related(w)}) for w in one.content]
        if not all(places):
            return [], places
        slack = len(one.words) - len(places) + _SLACK
        runs = (_run(first, places[1:], slack) for first in places[0])
        return [self._filled(run, one) for run in runs if run], places

    def _filled(self, run: Sequence[int], one: GlossWords) -> tuple[int, ...]:
        """The places with those of the gloss's function words between them and at its edges."""
        first, last, words = min(run), max(run), one.words
        inner = {p for p in range(first, last) if p in run or self.forms[p] in words}
        before = words[: words.index(one.content[0])]
        behind = words[len(words) - words[::-1].index(one.content[-1]) :]
        start, end = first - len(before), last + 1 + len(behind)
        if start >= 0 and tuple(self.forms[start:first]) == before:
            inner |= set(range(start, first))
        if tuple(self.forms[last + 1 : end]) == behind:
            inner |= set(range(last + 1, end))
        return tuple(sorted(inner | set(run)))


def _forms(word: str) -> Iterator[str]:
    """What the word is found under: its own form, its dictionary form, the parts of a compound."""
    yield from (word, base_form(word), word.replace(".", "") or word)
    if "-" in word:
        parts = [part for part in word.split("-") if len(part) > 2]
        yield from (*parts, *map(base_form, parts))


def _stems(forms: set[str]) -> set[str]:
    """The stems of these forms; an adverb's is its adjective's: unanimously, unanimous."""
    content = forms - FUNCTION_WORDS
    return {stem(form) for form in content | {form.removesuffix("ly") for form in content}}


def _run(first: int, others: Sequence[Sequence[int]], slack: int) -> list[int]:
    """A place for each of a phrase's words, near the others; empty if one isn't there."""
    run = [first]
    for places in others:
        near = [p for p in places if p not in run and min(abs(p - q) for q in run) <= slack]
        if not near:
            return []
        run.append(min(near, key=lambda p: abs(p - run[-1])))
    return run
