"""Which of the facts that could be asked are asked: the best, and none told as another is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from heapq import heapify, heappop, heappush

from quizgen.items.figures.context import clauses, frame
from quizgen.model import Article, Question, Sentence
from quizgen.text.quantities import Quantity

_PER_SENTENCE = 2
_PER_NOUN = 2  # of 147, 140, 100 and 125 pig farms two
# How many in ten may be of a kind that is mostly its frame.
_IN_TEN = {"ordinal": 2, "date": 3}
# How much a kind says by itself: a count or share is news, a date is mostly its frame. Set by
# reading the choices over the nine archive articles.
_WEIGHT = {"ordinal": 1.0, "date": 1.0, "time": 1.0, "fraction": 1.5}
# 由十五趟提高到四十趟: the two ends of a change are what such an article reports.
_CHANGE = re.compile("[由从].*(?:增|减|提高|降|升).*[到至为]")


@dataclass(slots=True)
class _Deck:
    """How many facts are asked so far, of which sentence, kind …, and what they rule out."""

    limit: int
    asked: int = 0
    sentences: Counter[int] = field(default_factory=Counter)
    paragraphs: Counter[int] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    nouns: Counter[str] = field(default_factory=Counter)
    told: set[str] = field(default_factory=set)
    figures: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A draft with its frame, its figure and the noun it counts."""

    draft: Question
    paragraph: int
    told: frozenset[str]
    figure: str
    noun: str
    score: float


def choose(
    article: Article,
    sentences: Sequence[Sentence],
    quantities: Sequence[Sequence[Quantity]],
    drafts: Sequence[Question],
    limit: int,
) -> tuple[Question, ...]:
    """The drafts with `limit` of them asked: the best, again and again, each frame once."""
    result = [_unshown(draft, sentences) for draft in drafts]
    waiting = {
        i: _candidate(article, sentences, quantities, draft)
        for i, draft in enumerate(result)
        if not draft.reason
    }
    deck = _Deck(limit)
    queue = [(-_worth(candidate, deck), i, 0) for i, candidate in waiting.items()]
    heapify(queue)
    while queue and deck.asked < limit:
        _, best, then = heappop(queue)
        if then < deck.asked:  # it is worth less than it was then, and waits for its turn again
            heappush(queue, (-_worth(waiting[best], deck), best, deck.asked))
            continue
        candidate = waiting.pop(best)
        reason = _too_many(candidate, deck)
        if not reason:
            _ask(candidate, deck)
        result[best] = replace(drafts[best], asked=not reason, reason=reason or _why(drafts[best]))
    for i, candidate in waiting.items():
        full = f"The {limit} facts to ask are found already."
        result[i] = replace(drafts[i], reason=_too_many(candidate, deck) or full)
    return tuple(result)


def _unshown(draft: Question, sentences: Sequence[Sentence]) -> Question:
    """The draft, refused where there is a translation and it doesn't say the same."""
    if draft.reason or draft.english or not sentences[draft.sentence].en:
        return draft
    return replace(draft, reason="The translation doesn't show it.")


def _ask(candidate: _Candidate, deck: _Deck) -> None:
    deck.asked += 1
    deck.sentences[candidate.draft.sentence] += 1
    deck.paragraphs[candidate.paragraph] += 1
    deck.kinds[candidate.draft.kind] += 1
    deck.nouns[candidate.noun] += 1
    deck.told |= candidate.told
    deck.figures.add(candidate.figure)


