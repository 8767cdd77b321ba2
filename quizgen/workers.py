"""Who does the work on many articles: this process, some processes here, or a Dask cluster.

All of it goes through joblib. A call must be a function of a module with arguments that can be
pickled; what it returns comes back in the order of the calls.
"""

from __future__ import annotations

import hashlib
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from quizgen.errors import DataError

if TYPE_CHECKING:
    from distributed import Client

T = TypeVar("T")
Call = tuple[Callable[..., Any], tuple[Any, ...]]
_A_TIME = 8  # calls for each worker: few enough to keep memory flat, enough to keep all busy
_FEW = 4  # articles that are made before a second process has loaded its dictionaries
_PATIENCE = 10  # seconds until a cluster must have answered


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
        with _cluster(workers.dask) as made:
            yield made
    elif jobs == 1:
        yield Crew(1, _here)
    else:
        with _processes(jobs) as made:
            yield made


def blocks(things: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    """The things in their order, so many at a time."""
    return (things[at : at + size] for at in range(0, len(things), size))


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
    with _quiet_threads(), pool_of(jobs) as pool:
        try:
            yield Crew(
                jobs * _A_TIME,
                lambda calls: _started(pool, [(_undisturbed, call) for call in calls]),
            )
        except TerminatedWorkerError:
            raise DataError(
                "a process that worked on articles was ended from outside, perhaps because memory "
                "ran out; run the same again with fewer --jobs: what is finished isn't done again"
            ) from None


@contextmanager
def _cluster(address: str) -> Iterator[Crew]:
    from joblib import Parallel, parallel_config

    with _client(address) as client, parallel_config("dask", client=client):
        workers = sum(client.nthreads().values())
        with Parallel(workers, return_as="generator", pre_dispatch="all", batch_size=1) as pool:
            yield Crew(workers * _A_TIME, lambda calls: _started(pool, calls))


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


def _started(pool: Any, calls: Sequence[Call]) -> Iterator[Any]:
    from joblib import delayed

    if not calls:
        return iter(())
    results = iter(pool(delayed(function)(*given) for function, given in calls))
    return _to_the_end(results, len(calls))


def _to_the_end(results: Iterator[T], count: int) -> Iterator[T]:
    """The results; joblib takes no new calls before it was asked for one more than there are."""
    for number in range(1, count + 1):
        result = next(results)
        if number == count:
            next(results, None)
        yield result


@contextmanager
def _client(address: str) -> Iterator[Client]:
    try:
        from distributed import Client
    except ImportError:
        raise DataError(
            "--dask needs the extra of that name: pip install 'quizgen[dask]'"
        ) from None
    try:
        client = Client(address, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        raise DataError(f"--dask {address}: no Dask scheduler answers there ({error})") from None
    with client:
        _require_same(client, address)
        yield client


def _require_same(client: Client, address: str) -> None:
    """Refuse a cluster without workers, or with another quizgen than this one."""
    found, own = client.run(code), code()
    if not found:
        raise DataError(f"--dask {address}: this cluster has no workers yet; start some")
    for worker, its in found.items():
        if its != own:
            raise DataError(
                f"--dask {address}: the worker {worker} has another quizgen than this machine "
                f"({its}, not {own}); install the same on all"
            )


def code() -> str:
    """The version of quizgen where this runs, and what its files hold."""
    from quizgen import __version__

    own = Path(__file__).parent
    said = hashlib.blake2b(digest_size=3)
    for file in sorted(own.rglob("*.py")):
        said.update(file.relative_to(own).as_posix().encode() + file.read_bytes())
    return f"{__version__}, files {said.hexdigest()}"
