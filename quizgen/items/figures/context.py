"""How much of a sentence a fact card shows, and what makes two facts alike."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quizgen.text.quantities import Quantity

LONGEST = 60  # characters of a context
_ALONE = 70  # … if it is a single clause, or needs the clause before for its subject
_OWN = 6  # Han characters before the hole that tell who or what
_CLAUSE = re.compile("[^，；：。！？]*[，；：。！？]*[”’』」）]*")
_DATELINE = re.compile(
    "[【（〔]?[^，。；]{0,14}?[讯电消息】）〕][】）〕]?(?:[\\s\u3000]+|：)|[^，。；：]{2,8}消息："
)
# A clause that begins like this leaves its subject to the one before.
_DEPENDENT = re.compile(
    "[比都也还仍但并已而又就共均可能则同在从达占是有为使把被只约由最其它他她该每改用未产将拟]|增[加长]|减少|提高|降低|"
    "完成|超过|实现|参加|生产|试制|通过|规定|订立|经过|平均|分别|合计|总计|开始|花费|这(?!是)|现在|上述|一共|总共|"
    "进行|举行|打进|召开|近拟|[\u4e00-\u9fff]{1,4}[却则]"
)
_PREDICATE = re.compile(
    "[了是有达占共已将为可要]|增加|增长|减少|提高|降低|超过|完成|获得|建成|通过|举行|击落|宣布|能[^源力]"
)
_THEY = re.compile("[它他她]们|[它他她](?!们)")
# Beginnings that lean on the clause before but say enough where it finds no room.
_SOFT = re.compile("在|当|由于|随着|为了|据")
# A date alone with 从 … 开始 or 到 … 止 doesn't say what happened then.
_ONLY_A_TIME = re.compile("[从自到至以直#开始止起为后前及]*")
# 三种期刊，即《甲》、《乙》与《丙》: what is listed right behind a count can be counted off.
_LIST = re.compile(
    "[^，：；。]{0,8}[，：:—（(]+(?:即|就是|分别[是为]|包括|[它他]们是|[有是])?([^，。；！？]+)"
)


def clauses(zh: str) -> list[tuple[int, int]]:
    """The clauses of a sentence with their punctuation; a dateline (新华社23日讯) is left out."""
    dateline = _DATELINE.match(zh)
    start = dateline.end() if dateline else 0
    return [m.span() for m in _CLAUSE.finditer(zh, start) if m.end() > m.start()]


def in_dateline(zh: str, quantity: Quantity) -> bool:
    """Whether a quantity stands in the sentence's dateline."""
    dateline = _DATELINE.match(zh)
    return dateline is not None and quantity.end <= dateline.end()


def find_context(
    zh: str, quantity: Quantity, others: Sequence[Quantity]
) -> tuple[tuple[int, int], bool] | None:
    """The span to show with the hole in it, and whether it says by itself who or what.

    None if no clause of a fit length holds the whole quantity.
    """
    spans = clauses(zh)
    at = next((i for i, (a, b) in enumerate(spans) if a <= quantity.start < b), None)
    if at is None or quantity.unit_end > spans[at][1]:
        return None
    first, last = at, at
    while first > 0 and (lean := _leans(zh, spans[first], quantity, others)):
        if spans[last][1] - spans[first - 1][0] > lean:
            break
        first -= 1
    text = zh[slice(*spans[last])]
    bare = not _PREDICATE.search(text) or _own(zh, spans[first][0], spans[last][1], others) < 8
    if bare and last + 1 < len(spans) and spans[last + 1][1] - spans[first][0] <= LONGEST:
        last += 1
    start, end = spans[first][0], spans[last][1]
    end -= len(zh[:end]) - len(zh[:end].rstrip("，；："))
    if end - start > _ALONE or _is_only_a_time(zh, (spans[at][0], end), quantity, others):
        return None
    alone = first == 0 or not _leans(zh, spans[first], quantity, others)
    soft = _SOFT.match(zh, start) and _own(zh, *spans[first], others) >= 2 * _OWN
    start, end = _without_half_quotes(zh, start, end)
    return (start, end), bool(alone or soft) and not zh.startswith("其中", start)


def _without_half_quotes(zh: str, start: int, end: int) -> tuple[int, int]:
    """The span without a quotation mark whose other half is outside."""
    text = zh[start:end]
    if text[:1] == "“" and "”" not in text:
        start += 1
    if text[-1:] == "”" and "“" not in text:
        end -= 1
    return start, end


def _is_only_a_time(
    zh: str, span: tuple[int, int], quantity: Quantity, others: Sequence[Quantity]
) -> bool:
    text = masked(zh, span, others).rstrip("，；：")
    return quantity.kind in {"date", "time"} and _ONLY_A_TIME.fullmatch(text) is not None


def _leans(zh: str, span: tuple[int, int], quantity: Quantity, others: Sequence[Quantity]) -> int:
    """How long a context may be with the clause before this one; 0 if this one stands alone.

    It leans if it has few words of its own; more so if it has no subject.
    """
    start, end = span
    if _THEY.match(zh, start):
        return 0
    if _DEPENDENT.match(masked(zh, span, others).lstrip("#")):
        return _ALONE
    own = _own(zh, start, quantity.start if start <= quantity.start < end else end, others)
    return LONGEST if own < _OWN else 0


def _own(zh: str, start: int, end: int, quantities: Sequence[Quantity]) -> int:
    """How many Han characters a span has besides its quantities."""
    return len(re.findall("[\u4e00-\u9fff]", masked(zh, (start, end), quantities)))


def masked(
    zh: str, span: tuple[int, int], quantities: Sequence[Quantity], hole: Quantity | None = None
) -> str:
    """The span with its quantities and their units as "#", that of the hole as "*"."""
    start, end = span
    chars = list(zh[start:end])
    for q in quantities:
        for i in range(max(0, q.start - start), min(q.unit_end - start, len(chars))):
            chars[i] = "*" if q is hole else "#"
    return "".join(chars)


def frame(zh: str, quantity: Quantity, quantities: Sequence[Quantity]) -> str:
    """The clause of a quantity with all quantities masked, and the one that is asked marked.

    Facts of one frame are told alike; the two ends of 由#头增加到#头 are not.
    """
    for start, end in clauses(zh):
        if start <= quantity.start < end:
            text = masked(zh, (start, end), quantities, quantity)
            return re.sub(r"#+", "#", re.sub(r"\*+", "*", text)).strip("，；：。！？")
    return ""


def is_counted_off(zh: str, span: tuple[int, int], quantity: Quantity) -> bool:
    """Whether the context lists behind a count as many things as it counts."""
    match = _LIST.match(zh, quantity.unit_end, span[1])
    if quantity.kind != "number" or not match:
        return False
    items = len(re.split("、|以及|[和与及]", match[1]))
    return items > 1 and quantity.value in {items, match[1].count("《")}
