"""Which sense of a word is used here, and the English words that show it.

All words of a sentence are matched against its English at once, so that one English word is not
taken as evidence twice: the best matches are given first. What finds its English taken is
*shared* ("implementing" for 贯彻 and 执行); where other words of the translation stand unexplained
nearby it is *loose*; where none do it is *absent*; without English it is *unconfirmed*.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from quizgen.model import SenseState, Token
from quizgen.text.lexicon import Lexicon
from quizgen.text.pinyin import readings
from quizgen.translation.dictionary import Entry
from quizgen.translation.english import EnglishWord, stem, words
from quizgen.translation.glosses import (
    Gloss,
    glosses,
    meaning,
    mismatch,
    penalty,
    plausible,
    qualifier,
    several,
    unqualified,
)

_HYPHENED = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)+")
_DETERMINERS = frozenset("the a an this that these those its their his her our all".split())
_LONG_STEM = 6  # letters from which a stem may be the beginning of another
_OTHERS = 5  # other meanings that a card lists
_SHARED = 0.25  # by how much a match must be worse than the neighbour's to give way to it
_NEIGHBOURS = 3  # words on either side whose English tells where a word's own should stand
_NEAR, _FAR = 4, 9  # English words between a match and its neighbours' that help it, or hurt it
_STOP = re.compile(r"[,;:.!?—()]")
_WINDOW = 4  # other words that may stand between two words of one gloss
_PARTLY = 0.7  # score of a gloss of which only the head is there ("tube" of "vacuum tube")
_CONTENT = ("n", "v", "a", "b", "i", "l", "d", "z", "s", "t", "f", "j", "h", "k", "q", "x")


@dataclass(frozen=True, slots=True)
class Match:
    """A gloss found in the English: which words (indices), how surely (about 0 to 4)."""

    gloss: Gloss
    places: tuple[int, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Sense:
    """The sense chosen for a word: its meaning, the others, the evidence, and how sure it is.

    `span` is the evidence's place in the English text, (0, 0) if there is none; `number` the
    sense's place in its entry, from 0.
    """

    entry: Entry
    meaning: str
    others: tuple[str, ...]
    evidence: str
    state: SenseState
    score: float = 0.0
    span: tuple[int, int] = (0, 0)
    number: int = 0


class English:
    """The English of one bead, indexed by lemma and by stem."""

    def __init__(self, text: str) -> None:
        """`text` may be empty."""
        self.text = text
        self.words: tuple[EnglishWord, ...] = words(text)
        self._lemmas: dict[str, list[int]] = {}
        self._stems: dict[str, list[int]] = {}
        self._joined: dict[int, int] = {}
        for place, word in enumerate(self.words):
            self._lemmas.setdefault(word.lemma, []).append(place)
            for stem_ in {word.stem, stem(word.lemma.removesuffix("ly"))}:
                self._stems.setdefault(stem_, []).append(place)
        for match in _HYPHENED.finditer(text):  # "pace-setter" also shows "pacesetter"
            joined = match[0].replace("-", "").lower()
            places = [i for i, word in enumerate(self.words) if word.start == match.start()]
            self._lemmas.setdefault(joined, []).extend(places)
            self._joined |= {place: match.end() for place in places}

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

    def quote(self, match: Match) -> tuple[int, int]:
        """The span of text from the first to the last of the match's words."""
        chosen = [self.words[place] for place in match.places]
        end = max(word.end for word in chosen)
        if len(match.places) == 1 and self.words[match.places[0]].lemma != match.gloss.lemmas[-1]:
            end = max(end, self._joined.get(match.places[0], 0))  # "pace-setter" for pacesetter
        return min(word.start for word in chosen), end

    def has_any(self, lemmas: Sequence[str]) -> bool:
        """Whether one of these lemmas stands in the text, or there are none to look for."""
        return not lemmas or any(lemma in self._lemmas for lemma in lemmas)

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


