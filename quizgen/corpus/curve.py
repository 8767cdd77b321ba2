"""The coverage curve as a picture: what is read after learning the most useful words, one by one.

Drawn by typst from numbers; everything that it prints comes as strings in JSON, never as markup.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from importlib import resources
from itertools import groupby
from pathlib import Path
from typing import Any, Literal

from quizgen.corpus import GOALS, Corpus, percent
from quizgen.wording import counted
from quizgen.writers.choices import one_line
from quizgen.writers.pdf.glyphs import drawable, fonts

Picture = Literal["svg", "png", "pdf"]
_POINTS = 400  # more can't be told apart on paper
_STEPS = 6  # of the axis of words, at most
_ROOM = 2  # percent below the curve, for what is written there


def picture(corpus: Corpus, learner: str, kind: Picture) -> bytes:
    """The curve in one of three formats; the same corpus gives the same bytes.

    `learner` says for whom it holds: "HSK 2025 up to level 4".
    """
    import typst  # a native library of 80 MB

    folder = Path(str(resources.files("quizgen.corpus")))
    made: bytes = typst.compile(
        str(folder / "curve.typ"),
        root=str(folder),
        font_paths=[str(fonts())],
        ignore_system_fonts=True,
        format=kind,
        ppi=144,
        sys_inputs={"data": json.dumps(_data(corpus, learner), ensure_ascii=False)},
    )
    return made


def _data(corpus: Corpus, learner: str) -> dict[str, Any]:
    """What the template draws; places are shares of the axes' lengths, 0 to 1."""
    curve = corpus.curve
    last, whole = max(1, len(curve) - 1), max(1, corpus.words)
    floor = max(0, curve[0] * 100 // whole - _ROOM) // 10 * 10  # percent at the foot of the axis

    def place(learnt: int) -> tuple[float, float]:
        return round(learnt / last, 5), height(curve[learnt] * 100 / whole)

    def height(share: float) -> float:
        return round((share - floor) / (100 - floor), 5)

    return {
        "about": drawable(one_line(_about(corpus, learner))),
        "today": f"today {percent(curve[0], corpus.words):.1f} %" if curve[0] else "",
        "points": [place(learnt) for learnt in sample(len(curve))],
        "marks": [(*place(learnt), label) for learnt, label in _marks(corpus)],
        "across": [(round(learnt / last, 5), f"{learnt:,}") for learnt in ticks(last)],
        "up": [
            (height(share), f"{share} %") for share in range(floor, 101, 5 if floor > 60 else 10)
        ],
    }


def _marks(corpus: Corpus) -> Iterator[tuple[int, str]]:
    """The goals that are still ahead: after how many words, and what to print beside the curve."""
    for learnt, goals in groupby(GOALS, corpus.needed):
        if learnt:
            yield learnt, f"{', '.join(f'{goal} %' for goal in goals)}: {learnt:,}"


def _about(corpus: Corpus, learner: str) -> str:
    articles = counted(len(corpus.articles), "article")
    return f"{articles}, {counted(corpus.words, 'running word')}. The learner knows {learner}."


def sample(count: int) -> Iterable[int]:
    """Evenly spaced places of the curve, its ends among them."""
    parts = min(count - 1, _POINTS)
    return [0] if not parts else [(count - 1) * n // parts for n in range(parts + 1)]


def ticks(last: int) -> range:
    """Round numbers from 0 to the last."""
    steps = (digit * 10**power for power in range(len(str(last))) for digit in (1, 2, 5))
    step = next((step for step in steps if last / step <= _STEPS), last)
    return range(0, last + 1, step)
