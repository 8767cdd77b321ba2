"""The layers that docs/contributing.md draws: a room imports only what lies below it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from conftest import ROOT

DRAWING = re.search(
    r"```layers\n(.*?)```", (ROOT / "docs" / "contributing.md").read_text("utf-8"), re.DOTALL
)
EXCEPTIONS = {
    ("quizgen.writers.review", "review"): "the review table is one of the formats in WRITERS",
    ("quizgen.known.collection", "writers"): "knows its own cards by the note types' fields",
}


def height() -> dict[str, int]:
    """How high the rooms are drawn."""
    assert DRAWING
    lines = DRAWING[1].splitlines()[::-1]
    return {room: number for number, line in enumerate(lines) for room in line.split()}


def modules() -> Iterator[tuple[str, Path]]:
    for path in sorted((ROOT / "quizgen").rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        yield ".".join(parts).removesuffix(".__init__"), path


def room_of(module: str) -> str:
    """quizgen.text.dates is in the room text; the package itself is one of its own."""
    return (module.split(".")[1:] or ["__init__"])[0]


def imported(path: Path) -> Iterator[str]:
    """The rooms that a file imports from, at its head or in a function."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: a relative import"
            names = [node.module or ""]
            if node.module == "quizgen":  # its version is anybody's
                names = [f"quizgen.{a.name}" for a in node.names if a.name != "__version__"]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            continue
        yield from (room_of(name) for name in names if name.split(".")[0] == "quizgen")


def upward() -> set[tuple[str, str]]:
    """Each file that imports from a room that isn't below its own, with that room."""
    drawn = height()
    return {
        (module, other)
        for module, path in modules()
        for other in imported(path)
        if other != room_of(module) and drawn[other] >= drawn[room_of(module)]
    }


def test_every_room_is_drawn_once() -> None:
    assert DRAWING
    assert sorted(DRAWING[1].split()) == sorted({room_of(module) for module, _ in modules()})


def test_rooms_import_only_what_lies_below_them() -> None:
    assert upward() == set(EXCEPTIONS)
