"""Files for Kahoot, Blooket, Gimkit, Quizlet and Pleco: read back, within their limits, inert."""

from __future__ import annotations

import csv
import io
import re
import xml.etree.ElementTree as ET
import zipfile
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import DEMO, SEEDS
from item_lessons import hostile_lesson, item, true_or_false, whole_bank
from lessons import CREDIT, NASTY, make_lesson
from openpyxl import load_workbook

from quizgen.model import Item, Lesson
from quizgen.writers import blooket, gimkit, kahoot, pleco, quizlet
from quizgen.writers.choices import one_line
from quizgen.writers.plain_csv import defused

Game = tuple[str, str, list[str]]  # a question, its right answer, all its answers
GAMES = {"kahoot": kahoot, "blooket": blooket, "gimkit": gimkit}
ALL = {**GAMES, "quizlet": quizlet, "pleco": pleco}


def sheet(lesson: Lesson, folder: Path) -> list[list[object]]:
    path = folder / "class.kahoot.xlsx"
    kahoot.write(lesson, path)
    rows = load_workbook(path).active.iter_rows()  # type: ignore[union-attr]
    return [[cell.value for cell in row] for row in rows]


def table(writer: Callable[..., object], lesson: Lesson, folder: Path) -> list[list[str]]:
    path = folder / "class.csv"
    writer(lesson, path)
    return list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))


def of_kahoot(lesson: Lesson, folder: Path) -> list[Game]:
    found = []
    for _, question, *answers, seconds, right in sheet(lesson, folder)[8:]:
        texts = [str(answer) for answer in answers if answer is not None]
        assert seconds in {5, 10, 20, 30, 60, 90, 120, 240}
        assert isinstance(right, int)
        found.append((str(question), texts[right - 1], texts))
    return found


def of_blooket(lesson: Lesson, folder: Path) -> list[Game]:
    found = []
    for number, row in enumerate(table(blooket.write, lesson, folder)[2:], 1):
        place, question, *answers, seconds, right = row
        texts = [answer for answer in answers if answer]
        assert (int(place), len(answers)) == (number, 4)
        assert 0 < int(seconds) <= 300
        found.append((question, texts[int(right) - 1], texts))
    return found


def of_gimkit(lesson: Lesson, folder: Path) -> list[Game]:
    rows = table(gimkit.write, lesson, folder)[1:]
    assert all(len(row) == 5 for row in rows)
    return [
        (question, right, [a for a in (right, *wrong) if a]) for question, right, *wrong in rows
    ]


READERS = {"kahoot": of_kahoot, "blooket": of_blooket, "gimkit": of_gimkit}


def expected(one: Item) -> Game:
    right = one_line(" … ".join(one.key))
    return one_line(f"{one.stem}　{one.prompt}"), right, [one_line(o) for o in one.options]


def choices(lesson: Lesson) -> list[Item]:
    return [i for i in lesson.items if i.options and i.kind not in {"matching", "ordering"}]


