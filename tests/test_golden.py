"""The printed lessons of three seeds, held to the committed ones: a change shows as a diff.

Where the change is meant: `make golden` (QUIZGEN_GOLDEN=write pytest tests/test_golden.py), then
read the diff that git shows.
"""

from __future__ import annotations

import difflib
import json
import os
from itertools import islice
from pathlib import Path

import pytest
from conftest import DEMO, ROOT, lesson_of
from invariants import contract

from quizgen.writers import lesson_json

GOLDEN = ROOT / "tests" / "golden"
SEEDS = (
    DEMO,
    ROOT / "seeds" / "2025-01-20_first-snow.txt",  # a poem with a human translation
    ROOT / "seeds" / "2025-06-01_reading-slowly.md",  # an essay without English
)
WRITE = os.environ.get("QUIZGEN_GOLDEN") == "write"
SHOWN = 40  # lines of a diff


def difference(old: str, new: str, name: str) -> str:
    """The beginning of the unified diff, and how much longer it is; empty if there is none."""
    lines = difflib.unified_diff(
        old.splitlines(), new.splitlines(), f"golden/{name}", "now", n=1, lineterm=""
    )
    shown = list(islice(lines, SHOWN))
    rest = sum(1 for _ in lines)
    return "\n".join([*shown, f"… and {rest} more lines"] if rest else shown)


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.stem)
def test_the_printed_lesson_is_the_golden_one(seed: Path) -> None:
    golden = GOLDEN / f"{seed.stem}.json"
    printed = lesson_json.dumps(lesson_of(seed))
    if WRITE:
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(printed, "utf-8", newline="\n")
    if not golden.is_file():
        pytest.fail(f"{golden} is missing: run `make golden`")
    if diff := difference(golden.read_text("utf-8"), printed, golden.name):
        pytest.fail(f"is the change meant? then run `make golden`\n{diff}", pytrace=False)


def test_the_goldens_are_those_of_the_seeds_and_keep_the_contract() -> None:
    found = {path.stem: json.loads(path.read_text("utf-8")) for path in GOLDEN.glob("*.json")}
    assert set(found) == {seed.stem for seed in SEEDS}
    assert not [problem for printed in found.values() for problem in contract(printed)]


def test_a_difference_is_short_and_says_where() -> None:
    old, new = "\n".join(map(str, range(500))), "\n".join(map(str, range(1, 501)))
    assert difference(old, old, "x.json") == ""
    assert difference("a\nb\nc", "a\nB\nc", "x.json").splitlines()[-3:] == ["-b", "+B", " c"]
    assert len(difference(old, new[::-1], "x.json").splitlines()) <= SHOWN + 1
