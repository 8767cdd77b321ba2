"""What spreadsheets make of texts by themselves: 0012 is 12, 1-2 is 2-Jan, 1e5 is 100000.

A cell of a table that came back is no edit where it says what a spreadsheet makes of the text that
was written. That is told by class: both are read as a number, a truth value, a day or a time of
day, as Excel and LibreOffice read them in Western and Chinese settings, and compared.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

Day = tuple[int | None, int, int]  # year (None: not said), month, day

LONGEST = 32_767  # characters of a cell: Excel cuts off the rest
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_NUMBER = re.compile(
    r"(?P<sign>[-+]?)(?P<bracket>\()?[$¥€£]?(?P<whole>\d{1,3}(?:,\d{3})+|\d*)"
    r"(?P<rest>\.\d*)?(?:e(?P<power>[-+]?\d{1,3}))?(?P<percent>%)?\)?"
)
_FRACTION = re.compile(r"(\d{1,6}) (\d{1,3})/(\d{1,3})")
_CLOCK = re.compile(r"(\d{1,4})(?::(\d{1,2})(?::(\d{1,2})(?:\.0*)?)?)?(?: ?([ap])\.?m?\.?)?")
_MIDNIGHT = re.compile(r"[ t]0?0:00(?::00)?(?:\.0*)?$")
_NUMERIC_DAY = re.compile(r"(\d{1,4})[-/.](\d{1,2})(?:[-/.](\d{1,4}))?")
_CHINESE_DAY = re.compile(r"(?:(\d{4}|\d{2})年)?(\d{1,2})月(?:(\d{1,2})[日号]?)?")
_NAMED_DAY = re.compile(r"(\d{1,4})?[-/ ]?([a-z]{3,9})\.?[-/ ]?(\d{1,4})?(?:[-/, ]+(\d{2,4}))?")
_EPOCHS = (date(1899, 12, 30), date(1904, 1, 1))  # from which days are counted: Windows, old Macs
_SHOWN = 10  # digits of a number that a cell shows as they are
_LAST_SERIAL = 99_999


def stands(cell: str, original: str) -> bool:
    """Whether the cell still says the original, or what a spreadsheet makes of it."""
    if cell == original or cell == original[:LONGEST].rstrip():
        return True
    one, other = _plain(cell), _plain(original)
    tests = (_same_text, _same_number, _same_truth, _same_day, _same_clock)
    return any(test(one, other) for test in tests)


def _plain(text: str) -> str:
    """The text as it is compared: one form of each character, spaces alike."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _same_text(cell: str, original: str) -> bool:
    return cell == original


def _same_truth(cell: str, original: str) -> bool:
    return cell.casefold() == original.casefold() and cell in {"TRUE", "FALSE"}


def _same_number(cell: str, original: str) -> bool:
    """Equal as numbers, or as far as a short display of a long number says it (1.23E+15)."""
    if _FRACTION.fullmatch(original) and original == f"0 {cell}":
        return True  # 1/2 is how a cell shows 0 1/2; by itself it would be a day
    shown, meant = _number(cell), _number(original)
    if shown is None or meant is None:
        return False
    if shown == meant:
        return True
    digits = re.sub(r"e.*|\D", "", _folded(cell)).strip("0")
    written = re.sub(r"\D", "", original).lstrip("0")
    if len(digits) < 3 or not ("e" in _folded(cell) or len(written) > _SHOWN):
        return False
    cut = written[: len(digits)] == digits and meant.adjusted() == shown.adjusted()
    return cut or f"{meant:.{len(digits) - 1}e}" == f"{shown:.{len(digits) - 1}e}"


def _number(text: str) -> Decimal | None:
    """The number that a spreadsheet reads, if it reads one."""
    text = _folded(text)
    if fraction := _FRACTION.fullmatch(text):
        whole, over, under = map(Decimal, fraction.groups())
        return whole + over / under if under else None
    match = _NUMBER.fullmatch(text)
    if not match or not re.search(r"\d", f"{match['whole']}{match['rest'] or ''}"):
        return None
    digits = match["whole"].replace(",", "") + (match["rest"] or "")
    value = Decimal(f"0{digits}e{match['power'] or 0}")
    value = value / 100 if match["percent"] else value
    return -value if match["sign"] == "-" or match["bracket"] else value


