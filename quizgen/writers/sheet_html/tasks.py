"""Sections and their tasks as HTML, one function a layout."""

from __future__ import annotations

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
from quizgen.writers.sheet_html.markup import LANG, both, chinese, mixed, text

_SHORT = '<span class="blank short"></span>'


def section_html(section: Section, number: int, script: str) -> str:
    """A section: title, instruction, example, word bank and tasks."""
    points, time = label("points", script), label("minutes", script)
    tasks = "".join(_task(task, section) for task in section.tasks)
    return (
        f'<section class="exercise"><div class="intro"><h2>'
        f"<span>{chinese(f'{numeral(number)}、{section.zh}')} {text(section.en)}</span>"
        f'<span class="small">{section.points} {both(points)}　'
        f"{minutes(section.minutes)} {both(time)}</span></h2>"
        f'<p class="small how">{chinese(section.how_zh)} {text(section.how_en)}'
        f"{_example(section, script)}</p>{_bank(section)}</div>"
        f'<ol class="tasks">{tasks}</ol></section>'
    )


def _example(section: Section, script: str) -> str:
    asked, answer = section.example
    if not asked:
        return ""
    said = f"{both(label('example', script))}: {mixed(asked)} → <b>{mixed(answer)}</b>"
    return f' <span class="example">{said}</span>'


def _bank(section: Section) -> str:
    words = "".join(f"<li>{text(word)}</li>" for word in section.bank)
    return f'<ul class="bank" {LANG}>{words}</ul>' if words else ""


def _task(task: Task, section: Section) -> str:
    itself = says_itself(task, section)
    asked = "" if itself else _asked(task, section)
    drawn = {"choice": _choice, "matching": _matching, "ordering": _ordering}.get(task.layout)
    help_ = f'<p class="small">{mixed(task.help)}</p>' if task.help else ""
    rules = '<div class="rule"></div>' * task.lines
    table = _table(task, section) if task.layout == "table" else ""
    answer = drawn(task) if drawn else table
    return f'<li value="{task.number}">{asked}{answer}{help_}{rules}</li>'


def _asked(task: Task, section: Section) -> str:
    """The question; statements have their boxes at the right edge, below each other's."""
    blank = _SHORT if task.options else f'<span class="blank w{section.blank}"></span>'
    stem = blank.join(chinese(piece) if piece else "" for piece in task.stem)
    place = "span" if len(task.prompt) < PROMPT_ON_LINE else "div"
    prompt = f' <{place} class="small">{mixed(task.prompt)}</{place}>' if task.prompt else ""
    if is_truth(task):
        return f'<div class="statement"><div>{stem}{prompt}</div>{_ticks(task)}</div>'
    return f'<div class="stem">{stem}{prompt}</div>' if stem or prompt else ""


def _ticks(task: Task) -> str:
    boxes = (f'<span><i class="box"></i>{mixed(option)}</span>' for option in task.options)
    return f'<div class="ticks">{"".join(boxes)}</div>'


def _lettered(options: tuple[str, ...], css: str) -> str:
    pairs = zip(LETTERS, options, strict=False)
    rows = "".join(f"<span>{_marked(letter, option)}</span>" for letter, option in pairs)
    return f'<div class="{css}">{rows}</div>'


def _marked(mark: str, said: str) -> str:
    return f"<b>{mark}</b> <span>{mixed(said)}</span>"


def _choice(task: Task) -> str:
    if is_truth(task):
        return ""
    return _lettered(task.options, "row" if on_one_line(task) else "column")


def _matching(task: Task) -> str:
    rows = (f"<span>{_marked(f'{n}', one)}{_SHORT}</span>" for n, one in enumerate(task.left, 1))
    left, right = "".join(rows), _lettered(task.options, "column")
    return f'<div class="matching"><div class="column">{left}</div>{right}</div>'


def _ordering(task: Task) -> str:
    slots = " → ".join(_SHORT for _ in task.options)
    return f'{_lettered(task.options, "column")}<div class="slots">{slots}</div>'


def _table(task: Task, section: Section) -> str:
    cell = f'<td><span class="cell w{section.blank}"></span></td>'
    rows = "".join(f'<tr><th scope="row">{mixed(row)}</th>{cell}</tr>' for row in task.left)
    return f'<table class="fill">{rows}</table>'
