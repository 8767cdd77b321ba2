"""Which corrections decide nothing in an article, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from quizgen.corrections import Correction, Corrections
from quizgen.corrections.runs import places
from quizgen.model import Lesson, Sentence


def idle(corrections: Corrections, lesson: Lesson) -> dict[str, str]:
    """The places of the corrections that decide nothing in a lesson, each with the reason.

    That is what to do about it where the word stands in the article, and empty where it doesn't.
    """
    used = set(lesson.corrected)
    entries = (one for one in corrections.entries if one.place not in used)
    return {one.place: _why(one, lesson) for one in entries}


def unmatched(corrections: Corrections, idles: Sequence[Mapping[str, str]]) -> list[str]:
    """The corrections that are idle in every lesson, as `idle` has them of each, with a reason.

    "行长 (corrections.toml:12)", or "… stands here but is cut 行|长: add cut".
    """
    if not idles:
        return []
    everywhere = set(idles[0]).intersection(*idles[1:])
    reasons = {place: next(filter(None, (one[place] for one in idles)), "") for place in everywhere}
    found = (one for one in corrections.entries if one.place in reasons)
    return [f"{one.word} ({one.place}{reasons[one.place]})" for one in found]


def _why(one: Correction, lesson: Lesson) -> str:
    """How the article has the word all the same; empty if it hasn't."""
    sentences = (s for s in lesson.sentences if one.where in s.zh)
    for cut in (cut for sentence in sentences for cut in _cuts(sentence, one.word)):
        if cut != one.word:
            advice = "the cut of another correction wins" if one.cut else "add cut"
            return f": stands here but is cut {cut}: {advice}"
        return ": stands here, and another correction decides or there is nothing to decide"
    return ""


def _cuts(sentence: Sentence, word: str) -> Iterator[str]:
    """How the sentence cuts the word, with what belongs to the words at its edges."""
    for start in places(sentence.zh, word):
        end = start + len(word)
        touched = [t.text for t in sentence.tokens if t.start < end and start < t.end]
        yield "|".join(touched)
