"""Reads gold files: tables with a header, JSON, JSON lines. Every complaint names file and line."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from quizgen.errors import DataError


def lines(path: Path) -> Iterator[tuple[str, str]]:
    """Each line that isn't blank as (where it stands, its text)."""
    for number, line in enumerate(_text(path).split("\n"), start=1):
        if line.strip():
            yield f"{path.name}:{number}", line.rstrip("\r")


def table(path: Path, columns: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """Each row of a tab-separated table as (where, cells); its header must begin as `columns`."""
    rows = lines(path)
    header = next(rows, ("", ""))[1].split("\t")
    for wanted, found in zip(columns, [*header, *([""] * len(columns))], strict=False):
        if not found.startswith(wanted):
            raise DataError(f"{path}:1: the column {wanted!r} is expected, not {found!r}")
    for where, line in rows:
        cells = line.split("\t")
        if len(cells) < len(columns):
            raise DataError(f"{path.parent / where}: {len(columns)} columns are expected")
        yield where, cells


def json_list(path: Path) -> list[Any]:
    """The objects of a JSON file that holds a list."""
    try:
        found = json.loads(_text(path))
    except json.JSONDecodeError as error:
        raise DataError(f"{path}:{error.lineno}: not JSON: {error.msg}") from None
    if not isinstance(found, list):
        raise DataError(f"{path}:1: a list of objects is expected")
    return found


def json_lines(path: Path) -> Iterator[tuple[str, Any]]:
    """Each line's object as (where, object)."""
    for where, line in lines(path):
        try:
            yield where, json.loads(line)
        except json.JSONDecodeError as error:
            raise DataError(f"{path.parent / where}: not JSON: {error.msg}") from None


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"{path}: it can't be read as UTF-8: {error}") from None
