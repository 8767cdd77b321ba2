"""Files that are either the old one or the new one, and never half of each."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path

from quizgen.errors import ExportError


@dataclass(frozen=True, slots=True)
class Written:
    """What a writer did.

    `changed` is False where the file already said the same and was left alone. `cards` counts
    the cards of a deck (0 for other formats); `detail` is a line for the summary.
    """

    path: Path
    changed: bool
    cards: int = 0
    detail: str = ""


_HELD: ContextVar[dict[Path, bytes] | None] = ContextVar("held", default=None)


@contextmanager
def held() -> Iterator[dict[Path, bytes]]:
    """What would be written meanwhile, by path: another process will write it."""
    found: dict[Path, bytes] = {}
    before = _HELD.set(found)
    try:
        yield found
    finally:
        _HELD.reset(before)


def write_if_changed(path: Path, content: bytes) -> bool:
    """Give `path` this content and say whether that changed anything.

    Raises `ExportError` if it can't be written; what was there before is then untouched.
    """
    if (instead := _HELD.get()) is not None:
        instead[path] = content
        return True
    try:
        if path.is_file() and path.read_bytes() == content:
            return False
    except (OSError, ValueError):
        pass  # unreadable is not the same as unwritable: `replace_file` finds out
    replace_file(path, content)
    return True


def replace_file(path: Path, content: bytes) -> None:
    """Write beside `path` and rename, so that a crash or a full disk leaves the old file.

    Folders on the way are made; a link stays a link, and the old file's permissions stay.
    Raises `ExportError`.
    """
    try:
        target = path.resolve()
        if target.is_symlink():  # since Python 3.13 only `stat` says so
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
        if target.exists() and not target.is_file():
            raise ExportError(f"{path}: is not a regular file, and nothing was written")
        target.parent.mkdir(parents=True, exist_ok=True)
        _replace(target, content)
    except (OSError, RuntimeError, ValueError) as error:  # … links in a circle, a null character
        raise unwritable(path, error) from error


def unwritable(path: Path, error: Exception) -> ExportError:
    """That a file can't be written, and why not."""
    reason = getattr(error, "strerror", None) or error
    return ExportError(f"{path}: can't be written ({reason})")


def _replace(target: Path, content: bytes) -> None:
    """The same for a path without links; what was begun is gone again, whatever stops it."""
    # A short name: the target's own may already be as long as a file system allows.
    beside = target.with_name(f".quizgen-{secrets.token_hex(8)}.tmp")
    try:
        _fill(beside, content)
        if target.exists():
            shutil.copymode(target, beside)
        beside.replace(target)
    except BaseException:  # Ctrl-C too
        with suppress(OSError):
            beside.unlink()
        raise


def _fill(path: Path, content: bytes) -> None:
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())  # the rename must not reach the disk before the content
