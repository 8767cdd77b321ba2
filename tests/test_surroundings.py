"""Odd surroundings: consoles, locales, line ends, paths, streams and homes as others have them."""

from __future__ import annotations

import os
import pty
import pwd
import subprocess
import sys
from pathlib import Path

import pytest
from cli_tools import QUIZGEN, TEXT, run, start
from conftest import DEMO

from quizgen.users_folders import users_folder
from quizgen.writers import WRITERS
from quizgen.writers.anki.package import read_course

# "Study room one: lesson"
FOLDER = "学习 一 室"
LIKE_WINDOWS = {
    "PYTHONIOENCODING": "cp1252",
    "LC_ALL": "C",
    "PYTHONUTF8": "0",
    "PYTHONCOERCECLOCALE": "0",
    "TZ": "Pacific/Kiritimati",  # where it is tomorrow
    "TERM": "dumb",
    "COLUMNS": "20",
    "NO_COLOR": "1",
}
# Every warning is an error, an `open` without an encoding too. These two do that: for a temporary
# file of which only the name is used, and for the number of cores, in ASCII.
LAX = ("openpyxl.worksheet._writer", "joblib.externals.loky.backend.context")
STRICT = ["-W", "error", "-X", "dev", "-X", "warn_default_encoding"]
STRICT += [part for module in LAX for part in ("-W", f"ignore::EncodingWarning:{module}")]
KNOWN = "国家\n社会\n"  # state; society
CORRECTIONS = '[[correction]]\nword = "标兵"\nmeaning = "model worker"\n'
OUTPUTS = ("csv", "json", "html", "quiz.html")


def _desk(folder: Path, ends: str, mark: str) -> None:
    """The demo, a list of known words and corrections, with these line ends and marks."""
    folder.mkdir()
    texts = {
        "课 文.txt": DEMO.read_text("utf-8"),
        "known.txt": KNOWN,
        "corrections.toml": CORRECTIONS,
    }
    for name, text in texts.items():
        (folder / name).write_bytes((mark + text).replace("\n", ends).encode())


def _made(folder: Path, **environment: str) -> dict[str, object]:
    """What stands in the files that are made there; of the deck, its notes."""
    wanted = [part for end in (*OUTPUTS, "apkg") for part in ("-o", f"输出 1/课 文.{end}")]
    made = start("make", "课 文.txt", "--known", "known.txt", *wanted, cwd=folder, **environment)
    assert (made.returncode, made.stderr) == (0, b"")
    files = {path.name: path.read_bytes() for path in (folder / "输出 1").iterdir()}
    return files | {"课 文.apkg": read_course(folder / "输出 1" / "课 文.apkg").notes}


def test_line_ends_marks_locale_and_path_change_nothing(tmp_path: Path) -> None:
    _desk(tmp_path / "plain", "\n", "")
    _desk(tmp_path / FOLDER, "\r\n", "\ufeff")
    plain = _made(tmp_path / "plain", LC_ALL="C.UTF-8")
    odd = _made(tmp_path / FOLDER, **LIKE_WINDOWS)
    assert plain.keys() == odd.keys() >= {f"课 文.{end}" for end in OUTPUTS}
    assert b"model worker" in bytes(plain["课 文.csv"])
    assert [name for name in plain if plain[name] != odd[name]] == []


def _python(*arguments: object, cwd: Path) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, capture_output=True, timeout=180, check=False)


COMMANDS = {
    "make": [
        *("make", "museum.txt", "--audio"),
        *(part for known in WRITERS.values() for part in ("-o", f"out/x{known.suffixes[0]}")),
    ],
    "several": ["make", "museum.txt", "library.txt", "--jobs", "2"],
    "show": ["show", "museum.txt"],
    "items": ["items", "museum.txt", "--all"],
    "explain": ["explain", "museum.txt", "博物馆"],  # museum
    "corpus": ["corpus", ".", "-o", "out/x.csv", "-o", "out/curve.svg"],
    "correct": ["correct", "文物", "--meaning", "relic", "--file", "other.toml"],
    "about": ["about"],
}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("desk")
    (folder / "museum.txt").write_text(TEXT, encoding="utf-8")
    # "The library bought three hundred new books."
    (folder / "library.txt").write_text("图书馆买了三百本新书，同学们很高兴。", "utf-8")
    return folder


