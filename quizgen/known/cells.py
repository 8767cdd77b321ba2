"""Which words stand in a line, a cell or a field, and which column of a table holds the words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from quizgen.known import Entry
from quizgen.known.pinyin import reading_of

Row = Sequence[str]

LONGEST = 16  # characters; a longer run is no word but a text
_SHORT, _FEW = 8, 4  # a cell of words has at most 4, of at most 8 characters
_CELL = 1000  # characters of a cell that are looked at
_HAN = r"[㐀-䶿一-鿿豈-﫿〇\U00020000-\U0003FFFF]"
_WORD = re.compile(rf"[A-Z]*{_HAN}+(?:[A-Z]+{_HAN}+)*[A-Z]*")  # 标兵, but T恤 and 卡拉OK too
_ASIDE = re.compile(r"[(\[{<【〔][^()\[\]{}<>【】〔〕]*[)\]}>】〕]")
_LETTER = re.compile(r"[^\W\d_]")
_KANA = re.compile("[ぁ-ゖァ-ヺ]")
# What columns and fields of words are called, the likeliest first.
_NAMES = (
    "simplified", "simp", "hanzi", "word", "words", "chinese", "简体", "简体字", "汉字", "词",
    "词语", "生词", "单词", "中文", "character", "characters", "vocabulary", "vocab",
    "traditional", "trad", "漢字", "詞", "詞語", "生詞", "繁体", "繁體",
)  # fmt: skip


def words_of(cell: str) -> list[str]:
    """The Chinese words that a cell names: 爸爸|爸 are two, 点（动）1 is one, 生//气 is one."""
    return _WORD.findall(_plain(cell))


def _plain(cell: str) -> str:
    text = unicodedata.normalize("NFKC", cell[:_CELL]).replace("//", "")
    return _ASIDE.sub(" ", text)


def is_words(cell: str) -> bool:
    """Whether a cell holds a few short Chinese words and no other letters."""
    words = words_of(cell)
    short = 0 < len(words) <= _FEW and all(len(word) <= _SHORT for word in words)
    return short and not _LETTER.search(_WORD.sub("", _plain(cell)))


def is_named(heading: str) -> bool:
    """Whether this is what a column of words is called."""
    return heading.strip().casefold() in _NAMES


def word_column(rows: Sequence[Row], headings: Row) -> int | None:
    """The column whose cells are Chinese words, rather one that is called so; None: there is none.

    At least half of its cells must be words. A column that says the same again and again isn't
    it (名词, 动词), nor one with kana (Japanese).
    """
    width = max(map(len, rows), default=0)
    found = {at: share for at in range(width) if (share := _share(_column(rows, at))) >= 0.5}
    names = {at: _rank(headings[at]) for at in found if at < len(headings)}
    return max(found, key=lambda at: (-names.get(at, len(_NAMES)), found[at], -at), default=None)


def _rank(heading: str) -> int:
    """The place of a heading among the names of columns of words; the last for what isn't one."""
    return _NAMES.index(heading.strip().casefold()) if is_named(heading) else len(_NAMES)


def _column(rows: Sequence[Row], at: int) -> list[str]:
    return [row[at] if at < len(row) else "" for row in rows]


def _share(cells: Sequence[str]) -> float:
    """How many of the cells are words, 0 to 1; 0 if they say the same, or have kana."""
    words = [cell for cell in cells if is_words(cell)]
    kana = sum(bool(_KANA.search(cell)) for cell in cells)
    if len(set(words)) * 2 < len(words) or kana * 20 > len(cells):
        return 0.0
    return len(words) / max(len(cells), 1)


def pinyin_column(rows: Sequence[Row], at: int) -> int | None:
    """The column that begins with the pinyin of the words in column `at`, in most of its rows."""
    width = max(map(len, rows), default=0)
    found = {other: _read(rows, at, other) for other in range(width) if other != at}
    best = max(found, key=found.__getitem__, default=None)
    return best if best is not None and found[best] >= 0.8 else None


def _read(rows: Sequence[Row], at: int, other: int) -> float:
    """In how many rows one column begins with the pinyin of the other, 0 to 1."""
    pairs = list(zip(_column(rows, at), _column(rows, other), strict=True))
    asked = [(words[0], said) for cell, said in pairs if (words := words_of(cell))]
    return sum(bool(reading_of(word, said)) for word, said in asked) / max(len(asked), 1)


def entries_of(row: Row, at: int, pinyin: int | None) -> list[Entry]:
    """The words of a row, each with the reading that the row gives, or with none."""
    said = row[pinyin] if pinyin is not None and pinyin < len(row) else ""
    return [(word, reading_of(word, said)) for word in words_of(row[at] if at < len(row) else "")]
