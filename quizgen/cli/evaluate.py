"""`quizgen evaluate`: how good it is, measured."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from quizgen.cli.options import CedictOption
from quizgen.cli.work import lexicon_of
from quizgen.progress import status


def evaluate(
    folders: Annotated[
        list[Path],
        typer.Argument(
            metavar="FOLDER...",
            readable=False,
            help="Folders with gold data, in the layout that docs/evaluation.md describes.",
        ),
    ],
    only: Annotated[
        str,
        typer.Option(
            metavar="MEASURES", help="Measure just these, with commas between (pinyin.tones)."
        ),
    ] = "",
    errors: Annotated[
        bool, typer.Option("--errors", help="Print every case that came out wrong.")
    ] = False,
    peers: Annotated[
        bool,
        typer.Option("--peers", help="Let pypinyin, g2pM, jieba and LAC take the same tests."),
    ] = False,
    json: Annotated[
        bool, typer.Option("--json", help="Print one JSON object a measure (always in UTF-8).")
    ] = False,
    cedict: CedictOption = None,
) -> None:
    """Measure how well words, readings, names, numbers and meanings are found.

    Scores every stage on gold data that people annotated, with a 95 % interval and the conditions
    of the measurement. For those who work on quizgen or want to know what to trust.
    """
    from quizgen.evaluation import measures, table

    wanted = [name.strip() for name in only.split(",") if name.strip()]
    scores = []
    for measure, files in measures.find_measures(folders, wanted):
        with status(f"Scoring {measure.name} ..."):
            score = measures.evaluate(measure, files, lexicon_of(cedict), rivals=peers)
        scores.append(score)
        if not json:
            typer.echo("\n".join(table.lines(measure, score, errors=errors)))
    if json:
        typer.echo(table.as_json(scores, errors=errors).encode(), nl=False)
