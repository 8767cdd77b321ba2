"""Text as Moodle shows it and never runs: HTML in CDATA, and answers embedded in a question."""

from __future__ import annotations

import re
from collections.abc import Iterable

from quizgen.writers.choices import one_line

_HAN = "\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
_CHINESE = re.compile(f"([{_HAN}](?:[{_HAN}0-9.]*[{_HAN}])?)")
# Beside HTML's own signs, those of Moodle's filters (formulas, files) and of embedded answers.
_LIVE = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}
    | {sign: f"&#{ord(sign)};" for sign in "[]{}\\$@"}
)
# What ends or divides an embedded answer. Moodle reads references, and not a # behind an &.
_DIVIDES = str.maketrans({sign: f"&#{ord(sign)};" for sign in "&<>{}~#\\\"'%=/[]$@"})


def html(text: str, lang: str) -> str:
    """The text as HTML that shows it literally, with its Chinese marked as `lang`."""
    return "".join(
        f'<span lang="{lang}">{piece.translate(_LIVE)}</span>'
        if place % 2
        else piece.translate(_LIVE)
        for place, piece in enumerate(_CHINESE.split(one_line(text)))
    )


def paragraphs(lines: Iterable[str], lang: str) -> str:
    """A paragraph a line, without empty ones."""
    return "".join(f"<p>{html(line, lang)}</p>" for line in lines if line)


def element(tag: str, markup: str) -> str:
    """A text of Moodle's that is HTML; there is no `]]>` in it, since `html` writes no bracket."""
    content = f"<![CDATA[{markup}]]>" if markup else ""
    return f'<{tag} format="html"><text>{content}</text></{tag}>'


def embedded(answers: Iterable[str]) -> str:
    """A blank of a question with several: every answer counts in full, in either case."""
    return "{1:SHORTANSWER:" + "~".join(f"={_embedded(answer)}" for answer in answers) + "}"


def _embedded(answer: str) -> str:
    r"""One answer: a star is no wildcard, and `\}` and `\#` don't lose their backslash."""
    starless = one_line(answer).replace("*", r"\*")
    return re.sub(r"(?=\\[}#])", r"\\", starless).translate(_DIVIDES)
