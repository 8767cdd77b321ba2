"""`quizgen about` and `formats`: what it is made of and what it can write."""

from __future__ import annotations

import typer

from quizgen.cli.options import CedictOption
from quizgen.cli.work import lexicon_of
from quizgen.progress import progress


def formats() -> None:
    """List the formats that can be written, one a line: name, suffixes, what it is for."""
    from quizgen.writers import WRITERS

    for name, known in WRITERS.items():
        typer.echo(f"{name:10} {' '.join(known.suffixes):24} {known.what}")


def about(cedict: CedictOption = None) -> None:
    """Name the version, the dictionaries and their licences."""
    from quizgen.report import credits_

    with progress(None, cedict):
        text = credits_(lexicon_of(cedict))
    typer.echo(text)
