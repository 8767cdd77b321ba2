"""The quiz page: one HTML file to practise a lesson with, which needs no server and no network.

`write` is the writer; `data` says what of the lesson the page knows, `labels` the words of its
buttons, `html` how the parts become one file. What the page does is in the scripts beside them:
`compare.js` judges typed answers, `dom.js` makes elements, `speech.js` speaks, `tasks.js` has the
ways to answer, `paper.js` prints, `item.js` and `cards.js` ask, `app.js` leads through a set.
"""

from __future__ import annotations

from pathlib import Path

from quizgen.errors import ExportError
from quizgen.model import Lesson
from quizgen.writers.files import Written, write_if_changed
from quizgen.writers.quiz_page.data import page_data
from quizgen.writers.quiz_page.html import page


def write(lesson: Lesson, path: Path) -> Written:
    """Write the page; one that says the same is left alone.

    Raises `ExportError` if there is nothing to practise or the file can't be written.
    """
    data = page_data(lesson)
    items, cards = data["items"], data["cards"]
    if not items and not cards:
        raise ExportError(f"{path}: no item and no word card of this article can be practised")
    asked = sum(item["asked"] for item in items)
    detail = f"{asked} items in the quiz, {len(items)} in all, {len(cards)} flashcards"
    return Written(path, write_if_changed(path, page(lesson, data).encode()), detail=detail)
