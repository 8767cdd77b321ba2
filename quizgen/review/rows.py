"""A lesson as the rows of its review table: words, facts, questions; what is used comes first.

Every word with a card or a gloss, every figure that is asked or could be, every question of the
bank. An id stands for the same thing whenever the article is made again, and looks like nothing
that a spreadsheet would change.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from quizgen.items.bank.source import digest
from quizgen.model import Item, Lesson, Question, Word
from quizgen.review import Keep, ReviewRow
from quizgen.review.cells import cell_text
from quizgen.text.script import headword, in_script
from quizgen.writers.anki.notes import fact_guid, word_guid
from quizgen.writers.anki.passage import cut_clause
from quizgen.writers.table import with_hole

WORD, FACT = "word", "fact"
PARTS = " | "  # between the parts of a key
_LONGEST_WHY = 600


def rows(lesson: Lesson) -> list[ReviewRow]:
    """The rows of the table with their numbers; of two with one id, the first."""
    made = [
        *(word_row(lesson, word) for word in _words(lesson)),
        *(fact_row(lesson, question) for question in _facts(lesson)),
        *(item_row(item) for item in sorted(lesson.items, key=lambda item: not item.asked)),
    ]
    ids = dict(lesson.reviewed.ids) if lesson.reviewed else {}
    told = {item.id: item.explanation for item in lesson.items if ids.get(item.id) == ""}
    made = [replace(row, why=cell_text(told.get(row.id, row.why))) for row in made]
    first = {row.id: row for row in reversed(made)}
    kept = [first[name] for name in dict.fromkeys(row.id for row in made)]
    return [replace(row, id=ids.get(row.id, row.id), number=n) for n, row in enumerate(kept, 2)]


def _words(lesson: Lesson) -> list[Word]:
    return sorted(
        filter(is_shown, lesson.words),
        key=lambda word: (word.tier != "card", word.sentence, word.start),
    )


def is_shown(word: Word) -> bool:
    """Whether a word has a row."""
    return word.tier == "card" or (word.tier == "gloss" and bool(word.meaning))


def _facts(lesson: Lesson) -> list[Question]:
    shown = [q for q in lesson.questions if q.asked or q.doubtful or any(q.context)]
    return sorted(shown, key=lambda q: (not is_carded(q), q.sentence, q.start))


def is_carded(question: Question) -> bool:
    """Whether a fact has a card."""
    return question.asked and not question.doubtful


def word_id(word: Word) -> str:
    """The id of a word's row: of its note, whether it gets one or not."""
    return f"card-word-{digest(word_guid(word))}"


def fact_id(lesson: Lesson, question: Question) -> str:
    """The id of a fact's row: of its note."""
    return f"card-fact-{digest(fact_guid(lesson, question))}"


def word_row(lesson: Lesson, word: Word) -> ReviewRow:
    """The row of a word, with the clause that its card shows."""
    script, sentence = lesson.settings.script, lesson.sentences[word.sentence]
    level = "" if word.reason.startswith(word.level) else word.level  # said once
    clause = in_script(sentence.zh, script)[
        slice(*cut_clause(sentence, word.clause, (word.start, word.end)))
    ]
    return _row(
        keep="yes" if word.tier == "card" else "no",
        id=word_id(word),
        hanzi=headword(word, script),
        pinyin=word.pinyin,
        meaning=word.meaning,
        clause=clause,
        kind=WORD,
        doubtful=word.doubtful,
        why="; ".join(filter(None, (level, word.reason, word.note))),
    )


def fact_row(lesson: Lesson, question: Question) -> ReviewRow:
    """The row of a fact: the answer, the English that says it, the clause with the hole."""
    script, sentence = lesson.settings.script, lesson.sentences[question.sentence]
    return _row(
        keep="yes" if is_carded(question) else "no",
        id=fact_id(lesson, question),
        hanzi=in_script(question.answer, script),
        meaning=question.english,
        clause=in_script(with_hole(sentence, question), script),
        kind=FACT,
        doubtful=question.doubtful,
        why=question.reason,
    )


def item_row(item: Item) -> ReviewRow:
    """The row of a question: the key, what stands beside the stem, the stem."""
    keep: Keep = "yes" if item.asked else "spare"
    return _row(
        keep=keep,
        id=item.id,
        hanzi=PARTS.join(item.key),
        meaning=item.prompt,
        clause=item.stem,
        kind=item_kind(item),
        why="　".join(_about(item)),
    )


def item_kind(item: Item) -> str:
    """The kind as the table names it: "word" alone is a card's."""
    return "word question" if item.kind == "word" else item.kind


def _about(item: Item) -> Iterator[str]:
    if item.options:
        yield f"Options: {PARTS.join(item.options)}."
    if item.left:
        yield f"For: {PARTS.join(item.left)}."
    yield from (text for text in (item.explanation, item.reason) if text)


def _row(
    *,
    keep: Keep,
    id: str,
    hanzi: str,
    kind: str,
    pinyin: str = "",
    meaning: str = "",
    clause: str = "",
    doubtful: bool = False,
    why: str = "",
) -> ReviewRow:
    short = why if len(why) <= _LONGEST_WHY else f"{why[: _LONGEST_WHY - 1]}…"
    return ReviewRow(
        keep=keep,
        id=id,
        hanzi=cell_text(hanzi),
        pinyin=cell_text(pinyin),
        meaning=cell_text(meaning),
        clause=cell_text(clause),
        kind=kind,
        doubtful=doubtful,
        why=cell_text(short),
    )
