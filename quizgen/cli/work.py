"""What commands do before anything else: open the dictionary, make the lesson."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quizgen.model import Lesson, Settings
    from quizgen.overrides import Overrides
    from quizgen.text.lexicon import Lexicon


def lesson_of(
    article: Path, settings: Settings, cedict: Path | None, overrides: Overrides | None = None
) -> Lesson:
    """The lesson of an article's file, with what its users know and have decided.

    What was found in the article once isn't looked for again.
    """
    from quizgen import lesson
    from quizgen.found import Found, find_once
    from quizgen.kept import keep
    from quizgen.overrides import Overrides
    from quizgen.readers import read_article

    read, given = read_article(article), overrides or Overrides()
    lesson.require_sense(settings, read)
    with keep(Found) as kept:
        found = find_once(read, given.corrections, cedict, kept)
    return lesson.lesson_of(read, found, settings, lexicon_of(cedict), given)


def overrides_of(
    known: list[Path] | None,
    interval: int,
    corrections: Path | None,
    review: Path | None = None,
) -> Overrides:
    """What the files named by --known, --corrections and --review say, read before any work."""
    from quizgen.corrections.read import find_corrections
    from quizgen.known.read import read_all
    from quizgen.overrides import Overrides

    given = Overrides(read_all(known or (), interval), find_corrections(corrections))
    if not review:
        return given
    from quizgen.review.read import read_review

    return replace(given, review=read_review(review))


def lexicon_of(cedict: Path | None) -> Lexicon:
    """The compiled dictionary (default: the bundled one)."""
    from quizgen.text.lexicon import open_lexicon

    return open_lexicon(cedict)
