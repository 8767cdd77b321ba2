"""`quizgen make` for several articles: one deck of all, files of each, bad ones skipped."""

from __future__ import annotations

from pathlib import Path

import pytest
from anki_tools import check_deck, import_package
from cli_tools import refused, run, written

from quizgen.readers.folders import find_articles
from quizgen.writers.anki.package import read_course

# "In the museum we saw thirty old pictures." "Our school has built a museum; there are many
# cultural relics in the museum, and the students like to visit it."
FIRST = "我们昨天在北京参观了一个有意思的博物馆，看了三十件文物。"
SECOND = "我们学校修建了一座博物馆，博物馆里有很多文物，同学们都喜欢去参观。"
ONLY_DECK = ("--to", "anki")


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


def test_which_files_of_a_folder_are_articles(folder: Path) -> None:
    for name in ("3.MD", ".hidden.txt", "deck.apkg", "notes.csv", "README"):
        (folder / name).write_text(FIRST, encoding="utf-8")
    (folder / ".git").mkdir()
    (folder / ".git" / "x.txt").write_text(FIRST, encoding="utf-8")
    found = [path.name for path in find_articles([folder, folder / "1.txt"])]
    assert found == ["1.txt", "2.txt", "3.MD", "README"]
