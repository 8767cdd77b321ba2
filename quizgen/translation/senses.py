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
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from quizgen.model import SenseState, Token
from quizgen.text.lexicon import Lexicon
from quizgen.text.pinyin import readings, same_but_neutral
from quizgen.translation import meanings
from quizgen.translation.dictionary import Entry
from quizgen.translation.english import akin, cut, stem, words
from quizgen.translation.glosses import content_lemmas, glosses, meaning, parts_of, penalty, several
from quizgen.translation.sense_fit import fit
from quizgen.translation.shown import English
from quizgen.translation.word_alignment import Link

# From the English: like_words, is_words, has_stems and like_english; the rest from the Chinese.
FEATURES = (
    "fit", "rare", "late", "like_words", "is_words", "has_stems", "like_clause", "like_english",
)  # fmt: skip
_OTHERS = 5  # other meanings that a card lists
_RENDERED = 0.3  # probability from which a link says how the word is rendered
_WEAK = 0.5  # probability of a link below which a whole gloss elsewhere is better evidence
_SURE = 0.6  # probability of a sense below which a loose word is given several
_EXACT = 2.0  # score of a match of the whole gloss by its lemmas (see shown)
_RARE = 5.0  # penalty (see glosses) of a sense that hardly is the one meant
_ASIDE = re.compile(r"\([^)]*\)")
_CLAUSE = re.compile("[，。；：！？…,;:!?　]")


@dataclass(frozen=True, slots=True)
class Sense:
    """The sense chosen for a word: its meaning, the others, the evidence, and how sure it is.

    `score` is the probability of the sense among those of its reading. `evidence` holds the
    English words that show it, `span` their place in the English text, (0, 0) if there is none;
    `rendered` is what renders the word, whether or not a gloss shows it. `number` is the sense's
    place in its entry, from 0.
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


@dataclass(frozen=True, slots=True)
class Option:
    """A sense that may be meant, with the features that speak for it, and its probability."""

    entry: Entry
    number: int
    features: tuple[float, ...]
    score: float

    @property
    def sense(self) -> str:
        """The dictionary's string."""
        return self.entry.senses[self.number]


def choose(
    tokens: Sequence[Token],
    tags: Sequence[str],
    english: str,
    renderings: Mapping[int, Rendering],
    lexicon: Lexicon,
) -> dict[int, Sense]:
    """The sense of every word of a sentence that the dictionary has, by token index.

    `tags` are the words' parts of speech in this place (`sense_fit.tags`).
    """
    zh = "".join(token.text for token in tokens)
    found = {}
    for at, token in enumerate(tokens):
        ranked = options(token, at, zh, tags, english, renderings.get(at), lexicon)
        if ranked and penalty(ranked[0].sense) < 8:
            found[at] = _sense(ranked, renderings.get(at), english)
    return found


def texts(tokens: Sequence[Token], lexicon: Lexicon) -> Iterator[str]:
    """What the encoder will be asked about a sentence: an article's texts are encoded at once."""
    zh = "".join(token.text for token in tokens)
    for token in tokens:
        entries = entries_of(token, lexicon)
        if sum(len(entry.senses) for entry in entries) > 1:
            yield _clause(zh, token)
            for entry in entries:
                for sense in entry.senses:
                    yield from _plain_parts(sense)


def options(
    token: Token,
    at: int,
    zh: str,
    tags: Sequence[str],
    english: str,
    rendering: Rendering | None,
    lexicon: Lexicon,
) -> list[Option]:
    """The senses of the word at this place, the likeliest first."""
    entries = entries_of(token, lexicon) if token.pos != "x" else ()
    numbered = [(entry, number) for entry in entries for number in range(len(entry.senses))]
    before = tags[at - 1] if at else ""
    context = _Context(_clause(zh, token), english, rendering.words if rendering else "")
    single = len(numbered) == 1
    rows = [
        (0.0,) * len(FEATURES)
        if single
        else _features(entry.senses[number], number, tags[at], before, context)
        for entry, number in numbered
    ]
    weights = _weights("with" if english else "without")
    chances = _chances([sum(map(operator.mul, weights, row)) for row in rows])
    found = [Option(*n, row, c) for n, row, c in zip(numbered, rows, chances, strict=True)]
    return sorted(found, key=lambda option: -option.score)


