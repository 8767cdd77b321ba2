"""The worksheet and its key as one HTML file each, to read on a screen or to print.

A page needs nothing but itself: its style stands in it, allowed by its hash, and nothing else may
be loaded or run. `passage`, `tasks`, `around` and `key` draw the parts of a Worksheet, `page` makes
one file of them; `labels` are the words that the sheet itself says, here and in the DOCX.
"""

from __future__ import annotations

from collections.abc import Sequence

from quizgen.worksheet.model import Worksheet
from quizgen.writers.sheet_html import around
from quizgen.writers.sheet_html.key import key_html
from quizgen.writers.sheet_html.page import page
from quizgen.writers.sheet_html.passage import passage_html
from quizgen.writers.sheet_html.tasks import section_html

__all__ = ["key_bytes", "key_page", "sheet_bytes", "sheet_page"]


def sheet_bytes(worksheet: Worksheet, *, with_key: bool = False) -> bytes:
    """The sheet as a file."""
    return sheet_page(worksheet, with_key=with_key).encode()


def key_bytes(worksheets: Sequence[Worksheet]) -> bytes:
    """The keys of a sheet's versions as a file."""
    return key_page(worksheets).encode()


def sheet_page(worksheet: Worksheet, *, with_key: bool = False) -> str:
    """The sheet as HTML, its key on pages of their own at the end if `with_key`."""
    passage = worksheet.passage
    foot = around.foot(worksheet)
    top = passage_html(passage, worksheet.title_en, foot) if passage else ""
    shown = passage and any(line.number == 0 for line in passage.lines)
    parts = [
        around.head(worksheet),
        around.note(worksheet),
        "" if shown else around.titles(worksheet),
        top,
        *(
            section_html(section, number, worksheet.script)
            for number, section in enumerate(worksheet.sections, 1)
        ),
        around.vocabulary(worksheet),
        around.practice(worksheet),
        around.about_source(worksheet),
        "" if passage else foot,
        key_html(worksheet) if with_key else "",
    ]
    return page(worksheet, "\n".join(part for part in parts if part))


def key_page(worksheets: Sequence[Worksheet]) -> str:
    """The keys of a sheet's versions as HTML, each on pages of its own."""
    first = worksheets[0]
    return page(first, "\n".join([*map(key_html, worksheets), around.foot(first)]), key=True)
