"""The words that a sheet says of itself, in Chinese and English, and how it numbers its parts."""

from __future__ import annotations

from quizgen.text.script import in_script
from quizgen.worksheet.lines import width
from quizgen.worksheet.model import Piece, Section, Task, Worksheet

PROMPT_ON_LINE = 28  # characters of a prompt that stands behind its question, not below it
_LABELS = {
    "name": ("姓名", "Name"),
    "class": ("班级", "Class"),
    "date": ("日期", "Date"),
    "score": ("得分", "Score"),
    "points": ("分", "points"),
    "minutes": ("分钟", "min"),
    "example": ("例", "Example"),
    "vocab": ("生词", "Vocabulary"),
    "characters": ("写汉字", "Characters: trace, then write"),
    "source": ("关于来源", "About the source"),
    "note": ("老师的话", "From your teacher"),
    "key": ("答案", "Answer key"),
    "answer": ("答案", "Answer"),
    "line": ("行", "Line"),
}
_NUMERALS = "一 二 三 四 五 六 七 八 九 十 十一 十二 十三 十四 十五".split()
_DOTS = {"support": "•", "core": "••", "stretch": "•••"}
_ROW = 42.0  # em that choices on one line may take


def label(name: str, script: str) -> tuple[str, str]:
    """A label in Chinese, in the sheet's script, and in English."""
    zh, en = _LABELS[name]
    return in_script(zh, script), en


def numeral(number: int) -> str:
    """The Chinese number of a section, from 1."""
    return _NUMERALS[number - 1] if number <= len(_NUMERALS) else f"{number}"


def mark(worksheet: Worksheet) -> str:
    """What tells the sheets of a class apart: the version, and dots for the tier."""
    dots = _DOTS.get(worksheet.tier, "") if worksheet.tiered else ""
    return " ".join(part for part in (worksheet.version, dots) if part)


def is_truth(task: Task) -> bool:
    """Whether a task has boxes to tick, and no letters to circle."""
    return task.item is not None and task.item.kind == "truth"


def on_one_line(task: Task) -> bool:
    """Whether the choices of a task fit beside each other."""
    return sum(3.0 + width(Piece(option)) for option in task.options) <= _ROW


def says_itself(task: Task, section: Section) -> bool:
    """Whether the section's instruction is the task's too: a matching that stands alone."""
    return task.layout == "matching" and len(section.tasks) == 1


def minutes(value: float) -> str:
    """Minutes as they are printed: 2, 1.5."""
    return f"{value:g}"
