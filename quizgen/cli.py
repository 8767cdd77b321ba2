"""The command line: parse, call, print. Everything it does can be called from Python too."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, get_args

import typer
from typer.core import TyperGroup

from quizgen import __version__
from quizgen.cli_options import (
    SIZE,
    ArticleFile,
    CardsOption,
    CedictOption,
    DeckOption,
    FactsOption,
    FormatOption,
    GridOption,
    ItemsOption,
    KeyOption,
    LevelOption,
    NoteOption,
    OutputsOption,
    PaperOption,
    PinyinOption,
    PresetOption,
    ScriptOption,
    SectionsOption,
    TiersOption,
    VersionsOption,
    WordsOption,
    cards_of,
    known_level,
    named,
    parts,
)
from quizgen.errors import ExportError, QuizgenError
from quizgen.model import Aim, ItemKind
from quizgen.progress import progress, status

if TYPE_CHECKING:
    from quizgen.model import Lesson, Settings
    from quizgen.text.lexicon import Lexicon

_KINDS, _AIMS = get_args(ItemKind), get_args(Aim)


class _Group(TyperGroup):
    """Commands whose `QuizgenError` is one line on stderr and exit status 1."""

    def invoke(self, ctx: Any) -> Any:
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):  # a console without Chinese shows "?" and goes on
                stream.reconfigure(errors="replace")
        try:
            return super().invoke(ctx)
        except QuizgenError as error:
            _complain(str(error))
            raise typer.Exit(1) from None
        except KeyboardInterrupt:
            _complain("stopped by Ctrl-C; no file is half written")
            raise typer.Exit(130) from None


def _complain(message: str) -> None:
    typer.echo("quizgen: " + " ".join(message.split()), err=True)


app = typer.Typer(
    cls=_Group,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,  # a bug shows Python's own traceback, whole and easy to copy
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Turn one Chinese article into one class: an Anki deck whose words are read and glossed "
    "as they are used in that article, a worksheet with its key, and a quiz.",
    epilog="Example: quizgen make article.txt",
)


@app.command(epilog="Example: quizgen make article.txt --level hsk2025:3 -o article.apkg")
def make(
    article: ArticleFile,
    output: OutputsOption = None,
    to: FormatOption = "",
    level: LevelOption = "hsk2025:4",
    words: WordsOption = None,
    facts: FactsOption = 10,
    items: ItemsOption = 24,
    cards: CardsOption = "recognition",
    script: ScriptOption = "simp",
    deck: DeckOption = "",
    preset: PresetOption = "classic",
    sections: SectionsOption = "",
    tiers: TiersOption = "core",
    versions: VersionsOption = 1,
    paper: PaperOption = "a4",
    pinyin: PinyinOption = "over",
    key: KeyOption = "separate",
    grid: GridOption = "tian",
    note: NoteOption = None,
    cedict: CedictOption = None,
) -> None:
    """Make an Anki deck, a worksheet and a quiz of one article.

    Cuts and reads every word, chooses the words, facts and questions worth asking this learner,
    and says in a summary what was made and what to check. Open the .apkg file with Anki (File >
    Import), print the .pdf, open the .html files in a browser. Making a deck again corrects its
    cards in Anki and keeps what was learnt.
    """
    from quizgen.model import Settings, Sheet
    from quizgen.report import summary
    from quizgen.worksheet.settings import checked
    from quizgen.writers import find_format
    from quizgen.writers.outputs import plan_outputs, require_content

    sheet = checked(
        Sheet(preset, parts(sections), paper, pinyin, key, parts(tiers), versions, grid), note
    )
    wanted = output or _default_outputs(article, to)
    outputs = plan_outputs(wanted, to, (article, cedict, note), sheet)
    deck = deck.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    settings = Settings(
        known_level(level), words, facts, script, deck, cards_of(cards), items, sheet
    )
    with progress(article, cedict):
        lesson = _lesson(article, settings, cedict)
        require_content(lesson, article, {find_format(path, to) for path in wanted})
        written = [write(lesson, path) for path, write in outputs]
    typer.echo(summary(lesson, written))


@app.command(epilog="Example: quizgen show article.txt    or: quizgen show article.txt --json")
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
    level: LevelOption = "hsk2025:4",
    words: WordsOption = None,
    facts: FactsOption = 10,
    items: ItemsOption = 24,
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

    settings = Settings(known_level(level), words, facts, items=items)
    outputs = plan_outputs([output] if output else [], "json", (article, cedict), settings.sheet)
    with progress(article, cedict):
        lesson = _lesson(article, settings, cedict)
        written = [write(lesson, path) for path, write in outputs]
    if written:
        typer.echo("\n".join(files(written)))
    elif json:
        typer.echo(lesson_json.dumps(lesson).encode(), nl=False)  # JSON is UTF-8 on any console
    else:
        typer.echo(listing(lesson))


@app.command(
    epilog="Example: quizgen items article.txt    or: quizgen items article.txt --all --kind choice"
)
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
    level: LevelOption = "hsk2025:4",
    cedict: CedictOption = None,
) -> None:
    """List the questions that can be asked of an article, with their keys.

    Clozes, choices, true or false, patterns, matching, ordering and more, from what the article
    states. The default set is a balanced quiz; check every item before you hand it out.
    """
    from quizgen.item_report import as_json, listing, wanted
    from quizgen.model import Settings

    kinds, aims = named(kind, "kind", _KINDS), named(aim, "aim", _AIMS)
    with progress(article, cedict):
        lesson = _lesson(article, Settings(known_level(level), items=number), cedict)
    chosen = wanted(lesson.items, kinds, aims, every=every or bool(kinds or aims))
    if json:
        typer.echo(as_json(chosen).encode(), nl=False)
    else:
        typer.echo(listing(lesson, chosen, key=key))


@app.command(epilog="Example: quizgen explain article.txt 标兵")
def explain(
    article: ArticleFile,
    word: Annotated[
        str,
        typer.Argument(metavar="WORD", help="A word as it stands in the article, such as 标兵."),
    ],
    level: LevelOption = "hsk2025:4",
    cedict: CedictOption = None,
) -> None:
    """Say why a word came out as it did.

    Prints, wherever the word stands in the article: the ways to cut the text there, the readings,
    the senses with their scores, and why the winner won.
    """
    from quizgen.explain import explanation
    from quizgen.model import Settings
    from quizgen.readers import read_article

    settings = Settings(known_level(level))
    with progress(article, cedict):
        text = explanation(read_article(article), word.strip(), settings, _lexicon(cedict))
    typer.echo(text)


@app.command(epilog="Example: quizgen evaluate gold --only pinyin.tones --errors")
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
            score = measures.evaluate(measure, files, _lexicon(cedict), rivals=peers)
        scores.append(score)
        if not json:
            typer.echo("\n".join(table.lines(measure, score, errors=errors)))
    if json:
        typer.echo(table.as_json(scores, errors=errors).encode(), nl=False)


@app.command(epilog="Example: quizgen formats")
def formats() -> None:
    """List the formats that can be written, one a line: name, suffixes, what it is for."""
    from quizgen.writers import WRITERS

    for name, known in WRITERS.items():
        typer.echo(f"{name:10} {' '.join(known.suffixes):24} {known.what}")


@app.command(epilog="Example: quizgen about")
def about(cedict: CedictOption = None) -> None:
    """Name the version, the dictionaries and their licences."""
    from quizgen.report import credits_

    with progress(None, cedict):
        text = credits_(_lexicon(cedict))
    typer.echo(text)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"quizgen {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_version, is_eager=True, help="Print the version and stop."
        ),
    ] = False,
) -> None:
    pass


def _default_outputs(article: Path, to: str) -> list[Path]:
    """`decks/<article stem>`: all that is usual, or the one format that is asked for."""
    from quizgen.writers import USUAL, WRITERS

    suffixes = [WRITERS[to].suffixes[0]] if to in WRITERS else USUAL
    return [Path("decks") / f"{article.stem}{suffix}" for suffix in suffixes]


def _lesson(article: Path, settings: Settings, cedict: Path | None) -> Lesson:
    from quizgen.lesson import make_lesson
    from quizgen.readers import read_article

    return make_lesson(read_article(article), settings, _lexicon(cedict))


def _lexicon(cedict: Path | None) -> Lexicon:
    from quizgen.text.lexicon import open_lexicon

    return open_lexicon(cedict)


def main() -> None:
    """Run the command line."""
    app()
