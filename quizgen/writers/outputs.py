"""What is going to be written, looked through before the work that it would be lost on."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from quizgen.errors import ExportError, LessonError
from quizgen.model import Lesson, Sheet
from quizgen.writers import SHEETS, USUAL, WRITERS, WriteFunction, find_format
from quizgen.writers.sheets import sheet_files

FOLDER = Path("decks")
_OF_CARDS = frozenset(["anki", "csv", "tsv", "quizlet", "pleco", "preview"])


class Output(NamedTuple):
    """A file to write and its format, which is not for its name to tell: x.key.pdf may be the
    worksheet of an article x.key.txt."""

    path: Path
    format: str

    def files(self, sheet: Sheet) -> list[tuple[Path, WriteFunction]]:
        """The file itself, or the sheets of all tiers and versions with their key."""
        if self.format in SHEETS:
            return list(sheet_files(self.path, self.format, sheet))
        return [(self.path, WRITERS[self.format].write)]


def named_outputs(paths: Sequence[Path], to: str) -> list[Output]:
    """Files that somebody named: `to` is the format of all (empty: each by its suffix).

    Raises `ExportError` for a file that can't be written or is given twice, and for a format or
    suffix that there isn't.
    """
    _require_different(paths)
    return [Output(path, find_format(path, to)) for path in paths]


def article_outputs(article: Path, formats: Iterable[str], folder: Path = FOLDER) -> list[Output]:
    """An article's files in these formats, called after it: x.txt gives x.pdf, x.quiz.html ..."""
    return [Output(folder / f"{article.stem}{WRITERS[name].suffixes[0]}", name) for name in formats]


def usual_formats(to: str) -> tuple[str, ...]:
    """The one format that is asked for, or all that are usual. Raises `ExportError`."""
    return (find_format(FOLDER, to),) if to else tuple(find_format(Path(f"x{s}")) for s in USUAL)


def plan_outputs(
    outputs: Sequence[Path], to: str, inputs: Sequence[Path | None], sheet: Sheet
) -> list[tuple[Path, WriteFunction]]:
    """The files to write, each with its writer, checked before any work begins.

    `to` names the format of all (empty: each by its suffix), `inputs` are the files that are read,
    `sheet` says which files a worksheet is. Raises `ExportError` for an output that can't be
    written, is read too, or is given twice.
    """
    return plan_files(named_outputs(outputs, to), inputs, sheet)


def plan_files(
    outputs: Sequence[Output], inputs: Sequence[Path | None], sheet: Sheet
) -> list[tuple[Path, WriteFunction]]:
    """The same for different outputs whose formats are known already."""
    planned = [file for output in outputs for file in output.files(sheet)]
    _require_unread([path for path, _ in planned], inputs)
    return list({_identity(path): (path, write) for path, write in planned}.values())


def require_outputs(outputs: Sequence[Path], inputs: Sequence[Path | None]) -> None:
    """Raise `ExportError` as `plan_outputs` does, for files that hold no lesson."""
    _require_different(outputs)
    _require_unread(outputs, inputs)


def _require_different(outputs: Sequence[Path]) -> None:
    taken: set[object] = set()
    for path in outputs:
        _require_writable(path)
        if _identity(path) in taken:
            raise ExportError(f"{path}: this output is given twice")
        taken.add(_identity(path))


def _require_unread(outputs: Sequence[Path], inputs: Sequence[Path | None]) -> None:
    read = {_identity(path) for path in inputs if path}
    for path in outputs:
        _require_writable(path)
        if _identity(path) in read:
            raise ExportError(f"{path}: this file is read; give the output another name")


def require_content(lesson: Lesson, article: Path, formats: set[str]) -> None:
    """Refuse, before anything is written, an article that gives these formats nothing.

    Raises `LessonError`.
    """
    cards = any(w.tier == "card" for w in lesson.words)
    none = formats & _OF_CARDS and not cards and not any(q.asked for q in lesson.questions)
    if none and lesson.reviewed:
        raise LessonError(
            f"{article}: the review keeps no word and no fact, and nothing was written; set keep "
            "to yes in a row, or choose other files with -o"
        )
    if none:
        raise LessonError(
            f"{article}: no word and no fact in it makes a card for {lesson.settings.level}, and "
            "nothing was written; give a longer article, a lower --level, or more --words and "
            "--facts"
        )
    if "quiz" in formats and not cards and not lesson.items:
        raise LessonError(
            f"{article}: nothing in it can be practised on a quiz page, and nothing was written; "
            "give a longer article or a lower --level, or choose other files with -o"
        )


def _identity(path: Path) -> object:
    """Equal for two names of one file, whether it exists yet or not."""
    try:
        found = path.stat()
    except OSError:
        return os.path.normcase(os.path.realpath(path))
    return found.st_dev, found.st_ino


def _require_writable(path: Path) -> None:
    try:
        mode = path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        _require_folder(path)
        return
    except OSError as error:  # a name that is too long, links in a circle
        raise ExportError(f"{path}: can't be written ({error.strerror})") from None
    if stat.S_ISDIR(mode):
        raise ExportError(f"{path}: this is a folder; name a file in it")
    if not stat.S_ISREG(mode):
        raise ExportError(f"{path}: this is a device, not a file")
    _require_folder(path)


def _require_folder(path: Path) -> None:
    """Refuse a path whose folder can neither be written nor made."""
    folder = next(above for above in Path(os.path.realpath(path)).parents if above.exists())
    if not folder.is_dir():
        raise ExportError(f"{path}: can't be written, since {folder} is not a folder")
    if not os.access(folder, os.W_OK):
        raise ExportError(f"{path}: can't be written, since the folder {folder} is read-only")
