"""Which words of the article are worth a card, which only a gloss, and why.

Four tiers: *card* (worth years of reviews), *gloss* (needed for this article only: 聚氯乙烯),
*name*, and *skip* (known, or its parts say it all). A word in no HSK list is neither known nor
above the learner: frequency, headlines and repetition in the article decide.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence

from quizgen.corrections import Told
from quizgen.corrections.runs import Run
from quizgen.items.candidates import STATE_WORTH, Candidate, find_candidates
from quizgen.items.cards import ERA_FULL, Cards
from quizgen.items.corrected import decree, said
from quizgen.items.levels import Level
from quizgen.items.register import Term as Registered
from quizgen.items.terms import Place, Term
from quizgen.items.words import Book
from quizgen.model import Article, LeftOut, Sentence, Tier, Word
from quizgen.text.dictionary import Entry
from quizgen.text.lexicon import Lexicon
from quizgen.text.listed import readings
from quizgen.translation.english import words
from quizgen.translation.senses import Sense

_HAN = re.compile(r"^[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+$")
_NAMES = ("nr", "ns", "nt", "nz")
_PER_CARD = 30  # Chinese characters of an article for one word card, as teachers' glossaries have
_FEWEST, _MOST = 5, 40
_OWN_SHARE = 5
# Nats by which a word must beat the next best cut to be taught without evidence: 才|能 and 把|手
# come to 3 and 4 as one word, 公交 and 陆续 to 7 and 12.
_CLOSE_CUT, _CLOSE_CUT_LISTED = 5.0, 3.5
_COMMON = 1.0  # per million words; below it a word in no list must earn its card otherwise
PREFIXES = frozenset("不最很太更可极")  # what they add to a known word needs no card
SUFFIXES = frozenset("们")
_ARTICLES = frozenset(("the", "a", "an", "of", "to", "in", "be"))


def card_count(article: Article) -> int:
    """The default number of word cards: one for 30 Chinese characters, 5 to 40."""
    han = sum(bool(_HAN.match(c)) for paragraph in article.paragraphs for c in paragraph.text)
    return max(_FEWEST, min(_MOST, round(han / _PER_CARD)))


def choose_words(
    article: Article,
    sentences: Sequence[Sentence],
    senses: Sequence[Mapping[int, Sense]],
    terms: Sequence[Term],
    lexicon: Lexicon,
    level: Level,
    limit: int,
    names: Mapping[str, str],
    listed: Mapping[str, Registered],
    told: Sequence[Mapping[Run, Told]] = (),
) -> tuple[tuple[Word, ...], tuple[LeftOut, ...]]:
    """All words of the article in their tiers, in article order, and what had no room.

    `names` has the English of those names that the glossary or the translation gives, `listed`
    the terms of the register list that count in this article, `told` what corrections say in each
    sentence.
    """
    found = list(find_candidates(sentences, senses, terms, told))
    headlines = {i for i, s in enumerate(sentences) if _is_headline(article, s)}
    for candidate in found:
        candidate.registered = listed.get(candidate.text)
        candidate.listed_as = _listed_as(candidate, lexicon)
        _judge(candidate, headlines, lexicon, level)
    left_out = list(decree(found, names))
    _leave_to_terms(found)
    left_out += _keep_best(found, limit)
    book = Book(article, sentences, lexicon, level, found, headlines, senses, names)
    ordered = sorted(found, key=lambda c: (c.places[0].sentence, c.places[0].first))
    return tuple(book.word(candidate) for candidate in ordered), tuple(left_out)


def _is_headline(article: Article, sentence: Sentence) -> bool:
    return article.paragraphs[sentence.paragraph].kind == "headline"


def _listed_as(one: Candidate, lexicon: Lexicon) -> tuple[str, ...]:
    """The word's reading, or the dictionary's first where a correction has one that nobody lists.

    It is the same word, and known at the same level, for those who read it otherwise.
    """
    options = readings(one.text, lexicon)
    strange = one.syllables not in options and said(one, "pinyin")
    return next(iter(options), one.syllables) if strange else one.syllables


def _judge(one: Candidate, headlines: set[int], lexicon: Lexicon, level: Level) -> None:
    """Give the candidate its tier, score and reason, as if there were room for all."""
    listed = level.of(one.text, one.listed_as)
    one.listed = listed is not None
    shown = any(sense and sense.evidence for sense in one.senses)
    told = any(sense and sense.by for sense in one.senses)
    known = level.words.has(one.text, one.listed_as)
    if one.registered and not known:
        one.tier, one.reason = "card", "a term of the register list"
    elif one.pos[:2] in _NAMES:
        one.tier, one.reason = _as_name(one)
    elif known:
        one.reason = f"you know it ({level.words.whose(one.text)})"
    elif level.knows(listed):
        one.reason = f"{level.printed(listed)}, at or below the learner's level"
    elif one.term:
        one.tier, one.reason = "card", "a term that the translation shows and no dictionary lists"
    elif not any(one.senses):
        one.reason = "a grammar word or in no dictionary"
    elif one.margin < (_CLOSE_CUT_LISTED if one.listed else _CLOSE_CUT) and not (shown or told):
        one.reason = "it may be cut otherwise here, and the translation doesn't show it"
    elif level.plain(one.text, one.listed_as):
        one.reason = "known at this level by another HSK edition"
    elif not one.listed and _transparent(one, lexicon, level):
        one.reason = "its parts say it all"
    elif len(one.text) == 1 and not (one.listed and shown):
        one.tier, one.reason = _single(one, shown)
    else:
        one.tier, one.reason = _by_use(one, listed, headlines, lexicon, level)
        one.own = not one.listed and not _compound(one.text, lexicon)
    one.score = _score(one, listed, headlines, lexicon, level)


def _single(one: Candidate, shown: bool) -> tuple[Tier, str]:
    """A single character is no card unless it is listed and the translation shows it."""
    if shown or one.listed:
        return "gloss", "a single character"
    return "skip", "a single character whose meaning the translation doesn't show"


def _compound(text: str, lexicon: Lexicon) -> bool:
    """Whether a longer word falls into two that learners' lists have (总|产值, 足球|赛)."""

    def listed(part: str) -> bool:
        known = lexicon.word(part)
        return bool(known and known.in_hsk)

    return len(text) > 2 and any(
        listed(text[:cut]) and listed(text[cut:]) for cut in range(1, len(text))
    )


