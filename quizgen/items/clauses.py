"""The clause a word or number stands in: short enough for a card, and never inside a word."""

from __future__ import annotations

from quizgen.model import Sentence

_STOPS = "，；：。！？…,;:!?　"
_LESSER = _STOPS + "、"
_EDGES = _LESSER + "—“”（）《》()【】 "
_COMPANY = 3  # characters beside the word without which a clause says nothing
_OPEN = "的和与及或在从把被对向以为是等第"  # no clause ends on these
_CLOSING = "的了着过等"  # nor begins with these
_PAIRS = dict(zip("“‘（(《【「『", "”’）)》】」』", strict=True))
_ROOM = 6  # characters that a clause may be longer to close a quotation
LONGEST = 30  # characters of a clause on a card


def clause_span(
    sentence: Sentence, start: int, end: int, longest: int = LONGEST
) -> tuple[int, int]:
    """The clause around `start`..`end` as a span of the sentence, without its stops.

    Cut at ，；： first, at 、 and quotes where that is too long, and else at word boundaries, so
    that it has at most `longest` characters (more only if the word itself is longer), and more
    than the bare word: of 冶金、煤炭、电力 the neighbours stay.
    """
    whole = _between(sentence.zh, start, end, _STOPS)
    part = _between(sentence.zh, start, end, _LESSER)
    if whole[1] - whole[0] <= longest:
        found = whole
    elif end - start + _COMPANY <= part[1] - part[0] <= longest:
        found = part
    else:
        found = _window(sentence, *whole, start, end, longest)
    return _paired(sentence.zh, found, (start, end), longest)


def _paired(
    zh: str, clause: tuple[int, int], word: tuple[int, int], longest: int
) -> tuple[int, int]:
    """The clause with no bracket or quotation mark whose other half is cut off.

    The other half is taken in where there is room (提出的“多打粮食，支援城市”的口号);
    else the clause is cut at the lone half.
    """
    low, high = clause
    for first, last in _pairs(zh):
        inside = low <= first < high, low <= last < high
        if inside == (True, False):
            if last + 1 - low <= longest + _ROOM:
                high = last + 1
            elif first >= word[1]:
                high = first
            elif first < word[0]:
                low = first + 1
        elif inside == (False, True):
            if high - first <= longest + _ROOM:
                low = first
            elif last >= word[1]:
                high = last
            elif last < word[0]:
                low = last + 1
    return low, high


def _pairs(zh: str) -> list[tuple[int, int]]:
    """Where each bracket or quotation mark stands with the other of its pair."""
    found, opened = [], []
    for at, character in enumerate(zh):
        if character in _PAIRS:
            opened.append(at)
        elif opened and character == _PAIRS[zh[opened[-1]]]:
            found.append((opened.pop(), at))
    return found


def _between(zh: str, start: int, end: int, stops: str) -> tuple[int, int]:
    a, b = start, end
    while a > 0 and not _is_stop(zh, a - 1, stops):
        a -= 1
    while b < len(zh) and not _is_stop(zh, b, stops):
        b += 1
    while a < start and zh[a] in _EDGES:
        a += 1
    while b > end and zh[b - 1].isspace():
        b -= 1
    return a, b


def _is_stop(zh: str, at: int, stops: str) -> bool:
    """Whether a clause ends here: not in 1,200 or 3：2."""
    between_digits = zh[at - 1 : at].isdigit() and zh[at + 1 : at + 2].isdigit()
    return zh[at] in stops and not between_digits


def _window(
    sentence: Sentence, a: int, b: int, start: int, end: int, longest: int
) -> tuple[int, int]:
    """The words around the given one, added in turn after and before it while there is room."""
    low, high = start, end
    left = [t.start for t in reversed(sentence.tokens) if a <= t.start < start]
    right = [t.end for t in sentence.tokens if end < t.end <= b]
    while left or right:
        if right and right[0] - low <= longest:
            high = right.pop(0)
        else:
            right = []
        if left and high - left[0] <= longest:
            low = left.pop(0)
        else:
            left = []
    return _closed(sentence, low, high, start, end)


def _closed(sentence: Sentence, low: int, high: int, start: int, end: int) -> tuple[int, int]:
    """The span without words at its edges that belong to what was cut off: …行业|和, 的|办法…"""
    inner = [token for token in sentence.tokens if low <= token.start and token.end <= high]
    while inner and inner[-1].start >= end and inner[-1].text[-1] in _OPEN + _EDGES:
        high = inner.pop().start
    while inner and inner[0].end <= start and inner[0].text[0] in _CLOSING + _EDGES:
        low = inner.pop(0).end
    return low, high
