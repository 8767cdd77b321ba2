"""What is compiled once into the cache folder: kept, shared by two runs, mended, cleared away."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import marisa_trie
import numpy
import pytest

from quizgen import compiled as module
from quizgen.compiled import Parts, compiled, compiled_folder, package_file
from quizgen.errors import DataError

FILES = ["array.npy", "numbers.keys.marisa", "text.txt", "values.marisa"]


def made() -> Parts:
    return {
        "array.npy": numpy.arange(5, dtype=numpy.float32),
        "numbers.keys.marisa": marisa_trie.Trie(["行", "银行"]),  # row; bank
        "text.txt": "银行".encode(),
        "values.marisa": marisa_trie.BytesTrie([("行", b"hang2"), ("银行", b"yin2 hang2")]),
    }


def never() -> Parts:
    raise AssertionError("it was made again")


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package's file, and a cache folder of our own."""
    monkeypatch.setenv("QUIZGEN_CACHE", str(tmp_path / "cache"))
    path = tmp_path / "package.txt"
    path.write_text("银行")
    return path


def opened(source: Path, make: Callable[[], Parts] = made, version: int = 1) -> Parts:
    return compiled("thing", version, [source], make)


def folder_of(source: Path) -> Path:
    return compiled_folder("thing", 1, [source])


def holds(parts: Parts) -> bool:
    """Whether these are the parts of `made`."""
    return (
        parts["array.npy"].tolist() == [0, 1, 2, 3, 4]
        and parts["numbers.keys.marisa"].keys() == ["行", "银行"]
        and bytes(parts["text.txt"]).decode() == "银行"
        and parts["values.marisa"]["银行"] == [b"yin2 hang2"]
    )


def test_it_is_made_once_and_then_mapped(source: Path) -> None:
    assert holds(opened(source))
    parts = opened(source, never)
    assert holds(parts)
    assert isinstance(parts["array.npy"].base, numpy.memmap)
    assert not parts["array.npy"].flags.writeable


def test_nothing_is_pickled(source: Path) -> None:
    opened(source)
    assert sorted(path.name for path in folder_of(source).iterdir()) == sorted(
        [*FILES, "sizes.txt"]
    )
    with pytest.raises(ValueError, match="allow_pickle"):
        opened(source, lambda: {"array.npy": numpy.array([{}])}, version=2)


def test_a_pickle_in_a_files_place_is_not_opened(source: Path) -> None:
    opened(source)
    evil = folder_of(source) / "array.npy"
    numpy.save(evil, numpy.array([print], dtype=object), allow_pickle=True)
    sizes = folder_of(source) / "sizes.txt"
    sizes.write_text(
        "\n".join(f"{name}\t{(folder_of(source) / name).stat().st_size}" for name in FILES)
    )
    assert holds(opened(source))
    assert holds(opened(source, never))


@pytest.mark.parametrize("name", [*FILES, "sizes.txt"])
@pytest.mark.parametrize("damage", ["cut", "emptied", "removed", "longer"])
def test_what_is_damaged_is_made_anew(source: Path, name: str, damage: str) -> None:
    opened(source)
    path = folder_of(source) / name
    content = path.read_bytes()
    path.unlink()
    if damage != "removed":
        path.write_bytes({"cut": content[:-3], "emptied": b"", "longer": content * 2}[damage])
    assert holds(opened(source))
    assert holds(opened(source, never))


@pytest.mark.parametrize("name", ["numbers.keys.marisa", "values.marisa", "array.npy"])
def test_zeros_of_the_right_size_are_seen(source: Path, name: str) -> None:
    opened(source)
    path = folder_of(source) / name
    path.write_bytes(bytes(path.stat().st_size))
    assert holds(opened(source))


