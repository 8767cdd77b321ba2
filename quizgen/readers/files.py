"""From the bytes of a file to its text: encodings, and files that hold no text.

UTF-8 is tried first and strictly, since nothing else looks like it by accident; then byte-order
marks. For GB18030 and UTF-16 without a mark the text itself is the judge: how many of its
characters are everyday Chinese. charset-normalizer is asked when that is undecided: on texts of
one line it takes GB18030 for Big5 or Korean (你好, 编程, 今天天气很好。), on longer ones it is
right.
"""

from __future__ import annotations

import codecs
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from quizgen.errors import ArticleError
from quizgen.model import Paragraph
from quizgen.readers.whole import read_whole

MOST_CHARACTERS = 10_000_000  # a million of Chinese, their translation, and room
_MOST_BYTES = 4 * MOST_CHARACTERS  # UTF-32 takes four for each
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: its mark begins with UTF-16's
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_UNMARKED = ("gb18030", "utf-16-le", "utf-16-be")
_MAGIC = (
    (b"PK\x03\x04", "a Word, EPUB or zip file"),
    (b"\xd0\xcf\x11\xe0", "an old Word file"),
    (b"{\\rtf", "an RTF file"),
    (b"%PDF", "a PDF file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a gzip file"),
)
_SAMPLE = 20_000  # characters or bytes looked at to judge an encoding
_LONGEST_RUN = 10_000  # characters; classical prose without punctuation has a chapter in one

# What is invisible and would part a word from its dictionary entry: control characters, zero-width
# space, word joiner, marks of writing direction, soft hyphen, byte-order marks, surrogates.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u200b\u200e\u200f\u202a-\u202e"
    "\u2060\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")
