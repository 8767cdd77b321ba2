"""What quizgen needs at run time, under which licences: the table of docs/licences.md.

`python tests/licences.py` writes the table anew after a change of dependencies: what a person found
out stays, and a package that nobody has looked at yet gets a "?", with which the tests fail.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
TABLE = ROOT / "docs" / "licences.md"
HEAD = "| package | version | needed for | licence | as the package says it | what else is in it |"
RULE = "|---|---|---|---|---|---|"
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
SYSTEMS = (("linux", "Linux", "posix"), ("darwin", "Darwin", "posix"), ("win32", "Windows", "nt"))


@dataclass(frozen=True, slots=True)
class Row:
    """A package as the table has it; `says` is empty where it isn't installed."""

    name: str
    version: str
    needed_for: str
    licence: str = "?"
    says: str = ""
    inside: str = ""

    def __str__(self) -> str:
        cells = (self.name, self.version, self.needed_for, self.licence, self.says, self.inside)
        return re.sub(r"\|  (?=\|)", "| ", f"| {' | '.join(cells)} |")


def needed() -> dict[str, Row]:
    """All packages that quizgen or one of its extras needs, on any of three systems."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    found: dict[str, Row] = {}
    wanted = {"quizgen": project["dependencies"], **project["optional-dependencies"]}
    for part, requirements in wanted.items():
        names = {name for text in requirements for name in _with_theirs(Requirement(text), set())}
        for name in sorted(names - found.keys()):
            found[name] = Row(name, ", ".join(_locked(name)), part, says=_stated(name))
    for name, row in table().items():
        if name not in found and not _stated(name) and _locked(name):
            found[name] = row  # what a package for older Pythons needs is found out on those
    return dict(sorted(found.items()))


def _with_theirs(requirement: Requirement, seen: set[tuple[str, str]]) -> Iterator[str]:
    """A requirement's package, and whatever that one requires in its turn."""
    name = canonicalize_name(requirement.name)
    yield name
    for extra in {"", *requirement.extras}:
        if (name, extra) in seen:
            continue
        seen.add((name, extra))
        for text in _requires(name):
            other = Requirement(text)
            if _applies(other.marker, extra):
                yield from _with_theirs(other, seen)


def _requires(name: str) -> list[str]:
    try:
        return metadata.requires(name) or []
    except metadata.PackageNotFoundError:  # of another system or another Python
        return []


def _applies(marker: Marker | None, extra: str) -> bool:
    """Whether a requirement is one on any system and Python that quizgen runs on."""
    places = (
        {
            "extra": extra,
            "python_version": python,
            "python_full_version": f"{python}.0",
            "sys_platform": platform,
            "platform_system": system,
            "os_name": name,
        }
        for python in PYTHONS
        for platform, system, name in SYSTEMS
    )
    return marker is None or any(marker.evaluate(dict(place)) for place in places)


def _locked(name: str) -> list[str]:
    """The versions in requirements.lock; there are several where Pythons differ."""
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    return re.findall(rf"^{re.escape(name)}==([^ ;\n]+)", lock, re.MULTILINE)


def _stated(name: str) -> str:
    """What the installed package says of its licence: an expression, a line or a classifier."""
    try:
        said = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return ""
    classes = [c.rpartition(" :: ")[2] for c in said.get_all("Classifier", []) if "License ::" in c]
    text = said.get("License-Expression") or said.get("License") or ", ".join(classes)
    return text.splitlines()[0].strip()[:80]


def table() -> dict[str, Row]:
    """The rows that stand in docs/licences.md."""
    rows: dict[str, Row] = {}
    for line in TABLE.read_text("utf-8").partition(RULE)[2].strip().splitlines():
        row = Row(*(cell.strip() for cell in line.strip("|").split("|")))
        rows[row.name] = row
    return rows


def main() -> None:
    """Write the table anew and keep what a person found out."""
    known = table()
    text, rule, _ = TABLE.read_text("utf-8").partition(RULE)
    rows = []
    for name, row in needed().items():
        old = known.get(name, row)
        said = row.says or old.says
        rows.append(Row(name, row.version, row.needed_for, old.licence, said, old.inside))
    TABLE.write_text("\n".join([text + rule, *map(str, rows), ""]), encoding="utf-8")


if __name__ == "__main__":
    main()
