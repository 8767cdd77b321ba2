"""Ctrl-C at any moment of a run: one line, the status of the signal, and nothing half done."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from itertools import cycle
from pathlib import Path

import pytest
from cli_tools import QUIZGEN, TEXT
from many_articles import FILES, many

from quizgen.compiled import cache_folder

linux = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
posix = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
SAID = {
    signal.SIGINT: "quizgen: stopped by Ctrl-C; no file is half written\n",
    signal.SIGTERM: "quizgen: stopped by the system; no file is half written\n",
}
MOMENTS = int(os.environ.get("QUIZGEN_MOMENTS", "6"))  # `make test-all` tries 40
OUTPUTS = ("x.apkg", "x.pdf", "x.json")


@pytest.fixture(autouse=True)
def _nothing_is_ignored() -> Iterator[None]:
    """Under `nohup make test` programs would ignore SIGHUP, and with a shell's `&` SIGINT."""
    ignored = [number for number in _signals() if signal.getsignal(number) == signal.SIG_IGN]
    for number in ignored:
        signal.signal(number, signal.SIG_DFL)
    yield
    for number in ignored:
        signal.signal(number, signal.SIG_IGN)


def _signals() -> list[signal.Signals]:
    names = ("SIGINT", "SIGTERM", "SIGHUP")
    return [getattr(signal, name) for name in names if hasattr(signal, name)]


@linux
def test_a_run_can_be_stopped_at_any_moment(tmp_path: Path) -> None:
    """By both signals, at moments all over a run's time here; the last may find it finished."""
    folders = {name: tmp_path / name for name in ("tmp", "state", "config", "out")}
    for folder in folders.values():
        folder.mkdir()
    environment = os.environ | {
        "TMPDIR": str(folders["tmp"]),
        "QUIZGEN_STATE": str(folders["state"]),
        "QUIZGEN_CONFIG": str(folders["config"]),
    }
    (tmp_path / "museum.txt").write_text(TEXT, encoding="utf-8")
    outputs = [part for name in OUTPUTS for part in ("-o", str(folders["out"] / name))]
    command = [str(QUIZGEN), "make", str(tmp_path / "museum.txt"), *outputs]
    began = time.monotonic()
    assert (
        subprocess.run(command, env=environment, check=False, capture_output=True).returncode == 0
    )
    long = time.monotonic() - began
    chosen = random.Random(7)
    stopped = 0
    for moment, number in zip(range(MOMENTS), cycle(SAID), strict=False):
        for path in folders["out"].iterdir():
            path.unlink()
        with _listening(command, environment) as process:
            time.sleep(long * (moment + chosen.random()) / MOMENTS)
            process.send_signal(number)
            _, error = process.communicate(timeout=60)
        assert (process.returncode, error.decode()) in [(128 + number, SAID[number]), (0, "")]
        stopped += process.returncode != 0
        assert all(map(_is_whole, folders["out"].iterdir()))
        assert not list(tmp_path.rglob(".quizgen*")) and not list(folders["tmp"].iterdir())
    assert stopped >= MOMENTS // 2


def _listening(command: list[str], environment: dict[str, str]) -> subprocess.Popen[bytes]:
    """The program, as soon as it listens to signals: Python itself has no handler of SIGTERM."""
    process = subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    status = Path(f"/proc/{process.pid}/status")
    caught = 0
    while not caught & 1 << (signal.SIGTERM - 1):
        time.sleep(0.002)
        lines = status.read_text().splitlines()
        caught = next(int(line.split()[1], 16) for line in lines if line.startswith("SigCgt"))
    return process


def _running(group: int) -> list[str]:
    """The processes of a group that haven't ended."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # it ended meanwhile
            state, _, its_group = status.read_text("utf-8").rpartition(") ")[2].split()[:3]
            if int(its_group) == group and state != "Z":
                found.append((status.parent / "cmdline").read_text("utf-8"))
    return found


def _is_whole(path: Path) -> bool:
    if path.suffix == ".json":
        return bool(json.loads(path.read_text("utf-8")))
    if path.suffix == ".pdf":
        return path.read_bytes().rstrip().endswith(b"%%EOF")
    with zipfile.ZipFile(path) as package:
        return package.testzip() is None


@linux
def test_many_articles_can_be_stopped_and_gone_on_with(tmp_path: Path) -> None:
    """Ctrl-C is for all processes of a terminal: none stays. What was done isn't done again."""
    many(tmp_path / "articles")
    environment = os.environ | {
        "QUIZGEN_CACHE": str(tmp_path / "cache"),
        "QUIZGEN_STATE": str(tmp_path / "state"),
        "TMPDIR": str(tmp_path),
    }
    shutil.copytree(cache_folder(), tmp_path / "cache", ignore=shutil.ignore_patterns("kept-*"))
    out = tmp_path / "out"
    command = [QUIZGEN, "make", tmp_path / "articles", "--jobs", "2", "-o", out, "--to", "json"]
    with subprocess.Popen(
        command, env=environment, stderr=subprocess.PIPE, start_new_session=True
    ) as process:
        until = time.monotonic() + 120
        while not list(out.glob("*.json")) and time.monotonic() < until:
            time.sleep(0.01)
        os.killpg(process.pid, signal.SIGINT)
        _, error = process.communicate(timeout=60)
    said = SAID[signal.SIGINT].replace("\n", "; run the same again to go on from here\n")
    assert (process.returncode, error.decode()) == (130, said)
    until = time.monotonic() + 10
    while left := _running(process.pid):
        assert time.monotonic() < until, left
        time.sleep(0.05)
    there = {path: path.stat().st_mtime_ns for path in out.glob("*.json")}
    assert 0 < len(there) < len(FILES)
    subprocess.run(command, env=environment, check=True, capture_output=True, timeout=300)
    assert len(list(out.glob("*.json"))) == len(FILES)
    assert {path: path.stat().st_mtime_ns for path in there} == there


