"""Text in one spelling for the number readers, with the way back to the source's offsets.

Full-width and traditional numerals, accountants' figures (壹貳叁) and the spaces that justified
columns leave inside numbers (四 百 五, 1000  万) become one plain form.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from quizgen.text.units import WordTest

_SINGLE = str.maketrans(
    "０１２３４５６７８９％．＋－／：ｋ－萬億兩點餘幾負對個雙週時鐘號裡貳贰叁參叄柒捌玖壹弌",
    "0123456789%.+-/:k-万亿两点余几负对个双周时钟号里二二三三三七八九一一",
)
# １，２３４ is one numeral; in 20，300 the mark is wider than the digits, a comma between two.
_THOUSANDS = re.compile("(?<=[０-９])，(?=[０-９]{3}(?![０-９]))")
_DISCOUNT = re.compile(r"[ \u3000]\d[ \u3000]?折")  # 7 2 折: two digits make one discount
_ACCOUNT = str.maketrans("伍陸陆肆拾佰仟", "五六六四十百千")
_ACCOUNT_RUN = re.compile("[零〇一二三四五六七八九十百千万亿两伍陸陆肆拾佰仟]{2,}")
_NUMERIC = "零〇一二三四五六七八九十百千万亿两点分之成折倍个又负半几余多伍陸陆肆拾佰仟年月"
_PLAIN_DIGITS = frozenset("零〇一二三四五六七八九0123456789")


@dataclass(frozen=True, slots=True)
class Plain:
    """The plain text, and for each of its characters (and its end) the source's offset."""

    text: str
    offsets: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The source's offsets of a non-empty span of the plain text."""
        return self.offsets[start], self.offsets[end - 1] + 1


def make_plain(text: str, is_word: WordTest) -> Plain:
    """The plain form of a text; `is_word` keeps 队伍 and 收拾 from being figures."""
    same = _THOUSANDS.sub(",", text).translate(_SINGLE)
    same = _ACCOUNT_RUN.sub(lambda m: _figures(same, m, is_word), same)
    same = re.sub(
        r"佰(?=[ 　]?分[ 　]?之)|(?<=百分之)[伍陸陆肆拾]|[伍陸陆肆](?= ?点 ?[零一-九五])",
        _translated,
        same,
    )
    keep = [i for i in range(len(same)) if not _droppable(same, i)]
    return Plain("".join(same[i] for i in keep), (*keep, len(text)))


def _translated(match: re.Match[str]) -> str:
    return match[0].translate(_ACCOUNT)


def _figures(text: str, match: re.Match[str], is_word: WordTest) -> str:
    """An accountant's numeral in plain figures, unless its ends belong to words (队伍, 拾起)."""
    run, start, end = match[0], match.start(), match.end()
    first, last = 0, len(run)
    if run[0] in "伍陆肆拾" and start and is_word(text[start - 1 : start + 1]):
        first = 1
    if run[-1] in "伍陆肆拾" and end < len(text) and is_word(text[end - 1 : end + 1]):
        last -= 1
    middle = run[first:last]
    if len(middle) < 2:
        return run
    return run[:first] + middle.translate(_ACCOUNT) + run[last:]


def _droppable(text: str, at: int) -> bool:
    """Whether the blank at `at` stands inside a number or between it and its unit."""
    if text[at] not in " \u3000\t":
        return False
    left, right = text[:at].rstrip(" \u3000\t")[-1:], text[at:].lstrip(" \u3000\t")[:1]
    if not left or not right:
        return False
    if left in _PLAIN_DIGITS and right in _PLAIN_DIGITS:
        return _DISCOUNT.match(text, at) is not None
    if left.isdecimal():
        return "\u4e00" <= right <= "\u9fff"
    return left in _NUMERIC and (right in _NUMERIC or right.isdecimal() or right in "周星")
