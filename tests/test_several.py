"""`quizgen make` for several articles: one deck of all, files of each, bad ones skipped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from anki_connect_server import AnkiConnect, serve
from anki_tools import check_deck, content, import_package, new_collection
from cli_tools import refused, run, written
from lessons import make_lesson, with_word

from quizgen.corrections import NO_CORRECTIONS
from quizgen.course_report import summary, taught_by
from quizgen.errors import ExportError
from quizgen.model import Lesson, Settings, Sheet
from quizgen.overrides import Overrides
from quizgen.readers.folders import find_articles
from quizgen.writers import outputs, table
from quizgen.writers.anki import package
from quizgen.writers.anki.package import read_course
from quizgen.writers.course_outputs import check_outputs, course_outputs
from quizgen.writers.files import Written
from quizgen.writers.outputs import article_outputs, usual_formats

# "In the museum we saw thirty old pictures." "Our school has built a museum; there are many
# cultural relics in the museum, and the students like to visit it."
FIRST = "我们昨天在北京参观了一个有意思的博物馆，看了三十件文物。"
SECOND = "我们学校修建了一座博物馆，博物馆里有很多文物，同学们都喜欢去参观。"
ONLY_DECK = ("--to", "anki")
EASY = ("--level", "hsk2025:1")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder `lessons` with two articles, in the folder from which the command is called."""
    monkeypatch.chdir(tmp_path)
    lessons = Path("lessons")
    lessons.mkdir()
    (lessons / "1.txt").write_text(FIRST, encoding="utf-8")
    (lessons / "2.txt").write_text(SECOND, encoding="utf-8")
    return lessons


def hanzi(path: Path) -> list[str]:
    return [n.fields[1] for n in read_course(path).notes if n.note_type.deck == "Vocabulary"]


def test_a_folder_makes_one_deck_in_which_each_word_is_taught_once(
    folder: Path, tmp_path: Path
) -> None:
    result = run("make", folder, *ONLY_DECK, "--level", "hsk2025:1")
    assert result.exit_code == 0, result.output
    assert written() >= {"decks/lessons.apkg"}
    path = Path("decks/lessons.apkg")
    assert check_deck(path, tmp_path / "anki") == []
    words = hanzi(path)
    assert len(words) == len(set(words))
    assert "博物馆" in words
    assert "2 articles" in result.output
    assert "met before" in result.output
    with import_package(path, tmp_path / "again") as collection:
        names = {deck.name for deck in collection.decks.all_names_and_ids()}
    assert {"Quizgen", "Quizgen::1::Vocabulary", "Quizgen::2::Vocabulary"} <= names


def test_each_article_has_its_own_files(folder: Path) -> None:
    result = run("make", folder, "-o", "out", "--level", "hsk2025:1")
    assert result.exit_code == 0, result.output
    files = written(Path("out"))
    assert {"lessons.apkg", "1.pdf", "1.key.pdf", "2.json", "2.preview.html"} <= files
    assert "1.apkg" not in files


