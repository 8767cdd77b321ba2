"""Lists: A、B、C等三种X, with the number of their members and the noun of their class."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quizgen.items.facts.passage import Passage, Piece, unit_end
from quizgen.model import Fact, Question, Span

_NOUNS = frozenset("n nz nw nr ns nt vn an a b LOC ORG PER s".split())
_HEADS = frozenset("n nz nw nr ns nt vn an LOC ORG PER s".split())
_AND = frozenset("和 与 及 以及 跟 同".split())
_FEWEST = 3  # members: of two one can't tell where the first begins
_LONGEST = 12  # characters of a member
# What stands in front of a list as a whole: 全市|冶金、煤炭、电力等行业.
_SCOPE = re.compile("[全各本我该][市省县国区社厂校村乡州地]|各[\u4e00-\u9fff]|各种|各类")
_KINDS = frozenset("种 类 项 条 方面 门 样".split())
_THINGS = frozenset("个 国 省 市 县 部 本".split())
_FEW = 12  # things in a row that an article would name
_OPENERS = frozenset("如 像 例如 比如 包括 有 是 即 为 ： （ 分别为".split())


@dataclass(frozen=True, slots=True)
class _Run:
    """Members with a 、 or 和 between them, as indices into the sentence's words."""

    members: tuple[tuple[int, int], ...]
    end: int  # the word behind the last


def find_lists(passage: Passage) -> Iterator[Fact]:
    """The lists of a sentence, in order."""
    pieces = _joined(passage)
    at = 0
    while at < len(pieces):
        run = _run(pieces, at)
        if not run:
            at += 1
            continue
        at = max(run.end, at + 1)
        if fact := _fact(passage, pieces, run):
            yield fact


def _joined(passage: Passage) -> list[Piece]:
    """The words, with a title in 《》 or a word in “” as one noun."""
    found: list[Piece] = []
    at = 0
    for match in re.finditer("《[^《》]{1,30}》|“[^“”、，。]{1,8}”", passage.zh):
        found += passage.within(at, match.start())
        found.append(Piece(match[0], "nz", match.start(), match.end()))
        at = match.end()
    return found + passage.within(at, len(passage.zh))


def _run(pieces: Sequence[Piece], at: int) -> _Run | None:
    """The run of members whose first 、 stands at `at`."""
    if pieces[at].text != "、":
        return None
    members = [(_first(pieces, at), at)]
    last = False
    while at < len(pieces) and not last and (pieces[at].text == "、" or pieces[at].text in _AND):
        last = pieces[at].text in _AND
        end = _member_end(pieces, at + 1)
        if end == at + 1:
            return None
        members.append((at + 1, end))
        at = end
    return _Run(tuple(members), at)


def _member_end(pieces: Sequence[Piece], start: int) -> int:
    """The index behind a member; it may hold a 和 where more follow: A、大型和小型B、C."""
    end = _noun_end(pieces, start)
    if end == start and pieces[start + 1 : start + 2] and pieces[start + 1].text in _AND:
        shared = pieces[start].tag in {"a", "b", "n"}  # 大型|和超小型电子管
        end = _noun_end(pieces, start + 2) if shared else start
        end = start if end == start + 2 else end
    while end < len(pieces) and pieces[end].text in _AND:
        behind = _noun_end(pieces, end + 1)
        if behind == end + 1 or behind >= len(pieces) or pieces[behind].text != "、":
            break
        end = behind
    return end


def _first(pieces: Sequence[Piece], at: int) -> int:
    start = at
    while start > 0 and pieces[start - 1].tag in _NOUNS:
        start -= 1
    return start


def _noun_end(pieces: Sequence[Piece], start: int) -> int:
    """The index behind the noun phrase that begins here (`start` if none does)."""
    end = start
    while end < len(pieces) and pieces[end].tag in _NOUNS:
        end += 1
    while end > start and pieces[end - 1].tag not in _HEADS:
        end -= 1
    return end