@pytest.mark.parametrize("command", COMMANDS)
def test_no_command_warns_of_anything(desk: Path, command: str) -> None:
    done = _python(*STRICT, "-m", "quizgen", *COMMANDS[command], cwd=desk)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout


def test_nothing_hangs_on_assertions(desk: Path) -> None:
    done = _python("-O", "-m", "quizgen", "make", "museum.txt", "-o", "o/x.json", cwd=desk)
    assert (done.returncode, done.stderr) == (0, b"")
    made = run("make", desk / "museum.txt", "-o", desk / "o/y.json")
    assert made.exit_code == 0, made.output
    assert (desk / "o/x.json").read_bytes() == (desk / "o/y.json").read_bytes()


def test_a_cache_folder_that_cannot_be_is_said_once(desk: Path) -> None:
    (desk / "file").write_text("no folder", "utf-8")
    done = start("make", "museum.txt", "-o", "kept.csv", cwd=desk, QUIZGEN_CACHE="file/cache")
    assert done.returncode == 0 and (desk / "kept.csv").is_file()
    said = done.stderr.decode()
    assert said.startswith(f"quizgen: nothing can be kept in {Path('file/cache')}, so each run")
    assert said.count("\n") == 1


# Streams


@pytest.mark.parametrize("closed", [(0,), (1,), (2,), (0, 1, 2)], ids=str)
def test_streams_may_be_closed(desk: Path, closed: tuple[int, ...]) -> None:
    """As a scheduled task has them, or a shell's `2>&-`."""
    arguments = ["quizgen", "make", "museum.txt", "-o", f"closed{len(closed)}{closed[0]}.csv"]
    closing = "".join(f"os.close({number})\n" for number in closed)
    code = f"import os\n{closing}os.execv({str(QUIZGEN)!r}, {arguments!r})"
    done = _python("-c", code, cwd=desk)
    assert (done.returncode, done.stderr) == (0, b"")
    assert (desk / arguments[-1]).is_file()


@pytest.mark.parametrize("command", [["show", "museum.txt", "--json"], ["about"], ["--help"]])
def test_nobody_may_read_on(desk: Path, command: list[str]) -> None:
    """`quizgen show ARTICLE | head -1`."""
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        [QUIZGEN, *command],
        cwd=desk,
        stdout=write,
        stderr=subprocess.PIPE,
        timeout=120,
        check=False,
    )
    os.close(write)
    assert (done.returncode, done.stderr) == (1, b"")


def test_a_terminal_without_abilities(desk: Path) -> None:
    terminal, end = pty.openpty()
    environment = os.environ | {"TERM": "dumb", "COLUMNS": "20", "NO_COLOR": "1"}
    done = subprocess.run(
        [QUIZGEN, "make", "museum.txt", "library.txt", "-o", "dumb.apkg"],
        cwd=desk,
        env=environment,
        stdout=end,
        stderr=end,
        timeout=120,
        check=False,
    )
    os.close(end)
    assert done.returncode == 0
    assert b"\x1b[" not in os.read(terminal, 100_000)
    os.close(terminal)


# Homes


@pytest.mark.parametrize("kind", ["cache", "config", "state"])
def test_a_user_without_a_home_has_no_folders(monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    """As in a container: no HOME, and nobody knows the user's number."""

    def unknown(number: int) -> None:
        raise KeyError(number)

    monkeypatch.setattr(pwd, "getpwuid", unknown)
    for name in ("HOME", f"QUIZGEN_{kind.upper()}", f"XDG_{kind.upper()}_HOME"):
        monkeypatch.delenv(name, raising=False)
    folder = users_folder(kind)  # type: ignore[arg-type]
    assert folder.is_absolute()
    with pytest.raises(OSError, match="Not a directory"):
        folder.mkdir(parents=True)
