"""Worksheets: lines, sections, tiers and versions, over every article; the settings."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from conftest import ARTICLES, DEMO, SEEDS, lesson_of

from quizgen.errors import LessonError
from quizgen.lesson import make_lesson
from quizgen.model import Item, Lesson, Settings, Sheet
from quizgen.readers import read_article
from quizgen.worksheet import make_worksheet
from quizgen.worksheet.lines import INDENT, broken, width
from quizgen.worksheet.model import Piece, Task, Worksheet
from quizgen.worksheet.presets import PRESETS
from quizgen.worksheet.sections import KINDS
from quizgen.worksheet.settings import checked
from quizgen.worksheet.tasks import LETTERS

TIERS = ("support", "core", "stretch")


@cache
def sheet_of(path: Path, tier: str = "core", version: int = 0, **settings: Any) -> Worksheet:
    return make_worksheet(with_sheet(lesson_of(path), **settings), tier, version)


def with_sheet(lesson: Lesson, **settings: Any) -> Lesson:
    return replace(lesson, settings=replace(lesson.settings, sheet=Sheet(**settings)))


def tasks(worksheet: Worksheet) -> list[Task]:
    return [task for section in worksheet.sections for task in section.tasks]


def text(worksheet: Worksheet) -> str:
    assert worksheet.passage
    return "".join(p.text for line in worksheet.passage.lines for p in line.pieces)


# The passage


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_lines_spell_the_article(path: Path) -> None:
    assert text(sheet_of(path)) == "".join(p.text for p in lesson_of(path).article.paragraphs)


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_lines_are_numbered_and_no_wider_than_they_may_be(path: Path) -> None:
    passage = sheet_of(path).passage
    assert passage
    numbers = [line.number for line in passage.lines if line.number]
    assert numbers == list(range(1, len(numbers) + 1))
    for line in passage.lines:
        wide = sum(map(width, line.pieces)) + INDENT * line.opens
        assert wide <= passage.ems + 2, line  # a closing mark may hang over
        assert line.opens or line.pieces[0].text[0] not in "，。；：、！？”）》"


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_each_gloss_has_its_number_in_the_text(path: Path) -> None:
    passage = sheet_of(path).passage
    assert passage
    notes = [p.note for line in passage.lines for p in line.pieces if p.note]
    assert notes == [gloss.number for gloss in passage.glosses]
    cards = {w.hanzi: w for w in lesson_of(path).words if w.tier == "card" and not w.doubtful}
    for gloss in passage.glosses:
        assert gloss.meaning == cards[gloss.hanzi].meaning
        assert gloss.pinyin == cards[gloss.hanzi].pinyin


BREAKS = {
    "no stop begins a line": ("甲乙丙丁。戊", 6, ["甲乙丙", "丁。戊"]),
    "no bracket ends a line": ("甲乙丙（丁）戊己", 6, ["甲乙丙", "（丁）戊己"]),
    "figures are not cut": ("甲乙丙98.03％丁", 7, ["甲乙丙", "98.03％丁"]),
    "latin words are not cut": ("甲乙Beijing丙", 6, ["甲乙", "Beijing丙"]),
}


@pytest.mark.parametrize("case", BREAKS)
def test_a_line_breaks_where_it_may(case: str) -> None:
    source, ems, wanted = BREAKS[case]
    lines = ["".join(p.text for p in line) for line in broken([Piece(source)], ems)]
    assert lines == wanted


def test_a_word_with_its_reading_is_not_cut_and_takes_its_room() -> None:
    pieces = [Piece("甲乙"), Piece("双床", "shuāngchuáng", 1), Piece("丁戊己")]
    assert width(pieces[1]) > 3
    lines = [[p.text for p in line] for line in broken(pieces, 7)]
    assert lines == [["甲乙"], ["双床", "丁戊己"]]


# Sections and keys


@pytest.mark.parametrize("preset", PRESETS)
@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_keys_are_the_items_own(path: Path, preset: str) -> None:
    by_id = {item.id: item for item in lesson_of(path).items}
    for task in tasks(sheet_of(path, preset=preset)):
        if task.item:
            assert task.item == by_id[task.item.id]
            assert answer(task) == task.item.key, task


def answer(task: Task) -> tuple[str, ...]:
    """The item's key, read off what the sheet and its key print."""
    item = task.item
    assert item
    option = dict(zip(LETTERS, task.options, strict=False))
    if task.layout == "matching":
        pairs = {task.left[int(one[:-1]) - 1]: option[one[-1]] for one in task.key.split()}
        return tuple(pairs[left] for left in item.left)
    if task.layout == "ordering":
        return tuple(option[letter] for letter in task.key.split())
    if item.kind == "truth":
        return (task.key,)
    if task.layout == "choice":
        letter, said = task.key.split("  ", 1)
        assert option[letter] == said
        return tuple(said.split(" … "))
    return tuple(task.key.split("；"))


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_classic_is_a_test_of_twenty_minutes(path: Path) -> None:
    sheet = sheet_of(path)
    assert sheet.points <= 25
    assert sheet.minutes <= 20
    assert len(sheet.sections) <= 4
    numbers = [task.number for task in tasks(sheet)]
    assert numbers == list(range(1, len(numbers) + 1))


