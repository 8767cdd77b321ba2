"""The corpus as text for a terminal or a pipe: who reads, the articles, the words, the goals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.cells import cell_len, set_cell_size

from quizgen.corpus import GOALS, ArticleRow, Corpus, UnknownWord, percent
from quizgen.items.levels import Level
from quizgen.wording import counted
from quizgen.writers.choices import one_line

_GAP = "  "
_LEAST = 16  # columns for the text that is shortened; a narrower terminal breaks the lines
_BEFORE = 6  # characters of a sentence before its word

Column = tuple[str, str]  # its heading, and l(eft), r(ight) or s(hortened) where room is scarce
_ARTICLES: tuple[Column, ...] = (
    ("Date", "l"), ("Article", "s"), ("Words", "r"), ("Read", "r"), ("Unknown", "r"),
    ("New", "r"), ("Level", "r"),
)  # fmt: skip
_WORDS: tuple[Column, ...] = (
    ("Word", "l"), ("Pinyin", "l"), ("Level", "r"), ("Times", "r"), ("Articles", "r"),
    ("Read then", "r"), ("First in", "s"),
)  # fmt: skip


def learner(level: Level) -> str:
    """What the learner knows, in words."""
    own = level.words.sources
    return "; ".join([*([level.said] if level.known or not own else []), *own])


def listing(corpus: Corpus, words: int, width: int = 80) -> str:
    """Articles, the most useful words, at most so many, and what they come to."""
    blocks = [
        [one_line(line) for line in _head(corpus)],
        _table(_ARTICLES, (_article(row) for row in corpus.articles), width),
        _useful(corpus, words, width),
        list(_goals(corpus)),
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block)


def _head(corpus: Corpus) -> Iterator[str]:
    yield (
        f"{counted(len(corpus.articles), 'article')}, "
        f"{counted(corpus.characters, 'Chinese character')}, "
        f"{counted(corpus.words, 'running word')}"
    )
    yield f"For a learner who knows {learner(corpus.level)}"
    yield (
        f"Read today: {_percent(corpus.curve[0], corpus.words)} of the running words; "
        f"{counted(len(corpus.unknown), 'different word')} unknown"
    )


def _article(row: ArticleRow) -> Sequence[str]:
    read = _percent(row.read, row.words)
    return row.date, row.title, str(row.words), read, str(row.unknown), str(row.new), row.level


def _useful(corpus: Corpus, words: int, width: int) -> list[str]:
    rows = [
        _word(word, _percent(read, corpus.words))
        for word, read in zip(corpus.unknown[:words], corpus.curve[1:], strict=False)
    ]
    if not rows:
        return []
    head = f"Most useful words to learn ({len(rows)} of {len(corpus.unknown):,})"
    return [head, *_table(_WORDS, rows, width)]


def _word(word: UnknownWord, then: str) -> Sequence[str]:
    count = (str(word.times), str(word.articles))
    return word.hanzi, word.pinyin, word.level, *count, then, _around(word)


def _around(word: UnknownWord) -> str:
    """The word's sentence from shortly before it."""
    first = max(0, word.sentence.find(word.hanzi) - _BEFORE)
    return f"…{word.sentence[first:]}" if first else word.sentence


def _goals(corpus: Corpus) -> Iterator[str]:
    for goal in GOALS:
        needed = corpus.needed(goal)
        when = f"after learning {counted(needed, 'word')}" if needed else "today already"
        yield f"{goal} % of the running words are read {when}"


def _percent(part: int, whole: int) -> str:
    return f"{percent(part, whole):.1f} %"


def _table(columns: Sequence[Column], rows: Iterable[Sequence[str]], width: int) -> list[str]:
    """The rows under their headings, aligned for characters that are two columns wide."""
    cells = [[heading for heading, _ in columns], *([one_line(c) for c in row] for row in rows)]
    wide = [max(map(cell_len, column)) for column in zip(*cells, strict=True)]
    short = next(at for at, (_, kind) in enumerate(columns) if kind == "s")
    room = width - sum(wide) + wide[short] - len(_GAP) * (len(wide) - 1)
    wide[short] = min(wide[short], max(room, _LEAST))
    return [
        _GAP.join(
            _cell(cell, kind, size)
            for cell, (_, kind), size in zip(row, columns, wide, strict=True)
        ).rstrip()
        for row in cells
    ]


def _cell(text: str, kind: str, width: int) -> str:
    if cell_len(text) > width:
        text = f"{set_cell_size(text, width - 1).rstrip()}…"
    room = " " * (width - cell_len(text))
    return room + text if kind == "r" else text + room
