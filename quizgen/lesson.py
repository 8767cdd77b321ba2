"""The whole pipeline on one page: an Article goes in, a Lesson comes out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from quizgen.errors import LessonError
from quizgen.found import Found, find
from quizgen.items.bank import make_items
from quizgen.items.bank.script import in_traditional
from quizgen.items.bank.source import Source
from quizgen.items.corrected import decided, with_phrases
from quizgen.items.coverage import coverage
from quizgen.items.facts import find_facts
from quizgen.items.facts.contradictions import doubted
from quizgen.items.facts.slips import without_slips
from quizgen.items.figures import find_questions
from quizgen.items.levels import Level, parse_level
from quizgen.items.patterns import find_patterns
from quizgen.items.register import register
from quizgen.items.terms import find_terms
from quizgen.items.vocabulary import card_count, choose_words
from quizgen.known import Known
from quizgen.model import Article, LeftOut, Lesson, Question, Settings
from quizgen.overrides import Overrides
from quizgen.text.lexicon import Lexicon, headwords, open_lexicon


def make_lesson(
    article: Article,
    settings: Settings | None = None,
    lexicon: Lexicon | None = None,
    overrides: Overrides | None = None,
) -> Lesson:
    """The lesson for this article.

    `lexicon` (default: the bundled dictionary) is where words are looked up, `overrides` what its
    users know and have decided. Raises LessonError for settings that make no sense and for an
    article in which there is nothing to learn.
    """
    wanted, given = settings or Settings(), overrides or Overrides()
    require_sense(wanted, article)
    words = lexicon or open_lexicon()
    return lesson_of(article, find(article, words, given.corrections), wanted, words, given)


def require_sense(settings: Settings, article: Article) -> None:
    """Raise LessonError, before any work, for settings that `lesson_of` would refuse after it."""
    parse_level(settings.level)
    _limit(settings, article)


def lesson_of(
    article: Article,
    found: Found,
    settings: Settings,
    lexicon: Lexicon,
    overrides: Overrides | None = None,
) -> Lesson:
    """The lesson of an article in which this was found; raises as `make_lesson` does."""
    given = overrides or Overrides()
    level = learner(settings, given.known)
    remake = partial(ask, lexicon=lexicon, level=level)
    lesson = remake(choose(article, found, settings, lexicon, level))
    if given.review:  # imported where it is wanted: both know the note types
        from quizgen.review.apply import with_review

        lesson = with_review(lesson, given.review, lexicon, remake)
    return with_sound(lesson)


def learner(settings: Settings, known: Known) -> Level:
    """Whom a lesson is for: the level of the settings, and the words known beside it."""
    return replace(parse_level(settings.level), words=known)


def with_sound(lesson: Lesson) -> Lesson:
    """The lesson with its clauses spoken, if its settings want that."""
    if not lesson.settings.audio:
        return lesson
    from quizgen.audio import with_audio

    return with_audio(lesson)


def choose(
    article: Article, found: Found, settings: Settings, lexicon: Lexicon, level: Level
) -> Lesson:
    """The words and facts that the article has for this learner, without items yet."""
    settings = replace(settings, words=_limit(settings, article))
    sentences, senses = found.sentences, found.senses
    listed = register(article.date)
    terms, unshown = find_terms(sentences, found.english, senses, lexicon, listed)
    terms, unshown = with_phrases(terms, unshown, found.told)
    words, no_room = choose_words(
        article,
        sentences,
        senses,
        terms,
        lexicon,
        level,
        settings.words or 0,
        listed=listed,
        names={zh: name.english for zh, name in found.spellings.items()},
        told=found.told,
    )
    is_word = headwords(lexicon)
    questions = find_questions(article, sentences, limit=settings.facts, is_word=is_word)
    names = found.names
    facts = find_facts(article, sentences, questions, names, lexicon)
    questions, words = doubted(questions, facts), without_slips(words, sentences, lexicon)
    return Lesson(
        article=article,
        sentences=sentences,
        words=words,
        questions=questions,
        left_out=(*unshown, *no_room, *_doubtful(questions)),
        settings=settings,
        dictionary=lexicon.credit,
        corrected=decided(found.told, terms),
        names=names,
        facts=facts,
    )


def ask(lesson: Lesson, lexicon: Lexicon, level: Level) -> Lesson:
    """The lesson with the items that its words and facts make, and what its cards cover."""
    source = Source(
        lesson.article,
        lesson.sentences,
        lesson.words,
        lesson.questions,
        lesson.facts,
        (),
        lesson.names,
        lexicon,
        level,
    )
    patterns = find_patterns(lesson.sentences, source.english)
    items = make_items(replace(source, patterns=patterns), lesson.settings.items)
    turned = lesson.settings.script == "trad"
    return replace(
        lesson,
        patterns=patterns,
        items=tuple(map(in_traditional, items)) if turned else items,
        coverage=coverage(lesson.sentences, lesson.words, level),
    )


def _limit(settings: Settings, article: Article) -> int:
    limit = card_count(article) if settings.words is None else settings.words
    if min(limit, settings.facts, settings.items) < 0:
        raise LessonError("the number of words, facts and items can't be below 0")
    return limit


def _doubtful(questions: Sequence[Question]) -> Iterator[LeftOut]:
    return (LeftOut(f"{q.answer}{q.unit} ({q.kind})", q.reason) for q in questions if q.doubtful)
