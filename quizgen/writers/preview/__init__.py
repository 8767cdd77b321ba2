"""The preview: one HTML page on which a teacher looks through a deck before the class has it.

Every card as Anki shows it, light and night, what is doubtful first; then what is not in the deck,
and why. The page needs nothing but a browser: no network, and no script of anybody else's can run.

- `mustache`: the deck's own templates, filled as Anki fills them
- `rows`: the cards in the order in which to look at them
- `head`, `faces`, `absent`, `markup`: the HTML of the page's top, of the cards, of what has none
- `page.html`, `style.css`, `script.js`: what stands around them
"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from string import Template

from quizgen.model import Lesson
from quizgen.writers.anki.note_types import style
from quizgen.writers.files import Written, write_if_changed
from quizgen.writers.preview.absent import absent_html
from quizgen.writers.preview.faces import groups_html
from quizgen.writers.preview.head import head
from quizgen.writers.preview.rows import make_rows

_FILES = files("quizgen.writers.preview")


def write(lesson: Lesson, path: Path) -> Written:
    """Write the preview of the lesson's deck; a file that says the same is left alone.

    Raises `ExportError` for a kind of card that there isn't, and if the file can't be written.
    """
    lesson = replace(lesson, sounds=())  # the page is one file and plays nothing
    rows = make_rows(lesson)
    # The cards' style sheet is Anki's: nested, it reaches the cards and nothing else of the page.
    css = f"{_read('style.css')}\n.face {{\n{style()}\n}}\n"
    script = _read("script.js")
    page = Template(_read("page.html")).substitute(
        head(lesson, rows),
        css=css,
        css_hash=_hash(css),
        script=script,
        script_hash=_hash(script),
        groups=groups_html(lesson, rows),
        absent=absent_html(lesson, rows),
    )
    changed = write_if_changed(path, page.encode())
    check = sum(row.group != "rest" for row in rows)
    return Written(path, changed, detail=f"{len(rows)} notes, {check} to check first")


def _read(name: str) -> str:
    return (_FILES / name).read_text(encoding="utf-8")


def _hash(inline: str) -> str:
    """What the page's policy calls this style or script: no other one works on it."""
    return b64encode(hashlib.sha256(inline.encode()).digest()).decode()
