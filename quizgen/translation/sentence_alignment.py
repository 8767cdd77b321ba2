"""Which English sentences say what which Chinese sentences say.

One dynamic programme over both texts finds the best chain of beads (Gale and Church 1993, "A
program for aligning sentences in bilingual corpora", Computational Linguistics 19(1)), where a
bead is scored in nats by dictionary evidence, lengths, how usual its shape is, and paragraphs.

*Dictionary evidence.* A cue (a word, a number, a name) is found in a true translation with
probability `_FOUND`; in a passage taken at random with the probability `chance` that the document
itself shows. A cue that is found adds log(`_FOUND`/chance), a missing one adds
log((1-`_FOUND`)/(1-chance)), so that a rare word counts and a frequent one hardly does, and a bead
that swallows a sentence too many pays for it. Both languages' cues are asked, each for half.

*Meaning.* A dictionary knows half of the words of a free translation, so where it leaves doubt the
sentences' likeness to an encoder counts as well (Thompson and Koehn 2019, "Vecalign").
"""

from __future__ import annotations

import itertools
import math
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quizgen.model import GlossaryEntry
from quizgen.text.lexicon import Lexicon
from quizgen.translation.encoder import Likeness
from quizgen.translation.evidence import Cue, chinese_cues, english_cues

_FOUND = 0.45  # a dictionary shows nearly every second word of a free translation
_PRIOR_CHANCE, _PRIOR_WEIGHT = 0.05, 8.0  # what is believed of a word before the document is read

# How usual a bead's shape is: rounded from Gale and Church's table 5, with more room for one
# Chinese sentence in several English ones: Chinese runs clauses on with commas, and a stanza that
# is one sentence has a line of English for each of its verses.
_SHAPES = {
    (1, 1): 0.80, (1, 2): 0.07, (2, 1): 0.05, (1, 3): 0.012, (3, 1): 0.008, (1, 4): 0.003,
    (1, 5): 0.001, (1, 6): 0.0005, (4, 1): 0.002, (2, 2): 0.01, (2, 3): 0.003, (3, 2): 0.003,
    (3, 3): 0.001, (1, 0): 0.02, (0, 1): 0.02,
}  # fmt: skip
_MOST = max(max(shape) for shape in _SHAPES)
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
_BAND = 25  # sentences to either side of the diagonal, and more where the texts differ in number
_BEAM, _BEAM_STEP = 60.0, 5.0  # nats; a sentence that is left out costs about 4
_FLATTENING = 5.0
_SURELY_NOT = 500.0  # nats; a text without a full stop has thousands, too many for exp

_Cells = dict[tuple[int, int], tuple[float, int, int]]  # score, and the last bead's shape


@dataclass(frozen=True, slots=True)
class Bead:
    """Chinese and English sentences (indices) that say the same; one side may be empty.

    `confidence`, 0 to 1, says how strongly their words speak for it: below 0.5 they speak against
    it, and the bead stands because its neighbours do. It is 0 where a side is empty.
    """

    zh: range
    en: range
    confidence: float


class _Side:
    """One language's sentences: their lengths and paragraphs, and what their cues are worth."""

    def __init__(
        self,
        sentences: Sequence[str],
        own: Sequence[Sequence[Cue]],
        other: Sequence[Sequence[Cue]],
        paragraphs: Sequence[int],
    ) -> None:
        """`own` and `other` are the cues of these sentences and of the other language's."""
        self.ends = _running([len(sentence) for sentence in sentences])
        self.breaks = _breaks(paragraphs, len(sentences))
        self._breaks_before = _running(self.breaks)
        places: dict[str, set[int]] = defaultdict(set)
        for index, cues in enumerate(other):
            for key in {key for cue in cues for key in cue.keys}:
                places[key].add(index)
        self._hits: list[dict[int, list[int]]] = []
        self._gains: list[list[list[float]]] = []
        self._base: list[list[float]] = []
        for cues in own:
            self._add(list(dict.fromkeys(cue.keys for cue in cues)), places, len(other))
        self._known: dict[tuple[int, int, int], float] = {}

    def breaks_inside(self, first: int, count: int) -> int:
        """How many paragraphs begin in these sentences behind the first."""
        return self._breaks_before[first + count] - self._breaks_before[first + 1]

    def _add(self, kinds: list[frozenset[str]], places: dict[str, set[int]], size: int) -> None:
        """Note where one sentence's cues are found, and what each is worth by bead size."""
        hits: dict[int, list[int]] = defaultdict(list)
        gains: list[list[float]] = []
        base = [0.0] * (_MOST + 1)
        for number, keys in enumerate(kinds):
            found = set().union(*(places.get(key, ()) for key in keys))
            for index in found:
                hits[index].append(number)
            chance = _chance(len(found), size)
            worth = [_worth(chance, spread) for spread in range(1, _MOST + 1)]
            gains.append([0.0, *(hit - miss for hit, miss in worth)])
            for spread, (_, miss) in enumerate(worth, start=1):
                base[spread] += miss
        self._hits.append(hits)
        self._gains.append(gains)
        self._base.append(base)

    def score(self, sentence: int, first: int, count: int) -> float:
        """Nats for this sentence against `count` sentences of the other side from `first`."""
        key = (sentence, first, count)
        known = self._known.get(key)
        if known is None:
            hits, gains = self._hits[sentence], self._gains[sentence]
            found = {n for index in range(first, first + count) for n in hits.get(index, ())}
            known = self._base[sentence][count] + sum(gains[n][count] for n in found)
            self._known[key] = known
        return known


