"""Chinese and Arabic numerals: from the characters to the value and back.

The grammar is the one of spoken Mandarin (GB/T 15835-2011, section 4): digits before falling
multipliers 千百十 inside sections that 万, 亿 and 兆 (10^12) close, 零 for a gap, and a last digit
without its multiplier for the next lower place (两千四百五 is 2450). Arabic digits may stand before
a multiplier (36.57亿, 5万4千). Offsets are the caller's.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from quizgen.text.units import PREFIXED

DIGITS = {"零": 0, "〇": 0, "○": 0, "两": 2} | {c: i for i, c in enumerate("一二三四五六七八九", 1)}
SMALL = {"十": 10, "百": 100, "千": 1000}
TENS = {"廿": 20, "卅": 30, "卌": 40}
BIG = {"万": 10**4, "亿": 10**8, "兆": 10**12}
HAN = "".join(DIGITS) + "".join(SMALL) + "".join(TENS) + "".join(BIG)
MORE = "多余几来"  # "and some": 十多万, 五百余万
_ARABIC = re.compile(r"\d{1,3}(?:,\d{3})+(?![\d,])(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+")
_BEGINNING = re.compile(rf"[{HAN}\d.]")
_K = re.compile("k(?![a-z])", re.IGNORECASE)
_DECIMALS = re.compile(r"点([零〇○一二三四五六七八九]+|\d+)(?![十百千\d刻]|分(?!之))")
_POWER = re.compile(r"(\d+(?:\.\d+)?)([eE][+-]?|\^[+-]{0,2})(\d{1,2})(?![\w.])", re.ASCII)
_BIGS = re.compile("[千万亿兆]{1,8}")
_FIGURES_READ = 300  # figures in a row: a float holds no more, and no quantity has as many
LARGEST = 10**_FIGURES_READ

Number = int | float


class Numeral(NamedTuple):
    """A numeral that was read: offset behind it, its value, and whether 多 or 余 is inside."""

    end: int
    value: Number
    more: bool = False


def plain(value: Decimal | Number) -> Number:
    """An int where the value is whole, else a float."""
    exact = Decimal(str(value)) if isinstance(value, float) else Decimal(value)
    return int(exact) if exact == exact.to_integral_value() else float(exact)


class _Sum:
    """The parts of a numeral that have been read so far."""

    def __init__(self) -> None:
        self.total = self.section = Decimal(0)  # above and below the last 万, 亿 or 兆
        self.digit: Decimal | None = None  # read, its multiplier not yet
        self.low = self.big = Decimal(10**16)  # last small and last big multiplier
        self.unit = 1  # last multiplier of either kind
        self.gap = self.more = self.arabic = False
        self.stale = False  # the last digit belongs to a next numeral: 二百|三百

    def take(self, text: str, at: int, first: bool) -> tuple[int, bool]:
        """How many characters at `at` belong to the number (0: none), and whether it may end there.

        A 零 and a 多 don't end a number.
        """
        char = text[at]
        if self.digit is None and (match := _ARABIC.match(text, at)):
            return self._take_figures(match), True
        if char in "零〇○" and not first and self.digit is None:
            self.gap = True
            return 1, False
        if char in MORE and not first and text[at + 1 : at + 2] in BIG:
            self.more = True
            return 1, False
        if char in SMALL or char in BIG:
            return self._take_multiplier(text, at, first), True
        return self._take_digit(text, at, first), True

    def _take_figures(self, match: re.Match[str]) -> int:
        if match.end() - match.start() > _FIGURES_READ:
            return 0
        value = Decimal(match[0].replace(",", ""))
        if self.unit > 1 and value >= self.unit:
            return 0
        self.digit, self.arabic = value, True
        return match.end() - match.start()

    def _take_multiplier(self, text: str, at: int, first: bool) -> int:
        char = text[at]
        if self.arabic and self.digit is not None and PREFIXED.match(text, at):
            return 0
        fits = (
            self.add_small(SMALL[char], first) if char in SMALL else self.add_big(BIG[char], first)
        )
        self.stale = not fits and self.digit is not None and self.unit > 1
        return int(fits)

    def _take_digit(self, text: str, at: int, first: bool) -> int:
        char = text[at]
        if self.digit is not None:
            return 0
        if char in TENS and self.low > 10:
            self.section, self.low, self.unit = self.section + TENS[char], Decimal(10), 10
            return 1
        if char == "两" and not first and text[at + 1 : at + 2] not in {"百", "千", "万", "亿"}:
            return 0  # 三十|两: the measure word
        if char not in DIGITS or (self.low == 10 and self.gap):
            return 0
        self.digit, self.arabic = Decimal(DIGITS[char]), False
        return 1

    def add_small(self, unit: int, first: bool) -> bool:
        """Take 十, 百 or 千; False if the numeral can't go on with it."""
        implied = self.digit is None
        if unit >= self.low or (implied and unit > 10 and not first):
            return False
        self.section += (self.digit or Decimal(1)) * unit  # 零十 is 10 too
        self.digit, self.low, self.unit, self.gap = None, Decimal(unit), unit, False
        return True

    def add_big(self, unit: int, first: bool) -> bool:
        """Take 万, 亿 or 兆; False if the numeral can't go on with it."""
        here = self.section + (self.digit or 0)
        if (not here and not self.total and not first) or self.total * unit > LARGEST:
            return False
        if not here:
            self.total = (self.total or Decimal(1)) * unit
        elif self.total and unit > self.big:
            self.total = (self.total + here) * unit
        elif unit < self.big:
            self.total += here * unit
        else:
            return False
        self.section, self.digit, self.gap = Decimal(0), None, False
        self.low, self.big, self.unit = Decimal(10**16), Decimal(unit), unit
        return True

    def value(self) -> Decimal:
        """The sum, the last digit standing for the next lower place unless 零 came before it."""
        last = self.digit or Decimal(0)
        if self.unit >= 100 and not self.gap and not self.arabic:
            last *= self.unit // 10
        return self.total + self.section + last


