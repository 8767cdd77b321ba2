"""Which English words render which Chinese word of one sentence pair.

Each Chinese word is taken to choose an English word, or none, by what speaks for the pair and by
how far it is from the last choice: a hidden Markov model (Vogel, Ney and Tillmann 1996,
"HMM-based word alignment in statistical translation"). The same is done from English to Chinese,
and a link counts by the mean of its probability both ways: so 总理 has both words of "prime
minister", which choose it, and 贯彻|执行 may share "implemented", which both choose (compare Liang,
Taskar and Klein 2006, "Alignment by agreement"). Nothing is learnt: what speaks for a pair are the
dictionary, sounds, numbers, a table of function words and, if asked for, a sentence encoder that
knows both languages.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy
from numpy.typing import NDArray

from quizgen.text.lexicon import Lexicon
from quizgen.translation import links
from quizgen.translation.english import FUNCTION_WORDS
from quizgen.translation.function_words import FUNCTION, SILENT, is_mark
from quizgen.translation.meanings import Vectors
from quizgen.translation.word_evidence import Evidence, find_evidence

Matrix = NDArray[numpy.float64]
Evidences = Mapping[tuple[int, int], Evidence]

# All in nats, set by hand as the weights of the evidence were.
_MEANING = 8.0  # for a likeness of 1 more, where likeness runs from about 0.2 to 1
_ALIKE, _ALIKE_GRAMMAR = 0.5, 0.75  # likeness that says nothing: function words are all alike
_GRAMMAR = -2.0  # a function word that nothing but the encoder links, at least
_FOREIGN = -4.0  # a mark and a word, or a word that only grammar links
_NONE = {"word": -4.2, "grammar": -1.2, "mark": -1.2}  # to be linked to nothing
_NONE_UNREAD = -3.2  # a word, where the encoder isn't asked
_JUMP, _FARTHEST = 0.4, 6.0  # for each word that the next choice is off, and at most
_STAY = 0.5  # choosing the same word again is as if the next choice were off by so much
_LINKED = 0.25  # probability from which two words are linked
_PROVED = 0.25  # the share of linked words that more than the encoder must link
_LONGEST = 600  # words of a side; the work grows with the square, and no sentence has more
_ARTICLES = frozenset(("the", "a", "an"))


@dataclass(frozen=True, slots=True)
class Link:
    """A Chinese and an English word (indices from 0) that render each other.

    `score` is the probability of the link, 0 to 1. `why` is the gloss that shows it, "管: tube"
    where that is a gloss of a part of the word, or "same", "number", "sound", "grammar", "mark",
    "meaning" (by the encoder), or "order" (by the links around).
    """

    zh: int
    en: int
    score: float
    why: str


def align_words(
    zh_words: Sequence[str],
    en_words: Sequence[str],
    lexicon: Lexicon,
    zh_tags: Sequence[str] = (),
    *,
    vectors: Vectors | None = None,
    by_meaning: bool = True,
) -> tuple[Link, ...]:
    """The links of a sentence pair in the Chinese words' order; either side may be empty.

    A pair with more than 600 words on a side is no sentence and gets no links.

    The words are taken as they are cut (`english.cut` cuts English). `zh_tags` tell names from
    words, as jieba or LAC tags them. `vectors` may know the words already; without `by_meaning` no
    encoder is loaded.
    """
    if not (0 < len(zh_words) <= _LONGEST and 0 < len(en_words) <= _LONGEST):
        return ()
    en = [word.lower().replace("’", "'") for word in en_words]
    evidence = find_evidence(zh_words, en, lexicon, zh_tags)
    alike = (vectors or Vectors()).likeness(zh_words, en) if by_meaning else None
    scores = _scores(zh_words, en, evidence, alike)
    likely = _likely(scores, _none(zh_words, by_meaning), _none(en, by_meaning))
    found = {(int(i), int(j)): float(likely[i, j]) for i, j in numpy.argwhere(likely > _LINKED)}
    if not _have_something_in_common(found, evidence, zh_words):
        found = {pair: score for pair, score in found.items() if pair in evidence}
    found = links.in_one_place(found)
    found = links.closed_frames(found, zh_words)
    found = links.by_order(found, zh_words, en)
    return tuple(
        Link(*pair, round(score, 3), _why(pair, zh_words[pair[0]], evidence, by_meaning))
        for pair, score in sorted(found.items())
    )


def _have_something_in_common(
    found: Iterable[tuple[int, int]], evidence: Evidences, zh: Sequence[str]
) -> bool:
    """Whether more than the encoder links the words, as where one translates the other.

    In a pair that isn't parallel it still finds the least unlike words.
    """
    by_words = [pair in evidence for pair in found if _kind(zh[pair[0]]) == "word"]
    return sum(by_words) >= _PROVED * len(by_words)


def _why(pair: tuple[int, int], zh: str, found: Evidences, by_meaning: bool) -> str:
    if pair in found and zh not in links.ORDERED:
        return found[pair].why
    return "meaning" if by_meaning and not is_mark(zh) and zh != "的" else "order"


def _kind(word: str) -> str:
    if is_mark(word):
        return "mark"
    return "grammar" if word in FUNCTION or word in FUNCTION_WORDS else "word"


def _scores(
    zh: Sequence[str], en: Sequence[str], evidence: Evidences, alike: Matrix | None
) -> Matrix:
    """How much speaks for each pair: the likeness of the two words and the best evidence."""
    zh_marks, en_marks = (_of_kind("mark", words) for words in (zh, en))
    zh_grammar, en_grammar = (_of_kind("grammar", words) for words in (zh, en))
    scores = numpy.zeros((len(zh), len(en)))
    grammar = zh_grammar[:, None] | en_grammar
    if alike is not None:
        scores = _MEANING * (alike - numpy.where(grammar, _ALIKE_GRAMMAR, _ALIKE))
    scores[grammar] = _GRAMMAR if alike is None else numpy.maximum(scores[grammar], _GRAMMAR)
    scores[zh_grammar[:, None] & en_grammar] = _GRAMMAR  # the encoder is right about 16 % of these
    scores[[word in SILENT for word in zh]] = _FOREIGN
    scores[:, [word in _ARTICLES for word in en]] = _GRAMMAR
    scores[zh_marks[:, None] ^ en_marks] = _FOREIGN
    scores[zh_marks[:, None] & en_marks] = 0
    for pair, found in evidence.items():
        scores[pair] += found.score
    return scores


def _of_kind(kind: str, words: Sequence[str]) -> NDArray[numpy.bool_]:
    return numpy.array([_kind(word) == kind for word in words])


def _none(words: Sequence[str], by_meaning: bool) -> Matrix:
    none = _NONE if by_meaning else _NONE | {"word": _NONE_UNREAD}
    return numpy.array([none[_kind(word)] for word in words])


# --- the hidden Markov model --------------------------------------------------------------------


def _likely(scores: Matrix, zh_none: Matrix, en_none: Matrix) -> Matrix:
    """The probability of each link, the mean of both directions."""
    mean: Matrix = (_posteriors(scores, zh_none) + _posteriors(scores.T, en_none).T) / 2
    return mean


def _posteriors(scores: Matrix, none: Matrix) -> Matrix:
    """The probability that a row's word chooses a column's, by the forward-backward algorithm.

    A state is the column chosen last and whether it is chosen by this very row.
    """
    rows, columns = scores.shape
    jumps = _jumps(columns)
    top = numpy.maximum(scores.max(axis=1), none)
    chosen = numpy.exp(scores - top[:, None])
    skipped = numpy.exp(none - top)
    forward = numpy.empty((rows, 2, columns))
    last = numpy.full(columns, 1 / columns)
    for row in range(rows):
        moved = last @ jumps if row else last
        forward[row] = moved * chosen[row], last * skipped[row]
        forward[row] /= forward[row].sum()
        last = forward[row].sum(axis=0)
    behind = numpy.ones(columns)
    likely = numpy.empty((rows, columns))
    for row in range(rows - 1, -1, -1):
        both = forward[row] * behind
        likely[row] = both[0] / both.sum()
        behind = jumps @ (chosen[row] * behind) + skipped[row] * behind
        behind /= behind.sum()
    return likely


def _jumps(columns: int) -> Matrix:
    """The probability to go from a column to a column; the next one is the likeliest."""
    places = numpy.arange(columns)
    steps = places - places[:, None]
    off = numpy.minimum(abs(steps - 1), abs(steps) + _STAY)
    jumps: Matrix = numpy.exp(-numpy.minimum(_JUMP * off, _FARTHEST))
    jumps /= jumps.sum(axis=1, keepdims=True)
    return jumps
