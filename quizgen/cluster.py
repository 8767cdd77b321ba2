"""A Dask cluster that is there already, with the same quizgen on all of it."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quizgen.errors import DataError

if TYPE_CHECKING:
    from distributed import Client

_PATIENCE = 10  # seconds until a scheduler must have answered
_LOST = 60  # seconds in which a worker must come if all are gone


@contextmanager
def cluster(address: str) -> Iterator[tuple[Any, int]]:
    """A joblib pool over the cluster whose scheduler is at this address, and its size.

    Raises `DataError` if it can't be reached, is lost, has no workers, or has another quizgen.
    """
    try:
        import distributed
    except ImportError:
        raise DataError(
            "--dask needs the extra of that name: pip install 'quizgen[dask]'"
        ) from None
    from distributed.comm.core import CommClosedError
    from distributed.scheduler import KilledWorker
    from joblib import Parallel, parallel_config

    _require_address(address)
    logging.getLogger(distributed.__name__).setLevel(logging.CRITICAL)  # it says all at length
    try:
        with (
            _client(address) as client,
            parallel_config("dask", client=client, wait_for_workers_timeout=_LOST),
        ):
            size = sum(client.nthreads().values())
            with Parallel(size, return_as="generator", pre_dispatch="all", batch_size=1) as pool:
                yield pool, size
    except (CancelledError, CommClosedError, KilledWorker, TimeoutError) as error:
        raise DataError(
            f"--dask {address}: the cluster was lost ({type(error).__name__}); start its scheduler "
            "and workers and run the same again: what is finished isn't done again"
        ) from None


def _require_address(address: str) -> None:
    """Refuse what can't be an address before Dask waits for an answer from it."""
    from distributed.comm.addressing import get_address_host_port

    try:
        get_address_host_port(address, strict=True)
    except (ValueError, OSError) as error:
        raise DataError(
            f"--dask {address}: an address is like tcp://10.0.0.1:8786 ({error})"
        ) from None


@contextmanager
def _client(address: str) -> Iterator[Client]:
    from distributed import Client

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
