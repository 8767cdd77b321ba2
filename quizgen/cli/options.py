"""What the commands share: their arguments and options, with their help, and how they are read."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from quizgen.errors import LessonError

ANKI_URL = "http://127.0.0.1:8765"
CARDS = ("recognition", "production", "listening", "sentence")

ArticleFile = Annotated[
    Path,
    typer.Argument(
        metavar="ARTICLE",
        readable=False,  # whether it can be read is for the reader to say
        help="The article's file: Chinese text or Markdown, with or without an English "
        "translation.",
    ),
]
ArticleFiles = Annotated[
    list[Path],
    typer.Argument(
        metavar="ARTICLE...",
        readable=False,
        help="The article's file: Chinese text or Markdown, with or without an English "
        "translation. Several files, or a folder, make one deck in which each word is taught once.",
    ),
]
AddOption = Annotated[
    bool,
    typer.Option(
        "--add",
        help="Add to the deck (-o FILE.apkg, or that of the folder named) instead of replacing it: "
        "its words aren't taught again but get a clause more on their backs.",
    ),
]
LevelOption = Annotated[
    str,
    typer.Option(
        metavar="LIST:LEVEL",
        help="What the learner knows already: an HSK list and the highest level known, such as "
        "hsk2025:4, hsk2021:3 or hsk2.0:5. Level 0 knows nothing. Default: hsk2025:4; with --known "
        "hsk2025:0.",
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
        help="A file to write; its suffix tells the format, such as .apkg (an Anki deck), .pdf or "
        ".docx (a worksheet, and its key beside it), .quiz.html, .preview.html, .csv; quizgen "
        "formats lists them all. Repeat it for more files. Default: deck, worksheet and key, quiz "
        "page, preview, table and lesson, in the folder decks.",
    ),
]
FormatOption = Annotated[
    str,
    typer.Option(
        metavar="FORMAT",
        help="The format, whatever the suffix of FILE says: a name that quizgen formats lists, "
        "such as anki, pdf, quiz or moodle.",
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
PresetOption = Annotated[
    str,
    typer.Option(
        metavar="NAME",
        help="What is on the worksheet: classic (two sides), quick, full, characters or reading.",
    ),
]
SectionsOption = Annotated[
    str,
    typer.Option(
        metavar="NAMES",
        help="The worksheet's sections one by one, with commas between: reading, vocab, matching, "
        "blanks, tf, mc, patterns, questions, order, table, pinyin, names, dictation, "
        "translation-check, writing, characters, source.",
    ),
]
TiersOption = Annotated[
    str,
    typer.Option(
        metavar="TIERS",
        help="Worksheets with more or less help for one class, with commas between: support "
        "(pinyin, word bank, first letters), core (word bank), stretch (none, and reasons asked).",
    ),
]
VersionsOption = Annotated[
    int,
    typer.Option(
        min=1,
        max=4,
        metavar="N",
        help="Versions of the worksheet in other orders, up to 4 (A to D); one key for all.",
    ),
]
PaperOption = Annotated[Literal["a4", "letter"], typer.Option(help="The worksheet's paper.")]
PinyinOption = Annotated[
    Literal["over", "below", "brackets"],
    typer.Option(help="Where pinyin stands in a .docx: over its words, below them or in brackets."),
]
KeyOption = Annotated[
    Literal["separate", "append", "none"],
    typer.Option(help="The answer key: a file beside the worksheet, its last pages, or none."),
]
GridOption = Annotated[
    Literal["tian", "mi"], typer.Option(help="The cells to write characters in: 田字格 or 米字格.")
]
NoteOption = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE", readable=False, help="A text of your own to print on the worksheet."
    ),
]
KnownOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--known",
        metavar="FILE",
        readable=False,
        help="Words that the learner knows already and that get no card: a list (.txt, one word "
        "on each line), a table (.csv, .tsv), or what Anki knows (.apkg, .colpkg or the "
        "collection.anki2 itself, which is only read). Repeat it for more files.",
    ),
]
KnownIntervalOption = Annotated[
    int,
    typer.Option(
        "--known-interval",
        min=0,
        metavar="DAYS",
        help="With --known and a file of Anki's: a word is known when one of its cards comes back "
        "after so many days or more. 0 takes all words in the file.",
    ),
]
PerDayOption = Annotated[
    int | None,
    typer.Option(
        "--per-day",
        min=1,
        metavar="N",
        help="How many new cards the learner takes a day; the summary says how many days the deck "
        "takes.",
    ),
]
AnkiOption = Annotated[
    bool,
    typer.Option(
        "--anki",
        help="Put the cards straight into Anki, which must be running with the add-on AnkiConnect "
        "(code 2055492159): only what is new or changed. Don't import an .apkg of the same cards "
        "after that.",
    ),
]
DryRunOption = Annotated[
    bool,
    typer.Option(
        "--dry-run", help="With --anki: say what would be added and updated, and write nothing."
    ),
]
AnkiUrlOption = Annotated[
    str,
    typer.Option(
        "--anki-url",
        metavar="URL",
        help="With --anki: where AnkiConnect listens, on this machine only.",
    ),
]
AnkiKeyOption = Annotated[
    str,
    typer.Option(
        "--anki-key",
        metavar="KEY",
        envvar="ANKICONNECT_KEY",
        help="With --anki: the apiKey of AnkiConnect's config, if it has one. Better kept in the "
        "environment than typed.",
    ),
]
AnkiTemplatesOption = Annotated[
    bool,
    typer.Option(
        "--anki-templates",
        help="With --anki: bring the cards' templates and styling in Anki up to quizgen's, over "
        "changes of your own. Otherwise they stay as they are.",
    ),
]

CorrectionsOption = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        readable=False,
        help="Corrections for good (quizgen correct writes them). Default: corrections.toml in "
        "the current folder, then yours.",
    ),
]

AudioOption = Annotated[
    bool,
    typer.Option(
        "--audio",
        help="Put a machine-made voice for each word's clause into the deck, offline. Needs "
        "quizgen[audio]; takes a minute or two the first time.",
    ),
]
ReviewOption = Annotated[
    Path | None,
    typer.Option(
        "--review",
        metavar="FILE",
        readable=False,
        help="A table of -o NAME.review.csv or NAME.review.xlsx with your decisions: what it keeps "
        "is made, its edits and added rows are used everywhere, and --words, --facts and --items "
        "don't count.",
    ),
]


def parts(text: str) -> tuple[str, ...]:
    """What stands between the commas of an option."""
    return tuple(part.strip().lower() for part in text.split(",") if part.strip())


def cards_of(text: str) -> tuple[str, ...]:
    """The cards of a word. Raises `LessonError` for one that isn't known."""
    asked = parts(text)
    unknown = [card for card in asked if card not in CARDS]
    if unknown:
        raise LessonError(f"no such card: {unknown[0]!r}; use {', '.join(CARDS)}")
    return tuple(card for card in CARDS if card in asked) or CARDS[:1]


