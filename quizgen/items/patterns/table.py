"""The closed list of patterns: `quizgen/data/patterns.tsv`, which docs/patterns.md prints.

Columns: name, group, meaning, rule (in the notation of `rules`; `||` between two ways to fit),
example and its English, leans (whether the clause before or the next is needed to see what the
pattern says: back, on), others (words that can never stand in the holes, `;` between them, `…`
between the two words of a pair), accepted (other ways to write the words), shown (a regular
expression: how the English words begin by which a translation shows the pattern; none: it
shows in none).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from quizgen.errors import DataError
from quizgen.items.patterns.rules import Step, parse

_HEADER = "name group meaning rule example english leans others accepted shown".split()

# Words that several rules share, written {change} in them.
LISTS: Mapping[str, str] = {
    "change": (
        "增长|增加|提高|上升|扩大|发展|增产|超额|上涨|增|升|涨|"
        "降低|减少|下降|缩短|缩小|下跌|减|降|跌"
    ),
    "leads": (
        "主持|提出|负责|领导|担任|主编|承担|管理|举办|编写|设计|制造|主办|承办|召集|率领|签署|撰写|"
        "导演|主演|赠送"
    ),
    "under": (
        "领导|指导|帮助|情况|条件|鼓舞|影响|支持|号召|推动|努力|压力|作用|前提|形势|局面|启发|教育|关怀|"
        "关心|组织|带领|率领|协助|配合|鼓励|掩护|统治|照顾|监督|陪同|原则|方针|旗帜|环境|状况|状态|"
        "背景|协作|安排|倡导|主持|引导|激励|感召|促进|打击|保护|管理|控制"
    ),
    "means": (
        "学习|比赛|竞赛|赛|形式|办法|方法|方式|途径|活动|讨论|协商|谈判|实践|试验|实验|调查|分析|研究|努力|训练|"
        "电话|网络|广播|电视|媒体|考察|宣传|教育|检查|斗争|总结|评比|改革|交流|合作|渠道|手段|手机|软件|阅读|"
        "锻炼|观察|介绍|工作|运动|革新|改造|对话|会谈|处理|治疗|运用|平台"
    ),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A pattern of the list. `accepted` and `others` have a tuple of words for each way."""

    name: str
    group: str
    meaning: str
    rule: str
    example: str
    english: str
    leans: str
    others: tuple[tuple[str, ...], ...]
    accepted: tuple[tuple[str, ...], ...]
    shown: str
    ways: tuple[tuple[Step, ...], ...]

    def is_shown(self, english: str) -> bool:
        """Whether a translation has one of the English words for the pattern."""
        return bool(self.shown and re.search(rf"\b(?:{self.shown})", english, re.IGNORECASE))


@cache
def entries() -> tuple[Entry, ...]:
    """All patterns in the list's order; raises DataError if the table is not as described above."""
    lines = resources.files("quizgen.data").joinpath("patterns.tsv").read_text("utf-8").splitlines()
    if not lines or lines[0].split("\t") != _HEADER:
        raise DataError(f"patterns.tsv must begin with the columns {_HEADER!r}")
    return tuple(_entry(line) for line in lines[1:])


@cache
def by_name() -> Mapping[str, Entry]:
    """The patterns by their names."""
    return {entry.name: entry for entry in entries()}


def _entry(line: str) -> Entry:
    name, group, meaning, rule, example, english, leans, *more = line.split("\t")
    written = re.sub(r"\{(\w+)\}", lambda match: LISTS[match[1]], rule)
    ways = tuple(parse(way) for way in written.split("||"))
    others, accepted, shown = more
    return Entry(
        name=name,
        group=group,
        meaning=meaning,
        rule=rule,
        example=example,
        english=english,
        leans=leans,
        others=_ways(others),
        accepted=_ways(accepted),
        shown=shown,
        ways=ways,
    )


def _ways(cell: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(way.split("…")) for way in cell.split(";") if way)
