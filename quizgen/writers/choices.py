"""Items as other programs take them: what is asked, the right option, what is told behind it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Literal

from quizgen.model import Item, Lesson
from quizgen.wording import UNPRINTED

Shape = Literal["choice", "truefalse", "matching", "ordering", "holes", "short", "essay"]

_LONGEST_CATEGORY = 200
_OPEN = frozenset({"dictation", "translation", "short"})  # a person judges the answer


def one_line(text: str) -> str:
    """The text on one line: controls and runs of spaces become one space."""
    return re.sub(r"\s{2,}", " ", UNPRINTED.sub(" ", text)).strip()


def asked(lesson: Lesson) -> list[Item]:
    """The items of the default set, in the order of the article."""
    return [item for item in lesson.items if item.asked]


def shape(item: Item) -> Shape:
    """What an item is to a program, whatever it asks for.

    对/错/文中没说 has three answers and is a choice; `holes` are several blanks, each with a key.
    """
    if item.kind in ("matching", "ordering"):
        return item.kind
    if item.options:
        two = item.kind == "truth" and len(item.options) == 2
        return "truefalse" if two else "choice"
    if item.kind in _OPEN:
        return "essay"
    return "holes" if len(item.key) > 1 else "short"


def wrong(item: Item) -> list[str]:
    """The other options, as shown."""
    return [option for option in item.options if option != item.right]


def variants(item: Item) -> list[str]:
    """Every answer that counts as right, the article's own first, each on one line."""
    return list(dict.fromkeys(map(one_line, (item.right, *item.accepted))))


def question(item: Item) -> str:
    """Stem and prompt on one line."""
    return one_line(f"{item.stem}　{item.prompt}")


def told(lesson: Lesson, item: Item) -> list[str]:
    """What is told behind an answer: why, the sentence and its English, and whose words it is."""
    english, source = lesson.sentences[item.sentence].en, lesson.article.source
    by = " (machine translation, unchecked)" if lesson.article.translation == "machine" else ""
    lines = [item.explanation, f"{english}{by}" if english else "", _stated(source)]
    return [one_line(line) for line in lines if line]


def about(lesson: Lesson) -> list[str]:
    """Where a file comes from: the source, whose statements it holds, the dictionary's credit."""
    credit = f"Meanings of words: {lesson.dictionary}" if lesson.dictionary else ""
    return [
        one_line(line) for line in (title(lesson), _stated(lesson.article.source), credit) if line
    ]


def title(lesson: Lesson) -> str:
    """The article's title, or the name of its file."""
    return one_line(lesson.article.title) or one_line(lesson.article.stem) or "article"


def category(lesson: Lesson) -> str:
    """Where a question bank puts the items: below one name for all articles, under the title.

    A slash in a name is written twice; Moodle holds 255 characters of one.
    """
    return f"quizgen/{title(lesson)[:_LONGEST_CATEGORY].replace('/', '//')}"


def _stated(source: str) -> str:
    return f"As the article states it ({source})." if source else "As the article states it."


def for_games(lesson: Lesson) -> tuple[list[Item], Counter[str]]:
    """The items that a game of four buttons can ask, and how many of each kind it can't."""
    items = asked(lesson)
    fit = [i for i in items if shape(i) in {"choice", "truefalse"} and 2 <= len(i.options) <= 4]
    return fit, kinds(item for item in items if item not in fit)


def kinds(items: Iterable[Item]) -> Counter[str]:
    """How many items there are of each kind."""
    return Counter(item.kind for item in items)


def summary(held: str, left: Counter[str], notes: Sequence[str] = ()) -> str:
    """A writer's line: what is in the file, what was left out and how often, and notes."""
    out = ", ".join(f"{count} {what}" for what, count in left.most_common())
    return "; ".join([held, *([f"left out: {out}"] if out else []), *notes])
