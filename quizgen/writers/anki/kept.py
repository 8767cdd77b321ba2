"""A copy of every deck as it was last written, for when the learner's own has been thrown away.

Without an older deck to compare with, every note would be new, and replace what learners wrote.
"""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from pathlib import Path

from quizgen.errors import ExportError
from quizgen.users_folders import users_folder
from quizgen.writers.files import write_if_changed

_MOST = 500  # copies of some ten kilobytes each; the longest unused goes first


def state_folder() -> Path:
    """Where quizgen keeps what it must remember; `QUIZGEN_STATE` overrides it."""
    return users_folder("state")


def copy_of(path: Path) -> Path:
    """The file that holds the copy of the deck at this path, if there is one."""
    name = os.path.normcase(path.resolve())
    digest = hashlib.blake2b(name.encode("utf-8", "surrogateescape"), digest_size=12).hexdigest()
    return state_folder() / "decks" / f"{digest}.apkg"


def keep(path: Path) -> None:
    """Remember the deck at this path; where that can't be written, do without."""
    copy = copy_of(path)
    with suppress(ExportError, OSError):
        if not write_if_changed(copy, path.read_bytes()):
            os.utime(copy)
        copies = sorted(copy.parent.glob("*.apkg"), key=lambda file: file.stat().st_mtime)
        for old in copies[:-_MOST]:
            old.unlink()
