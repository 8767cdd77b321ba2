"""Small pieces of the page: text as HTML in which Chinese is named as Chinese."""

from __future__ import annotations

import re

from quizgen.model import Lesson, Question, Word
from quizgen.text.script import headword, in_script
from quizgen.writers.anki.markup import text

_HAN_RUN = re.compile("[\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")


def chinese(lesson: Lesson, plain: str) -> str:
    """Chinese of the article, in the script of the deck."""
    script = lesson.settings.script
    return _named(lesson, text(in_script(plain, script)))


def word_html(lesson: Lesson, word: Word) -> str:
    """The word as the deck writes it."""
    return _named(lesson, text(headword(word, lesson.settings.script)))


def fact_html(lesson: Lesson, question: Question) -> str:
    """The answer with its unit, where that stands behind it (二十一天, but not 天 of 每天)."""
    zh = lesson.sentences[question.sentence].zh
    unit = question.unit if zh.startswith(question.unit, question.end) else ""
    return chinese(lesson, question.answer + unit)


def english(lesson: Lesson, plain: str) -> str:
    """English in which Chinese may stand."""
    return in_english(lesson, text(plain))


def in_english(lesson: Lesson, html: str) -> str:
    """The same for HTML: no tag of ours has Chinese in it."""
    return _HAN_RUN.sub(lambda run: _named(lesson, run[0]), html)


def _named(lesson: Lesson, html: str) -> str:
    lang = "zh-Hant" if lesson.settings.script == "trad" else "zh-Hans"
    return f'<span lang="{lang}">{html}</span>'


def where(lesson: Lesson, sentence: int) -> str:
    """The line of the file, and the sentence as `quizgen show` numbers it."""
    paragraph = lesson.article.paragraphs[lesson.sentences[sentence].paragraph]
    return f"line {paragraph.line}, sentence [{sentence}]"
