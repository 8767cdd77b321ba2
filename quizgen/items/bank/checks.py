"""What every item must hold to; one that doesn't is not in the bank."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

from quizgen.items.bank.source import Source
from quizgen.items.bank.stems import ACCORDING, NUMERAL
from quizgen.model import BLANK, Item
from quizgen.text.listed import HAN

_LEAST = 3  # Han characters beside a hole
_LONGEST = 120  # characters of a stem: more is not a question but a passage


def problem(item: Item, source: Source) -> str:
    """What is wrong with an item, or ""."""
    return next((name for name, check in _CHECKS.items() if not check(item, source)), "")


def _has_a_key(item: Item, source: Source) -> bool:
    return bool(item.key) and all(key.strip() for key in item.key)


def _has_one_right_option(item: Item, source: Source) -> bool:
    if not item.options or item.kind in {"matching", "ordering"}:
        return True
    right = item.right
    return item.options.count(right) == 1 and not {*item.options, *item.spare} & (
        {*item.accepted} - {right}
    )


def _has_distinct_options(item: Item, source: Source) -> bool:
    options = (*item.options, *item.spare)
    folded = [unicodedata.normalize("NFKC", option).casefold().strip() for option in options]
    return len(set(folded)) == len(folded) and all(folded)


def _has_options_of_one_script(item: Item, source: Source) -> bool:
    if item.kind in {"matching", "ordering"}:
        return True
    return len({bool(HAN.search(option)) for option in item.options}) <= 1


def _has_every_partner(item: Item, source: Source) -> bool:
    if item.kind == "ordering":
        return sorted(item.key) == sorted(item.options) and item.key != item.options
    if item.kind == "matching":
        return len(item.key) == len(item.left) and set(item.key) <= set(item.options)
    return True


def _hides_its_key(item: Item, source: Source) -> bool:
    """A hole's answer stands nowhere else in the stem."""
    if BLANK not in item.stem or item.kind == "table":
        return True
    numerals = NUMERAL.findall(item.stem)
    return not any(
        key in numerals if NUMERAL.fullmatch(key) else key in item.stem for key in item.key
    )


def _says_enough(item: Item, source: Source) -> bool:
    """A stem with a hole has words beside it: not ＿＿＿＿。 alone."""
    return BLANK not in item.stem or len(HAN.findall(item.stem.removeprefix(ACCORDING))) >= _LEAST


def _is_short(item: Item, source: Source) -> bool:
    return 0 < len(item.stem) <= _LONGEST


def _stands_in_its_sentence(item: Item, source: Source) -> bool:
    zh = source.sentences[item.sentence].zh
    return 0 <= item.start < item.end <= len(zh)


_CHECKS: dict[str, Callable[[Item, Source], bool]] = {
    "no key": _has_a_key,
    "not one right option": _has_one_right_option,
    "two options alike": _has_distinct_options,
    "options of two scripts": _has_options_of_one_script,
    "a partner is missing": _has_every_partner,
    "its stem gives it away": _hides_its_key,
    "its stem is too long": _is_short,
    "its stem says nothing": _says_enough,
    "its span is not of its sentence": _stands_in_its_sentence,
}