def _chance(found: int, size: int) -> float:
    """How probably a sentence picked at random has the cue, the true one not counted."""
    others = max(found - 1, 0)
    return (others + _PRIOR_CHANCE * _PRIOR_WEIGHT) / (max(size - 1, 0) + _PRIOR_WEIGHT)


def _worth(chance: float, spread: int) -> tuple[float, float]:
    """Nats for a cue found and for a cue missing in this many sentences."""
    never = (1 - chance) ** spread
    return math.log(_FOUND / (1 - never)), math.log((1 - _FOUND) / never)


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
        _Side(zh, zh_cues, en_cues, zh_paragraphs),
        _Side(en, en_cues, zh_cues, en_paragraphs),
        Likeness(zh, en, _MOST) if by_meaning else None,
    )
    return tuple(
        Bead(range(i, i + n), range(j, j + m), scorer.confidence(i, j, n, m))
        for i, j, n, m in _best_path(len(zh), len(en), scorer)
    )


class _Scorer:
    """What a bead of `n` Chinese sentences from `i` and `m` English ones from `j` is worth."""

    def __init__(self, zh: _Side, en: _Side, likeness: Likeness | None = None) -> None:
        self._zh, self._en, self._likeness = zh, en, likeness
        ratio = en.ends[-1] / max(zh.ends[-1], 1)
        self._ratio = min(max(ratio, _FEWEST_LETTERS), _MOST_LETTERS)

    def score(self, i: int, j: int, n: int, m: int) -> float:
        """Nats for the bead; one with an empty side has only its shape's."""
        total = math.log(_SHAPES[n, m])
        if not (n and m):
            return total
        total += self.evidence(i, j, n, m)
        total -= self.length_cost(i, j, n, m)
        return total + self.paragraphs(i, j, n, m)

    def evidence(self, i: int, j: int, n: int, m: int) -> float:
        """Nats for the words that are found and missing, the mean of both directions."""
        total = 0.0
        for sentence in range(i, i + n):
            total += self._zh.score(sentence, j, m)
        for sentence in range(j, j + m):
            total += self._en.score(sentence, i, n)
        total /= 2
        if self._likeness:
            total += _MEANING * (self._likeness.of(i, j, n, m) - _UNLIKE)
        return total

    def length_cost(self, i: int, j: int, n: int, m: int) -> float:
        """-log of the chance that true lengths differ as much (Gale and Church, section 3.1)."""
        zh = (self._zh.ends[i + n] - self._zh.ends[i]) * self._ratio
        en = self._en.ends[j + m] - self._en.ends[j]
        delta = abs(en - zh) / math.sqrt(_VARIANCE * (en + zh + 1) / 2)
        return -math.log(max(math.erfc(delta / math.sqrt(2)), 1e-12))

    def paragraphs(self, i: int, j: int, n: int, m: int) -> float:
        """What paragraphs say: weak evidence, since translations join and cut them."""
        total = -_BREAK_INSIDE * (self._zh.breaks_inside(i, n) + self._en.breaks_inside(j, m))
        starts = self._zh.breaks[i] + self._en.breaks[j]
        return total + (0.0, -_BREAK_ALONE, _BREAK_TOGETHER)[starts]

    def confidence(self, i: int, j: int, n: int, m: int) -> float:
        """The evidence as a probability, flattened since words of a sentence aren't independent."""
        if not (n and m):
            return 0.0
        evidence = max(self.evidence(i, j, n, m), -_SURELY_NOT)
        return 1 / (1 + math.exp(-evidence / _FLATTENING))


def _running(numbers: Sequence[int]) -> list[int]:
    total = [0]
    for number in numbers:
        total.append(total[-1] + number)
    return total


def _breaks(paragraphs: Sequence[int], size: int) -> list[int]:
    """1 where a sentence begins a paragraph, else 0."""
    if not paragraphs:
        return [0] * size
    changes = (a != b for a, b in itertools.pairwise(paragraphs))
    return [1, *map(int, changes)][:size]


def _best_path(rows: int, columns: int, scorer: _Scorer) -> list[tuple[int, int, int, int]]:
    """The best chain of beads, first to last, as (i, j, n, m).

    A cell much worse than the best of the row above is dropped (a beam), which makes the search
    linear; the more the texts differ in number, the more sentences in a row may be left out.
    """
    best: _Cells = {(0, 0): (0.0, 0, 0)}
    width = _BAND + 2 * abs(rows - columns) + round(2 * math.sqrt(rows))
    beam = _BEAM + _BEAM_STEP * abs(rows - columns)
    floor = -math.inf
    for i in range(rows + 1):
        middle = round(i * columns / rows) if rows else 0
        reach = width if 0 < i < rows else columns
        top = -math.inf
        for j in range(max(0, middle - reach), min(columns, middle + reach) + 1):
            found = _best_at(i, j, best, scorer) if i or j else best[0, 0]
            if found and (found[0] >= floor or (i, j) == (rows, columns)):
                best[i, j] = found
                top = max(top, found[0])
        floor = top - beam
    return list(_trace(rows, columns, best))[::-1]


def _best_at(i: int, j: int, best: _Cells, scorer: _Scorer) -> tuple[float, int, int] | None:
    """The best way to have aligned `i` Chinese and `j` English sentences, by its last bead."""
    found: tuple[float, int, int] | None = None
    for n, m in _SHAPES:
        before = best.get((i - n, j - m))
        if before:
            score = before[0] + scorer.score(i - n, j - m, n, m)
            if found is None or score > found[0]:
                found = (score, n, m)
    return found


def _trace(i: int, j: int, best: _Cells) -> Iterator[tuple[int, int, int, int]]:
    while i or j:
        _, n, m = best[i, j]
        i, j = i - n, j - m
        yield i, j, n, m


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
