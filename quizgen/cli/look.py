"""`quizgen show`, `items` and `explain`: a lesson to look at."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, get_args

import typer

from quizgen.cli.options import (
    SIZE,
    ArticleFile,
    CedictOption,
    CorrectionsOption,
    FactsOption,
    ItemsOption,
    KnownIntervalOption,
    KnownOption,
    LevelOption,
    ReviewOption,
    WordsOption,
    learners_level,
    named,
)
from quizgen.cli.work import lesson_of, lexicon_of, overrides_of
from quizgen.errors import ExportError
from quizgen.model import Aim, ItemKind
from quizgen.progress import progress

_KINDS, _AIMS = get_args(ItemKind), get_args(Aim)


def show(
    article: ArticleFile,
    json: Annotated[
        bool, typer.Option("--json", help="Print the whole lesson as JSON (always in UTF-8).")
    ] = False,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            readable=False,
            help="Write the JSON to this .json file instead of printing.",
        ),
    ] = None,
    level: LevelOption = "",
    known: KnownOption = None,
    known_interval: KnownIntervalOption = 21,
    words: WordsOption = None,
    facts: FactsOption = 10,
    items: ItemsOption = 24,
    review: ReviewOption = None,
    corrections: CorrectionsOption = None,
    cedict: CedictOption = None,
) -> None:
    """Print everything that was found in an article.

    All sentences with pinyin and English, all words with their meaning here, all figures and
    dates, and what was left out and why.
    """
    from quizgen.model import Settings
    from quizgen.report import files, listing
    from quizgen.writers import lesson_json

    if output and output.suffix.lower() != ".json":
        raise ExportError(f"{output}: show writes JSON only (.json); use quizgen make for decks")
    from quizgen.writers.outputs import plan_outputs

    settings = Settings(learners_level(level, known), words, facts, items=items)
    read = (article, cedict, corrections, review, *(known or ()))
    outputs = plan_outputs([output] if output else [], "json", read, settings.sheet)
    overrides = overrides_of(known, known_interval, corrections, review)
    with progress(article, cedict):
        lesson = lesson_of(article, settings, cedict, overrides)
        written = [write(lesson, path) for path, write in outputs]
    if written:
        typer.echo("\n".join(files(written)))
    elif json:
        typer.echo(lesson_json.dumps(lesson).encode(), nl=False)  # JSON is UTF-8 on any console
    else:
        typer.echo(listing(lesson))


def items(
    article: ArticleFile,
    every: Annotated[
        bool, typer.Option("--all", help="List the whole item bank, not only the default set.")
    ] = False,
    kind: Annotated[
        str,
        typer.Option(
            metavar="KINDS", help=f"Only these kinds, with commas between: {', '.join(_KINDS)}."
        ),
    ] = "",
    aim: Annotated[
        str,
        typer.Option(
            metavar="AIMS",
            help=f"Only what asks for these, with commas between: {', '.join(_AIMS)}.",
        ),
    ] = "",
    key: Annotated[
        bool, typer.Option("--key/--no-key", help="With the answers, or without them.")
    ] = True,
    json: Annotated[
        bool, typer.Option("--json", help="Print the items as JSON (always in UTF-8).")
    ] = False,
    number: Annotated[int, typer.Option("--items", min=0, metavar="N", help=SIZE)] = 24,
    level: LevelOption = "",
    known: KnownOption = None,
    known_interval: KnownIntervalOption = 21,
    corrections: CorrectionsOption = None,
    cedict: CedictOption = None,
) -> None:
    """List the questions that can be asked of an article, with their keys.

    Clozes, choices, true or false, patterns, matching, ordering and more, from what the article
    states. The default set is a balanced quiz; check every item before you hand it out.
    """
    from quizgen.item_report import as_json, listing, wanted
    from quizgen.model import Settings

    kinds, aims = named(kind, "kind", _KINDS), named(aim, "aim", _AIMS)
    settings = Settings(learners_level(level, known), items=number)
    overrides = overrides_of(known, known_interval, corrections)
    with progress(article, cedict):
        lesson = lesson_of(article, settings, cedict, overrides)
    chosen = wanted(lesson.items, kinds, aims, every=every or bool(kinds or aims))
    if json:
        typer.echo(as_json(chosen).encode(), nl=False)
    else:
        typer.echo(listing(lesson, chosen, key=key))


def explain(
    article: ArticleFile,
    word: Annotated[
        str,
        typer.Argument(metavar="WORD", help="A word as it stands in the article, such as 标兵."),
    ],
    level: LevelOption = "",
    known: KnownOption = None,
    known_interval: KnownIntervalOption = 21,
    corrections: CorrectionsOption = None,
    cedict: CedictOption = None,
) -> None:
    """Say why a word came out as it did.

    Prints, wherever the word stands in the article: the ways to cut the text there, the readings,
    the senses with their scores, and why the winner won.
    """
    from quizgen.explain import explanation
    from quizgen.model import Settings
    from quizgen.readers import read_article

    settings = Settings(learners_level(level, known))
    overrides = overrides_of(known, known_interval, corrections)
    with progress(article, cedict):
        lexicon = lexicon_of(cedict)
        text = explanation(read_article(article), word.strip(), settings, lexicon, overrides)
    typer.echo(text)
