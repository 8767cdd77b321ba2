"""How the command line says that something is wrong: one line, and nothing is written."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import threading
from pathlib import Path
from typing import Any

import pytest
from cli_tools import QUIZGEN, refused, run, start, written

from quizgen import found


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["-o", "x.doc"], r"x\.doc: no format has this suffix; there are \.apkg, \.pdf, "),
        (["-o", "x.apkg", "-o", "y"], "y: no format has this suffix"),
        (["--to", "word"], "no format is called 'word'; there are anki, pdf, docx"),
        (["-o", "x.json", "-o", "."], "this is a folder; name a file in it"),
        (["-o", "x.json", "-o", "./x.json"], r"x\.json: this output is given twice"),
        (["-o", "x.json", "-o", "none/../x.json"], r"x\.json: this output is given twice"),
        (["-o", "museum.txt", "--to", "json"], r"museum\.txt: this file is read"),
        (["-o", "./museum.txt", "--to", "anki"], r"museum\.txt: this file is read"),
        (["-o", "museum.txt/x.json"], r"museum\.txt is not a folder"),
        (["-o", "x" * 300 + ".json"], "can't be written .*too long"),
        (["-o", os.devnull, "--to", "json"], "this is a device, not a file"),
        (["--level", "hsk9:1"], "no such level: 'hsk9:1'; use one of hsk2025:1 to hsk2025:9"),
        (["--level", "hsk2025"], "no such level: 'hsk2025'"),
        (["--level", "hsk2025:12"], r"hsk2025 has levels 1 to 9 \(0: knows nothing\), not 12"),
        (["--level", "hsk2.0:7"], r"hsk2\.0 has levels 1 to 6"),
        (["--cards", "nonsense"], "no such card: 'nonsense'; use recognition, production"),
    ],
)
def test_refused_before_work_begins(
    article: Path, monkeypatch: pytest.MonkeyPatch, options: list[str], message: str
) -> None:
    monkeypatch.setattr(found, "find_once", lambda *_: pytest.fail("work began"))
    monkeypatch.setattr("quizgen.cli.work.lexicon_of", lambda *_: pytest.fail("work began"))
    refused(run("make", article, *options), message)


def test_a_read_only_folder_is_refused(article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.access", lambda path, mode: False)  # root may write anywhere
    refused(run("make", article, "-o", "new/x.json"), "the folder .* is read-only")


def test_two_names_of_one_file_are_seen(article: Path) -> None:
    Path("x.json").write_text("{}")
    os.link("x.json", "y.json")
    result = run("make", article, "-o", "x.json", "-o", "y.json")
    assert result.exit_code == 1
    assert "given twice" in result.stderr
    assert Path("x.json").read_text() == "{}"


@pytest.mark.parametrize(
    "options",
    [
        ["--words", "-1"],
        ["--facts", "-1"],
        ["--words", "many"],
        ["--script", "cursive"],
        ["--nonsense"],
    ],
    ids=" ".join,
)
def test_usage_errors(article: Path, options: list[str]) -> None:
    result = run("make", article, *options)
    assert result.exit_code == 2
    assert options[0].removeprefix("--") in result.stderr
    assert "Traceback" not in result.stderr
    assert written() == set()


@pytest.mark.parametrize("arguments", [["make"], ["explain", "x.txt"], ["nonsense"]], ids=" ".join)
def test_missing_arguments_are_usage_errors(arguments: list[str]) -> None:
    assert run(*arguments).exit_code == 2


def test_a_newer_dictionary(article: Path) -> None:
    Path("cedict.txt").write_text(
        "#! date=2026-01-02T00:00:00Z\n"
        "文物 文物 [wen2 wu4] /cultural relic (new)/\n博物館 博物馆 [bo2 wu4 guan3] /museum/\n",
        encoding="utf-8",
    )
    result = run("make", article, "-o", "x.json", "--cedict", "cedict.txt")
    assert result.exit_code == 0, result.output
    lesson = json.loads(Path("x.json").read_text("utf-8"))
    assert "CC-CEDICT 2026-01-02" in lesson["dictionary"]
    assert "cultural relic (new)" in {word["meaning"] for word in lesson["words"]}


@pytest.mark.parametrize("what", ["missing", "folder", "no dictionary"])
def test_a_dictionary_that_is_none(article: Path, what: str) -> None:
    path = {"missing": "missing", "folder": ".", "no dictionary": "museum.txt"}[what]
    for command in (["make", article], ["show", article], ["explain", article, "文物"], ["about"]):
        refused(run(*command, "--cedict", path), f"{re.escape(path)}: (no|not) .*")


# Articles that can't be used


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "there is no such file"),
        (b"", "the file is empty"),
        (b" \r\n", "the file is empty"),
        (bytes(range(256)) * 8, "not text|neither UTF-8"),
        (b"%PDF-1.7 ...", "this is a PDF file"),
        (b"No Chinese at all.\n", "no Chinese text found"),
        ("你好吗？".encode(), "no word and no fact .* give a longer article"),  # how are you?
    ],
    ids=["missing", "empty", "blank", "binary", "PDF", "no Chinese", "no card"],
)
def test_a_bad_article_is_one_line(tmp_path: Path, content: bytes | None, message: str) -> None:
    path = tmp_path / "museum.txt"
    if content is not None:
        path.write_bytes(content)
    done = start("make", path, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (1, b"")
    assert re.fullmatch(f"quizgen: .*museum.txt: .*({message}).*\n", done.stderr.decode())
    assert written(tmp_path) == set()


def test_a_folder_is_no_article(article: Path) -> None:
    for command in (["show"], ["items"], ["explain"]):
        arguments = [*command, ".", *(["文物"] if command == ["explain"] else [])]
        refused(run(*arguments), "this is a folder; give the path of one article file")


def test_an_unreadable_article(article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = Path.open

    def denied(path: Path, *arguments: Any, **options: Any) -> Any:
        if path == article:
            raise PermissionError(13, "Permission denied")
        return opened(path, *arguments, **options)

    monkeypatch.setattr(Path, "open", denied)
    refused(run("make", article), "can't be read .*Permission denied")


def test_no_limit_leaves_no_card(article: Path) -> None:
    refused(run("make", article, "--words", 0, "--facts", 0), "no word and no fact")


def test_an_unwritable_folder_is_one_line(article: Path) -> None:
    done = start("make", article, "-o", "/proc/museum.apkg")
    assert done.returncode == 1
    assert re.fullmatch(r"quizgen: /proc/museum\.apkg: can't be written.*\n", done.stderr.decode())


@pytest.mark.parametrize("suffix", [".apkg", ".json"])
def test_the_old_file_stays_whole_when_writing_fails(
    article: Path, monkeypatch: pytest.MonkeyPatch, suffix: str
) -> None:
    output = Path(f"x{suffix}")
    run("make", article, "-o", output)
    before = output.read_bytes()

    def full(path: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    result = run("make", article, "--level", "hsk2025:1", "-o", output)
    assert result.exit_code == 1
    assert result.stderr == f"quizgen: {output}: can't be written (No space left on device)\n"
    assert output.read_bytes() == before
    assert written() == {output.name}


# Bugs and interruptions


def test_a_bug_keeps_its_traceback(article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(found, "find_once", lambda *_: 1 // 0)
    result = run("make", article)
    assert isinstance(result.exception, ZeroDivisionError)
    assert "quizgen:" not in result.stderr


def test_ctrl_c_is_one_line(tmp_path: Path) -> None:
    pipe = tmp_path / "museum.txt"
    os.mkfifo(pipe)
    command = [QUIZGEN, "make", pipe]
    with subprocess.Popen(command, stderr=subprocess.PIPE, cwd=tmp_path) as process:
        timer = threading.Timer(60, process.kill)
        timer.start()
        with pipe.open("wb"):  # opens when the reader does, so it is at work now
            process.send_signal(signal.SIGINT)
        # Closed at once: a signal that comes just before the read begins is seen after it.
        _, error = process.communicate()
        timer.cancel()
    assert process.returncode == 130
    assert error.decode() == "quizgen: stopped by Ctrl-C; no file is half written\n"
