"""What commands do before anything else: open the dictionary, make the lesson."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quizgen.model import Lesson, Settings
    from quizgen.overrides import Overrides
    from quizgen.text.lexicon import Lexicon


def lesson_of(
    article: Path, settings: Settings, cedict: Path | None, overrides: Overrides | None = None
) -> Lesson:
    """The lesson of an article's file, with what its users know and have decided."""
    from quizgen.lesson import make_lesson
    from quizgen.readers import read_article

    return make_lesson(read_article(article), settings, lexicon_of(cedict), overrides)


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
    from quizgen.review.read import read_review

    return Overrides(
        read_all(known or (), interval),
        find_corrections(corrections),
        read_review(review) if review else None,
    )


def lexicon_of(cedict: Path | None) -> Lexicon:
    """The compiled dictionary (default: the bundled one)."""
    from quizgen.text.lexicon import open_lexicon

    return open_lexicon(cedict)