def _as_name(one: Candidate) -> tuple[Tier, str]:
    """A name that the dictionary has and the translation hasn't may be none (大山 "Dashan")."""
    if any(one.senses) and all(s and s.state in ("loose", "absent") for s in one.senses):
        return "skip", "a name by the dictionary that the translation doesn't show"
    return "name", "a name"


def _by_use(
    one: Candidate, listed: int | None, headlines: set[int], lexicon: Lexicon, level: Level
) -> tuple[Tier, str]:
    if listed is not None:
        return "card", f"{level.printed(listed)}, above the learner's level"
    if any(place.sentence in headlines for place in one.places):
        return "card", "in no HSK list, but in a headline"
    if len(one.places) > 1:
        return "card", f"in no HSK list, but {len(one.places)} times in the article"
    if lexicon.per_million(one.text) >= _COMMON:
        return "card", "in no HSK list, but common"
    return "gloss", "rare, in no HSK list, and once in the article"


def _transparent(one: Candidate, lexicon: Lexicon, level: Level) -> bool:
    """Whether a word of two known characters has their glosses (全市 "whole city")."""
    if len(one.text) != 2 or not all(map(level.reads, one.text)):
        return False
    if one.text[0] in PREFIXES or one.text[1] in SUFFIXES:
        return True
    first, second = (frozenset(_lemmas(lexicon.lookup(part))) for part in one.text)
    return any(
        len(lemmas) > 1 and lemmas & first and lemmas & second and lemmas <= first | second
        for entry in lexicon.lookup(one.text)
        for sense in entry.senses
        for text in sense.split(";")
        if (lemmas := {word.lemma for word in words(text)} - _ARTICLES)
    )


def _lemmas(entries: Sequence[Entry]) -> Iterator[str]:
    return (w.lemma for entry in entries for sense in entry.senses for w in words(sense))


def _score(
    one: Candidate, listed: int | None, headlines: set[int], lexicon: Lexicon, level: Level
) -> float:
    """How much a card is worth: nearness to the learner's level, use in general and in here."""
    score = 1.3 - 0.1 * (listed - level.known - 1) if listed is not None else 0.0
    score += 0.3 * math.log10(lexicon.per_million(one.text) + 0.1)
    score += 0.7 * math.log2(min(len(one.places), 6))
    score += any(place.sentence in headlines for place in one.places)
    score += max((STATE_WORTH[s.state] for s in one.senses if s), default=0.6)
    sure = ("confirmed", "told")
    if listed is None and any(s and s.number and s.state in sure for s in one.senses):
        score += 1.5  # a dictionary's first gloss would mislead: 标兵 "parade guards"
    score += 1.5 if one.registered else 0.6 if one.term or len(one.text) > 2 else 0.0
    return score - (1.0 if one.doubtful else 0.0) - (0.8 if len(one.text) == 1 else 0.0)


def _leave_to_terms(found: Sequence[Candidate]) -> None:
    """A word that stands in register terms only is learnt with them: 路线 in 总路线."""
    terms = [one for one in found if one.registered and one.tier == "card"]
    words = [one for one in found if one.tier == "card" and not one.registered]
    beside: dict[int, list[tuple[Place, int]]] = {}
    for number, term in enumerate(terms):
        for place in term.places:
            beside.setdefault(place.sentence, []).append((place, number))

    def around(place: Place) -> set[int]:
        return {n for outer, n in beside.get(place.sentence, ()) if _holds(outer, place)}

    for one in (one for one in words if not one.always):
        inside = around(one.places[0])
        for place in one.places if inside else ():
            inside &= around(place)
        if inside:
            outer = terms[min(inside)].text
            one.tier, one.reason = "gloss", f"{one.reason}; only in {outer} here"


def _holds(outer: Place, inner: Place) -> bool:
    """Whether one place is within the other."""
    same = outer.sentence == inner.sentence
    return same and outer.first <= inner.first and inner.last <= outer.last


def _keep_best(found: Sequence[Candidate], limit: int) -> list[LeftOut]:
    """Leave the best candidates as cards; the rest become glosses. Returns what had no room.

    What corrections want has a card, beyond the limit too. One card in five goes to a word in no
    list, so that the deck is about this article and not about the next level only; at most one in
    four to a political term.
    """
    ranked = sorted((c for c in found if c.tier == "card"), key=lambda c: -c.score)
    cards = Cards(limit)
    for one in (one for one in ranked if one.always):
        cards.add(one)
    ranked = [one for one in ranked if not one.always]
    own = [one for one in ranked if one.own][: limit // _OWN_SHARE]
    first = set(map(id, own))
    left_out = []
    for one in [*own, *(one for one in ranked if id(one) not in first)]:
        why = cards.refuses(one)
        if not why:
            cards.add(one)
            continue
        if why == ERA_FULL:
            left_out.append(LeftOut(one.text, why))
        one.tier, one.reason = "gloss", f"{one.reason}; {why}"
    return left_out