def test_classic_of_the_demo_is_full() -> None:
    sheet = sheet_of(DEMO)
    assert 20 <= sheet.points <= 25
    assert 3 <= len(sheet.sections) <= 4


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_no_task_shows_the_answer_of_another(path: Path) -> None:
    asked = [task for task in tasks(sheet_of(path)) if task.item]
    for one in asked:
        for other in asked:
            assert one is other or not shows(one, other), (one.stem, other.key)


def shows(one: Task, other: Task) -> bool:
    """Whether a task prints, in the same sentence, what another asks to be filled in."""
    a, b = one.item, other.item
    assert a and b
    if other.layout not in {"blank", "lines"} or a.sentence != b.sentence:
        return False
    return any(len(key) > 1 and key in "".join(one.stem) + one.prompt for key in b.key)


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_lines_of_the_key_hold_the_answer(path: Path) -> None:
    """The line that the key names is where the answer begins, or where the item's clause does."""
    sheet = sheet_of(path, preset="full")
    assert sheet.passage
    for task in tasks(sheet):
        if task.item and task.line != "headline":
            zh = lesson_of(path).sentences[task.item.sentence].zh
            clause = zh[task.item.start : task.item.end]
            key = task.item.key[0]
            wanted = key[:2] if key in clause else clause[:4]
            line, after = (
                "".join(
                    p.text for one in sheet.passage.lines for p in one.pieces if one.number == n
                )
                for n in (int(task.line), int(task.line) + 1)
            )
            assert wanted in line + after[: len(wanted) - 1]


def test_blanks_tell_nothing_of_their_answers() -> None:
    for section in sheet_of(DEMO).sections:
        if section.name == "blanks":
            longest = max(len(k) for t in section.tasks if t.item for k in t.item.key)
            assert section.blank >= longest
            asked = [task.item for task in section.tasks if task.item]
            from_bank = {key for item in asked if item.kind != "numeral" for key in item.key}
            numerals = {key for item in asked if item.kind == "numeral" for key in item.key}
            assert from_bank < set(section.bank)
            assert not numerals & set(section.bank)


# Tiers and versions


@pytest.mark.parametrize("path", [DEMO, SEEDS[1]], ids=lambda path: path.stem)
def test_tiers_share_passage_numbers_and_key(path: Path) -> None:
    sheets = [sheet_of(path, tier, tiers=TIERS) for tier in TIERS]
    for what in (text, lines_of, keys_of):
        assert len({what(sheet) for sheet in sheets}) == 1


def lines_of(sheet: Worksheet) -> tuple[str, ...]:
    assert sheet.passage
    return tuple("".join(p.text for p in line.pieces) for line in sheet.passage.lines)


def keys_of(sheet: Worksheet) -> tuple[tuple[int, str, str], ...]:
    return tuple((task.number, task.key, task.line) for task in tasks(sheet))


