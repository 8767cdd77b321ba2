"""Candidates as the model's words: the place that shows them best, meaning, clause, company."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from quizgen.corrections import Told
from quizgen.items.candidates import STATE_WORTH, Candidate, tokens_of
from quizgen.items.clauses import clause_span
from quizgen.items.corrected import said
from quizgen.items.levels import Level
from quizgen.items.related import Relatives
from quizgen.items.terms import Place, Term
from quizgen.model import Article, SenseState, Sentence, Token, Word
from quizgen.text.lexicon import Lexicon
from quizgen.text.listed import readings
from quizgen.text.script import traditional_text
from quizgen.translation.clause_alignment import clause_english, stretch
from quizgen.translation.senses import Sense

Span = tuple[int, int]

# Counted with nearly everything, or counting no things: they teach nothing about the noun.
_PLAIN_MEASURES = frozenset("个年月日天倍次点名回遍趟场下分秒")
_ADJECTIVE = re.compile(r"(?:ive|ous|ful|less|able|ible|al|ary|ic|ed|less)$")
_PAIRS = {("v", "n"), ("a", "n"), ("b", "n"), ("n", "n"), ("a", "v")}
_ADVERB = re.compile(r"ly\b")
_WHOLE = 0.8  # share of the sentence from which a clause is as good as the whole
_IN_TERM = 0.1  # a vote from inside a longer term: 群众 in 群众运动 is "mass", alone "the masses"


@dataclass(frozen=True)
class Book:
    """Turns candidates into words, with everything they look up."""

    article: Article
    sentences: Sequence[Sentence]
    lexicon: Lexicon
    level: Level
    found: Sequence[Candidate]
    headlines: set[int]
    senses: Sequence[Mapping[int, Sense]]
    names: Mapping[str, str]

    def word(self, one: Candidate) -> Word:
        """The word of the lesson that this candidate is."""
        at = self._best_place(one)
        place, sense = one.places[at], one.senses[at]
        sentence = self.sentences[place.sentence]
        tokens = sentence.tokens[place.first : place.last]
        start, end = tokens[0].start, tokens[-1].end
        clause = clause_span(sentence, start, end)
        made = self._bare(one, place.sentence, (start, end), clause)
        made = self._meaning(made, one, at)
        made = replace(made, pos=_part_of_speech(made))
        return replace(
            made,
            clause_en=self._clause_english(made, _shown(sentence.en, made, sense)),
            measure_words=self._measure_words(one, sense),
            related=self._relatives.of(one),
            collocations=self._collocations(one),
            more_sentences=tuple(sorted({p.sentence for p in one.places} - {place.sentence})),
            ambiguous=self._ambiguous(one),
        )

    @cached_property
    def _relatives(self) -> Relatives:
        return Relatives(self.found)

    @cached_property
    def _texts(self) -> frozenset[str]:
        """All words and terms of the article."""
        return frozenset(one.text for one in self.found)

    @cached_property
    def _terms(self) -> Mapping[int, Sequence[Place]]:
        """Where terms stand, by sentence."""
        found: defaultdict[int, list[Place]] = defaultdict(list)
        for place in (place for one in self.found if one.term for place in one.places):
            found[place.sentence].append(place)
        return found

    def _clause_english(self, word: Word, shown: Span | None) -> str:
        """The clause's share of the English; it holds the evidence at `shown`, if there is any."""
        sentence, clause = self.sentences[word.sentence], word.clause
        english = clause_english(
            sentence.zh, sentence.en, clause, self.lexicon, self.article.glossary
        )
        whole = clause[1] - clause[0] > _WHOLE * len(sentence.zh)
        if whole or not shown or sentence.en[slice(*shown)] in english != sentence.en:
            return english
        return stretch(sentence.en, shown, *self._spans(word))

    def _spans(self, word: Word) -> tuple[list[Span], list[Span]]:
        """The English of the clause's other words, and of the words outside it."""
        sentence, senses = self.sentences[word.sentence], self.senses[word.sentence]
        inner: list[Span] = []
        outer: list[Span] = []
        for at, sense in senses.items():
            inside = word.clause[0] <= sentence.tokens[at].start < word.clause[1]
            if sense.state == "confirmed":
                (inner if inside else outer).append(sense.span)
        return inner, outer

    def _bare(
        self, one: Candidate, sentence: int, span: tuple[int, int], clause: tuple[int, int]
    ) -> Word:
        return Word(
            hanzi=one.text,
            traditional=one.text,
            pinyin=one.spelled,
            pinyin_numbers=" ".join(one.syllables),
            tier=one.tier,
            meaning="",
            other_meanings=(),
            evidence="",
            sense="unconfirmed",
            label=_label(one),
            sentence=sentence,
            start=span[0],
            end=span[1],
            clause=clause,
            clause_en="",
            level=self.level.printed(self.level.of(one.text, one.listed_as)),
            frequency=round(self.lexicon.per_million(one.text), 2),
            pos=one.pos,
            reason=_reason(one),
            doubtful=one.doubtful,
            variant=one.variant,
        )

    def _meaning(self, word: Word, one: Candidate, at: int) -> Word:
        listed, sense = one.registered, one.senses[at]
        if one.term:
            made = self._term_meaning(word, one, one.term, one.term.evidence[at])
            return self._told_meaning(made, one.told[at], word.reason)
        if not sense:
            return self._name_meaning(word, one)
        meaning, others = sense.meaning, sense.others
        if listed and listed.gloss != meaning and not sense.by:
            meaning, others = listed.gloss, ()
        told = (s.meaning for s in one.senses if s and s.by and s.meaning != meaning)
        others = tuple(dict.fromkeys((*told, *others)))  # what it means elsewhere in the article
        return replace(
            word,
            traditional=sense.entry.traditional or self._traditional(one.text, one.syllables),
            meaning=meaning,
            other_meanings=others,
            evidence=sense.evidence,
            sense=sense.state,
            rendered=sense.rendered,
            confidence=sense.score,
            reason=f"{word.reason}; {_why_sense(sense)}",
        )

    def _term_meaning(self, word: Word, one: Candidate, term: Term, evidence: str) -> Word:
        listed = one.registered
        gloss = listed.gloss if listed else term.gloss
        state: SenseState = "confirmed" if term.whole else "loose" if term.gloss else "absent"
        state = state if self.sentences[word.sentence].en else "unconfirmed"
        note = "" if listed else "in no dictionary; meaning from the article's English"
        why = f"the translation has '{evidence}'" if evidence else "meaning from our list"
        traditional = "".join(
            self._traditional(t.text, t.pinyin) for t in tokens_of(self.sentences, term.places[0])
        )
        return replace(
            word, traditional=traditional, meaning=gloss, evidence=evidence, sense=state,
            note=note, reason=f"{word.reason}; {why}",
        )  # fmt: skip

    def _told_meaning(self, word: Word, what: Told, reason: str) -> Word:
        """A term with the meaning that a correction gives it here, if one does."""
        if "meaning" not in what:
            return word
        meaning, place = what["meaning"].meaning, what["meaning"].place
        shown = re.search(rf"\b{re.escape(meaning)}\b", self.sentences[word.sentence].en, re.I)
        return replace(
            word,
            meaning=meaning,
            evidence=shown[0] if shown else "",
            sense="confirmed" if shown else "told",
            note="",
            confidence=1.0,
            reason=f"{reason}; the meaning is that of {place}",
        )

    def _name_meaning(self, word: Word, one: Candidate) -> Word:
        english = self.names.get(word.hanzi, "")
        word = replace(word, traditional=self._traditional(one.text, one.syllables))
        if not english:
            return word
        evidence = english if english in self.sentences[word.sentence].en else ""
        return replace(
            word, meaning=english, evidence=evidence, sense="confirmed",
            reason=f"{word.reason}; the article's English spells it",
        )  # fmt: skip

    def _traditional(self, text: str, syllables: tuple[str, ...]) -> str:
        """The dictionary's form for this reading, or its characters'; else OpenCC's."""
        for entry in readings(text, self.lexicon).get(syllables, ()):
            if entry.simplified == text:
                return entry.traditional
        forms = [{e.traditional for e in self.lexicon.lookup(c) if e.simplified == c} for c in text]
        if all(len(form) == 1 for form in forms):
            return "".join(form.pop() for form in forms)
        return traditional_text(text)

    def _best_place(self, one: Candidate) -> int:
        """The place that shows the word's usual meaning here, on its own, rather in the body."""

        inside = [not one.term and self._in_term(place) for place in one.places]
        votes: defaultdict[str, float] = defaultdict(float)
        for voter, shared in zip(one.senses, inside, strict=True):
            if voter:
                votes[voter.meaning] += voter.score * (_IN_TERM if shared else 1.0)

        def rank(at: int) -> tuple[float, int]:
            sense = one.senses[at]
            shown = votes[sense.meaning] + STATE_WORTH[sense.state] if sense else 0.0
            headline = one.places[at].sentence in self.headlines
            shown += bool(one.term and one.term.evidence[at])
            return (round(shown - 0.5 * inside[at] - 0.3 * headline, 1), -at)

        return max(range(len(one.places)), key=rank)

    def _in_term(self, place: Place) -> bool:
        return any(_within(place, term) for term in self._terms.get(place.sentence, ()))

    def _ambiguous(self, one: Candidate) -> bool:
        """Whether the word alone doesn't tell what is asked: several readings or many senses."""
        options = readings(one.text, self.lexicon, names=False)
        return len(options) > 1 or sum(len(e.senses) for v in options.values() for e in v) > 1

    def _measure_words(self, one: Candidate, sense: Sense | None) -> tuple[str, ...]:
        if one.pos[:1] != "n" and one.pos != "vn":
            return ()
        seen = [m for place in one.places for m in self._counted(place)]
        if seen:
            return tuple(dict.fromkeys(seen))
        listed = sense.entry.measure_words if sense and one.pos[:1] == "n" else ()
        return tuple(measure for measure in listed if measure != "个")[:2]

    def _counted(self, place: Place) -> Iterator[str]:
        """The measure word of a count before this noun (九千八百七十二件革新建议), but for 个."""
        tokens = self.sentences[place.sentence].tokens
        after = tokens[place.last].pos[:1] if place.last < len(tokens) else ""
        if tokens[place.last - 1].pos[:1] != "n" and tokens[place.last - 1].pos != "vn":
            return
        if after == "m" and place.last + 1 < len(tokens):  # 侦察机一架: the count behind
            yield from self._measure(tokens[place.last + 1])
        if after in ("n", "v", "k"):
            return
        for at in range(place.first - 1, max(place.first - 4, 0), -1):
            if tokens[at - 1].pos == "m" and tokens[at].pos[:1] != "m":
                yield from self._measure(tokens[at])
                return
            if tokens[at].pos[:1] not in ("n", "v", "a", "b"):
                return

    def _measure(self, token: Token) -> Iterator[str]:
        """The token's text if the dictionary calls it a classifier and it is a telling one."""
        entries = self.lexicon.lookup(token.text)
        classifier = any("classifier" in sense for entry in entries for sense in entry.senses)
        if classifier and token.text not in _PLAIN_MEASURES:
            yield token.text

    def _collocations(self, one: Candidate) -> tuple[str, ...]:
        """Phrases that the word forms here with its neighbour: 超额完成, 广大职工; three at most.

        They are what jieba's list joins, or what the article has twice; terms have cards of
        their own.
        """
        if one.term:
            return ()
        pairs = Counter(pair for place in one.places for pair in self._pairs(place))
        found = [text for text, count in pairs.items() if count > 1 or self.lexicon.word(text)]
        return tuple(text for text in found if text not in self._texts)[:3]

    def _pairs(self, place: Place) -> Iterator[str]:
        """The word with its neighbour before and behind, unless that belongs to a term."""
        tokens = self.sentences[place.sentence].tokens
        for beside in (place.first - 1, place.last):
            first, last = min(place.first, beside), max(place.last, beside + 1)
            run = tokens[first:last]
            if first < 0 or last > len(tokens) or not all(map(_is_content, run)):
                continue
            joined = self.lexicon.word("".join(token.text for token in run))
            if not joined and (run[0].pos[:1], run[-1].pos[:1]) not in _PAIRS:
                continue
            if not self._in_term(Place(place.sentence, beside, beside + 1)):
                yield "".join(token.text for token in run)