def _same_day(cell: str, original: str) -> bool:
    """One day in two ways to write it, not two days of which one was typed over the other."""
    one, other = _folded(cell), _folded(original)
    meant = set(_days(other))
    if meant and _shape(one) == _shape(other):
        return _numbers(one) == _numbers(other)
    return any(_fits(a, b) for a, b in itertools.product({*_days(one), *_counted(one)}, meant))


def _shape(text: str) -> str:
    return re.sub(r"\d+", "9", text)


def _numbers(text: str) -> list[int]:
    """The numbers of a day, years with their century."""
    numbers = (int(number) for number in re.findall(r"\d{1,9}", text))
    return [_year(number) if number > 31 else number for number in numbers]


def _fits(a: Day, b: Day) -> bool:
    return a[1:] == b[1:] and (a[0] == b[0] or None in (a[0], b[0]))


def _days(text: str) -> Iterator[Day]:
    """The days that a text can be read as."""
    text = _MIDNIGHT.sub("", text)
    for found in (_numeric(text), _chinese(text), _named(text)):
        yield from (day for day in found if 1 <= day[1] <= 12 and 1 <= day[2] <= 31)


def _numeric(text: str) -> Iterator[Day]:
    """1/3 is the first of March or the third of January, 3-59 is March 1959."""
    match = _NUMERIC_DAY.fullmatch(text)
    if not match:
        return
    a, b, c = (int(part) if part else None for part in match.groups())
    assert a is not None and b is not None
    if c is not None:
        yield from ((_year(a), b, c), (_year(c), a, b), (_year(c), b, a))
    elif b > 31 or a > 31:
        yield from ((_year(b), a, 1), (_year(a), b, 1))
    else:
        yield from ((None, a, b), (None, b, a), (_year(b), a, 1))


def _chinese(text: str) -> Iterator[Day]:
    if match := _CHINESE_DAY.fullmatch(text):
        year, month, day = match.groups()
        yield _year(int(year)) if year else None, int(month), int(day or 1)


def _named(text: str) -> Iterator[Day]:
    """5-Mar, Mar 5, 5 March 1959, March 5, 1959, Mar-59."""
    match = _NAMED_DAY.fullmatch(text)
    if not match or match[2][:3] not in _MONTHS:
        return
    before, _, behind, last = match.groups()
    month = _MONTHS.index(match[2][:3]) + 1
    year = last or (behind if before else None)
    if before or behind:
        yield _year(int(year)) if year else None, month, int(before or behind)
    if behind and not before and not last:
        yield _year(int(behind)), month, 1


def _counted(text: str) -> Iterator[Day]:
    """The days of which a spreadsheet keeps the number only."""
    if re.fullmatch(r"\d{1,5}(?:\.0*)?", text) and float(text) <= _LAST_SERIAL:
        for first in _EPOCHS:
            day = first + timedelta(days=int(float(text)))
            yield day.year, day.month, day.day


def _year(number: int) -> int:
    """A year of two digits as spreadsheets read it."""
    return number if number > 99 else number + (2000 if number < 30 else 1900)


def _same_clock(cell: str, original: str) -> bool:
    meant, shown = _seconds(original), _seconds(cell)
    share = _number(cell)
    if shown is None and share is not None and 0 <= share < 100:
        shown = round(share * 86_400)  # a spreadsheet keeps the share of a day
    return meant is not None and meant == shown


def _seconds(text: str) -> int | None:
    match = _CLOCK.fullmatch(_folded(text))
    if not match or not (match[2] or match[4]):
        return None
    hours, minutes, seconds = (int(match[n] or 0) for n in (1, 2, 3))
    if match[4]:
        hours = hours % 12 + 12 * (match[4] == "p")
    return 3600 * hours + 60 * minutes + seconds
