"""The facts of a review: cards that are dropped, promoted or added, clauses and English edited."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NamedTuple

from quizgen.items.clauses import clause_span
from quizgen.items.figures.answers import accepted, hint
from quizgen.model import Lesson, Question
from quizgen.review import ReviewRow
from quizgen.review.decisions import Decisions
from quizgen.review.places import starts
from quizgen.review.rows import FACT, fact_id, fact_row, is_carded
from quizgen.text.lexicon import Lexicon, headwords
from quizgen.text.quantities import Quantity, find_quantities

_BRACKET = re.compile("(〔[^〕]*〕)")
_HOLE = re.compile("[＿_]{2,}")
_TEXT = "text"  # the kind of a fact whose answer is no figure


class _Typed(NamedTuple):
    """A clause as it was typed: without brackets, where the answer stands in it, the brackets."""

    plain: str
    hole: int
    added: tuple[tuple[int, str], ...]


def review_facts(lesson: Lesson, made: Decisions, lexicon: Lexicon) -> Lesson:
    """The lesson with the facts of the table."""
    shown = _shown(lesson)
    for at, question in enumerate(lesson.questions):
        name = fact_id(lesson, question)
        row = made.rows.get(name)
        if row and shown[name] == at:
            lesson = _put(lesson, at, _decided(lesson, question, row, made, lexicon))
        elif is_carded(question) and (row is None or row.keep != "yes"):
            if row is None:
                made.count("facts", "new")
            why = "Not in the review table." if row is None else "Dropped in the review."
            lesson = _put(lesson, at, replace(question, asked=False, reason=why))
    return lesson


def _shown(lesson: Lesson) -> dict[str, int]:
    """Which of the questions with one id has the row of the table."""
    order = sorted(
        enumerate(lesson.questions),
        key=lambda one: (not is_carded(one[1]), one[1].sentence, one[1].start),
    )
    return {fact_id(lesson, question): at for at, question in reversed(order)}


def _put(lesson: Lesson, at: int, question: Question) -> Lesson:
    """The lesson with another question in a place; what the teacher asks is in doubt no more."""
    facts = lesson.facts
    if is_carded(question):
        where = (question.sentence, question.start)
        facts = tuple(
            replace(fact, doubtful=False) if (fact.sentence, fact.answer.start) == where else fact
            for fact in facts
        )
    questions = (*lesson.questions[:at], question, *lesson.questions[at + 1 :])
    return replace(lesson, questions=questions, facts=facts)


def _decided(
    lesson: Lesson, question: Question, row: ReviewRow, made: Decisions, lexicon: Lexicon
) -> Question:
    original = fact_row(lesson, question)
    made.require_yes_or_no(row)
    made.require_same(row, original, "hanzi", "kind", "pinyin")
    english, clause = made.edit(row, original, "meaning"), made.edit(row, original, "clause")
    new = replace(question, english=" ".join(english.split())) if english else question
    new = _in_clause(lesson, new, clause, original.hanzi, row, made) if clause else new
    if made.clears(row, original):
        new = replace(new, doubtful=False)
    if new != question:
        made.count("facts", "edited")
    if row.keep == "yes":
        made.count("facts", "kept")
        return _asked(lesson, new, made, lexicon)
    if is_carded(question):
        made.count("facts", "dropped")
        return replace(new, asked=False, reason="Dropped in the review.")
    return replace(new, asked=False) if is_carded(new) else new


def _asked(lesson: Lesson, question: Question, made: Decisions, lexicon: Lexicon) -> Question:
    """The question with a card; one that had none gets what a card needs."""
    if is_carded(question):
        return question
    made.count("facts", "promoted")
    return _complete(
        lesson,
        replace(question, asked=True, doubtful=False, reason="Kept in the review."),
        lexicon,
    )


def _complete(lesson: Lesson, question: Question, lexicon: Lexicon) -> Question:
    """The question with its clause, hint and other answers, where they are missing."""
    sentence = lesson.sentences[question.sentence]
    if not any(question.context):
        span = clause_span(sentence, question.start, question.end)
        question = replace(question, context=span)
    quantity = _quantity(lesson, question, lexicon)
    if quantity and not question.hint:
        ways = accepted(sentence.zh, quantity)
        question = replace(
            question,
            hint=hint(quantity, sentence.tokens),
            accepted=tuple(way for way in ways if way != question.answer),
        )
    return question


def _quantity(lesson: Lesson, question: Question, lexicon: Lexicon) -> Quantity | None:
    """The figure that the answer is, with its sign or without it."""
    found = find_quantities(lesson.sentences[question.sentence].zh, headwords(lexicon))
    same = (q for q in found if q.start == question.start and question.end in (q.end, q.end - 1))
    return next(same, None)


def _in_clause(
    lesson: Lesson, question: Question, text: str, answer: str, row: ReviewRow, made: Decisions
) -> Question:
    """The question in the clause that was typed, with its brackets."""
    typed = _typed(text, answer, row, made)
    zh = lesson.sentences[question.sentence].zh
    for start in starts(zh, typed.plain):
        if start + typed.hole == question.start:
            return replace(
                question,
                context=(start, start + len(typed.plain)),
                added=tuple((start + at, bracket) for at, bracket in typed.added),
            )
    raise made.refuse(row, _elsewhere(typed, question.answer))


def _elsewhere(typed: _Typed, answer: str) -> str:
    problem = f"“{typed.plain}” doesn't stand in the article with {answer} in this place"
    return f"{problem}: copy the clause; only 〔brackets〕 may be added"


def _typed(text: str, answer: str, row: ReviewRow, made: Decisions) -> _Typed:
    """The clause of a row with the answer in its hole."""
    plain, brackets = "", []
    for part in _BRACKET.split(text.strip()):
        if _BRACKET.fullmatch(part):
            brackets.append((len(plain), part))
        else:
            plain += part
    holes = [match.span() for match in _HOLE.finditer(plain)]
    if not holes and answer and plain.count(answer) == 1:
        at = plain.index(answer)
        holes = [(at, at + len(answer))]
    if len(holes) != 1:
        raise made.refuse(row, f"the clause must have one ＿＿＿＿, where {answer} belongs")
    low, high = holes[0]
    more = len(answer) - (high - low)
    return _Typed(
        plain[:low] + answer + plain[high:],
        low,
        tuple((at + more if at >= high else at, bracket) for at, bracket in brackets),
    )


def add_facts(lesson: Lesson, made: Decisions, lexicon: Lexicon) -> Lesson:
    """The lesson with the added facts as cards. Raises `ReviewError` for one that can't be."""
    for row in made.new:
        if row.kind.casefold() == FACT:
            made.require_yes_or_no(row)
            lesson = _added(lesson, row, made, lexicon)
            made.count("facts", "added")
    return lesson


