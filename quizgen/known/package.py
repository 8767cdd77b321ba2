"""A copy of an Anki collection: of a collection.anki2, or of the one inside a package."""

from __future__ import annotations

import shutil
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from quizgen.errors import DataError

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

ZIP, SQLITE = b"PK\x03\x04", b"SQLite format 3\0"
LIMIT = 2_000_000_000  # bytes of a collection; what says it is bigger is a trap
# The newest first: beside it, an older one only says "please update Anki".
_MEMBERS = ("collection.anki21b", "collection.anki21", "collection.anki2")
_CHUNK = 1 << 20
_BESIDE = ("-wal", "-journal")  # what an open database hasn't yet put into its file
_DAMAGED = (
    zipfile.BadZipFile, zlib.error, zstd.ZstdError, EOFError, RuntimeError, ValueError,
    NotImplementedError,
)  # fmt: skip


@contextmanager
def collection_of(path: Path) -> Iterator[Path]:
    """A copy of the collection of a package or a collection.anki2, for as long as it is needed.

    The file itself is only read, whether Anki has it open or not. Raises `DataError`.
    """
    with tempfile.TemporaryDirectory(prefix="quizgen-") as folder:
        copy = Path(folder) / "collection.anki2"
        try:
            if beginning(path).startswith(ZIP):
                _unpack(path, copy)
            else:
                _copy(path, copy)
        except _DAMAGED as error:
            problem = f"the package is damaged ({error}); export it from Anki again"
            raise DataError(f"{path}: {problem}") from None
        except OSError as error:
            problem = f"can't be read ({error.strerror or error}); check it and its permissions"
            raise DataError(f"{path}: {problem}") from None
        yield copy


class _Bytes(Protocol):
    def read(self, size: int, /) -> bytes: ...


def beginning(path: Path) -> bytes:
    """The first bytes of a file."""
    with path.open("rb") as file:
        return file.read(len(SQLITE))


def _unpack(path: Path, copy: Path) -> None:
    with zipfile.ZipFile(path) as package:
        names = set(package.namelist())
        name = next((name for name in _MEMBERS if name in names), "")
        if not name:
            problem = "this is no package of Anki's; give an .apkg or .colpkg, or a list as .csv"
            raise DataError(f"{path}: {problem}")
        with package.open(name) as member:
            if name == _MEMBERS[0]:
                with zstd.ZstdFile(member) as unpacked:
                    _fill(path, copy, unpacked)
            else:
                _fill(path, copy, member)


def _fill(path: Path, copy: Path, content: _Bytes) -> None:
    """Write what is unpacked, if it is a database and of a bearable size."""
    size = 0
    with copy.open("wb") as file:
        while chunk := content.read(_CHUNK):
            if not size and not chunk.startswith(SQLITE):
                raise DataError(f"{path}: its collection is no database; export it again")
            size += len(chunk)
            if size > LIMIT:
                raise DataError(f"{path}: its collection unpacks to more than {LIMIT:,} bytes")
            file.write(chunk)


def _copy(path: Path, copy: Path) -> None:
    """Copy a database that may be open; once more if somebody wrote to it meanwhile."""
    for _ in range(3):
        before = _state(path)
        for end in ("", *_BESIDE):
            own, other = copy.with_name(copy.name + end), path.with_name(path.name + end)
            own.unlink(missing_ok=True)
            if other.is_file():
                shutil.copyfile(other, own)
        if _state(path) == before:
            return
    raise DataError(f"{path}: Anki is writing to it; close Anki and try again")


def _state(path: Path) -> list[tuple[int, int]]:
    files = [path.with_name(path.name + end) for end in ("", *_BESIDE)]
    return [(f.stat().st_size, f.stat().st_mtime_ns) for f in files if f.is_file()]