@posix
def test_the_dictionary_can_be_stopped_while_it_is_prepared(tmp_path: Path) -> None:
    """The first run of all compiles it: what is left is nothing, or all of it."""
    (tmp_path / "museum.txt").write_text(TEXT, encoding="utf-8")
    environment = os.environ | {"QUIZGEN_CACHE": str(tmp_path / "cache")}
    command = [str(QUIZGEN), "show", str(tmp_path / "museum.txt")]
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE) as process:
        until = time.monotonic() + 60
        while not (tmp_path / "cache").exists() and time.monotonic() < until:
            time.sleep(0.001)
        process.send_signal(signal.SIGINT)
        _, error = process.communicate(timeout=60)
    assert (process.returncode, error.decode()) == (130, SAID[signal.SIGINT])
    left = {path.name for path in (tmp_path / "cache").iterdir()}
    assert left <= {path.name for path in cache_folder().iterdir()}


# What the program does with a signal, without a program.


@posix
def test_a_signal_ends_in_one_line_and_a_status() -> None:
    code = """
import os, signal, sys
from quizgen.cli.stopping import stoppable

class Swallows:
    def __del__(self):
        os.kill(os.getpid(), signal.SIGINT)  # what a destructor raises is printed and lost
        for _ in range(1000):
            pass

with stoppable():
    try:
        WHAT
    finally:
        print("tidied up", flush=True)
"""
    cases = {
        "os.kill(os.getpid(), signal.SIGINT); signal.pause()": (130, "Ctrl-C"),
        "os.kill(os.getpid(), signal.SIGTERM); signal.pause()": (143, "the system"),
        "os.kill(os.getpid(), signal.SIGHUP); signal.pause()": (129, "window was closed"),
        "Swallows()\n        while True: pass": (130, "Ctrl-C"),
    }
    for what, (status, said) in cases.items():
        done = subprocess.run(
            [sys.executable, "-c", code.replace("WHAT", what)],
            capture_output=True,
            timeout=60,
            check=False,
        )
        assert (done.returncode, done.stdout) == (status, b"tidied up\n"), done.stderr.decode()
        assert done.stderr.count(b"\n") == 1 and said in done.stderr.decode()


@posix
def test_a_second_ctrl_c_does_not_disturb_the_tidying_up() -> None:
    code = """
import os, signal, time
from quizgen.cli.stopping import stoppable

with stoppable():
    try:
        os.kill(os.getpid(), signal.SIGINT)
        signal.pause()
    finally:
        for _ in range(5):
            os.kill(os.getpid(), signal.SIGINT)
        print("tidied up", flush=True)
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, timeout=60, check=False
    )
    assert (done.returncode, done.stdout) == (130, b"tidied up\n")
    assert done.stderr.decode() == SAID[signal.SIGINT]


@posix
def test_what_nohup_ignores_stays_ignored() -> None:
    code = """
import os, signal
signal.signal(signal.SIGHUP, signal.SIG_IGN)
from quizgen.cli.stopping import stoppable

with stoppable():
    os.kill(os.getpid(), signal.SIGHUP)
    print("goes on")
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, timeout=60, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"goes on\n", b"")


@linux
def test_a_full_disk_under_what_is_printed_is_one_line(tmp_path: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [QUIZGEN, "formats"], stdout=full, stderr=subprocess.PIPE, timeout=60, check=False
        )
    assert done.returncode == 1
    assert done.stderr.decode() == (
        "quizgen: what is printed: can't be written or read (No space left on device);"
        " no file is half written\n"
    )


_IMPORTED = """
import signal
from quizgen.cli.stopping import Stopped, stoppable
with stoppable():
    try:
        signal.raise_signal(signal.SIGINT)
    except Stopped as stopped:
        raise ImportError("initialization failed") from stopped
"""


def test_a_signal_that_a_library_turns_into_an_error_still_counts() -> None:
    """A library in C whose import is stopped says "initialization failed"."""
    ended = subprocess.run(
        [sys.executable, "-c", _IMPORTED], capture_output=True, text=True, check=False, timeout=60
    )
    assert ended.returncode == 130
    assert ended.stderr == "quizgen: stopped by Ctrl-C; no file is half written\n"
