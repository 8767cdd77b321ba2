"""Items as GIFT, the text format that Moodle and others read, a question a paragraph.

All texts are `[plain]`, so that nothing of an article is taken for HTML. GIFT has no ordering and
no question with several blanks: those are left out. What has no key to compare with is an essay,
whose key is told afterwards, as the explanation is everywhere.
"""

from __future__ import annotations

import re
from pathlib import Path

from quizgen.model import Item, Lesson
from quizgen.wording import counted
from quizgen.writers.choices import (
    about,
    asked,
    category,
    kinds,
    one_line,
    question,
    shape,
    summary,
    told,
    variants,
)
from quizgen.writers.files import Written, write_if_changed

_MISSING = frozenset({"ordering", "holes"})  # the shapes that GIFT has not
_SPECIAL = re.compile(r"([~=#{}:\\])")
# What can't be escaped and would be read as an arrow, a weight or a format: a word joiner, which
# has no width, parts it.
_READ_AS = re.compile(r"(?<=-)(?=>)|^(?=[%\[])")


def write(lesson: Lesson, path: Path) -> Written:
    """Write the items asked; the kinds that GIFT has not are counted in the detail."""
    items = [item for item in asked(lesson) if shape(item) not in _MISSING]
    left = kinds(item for item in asked(lesson) if shape(item) in _MISSING)
    changed = write_if_changed(path, dumps(lesson, items).encode())
    return Written(path, changed, detail=summary(counted(len(items), "item"), left=left))


def dumps(lesson: Lesson, items: list[Item]) -> str:
    """The items as GIFT, in a category named after the article."""
    head = "".join(f"// {line}\n" for line in about(lesson))
    place = f"$CATEGORY: {category(lesson)}\n"
    return "\n".join([head, place, *(_question(lesson, item) for item in items)])


def _question(lesson: Lesson, item: Item) -> str:
    feedback = " ".join(told(lesson, item))
    if shape(item) == "essay":
        feedback = f"Key: {' / '.join(variants(item))}. {feedback}"
    return "\n".join(
        [
            f"// [id:{item.id}] [tag:{item.aim}]",
            f"::{item.id}::[plain]{escaped(question(item))} {{",
            *_answers(item),
            f"####{escaped(feedback)}",
            "}",
            "",
        ]
    )


def _answers(item: Item) -> list[str]:
    match shape(item):
        case "truefalse":
            return ["TRUE" if item.right == item.options[0] else "FALSE"]
        case "choice":
            return [f"{'=' if o == item.right else '~'}{escaped(o)}" for o in item.options]
        case "matching":
            return _pairs(item)
        case "short":
            # A star would stand for anything.
            return ["=" + escaped(answer.replace("*", r"\*")) for answer in variants(item)]
    return []


def _pairs(item: Item) -> list[str]:
    pairs = [f"={escaped(a)} -> {escaped(b)}" for a, b in zip(item.left, item.key, strict=True)]
    spare = [f"= -> {escaped(option)}" for option in item.options if option not in item.key]
    return pairs + spare


def escaped(text: str) -> str:
    """The text on one line, with a backslash before each sign that GIFT would read."""
    return _SPECIAL.sub(r"\\\1", _READ_AS.sub("\u2060", one_line(text)))
