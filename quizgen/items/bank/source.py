"""What item generators draw on, and how an item is put together."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from quizgen.items.bank.clause import is_cut_alike, shown_clause
from quizgen.items.bank.stems import askable, with_hole
from quizgen.items.bank.teachable import teachable
from quizgen.items.bank.values import Values, named_years
from quizgen.items.levels import Level
from quizgen.items.places import by_sentence
from quizgen.model import (
    Aim,
    Article,
    Fact,
    Item,
    ItemKind,
    Name,
    Pattern,
    Question,
    Sentence,
    Word,
)
from quizgen.text.lexicon import Lexicon
from quizgen.translation.clause_alignment import clause_english

# What an item of a kind is worth, and the minutes that a learner takes for it: a tap or a mark is
# quick, a phrase to write takes a minute, a sentence to better takes two.
WORTH: Mapping[ItemKind, tuple[int, float]] = {
    "truth": (1, 0.5),
    "choice": (1, 0.5),
    "cloze": (1, 0.75),
    "word": (1, 0.75),
    "pattern": (1, 0.75),
    "numeral": (1, 0.75),
    "reference": (1, 0.75),
    "tones": (1, 0.5),
    "hanzi": (1, 0.75),
    "short": (2, 1.5),
    "ordering": (2, 1.5),
    "dictation": (2, 1.5),
    "translation": (2, 2.0),
    "matching": (3, 2.0),
    "table": (3, 2.0),
}


# "six reforms: 1", "into three; on the other hand": what belongs to the next clause.
_HANGING = re.compile(
    r"(?:[:;]\s*\d+\.?|[;,:]\s*(?:and\s*)?(?:on the other hand|and|but|while|that)?)$"
)


@dataclass(frozen=True, eq=False)  # one article's source is like no other's
class Source:
    """An article with all that was found in it."""

    article: Article
    sentences: Sequence[Sentence]
    words: Sequence[Word]
    questions: Sequence[Question]
    facts: Sequence[Fact]
    patterns: Sequence[Pattern]
    names: Sequence[Name]
    lexicon: Lexicon
    level: Level

    @cached_property
    def text(self) -> str:
        """All that the article says in Chinese, a paragraph a line."""
        return "\n".join(paragraph.text for paragraph in self.article.paragraphs)

    @cached_property
    def figures(self) -> tuple[Question, ...]:
        """The figures that may be asked: see `stems.askable`."""
        return askable(self)

    @cached_property
    def values(self) -> Values:
        """The exact values of these figures."""
        return Values((question, with_hole(self, question)) for question in self.figures)

    @cached_property
    def years(self) -> frozenset[int]:
        """All years that the article speaks of."""
        return named_years(self.text, self.questions)

    @cached_property
    def teachable(self) -> tuple[Word, ...]:
        """All words that may be asked: see `teachable.teachable`."""
        return tuple(teachable(self))

    @cached_property
    def named(self) -> Mapping[int, Sequence[Name]]:
        """The names of each sentence."""
        return by_sentence(self.names)

    @cached_property
    def names_by_kind(self) -> Mapping[str, Mapping[str, Name]]:
        """The distinct names of each kind, in the article's order, each where it stands last."""
        found: dict[str, dict[str, Name]] = {}
        for name in self.names:
            found.setdefault(name.kind, {})[name.text] = name
        return found

    @cached_property
    def bead_paragraphs(self) -> Mapping[int, set[int]]:
        """The paragraphs that have sentences in each bead."""
        found: dict[int, set[int]] = {}
        for sentence in self.sentences:
            found.setdefault(sentence.bead, set()).add(sentence.paragraph)
        return found

    @cached_property
    def counted(self) -> Mapping[int, Sequence[Question]]:
        """All figures of each sentence."""
        return by_sentence(self.questions)

    @cached_property
    def stated(self) -> Mapping[int, Sequence[Fact]]:
        """The facts of each sentence."""
        return by_sentence(self.facts)

    def fact_of(self, question: Question) -> Fact | None:
        """The fact whose value a figure is."""
        facts = self.stated[question.sentence]
        return next((f for f in facts if f.answer.start == question.start), None)

    def line(self, sentence: int) -> int:
        """The line of the file where a sentence's paragraph stands."""
        return self.article.paragraphs[self.sentences[sentence].paragraph].line

    @cached_property
    def in_clauses(self) -> tuple[Word, ...]:
        """The words that items ask, each with the clause that an item shows, and its English."""
        return tuple(
            self._in_clause(word)
            for word in self.words
            if word.tier in {"card", "gloss"} and is_cut_alike(self.sentences[word.sentence], word)
        )

    def _in_clause(self, word: Word) -> Word:
        sentence = self.sentences[word.sentence]
        clause = shown_clause(sentence, word)
        same = clause in (word.clause, (0, 0))
        english = self.english(word.sentence, clause)
        if same:
            english = cut_out(sentence.en, word.clause_en)
        return replace(word, clause=clause, clause_en=english)

    def is_headline(self, sentence: int) -> bool:
        """Whether a sentence is a headline without a full stop: short of commas and of verbs."""
        said = self.sentences[sentence]
        kind = self.article.paragraphs[said.paragraph].kind
        return kind == "headline" and said.zh[-1:] not in "。！？”"

    def english(self, sentence: int, span: tuple[int, int]) -> str:
        """The English of a clause of a sentence: its share of the translation, or all of it."""
        said, glossary = self.sentences[sentence], self.article.glossary
        if not said.en:
            return ""
        return cut_out(said.en, clause_english(said.zh, said.en, span, self.lexicon, glossary))

    def item(
        self,
        kind: ItemKind,
        aim: Aim,
        stem: str,
        key: str | Sequence[str],
        *,
        sentence: int,
        span: tuple[int, int],
        reason: str,
        prompt: str = "",
        options: Sequence[str] = (),
        left: Sequence[str] = (),
        accepted: Sequence[str] = (),
        note: str = "",
        level: str = "",
        spare: Sequence[str] = (),
    ) -> Item:
        """An item of this article; `note` is told in the explanation before the sentence.

        `options` are shuffled by their content (not the three of a truth item, which have an order
        of their own). `reason` says why it was made.
        """
        keys = (key,) if isinstance(key, str) else tuple(key)
        points, minutes = WORTH[kind]
        name = "|".join((kind, stem, prompt, *left, *keys))
        shown = tuple(options) if kind == "truth" else shuffled(options, name)
        shown = shown[1:] + shown[:1] if shown == keys else shown  # a matching, an ordering
        return Item(
            id=f"{kind}-{digest(name)}",
            kind=kind,
            aim=aim,
            stem=stem,
            prompt=prompt,
            key=keys,
            options=shown,
            left=tuple(left),
            accepted=tuple(accepted),
            explanation=self._explanation(sentence, note),
            sentence=sentence,
            start=span[0],
            end=span[1],
            line=self.line(sentence),
            source=self.article.source,
            points=points,
            minutes=minutes,
            level=level or self.level_of(sentence, span),
            asked=False,
            reason=reason,
            spare=tuple(spare),
        )

    def _explanation(self, sentence: int, note: str) -> str:
        told = f"Line {self.line(sentence)}: “{self.sentences[sentence].zh.strip()}”"
        return f"{note} {told}" if note else told

    def level_of(self, sentence: int, span: tuple[int, int]) -> str:
        """The hardest level of the listed words in a span ("HSK 2025: 6"), or "" if none is."""
        found = [
            named
            for token in self.sentences[sentence].tokens
            if span[0] <= token.start and token.end <= span[1]
            if (named := self.level.printed(self.level.of(token.text, token.pinyin)))
        ]
        return max(found, default="", key=hardness)


