"""Word lists: a word on each line, or a table with a column of words (.csv, .tsv, other text)."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from itertools import dropwhile
from pathlib import Path

from quizgen.errors import ArticleError, DataError
from quizgen.known import Entry
from quizgen.known.cells import (
    LONGEST,
    Row,
    entries_of,
    is_named,
    is_words,
    pinyin_column,
    word_column,
    words_of,
)
from quizgen.known.pinyin import reading_of
from quizgen.readers.files import read_source
from quizgen.readers.tables import COLUMNS, without_hint

_TABLES = (".csv", ".tsv", ".tab")
_SAMPLE = 200  # rows by which a column is judged
_MOST = 500_000  # lines; the largest dictionaries have fewer
_LONGEST_LINE = 100_000  # characters
_MOST_COLUMNS = 200


def read_list(path: Path) -> list[Entry]:
    """The words of a text file with their readings.

    Raises `DataError` for what can't be read as text, has no words, or has something else.
    """
    text = _text(path)
    mark, rest = without_hint(text)
    lines = (text if rest == text else f"\n{rest}").splitlines()  # each keeps its number
    told = [line for line in lines if line.strip() and not line.startswith("#")]
    if len(told) > _MOST:
        raise DataError(f"{path}: a word list has at most {_MOST:,} lines; give known words only")
    tabs = sum("\t" in line for line in told) * 2 > len(told)
    is_table = path.suffix.lower() in _TABLES or tabs or rest != text
    found = list(_table(path, lines, mark) if is_table else _lines(path, lines))
    if not found:
        raise DataError(f"{path}: no Chinese words in it; put one word on each line")
    return found


def _text(path: Path) -> str:
    try:
        return read_source(path).text
    except ArticleError as error:
        problem = error.problem.replace("an article", "a word list")
        where = f"{path}:{error.line}" if error.line else f"{path}"
        raise DataError(f"{where}: {problem.replace('article', 'word list')}") from None


def _lines(path: Path, lines: list[str]) -> Iterator[Entry]:
    """Words at the beginning of a line, pinyin and all else behind them."""
    first = next((n for n, line in enumerate(lines) if line.strip()), 0)
    for number, line in enumerate(lines):
        text = line.partition("#")[0].strip()
        if len(text) > _LONGEST_LINE:
            raise DataError(f"{path}:{number + 1}: this line is a text; put one word on each line")
        fields = list(dropwhile(lambda field: not words_of(field), text.split()))  # "1." first
        if fields:
            yield from _line(f"{path}:{number + 1}", fields)
        elif text and number != first:  # the first may be a heading
            raise _no_word(f"{path}:{number + 1}", text)


def _line(where: str, fields: list[str]) -> Iterator[Entry]:
    """The words that a line begins with; what follows may be their pinyin."""
    count = next((n for n, field in enumerate(fields) if not words_of(field)), len(fields))
    said = " ".join(fields[count:])
    for field in fields[:count]:
        for word in _checked(where, words_of(field)):
            yield word, reading_of(word, said)


def _table(path: Path, lines: list[str], mark: str) -> Iterator[Entry]:
    rows = _rows(path, [_uncommented(line) for line in lines], mark)
    head = rows[0][1] if rows and _is_heading(rows[0][1]) else ()
    rows = [(number, row) for number, row in rows[bool(head) :] if not _is_fact(head, row)]
    sample = [row for _, row in rows[:_SAMPLE]]
    at = word_column(sample, head)
    if at is None:
        raise DataError(f"{path}: no column of Chinese words; give one, with the heading hanzi")
    pinyin = pinyin_column(sample, at)
    for number, row in rows:
        cell = row[at].strip() if at < len(row) else ""
        if cell and not _checked(f"{path}:{number}", words_of(cell)):
            raise _no_word(f"{path}:{number}", cell)
        yield from entries_of(row, at, pinyin)


def _rows(path: Path, lines: list[str], mark: str) -> list[tuple[int, Row]]:
    """The rows that aren't empty, each with its line in the file."""
    table = csv.reader((f"{line}\n" for line in lines), delimiter=mark or _delimiter(lines))
    try:
        rows = ((table.line_num, row[:_MOST_COLUMNS]) for row in table)
        return [(number, row) for number, row in rows if any(cell.strip() for cell in row)]
    except csv.Error as error:
        raise DataError(f"{path}:{table.line_num}: the table is broken ({error})") from None


def _uncommented(line: str) -> str:
    """The line, a comment as an empty one."""
    line = line.removeprefix(COLUMNS)
    return "" if line.startswith("#") else line


def _delimiter(lines: list[str]) -> str:
    """What stands in the most lines of a tab, a semicolon and a comma: there may be no heading."""
    return max("\t;,", key=lambda mark: sum(mark in line for line in lines[:_SAMPLE]))


def _is_heading(row: Row) -> bool:
    """Whether a first row names columns: it has no word, or calls one "hanzi", "词" or so."""
    return any(map(is_named, row)) or not any(map(is_words, row))


def _is_fact(head: Row, row: Row) -> bool:
    """Whether this is a fact of quizgen's own table, and no word."""
    return "kind" in head and row[head.index("kind") :][:1] == ["fact"]


def _checked(where: str, words: list[str]) -> list[str]:
    """The words, if they are words. Raises `DataError` for a text."""
    for word in words:
        if len(word) > LONGEST:
            raise DataError(f"{where}: {word[:LONGEST]}… is no word but a text; give single words")
    return words


def _no_word(where: str, text: str) -> DataError:
    said = text if len(text) <= 40 else f"{text[:40]}…"
    return DataError(f"{where}: no Chinese word in {said!r}; comments begin with #")
