"""A lesson as its review table decides: what the table keeps is made, and nothing else.

Words come first, then facts, then the questions that they make; an edit wins everywhere. What the
table doesn't have is not used, and counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from quizgen.model import LeftOut, Lesson, Reviewed
from quizgen.review import Review
from quizgen.review.added_words import add_words
from quizgen.review.decisions import Decisions, Remake, decisions
from quizgen.review.facts import add_facts, review_facts
from quizgen.review.followed import follow_words
from quizgen.review.items import review_items, unknown
from quizgen.review.rows import fact_id, word_id
from quizgen.review.words import review_words
from quizgen.text.lexicon import Lexicon
from quizgen.wording import counted, few

_TO_WORDS = (
    ("dropped", "dropped"),
    ("spared", "left as spare"),
    ("promoted", "not chosen before"),
    ("edited", "edited"),
    ("added", "added"),
)


def with_review(lesson: Lesson, review: Review, lexicon: Lexicon, remake: Remake) -> Lesson:
    """The lesson that the table makes of this one; `remake` makes its questions anew.

    Raises `ReviewError` for a row that can't be done as it says.
    """
    made = decisions(review)
    follow_words(lesson, made, lexicon)
    _require_known(lesson, made)
    before = lesson
    lesson = review_words(lesson, made, lexicon)
    lesson = add_words(lesson, made, lexicon)
    lesson = review_facts(lesson, made, lexicon)
    if lesson != before:
        lesson = remake(lesson)
    lesson = add_facts(lesson, made, lexicon)
    lesson = review_items(lesson, before.items, made)
    return replace(
        lesson,
        left_out=_left_out(lesson),
        reviewed=Reviewed(tuple(_remarks(made)), tuple(made.ids.items())),
    )


def _require_known(lesson: Lesson, made: Decisions) -> None:
    """Refuse the id of a card that this article doesn't have."""
    known = {word_id(word) for word in lesson.words}
    known |= {fact_id(lesson, question) for question in lesson.questions}
    for name, row in made.rows.items():
        if name.startswith("card-") and name not in known:
            raise made.refuse(row, unknown(row))


def _left_out(lesson: Lesson) -> tuple[LeftOut, ...]:
    """What was left out and still is."""
    cards = {word.hanzi for word in lesson.words if word.tier == "card"}
    asked = {f"{q.answer}{q.unit} ({q.kind})" for q in lesson.questions if q.asked}
    return tuple(one for one in lesson.left_out if one.item not in cards | asked)


def _remarks(made: Decisions) -> Iterator[str]:
    """What the review did, in lines for the summary."""
    kinds = (("words", "word"), ("facts", "fact"), ("questions", "question"))
    said = "; ".join(_remark(made, kind, noun) for kind, noun in kinds)
    yield f"Reviewed with {Path(made.review.path).name}: {said}"
    new = [(made.counts[kind, "new"], noun) for kind, noun in kinds if made.counts[kind, "new"]]
    if new:
        what = " and ".join(counted(number, noun) for number, noun in new)
        yield f"Not in the review table and so not used (new, or deleted there): {what}"
    if made.followed:
        yield f"Corrected since the table was written: {', '.join(made.followed)}"
    if made.emptied:
        cells = few([f"{column} in row {number}" for number, column in made.emptied])
        yield f"Emptied, and as before, since an empty cell edits nothing: {cells}"
    if gone := made.counts["questions", "gone"]:
        yield f"Gone, since a word or fact of theirs was changed: {counted(gone, 'question')}"


def _remark(made: Decisions, kind: str, noun: str) -> str:
    kept = made.counts[kind, "kept"] + made.counts[kind, "added"]
    done = [
        f"{made.counts[kind, name]} {said}" for name, said in _TO_WORDS if made.counts[kind, name]
    ]
    return counted(kept, noun) + (f" ({', '.join(done)})" if done else "")