def fits(one: Item) -> bool:
    """Kahoot's limits, in the units that a browser counts."""
    question, _, options = expected(one)
    lengths = [len(text.encode("utf-16-le")) // 2 for text in (question, *options)]
    return lengths[0] <= 120 and max(lengths[1:]) <= 75


def in_text(game: Game) -> Game:
    """Without the apostrophe that keeps a spreadsheet from calculating, and options in order."""
    question, right, options = game
    return plain(question), plain(right), sorted(map(plain, options))


def plain(cell: str) -> str:
    return cell[1:] if re.match("'[=+@＝＋－＠-]", cell) else cell


@pytest.mark.parametrize("name", GAMES)
@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_keys_read_back_are_the_lessons(name: str, path: Path, tmp_path: Path) -> None:
    lesson = whole_bank(path)
    wanted = [i for i in choices(lesson) if name != "kahoot" or fits(i)]
    found = READERS[name](lesson, tmp_path)
    assert list(map(in_text, found)) == [in_text(expected(i)) for i in wanted]
    assert found


@pytest.mark.parametrize("name", GAMES)
def test_hostile_texts_come_back(name: str, tmp_path: Path) -> None:
    lesson = hostile_lesson()
    wanted = [i for i in choices(lesson) if name != "kahoot" or fits(i)]
    found = READERS[name](lesson, tmp_path)
    assert list(map(in_text, found)) == [in_text(expected(i)) for i in wanted]
    assert any("=1+1" in right for _, right, _ in found)


@pytest.mark.parametrize("name", GAMES)
def test_what_a_game_has_not_is_said(name: str, tmp_path: Path) -> None:
    lesson = whole_bank(DEMO)
    detail = GAMES[name].write(lesson, tmp_path / "x").detail
    held, _, rest = detail.partition("; left out: ")
    left = Counter(i.kind for i in lesson.items if i not in choices(lesson))
    long = 0 if name != "kahoot" else sum(not fits(i) for i in choices(lesson))
    wanted = {f"{count} {kind}" for kind, count in left.items()}
    wanted |= {f"{long} too long for Kahoot"} if long else set()
    assert held == f"{len(choices(lesson)) - long} questions"
    assert set(rest.removesuffix("; untested against the service").split(", ")) == wanted


@pytest.mark.parametrize("name", ALL)
def test_what_nothing_here_can_try_says_so(name: str, tmp_path: Path) -> None:
    phrase = "untested against the service"
    assert phrase in (ALL[name].__doc__ or "")
    assert ALL[name].write(make_lesson(), tmp_path / "x").detail.endswith(phrase)


@pytest.mark.parametrize("name", ALL)
def test_a_second_run_changes_nothing_and_the_credit_is_inside(name: str, tmp_path: Path) -> None:
    path = tmp_path / "x"
    assert ALL[name].write(make_lesson(), path).changed
    assert not ALL[name].write(make_lesson(), path).changed
    content = path.read_bytes()
    if name == "kahoot":
        with zipfile.ZipFile(path) as book:
            content = book.read("xl/worksheets/sheet1.xml")
    assert CREDIT in content.decode()


def test_kahoots_layout(tmp_path: Path) -> None:
    rows = sheet(whole_bank(DEMO), tmp_path)
    assert rows[1][1] == "Quiz template"
    assert [str(cell).partition(" - ")[0] for cell in rows[7][1:6]] == [
        "Question", "Answer 1", "Answer 2", "Answer 3", "Answer 4",
    ]  # fmt: skip
    assert [row[0] for row in rows[8:]] == list(range(1, len(rows) - 7))


@pytest.mark.parametrize(
    ("minutes", "seconds"), [(0.05, 5), (0.5, 30), (0.75, 60), (2, 120), (2.5, 240), (9, 240)]
)
def test_kahoot_gives_the_next_longer_time(minutes: float, seconds: int, tmp_path: Path) -> None:
    lesson = true_or_false("对")
    lesson = replace(lesson, items=(replace(lesson.items[0], minutes=minutes),))
    assert sheet(lesson, tmp_path)[8][6] == seconds


@pytest.mark.parametrize(
    ("stem", "option", "kept"),
    [("问" * 120, "答", 1), ("问" * 121, "答", 0), ("问", "答" * 75, 1), ("问", "答" * 76, 0),
     ("😀" * 60, "答", 1), ("😀" * 61, "答", 0)],
)  # fmt: skip
def test_kahoots_limits_to_the_character(stem: str, option: str, kept: int, tmp_path: Path) -> None:
    one = item("choice", (option,), stem=stem, options=("别", option))  # 别: another
    detail = kahoot.write(replace(make_lesson(), items=(one,)), tmp_path / "x").detail
    assert detail.startswith(f"{kept} question")
    assert ("1 too long for Kahoot" in detail) != bool(kept)


def test_a_workbook_has_text_and_no_date(tmp_path: Path) -> None:
    path = tmp_path / "class.kahoot.xlsx"
    kahoot.write(hostile_lesson(), path)
    cells = [cell for row in load_workbook(path).active.iter_rows() for cell in row]  # type: ignore[union-attr]
    assert {cell.data_type for cell in cells if cell.value is not None} == {"s", "n"}
    assert any(cell.value == "=1+1" for cell in cells)
    with zipfile.ZipFile(path) as book:
        assert {info.date_time[0] for info in book.infolist()} == {1980}
        assert set(re.findall(rb"\d{4}-\d\d-\d\dT", book.read("docProps/core.xml"))) == {
            b"1980-01-01T"
        }


@pytest.mark.parametrize("name", ["blooket", "gimkit", "quizlet"])
def test_no_cell_is_a_formula(name: str, tmp_path: Path) -> None:
    lesson = replace(hostile_lesson(), words=_hostile_words())
    path = tmp_path / "x"
    ALL[name].write(lesson, path)
    file = io.StringIO(path.read_text(encoding="utf-8"), newline="")
    rows = list(csv.reader(file, delimiter="\t" if name == "quizlet" else ","))
    cells = [cell for row in rows for cell in row]
    assert not [cell for cell in cells if re.match(r"\s*[=+@\t\r＝＋－＠-]", cell)]
    assert any(cell.startswith("'=") for cell in cells)


def _hostile_words() -> tuple[object, ...]:
    words = make_lesson().words
    return (*words, replace(words[0], hanzi="=1+1", pinyin="", meaning="=2\t\n]]>", start=99))


def test_the_templates_columns(tmp_path: Path) -> None:
    title, head, *_ = table(blooket.write, whole_bank(DEMO), tmp_path)
    assert title[0] == "Blooket\nImport Template"
    assert [cell.partition("\n")[0] for cell in head] == [
        "Question #", "Question Text", "Answer 1", "Answer 2", "Answer 3", "Answer 4",
        "Time Limit (sec)", "Correct Answer(s)",
    ]  # fmt: skip
    head = table(gimkit.write, whole_bank(DEMO), tmp_path)[0]
    assert head[:3] == ["Question", "Correct Answer", "Incorrect Answer 1"]


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_quizlet_has_a_line_a_word(path: Path, tmp_path: Path) -> None:
    lesson, file = whole_bank(path), tmp_path / "class.quizlet.tsv"
    quizlet.write(lesson, file)
    *cards, credit = [line.split("\t") for line in file.read_text(encoding="utf-8").splitlines()]
    words = sorted(
        (w for w in lesson.words if w.tier == "card"), key=lambda w: (w.sentence, w.start)
    )
    assert cards == [[defused(w.hanzi), defused(f"{w.pinyin} {w.meaning}")] for w in words]
    assert lesson.dictionary in credit[1]


def test_quizlet_keeps_a_hostile_word_on_its_line(tmp_path: Path) -> None:
    lesson, file = replace(make_lesson(), words=_hostile_words()), tmp_path / "x"
    quizlet.write(lesson, file)
    lines = [line.split("\t") for line in file.read_text(encoding="utf-8").split("\n")[:-1]]
    assert {len(line) for line in lines} == {2}
    assert ["'=1+1", "'=2 ]]>"] in lines
    assert ["据", f"jù according to {NASTY}"] in lines


def test_a_traditional_class_learns_traditional_words(tmp_path: Path) -> None:
    quizlet.write(make_lesson(script="trad"), tmp_path / "x")
    assert "標兵\t" in (tmp_path / "x").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", [*SEEDS, None], ids=lambda path: path.stem if path else "hostile")
def test_pleco_has_a_card_a_word(path: Path | None, tmp_path: Path) -> None:
    lesson = whole_bank(path) if path else replace(hostile_lesson(), words=_hostile_words())
    file = tmp_path / "class.pleco.xml"
    pleco.write(lesson, file)
    root = ET.parse(file).getroot()
    words = sorted(
        (w for w in lesson.words if w.tier == "card"), key=lambda w: (w.sentence, w.start)
    )
    assert (root.tag, root.get("formatversion")) == ("plecoflash", "2")
    for card, word in zip(root.findall("cards/card"), words, strict=True):
        heads = {h.get("charset"): h.text for h in card.findall("entry/headword")}
        assert heads == {"sc": word.hanzi, "tc": word.traditional}
        pron, defn = card.find("entry/pron"), card.findtext("entry/defn") or ""
        assert pron is not None
        assert (pron.get("type"), pron.get("tones")) == ("hypy", "numbers")
        assert pron.text == word.pinyin_numbers.replace(" ", "")
        assert defn.startswith(one_line(word.meaning))
        assert all(one_line(other) in defn for other in word.other_meanings)
        categories = {c.get("name") for c in root.findall("categories/category")}
        assert {c.get("category") for c in card.findall("catassign")} == categories
