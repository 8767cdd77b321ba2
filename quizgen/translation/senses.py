"""Which sense of a word is used here, and the English words that show it.

Each sense of the dictionary's entry gets a score: how like it is to the English words that render
the word (`word_alignment`), to the clause and to the English sentence as an encoder sees them,
whether its gloss is those English words, whether it fits the part of speech, and its place in the
entry. The weights are learnt from the project's own cases (`quizgen.evaluation.learn_senses`).

What the English says of the word is its state: *confirmed* where a gloss of the sense stands there,
*shared* where that English also renders a neighbour ("implementing" for 贯彻 and 执行), *loose*
where other words render it, *absent* where none do, *unconfirmed* without English.
"""

from __future__ import annotations

import json
import math
import operator
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources

from quizgen.model import SenseState, Token
from quizgen.text.dictionary import Entry
from quizgen.text.lexicon import Lexicon
from quizgen.translation.english import stem, verb_forms, words
from quizgen.translation.frames import Place, framed
from quizgen.translation.glosses import content_lemmas, meaning, penalty, plain_parts, several
from quizgen.translation.meanings import Vectors
from quizgen.translation.rendered import Rendering, entries_of
from quizgen.translation.sense_evidence import shown
from quizgen.translation.sense_fit import fit

# From the English: like_words, is_words, has_stems, like_english, and like_left (for a word that no
# English renders, the likeness to a word that renders nothing); the rest from the Chinese.
FEATURES = (
    "fit", "rare", "late", "like_words", "is_words", "has_stems", "like_clause", "like_english",
    "like_left",
)  # fmt: skip
_OTHERS = 5  # other meanings that a card lists
_UNSHOWN = ("loose", "absent", "unconfirmed")
_RULED = 0.9  # probability of a sense that a rule about its place gives
_SURE = 0.6  # probability of a sense below which a loose word is given several
_RARE = 5.0  # penalty (see glosses) of a sense that hardly is the one meant
_CLAUSE = re.compile("[，。；：！？…,;:!?　]")


@dataclass(frozen=True, slots=True)
class Sense:
    """The sense chosen for a word: its meaning, the others, the evidence, and how sure it is.

    `score` is the probability of the sense among those of its reading. `evidence` holds the
    English words that show it, `span` their place in the English text, (0, 0) if there is none;
    `rendered` is what renders the word, whether or not a gloss shows it. `number` is the sense's
    place in its entry, from 0. `by` is where a correction gives this meaning; empty: none does.
    """

    entry: Entry
    meaning: str
    others: tuple[str, ...]
    evidence: str
    state: SenseState
    score: float = 0.0
    span: tuple[int, int] = (0, 0)
    number: int = 0
    rendered: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """A sense that may be meant, with the features that speak for it, and its probability.

    `ruled` says that a rule about the word's place chose it.
    """

    entry: Entry
    number: int
    features: tuple[float, ...]
    score: float
    ruled: bool = False

    @property
    def fit(self) -> float:
        """How well it fits the part of speech of its place, -2 to 2."""
        return self.features[FEATURES.index("fit")]

    @property
    def sense(self) -> str:
        """The dictionary's string."""
        return self.entry.senses[self.number]


Known = Mapping[tuple[str, tuple[str, ...]], tuple[Entry, int]]
"""By word and reading the sense that the article's English confirms: entry and number."""


def rank(
    tokens: Sequence[Token],
    tags: Sequence[str],
    english: str,
    renderings: Mapping[int, Rendering],
    left: Sequence[str],
    lexicon: Lexicon,
    vectors: Vectors,
) -> dict[int, list[Option]]:
    """The senses of every word of a sentence that the dictionary has, by token index.

    `tags` are the words' parts of speech in this place (`sense_fit.tags`), `left` the English words
    that render nothing, `vectors` what the encoder made of the article's words.
    """
    zh = "".join(token.text for token in tokens)
    found = {}
    for at, token in enumerate(tokens):
        ranked = options(token, at, zh, tags, english, renderings.get(at), left, lexicon, vectors)
        numbered = [(option.entry, option.number) for option in ranked]
        number = framed(Place(tokens, tags, at), numbered)
        if number is not None:
            ranked = _ruled(ranked, number)
        if ranked and penalty(ranked[0].sense) < 8:
            found[at] = ranked
    return found


def _ruled(ranked: Sequence[Option], number: int) -> list[Option]:
    """The options with this one first, at a rule's probability; the others share the rest."""
    score = max(_RULED, ranked[number].score)
    rest = 1 - ranked[number].score
    scale = (1 - score) / rest if rest > 0 else 0.0
    others = [replace(o, score=o.score * scale) for n, o in enumerate(ranked) if n != number]
    return [replace(ranked[number], score=score, ruled=True), *others]


