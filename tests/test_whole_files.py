"""Old output stays whole: whatever fails or stops a writer, a file is the old one or the new."""

from __future__ import annotations

import errno
import json
import os
import pickle
import subprocess
import sys
import zipfile
from dataclasses import replace
from functools import cache
from itertools import count
from pathlib import Path

import pytest
from item_lessons import hostile_lesson
from lessons import make_lesson

from quizgen.cli.stopping import Stopped
from quizgen.errors import ExportError
from quizgen.model import Lesson
from quizgen.writers import WRITERS, write
from quizgen.writers.anki.kept import copy_of
from quizgen.writers.anki.older import read_older
from quizgen.writers.files import replace_file
from quizgen.writers.lesson_json import as_dict

OLD, NEW = b"the old file\n" * 1000, b"another one\n" * 2000
posix = pytest.mark.skipif(sys.platform == "win32", reason="limits of POSIX")


@cache
def lesson(script: str) -> Lesson:
    """A lesson that every format has something of; another script makes every file another one."""
    made = make_lesson(script=script)
    article = replace(made.article, title=f"{script} {made.article.title}")
    items = (replace(one, stem=f"{script} {one.stem}") for one in hostile_lesson().items[:16])
    return replace(made, article=article, items=tuple(items))


# One file: every step of replacing it, and what can go wrong there.

STEPS = {
    "open": "pathlib.Path.open",
    "fsync": "os.fsync",
    "permissions": "shutil.copymode",
    "rename": "pathlib.Path.replace",
}
FAILURES: dict[str, BaseException] = {
    "full": OSError(errno.ENOSPC, "No space left on device"),
    "read-only": OSError(errno.EROFS, "Read-only file system"),
    "open elsewhere": PermissionError(errno.EACCES, "Access is denied"),  # Excel, on Windows
    "Ctrl-C": Stopped(2),
    "Ctrl-C from Python": KeyboardInterrupt(),
}


