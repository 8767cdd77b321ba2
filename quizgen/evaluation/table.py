"""Scores as a table for a terminal, and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from quizgen.evaluation.measures import Measure
from quizgen.evaluation.score import Score


def lines(measure: Measure, score: Score, *, errors: bool = False) -> Iterator[str]:
    """A measure's score with what it means, its conditions, its peers and, if asked, its errors."""
    half = (score.high - score.low) / 2
    low = " (lower is better)" if measure.lower else ""
    yield (
        f"{score.measure:<18} {score.score:7.2%} ± {half:.2%}  "
        f"[{score.low:.2%}, {score.high:.2%}]  n {score.n:,}{low}"
    )
    yield f"    {measure.what}" + (f"; {score.remark}" if score.remark else "")
    if score.rivals:
        here = ", ".join(f"{name} {figure:.2%}" for name, figure in score.rivals.items())
        yield f"    others, on the same items: {here}"
    if measure.peers:
        yield f"    others, on the development sets or as reported, in per cent: {measure.peers}"
    yield f"    {score}"
    if errors:
        yield from (f"    wrong: {line}" for line in score.errors)


def as_json(scores: Sequence[Score], *, errors: bool = False) -> str:
    """One object a measure: score, n, low, high, signature, and what else there is.

    That is a remark, the peers that were measured, and if asked what was wrong.
    """
    found = {score.measure: dict(_fields(score, errors)) for score in scores}
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def _fields(score: Score, errors: bool) -> Iterator[tuple[str, Any]]:
    yield "score", round(score.score, 6)
    yield "n", score.n
    yield "low", round(score.low, 6)
    yield "high", round(score.high, 6)
    yield "signature", score.signature
    if score.remark:
        yield "remark", score.remark
    if score.rivals:
        yield "peers", {name: round(figure, 6) for name, figure in score.rivals.items()}
    if errors:
        yield "errors", list(score.errors)
