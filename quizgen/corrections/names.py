"""Names that corrections add or take away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from quizgen.corrections import Corrections, Told, told
from quizgen.corrections.runs import Run, places
from quizgen.text.lexicon import Lexicon
from quizgen.text.names import TAGS, Kind, NameSpan
from quizgen.text.proper import NAME_TAGS
from quizgen.text.segmentation import NO_NAME, Edge, segment

_KINDS: Mapping[str, Kind] = {"person": "PER", "place": "LOC", "organisation": "ORG"}


def with_names(
    names: Sequence[NameSpan], zh: str, said: Corrections, lexicon: Lexicon
) -> tuple[NameSpan, ...]:
    """The names of a sentence with those that corrections say are names, and without others.

    Characters that belong to a longer word aren't the name (高兴 in 最|高|兴奋), unless a cut says
    so.
    """
    found = list(names)
    decided = {c.word: told(said.entries, c.word) for c in said.entries if c.name}
    for word, what in decided.items():
        found = [name for name in found if zh[name.start : name.end] != word]
        if kind := _KINDS.get(what["name"].name):
            ends = _ends(zh, lexicon)
            for start in places(zh, word):
                end = start + len(word)
                if "cut" in what or {start, end} <= ends:
                    kept = [name for name in found if name.end <= start or end <= name.start]
                    found = [*kept, NameSpan(start, end, kind, "user", 1.0)]
    return tuple(sorted(found, key=lambda name: name.start))


def _ends(zh: str, lexicon: Lexicon) -> set[int]:
    """Where words begin and end by the dictionary alone."""
    return {0, *(edge.end for edge in segment(zh, lexicon))}


def unnamed(corrections: Corrections) -> frozenset[str]:
    """Words that are no names, whatever the article's English seems to spell."""
    said = (c for c in corrections.entries if not c.where)
    return frozenset(c.word for c in said if c.name == "none")


def retagged(edges: Sequence[Edge], decided: Mapping[Run, Told]) -> tuple[Edge, ...]:
    """The words with the tags that names have, or that they don't have."""
    made = list(edges)
    for (first, last), what in decided.items():
        if "name" in what and last == first + 1:
            made[first] = _retagged(edges[first], what["name"].name)
    return tuple(made)


def _retagged(edge: Edge, kind: str) -> Edge:
    if kind != "none":
        return replace(edge, tag=TAGS[_KINDS[kind]], source="name")
    tag = "n" if edge.tag[:2] in NAME_TAGS else edge.tag
    return replace(edge, tag=tag, source=NO_NAME)
