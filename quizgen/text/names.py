"""Names of people, places and bodies in Chinese: a tagger, a dictionary and a small grammar.

LAC (`tagger`) proposes words and names with their probability; the lexicon speaks for and against
them (`_prior`). The grammar then does what a tagger of words leaves undone: it reads short names
(访|华, 中|美), lends a minister the ministry (外交部|长), joins foreign names that fell apart,
builds bodies of place, words and last word (青溪|人民公社), and cuts off what is no part of a name
(唐|外长, 东北|地区, 印度|政府). The conventions are those of the corpora of the People's Daily:
titles, compass points and 政府 stay outside, 中美 is two places, a place that begins a body
belongs to it, 河北省|青溪县 are two.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from quizgen.text.lexicon import Lexicon
from quizgen.text.name_bodies import bodies, headed
from quizgen.text.name_cut import Cut, ends
from quizgen.text.name_limits import doubted, trimmed
from quizgen.text.name_words import given, joined, listed, reread, told
from quizgen.text.proper import (
    GENERIC,
    closed_list,
    inner_strings,
    is_common,
    is_foreign,
    is_person,
    is_place,
)
from quizgen.text.tagger import NAMES, Piece, pieces

Kind = Literal["PER", "LOC", "ORG"]

RULES = (told, joined, doubted, reread, listed, headed, bodies, trimmed)
# What the dictionary adds to a piece, in nats: round numbers, tried in steps on the names of the
# dev set. Without any of them F1 is 88.8 instead of 90.2; a single one halved or doubled moves it
# by 0.5 at most, on both halves of the set alike.
_WORD = 1.0  # a dictionary word, for each character behind the first: 雷阵雨 against 清河雷|阵雨
_PLACE = 1.0  # a known place, the same
_PERSON = 1.0  # somebody of whom the dictionary knows
_THREE = 1.0  # surname and two characters: 王建|国 or 王建国
_FOREIGN = 0.3  # for each character of what could be a foreign name
_DOTTED = 3.0  # a person with a dot inside; a dot at the edge is a cut name
_CUT = -5.0
_NO_PERSON = -3.0  # a dictionary word that is said to be a person: 高兴
_BODY = 1.0  # a body that ends like one
_NO_BODY = -1.0  # a body that doesn't, and that nobody knows
_TITLE = -3.0  # titles of works: what the tagger holds for one may be cut into its words
_NO_TITLE = -30.0  # inside a title there is none
# jieba's tags and what they mean, and who is so sure of a name that it may cut through a word.
TAGS: Mapping[Kind, str] = {"PER": "nr", "LOC": "ns", "ORG": "nt"}
KINDS: Mapping[str, Kind] = {tag: kind for kind, tag in TAGS.items()}
_GIVEN = ("glossary", "translation", "user")


@dataclass(frozen=True, slots=True)
class NameSpan:
    """A name: its span, what it names, who found it (model, dictionary, a rule), how sure it is.

    `confidence` is a probability: of the names at 0.9 and more 96 of 100 were right on the dev
    set, of those around 0.7 seven of ten.
    """

    start: int
    end: int
    kind: Kind
    by: str
    confidence: float


def find_names(
    text: str, lexicon: Lexicon, known: Mapping[str, Kind] | None = None
) -> tuple[NameSpan, ...]:
    """The names of the text, in order; none overlap. `known` are names of which one is sure."""
    return _find(text, lexicon, [(name, kind, "glossary") for name, kind in (known or {}).items()])


def names_of(
    texts: Sequence[str], lexicon: Lexicon, known: Mapping[str, Kind] | None = None
) -> tuple[tuple[NameSpan, ...], ...]:
    """The names of each sentence of an article: what one shows clearly, is found in the others."""
    found = [find_names(text, lexicon, known) for text in texts]
    settled = _settled(texts, found, known or {})
    return tuple(
        _find(text, lexicon, settled) if any(name in text for name, _, _ in settled) else names
        for text, names in zip(texts, found, strict=True)
    )


def name_words(
    names: Sequence[NameSpan], text: str, lexicon: Lexicon, least: float = 0.4
) -> list[tuple[int, int, str]]:
    """The names that are one word for a learner, as (start, end, jieba's tag), for `segment`.

    People are; of places and bodies the part (`_core`) that is foreign or holds no word: 鞍钢,
    石门沟, but 北京第一机床厂 is four words. What the dictionary has it keeps whole by itself, and
    a name less sure than `least`, or that cuts through a word (纪念章|托), is left to it too.
    A doubtful name is better than its characters one by one: words' F1 in GSDSimp's dev set is
    95.3 with 0.7 as the least surety, 95.5 with 0.4 and with 0.3.
    """
    found = []
    for name in names:
        person = name.kind == "PER"
        start, end = (name.start, name.end) if person else _core(text, name, lexicon)
        core = text[start:end]
        new = len(core) > 1 and not lexicon.lookup(core)
        whole = person or is_foreign(core) or not _holds_word(core, lexicon)
        sure = name.by in _GIVEN or not _cuts_word(text, start, end, lexicon)
        if new and whole and sure and name.confidence >= least:
            part = name.kind == "ORG" and core != text[name.start : name.end]
            found.append((start, end, "nz" if part else TAGS[name.kind]))
    return found


def _core(text: str, name: NameSpan, lexicon: Lexicon) -> tuple[int, int]:
    """The name's own part, without words around it: 白沟|联合|公司, 拉米亚|广场, 柳溪|县|医院."""
    start, end = name.start, name.end
    while not lexicon.lookup(core := text[start:end]):
        generic = len(core) > 2 and core[-1] in GENERIC
        if is_foreign(core) and not generic:
            break
        sizes = range(len(core) - 2, 1, -1)
        behind = generic or next((n for n in sizes if lexicon.lookup(core[-n:])), 0)
        before = not behind and next((n for n in sizes if lexicon.lookup(core[:n])), 0)
        if not behind and not before:
            break
        start, end = start + before, end - behind
    return start, end


def _holds_word(word: str, lexicon: Lexicon) -> bool:
    return any(lexicon.lookup(part) for part in inner_strings(word))


def _cuts_word(text: str, start: int, end: int, lexicon: Lexicon) -> bool:
    """Whether a dictionary word reaches over one edge of the name."""
    for at in range(max(0, start - 3), end):
        for word in lexicon.prefixes(text[at : at + 6]):
            stop = at + len(word)
            over = at < start < stop <= end or start <= at < end < stop
            if len(word) > 1 and over and is_common(word, lexicon):
                return True
    return False


def _settled(
    texts: Sequence[str], found: Sequence[Sequence[NameSpan]], known: Mapping[str, Kind]
) -> list[tuple[str, str, str]]:
    """The names that are sure in one sentence at least, of the kind that most sentences say.

    The glossary's come first, the others as they are met: a set has another order in each run.
    """
    votes: defaultdict[str, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
    sure: dict[str, None] = {}
    for text, names in zip(texts, found, strict=True):
        for name in names:
            word = text[name.start : name.end]
            votes[word][name.kind] += name.confidence
            if name.confidence >= 0.9 and len(word) > 1:
                sure[word] = None
    agreed = [
        (word, max(votes[word], key=lambda kind: votes[word][kind]), "article")
        for word in sure
        if word not in known
    ]
    return [*((name, kind, "glossary") for name, kind in known.items()), *agreed]


def _find(
    text: str, lexicon: Lexicon, known: Sequence[tuple[str, str, str]]
) -> tuple[NameSpan, ...]:
    cut = Cut(text, list(_pieces(text, lexicon)), lexicon)
    given(cut, known)
    for rule in RULES:
        rule(cut)
    return tuple(
        NameSpan(p.start, p.end, p.tag, p.by, round(p.share, 2))  # type: ignore[arg-type]
        for p in cut.pieces
        if p.tag in NAMES and any(map(str.isalnum, text[p.start : p.end]))  # 😀😀😀 is no body
    )


@lru_cache(maxsize=1024)  # an article's sentences are read twice (`names_of`)
def _pieces(text: str, lexicon: Lexicon) -> tuple[Piece, ...]:
    return tuple(_with_open_titles(text, lexicon))


def _with_open_titles(text: str, lexicon: Lexicon) -> Iterator[Piece]:
    """The tagger's pieces, and in place of a work's title (《李有才板话》) the pieces of that."""
    for piece in pieces(text, _prior(text, lexicon, _TITLE)):
        if piece.tag == "nw" and piece.end - piece.start > 2:
            title = text[piece.start : piece.end]
            for part in pieces(title, _prior(title, lexicon, _NO_TITLE)):
                yield replace(part, start=part.start + piece.start, end=part.end + piece.start)
        else:
            yield piece


def _prior(text: str, lexicon: Lexicon, title: float) -> Callable[[int, int, str], float]:
    """What dictionary and closed lists say for or against a piece of this text, in nats."""
    known = {
        (at, at + len(word)) for at in range(len(text)) for word in lexicon.prefixes(text[at:])
    }

    def prior(start: int, end: int, tag: str) -> float:
        piece, size = text[start:end], end - start
        if size == 1:
            return 0.0
        entry = piece if (start, end) in known else ""
        if tag == "PER":
            return _for_person(piece, entry, lexicon)
        if tag == "LOC":
            return _PLACE * (size - 1) if is_place(entry, lexicon) else 0.0
        if tag == "ORG":
            return _for_body(piece, entry, lexicon)
        if tag == "nw" and size > 2:
            return title
        return _WORD * (size - 1) if entry and is_common(entry, lexicon) else 0.0

    return prior


def _for_person(piece: str, entry: str, lexicon: Lexicon) -> float:
    if "·" in piece:
        return _CUT if "·" in (piece[0], piece[-1]) else _DOTTED
    against = _NO_PERSON if entry and is_common(entry, lexicon) else 0.0
    if len(piece) < 3:
        return against
    if entry and is_person(entry, lexicon):
        return against + _PERSON
    if len(piece) == 3 and piece[0] in closed_list("surname"):
        return against + _THREE
    return against + (_FOREIGN * len(piece) if is_foreign(piece) else 0.0)


def _for_body(piece: str, entry: str, lexicon: Lexicon) -> float:
    if ends(piece, "body") or ends(piece, "branch"):
        return _BODY
    known = lexicon.word(entry) if entry else None
    return 0.0 if known and known.tag == "nt" else _NO_BODY
