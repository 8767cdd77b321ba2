"""Obvious slips of the source: a chemical's name with a character that only sounds right.

Such a word is quoted and never taught. The list is of characters that newspapers and their
scanned texts confuse in the names of substances; a name counts as a slip only if it is not listed
itself, or hardly ever met, and the name with the other character is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from quizgen.items.facts.passage import Passage
from quizgen.model import Fact, Sentence, Tier, Word
from quizgen.text.lexicon import Lexicon

# Characters that sound alike and of which one at most is right in the name of a substance: 氨 is
# the gas, 铵 the ion of its salts, 胺 its organic kin.
_ALIKE = (
    "氨铵胺", "氯绿", "氢轻", "氧养", "氮淡", "苯本", "醇纯", "烷完", "烯希", "酮同", "醛全",
    "酯脂", "磷鳞燐", "硫琉", "钠纳", "钾甲", "钙丐", "镁美", "锰猛", "氟弗", "碘典", "酚分",
)  # fmt: skip
_OTHERS = {c: group.replace(c, "") for group in _ALIKE for c in group}
_LONGEST = 8  # characters of a substance's name
_RARE = 0.2  # a form met less than a fifth as often as the other; tuned on 硫酸氨 (3 against 16)
_SUBSTANCE = re.compile("[酸碱盐氢氧氯氮碳硫磷苯醇烷烯酮醛酯酚氨铵胺钠钾钙镁锰氟碘化]")


class Slip(NamedTuple):
    """A wrong word where it stands, and what it ought to be."""

    start: int
    end: int
    right: str


def find_slips(zh: str, lexicon: Lexicon) -> Iterator[Slip]:
    """The slips of a sentence, none inside another (碳酸氢氨 for 碳酸氢铵)."""
    behind = 0
    for at, character in enumerate(zh):
        if at >= behind and character in _OTHERS and (slip := _slip(zh, at, lexicon)):
            behind = slip.end
            yield slip


def _slip(zh: str, at: int, lexicon: Lexicon) -> Slip | None:
    """The longest listed name that another character at this place would make."""
    for size in range(_LONGEST, 2, -1):
        for start in range(max(0, at - size + 1), min(at, len(zh) - size) + 1):
            written = zh[start : start + size]
            if any(lexicon.word(zh[start:end]) for end in (start + size + 1, start + size + 2)):
                continue
            for other in _OTHERS[zh[at]]:
                right = written[: at - start] + other + written[at - start + 1 :]
                if _is_meant(written, right, lexicon):
                    return Slip(start, start + size, right)
    return None


def _is_meant(written: str, right: str, lexicon: Lexicon) -> bool:
    known, found = lexicon.word(right), lexicon.word(written)
    if not known or len(_SUBSTANCE.findall(right)) < 2 or (found and found.in_cedict):
        return False
    return found is None or found.count < _RARE * known.count


def with_slips(facts: Sequence[Fact], passage: Passage) -> Iterator[Fact]:
    """The facts, those whose answer holds a slip marked as doubtful."""
    slips = list(find_slips(passage.zh, passage.lexicon))
    for fact in facts:
        slip = next(
            (s for s in slips if fact.answer.start < s.end and s.start < fact.answer.end), None
        )
        if slip is None:
            yield fact
            continue
        written = passage.zh[slip.start : slip.end]
        yield replace(
            fact, doubtful=True, reason=f"The source writes {written} for {slip.right}: a slip."
        )


def without_slips(
    words: Sequence[Word], sentences: Sequence[Sentence], lexicon: Lexicon
) -> tuple[Word, ...]:
    """The words; one that stands in a slip (碳酸氢氨) is doubtful and no card, and says why."""
    slips = [tuple(find_slips(sentence.zh, lexicon)) for sentence in sentences]
    return tuple(_noted(word, sentences[word.sentence].zh, slips[word.sentence]) for word in words)


def _noted(word: Word, zh: str, slips: Sequence[Slip]) -> Word:
    slip = next((s for s in slips if s.start <= word.start and word.end <= s.end), None)
    if slip is None:
        return word
    note = f"the source writes {zh[slip.start : slip.end]} for {slip.right}"
    tier: Tier = "gloss" if word.tier == "card" else word.tier
    return replace(word, tier=tier, doubtful=True, note=note)
