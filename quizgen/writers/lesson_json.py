"""The Lesson printed as JSON: the golden format, and a contract. Keys are only ever added."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from quizgen.model import Article, Coverage, Lesson, Question, Sentence, Word
from quizgen.writers.files import Written, write_if_changed

VERSION = 1


def write(lesson: Lesson, path: Path) -> Written:
    """Write the lesson to `path`, UTF-8; a file that says the same is left alone."""
    return Written(path, write_if_changed(path, dumps(lesson).encode()))


def dumps(lesson: Lesson) -> str:
    """The lesson as JSON text: two spaces deep, Chinese as it is, a newline at the end."""
    return json.dumps(as_dict(lesson), ensure_ascii=False, indent=2) + "\n"


def as_dict(lesson: Lesson) -> dict[str, Any]:
    """The lesson as plain dictionaries and lists, in the order of the contract."""
    return {
        "format": "quizgen-lesson",
        "version": VERSION,
        "settings": {
            "level": lesson.settings.level,
            "words": lesson.settings.words,
            "facts": lesson.settings.facts,
            "script": lesson.settings.script,
            "deck": lesson.settings.deck,
            "cards": list(lesson.settings.cards),
            "items": lesson.settings.items,
            "sheet": asdict(lesson.settings.sheet),
            "audio": lesson.settings.audio,
        },
        "article": _article(lesson.article),
        "sentences": [_sentence(sentence) for sentence in lesson.sentences],
        "words": [_word(word) for word in lesson.words],
        "questions": [_question(question) for question in lesson.questions],
        "left_out": [asdict(item) for item in lesson.left_out],
        "dictionary": lesson.dictionary,
        "names": [asdict(name) for name in lesson.names],
        "facts": [asdict(fact) for fact in lesson.facts],
        "patterns": [asdict(pattern) for pattern in lesson.patterns],
        "items": [asdict(item) for item in lesson.items],
        "coverage": _coverage(lesson.coverage),
        "corrected": list(lesson.corrected),
    }


def _coverage(coverage: Coverage | None) -> dict[str, Any] | None:
    if coverage is None:
        return None
    now, then = round(coverage.now, 3), round(coverage.with_cards, 3)
    return {"words": coverage.words, "now": now, "with_cards": then}


def _article(article: Article) -> dict[str, Any]:
    return {
        "title": article.title,
        "title_en": article.title_en,
        "publication": article.publication,
        "date": article.date,
        "page": article.page,
        "translation": article.translation,
        "stem": article.stem,
        "author": article.author,
        "column": article.column,
        "paragraphs": [
            {"text": p.text, "line": p.line, "kind": p.kind} for p in article.paragraphs
        ],
        "glossary": [asdict(entry) for entry in article.glossary],
        "warnings": list(article.warnings),
    }


def _sentence(sentence: Sentence) -> dict[str, Any]:
    return {
        "zh": sentence.zh,
        "en": sentence.en,
        "paragraph": sentence.paragraph,
        "bead": sentence.bead,
        "start": sentence.start,
        "confidence": round(sentence.confidence, 3),
        "tokens": [
            {
                "text": token.text,
                "start": token.start,
                "pos": token.pos,
                "pinyin": list(token.pinyin),
                "spelled": token.spelled,
                "by": token.by,
                "doubtful": token.doubtful,
                "margin": round(token.margin),
            }
            for token in sentence.tokens
        ],
    }


def _word(word: Word) -> dict[str, Any]:
    first = ("hanzi", "traditional", "pinyin", "tier", "meaning", "other_meanings", "evidence",
             "sense", "label", "sentence", "level", "reason")  # fmt: skip
    return _ordered(asdict(word), first)


def _question(question: Question) -> dict[str, Any]:
    first = ("kind", "sentence", "start", "end", "answer", "value", "unit", "bound", "english",
             "asked", "doubtful", "reason")  # fmt: skip
    return _ordered(asdict(question), first)


def _ordered(values: dict[str, Any], first: tuple[str, ...]) -> dict[str, Any]:
    """The values with these keys in front."""
    return {key: values[key] for key in first} | values
