"""A folder of short articles for tests: paragraphs of the seeds, each as an article of its own."""

from __future__ import annotations

from pathlib import Path

from conftest import SEEDS

from quizgen.articles import Plan
from quizgen.model import Settings
from quizgen.overrides import Overrides
from quizgen.readers import read_article
from quizgen.writers.course_outputs import CourseOutputs

MOST = 14
FILES = [
    paragraph.text
    for path in SEEDS[1:]
    for paragraph in read_article(path).paragraphs
    if len(paragraph.text) > 60
][:MOST]


def many(folder: Path) -> list[Path]:
    """The articles, written; their paths in order. Without English they are soon done."""
    folder.mkdir(exist_ok=True)
    paths = [folder / f"{number:02}.txt" for number in range(1, len(FILES) + 1)]
    for path, text in zip(paths, FILES, strict=True):
        path.write_text(text, encoding="utf-8")
    return paths


def plan(folder: Path) -> Plan:
    """A table, a quiz page and a file for Moodle of each beside the deck of all."""
    return Plan(
        Settings("hsk2025:2", deck="Course"),
        Overrides(),
        CourseOutputs(folder / "course.apkg", folder / "out", ("csv", "quiz", "gift")),
    )
