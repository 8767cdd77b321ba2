"""Which English sentences say what which Chinese sentences say.

One dynamic programme over both texts finds the best chain of beads (Gale and Church 1993, "A
program for aligning sentences in bilingual corpora", Computational Linguistics 19(1)), where a
bead is scored in nats by dictionary evidence, lengths, how usual its shape is, and paragraphs.

*Dictionary evidence* is what the words, numbers and names show each other (`shared_cues`); both
languages' cues are asked, each for half.

*Meaning.* A dictionary knows half of the words of a free translation, so where it leaves doubt the
sentences' likeness to an encoder counts as well (Thompson and Koehn 2019, "Vecalign").
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy
from numpy.typing import NDArray

from quizgen.model import GlossaryEntry
from quizgen.text.lexicon import Lexicon
from quizgen.translation.chain import Floats, Shape, best_chain
from quizgen.translation.evidence import chinese_cues, english_cues
from quizgen.translation.likeness import Likeness
from quizgen.translation.shared_cues import SharedCues

# How usual a bead's shape is: rounded from Gale and Church's table 5, with more room for one
# Chinese sentence in several English ones: Chinese runs clauses on with commas, and a stanza that
# is one sentence has a line of English for each of its verses.
_SHAPES = {
    (1, 1): 0.80, (1, 2): 0.07, (2, 1): 0.05, (1, 3): 0.012, (3, 1): 0.008, (1, 4): 0.003,
    (1, 5): 0.001, (1, 6): 0.0005, (4, 1): 0.002, (2, 2): 0.01, (2, 3): 0.003, (3, 2): 0.003,
    (3, 3): 0.001, (1, 0): 0.02, (0, 1): 0.02,
}  # fmt: skip
_SHAPE_NATS = {shape: math.log(share) for shape, share in _SHAPES.items()}
_MOST_ZH, _MOST_EN = (max(sizes) for sizes in zip(*_SHAPES, strict=True))
_FEWEST_LETTERS, _MOST_LETTERS = 2.0, 5.0  # English letters for a character, in a whole text
_VARIANCE = 8.0  # of the English length per letter; Gale and Church: 6.8 for related languages
# Nats for likeness of meaning, and the likeness that counts for nothing. Of true pairs in news one
# in a hundred is below 0.46, of neighbours half are below 0.36. Weights from 10 to 60 and zeros
# from 0.1 to 0.4 change the share of right segments by at most 0.5 %; 28 loses the second half of a
# sentence of our own articles.
_MEANING, _UNLIKE = 20.0, 0.2
_BREAK_INSIDE = 2.0  # nats: a bead runs over the end of a paragraph
_BREAK_ALONE = 1.0  # a bead begins a paragraph in one language only
_BREAK_TOGETHER = 0.5  # or in both
# Nats; a sentence that is left out costs about 4. The more the texts differ in number, and the
# longer they are, the more sentences in a row may be left out, up to some 500: a beam as wide as
# the text would make the work grow with its square.
_BEAM, _BEAM_STEP = 60.0, 5.0
_ASTRAY, _MOST_ASTRAY = 3, 400  # one sentence in three, at most so many
_DELTAS = numpy.linspace(0, 7.2, 1441)  # where the length cost is read from a table
_DELTA_COSTS = numpy.array(
    [-math.log(max(math.erfc(delta / math.sqrt(2)), 1e-12)) for delta in _DELTAS.tolist()]
)
_FLATTENING = 5.0
_SURELY_NOT = 500.0  # nats; a text without a full stop has thousands, too many for exp


@dataclass(frozen=True, slots=True)
class Bead:
    """Chinese and English sentences (indices) that say the same; one side may be empty.

    `confidence`, 0 to 1, says how strongly their words speak for it: below 0.5 they speak against
    it, and the bead stands because its neighbours do. It is 0 where a side is empty.
    """

    zh: range
    en: range
    confidence: float


def align(
    zh: Sequence[str],
    en: Sequence[str],
    lexicon: Lexicon,
    *,
    zh_paragraphs: Sequence[int] = (),
    en_paragraphs: Sequence[int] = (),
    glossary: Sequence[GlossaryEntry] = (),
    by_meaning: bool = False,
) -> tuple[Bead, ...]:
    """The beads of two texts, in order; every sentence of either side is in exactly one.

    `zh_paragraphs` and `en_paragraphs` number the paragraph of each sentence (empty: unknown).
    `by_meaning` asks the encoder as well, which knows more than a dictionary and loads slowly.
    """
    zh_cues = [chinese_cues(sentence, lexicon, glossary) for sentence in zh]
    en_cues = [english_cues(sentence) for sentence in en]
    scorer = _Scorer(
        _Side(zh, zh_paragraphs, SharedCues(zh_cues, en_cues, _MOST_EN)),
        _Side(en, en_paragraphs, SharedCues(en_cues, zh_cues, _MOST_ZH)),
        Likeness(zh, en) if by_meaning else None,
    )
    astray = max(abs(len(zh) - len(en)), len(zh) // _ASTRAY)
    beam = _BEAM + _BEAM_STEP * min(astray, _MOST_ASTRAY)
    chain = best_chain(len(zh), len(en), _SHAPE_NATS, partial(_Block, scorer), beam)
    return tuple(
        Bead(range(i, i + n), range(j, j + m), scorer.confidence(i, j, n, m))
        for i, j, n, m in chain
    )


class _Side:
    """One language's sentences: where they end, where paragraphs begin, and their cues."""

    def __init__(
        self, sentences: Sequence[str], paragraphs: Sequence[int], cues: SharedCues
    ) -> None:
        self.cues = cues
        self.ends = _running([len(sentence) for sentence in sentences])
        self.breaks = numpy.array(_breaks(paragraphs, len(sentences)), int)
        self.breaks_before = _running(self.breaks.tolist())


