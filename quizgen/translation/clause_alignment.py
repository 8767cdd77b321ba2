"""The part of an English sentence that says what one clause of the Chinese sentence says.

English is cut into pieces at its punctuation and before words that begin a clause. Every piece is
given to one Chinese clause, by the words they share, so that neighbours stay together and order is
kept where nothing speaks against it (a Viterbi search over the pieces). A wrong fragment on a
learner's card is worse than the whole sentence, so that is what is returned unless the evidence is
clear.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from quizgen.model import GlossaryEntry
from quizgen.text.lexicon import Lexicon
from quizgen.translation.evidence import Cue, chinese_cues, english_cues
from quizgen.translation.sentences import split_english

Span = tuple[int, int]

_ZH_CUT = re.compile(r"[，；：。！？,;:!?]+[”’」』）)]*")
_HARD = re.compile(
    r"[,;:][”\"’')]*\s+|[.!?][”\"’')]*\s+(?=[\"“‘'(]?[A-Z])|\s*—\s*|\s+–\s+|\s+(?=\()|(?<=\))\s+"
)
_SOFT = re.compile(
    r"\s+(?=(?:and|but|or|nor|while|which|who|whose|whom|because|after|before|when|where|whereas"
    r"|such\sas|if|although|though|including|especially|particularly|since|until|so)\s)"
    # a predicate, unless its subject is a pronoun: "this | is a blow" says nothing
    r"|(?<!\b[Ii]t)(?<!\b[Hh]e)(?<!\b[Ww]e)(?<!\bI)(?<!\b[Yy]ou)(?<!\b[Ss]he)(?<!\b[Ww]ho)(?<!\b[Tt]his)(?<!\b[Tt]hat)"
    r"(?<!\b[Tt]hey)(?<!\b[Tt]here)(?<!\b[Ww]hich)(?<!\b[Tt]hese)(?<!\b[Aa]nd)(?<!\b[Oo]r)(?<!\b[Bb]ut)"
    r"\s+(?=(?:has|have|had|is|are|was|were|will|would|can|could|must)\s)"
)
_EDGE = " \t\n,;:—–-"
_LEADING = re.compile(r"^(?:and|but|or|so)\s+")
_TRAILING = re.compile(r"\s+(?:and|but|or|so|that)$")
_FULL_STOP = re.compile(r"(?<!\b[A-Z])\.$")

# In units of one word that only one clause shows.
_LEAVE = {True: 0.25, False: 0.75}  # to change the clause at punctuation, or elsewhere
_ORDER = 0.5  # and for each clause that is skipped or gone back over
_FEWEST = 2.0  # to be sure of a run: words that the clause and the run show each other
_ITEM = 3  # words up to which a piece between commas may be an item of a list
_LISTED = re.compile(r"(?:and|or)\s")
_MOST = 0.75  # of the clause's words that are found in the English at all
_CLEAN = 0.25  # at most this share of them may point elsewhere
_LENGTHS = (0.4, 2.2)  # the run's share of the English against the clause's of the Chinese
_CROWD = 80  # clauses or pieces: more is a list and no sentence, and takes seconds to compare
# English texts and clauses that are kept in mind: each word of a sentence asks for them.
_KEPT, _KEPT_CLAUSES = 256, 2048


def clause_english(
    zh: str,
    en: str,
    clause: Span,
    lexicon: Lexicon,
    glossary: Sequence[GlossaryEntry] = (),
) -> str:
    """The slice of `en` that corresponds to `zh[clause[0]:clause[1]]`, or `en` if unsure.

    Punctuation and a conjunction at the edges of the slice are trimmed.
    """
    here = tuple(entry for entry in glossary if entry.zh in zh)
    return _clause_english(zh, en, clause, lexicon, here)


@lru_cache(maxsize=_KEPT_CLAUSES)
def _clause_english(
    zh: str, en: str, clause: Span, lexicon: Lexicon, glossary: tuple[GlossaryEntry, ...]
) -> str:
    clauses, pieces = _clauses(zh, clause), _cut(en).pieces
    asked = zh[clause[0] : clause[1]]
    if len(pieces) < 2 or len(clauses) < 2 or not any(char.isalnum() for char in asked):
        return en
    if max(len(pieces), len(clauses)) > _CROWD:
        return en
    zh_cues = chinese_cues(zh, lexicon, glossary)
    matches = _Matches([_within(zh_cues, span) for span in clauses], _cut(en).cues, _cut(en).hard)
    labels = _assigned(matches.votes, matches.hard[:-1])
    own = [number for number, label in enumerate(labels) if label == clauses.index(clause)]
    if not own or not matches.is_sure(own, labels):
        return en
    start, end = pieces[own[0]][0], pieces[own[-1]][1]
    length = (end - start) / len(en) * len(zh) / (clause[1] - clause[0])
    return _trimmed(en[start:end]) if _LENGTHS[0] <= length <= _LENGTHS[1] else en


class _Cut(NamedTuple):
    """An English text in pieces: their spans, their words, and which are cut at punctuation."""

    pieces: Sequence[Span]
    cues: Sequence[Sequence[Cue]]
    hard: Sequence[bool]


@lru_cache(maxsize=_KEPT)
def _cut(en: str) -> _Cut:
    cues = english_cues(en)
    pieces = _pieces(en, cues)
    hard = [_is_hard(en, piece) for piece in pieces]
    return _Cut(pieces, [_within(cues, span) for span in pieces], hard)


def _clauses(zh: str, clause: Span) -> list[Span]:
    """The clause and the clauses before and behind it, without those of punctuation only."""
    cuts = [match.end() for match in _ZH_CUT.finditer(zh)]
    cuts = [cut for cut in cuts if not clause[0] < cut < clause[1]]
    edges = sorted({0, *cuts, *clause, len(zh)})
    spans = list(itertools.pairwise(edges))
    return [s for s in spans if s == clause or any(c.isalnum() for c in zh[s[0] : s[1]])]


def _pieces(en: str, cues: Sequence[Cue]) -> list[Span]:
    """Spans that cover the text; no cut falls into a numeral."""
    inside = {offset for cue in cues for offset in range(cue.start + 1, cue.end)}
    matches = (*_HARD.finditer(en), *_SOFT.finditer(en))
    edges = sorted({0, len(en), *(match.end() for match in matches)} - inside)
    return list(itertools.pairwise(edges))


def _within(cues: Sequence[Cue], span: Span) -> list[Cue]:
    return [cue for cue in cues if span[0] <= cue.start < span[1]]


def _keys(cues: Sequence[Cue]) -> frozenset[str]:
    return frozenset().union(*(cue.keys for cue in cues))


class _Matches:
    """Which words of the English pieces and of the Chinese clauses show each other."""

    def __init__(
        self,
        clauses: Sequence[Sequence[Cue]],
        pieces: Sequence[Sequence[Cue]],
        hard: Sequence[bool],
    ) -> None:
        """`hard` says of each piece whether the cut in front of it is at punctuation."""
        self._clauses, self._pieces, self.hard = clauses, pieces, (*hard, True)
        self._keys = [_keys(cues) for cues in clauses]
        self.votes = [self._votes(cues) for cues in pieces]

    def _votes(self, cues: Sequence[Cue]) -> list[float]:
        """What each clause has of a piece's words; a word that several have is shared out."""
        votes = [0.0] * len(self._keys)
        for cue in cues:
            shown = self._shown(cue)
            for number in shown:
                votes[number] += 1 / len(shown)
        return votes

    def _shown(self, cue: Cue) -> list[int]:
        return [number for number, keys in enumerate(self._keys) if cue.keys & keys]

    def is_sure(self, own: Sequence[int], labels: Sequence[int]) -> bool:
        """Whether these pieces, and no others, certainly are the clause that they are given to."""
        if own[-1] - own[0] != len(own) - 1 or self._has_open_edge(own):
            return False
        asked = labels[own[0]]
        return (
            self._is_cut_well(own, asked)
            and not self._swallows(own, labels)
            and self._is_clean(own, asked)
        )

    def _has_open_edge(self, own: Sequence[int]) -> bool:
        """Whether a piece at an edge of the run, inside or outside, could be anybody's."""
        edges = {own[0] - 1, own[0], own[-1], own[-1] + 1} & set(range(len(self._pieces)))
        return any(self._pieces[edge] and not any(self.votes[edge]) for edge in edges)

    def _is_cut_well(self, own: Sequence[int], asked: int) -> bool:
        """Whether the words beside both cuts are on their own clause's side.

        They aren't in "mixed with lime | and gypsum to produce cement", where 石灰、石膏 ("lime,
        gypsum") are in one clause.
        """
        run = [cue for piece in own for cue in self._pieces[piece]]
        before = [cue for cues in self._pieces[: own[0]] for cue in cues]
        behind = [cue for cues in self._pieces[own[-1] + 1 :] for cue in cues]
        sides = ((before[-1:], run[:2], own[0]), (behind[:1], run[:-3:-1], own[-1] + 1))
        return all(
            not any(self._shown(cue) == [asked] for cue in outer)
            and self._belongs(inner, asked, self.hard[cut] or not outer)
            for outer, inner, cut in sides
        )

    def _belongs(self, edge: Sequence[Cue], asked: int, hard: bool) -> bool:
        """Whether the clause shows the word at the edge, or at punctuation the one beside it."""
        shown = [self._shown(cue) for cue in edge]
        if not shown:
            return False
        return asked in shown[0] or (hard and not shown[0] and asked in shown[-1])

    def _swallows(self, own: Sequence[int], labels: Sequence[int]) -> bool:
        """Whether the run holds what a clause that got no piece says."""
        lost = set(range(len(self._keys))) - set(labels)
        if lost & {labels[own[0]] - 1, labels[own[0]] + 1} and any(self.hard[n] for n in own[1:]):
            return True  # the neighbour's English is a piece of this run, in words of its own
        shown = (self._shown(cue) for piece in own for cue in self._pieces[piece])
        return any(len(numbers) == 1 and numbers[0] in lost for numbers in shown)

    def _is_clean(self, own: Sequence[int], asked: int) -> bool:
        """Whether clause and run show many of each other's words and hardly any others'."""
        run = [cue for piece in own for cue in self._pieces[piece]]
        inside = _keys(run)
        everywhere = _keys([cue for cues in self._pieces for cue in cues])
        lost = sum(bool(c.keys & everywhere) and not c.keys & inside for c in self._clauses[asked])
        alien = sum(bool(shown := self._shown(cue)) and asked not in shown for cue in run)
        found = sum(bool(cue.keys & inside) for cue in self._clauses[asked])
        found += sum(asked in self._shown(cue) for cue in run)
        return found >= _FEWEST and lost + alien <= _CLEAN * found


