"""Characters to practise by hand, and the cells that they are written into.

Cells are 田字格 (a cross of dashed lines) or 米字格 (with both diagonals), each an SVG of its own.
Nothing of an article stands in one: only numbers of ours.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from quizgen.items.levels import EDITIONS, Level, parse_level
from quizgen.model import Lesson, Word
from quizgen.text.listed import HAN
from quizgen.text.spelling import mark
from quizgen.worksheet.strokes import BOX, TURN, outlines

Grid = Literal["tian", "mi"]
_CROSS = f"M{BOX // 2} 0v{BOX}M0 {BOX // 2}h{BOX}"
_GUIDES = {"tian": _CROSS, "mi": f"{_CROSS}M0 0l{BOX} {BOX}M{BOX} 0L0 {BOX}"}
_INK, _GHOST, _GUIDE, _FRAME = "#000", "#ccc", "#aaa", "#666"


@dataclass(frozen=True, slots=True)
class Practice:
    """A character to practise, and the word of the article that it comes from.

    `pinyin` is how it is read in the word ("" where that can't be told), `strokes` are its outlines
    in the order of writing: none where no outlines are known, and then its cells stay empty.
    """

    character: str
    pinyin: str
    word: str
    meaning: str
    strokes: tuple[str, ...] = ()


def practice_characters(lesson: Lesson, most: int = 12) -> tuple[Practice, ...]:
    """At most so many characters of the words with cards, in article order, each once.

    Chosen are those that the learner is least likely to know: of the highest level (in no list is
    highest), and of them those of the rarest words. Words of doubtful reading have none. They are
    written in the script of the settings. Raises DataError if the outlines can't be read.
    """
    edition = parse_level(lesson.settings.level).edition
    found: dict[str, tuple[int, float, Practice]] = {}
    for word in (word for word in lesson.words if word.tier == "card" and not word.doubtful):
        for listed, one in _characters(lesson, word):
            found.setdefault(one.character, (-_level(edition, listed), word.frequency, one))
    chosen = sorted(found, key=lambda character: found[character][:2])[:most]
    return tuple(one for character, (_, _, one) in found.items() if character in chosen)


def _characters(lesson: Lesson, word: Word) -> Iterator[tuple[str, Practice]]:
    """The Han characters of a word, each after the form that the HSK lists have: the article's.

    The word itself may have been turned to traditional characters before.
    """
    written = word.traditional if lesson.settings.script == "trad" else word.hanzi
    printed = lesson.sentences[word.sentence].zh[word.start : word.end]
    characters, syllables = HAN.findall(written), word.pinyin_numbers.split()
    read = len(characters) == len(syllables)
    for number, (listed, character) in enumerate(
        zip(HAN.findall(printed), characters, strict=False)  # 〇 for 零 and the like: as many
    ):
        pinyin = mark(syllables[number]) if read else ""
        strokes = outlines(character)
        yield listed, Practice(character, pinyin, written, word.meaning, strokes)


def _level(edition: str, character: str) -> int:
    """The first level that has the character in its list, or the one above the highest."""
    top = EDITIONS[edition][2]
    levels = (n for n in range(1, top + 1) if Level(edition, n).reads(character))
    return next(levels, top + 1)


def empty_cell(grid: Grid) -> str:
    """A cell to write into, as SVG."""
    return _cell(grid)


def traced_cell(grid: Grid, strokes: Sequence[str]) -> str:
    """A cell with the character in light grey, to write over."""
    return _cell(grid, strokes, _GHOST)


def step_cell(grid: Grid, strokes: Sequence[str], count: int) -> str:
    """A cell with the first strokes in black, as many as `count`: one step of the stroke order."""
    return _cell(grid, strokes[:count], _INK)


def _cell(grid: Grid, strokes: Sequence[str] = (), colour: str = "") -> str:
    drawn = f'<path fill="{colour}" transform="{TURN}" d="{"".join(strokes)}"/>' if strokes else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {BOX} {BOX}">'
        f'<path fill="none" stroke="{_GUIDE}" stroke-width="6" stroke-dasharray="32"'
        f' d="{_GUIDES[grid]}"/>'
        f'<path fill="none" stroke="{_FRAME}" stroke-width="12" d="M6 6h{BOX - 12}v{BOX - 12}H6z"/>'
        f"{drawn}</svg>"
    )
