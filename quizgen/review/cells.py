"""Text in the cells of a review table: what it can hold of a text, which then comes back the same.

What neither XML nor a cell can hold is replaced by a space: control characters, halves of surrogate
pairs, noncharacters. Line ends become "\\n". (`writers/plain_csv.py` sees to it that no text is a
formula.)
"""

from __future__ import annotations

import re

from quizgen.wording import UNPRINTED

_LINE_END = re.compile("\r\n|[\r\n\x85\u2028\u2029]")


def cell_text(text: str) -> str:
    """The text as a cell can hold it, without spaces around it."""
    lines = _LINE_END.sub("\n", text).split("\n")
    return "\n".join(UNPRINTED.sub(" ", line) for line in lines).strip()


def one_line(cell: str) -> str:
    """The text of a cell without its line ends.

    `one_line` of writers/choices.py makes one space of a run of them. Here they stay: whatever
    differs from what was written is an edit.
    """
    return re.sub(r"(?<!\s)\s*\n\s*", " ", cell)  # where spaces begin: tried once for each run
