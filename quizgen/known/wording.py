"""What the summary says of known words: where they are from, what is read, how long it takes."""

from __future__ import annotations

import math
from collections.abc import Iterator

from quizgen.known import Known
from quizgen.model import Coverage
from quizgen.wording import counted


def known_lines(known: Known) -> Iterator[str]:
    """A line for each source of known words."""
    return (f"Known words from {source}" for source in known.sources)


def coverage_line(coverage: Coverage, cards: int) -> str:
    """How much of the text is read now, and with so many cards of words."""
    words = counted(coverage.words, "running word")
    now = f"By level and list you read {percent(coverage.now)} % of {words}"
    these = "this card" if cards == 1 else f"these {cards} cards"
    later = f", with {these} {percent(coverage.with_cards)} %" if cards else ""
    return now + later


def percent(share: float) -> int:
    """A share in whole percent; 100 means all of it."""
    return 100 if share >= 1 else min(round(100 * share), 99)


def days_line(cards: int, per_day: int) -> str:
    """How many days so many new cards take."""
    days = counted(math.ceil(cards / per_day), "day")
    return f"At {counted(per_day, 'new card')} a day: {days} ({counted(cards, 'card')})"
