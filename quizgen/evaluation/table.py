"""Scores as a table for a terminal, and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from quizgen.evaluation.measures import Measure
from quizgen.evaluation.score import Score


def lines(
    measure: Measure, score: Score, rivals: Mapping[str, float], *, errors: bool = False
) -> Iterator[str]:
    """A measure's score with what it means, its conditions, its peers and, if asked, its errors."""
    half = (score.high - score.low) / 2
    low = " (lower is better)" if measure.lower else ""
    yield (
        f"{score.measure:<18} {score.score:7.2%} ± {half:.2%}  "
        f"[{score.low:.2%}, {score.high:.2%}]  n {score.n:,}{low}"
    )
    yield f"    {measure.what}" + (f"; {score.remark}" if score.remark else "")
    if rivals:
        here = ", ".join(f"{name} {figure:.2%}" for name, figure in rivals.items())
        yield f"    others, on the same items: {here}"
    if measure.peers:
        yield f"    others, as reported on the whole sets, in per cent: {measure.peers}"
    yield f"    {score}"
    if errors:
        yield from (f"    wrong: {line}" for line in score.errors)


def as_json(scores: Sequence[Score], *, errors: bool = False) -> str:
    """One object a measure: score, n, low, high, signature, and if asked what was wrong."""
    found = {
        s.measure: {
            "score": round(s.score, 6),
            "n": s.n,
            "low": round(s.low, 6),
            "high": round(s.high, 6),
            "signature": s.signature,
        }
        | ({"errors": list(s.errors)} if errors else {})
        for s in scores
    }
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"
