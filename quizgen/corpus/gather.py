"""The counts of many articles put together; they may come in any order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from quizgen.corpus import ArticleRow, Corpus, UnknownWord
from quizgen.corpus.count import Counted, Key
from quizgen.items.levels import Level


def gather(counts: Iterable[Counted], level: Level) -> Corpus:
    """All articles in reading order, with the new words of each, and all unknown words.

    Each count is let go when it has been added, so that memory grows with the words and not with
    the texts.
    """
    rows: list[ArticleRow] = []
    words: dict[Key, UnknownWord] = {}
    for counted in counts:
        rows.append(counted.row)
        for key, word in counted.unknown.items():
            words[key] = _together(words[key], word) if key in words else word
    new = Counter(word.order for word in words.values())
    ordered = sorted(rows, key=lambda row: row.order)
    return Corpus(
        level,
        tuple(replace(row, new=new[row.order]) for row in ordered),
        tuple(sorted(words.values(), key=_usefulness)),
    )


def _together(one: UnknownWord, other: UnknownWord) -> UnknownWord:
    """A word of several articles, as the first of them shows it."""
    first = min(one, other, key=lambda word: word.order)
    times, articles = one.times + other.times, one.articles + other.articles
    return replace(first, times=times, articles=articles)


def _usefulness(word: UnknownWord) -> tuple[int, int, str, str]:
    """Sorts words by the running words that they make readable, then by their articles."""
    return (-word.times, -word.articles, word.hanzi, word.pinyin)
