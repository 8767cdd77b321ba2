"""The notes of a deck beside what they were made of, in the order in which to look at them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from quizgen.model import Lesson, Question, Word
from quizgen.writers.anki.note_types import NoteContent
from quizgen.writers.anki.notes import fact_guid, make_notes, word_guid

Group = Literal["doubtful", "unsure", "rest"]
GROUPS: tuple[Group, ...] = ("doubtful", "unsure", "rest")


@dataclass(frozen=True, slots=True)
class Row:
    """A note, and the word or the fact that it was made of."""

    note: NoteContent
    source: Word | Question

    @property
    def group(self) -> Group:
        """Doubtful; a meaning that the English doesn't confirm; or neither."""
        if self.source.doubtful:
            return "doubtful"
        unsure = isinstance(self.source, Word) and not confirmed(self.source)
        return "unsure" if unsure else "rest"


def confirmed(word: Word) -> bool:
    """Whether the English shows the word's meaning, or a correction tells it."""
    return word.sure or word.sense == "shared"


def make_rows(lesson: Lesson) -> list[Row]:
    """A row for each note of the deck, by group, then as the deck has them.

    Raises `ExportError` for a kind of card that there isn't.
    """
    first: dict[str, Word | Question] = {}
    for guid, source in _sources(lesson):
        first.setdefault(guid, source)
    rows = [Row(note, first[note.guid]) for note in make_notes(lesson)]
    return sorted(rows, key=lambda row: GROUPS.index(row.group))


def _sources(lesson: Lesson) -> Iterator[tuple[str, Word | Question]]:
    """What notes are made of with the note's identity, in article order: the first one counts."""
    carded = [word for word in lesson.words if word.tier == "card"]
    for word in sorted(carded, key=lambda word: (word.sentence, word.start)):
        yield word_guid(word), word
    asked = [question for question in lesson.questions if question.asked and not question.doubtful]
    for question in sorted(asked, key=lambda question: (question.sentence, question.start)):
        yield fact_guid(lesson, question), question


def without_card(lesson: Lesson, rows: list[Row]) -> tuple[list[Word], list[Question]]:
    """The words and the facts that no row was made of, in their order."""
    shown = {id(row.source) for row in rows}
    words = [word for word in lesson.words if id(word) not in shown]
    return words, [question for question in lesson.questions if id(question) not in shown]
