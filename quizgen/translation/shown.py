"""Where the glosses of a word stand in an English text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quizgen.text.dictionary import Entry
from quizgen.translation.english import EnglishWord, lemma, words
from quizgen.translation.glosses import Gloss, glosses, mismatch, penalty

_HYPHENED = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)+")
_DETERMINERS = frozenset("the a an this that these those its their his her our all".split())
_STOP = re.compile(r"[,;:.!?—()]")
_WINDOW = 4  # other words that may stand between two words of one gloss
Places = tuple[int, ...]


class English:
    """The English of one bead, indexed by lemma."""

    def __init__(self, text: str) -> None:
        """`text` may be empty."""
        self.text = text
        self.words: tuple[EnglishWord, ...] = words(text)
        self._lemmas: dict[str, list[int]] = {}
        self._joined: dict[int, int] = {}  # first word of a hyphened one, and its last
        for place, word in enumerate(self.words):
            self._lemmas.setdefault(word.lemma, []).append(place)
        for match in _HYPHENED.finditer(text):  # "pace-setter" also shows "pacesetter"
            joined = match[0].replace("-", "").lower()
            inside = [i for i, w in enumerate(self.words) if match.start() <= w.start < match.end()]
            if inside:
                self._lemmas.setdefault(lemma(joined), []).append(inside[0])
                self._joined[inside[0]] = inside[-1]

    def find(self, gloss: Gloss) -> list[Places]:
        """Every place where the whole gloss stands: the numbers of its words."""
        found = self._places(gloss.lemmas)
        return [p for p in found if gloss.is_verbal or not self._is_doing(p[-1])]

    def _is_doing(self, place: int) -> bool:
        """Whether an -ing form has an object: "undertaking the tasks" names no undertaking."""
        after = self.words[place + 1].text if place + 1 < len(self.words) else ""
        return self.words[place].text.endswith("ing") and after in _DETERMINERS

    def _places(self, lemmas: Sequence[str]) -> list[Places]:
        found = []
        for first in self._lemmas.get(lemmas[0], ()):
            places = [first]
            for lemma_ in lemmas[1:]:
                near = [p for p in self._lemmas.get(lemma_, ()) if self._near(p, places)]
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

    def spans(self, places: Places) -> tuple[tuple[int, int], ...]:
        """Where these words stand in the text; a hyphened word is taken as a whole."""
        found: list[tuple[int, int]] = []
        for place in sorted(places):
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
        if penalty(sense) >= 5 or not self.find(gloss):
            return 0.0
        return (2.0 if len(gloss.lemmas) > 1 else 1.0) - 0.5 * mismatch(sense, tag)
