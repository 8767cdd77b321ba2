"""`quizgen correct`: corrections for good."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

_FILE = "corrections.toml"
_NEXT = "Make the article again (of a course, the first that has it): quizgen make ARTICLE"


def correct(
    word: Annotated[
        str,
        typer.Argument(
            metavar="[WORD]",
            help="The word as it stands in articles, such as 行长; without it, or with nothing "
            "said of it, the corrections in force are listed.",
        ),
    ] = "",
    pinyin: Annotated[
        str | None, typer.Option(metavar="PINYIN", help="How it is read: hángzhǎng or hang2zhang3.")
    ] = None,
    meaning: Annotated[
        str | None, typer.Option(metavar="ENGLISH", help="What it means there.")
    ] = None,
    label: Annotated[
        str | None,
        typer.Option(metavar="TEXT", help="The label that its card prints under the meaning."),
    ] = None,
    cut: Annotated[
        str | None,
        typer.Option(
            metavar="WORDS",
            help="How these characters fall into words, with spaces between: '兴修 水利'.",
        ),
    ] = None,
    name: Annotated[
        str | None,
        typer.Option(
            metavar="KIND", help="It is a name: person, place or organisation; or none: it isn't."
        ),
    ] = None,
    teach: Annotated[
        bool | None,
        typer.Option("--teach/--never", help="Always make a card of it, or never."),
    ] = None,
    where: Annotated[
        str,
        typer.Option(metavar="TEXT", help="Only in sentences in which this text stands."),
    ] = "",
    note: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="Give this meaning a note of its own in Anki, of this name: 'ball games'.",
        ),
    ] = None,
    remove: Annotated[
        bool, typer.Option("--remove", help="Take the correction of this word (and --where) away.")
    ] = False,
    user: Annotated[
        bool,
        typer.Option(
            "--user", help=f"Write your own {_FILE}, for all folders, not the one in this folder."
        ),
    ] = False,
    file: Annotated[
        Path | None,
        typer.Option(metavar="FILE", readable=False, help="Write this file instead."),
    ] = None,
) -> None:
    """Correct a word for good, in all articles.

    Writes corrections.toml in the current folder: what is said there of a word's boundaries,
    reading, meaning, label, name or card always wins. What was said of the word before stays,
    unless it is said anew; an empty text ('') takes it back. Only --remove takes --teach or --never
    back, and all else with it. Comments and layout of the file stay.
    """
    from quizgen.corrections.read import find_corrections, user_file
    from quizgen.corrections.wording import listing

    said = {
        "pinyin": pinyin,
        "meaning": meaning,
        "label": label,
        "cut": cut,
        "name": name,
        "teach": teach,
        "note": note,
    }
    values = {key: value for key, value in said.items() if value is not None}
    if user and file:
        raise typer.BadParameter("use --user or --file, not both")
    if remove and (values or not word):
        raise typer.BadParameter("--remove needs a WORD, and nothing else but --where")
    path = file or (user_file() if user else Path(_FILE))
    word, where = word.strip(), where.strip()
    if remove:
        typer.echo(_remove(path, word, where))
    elif values:
        typer.echo(_write(path, word, where, values))
    else:
        typer.echo(listing(find_corrections(path if user or file else None), word))


def _write(path: Path, word: str, where: str, values: dict[str, str | bool]) -> str:
    """Write the entry; the lines to print: what stands there now, and what to do next."""
    from quizgen.corrections.edit import entry_text, with_entry
    from quizgen.corrections.read import parse, read_text
    from quizgen.writers.files import write_if_changed

    old = read_text(path) if path.exists() else ""
    new = with_entry(old, path, word, where, values)
    parse(new, path)  # nothing is written that can't be read
    changed = write_if_changed(path, new.encode())
    line, entry = entry_text(new, path, word, where)
    wrote = "" if changed else "  (as it was)"
    return f"{path}:{line}{wrote}\n\n{entry}\n{_NEXT}"


def _remove(path: Path, word: str, where: str) -> str:
    from quizgen.corrections.edit import without_entry
    from quizgen.corrections.read import read_text
    from quizgen.writers.files import write_if_changed

    new = without_entry(read_text(path), path, word, where)
    write_if_changed(path, new.encode())
    return f"{path}: {word} is corrected no more\n{_NEXT}"