HAN = re.compile(r"[㐀-䶿一-鿿豈-﫿〇\U00020000-\U0003FFFF]")
_KANA = re.compile("[ぁ-ゖァ-ヺ]")
_JSON = re.compile(r'\s*[\[{]\s*["\[{]')
_RUN = re.compile(r"\w+|\W+")
_HTML = re.compile(r"\s*<(?:!doctype html|html)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Source:
    """The text of an article file without invisible characters; `warnings` say what was removed."""

    path: Path
    text: str
    warnings: tuple[str, ...] = ()

    @property
    def lines(self) -> list[str]:
        """The lines without their ends; line n of the file is `lines[n - 1]`."""
        return self.text.splitlines()

    @property
    def stem(self) -> str:
        """The file's name without its suffix, as text even where its bytes aren't UTF-8."""
        return os.fsencode(self.path.stem).decode("utf-8", "replace")


def read_source(path: Path) -> Source:
    """Read an article file as text.

    Raises `ArticleError` if there is no such file, or it is a folder, empty, too long, not text, or
    in an encoding that can't be told.
    """
    try:
        data = read_whole(path, _MOST_BYTES, "article")
    except ValueError as error:
        raise ArticleError(path, 0, str(error)) from None
    if not data.strip(b"\0\t\n\r "):
        raise ArticleError(path, 0, "the file is empty; put an article into it")
    text = _decode(path, data)
    if len(text) > MOST_CHARACTERS:
        problem = f"this has more than {MOST_CHARACTERS:,} characters; give a shorter article"
        raise ArticleError(path, 0, problem)
    if _HTML.match(text):
        raise ArticleError(path, 0, "this is a web page; save its text as a .txt file in UTF-8")
    if _JSON.match(text):
        raise ArticleError(path, 0, "this is JSON data (a lesson?), not an article; give its text")
    clean, removed = _INVISIBLE.subn("", text)
    if not clean.strip():
        raise ArticleError(path, 0, "the file is empty; put an article into it")
    noun = "character was" if removed == 1 else "characters were"
    return Source(path, clean, (f"{removed} invisible {noun} removed.",) if removed else ())


def han(text: str) -> int:
    """How many Han characters `text` has."""
    return len(HAN.findall(text))


def require_chinese(path: Path, text: str) -> None:
    """Raise `ArticleError` if `text` has no Han character, or more kana than Han (Japanese)."""
    if not HAN.search(text):
        raise ArticleError(path, 0, "no Chinese text found; give an article with Chinese in it")
    if len(_KANA.findall(text)) > han(text):
        raise ArticleError(path, 0, "this looks like Japanese; give an article in Chinese")


def require_words(path: Path, paragraphs: Iterable[Paragraph]) -> None:
    """Raise `ArticleError` if letters, or marks, go on and on: coded data, or a key held down."""
    for paragraph in paragraphs:
        run = max((run[0] for run in _RUN.finditer(paragraph.text)), key=len, default="")
        if len(run) > _LONGEST_RUN:
            what = "letters without a space or a mark" if run[0].isalnum() else "marks and spaces"
            problem = f"{len(run):,} {what} in a row are no text; mend the line or take it out"
            raise ArticleError(path, paragraph.line, problem)


def _decode(path: Path, data: bytes) -> str:
    for start, kind in _MAGIC:
        if data.startswith(start):
            problem = f"this is {kind}, not text; save the article as a .txt file in UTF-8"
            raise ArticleError(path, 0, problem)
    encoding = next((name for mark, name in _BOMS if data.startswith(mark)), "")
    text = _strict(data, encoding or "utf-8")
    if text is None or (not encoding and _is_binary(text)):
        text = None if encoding else _by_judgement(data)
    if text is None:
        raise _undecodable(path, data, encoding)
    return text


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _is_binary(text: str) -> bool:
    """Whether one character in ten is a control character: no text has that many."""
    sample = text[:_SAMPLE]
    return len(_CONTROL.findall(sample)) * 10 > len(sample)


def _by_judgement(data: bytes) -> str | None:
    """Decode GB18030 or UTF-16 without a mark; None if it is neither.

    0.8 everyday characters accepts all but 2 of 2,600 sentences in each encoding (of more than
    two characters), simplified or traditional; where rare characters leave less, charset-normalizer
    decides. Below 0.5 lie other encodings: random characters of Unicode's are everyday in 0.3.
    """
    decoded = {name: text for name in _UNMARKED if (text := _strict(data, name)) is not None}
    scores = {name: _everyday(text) for name, text in decoded.items() if not _is_binary(text)}
    best = max(scores, key=scores.__getitem__, default="")
    if scores.get(best, 0.0) < 0.8:
        best = _guess(data)
    return decoded[best] if scores.get(best, 0.0) >= 0.5 else None


def _everyday(text: str) -> float:
    """The share, 0 to 1, of the non-ASCII characters that are common in Chinese text.

    Common are the 3,755 characters of level 1 of GB 2312, the 5,401 of level 1 of Big5, and
    Chinese punctuation. A text in ASCII only scores 0: it says nothing about the encoding.
    """
    other = [char for char in text[:_SAMPLE] if char > "\x7f"]
    return sum(map(_is_everyday, other)) / len(other) if other else 0.0


def _is_everyday(char: str) -> bool:
    simplified, traditional = char.encode("gb2312", "ignore"), char.encode("big5", "ignore")
    return (
        b"\xb0" <= simplified < b"\xd8"
        or simplified[:1] in {b"\xa1", b"\xa3"}
        or (b"\xa4\x40" <= traditional < b"\xc6\x7f")
    )


def _guess(data: bytes) -> str:
    """The encoding charset-normalizer names ("big5", "gb18030", "utf-16-le"), or nothing."""
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE]).best()
    return best.encoding.replace("_", "-") if best else ""


def _undecodable(path: Path, data: bytes, encoding: str) -> ArticleError:
    if encoding:
        problem = f"the file begins as {encoding[:6].upper()} and isn't; save it again as UTF-8"
        return ArticleError(path, 0, problem)
    if b"\0" in data[:_SAMPLE]:
        problem = "this is a binary file, not text; save the article as a .txt file in UTF-8"
        return ArticleError(path, 0, problem)
    if line := _broken_line(data):
        return ArticleError(path, line, "a character here isn't UTF-8; mend it and save as UTF-8")
    seems = f" (perhaps {guess})" if (guess := _guess(data)) else ""
    problem = f"this is neither UTF-8, UTF-16 nor GB18030{seems}; save the file as UTF-8"
    return ArticleError(path, 0, problem)


def _broken_line(data: bytes) -> int:
    """The line of the first bad byte in what is UTF-8 otherwise; 0 if it isn't."""
    rest = data.decode("utf-8", "ignore")
    if len(data) - len(rest.encode()) > max(3, len(data) // 100) or not HAN.search(rest):
        return 0
    try:
        data.decode()
    except UnicodeDecodeError as error:
        return data.count(b"\n", 0, error.start) + 1
    return 0