def test_tiers_differ_in_their_help() -> None:
    support, core, stretch = (sheet_of(DEMO, tier, tiers=TIERS) for tier in TIERS)
    assert readings(support) > 3 * readings(core) > readings(stretch) == 0
    assert [bool(blanks(one).bank) for one in (support, core, stretch)] == [True, True, False]
    assert any(has_hint(task) for task in blanks(support).tasks)
    assert not any(has_hint(task) for task in blanks(core).tasks)
    reasons = [t.help for s in stretch.sections if s.name == "tf" for t in s.tasks]
    assert reasons
    assert all("Reason" in one for one in reasons)


def has_hint(task: Task) -> bool:
    """Whether a prompt says (2 characters: 产 z…)."""
    return re.search(r"\(\d characters?: ", task.prompt) is not None


def readings(sheet: Worksheet) -> int:
    assert sheet.passage
    return sum(bool(p.pinyin) for line in sheet.passage.lines for p in line.pieces)


def blanks(sheet: Worksheet) -> Any:
    return next(section for section in sheet.sections if section.name == "blanks")


def test_versions_ask_the_same_in_other_orders() -> None:
    sheets = [sheet_of(DEMO, "core", n, versions=4, preset="full") for n in range(4)]
    assert [sheet.version for sheet in sheets] == ["A", "B", "C", "D"]
    ids = [[t.item.id for t in tasks(sheet) if t.item] for sheet in sheets]
    assert len({tuple(sorted(one)) for one in ids}) == 1
    assert len({tuple(one) for one in ids}) == 4
    assert len({keys_of(sheet) for sheet in sheets}) == 4


def test_versions_take_distractors_that_were_checked() -> None:
    other = Counter[bool]()
    for task in tasks(sheet_of(DEMO, "core", 2, versions=4, preset="full")):
        item = task.item
        if item and task.layout == "choice":
            assert set(task.options) <= {*item.options, *item.spare}
            assert len(task.options) == len(item.options)
            assert right(item) in task.options
            other[set(task.options) != set(item.options)] += 1
    assert other[True] > 2


def right(item: Item) -> str:
    return " … ".join(item.key)


# Script, settings


def test_traditional_characters_all_through() -> None:
    sheet = make_worksheet(make_lesson(read_article(DEMO), Settings(script="trad")))
    assert "群眾" in text(sheet)
    printed = text(sheet) + "".join("".join(t.stem) + "".join(t.options) for t in tasks(sheet))
    assert not set("产业经济这个级术") & set(printed)
    assert all("产" not in key for _, key, _ in keys_of(sheet))


def test_sections_by_name() -> None:
    sheet = sheet_of(DEMO, sections=("tf", "vocab", "writing"))
    assert [section.name for section in sheet.sections] == ["tf", "writing"]
    assert sheet.vocabulary
    assert sheet.passage is None
    assert all(not task.line for task in tasks(sheet))


@pytest.mark.parametrize("name", KINDS)
def test_every_section_can_be_asked_for(name: str) -> None:
    found = [sheet_of(path, sections=(name,)) for path in SEEDS]
    assert any(
        sheet.sections or sheet.passage or sheet.vocabulary or sheet.practice or sheet.about_source
        for sheet in found
    )


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"preset": "clasic"}, "no such preset"),
        ({"sections": ("tf", "quiz")}, "no such section"),
        ({"tiers": ("easy",)}, "no such tier"),
    ],
)
def test_unknown_settings_are_refused(settings: dict[str, Any], message: str) -> None:
    with pytest.raises(LessonError, match=message):
        checked(Sheet(**settings), None)


def test_a_note_is_read_and_a_bad_one_refused(tmp_path: Path) -> None:
    note = tmp_path / "note.txt"
    note.write_text("﻿请明天交。\n", encoding="utf-8")  # "Hand it in tomorrow."
    assert checked(Sheet(), note).note == "请明天交。"
    note.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(LessonError, match="not UTF-8"):
        checked(Sheet(), note)
    with pytest.raises(LessonError, match="can't be read"):
        checked(Sheet(), tmp_path / "none.txt")
