"""A moving line on the terminal while there is work; in a pipe or a log, nothing."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
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


@contextmanager
def status(doing: str) -> Iterator[None]:
    """Say on stderr what is being done, if a person is watching."""
    if not doing or not sys.stderr.isatty():
        yield
        return
    from rich.console import Console
    from rich.text import Text

    with Console(stderr=True).status(Text(doing), spinner="line"):  # ASCII, for any console
        yield


def counted_progress(things: Sequence[T], doing: str) -> Iterator[T]:
    """The things one by one, and on stderr how many are done and the time that is left."""
    if not sys.stderr.isatty():
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
        yield from bar.track(things, description=doing)
