"""Statements that the article is silent about: how old someone is, how old an institution."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.items.bank.source import Source
from quizgen.items.bank.stems import ACCORDING
from quizgen.items.bank.truth import OPTIONS, UNSAID
from quizgen.model import Item, Name

_SURE = 0.7  # confidence below which a name may be none
_AGE = re.compile("岁|年龄|年过|年近|出生|生于")
_PAST = re.compile("历史|成立|建成|建立|创办|创建|建校|建厂|年前|以来")
# Not 中国银行: of what the whole country knows one doesn't ask the article.
_INSTITUTION = re.compile("^(?!中国|人民|全国|国家).{2,}(?:厂|中学|小学|学校|医院|研究所|图书馆)$")
_OLD = re.compile("[老小青少]|退休|已故")  # titles that say something of an age


def unsaid(source: Source) -> Iterator[Item]:
    """One statement on a person and one on an institution, where the article says nothing of it."""
    if not _AGE.search(source.text) and (person := next(_people(source), None)):
        yield _item(source, person, "今年三十五岁。", "how old this person is")
    if not _PAST.search(source.text) and (body := next(_institutions(source), None)):
        yield _item(source, body, "已经有三十年的历史。", "how long this institution has existed")


def _people(source: Source) -> Iterator[Name]:
    """Those whom the article gives a title (队长刘洋), so that they are people for certain."""
    titled = {
        fact.answer.text
        for fact in source.facts
        if fact.kind == "person" and fact.subject and not _OLD.search(fact.subject.text)
        if fact.subject.end <= fact.answer.start  # 塔萨尔|总理 may be the premier of a country
    }
    return (name for name in _sure(source, "PER") if name.text in titled)


def _institutions(source: Source) -> Iterator[Name]:
    return (name for name in _sure(source, "ORG") if _INSTITUTION.search(name.text))


def _sure(source: Source, kind: str) -> Iterator[Name]:
    """The sure names of a kind in the text itself."""
    for name in source.names:
        if name.kind == kind and name.confidence >= _SURE and not source.is_headline(name.sentence):
            yield name


def _item(source: Source, name: Name, claim: str, what: str) -> Item:
    return source.item(
        "truth",
        "detail",
        f"{ACCORDING}{name.text}{claim}",
        UNSAID,
        options=OPTIONS,
        sentence=name.sentence,
        span=(name.start, name.end),
        note=f"The article doesn't say {what}.",
        reason="A detail that the article doesn't give.",
    )