def _assigned(votes: Sequence[Sequence[float]], hard: Sequence[bool]) -> list[int]:
    """For each piece the clause it belongs to, by the best path over all pieces."""
    clauses = range(len(votes[0]))
    scores = [vote - _ORDER * clause for clause, vote in enumerate(votes[0])]
    origins: list[list[int]] = []
    for vote, at_mark in zip(votes[1:], hard[1:], strict=True):
        steps = [[scores[a] - _change(a, b, at_mark) for a in clauses] for b in clauses]
        origins.append([max(clauses, key=step.__getitem__) for step in steps])
        scores = [max(step) + own for step, own in zip(steps, vote, strict=True)]
    labels = [max(clauses, key=scores.__getitem__)]
    for origin in reversed(origins):
        labels.append(origin[labels[-1]])
    return labels[::-1]


def _is_hard(en: str, piece: Span) -> bool:
    """Whether the cut in front of the piece is at a punctuation mark."""
    return en[: piece[0]].rstrip()[-1:] in set(',;:.!?—–)"”')


def _change(before: int, after: int, hard: bool) -> float:
    """What it costs to go over from one clause to another between two pieces."""
    if before == after:
        return 0.0
    return _LEAVE[hard] + _ORDER * (abs(after - before - 1))


def _trimmed(run: str) -> str:
    run = _LEADING.sub("", run.strip(_EDGE))
    return _FULL_STOP.sub("", _TRAILING.sub("", run).strip(_EDGE))


