"""Putting things in order: the clauses of a sentence, the points of a text, events by their dates.

What is asked is always the article's own order, so that there is one right answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from quizgen.items.bank.clause import is_half, says_something
from quizgen.items.bank.source import Source
from quizgen.items.bank.stems import can_be_asked, judges, shown
from quizgen.items.clauses import LONGEST
from quizgen.items.figures.context import clauses
from quizgen.model import Item, Question, Sentence
from quizgen.text.listed import HAN
from quizgen.text.tagger import tag

_LEAST, _MOST = 3, 5  # pieces to order
_TOLD, _TOLD_LEAST, _TOLD_MOST = 4, 8, 40  # clauses of an item, and Han characters of one
_SHORT = 5  # Han characters that a clause has at least, so that one can tell its place
# What a later clause begins with or has in it when it must come after another.
_FOLLOWS = re.compile(
    "^(?:并且?|而且|从而|因此|所以|于是|然后|接着|最后|后来|再|但是?|可是|却|也|又|还|就|都|"
    "使|同时|其中|这样|结果|以便|[它他她]们?|[该此]|以后|终于|马上|立刻)"
)
_POINT = re.compile("^(?:第([一二三四五六七八九十])|([一二三四五六七八九十])(?=、))[，、：]?")
_SETTING = re.compile("^(?:在|当|由于|为了|随着|经过)|[下时后中]$")  # not a point by itself
# What a date leaves behind when it is taken out: 去年|，, 在|，.
_LEFT_OF_DATE = re.compile(
    "^(?:[今去前本当]年|同年)?[，在于]*|(?<=[\u4e00-\u9fff])[在于](?=[，。]|$)"
)
_STOPS = "，；：。！？、 　"


def clause_orders(source: Source) -> Iterator[Item]:
    """The clauses of a sentence that hang on each other (并, 因此, 也 …), to put back in order."""
    for number, sentence in enumerate(source.sentences):
        pieces = _pieces(sentence)
        if not _LEAST <= len(pieces) <= _MOST or not _hang_together(pieces):
            continue
        given = f"第一句：“{pieces[0]}，”" if len(pieces) > _LEAST else ""
        rest = pieces[1:] if given else pieces
        yield source.item(
            "ordering",
            "sequence",
            f"把下面的分句按原文的顺序排列。{given}",
            rest,
            options=rest,
            sentence=number,
            span=(0, len(sentence.zh)),
            prompt="Put the clauses in the order of the article."
            + (" The first is given." if given else ""),
            reason="A sentence whose clauses hang on each other by their connectives.",
        )


def _pieces(sentence: Sentence) -> list[str]:
    """The clauses of a sentence without their stops; [] if one is too short, long or quoted."""
    found = [sentence.zh[a:b].strip(_STOPS) for a, b in clauses(sentence.zh)]
    whole = all(_SHORT <= len(HAN.findall(piece)) <= LONGEST for piece in found)
    quoted = re.search("[“”《》「」『』（）:：]", sentence.zh)
    return found if whole and not quoted and len(set(found)) == len(found) else []


def _hang_together(pieces: Sequence[str]) -> bool:
    """Whether at least half of the later clauses say that they come after another."""
    later = [bool(_FOLLOWS.match(piece)) for piece in pieces[1:]]
    return 2 * sum(later) >= len(later) and not _FOLLOWS.match(pieces[0])


def point_orders(source: Source) -> Iterator[Item]:
    """The points that an article counts (第一, … 第二, … 第三, …), to put in its order."""
    for points in _counted(source):
        yield _in_order(
            source,
            points,
            "按文章的顺序排列这几点。",
            "Put the article's points in its order.",
            "Points that the article counts off: 第一, 第二 …",
        )


def _in_order(
    source: Source, told: Sequence[tuple[int, str]], stem: str, prompt: str, reason: str
) -> Item:
    """An item on pieces that stand in several sentences, each with the number of its own."""
    pieces, first = [piece for _, piece in told], told[0][0]
    return source.item(
        "ordering",
        "sequence",
        stem,
        pieces,
        options=pieces,
        sentence=first,
        span=(0, len(source.sentences[first].zh)),
        prompt=prompt,
        note="Lines: " + ", ".join(f"{source.line(number)}" for number, _ in told) + ".",
        reason=reason,
    )


def _counted(source: Source) -> Iterator[list[tuple[int, str]]]:
    """Runs of 第一, 第二, … at the head of sentences, with what each point says first."""
    run: list[tuple[int, str]] = []
    for number, sentence in enumerate(source.sentences):
        match = _POINT.match(sentence.zh)
        if not match:
            continue
        value = "一二三四五六七八九十".index(match[1] or match[2]) + 1
        if value == 1:
            yield from _long_enough(run)
            run = []
        point = _point(sentence, match.end())
        if value == len(run) + 1 and point:
            run.append((number, point))
    yield from _long_enough(run)


def _long_enough(run: list[tuple[int, str]]) -> Iterator[list[tuple[int, str]]]:
    run = run[:_MOST]
    if len(run) >= _LEAST and len({piece for _, piece in run}) == len(run):
        yield run


def _point(sentence: Sentence, behind: int) -> str:
    """What a point says first, as far as its first clause with a subject and a verb; or ""."""
    zh, said = sentence.zh, ""
    for start, end in ((m.start(), m.end()) for m in re.finditer("[^，；。：]+", zh[behind:])):
        clause = zh[behind + start : behind + end].strip(_STOPS)
        said = f"{said}，{clause}" if said else clause
        following = next((t for t in sentence.tokens if t.start > behind + end), None)
        leans = _SETTING.search(clause) or (following and following.pos[:1] in "vd")
        if not leans and len(HAN.findall(said)) >= _SHORT + 3:
            break
    return said if _SHORT <= len(HAN.findall(said)) <= LONGEST + 15 else ""


def told_orders(source: Source) -> Iterator[Item]:
    """Four things that the article tells in different sentences, in its order: twice at most."""
    told = list(_told(source))
    halves = (told[: len(told) // 2], told[len(told) // 2 :]) if len(told) >= 2 * _TOLD else (told,)
    for half in halves:
        if len(half) < _TOLD:
            continue
        yield _in_order(
            source,
            [half[i * (len(half) - 1) // (_TOLD - 1)] for i in range(_TOLD)],
            "文章按什么顺序讲了这些内容？",
            "In which order does the article tell this?",
            "Clauses of four sentences that say something by themselves.",
        )


def _told(source: Source) -> Iterator[tuple[int, str]]:
    """The sentences of the text that begin with a clause which says enough, with that clause."""
    for number, sentence in enumerate(source.sentences):
        body = source.article.paragraphs[sentence.paragraph].kind == "body"
        verse = sentence.zh[-1:] not in "。！？”；"
        spans = clauses(sentence.zh) if body and not verse else []
        piece = sentence.zh[slice(*spans[0])].strip(_STOPS) if spans else ""
        alone = not (_FOLLOWS.match(piece) or _POINT.match(piece) or _SETTING.search(piece))
        if _TOLD_LEAST <= len(HAN.findall(piece)) <= _TOLD_MOST and alone and _is_clear(piece):
            yield number, piece


def _is_clear(piece: str) -> bool:
    vague = re.search(
        "[“”《》（）我你咱]|从.*到|(?:说|表示|宣布|指出|声称|认为|获悉|介绍|分钟|记者)$|(?:通过|经过)[^，]*$",
        piece,
    )
    subject = tag(piece)[0][1] not in {"v", "vd", "p"}
    return not vague and subject and says_something(piece) and not (is_half(piece) or judges(piece))


def event_orders(source: Source) -> Iterator[Item]:
    """What the article dates, by date: the dates are taken out, so that one looks them up."""
    events: list[tuple[str, str, Question]] = []
    for _, same in groupby(source.questions, key=lambda q: q.sentence):
        dated = [(q, text) for q in same if (text := _event(source, q))]
        if len(dated) == 1:
            question, text = dated[0]
            events.append((str(question.value), text, question))
    distinct = sorted({value: (value, text, q) for value, text, q in reversed(events)}.values())
    if len(distinct) < _LEAST or len({text for _, text, _ in distinct}) < len(distinct):
        return
    picked = distinct[:_MOST]
    pieces = [text for _, text, _ in picked]
    first = min((q for _, _, q in picked), key=lambda q: q.sentence)
    yield source.item(
        "ordering",
        "sequence",
        "据文章，把这些事按时间先后排列。",
        pieces,
        options=pieces,
        sentence=first.sentence,
        span=first.context,
        prompt="Put the events in the order of time, by the article's dates.",
        note="By the article: " + "; ".join(f"{value}: {text}" for value, text, _ in picked) + ".",
        reason="Events that the article dates.",
    )


def _event(source: Source, question: Question) -> str:
    """What happened on a date, without the date; "" where the rest says too little."""
    exact = question.kind == "date" and len(str(question.value)) == 10 and not question.bound
    if not exact or not can_be_asked(source, question):
        return ""
    whole = (question.start, _behind(source, question), "")
    text = shown(source, _without_brackets(question), [whole]).rstrip("。")
    text = _LEFT_OF_DATE.sub("", text)
    told = len(HAN.findall(text))
    return text if _SHORT + 3 <= told <= LONGEST and not judges(text) else ""


def _behind(source: Source, question: Question) -> int:
    """The offset behind a date's unit: 四月三十|日."""
    zh = source.sentences[question.sentence].zh
    return question.end + len(question.unit) * zh.startswith(question.unit, question.end)


def _without_brackets(question: Question) -> Question:
    """The question without brackets of ours (the year of a date that is taken out)."""
    return replace(question, added=())
