"""The English words that show a sense, among those that render its word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from quizgen.translation.english import akin, words
from quizgen.translation.glosses import plain_parts
from quizgen.translation.rendered import Rendering

_LIGHT = frozenset("do be have make get give take put become cause let go come".split())
_BEFORE = re.compile(r"([A-Za-z]+)[ -]$")
_AFTER = re.compile(r"[ -]([A-Za-z]+)")
Spans = tuple[tuple[int, int], ...]


def shown(sense: str, rendering: Rendering) -> tuple[str, Spans]:
    """The gloss of the sense that its rendering shows, and the words that show it.

    The whole gloss if it is there ("bear fruit"), else the one of which most is ("migrant worker"
    by "workers"), but not without what it says first or last: "patients" doesn't show "to see a
    patient". Words of the gloss beside the rendering belong to it ("put" before "forward").
    """
    best: tuple[float, str, Spans] = (0.0, "", ())
    grammar = all(word.is_stop for word in words(rendering.words))
    for part in plain_parts(sense):
        wanted = tuple(part.removeprefix("to ").split()) if grammar else _wanted(part)
        spans = _matching(wanted, rendering.spans, rendering.text)
        if spans:
            beside = _matching(part.split(), _beside(spans, rendering.text), rendering.text)
            spans = tuple(sorted({*spans, *beside}))
        hyphened = len(wanted) == 1 and akin(wanted[0], rendering.joined)
        spans = rendering.spans if hyphened else spans
        heads = wanted if grammar else _heads(part, wanted)
        if not hyphened and not _matching(heads, spans, rendering.text):
            continue
        share = min(1.0, len(spans) / len(wanted))
        if share > best[0]:
            best = (share, part, spans)
    return best[1], best[2]


def _heads(gloss: str, wanted: Sequence[str]) -> Sequence[str]:
    """The words of a gloss one of which must be there: the verb, or what a noun ends on."""
    if gloss.startswith("to "):
        return [word for word in wanted if word not in _LIGHT][:1] or wanted[:1]
    return [*wanted[:1], *wanted[-1:]]


def _matching(wanted: Sequence[str], spans: Iterable[tuple[int, int]], text: str) -> Spans:
    """Those of the spans whose word is a form of one that is wanted."""
    return tuple(
        (start, end)
        for start, end in spans
        if any(_is_form(word, text[start:end]) for word in wanted)
    )


def _beside(spans: Spans, text: str) -> Iterator[tuple[int, int]]:
    """The words next to the first and the last of the spans."""
    before, after = _BEFORE.search(text, 0, spans[0][0]), _AFTER.match(text, spans[-1][1])
    return (match.span(1) for match in (before, after) if match)


def _is_form(word: str, other: str) -> bool:
    """Whether an English word or a part of it ("slag" of "lime-slag") is a form of this one."""
    return any(akin(word, part) for part in (other, *other.split("-")) if part)


@lru_cache(maxsize=20_000)
def _wanted(gloss: str) -> tuple[str, ...]:
    """The words of a gloss that can show it: those that aren't grammar, if it has any."""
    plain = (word for word in gloss.removeprefix("to ").split() if word.strip("();,.…"))
    return tuple(word.lemma for word in words(gloss) if not word.is_stop) or tuple(plain)
