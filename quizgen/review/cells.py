"""Text in the cells of a table, and back: nothing of it is ever a formula, and nothing gets lost.

A text that a spreadsheet would calculate with is written behind an apostrophe, and one apostrophe
goes when such a cell is read. What neither XML nor a cell can hold is replaced by a space: control
characters, halves of surrogate pairs, noncharacters. Line ends become "\\n".
"""

from __future__ import annotations

import re

from quizgen.writers.wording import UNPRINTED

# What a spreadsheet takes for the beginning of a formula, with apostrophes that stand before it.
_FORMULA = re.compile("'*[=+@＝＋－＠-]")
_LINE_END = re.compile("\r\n|[\r\n\x85\u2028\u2029]")


def cell_text(text: str) -> str:
    """The text as a cell can hold it, without spaces around it."""
    lines = _LINE_END.sub("\n", text).split("\n")
    return "\n".join(UNPRINTED.sub(" ", line) for line in lines).strip()


def one_line(cell: str) -> str:
    """The text of a cell without its line ends; full-width spaces stay."""
    return re.sub(r"\s*\n\s*", " ", cell)


def defused(text: str) -> str:
    """The text behind an apostrophe where it looks like a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def undefused(cell: str) -> str:
    """What `defused` was given."""
    return cell[1:] if cell[:1] == "'" and _FORMULA.match(cell) else cell
