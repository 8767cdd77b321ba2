"""An article whose words are chosen, finished: its items and its files, made by whoever is free.

A worker makes what the files hold, and this process writes them, so that a worker may be another
machine. What is finished isn't done again while its files are as they were.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from quizgen.corrections import Corrections
from quizgen.course_report import Taught, taught_by
from quizgen.errors import LessonError, QuizgenError
from quizgen.kept import Keep, file_stamp, key_of
from quizgen.known import Known, said
from quizgen.lesson import ask, learner
from quizgen.model import Lesson
from quizgen.text.lexicon import open_lexicon
from quizgen.workers import Call
from quizgen.writers import WRITERS
from quizgen.writers.anki.notes import deck_root, source_tag
from quizgen.writers.course_outputs import CourseOutputs
from quizgen.writers.files import Written, held, write_if_changed
from quizgen.writers.outputs import require_content

_TABLES = ("csv", "tsv")  # they keep rows of the older table, so they are made where that is


class File(NamedTuple):
    """A file of an article before it is written; `detail` is a line for the summary."""

    path: Path
    content: bytes
    detail: str = ""

    def write(self) -> Written:
        """Give the file this content. Raises `ExportError`."""
        return Written(self.path, write_if_changed(self.path, self.content), detail=self.detail)


class Table(NamedTuple):
    """A table of an article before it is written, in which rows of an older one stay."""

    path: Path
    format: str
    lesson: Lesson

    def write(self) -> Written:
        """Write it over the older one. Raises `ExportError`."""
        return WRITERS[self.format].write(self.lesson, self.path)


@dataclass(frozen=True, slots=True)
class Step:
    """What became of one article: what it teaches and its files, or what was wrong with it.

    `source` is the tag of its notes, `deck` the deck above them.
    """

    path: Path
    errors: tuple[str, ...] = ()
    taught: Taught | None = None
    source: str = ""
    deck: str = ""
    files: tuple[File, ...] = ()
    tables: tuple[Table, ...] = ()

    def writes(self) -> Iterator[Callable[[], Written]]:
        """What writes each of its files."""
        yield from (file.write for file in self.files)
        yield from (table.write for table in self.tables)


@dataclass(frozen=True, slots=True)
class Done:
    """What is kept of a finished article; of its files the path, what they held, and the detail."""

    taught: Taught
    source: str
    deck: str
    files: tuple[tuple[str, bytes, str], ...]


class Chosen(NamedTuple):
    """An article whose words are chosen.

    `known` are the words that its learner knows before it, `met` counts those on cards of others.
    """

    path: Path
    lesson: Lesson
    known: Known
    met: int


@dataclass(frozen=True, slots=True)
class Desk:
    """Where articles are finished; what is in `done` isn't finished again."""

    outputs: CourseOutputs
    corrections: Corrections
    cedict: Path | None
    done: Keep[Done]

    def call(self, one: Chosen) -> Call:
        """What a worker is to do."""
        return _finish, (*one, self.outputs, self.corrections, self.cedict)

    def taken(self, one: Chosen, step: Step) -> Step:
        """What a worker did, with what is done here; kept, if nothing went wrong."""
        if step.taught and not step.errors:
            files = tuple((str(f.path), _digest(f.content), f.detail) for f in step.files)
            self.done.put(self._key(one), Done(step.taught, step.source, step.deck, files))
        return replace(step, tables=self._tables(one))

    def recalled(self, one: Chosen) -> Step | Chosen:
        """What became of an article before, if all was the same and its files still are."""
        done = self.done.get(self._key(one))
        if not done:
            return one
        files = tuple(_as_it_was(Path(path), digest, more) for path, digest, more in done.files)
        there = tuple(file for file in files if file)
        if len(there) < len(files):
            return one
        tables = self._tables(one)
        return Step(one.path, (), done.taught, done.source, done.deck, there, tables)

    def _tables(self, one: Chosen) -> tuple[Table, ...]:
        return tuple(
            Table(output.path, output.format, one.lesson)
            for output in self.outputs.of(one.path)
            if output.format in _TABLES and _has_content(one.lesson, one.path, output.format)
        )

    def _key(self, one: Chosen) -> bytes:
        what = (one.lesson, one.met, said(one.known))
        where = (str(one.path), str(self.outputs.folder.absolute()), self.outputs.formats)
        return key_of("done", what, where, self.corrections, file_stamp(self.cedict))


def _as_it_was(path: Path, digest: bytes, detail: str) -> File | None:
    """A file that still holds what was written into it."""
    try:
        content = path.read_bytes()
    except OSError:
        return None
    return File(path, content, detail) if _digest(content) == digest else None


def _digest(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=16).digest()


def _finish(
    path: Path,
    lesson: Lesson,
    known: Known,
    met: int,
    outputs: CourseOutputs,
    corrections: Corrections,
    cedict: Path | None,
) -> Step:
    """The items and the files of an article, made by a worker."""
    lesson = ask(lesson, open_lexicon(cedict), learner(lesson.settings, known))
    errors: list[str] = []
    remarks: list[str] = []
    files = tuple(_files(lesson, path, outputs, errors, remarks))
    taught = taught_by(lesson, met, corrections, remarks)
    return Step(path, tuple(errors), taught, source_tag(lesson), deck_root(lesson), files)


def _files(
    lesson: Lesson, article: Path, outputs: CourseOutputs, errors: list[str], remarks: list[str]
) -> Iterator[File]:
    """The files of an article; what is wrong with one is an error, what has nothing a remark."""
    for output in outputs.of(article):
        if not _has_content(lesson, article, output.format):
            remarks.append(f"no {output.format}, since nothing in it is new")
            continue
        for path, write in output.files(lesson.settings.sheet):
            if output.format in _TABLES:
                continue
            try:
                with held() as made:
                    detail = write(lesson, path).detail
            except QuizgenError as error:
                errors.append(str(error))
            else:
                yield File(path, made[path], detail)


def _has_content(lesson: Lesson, article: Path, name: str) -> bool:
    try:
        require_content(lesson, article, {name})
    except LessonError:
        return False
    return True