def _added(lesson: Lesson, row: ReviewRow, made: Decisions, lexicon: Lexicon) -> Lesson:
    if not row.hanzi or not row.clause:
        problem = "an added fact needs its answer as hanzi, and its clause with ＿＿＿＿ for it"
        raise made.refuse(row, problem)
    typed = _typed(row.clause, row.hanzi, row, made)
    found = [(n, at) for n, s in enumerate(lesson.sentences) for at in starts(s.zh, typed.plain)]
    if not found:
        raise made.refuse(row, _elsewhere(typed, row.hanzi))
    number, start = found[0]
    low, high = start + typed.hole, start + typed.hole + len(row.hanzi)
    known = next(
        (
            at
            for at, question in enumerate(lesson.questions)
            if (question.sentence, question.start, question.end) == (number, low, high)
        ),
        -1,
    )
    base = lesson.questions[known] if known >= 0 else _bare(lesson, number, low, high, lexicon)
    if known >= 0:
        _require_free(lesson, base, row, made)
    new = replace(
        base,
        asked=True,
        doubtful=False,
        english=" ".join(row.meaning.split()) or base.english,
        context=(start, start + len(typed.plain)),
        added=tuple((start + at, bracket) for at, bracket in typed.added),
        reason="Added in the review.",
    )
    new = _complete(lesson, new, lexicon)
    made.ids[fact_id(lesson, new)] = ""
    return _put(lesson, known, new) if known >= 0 else _inserted(lesson, new)


def _require_free(lesson: Lesson, question: Question, row: ReviewRow, made: Decisions) -> None:
    """Refuse a fact that stands in another row."""
    name = fact_id(lesson, question)
    if name in made.rows:
        problem = f"this fact is row {made.rows[name].number} already"
        raise made.refuse(row, f"{problem}: edit that one")
    if name in made.ids:
        raise made.refuse(row, f"the fact with the answer {row.hanzi} is added twice")


def _bare(lesson: Lesson, number: int, start: int, end: int, lexicon: Lexicon) -> Question:
    """A fact of this answer: of a figure its kind, value and unit, of a text the text."""
    answer = lesson.sentences[number].zh[start:end]
    question = Question(
        kind=_TEXT, sentence=number, start=start, end=end, answer=answer, value=answer, unit="",
        bound="", english="", asked=True, doubtful=False, reason="",
    )  # fmt: skip
    quantity = _quantity(lesson, question, lexicon)
    if not quantity:
        return question
    return replace(
        question,
        kind=quantity.kind,
        value=quantity.value,
        unit=quantity.unit,
        bound=quantity.bound,
    )


def _inserted(lesson: Lesson, question: Question) -> Lesson:
    here = (question.sentence, question.start)
    later = (at for at, q in enumerate(lesson.questions) if (q.sentence, q.start) > here)
    at = next(later, len(lesson.questions))
    questions = (*lesson.questions[:at], question, *lesson.questions[at:])
    return replace(lesson, questions=questions)
