"""Where Chinese sentences end.

。！？ end a sentence, with the closing quotes and brackets behind them and a remark in brackets
behind those: （附图片） ("picture attached"). ； and ： don't, …… only before a quote or a space.
Marks inside quotes and brackets don't either, unless the quote ends there and a new sentence
follows it, or the quote is so long that it is a speech of several sentences.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

# Real ones have up to 107 characters, 397 in English; what is longer is a list or no text, and the
# work on one grows faster than its length.
LONGEST = 1_000
_CUT = re.compile(r"[，,、；;：:]\s*|\s+")
_END = re.compile(r"[。！？!?．.｡…⋯]+")
_BRACKETS = re.compile(
    r"「[^「」]*」|『[^『』]*』|‘[^‘’]*’|《[^《》]*》|（[^（）]*）|\([^()]*\)|【[^【】]*】"
)
_QUOTE = re.compile('[“”"]')
_CLOSERS = "’」』）)］]】》〉"
# Of 30, 40, 60 and 100 characters tried on 93 news articles, 40 keeps short quotes whole and
# finds nearly as many of the boundaries as 30; how many wrong cuts are made doesn't depend on it.
_SPEECH_LENGTH = 40
# （静） (an author), （新华社）, （附图片） are remarks; （一） and (2) count the sentence
# behind them; （他不想走。） ("he didn't want to leave") is a sentence of its own.
_REMARK = re.compile(
    r"\s*(?:（(?![一二三四五六七八九十\d]+）)[^（）。！？!?]{1,30}）"
    r"|\((?![一二三四五六七八九十\d]+\))[^()。！？!?]{1,30}\))"
)
_LAST_REMARK = re.compile(r"\s*[（(][^（()）。！？!?]{1,30}[）)]\s*\Z")
# Who spoke, behind a quote that begins the sentence: 他说。 小明问我， But in
# 工作人员表示，今后…… ("staff said that …") a new sentence begins.
_SAYS = re.compile(
    r"[^。！？!?，,：:；“]{0,20}?(?:说|道|问|答|喊|叫|嚷|表示|指出|认为|强调|补充|告诉|称|解释|写)"
    r"[^。！？!?，,：:；“]{0,3}(?:[。！？!?]|[，,]\s*[“「\"]|\Z)"
)
_GOES_ON = re.compile(
    r"[，、；：,;:—\-～~]|的(?!确)|地(?=[叫喊说唱])|等(?=[，、的口字])|之(?=[声类语])|[和与及](?=[“「《])"
)


class _Quote(NamedTuple):
    """A quote or bracket, from its opening mark to behind its closing one."""

    start: int
    end: int
    spoken: bool


def split_chinese(text: str) -> tuple[tuple[int, int], ...]:
    """The sentences of a paragraph as (start, end) spans, end exclusive.

    Joined they are the paragraph: white space between two sentences belongs to the first.
    """
    quotes, closing = _quotes(text)
    inside = _inside(text, quotes)
    ends: list[int] = []
    for match in _END.finditer(text):
        sentence = ends[-1] if ends else 0
        end = _behind_closers(text, match.end(), closing)
        if match.start() < sentence or not _is_end(text, match, end):
            continue
        quote = inside.get(match.start())
        if quote is None or _ends_with(text, quote, end, sentence):
            ends.append(_behind_remarks(text, end))
    return spans_between(text, ends)


def spans_between(text: str, ends: list[int]) -> tuple[tuple[int, int], ...]:
    """The spans between the ends; white space, and what has no letter, goes to the one before."""
    spans: list[tuple[int, int]] = []
    start = 0
    for end in [*ends, len(text)]:
        stop = end
        while stop < len(text) and text[stop].isspace():
            stop += 1
        if not spans or any(char.isalnum() for char in text[start:stop]):
            spans.append((start, stop))
        else:
            spans[-1] = (spans[-1][0], stop)
        start = stop
    return tuple(piece for start, end in spans for piece in bearable(text, start, end))


def bearable(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence as it is, or in pieces where it has no end for longer than `LONGEST`.

    They end with a comma or a space, if there is one.
    """
    while end - start > LONGEST:
        cuts = [match.end() for match in _CUT.finditer(text, start, start + LONGEST)]
        stop = cuts[-1] if cuts else start + LONGEST
        yield start, stop
        start = stop
    if start < end:
        yield start, end


