"""Finds the quantities of an English text, so that they can be held against the Chinese ones.

Values have the forms of `quizgen.text.quantities`: 9872 for "nine thousand eight hundred and
seventy-two", "1/3", dates such as "XXXX-12-23" or "{month}-10", (2, 4) for "two to four".
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from quizgen.text.dates import Value
from quizgen.text.numbers import LARGEST, Number, plain

_ONES = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen".split()
    )
}
_TENS = {
    word: 20 + 10 * i
    for i, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split())
}
_SCALES = {"thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_ORDINAL_ONES = {
    word: value
    for value, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
        "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth".split(),
        1,
    )
}
_ORDINAL_TENS = {word[:-1] + "ieth": value for word, value in _TENS.items()}
_ORDINALS = {**_ORDINAL_ONES, **_ORDINAL_TENS, "hundredth": 100, "thousandth": 1000}
_PARTS = {
    "half": 2, "halves": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6,
    "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10, "hundredth": 100, "thousandth": 1000,
}  # fmt: skip
_MONTHS = {
    word: number
    for number, words in enumerate(
        "January Jan|February Feb|March|April Apr|May|June Jun|July Jul|August Aug|"
        "September Sept Sep|October Oct|November Nov|December Dec".split("|"),
        1,
    )
    for word in words.split()
}
_DURATIONS = re.compile(
    r"[\s-](?:and a half )?(?:\w+ )?(?:years?|months?|weeks?|days?|hours?|minutes?|seconds?)\b"
)


def _either(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


# A number in words: chunks with thousand or million, then hundreds, tens and ones. The last word
# may be an ordinal.
_FIGURES = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
_UNDER_100 = rf"(?:(?:{_either(_TENS)})(?:[ -](?:{_either(_ONES)}))?|{_either(_ONES)})\b"
_LAST = rf"(?:(?:(?:{_either(_TENS)})[ -])?(?:{_either(_ORDINALS)})\b|{_UNDER_100})"
_HUNDREDS = rf"(?:{_UNDER_100}|a|{_FIGURES})[ -]hundred\b(?:(?:[ -]and)?[ -]{_LAST})?"
_CHUNK = rf"(?:{_HUNDREDS}|{_UNDER_100}|{_FIGURES}|a)[ -](?:{_either(_SCALES)})\b"
_NUMBER = re.compile(
    rf"(?<![A-Za-z\d.])(?:{_CHUNK}(?:(?:,? and|,)? {_CHUNK})*(?:(?: and)? (?:{_HUNDREDS}|{_LAST}))?"
    rf"|{_HUNDREDS}|{_LAST}|{_FIGURES})",
    re.IGNORECASE,
)
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DAY = r"(?P<d>\d{1,2})(?:st|nd|rd|th)?(?![\d%,]\d|\d|%)"
_SMALL_WORD = "|".join([*_ONES, r"\d{1,2}"])
_HOUR_WORD = "|".join(word for word, value in _ONES.items() if 1 <= value <= 12)
_DATES = (
    r"\b(?P<y>\d{4})-(?P<mm>\d\d)-(?P<d>\d\d)\b",
    rf"(?P<thirds>[Mm]id)-(?P<m>{_MONTH})\b(?: (?P<y>\d{{4}}))?",
    rf"\b(?P<m>{_MONTH})\b\.? {_DAY}(?:(?:,| of) (?P<y>\d{{4}}))?",
    rf"\b{_DAY}(?: of)? (?P<m>{_MONTH})\b(?:,? (?P<y>\d{{4}}))?",
    rf"\b(?P<m>{_MONTH})\b,? (?P<y>\d{{4}})",
    rf"(?<![A-Za-z])(?P<m>{_MONTH})\b(?! Day| Fourth)(?<!\bMay)(?<!\bMarch)",
    r"(?<=[Ii]n )(?P<m>May|March)\b",
    r"\bthe (?P<d>\d{1,2})(?:st|nd|rd|th)(?: day)? of (?P<rel>this|last|next|the) month",
    r"(?<=, )(?P<d>\d{1,2})(?:st|nd|rd|th)(?= [–—-])",
    rf"\bfirst (?P<n>{_SMALL_WORD}) months of (?P<rel>this|last|next|the) year",
    r"\b(?P<y>1[5-9]\d\d|20\d\d)\b(?!,\d|\.\d|%| (?:people|workers|tons|pigs|catties))",
)
_DATE = tuple(re.compile(pattern) for pattern in _DATES)
_STEP = {"this": "", "last": "-1", "next": "+1", "the": ""}
# "No. 5 Middle School" doesn't end a sentence.
_CONTEST = re.compile(
    r"\b(?:scored?|won|win|beat\w*|los[et]|lost|defeat\w*|dr[ae]w\w*|victory|led|lead|ma[dk]e it"
    r"|level|tied?|equali[sz]ed|(?:we|they) were)\b(?:[^.;]|\b(?:No|St)\.)*$"
)
_CONTEST_AFTER = re.compile(r" (?:down|up|ahead|behind|win|victory|defeat|draw|lead)\b")
# Which half of the day a time is in, said behind it: two in the morning, half past ten at night.
_PART = (
    r"(?P<half>[ap]\.?m\b\.?|at night|at noon"
    r"|(?:in|every|each) (?:the )?(?:small hours|morning|afternoon|evening))"
)
_TIME = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<![\d:])(?P<h>\d{{1,2}}):(?P<m>\d\d)\b(?: ?{_PART})?",
        rf"\b(?P<past>(?:half|(?:a )?quarter) (?:past|to)) (?P<h>{_SMALL_WORD})\b(?: {_PART})?",
        rf"\b(?P<h>{_SMALL_WORD}) o['’]clock\b(?: {_PART})?",
        rf"\b(?P<h>{_SMALL_WORD}) ?{_PART}",
        rf"(?<=\b(?:at|by) )(?P<h>{_HOUR_WORD})(?=$|[.,;:!?]| (?:and|but|sharp|today)\b)",
    )
)
_HALF_A = re.compile(
    r"\bhalf an? (?!(?:dozen|hundred|thousand|million|billion)\b)([a-z]+)", re.IGNORECASE
)
_PERCENT = re.compile(r"\s?%|\s?per\s?cent(?:age points?)?\b|\s?percentage points?\b")
# "A quarter" needs no "of" (set a quarter aside), "a third" is as often a third person.
_A_PART = re.compile(
    r"\ba (?:(third|fifth|tenth)\b(?= of)"
    r"|(quarter)\b(?! (?:past|to|ago|century|earlier|later|year)\b|-))"
)
_TIMES = re.compile(r"[ -]?(?:times|fold)\b")


@dataclass(frozen=True, slots=True)
class EnglishQuantity:
    """One quantity of an English text; kinds and values as in `quizgen.text.quantities`."""

    start: int
    end: int
    kind: str
    value: Value


@dataclass(frozen=True, slots=True)
class _Words:
    """A number as it was read: its span, its value and whether it is an ordinal."""

    start: int
    end: int
    value: Number
    ordinal: bool = False
    part: int = 0  # two thirds: 3


def find_english_quantities(text: str) -> tuple[EnglishQuantity, ...]:
    """The quantities of an English text in its order, none overlapping another."""
    found = list(_dates(text))
    for reader in (_times, _scores, _halves_of):
        for quantity in reader(_without(text, found)):
            if all(quantity.end <= q.start or q.end <= quantity.start for q in found):
                found.append(quantity)
    free = _without(text, found)
    found += _ranges(_numbers(free), free)
    return tuple(sorted(found, key=lambda quantity: quantity.start))


def _without(text: str, found: Iterable[EnglishQuantity]) -> str:
    """The text with what was found blotted out, at unchanged offsets."""
    for quantity in found:
        blot = "\x00" * (quantity.end - quantity.start)
        text = text[: quantity.start] + blot + text[quantity.end :]
    return text


def _dates(text: str) -> Iterator[EnglishQuantity]:
    taken: list[tuple[int, int]] = []
    for pattern in _DATE:
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(start < b and a < end for a, b in taken):
                continue
            taken.append((start, end))
            yield EnglishQuantity(start, end, "date", _date_value(match))


def _date_value(match: re.Match[str]) -> str:
    groups = match.groupdict()
    rel = _STEP[groups["rel"]] if groups.get("rel") else ""
    if groups.get("n"):
        months = _ONES.get(groups["n"]) or int(groups["n"])
        return f"{{year{rel}}}-01/{{year{rel}}}-{months:02}"
    if groups.get("mm"):
        return match[0]
    if not groups.get("m"):
        if groups.get("d"):
            month = f"{{month{rel}}}" if groups.get("rel") else "XXXX-XX"
            return f"{month}-{int(groups['d']):02}"
        return groups["y"]
    month = f"{groups.get('y') or 'XXXX'}-{_MONTHS[groups['m']]:02}"
    if groups.get("thirds"):
        return f"{month}-11/{month}-20"
    return month + (f"-{int(groups['d']):02}" if groups.get("d") else "")


def _scores(text: str) -> Iterator[EnglishQuantity]:
    """3-2 or three to two behind a word of winning or losing, or before "down"."""
    figures = re.finditer(r"(?<![\d.,–-])(\d{1,3})[–-](\d{1,2})(?![\d%–-])", text)
    words = re.finditer(
        rf"\b({_SMALL_WORD}|nil) to ({_SMALL_WORD}|nil)\b(?=$|[.,;:!?]| (?:in|after|at|against)\b)",
        text,
    )
    for match in (*figures, *words):
        if text[: match.start()].endswith(("from ", "original ")):
            continue  # from the original 15 to 41
        contest = _CONTEST.search(text[: match.start()])
        if contest or _CONTEST_AFTER.match(text, match.end()):
            score = f"{_small(match[1])}:{_small(match[2])}"
            yield EnglishQuantity(*match.span(), "score", score)


def _small(word: str) -> int:
    """The value of a small number in figures or words."""
    return int(word) if word.isdecimal() else _ONES.get(word.lower(), 0)


def _times(text: str) -> Iterator[EnglishQuantity]:
    """Times of day; "3:30" where nothing says which half of the day, else "15:30"."""
    for pattern in _TIME:
        for match in pattern.finditer(text):
            groups = match.groupdict()
            hour, minute = _small(groups["h"]), int(groups.get("m") or 0)
            past = (groups.get("past") or "").lower()
            if past:
                minute = 30 if past.startswith("half") else 15
            if past.endswith("to"):
                hour, minute = hour - 1 or 12, 60 - minute
            if hour <= 24 and minute < 60:
                half = groups.get("half") or ""
                end = match.end() - (len(half) + 1 if half[:4] in {"ever", "each"} else 0)
                value = _on_the_clock(hour, minute, half)
                yield EnglishQuantity(match.start(), end, "time", value)


def _on_the_clock(hour: int, minute: int, half: str) -> str:
    """The value of a time; `half` is the word that says which half of the day, or ""."""
    if not half and 1 <= hour <= 12:
        return f"{hour}:{minute:02}"
    if hour > 12 or not half:
        return f"{hour % 24:02}:{minute:02}"
    early = re.match("a\\.?m|.*(?:morning|small)", half, re.IGNORECASE) is not None
    early |= "night" in half and hour in {12, 1, 2, 3, 4, 5}
    return f"{hour % 12 + 12 * (not early):02}:{minute:02}"


def _numbers(text: str) -> list[_Words]:
    """The numbers of the text, each as long as its words belong together."""
    found: list[_Words] = []
    for match in _NUMBER.finditer(text):
        number = _read(text, match)
        apart = not found or match.start() >= found[-1].end  # one-third is no third
        if number and apart and number.value <= LARGEST:
            found.append(number)
    return found


def _read(text: str, match: re.Match[str]) -> _Words | None:
    """The number of a match with the "and a half" or "thirds" behind it."""
    start, end = match.span()
    value, ordinal = _sum(match[0])
    rest = text[end:]
    if ordinal and re.search(r"\b(?:a|per|one|each) $", text[:start]):
        return None  # a second
    if match[0][:2] == "a " and re.search(r"\b[Hh]alf $", text[:start]):
        return _Words(start - len("half "), end, plain(Decimal(str(value)) / 2))
    if half := re.match(r" and (?:a|one) half\b", rest):
        return _Words(start, end + half.end(), plain(Decimal(str(value)) + Decimal("0.5")))
    if suffix := re.match(r"(?:st|nd|rd|th)\b", rest):
        return _Words(start, end + suffix.end(), value, ordinal=True)
    part = re.match(r"[ -]([a-z]+?)(s?)\b", rest)
    if part and part[1] in _PARTS and not ordinal and (value != 1) == bool(part[2]):
        return _Words(start, end + part.end(), value, part=_PARTS[part[1]])
    return _Words(start, end, value, ordinal)


def _sum(text: str) -> tuple[Number, bool]:
    """The value of number words, and whether the last is an ordinal."""
    total, group, ordinal = Decimal(0), Decimal(0), False
    for word in re.findall(rf"{_FIGURES}|[a-z]+", text.lower()):
        if word[0].isdecimal():
            group += Decimal(word.replace(",", ""))
        elif word in _SCALES:
            total, group = total + (group or 1) * _SCALES[word], Decimal(0)
        elif word == "hundred":
            group = (group or Decimal(1)) * 100
        elif word in _ORDINALS:
            group, ordinal = group + _ORDINALS[word], True
        else:
            group += _ONES.get(word, 0) or _TENS.get(word, 0) or (word == "a")
    return plain(total + group), ordinal


def _ranges(numbers: list[_Words], text: str) -> Iterator[EnglishQuantity]:
    """The numbers as quantities, two of them with "to" between as one range."""
    skip = False
    for number, following in itertools.zip_longest(numbers, numbers[1:]):
        if skip:
            skip = False
            continue
        if following and _is_range(text, number, following):
            skip = True
            pair = (number.value, following.value)
            yield EnglishQuantity(number.start, following.end, "range", pair)
        else:
            yield _quantity(text, number)
    yield from _parts_with_a(text)


def _is_range(text: str, low: _Words, high: _Words) -> bool:
    between = text[low.end : high.start]
    if re.search(r"\bfrom (?:the )?(?:original )?$", text[: low.start]):
        return False  # rose from 15 to 41: two numbers
    return between in {" to ", "-", "–", " or "} and low.value < high.value and not low.ordinal


def _quantity(text: str, number: _Words) -> EnglishQuantity:
    rest = text[number.end : number.end + 30]
    if number.part:
        share = f"{number.value}/{number.part}"
        return EnglishQuantity(number.start, number.end, "fraction", share)
    if number.ordinal:
        return EnglishQuantity(number.start, number.end, "ordinal", number.value)
    if match := _PERCENT.match(rest):
        return EnglishQuantity(number.start, number.end + match.end(), "percent", number.value)
    if _TIMES.match(rest):
        return EnglishQuantity(number.start, number.end, "multiple", number.value)
    money = text[number.start - 1 : number.start] in {"$", "£", "€", "¥"}
    kind = "money" if money else "duration" if _DURATIONS.match(rest) else "number"
    return EnglishQuantity(number.start, number.end, kind, number.value)


def _halves_of(text: str) -> Iterator[EnglishQuantity]:
    """Half an hour is 0.5, as 半个小时 is."""
    for match in _HALF_A.finditer(text):
        kind = "duration" if _DURATIONS.match(f" {match[1]}") else "number"
        yield EnglishQuantity(*match.span(), kind, 0.5)


def _parts_with_a(text: str) -> Iterator[EnglishQuantity]:
    """Half, a third, tenfold: what has no number word of its own."""
    for match in re.finditer(r"\b(?:a |one-)?half(?! (?:a|an) )\b(?<!and a half)", text):
        yield EnglishQuantity(*match.span(), "fraction", "1/2")
    for match in _A_PART.finditer(text):
        part = match[1] or match[2]
        yield EnglishQuantity(*match.span(), "fraction", f"1/{_PARTS[part]}")
    for match in re.finditer(r"\b([a-z]+)fold\b", text):
        value = _ONES.get(match[1]) or _TENS.get(match[1])
        if value:
            yield EnglishQuantity(*match.span(), "multiple", value)
