"""The cards: front and back of each, and what to know when one judges them."""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.model import Lesson, Question, SenseState, Word
from quizgen.writers.anki.markup import text
from quizgen.writers.anki.note_types import Template, read_template
from quizgen.writers.preview.markup import english, fact_html, where, word_html
from quizgen.writers.preview.mustache import render
from quizgen.writers.preview.rows import GROUPS, Group, Row, confirmed

_HEADINGS: dict[Group, tuple[str, str]] = {
    "doubtful": ("Doubtful", "Two sources contradict each other: check reading and meaning."),
    "unsure": (
        "Meaning not confirmed",
        "No English shows this meaning: it is the likeliest of the dictionary’s.",
    ),
    "rest": ("Not in doubt", "In the order of the article: the words, then the facts."),
}
_SENSES: dict[SenseState, str] = {
    "confirmed": "the English has",
    "shared": "the English has, for another word too,",
    "loose": "the English words it otherwise",
    "absent": "the English leaves it out",
    "unconfirmed": "there is no English",
    "told": "a correction says so",
}
_BOUNDS = {">=": "at least ", "<=": "at most ", ">": "more than ", "<": "less than ", "~": "about "}


def groups_html(lesson: Lesson, rows: list[Row]) -> str:
    """All cards under a heading for each group that has any."""
    return "\n".join(_group(lesson, group, rows) for group in GROUPS)


def _group(lesson: Lesson, group: Group, rows: list[Row]) -> str:
    mine = [row for row in rows if row.group == group]
    if not mine:
        return ""
    title, about = _HEADINGS[group]
    notes = "\n".join(_note(lesson, row) for row in mine)
    return (
        f'<section class="group">\n<h2>{title} <small>{len(mine)}</small></h2>\n'
        f'<p class="about-group">{about}</p>\n<div class="rows">\n{notes}\n</div>\n</section>'
    )


def _note(lesson: Lesson, row: Row) -> str:
    """One note: its cards, and beside the first of them why it is there."""
    kind, place = ("word" if isinstance(row.source, Word) else "fact"), row.note.position
    check = " is-check" if row.group != "rest" else ""
    first, *more = _cards(row)
    about = f"{first[0]}\n{_about(lesson, row)}", first[1]
    cards = "\n".join(
        f'<div class="pair">\n<div>{front}</div>\n<div>{back}</div>\n</div>'
        for front, back in (about, *more)
    )
    return (
        f'<article class="row is-{kind}{check}" id="n{place}" aria-labelledby="t{place}">\n'
        f'<h3 id="t{place}"><span class="number">{place}</span> {name_html(lesson, row.source)}'
        f' <span class="kind">{kind}</span>{_badge(row)}</h3>\n{cards}\n</article>'
    )


def name_html(lesson: Lesson, source: Word | Question) -> str:
    """What a word or a fact is called on the page."""
    return word_html(lesson, source) if isinstance(source, Word) else fact_html(lesson, source)


def doubt_html(lesson: Lesson, word: Word) -> str:
    """Why a doubtful word is so: what its note says, or that its sources disagree."""
    return english(lesson, word.note or "two sources contradict each other")


def badge_text(source: Word | Question) -> str:
    """The one word that says what to check; empty if there is nothing."""
    if source.doubtful:
        return "doubtful"
    return source.sense if isinstance(source, Word) and not confirmed(source) else ""


def _badge(row: Row) -> str:
    said, alarm = badge_text(row.source), " alarm" if row.source.doubtful else ""
    return f' <span class="badge{alarm}">{said}</span>' if said else ""


def _cards(row: Row) -> list[tuple[str, str]]:
    """Front and back of each card of the note, by the templates and the fields of the deck."""
    kind = row.note.note_type
    fields = dict(zip(kind.fields, row.note.fields, strict=True))
    return [_sides(kind.templates[number], fields) for number in kind.cards_of(row.note.fields)]


def _sides(template: Template, fields: dict[str, str]) -> tuple[str, str]:
    front = render(read_template(template.front), fields, back=False)
    back = render(read_template(template.back), fields, back=True)
    return _face(f"{template.name}, front", front), _face("Back", back)


def _face(name: str, html: str) -> str:
    # The id is for Anki, which scrolls to it; a page may have it once only.
    html = html.replace('<hr id="answer">', "<hr>")
    return f'<p class="side">{name}</p>\n<div class="face"><div class="card">{html}</div></div>'


def _about(lesson: Lesson, row: Row) -> str:
    """What there is to know, as a list of terms and their values."""
    source = row.source
    said = _of_word(lesson, source) if isinstance(source, Word) else _of_fact(lesson, source)
    lines = [*said, ("Where", where(lesson, source.sentence))]
    terms = "\n".join(f"<dt>{term}</dt><dd>{value}</dd>" for term, value in lines if value)
    return f'<dl class="why">\n{terms}\n</dl>'


def _of_word(lesson: Lesson, word: Word) -> Iterator[tuple[str, str]]:
    evidence = f" “{english(lesson, word.evidence)}”" if word.evidence else ""
    if word.doubtful:
        yield "Doubt", doubt_html(lesson, word)
    yield "Why", english(lesson, word.reason)
    yield "Meaning", f"<b>{word.sense}</b>: {_SENSES[word.sense]}{evidence}"
    if badge_text(word):
        yield "Or is it", english(lesson, "; ".join(word.other_meanings))
    yield "Level", text(word.level) or "in no list"


def _of_fact(lesson: Lesson, question: Question) -> Iterator[tuple[str, str]]:
    yield "Why", english(lesson, question.reason)
    yield "Value", value_html(question)
    yield "English", f"“{english(lesson, question.english)}”" if question.english else "none"


def value_html(question: Question) -> str:
    """Kind and value with its bound: "percent, at least 50", "date, 1959-01 to 1959-11"."""
    known = question.value
    shown = " to ".join(map(str, known)) if isinstance(known, tuple) else str(known)
    return text(f"{question.kind}, {_BOUNDS.get(question.bound, '')}{shown}")
