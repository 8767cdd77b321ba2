"""The table of writers, and files that are never half written."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from quizgen import writers
from quizgen.errors import ExportError
from quizgen.model import Lesson
from quizgen.writers import WRITERS, Format, find_writer
from quizgen.writers.files import Written, replace_file, write_if_changed


def _other(lesson: Lesson, path: Path) -> Written:
    return Written(path, True)


def test_the_suffix_finds_the_writer() -> None:
    assert find_writer(Path("decks/1959-12-24.x.APKG")) is WRITERS["anki"].write
    assert find_writer(Path("x.json")) is WRITERS["json"].write


def test_the_longest_suffix_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(writers.WRITERS, "review", Format((".review.json",), _other))
    assert find_writer(Path("x.review.json")) is _other
    assert find_writer(Path("x.json")) is WRITERS["json"].write


def test_a_name_overrides_the_suffix() -> None:
    assert find_writer(Path("x.json"), "anki") is WRITERS["anki"].write


def test_an_unknown_format_lists_what_there_is() -> None:
    with pytest.raises(ExportError, match=r"x\.doc: no format has this suffix; there are \.apkg"):
        find_writer(Path("x.doc"))
    with pytest.raises(ExportError, match="no format is called 'word'; there are anki"):
        find_writer(Path("x.apkg"), "word")


def test_the_same_content_leaves_the_file_alone(tmp_path: Path) -> None:
    path = tmp_path / "new" / "file"
    assert write_if_changed(path, b"one")
    touched = path.stat().st_mtime_ns
    assert not write_if_changed(path, b"one")
    assert path.stat().st_mtime_ns == touched
    assert write_if_changed(path, b"two")
    assert path.read_bytes() == b"two"
    assert list(path.parent.iterdir()) == [path]


def test_permissions_and_links_stay(tmp_path: Path) -> None:
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_bytes(b"old")
    target.chmod(0o640)
    link.symlink_to(target)
    replace_file(link, b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


def test_what_cannot_be_written_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"x")
    with pytest.raises(ExportError, match=r"deck\.apkg: can't be written \(.+\)$"):
        replace_file(tmp_path / "file" / "deck.apkg", b"")
    with pytest.raises(ExportError, match="is not a regular file"):
        replace_file(tmp_path, b"")


def test_a_full_disk_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"old")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(ExportError, match="No space left on device"):
        replace_file(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]