def test_several_files_and_a_deck_that_is_named(folder: Path) -> None:
    result = run(
        "make", folder / "2.txt", folder / "1.txt", "-o", "c.apkg", "--deck", "Course",
        "--level", "hsk2025:1",
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    assert written() == {"c.apkg", "lessons/1.txt", "lessons/2.txt"}
    course = read_course(Path("c.apkg"))
    assert course.notes[0].deck == "Course::2::Vocabulary"
    assert "Course" in course.decks


def test_adding_one_article_after_the_other_makes_the_same_deck(folder: Path) -> None:
    for name in ("1.txt", "2.txt", "1.txt"):
        result = run("make", folder / name, "-o", "grown.apkg", "--add", "--level", "hsk2025:1")
        assert result.exit_code == 0, result.output
    assert "unchanged, left as it was" in result.output
    run("make", folder, "-o", "whole.apkg", "--level", "hsk2025:1")
    assert read_course(Path("grown.apkg")).notes == read_course(Path("whole.apkg")).notes


def test_a_bad_article_is_named_and_skipped(folder: Path) -> None:
    (folder / "0.txt").write_text("no Chinese at all", encoding="utf-8")
    result = run("make", folder, *ONLY_DECK, "--level", "hsk2025:1")
    assert result.exit_code == 1
    assert result.stderr.startswith(f"quizgen: {folder / '0.txt'}:")
    assert result.stderr.endswith("; skipped\n")
    assert "2 articles, 1 skipped" in result.stdout
    assert "博物馆" in hanzi(Path("decks/lessons.apkg"))


def test_a_missing_file_among_others(folder: Path) -> None:
    result = run("make", folder / "1.txt", "gone.txt", *ONLY_DECK, "--level", "hsk2025:1")
    assert result.exit_code == 1
    assert "gone.txt" in result.stderr
    assert hanzi(Path("decks/course.apkg"))


def test_one_text_in_two_files_is_taught_once(folder: Path) -> None:
    (folder / "3.txt").write_bytes(f"{FIRST}\n".encode("gb18030"))
    result = run("make", folder, *ONLY_DECK, "--level", "hsk2025:1")
    assert result.exit_code == 1
    assert f"{folder / '3.txt'}: has the same text as {folder / '1.txt'}; skipped" in result.stderr
    assert "2 articles, 1 skipped" in result.stdout
    assert "For a learner who knows HSK 2025 up to level 1" in result.stdout


def test_two_articles_of_one_name(folder: Path) -> None:
    (folder / "more").mkdir()
    (folder / "more" / "1.txt").write_text(SECOND, encoding="utf-8")
    result = run("make", folder, *ONLY_DECK, "--level", "hsk2025:1")
    assert result.exit_code == 1
    assert "has the same name as" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("-o", "x.pdf"), "x.pdf: with several articles, or --add, -o takes one deck"),
        (("-o", "a.apkg", "-o", "b.apkg"), "with several articles, or --add, -o takes one deck"),
        (("--add", "--to", "pdf"), "--add: say which deck to add to, with -o FILE.apkg"),
        (("--to", "nothing"), "no format is called 'nothing'"),
    ],
)
def test_what_several_articles_cannot_be(
    folder: Path, arguments: tuple[str, ...], message: str
) -> None:
    result = run("make", folder, *arguments)
    assert result.exit_code == 1
    assert message in result.stderr
    assert written() == {"lessons/1.txt", "lessons/2.txt"}