def test_it_works_where_no_folder_can_be(source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The cache folder would lie inside a file, which root can't make either."""
    monkeypatch.setenv("QUIZGEN_CACHE", str(source / "cache"))
    assert holds(opened(source))
    assert source.read_text() == "银行"


def test_it_works_where_a_file_has_the_folders_name(source: Path) -> None:
    folder_of(source).parent.mkdir()
    folder_of(source).touch()
    assert holds(opened(source))
    assert holds(opened(source))


def test_a_full_disk_leaves_nothing(source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, part: object) -> None:
        path.write_bytes(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(module, "_write", full)
    assert holds(opened(source))
    assert [path.name for path in folder_of(source).parent.iterdir()] == ["thing.lock"]


def test_another_file_time_or_version_is_another_folder(source: Path) -> None:
    folders = {compiled_folder("thing", version, [source]) for version in (1, 2)}
    written = source.stat().st_mtime_ns
    os.utime(source, ns=(written + 1, written + 1))
    folders.add(folder_of(source))
    source.write_text("银行家")
    folders.add(folder_of(source))
    source.unlink()
    folders.add(folder_of(source))
    assert len(folders) == 5


def _age(folder: Path, days: int) -> None:
    then = time.time() - days * 24 * 3600
    os.utime(folder, (then, then))


def test_what_nobody_used_for_a_month_is_removed(source: Path) -> None:
    cache = folder_of(source).parent
    for name, days in (("thing-old", 31), ("thing-new", 29), ("other-old", 99)):
        (cache / name).mkdir(parents=True)
        (cache / name / "text.txt").touch()
        _age(cache / name, days)
    opened(source)
    assert sorted(path.name for path in cache.iterdir() if path.is_dir()) == sorted(
        ["other-old", folder_of(source).name, "thing-new"]
    )


def test_what_is_used_stays_young(source: Path) -> None:
    opened(source)
    _age(folder_of(source), 40)
    opened(source, never)
    assert folder_of(source).stat().st_mtime > time.time() - 60


def test_a_missing_package_is_one_clear_line() -> None:
    with pytest.raises(DataError, match="the package no_such_thing is missing"):
        package_file("no_such_thing")


_RUN = """
import os, sys, time
from pathlib import Path
from quizgen.compiled import compiled
source, log, name = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
def make():
    (log / f"made-{name}").touch()
    time.sleep(float(sys.argv[4]))
    return {"text.txt": b"made"}
(log / f"ready-{name}").touch()
while len(list(log.glob("ready-*"))) < int(sys.argv[5]):  # they go on together
    time.sleep(0.001)
print(bytes(compiled("thing", 1, [source], make)["text.txt"]).decode())
"""


def _start(source: Path, name: str, seconds: float, runs: int) -> subprocess.Popen[str]:
    log = source.parent / "log"
    log.mkdir(exist_ok=True)
    arguments = [str(source), str(log), name, str(seconds), str(runs)]
    return subprocess.Popen(
        [sys.executable, "-c", _RUN, *arguments], stdout=subprocess.PIPE, text=True
    )


def test_of_two_runs_that_start_together_one_makes_it(source: Path) -> None:
    started = [_start(source, name, 0.5, 2) for name in "ab"]
    answers = [process.communicate(timeout=60)[0].strip() for process in started]
    assert answers == ["made", "made"]
    assert len(list((source.parent / "log").glob("made-*"))) == 1
    assert len(list(folder_of(source).parent.glob("thing-*"))) == 1


def test_a_run_that_is_killed_keeps_nobody_waiting(source: Path) -> None:
    first = _start(source, "a", 60, 1)
    while not (source.parent / "log" / "made-a").exists():
        assert first.poll() is None
        time.sleep(0.01)
    first.send_signal(signal.SIGTERM)  # on Windows as sudden as SIGKILL elsewhere
    first.communicate(timeout=60)
    begun = time.monotonic()
    assert holds(opened(source))
    assert time.monotonic() - begun < 20
    assert holds(opened(source, never))


def test_what_a_killed_run_left_counts_for_nothing(source: Path) -> None:
    opened(source)
    folder = folder_of(source)
    shutil.copytree(folder, folder.with_name(f"{folder.name}-half") / folder.name)
    shutil.rmtree(folder)
    assert holds(opened(source))