def choose(tokens: Sequence[Token], english: English, lexicon: Lexicon) -> dict[int, Sense]:
    """The sense of every content word of a sentence that the dictionary has, by token index."""
    entries = {i: _entries(t, lexicon) for i, t in enumerate(tokens) if t.pos[:1] in _CONTENT}
    entries = {i: found for i, found in entries.items() if found}
    candidates = {i: _matches(tokens, i, entries[i], english) for i in entries}
    candidates = _beside(candidates, _assign(candidates))
    won = _with_shared(candidates, _assign(candidates))
    taken = {place for match in won.values() for place in match.places}
    found = {
        i: _sense(slot(tokens, i), entries[i], won.get(i), candidates[i], english, taken)
        for i in entries
    }
    return {i: sense for i, sense in found.items() if sense}


def slot(tokens: Sequence[Token], at: int) -> str:
    """The part of speech that a word's place asks for, else its own tag.

    A verb before 了, 着, 过; a noun between 的 and a stop; an adverb before a verb it may describe.
    """
    tag = tokens[at].pos
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    before = tokens[at - 1] if at else None
    if tag[:1] not in ("n", "v", "a", "d"):
        return tag
    if after and after.text in ("了", "着", "过"):
        return "v"
    ended = not after or after.pos == "x" or after.text in ("的", "是", "，", "。")
    if before and before.text == "的" and ended and tag in ("v", "vn", "a", "an"):
        return "n"
    if tag == "vn" and before and before.pos == "d":
        return "v"
    return tag


def candidate_matches(
    tokens: Sequence[Token], at: int, english: English, lexicon: Lexicon
) -> list[Match]:
    """All matches for one word, best first, for `quizgen explain`."""
    return _matches(tokens, at, _entries(tokens[at], lexicon), english)


@lru_cache(maxsize=20_000)
def _cached_glosses(entries: tuple[Entry, ...]) -> tuple[Gloss, ...]:
    return tuple(glosses(entries))


def _entries(token: Token, lexicon: Lexicon) -> tuple[Entry, ...]:
    """The entries with the reading that was decided on."""
    found = readings(token.text, lexicon, names=token.pos[:1] == "n").get(token.pinyin, ())
    return tuple(found)


def _matches(
    tokens: Sequence[Token], at: int, entries: Sequence[Entry], english: English
) -> list[Match]:
    token, length = tokens[at], max(tokens[-1].end, 1)
    tag = slot(tokens, at)
    found = []
    for gloss in _cached_glosses(tuple(entries)):
        sense = gloss.entry.senses[gloss.sense]
        fit = -0.15 * penalty(sense) - 0.03 * gloss.sense - 0.4 * mismatch(sense, tag)
        fit -= 0.6 * (not english.has_any(qualifier(sense)))
        for match in english.find(gloss):
            away = abs(token.start / length - match.places[0] / len(english.words))
            start, end = english.quote(match)
            exact = 0.1 * (english.words[match.places[0]].text.lower() in gloss.text.lower())
            exact += 0.2 * (
                english.text[start:end].lower() == gloss.text.removeprefix("to ").lower()
            )
            score = match.score + fit + exact - 0.6 * away
            if match.score >= 2 or mismatch(sense, tag) < 1 or gloss.is_verbal:
                found.append(Match(gloss, match.places, score))
    return sorted(found, key=lambda match: -match.score)


def _with_shared(candidates: dict[int, list[Match]], won: dict[int, Match]) -> dict[int, Match]:
    """The matches without those that are second best because a neighbour has the best.

    贯彻|执行 is one "implementing": 贯彻 shares it, and is not the "carrying out" further on.
    """

    def shared(i: int, match: Match) -> bool:
        best = candidates[i][0]
        beside = [won[j].places for j in (i - 1, i + 1) if j in won]
        worse = best.score - match.score > _SHARED
        return worse and any(not set(best.places).isdisjoint(places) for places in beside)

    return {i: match for i, match in won.items() if not shared(i, match)}


