"""Makes `quizgen/data/strokes.zip` from npm's package hanzi-writer-data, unpacked.

    npm install hanzi-writer-data@2.0.1
    python -m quizgen.worksheet.pack_strokes node_modules/hanzi-writer-data quizgen/data

The outlines are kept, the middle lines of the strokes and the radicals are not. Numbers are rounded
to a grid and a point is told from where the last command ended, which packs 24 MB into 4.0; with
all digits they would be 5.5. The same package gives the same bytes.
"""

from __future__ import annotations

import io
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZIP_LZMA, ZipFile, ZipInfo

from quizgen.worksheet.strokes import GRAIN, VERSION, block_of

_LICENCE = "ARPHICPL.TXT"
_CHANGES = """\
Stroke outlines of {count} characters, from the package hanzi-writer-data {version}, whose data come
from Make Me a Hanzi, which took the glyphs from the fonts AR PL KaitiM GB and AR PL KaitiM Big5.
Copyright (C) 1999 Arphic Technology Co., Ltd.; Arphic Public License, see ARPHICPL.TXT. There is no
warranty. Whoever passes this file on, changed or not, passes on the licence and these rights.

Changed for quizgen in November 2026 by quizgen/worksheet/pack_strokes.py: without the middle lines
and the radicals; coordinates divided by {grain}, rounded, and relative; one text for the characters
of 128 code points; compressed.
"""
_COMMAND = re.compile(r"([MQLCZ])([-\d. ]*)")
_VALUES = {"M": 2, "L": 2, "Q": 4, "C": 6, "Z": 0}  # numbers behind a command
_WHOLE = re.compile(r"M[-\d. ]+(?:[QLC][-\d. ]+)+Z\s*")
_DATE = (1980, 1, 1, 0, 0, 0)  # the first that a zip file knows: no date of ours in the bytes


def main(package: Path, data: Path) -> None:
    """Write `strokes.zip` and the licence's text into the folder `data`.

    Raises ValueError for a path that is not the outline of one stroke.
    """
    characters = {path.stem: path for path in package.glob("?.json")}
    version = json.loads((package / "package.json").read_text("utf-8"))["version"]
    licence = (package / _LICENCE).read_bytes()
    changes = _CHANGES.format(count=f"{len(characters):,}", version=version, grain=GRAIN)
    blocks = defaultdict(list)
    for character in sorted(characters):
        strokes = json.loads(characters[character].read_text("utf-8"))["strokes"]
        blocks[block_of(character)].append("\t".join([character, *map(_packed, strokes)]))
    (data / "ARPHICPL.txt").write_bytes(licence)
    (data / "strokes.zip").write_bytes(_zipped(licence, changes, blocks))


def _packed(path: str) -> str:
    """The path in units of the grid, each point told from where the last command ended."""
    if not _WHOLE.fullmatch(path):
        raise ValueError(f"not the outline of a stroke: {path[:60]!r}")
    return "".join(_commands(path))


def _commands(path: str) -> Iterator[str]:
    at = (0, 0)
    for name, values in _COMMAND.findall(path):
        points = [round(float(value) / GRAIN) for value in values.split()]
        if len(points) != _VALUES[name]:
            raise ValueError(f"{name} has {len(points)} numbers in {path[:60]!r}")
        steps = [point - at[i % 2] for i, point in enumerate(points)]
        if any(steps) or name in "MZ":  # not a curve that has shrunk to a point
            numbers = " ".join(map(str, steps)).replace(" -", "-")
            yield (name if name == "M" else name.lower()) + numbers
        at = (points[-2], points[-1]) if points else at


def _zipped(licence: bytes, changes: str, blocks: dict[str, list[str]]) -> bytes:
    packed = io.BytesIO()
    with ZipFile(packed, "w") as archive:
        archive.comment = VERSION
        archive.writestr(ZipInfo(_LICENCE, _DATE), licence)
        archive.writestr(ZipInfo("CHANGES.txt", _DATE), changes)
        for name, lines in blocks.items():
            archive.writestr(ZipInfo(name, _DATE), "\n".join(lines), ZIP_LZMA)
    return packed.getvalue()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
