"""The whole pipeline on one page: an Article goes in, a Lesson comes out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypedDict

from quizgen.errors import LessonError
from quizgen.items.facts import find_questions
from quizgen.items.levels import parse_level
from quizgen.items.register import register
from quizgen.items.terms import find_terms
from quizgen.items.vocabulary import card_count, choose_words
from quizgen.model import Article, LeftOut, Lesson, Question, Sentence, Settings, Token
from quizgen.text.lexicon import Lexicon, open_lexicon
from quizgen.text.pinyin import read
from quizgen.text.quantities import find_quantities
from quizgen.text.segmentation import number_spans, segment
from quizgen.text.sentences import split_chinese
from quizgen.translation.beads import align_article
from quizgen.translation.names import Name, glossary_names, spelled_names
from quizgen.translation.senses import English, Sense, choose


def make_lesson(
    article: Article, settings: Settings | None = None, lexicon: Lexicon | None = None
) -> Lesson:
    """The lesson for this article.

    `lexicon` (default: the bundled dictionary) is where words are looked up. Raises LessonError
    for settings that make no sense and for an article in which there is nothing to learn.
    """
    settings, lexicon = settings or Settings(), lexicon or open_lexicon()
    level = parse_level(settings.level)
    settings = replace(settings, words=_limit(settings, article))
    workbench = Workbench(article, lexicon)
    sentences, english, senses = workbench.sentences, workbench.english, workbench.senses
    listed = register(article.date)
    terms, unshown = find_terms(sentences, english, senses, lexicon, listed)
    words, no_room = choose_words(
        article,
        sentences,
        senses,
        terms,
        lexicon,
        level,
        settings.words or 0,
        listed=listed,
        names={zh: name.english for zh, name in workbench.found_names.items()},
    )
    questions = find_questions(article, sentences, limit=settings.facts, is_word=_is_word(lexicon))
    return Lesson(
        article=article,
        sentences=sentences,
        words=words,
        questions=questions,
        left_out=(*unshown, *no_room, *_doubtful(questions)),
        settings=settings,
        dictionary=lexicon.credit,
    )


def _limit(settings: Settings, article: Article) -> int:
    limit = card_count(article) if settings.words is None else settings.words
    if limit < 0 or settings.facts < 0:
        raise LessonError("the number of words and of facts can't be below 0")
    return limit


def _doubtful(questions: Sequence[Question]) -> Iterator[LeftOut]:
    return (LeftOut(f"{q.answer}{q.unit} ({q.kind})", q.reason) for q in questions if q.doubtful)


class CutEvidence(TypedDict):
    """Keyword arguments of `segment` and `candidates`."""

    whole: list[tuple[int, int, str]]
    names: Mapping[str, str]
    shown: Callable[[str], bool]


@dataclass(frozen=True)
class Workbench:
    """An article under work: every stage's result, made when it is first asked for."""

    article: Article
    lexicon: Lexicon

    @cached_property
    def aligned(self) -> tuple[Sentence, ...]:
        """The Chinese sentences, headlines included, with the English that says the same."""
        return align_article(self.article, split(self.article), self.lexicon)

    @cached_property
    def found_names(self) -> Mapping[str, Name]:
        """The names that the article's glossary and its English give, as they spell them."""
        found = glossary_names(self.article.glossary, self.lexicon)
        for sentence in self.aligned:
            found = spelled_names(sentence.zh, sentence.en, self.lexicon) | found
        return found

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Strings that are names here, with their tag."""
        return {zh: name.tag for zh, name in self.found_names.items()}

    @cached_property
    def english(self) -> tuple[English, ...]:
        """Each sentence's English, indexed; sentences of one bead share it."""
        made = {s.bead: English(s.en) for s in self.aligned}
        return tuple(made[s.bead] for s in self.aligned)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences with their words and how these are read."""
        return tuple(
            replace(sentence, tokens=self._tokens(number))
            for number, sentence in enumerate(self.aligned)
        )

    def _tokens(self, number: int) -> tuple[Token, ...]:
        zh = self.aligned[number].zh
        words = segment(zh, self.lexicon, **self.evidence(number))
        return read(zh, words, self.lexicon, self.english[number].shows)

    def evidence(self, number: int) -> CutEvidence:
        """What is known of where to cut this sentence: its numerals, names, and its English."""
        zh, english = self.aligned[number].zh, self.english[number]
        quantities = find_quantities(zh, is_word=_is_word(self.lexicon))
        return {
            "whole": number_spans(zh, quantities),
            "names": self.names,
            "shown": lambda word: _is_shown(word, english, self.lexicon),
        }

    @cached_property
    def senses(self) -> tuple[Mapping[int, Sense], ...]:
        """For each sentence the sense of its words, by token."""
        return tuple(
            choose(sentence.tokens, english, self.lexicon)
            for sentence, english in zip(self.sentences, self.english, strict=True)
        )


def _is_shown(word: str, english: English, lexicon: Lexicon) -> bool:
    """Whether the English has a gloss of this word."""
    known = lexicon.word(word)
    tag = known.tag if known else ""
    return any(english.shows(entry, tag) >= 1 for entry in lexicon.lookup(word))


def split(article: Article) -> tuple[Sentence, ...]:
    """The article's Chinese sentences in order, not yet aligned; each headline is one."""
    return tuple(
        Sentence(paragraph.text[start:end], "", number, start, bead=0)
        for number, paragraph in enumerate(article.paragraphs)
        for start, end in (
            split_chinese(paragraph.text)
            if paragraph.kind != "headline"
            else [(0, len(paragraph.text))]
        )
    )


def _is_word(lexicon: Lexicon) -> Callable[[str], bool]:
    return lambda text: bool(lexicon.lookup(text))
