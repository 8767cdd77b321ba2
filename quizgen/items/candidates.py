"""Every headword of an article with one reading: where it stands and what it means there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from quizgen.corrections import Told
from quizgen.corrections.runs import Run
from quizgen.items.register import Term as Registered
from quizgen.items.terms import Place, Term
from quizgen.model import SenseState, Sentence, Tier, Token
from quizgen.translation.senses import Sense

_Key = tuple[str, tuple[str, ...], str, bool]  # text, syllables, and what sets it apart
# What a sense's state is worth, about as much as a fifth of an exact word found.
STATE_WORTH: dict[SenseState, float] = {
    "confirmed": 0.6, "shared": 0.2, "unconfirmed": 0.3, "loose": -0.3, "absent": -0.6,
    "told": 0.6,
}  # fmt: skip
_HAN = re.compile(r"^[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+$")


@dataclass
class Candidate:
    """A headword with one reading while it is being judged: all its places and senses.

    `told` is what corrections say of it in each place; `always` that they want it on a card.
    `listed_as` is the reading by which word lists know it, mostly its own.
    """

    text: str
    syllables: tuple[str, ...]
    spelled: str
    places: list[Place] = field(default_factory=list)
    senses: list[Sense | None] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    pos: str = ""
    doubtful: bool = False
    margin: float = 99.0
    listed: bool = False
    own: bool = False
    registered: Registered | None = None
    term: Term | None = None
    tier: Tier = "skip"
    reason: str = ""
    score: float = 0.0
    variant: str = ""
    always: bool = False
    listed_as: tuple[str, ...] = ()


def _spelled(token: Token) -> str:
    """The reading as the word's own: the county of 柳溪县 Liǔxī Xiàn is xiàn by itself."""
    generic = len(token.text) == 1 and token.pos not in ("nr", "ns", "nt", "nz")
    return token.spelled.lower() if generic else token.spelled


def find_candidates(
    sentences: Sequence[Sentence],
    senses: Sequence[Mapping[int, Sense]],
    terms: Sequence[Term],
    told: Sequence[Mapping[Run, Told]] = (),
) -> Iterator[Candidate]:
    """Every Han word but numerals, one candidate for each reading, and then the terms.

    `told` is what corrections say in each sentence. The places where one gives a sense a note of
    its own, or wants no card, are a candidate by themselves.
    """
    table: dict[_Key, Candidate] = {}
    for number, sentence in enumerate(sentences):
        for at, token in enumerate(sentence.tokens):
            if token.pinyin and token.pos != "m" and _HAN.match(token.text):
                what = told[number].get((at, at + 1), {}) if told else {}
                key = (token.text, token.pinyin, *_apart(what))
                if key not in table:
                    table[key] = Candidate(token.text, token.pinyin, _spelled(token))
                one = table[key]
                one.places.append(Place(number, at, at + 1))
                one.senses.append(senses[number].get(at))
                one.told.append(what)
                one.variant = key[2]
                one.pos = one.pos or token.pos
                one.doubtful |= token.doubtful
                one.margin = min(one.margin, token.margin)
    for term in terms:
        whats = [told[p.sentence].get((p.first, p.last), {}) if told else {} for p in term.places]
        for apart in dict.fromkeys(map(_apart, whats)):
            mine = [at for at, what in enumerate(whats) if _apart(what) == apart]
            one = _of_term(_part_of(term, mine), sentences)
            one.told, one.variant = [whats[at] for at in mine], apart[0]
            table[(one.text, one.syllables, *apart)] = one
    yield from table.values()


def _apart(what: Told) -> tuple[str, bool]:
    """What makes a place a candidate of its own: the name of its note, and that it has no card."""
    variant = what["note"].note if "note" in what else ""
    return variant, "teach" in what and what["teach"].teach is False


def _part_of(term: Term, places: Sequence[int]) -> Term:
    """The term in these of its places only."""
    return replace(
        term,
        places=tuple(term.places[at] for at in places),
        evidence=tuple(term.evidence[at] for at in places),
    )


def _of_term(term: Term, sentences: Sequence[Sentence]) -> Candidate:
    tokens = tokens_of(sentences, term.places[0])
    syllables = tuple(s for token in tokens for s in token.pinyin)
    one = Candidate(term.text, syllables, " ".join(t.spelled for t in tokens), term=term)
    one.places, one.senses, one.pos = list(term.places), [None] * len(term.places), "n"
    one.doubtful = any(t.doubtful for p in term.places for t in tokens_of(sentences, p))
    return one


def tokens_of(sentences: Sequence[Sentence], place: Place) -> Sequence[Token]:
    """The tokens that stand at a place."""
    return sentences[place.sentence].tokens[place.first : place.last]
