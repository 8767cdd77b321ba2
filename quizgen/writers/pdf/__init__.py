"""Worksheets and keys as PDF, set by typst: no system packages, the fonts come in a package.

The templates beside this file draw a Worksheet that is handed over as JSON, so that no text of an
article is read as markup.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from importlib import resources
from pathlib import Path
from typing import Any

from quizgen.worksheet.labels import (
    PROMPT_ON_LINE,
    is_truth,
    label,
    mark,
    minutes,
    numeral,
    on_one_line,
    says_itself,
)
from quizgen.worksheet.model import Passage, Section, Task, Worksheet
from quizgen.worksheet.passage import GAP, LEADING
from quizgen.worksheet.practice import Grid, Practice, empty_cell, step_cell, traced_cell
from quizgen.writers.pdf.glyphs import drawable, fonts, missing

_SAYS = (
    "name",
    "class",
    "date",
    "score",
    "points",
    "minutes",
    "note",
    "vocab",
    "characters",
    "source",
)
_CELLS, _TRACED = 10, 3  # of a row of character practice
_REGIONS = {"simp": "cn", "trad": "tw"}


def sheet_bytes(worksheet: Worksheet, *, with_key: bool = False) -> bytes:
    """The sheet as a PDF, with its key on the last pages if `with_key`."""
    key = [_answers(worksheet)] if with_key else []
    return _compiled("sheet.typ", _data(worksheet) | {"key": key})


def key_bytes(worksheets: Sequence[Worksheet]) -> bytes:
    """The keys of a sheet's versions as a PDF."""
    return _compiled("key.typ", _data(worksheets[0]) | {"key": list(map(_answers, worksheets))})


def _compiled(template: str, data: dict[str, Any]) -> bytes:
    import typst  # a native library of 80 MB that only this writer needs

    folder = Path(str(resources.files("quizgen.writers.pdf")))
    made: bytes = typst.compile(
        str(folder / template),
        root=str(folder),
        font_paths=[str(fonts())],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(_drawable(data), ensure_ascii=False)},
    )
    return made


def _drawable(value: Any) -> Any:
    """The data with a box wherever the font has no glyph."""
    if isinstance(value, str):
        return drawable(value)
    if isinstance(value, dict):
        return {key: _drawable(one) for key, one in value.items()}
    return [_drawable(one) for one in value] if isinstance(value, list | tuple) else value


def remarks(worksheet: Worksheet) -> list[str]:
    """For the summary: the characters of a sheet that are printed as a box."""
    boxes = missing(_texts(_data(replace(worksheet, practice=()))))
    return [f"no glyph, printed as □: {boxes}"] if boxes else []


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list | tuple):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _texts(one)


def _data(worksheet: Worksheet) -> dict[str, Any]:
    """What the templates draw."""
    return {
        "title": worksheet.title,
        "title_en": worksheet.title_en,
        "source": worksheet.source,
        "statement": worksheet.statement,
        "credit": worksheet.credit,
        "note": worksheet.note,
        "mark": mark(worksheet),
        "points": worksheet.points,
        "paper": worksheet.paper,
        "room": worksheet.room,
        "one_side": worksheet.one_side,
        "say": {name: label(name, worksheet.script) for name in _SAYS},
        "region": _REGIONS[worksheet.script],
        "passage": _passage(worksheet.passage) if worksheet.passage else None,
        "vocabulary": [asdict(row) for row in worksheet.vocabulary],
        "sections": _sections(worksheet),
        "practice": [_practice(row, worksheet.grid) for row in worksheet.practice],
        "about_source": worksheet.about_source,
    }


def _passage(passage: Passage) -> dict[str, Any]:
    return asdict(passage) | {"leading": LEADING, "gap": GAP}


def _section(number: int, section: Section) -> dict[str, Any]:
    return asdict(section) | {
        "numeral": numeral(number),
        "points": section.points,
        "minutes": minutes(section.minutes),
        "tasks": [_task(task, section) for task in section.tasks],
    }


def _task(task: Task, section: Section) -> dict[str, Any]:
    """A task, and what decides its layout: the same here as in the other formats."""
    values = {name: getattr(task, name) for name in Task.__dataclass_fields__ if name != "item"}
    return values | {
        "truth": is_truth(task),
        "alone": says_itself(task, section),
        "long": not on_one_line(task),
        "short": len(task.prompt) < PROMPT_ON_LINE,
        "minutes": minutes(task.minutes),
    }


def _sections(worksheet: Worksheet) -> list[dict[str, Any]]:
    return [_section(number, section) for number, section in enumerate(worksheet.sections, 1)]


def _answers(worksheet: Worksheet) -> dict[str, Any]:
    return {
        "version": worksheet.version,
        "points": worksheet.points,
        "minutes": minutes(worksheet.minutes),
        "lines": worksheet.passage is not None,
        "sections": _sections(worksheet),
    }


def _practice(row: Practice, grid: Grid) -> dict[str, Any]:
    """A character with its steps and its cells, drawn: three to trace, the rest to fill."""
    strokes = row.strokes
    traced = [traced_cell(grid, strokes)] * _TRACED if strokes else []
    return asdict(row) | {
        "steps": [step_cell(grid, strokes, count) for count in range(1, len(strokes) + 1)],
        "cells": traced + [empty_cell(grid)] * (_CELLS - len(traced)),
    }
