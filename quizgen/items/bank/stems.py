"""How the clause of a figure is shown: with a hole, with another value, with our brackets."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from quizgen.items.bank.clause import is_half, says_something
from quizgen.items.figures.context import clauses
from quizgen.model import BLANK, Question
from quizgen.text.listed import HAN
from quizgen.text.tagger import tag

if TYPE_CHECKING:
    from quizgen.items.bank.source import Source

NUMERAL = re.compile("[0-9.]+|[零〇一二两三四五六七八九十百千万亿半点]+")
_NUMERALS = "0-9０-９零〇一二两三四五六七八九十百千万亿半点"
# What stands before a statement and is no part of it: 据市交通局介绍，| 三、| 第一，
_LEADS = re.compile(
    f"^(?:据[^，]{{1,12}}，|第[一二三四五六七八九十]，|[一二三四五六七八九十]+、(?![{_NUMERALS}])|"
    f"[0-9]+[.、．](?![{_NUMERALS}])|(?:但是?|然而|可是|不过|因此|所以|因而|另外|此外|同时)，)"
)
_LINKS = frozenset("但 但是 然而 可是 因此 所以 因而".split())  # as words of their own
_CROWD = 40  # figures of a sentence: of more it is a table, and no sentence
_SOME = re.compile("有的|有些|有人|一位|一名|一个|某|另一")  # which one nobody can tell
_SPEAKER = re.compile("[我你咱]")  # who that is stands outside the clause
_WHICH = re.compile("^(?:条件|原因|结果|目的|办法|特点)是")  # of what stands outside the clause
_BUT = re.compile("但是?|然而|可是|不过|而且?|并且?")
_LEANING = frozenset("以 把 被 对 向 将 给 使 也 又 还 都 就 却 则".split())
ACCORDING = "据文章，"  # the article states it; whether it is so is not ours to say

Change = tuple[int, int, str]  # start, end, what stands there instead

# Words that judge: what they say is neither right nor wrong, so that no statement is made of it.
_JUDGES = re.compile(
    "辉煌|光辉|伟大|巨大|重大|最大|最好|显著|优秀|优越|先进|蓬勃|轰轰烈烈|空前|很大|极大|大大|"
    "胜利|英勇|无比|惊人|可喜|壮丽|深刻|英明|正确|卓越|著名|美好|幸福|特点|反动|疯狂|无耻"
)


def shown(source: Source, question: Question, changes: Sequence[Change]) -> str:
    """The context of a figure with these places changed, and the brackets that aren't in them."""
    zh = source.sentences[question.sentence].zh
    start, end = _without_link(source, question), question.context[1]
    edits = [(a, b, text) for a, b, text in changes if start <= a and b <= end]
    taken = [(a, b) for a, b, _ in edits]
    edits += [
        (at, at, _bracketed(text, zh[at - 1 : at]))
        for at, text in question.added
        if start <= at <= end and not any(a < at <= b or a == at == b for a, b in taken)
    ]
    if bracket := _subject_elsewhere(source, question):
        edits.append(bracket)
    pieces, at = [], start
    for low, high, text in sorted(edits):
        pieces += [zh[at:low], text]
        at = high
    text = "".join([*pieces, zh[at:end]]).replace("　", " ").strip()
    return ended(_LEADS.sub("", text))


def _without_link(source: Source, question: Question) -> int:
    """Where a context begins behind its connective: 但|在最近召开的大会上, not 但|丁."""
    tokens = source.sentences[question.sentence].tokens
    first = next((t for t in tokens if t.start == question.context[0]), None)
    linked = first and first.text in _LINKS and first.pos[:1] in {"c", "d"}
    return first.end if first and linked else question.context[0]


def _subject_elsewhere(source: Source, question: Question) -> Change | None:
    """The bracket that names the subject which a figure's clause has from before the context.

    In 10月份电力供应不足，但是仍然比9月增长7％ it is not the power that grew.
    """
    zh, start = source.sentences[question.sentence].zh, question.context[0]
    fact = source.fact_of(question)
    if not fact or not fact.subject or fact.subject.end > start:
        return None
    own = next(a for a, b in clauses(zh) if a <= question.start < b)
    inside = any(a <= question.start and own <= a for a, _ in question.added)
    spot = own + (len(lead[0]) if (lead := _BUT.match(zh[own:])) else 0)
    return None if inside else (spot, spot, f"〔{fact.subject.text}〕")


