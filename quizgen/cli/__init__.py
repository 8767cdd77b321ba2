"""The command line: parse, call, print. Everything it does can be called from Python too.

`quizgen` starts here. This file loads nothing but `stopping` by itself, so that Ctrl-C is one line
from the first moment on; `commands` puts the commands together.
"""

from __future__ import annotations

from quizgen.cli.stopping import stoppable


def main() -> None:
    """Run the command line."""
    with stoppable():
        from quizgen.cli.commands import app

        app()
