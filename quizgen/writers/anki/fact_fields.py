"""What stands in the fields of a fact's note."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

from quizgen.model import Lesson, Question, Sentence
from quizgen.text.script import in_script
from quizgen.writers.anki.markup import chinese, english, in_cloze, span, text, traditional, unique
from quizgen.writers.anki.passage import plain_html, ruby_html, whole
from quizgen.writers.anki.word_fields import source, translation

ADDED = "〔 〕 is added and doesn’t stand in the article."


def fact_identity(lesson: Lesson, question: Question) -> tuple[str, str, str, int]:
    """Article date, sentence (NFKC, no spaces), answer, and which occurrence of the answer."""
    sentence = lesson.sentences[question.sentence].zh
    spelled = "".join(unicodedata.normalize("NFKC", sentence).split())
    starts = range(question.start + 1)
    occurrence = sum(sentence.startswith(question.answer, start) for start in starts)
    return lesson.article.date, spelled, question.answer, occurrence


def fact_fields(lesson: Lesson, question: Question) -> dict[str, str]:
    """The fields that have something in them, by name, as HTML."""
    sentence, script = lesson.sentences[question.sentence], lesson.settings.script
    full = whole(sentence, (question.start, question.end), script)
    date, spelled, answer, occurrence = fact_identity(lesson, question)
    return {
        "Key": text(f"{date}|{answer}|{occurrence}|{spelled}"),
        "Text": _headline(lesson, question) + cloze(sentence, question, script),
        "Sentence": plain_html(full),
        "SentenceRuby": ruby_html(full),
        "Translation": translation(lesson, sentence, question.english),
        "Answer": _answer(question, script),
        "Kind": text(question.kind),
        "Note": text(ADDED) if question.added else "",
        "Source": source(lesson),
    }


def _headline(lesson: Lesson, question: Question) -> str:
    """The article's headline above the clause, so that one knows whose output is asked for.

    One that names a place is preferred; one that gives the answer away is not shown.
    """
    answers = {question.answer, *question.accepted, str(question.value)}
    kinds = [lesson.article.paragraphs[s.paragraph].kind for s in lesson.sentences]
    headlines = [
        sentence
        for sentence, kind in zip(lesson.sentences, kinds, strict=True)
        if kind == "headline" and not any(answer in sentence.zh for answer in answers)
    ]
    headlines.sort(key=lambda s: not any(token.pos == "ns" for token in s.tokens))
    if not headlines or headlines[0].paragraph == lesson.sentences[question.sentence].paragraph:
        return ""
    script = lesson.settings.script
    title = chinese(in_cloze(in_script(headlines[0].zh, script)), script)
    return f'<div class="from">{title}</div>'


def _answer(question: Question, script: str) -> str:
    """The answer and the first other way to write it (九百一十 = 910); the rest below, smaller."""
    accepted = (in_script(other, script) for other in unique(question.accepted))
    others = [other for other in unique(accepted) if other != in_script(question.answer, script)]
    answer = chinese(text(in_script(question.answer, script)), script)
    rest = ", ".join(english(other) for other in others[1:])
    return " = ".join([answer, *(english(other) for other in others[:1])]) + (
        f'<div class="variants">also: {rest}</div>' if rest else ""
    )


def cloze(sentence: Sentence, question: Question, script: str = "simp") -> str:
    """The clause with one hole, its hint, and the brackets we added, marked as ours."""
    shown = in_script(sentence.zh, script)
    added = tuple((at, in_script(bracket, script)) for at, bracket in question.added)
    question = replace(question, added=added)
    start, end = _context(sentence, question)
    hint = f"::{_hint(question, script)}" if question.hint else ""
    hole = f"{{{{c1::{in_cloze(shown[question.start : question.end])}{hint}}}}}"
    before = _with_added(shown, start, question.start, question)
    after = _with_added(shown, question.end, end, question, closed=True)
    return traditional(before + hole + after, script)


def _hint(question: Question, script: str) -> str:
    return f'<span lang="en">{english(in_script(question.hint, script), in_cloze)}</span>'


def _context(sentence: Sentence, question: Question) -> tuple[int, int]:
    start, end = question.context
    inside = 0 <= start <= question.start < question.end <= end <= len(sentence.zh)
    return (start, end) if inside else (0, len(sentence.zh))


def _with_added(shown: str, start: int, end: int, question: Question, closed: bool = False) -> str:
    """A stretch before the hole, or after it (`closed`), with the brackets that belong there.

    A bracket whose offset is inside the hole would say something about the answer from within;
    it goes behind it.
    """
    pieces, at = [], start
    low = question.start + 1 if closed else start
    for offset, added in sorted(question.added):
        if low <= offset <= end:
            spot = max(offset, start)
            pieces += [text(shown[at:spot]), span("added", text(_bracketed(added)))]
            at = spot
    return "".join(pieces) + text(shown[at:end])


def _bracketed(added: str) -> str:
    return added if added.startswith("〔") else f"〔{added}〕"
