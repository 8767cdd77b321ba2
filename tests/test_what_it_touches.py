"""No network, no program, no file of others: what each command asks of the system."""

from __future__ import annotations

import json
import mimetypes
import os
import pickle
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from cli_tools import TEXT, start
from conftest import ROOT

from quizgen.compiled import cache_folder
from quizgen.writers import WRITERS

WATCHED = ROOT / "tests" / "watched.py"
# "The library bought three hundred new books."
SECOND = "图书馆买了三百本新书，同学们都很高兴。"
USERS = ("QUIZGEN_CACHE", "QUIZGEN_CONFIG", "QUIZGEN_STATE")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A working folder with two articles, a list of known words, corrections and gold data."""
    folder = tmp_path_factory.mktemp("desk")
    (folder / "museum.txt").write_text(TEXT, encoding="utf-8")
    (folder / "articles").mkdir()
    (folder / "articles" / "museum.txt").write_text(TEXT, encoding="utf-8")
    (folder / "articles" / "library.txt").write_text(SECOND, encoding="utf-8")
    (folder / "known.txt").write_text("我们\n昨天\n", encoding="utf-8")  # we; yesterday
    (folder / "gold" / "segmentation").mkdir(parents=True)
    # "Children like summer."
    (folder / "gold" / "segmentation" / "own.txt").write_text("孩子 喜欢 夏天 。\n", "utf-8")
    return folder


def _commands() -> list[list[str]]:
    every = [part for known in WRITERS.values() for part in ("-o", f"out/x{known.suffixes[0]}")]
    return [
        ["correct", "文物", "--meaning", "relic"],
        ["make", "museum.txt", *every, "--known", "known.txt"],
        ["make", "museum.txt", "--review", "out/x.review.csv", "--audio", "-o", "out/said.apkg"],
        ["make", "articles", "--jobs", "1"],
        ["show", "museum.txt", "--json"],
        ["items", "museum.txt", "--all"],
        ["explain", "museum.txt", "博物馆"],  # museum
        ["corpus", "articles", "-o", "out/x.csv", "-o", "out/curve.svg", "-o", "out/curve.pdf"],
        ["evaluate", "gold"],
        ["formats"],
        ["about"],
    ]


@pytest.fixture(scope="module")
def noted(desk: Path) -> dict[str, list[str]]:
    """What was noted while every command ran."""
    (desk / "commands.json").write_text(json.dumps(_commands()), encoding="utf-8")
    done = _watched(desk)
    assert done.returncode == 0, done.stderr.decode()
    assert (desk / "out" / "x.apkg").is_file()
    return json.loads((desk / "notes.json").read_text("utf-8"))  # type: ignore[no-any-return]


def _watched(folder: Path, *before: str, **more: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*before, sys.executable, str(WATCHED), "notes.json", "commands.json"],
        cwd=folder,
        env=os.environ | more,
        capture_output=True,
        timeout=180,
        check=False,
    )


def test_no_command_asks_for_the_network_or_starts_a_program(noted: dict[str, list[str]]) -> None:
    assert noted["network"] == []
    assert noted["programs"] == []


def test_only_g2pms_own_files_are_unpickled(noted: dict[str, list[str]]) -> None:
    """They come inside its package, as its code does (docs/licences.md)."""
    assert {Path(name).name for name in noted["unpickled"]} <= {"g2pm.py"}
    pickles = {path for path in noted["opened"] if path.endswith((".pkl", ".pickle"))}
    assert {Path(path).parent.name for path in pickles} == {"g2pM"}


def test_files_are_the_installs_the_users_or_named(noted: dict[str, list[str]], desk: Path) -> None:
    """A temporary file is our own: made anew under a name that nobody had."""
    folders = [sys.prefix, sys.base_prefix, ROOT / "quizgen", WATCHED, cache_folder(), desk]
    folders += noted["made"]
    folders += [os.environ[name] for name in USERS if name in os.environ]
    system = {*mimetypes.knownfiles, os.devnull, "/etc/os-release", "/proc/self/maps"}
    strange = {
        path
        for path in set(noted["opened"]) - system
        if not any(Path(path).is_relative_to(folder) for folder in folders)
        and not Path(path).is_dir()  # Python asks for the folder of a temporary file first
    }
    assert strange == set()


def test_all_works_in_a_network_of_its_own_without_any_connection(desk: Path) -> None:
    """Libraries that aren't written in Python ask for nothing either: here they couldn't.

    Where the system gives no such network, only Python's own doors are watched.
    """
    alone = [shutil.which("unshare") or "false", "--map-root-user", "--net"]
    works = subprocess.run([*alone, "true"], capture_output=True, check=False).returncode == 0
    (desk / "alone").mkdir()
    shutil.copy(desk / "museum.txt", desk / "alone")
    command = json.dumps([["make", "museum.txt"]])
    (desk / "alone" / "commands.json").write_text(command, encoding="utf-8")
    done = _watched(desk / "alone", *(alone if works else []))
    assert done.returncode == 0, done.stderr.decode()
    assert (desk / "alone" / "decks" / "museum.apkg").is_file()


class _Trap:
    """Unpickled, it leaves a file that says so."""

    def __init__(self, marker: Path) -> None:
        self.marker = marker

    def __reduce__(self) -> tuple[Any, ...]:
        return Path.touch, (self.marker,)


def test_what_others_planted_is_not_run(tmp_path: Path) -> None:
    """In the shared temporary folder, in the cache folder and beside the article."""
    sprung = tmp_path / "sprung"
    trap = pickle.dumps(_Trap(sprung))
    pickle.loads(trap)
    assert sprung.exists()  # the trap is a good one
    sprung.unlink()

    shared, cache, home = (tmp_path / name for name in ("shared", "cache", "home"))
    home.mkdir()
    shutil.copytree(cache_folder(), cache, copy_function=os.symlink)
    folders = {path.parent for path in cache.rglob("*")} | {cache, shared, shared / "joblib"}
    for folder in folders:
        folder.mkdir(exist_ok=True, parents=True)
        for name in ("jieba.cache", "lexicon.pkl", "data.pickle", "np_ckpt.pkl", "cache.dat"):
            (folder / name).write_bytes(trap)
    for module in ("genanki", "numpy", "typst", "sitecustomize", "quizgen", "json"):
        (home / f"{module}.py").write_text(f"open({str(sprung)!r}, 'w').close()\n")
    (home / "museum.txt").write_text(TEXT, encoding="utf-8")

    done = start("make", "museum.txt", cwd=home, QUIZGEN_CACHE=str(cache), TMPDIR=str(shared))
    assert (done.returncode, done.stderr) == (0, b"")
    assert not sprung.exists()


def test_only_anki_is_spoken_to_and_on_this_machine() -> None:
    from quizgen.cli.options import ANKI_URL

    assert ANKI_URL == "http://127.0.0.1:8765"
    speaking = {
        path.relative_to(ROOT / "quizgen").as_posix()
        for path in (ROOT / "quizgen").rglob("*.py")
        if any(word in path.read_text("utf-8") for word in ("urlopen", "http.client", "socket"))
    }
    assert speaking == {"anki_connect/client.py"}


def test_the_watch_sees_what_it_looks_for() -> None:
    code = (
        "import pickle, socket, subprocess, sys\n"
        f"sys.path.insert(0, {str(WATCHED.parent)!r})\n"
        "import watched\n"
        "sys.addaudithook(watched.watch)\n"
        "import tempfile\n"
        "tempfile.TemporaryFile().close()\n"
        "tempfile.TemporaryDirectory().cleanup()\n"
        "pickle.loads(pickle.dumps(watched.main))\n"
        "subprocess.run([sys.executable, '-c', ''])\n"
        "try:\n    socket.getaddrinfo('example.org', 80)\nexcept OSError:\n    pass\n"
        "print(*(len(watched.NOTED[name]) > 0 for name in sorted(watched.NOTED)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stdout.split() == [b"True"] * 5
