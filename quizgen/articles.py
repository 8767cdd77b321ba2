"""Several articles in one go: one lesson after another, each word taught once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from quizgen.errors import ArticleError, QuizgenError
from quizgen.known import joined
from quizgen.lesson import make_lesson
from quizgen.model import Article, Lesson, Settings
from quizgen.overrides import Overrides
from quizgen.readers import read_article
from quizgen.text.lexicon import Lexicon
from quizgen.writers.anki.course import Course, add_lesson, taught, without_taught
from quizgen.writers.anki.notes import article_deck, deck_name, source_tag_of
from quizgen.writers.anki.package import described


@dataclass(frozen=True, slots=True)
class Step:
    """What became of one article: its lesson and the course with it, or what was wrong."""

    path: Path
    course: Course
    lesson: Lesson | None = None
    error: QuizgenError | None = None


def course_of(
    paths: Sequence[Path],
    settings: Settings,
    lexicon: Lexicon,
    overrides: Overrides,
    course: Course | None = None,
) -> Iterator[Step]:
    """The course after each article, beginning with `course` (default: an empty one).

    `settings.deck` names the deck above those of the articles. An article that can't be read, or
    has the name of an earlier one, leaves the course as it is.
    """
    course = course or Course()
    texts: dict[bytes, Path] = {}
    sources: dict[str, Path] = {}  # by what tells an article's notes from another's
    for path in paths:
        try:
            article = read_article(path)
            first = sources.setdefault(source_tag_of(article), path)
            if first != path:
                raise ArticleError(path, 0, f"has the same name as {first}; rename one of them")
            twin = texts.setdefault(text_digest(article), path)
            if twin != path:
                raise ArticleError(path, 0, f"has the same text as {twin}")
            lesson = _lesson(article, settings, lexicon, overrides, course)
        except QuizgenError as error:
            yield Step(path, course, error=error)
            continue
        course = with_decks(add_lesson(course, lesson), lesson, settings.deck)
        yield Step(path, course, lesson)


def text_digest(article: Article) -> bytes:
    """What two files with one Chinese text have in common, whatever their encoding and layout."""
    said = "".join("".join(paragraph.text for paragraph in article.paragraphs).split())
    return hashlib.blake2b(said.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _lesson(
    article: Article, settings: Settings, lexicon: Lexicon, overrides: Overrides, course: Course
) -> Lesson:
    known = joined([overrides.known, taught(course, article.stem)])
    settings = replace(settings, deck=article_deck(article, settings.deck))
    lesson = make_lesson(article, settings, lexicon, replace(overrides, known=known))
    return without_taught(course, lesson)


def with_decks(course: Course, lesson: Lesson, root: str) -> Course:
    """The course with the descriptions of this lesson's decks, and of the one above them."""
    decks = {**course.decks, deck_name(root) or "Quizgen": ABOUT, **described(lesson)}
    return replace(course, decks=decks)


ABOUT = (
    "Several articles, each with a deck of its own; a word is taught by the first that has it."
    "<br>Dates and figures are what the articles state; they are their own and unverified."
    "<br>Made with quizgen."
)
