"""Quantities and ranks: what is counted, and of whom it is said."""

from __future__ import annotations

import re

from quizgen.items.facts.clause_figures import BY, FILL, Figure, direction, is_measured
from quizgen.items.facts.passage import Passage, Piece, unit_end
from quizgen.items.facts.topics import SIZES, inherited, topic
from quizgen.model import Fact, Question, Span
from quizgen.text.units import DURATIONS

_NOUN = frozenset("n nz vn an nr ns nt nw".split())
# Units that are nouns themselves: what 两国代表团 counts is 国.
_NOUN_UNITS = frozenset("国 省 县 市 区 乡 村 队 校 厂 社 州 镇 户 家 人 战 季 课 族".split())
_AGO = re.compile("[以之]?[前后]|[以之]?来|内|中|里")
_SHARE = re.compile("(?P<verb>占)[^，；]{0,14}$")
# Between topic and figure: another subject may stand behind these (条件是…带出|两名徒弟).
_ANOTHER = re.compile("[是使让令叫请]|的有|来自|说|表示|认为|希望|要求|指出")
_LONGEST = 12  # characters of the noun that is counted


def find_quantity(figure: Figure) -> Fact | None:
    """The quantity: a count, a share, an amount of change without a comparison."""
    question, match = figure.question, BY.search(figure.head)
    if _is_time(figure):
        return None
    if match and figure.has_object(match):
        return figure.fact(
            "quantity",
            "A figure with a verb of change.",
            subject=_changed(figure, figure.start + match.start("verb")),
            measure=figure.measure(match),
            direction=direction(match["verb"]),
        )
    share = _SHARE.search(figure.head) if question.kind in {"percent", "fraction"} else None
    return figure.fact(
        "quantity",
        f"A figure of the kind {question.kind}.",
        subject=_topic(figure, question.start),
        measure=figure.at(share, "verb")
        if share
        else _size(figure) or _counted(figure.passage, question) or _own_measure(figure),
    )


def _size(figure: Figure) -> Span | None:
    """The word that says which size it is: 新线路|全长|四十六公里."""
    before = figure.passage.within(figure.start, figure.question.start)
    while before and re.fullmatch(FILL, before[-1].text):
        before.pop()
    if not before or before[-1].text not in SIZES:
        return None
    return figure.passage.span(before[-1].start, before[-1].end)


def _own_measure(figure: Figure) -> Span | None:
    """The noun between time and verb: 王家庄今年|粮食总产量|达到九十万斤."""
    passage = figure.passage
    own = topic(passage, figure.clause)
    if own.state != "own" or own.end not in passage.times:
        return None
    pieces = passage.within(own.end, figure.question.start)
    while pieces and pieces[0].start in passage.times:
        del pieces[0]
    count = 0
    while count < len(pieces) and pieces[count].tag in {*_NOUN, "a"}:
        count += 1
    if not count or count == len(pieces) or pieces[count].tag not in {"v", "d", "ad"}:
        return None
    return passage.span(pieces[0].start, pieces[count - 1].end)


def _is_time(figure: Figure) -> bool:
    """Whether a length of time only says when: 三年前, 九十分钟内."""
    zh, question = figure.passage.zh, figure.question
    return bool(question.unit in DURATIONS and _AGO.match(zh, unit_end(zh, question)))


def _changed(figure: Figure, verb: int) -> Span | None:
    """What has grown: the noun phrase right before the verb (水泥增产三成，煤耗减少五百吨)."""
    compared = any(p.text == "比" for p in _before(figure.passage, figure.question))
    return None if compared or not _governed(figure) else figure.subject(verb)


def _topic(figure: Figure, stop: int) -> Span | None:
    """The topic of the clause if it ends before `stop`: 九十三个工厂的职工 isn't 九十三's."""
    passage, question = figure.passage, figure.question
    own = topic(passage, figure.clause)
    said = passage.zh[(own.end if own.state == "own" else figure.start) : stop]
    counted = any(own.end <= q.start < stop and q.kind != "date" for q in passage.questions)
    among = passage.zh.startswith("其中", figure.start)
    before = _before(passage, question)
    to_whom = before[-1:] and before[-1].tag == "p" and before[-1].text != "以"
    compared = any(p.text == "比" for p in before) or to_whom  # 校长对|一千名新生说
    another = compared or _ANOTHER.search(said.rstrip("是")) or (among and own.state == "none")
    if another or not _governed(figure):
        return None
    if own.state == "own" and counted and question.unit not in said and "、" not in said:
        return None
    if own.state != "none":
        return own.span if own.span and own.span.end <= stop else None
    subject = inherited(passage, figure.clause)
    ends = {unit_end(passage.zh, q) for q in passage.questions}
    if subject and subject.end in ends:
        return None  # 全班四十五人，有四十三人及格: that was a predicate
    loose = (
        question.kind in {"percent", "fraction", "multiple"}
        or question.unit in {"次", "遍", "回", "趟"}
        or is_measured(subject)
    )
    return None if loose else subject