def _shown(en: str, word: Word, sense: Sense | None) -> Span | None:
    """Where the word's evidence stands in its sentence's English."""
    if sense and sense.evidence:
        return sense.span
    at = en.find(word.evidence) if word.evidence else -1
    return (at, at + len(word.evidence)) if at >= 0 else None


def _is_content(token: Token) -> bool:
    name = token.pos[:2] in ("nr", "ns", "nt", "nz")
    return len(token.text) > 1 and token.pos[:1] in ("n", "v", "a", "b", "i", "l") and not name


def _part_of_speech(word: Word) -> str:
    """The tag that fits the meaning on the card, or "" where jieba's one tag a word can't be it."""
    if word.meaning.startswith("to "):
        return "v"
    tag = word.pos[:1]
    if tag == "v" or (tag == "n" and _ADJECTIVE.search(word.meaning.partition(";")[0])):
        return ""
    if tag == "d" and not _ADVERB.search(word.meaning):
        return ""
    return word.pos if tag in "nadi" else ""


def _within(inner: Place, outer: Place) -> bool:
    same = inner.sentence == outer.sentence
    return same and outer.first <= inner.first and inner.last <= outer.last


def _why_sense(sense: Sense) -> str:
    why = {
        "confirmed": f"the translation has '{sense.evidence}'",
        "shared": f"the translation's '{sense.evidence}' also stands for another word",
        "loose": "the translation words it differently",
        "absent": "the translation leaves it out",
        "unconfirmed": "no translation to check the sense against",
        "told": "no English here shows it",
    }[sense.state]
    return f"the meaning is that of {sense.by}; {why}" if sense.by else why


def _label(one: Candidate) -> str:
    """The label that a correction gives the word, or the register list."""
    by = said(one, "label")
    return by.label if by else one.registered.label if one.registered else ""


def _reason(one: Candidate) -> str:
    """Why the word is in its tier, and which correction labels it."""
    by = said(one, "label")
    return f"{one.reason}; the label is that of {by.place}" if by else one.reason
