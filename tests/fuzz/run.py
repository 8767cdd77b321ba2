"""Fuzz targets with atheris, which finds new paths through the code: `run.py [SECONDS [TARGET …]]`.

Each target runs for that long in a process of its own. A finding is printed with its traceback, its
bytes are kept in `crash-TARGET-…` in the current folder, and the exit status is 1. Where atheris
isn't installed (it has wheels for Linux only) this says so and is no failure.
"""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
SEEDS = {"article": "seeds/*.txt", "markdown": "seeds/*.md", "numbers": "seeds/*.txt"}
_SLOW = 20  # seconds for one input, after which it is a finding
_MEMORY = 3_000  # megabytes, the same


def main(arguments: list[str]) -> int:
    """Fuzz each of the targets; how many of them failed decides the exit status."""
    if not importlib.util.find_spec("atheris"):
        print("fuzz: atheris isn't installed (pip install atheris, on Linux); nothing was fuzzed")
        return 0
    from targets import TARGETS

    seconds, names = arguments[0] if arguments else "60", arguments[1:] or list(TARGETS)
    failed = [name for name in names if _run(name, seconds)]
    print(f"fuzz: {len(names)} targets, {seconds} s each; findings in: {', '.join(failed) or '-'}")
    return int(bool(failed))


def _run(name: str, seconds: str) -> int:
    """One target in its own process, begun with real files and what tests have of that kind."""
    with tempfile.TemporaryDirectory(prefix="quizgen-corpus-") as corpus:
        for number, path in enumerate(HERE.parent.parent.glob(SEEDS.get(name, "tests/fuzz/*.py"))):
            (Path(corpus) / str(number)).write_bytes(path.read_bytes()[:20_000])
        options = [f"-max_total_time={seconds}", f"-timeout={_SLOW}", f"-rss_limit_mb={_MEMORY}"]
        command = [
            sys.executable,
            __file__,
            "--one",
            name,
            *options,
            f"-artifact_prefix=crash-{name}-",
        ]
        return subprocess.run([*command, corpus], check=False).returncode


def _one(name: str, options: list[str]) -> None:
    import atheris

    with atheris.instrument_imports(include=["quizgen"]):
        from targets import TARGETS
    atheris.Setup([name, *options], TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        _one(sys.argv[2], sys.argv[3:])
    sys.exit(main(sys.argv[1:]))
