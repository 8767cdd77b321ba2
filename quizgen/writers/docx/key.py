"""The key: what is right, where it stands, what else is right, and why."""

from __future__ import annotations

from quizgen.worksheet.labels import label, minutes, numeral
from quizgen.worksheet.model import Section, Task, Worksheet
from quizgen.writers.docx.parts import bold, paragraph, run, small, table

_NARROW = (9.0, 17.0, 17.0, 19.0)  # millimetres of the number, the line, the points, the minutes


def key_xml(worksheet: Worksheet, width: float) -> str:
    """The answers of one version on a text area of this width, on a page of their own."""
    zh, en = label("key", worksheet.script)
    version = f" · {worksheet.version}" if worksheet.version else ""
    lines = "; “Line” is the line of the passage as printed" if worksheet.passage else ""
    told = f"By the article (据文章): {worksheet.points} points, about "
    told += f"{minutes(worksheet.minutes)} minutes{lines}."
    sections = (
        _section(section, number, worksheet.script, width)
        for number, section in enumerate(worksheet.sections, 1)
    )
    return (
        paragraph(run(f"{zh} {en}{version}"), "KeyTitle", keep=True)
        + paragraph(run(worksheet.title), keep=True)
        + paragraph(small(told))
        + "".join(sections)
    )


def _section(section: Section, number: int, script: str, width: float) -> str:
    names = ("answer", "line", "points", "minutes")
    heads = ["", *(" ".join(label(name, script)) for name in names)]
    head = [paragraph(small(name), "Cell", keep=True) for name in heads]
    number_wide, *rest = _NARROW
    widths = [number_wide, width - sum(_NARROW), *rest]
    title = f"{numeral(number)}、{section.zh} {section.en}"
    rows = [head, *map(_row, section.tasks)]
    return paragraph(run(title), "Heading1", keep=True) + table(rows, widths, "Rows", header=True)


def _row(task: Task) -> list[str]:
    said = (task.line, f"{task.points}", minutes(task.minutes))
    return [
        paragraph(run(f"{task.number}"), "Cell"),
        _answer(task),
        *(paragraph(run(one), "Cell") for one in said),
    ]


def _answer(task: Task) -> str:
    also = small(f"  also: {', '.join(task.accepted)}") if task.accepted else ""
    aloud = paragraph(small(f"Read aloud: {task.script}"), "Cell") if task.script else ""
    why = paragraph(run(task.note), "Why") if task.note else ""
    return paragraph(bold(task.key) + also, "Cell") + aloud + why
