"""The nouns of a worksheet: what is printed where, before any writer draws it.

A worksheet is made once and drawn as PDF, HTML and DOCX, so the lines are broken here, and a line
number in the key is the same on all of them. All are frozen.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from quizgen.model import Item
from quizgen.worksheet.practice import Practice

Layout = Literal["blank", "choice", "matching", "ordering", "table", "lines"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a line: `pinyin` stands over it, `note` is the number of its gloss (0: none)."""

    text: str
    pinyin: str = ""
    note: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line of the passage. `number` counts from 1, 0 for the headlines on top.

    `opens` says whether it begins a paragraph, and is indented by two characters.
    """

    pieces: tuple[Piece, ...]
    number: int
    opens: bool = False
    headline: bool = False


@dataclass(frozen=True, slots=True)
class Gloss:
    """A footnote of the passage."""

    number: int
    hanzi: str
    pinyin: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Passage:
    """The article in lines of at most `ems` characters, printed at `size` points."""

    lines: tuple[Line, ...]
    glosses: tuple[Gloss, ...]
    ems: int
    size: float


@dataclass(frozen=True, slots=True)
class Task:
    """A numbered question of a section.

    `stem` is cut at its holes: between two pieces is a blank. `options` stand in the order of this
    version, lettered A, B, C …; `left` are numbered from 1. `help` is what a tier adds (the first
    character). `key` is the answer as the key prints it (a letter, "1B, 2C", the word), `line` the
    line of the passage ("headline" for those on top, "" without a passage), `script` what the
    teacher reads aloud. `lines` is the number of lines to write on.
    """

    number: int
    item: Item | None
    layout: Layout
    stem: tuple[str, ...]
    prompt: str = ""
    options: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    help: str = ""
    lines: int = 0
    key: str = ""
    accepted: tuple[str, ...] = ()
    line: str = ""
    note: str = ""
    script: str = ""
    points: int = 0
    minutes: float = 0.0


@dataclass(frozen=True, slots=True)
class Section:
    """One exercise: its title and instructions in both languages, a worked example, its tasks.

    `bank` are the words to choose from ("" none); a blank is `blank` characters wide, whatever the
    answer. `example` is a question and its answer.
    """

    name: str
    zh: str
    en: str
    how_zh: str
    how_en: str
    example: tuple[str, str] = ("", "")
    tasks: tuple[Task, ...] = ()
    bank: tuple[str, ...] = ()
    blank: int = 4

    @property
    def points(self) -> int:
        """All points of the section."""
        return sum(task.points for task in self.tasks)

    @property
    def minutes(self) -> float:
        """The time that the section takes."""
        return sum(task.minutes for task in self.tasks)


@dataclass(frozen=True, slots=True)
class VocabularyRow:
    """A word of the list to learn."""

    hanzi: str
    pinyin: str
    meaning: str
    level: str = ""


@dataclass(frozen=True, slots=True)
class Worksheet:
    """A sheet of one tier and version: `tier` is support, core or stretch, `version` "" or A to D.

    `source` names publication, date and page, `statement` whose the figures are; `note` is the
    teacher's own text; `credit` the dictionary's. `tiered`: there are sheets of other tiers too;
    `room` is the millimetres that are left over between two tasks, `one_side` whether passage and
    tasks stand on one page.
    """

    title: str
    title_en: str
    source: str
    statement: str
    passage: Passage | None
    vocabulary: tuple[VocabularyRow, ...]
    sections: tuple[Section, ...]
    practice: tuple[Practice, ...]
    about_source: tuple[tuple[str, str], ...]
    note: str
    credit: str
    tier: str = "core"
    version: str = ""
    paper: Literal["a4", "letter"] = "a4"
    script: Literal["simp", "trad"] = "simp"
    grid: Literal["tian", "mi"] = "tian"
    pinyin: Literal["over", "below", "brackets"] = "over"
    tiered: bool = False
    room: float = 0.0
    one_side: bool = False

    @property
    def points(self) -> int:
        """All points of the sheet."""
        return sum(section.points for section in self.sections)

    @property
    def minutes(self) -> float:
        """The time that the sheet takes, without the reading."""
        return sum(section.minutes for section in self.sections)
