"""`quizgen make` for several articles, or for one more: one deck of all, and files of each."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from quizgen.cli.stopping import resumable
from quizgen.cli.work import lexicon_of
from quizgen.errors import ExportError, LessonError, QuizgenError
from quizgen.progress import counted_progress, progress, status

if TYPE_CHECKING:
    from quizgen.anki_connect.client import Client
    from quizgen.course_report import Taught
    from quizgen.finishing import Step
    from quizgen.model import Settings
    from quizgen.overrides import Overrides
    from quizgen.workers import Workers
    from quizgen.writers.anki.course import Course
    from quizgen.writers.anki.growing import Growing
    from quizgen.writers.course_outputs import CourseOutputs
    from quizgen.writers.files import Written


@dataclass(frozen=True, slots=True)
class Anki:
    """A running Anki to put the cards into, and how."""

    client: Client
    dry_run: bool
    templates: bool


@dataclass
class _Made:
    """What there is after some of the articles; `failed`: something had to be left out."""

    course: Course
    taught: list[Taught] = field(default_factory=list)
    written: list[Written] = field(default_factory=list)
    sources: set[str] = field(default_factory=set)
    failed: bool = False

    def leave_out(self, error: str) -> None:
        """Say what is wrong with one article or file, and go on."""
        # By print, which puts the line above a moving bar; `typer.echo` writes into it.
        print(f"quizgen: {' '.join(error.split())}; skipped", file=sys.stderr)
        self.failed = True

    def write(self, write: Callable[[], Written]) -> None:
        """Write a file, or leave it out: it can have become unwritable since it was checked."""
        try:
            self.written.append(write())
        except QuizgenError as error:
            self.leave_out(str(error))


def make_several(
    articles: Sequence[Path],
    outputs: CourseOutputs,
    settings: Settings,
    overrides: Overrides,
    read: Sequence[Path | None],
    cedict: Path | None,
    workers: Workers,
    *,
    add: bool = False,
    anki: Anki | None = None,
    per_day: int | None = None,
) -> None:
    """Make a course; say what is wrong with an article, go on, and exit with status 1 at the end.

    The course begins with what is in `anki`, or with `add` in the deck file, else empty. `read` are
    the other files that are read.
    """
    from quizgen.articles import Memory, Plan, steps
    from quizgen.course_report import summary
    from quizgen.finishing import Done
    from quizgen.found import Found
    from quizgen.kept import keep
    from quizgen.workers import crew
    from quizgen.writers.anki.growing import Growing
    from quizgen.writers.course_outputs import check_outputs

    check_outputs(outputs, articles, read, settings.sheet)
    before = _before(outputs, anki, add=add)
    with progress(None, cedict):
        lexicon_of(cedict)
    growing, plan = Growing(before), Plan(settings, overrides, outputs, cedict)
    with (
        resumable(),
        crew(workers, len(articles)) as ready,
        keep(Found) as found,
        keep(Done) as done,
    ):
        course = steps(articles, plan, growing, ready, Memory(found, done))
        shown = counted_progress(course, "Making", len(articles))
        made = _carry_out(shown, growing, None if anki else before)
    if not made.taught:
        raise LessonError("no article could be read, and nothing was written")
    _write_deck(made, outputs)
    bad = len(articles) - len(made.taught)
    senses = made.course.senses
    typer.echo(
        summary(made.taught, settings, overrides, senses, made.written, bad=bad, per_day=per_day)
    )
    if anki:
        typer.echo("\n".join(_push(anki, made, before)))
    if made.failed:
        raise typer.Exit(1)


def _before(outputs: CourseOutputs, anki: Anki | None, *, add: bool) -> Course:
    from quizgen.writers.anki.course import Course
    from quizgen.writers.anki.package import read_course

    if anki:
        from quizgen.anki_connect.held import read_notes

        return Course(tuple(read_notes(anki.client)))
    if not add:
        return Course()
    if outputs.deck is None or not outputs.named:
        raise ExportError("--add: say which deck to add to, with -o FILE.apkg")
    return read_course(outputs.deck)


def _carry_out(steps: Iterable[Step], growing: Growing, held: Course | None) -> _Made:
    """Write the files of all articles; `held` is what the deck file held."""
    made = _Made(growing.course)
    decks = _decks(held) if held else {}
    for step in steps:
        for error in step.errors:
            made.leave_out(error)
        for write in step.writes():
            made.write(write)
        if step.taught:
            remarks = (*_replaced(step, decks), *step.taught.remarks)
            made.taught.append(replace(step.taught, remarks=remarks))
            made.sources.add(step.source)
    made.course = growing.course
    return made


def _decks(course: Course) -> dict[str, dict[str, None]]:
    """The decks in which each article's cards lie, in their order."""
    from quizgen.writers.anki.revision import owner

    found: dict[str, dict[str, None]] = {}
    for note in course.notes:
        found.setdefault(owner(note), {})[note.deck.rpartition("::")[0]] = None
    return found


def _replaced(step: Step, decks: dict[str, dict[str, None]]) -> list[str]:
    """Whether all cards of an article of this name lie in another deck: it may be another."""
    from quizgen.writers.anki.markup import composed

    held = decks.get(composed(step.taught.article), {}) if step.taught else {}
    return [f"takes the place of {', '.join(held)}"] if held and step.deck not in held else []


def _write_deck(made: _Made, outputs: CourseOutputs) -> None:
    from quizgen.writers.anki.package import write_course

    if (deck := outputs.deck) and made.course.notes:
        made.write(partial(write_course, made.course, deck))


def _push(anki: Anki, made: _Made, before: Course) -> list[str]:
    """Put into Anki what these articles have; its other cards aren't looked at."""
    from quizgen.anki_connect.plan import fallen_out
    from quizgen.anki_connect.pushing import push

    course, articles = made.course, [one.article for one in made.taught]
    there = {note.guid: (note.fields, note.tags) for note in before.notes}
    notes = [
        note
        for note in course.notes
        if made.sources & set(note.tags) or (note.fields, note.tags) != there.get(note.guid)
    ]
    with status("Talking to Anki ..."):
        done = push(anki.client, notes, before.notes, course.media, anki.dry_run, anki.templates)
    gone = fallen_out(course.notes, before.notes, articles)
    return [*done.lines(), *(_gone(article, words) for article, words in gone.items())]


def _gone(article: str, words: Sequence[str]) -> str:
    return f"  no longer in {article}: {', '.join(words)}; delete them in Anki if you like"