def _fact(passage: Passage, pieces: Sequence[Piece], run: _Run) -> Fact | None:
    members = _with_sure_edges(passage, pieces, run)
    if len(members) < _FEWEST:
        return None
    spans = [passage.span(pieces[a].start, pieces[b - 1].end) for a, b in members]
    if any(not 1 <= len(s.text) <= _LONGEST or not s.text for s in spans):
        return None
    if len({s.text for s in spans}) < len(spans) or _lone(spans):
        return None
    counted = any(spans[-1].start <= q.start < spans[-1].end for q in passage.questions)
    if counted or passage.cuts_word(spans[0].start, spans[-1].end):
        return None
    clause = passage.clause_at(spans[0].start)
    if clause is None or clause != passage.clause_at(spans[-1].start):
        return None
    open_ended = run.end < len(pieces) and pieces[run.end].text in {"等", "等等"}
    noun, stated = _class(passage, pieces, run.end + open_ended)
    wrong = _miscounted(stated, len(spans), open_ended)
    start, end = passage.clauses[clause]
    return Fact(
        kind="list",
        sentence=passage.number,
        start=start,
        end=end,
        answer=passage.span(spans[0].start, spans[-1].end),
        reason=wrong or ("A list with 等." if open_ended else "A list."),
        measure=noun,
        value=len(spans),
        unit=stated.unit if stated and stated.value == len(spans) else "",
        bound=">=" if open_ended and not (stated and stated.value == len(spans)) else "",
        english=passage.english(start, end),
        doubtful=bool(wrong),
    )


def _lone(spans: Sequence[Span]) -> bool:
    """Single characters (大、中、小) may be parts of a word behind them."""
    return sum(len(span.text) == 1 for span in spans) > 1


def _with_sure_edges(
    passage: Passage, pieces: Sequence[Piece], run: _Run
) -> tuple[tuple[int, int], ...]:
    """The members, or none where it isn't sure where the first begins or the last ends."""
    (start, stop), rest = run.members[0], run.members[1:]
    if start == stop or (start and pieces[start - 1].text in {*_AND, "、"}):
        return ()
    if stop - start > 1 and not _is_opened(pieces, start):
        if not _SCOPE.fullmatch(pieces[start].text) or stop - start > 2:
            return ()
        start = stop - 1
    elif start and pieces[start - 1].text == "的":
        return ()
    after = pieces[run.end] if run.end < len(pieces) else None
    open_ended = after is not None and after.text in {"等", "等等"}
    closed = after is None or after.tag in {"w", "v", "d", "p", "m", "r", "TIME"}
    by_and = run.end > rest[-1][0] and pieces[rest[-1][0] - 1].text in _AND
    ended = after is None or after.tag == "w"
    counted = after is not None and after.tag == "m"  # 水塘、水渠、堤坝|三种工程
    sure = open_ended or (closed and by_and) or ended or counted
    return ((start, stop), *rest) if sure else ()


def _is_opened(pieces: Sequence[Piece], start: int) -> bool:
    """Whether a word in front says that the list begins here: 如|大型机床、真空泵."""
    return start > 0 and (pieces[start - 1].text in _OPENERS or pieces[start - 1].tag in {"v", "p"})


def _class(
    passage: Passage, pieces: Sequence[Piece], at: int
) -> tuple[Span | None, Question | None]:
    """The noun of the class behind a list and the number stated in front of it: 等|三种|期刊."""
    if at >= len(pieces):
        return None, None
    start = pieces[at].start
    stated = next((q for q in passage.questions if q.start == start and q.kind == "number"), None)
    behind = unit_end(passage.zh, stated) if stated else start
    first = next((i for i in range(at, len(pieces)) if pieces[i].start >= behind), len(pieces))
    end = _noun_end(pieces, first)
    if end == first or pieces[first].start != behind:
        return None, stated
    return passage.span(pieces[first].start, pieces[end - 1].end), stated


def _counts_members(stated: Question | None) -> bool:
    """Whether a number counts the members (三种杂志), and not people (工人、农民一万多人)."""
    if stated is None or stated.bound or not isinstance(stated.value, int):
        return False
    return stated.unit in _KINDS or (stated.unit in _THINGS and stated.value <= _FEW)


def _miscounted(stated: Question | None, members: int, open_ended: bool) -> str:
    """Why the number stated and the members named contradict each other, or ""."""
    if not _counts_members(stated) or not stated or not isinstance(stated.value, int):
        return ""
    fits = stated.value >= members if open_ended else stated.value == members
    return "" if fits else f"The source says {stated.answer}{stated.unit} and names {members}."
