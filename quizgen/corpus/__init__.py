"""Many articles at once: how much of each a learner reads, and which words would help most.

`files` finds what to read, `count` counts one article, `gather` puts all together; `tables`,
`listing` and `curve` show it. Kept are counts and words, never the texts.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from itertools import accumulate

from quizgen.items.levels import Level

GOALS = (90, 95, 98)  # percent of the running words: with help, with a dictionary, with ease
Order = tuple[bool, str, str]


def order(date: str, file: str) -> Order:
    """Sorts by date, then by name; what has no date is last."""
    return (not date, date, file)


def percent(part: int, whole: int) -> float:
    """The share in percent with one decimal, never rounded up: 100 means all. 0 of nothing."""
    return part * 1000 // max(1, whole) / 10


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """One article, measured for a learner.

    `words` are its running words (names, figures and what isn't Chinese aside) and `read` how many
    of them the learner reads; `unknown` how many different words that leaves, and `new` how many of
    these no earlier article has. `level` is the lowest level of the list at which 95 % of the
    running words that it has at all are read ("7–9"). `characters` count the text's,
    `unknown_characters` the different ones that the learner doesn't know.
    """

    file: str
    date: str
    title: str
    characters: int
    unknown_characters: int
    words: int
    read: int
    unknown: int
    level: str
    new: int = 0

    @property
    def order(self) -> Order:
        """Where it stands among all: by date, then by name."""
        return order(self.date, self.file)


@dataclass(frozen=True, slots=True)
class UnknownWord:
    """A word that the learner doesn't read: how often it stands in how many articles.

    `level` is the lowest of the list at which it is read (empty: none). `sentence` is the first
    that has it (a part, if it is long), in the article `file` of this `date`; `pinyin` is how it is
    spelled there.
    """

    hanzi: str
    pinyin: str
    level: str
    times: int
    articles: int
    sentence: str
    file: str
    date: str

    @property
    def order(self) -> Order:
        """Where its first article stands among all."""
        return order(self.date, self.file)


@dataclass(frozen=True)
class Corpus:
    """All articles in reading order, and the unknown words, the most useful first."""

    level: Level
    articles: tuple[ArticleRow, ...]
    unknown: tuple[UnknownWord, ...]

    @property
    def characters(self) -> int:
        """How many Chinese characters the articles have."""
        return sum(article.characters for article in self.articles)

    @property
    def words(self) -> int:
        """How many running words the articles have."""
        return sum(article.words for article in self.articles)

    @property
    def curve(self) -> tuple[int, ...]:
        """The running words read after learning none, one, two … of the unknown words in order."""
        today = sum(article.read for article in self.articles)
        return tuple(accumulate((word.times for word in self.unknown), initial=today))

    def needed(self, goal: int) -> int:
        """How many words must be learnt to read this percentage of the running words."""
        return bisect_left([100 * read for read in self.curve], goal * self.words)
