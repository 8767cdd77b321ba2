"""A course under work, to which lessons are added one after another.

What `add_lesson` does looks at every note. Here an article that the course doesn't have yet comes
at its end, and only the notes of its own words are looked at, so that the thousandth article takes
no longer than the first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from quizgen.known import Known, Reading
from quizgen.model import Article, Lesson
from quizgen.writers.anki.course import (
    Course,
    add_lesson,
    media_of,
    met,
    other_senses,
    taught,
    with_clause,
    without_taught,
    words_of,
)
from quizgen.writers.anki.markup import composed
from quizgen.writers.anki.note_types import NoteContent
from quizgen.writers.anki.notes import deck_name, make_notes, source_tag_of
from quizgen.writers.anki.package import described
from quizgen.writers.anki.revision import blocks_of, key_of, owner
from quizgen.writers.anki.word_fields import word_key

ABOUT = (
    "Several articles, each with a deck of its own; a word is taught by the first that has it."
    "<br>Dates and figures are what the articles state; they are their own and unverified."
    "<br>Made with quizgen."
)


class Growing:
    """A course that grows; `course` is what it is at this moment."""

    def __init__(self, course: Course | None = None) -> None:
        """It begins as `course` (default: an empty one)."""
        self._begin(course or Course())

    def _begin(self, course: Course) -> None:
        self._notes: list[NoteContent] = []
        self._decks, self._media = dict(course.decks), dict(course.media)
        self._senses = list(course.senses)
        self._places: dict[str, list[int]] = {}  # of the notes, by their keys
        self._articles: set[str] = set()  # their stems, and the tags that name them
        self._words: dict[str, frozenset[Reading]] = {}
        self._lists: dict[str, str] = {}
        self._characters: set[str] = set()
        self._longest = 0
        self._sayings: tuple[str, ...] = ()
        for note in course.notes:
            self._append(note)

    @property
    def course(self) -> Course:
        """The course as it is now."""
        return Course(tuple(self._notes), self._decks, self._media, tuple(self._senses))

    def taught(self, article: Article, text: str) -> Known:
        """Those words of a text that the articles before this one teach."""
        if self._has(article):
            return taught(self.course, article.stem).within(text)
        known = Known(self._words, lists=self._lists)
        vars(known).update(  # kept up to date here, so that they aren't found anew each time
            characters=self._characters, longest=self._longest, sayings=self._sayings
        )
        return known.within(text)

    def without_taught(self, lesson: Lesson) -> Lesson:
        """The lesson without cards for words whose card another article has, a later one too."""
        return without_taught(self._notes_of(map(word_key, lesson.words)), lesson)

    def add(self, lesson: Lesson, root: str) -> int:
        """Add a lesson, as `add_lesson` does; how many of its words are on others' cards.

        `root` names the deck above those of the articles.
        """
        self._decks |= {deck_name(root) or "Quizgen": ABOUT, **described(lesson)}
        if self._has(lesson.article):
            self._begin(add_lesson(self.course, lesson))
            return met(self._notes, lesson)
        self._media |= media_of(lesson)
        words = {word_key(word): word for word in lesson.words if word.tier != "name"}
        fresh = [note for note in make_notes(lesson) if key_of(note) not in self._places]
        found = [at for key in words for at in self._places.get(key, ())]
        for at in found:
            note = self._notes[at]
            self._notes[at] = with_clause(note, lesson, words[key_of(note)])
        earlier = [self._notes[at] for at in sorted(found)]
        self._senses += other_senses(earlier, lesson, words)
        for note in fresh:
            self._append(replace(note, position=len(self._notes) + 1))
        if count := met(earlier, lesson):
            self._articles |= _names(lesson.article)
        return count

    def _has(self, article: Article) -> bool:
        """Whether an article of this name has notes here, or its clause on one."""
        return not self._articles.isdisjoint(_names(article))

    def _notes_of(self, keys: Iterable[str]) -> Iterator[NoteContent]:
        return (self._notes[at] for key in keys for at in self._places.get(key, ()))

    def _append(self, note: NoteContent) -> None:
        self._places.setdefault(key_of(note), []).append(len(self._notes))
        self._notes.append(note)
        self._articles |= {owner(note), *note.tags, *blocks_of(note)[1]}
        for word, reading in words_of(note):
            self._words[word] = self._words.get(word, frozenset()) | {reading}
            self._lists.setdefault(word, f"a card of {owner(note)}")
            self._characters |= set(word)
            self._longest = max(self._longest, len(word))
            self._sayings += Known({word: frozenset()}).sayings


def _names(article: Article) -> set[str]:
    """By what the notes of an article are known."""
    return {composed(article.stem), source_tag_of(article)}
