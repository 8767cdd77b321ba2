"""Wrong answers for word items: of the key's kind and length, plausible, and never right.

A distractor must be wrong for certain, so everything that could make it right refuses it: a gloss
that shares a word with the key's or with the English of the clause, a vector too near the key's,
a neighbour with which it is a headword itself. What is left is ranked by how much it tempts.
"""

from __future__ import annotations

import operator
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice

from quizgen.items.bank.kinds import Sounds, kind_of, levels, listed, sort_of, sounds
from quizgen.items.bank.short_glosses import first_gloss, gloss_stems, short_glosses, stems
from quizgen.items.bank.source import Source, digest
from quizgen.model import Token, Word
from quizgen.translation.meanings import Vectors

# Of 98 pairs of synonyms that we wrote down (提高 上升, 敌人 对手) 76 share a gloss word; of the
# others two stay below this cosine (讨论 研究, 冠军 第一). Two words in three taken by chance do.
NEAR = 0.4
# An English gloss is nearer to most others: "to embrace" (拥抱) and "to include", which must not
# stand side by side, have 0.48, "to choose" and "to announce" 0.43.
NEAR_GLOSS = 0.45
_FIELD = 0.3  # the cosine below which a word that isn't the article's is of another world
_SHARED, _READ = 0.1, 0.1  # what a shared character and the article add to that cosine
CONSIDERED = 40  # candidates a key: each is a vector to make
_OWN = 3.0  # rank: what the article has was just read, and is of its time and matter
_DULL = 2.0  # rank: a word two levels away that shares nothing tempts nobody
_SENSES = 4  # glosses of the key that its distractors are held against
_UNLISTED = 7  # a word in no list counts as one of the last band
_MISPRINTS = frozenset("象像做作")  # two spellings of one word are no two answers


