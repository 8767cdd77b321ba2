"""The commands, put together: each is in a file of its own or with a few that are alike."""

from __future__ import annotations

import errno
import sys
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from quizgen import __version__
from quizgen.cli import about, corpus, correct, evaluate, look, make
from quizgen.errors import QuizgenError


class _Group(TyperGroup):
    """Commands whose `QuizgenError` is one line on stderr and exit status 1.

    So is what the system refuses beside the files that are read and written, which have errors of
    their own: a temporary folder that is full, or a full disk under what is printed.
    """

    def invoke(self, ctx: Any) -> Any:
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):  # a console without Chinese shows "?" and goes on
                stream.reconfigure(errors="replace")
        try:
            return super().invoke(ctx)
        except QuizgenError as error:
            _complain(str(error))
            raise typer.Exit(1) from None
        except OSError as error:
            if error.errno in (None, errno.EPIPE):  # the second is for typer: `quizgen show | head`
                raise
            where = error.filename or "what is printed"
            _complain(
                f"{where}: can't be written or read ({error.strerror}); no file is half written"
            )
            raise typer.Exit(1) from None


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

_COMMANDS = (
    (make.make, "Example: quizgen make article.txt --level hsk2025:3 -o article.apkg"),
    (look.show, "Example: quizgen show article.txt    or: quizgen show article.txt --json"),
    (
        look.items,
        "Example: quizgen items article.txt    or: quizgen items article.txt --all --kind choice",
    ),
    (look.explain, "Example: quizgen explain article.txt 标兵"),
    (correct.correct, "Example: quizgen correct 行长 --pinyin hángzhǎng --where 银行"),
    (
        corpus.corpus,
        "Example: quizgen corpus articles --level hsk2025:4 -o articles.csv -o curve.svg",
    ),
    (evaluate.evaluate, "Example: quizgen evaluate gold --only pinyin.tones --errors"),
    (about.formats, "Example: quizgen formats"),
    (about.about, "Example: quizgen about"),
)
for _command, _epilog in _COMMANDS:
    app.command(epilog=_epilog)(_command)


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