def cut_out(english: str, piece: str) -> str:
    """A piece of English, tidied, with … where it breaks off inside a clause."""
    start = english.find(piece)
    end = start + len(piece)
    text = tidied(piece)
    if start < 0 or not text or text == english:
        return text
    before, behind = english[:start].rstrip(), english[end:].strip()
    opens = "… " if before[-1:].isalnum() else ""
    closes = " …" if text == piece and behind and behind[0] not in '.,;:!?")”' else ""
    return f"{opens}{text}{closes}"


def tidied(english: str) -> str:
    """A piece of English without half of a pair of quotes, and without what hangs at its end."""
    text = _HANGING.sub("", english).strip()
    if text.count('"') % 2:
        text = text.removeprefix('"') if text.startswith('"') else text.removesuffix('"')
    for first, last in ("“”", "()"):
        if text.count(first) != text.count(last):
            text = text.removeprefix(first).removesuffix(last)
    return text.strip()


def hardness(level: str) -> int:
    """The number of a printed level: "HSK 2025: 7–9" is 7, "" is 0."""
    match = re.search(r": (\d)", level)
    return int(match[1]) if match else 0


def shuffled(options: Sequence[str], seed: str) -> tuple[str, ...]:
    """The options in an order that only their text and the seed decide, on every machine."""
    return tuple(sorted(options, key=lambda option: digest(f"{seed}|{option}")))


def digest(text: str) -> str:
    """Eight hexadecimal digits that stand for a text."""
    return hashlib.blake2b(text.encode(), digest_size=4).hexdigest()
