"""Sections and their tasks, one function a layout. No task is broken over two pages."""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.worksheet.labels import (
    PROMPT_ON_LINE,
    is_truth,
    label,
    minutes,
    numeral,
    on_one_line,
    says_itself,
)
from quizgen.worksheet.model import Section, Task
from quizgen.worksheet.tasks import LETTERS
from quizgen.writers.docx.parts import (
    TAB,
    blank,
    bold,
    one,
    paragraph,
    run,
    small,
    table,
    together,
)

PER_CHARACTER = 9.0  # millimetres of a blank
_PLAIN = '<w:b w:val="0"/><w:sz w:val="16"/>'  # beside a heading
_SHORT = 12.0  # … of one for a letter
_TICKS = 46.0  # … of the boxes of a statement


def section_xml(section: Section, number: int, script: str, width: float) -> str:
    """A section on a text area of this width."""
    tasks = "".join(_task(task, section, width) for task in section.tasks)
    return _intro(section, number, script) + tasks


def _intro(section: Section, number: int, script: str) -> str:
    (points, points_en), (time, time_en) = label("points", script), label("minutes", script)
    worth = f"{section.points} {points} {points_en}　{minutes(section.minutes)} {time} {time_en}"
    title = run(f"{numeral(number)}、{section.zh} {section.en}")
    asked, answer = section.example
    zh, en = label("example", script)
    example = small(f" {zh} {en}: {asked} → ") + run(answer, '<w:b/><w:sz w:val="16"/>')
    how = small(f"{section.how_zh} {section.how_en}") + (example if asked else "")
    words = run("　　".join(section.bank))
    return (
        paragraph(title + TAB + run(worth, _PLAIN), "Heading1", keep=True)
        + paragraph(how, "Instruction", keep=True)
        + (paragraph(words, "Bank", keep=True) if section.bank else "")
    )


def _task(task: Task, section: Section, width: float) -> str:
    """The task's paragraphs and tables, each but the last kept on the page of the next."""
    parts = [*_asked(task, section, width), *_answers(task, section)]
    if task.help:
        parts.append(paragraph(small(task.help), "Option", keep=True))
    parts += [paragraph(TAB, "Rule", keep=n < task.lines - 1) for n in range(task.lines)]
    return "".join(parts) + _apart(task)


def _apart(task: Task) -> str:
    """A little room after a table, which would else run into the next one."""
    ends_in_table = task.layout in {"matching", "table"} or is_truth(task)
    return paragraph("", "Apart") if ends_in_table and not (task.help or task.lines) else ""


def _asked(task: Task, section: Section, width: float) -> Iterator[str]:
    if says_itself(task, section):
        return
    wide = _SHORT if task.options else section.blank * PER_CHARACTER
    short = len(task.prompt) < PROMPT_ON_LINE
    stem = run(f"{task.number}.") + TAB + blank(wide).join(map(run, task.stem))
    if task.prompt and short:
        stem += run("  ") + small(together(task.prompt))
    ends_here = task.layout == "blank" and not (task.help or task.lines)
    if is_truth(task):
        yield _statement(stem, task, width)
    else:
        yield paragraph(stem, "Task", keep=not (ends_here and short))
    if not short:
        yield paragraph(small(task.prompt), "Prompt", keep=not ends_here)


def _statement(stem: str, task: Task, width: float) -> str:
    """A statement, its boxes at the right edge."""
    boxes = "".join(f"　□\u2060{option}" for option in task.options)
    more = bool(task.help or task.lines)
    cells = (
        paragraph(stem, "Task", keep=more),
        paragraph(one(boxes, chinese=True), "Ticks", keep=more),
    )
    return table([cells], [width - _TICKS, _TICKS], "Bottom")


def _answers(task: Task, section: Section) -> Iterator[str]:
    if task.layout == "choice" and not is_truth(task):
        yield from _choices(task)
    elif task.layout == "matching":
        yield _matching(task, section)
    elif task.layout == "ordering":
        yield from (paragraph(piece, "Option", keep=True) for piece in _lettered(task))
        slots = run(" → ").join(blank(_SHORT) for _ in task.options)
        yield paragraph(slots, "Option", props='<w:spacing w:before="160"/>')
    elif task.layout == "table":
        yield _table(task, section)


def _lettered(task: Task) -> list[str]:
    pairs = zip(LETTERS, task.options, strict=False)
    return [bold(letter) + run(f" {option}") for letter, option in pairs]


def _choices(task: Task) -> Iterator[str]:
    """The choices side by side where they fit, else one below the other."""
    more = bool(task.help or task.lines)
    if on_one_line(task):
        yield paragraph(run("　　").join(_lettered(task)), "Option", keep=more)
        return
    last = len(task.options) - 1
    for n, lettered in enumerate(_lettered(task)):
        yield paragraph(lettered, "Option", keep=more or n < last)


def _matching(task: Task, section: Section) -> str:
    number = f"{task.number}." if says_itself(task, section) else ""
    right = _lettered(task)
    rows = max(len(task.left), len(right))
    drawn = [
        (
            paragraph(run(number if n == 0 else ""), "Cell", keep=n < rows - 1),
            paragraph(_left(task, n), "Cell", keep=n < rows - 1),
            paragraph(blank(_SHORT) if n < len(task.left) else "", "Cell", keep=n < rows - 1),
            paragraph(right[n] if n < len(right) else "", "Cell", keep=n < rows - 1),
        )
        for n in range(rows)
    ]
    return table(drawn, [9, 42, 28, 80])


def _left(task: Task, n: int) -> str:
    return bold(f"{n + 1}") + run(f"  {task.left[n]}") if n < len(task.left) else ""


def _table(task: Task, section: Section) -> str:
    last = len(task.left) - 1
    rows = [
        (paragraph(run(row), "Cell", keep=n < last), paragraph("", "Cell", keep=n < last))
        for n, row in enumerate(task.left)
    ]
    return table(rows, [60, min(section.blank * PER_CHARACTER + 4, 105)], "Grid")
