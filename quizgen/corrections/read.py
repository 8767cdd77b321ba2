"""Reading corrections: the project's corrections.toml, then the user's own."""

from __future__ import annotations

import os
import re
import tomllib
from pathlib import Path

from quizgen.corrections import Correction, Corrections
from quizgen.corrections.entries import correction_of
from quizgen.corrections.lines import entry_spans
from quizgen.errors import CorrectionsError
from quizgen.users_folders import users_folder

NAME = "corrections.toml"
# TOML's reader takes a minute for a megabyte of dots in one key, which nobody types.
_LARGEST, _LONGEST_LINE = 1_000_000, 2_000
_WHERE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")
_HEADER = "write each correction below a line of its own: [[correction]]"


def find_corrections(explicit: Path | None = None) -> Corrections:
    """The corrections in force: those of this file, or the current folder's and then the user's.

    Those for some sentences (`where`) win over those for all, and the project's over the user's.
    Raises `CorrectionsError` for a file that can't be used.
    """
    if explicit:
        return _ordered(read_corrections(explicit))
    project = read_corrections(Path(NAME)) if os.path.lexists(NAME) else ()
    mine = user_file()
    own = read_corrections(mine, f"your {NAME}") if os.path.lexists(mine) else ()
    return Corrections(_ordered(project).entries + _ordered(own).entries)


def user_file() -> Path:
    """The user's own corrections; `QUIZGEN_CONFIG` names another folder for them."""
    return users_folder("config") / NAME


def _ordered(entries: tuple[Correction, ...]) -> Corrections:
    return Corrections(tuple(sorted(entries, key=lambda correction: not correction.where)))


def read_corrections(path: Path, called: str = "") -> tuple[Correction, ...]:
    """The corrections of a file, in its order; `called` is how their places name it.

    Raises `CorrectionsError`.
    """
    return parse(read_text(path), path, called)


def parse(text: str, path: Path, called: str = "") -> tuple[Correction, ...]:
    """The corrections of a text; `path` is named in errors. Raises `CorrectionsError`."""
    tables = _tables(text, path)
    spans = entry_spans(text)
    if len(spans) != len(tables):
        raise CorrectionsError(path, 0, _HEADER)
    found: dict[tuple[str, str], int] = {}
    made = []
    for table, (first, _) in zip(tables, spans, strict=True):
        line = first + 1
        try:
            one = correction_of(table, f"{called or path.name}:{line}")
        except ValueError as error:
            raise CorrectionsError(path, line, str(error)) from None
        before = found.setdefault((one.word, one.where), line)
        if before != line:
            raise CorrectionsError(path, line, _again(one, before))
        made.append(one)
    return tuple(made)


def _again(one: Correction, before: int) -> str:
    where = f" where {one.where} stands" if one.where else ""
    return f"{one.word}{where} is corrected in line {before} already; make one entry of the two"


def read_text(path: Path) -> str:
    """The text of a file of corrections, its line ends as they are. Raises `CorrectionsError`."""
    try:
        if path.exists() and not path.is_file():
            raise CorrectionsError(path, 0, "is a folder or device; name a file of corrections")
        with path.open("rb") as file:
            content = file.read(_LARGEST + 1)
    except FileNotFoundError:
        raise CorrectionsError(path, 0, "there is no such file; check the name") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise CorrectionsError(path, 0, f"can't be read ({reason})") from None
    if len(content) > _LARGEST:
        raise CorrectionsError(path, 0, "is larger than 1 MB, too large for corrections")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise CorrectionsError(path, line, "isn't UTF-8 text; save it as UTF-8") from None


def _tables(text: str, path: Path) -> list[dict[str, object]]:
    """The tables of TOML below `correction`, the only key that there may be."""
    for number, line in enumerate(text.split("\n"), start=1):
        if len(line) > _LONGEST_LINE:
            raise CorrectionsError(path, number, f"is longer than {_LONGEST_LINE:,} characters")
    try:
        document = tomllib.loads(text.removeprefix("\ufeff"))
    except RecursionError:
        raise CorrectionsError(path, 0, "has too many brackets inside each other") from None
    except ValueError as error:
        raise _not_toml(str(error), text, path) from None
    other = next((key for key in document if key != "correction"), None)
    tables = document.get("correction", [])
    if other is not None or not isinstance(tables, list):
        problem = f"there is no place for {other!r} outside an entry; " if other else ""
        raise CorrectionsError(path, _line_of(other or "correction", text), problem + _HEADER)
    return tables


def _not_toml(message: str, text: str, path: Path) -> CorrectionsError:
    """The parser's message; what it misses at the end of the file is missed in the last line."""
    at = _WHERE.search(message)
    line = 0 if at is None else int(at[1] or text.rstrip().count("\n") + 1)
    return CorrectionsError(path, line, f"isn't valid TOML: {_WHERE.sub('', message)}")


def _line_of(key: str, text: str) -> int:
    """The line on which a key outside all entries stands; 0 if it is written in another way."""
    found = re.search(rf"^[ \t\[]*[\"']?{re.escape(key)}\b", text, re.MULTILINE)
    return text.count("\n", 0, found.start()) + 1 if found else 0
