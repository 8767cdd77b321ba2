"""What is fuzzed: each target takes bytes, and raises nothing but what is a bug of ours.

A `QuizgenError` of one line is a good answer, and so is a result that holds together.
"""

from __future__ import annotations

import atexit
import io
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from quizgen.corrections.edit import with_entry
from quizgen.corrections.read import parse
from quizgen.errors import QuizgenError
from quizgen.known.pinyin import reading_of
from quizgen.known.read import read_known
from quizgen.readers import read_article
from quizgen.review.read import read_review
from quizgen.text.dictionary import read_cedict
from quizgen.text.numbers import parse_number, read_numeral
from quizgen.text.quantities import find_quantities
from quizgen.text.sentences import LONGEST, split_chinese
from quizgen.text.typed_pinyin import parse_pinyin
from quizgen.translation.numbers import find_english_quantities
from quizgen.translation.sentences import split_english


@cache
def _folder() -> Path:
    folder = tempfile.mkdtemp(prefix="quizgen-fuzz-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder)


@contextmanager
def refusing() -> Iterator[None]:
    """Let a `QuizgenError` pass if it is the one line that it has to be."""
    try:
        yield
    except QuizgenError as error:
        line = str(error)
        assert line and len(line.splitlines()) == 1, line
        assert len(line) < 1_000, line


def _file(name: str, data: bytes) -> Path:
    path = _folder() / name
    path.write_bytes(data)
    return path


def article(data: bytes, suffix: str = ".txt") -> None:
    """An article file: the sentences of each paragraph spell it."""
    with refusing():
        for paragraph in read_article(_file(f"article{suffix}", data)).paragraphs:
            sentences(paragraph.text)


def markdown(data: bytes) -> None:
    """The same as Markdown."""
    article(data, ".md")


def sentences(text: str) -> None:
    """Cutting a paragraph loses nothing, and gives no sentence that is too long."""
    for split in (split_chinese, split_english):
        spans = split(text)
        assert "".join(text[start:end] for start, end in spans) == text
        assert all(0 < end - start <= LONGEST for start, end in spans)


def numbers(data: bytes) -> None:
    """The number grammar of both languages: values that can be printed and reckoned with."""
    text = data.decode("utf-8", "replace")[:LONGEST]
    numeral = read_numeral(text, 0)
    values = [parse_number(text), numeral.value if numeral else 0]
    values += [found.value for found in find_quantities(text)]
    values += [found.value for found in find_english_quantities(text)]
    for value in values:
        assert len(str(value)) <= 2 * LONGEST + 1
        if isinstance(value, (int, float)):
            assert abs(float(value)) < float("inf")


def corrections(data: bytes) -> None:
    """A corrections.toml, read, and written with one entry more."""
    text, path = data.decode("utf-8", "replace"), Path("corrections.toml")
    with refusing():
        before = parse(text, path)
        after = parse(with_entry(text, path, "行", "", {"teach": False}), path)
        assert len(after) - len(before) in (0, 1)


def review_csv(data: bytes) -> None:
    """A review table as text."""
    with refusing():
        read_review(_file("table.csv", data))


def review_xlsx(data: bytes) -> None:
    """A workbook: its bytes, or a sheet and shared strings between sound parts."""
    with refusing():
        read_review(_file("table.xlsx", data))
    sheet, _, strings = data.partition(b"\x1f")
    with refusing():
        read_review(_file("sheet.xlsx", with_parts(sheet, strings)))


def with_parts(sheet: bytes, strings: bytes) -> bytes:
    """An empty review workbook with another first sheet and other shared strings."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(_workbook())) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            other = {"xl/worksheets/sheet1.xml": sheet, "xl/sharedStrings.xml": strings}
            new.writestr(name, other.get(name) or old.read(name))
    return made.getvalue()


@cache
def _workbook() -> bytes:
    from quizgen.review.tables import xlsx_bytes

    return xlsx_bytes([])


def known(data: bytes) -> None:
    """A word list, a table of words, a package of Anki's or a collection."""
    for name in ("words.txt", "words.csv", "deck.apkg", "collection.anki2"):
        with refusing():
            read_known(_file(name, data))


def cedict(data: bytes) -> None:
    """A dictionary of the user's own."""
    with refusing():
        read_cedict(_file("cedict.u8", data))


def pinyin(data: bytes) -> None:
    """A reading that somebody typed, of the Chinese before the first bar."""
    hanzi, _, typed = data.decode("utf-8", "replace").partition("|")
    assert len(reading_of(hanzi, typed)) in (0, len(hanzi))
    try:
        parse_pinyin(typed[:200], hanzi[:40])
    except ValueError as error:
        assert str(error)


TARGETS: dict[str, Callable[[bytes], None]] = {
    "article": article, "markdown": markdown, "numbers": numbers, "corrections": corrections,
    "review_csv": review_csv, "review_xlsx": review_xlsx, "known": known, "cedict": cedict,
    "pinyin": pinyin,
}  # fmt: skip
