"""Words: the cheapest way through the lattice of everything that could be a word.

Every string of the sentence that CC-CEDICT or an HSK list has is an edge, at the price
-log(count in jieba's corpus); so is a name that jieba knows, a numeral or name found beforehand
(always whole), a glossary entry, a doubled word (行行业业) and a run of Latin letters. Phrases that
jieba glues together and no dictionary has (广大职工, 超额完成, 下大) are no edges: nobody can look
them up. What stands beside what adds to the price (`neighbours`), and so does the translation: a
word whose meaning it shows is cheaper. So may a neural tagger's cut of the same text: words that
lie astride of its boundaries are dearer. Names that nobody lists are found before (`names`).
"""

from __future__ import annotations

import functools
import math
import re
from bisect import bisect
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import TypedDict

from quizgen.text.lexicon import MAX_WORD, Lexicon, WordInfo
from quizgen.text.neighbours import beside
from quizgen.text.parts import Tagged
from quizgen.text.proper import NAME_TAGS, inner_strings
from quizgen.text.quantities import Quantity
from quizgen.text.units import DURATIONS, read_unit

_LATIN = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿ]+(?:['’\-][A-Za-z]+)*|[0-9０-９]+(?:[.．,，][0-9０-９]+)*")
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff〇]")
_NUMERAL = re.compile(
    r"(第?(?:[0-9０-９]+(?:[.．][0-9０-９]+)?|[零〇一二三四五六七八九十百千万两廿卅半]+))"
    r"(年代|年|月份|月|日|号|小时|时|点钟|点|分钟|分|秒钟|秒|世纪|天|周|岁)?"
)
# Numerals that say no figure: 几十, 十几, 数百万.
_VAGUE = re.compile(
    r"(?:[几数][十百千万亿]+|[零〇一二两三四五六七八九十百千万]*十几[万亿]?)(?![一二三四五六七八九])"
)
_HALF = re.compile(r"([^半个]+)([^\W\d])(半)")
_MORE = tuple("多余来几")
# Words that begin with a measure word and follow a numeral all the same: 60年代, 三年级, 第八军团.
_LONGER_UNIT = re.compile("年[代度级]|军[团区]")
# Figures in form only: parts, odds and ends, the World Wars.
_NO_FIGURE = re.compile("零[件头星担]|[一二]战(?![一二三四五六七八九]?[胜负败平])")
# 算了算, 想了想: the verb once more.
_ONCE_MORE = re.compile(r"([\u4e00-\u9fff])了\1")
_NAME_TAGS = ("nr", "ns", "nt")  # jieba's nz holds half chemicals (碳酸氢)
# A word that only the dictionary lists counts as seen this often: below most words of jieba's
# list (median 5), so that two known words beat one unknown long one only if they're common.
_UNCOUNTED = 3.0
# Each word costs this much more, which keeps rare long headwords from falling apart into
# frequent single characters. Set once between 0 and 4 on our own articles.
_PER_WORD = 1.0
_SURE = 99.0  # the margin of what can be cut in no other way
# A name that article or translation gives: as cheap as a word of 500 in a million, so that it
# beats the characters it is made of, but not the longer name it begins (西城 in 西城区).
_NAMED = 7.6
# What it takes off a word's price that the translation shows it: as little as parts 分开|放 from
# 分|开放 ("separate", not "open"), and far less than a word costs (most above 8).
_SHOWN = 3.0
# What a word costs more that lies astride of the tagger's boundaries (社|交界 by its 社交). From
# 0.5 to 2 seven overlaps in GSDSimp's 500 sentences come right and one wrong; a higher price obeys
# the tagger where it errs, too (大|约会 for 大约|会).
_ASTRIDE = 1.0
NO_NAME = "no name"
"""The source of a word of which somebody says that it is no name here."""


@dataclass(frozen=True, slots=True)
class Edge:
    """One candidate word: a span of the sentence, its tag, its price and who proposes it."""

    start: int
    end: int
    tag: str
    cost: float
    source: str
    margin: float = 0.0


CutSpan = tuple[int, int, str]
"""Start, end and tag of what is one word."""


class CutEvidence(TypedDict):
    """Keyword arguments of `segment` and `candidates`."""

    whole: list[CutSpan]
    names: Mapping[str, str]
    shown: Callable[[str], bool]
    tagged: Sequence[tuple[str, str]]
    forced: Sequence[Edge]


def free(spans: Sequence[CutSpan], taken: Sequence[CutSpan]) -> Iterator[CutSpan]:
    """The spans that overlap none of those taken."""
    places = {at for start, end, _ in taken for at in range(start, end)}
    return (span for span in spans if places.isdisjoint(range(span[0], span[1])))


def segment(
    text: str,
    lexicon: Lexicon,
    *,
    whole: Sequence[tuple[int, int, str]] = (),
    names: Mapping[str, str] | None = None,
    shown: Callable[[str], bool] = lambda _: False,
    tagged: Tagged = (),
    forced: Sequence[Edge] = (),
) -> tuple[Edge, ...]:
    """The words of the text, which they cover without a gap.

    `whole` are spans that are one word each (numerals and names), with their tag; none may overlap
    another. `names` maps strings that are words here to their tag; `shown` tells whether the
    translation shows a meaning of a word, asked for words of two characters and more; `tagged` is
    the text as `quizgen.text.tagger` cuts it. `forced` are words that somebody says stand here;
    they overlap no others and nothing of `whole`. Each word says by how much it beats the best way
    to cut the text otherwise.
    """
    lattice = list(_lattice(text, lexicon, whole, names or {}, shown, tagged, forced))
    behind, ahead = _cheapest(text, lattice), _cheapest_on(text, lattice)
    path: list[Edge] = []
    at = 0
    while at < len(text):
        ways = [
            ahead[at][i] + (beside(text, path[-1], edge) if path else 0.0)
            for i, edge in enumerate(lattice[at])
        ]
        path.append(lattice[at][ways.index(min(ways))])
        at = path[-1].end
    through = [
        [to + on - edge.cost for to, on, edge in zip(*columns, strict=True)]
        for columns in zip(behind, ahead, lattice, strict=True)
    ]
    return tuple(replace(edge, margin=_margin(edge, lattice, through)) for edge in path)


def _cheapest(text: str, lattice: Sequence[Sequence[Edge]]) -> list[list[float]]:
    """For each edge the price of the best way from the start up to its end (Viterbi)."""
    best: list[list[float]] = []
    ending: list[list[tuple[Edge, float]]] = [[] for _ in range(len(text) + 1)]
    for start, edges in enumerate(lattice):
        best.append([])
        for edge in edges:
            ways = [cost + beside(text, last, edge) for last, cost in ending[start]]
            cost = edge.cost + (min(ways, default=math.inf) if start else 0.0)
            best[-1].append(cost)
            ending[edge.end].append((edge, cost))
    return best


def _cheapest_on(text: str, lattice: Sequence[Sequence[Edge]]) -> list[list[float]]:
    """For each edge the price of the best way from its start to the end of the text."""
    best: list[list[float]] = [[] for _ in lattice]
    for start in range(len(text) - 1, -1, -1):
        for edge in lattice[start]:
            ways = [
                best[edge.end][i] + beside(text, edge, following)
                for i, following in enumerate(lattice[edge.end] if edge.end < len(text) else ())
            ]
            last = math.inf if edge.end < len(text) else 0.0
            best[start].append(edge.cost + min(ways, default=last))
    return best


def _margin(
    edge: Edge, lattice: Sequence[Sequence[Edge]], through: Sequence[Sequence[float]]
) -> float:
    """How much dearer the best way is that cuts inside the edge or swallows it in a longer one."""
    chosen = through[edge.start][lattice[edge.start].index(edge)]
    first = max(0, edge.start - MAX_WORD)
    others = (
        price
        for start in range(first, edge.end)
        for other, price in zip(lattice[start], through[start], strict=True)
        if other.end > edge.start and (other.start, other.end) != (edge.start, edge.end)
    )
    return round(min(min(others, default=math.inf) - chosen, _SURE), 2)


def candidates(
    text: str,
    lexicon: Lexicon,
    *,
    whole: Sequence[tuple[int, int, str]] = (),
    names: Mapping[str, str] | None = None,
    shown: Callable[[str], bool] = lambda _: False,
    tagged: Tagged = (),
    forced: Sequence[Edge] = (),
) -> tuple[Edge, ...]:
    """Every edge of the lattice, for `quizgen explain`."""
    lattice = _lattice(text, lexicon, whole, names or {}, shown, tagged, forced)
    return tuple(edge for edges in lattice for edge in edges)


def _lattice(
    text: str,
    lexicon: Lexicon,
    whole: Sequence[tuple[int, int, str]],
    names: Mapping[str, str],
    shown: Callable[[str], bool],
    tagged: Tagged,
    forced: Sequence[Edge],
) -> Iterator[list[Edge]]:
    """The edges that begin at each character; one only where a whole span begins."""
    ends = {0, *accumulate(len(word) for word, _ in tagged)}
    taken = [*whole, *((edge.start, edge.end, edge.tag) for edge in forced)]
    whole = [*whole, *_once_more(text, lexicon, taken)]
    cached = functools.cache(shown)
    given = {start: Edge(start, end, tag, 0.0, _giver(tag)) for start, end, tag in whole}
    given |= {edge.start: edge for edge in forced}
    stops = [*sorted(given), len(text)]
    inside = {at for edge in given.values() for at in range(edge.start, edge.end)}
    longest = max(map(len, names), default=0)
    for start in range(len(text)):
        if start in given:
            yield [given[start]]
        elif start in inside:
            yield []
        else:
            stop = stops[bisect(stops, start)]
            last = min(start + longest, stop)
            edges = [*_edges(text, start, stop, lexicon), *_named(text, start, last, names)]
            yield [
                replace(edge, cost=edge.cost + _PER_WORD + _evidence(text, edge, cached, ends))
                for edge in edges
                if not _is_half(text, edge)
            ]


def _giver(tag: str) -> str:
    return "name" if tag[:2] in NAME_TAGS else "numeral"


def _is_half(text: str, edge: Edge) -> bool:
    """Whether the edge is the second half of a question: the 不会 of 会不会."""
    return edge.start > 0 and text[edge.start : edge.end] == f"不{text[edge.start - 1]}"


def _evidence(text: str, edge: Edge, shown: Callable[[str], bool], ends: set[int]) -> float:
    """What translation and tagger add to the price; the translation has the first word."""
    if bonus := _bonus(text[edge.start : edge.end], shown):
        return -bonus
    astride = not ends.isdisjoint(range(edge.start + 1, edge.end))
    return _ASTRIDE if astride and not {edge.start, edge.end} <= ends else 0.0


def _bonus(word: str, shown: Callable[[str], bool]) -> float:
    """What the translation takes off: "separate" stands there for 分开, "open" for 开放 doesn't.

    A long word gets what its parts would, so that only overlaps are decided: "vice minister" shows
    部长, and doesn't cut it out of 副部长.
    """
    if len(word) < 2 or not _HAN.match(word):
        return 0.0
    best = [0.0]
    for end in range(1, len(word) + 1):
        ways = (best[at] + _SHOWN for at in range(end - 1) if shown(word[at:end]))
        best.append(max(best[-1], *ways, 0.0))
    return best[-1]


def _once_more(
    text: str, lexicon: Lexicon, whole: Sequence[tuple[int, int, str]]
) -> Iterator[tuple[int, int, str]]:
    """The three words of a verb done once more: 算|了|算 holds no 算了 ("forget it")."""
    taken = {at for start, end, _ in whole for at in range(start, end)}
    for match in _ONCE_MORE.finditer(text):
        start, end = match.span()
        known = lexicon.word(match[1])
        longer = end < len(text) and lexicon.word(text[end - 1 : end + 1])
        if known and known.tag[:1] == "v" and not longer and taken.isdisjoint(range(start, end)):
            tags = (known.tag, "ul", known.tag)
            yield from ((start + i, start + i + 1, tag) for i, tag in enumerate(tags))


def number_spans(text: str, quantities: Iterable[Quantity]) -> list[tuple[int, int, str]]:
    """The spans of the numerals (tag m), and the units behind them (tag q).

    Counts are one word, and so is a unit of one character (两|个|人, not 两|个人). What joins
    number and unit is a word of its own: 九|个|半, 一百四十|多|个. Dates and ranges fall into their
    numerals: 四|月|三十|日, 二|至|四.
    """
    vague = [(*match.span(), "m") for match in _VAGUE.finditer(text)]
    spans = [unit for span in vague if (unit := _unit(text, span[1]))]
    taken = {at for start, end, _ in vague for at in range(start, end)}
    for quantity in quantities:
        figure = not _NO_FIGURE.match(text, quantity.start)
        if figure and taken.isdisjoint(range(quantity.start, quantity.end)):
            spans += _count(text, quantity)
    return sorted({*vague, *spans})


def _unit(text: str, at: int) -> tuple[int, int, str] | None:
    """The unit that stands at this place, if it has one character (几十|篇|文章)."""
    unit = read_unit(text, at)
    return (at, at + 1, "q") if len(unit) == 1 or unit[:1] == "个" else None


def _count(text: str, quantity: Quantity) -> Iterator[tuple[int, int, str]]:
    """The words of one quantity: numeral, 多 or 半, unit."""
    if quantity.kind in ("date", "time", "range"):
        stretch = text[: max(quantity.unit_end, quantity.end)]
        for match in _NUMERAL.finditer(stretch, quantity.start):
            yield (*match.span(1), "m")
            if match[2] and not _LONGER_UNIT.match(text, match.start(2)):
                yield (*match.span(2), "q")
        return
    start, end = quantity.start, quantity.end
    if quantity.unit == "年" and text[start] in "-－" and start:
        start += 1  # 1665年-1678年: a dash, no minus
    half = _HALF.fullmatch(text, start, end)
    if half:  # 一|勺|半, 九|个|半
        yield from ((*half.span(group), tag) for group, tag in ((1, "m"), (2, "q"), (3, "m")))
    else:
        yield start, end, "m"
    more = 1 if text[end : end + 1] in _MORE and quantity.unit_end > end + 1 else 0
    if more:
        yield end, end + 1, "m"
    unit = quantity.unit_end == end + more + 1 and quantity.unit == text[end + more]
    noun = quantity.kind == "ordinal" and quantity.unit not in DURATIONS  # 第三|师范, 第一|车间
    if unit and not noun and not _LONGER_UNIT.match(text, end + more):
        yield end + more, quantity.unit_end, "q"


def _edges(text: str, start: int, stop: int, lexicon: Lexicon) -> Iterator[Edge]:
    """The words that begin here and end before the next whole span, which may cut Latin (A|B村)."""
    rest = text[start : min(start + 24, stop)]
    if match := _LATIN.match(text, start, stop):
        tag = "m" if match[0][0].isdigit() else "eng"
        yield Edge(start, match.end(), tag, 0.0, "latin")
        return
    if not _HAN.match(rest):
        yield Edge(start, start + 1, "x", 0.0, "mark")
        return
    for word in lexicon.prefixes(rest):
        known = lexicon.word(word)
        if known and (len(word) == 1 or _is_word(word, known) or _is_new(word, known, lexicon)):
            yield Edge(start, start + len(word), known.tag, _cost(known, lexicon), _who(known))
    yield Edge(start, start + 1, "x", _price(0.5, lexicon) + 2, "character")
    yield from _doubled(rest, start, lexicon)


def _is_word(word: str, known: WordInfo) -> bool:
    """Whether a learner can look it up.

    不 with another word is one only where the dictionary says so; the HSK lists have 不难 and 不太.
    """
    return known.in_cedict or (known.in_hsk and word[:1] != "不")


def _is_new(word: str, known: WordInfo, lexicon: Lexicon) -> bool:
    """Whether it is a name of jieba's that holds no other word: 坎帕拉, but not 北京东郊."""
    if known.tag[:2] not in _NAME_TAGS or len(word) < 3:
        return False
    return not any(
        _is_word(part, found)
        for part in inner_strings(word)
        if part != word and (found := lexicon.word(part))
    )


def _who(known: WordInfo) -> str:
    if known.in_cedict:
        return "CC-CEDICT"
    return "HSK" if known.in_hsk else "jieba"


def _cost(known: WordInfo, lexicon: Lexicon) -> float:
    return _price(max(known.count, _UNCOUNTED), lexicon)


def _price(count: float, lexicon: Lexicon) -> float:
    return math.log(lexicon.total / count)


def _doubled(rest: str, start: int, lexicon: Lexicon) -> Iterator[Edge]:
    """AABB of a word AB (行行业业 of 行业, 扎扎实实 of 扎实) and ABAB of a verb (讨论讨论)."""
    a, b = rest[:1], rest[2:3]
    if len(rest) >= 4 and rest[:4] == a + a + b + b and a != b:
        base = lexicon.word(a + b)
        if base and _is_word(a + b, base):
            yield Edge(start, start + 4, base.tag, _cost(base, lexicon), "doubled")
    if len(rest) >= 4 and rest[:2] == rest[2:4] and rest[0] != rest[1]:
        base = lexicon.word(rest[:2])
        if base and base.tag == "v" and _is_word(rest[:2], base):
            yield Edge(start, start + 4, "v", _cost(base, lexicon), "doubled")


def _named(text: str, start: int, last: int, names: Mapping[str, str]) -> Iterable[Edge]:
    for end in range(start + 1, last + 1):
        if tag := names.get(text[start:end]):
            source = "name" if tag[:2] in NAME_TAGS else "correction"
            yield Edge(start, end, tag, _NAMED, source)
