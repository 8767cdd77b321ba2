"""Where the glosses of a word stand in an English text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from quizgen.translation.dictionary import Entry
from quizgen.translation.english import EnglishWord, lemma, stem, words
from quizgen.translation.glosses import Gloss, glosses, mismatch, penalty

_HYPHENED = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)+")
_DETERMINERS = frozenset("the a an this that these those its their his her our all".split())
_LONG_STEM = 6  # letters from which a stem may be the beginning of another
_STOP = re.compile(r"[,;:.!?—()]")
_WINDOW = 4  # other words that may stand between two words of one gloss
_PARTLY = 0.7  # score of a gloss of which only the head is there ("tube" of "vacuum tube")


@dataclass(frozen=True, slots=True)
class Match:
    """A gloss found in the English: which words (indices), how surely (about 0 to 4)."""

    gloss: Gloss
    places: tuple[int, ...]
    score: float


class English:
    """The English of one bead, indexed by lemma and by stem."""

    def __init__(self, text: str) -> None:
        """`text` may be empty."""
        self.text = text
        self.words: tuple[EnglishWord, ...] = words(text)
        self._lemmas: dict[str, list[int]] = {}
        self._stems: dict[str, list[int]] = {}
        self._joined: dict[int, int] = {}  # first word of a hyphened one, and its last
        for place, word in enumerate(self.words):
            self._lemmas.setdefault(word.lemma, []).append(place)
            for stem_ in {word.stem, stem(word.lemma.removesuffix("ly"))}:
                self._stems.setdefault(stem_, []).append(place)
        for match in _HYPHENED.finditer(text):  # "pace-setter" also shows "pacesetter"
            joined = match[0].replace("-", "").lower()
            inside = [i for i, w in enumerate(self.words) if match.start() <= w.start < match.end()]
            if inside:
                self._lemmas.setdefault(lemma(joined), []).append(inside[0])
                self._joined[inside[0]] = inside[-1]

    def find(self, gloss: Gloss) -> list[Match]:
        """Every place where the whole gloss stands: exact lemmas first, then by stems."""
        exact = self._places(gloss.lemmas, self._lemmas)
        exact = [p for p in exact if gloss.is_verbal or not self._is_doing(p[-1])]
        if exact:
            return [Match(gloss, places, 2 + 0.6 * (len(places) - 1)) for places in exact]
        stems = self._places([self._near_stem(lemma) for lemma in gloss.lemmas], self._stems)
        if stems:
            return [Match(gloss, places, 1.2 + 0.6 * (len(places) - 1)) for places in stems]
        head = gloss.lemmas[0] if gloss.is_verbal else gloss.lemmas[-1]
        return [Match(gloss, (place,), _PARTLY) for place in self._lemmas.get(head, ())]

    def _is_doing(self, place: int) -> bool:
        """Whether an -ing form has an object: "undertaking the tasks" names no undertaking."""
        after = self.words[place + 1].text if place + 1 < len(self.words) else ""
        return self.words[place].text.endswith("ing") and after in _DETERMINERS

    def _near_stem(self, lemma: str) -> str:
        """The stem of this text that is the lemma's, or begins it or goes on from it.

        "constitution" finds "constitutional", whose stem keeps two letters more.
        """
        wanted = stem(lemma)
        if wanted in self._stems or len(wanted) < _LONG_STEM:
            return wanted
        found = (s for s in self._stems if len(s) >= _LONG_STEM)
        return next((s for s in found if s.startswith(wanted) or wanted.startswith(s)), wanted)

    def _places(self, keys: Sequence[str], index: dict[str, list[int]]) -> list[tuple[int, ...]]:
        found = []
        for first in index.get(keys[0], ()):
            places = [first]
            for key in keys[1:]:
                near = [p for p in index.get(key, ()) if self._near(p, places)]
                if not near:
                    break
                places.append(min(near, key=lambda p: abs(p - places[-1])))
            else:
                found.append(tuple(places))
        return found

    def _near(self, place: int, places: Sequence[int]) -> bool:
        """Whether the word stands by the others, with no comma between."""
        last = places[-1]
        if place in places or min(abs(place - other) for other in places) > _WINDOW:
            return False
        first, second = sorted((last, place))
        return not _STOP.search(self.text[self.words[first].end : self.words[second].start])

    def spans(self, match: Match) -> tuple[tuple[int, int], ...]:
        """The places of the match's words in the text; a hyphened word is matched as a whole."""
        found: list[tuple[int, int]] = []
        for place in sorted(match.places):
            end = self._joined.get(place, place)
            found += [(word.start, word.end) for word in self.words[place : end + 1]]
        return tuple(dict.fromkeys(found))

    def shows(self, entry: Entry, tag: str = "") -> float:
        """How strongly the text shows a gloss of this entry: 0, about 1 (a word), 2 (a phrase).

        Glosses of another part of speech than `tag` count half a point less.
        """
        return max((self._shown(gloss, tag) for gloss in glosses([entry])), default=0.0)

    def _shown(self, gloss: Gloss, tag: str) -> float:
        sense = gloss.entry.senses[gloss.sense]
        exact = [match for match in self.find(gloss) if match.score >= 2]
        if not exact or penalty(sense) >= 5:
            return 0.0
        return (2.0 if len(gloss.lemmas) > 1 else 1.0) - 0.5 * mismatch(sense, tag)
