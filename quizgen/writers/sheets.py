"""Worksheets as files: one for each tier and version, and the key beside them.

`x.pdf` is the sheet and `x.key.pdf` its key; of several, `x.support.pdf` and `x.A.pdf`. All tiers
share a key, and one file holds the keys of all versions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from math import ceil
from pathlib import Path
from typing import Any

from quizgen.errors import LessonError
from quizgen.model import Lesson, Sheet
from quizgen.wording import counted
from quizgen.worksheet import VERSIONS, make_worksheet
from quizgen.worksheet.model import Worksheet
from quizgen.worksheet.presets import without_room
from quizgen.worksheet.sections import KINDS
from quizgen.writers.files import Written, write_if_changed

WriteFunction = Callable[[Lesson, Path], Written]
# The room that draws each kind of file, with its `sheet_bytes` and `key_bytes`.
_ROOMS = {"pdf": "pdf", "docx": "docx", "html": "sheet_html"}


def sheet_files(path: Path, kind: str, sheet: Sheet) -> Iterator[tuple[Path, WriteFunction]]:
    """The files that a worksheet of a kind (pdf, docx, html) is, each with its function."""
    for tier in sheet.tiers:
        for version in range(sheet.versions):
            parts = (tier, VERSIONS[version])
            wanted = (len(sheet.tiers) > 1, sheet.versions > 1)
            name = _infixed(path, *(part for part, said in zip(parts, wanted, strict=True) if said))
            yield name, partial(write_sheet, kind=kind, tier=tier, version=version)
    if sheet.key == "separate":
        yield _infixed(path, "key"), partial(write_key, kind=kind)


def _infixed(path: Path, *parts: str) -> Path:
    """`x.pdf` with the parts before its suffix: `x.core.A.pdf`."""
    return path.with_name(".".join([path.stem, *parts]) + path.suffix)


def write_sheet(
    lesson: Lesson, path: Path, *, kind: str, tier: str = "", version: int = 0
) -> Written:
    """Write the sheet of a tier (the first of the settings) and version to `path`."""
    sheet, room = lesson.settings.sheet, _room(kind)
    worksheet = make_worksheet(lesson, tier or sheet.tiers[0], version)
    missing = _missing(lesson, worksheet)
    if missing and not has_something(worksheet):
        raise LessonError(f"{path}: {missing[0]}; name other --sections")
    content = room.sheet_bytes(worksheet, with_key=sheet.key == "append")
    changed = write_if_changed(path, content)
    boxes = room.remarks(worksheet) if kind == "pdf" else []  # the others take the reader's fonts
    detail = [_counted(worksheet), *boxes, *_undrawn(worksheet), *missing, *_no_room(lesson)]
    return Written(path, changed, detail="; ".join(detail))


def write_key(lesson: Lesson, path: Path, *, kind: str) -> Written:
    """Write the key of all versions to `path`."""
    sheet = lesson.settings.sheet
    worksheets = [make_worksheet(lesson, sheet.tiers[0], n) for n in range(sheet.versions)]
    content = _room(kind).key_bytes(worksheets)
    versions = f" to versions A to {VERSIONS[sheet.versions - 1]}" if sheet.versions > 1 else ""
    return Written(path, write_if_changed(path, content), detail=f"answer key{versions}")


def _room(kind: str) -> Any:
    return import_module(f"quizgen.writers.{_ROOMS[kind]}")


def _counted(worksheet: Worksheet) -> str:
    tasks = sum(len(section.tasks) for section in worksheet.sections)
    minutes = f"about {counted(ceil(worksheet.minutes), 'minute')}"
    return f"{counted(tasks, 'task')}, {counted(worksheet.points, 'point')}, {minutes}"


def _undrawn(worksheet: Worksheet) -> list[str]:
    """The characters to practise whose strokes are not known."""
    bare = "".join(row.character for row in worksheet.practice if not row.strokes)
    return [f"no stroke order for {bare}: empty cells"] if bare else []


def has_something(worksheet: Worksheet) -> bool:
    """Whether there is anything to print."""
    found = (worksheet.sections, worksheet.vocabulary, worksheet.practice, worksheet.about_source)
    return worksheet.passage is not None or any(found)


def _no_room(lesson: Lesson) -> list[str]:
    """That questions which a teacher kept aren't on the sheet."""
    left = without_room(lesson) if lesson.reviewed else 0
    return (
        [f"no room on it for {counted(left, 'kept question')} (try --preset full)"] if left else []
    )


def _missing(lesson: Lesson, worksheet: Worksheet) -> list[str]:
    """The sections that were asked for by name and for which the article gives nothing."""
    made = {section.name for section in worksheet.sections}
    asked = (name for name in lesson.settings.sheet.sections if KINDS[name].kinds)
    names = ", ".join(name for name in asked if name not in made)
    return [f"the article gives nothing for: {names}"] if names else []
