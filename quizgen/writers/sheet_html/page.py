"""The parts of a sheet as one file: its style inside it, the paper and the foot of the pages."""

from __future__ import annotations

import base64
import hashlib
import re
from importlib.resources import files

from quizgen.worksheet.model import Worksheet
from quizgen.worksheet.passage import GAP, LEADING
from quizgen.writers.sheet_html.markup import LANG, text

_BLANK = 9  # millimetres of a blank for each character
_WIDEST = 18  # characters of the widest blank that fits on a line
_PAPER = {"a4": "A4", "letter": "letter"}


def page(worksheet: Worksheet, body: str, *, key: bool = False) -> str:
    """An HTML file with this body, which may load and run nothing."""
    style = _style(worksheet)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    title = f"{'Key' if key else 'Worksheet'}: {worksheet.title}"
    whole = (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{text(title)}</title>\n<style>{style}</style>\n</head>\n"
        f"<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )
    # No text of an article has a bare quotation mark in it, so this is always ours.
    return whole.replace(LANG, 'lang="zh-Hant"') if worksheet.script == "trad" else whole


def _style(worksheet: Worksheet) -> str:
    """The style sheet, with what depends on the sheet in front."""
    blanks = sorted({section.blank for section in worksheet.sections})
    passage = worksheet.passage
    rules = [f".w{wide} {{width: {min(wide, _WIDEST) * _BLANK}mm}}" for wide in blanks]
    size = f"{passage.size:g}" if passage else "12"
    rules += [f":root {{--size: {size}pt; --leading: {LEADING}em; --gap: {GAP}em}}"]
    rules += [
        f"@page {{size: {_PAPER[worksheet.paper]}; margin: 12mm 16.5mm 14mm;"
        f" @bottom-left {{content: {_quoted(worksheet.source)}; width: 80%}} }}"
    ]
    shared = (files("quizgen.writers.sheet_html") / "style.css").read_text(encoding="utf-8")
    return "\n".join([*rules, shared.replace("\r\n", "\n")])


def _quoted(plain: str) -> str:
    """A CSS string in which nothing but letters and figures stands as it is."""
    seen = re.sub(r"[\x00-\x1f\x7f-\x9f]", " ", plain)
    return '"' + re.sub(r"[^A-Za-z0-9 ]", lambda m: f"\\{ord(m[0]):06x} ", seen) + '"'
