"""Ctrl-C, and a system that ends the program: one line on stderr, and nothing half done is left.

A signal raises `Stopped` wherever the program is, so that every `with` and `finally` on the way
out does its work. That is no KeyboardInterrupt: libraries catch those, and say something else.
"""

from __future__ import annotations

import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

_SIGNALS = {
    getattr(signal, name): what
    for name, what in {
        "SIGINT": "by Ctrl-C",
        "SIGTERM": "by the system",
        "SIGHUP": "since its window was closed",  # not on Windows
    }.items()
    if hasattr(signal, name)
}
_GRACE = 1.0  # seconds in which another Ctrl-C doesn't disturb the tidying up of the first


class Stopped(BaseException):
    """Somebody wants the program to end; `number` is the signal's."""

    def __init__(self, number: int) -> None:
        """Raised by the handler of a signal."""
        self.number = number
        super().__init__(number)


@contextmanager
def stoppable() -> Iterator[None]:
    """End the program with status 128 + signal, and in one line, if a signal comes meanwhile.

    From then on signals are ignored: there is nothing left to stop.
    """
    try:
        _listen()
        yield
    except Stopped as stopped:
        _end(stopped)
    except Exception as error:
        # A library in C whose import is stopped says that it can't be imported.
        if stopped_by := _stopped(error):
            _end(stopped_by)
        raise
    finally:
        _ignore()


@contextmanager
def resumable() -> Iterator[None]:
    """Work on many articles: if it is stopped, say that it needn't begin anew."""
    try:
        yield
    except Stopped as stopped:
        stopped.add_note("run the same again to go on from here")
        raise


def _end(stopped: Stopped) -> NoReturn:
    _ignore()
    what = _SIGNALS[signal.Signals(stopped.number)]
    said = "; ".join(
        [f"stopped {what}", "no file is half written", *getattr(stopped, "__notes__", ())]
    )
    print(f"quizgen: {said}", file=sys.stderr)
    sys.exit(128 + stopped.number)


def _stopped(error: BaseException | None) -> Stopped | None:
    """The signal out of which an error came."""
    while error:
        if isinstance(error, Stopped):
            return error
        error = error.__cause__ or error.__context__
    return None


def _listen() -> None:
    last = -_GRACE

    def stop(number: int, _: object) -> None:
        nonlocal last
        before, last = last, time.monotonic()
        if last - before > _GRACE:
            raise Stopped(number)

    def raised_where_it_is_lost(lost: Any) -> None:
        """Python prints what a destructor raises and goes on: the signal comes again behind it."""
        nonlocal last
        if isinstance(lost.exc_value, Stopped):
            last = -_GRACE
            threading.Timer(0.05, signal.raise_signal, [lost.exc_value.number]).start()
        else:
            sys.__unraisablehook__(lost)

    sys.unraisablehook = raised_where_it_is_lost
    for number in _heeded():
        signal.signal(number, stop)


def _ignore() -> None:
    for number in _heeded():
        signal.signal(number, signal.SIG_IGN)


def _heeded() -> list[signal.Signals]:
    """The signals that aren't to be ignored, as nohup and a shell's `&` ask for."""
    return [number for number in _SIGNALS if signal.getsignal(number) != signal.SIG_IGN]
