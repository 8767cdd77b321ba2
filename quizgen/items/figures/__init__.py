"""Which facts of an article are worth asking: every quantity found, and why it is asked or not.

A fact that is asked has a unit and a clause that says who or what; the translation does not
contradict it; it is the only one of its frame (of four monthly rates, one); and the answer stands
nowhere else on the card. Among those, facts that the English confirms come first, spread over the
article, two of a sentence at most.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from quizgen.items.figures.answers import accepted, hint
from quizgen.items.figures.choice import choose
from quizgen.items.figures.context import (
    clauses,
    find_context,
    frame,
    in_dateline,
    is_counted_off,
    masked,
)
from quizgen.items.figures.evidence import Evidence, find_evidence
from quizgen.items.figures.subjects import (
    Before,
    Subjects,
    find_subjects,
    name_dates,
    name_subject,
    name_them,
    says_enough,
)
from quizgen.model import Article, Question, Sentence
from quizgen.text.dates import RELATIVE, resolve
from quizgen.text.quantities import Quantity, find_quantities
from quizgen.text.units import DURATIONS, WordTest

_TO_COME = re.compile("将|拟|计划|预计|准备|明年")  # a sentence that speaks of the future
_LONE = frozenset("一百千万")
_NUMERAL = re.compile("[0-9０-９零〇一二三四五六七八九十百千万亿半两卅廿]")
_LEXICAL = frozenset("次遍回段个步眼句")  # 第一次 is "for the first time"


@dataclass(frozen=True, slots=True)
class _Fact:
    """A quantity with what is known about it."""

    sentence: int
    quantity: Quantity
    date: str  # resolved, for dates
    evidence: Evidence
    year: int | None  # the year named before
    others: Sequence[Quantity]  # all of its sentence, itself among them


@dataclass(frozen=True, slots=True)
class _Source:
    """The article whose facts are asked."""

    article: Article
    sentences: Sequence[Sentence]
    texts: Sequence[str]  # of the sentences
    subjects: Subjects


def find_questions(
    article: Article,
    sentences: Sequence[Sentence],
    *,
    limit: int = 10,
    is_word: WordTest | None = None,
) -> tuple[Question, ...]:
    """Every fact of the article in its order, at most `limit` of them asked, each with a reason.

    `is_word` tells a dictionary's headwords (see `find_quantities`).
    """
    quantities = [find_quantities(sentence.zh, is_word) for sentence in sentences]
    facts = _facts(article, sentences, quantities)
    texts = tuple(sentence.zh for sentence in sentences)
    source = _Source(article, sentences, texts, find_subjects(article, sentences))
    drafts = [_draft(source, fact) for fact in facts]
    settled: list[list[Quantity]] = [[] for _ in sentences]
    for fact in facts:
        settled[fact.sentence].append(fact.quantity)
    chosen = choose(article, sentences, settled, drafts, limit)
    return tuple(map(_with_sign_outside, chosen))


def _with_sign_outside(question: Question) -> Question:
    """The percent sign is a unit and stands outside the hole: {4}％."""
    if question.answer[-1:] not in ("％", "%"):
        return question
    number, sign = question.answer[:-1], question.answer[-1]
    variants = sorted(
        dict.fromkeys((*question.accepted, question.answer)),
        key=lambda variant: variant[-1] in "％%",
    )
    return replace(
        question,
        end=question.end - 1,
        answer=number,
        unit=sign,
        accepted=tuple(variant for variant in variants if variant != number),
    )


def _facts(
    article: Article, sentences: Sequence[Sentence], quantities: Sequence[Sequence[Quantity]]
) -> list[_Fact]:
    """All quantities with their dates resolved and their evidence."""
    dates, years = _resolve_all(article, sentences, quantities)
    evidence = find_evidence(sentences, quantities, dates, article.date)
    facts = []
    for i, found in enumerate(quantities):
        settled = tuple(_settled(q, evidence[i, j]) for j, q in enumerate(found))
        facts += [
            _Fact(i, quantity, dates.get((i, j), ""), evidence[i, j], years[i, j], settled)
            for j, quantity in enumerate(settled)
        ]
    return facts


def _resolve_all(
    article: Article, sentences: Sequence[Sentence], quantities: Sequence[Sequence[Quantity]]
) -> tuple[dict[tuple[int, int], str], dict[tuple[int, int], int | None]]:
    """The ISO dates of all dates, and for every quantity the year that was named before it."""
    dates: dict[tuple[int, int], str] = {}
    years: dict[tuple[int, int], int | None] = {}
    year: int | None = None
    for i, found in enumerate(quantities):
        zh = sentences[i].zh
        for j, quantity in enumerate(found):
            years[i, j] = year
            if quantity.kind != "date":
                continue
            value, before = str(quantity.value), dates.get((i, j - 1), "")
            if len(before) == 10 and _same_month(zh, found[j - 1], quantity):
                dates[i, j] = before[:8] + value[-2:]
            else:
                to_come = bool(_TO_COME.search(zh))
                dates[i, j] = resolve(value, article.date, year, to_come=to_come)
            year = int(value[:4]) if re.match(r"\d{4}", value) else year
    return dates, years


def _same_month(zh: str, before: Quantity, quantity: Quantity) -> bool:
    """Whether a day belongs to the month named right before it: 5月12日至15日."""
    lone = str(quantity.value).startswith("XXXX-XX-") and before.kind == "date"
    named = re.search(r"\d\d-\d\d$", str(before.value)) is not None
    between = zh[before.unit_end : quantity.start]
    return lone and named and re.fullmatch("[至到和与及、—~～-]{1,2}", between) is not None


def _settled(quantity: Quantity, evidence: Evidence) -> Quantity:
    """五点 as the time of day that it is by the English "at five", 四点半 as a.m. or p.m."""
    if not evidence.time:
        return quantity
    return replace(quantity, kind="time", value=evidence.time)


def _draft(source: _Source, fact: _Fact) -> Question:
    """The question of one fact; `reason` is empty as long as nothing speaks against asking it."""
    sentence, quantity = source.sentences[fact.sentence], fact.quantity
    question = Question(
        kind=quantity.kind,
        sentence=fact.sentence,
        start=quantity.start,
        end=quantity.end,
        answer=sentence.zh[quantity.start : quantity.end],
        value=fact.date or quantity.value,
        unit=quantity.unit,
        bound=quantity.bound,
        english=fact.evidence.english,
        asked=False,
        doubtful=fact.evidence.state == "contradicted",
        reason=_against(source.article, sentence, fact),
    )
    return question if question.reason else _with_context(question, source, fact)


def _against(article: Article, sentence: Sentence, fact: _Fact) -> str:
    """Why a fact is not to be asked whatever its context, or ""."""
    zh, quantity, evidence = sentence.zh, fact.quantity, fact.evidence
    answer = zh[quantity.start : quantity.end]
    counted = quantity.kind in {"number", "range", "ordinal"}
    ordinal = quantity.kind == "ordinal"
    reasons = (
        (in_dateline(zh, quantity), "It stands in the dateline."),
        (evidence.state == "contradicted", _contradiction(answer, quantity, evidence)),
        (not _NUMERAL.search(answer), "A relative time word has no numeral to ask."),
        (answer in _LONE, f"{answer} reads as an article or a word here, not as a figure."),
        (ordinal and re.match("[，、：]", zh[quantity.end :]), "It numbers a paragraph."),
        (
            ordinal and quantity.value == 1 and quantity.unit in _LEXICAL,
            f"{answer}{quantity.unit} reads as a word here, not as a figure.",
        ),
        (ordinal and quantity.unit in DURATIONS, "It only sets the time of another fact."),
        (counted and not quantity.unit, "It has no unit, so that one can't tell what is asked."),
        (evidence.named or _in_glossary(article, zh, quantity), "It is part of a name."),
    )
    for holds, reason in reasons:
        if holds:
            return reason
    return _against_date(fact, zh) if quantity.kind == "date" else ""


def _contradiction(answer: str, quantity: Quantity, evidence: Evidence) -> str:
    unit = "" if answer.endswith(quantity.unit) else quantity.unit
    return f"The source says {answer}{unit}, the translation {evidence.other}."


def _against_date(fact: _Fact, zh: str) -> str:
    """Dates that only set the time of another fact are not asked.

    So do those compared (8月比7月), those before or after which something is so, and years and
    months that stand alone in their clause or beside a count.
    """
    if not fact.date or re.search(r"[X{]", fact.date):
        return "The article doesn't say enough to resolve the date."
    quantity = fact.quantity
    compared = "比" in {zh[quantity.start - 1 : quantity.start], zh[quantity.unit_end :][:1]}
    day = len(fact.date) == 10
    # 自五月一日起生效 and 到11月20日止 are news.
    bounded = quantity.bound and not (day and quantity.bound in {">=", "<="})
    start, end = next(((a, b) for a, b in clauses(zh) if a <= quantity.start < b), (0, len(zh)))
    beside = any(start <= q.start < end and q.kind != "date" and q.value != 1 for q in fact.others)
    alone = not re.search("[\u4e00-\u9fff]", frame(zh, quantity, fact.others))
    loose = not day and (beside or alone or quantity.unit in {"个月", "年代", "世纪"})
    return "It only sets the time of another fact." if bounded or compared or loose else ""


def _in_glossary(article: Article, zh: str, quantity: Quantity) -> bool:
    for entry in article.glossary:
        at = zh.find(entry.zh) if entry.zh else -1
        if 0 <= at <= quantity.start and quantity.end <= at + len(entry.zh):
            return True
    return False


def _with_context(question: Question, source: _Source, fact: _Fact) -> Question:
    """The question with the clause to show, or with the reason why none will do."""
    zh, quantity = source.sentences[fact.sentence].zh, fact.quantity
    found = find_context(zh, quantity, fact.others)
    if not found:
        return replace(question, reason="Its clause is too long for a card.")
    span, alone = found
    if _repeated(zh, span, quantity, fact.others):
        span = next((s for s in clauses(zh) if s[0] <= quantity.start < s[1]), span)
        if _repeated(zh, span, quantity, fact.others):
            return replace(question, reason="The answer stands elsewhere in the same clause.")
        alone = False
    if is_counted_off(zh, span, quantity):
        return replace(question, reason="What it counts is listed behind it.")
    added = _additions(source, fact, span, alone)
    if added is None:
        return replace(question, reason="Its clause doesn't say by itself who or what is meant.")
    if any(question.answer in re.findall(r"\d+月\d+|\d+|\D+", text) for _, text in added):
        return replace(question, reason="A bracket that the card needs would give it away.")
    return replace(
        question,
        context=span,
        added=added,
        hint=hint(quantity, source.sentences[fact.sentence].tokens),
        accepted=accepted(zh, quantity),
        frame=f"{frame(zh, quantity, fact.others)} {quantity.unit}".strip(),
    )


def _additions(
    source: _Source, fact: _Fact, span: tuple[int, int], alone: bool
) -> tuple[tuple[int, str], ...] | None:
    """The brackets that make a context stand alone, or None if it doesn't say who or what."""
    sentence, hole = source.sentences[fact.sentence], fact.quantity
    zh = sentence.zh
    them = name_them(zh, span)
    if them is None or not (alone or them):
        return None
    if not says_enough(masked(zh, span, fact.others), hole):
        return None
    before = Before(source.texts, fact.sentence)
    subject = () if them else name_subject(sentence, span, hole, before, source.subjects)
    if subject is None:
        return None
    dates = _dates(zh, fact, source.article.date)
    return tuple(sorted((*them, *subject, *name_dates(zh, span, hole, dates))))


def _dates(zh: str, fact: _Fact, today: str) -> dict[int, str]:
    """The dates of a sentence that leave out the year, by offset: 今年, 本月10日, 四月三十日."""
    found = {}
    for match in re.finditer("|".join(RELATIVE), zh):
        found[match.start()] = resolve(RELATIVE[match[0]], today, fact.year)
    to_come = bool(_TO_COME.search(zh))
    for q in fact.others:
        if q.kind == "date" and str(q.value).startswith("XXXX"):
            found[q.start] = resolve(str(q.value), today, fact.year, to_come=to_come)
    return {at: date for at, date in found.items() if date}


def _repeated(
    zh: str, span: tuple[int, int], quantity: Quantity, others: Sequence[Quantity]
) -> bool:
    """Whether the answer can be read off elsewhere in the span."""
    inside = (q for q in others if span[0] <= q.start < span[1] and q is not quantity)
    answer = zh[quantity.start : quantity.end]
    return any(
        (q.kind == quantity.kind and q.value == quantity.value) or zh[q.start : q.end] == answer
        for q in inside
    )
