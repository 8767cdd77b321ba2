"""Facts that are figures: which of an article's figures are facts, and of which kind."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.items.facts.changes import find_change, starts_change
from quizgen.items.facts.clause_figures import Figure
from quizgen.items.facts.comparisons import find_comparison
from quizgen.items.facts.counts import find_quantity, find_rank
from quizgen.items.facts.days import find_date
from quizgen.items.facts.passage import Passage, unit_end
from quizgen.model import Fact, Question
from quizgen.text.units import DURATIONS, MONEY

# 一 is an article or part of a word; it is a figure behind a verb that measures (用了一个月).
_LONE = frozenset("一百千万")
_MEASURED = re.compile(
    "(?:花|用|历时|长达|持续|增长|增加|提高|减少|降低|缩短|只有|仅|达|约|近)了?$"
)
_UNSAID = re.compile("(?:没有|不是|并非|每|各|[这那]|数|好|第)$")
_CALLED = "It is part of a name"
# 两国, 两队: the two that were named. 三、四名: the third and the fourth.
_DEFINITE = frozenset("国 队 省 县 市 厂 校 社 地 岸 方 军 族 侧 端".split())
# 二等功, 五级风, 三楼, 三班制: which one, and not how many.
_GRADES = frozenset("等 级 号 届 期 路 楼 班 标号 星 等奖 年级 季度 季".split())
_SURE = 0.6  # the confidence of a name; a doubtful one (十五口塘, 0.31) hides no figure
_RANKED = frozenset("名 号 届 期 级 路 楼 班 等 季".split())


def find_figures(passage: Passage) -> Iterator[Fact]:
    """The facts of a sentence's figures, in order."""
    for question in passage.questions:
        clause = passage.clause_at(question.start)
        if clause is None or not question.answer or _is_no_figure(passage, question):
            continue
        if fact := _fact(Figure(passage, question, clause)):
            yield fact


def _fact(figure: Figure) -> Fact | None:
    question = figure.question
    if question.kind == "ordinal":
        return find_rank(figure)
    if question.kind in {"date", "time"}:
        return find_date(figure)
    if (not question.unit and question.kind in {"number", "range"}) or starts_change(figure):
        return None
    return find_change(figure) or find_comparison(figure) or find_quantity(figure)


def _is_no_figure(passage: Passage, question: Question) -> bool:
    """Names, articles and ratios: 第一机床厂, 一个高潮, 2∶1, and what is denied or dealt out."""
    named = any(
        n.start <= question.start and question.end <= n.end
        for n in passage.names
        if n.confidence >= _SURE
    )
    head = passage.zh[max(0, question.start - 4) : question.start]
    halved = question.answer == "半" and head[-1:] in ("上", "下")
    denied = (halved or _UNSAID.search(head)) and question.kind not in {"date", "time", "ordinal"}
    called = question.reason.startswith(_CALLED)
    return bool(
        named or called or denied or _is_part(passage, question) or _is_word(passage, question)
    )


def _is_part(passage: Passage, question: Question) -> bool:
    """Whether a numeral is a part of a longer one: 2∶1, 1，200, 零下五度."""
    before, behind = passage.zh[: question.start][-2:], passage.zh[question.end :][:4]
    ratio = re.match("[∶:：/]\\d", behind) or re.search("\\d[∶:：/]$", before)
    if before.endswith("零下") or _is_composite(passage, question):
        return True
    return bool(ratio or re.match("[，,]\\d{3}", behind) or re.search("\\d[，,]$", before))


def _is_composite(passage: Passage, question: Question) -> bool:
    """Whether a measure is only a part of one: 五天|零八小时, 一米|七十公分."""
    behind = unit_end(passage.zh, question)
    for other in passage.questions:
        measures = {question.kind, other.kind} <= {"number", "duration"} and question.unit
        if not measures or not other.unit or other is question:
            continue
        gaps = (
            passage.zh[behind : other.start],
            passage.zh[unit_end(passage.zh, other) : question.start],
        )
        near = (behind <= other.start, other.start < question.start)
        if any(n and g in ("", "零", "又") for n, g in zip(near, gaps, strict=True)):
            return True
    return False


def _is_word(passage: Passage, question: Question) -> bool:
    """Whether a numeral counts nothing that could be asked: 一个高潮, 两国, 三、四名."""
    unit, answer = question.unit, question.answer
    if _says_which(passage, question):
        return True
    if question.kind == "range":
        return "、" in answer and unit in _RANKED
    if answer == "两":
        return unit in _DEFINITE
    if answer not in _LONE or question.kind == "ordinal" or unit in {"倍", "番"}:
        return False
    head = passage.zh[max(0, question.start - 4) : question.start]
    more = passage.zh.startswith("多", unit_end(passage.zh, question))
    measured = (question.bound and not more) or _MEASURED.search(head)
    return not (measured and unit in DURATIONS | MONEY | {"成", "吨", "公里", "公斤"})


def _says_which(passage: Passage, question: Question) -> bool:
    """Whether a numeral says which one it is (二等功, 三年级), or its unit is part of a word."""
    end = unit_end(passage.zh, question)
    if question.kind == "number" and question.unit in _GRADES:
        return True
    if question.unit == "年" and passage.zh.startswith("级", end):
        return True
    words = passage.sentence.tokens  # 第一|车间 is no car
    return any(question.end <= word.start < end < word.end for word in words)
