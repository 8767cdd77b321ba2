"""Lessons to files: one file (or room) per format, and the table of them.

`WRITERS` maps a format's name to its suffixes and its function. The functions are loaded when
they are first called: genanki alone takes a third of a second that `quizgen show` needn't wait.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from quizgen.errors import ExportError
from quizgen.model import Lesson
from quizgen.writers.files import Written

WriteFunction = Callable[[Lesson, Path], Written]


class Format(NamedTuple):
    """The suffixes a format is recognised by, and the function that writes it."""

    suffixes: tuple[str, ...]
    write: WriteFunction


def _lazy(module: str) -> WriteFunction:
    """`write` of `quizgen.writers.<module>`, imported at the first call."""

    def write(lesson: Lesson, path: Path) -> Written:
        function: WriteFunction = import_module(f"quizgen.writers.{module}").write
        return function(lesson, path)

    return write


WRITERS: dict[str, Format] = {
    "anki": Format((".apkg",), _lazy("anki.package")),
    "json": Format((".json",), _lazy("lesson_json")),
}


def find_writer(path: Path, to: str = "") -> WriteFunction:
    """The function that writes `path`: by name if `to` is given, else by the longest suffix.

    Raises `ExportError` for an unknown name or suffix and lists what there is.
    """
    if to:
        return _by_name(to)
    name = path.name.lower()
    matches = [
        (len(suffix), known.write)
        for known in WRITERS.values()
        for suffix in known.suffixes
        if name.endswith(suffix)
    ]
    if not matches:
        known_suffixes = ", ".join(s for known in WRITERS.values() for s in known.suffixes)
        raise ExportError(f"{path}: no format has this suffix; there are {known_suffixes}")
    return max(matches, key=lambda match: match[0])[1]


def _by_name(name: str) -> WriteFunction:
    if name not in WRITERS:
        raise ExportError(f"no format is called {name!r}; there are {', '.join(WRITERS)}")
    return WRITERS[name].write


def write(lesson: Lesson, path: Path, to: str = "") -> Written:
    """Write the lesson to `path` in the format of its suffix, or the one that `to` names.

    Raises `ExportError` for an unknown format and for a file that can't be written.
    """
    return find_writer(path, to)(lesson, path)