def _too_many(candidate: _Candidate, deck: _Deck) -> str:
    """Why a fact can't be asked beside those asked already, or ""."""
    draft, kind = candidate.draft, candidate.draft.kind
    most = max(1, deck.limit * _IN_TEN.get(kind, 10) // 10)
    reasons = (
        (candidate.figure in deck.figures, "The same figure is asked already."),
        (candidate.told & deck.told, "A fact that is told the same way is asked already."),
        (
            deck.sentences[draft.sentence] >= _PER_SENTENCE,
            "Two facts of this sentence are asked already.",
        ),
        (
            candidate.noun and deck.nouns[candidate.noun] >= _PER_NOUN,
            f"Two facts about {candidate.noun} are asked already.",
        ),
        (
            kind in _IN_TEN and deck.kinds[kind] >= most,
            f"Enough facts of the kind “{kind}” are asked already.",
        ),
    )
    return next((reason for holds, reason in reasons if holds), "")


def _worth(candidate: _Candidate, deck: _Deck) -> float:
    """The score less what a fact loses to those asked of its sentence, paragraph and kind.

    It only falls while facts are asked.
    """
    draft = candidate.draft
    crowd = 1.5 * deck.sentences[draft.sentence] + 0.5 * deck.paragraphs[candidate.paragraph]
    return candidate.score - crowd - 0.15 * deck.kinds[draft.kind]


def _candidate(
    article: Article,
    sentences: Sequence[Sentence],
    quantities: Sequence[Sequence[Quantity]],
    draft: Question,
) -> _Candidate:
    """The names under which a fact counts as told alike: its masked clause, its verb, its noun."""
    zh, where = sentences[draft.sentence].zh, draft.sentence
    quantity = next(q for q in quantities[where] if q.start == draft.start)
    verb = re.sub("[^\u4e00-\u9fff]", "", zh[max(0, draft.start - 3) : draft.start])
    verb = verb.rstrip("了到为达")
    noun = re.match("[\u4e00-\u9fff]{2}", zh[quantity.unit_end :])
    counted = noun[0] if noun and draft.kind == "number" else ""
    about = verb[-2:] if draft.kind == "multiple" else counted
    told = [f"{frame(zh, quantity, quantities[where])} {draft.unit}"]
    if draft.kind in {"percent", "multiple"}:
        told.append(f"{where} {draft.kind} {verb[-2:]}")
    if counted:
        told.append(f"{where} {draft.unit} {counted}")
    return _Candidate(
        draft,
        sentences[where].paragraph,
        frozenset(told),
        f"{draft.kind} {draft.value} {draft.unit}",
        about,
        _score(article, sentences, draft),
    )


def _score(article: Article, sentences: Sequence[Sentence], draft: Question) -> float:
    """How much a fact is worth asking. A headline's figure is the article's own choice."""
    sentence = sentences[draft.sentence]
    value = draft.value
    score = _WEIGHT.get(draft.kind, 2.0)
    score += 3.0 if draft.english else 2.0 if not sentence.en else 0.0
    telling = draft.kind in {"percent", "multiple"} or isinstance(value, tuple)
    score += 1.0 if telling or (isinstance(value, int | float) and value > 10) else 0.0
    score += 1.0 if _is_change(sentence.zh, draft) else 0.0
    if draft.kind == "multiple" and isinstance(value, int | float):
        score += min(value, 50) / 100  # of alike ones the largest
    if draft.kind == "date":
        score -= 1.0 if len(str(value)) < 10 else 0.0
    if draft.context[1] - draft.context[0] > 45:
        score -= 0.5
    return score + _place(article, sentence)


def _place(article: Article, sentence: Sentence) -> float:
    """What the place in the article adds: headlines gain, captions and the like lose."""
    known = 0 <= sentence.paragraph < len(article.paragraphs)
    kind = article.paragraphs[sentence.paragraph].kind if known else "body"
    return {"body": 0.0, "headline": 1.0}.get(kind, -3.0)


def _is_change(zh: str, draft: Question) -> bool:
    clause = next((zh[a:b] for a, b in clauses(zh) if a <= draft.start < b), "")
    return draft.kind == "number" and _CHANGE.search(clause) is not None


def _why(draft: Question) -> str:
    if draft.english:
        return f"The translation says the same: {draft.english}."
    return "Its clause says what is counted; no translation says it too."
