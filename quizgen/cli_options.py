"""What the commands share: their arguments and options, with the help that a teacher reads."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

ArticleFile = Annotated[
    Path,
    typer.Argument(
        metavar="ARTICLE",
        readable=False,  # whether it can be read is for the reader to say
        help="The article's file: Chinese text or Markdown, with or without an English "
        "translation.",
    ),
]
LevelOption = Annotated[
    str,
    typer.Option(
        metavar="LIST:LEVEL",
        help="What the learner knows already: an HSK list and the highest level known, such as "
        "hsk2025:4, hsk2021:3 or hsk2.0:5. Level 0 knows nothing.",
    ),
]
WordsOption = Annotated[
    int | None,
    typer.Option(
        min=0,
        metavar="N",
        help="How many words get cards, at most. Default: one for 30 Chinese characters, 5 to 40.",
    ),
]
FactsOption = Annotated[
    int,
    typer.Option(min=0, metavar="N", help="How many facts (figures and dates) get cards, at most."),
]
SIZE = "How many items of the item bank make the default set, at most."
ItemsOption = Annotated[int, typer.Option(min=0, metavar="N", help=SIZE)]
CedictOption = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        readable=False,
        help="A newer CC-CEDICT dictionary (.txt or .gz, from mdbg.net) instead of the bundled "
        "one.",
    ),
]
OutputsOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        readable=False,
        help="A file to write; its suffix tells the format: .apkg (an Anki deck) or .json "
        "(the whole lesson, for programs). Repeat it for more files. Default: both, in the "
        "folder decks.",
    ),
]
FormatOption = Annotated[
    str,
    typer.Option(
        metavar="FORMAT", help="The format, whatever the suffix of FILE says: anki or json."
    ),
]
CardsOption = Annotated[
    str,
    typer.Option(
        metavar="KINDS",
        help="Which cards a word gets, with commas between: recognition (always made), "
        "production, listening, sentence.",
    ),
]
ScriptOption = Annotated[
    Literal["simp", "trad"],
    typer.Option(help="Which script comes first on the cards: simplified or traditional."),
]
DeckOption = Annotated[
    str,
    typer.Option(
        metavar="NAME",
        help="The deck's name in Anki, with :: between a deck and the one inside it. "
        "Default: Quizgen, date and first headline.",
    ),
]
