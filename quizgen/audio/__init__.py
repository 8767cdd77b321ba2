"""Sound: clauses spoken by a machine, offline, for the cards.

`spoken` says which syllables a piece of a sentence has as it is spoken, `symbols` how the model
writes them, `engine` turns these into samples, `files` into small files that are made once. The
model reads no Chinese: it says the pinyin that quizgen decided, so that a correction of a reading
is heard too. It is for clauses only; single syllables come out flat (docs/sound.md).

The packages of the extra `quizgen[audio]` are imported when a clause is spoken, and not before.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from quizgen.audio.files import AudioFile, audio_file
from quizgen.audio.spoken import spoken
from quizgen.audio.symbols import symbols
from quizgen.model import Lesson, Sound
from quizgen.writers.anki.passage import shown_clause

Place = tuple[int, int, int]  # a sentence's index in the lesson, and a span of the sentence

__all__ = ["AudioFile", "Place", "clause_audio", "with_audio"]


def with_audio(lesson: Lesson) -> Lesson:
    """The lesson with the clauses of its word cards spoken, as the cards show them.

    Raises `DataError` if the extra isn't installed.
    """
    carded = [word for word in lesson.words if word.tier == "card"]
    places = [(w.sentence, *shown_clause(lesson.sentences[w.sentence], w)) for w in carded]
    made = clause_audio(lesson, places)
    return replace(
        lesson,
        sounds=tuple(Sound(*place, file.name, file.content) for place, file in made.items()),
    )


def clause_audio(lesson: Lesson, places: Iterable[Place]) -> dict[Place, AudioFile]:
    """The sound of each of these pieces of sentences, in this order, each made once.

    A piece that can't be said with certainty (Latin letters, a range of figures, an r-coloured
    syllable) or that is too long for the model is left out: Anki's own voice reads it then.
    Raises `DataError` if the extra isn't installed.
    """
    made = ((place, _one(lesson, place)) for place in dict.fromkeys(places))
    return {place: file for place, file in made if file}


def _one(lesson: Lesson, place: Place) -> AudioFile | None:
    sentence, start, end = place
    speech = spoken(lesson.sentences[sentence], start, end)
    written = symbols(speech) if speech else ""
    return audio_file(written) if written else None