def likeliest(
    ranked: Mapping[int, list[Option]], english: str, renderings: Mapping[int, Rendering]
) -> dict[int, Sense]:
    """The likeliest sense of every word, by token index, whatever the rest of the article says."""
    return {at: _sense(ways, renderings.get(at), english) for at, ways in ranked.items()}


def choose(
    tokens: Sequence[Token],
    unshown: Mapping[int, list[Option]],
    english: str,
    renderings: Mapping[int, Rendering],
    first: Mapping[int, Sense],
    known: Known,
) -> dict[int, Sense]:
    """The sense of every word in this article, by token index.

    Mostly the likeliest one, `first`. Of the words whose sense the English here doesn't show, which
    `unshown` are with their options, the sense that it confirms elsewhere in the article: a text
    mostly keeps to one (路线 is the party's line throughout). But not one of another part of speech
    (代表 "representative" where somebody 代表学校发言), nor against a rule.
    """
    found = dict(first)
    for at, ways in unshown.items():
        agreed = _agreed(ways, known.get((tokens[at].text, tokens[at].pinyin)))
        if agreed:
            others = [way for way in ways if way is not agreed]
            found[at] = _sense([agreed, *others], renderings.get(at), english, sure=True)
    return found


def _agreed(ways: Sequence[Option], known: tuple[Entry, int] | None) -> Option | None:
    """The option that is known from elsewhere, if it may stand here."""
    if known is None:
        return None
    fitting = (way for way in ways if way.fit >= ways[0].fit and not ways[0].ruled)
    return next((way for way in fitting if (way.entry, way.number) == known), None)


def confirmed(sentences: Iterable[tuple[Sequence[Token], Mapping[int, Sense]]]) -> Known:
    """The senses that the English confirms for words of more than a character, the surest first."""
    found: dict[tuple[str, tuple[str, ...]], Sense] = {}
    for tokens, senses in sentences:
        for at, sense in senses.items():
            key = tokens[at].text, tokens[at].pinyin
            sure = sense.state == "confirmed" and len(key[0]) > 1
            if sure and (key not in found or sense.score > found[key].score):
                found[key] = sense
    return {key: (sense.entry, sense.number) for key, sense in found.items()}


def told(
    text: str, by: str, token: Token, sense: Sense | None, rendering: Rendering | None
) -> Sense:
    """The sense with the meaning that a correction gives, instead of the dictionary's.

    It is confirmed where the English shows it for this word alone, and *told* otherwise: whoever
    wrote it vouches for it, not the English. The dictionary's meaning is one of the others.
    """
    unlisted = Entry("", token.text, token.pinyin, (text,))
    gloss, spans = shown(text, rendering) if rendering else ("", ())
    alone = rendering if gloss and rendering and not rendering.shared else None
    place = (spans[0][0], spans[-1][1]) if alone else (0, 0)
    others = (sense.meaning, *sense.others) if sense else ()
    return Sense(
        entry=sense.entry if sense else unlisted,
        meaning=text,
        others=tuple(other for other in others if other != text)[:_OTHERS],
        evidence=alone.text[slice(*place)] if alone else "",
        state="confirmed" if alone else "told",
        score=1.0,
        span=place,
        number=sense.number if sense else 0,
        rendered=alone.words if alone else "",
        by=by,
    )


def texts(tokens: Sequence[Token], lexicon: Lexicon) -> Iterator[str]:
    """What the encoder will be asked about a sentence: an article's texts are encoded at once."""
    zh = "".join(token.text for token in tokens)
    for token in tokens:
        entries = entries_of(token, lexicon)
        if sum(len(entry.senses) for entry in entries) > 1:
            yield _clause(zh, token)
            for entry in entries:
                for sense in entry.senses:
                    yield from plain_parts(sense)


def options(
    token: Token,
    at: int,
    zh: str,
    tags: Sequence[str],
    english: str,
    rendering: Rendering | None,
    left: Sequence[str],
    lexicon: Lexicon,
    vectors: Vectors,
) -> list[Option]:
    """The senses of the word at this place, the likeliest first."""
    entries = entries_of(token, lexicon) if token.pos != "x" else ()
    numbered = [(entry, number) for entry in entries for number in range(len(entry.senses))]
    before = tags[at - 1] if at else ""
    rendered = rendering.words if rendering else ""
    unused = () if rendering else tuple(left)
    context = _Context(_clause(zh, token), english, rendered, unused, vectors)
    if len(numbered) > 1:
        rows = _features(numbered, tags[at], before, context)
    else:
        rows = [(0.0,) * len(FEATURES) for _ in numbered]
    weights = _weights("with" if english else "without")
    chances = _chances([sum(map(operator.mul, weights, row)) for row in rows])
    found = [Option(*n, row, c) for n, row, c in zip(numbered, rows, chances, strict=True)]
    return sorted(found, key=lambda option: -option.score)


