"""Speed side by side: quizgen, a bare script of its stack, and the tools that make such cards.

    make benchmark            (this, with the peers' environments made first)
    python benchmarks/speed.py [--runs 5] [--peers FOLDER] [ARTICLE]

Whole processes, from their start to the written deck, in turns, so that whatever else the machine
does falls on all of them. Printed: the median and the best time, the share of the bare script's
median, and the highest memory of a process. *Cold* is a first run, with empty cache folders
(Python's own compiled files and the system's file cache are there); *warm* any later one.

All programs find their compiled files in one folder, which a run that isn't counted fills: pip
compiles what it installs, but not the sources of a checkout, and some machines forbid writing such
files beside the sources.

A quizgen that meets an article again takes what it found in it from its cache. That is its own
line; all others are about an article that it never saw.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
DEMO = HERE.parent / "seeds" / "1959-12-24_beijing-output-plan.txt"
PROGRAMS = HERE / "programs"
BIN = Path(sys.executable).parent
BARE = "bare script: jieba, pypinyin, genanki"
PEERS = {"autoanki 1.2.2": "autoanki", "chineseflashcards 0.4.7": "chineseflashcards"}


@dataclass(frozen=True)
class Program:
    """A command with {article} and {deck} in it, and which folders are emptied before each run."""

    name: str
    command: Sequence[str | Path]
    emptied: tuple[str, ...] = ()
    against: str = BARE


@dataclass
class Runs:
    """The seconds of each run, and the highest memory in megabytes."""

    seconds: list[float] = field(default_factory=list)
    megabytes: float = 0.0


def programs(peers: Path | None) -> list[Program]:
    """What is measured; of the peers those whose environment is there."""
    quizgen, python = BIN / "quizgen", sys.executable
    make = (quizgen, "make", "{article}", "-o", "{deck}")
    typer = "bare Typer app --help"
    found = [
        Program(BARE, (python, PROGRAMS / "bare.py", "{article}", "{deck}")),
        Program("jieba.initialize()", (python, PROGRAMS / "jieba_start.py")),
        Program("quizgen make, an article it never saw", make, ("kept",)),
        Program("quizgen make, again (other options, say)", make),
        Program("quizgen make, the very first run (cold)", make, ("cache",)),
        Program(typer, (python, PROGRAMS / "bare_typer.py", "--help"), against=typer),
        Program("quizgen --help", (quizgen, "--help"), against=typer),
    ]
    for name, folder in PEERS.items():
        own = peers / folder / "bin" / "python" if peers else None
        if own and (own.parent.parent / "installed").exists():
            program = PROGRAMS / f"{folder}_deck.py"
            found.insert(2, Program(name, (own, program, "{article}", "{deck}")))
    return found


def measure(program: Program, article: Path, work: Path) -> tuple[float, float]:
    """The seconds and the megabytes of one run. Raises CalledProcessError if it fails."""
    cache, deck = work / "cache", work / f"{abs(hash(program.name))}.apkg"
    deck.unlink(missing_ok=True)
    for what in program.emptied:
        for folder in cache.glob("kept-*") if what == "kept" else [cache]:
            shutil.rmtree(folder, ignore_errors=True)
    names = {"{article}": str(article), "{deck}": str(deck)}
    command = [names.get(str(part), str(part)) for part in program.command]
    own = {
        "QUIZGEN_CACHE": str(cache),
        "QUIZGEN_STATE": str(work),
        "TMPDIR": str(work),
        "PYTHONPYCACHEPREFIX": str(work / "compiled"),
        "PYTHONDONTWRITEBYTECODE": "",  # empty: they are written
    }
    begun = time.perf_counter()
    megabytes = ended(command, own, work).megabytes
    return time.perf_counter() - begun, megabytes


class Used(NamedTuple):
    """What a process and those that it started took: seconds of all cores, and the most memory."""

    cpu: float
    megabytes: float


def ended(command: Sequence[str], environment: Mapping[str, str], folder: Path) -> Used:
    """Run a command in a folder to its end. Raises CalledProcessError if it fails.

    It is started by a small process: Linux counts what its parent held as its own memory.
    """
    done = subprocess.run(
        [sys.executable, "-S", PROGRAMS / "used.py", *command],
        env=os.environ | environment,
        cwd=folder,
        capture_output=True,
        check=False,
    )
    if done.returncode:
        sys.stderr.buffer.write((done.stdout + done.stderr)[-2000:])
        raise subprocess.CalledProcessError(done.returncode, command)
    return Used(*map(float, done.stdout.split()[-2:]))


def table(found: Mapping[str, Runs], measured: Sequence[Program]) -> str:
    """The runs as lines of Markdown."""
    lines = ["| | median | best | times its yardstick | memory |", "|---|---:|---:|---:|---:|"]
    for program in measured:
        runs, yardstick = found[program.name], found[program.against]
        middle = statistics.median(runs.seconds)
        share = middle / statistics.median(yardstick.seconds)
        best = min(runs.seconds)
        lines.append(
            f"| {program.name} | {middle:.2f} s | {best:.2f} s | {share:.2f} | "
            f"{runs.megabytes:.0f} MB |"
        )
    return "\n".join(lines)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("article", type=Path, nargs="?", default=DEMO)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--peers", type=Path, help="folder of the peers' environments")
    given = parser.parse_args()
    measured = programs(given.peers)
    found = {program.name: Runs() for program in measured}
    with tempfile.TemporaryDirectory(prefix="quizgen-speed-") as folder:
        for number in range(given.runs + 1):  # the first fills the caches and isn't counted
            for program in measured:
                seconds, megabytes = measure(program, given.article.resolve(), Path(folder))
                if number:
                    runs = found[program.name]
                    runs.seconds.append(seconds)
                    runs.megabytes = max(runs.megabytes, megabytes)
    print(
        f"{given.article.name}, {given.runs} runs of each in turns, Python {sys.version.split()[0]}"
    )
    print("Yardstick: the bare script; for --help the bare Typer app.\n")
    print(table(found, measured))


if __name__ == "__main__":
    main()