def _bracketed(text: str, before: str) -> str:
    """A bracket of ours; a year that is put before a month says so: 〔1966年〕四月三十日."""
    inside = text.strip("〔〕")
    year = re.fullmatch("[0-9]{4}", inside) is not None and before not in {"年", "月", "日"}
    return f"〔{inside}年〕" if year else f"〔{inside}〕"


def ended(text: str) -> str:
    """The text as a sentence: with a full stop where a comma or nothing ends it, quotes closed."""
    text = text.rstrip("，；：、,;: ")
    text = text if text[-1:] in "。！？…”’」』" else f"{text}。"
    return f"{text}”" if text.count("“") > text.count("”") else text


def says_all(source: Source, question: Question) -> bool:
    """Whether the last clause of a context says something: not 由于改革了技术, nor a bare noun."""
    sentence, (start, end) = source.sentences[question.sentence], question.context
    cut = max(sentence.zh.rfind(mark, start, end - 1) for mark in "，；：") + 1
    last = (max(cut, start), end)
    if is_half(sentence.zh[slice(*last)]):
        return False
    tail = (
        sentence.zh[question.end : end].removeprefix(question.unit).strip("，；：。！？”左右以上下")
    )
    return not tail or says_something(sentence.zh[slice(*last)])


def with_hole(source: Source, question: Question) -> str:
    """The context with the answer as a hole."""
    return shown(source, question, [(question.start, question.end, BLANK)])


def with_value(source: Source, question: Question, value: str) -> str:
    """The context with another value where the answer stands."""
    return shown(source, question, [(question.start, question.end, value)])


def judges(text: str) -> bool:
    """Whether a text judges: 辉煌的成就, 最大特点."""
    return _JUDGES.search(text) is not None


def can_be_asked(source: Source, question: Question) -> bool:
    """Whether a figure has a context that stands alone and a translation that agrees."""
    sentence = source.sentences[question.sentence]
    confirmed = bool(question.english) or not sentence.en
    sound = question.context != (0, 0) and not question.doubtful and confirmed
    if not sound or source.is_headline(question.sentence):
        return False
    said = sentence.zh[slice(*question.context)]
    if _SPEAKER.search(said) or _SOME.match(said) or _cuts_word(source, question):
        return False
    return _has_subject(source, question) and says_all(source, question)


def _cuts_word(source: Source, question: Question) -> bool:
    """Whether the figure with its unit is a word, or cuts one: 三百二十个|零件, 第一|车间."""
    end = question.end + len(question.unit)
    if not question.unit or not HAN.match(question.unit):
        return False
    tokens = source.sentences[question.sentence].tokens
    cut = any(question.end <= t.start < end < t.end for t in tokens)
    return cut or any(t.start <= question.start and end <= t.end for t in tokens)


def _has_subject(source: Source, question: Question) -> bool:
    """Whether a context begins with a subject: not |以5比4战胜实验中学, |相当于每天多出两辆车."""
    zh, (start, end) = source.sentences[question.sentence].zh, question.context
    named = any(at == start for at, _ in question.added)
    if named or start <= clauses(zh)[0][0]:
        return True
    if _WHICH.search(zh[start:end]):
        return False
    word, name = tag(zh[start:end])[0]
    return name not in {"v", "vd"} and word not in _LEANING


def askable(source: Source) -> tuple[Question, ...]:
    """The figures that may be asked, in the article's order."""
    crowd = Counter(question.sentence for question in source.questions)
    few = (q for q in source.questions if crowd[q.sentence] <= _CROWD)
    return tuple(question for question in few if can_be_asked(source, question))


def gives_away(stem: str, question: Question) -> bool:
    """Whether the answer, or another way to write it, stands in the rest of the stem."""
    ways = {question.answer, *question.accepted, str(question.value)}
    bare = {re.sub("[^0-9.零〇一二两三四五六七八九十百千万亿半]", "", way) for way in ways}
    return any(numeral in bare for numeral in NUMERAL.findall(stem))
