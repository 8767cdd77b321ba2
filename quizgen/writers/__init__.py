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
from quizgen.writers.files import Written, unwritable

WriteFunction = Callable[[Lesson, Path], Written]


class Format(NamedTuple):
    """The suffixes a format is recognised by, the function that writes it, and what it is for."""

    suffixes: tuple[str, ...]
    write: WriteFunction
    what: str = ""


def _lazy(module: str, name: str = "write", **fixed: str) -> WriteFunction:
    """A function of `quizgen.writers.<module>`, imported at the first call."""

    def write(lesson: Lesson, path: Path) -> Written:
        function: Callable[..., Written] = getattr(import_module(f"quizgen.writers.{module}"), name)
        try:
            return function(lesson, path, **fixed)
        except OSError as error:  # openpyxl has temporary files, whose disk may be full
            raise unwritable(path, error) from error

    return write


def _sheet(kind: str) -> WriteFunction:
    return _lazy("sheets", "write_sheet", kind=kind)


def _key(kind: str) -> WriteFunction:
    return _lazy("sheets", "write_key", kind=kind)


UNTESTED = "untested against the service"
SHEETS = ("pdf", "docx", "html")  # formats that may be several files: see sheets.py
WRITERS: dict[str, Format] = {
    "anki": Format((".apkg",), _lazy("anki.package"), "a deck for Anki"),
    "pdf": Format((".pdf",), _sheet("pdf"), "a worksheet to print"),
    "docx": Format((".docx",), _sheet("docx"), "a worksheet to edit in Word or LibreOffice"),
    "html": Format((".html", ".htm"), _sheet("html"), "a worksheet for a browser"),
    "pdf-key": Format((".key.pdf",), _key("pdf"), "the worksheet's answer key alone"),
    "docx-key": Format((".key.docx",), _key("docx"), "the same, to edit"),
    "html-key": Format((".key.html", ".key.htm"), _key("html"), "the same, for a browser"),
    "quiz": Format(
        (".quiz.html", ".quiz.htm"), _lazy("quiz_page"), "a quiz that students open in a browser"
    ),
    "preview": Format(
        (".preview.html", ".preview.htm"), _lazy("preview"), "every card of the deck, to check"
    ),
    "csv": Format((".csv",), _lazy("table", "write_csv"), "words and facts for a spreadsheet"),
    "tsv": Format((".tsv",), _lazy("table", "write_tsv"), "words and facts for Anki's text import"),
    "review": Format(
        (".review.csv", ".review.xlsx"),
        _lazy("review"),
        "every card and question, to check and edit; give it back with --review",
    ),
    "moodle": Format((".moodle.xml", ".xml"), _lazy("moodle"), "questions for Moodle (XML)"),
    "gift": Format((".gift",), _lazy("gift"), "questions for Moodle and others (GIFT)"),
    "quizlet": Format((".quizlet.tsv",), _lazy("quizlet"), f"words for Quizlet; {UNTESTED}"),
    "pleco": Format((".pleco.xml",), _lazy("pleco"), f"flashcards for Pleco; {UNTESTED}"),
    "kahoot": Format((".kahoot.xlsx", ".xlsx"), _lazy("kahoot"), f"choices for Kahoot; {UNTESTED}"),
    "blooket": Format((".blooket.csv",), _lazy("blooket"), f"choices for Blooket; {UNTESTED}"),
    "gimkit": Format((".gimkit.csv",), _lazy("gimkit"), f"choices for Gimkit; {UNTESTED}"),
    "json": Format((".json",), _lazy("lesson_json"), "the whole lesson, for programs"),
}
# What `make` writes when it isn't told: by suffix, behind the article's name.
USUAL = (".apkg", ".pdf", ".quiz.html", ".preview.html", ".csv", ".json")


def find_format(path: Path, to: str = "") -> str:
    """The name of the format of `path`: `to` if it is given, else by the longest suffix.

    Raises `ExportError` for an unknown name or suffix and lists what there is.
    """
    if to and to not in WRITERS:
        raise ExportError(f"no format is called {to!r}; there are {', '.join(WRITERS)}")
    if to:
        return to
    file = path.name.lower()
    matches = [
        (len(suffix), name)
        for name, known in WRITERS.items()
        for suffix in known.suffixes
        if file.endswith(suffix)
    ]
    if not matches:
        known_suffixes = ", ".join(s for known in WRITERS.values() for s in known.suffixes)
        raise ExportError(f"{path}: no format has this suffix; there are {known_suffixes}")
    return max(matches)[1]


def find_writer(path: Path, to: str = "") -> WriteFunction:
    """The function that writes `path`. Raises `ExportError` as `find_format` does."""
    return WRITERS[find_format(path, to)].write


def write(lesson: Lesson, path: Path, to: str = "") -> Written:
    """Write the lesson to `path` in the format of its suffix, or the one that `to` names.

    Raises `ExportError` for an unknown format and for a file that can't be written.
    """
    return find_writer(path, to)(lesson, path)
