"""Run commands of quizgen in a process of its own and note what Python asks of the system.

`python watched.py NOTES COMMANDS` runs each list of arguments in COMMANDS (JSON) and writes to
NOTES (JSON) what Python's audit events told: every address that was asked for (which is refused at
once), program that was started, file that was opened or made anew, and function that unpickled.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

NOTED: dict[str, list[Any]] = {
    name: [] for name in ("network", "programs", "opened", "made", "unpickled")
}
_NETWORK = ("socket.", "urllib.", "http.", "ftplib.", "smtplib.")
_PROGRAMS = ("subprocess.Popen", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.system")
_CODE = ("pickle.find_class", "marshal.load", "marshal.loads")
_IMPORT = "<frozen importlib"  # Python reads its own compiled modules


def watch(event: str, arguments: tuple[Any, ...]) -> None:
    """The audit hook."""
    if event.startswith(_NETWORK):
        NOTED["network"].append(f"{event} {arguments[1:]}")
        raise OSError("this test blocks the network")
    if event.startswith(_PROGRAMS):
        NOTED["programs"].append(f"{event} {arguments}")
    elif event in _CODE:
        caller = sys._getframe(1).f_code.co_filename
        if not caller.startswith(_IMPORT):
            NOTED["unpickled"].append(caller)
    elif event in ("open", "sqlite3.connect") and not isinstance(arguments[0], int):
        new = event == "open" and arguments[2] & os.O_EXCL
        NOTED["made" if new else "opened"].append(_path(arguments[0]))
    elif event == "tempfile.mkdtemp":
        NOTED["made"].append(_path(arguments[0]))


def _path(name: str | bytes | os.PathLike[str]) -> str:
    text = os.path.abspath(os.fsdecode(name))  # noqa: PTH100 - Path.absolute() keeps the dots
    return text.partition("?")[0]  # of SQLite's file: addresses


def main() -> None:
    """Run the commands; the status is that of the first that failed."""
    notes, commands = sys.argv[1:]
    sys.addaudithook(watch)
    from typer.testing import CliRunner

    from quizgen.cli.commands import app

    failed = 0
    for command in json.loads(Path(commands).read_text("utf-8")):
        result = CliRunner().invoke(app, command)
        if result.exit_code:
            failed = failed or result.exit_code
            print(command, result.output, result.exception, file=sys.stderr)
    Path(notes).write_text(json.dumps(NOTED), encoding="utf-8")
    sys.exit(failed)


if __name__ == "__main__":
    main()
