"""What was found in an article is kept for the next time, exactly as it was, and in no pickle."""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from cli_tools import run
from conftest import DEMO, SEEDS

from quizgen import kept as kept_module
from quizgen.corpus.count import Counted, count
from quizgen.corrections import Correction, Corrections
from quizgen.found import Found, find, find_once, key_of_found
from quizgen.items.levels import parse_level
from quizgen.kept import keep, key_of
from quizgen.readers import read_article
from quizgen.text.lexicon import open_lexicon

SHORT = next(path for path in SEEDS if "snow" in path.name)
CORRECTIONS = Corrections((Correction("雪", meaning="snow!", place="corrections.toml:1"),))


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A cache folder with nothing kept in it yet."""
    monkeypatch.setattr(kept_module, "cache_folder", lambda: tmp_path)
    yield tmp_path


def database(cache: Path, kind: str = "Found") -> Path:
    return next(cache.rglob(f"{kind}.sqlite"))


@pytest.mark.parametrize("corrections", [Corrections(), CORRECTIONS], ids=["plain", "corrected"])
@pytest.mark.parametrize("path", [SHORT, DEMO], ids=lambda path: path.stem)
def test_what_is_kept_is_what_was_found(path: Path, corrections: Corrections, cache: Path) -> None:
    found = find(read_article(path), open_lexicon(), corrections)
    with keep(Found) as kept:
        assert kept.put(b"key", found) is found
    with keep(Found) as kept:
        assert kept.get(b"key") == found
        assert kept.get(b"another") is None


def test_counts_are_kept_too(cache: Path) -> None:
    counted = count(read_article(SHORT), SHORT, parse_level("hsk2025:2"), open_lexicon())
    assert counted.unknown
    with keep(Counted) as kept:
        kept.put(b"key", counted)
        assert kept.get(b"key") == counted


def test_an_article_is_found_once(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    article = read_article(SHORT)
    with keep(Found) as kept:
        first = find_once(article, Corrections(), None, kept)
    monkeypatch.setattr("quizgen.found.find_in", None)  # it can't be called again
    with keep(Found) as kept:
        assert find_once(article, Corrections(), None, kept) == first
        with pytest.raises(TypeError):
            find_once(article, CORRECTIONS, None, kept)


def test_a_key_stands_for_all_that_matters(tmp_path: Path) -> None:
    other = tmp_path / "cedict.txt"
    other.write_text("一 一 [yi1] /one/\n", encoding="utf-8")
    article, changed = read_article(SHORT), read_article(DEMO)
    keys = [
        key_of_found(article, Corrections(), None),
        key_of_found(changed, Corrections(), None),
        key_of_found(article, CORRECTIONS, None),
        key_of_found(article, Corrections(), other),
    ]
    other.write_text("一 一 [yi1] /one; 1/\n", encoding="utf-8")
    keys.append(key_of_found(article, Corrections(), other))
    assert len(set(keys)) == len(keys)
    assert key_of_found(read_article(SHORT), Corrections(), None) == keys[0]


@pytest.mark.parametrize("what", ["\ud800", 10**20], ids=["half a character", "a huge number"])
def test_what_cannot_be_said_is_not_kept(what: str | int, cache: Path) -> None:
    assert key_of("found", what) == b""
    with keep(list) as kept:
        assert kept.put(b"key", [what]) == [what]
        assert kept.get(b"key") is None


def test_the_key_is_the_same_in_another_process() -> None:
    code = "from quizgen.kept import key_of, installed; print(key_of('x', 1).hex(), installed())"
    found = {
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
        ).stdout
        for _ in range(2)
    }
    assert found == {f"{key_of('x', 1).hex()} {kept_module.installed()}\n"}


def test_after_an_update_nothing_old_is_used(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = find(read_article(SHORT), open_lexicon())
    with keep(Found) as kept:
        kept.put(b"key", found)
    monkeypatch.setattr(kept_module, "installed", lambda: "another")
    with keep(Found) as kept:
        assert kept.get(b"key") is None


def test_a_template_is_code_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "writers").mkdir()
    style = tmp_path / "writers" / "style.css"
    monkeypatch.setattr(kept_module, "__file__", str(tmp_path / "kept.py"))
    style.write_text("p {}")
    first = kept_module.installed.__wrapped__()
    assert kept_module.installed.__wrapped__() == first
    style.write_text("p { color: red }")
    assert kept_module.installed.__wrapped__() != first


@pytest.mark.parametrize("damage", ["cut", "empty", "other", "record", "garbage record"])
def test_a_damaged_file_is_made_anew(cache: Path, damage: str) -> None:
    found = find(read_article(SHORT), open_lexicon())
    with keep(Found) as kept:
        kept.put(b"key", found)
    path = database(cache)
    if "record" in damage:
        value = b"x" if damage == "record" else b"x\x9c\x03\x00\x00\x00\x00\x01"
        with closing(sqlite3.connect(path)) as connection, connection:
            connection.execute("UPDATE kept SET value = ?", (value,))
    else:
        content = path.read_bytes()
        changed = {"cut": content[: len(content) // 2], "empty": b"", "other": b"not SQLite" * 500}
        path.write_bytes(changed[damage])
    with keep(Found) as kept:
        assert kept.get(b"key") in (None, found)
        kept.put(b"key", found)
        assert kept.get(b"key") == found


@pytest.mark.parametrize("where", ["file", "device"])
def test_without_a_cache_folder_all_else_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    (tmp_path / "file").write_text("in the way")
    folder = tmp_path / "file" if where == "file" else Path("/dev/null")
    monkeypatch.setattr(kept_module, "cache_folder", lambda: folder)
    with keep(Found) as kept:
        assert find_once(read_article(SHORT), Corrections(), None, kept).sentences
        assert kept.get(key_of("x")) is None


def test_a_locked_file_is_left_alone(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_module, "_PATIENCE", 0)
    found = find(read_article(SHORT), open_lexicon())
    with keep(Found) as kept:
        kept.put(b"key", found)
    with closing(sqlite3.connect(database(cache), isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with keep(Found) as kept:
            kept.put(b"another", found)
            assert kept.get(b"key") in (None, found)


def test_the_file_doesn_t_grow_without_end(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with keep(Found) as kept:
        for number in range(10):
            kept.put(str(number).encode(), find(read_article(SHORT), open_lexicon()))
    monkeypatch.setattr(kept_module, "_LARGEST", 1000)
    with keep(Found) as kept:
        there = [number for number in range(10) if kept.get(str(number).encode())]
    assert there == list(range(5, 10))


def test_room_that_is_free_again_is_no_reason_to_forget(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with keep(list) as kept:
        for number in range(100):
            kept.put(str(number).encode(), [random.random() for _ in range(2000)])
    monkeypatch.setattr(kept_module, "_LARGEST", database(cache, "list").stat().st_size * 2 // 3)
    for _ in range(10):
        with keep(list) as kept:
            there = [number for number in range(100) if kept.get(str(number).encode())]
        assert there == list(range(50, 100))


def test_the_same_lesson_from_what_was_kept(cache: Path) -> None:
    first = run("show", SHORT, "--json")
    assert first.exit_code == 0
    assert database(cache).stat().st_size
    assert run("show", SHORT, "--json").stdout == first.stdout
    harder = run("show", SHORT, "--json", "--level", "hsk2025:1")
    assert harder.exit_code == 0
    assert harder.stdout != first.stdout
