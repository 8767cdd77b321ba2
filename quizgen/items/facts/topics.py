"""The topic of a clause: the noun phrase at its head that the rest of it speaks of.

What is certain is the shape of the common newspaper clause: connectives and time, the noun phrase,
then adverbs, prepositions or the verb. Whatever else is found makes the topic unsure, and an
unsure topic is none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from quizgen.items.facts.passage import Passage, Piece, han
from quizgen.model import Span

State = Literal["own", "none", "unsure"]


class Topic(NamedTuple):
    """`own`: the clause has it; `none`: it has none and lives on an earlier one; or unsure."""

    state: State
    span: Span | None = None
    end: int = 0  # where the predicate begins


_NOUNS = frozenset("n nr ns nt nz nw vn an a f s r m q LOC ORG PER xc".split())
_HEADS = frozenset("n nr ns nt nz nw vn an LOC ORG PER".split())
_LEADS = re.compile(
    "其中|另外|此外|同时|特别|尤其|因此|因而|所以|于是|但是?|可是|不过|然而|而且|并且|而|并|即使|虽然|"
    "目前|现在|过去|原来|以前|以后|后来|最近|近来|当时|据?说|仅仅?|光是?|就是|平均(?=每)|共计|第[一二三四]季度的?|[上下]半年的?|"
    "[一二三四五六七八九十]+、|同比|环比|累计"
)
# 到T为止, 自T起, T以后, 在T: how a clause says when before it says who.
_TIME_LEAD = re.compile(
    "(?:截至|截止|直到|自从|[到自从在至])?T+(?:以来|以后|以前|为止|期间|初期|[止起前后初末底中里内份，]|)*"
)
_PRONOUN = re.compile(
    "[它他她我你]们?|自己|双方|大家|这|那|其|此|本人|对方|前者|后者|有的|有些|有人|谁|什么"
)
_RATIO = re.compile(".+[率量值数费额价产]$")
# Nouns that say how much by themselves: 新线路|全长四十六公里.
SIZES = frozenset(
    "全长 总长 全高 全重 净重 总重 身高 总共 合计 总计 共计 亩产 单产 年产 日产 月产 总产 "
    "高 长 宽 深 重".split()
)
# A clause that reports: what follows has a subject of its own, or the speaker's.
_REPORTS = re.compile(
    "(?:说|表示|认为|指出|宣布|希望|要求|号召|强调|介绍|透露|获悉|发现|规定)[，：]?$"
)
# A time or a circumstance that has the shape of a noun phrase: 工程开始的时候.
_CIRCUMSTANCE = re.compile(
    "(?:时候?|以?后|以?前|以来|期间|[里中上下内外间]|方面|情况|过程|基础|同时|[年月天日周夜晚]|阶段|时期|结果|[处地]方|一来|原来|过去)$"
)
_WHEN = re.compile("(?:时|时候|以?后|以?前|以来|期间)$")  # a clause that only says when
_REACH = 8  # clauses that a topic reaches at most; more is a list, or no sentence
_LONGEST = 26  # characters of a topic; tuned by eye on the articles of seeds and tests


def topic(passage: Passage, clause: int, stop: int | None = None) -> Topic:
    """The topic of a clause. With `stop`, all before that offset must be topic, time or adverb."""
    start, end = passage.clauses[clause]
    limit = end if stop is None else stop
    at = _after_leads(passage, start, limit)
    pieces = passage.within(at, limit)
    count = _phrase(pieces, passage.times)
    while count and (
        pieces[count - 1].tag not in _HEADS or pieces[count - 1].start in passage.times
    ):
        count -= 1
    rest = pieces[count:]
    predicate = rest[0].start if rest else limit
    if stop is not None and any(not _is_adverbial(p, passage) for p in rest):
        return Topic("unsure")
    if not count:
        empty = not pieces or (stop is None and pieces[0].tag in {"v", "d", "vd", "ad"})
        hidden = _has_relative(pieces)
        bare = all(p.tag in {"d", "ad", "TIME", "w"} for p in pieces)
        return Topic("none" if bare or (empty and not hidden) else "unsure", None, predicate)
    span = passage.span(pieces[0].start, pieces[count - 1].end)
    verbal = clause > 0 and pieces[0].tag == "vn" and "的" not in span.text  # 灌溉农田五十万亩
    whole = not verbal and not passage.cuts_word(span.start, span.end)
    sure = whole and is_sure(span.text) and _ended(pieces, count, passage)
    return Topic("own", span, predicate) if sure else Topic("unsure", None, predicate)


def _after_leads(passage: Passage, start: int, limit: int) -> int:
    """The offset behind connectives and words of time at the head of a clause."""
    masked = "".join("T" if i in passage.times else c for i, c in enumerate(passage.zh[:limit]))
    at, moved = start, True
    while moved and at < limit:
        moved = False
        for pattern in (_TIME_LEAD, _LEADS, re.compile("[，、“（\u3000]")):
            match = pattern.match(masked, at, limit)
            attributive = match and masked.startswith("的", match.end())
            if match and match.end() > at and not attributive and _cuts(passage, match.end()):
                at, moved = match.end(), True
    return at


def _cuts(passage: Passage, at: int) -> bool:
    """Whether a word begins here (而 is not cut off 而且, nor 并 off 并列)."""
    return all(not p.start < at < p.end for p in passage.pieces) or at in passage.times


def _phrase(pieces: Sequence[Piece], times: frozenset[int]) -> int:
    """How many words at the head belong to one noun phrase."""
    count = 0
    while count < len(pieces):
        piece = pieces[count]
        noun = piece.tag in _NOUNS and not _is_size(pieces, count)
        link = piece.text in "的之、和与及等“”《》·" or piece.text in {"以及"}
        timed = piece.tag == "TIME" or piece.start in times
        if timed:
            attributive = count + 1 < len(pieces) and pieces[count + 1].text == "的"
            if not attributive:
                break
        elif not (noun or link or _opens_relative(pieces, count)):
            break
        count += 1
    return count


def _is_size(pieces: Sequence[Piece], at: int) -> bool:
    """Whether a word says the size that follows: 新线路|全长四十六公里, not 高产田."""
    behind = pieces[at + 1].tag if at + 1 < len(pieces) else "m"
    return pieces[at].text in SIZES and behind in {"m", "d", "ad", "v", "TIME"}


def _opens_relative(pieces: Sequence[Piece], at: int) -> bool:
    """路过车站|的汽车, 育苗成活率: a verb that belongs to the noun behind it.

    Longer ones can't be told from a predicate with an object (采用先进的方法).
    """
    if pieces[at].tag not in {"v", "vd"} or pieces[at].text in {"有", "是", "说", "使", "让"}:
        return False
    after = pieces[at + 1 : at + 4]
    if len(pieces[at].text) > 1 and after and after[0].tag == "n" and _RATIO.match(after[0].text):
        return True
    texts = [p.text for p in after]
    if texts[1:2] == ["的"] and after[0].tag in _HEADS:
        after = after[1:]
        texts = texts[1:]
    return texts[:1] == ["的"] and len(after) > 1 and after[1].tag in {*_HEADS, "a", "s"}


def _has_relative(pieces: Sequence[Piece]) -> bool:
    """Whether the verb at a clause's head belongs to a noun: 路过车站的|二十辆车."""
    texts = [p.text for p in pieces[:5]]
    return "的" in texts and "了" not in texts[: texts.index("的")]