def named(text: str, what: str, known: tuple[str, ...]) -> frozenset[str]:
    """The names of kinds or aims. Raises `LessonError` for one that isn't known."""
    asked = parts(text)
    unknown = [name for name in asked if name not in known]
    if unknown:
        raise LessonError(f"no such {what} of items: {unknown[0]!r}; use {', '.join(known)}")
    return frozenset(asked)


def learners_level(level: str, known: list[Path] | None) -> str:
    """The level asked for; else hsk2025:4, or none with known words, which say it themselves."""
    return known_level(level or ("hsk2025:0" if known else "hsk2025:4"))


def known_level(level: str) -> str:
    """The level as settings have it; a wrong one is refused before the dictionary is opened."""
    from quizgen.items.levels import parse_level

    parse_level(level)
    return level.lower()


JobsOption = Annotated[
    int,
    typer.Option(
        "--jobs",
        "-j",
        min=0,
        metavar="N",
        help="How many processes work on several articles at once; 0 takes as many as this machine "
        "has cores.",
    ),
]
DaskOption = Annotated[
    str,
    typer.Option(
        metavar="ADDRESS",
        help="For thousands of articles on several machines: the address of a Dask scheduler, "
        "such as tcp://10.0.0.1:8786, whose workers do the work. It needs pip install "
        "'quizgen[dask]' here and there.",
    ),
]
