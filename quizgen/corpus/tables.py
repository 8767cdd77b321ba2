"""The articles and the unknown words as tables for spreadsheets, and all of it as JSON."""

from __future__ import annotations

import json
from dataclasses import asdict

from quizgen.corpus import GOALS, Corpus, percent
from quizgen.writers.plain_csv import csv_bytes

_ARTICLES = (
    "date", "title", "characters", "running words", "read %", "unknown words", "new words",
    "level", "unknown characters", "file",
)  # fmt: skip
_WORDS = (
    "word", "pinyin", "level", "times", "articles", "read % then", "sentence", "date", "file",
)  # fmt: skip


def articles_csv(corpus: Corpus) -> bytes:
    """A row an article, in reading order."""
    rows = (
        (
            row.date,
            row.title,
            row.characters,
            row.words,
            percent(row.read, row.words),
            row.unknown,
            row.new,
            row.level,
            row.unknown_characters,
            row.file,
        )
        for row in corpus.articles
    )
    return csv_bytes([_ARTICLES], (list(map(str, row)) for row in rows), bom=True)


def words_csv(corpus: Corpus) -> bytes:
    """A row an unknown word, the most useful first; "read % then" counts those above as learnt."""
    rows = (
        (
            word.hanzi,
            word.pinyin,
            word.level,
            word.times,
            word.articles,
            percent(read, corpus.words),
            word.sentence,
            word.date,
            word.file,
        )
        for word, read in zip(corpus.unknown, corpus.curve[1:], strict=True)
    )
    return csv_bytes([_WORDS], (list(map(str, row)) for row in rows), bom=True)


def json_bytes(corpus: Corpus, learner: str) -> bytes:
    """Everything, for programs, as JSON in UTF-8; `learner` says who reads."""
    whole = {
        "learner": learner,
        "characters": corpus.characters,
        "words": corpus.words,
        "read": corpus.curve[0],
        "needed": {str(goal): corpus.needed(goal) for goal in GOALS},
        "articles": [asdict(row) for row in corpus.articles],
        "unknown": [asdict(word) for word in corpus.unknown],
    }
    text = json.dumps(whole, ensure_ascii=False, indent=1) + "\n"
    return text.encode("utf-8", "replace")  # a file's name may be no text