def _is_adverbial(piece: Piece, passage: Passage) -> bool:
    adverb = piece.tag in {"d", "ad", "TIME", "c"} or piece.text in {"可", "能", "平均", "，", "却"}
    return adverb or piece.start in passage.times


def is_sure(text: str) -> bool:
    """Whether a noun phrase names something by itself: no pronoun, no circumstance, no fragment."""
    sized = han(text) >= 2 and len(text) <= _LONGEST
    return (
        sized
        and not _PRONOUN.match(text)
        and not re.search("[它他她其我你]的|自己|，", text)
        and not _CIRCUMSTANCE.search(text)
        and not re.search("[一二三两]人$|^(?:同比|环比|名义|实际|累计)", text)
        and not re.search("一(.).*一\\1", text)
        and text.count("“") == text.count("”")
        and text.count("（") == text.count("）")
        and text.count("《") == text.count("》")
    )


def _ended(pieces: Sequence[Piece], count: int, passage: Passage) -> bool:
    """Whether what is cut off behind the phrase leaves it whole: not 群众|的, nor 农、林|、."""
    return not any(p.text in "的之、和与及" for p in pieces[count : count + 1])


def inherited(passage: Passage, clause: int) -> Span | None:
    """The topic that a clause without one of its own has from the clauses before it.

    It may not have come in the middle of clauses that have none (大火 in the steps of a recipe,
    倒入清水，大火烧开，再煮五分钟), nor reach past a report (专家认为，) or a semicolon.
    """
    first = clause
    nearest = max(0, clause - _REACH)
    while first > nearest and passage.zh[passage.clauses[first - 1][1] - 1] not in "；：。！？”":
        first -= 1
    at = clause - 1
    while at > first and topic(passage, at).state == "none":
        at -= 1
    if at < first or any(_is_report(passage, i) for i in range(at, clause)):
        return None
    if _WHEN.search(passage.zh[slice(*passage.clauses[at])].rstrip("，")):
        return None
    hidden = (topic(passage, i).state == "none" and _words(passage, i) for i in range(first, at))
    return None if any(hidden) else topic(passage, at).span


def _words(passage: Passage, clause: int) -> list[Piece]:
    """The words of a clause that aren't time, connectives or punctuation."""
    start, end = passage.clauses[clause]
    pieces = passage.within(_after_leads(passage, start, end), end)
    return [p for p in pieces if p.tag not in {"w", "TIME"} and p.start not in passage.times]


def _is_report(passage: Passage, clause: int) -> bool:
    return _REPORTS.search(passage.zh[slice(*passage.clauses[clause])]) is not None


def is_attribute(span: Span) -> bool:
    """Whether a topic is what is measured (产量, 票价) and not who has it."""
    return _RATIO.match(span.text) is not None or span.text.endswith(("成本", "质量", "面积"))


def is_phrase_alone(passage: Passage, clause: int) -> bool:
    """Whether a clause is a noun phrase and no more: 可比产品的成本，."""
    found = topic(passage, clause)
    end = passage.clauses[clause][1]
    return found.state == "own" and passage.span(found.end, end).text == ""