def read_numeral(text: str, start: int) -> Numeral | None:
    """The longest numeral that begins at `start`: 九百一十, 36.57亿, 一点三, 十多万, 40k.

    Two digits side by side are two numerals (years and 三四十 are read elsewhere).
    """
    if not _BEGINNING.match(text, start):
        return None
    if power := _POWER.match(text, start):
        return _power(power)
    whole = _read_integer(text, start)
    if whole is None:
        return None
    end, value, more = whole
    match = _DECIMALS.match(text, end)
    if match and "." not in text[start:end]:
        figures = "".join(str(DIGITS.get(c, c)) for c in match[1])
        value += Decimal(f"0.{figures}")
        end = match.end()
        if bigs := _BIGS.match(text, end):  # 一点三万
            for char in bigs[0]:
                value *= SMALL.get(char) or BIG[char]
            end = bigs.end()
    if _K.match(text, end):
        value, end = value * 1000, end + 1
    return Numeral(end, plain(value), more)


def _power(match: re.Match[str]) -> Numeral | None:
    """2e5, 1.5e-3 and 2^10; None for what no float holds."""
    sign = -1 if match[2].count("-") == 1 else 1
    base, exponent = Decimal(match[1]), sign * int(match[3])
    value = base.scaleb(exponent) if match[2][0] in "eE" else base**exponent if base else base
    if value > LARGEST:
        return None
    return Numeral(match.end(), plain(float(f"{value:.15g}")))


def _read_integer(text: str, start: int) -> tuple[int, Decimal, bool] | None:
    """Walk over the characters as long as they make one number."""
    sums, at, done = _Sum(), start, start  # `done`: behind the last part that is settled
    while at < len(text):
        width, settled = sums.take(text, at, at == start)
        if not width:
            break
        at += width
        done = at if settled else done
    if sums.stale:
        return _without_last(text, start, at)
    return (done, sums.value(), sums.more) if done > start else None


def _without_last(text: str, start: int, at: int) -> tuple[int, Decimal, bool] | None:
    """The numeral that ends before the digit in front of `at`: 二百|三百."""
    cut = at
    while cut > start and text[cut - 1] not in SMALL and text[cut - 1] not in BIG:
        cut -= 1
    return _read_integer(text[:cut], start) if cut > start else None


def parse_number(text: str) -> Number | None:
    """The value of a text that is one numeral and nothing else, else None."""
    sign = -1 if text[:1] in {"负", "-"} else 1
    body = text[1:] if sign < 0 else text
    if 1 < len(body) <= _FIGURES_READ and all(c in DIGITS and c != "两" for c in body):
        return sign * int("".join(str(DIGITS[c]) for c in body))
    numeral = read_numeral(body, 0)
    return sign * numeral.value if numeral and numeral.end == len(body) else None


def spell(value: int) -> str:
    """A whole number in Chinese numerals: 910 gives 九百一十, 12 gives 十二.

    From 10^16 on, where nobody says it so, it stays in figures.
    """
    if value >= 10**16:
        return f"{value}"
    if value == 0:
        return "零"
    groups, rest = [], value
    while rest:
        rest, group = divmod(rest, 10_000)
        groups.append(group)
    text = ""
    for place in range(len(groups) - 1, -1, -1):
        text += _spell_group(groups, place)
    return text.removeprefix("一") if text.startswith("一十") else text


def _spell_group(groups: list[int], place: int) -> str:
    """Four figures with their 万 or 亿, and the 零 before them where one is due."""
    group = groups[place]
    name = ("", "万", "亿", "万")[place]
    if not group:
        return "亿" if place == 2 and any(groups[3:]) else ""
    text, figures = "", str(group)
    for figure, unit in zip(figures, ("千", "百", "十", "")[-len(figures) :], strict=True):
        if figure != "0":
            text += "零一二三四五六七八九"[int(figure)] + unit
        elif text and not text.endswith("零"):
            text += "零"
    gap = place + 1 < len(groups) and (len(figures) < 4 or groups[place + 1] == 0)
    return ("零" if gap else "") + text.rstrip("零") + name
