"""Questions that a teacher added to the review table: short ones, and statements to judge."""

from __future__ import annotations

from dataclasses import replace

from quizgen.items.bank.source import WORTH, digest
from quizgen.items.bank.truth import OPTIONS
from quizgen.model import Item, ItemKind, Lesson, Sentence
from quizgen.review import ReviewRow
from quizgen.review.cells import one_line
from quizgen.review.decisions import Decisions
from quizgen.review.rows import FACT, PARTS, WORD
from quizgen.text.script import in_script, traditional_text

ADDED = "Added in the review."


def with_added(items: list[Item], lesson: Lesson, made: Decisions) -> list[Item]:
    """The items and the added ones, in the order of the article.

    Raises `ReviewError` for a row that is no such question.
    """
    for row in made.new:
        kind = row.kind.casefold()
        if kind in (WORD, FACT):
            continue
        new = _added(_on_lines(row), lesson, made)
        if new.id in {item.id for item in items}:
            raise made.refuse(row, f"the question “{row.clause}” is there already")
        made.count("questions", "added")
        made.ids[new.id] = ""
        later = (at for at, item in enumerate(items) if item.sentence > new.sentence)
        items.insert(next(later, len(items)), new)
    return items


def _on_lines(row: ReviewRow) -> ReviewRow:
    """The row with each of its texts on one line."""
    return replace(
        row,
        hanzi=one_line(row.hanzi),
        meaning=one_line(row.meaning),
        clause=one_line(row.clause),
        why=one_line(row.why),
    )


def _added(row: ReviewRow, lesson: Lesson, made: Decisions) -> Item:
    """The question of a row without an id: a short one, or a statement to judge."""
    kind = row.kind.casefold()
    if kind not in ("short", "truth"):
        what = f"not “{row.kind}”" if row.kind else "but here the cell is empty"
        raise made.refuse(row, f"an added row is of the kind word, fact, short or truth, {what}")
    if not row.hanzi or not row.clause:
        raise made.refuse(
            row, "an added question needs a clause (what is asked) and hanzi (the key)"
        )
    return _truth(row, lesson, made) if kind == "truth" else _item("short", row, lesson, row.hanzi)


def _truth(row: ReviewRow, lesson: Lesson, made: Decisions) -> Item:
    options = tuple(in_script(option, lesson.settings.script) for option in OPTIONS)
    ways = {traditional_text(option): option for option in options}
    key = ways.get(traditional_text(row.hanzi))
    if key is None:
        raise made.refuse(row, f"the key is one of {PARTS.join(options)}, not “{row.hanzi}”")
    return _item("truth", row, lesson, key, options)


def _item(
    kind: ItemKind, row: ReviewRow, lesson: Lesson, key: str, options: tuple[str, ...] = ()
) -> Item:
    number = _sentence(row, lesson)
    sentence = lesson.sentences[number]
    points, minutes = WORTH[kind]
    return Item(
        id=f"{kind}-{digest('|'.join((kind, row.clause, row.meaning, key)))}",
        kind=kind,
        aim="detail",
        stem=row.clause,
        prompt=row.meaning,
        key=(key,),
        options=options,
        left=(),
        accepted=(),
        explanation=row.why or f"Line {_line(lesson, sentence)}: “{sentence.zh.strip()}”",
        sentence=number,
        start=0,
        end=len(sentence.zh),
        line=_line(lesson, sentence),
        source=lesson.article.source,
        points=points,
        minutes=minutes,
        level="",
        asked=True,
        reason=ADDED,
    )


def _line(lesson: Lesson, sentence: Sentence) -> int:
    return lesson.article.paragraphs[sentence.paragraph].line


def _sentence(row: ReviewRow, lesson: Lesson) -> int:
    """The sentence that an added question is about: the one that shares the most pairs of signs."""
    text = f"{row.clause} {row.hanzi}"
    pairs = {text[at : at + 2] for at in range(len(text) - 1)}

    def shared(number: int) -> int:
        zh = lesson.sentences[number].zh
        return max(sum(p in said for p in pairs) for said in (zh, traditional_text(zh)))

    return max(range(len(lesson.sentences)), key=shared)
