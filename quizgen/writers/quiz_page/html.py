"""The parts of the page as one file: scripts and style inside it, allowed by their hashes only."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

from quizgen.model import Lesson
from quizgen.text.script import in_script
from quizgen.wording import UNPRINTED
from quizgen.writers.anki.word_fields import MACHINE

_PARTS = files("quizgen.writers.quiz_page")
_SCRIPTS = ("compare", "dom", "speech", "tasks", "paper", "item", "cards", "app")  # in this order
UNVERIFIED = "Statements and figures are the article’s own and have not been verified"
# What an HTML parser could take for the end of a script, and JavaScript for the end of a line.
_ESCAPED = str.maketrans({sign: f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"})


def page(lesson: Lesson, data: dict[str, Any]) -> str:
    """The HTML of the page for this lesson, with `data` in it."""
    style = _read("style.css")
    script = "\n".join(_read(f"{name}.js") for name in _SCRIPTS)
    parts = {
        "csp": _policy(script, style),
        "lang": data["lang"],
        "style": style,
        "script": script,
        "data": json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPED),
        **_words(lesson),
    }
    # One pass, so that an article that says "@@data@@" is only text.
    return re.sub("@@([a-z]+)@@", lambda match: parts[match[1]], _read("page.html"))


def _read(name: str) -> str:
    return (_PARTS / name).read_text(encoding="utf-8").replace("\r\n", "\n")


def _policy(script: str, style: str) -> str:
    """Nothing may be loaded and nothing may run but this script, and this style."""
    return (
        f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _words(lesson: Lesson) -> dict[str, str]:
    """What the page says of the article and the dictionary, as HTML."""
    article = lesson.article
    told = {
        "title": in_script(article.title or article.stem, lesson.settings.script),
        "english": article.title_en,
        "source": f"{article.source or 'Source: not given in the file'}. {UNVERIFIED}; "
        "answer by the article (",
        "credit": ". ".join(_credits(lesson)),
        "according": in_script("据文章", lesson.settings.script),
    }
    return {name: html.escape(UNPRINTED.sub(" ", text)) for name, text in told.items()}


def _credits(lesson: Lesson) -> Iterator[str]:
    if lesson.article.translation == "machine":
        yield f"The article in English: {MACHINE}"
    if lesson.dictionary:
        yield f"Words, meanings and readings: {lesson.dictionary}"
