"""A moving line on the terminal while there is work; in a pipe or a log, nothing."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")


@contextmanager
def progress(article: Path | None, cedict: Path | None) -> Iterator[None]:
    """Work on an article, with the dictionary compiled before if it isn't yet."""
    from quizgen.text.lexicon import is_compiled

    ready = is_compiled(cedict)
    doing = f"Working on {article} ..." if article else ""
    with status(doing if ready else "Preparing the dictionary (once) ..."):
        yield
    if sys.stderr is not None and not is_compiled(cedict):
        _say_that_nothing_is_kept()


def _say_that_nothing_is_kept() -> None:
    from quizgen.compiled import cache_folder

    print(
        f"quizgen: nothing can be kept in {cache_folder()}, so each run prepares the dictionary "
        "again; set QUIZGEN_CACHE to a folder that can be written",
        file=sys.stderr,
    )


@contextmanager
def status(doing: str) -> Iterator[None]:
    """Say on stderr what is being done and for how long, if a person is watching."""
    if not doing or not _is_watched():
        yield
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    spinner, text = SpinnerColumn("line"), TextColumn("{task.description}", markup=False)  # ASCII
    console = Console(stderr=True)
    with Progress(spinner, text, TimeElapsedColumn(), console=console, transient=True) as line:
        line.add_task(doing)
        yield


def counted_progress(things: Iterable[T], doing: str, total: int) -> Iterator[T]:
    """The things one by one, and on stderr how many are done and the time that is left."""
    if not _is_watched():
        yield from things
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    console = Console(stderr=True)
    with Progress(*columns, TimeRemainingColumn(), console=console, transient=True) as bar:
        yield from bar.track(things, total, description=doing)


def _is_watched() -> bool:
    """Whether a person sees stderr; there is none where a shell closed it (`2>&-`)."""
    return sys.stderr is not None and sys.stderr.isatty()
