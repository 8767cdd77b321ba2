"""What a second core gains: the same command on one core of this machine and on two, in turns.

    python benchmarks/cores.py make 400       (a folder of so many short articles)
    python benchmarks/cores.py corpus 1000

Whole processes with an empty cache of finished work. quizgen is not told how many processes to
start: it sees the cores that it may use. Printed: all seconds, and the ratio of the medians. Works
where a process can be kept on a core (Linux).
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
from pathlib import Path

from growth import Folder


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("kind", choices=["make", "corpus"])
    parser.add_argument("articles", type=int)
    parser.add_argument("--runs", type=int, default=3)
    given = parser.parse_args()
    if not hasattr(os, "sched_setaffinity") or len(here := sorted(os.sched_getaffinity(0))) < 2:
        parser.error("this needs Linux, which keeps a process on a core, and two cores")
    seconds: dict[int, list[float]] = {1: [], 2: []}
    with tempfile.TemporaryDirectory(prefix="quizgen-cores-") as temporary:
        folder = Folder(Path(temporary))
        for _ in range(given.runs):
            for count, found in seconds.items():
                os.sched_setaffinity(0, here[:count])  # what it starts has the same
                one = folder.measure(given.kind, given.articles, jobs=0)
                found.append(one.seconds)
                print(
                    f"{given.kind} {given.articles}, {count} cores: {one.seconds:.2f} s, "
                    f"{one.cpu:.2f} s CPU, {one.megabytes:.0f} MB",
                    flush=True,
                )
    one, two = (statistics.median(found) for found in seconds.values())
    print(
        f"{given.kind} {given.articles}: {one:.2f} s on one core, {two:.2f} s on two, "
        f"{one / two:.2f} times as fast"
    )


if __name__ == "__main__":
    main()
