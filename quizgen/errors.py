"""What can go wrong that the person at the keyboard can mend: one clear line each.

The command line prints a `QuizgenError` as one line and exits with status 1. Anything else that is
raised is a bug of ours and keeps its traceback.
"""

from pathlib import Path


class QuizgenError(Exception):
    """Base of every error that is the input's and not ours; `str()` is the line to print."""


class ArticleError(QuizgenError):
    """An article that can't be read: which file, which line (0: none), what and why."""

    def __init__(self, path: Path | str, line: int, problem: str) -> None:
        """`problem` says what is wrong and what to do, in one line."""
        self.path, self.line, self.problem = Path(path), line, problem
        where = f"{path}:{line}" if line else f"{path}"
        super().__init__(f"{where}: {problem}")


class LessonError(QuizgenError):
    """An article that was read and out of which no lesson can be made, or settings that are off."""


class DataError(QuizgenError):
    """A dictionary or list that can't be used."""


class ExportError(QuizgenError):
    """An output that can't be written; the file that was there before is untouched."""


class CorrectionsError(QuizgenError):
    """Corrections that can't be used: which file, which line (0: none), what and why."""

    def __init__(self, path: Path | str, line: int, problem: str) -> None:
        """`problem` says what is wrong and what to do, in one line."""
        self.path, self.line, self.problem = Path(path), line, problem
        where = f"{path}:{line}" if line else f"{path}"
        super().__init__(f"{where}: {problem}")


class ConnectError(QuizgenError):
    """Anki that can't be reached, refuses, or doesn't hold what was sent to it."""


class ReviewError(QuizgenError):
    """A review table that can't be used: which file, which row (0: none), what and why."""

    def __init__(self, path: Path | str, row: int, problem: str) -> None:
        """`row` counts as a spreadsheet does; `problem` says what to do, in one line."""
        self.path, self.row, self.problem = Path(path), row, problem
        where = f"{path} row {row}" if row else f"{path}"
        super().__init__(f"{where}: {problem}")
