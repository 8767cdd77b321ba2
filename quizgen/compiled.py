"""What is made once out of the packages' files, and from then on mapped into memory.

A folder in the user's cache folder, named after everything that it was made from: it is made anew
when a package changes, and in memory where the folder can't be written. Nothing in it is pickled:
`.marisa` is a trie with values, `.keys.marisa` one that numbers its keys, `.npy` an array and
`.txt` bytes.
"""

from __future__ import annotations

import hashlib
import mmap
import os
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import marisa_trie

from quizgen.errors import DataError
from quizgen.users_folders import users_folder

Parts = Mapping[str, Any]  # by file name
_SIZES = "sizes.txt"  # of the other files: one that is cut off is damaged
_PATIENCE = 60  # seconds to wait for another run that makes the same
_DAY = 24 * 3600
_OLD = 30 * _DAY  # without use; then it is of a package that is gone


def cache_folder() -> Path:
    """The user's cache folder for quizgen; `QUIZGEN_CACHE` overrides it."""
    return users_folder("cache")


def package_file(package: str, name: str = "__init__.py") -> Path:
    """A file of an installed package, found without importing that.

    Raises `DataError` if the package is missing.
    """
    spec = find_spec(package)
    if not spec or not spec.submodule_search_locations:
        raise DataError(f"the package {package} is missing: install quizgen again")
    return Path(spec.submodule_search_locations[0]) / name


def compiled_folder(name: str, version: int, sources: Sequence[Path]) -> Path:
    """Where `compiled` keeps its parts; there is no such folder before they are made.

    Raise `version` when the parts or how they are made change.
    """
    parts: list[object] = [version]
    for path in (*sources, Path(marisa_trie.__file__)):
        if path.exists():
            parts += [path.resolve(), path.stat().st_size, path.stat().st_mtime_ns]
    said = "|".join(map(str, parts)).encode("utf-8", "surrogateescape")
    return cache_folder() / f"{name}-{hashlib.blake2b(said, digest_size=8).hexdigest()}"


def compiled(name: str, version: int, sources: Sequence[Path], make: Callable[[], Parts]) -> Parts:
    """The parts that `make` makes out of these files: those that are kept, if there are any.

    Of two runs that start together one makes them and the other waits.
    """
    folder = compiled_folder(name, version, sources)
    if parts := _opened(folder):
        return parts
    with _alone(folder.with_name(f"{name}.lock")):
        if parts := _opened(folder):  # the other one was first
            return parts
        shutil.rmtree(folder, ignore_errors=True)  # damaged, or not there
        parts = make()
        _save(folder, parts)
        remove_old(folder, name)
        return _opened(folder) or parts


def _opened(folder: Path) -> Parts | None:
    """The parts that are kept; None if there are none, or damaged ones."""
    try:
        sizes = dict(line.split("\t") for line in (folder / _SIZES).read_text("utf-8").splitlines())
        for name, size in sizes.items():
            if (folder / name).stat().st_size != int(size):
                raise ValueError(f"{name} is cut off")
        parts = {name: _part(folder / name) for name in sizes}
    except (OSError, RuntimeError, ValueError):  # RuntimeError is marisa's
        return None
    with suppress(OSError):
        if folder.stat().st_mtime < time.time() - _DAY:
            os.utime(folder)  # it is in use: see `remove_old`
    return parts


def _part(path: Path) -> Any:
    if path.suffix == ".marisa":
        keys = path.name.endswith(".keys.marisa")
        return (marisa_trie.Trie if keys else marisa_trie.BytesTrie)().mmap(str(path))
    if path.suffix == ".npy":
        import numpy

        return numpy.load(path, mmap_mode="r", allow_pickle=False).view(numpy.ndarray)
    with path.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Let other runs wait; whatever ends this one, they needn't wait any longer."""
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
    try:
        lock = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)
    except sqlite3.Error:  # nothing can be written there
        yield
        return
    with closing(lock):
        with suppress(sqlite3.Error):
            lock.execute("BEGIN EXCLUSIVE")
        yield


def _save(folder: Path, parts: Parts) -> None:
    """Write the parts and move them into place at once, if that can be done."""
    with (
        suppress(OSError, RuntimeError),  # marisa's for a full disk
        tempfile.TemporaryDirectory(dir=folder.parent, prefix=f"{folder.name}-") as temporary,
    ):
        made = Path(temporary) / folder.name
        made.mkdir()
        for name, part in parts.items():
            _write(made / name, part)
        sizes = (f"{name}\t{(made / name).stat().st_size}" for name in parts)
        _write(made / _SIZES, "\n".join(sizes).encode())
        made.rename(folder)


def _write(path: Path, part: Any) -> None:
    if path.suffix == ".marisa":
        part.save(str(path))
    elif path.suffix == ".npy":
        import numpy

        numpy.save(path, part, allow_pickle=False)
    else:
        path.write_bytes(part)
    with path.open("rb+") as file:
        os.fsync(file.fileno())  # the folder's new name must not reach the disk before this


def remove_old(folder: Path, name: str, seconds: int = _OLD) -> None:
    """Remove the folders of this name beside this one that nobody has used for so long."""
    for other in folder.parent.glob(f"{name}-*"):
        with suppress(OSError):
            if other != folder and other.stat().st_mtime < time.time() - seconds:
                shutil.rmtree(other, ignore_errors=True)