def _running(numbers: Sequence[int]) -> NDArray[numpy.int_]:
    return numpy.cumsum([0, *numbers])


def _breaks(paragraphs: Sequence[int], size: int) -> list[int]:
    """1 where a sentence begins a paragraph, else 0."""
    if not paragraphs:
        return [0] * size
    changes = (a != b for a, b in itertools.pairwise(paragraphs))
    return [1, *map(int, changes)][:size]


class _Scorer:
    """What a bead of `n` Chinese sentences from `i` and `m` English ones from `j` is worth."""

    def __init__(self, zh: _Side, en: _Side, likeness: Likeness | None = None) -> None:
        self.zh, self.en, self.likeness = zh, en, likeness
        ratio = int(en.ends[-1]) / max(int(zh.ends[-1]), 1)
        self.ratio = min(max(ratio, _FEWEST_LETTERS), _MOST_LETTERS)

    def confidence(self, i: int, j: int, n: int, m: int) -> float:
        """The evidence as a probability, flattened since words of a sentence aren't independent."""
        if not (n and m):
            return 0.0
        evidence = max(self._evidence(i, j, n, m), -_SURELY_NOT)
        return 1 / (1 + math.exp(-evidence / _FLATTENING))

    def _evidence(self, i: int, j: int, n: int, m: int) -> float:
        """Nats for the words that are found and missing, the mean of both directions."""
        total = 0.0
        for sentence in range(i, i + n):
            total += self.zh.cues.score(sentence, j, m)
        for sentence in range(j, j + m):
            total += self.en.cues.score(sentence, i, n)
        total /= 2
        if self.likeness:
            total += _MEANING * (self.likeness.of(i, j, n, m) - _UNLIKE)
        return total


