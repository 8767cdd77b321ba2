"""Meanings that corrections give, in place of the dictionary's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from quizgen.corrections import Told
from quizgen.corrections.runs import Run
from quizgen.model import Token
from quizgen.translation.rendered import Rendering
from quizgen.translation.senses import Sense, told


def with_meanings(
    senses: Mapping[int, Sense],
    tokens: Sequence[Token],
    decided: Mapping[Run, Told],
    renderings: Mapping[int, Rendering],
) -> Mapping[int, Sense]:
    """The senses of a sentence's words, those that corrections give among them, by token."""
    found = dict(senses)
    for at, what in ((first, what) for (first, last), what in decided.items() if last == first + 1):
        named = "name" in what and what["name"].name != "none"
        if named and at in found and not found[at].entry.is_name:
            del found[at]  # somebody's name isn't "happy"
        if "meaning" in what:
            by = what["meaning"]
            found[at] = told(by.meaning, by.place, tokens[at], found.get(at), renderings.get(at))
    return found