def _is_end(text: str, match: re.Match[str], end: int) -> bool:
    """Whether the mark ends a sentence where no quote is open: not in 3.5, No. 1, a?b=c, 嗯……好."""
    mark, after = match[0][-1], text[end : end + 1]
    if mark in ".．":
        before = text[max(0, match.start() - 1) : match.start()]
        in_number = before.isdigit() and after.isdigit()  # also １２．５ and 九五．一九's halves
        return before > "\u2e7f" and not in_number and not (after.isascii() and after.isalnum())
    if mark in "…⋯":
        return not after or after.isspace() or after in "“「『"
    return not (mark in "!?" and after.isascii() and after.isalnum())


def _ends_with(text: str, quote: _Quote, end: int, sentence: int) -> bool:
    """Whether a mark inside a quote ends the sentence: the quote ends, and a new sentence follows.

    他说：“好。”我们…… ("Good," he said. We …) does. “好！”他说 doesn't, nor does
    在“大干！”的口号下 ("under the slogan 'Go all out!'").
    """
    rest = text[end : end + 40]
    before = text[max(sentence, quote.start - 3) : quote.start].rstrip()
    if not rest.strip():
        return True
    if end < quote.end:
        return False
    if not quote.spoken:
        return not before and text[quote.start] in "（("  # a sentence in brackets of its own
    if _GOES_ON.match(rest) or (not before and _SAYS.match(rest)):
        return False
    # A full stop inside a quote that is part of a clause ends both; ！ and ？ may not.
    return not before or before[-1] in "：:，,。”" or "。" in text[end - 2 : end]


def _behind_closers(text: str, end: int, closing: set[int]) -> int:
    while end < len(text) and (text[end] in _CLOSERS or end in closing):
        end += 1
    return end


def _behind_remarks(text: str, end: int) -> int:
    while remark := _REMARK.match(text, end) or _LAST_REMARK.match(text, end):
        end = remark.end()
    return end


def _quotes(text: str) -> tuple[list[_Quote], set[int]]:
    """The quotes of the paragraph that open and close in it, and where the closing marks stand.

    Typists mix the marks up: a straight one closes what is open, and so does “ behind punctuation.
    A mark that nothing closes opens nothing, or it would hide every sentence behind it.
    """
    quotes: list[_Quote] = []
    closing: set[int] = set()
    opened = -1
    for match in _QUOTE.finditer(text):
        at = match.start()
        if opened >= 0 and match[0] == "“" and not re.match(r"[。！？!?，,\s]", text[at - 1]):
            continue
        nothing_opens = match[0] == "”" or text[at + 1 : at + 2] in {"", "“"}
        if opened >= 0:
            quotes.append(_Quote(opened, at + 1, True))
        if opened >= 0 or nothing_opens:
            closing.add(at)
            opened = -1
        else:
            opened = at
    return quotes, closing


def _inside(text: str, quotes: list[_Quote]) -> dict[int, _Quote]:
    """For each end mark inside quotes or brackets, the outermost of them."""
    quotes = quotes + [
        _Quote(*match.span(), match[0][0] in "「『‘") for match in _BRACKETS.finditer(text)
    ]
    marks = [match.start() for match in _END.finditer(text)]
    inside: dict[int, _Quote] = {}
    for quote in sorted(quotes, key=lambda quote: (quote.start, -quote.end)):
        long = quote.spoken and quote.end - quote.start > _SPEECH_LENGTH
        for mark in marks[bisect_left(marks, quote.start) : bisect_left(marks, quote.end)]:
            if not long or _behind_closers(text, mark + 1, {quote.end - 1}) == quote.end:
                inside.setdefault(mark, quote)
    return inside
