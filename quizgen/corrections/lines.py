"""On which lines of a corrections.toml its entries stand; TOML's readers don't tell."""

from __future__ import annotations

import re
from bisect import bisect
from itertools import accumulate, pairwise

# What may look like a header and is none, strings and comments, is found as well, and left out.
_TOKEN = re.compile(
    r"""
      (?P<header> ^ \ufeff? [ \t]* \[\[ [ \t]* ["']? correction ["']? [ \t]* \]\] )
    | \"{3} (?: \\. | [^\\] )*? \"{3,5}
    | '{3} .*? '{3,5}
    | " (?: \\. | [^"\\\n] )* "
    | ' [^'\n]* '
    | (?P<comment> \# [^\n]* )
    """,
    re.MULTILINE | re.DOTALL | re.VERBOSE,
)


def entry_spans(text: str) -> list[tuple[int, int]]:
    """The lines of each `[[correction]]` of valid TOML: its header's, and the one behind its last.

    Lines are counted from 0. Comments and empty lines behind an entry aren't its own.
    """
    lines = text.split("\n")
    starts = list(accumulate((len(line) + 1 for line in lines), initial=0))
    headers, comments = [], set()
    for token in _TOKEN.finditer(text):
        number = bisect(starts, token.start()) - 1
        if token.lastgroup == "header":
            headers.append(number)
        elif token.lastgroup and lines[number].lstrip().startswith("#"):
            comments.add(number)
    edges = pairwise([*headers, len(lines)])
    return [(first, _last(lines, first, end, comments)) for first, end in edges]


def _last(lines: list[str], first: int, end: int, comments: set[int]) -> int:
    """The line behind the last one in which something is said."""
    while end - 1 > first and (end - 1 in comments or not lines[end - 1].strip()):
        end -= 1
    return end
