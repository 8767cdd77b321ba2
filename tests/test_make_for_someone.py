"""`quizgen make` for somebody: known words, a review, corrections, and Anki itself."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from anki_connect_server import AnkiConnect, serve
from anki_tools import find_card, new_collection, problems
from cli_tools import refused, run, written

from quizgen.writers.anki.package import read_course

EASY = ("--level", "hsk2025:1")


def words(path: str) -> list[str]:
    """The words on cards, as the JSON of a lesson has them."""
    lesson = json.loads(Path(path).read_text("utf-8"))
    return [word["hanzi"] for word in lesson["words"] if word["tier"] == "card"]


def test_known_words_get_no_card_and_the_summary_says_what_is_read(article: Path) -> None:
    run("make", article, "-o", "all.json", *EASY)
    Path("mine.txt").write_text("博物馆\n", encoding="utf-8")
    result = run(
        "make", article, "-o", "x.json", "-o", "x.apkg", "--known", "mine.txt", *EASY,
        "--per-day", "2",
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    assert "博物馆" in words("all.json")
    assert "博物馆" not in words("x.json")
    assert "mine.txt: 1 word" in result.stdout
    assert "you read " in result.stdout
    assert "At 2 new cards a day: " in result.stdout


def test_with_known_words_no_level_is_taken_for_granted(article: Path) -> None:
    Path("mine.txt").write_text("博物馆\n", encoding="utf-8")
    result = run("make", article, "-o", "x.json", "--known", "mine.txt")
    assert "--level hsk2025:0" in result.stdout
    result = run("make", article, "-o", "x.json", "--known", "mine.txt", "--level", "hsk2025:3")
    assert "--level hsk2025:3" in result.stdout


def test_a_deck_of_ours_counts_as_known(article: Path) -> None:
    run("make", article, "-o", "old.apkg", *EASY)
    result = run(
        "make", article, "-o", "x.json", "--known", "old.apkg", "--known-interval", "0", *EASY
    )
    assert result.exit_code == 0, result.output
    taught = {n.fields[1] for n in read_course(Path("old.apkg")).notes}
    assert taught.isdisjoint(words("x.json"))


@pytest.mark.parametrize("option", ["--known", "--review", "--corrections", "--cedict"])
def test_what_is_read_must_be_there(article: Path, option: str) -> None:
    refused(run("make", article, option, "gone.csv"), r"gone\.csv: ")


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_a_review_that_drops_a_word(article: Path, suffix: str) -> None:
    table = f"x.review.{suffix}"
    run("make", article, "-o", table, "-o", "before.json", *EASY)
    assert "博物馆" in words("before.json")
    _drop(table, "博物馆")
    result = run("make", article, "--review", table, "-o", "x.json", "-o", "x.apkg", *EASY)
    assert result.exit_code == 0, result.output
    assert "博物馆" not in words("x.json")
    assert set(words("x.json")) == set(words("before.json")) - {"博物馆"}
    assert "博物馆" not in {n.fields[1] for n in read_course(Path("x.apkg")).notes}


def _drop(table: str, hanzi: str) -> None:
    if table.endswith(".csv"):
        rows = list(csv.reader(Path(table).read_text("utf-8-sig").splitlines()))
        head = rows[0]
        for row in rows[1:]:
            if (row[head.index("kind")], row[head.index("hanzi")]) == ("word", hanzi):
                row[head.index("keep")] = "no"
        with Path(table).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, delimiter=";").writerows(rows)  # as a European Excel saves it
        return
    import openpyxl

    book = openpyxl.load_workbook(table)
    cells = list(book.active.iter_rows())
    head = [cell.value for cell in cells[0]]
    for row in cells[1:]:
        if (row[head.index("kind")].value, row[head.index("hanzi")].value) == ("word", hanzi):
            row[head.index("keep")].value = "no"
    book.save(table)


def test_a_kept_question_is_on_the_sheet(article: Path) -> None:
    """The teacher's own question comes before what the sheet would choose."""
    run("make", article, "-o", "x.review.csv", *EASY)
    rows = list(csv.reader(Path("x.review.csv").read_text("utf-8-sig").splitlines()))
    own = {"keep": "yes", "kind": "short", "hanzi": "北京", "clause": "他们在哪里参观了博物馆？"}
    rows.append([own.get(name, "") for name in rows[0]])
    with Path("x.review.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    result = run("make", article, "--review", "x.review.csv", "-o", "x.html", *EASY)
    assert result.exit_code == 0, result.output
    sheet = re.sub(r"<[^>]+>", "", Path("x.html").read_text("utf-8"))
    assert "他们在哪里参观了博物馆" in sheet
    words = ("make", article, "--review", "x.review.csv", "-o", "y.html", "--sections", "vocab")
    assert re.search(r"no room on it for \d kept questions", run(*words, *EASY).stdout)


def test_an_emptied_cell_edits_nothing_and_is_named(article: Path) -> None:
    run("make", article, "-o", "x.review.csv", *EASY)
    rows = list(csv.reader(Path("x.review.csv").read_text("utf-8-sig").splitlines()))
    at = next(n for n, row in enumerate(rows) if row[rows[0].index("hanzi")] == "博物馆")
    rows[at][rows[0].index("meaning")] = ""
    with Path("x.review.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    result = run("make", article, "--review", "x.review.csv", "-o", "x.json", *EASY)
    assert result.exit_code == 0, result.output
    said = "Emptied, and as before, since an empty cell edits nothing: meaning in row"
    assert f"{said} {at + 1}\n" in result.stdout


def test_a_review_of_several_articles_is_refused(article: Path) -> None:
    run("make", article, "-o", "x.review.csv", *EASY)
    Path("other.txt").write_text(article.read_text("utf-8"), encoding="utf-8")
    result = run("make", article, "other.txt", "--review", "x.review.csv")
    assert result.exit_code == 1
    assert "x.review.csv: --review is for one article" in result.stderr


def test_the_review_is_no_output_of_its_own(article: Path) -> None:
    run("make", article, "-o", "x.review.csv", *EASY)
    before = Path("x.review.csv").read_bytes()
    result = run("make", article, "--review", "x.review.csv", "-o", "x.review.csv")
    assert result.exit_code == 1
    assert "this file is read" in result.stderr
    assert Path("x.review.csv").read_bytes() == before


def test_a_correction_holds_in_every_command(article: Path) -> None:
    result = run("correct", "博物馆", "--meaning", "house of old things")
    assert result.exit_code == 0, result.output
    made = run("make", article, "-o", "x.apkg", *EASY)
    assert made.exit_code == 0, made.output
    notes = read_course(Path("x.apkg")).notes
    assert any("house of old things" in n.fields[6] for n in notes)
    assert "house of old things" in run("show", article, *EASY).stdout
    assert "corrections.toml:" in run("explain", article, "博物馆").stdout


def test_a_correction_that_matches_nothing_is_reported(article: Path) -> None:
    run("correct", "行长", "--pinyin", "hángzhǎng")
    result = run("make", article, "-o", "x.json", *EASY)
    assert "Corrections that match nothing here: 行长" in result.stdout
    Path("other.txt").write_text("这家银行的行长姓王，他很喜欢博物馆。", encoding="utf-8")
    both = run("make", article, "other.txt", "-o", "x.apkg", *EASY)
    assert both.exit_code == 0, both.output
    assert "match nothing" not in both.stdout


def test_a_sense_with_a_note_of_its_own(article: Path) -> None:
    """Second article: the museum of the first, corrected to another sense there."""
    Path("other.txt").write_text("他把家里叫做博物馆，家里全是书和老照片。", encoding="utf-8")
    run(
        "correct", "博物馆", "--where", "家里", "--meaning", "a house full of things",
        "--note", "joke",
    )  # fmt: skip
    result = run("make", article, "other.txt", "-o", "x.apkg", *EASY)
    assert result.exit_code == 0, result.output
    notes = [n for n in read_course(Path("x.apkg")).notes if n.fields[1] == "博物馆"]
    assert [n.fields[0].count("|joke") for n in notes] == [0, 1]
    assert len({n.guid for n in notes}) == 2


@pytest.fixture
def anki(tmp_path: Path) -> Iterator[tuple[AnkiConnect, str]]:
    """A running Anki with AnkiConnect, and where it listens."""
    with new_collection(tmp_path / "anki") as collection:
        addon = AnkiConnect(collection)
        with serve(addon) as url:
            yield addon, url


def test_cards_go_straight_into_anki(article: Path, anki: tuple[AnkiConnect, str]) -> None:
    addon, url = anki
    dry = run("make", article, "--anki", "--dry-run", "--anki-url", url, *EASY)
    assert dry.exit_code == 0, dry.output
    assert "if it weren't a dry run" in dry.stdout
    assert addon.collection.note_count() == 0
    assert {f for f in written() if not f.startswith("anki/")} == set()
    result = run("make", article, "--anki", "--anki-url", url, "-o", "out", *EASY)
    assert result.exit_code == 0, result.output
    assert find_card(addon.collection, "博物馆").note()["Pinyin"]
    assert problems(addon.collection) == []
    assert "out/museum.apkg" not in written()
    assert "out/museum.pdf" in written()
    again = run("make", article, "--anki", "--anki-url", url, "-o", "out", *EASY)
    assert "0 added, 0 updated" in again.stdout
    run("correct", "博物馆", "--meaning", "house of old things")
    corrected = run("make", article, "--anki", "--anki-url", url, "-o", "out", *EASY)
    assert "0 added, 1 updated" in corrected.stdout
    assert find_card(addon.collection, "博物馆").note()["Meaning"] == "house of old things"


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--anki", "--anki-url", "http://127.0.0.1:1"], "start Anki"),
        (["--anki", "--anki-url", "http://example.com"], "only this machine|loopback|127"),
        (["--dry-run"], "--dry-run: it says what --anki would do"),
        (["--anki", "-o", "x.apkg"], r"x\.apkg: with --anki the cards go straight into Anki"),
    ],
)
def test_what_anki_cannot_do(article: Path, options: list[str], message: str) -> None:
    refused(run("make", article, *options), message)
