"""Matching items: words with their meanings here, and words with their readings."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from quizgen.items.bank.distractors import NEAR
from quizgen.items.bank.kinds import is_plain
from quizgen.items.bank.short_glosses import gloss_stems, stems
from quizgen.items.bank.source import Source, hardness
from quizgen.items.bank.words import confirmed, here, teachable, told
from quizgen.model import Item, Word
from quizgen.text.lexicon import Lexicon
from quizgen.text.listed import readings
from quizgen.translation.meanings import Vectors

_SIZE = 5  # pairs of an item
_SETS = 3  # items of a kind that an article gives
Fits = Callable[[Word, Word], bool]


def word_meanings(source: Source) -> Iterator[Item]:
    """Words with their meanings in the article, each meaning that of one word only."""
    words = [word for word in confirmed(source) if is_plain(here(word))]
    vectors = Vectors()
    vectors.prepare(text for word in words for text in (word.hanzi, here(word)))

    def fits(one: Word, other: Word) -> bool:
        return not _share_a_meaning(one, other, source.lexicon) and not _are_near(
            one, other, vectors
        )

    for five in _sets(words, fits):
        yield source.item(
            "matching",
            "word",
            "把词语和它在文章里的意思连起来。",
            [here(word) for word in five],
            sentence=five[0].sentence,
            span=(five[0].start, five[0].end),
            prompt="Match the words with their meanings in this article.",
            options=[here(word) for word in five],
            left=[word.hanzi for word in five],
            note=_listed(five),
            level=_hardest(five),
            reason="Five words of the lesson whose meanings lie far apart.",
        )


def word_readings(source: Source) -> Iterator[Item]:
    """Words of two syllables with their readings, none of which another of them may have."""
    words = [
        word
        for word in teachable(source)
        if len(word.hanzi) == len(_letters(word)) == 2 and " " not in word.pinyin
    ]

    def fits(one: Word, other: Word) -> bool:
        return _sounds(one, source.lexicon).isdisjoint(_sounds(other, source.lexicon))

    for five in _sets(_alike_first(words), fits):
        yield source.item(
            "matching",
            "sound",
            "把词语和拼音连起来。",
            [word.pinyin for word in five],
            sentence=five[0].sentence,
            span=(five[0].start, five[0].end),
            prompt="Match the words with their pinyin.",
            options=[word.pinyin for word in five],
            left=[word.hanzi for word in five],
            note=_listed(five),
            level=_hardest(five),
            reason="Five words of the lesson, some of which sound alike.",
        )


def _sets(words: Sequence[Word], fits: Fits) -> list[list[Word]]:
    """Full sets of words that all fit one another: each word goes to the first that has room."""
    sets: list[list[Word]] = [[] for _ in range(_SETS)]
    seen: set[str] = set()
    for word in words:
        room = (one for one in sets if len(one) < _SIZE and all(fits(word, other) for other in one))
        if word.hanzi not in seen and (home := next(room, None)) is not None:
            home.append(word)
            seen.add(word.hanzi)
    return [one for one in sets if len(one) == _SIZE]


def _share_a_meaning(one: Word, other: Word, lexicon: Lexicon) -> bool:
    """Whether a gloss of either has a word of what the other means here."""
    forward = gloss_stems(one.hanzi, lexicon) & stems(here(other))
    backward = gloss_stems(other.hanzi, lexicon) & stems(here(one))
    return bool(forward or backward or stems(here(one)) & stems(here(other)))


def _are_near(one: Word, other: Word, vectors: Vectors) -> bool:
    rows = vectors.likeness((one.hanzi, here(one)), (other.hanzi, here(other)))
    return round(float(rows.max()), 3) >= NEAR


def _letters(word: Word) -> list[str]:
    """The syllables without their tones."""
    return [syllable[:-1] for syllable in word.pinyin_numbers.lower().split()]


def _sounds(word: Word, lexicon: Lexicon) -> set[tuple[str, ...]]:
    """All readings of the word's characters, without tones."""
    listed = {tuple(s[:-1] for s in reading) for reading in readings(word.hanzi, lexicon)}
    return listed | {tuple(_letters(word))}


def _alike_first(words: Sequence[Word]) -> list[Word]:
    """Words that share a syllable with another one stand first, side by side: 产值, 产量, 生产."""
    shared = [syllable for word in words for syllable in _letters(word)]

    def rank(word: Word) -> tuple[int, str]:
        return min((-shared.count(syllable), syllable) for syllable in _letters(word))

    return sorted(words, key=rank)


def _hardest(words: Sequence[Word]) -> str:
    return max((word.level for word in words), default="", key=hardness)


def _listed(words: Sequence[Word]) -> str:
    return " ".join(map(told, words))
