"""Tools of the command line's tests: run it, and say that it refused."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from quizgen.cli.commands import app

QUIZGEN = Path(sys.executable).with_name("quizgen")

# "Yesterday we visited an interesting museum in Beijing and saw thirty pieces of cultural relics."
TEXT = "我们昨天在北京参观了一个有意思的博物馆，看了三十件文物。"


def run(*arguments: object) -> Any:
    """The command line called in this process."""
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def start(
    *arguments: object, cwd: Path | None = None, **environment: str
) -> subprocess.CompletedProcess[bytes]:
    """The command line as a program of its own."""
    return subprocess.run(
        [QUIZGEN, *map(str, arguments)],
        cwd=cwd,
        env=os.environ | environment,
        capture_output=True,
        timeout=120,
        check=False,
    )


def written(folder: Path = Path()) -> set[str]:
    """All files below a folder but the article."""
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    return found - {"museum.txt"}


def refused(result: Any, message: str, folder: Path = Path()) -> None:
    """One line on stderr, exit status 1, and no file."""
    assert result.exit_code == 1, result.output
    assert re.fullmatch(f"quizgen: .*(?:{message}).*\n", result.stderr), result.stderr
    assert result.stdout == ""
    assert written(folder) == set()


# Help
