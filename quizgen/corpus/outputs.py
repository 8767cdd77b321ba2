"""The files that a corpus is written to: by suffix, checked before the work begins."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from quizgen.corpus import Corpus
from quizgen.corpus.curve import picture
from quizgen.corpus.listing import learner
from quizgen.corpus.tables import articles_csv, json_bytes, words_csv
from quizgen.errors import ExportError
from quizgen.writers.files import Written, write_if_changed
from quizgen.writers.outputs import require_outputs

FORMATS: dict[str, tuple[str, Callable[[Corpus], bytes]]] = {
    ".words.csv": ("the unknown words", words_csv),
    ".csv": ("the articles", articles_csv),
    ".json": ("all of it, for programs", lambda corpus: json_bytes(corpus, learner(corpus.level))),
    ".svg": ("the curve", lambda corpus: picture(corpus, learner(corpus.level), "svg")),
    ".png": ("the curve", lambda corpus: picture(corpus, learner(corpus.level), "png")),
    ".pdf": ("the curve", lambda corpus: picture(corpus, learner(corpus.level), "pdf")),
}
"""Suffix -> what is in the file, and its content; the first suffix that fits tells the format."""


def check_outputs(outputs: Sequence[Path], inputs: Sequence[Path | None]) -> None:
    """Raise `ExportError` for an unknown suffix, and a file that can't be written or is read."""
    for path in outputs:
        _format(path)
    require_outputs(outputs, inputs)


def write(corpus: Corpus, path: Path) -> Written:
    """Write the part of the corpus that the suffix names. Raises `ExportError`."""
    what, content = FORMATS[_format(path)]
    return Written(path, write_if_changed(path, content(corpus)), detail=what)


def _format(path: Path) -> str:
    name = path.name.lower()
    found = next((suffix for suffix in FORMATS if name.endswith(suffix)), "")
    if not found:
        known = ", ".join(f"{suffix} ({what})" for suffix, (what, _) in FORMATS.items())
        raise ExportError(f"{path}: corpus writes no such file; use {known}")
    return found
