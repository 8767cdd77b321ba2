"""Small words that several reports, errors and files say and write alike."""

from __future__ import annotations

import re
from collections.abc import Sequence

# Controls, halves of surrogate pairs, and what neither XML nor a line of a table can hold.
UNPRINTED = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")


def few(items: Sequence[str], limit: int = 4) -> str:
    """The first items, with commas between, and … for the others."""
    return ", ".join([*items[:limit], *(["…"] if items[limit:] else [])])


def counted(number: int, noun: str) -> str:
    """ "1 word", "2 words", "1,109 characters"."""
    return f"{number:,} {noun}" + "s" * (number != 1)
