"""One article, counted: its running words, those a learner reads, and those that are unknown."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from quizgen.corpus import ArticleRow, UnknownWord
from quizgen.corrections import NO_CORRECTIONS, Corrections
from quizgen.items.coverage import is_read, reads
from quizgen.items.levels import EDITIONS, Level
from quizgen.model import Article, Sentence, Token
from quizgen.readers.files import HAN
from quizgen.text.lexicon import Lexicon
from quizgen.workbench import Workbench

ENOUGH = 95  # percent of the running words: Laufer (1989) found this to be enough to follow a text
_AROUND = 60  # characters of a long sentence that are kept on each side of a word

Key = tuple[str, tuple[str, ...]]  # a word and its reading


@dataclass(frozen=True, slots=True)
class Counted:
    """An article beside no other: its row, and the words in it that the learner doesn't read."""

    row: ArticleRow
    unknown: Mapping[Key, UnknownWord]


def count(
    article: Article,
    file: Path,
    level: Level,
    lexicon: Lexicon,
    corrections: Corrections = NO_CORRECTIONS,
) -> Counted:
    """Count the words of an article as a learner of this level meets them.

    Its English is left aside, since neither senses nor alignment are needed. A lesson may cut or
    read a word otherwise where only the English shows how.
    """
    sentences = Workbench(replace(article, english=()), lexicon, corrections).sentences
    running = [
        (sentence, token, read)
        for sentence in sentences
        for token, read in zip(sentence.tokens, reads(sentence.tokens, level), strict=True)
        if read is not None
    ]
    unread = [(sentence, token) for sentence, token, read in running if not read]
    characters = [c for paragraph in article.paragraphs for c in HAN.findall(paragraph.text)]
    row = ArticleRow(
        file=file.as_posix(),
        date=article.date,
        title=article.title or article.stem,
        characters=len(characters),
        unknown_characters=sum(not level.reads(c) for c in set(characters)),
        words=len(running),
        read=len(running) - len(unread),
        unknown=len({_key(token) for _, token in unread}),
        level=_level([token for _, token, _ in running], level.edition),
    )
    return Counted(row, _unknown(unread, row, level.edition))


def _key(token: Token) -> Key:
    return token.text, token.pinyin


def _level(tokens: Sequence[Token], edition: str) -> str:
    """The lowest level of the list at which enough of the words that it has are read.

    Words in no list say nothing of a level: with them most newspaper articles would be above all.
    """
    highest = Level(edition, EDITIONS[edition][2])
    listed = [token for token in tokens if is_read(token, highest)]

    def enough(level: Level) -> bool:
        return sum(bool(is_read(t, level)) for t in listed) * 100 >= ENOUGH * len(listed)

    return _lowest(edition, enough) if listed else ""


def _lowest(edition: str, holds: Callable[[Level], bool]) -> str:
    """The lowest level of a list at which this holds, and then at all above: "5", "7–9" or ""."""
    levels = [Level(edition, number + 1) for number in range(EDITIONS[edition][2])]
    found = bisect_left(levels, True, key=holds)
    return levels[found].printed(found + 1).partition(": ")[2] if found < len(levels) else ""


def _unknown(
    unread: Iterable[tuple[Sentence, Token]], row: ArticleRow, edition: str
) -> dict[Key, UnknownWord]:
    """The different words among those unread, each with the first sentence that has it."""
    found: dict[Key, UnknownWord] = {}
    for sentence, token in unread:
        key = _key(token)
        if key in found:
            found[key] = replace(found[key], times=found[key].times + 1)
        else:
            found[key] = _word(sentence, token, row, edition)
    return found


def _word(sentence: Sentence, token: Token, row: ArticleRow, edition: str) -> UnknownWord:
    return UnknownWord(
        hanzi=token.text,
        pinyin=token.spelled,
        level=_lowest(edition, lambda level: bool(is_read(token, level))),
        times=1,
        articles=1,
        sentence=_around(sentence.zh, token.start, token.end),
        file=row.file,
        date=row.date,
    )


def _around(text: str, start: int, end: int) -> str:
    """The sentence, or the part of a long one around the word."""
    first, last = max(0, start - _AROUND), min(len(text), end + _AROUND)
    before, behind = "…" if first else "", "…" if last < len(text) else ""
    return f"{before}{text[first:last]}{behind}".strip()
