"""The list of patterns as a page.

`python -m quizgen.items.patterns.document > docs/patterns.md` prints it anew.
"""

from __future__ import annotations

import itertools
import sys
from collections.abc import Iterator

from quizgen.items.patterns import rules
from quizgen.items.patterns.table import LISTS, Entry, entries

_HEAD = """\
# Patterns of written Chinese

The closed list that `quizgen` looks for: {count} patterns of newspapers and textbooks. A and B
stand for what the writer puts in, X for a figure. Each has what it says, an example (ours), and
the rule by which it is found; where a sentence leaves doubt, nothing is found. The list is
`quizgen/data/patterns.tsv`; this page is printed from it
(`python -m quizgen.items.patterns.document > docs/patterns.md`).
"""
_RULES = "## How a rule is written\n\n```text\n{notation}\n```\n\nWords that several rules share:\n"


def markdown() -> str:
    """The whole page."""
    return "\n".join((*_listed(), *_notation()))


def _listed() -> Iterator[str]:
    yield _HEAD.format(count=len(entries()))
    for group, found in itertools.groupby(entries(), lambda entry: entry.group):
        yield f"## {group}\n"
        yield from map(_item, found)


def _item(entry: Entry) -> str:
    return (
        f"- **{entry.name}**: {entry.meaning}.<br>\n"
        f"  {entry.example} *{entry.english}*<br>\n"
        f"  `{entry.rule}`\n"
    )


def _notation() -> Iterator[str]:
    lines = (rules.__doc__ or "").splitlines()
    steps = [line[4:] for line in lines if line.startswith("    ")]
    yield _RULES.format(notation="\n".join(steps))
    yield from (f"- `{{{name}}}`: {words.replace('|', ' ')}" for name, words in LISTS.items())
    yield ""


if __name__ == "__main__":
    sys.stdout.write(markdown())
