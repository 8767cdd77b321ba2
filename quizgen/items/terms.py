"""Terms of several words that no dictionary lists, glossed from the translation and their parts.

群众运动 is in no dictionary; its parts are 群众 "the masses" and 运动 "movement", and the English
of every sentence it stands in has "mass movement" there: that is its gloss. Where the translation
doesn't show all of a term it is left out, and the lesson says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass

from quizgen.items.register import Term as Registered
from quizgen.model import LeftOut, Sentence, Token
from quizgen.text.lexicon import Lexicon
from quizgen.translation.english import lemma
from quizgen.translation.senses import Sense
from quizgen.translation.shown import English

_PARTS = ("n", "v", "a", "b", "l", "i", "j", "k", "s")
_SUFFIXES = frozenset("率")  # 合格率: a rate of what stands before it
_LONGEST = 6  # characters
_MAX_PARTS = 3
_KNOWN_TERM = 30  # count in jieba's corpus from which a joined word is a term, not a chance phrase


@dataclass(frozen=True, slots=True)
class Place:
    """Where a term stands: sentence, its first token and the one behind its last."""

    sentence: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Term:
    """A term, its places, its gloss ("" if only the register list has one) and its evidence.

    `evidence` has the English of each place, "" where it isn't shown; `whole` says that every
    part of the term is.
    """

    text: str
    places: tuple[Place, ...]
    gloss: str
    evidence: tuple[str, ...]
    whole: bool


def find_terms(
    sentences: Sequence[Sentence],
    english: Sequence[English],
    senses: Sequence[Mapping[int, Sense]],
    lexicon: Lexicon,
    listed: Mapping[str, Registered],
) -> tuple[list[Term], list[LeftOut]]:
    """The article's terms, and those left out because the translation doesn't show them.

    `listed` are the terms of the register list that count in this article.
    """
    found: dict[str, list[Place]] = {}
    for number, sentence in enumerate(sentences):
        for first, last in _runs(sentence.tokens, listed):
            text = _text(sentence.tokens[first:last])
            found.setdefault(text, []).append(Place(number, first, last))
    terms, left_out = [], []
    for text, places in found.items():
        if not _is_term(text, places, sentences, lexicon, listed):
            continue
        term = _glossed(text, places, english, senses)
        if term.gloss or text in listed:
            terms.append(term)
        else:
            reason = "a term that no dictionary lists and the translation doesn't show clearly"
            left_out.append(LeftOut(text, reason))
    return _outermost(terms, listed), left_out


def _text(tokens: Sequence[Token]) -> str:
    return "".join(token.text for token in tokens)


def _runs(tokens: Sequence[Token], listed: Container[str]) -> Iterator[tuple[int, int]]:
    """Runs of two or three neighbouring content words."""
    for first in range(len(tokens)):
        for last in range(first + 2, min(first + _MAX_PARTS, len(tokens)) + 1):
            run = tokens[first:last]
            if tokens[first].pos == "a" and first and tokens[first - 1].pos == "d":
                continue  # 很长|时间 is no 长时间
            if all(t.pinyin and t.pos[:1] in _PARTS for t in run) or _text(run) in listed:
                yield first, last


def _is_term(
    text: str,
    places: Sequence[Place],
    sentences: Sequence[Sentence],
    lexicon: Lexicon,
    listed: Container[str],
) -> bool:
    if text in listed:
        return True
    if len(text) > _LONGEST or lexicon.lookup(text):
        return False
    known = lexicon.word(text)
    if known and known.count >= _KNOWN_TERM and known.tag[:1] in ("n", "l"):
        return True
    place = places[0]
    last = sentences[place.sentence].tokens[place.last - 1]
    return last.text in _SUFFIXES and place.last - place.first == 2


def _glossed(
    text: str,
    places: Sequence[Place],
    english: Sequence[English],
    senses: Sequence[Mapping[int, Sense]],
) -> Term:
    """The phrase that most of the term's sentences show for it; whole phrases before part ones."""
    suffixed = text[-1] in _SUFFIXES
    shown = [_phrase(p, english[p.sentence], senses[p.sentence], suffixed) for p in places]
    evidence = tuple(phrase[0] if phrase else "" for phrase in shown)
    phrases = Counter((_dictionary_form(phrase[0]), phrase[1]) for phrase in shown if phrase)
    if not phrases:
        return Term(text, tuple(places), "", evidence, False)
    best = max(phrases, key=lambda key: (key[1], phrases[key]))
    return Term(text, tuple(places), best[0], evidence, best[1])


def _phrase(
    place: Place, english: English, senses: Mapping[int, Sense], suffixed: bool
) -> tuple[str, bool] | None:
    """The English words for the term's parts if they stand together, and whether all are there."""
    parts = [senses.get(i) for i in range(place.first, place.last)]
    spans = [part.span for part in parts if part and part.evidence]
    if len(spans) == len(parts) and _together(english, spans):
        start, end = min(s for s, _ in spans), max(e for _, e in spans)
        return english.text[start:end], True
    head = parts[-1]
    if suffixed and head and head.evidence:
        taken = {s.span for s in senses.values() if s.state == "confirmed"}
        before = _word_before(english, head.span[0])
        if before and not any(a <= before[0] < b for a, b in taken):
            return english.text[before[0] : head.span[1]], False
    return None


def _together(english: English, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether nothing but the parts' words stands between the first and the last."""
    start, end = min(s for s, _ in spans), max(e for _, e in spans)
    inside = [w for w in english.words if start <= w.start and w.end <= end]
    loose = [w for w in inside if not any(a <= w.start < b for a, b in spans)]
    return len(inside) <= len(spans) + 2 and all(w.text in ("of", "the", "'s") for w in loose)


def _word_before(english: English, start: int) -> tuple[int, int] | None:
    before = [w for w in english.words if w.end <= start]
    if not before or before[-1].is_stop or english.text[before[-1].end : start] != " ":
        return None
    return before[-1].start, before[-1].end


def _dictionary_form(phrase: str) -> str:
    """The phrase in small letters (acronyms apart) with its last word in the singular."""
    words = [w if w.isupper() and len(w) > 1 else w.lower() for w in phrase.split()]
    if words and words[-1].isalpha():
        words[-1] = lemma(words[-1]) if words[-1].endswith("s") else words[-1]
    return " ".join(words)


def _outermost(terms: list[Term], listed: Container[str]) -> list[Term]:
    """Terms of the register first; a term inside a longer one at all its places is dropped."""
    beside: dict[int, list[tuple[Place, str]]] = {}
    for term in terms:
        for place in term.places:
            beside.setdefault(place.sentence, []).append((place, term.text))

    def inside(term: Term, place: Place) -> bool:
        others = beside[place.sentence]
        longer = (outer for outer, text in others if text != term.text and term.text in text)
        return any(_within(place, outer) for outer in longer)

    return [
        term
        for term in terms
        if term.text in listed or not all(inside(term, place) for place in term.places)
    ]


def _within(a: Place, b: Place) -> bool:
    return a.sentence == b.sentence and b.first <= a.first and a.last <= b.last
