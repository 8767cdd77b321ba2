"""The top of the page: what was read, how much there is, and what to check first."""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.model import Lesson, Word
from quizgen.wording import counted
from quizgen.writers.anki.markup import text
from quizgen.writers.anki.notes import deck_root
from quizgen.writers.anki.package import description
from quizgen.writers.preview.faces import badge_text, doubt_html, name_html
from quizgen.writers.preview.markup import chinese, english, in_english, where
from quizgen.writers.preview.rows import Row, without_card


def head(lesson: Lesson, rows: list[Row]) -> dict[str, str]:
    """The pieces of the page's head, by the names that `page.html` has for them."""
    article = lesson.article
    words = sum(isinstance(row.source, Word) for row in rows)
    check = sum(row.group != "rest" for row in rows)
    return {
        "name": text(article.title_en or article.title or article.stem),
        "title": chinese(lesson, article.title or article.stem),
        "title_en": english(lesson, article.title_en),
        "source": english(lesson, article.source) or "Source: not given in the file",
        "warnings": "".join(f"<p>Note: {english(lesson, line)}</p>" for line in article.warnings),
        "counts": _counts(rows, words),
        "first": _first(lesson, rows),
        "all": str(len(rows)),
        "words": str(words),
        "facts": str(len(rows) - words),
        "check": str(check),
        "no_check": "" if check else " disabled",
        "deck": in_english(lesson, text(deck_root(lesson))),
        "description": in_english(lesson, description(lesson)),
    }


def _counts(rows: list[Row], words: int) -> str:
    cards = sum(len(row.note.note_type.cards_of(row.note.fields)) for row in rows)
    groups = [row.group for row in rows]
    return (
        f"{counted(words, 'word')} and {counted(len(rows) - words, 'fact')} on "
        f"{counted(cards, 'card')}; {groups.count('doubtful')} doubtful, "
        f"{groups.count('unsure')} with a meaning that the English doesn’t confirm"
    )


def _first(lesson: Lesson, rows: list[Row]) -> str:
    """Links to what is doubtful or unsure, and the doubtful things that have no card."""
    links = [_link(lesson, row) for row in rows if row.group != "rest"]
    on_cards = f"<ul>{''.join(links)}</ul>" if links else "<p>Nothing on a card is in doubt.</p>"
    doubts = "".join(f"<li>{doubt}</li>" for doubt in _doubts(lesson, rows))
    aside = f"<p>Doubtful, but on no card:</p>\n<ul>{doubts}</ul>" if doubts else ""
    return f"{on_cards}\n{aside}"


def _link(lesson: Lesson, row: Row) -> str:
    name = name_html(lesson, row.source)
    return f'<li><a href="#n{row.note.position}">{name}</a> {badge_text(row.source)}</li>'


def _doubts(lesson: Lesson, rows: list[Row]) -> Iterator[str]:
    """What is doubtful and on no card, but for words that the learner needn't learn."""
    words, questions = without_card(lesson, rows)
    for word in words:
        if word.doubtful and word.tier != "skip":
            doubt = doubt_html(lesson, word)
            yield f"{name_html(lesson, word)}: {doubt} ({where(lesson, word.sentence)})"
    for question in questions:
        if question.doubtful:
            reason = english(lesson, question.reason)
            yield f"{name_html(lesson, question)}: {reason} ({where(lesson, question.sentence)})"
