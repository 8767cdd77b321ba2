"""Many articles by several processes: the same results in the same order, nothing done twice."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from cli_tools import run, start
from many_articles import FILES, many, plan

from quizgen import kept as kept_module
from quizgen.articles import Memory, steps
from quizgen.errors import DataError
from quizgen.finishing import Done, Step
from quizgen.found import Found
from quizgen.kept import Keep, keep
from quizgen.workers import Call, Crew, Workers, blocks, cores, crew
from quizgen.writers.anki.growing import Growing
from quizgen.writers.anki.package import read_course

NOTHING = Memory(Keep(None, Found), Keep(None, Done))


def double(number: int) -> int:
    time.sleep(0.05 if number == 0 else 0)  # the first is the last to be done
    return 2 * number


def test_results_come_in_the_order_of_the_calls() -> None:
    for workers in (Workers(1), Workers(2)):
        with crew(workers, 100) as ready:
            for count in (0, 1, 7):
                calls = [(double, (number,)) for number in range(count)]
                assert list(ready.run(calls)) == [2 * number for number in range(count)]


def test_calls_are_begun_before_their_results_are_wanted() -> None:
    with crew(Workers(2), 100) as ready:
        list(ready.run([(double, (0,))] * 2))  # both processes are there now
        results = ready.run([(time.sleep, (0.4,))] * 2)
        time.sleep(0.5)
        begun = time.perf_counter()
        list(results)
        assert time.perf_counter() - begun < 0.35


def test_few_articles_are_not_worth_a_second_process() -> None:
    with crew(Workers(), 2) as ready:
        assert ready.size == 1
    with crew(Workers(2), 2, few=1000) as ready:  # but whoever says 2 gets 2
        assert ready.size > 1


def test_a_process_that_is_ended_is_one_clear_line() -> None:
    with pytest.raises(DataError, match="ended from outside"), crew(Workers(2), 100) as ready:
        list(ready.run([(os._exit, (9,))]))


def test_blocks() -> None:
    assert ["".join(block) for block in blocks("abcdefghij", 3)] == ["a", "bc", "def", "ghi", "j"]
    assert [len(block) for block in blocks(range(100), 32)] == [2, 4, 8, 16, 32, 32, 6]
    assert list(blocks("", 2)) == []
    assert cores() >= 1


def all_steps(folder: Path, ready: Crew, kept: Memory) -> tuple[list[Step], Growing]:
    growing = Growing()
    return list(steps(many(folder), plan(folder), growing, ready, kept)), growing


def test_several_processes_make_what_one_makes(tmp_path: Path) -> None:
    with crew(Workers(1), 100) as ready:
        one, alone = all_steps(tmp_path, ready, NOTHING)
    with crew(Workers(2), 100) as ready:
        two, together = all_steps(tmp_path, replace(ready, size=4), NOTHING)
    assert two == one
    assert together.course == alone.course
    assert sum(len(step.files) for step in one) >= 2 * len(one)


class Counting(Keep[Any]):
    """Keeps in memory what comes once."""

    def __init__(self) -> None:
        self.kept: dict[bytes, Any] = {}

    def get(self, key: bytes) -> Any:
        return self.kept.get(key)

    def put(self, key: bytes, found: Any) -> Any:
        assert key not in self.kept, "done twice"
        self.kept[key] = found
        return found


def test_finished_articles_are_not_done_again(tmp_path: Path) -> None:
    memory, paths = Memory(Counting(), Counting()), many(tmp_path)
    with crew(Workers(1), 100) as ready:
        begun = steps(paths, plan(tmp_path), Growing(), ready, memory)
        first = [next(begun) for _ in range(5)]  # and then the run is broken off
        for step in first:
            for file in step.files:
                file.write()
        again, _ = all_steps(tmp_path, ready, memory)
    assert again[:5] == first
    assert len(memory.found.kept) == len(memory.done.kept) == len(paths)  # type: ignore[attr-defined]  # Counting's


def test_a_file_that_was_changed_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_module, "cache_folder", lambda: tmp_path / "cache")
    with crew(Workers(1), 100) as ready, keep(Done) as done:
        memory = Memory(Keep(None, Found), done)
        made, _ = all_steps(tmp_path, ready, memory)
        paths = [file.path for step in made for file in step.files]
        for step in made:
            for file in step.files:
                file.write()
        paths[0].write_text("changed", encoding="utf-8")
        paths[5].unlink()
        calls = []

        def run_and_count(asked: Sequence[Call]) -> Iterator[Any]:
            calls.extend(function.__name__ for function, _ in asked)
            return ready.run(asked)

        again, _ = all_steps(tmp_path, Crew(1, run_and_count), memory)
    assert again == made
    assert calls.count("_finish") == 2


def test_the_command_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    many(tmp_path / "articles")
    decks = []
    for jobs in ("1", "2"):
        monkeypatch.setattr(kept_module, "cache_folder", lambda jobs=jobs: tmp_path / jobs)
        result = run("make", "articles", "-o", f"{jobs}.apkg", "-j", jobs)
        assert result.exit_code == 0, result.output
        decks.append(read_course(Path(f"{jobs}.apkg")))
    assert decks[0] == decks[1]
    listings = {run("corpus", "articles", "--json", "-j", jobs).stdout for jobs in ("1", "2")}
    assert len(listings) == 1


def test_corpus_names_what_it_skips(tmp_path: Path) -> None:
    many(tmp_path)
    (tmp_path / "0.txt").write_text("no Chinese", encoding="utf-8")
    (tmp_path / "zz.txt").write_bytes(next(iter(sorted(tmp_path.glob("[1-9]*")))).read_bytes())
    (tmp_path / "link.txt").symlink_to("gone.txt")
    result = start("corpus", tmp_path, "-j", "2")
    assert result.returncode == 1
    said = result.stderr.decode()
    assert said.count("; skipped") == 3 and "link.txt" in said
    assert said.endswith(f"quizgen: 3 of {len(FILES) + 3} articles skipped, as is said above\n")
    assert f"{len(FILES)} articles" in result.stdout.decode()


def test_without_a_cluster(tmp_path: Path) -> None:
    many(tmp_path)
    result = run("make", tmp_path, "-o", tmp_path / "x.apkg", "--dask", "tcp://127.0.0.1:9")
    assert result.exit_code == 1
    assert "no Dask scheduler answers there" in result.stderr
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize("address", ["nonsense", "http://127.0.0.1:9", "tcp://127.0.0.1"])
def test_what_is_no_address_is_said_at_once(tmp_path: Path, address: str) -> None:
    result = run("corpus", *many(tmp_path), "--dask", address)
    assert result.exit_code == 1
    assert result.stderr.startswith(f"quizgen: --dask {address}: an address is like tcp://")
    assert result.stderr.count("\n") == 1
