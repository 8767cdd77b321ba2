"""How time and memory grow: with the length of one article, and with the number of articles.

    python benchmarks/growth.py article 1000 10000 100000 1000000
    python benchmarks/growth.py make 1 10 100 1000     (a folder of so many short articles)
    python benchmarks/growth.py corpus 1 10 100 1000 5000
    python benchmarks/growth.py plot                   (docs/growth.svg from what was measured)

Whole processes with an empty cache of finished work, so that nothing is remembered. Each line is
added to benchmarks/growth.csv as soon as it is measured. `--jobs` is handed to quizgen.
"""

from __future__ import annotations

import argparse
import csv
import shutil
import tempfile
import time
from collections.abc import Iterator
from dataclasses import astuple, dataclass, fields
from pathlib import Path

import recombined
import typst
from speed import BIN, Used, ended

HERE = Path(__file__).parent
TABLE = HERE / "growth.csv"
PLOT = HERE.parent / "docs" / "growth.svg"
KINDS = ("article", "make", "corpus")


@dataclass(frozen=True)
class Measured:
    """One run: of which kind, of what size, by how many processes."""

    kind: str
    size: int
    jobs: int
    seconds: float
    cpu: float
    megabytes: float


class Folder:
    """A temporary folder with the caches of a quizgen that has run before."""

    def __init__(self, folder: Path) -> None:
        """Let quizgen make a short article there, so that its caches are full."""
        self._folder = folder
        self._environment = {"QUIZGEN_CACHE": str(folder / "cache"), "QUIZGEN_STATE": str(folder)}
        self._end([BIN / "quizgen", "make", _article(folder / "first", 300)])

    def measure(self, kind: str, size: int, jobs: int) -> Measured:
        """One run: for so many characters of one article, or so many articles of a folder."""
        for kept in (self._folder / "cache").glob("kept-*"):
            shutil.rmtree(kept)
        command = _command(kind, self._folder / "articles", size, jobs)
        begun = time.perf_counter()
        used = self._end(command)
        seconds = time.perf_counter() - begun
        numbers = (round(seconds, 2), round(used.cpu, 2), round(used.megabytes, 1))
        return Measured(kind, size, jobs, *numbers)

    def _end(self, command: list[object]) -> Used:
        return ended([str(part) for part in command], self._environment, self._folder)


def measure(kind: str, sizes: list[int], jobs: int) -> Iterator[Measured]:
    """One run for each size."""
    with tempfile.TemporaryDirectory(prefix="quizgen-growth-") as temporary:
        folder = Folder(Path(temporary))
        for size in sizes:
            yield folder.measure(kind, size, jobs)


def _command(kind: str, folder: Path, size: int, jobs: int) -> list[object]:
    shutil.rmtree(folder, ignore_errors=True)
    deck = folder.parent / f"{size}.apkg"
    if kind == "article":
        return [BIN / "quizgen", "make", _article(folder, size), "-o", deck]
    recombined.write(folder, [(recombined.SHORT, number) for number in range(size)])
    own = ["-o", deck] if kind == "make" else []
    return [BIN / "quizgen", kind, folder, "-j", jobs, *own]


def _article(folder: Path, characters: int) -> Path:
    return recombined.write(folder, [(characters, 0)])[0]


def keep(one: Measured) -> None:
    """Add a line to the table."""
    new = not TABLE.exists()
    with TABLE.open("a", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        if new:
            writer.writerow([field.name for field in fields(Measured)])
        writer.writerow(astuple(one))


def plot() -> None:
    """Draw all that is in the table."""
    rows = TABLE.read_bytes()
    PLOT.write_bytes(
        typst.compile(str(HERE / "growth.typ"), format="svg", sys_inputs={"rows": rows.decode()})
    )


def main() -> None:
    """Measure one kind, or plot."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("kind", choices=[*KINDS, "plot"])
    parser.add_argument("sizes", type=int, nargs="*")
    parser.add_argument("--jobs", type=int, default=1)
    given = parser.parse_args()
    if given.kind == "plot":
        plot()
        return
    for one in measure(given.kind, given.sizes, given.jobs):
        keep(one)
        took = f"{one.seconds:9.2f} s {one.cpu:9.2f} s CPU {one.megabytes:6.0f} MB"
        print(f"{one.kind:8} {one.size:>9,} {one.jobs} jobs {took}", flush=True)


if __name__ == "__main__":
    main()
