"""Who does the work on many articles: this process, some processes here, or a Dask cluster.

All of it goes through joblib. A call must be a function of a module with arguments that can be
pickled; what it returns comes back in the order of the calls.
"""

from __future__ import annotations

import os
import signal
import threading
import warnings
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from quizgen.errors import DataError

T = TypeVar("T")
Call = tuple[Callable[..., Any], tuple[Any, ...]]
_A_TIME = 16  # calls for each worker: few enough to keep memory flat, enough to keep all busy
_FEW = 4  # articles that are made before a second process has loaded its dictionaries


@dataclass(frozen=True, slots=True)
class Workers:
    """`jobs` processes on this machine (0: as many as it has cores), or the cluster at `dask`."""

    jobs: int = 0
    dask: str = ""


@dataclass(frozen=True, slots=True)
class Crew:
    """Workers that are ready. `size` calls at once keep all of them busy."""

    size: int
    run: Callable[[Sequence[Call]], Iterator[Any]]


@contextmanager
def crew(workers: Workers, articles: int, few: int = _FEW) -> Iterator[Crew]:
    """The workers for so many articles; they are let go at the end.

    Unless it is said how many, there is a process for every `few` articles, as far as cores go.
    Raises `DataError` for a cluster that can't be reached or has another quizgen.
    """
    useful = articles if workers.jobs else articles // few
    jobs = max(1, min(workers.jobs or cores(), useful))
    if workers.dask:
        from quizgen.cluster import cluster

        with cluster(workers.dask) as (pool, size), _starter(pool) as start:
            yield Crew(size * _A_TIME, start)
    elif jobs == 1:
        yield Crew(1, _here)
    else:
        with _processes(jobs) as made:
            yield made


def blocks(things: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    """The things in their order, in the end so many at a time; the first are soon done."""
    at, now = 0, max(1, size // _A_TIME)
    while at < len(things):
        yield things[at : at + now]
        at, now = at + now, min(2 * now, size)


def cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _here(calls: Sequence[Call]) -> Iterator[Any]:
    return (function(*given) for function, given in calls)


@contextmanager
def _processes(jobs: int) -> Iterator[Crew]:
    from joblib import Parallel
    from joblib.externals.loky.process_executor import TerminatedWorkerError

    pool_of = partial(
        Parallel, return_as="generator", pre_dispatch="all", batch_size=1, max_nbytes=None
    )
    with _quiet_threads(), pool_of(jobs) as pool, _starter(pool) as start:
        try:
            yield Crew(
                jobs * _A_TIME, lambda calls: start([(_undisturbed, call) for call in calls])
            )
        except TerminatedWorkerError:
            raise DataError(
                "a process that worked on articles was ended from outside, perhaps because memory "
                "ran out; run the same again with fewer --jobs: what is finished isn't done again"
            ) from None


@contextmanager
def _quiet_threads() -> Iterator[None]:
    """After Ctrl-C the pool's own thread stumbles over what is cancelled; nobody need read that."""
    before = threading.excepthook

    def hook(lost: threading.ExceptHookArgs) -> None:
        if type(lost.thread).__module__.startswith("joblib."):
            return
        before(lost)

    threading.excepthook = hook
    try:
        yield
    finally:
        threading.excepthook = before


def _undisturbed(function: Callable[..., Any], given: tuple[Any, ...]) -> Any:
    """Ctrl-C in a terminal is for all processes; the first one tells the others when to end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    return function(*given)


@contextmanager
def _starter(pool: Any) -> Iterator[Callable[[Sequence[Call]], Iterator[Any]]]:
    """What starts calls in joblib's pool; in the end those that nobody waits for are given up."""
    started: list[Generator[Any]] = []

    def start(calls: Sequence[Call]) -> Iterator[Any]:
        from joblib import delayed

        if not calls:
            return iter(())
        results = iter(pool(delayed(function)(*given) for function, given in calls))
        started[:] = [_to_the_end(results, len(calls))]
        return started[0]

    try:
        yield start
    finally:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # joblib's, that this is a waste
            for results in started:
                results.close()


def _to_the_end(results: Iterator[T], count: int) -> Generator[T]:
    """The results; joblib takes no new calls before it was asked for one more than there are."""
    for number in range(1, count + 1):
        result = next(results)
        if number == count:
            next(results, None)
        yield result