def _governed(figure: Figure) -> bool:
    """Whether a length of time stands behind its verb (提前|二十一天), and not as an adverb."""
    if figure.question.unit not in DURATIONS - {"岁", "周岁"}:
        return True
    before = [p for p in figure.passage.pieces if figure.start <= p.start < figure.question.start]
    while before and before[-1].text in {"了", "约", "近", "大约", "至少", "将近", "不到"}:
        before.pop()
    return bool(before) and before[-1].tag in {"v", "vd"}


def _counted(passage: Passage, question: Question) -> Span | None:
    """The noun that a number counts: 六十四种|合金钢. Not 两个孩子|的母亲: it may be another's."""
    if question.kind not in {"number", "range"} or question.unit in _NOUN_UNITS:
        return None
    start = unit_end(passage.zh, question)
    pieces = [p for p in passage.pieces if p.start >= start]
    broken = any(p.start < start < p.end for p in passage.pieces)
    count = _noun_phrase(pieces)
    follows = pieces[count].text if count < len(pieces) else ""
    # 两个县|试点: the last noun of two may be a verb.
    verbal = count > 1 and pieces[count - 1].tag == "vn"
    # 制定了八条车间|管理办法: a verb may begin another noun behind an object.
    after = [p.tag for p in pieces[count : count + 2]]
    behind = len(after) == 2 and after[0] in {"v", "vn"} and after[1] in {*_NOUN, "a"}
    # Not behind 有: 有十八支球队|参加比赛.
    verbs = [p.text for p in _before(passage, question) if p.tag == "v"]
    verbal = verbal or (behind and bool(verbs) and not verbs[-1].endswith("有"))
    if not count or broken or verbal or (follows and follows in "的、和与及"):
        return None
    span = passage.span(pieces[0].start, pieces[count - 1].end)
    timed = re.search("[时后前]$", span.text)
    return span if len(span.text) <= _LONGEST and not timed else None


def _before(passage: Passage, question: Question) -> list[Piece]:
    clause = passage.clause_at(question.start)
    return passage.within(passage.clauses[clause][0], question.start) if clause is not None else []


def _noun_phrase(pieces: list[Piece]) -> int:
    """How many words from the first on are one noun phrase."""
    count = 0
    while count < len(pieces) and (
        pieces[count].tag in {*_NOUN, "a", "b"} or _is_daily(pieces, count)
    ):
        count += 1
    while count and pieces[count - 1].tag not in _NOUN:
        count -= 1
    return count


def _is_daily(pieces: list[Piece], at: int) -> bool:
    """夜间|公交线路: a word of time in front of a noun."""
    return pieces[at].text in {"夜间", "日间", "白天", "早期", "晚期", "当代", "现代", "古代"}


def find_rank(figure: Figure) -> Fact | None:
    """第二名 and 第十五台, and the 第一， that numbers a point; not 第一次, which is a word."""
    passage, question = figure.passage, figure.question
    zh, end = passage.zh, unit_end(passage.zh, question)
    first = passage.span(figure.start, end).start == question.start
    if re.match("[，、：]", zh[end : end + 1]) and first and not question.unit:
        bounds = (figure.start, passage.clauses[-1][1])
        return figure.fact("ordinal", "It numbers a point.", time="", clauses=bounds)
    word = question.value == 1 and question.unit in set("次遍回段个步眼句")
    if not question.unit or question.unit in DURATIONS | {"季度", "季"} or word:
        return None
    told = topic(passage, figure.clause)
    subject = told.span if told.span and told.span.end <= question.start else None
    pieces = [p for p in passage.pieces if p.start >= end]
    count = _noun_phrase(pieces)
    noun = passage.span(pieces[0].start, pieces[count - 1].end) if count else None
    if noun and re.search("[时后前]$", noun.text):
        noun = None
    return figure.fact("ordinal", "A rank.", subject=subject, measure=noun)