class _Block:
    """The same for all beads inside a block of Chinese sentences and one of English ones."""

    def __init__(self, scorer: _Scorer, zh: range, en: range) -> None:
        self.zh, self.en, self._scorer = zh, en, scorer
        self._zh_cues = scorer.zh.cues.between(zh, en)
        self._en_cues = scorer.en.cues.between(en, zh).transpose(0, 2, 1).copy()
        likeness = scorer.likeness
        self._alike = likeness.between(zh, en) if likeness else None

    def reached(self, before: Floats, i: int, j: int, shape: Shape, floor: float) -> Floats:
        """The nats behind a bead of this shape, from (i, j), (i, j + 1) …, where `before` are held.

        One with an empty side has only its shape's. What is worse than the floor may be -inf.
        """
        nats, (n, m) = _SHAPE_NATS[shape], shape
        if not (n and m):
            return before + nats
        total = nats + self._evidence(i, range(j, j + len(before)), n, m)
        found = numpy.full(len(before), -math.inf)
        (wanted,) = numpy.nonzero(before + total + _BREAK_TOGETHER >= floor)
        total = total[wanted] - self._length_costs(i, j + wanted, n, m)
        found[wanted] = before[wanted] + (total + self._paragraphs(i, j + wanted, n, m))
        return found

    def _evidence(self, i: int, firsts: range, n: int, m: int) -> Floats:
        """Nats for the words that are found and missing, the mean of both directions."""
        low, high, row = (
            firsts.start - self.en.start,
            firsts.stop - self.en.start,
            i - self.zh.start,
        )
        total = numpy.zeros(len(firsts))
        for sentence in range(row, row + n):
            total += self._zh_cues[m, sentence, low:high]
        for step in range(m):
            total += self._en_cues[n, row, low + step : high + step]
        total /= 2
        if self._alike:
            total += _MEANING * (self._alike.runs(n, m)[row, low:high] - _UNLIKE)
        return total

    def _length_costs(self, i: int, j: NDArray[numpy.int_], n: int, m: int) -> Floats:
        """-log of the chance that true lengths differ as much (Gale and Church, section 3.1)."""
        zh_ends, en_ends = self._scorer.zh.ends, self._scorer.en.ends
        zh = (zh_ends[i + n] - zh_ends[i]) * self._scorer.ratio
        en = en_ends[j + m] - en_ends[j]
        delta = abs(en - zh) / numpy.sqrt(_VARIANCE * (en + zh + 1) / 2)
        costs: Floats = numpy.interp(delta, _DELTAS, _DELTA_COSTS)
        return costs

    def _paragraphs(self, i: int, j: NDArray[numpy.int_], n: int, m: int) -> Floats:
        """What paragraphs say: weak evidence, since translations join and cut them."""
        zh, en = self._scorer.zh, self._scorer.en
        inside = zh.breaks_before[i + n] - zh.breaks_before[i + 1]
        inside = inside + en.breaks_before[j + m] - en.breaks_before[j + 1]
        starts = numpy.array((0.0, -_BREAK_ALONE, _BREAK_TOGETHER))[zh.breaks[i] + en.breaks[j]]
        paragraphs: Floats = starts - _BREAK_INSIDE * inside
        return paragraphs


_TITLE_CUT = re.compile(r"[,:;|—–](?=\s)\s*|[.!?]\s+|\s[-/—–|]\s|\s*—\s*")
_TITLE_EDGE = " \t,:;|—–-"


def split_title(
    zh: Sequence[str], en: str, lexicon: Lexicon, glossary: Sequence[GlossaryEntry] = ()
) -> tuple[str, ...]:
    """The part of an English title that renders each Chinese headline, as slices of `en`.

    The title is cut at its punctuation into the pieces that align best. A headline that isn't
    rendered gets an empty string; headlines that one piece renders together share it.
    """
    edges = sorted({0, len(en), *(match.end() for match in _TITLE_CUT.finditer(en))})
    spans = list(itertools.pairwise(edges))
    parts = [""] * len(zh)
    for bead in align(zh, [en[a:b] for a, b in spans], lexicon, glossary=glossary):
        for headline in bead.zh if bead.en else ():
            parts[headline] = en[spans[bead.en[0]][0] : spans[bead.en[-1]][1]].strip(_TITLE_EDGE)
    return tuple(parts)
