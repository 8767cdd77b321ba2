"""What was found out of articles, kept for the next time in the user's cache folder.

One SQLite file of MessagePack records. A record's key stands for the article and whatever else its
finding depends on, quizgen's own code and the packages beside it included: after any update the
next run begins with an empty file. Nothing in it is executed or unpickled. Without a cache folder
that can be written nothing is kept, and all else works as well.
"""

from __future__ import annotations

import hashlib
import sqlite3
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any, Generic, TypeVar

import msgspec

from quizgen.compiled import cache_folder, remove_old

T = TypeVar("T")
_DAY = 24 * 3600  # without use; then what other code found is gone
_PATIENCE = 5  # seconds to wait for another run that writes at this moment
_LARGEST = 2_000_000_000  # bytes; of more records the older half gives way
_UNSAYABLE = (UnicodeEncodeError, OverflowError)  # half a character; a number of 20 digits
_PACKED = 1  # zlib's fastest level: a lesson in 10 ms is worth more than a tenth of its size
# Pages that are free count for nothing: a file never shrinks by itself.
_SIZE = """
    SELECT (page_count - freelist_count) * page_size
    FROM pragma_page_count, pragma_freelist_count, pragma_page_size
"""


class Keep(Generic[T]):
    """Results of one kind, by their keys: `keep(Found)` opens what `find` returned before."""

    def __init__(self, database: sqlite3.Connection | None, kind: type[T]) -> None:
        """`database` is None where nothing can be kept."""
        self._database, self._kind = database, kind

    def get(self, key: bytes) -> T | None:
        """What was put there, if it was; a damaged record counts as none."""
        if self._database is None or not key:
            return None
        with suppress(sqlite3.Error, zlib.error, msgspec.MsgspecError):
            row = self._database.execute("SELECT value FROM kept WHERE key = ?", (key,)).fetchone()
            if row:
                return msgspec.msgpack.decode(zlib.decompress(row[0]), type=self._kind)
        return None

    def put(self, key: bytes, found: T) -> T:
        """Keep a result, if that is possible, and hand it back."""
        if self._database and key:
            with suppress(sqlite3.Error, *_UNSAYABLE), self._database:
                value = zlib.compress(msgspec.msgpack.encode(found), _PACKED)
                self._database.execute("INSERT OR REPLACE INTO kept VALUES (?, ?)", (key, value))
        return found


def key_of(*parts: Any) -> bytes:
    """What tells this work from any other; empty for what can't be kept: see `_UNSAYABLE`."""
    try:
        said = msgspec.msgpack.encode(parts)
    except _UNSAYABLE:
        return b""
    return hashlib.blake2b(said, digest_size=20).digest()


def file_stamp(path: Path | None) -> tuple[str, int, int]:
    """What tells a file from another, and from itself after a change."""
    if not path or not path.exists():
        return ("", 0, 0)
    now = path.stat()
    return (str(path.resolve()), now.st_size, now.st_mtime_ns)


@contextmanager
def keep(kind: type[T]) -> Iterator[Keep[T]]:
    """What is kept of this kind."""
    database = _opened(cache_folder() / f"kept-{installed()}" / f"{kind.__name__}.sqlite")
    try:
        yield Keep(database, kind)
    finally:
        if database:
            database.close()


def _opened(path: Path) -> sqlite3.Connection | None:
    """The file, made if it isn't there and made anew if it is damaged; None if neither works."""
    for _ in range(2):
        try:
            if not path.parent.is_dir():
                path.parent.mkdir(parents=True, exist_ok=True)
                remove_old(path.parent, "kept", _DAY)
            return _ready(path)
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):  # locked, or not to be written
                return None
            with suppress(OSError):
                path.unlink()
        except OSError:
            return None
    return None


def _ready(path: Path) -> sqlite3.Connection:
    database = sqlite3.connect(path, timeout=_PATIENCE)
    try:
        database.execute("PRAGMA journal_mode = WAL")  # two runs may read and write at once
        database.execute("PRAGMA synchronous = OFF")  # what a crash loses is found again
        with database:
            database.execute("CREATE TABLE IF NOT EXISTS kept (key BLOB PRIMARY KEY, value BLOB)")
            if database.execute(_SIZE).fetchone()[0] > _LARGEST:
                database.execute("DELETE FROM kept WHERE rowid < (SELECT avg(rowid) FROM kept)")
    except BaseException:
        database.close()
        raise
    return database


@cache
def installed() -> str:
    """Stands for the code that is installed: quizgen's files and the packages beside it."""
    own = Path(__file__).parent
    files = sorted(one for one in own.rglob("*.*") if one.parent.name != "__pycache__")
    parts = [f"{file}|{(now := file.stat()).st_size}|{now.st_mtime_ns}" for file in files]
    folders = (Path(folder) for folder in sys.path if folder)
    parts += sorted(path.name for folder in folders for path in folder.glob("*.dist-info"))
    said = "\n".join(parts).encode("utf-8", "surrogateescape")
    return hashlib.blake2b(said, digest_size=8).hexdigest()