def stretch(en: str, shown: Span, inner: Sequence[Span], outer: Sequence[Span]) -> str:
    """The shortest run of English pieces around `shown` that is surely one clause's.

    `inner` and `outer` are the places of English words that stand for words of the clause and for
    others. The run holds `shown` and most of `inner` (two at least), and at most a quarter of
    what it holds is of `outer`; else it is the English sentence around `shown`.
    """
    sentence = next((s for s in split_english(en) if s[0] <= shown[0] and shown[1] <= s[1]), None)
    pieces = _whole_items(en)
    home = [i for i, (a, b) in enumerate(pieces) if a < shown[1] and shown[0] < b]
    if not home or not sentence:
        return en
    for low, high in _runs_around(home[0], home[-1], len(pieces)):
        start, end = pieces[low][0], pieces[high][1]
        own = sum(start <= a and b <= end for a, b in inner)
        others = sum(start <= a and b <= end for a, b in outer)
        enough = own > 1 and own >= _MOST * len(inner) and others <= own * _CLEAN
        if enough and sentence[0] <= start and end <= sentence[1]:
            return _trimmed(en[start:end])
    return en[sentence[0] : sentence[1]].strip()


def _whole_items(en: str) -> list[Span]:
    """The text cut at its punctuation, but not inside a list: "steel, coal, and iron" is one."""
    edges = [0, *(match.end() for match in _HARD.finditer(en)), len(en)]
    spans = [(a, b) for a, b in itertools.pairwise(edges) if a < b]
    joined: list[Span] = []
    for a, b in spans:
        short = len(en[a:b].split()) <= _ITEM or _LISTED.match(en, a)
        if joined and (short or len(en[slice(*joined[-1])].split()) <= _ITEM):
            joined[-1] = (joined[-1][0], b)
        else:
            joined.append((a, b))
    return joined


def _runs_around(first: int, last: int, count: int) -> list[tuple[int, int]]:
    """Runs of pieces that hold first..last, the shortest first; at most two pieces longer."""
    runs = [
        (first - before, last + after)
        for longer in range(3)
        for before in range(longer + 1)
        for after in (longer - before,)
    ]
    return [(low, high) for low, high in runs if low >= 0 and high < count]