@dataclass(frozen=True, slots=True)
class _Context:
    """What a sense is compared with: the Chinese clause, the English, what renders the word."""

    clause: str
    english: str
    rendered: str


def _features(
    sense: str, number: int, tag: str, before: str, context: _Context
) -> tuple[float, ...]:
    parts = _plain_parts(sense)
    lemmas = {word.lemma for word in words(context.rendered)}
    stems = {stem(lemma) for lemma in lemmas}
    wanted = [found for part in parts if (found := content_lemmas(part))]
    asked = [context.clause, context.english, context.rendered]
    alike = meanings.likeness(parts, [text or " " for text in asked]).max(axis=0)
    return (
        fit(sense, tag, before),
        float(penalty(sense) >= _RARE),
        math.log1p(number),
        float(alike[2]) if context.rendered else 0.0,
        float(any(lemmas.issuperset(found) for found in wanted)),
        float(any(stems.issuperset(map(stem, found)) for found in wanted)),
        float(alike[0]),
        float(alike[1]) if context.english else 0.0,
    )


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


def _plain_parts(sense: str) -> list[str]:
    """The glosses of a sense without what is said in parentheses."""
    return [" ".join(_ASIDE.sub(" ", part).split()) or part for part in parts_of(sense)] or [sense]


def _clause(zh: str, token: Token) -> str:
    """The clause around a word, as far as the stops on either side."""
    before = [match.end() for match in _CLAUSE.finditer(zh, 0, token.start)]
    behind = _CLAUSE.search(zh, token.end)
    return zh[before[-1] if before else 0 : behind.start() if behind else len(zh)]


def entries_of(token: Token, lexicon: Lexicon) -> tuple[Entry, ...]:
    """The entries with the reading that was decided on; a neutral tone more or less is the same."""
    found = readings(token.text, lexicon, names=token.pos[:1] == "n")
    exact = list(found.get(token.pinyin, ()))
    near = [
        entry
        for reading, entries in found.items()
        if reading != token.pinyin and same_but_neutral(reading, token.pinyin)
        for entry in entries
    ]
    return (*exact, *near)


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
        matches = (match for gloss in glosses_ for match in english.find(gloss))
        spans = (english.spans(match) for match in matches if match.score >= _EXACT)
        free = [
            place
            for place in spans
            if (taken - own).isdisjoint(place) and (weak or own < set(place))
        ]
        if free:
            found[at] = Rendering(english.text, max(free, key=len), shared=False)
            taken.update(found[at].spans)
    return found


def _sense(ranked: Sequence[Option], rendering: Rendering | None, english: str) -> Sense:
    top = ranked[0]
    gloss, spans = _shown(top.sense, rendering) if rendering else ("", ())
    state = _state(spans, rendering, english)
    unsure = state in ("loose", "absent") and top.score < _SURE
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


def _shown(sense: str, rendering: Rendering) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The gloss of the sense that its rendering shows, and the words that show it.

    The whole gloss if it is there ("bear fruit"), else the one of which most is ("migrant worker"
    by "workers").
    """
    best: tuple[float, str, tuple[tuple[int, int], ...]] = (0.0, "", ())
    for part in _plain_parts(sense):
        wanted = _wanted(part)
        spans = tuple(
            (start, end)
            for start, end in rendering.spans
            if any(akin(word, rendering.text[start:end]) for word in wanted)
        )
        hyphened = len(wanted) == 1 and akin(wanted[0], rendering.joined)
        spans = rendering.spans if hyphened else spans
        share = len(spans) / len(wanted) if wanted else 0.0
        if share > best[0]:
            best = (share, part, spans)
    return best[1], best[2]


def _wanted(gloss: str) -> list[str]:
    """The words of a gloss that can show it: those that aren't grammar, if it has any."""
    plain = [word for word in gloss.removeprefix("to ").split() if word.strip("();,.…")]
    return [word.lemma for word in words(gloss) if not word.is_stop] or plain


def _others(ranked: Sequence[Option], text: str) -> tuple[str, ...]:
    """The other senses that a card may list: no pointers, no slang, nothing said already."""
    ordered = sorted(
        ranked[1:], key=lambda option: (option.entry != ranked[0].entry, option.number)
    )
    others = (meaning(option.sense) for option in ordered if penalty(option.sense) < 6)
    said = set(text.split("; "))
    return tuple(dict.fromkeys(o for o in others if not set(o.split("; ")) <= said))[:_OTHERS]
