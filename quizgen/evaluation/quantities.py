"""Scores numbers by span and value, and times by span.

The gold is in the format of the Recognizers-Text specs: `Start`, inclusive `End`, and a span that
holds the unit. A number counts as found whole with its unit in or out; a miss counts as wrong.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from quizgen.errors import DataError
from quizgen.evaluation import gold
from quizgen.evaluation.score import Item
from quizgen.evaluation.times import find_times
from quizgen.text.lexicon import Lexicon
from quizgen.text.numbers import HAN, parse_number
from quizgen.text.quantities import Quantity, find_quantities

_NUMERAL = re.compile(f"[0-9０-９.．]+|[{HAN}]+(?:点[{HAN}]+)?")
_HALF_WIDTH = str.maketrans("０１２３４５６７８９．", "0123456789.")


def quantities(path: Path, lexicon: Lexicon) -> Iterator[Item]:
    """Counts (right, wanted) for each text; what is found where nothing is wanted isn't asked.

    Gold without a value (a currency's name alone) is no number and not counted.
    """
    for where, text, results in _cases(path):
        found = find_quantities(text, _is_word(lexicon))
        wanted = [result for result in results if result["value"] is not None]
        missed = [w for w in wanted if not any(_is_same(text, q, w) for q in found)]
        got = ", ".join(f"{text[q.start : q.unit_end]} = {q.value}" for q in found) or "nothing"
        lines = (f"{where} {text}: {got}, not {w['Text']} = {_value(w)}" for w in missed)
        yield Item((len(wanted) - len(missed), len(wanted)), tuple(lines))


def times(path: Path, lexicon: Lexicon) -> Iterator[Item]:
    """Counts (right, found, wanted) for the spans of each text's times."""
    for where, text, results in _cases(path):
        found = set(find_times(text))
        wanted = {(w["Start"], w["End"] + 1) for w in results}
        lines = [f"{where} {text}: missed {text[a:b]}" for a, b in sorted(wanted - found)]
        lines += [f"{where} {text}: {text[a:b]} too many" for a, b in sorted(found - wanted)]
        yield Item((len(found & wanted), len(found), len(wanted)), tuple(lines))


def _cases(path: Path) -> Iterator[tuple[str, str, list[dict[str, Any]]]]:
    for number, case in enumerate(gold.json_list(path), start=1):
        where = f"{path.name}#{number}"
        try:
            results = [
                {"Text": r["Text"], "Start": int(r["Start"]), "End": int(r["End"])}
                | {"value": (r.get("Resolution") or {}).get("value")}
                for r in case["Results"]
            ]
            yield where, case["Input"], results
        except (KeyError, TypeError, ValueError) as error:
            raise DataError(f"{path}: case {number} lacks or garbles {error}") from None


def _is_same(text: str, found: Quantity, wanted: dict[str, Any]) -> bool:
    """Whether one of the readings is whole (unit in or out) and of the wanted value."""
    target = _value(wanted)
    return any(
        _is_whole(text, start, end, wanted) and math.isclose(value, target)
        for start, end, value in _readings(text, found, wanted["Text"])
    )


def _readings(text: str, found: Quantity, wanted: str) -> Iterator[tuple[int, int, float]]:
    """The numbers of a quantity: its own, and each numeral of a date, a range or a percent.

    A dozen with its unit in the span (十打) is twelve.
    """
    own = _number(found.value)
    if own is not None:
        yield found.start, found.unit_end, own * (12 if wanted.endswith("打") else 1)
    above = text.find("分之", found.start, found.end)
    for match in _NUMERAL.finditer(text, above + 2 if above >= 0 else found.start, found.end):
        value = parse_number(match[0].translate(_HALF_WIDTH))
        if value is not None:
            yield *match.span(), float(value)


def _is_whole(text: str, start: int, end: int, wanted: dict[str, Any]) -> bool:
    """Whether the spans differ by units, signs and words only, by no figure."""
    first, last = wanted["Start"], wanted["End"] + 1
    inside = first < end and start < last
    edges = (text[min(first, start) : max(first, start)], text[min(end, last) : max(end, last)])
    return inside and not any(map(_has_number, edges))


def _has_number(text: str) -> bool:
    return any(character.isnumeric() for character in text)


def _value(wanted: dict[str, Any]) -> float:
    """The gold's number; one that is none is right for nobody."""
    try:
        return float(str(wanted["value"]).rstrip("%").replace(",", ""))
    except ValueError:
        return math.nan


def _number(value: object) -> float | None:
    """The number that a quantity's value is; "1/3" too."""
    if isinstance(value, str) and value.count("/") == 1:
        above, _, below = value.partition("/")
        return float(above) / float(below) if above.isdigit() and below.strip("0") else None
    return float(value) if isinstance(value, int | float) else None


def _is_word(lexicon: Lexicon) -> Callable[[str], bool]:
    return lambda text: bool(lexicon.lookup(text))
