"""What the article calls for: slogans to recall."""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.items.bank.source import Source
from quizgen.model import Item


def slogans(source: Source) -> Iterator[Item]:
    """文章里的口号是什么？ where the article calls its quoted words so, and does it once."""
    quoted = [f for f in source.facts if f.kind == "slogan" and not f.doubtful]
    called = [f for f in quoted if f.measure and f.measure.text.endswith("口号")]
    if len(called) != 1:
        return
    fact = called[0]
    yield source.item(
        "short",
        "detail",
        "据文章，当时的口号是什么？",
        fact.answer.text,
        sentence=fact.sentence,
        span=(fact.start, fact.end),
        prompt="What slogan does the article quote?",
        reason="A slogan that the article quotes.",
    )
