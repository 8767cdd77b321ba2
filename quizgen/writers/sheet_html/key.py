"""The key as HTML: what is right, where it stands, what else is right, and why."""

from __future__ import annotations

from quizgen.worksheet.labels import label, minutes, numeral
from quizgen.worksheet.model import Section, Task, Worksheet
from quizgen.writers.sheet_html.markup import both, chinese, mixed, text


def key_html(worksheet: Worksheet) -> str:
    """The answers of one version."""
    script = worksheet.script
    version = f" · {text(worksheet.version)}" if worksheet.version else ""
    sections = "".join(
        _section(section, number, script) for number, section in enumerate(worksheet.sections, 1)
    )
    lines = "; “Line” is the line of the passage as printed" if worksheet.passage else ""
    return (
        f'<section class="key"><h1>{both(label("key", script))}{version}</h1>'
        f"<p>{mixed(worksheet.title)}</p>"
        f'<p class="small">By the article ({chinese("据文章")}): {worksheet.points} points, '
        f"about {minutes(worksheet.minutes)} minutes{lines}.</p>{sections}</section>"
    )


def _section(section: Section, number: int, script: str) -> str:
    names = ("answer", "line", "points", "minutes")
    heads = "".join(f'<th scope="col">{both(label(name, script))}</th>' for name in names)
    rows = "".join(map(_row, section.tasks))
    return (
        f"<h2><span>{chinese(f'{numeral(number)}、{section.zh}')} {text(section.en)}</span></h2>"
        f'<table class="answers"><thead><tr><th></th>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )


def _row(task: Task) -> str:
    cells = f"<td>{text(task.line)}</td><td>{task.points}</td><td>{minutes(task.minutes)}</td>"
    return f'<tr><th scope="row">{task.number}</th><td>{_answer(task)}</td>{cells}</tr>'


def _answer(task: Task) -> str:
    answer = f'<b class="answer">{mixed(task.key)}</b>'
    if task.accepted:
        ways = (f'<span class="way">{mixed(way)}</span>' for way in task.accepted)
        answer += f' <span class="small">also: {", ".join(ways)}</span>'
    if task.script:
        answer += f'<div class="small">Read aloud: {chinese(task.script)}</div>'
    return answer + (f'<div class="why">{mixed(task.note)}</div>' if task.note else "")
