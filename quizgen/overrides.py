"""What the people who use quizgen say, and what the pipeline then doesn't decide by itself."""

from __future__ import annotations

from dataclasses import dataclass

from quizgen.corrections import NO_CORRECTIONS, Corrections
from quizgen.known import NOTHING_KNOWN, Known
from quizgen.review import Review


@dataclass(frozen=True, slots=True)
class Overrides:
    """The words a learner knows, the corrections for good, and one article's review table."""

    known: Known = NOTHING_KNOWN
    corrections: Corrections = NO_CORRECTIONS
    review: Review | None = None