@pytest.mark.parametrize(
    "arguments", [("1.txt",), ("1.txt", "2.txt"), ("1.txt", "-o", "out")], ids=" ".join
)
def test_the_deck_to_add_to_is_named(
    folder: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    """A deck that nobody named would be a new one for each article."""
    monkeypatch.chdir(folder)
    result = run("make", *arguments, "--add")
    assert result.exit_code == 1
    assert result.stderr == "quizgen: --add: say which deck to add to, with -o FILE.apkg\n"
    assert written() == {"1.txt", "2.txt"}
    assert course_outputs([Path("1.txt")], [], "").deck == Path("decks/1.apkg")


def test_a_folder_names_the_deck_to_add_to(folder: Path) -> None:
    for _ in range(2):
        result = run("make", folder, "--add", *ONLY_DECK, *EASY)
        assert result.exit_code == 0, result.output
    assert written() == {"lessons/1.txt", "lessons/2.txt", "decks/lessons.apkg"}


def test_another_article_of_the_same_name_is_said_to_take_its_place(folder: Path) -> None:
    """Also where a later article keeps one of its cards; the second time it is the same article."""
    added = ("--add", "-o", "c.apkg", *EASY)
    run("make", folder, "--deck", "A", *added)
    (folder / "1.txt").write_text("我们工厂的标兵参加了生产竞赛。", encoding="utf-8")  # a contest
    result = run("make", folder / "1.txt", "--deck", "B", *added)
    assert "takes the place of A::1" in result.stdout
    assert any(note.deck == "A::1::Vocabulary" for note in read_course(Path("c.apkg")).notes)
    again = run("make", folder / "1.txt", "--deck", "B", *added)
    assert again.exit_code == 0 and "takes the place" not in again.stdout


# Files that can't be written


def test_what_cannot_be_written_is_said_before_any_work(folder: Path) -> None:
    Path("out/2.pdf").mkdir(parents=True)
    refused(run("make", folder, "-o", "out"), r"out/2\.pdf: this is a folder", Path("out"))


def test_an_article_that_would_be_written_over_is_refused(folder: Path) -> None:
    (folder / "2.csv").write_text(SECOND, encoding="utf-8")
    result = run("make", folder / "1.txt", folder / "2.csv", "--to", "csv", "-o", folder)
    assert result.exit_code == 1
    assert "lessons/2.csv: this file is read" in result.stderr
    assert (folder / "2.csv").read_text(encoding="utf-8") == SECOND


def test_a_file_that_cannot_be_written_after_all_is_named_and_skipped(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = table.write_csv

    def full(lesson: Lesson, path: Path) -> Written:
        if path.name == "1.csv":
            raise ExportError(f"{path}: can't be written (No space left on device)")
        return real(lesson, path)

    monkeypatch.setattr(table, "write_csv", full)
    result = run("make", folder, "--to", "csv", *EASY)
    assert result.exit_code == 1
    line = "quizgen: decks/1.csv: can't be written (No space left on device); skipped\n"
    assert result.stderr == line
    assert "2 articles; each word" in result.stdout
    assert "decks/2.csv" in written() and "decks/1.csv" not in written()


def test_a_deck_that_cannot_be_written_does_not_hide_the_summary(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> Written:
        raise ExportError("decks/lessons.apkg: can't be written (No space left on device)")

    monkeypatch.setattr(package, "write_course", full)
    result = run("make", folder, *ONLY_DECK, *EASY)
    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1 and "No space left" in result.stderr
    assert "2 articles; each word" in result.stdout


def test_a_name_that_ends_like_a_format_tells_no_format(folder: Path) -> None:
    (folder / "1.txt").rename(folder / "x.key.txt")
    result = run("make", folder, "--to", "html", "-o", "out", *EASY)
    assert result.exit_code == 0, result.output
    assert written(Path("out")) == {"x.key.html", "x.key.key.html", "2.html", "2.key.html"}
    formats = usual_formats("")
    assert [one.format for one in article_outputs(Path("x.quiz.txt"), formats)] == list(formats)


def test_two_articles_that_become_one_file(folder: Path) -> None:
    (folder / "1.txt").rename(folder / "2.key.txt")
    result = run("make", folder, "--to", "pdf")
    assert result.exit_code == 1
    assert "decks/2.key.pdf: lessons/2.key.txt and lessons/2.txt would both become" in result.stderr
    assert not Path("decks").exists()


def test_checking_files_takes_no_longer_for_each_of_many(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Path] = []
    real = outputs._identity
    monkeypatch.setattr(outputs, "_identity", lambda path: (asked.append(path), real(path))[1])

    def count(number: int) -> int:
        asked.clear()
        articles = [tmp_path / f"{n}.txt" for n in range(number)]
        planned = course_outputs(articles, [tmp_path / "out"], "csv")
        check_outputs(planned, articles, [], Sheet())
        return len(asked)

    assert 0 < count(60) == 2 * count(30)


# What is said of all of them


def test_corrections_that_no_article_needs(folder: Path) -> None:
    """Museum and to build are of use; there is no dinosaur, and half of a museum is no word."""
    for word in ("博物馆", "修建", "恐龙", "物馆"):
        run("correct", word, "--label", "x")
    result = run("make", folder, *ONLY_DECK, *EASY)
    said = result.stdout.partition("Corrections that match nothing here:\n")[2].partition("\n\n")[0]
    assert re.sub(r"corrections\.toml:\d+", "c", said).splitlines() == [
        "  恐龙 (c)",
        "  物馆 (c: stands here but is cut 博物馆: add cut)",
    ]


def test_doubts_about_cards_come_before_those_about_glosses() -> None:
    """超额 "above quota" is a doubtful word, 第三 "third" a doubtful figure."""
    lesson = make_lesson()
    glossed = with_word(lesson, "超额", tier="gloss")
    first = replace(glossed, article=replace(lesson.article, stem="a"), questions=())
    second = replace(lesson, article=replace(lesson.article, stem="b"))
    taught = [taught_by(one, 0, NO_CORRECTIONS) for one in (first, second)]
    text = summary(taught, Settings(), Overrides(), [], [], bad=0, per_day=None)
    lines = text.partition("Doubtful, please check:\n")[2].partition("\n\n")[0].splitlines()
    words = [line.split()[:2] for line in lines if line.startswith("  ")]
    assert words == [["b:", "超额"], ["b:", "第三行:"], ["a:", "超额"]]


@pytest.fixture
def anki(tmp_path: Path) -> Iterator[tuple[Any, str]]:
    """The collection of a running Anki with AnkiConnect, and where it listens."""
    with new_collection(tmp_path / "anki") as collection, serve(AnkiConnect(collection)) as url:
        yield collection, url


def test_what_fell_out_of_an_article_is_named_and_left_alone(
    folder: Path, anki: tuple[Any, str]
) -> None:
    """The second article still has 文物 "cultural relics", and so the first one's note stays."""
    collection, url = anki
    make = ("make", folder, "--anki", "--anki-url", url, "--to", "csv", *EASY)
    first = run(*make)
    assert first.exit_code == 0 and "no longer" not in first.stdout
    before = content(collection)
    for word in ("文物", "修建"):
        run("correct", word, "--never")
    for dry in (["--dry-run"], []):
        result = run(*make, "--facts", "0", *dry)
        assert result.exit_code == 0, result.output
        assert [line for line in result.stdout.splitlines() if "no longer in" in line] == [
            "  no longer in 1: 三十; delete them in Anki if you like",
            "  no longer in 2: 修建; delete them in Anki if you like",
        ]
    assert content(collection) == before


def test_a_deck_that_is_no_deck_is_not_added_to(folder: Path) -> None:
    Path("c.apkg").write_bytes(b"hello")
    result = run("make", folder / "1.txt", "--add", "-o", "c.apkg")
    assert result.exit_code == 1
    assert "nothing can be added to this deck" in result.stderr
    assert Path("c.apkg").read_bytes() == b"hello"


def test_only_bad_articles(folder: Path) -> None:
    for file in folder.iterdir():
        file.write_text("none", encoding="utf-8")
    result = run("make", folder)
    assert result.exit_code == 1
    assert result.stderr.splitlines()[-1].startswith("quizgen: no article could be read")


def test_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("empty").mkdir()
    refused(run("make", "empty"), "empty: no article in this folder")


def test_one_file_under_two_names_is_one_article(folder: Path) -> None:
    names = [
        folder / "2.txt",
        (folder / "2.txt").resolve(),
        folder / ".." / folder / "1.txt",
        folder,
    ]
    assert find_articles(names) == names[::2]


def test_which_files_of_a_folder_are_articles(folder: Path) -> None:
    for name in ("3.MD", ".hidden.txt", "deck.apkg", "notes.csv", "README"):
        (folder / name).write_text(FIRST, encoding="utf-8")
    (folder / ".git").mkdir()
    (folder / ".git" / "x.txt").write_text(FIRST, encoding="utf-8")
    found = [path.name for path in find_articles([folder, folder / "1.txt"])]
    assert found == ["1.txt", "2.txt", "3.MD", "README"]
