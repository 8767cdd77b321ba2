"""Corrections in words: a list of those in force, and the summary's line about idle ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quizgen.corrections import Correction, Corrections
from quizgen.corrections.idle import idle, unmatched
from quizgen.model import Lesson
from quizgen.text.spelling import join

_NAMED = 5  # corrections named before "and N more"
_HOW = "write one: quizgen correct 行长 --pinyin hángzhǎng"


def listing(corrections: Corrections, word: str = "") -> str:
    """The corrections in force, of this word or of all, those that win first; one a line."""
    found = [one for one in corrections.entries if word in ("", one.word)]
    if not found:
        return f"No corrections{f' of {word}' if word else ''}; {_HOW}"
    return "\n".join(map(_line, found))


def _line(one: Correction) -> str:
    return f"{one.place}  {one.word}{_where(one)}: {'; '.join(_said(one))}"


def _where(one: Correction) -> str:
    return f" where {one.where} stands" if one.where else ""


def _said(one: Correction) -> Iterator[str]:
    if one.cut:
        yield f"cut {'|'.join(one.cut)}"
    if one.pinyin:
        yield f"read {join(one.pinyin)}"
    if one.meaning:
        yield f"means “{one.meaning}”"
    if one.label:
        yield f"labelled “{one.label}”"
    if one.name:
        yield "is no name" if one.name == "none" else f"is the name of a {one.name}"
    if one.teach is not None:
        yield "always a card" if one.teach else "never a card"
    if one.note:
        yield f"a note of its own, “{one.note}”"


def idle_line(corrections: Corrections, lessons: Sequence[Lesson]) -> Iterator[str]:
    """The summary's line about corrections that decide nothing in these lessons, if there are any.

    Only one's own article or articles can tell: a correction for good may wait for another.
    """
    found = unmatched(corrections, [idle(corrections, lesson) for lesson in lessons])
    if found:
        more = f" and {len(found) - _NAMED} more" if len(found) > _NAMED else ""
        yield f"Corrections that match nothing here: {', '.join(found[:_NAMED])}{more}"