@dataclass(frozen=True)
class Rivals:
    """Chooses wrong words for the words of one article."""

    source: Source
    vectors: Vectors = field(default_factory=Vectors)

    def wrong_words(self, words: Sequence[Word]) -> dict[Word, tuple[str, ...]]:
        """For each word the words that can't stand in its place, the most tempting first.

        All are encoded at once: one by one takes three times as long.
        """
        tempting = {word: list(self._tempting(word)) for word in words}
        self.vectors.prepare(
            text for word, found in tempting.items() for text in (*found, *_said(word))
        )
        far = {word: self._far(found, word, _FIELD) for word, found in tempting.items()}
        self.vectors.prepare(gloss for found in far.values() for gloss in map(self._gloss, found))
        return {word: tuple(self._apart(word, found)) for word, found in far.items()}

    def meaning(self, text: str) -> tuple[str, ...]:
        """A wrong word's meaning as an option prints it: that of the article, or its first one.

        None where nothing shows the article's: of 骨干 that may be "diaphysis".
        """
        here = self._words.get(text)
        if here is None:
            return first_gloss(text, self.source.lexicon)
        return short_glosses(here.meaning)[:1] if here.sure else ()

    @cached_property
    def _words(self) -> dict[str, Word]:
        """The article's words by their characters, of those written alike the first."""
        return {word.hanzi: word for word in reversed(self.source.words)}

    @cached_property
    def _own(self) -> frozenset[str]:
        return frozenset(word.hanzi for word in self.source.words if not word.doubtful)

    @cached_property
    def _own_pools(self) -> dict[tuple[str, int], list[str]]:
        """The article's own words by kind and length."""
        found: dict[tuple[str, int], list[str]] = {}
        for text in self._own:
            found.setdefault((sort_of(text, self.source.lexicon), len(text)), []).append(text)
        return found

    def _pool(self, word: Word) -> dict[str, Sounds]:
        """The listed words of the word's kind and length, and the article's own."""
        lexicon, length = self.source.lexicon, len(word.hanzi)
        if not (sort := kind_of(word, lexicon)):
            return {}
        own = {text: sounds(text, lexicon) for text in self._own_pools.get((sort, length), ())}
        return listed(lexicon, self.source.level.edition, sort, length) | own

    def is_wrong(self, text: str, word: Word) -> bool:
        """Whether nothing speaks for this text in the word's place."""
        spoken_for = self._speaks_for(text, word, self._meant(word))
        return not spoken_for and bool(self._apart(word, self._far([text], word)))

    def _tempting(self, word: Word) -> Iterator[str]:
        """The candidates that tempt most, of those that no gloss and no neighbour speaks for."""
        meant = self._meant(word)
        near = (text for text in self._ranked(word) if not self._speaks_for(text, word, meant))
        return islice(near, CONSIDERED)

    def _ranked(self, word: Word) -> Iterator[str]:
        """The pool but for what is dull, the most tempting first; chance decides between equals."""
        heard, ranks = sounds(word.hanzi, self.source.lexicon), dict[float, list[str]]()
        for text, own in self._pool(word).items():
            rank = self._rank(text, word) - (not heard.isdisjoint(own))
            ranks.setdefault(rank, []).append(text)
        for rank in sorted(rank for rank in ranks if rank <= _DULL):
            yield from sorted(ranks[rank], key=lambda text: (digest(text + word.hanzi), text))

    def _speaks_for(self, text: str, word: Word, meant: frozenset[str]) -> bool:
        """Whether the clause has the text, or a gloss or a neighbour makes it possible there."""
        clause = self.source.sentences[word.sentence].zh[slice(*word.clause)]
        shared = gloss_stems(text, self.source.lexicon) & meant
        return text in clause or bool(set(text) & _MISPRINTS or shared) or self._joins(text, word)

    def _meant(self, word: Word) -> frozenset[str]:
        """The families of all English words that stand for the word or beside it."""
        own = gloss_stems(word.hanzi, self.source.lexicon)
        return own.union(*map(stems, (word.meaning, word.clause_en, word.evidence, word.rendered)))

    def _rank(self, text: str, word: Word) -> float:
        """Lower is better: shared characters and the article tempt, a far level doesn't."""
        bands = levels(self.source.level.edition)
        apart = abs(bands.get(text, _UNLISTED) - bands.get(word.hanzi, _UNLISTED))
        return apart - 2.0 * _alike(text, word.hanzi) - _OWN * (text in self._own)

    def _joins(self, text: str, word: Word) -> bool:
        """Whether it is a headword together with what stands beside the hole: 体育|运动."""
        before, after = neighbours(self.source.sentences[word.sentence].tokens, word)
        joined = (before + text if before else "", text + after if after else "")
        return any(one and self.source.lexicon.word(one) for one in joined)

    def _far(self, texts: Sequence[str], word: Word, least: float = -1.0) -> list[str]:
        """The words that the encoder holds for no rendering of what the key means.

        Those nearest to it first: of another field (外星人 for 青年人) they tempt nobody.
        """
        nearest = dict(zip(texts, self.nearest(texts, _said(word)), strict=True))
        far = [t for t in texts if nearest[t] < NEAR and (t in self._own or nearest[t] > least)]
        return sorted(far, key=lambda text: -nearest[text] - self._likeness(text, word))

    def _likeness(self, text: str, word: Word) -> float:
        """What tempts besides a meaning of the same field: a shared character, the article."""
        return _SHARED * _alike(text, word.hanzi) + _READ * (text in self._own)

    def _apart(self, word: Word, texts: Sequence[str]) -> list[str]:
        """The words whose glosses are far from the key's and share no word with one another."""
        glosses = self.nearest([self._gloss(text) for text in texts], _said(word))
        kept: list[str] = []
        used: set[str] = set()
        for text, near in zip(texts, glosses, strict=True):
            own = gloss_stems(text, self.source.lexicon)
            if near < NEAR_GLOSS and not own & used:
                kept.append(text)
                used |= own
        return kept

    def _gloss(self, text: str) -> str:
        return next(iter(first_gloss(text, self.source.lexicon)), text)

    def nearest(self, texts: Sequence[str], to: Sequence[str]) -> list[float]:
        """For each text the cosine of the one of `to` that is likest to it."""
        if not texts or not to:
            return [0.0] * len(texts)
        return [round(float(row.max()), 3) for row in self.vectors.likeness(texts, to)]


def _alike(text: str, other: str) -> bool:
    """Whether a character of one stands in the same place of the other."""
    return any(map(operator.eq, text, other))


def _said(word: Word) -> tuple[str, ...]:
    """What the key means, in both languages, here and elsewhere.

    支持 "to support" is far from 赞成 "to approve", its other sense "to be in favor of" is near.
    """
    glosses = (
        gloss for one in (word.meaning, *word.other_meanings) for gloss in short_glosses(one)
    )
    texts = (word.hanzi, *islice(glosses, _SENSES), word.evidence or word.rendered)
    return tuple(dict.fromkeys(text for text in texts if text))


def neighbours(tokens: Iterable[Token], word: Word) -> tuple[str, str]:
    """The tokens that touch the word before and behind, "" where there is none."""
    before = next((t.text for t in tokens if t.end == word.start), "")
    after = next((t.text for t in tokens if t.start == word.end), "")
    return before, after