def _beside(
    candidates: dict[int, list[Match]], anchors: dict[int, Match]
) -> dict[int, list[Match]]:
    """The candidates scored anew by how near they stand to the English of the words around.

    第二|工程|处 is beside "Second … Division", so 工程 is "Engineering" there and not the
    "undertaking" that begins the sentence.
    """
    moved = {}
    for i, matches in candidates.items():
        around = [
            place
            for j, match in anchors.items()
            if i != j and abs(i - j) <= _NEIGHBOURS
            for place in match.places
        ]
        scored = (replace(m, score=m.score + _support(m.places[0], around)) for m in matches)
        moved[i] = sorted(scored, key=lambda match: -match.score)
    return moved


def _support(place: int, around: Sequence[int]) -> float:
    if not around:
        return 0.0
    nearest = min(abs(place - other) for other in around)
    return 0.3 if nearest <= _NEAR else -0.3 if nearest >= _FAR else 0.0


def _assign(candidates: dict[int, list[Match]]) -> dict[int, Match]:
    """Each word's best match whose English no better match has taken."""
    ranked = sorted(
        ((match.score, -i, match) for i, matches in candidates.items() for match in matches),
        key=lambda item: item[:2],
        reverse=True,
    )
    won: dict[int, Match] = {}
    taken: set[int] = set()
    for _, minus, match in ranked:
        if -minus not in won and taken.isdisjoint(match.places):
            won[-minus] = match
            taken.update(match.places)
    return won


def _sense(
    tag: str,
    entries: Sequence[Entry],
    won: Match | None,
    candidates: Sequence[Match],
    english: English,
    taken: set[int],
) -> Sense | None:
    """The sense with its state, or None if the entries only point to other words."""
    whole = [m for m in candidates if len(m.places) == len(m.gloss.lemmas)]
    match = won or (whole[0] if whole else None)
    if match:
        return _shown(entries, match, own=won is not None, english=english)
    first = plausible(entries, tag)
    if not first:
        return None
    free = [w for i, w in enumerate(english.words) if i not in taken and not w.is_stop]
    state: SenseState = "loose" if free else "absent"
    return _guessed(entries, *first, state if english.words else "unconfirmed")


def _shown(entries: Sequence[Entry], match: Match, *, own: bool, english: English) -> Sense:
    """The sense that the English shows, with words of its `own` or a neighbour's."""
    gloss, span = match.gloss, english.quote(match)
    state: SenseState = "confirmed" if own else "shared"
    if len(match.places) < len(gloss.lemmas):
        state = "loose"
    sense = gloss.entry.senses[gloss.sense]
    of_this = english.has_any(qualifier(sense))
    text = meaning(sense, gloss.text) if of_this else unqualified(gloss.text)
    return Sense(
        entry=gloss.entry,
        meaning=text,
        others=_others(entries, gloss.entry, gloss.sense, text),
        evidence=english.text[span[0] : span[1]],
        state=state,
        score=match.score,
        span=span,
        number=gloss.sense,
    )


def _guessed(entries: Sequence[Entry], entry: Entry, number: int, state: SenseState) -> Sense:
    """The dictionary's likely sense; several where an English text shows none of them."""
    sense = entry.senses[number]
    text = meaning(sense) if state == "unconfirmed" else several(entry, number)
    others = _others(entries, entry, number, text)
    return Sense(entry, text, others, "", state, number=number)


def _others(entries: Sequence[Entry], entry: Entry, number: int, text: str) -> tuple[str, ...]:
    """The other senses that a card may list: no pointers, no slang, nothing said already."""
    others = (
        meaning(sense)
        for other in entries
        for place, sense in enumerate(other.senses)
        if (other, place) != (entry, number) and penalty(sense) < 6
    )
    said = set(text.split("; "))
    return tuple(dict.fromkeys(o for o in others if not set(o.split("; ")) <= said))[:_OTHERS]
