"""A real Dask cluster on loopback does what one process does, and goes on when a worker is lost."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from cli_tools import run
from distributed import Client
from many_articles import FILES, many, plan

from quizgen import cluster, workers
from quizgen.articles import Memory, steps
from quizgen.errors import DataError
from quizgen.finishing import Done, Step
from quizgen.found import Found
from quizgen.kept import Keep
from quizgen.workers import Workers, crew
from quizgen.writers.anki.growing import Growing
from quizgen.writers.anki.package import read_course

Process = subprocess.Popen[bytes]
NOTHING = Memory(Keep(None, Found), Keep(None, Done))


@contextmanager
def program(*arguments: object) -> Iterator[Process]:
    command = [
        sys.executable,
        "-m",
        "distributed.cli." + str(arguments[0]),
        *map(str, arguments[1:]),
    ]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as one:
        try:
            yield one
        finally:
            one.kill()


@contextmanager
def worker(file: Path) -> Iterator[Process]:
    more = ("--nthreads", 1, "--no-nanny", "--no-dashboard", "--host", "127.0.0.1")
    with program("dask_worker", "--scheduler-file", file, *more) as one:
        yield one


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The file that says where a scheduler without workers is."""
    file = tmp_path_factory.mktemp("dask") / "scheduler.json"
    more = ("--host", "127.0.0.1", "--port", 0, "--no-dashboard")
    with program("dask_scheduler", *more, "--scheduler-file", file):
        deadline = time.monotonic() + 60
        while not file.exists() and time.monotonic() < deadline:
            time.sleep(0.1)
        yield file


@pytest.fixture
def address(scheduler: Path) -> Iterator[str]:
    with Client(scheduler_file=str(scheduler), set_as_default=False) as client:
        yield client.scheduler.address


@contextmanager
def two_workers(scheduler: Path, address: str) -> Iterator[Process]:
    """A cluster of two; the first of them is there to be killed."""
    with worker(scheduler) as first, worker(scheduler):
        with Client(address, set_as_default=False) as client:
            client.wait_for_workers(2, timeout=120)
        yield first


def alone(folder: Path) -> tuple[list[Step], Growing]:
    growing = Growing()
    with crew(Workers(1), len(FILES)) as ready:
        done = steps(many(folder), plan(folder), growing, ready, NOTHING)
        return list(done), growing


def test_a_cluster_without_workers(address: str) -> None:
    with pytest.raises(DataError, match="no workers yet"), crew(Workers(dask=address), 10):
        pass


def test_a_worker_with_another_quizgen(
    scheduler: Path, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quizgen.__version__", "0.0.1")
    expected = pytest.raises(DataError, match=r"another quizgen .*, not 0\.0\.1")
    with two_workers(scheduler, address), expected, crew(Workers(dask=address), 10):
        pass


def test_a_worker_is_killed_half_way(tmp_path: Path, scheduler: Path, address: str) -> None:
    expected, whole = alone(tmp_path)
    growing, done = Growing(), []
    with two_workers(scheduler, address) as first, crew(Workers(dask=address), 10) as ready:
        small = workers.Crew(4, ready.run)
        for step in steps(many(tmp_path), plan(tmp_path), growing, small, NOTHING):
            done.append(step)
            if len(done) == len(FILES) // 2 and first.poll() is None:
                first.kill()
    assert first.poll() is not None
    assert done == expected
    assert growing.course == whole.course


def test_all_workers_are_lost(
    tmp_path: Path, scheduler: Path, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "_LOST", 1)
    with (
        pytest.raises(DataError, match=r"the cluster was lost .*; start its scheduler"),
        worker(scheduler) as only,
        Client(address, set_as_default=False) as client,
    ):
        client.wait_for_workers(1, timeout=120)
        with crew(Workers(dask=address), 10) as ready:
            done = steps(many(tmp_path), plan(tmp_path), Growing(), ready, NOTHING)
            next(done)
            only.kill()
            list(done)


def test_the_command_line(
    tmp_path: Path, scheduler: Path, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quizgen.kept.cache_folder", lambda: Path("/dev/null"))
    _, whole = alone(tmp_path)
    monkeypatch.chdir(tmp_path)
    with two_workers(scheduler, address):
        made = run(
            "make", *many(tmp_path), "-o", "x.apkg", "--deck", "Course", "--level", "hsk2025:2",
            "--dask", address,
        )  # fmt: skip
        assert made.exit_code == 0, made.output
        counted = run("corpus", *many(tmp_path), "--json", "--dask", address)
    assert read_course(Path("x.apkg")).notes == whole.course.notes
    assert counted.stdout == run("corpus", *many(tmp_path), "--json", "-j", "1").stdout
