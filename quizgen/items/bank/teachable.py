"""Which words of a lesson may be asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizgen.model import Word
from quizgen.text.listed import HAN
from quizgen.text.tagger import tag

if TYPE_CHECKING:
    from quizgen.items.bank.source import Source

_NOUNS = frozenset(["n", "nz", "vn", "an"])  # the tagger's, verbs used as nouns among them


def teachable(source: Source) -> list[Word]:
    """The words that may be asked: the cards, then the glosses, none doubtful and no name."""
    found = [
        word
        for word in source.in_clauses
        if not word.doubtful and word.meaning and _is_used_so(source, word)
        if len(word.hanzi) > 1 and all(map(HAN.match, word.hanzi)) and word.pinyin.islower()
        if not word.hanzi.endswith("儿") and not _is_piece(source, word)
    ]
    return sorted(found, key=lambda word: word.tier != "card")


def _is_piece(source: Source, word: Word) -> bool:
    """Whether a word that no English shows stands beside a lone character: 牛车 in 水|牛车."""
    tokens = source.sentences[word.sentence].tokens
    lone = (t for t in tokens if len(t.text) == 1 and t.pos[:1] == "n")
    beside = any(t.end == word.start or t.start == word.end for t in lone)
    return beside and not word.sure


def _is_used_so(source: Source, word: Word) -> bool:
    """Whether a meaning that is a verb's is that of a verb here: 接触 in 中断接触 is none."""
    at, meant = 0, word.meaning.startswith("to ")
    for text, name in tag(source.sentences[word.sentence].zh):
        if (at, at + len(text)) == (word.start, word.end):
            return not (meant and name in _NOUNS)
        at += len(text)
    return True
