"""`quizgen corpus`: many articles at once, measured for one learner."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quizgen.cli.options import (
    CedictOption,
    CorrectionsOption,
    DaskOption,
    JobsOption,
    KnownIntervalOption,
    KnownOption,
    LevelOption,
    learners_level,
)
from quizgen.cli.stopping import resumable
from quizgen.cli.work import lexicon_of
from quizgen.errors import ArticleError, LessonError
from quizgen.progress import counted_progress, progress

if TYPE_CHECKING:
    from quizgen.corpus.count import Counted
    from quizgen.corpus.many import Reader
    from quizgen.workers import Workers

_FEW = 40  # articles that are counted before a second process has loaded its dictionaries

Places = Annotated[
    list[Path],
    typer.Argument(
        metavar="FOLDER...",
        readable=False,
        help="Folders with articles (text and Markdown files, also in the folders inside), or "
        "single files.",
    ),
]
UsefulOption = Annotated[
    int,
    typer.Option(
        min=0,
        metavar="N",
        help="How many of the most useful unknown words are listed, at most; a .words.csv has all.",
    ),
]
CorpusOutputsOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        readable=False,
        help="A file to write; its suffix tells what is in it: .csv (the articles), .words.csv "
        "(the unknown words), .svg, .png or .pdf (the curve of coverage), .json (all). Repeat it "
        "for more files.",
    ),
]
JsonOption = Annotated[
    bool, typer.Option("--json", help="Print everything as JSON (always in UTF-8).")
]


def corpus(
    places: Places,
    output: CorpusOutputsOption = None,
    level: LevelOption = "",
    known: KnownOption = None,
    known_interval: KnownIntervalOption = 21,
    words: UsefulOption = 20,
    json: JsonOption = False,
    corrections: CorrectionsOption = None,
    jobs: JobsOption = 0,
    dask: DaskOption = "",
    cedict: CedictOption = None,
) -> None:
    """Measure many articles for one learner: what to read next, and which words to learn first.

    Prints for each article how much of its running words is read, its unknown words and its level,
    then the words that would make most readable. The level is hsk2025:4 if none is given, and
    hsk2025:0 with --known. An English translation isn't looked at; files that are no articles are
    named and skipped.
    """
    from quizgen.corpus.files import corpus_files
    from quizgen.corpus.gather import gather
    from quizgen.corpus.listing import learner as named
    from quizgen.corpus.listing import listing
    from quizgen.corpus.many import Reader
    from quizgen.corpus.outputs import check_outputs, write
    from quizgen.corpus.tables import json_bytes
    from quizgen.corrections.read import find_corrections
    from quizgen.items.levels import parse_level
    from quizgen.known.read import read_all
    from quizgen.report import files
    from quizgen.workers import Workers

    own = known or []
    list_and_level = parse_level(learners_level(level, known))
    others = [*own, corrections, cedict]
    articles = corpus_files(places, others)
    check_outputs(output or [], [*articles, *others])
    decided = find_corrections(corrections)
    learner = replace(list_and_level, words=read_all(own, known_interval))
    with progress(None, cedict):
        lexicon_of(cedict)
    bad: list[ArticleError] = []
    counted = _counts(articles, Reader(learner, decided, cedict), Workers(jobs, dask), bad)
    with resumable():
        found = gather(counted, learner)
    for problem in bad:  # not before the bar is gone
        typer.echo(f"quizgen: {' '.join(str(problem).split())}; skipped", err=True)
    if not found.articles:
        raise LessonError("no article could be read, and nothing was written")
    written = [write(found, path) for path in output or []]
    if json:
        typer.echo(json_bytes(found, named(learner)), nl=False)
    else:
        shown = listing(found, words, shutil.get_terminal_size().columns)
        typer.echo("\n".join([shown, *(["", *files(written)] if written else [])]))
    if bad:
        skipped = f"{len(bad):,} of {len(articles):,} articles skipped, as is said above"
        typer.echo(f"quizgen: {skipped}", err=True)
        raise typer.Exit(1)


def _counts(
    articles: Sequence[Path], reader: Reader, workers: Workers, bad: list[ArticleError]
) -> Iterator[Counted]:
    """Each article counted; what is wrong with the others is put into `bad`."""
    from quizgen.corpus.count import Counted
    from quizgen.corpus.many import counts
    from quizgen.kept import keep
    from quizgen.workers import crew

    with crew(workers, len(articles), _FEW) as ready, keep(Counted) as kept:
        done = counts(articles, reader, ready, kept)
        for counted in counted_progress(done, "Reading", len(articles)):
            if isinstance(counted, ArticleError):
                bad.append(counted)
            else:
                yield counted