@dataclass(frozen=True, slots=True)
class _Context:
    """What a sense is compared with: clause, English, what renders the word, what might."""

    clause: str
    english: str
    rendered: str
    left: tuple[str, ...]
    vectors: Vectors


def _features(
    numbered: Sequence[tuple[Entry, int]], tag: str, before: str, context: _Context
) -> list[tuple[float, ...]]:
    """For each of a word's senses what speaks for it."""
    lemmas = {form for word in words(context.rendered) for form in verb_forms(word.lemma)}
    stems = {stem(lemma) for lemma in lemmas}
    parts = [plain_parts(entry.senses[number]) for entry, number in numbered]
    rows: list[tuple[float, ...]] = []
    for (entry, number), own, alike in zip(numbered, parts, _alike(parts, context), strict=True):
        sense = entry.senses[number]
        wanted = [found for part in own if (found := content_lemmas(part))]
        row = (
            fit(sense, tag, before),
            float(penalty(sense) >= _RARE),
            math.log1p(number),
            alike[2] if context.rendered else 0.0,
            float(any(lemmas.issuperset(found) for found in wanted)),
            float(any(stems.issuperset(map(stem, found)) for found in wanted)),
            alike[0],
            alike[1] if context.english else 0.0,
            max(alike[3:], default=0.0),
        )
        rows.append(row)
    return rows


def _alike(parts: Sequence[Sequence[str]], context: _Context) -> Iterator[list[float]]:
    """For each sense, of which these are the glosses, how like the likeliest of them is.

    To the clause, to the English, to what renders the word, and to each word that might.
    """
    asked = [context.clause, context.english, context.rendered]
    glosses = [gloss for own in parts for gloss in own]
    alike = context.vectors.likeness(glosses, [*(text or " " for text in asked), *context.left])
    first = 0
    for own in parts:
        yield alike[first : first + len(own)].max(axis=0).tolist()
        first += len(own)


def _chances(scores: Sequence[float]) -> list[float]:
    if not scores:
        return []
    powers = [math.exp(score - max(scores)) for score in scores]
    return [power / sum(powers) for power in powers]


@cache
def _weights(english: str) -> tuple[float, ...]:
    """The weights learnt `with` English or `without`, in the order of `FEATURES`."""
    text = resources.files("quizgen.data").joinpath("sense_weights.json").read_text("utf-8")
    learnt = json.loads(text)[english]
    return tuple(learnt[name] for name in FEATURES)


def _clause(zh: str, token: Token) -> str:
    """The clause around a word, as far as the stops on either side."""
    before = [match.end() for match in _CLAUSE.finditer(zh, 0, token.start)]
    behind = _CLAUSE.search(zh, token.end)
    return zh[before[-1] if before else 0 : behind.start() if behind else len(zh)]


def _sense(
    ranked: Sequence[Option], rendering: Rendering | None, english: str, *, sure: bool = False
) -> Sense:
    top = ranked[0]
    gloss, spans = shown(top.sense, rendering) if rendering else ("", ())
    state = _state(spans, rendering, english)
    unsure = not sure and state in _UNSHOWN and top.score < _SURE
    text = several(top.entry, top.number) if unsure else meaning(top.sense, gloss)
    place = (spans[0][0], spans[-1][1]) if spans else (0, 0)
    return Sense(
        entry=top.entry,
        meaning=text,
        others=_others(ranked, text),
        evidence=english[place[0] : place[1]],
        state=state,
        score=round(top.score, 2),  # what is finer differs between machines
        span=place,
        number=top.number,
        rendered=rendering.words if rendering else "",
    )


def _state(
    spans: Sequence[tuple[int, int]], rendering: Rendering | None, english: str
) -> SenseState:
    if not english:
        return "unconfirmed"
    if not rendering:
        return "absent"
    if not spans:
        return "loose"
    return "shared" if rendering.shared else "confirmed"


def _others(ranked: Sequence[Option], text: str) -> tuple[str, ...]:
    """The other senses that a card may list: no pointers, no slang, nothing said already."""
    ordered = sorted(
        ranked[1:], key=lambda option: (option.entry != ranked[0].entry, option.number)
    )
    others = (meaning(option.sense) for option in ordered if penalty(option.sense) < 6)
    said = set(text.split("; "))
    return tuple(dict.fromkeys(o for o in others if not set(o.split("; ")) <= said))[:_OTHERS]
