"""From what to what: four ways to tell a change, one of them the article's.

由十五趟提高到四十趟 is neither 提高了四十趟 nor the way back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.items.bank.source import Source
from quizgen.items.bank.stems import ACCORDING
from quizgen.model import Fact, Item

# What a change is called that goes the other way.
OTHER_WAY = {
    "增长": "下降", "增加": "减少", "提高": "降低", "上升": "下降", "延长": "缩短", "扩大": "缩小",
    "下降": "上升", "减少": "增加", "降低": "提高", "缩短": "延长", "缩小": "扩大", "增": "减",
    "减": "增",
}  # fmt: skip
_TOLD = re.compile(
    f"[由从](?:原来|过去|去年|以前)?的?([^，；由从]{{1,10}}?)({'|'.join(OTHER_WAY)})[到至为]了?$"
)


def changes(source: Source) -> Iterator[Item]:
    """据文章，每天跑的趟数有什么变化？ Only exact values, and no doubling (15 to 30 is +15)."""
    for fact in source.facts:
        exact = fact.kind == "change" and not fact.bound and not fact.doubtful
        if not exact or is_ambiguous(fact):
            continue
        zh = source.sentences[fact.sentence].zh
        told = _TOLD.search(zh[: fact.answer.start])
        if not told or "多" in told[1]:
            continue
        subject = fact.subject.text if fact.subject else _measured(zh[: told.start()])
        if not subject:
            continue
        before, verb, after = told[1], told[2], fact.answer.text + fact.unit
        back = OTHER_WAY[verb]
        right = f"由{before}{verb}到{after}"
        yield source.item(
            "choice",
            "comparison",
            f"{ACCORDING}{subject}有什么变化？",
            right,
            options=(right, f"由{after}{back}到{before}", f"{verb}了{after}", f"{verb}了{before}"),
            sentence=fact.sentence,
            span=(fact.start, fact.end),
            prompt="How did it change?",
            reason="A change whose value before and after the article gives.",
        )


def _measured(before: str) -> str:
    """What a clause measures by its last character: 每人每天跑的趟|数, |由十五趟."""
    match = re.search("(?:^|[，；。：])([^，；。：]{4,14}[数量率值额费])$", before)
    return match[1] if match else ""


def is_ambiguous(fact: Fact) -> bool:
    """Whether the difference is one of the two values (4 to 2), or has two units (10元 to 50角)."""
    if not isinstance(fact.value, int | float) or not isinstance(fact.was, int | float):
        return True
    low, high = sorted((float(fact.value), float(fact.was)))
    return low == high or high - low in (low, high)