@pytest.mark.parametrize("failure", FAILURES)
@pytest.mark.parametrize("step", STEPS)
def test_a_file_is_the_old_one_whatever_fails(
    step: str, failure: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, error = tmp_path / "file", FAILURES[failure]
    path.write_bytes(OLD)

    def failing(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(STEPS[step], failing)
    with pytest.raises((ExportError, Stopped, KeyboardInterrupt)) as raised:
        replace_file(path, NEW)
    monkeypatch.undo()
    if isinstance(error, OSError):
        assert str(raised.value) == f"{path}: can't be written ({error.strerror})"
    else:
        assert raised.value is error
    assert path.read_bytes() == OLD
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("name", ["x\0y", "x" * 300, "\ud800", "circle", "circle/x", "file/x"])
def test_a_name_that_no_file_can_have_is_one_line(name: str, tmp_path: Path) -> None:
    (tmp_path / "circle").symlink_to("circle")
    (tmp_path / "file").write_bytes(OLD)
    with pytest.raises(ExportError, match="can't be written"):
        replace_file(tmp_path / name, NEW)
    assert {path.name for path in tmp_path.iterdir()} == {"circle", "file"}


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    for format_ in WRITERS:
        with pytest.raises(ExportError, match="is not a regular file, and nothing was written"):
            write(lesson("simp"), tmp_path, format_)
    assert list(tmp_path.iterdir()) == []


# Every writer, on a disk that has room for so many bytes.

_LIMITED = """\
import pickle, resource, signal, sys
from quizgen.errors import ExportError
from quizgen.writers import write

lesson, asked = pickle.loads(sys.stdin.buffer.read())
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # a write beyond the limit is an OSError then
for format_, path, limits in asked:
    for limit in limits:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
        try:
            print(format_, limit, write(lesson, path, format_))
        except ExportError as error:
            if not str(error).startswith(f"{path}: can't be written ("):
                print(format_, limit, error)
"""


@posix
def test_no_writer_spoils_its_file_on_a_full_disk(tmp_path: Path) -> None:
    folder, scratch = tmp_path / "out", tmp_path / "scratch"
    scratch.mkdir()
    asked, before = [], {}
    for name, format_ in WRITERS.items():
        path = folder / f"x{format_.suffixes[0]}"
        write(lesson("simp"), path, name)
        before[path.name] = path.read_bytes()
        half = len(before[path.name]) // 2
        asked.append((name, path, (0, 1, half // 2, half)))
    done = subprocess.run(
        [sys.executable, "-c", _LIMITED],
        input=pickle.dumps((lesson("trad"), asked)),
        env=os.environ | {"TMPDIR": str(scratch)},
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stdout.decode(), done.stderr.decode()) == (0, "", "")
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert list(scratch.iterdir()) == []


# Stopped at every file operation of a writer, one after the other.

_OPERATIONS = frozenset(
    ["open", "os.rename", "os.remove", "os.mkdir", "os.chmod", "os.utime", "os.scandir"]
)


class _Stop:
    """Raises `Stopped` at the next file operation but `after`; None: never."""

    def __init__(self) -> None:
        self.after: int | None = None
        sys.addaudithook(self._hear)  # for good: Python has no way to take it out

    def _hear(self, event: str, _: object) -> None:
        if self.after is not None and event in _OPERATIONS:
            if not self.after:
                self.after = None
                raise Stopped(2)
            self.after -= 1


@pytest.fixture(scope="module")
def stop() -> _Stop:
    return _Stop()


@pytest.mark.parametrize("format_", ["anki", "csv", "html", "docx", "review", "json"])
def test_a_writer_can_be_stopped_at_every_file_operation(
    format_: str, tmp_path: Path, stop: _Stop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUIZGEN_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "scratch"))
    (tmp_path / "scratch").mkdir()
    path = tmp_path / "out" / f"x{WRITERS[format_].suffixes[0]}"
    write(lesson("trad"), tmp_path / path.name, format_)  # what is loaded once is loaded
    write(lesson("simp"), path, format_)
    files = [path, copy_of(path)] if format_ == "anki" else [path]
    old = [file.read_bytes() for file in files]
    stopped = 0
    for operations in count():
        stop.after = operations
        try:
            write(lesson("trad"), path, format_)
            break
        except Stopped:
            pass
        finally:
            stop.after = None
        stopped += 1
        for file, was in zip(files, old, strict=True):
            assert file.read_bytes() == was or _is_whole(file)
            file.write_bytes(was)
        assert not list(tmp_path.rglob(".quizgen*")) and not list(tmp_path.glob("scratch/*"))
    assert stopped >= 4  # it is read, made beside it, given its permissions and renamed
    assert path.read_bytes() != old[0]


def _is_whole(path: Path) -> bool:
    """Whether a reader of this format takes the file for a whole one."""
    if path.suffix == ".apkg":
        return read_older(path)[0] is not None
    content = path.read_bytes()
    if path.suffix == ".docx":
        with zipfile.ZipFile(path) as package:
            return package.testzip() is None
    ends = {".json": b"}\n", ".html": b"</html>\n", ".csv": b"\n"}
    return content.endswith(ends[path.suffix])


# Two runs on one file.

_WRITES = """\
import pickle, sys
from pathlib import Path
from quizgen.writers import write

lessons, paths = pickle.loads(Path(sys.argv[1]).read_bytes())
for turn in range(10):
    for path in paths:
        write(lessons[turn % 2], path)
"""


def test_two_runs_at_once_leave_a_whole_file_of_one_of_them(tmp_path: Path) -> None:
    lessons = [lesson("simp"), lesson("trad")]
    folder, state = tmp_path / "out", tmp_path / "state"
    paths = [folder / name for name in ("x.apkg", "x.json", "x.csv", "x.docx")]
    (tmp_path / "scratch").mkdir()
    environment = os.environ | {
        "QUIZGEN_STATE": str(state),
        "TMPDIR": str(tmp_path / "scratch"),
        "SOURCE_DATE_EPOCH": "1700000000",
    }
    runs = []
    for number, given in enumerate((lessons, lessons[::-1])):
        asked = tmp_path / f"asked{number}"
        asked.write_bytes(pickle.dumps((given, paths)))
        command = [sys.executable, "-c", _WRITES, str(asked)]
        runs.append(subprocess.Popen(command, env=environment))
    read = 0
    while any(process.poll() is None for process in runs):
        for path in paths:
            if path.exists():
                assert _is_whole(path), path.name
                read += 1
    assert [process.wait() for process in runs] == [0, 0] and read > 10
    (copy,) = (state / "decks").iterdir()
    assert all(map(_is_whole, [*paths, copy]))
    one_of = [json.loads(json.dumps(as_dict(one))) for one in lessons]
    assert json.loads(paths[1].read_text("utf-8")) in one_of
    assert {path.name for path in folder.iterdir()} == {path.name for path in paths}
    assert list((tmp_path / "scratch").iterdir()) == []
