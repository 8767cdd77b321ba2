"""`quizgen make` for several articles, or for one more: one deck of all, and files of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from quizgen.cli.work import lexicon_of
from quizgen.errors import ExportError, LessonError, QuizgenError
from quizgen.progress import progress, status

if TYPE_CHECKING:
    from quizgen.anki_connect.client import Client
    from quizgen.articles import Step
    from quizgen.course_report import Taught
    from quizgen.model import Settings
    from quizgen.overrides import Overrides
    from quizgen.writers.anki.course import Course
    from quizgen.writers.course_outputs import CourseOutputs
    from quizgen.writers.files import Written


@dataclass(frozen=True, slots=True)
class Anki:
    """A running Anki to put the cards into, and how."""

    client: Client
    dry_run: bool
    templates: bool


def make_several(
    articles: Sequence[Path],
    outputs: CourseOutputs,
    settings: Settings,
    overrides: Overrides,
    read: Sequence[Path | None],
    cedict: Path | None,
    *,
    add: bool = False,
    anki: Anki | None = None,
    per_day: int | None = None,
) -> None:
    """Make a course; say what is wrong with an article, go on, and exit with status 1 at the end.

    The course begins with what is in `anki`, or with `add` in the deck file, else empty. `read` are
    the other files that are read.
    """
    from quizgen.articles import course_of
    from quizgen.course_report import summary, taught_by
    from quizgen.writers.anki.course import met
    from quizgen.writers.anki.notes import source_tag

    _check(outputs, [*articles, *read], settings)
    before = _before(outputs, anki, add=add)
    course = before
    with progress(None, cedict):
        lexicon = lexicon_of(cedict)
    taught: list[Taught] = []
    written: list[Written] = []
    sources: set[str] = set()
    steps = course_of(articles, settings, lexicon, overrides, before)
    for step in _with_status(steps, articles):
        if step.lesson:
            made, remarks = _write_files(step, outputs, [*articles, *read])
            written, course = written + made, step.course
            sources.add(source_tag(step.lesson))
            taught.append(taught_by(step.lesson, met(course, step.lesson), remarks))
        elif step.error:
            _complain(step.error)
    if not taught:
        raise LessonError("no article could be read, and nothing was written")
    bad = len(articles) - len(taught)
    written += _write_deck(course, outputs)
    typer.echo(summary(taught, overrides, course.senses, written, bad=bad, per_day=per_day))
    if anki:
        typer.echo("\n".join(_push(anki, course, before, sources)))
    if bad:
        raise typer.Exit(1)


def _complain(error: QuizgenError) -> None:
    typer.echo(f"quizgen: {' '.join(str(error).split())}; skipped", err=True)


def _check(outputs: CourseOutputs, read: Sequence[Path | None], settings: Settings) -> None:
    """Refuse, before any work, files that can't be written or are read."""
    from quizgen.writers.outputs import plan_outputs

    articles = [read[0]] if read[0] else []  # the others' files lie in the same folder
    files = [file for article in articles for file in outputs.of(article)]
    plan_outputs([*files, *([outputs.deck] if outputs.deck else [])], "", read, settings.sheet)


def _before(outputs: CourseOutputs, anki: Anki | None, *, add: bool) -> Course:
    from quizgen.writers.anki.course import Course
    from quizgen.writers.anki.package import read_course

    if anki:
        from quizgen.anki_connect.held import read_notes

        return Course(tuple(read_notes(anki.client)))
    if not add:
        return Course()
    if outputs.deck is None:
        raise ExportError("--add: say which deck to add to, with -o FILE.apkg")
    return read_course(outputs.deck)


def _with_status(steps: Iterator[Step], articles: Sequence[Path]) -> Iterator[Step]:
    for number, path in enumerate(articles, start=1):
        with status(f"{number} of {len(articles)}: {path} ..."):
            step = next(steps)
        yield step


def _write_files(
    step: Step, outputs: CourseOutputs, read: Sequence[Path | None]
) -> tuple[list[Written], list[str]]:
    """The files of one article, and why some of them weren't written."""
    from quizgen.writers import find_format
    from quizgen.writers.outputs import plan_outputs, require_content

    assert step.lesson
    written: list[Written] = []
    remarks: list[str] = []
    for path in outputs.of(step.path):
        try:
            require_content(step.lesson, step.path, {find_format(path)})
        except LessonError:
            remarks.append(f"no {find_format(path)}, since nothing in it is new")
            continue
        planned = plan_outputs([path], "", read, step.lesson.settings.sheet)
        written += [write(step.lesson, file) for file, write in planned]
    return written, remarks


def _write_deck(course: Course, outputs: CourseOutputs) -> list[Written]:
    from quizgen.writers.anki.package import write_course

    return [write_course(course, outputs.deck)] if outputs.deck and course.notes else []


def _push(anki: Anki, course: Course, before: Course, sources: set[str]) -> list[str]:
    """Put into Anki what these articles have; its other cards aren't looked at."""
    from quizgen.anki_connect.pushing import push

    there = {note.guid: (note.fields, note.tags) for note in before.notes}
    notes = [
        note
        for note in course.notes
        if sources & set(note.tags) or (note.fields, note.tags) != there.get(note.guid)
    ]
    with status("Talking to Anki ..."):
        done = push(anki.client, notes, before.notes, course.media, anki.dry_run, anki.templates)
    return done.lines()
