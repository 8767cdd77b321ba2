"""Who, and which office: names to choose, and names with their roles to match."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from quizgen.items.bank.source import Source
from quizgen.items.bank.stems import ACCORDING, ended, judges
from quizgen.model import BLANK, Fact, Item, Name
from quizgen.text.listed import HAN

_KINDS = {"person": "PER", "organisation": "ORG"}
_FORMER = re.compile("[前原]|辞|卸任|离任|已故")  # 前副总统: another may be that now
_LEAST, _MOST = 6, 30  # Han characters of what is said of a name
_PAIRS = 3


def roles(source: Source) -> Iterator[Item]:
    """Names and titles (队长 刘洋) to match, where the article has three of different titles."""
    titled: dict[str, Fact] = {}
    for fact in source.facts:
        if fact.kind == "person" and fact.subject and not fact.doubtful:
            before = source.sentences[fact.sentence].zh[: fact.subject.start]
            if not _FORMER.search(re.split("[，；。：、]", before)[-1]):
                titled.setdefault(fact.answer.text, fact)
    roles = [fact.subject.text for fact in titled.values() if fact.subject]
    single = {n: f for n, f in titled.items() if f.subject and roles.count(f.subject.text) == 1}
    picked = list(single.items())[:5]
    if len(picked) < _PAIRS:
        return
    first = min((fact for _, fact in picked), key=lambda fact: fact.sentence)
    keys = [fact.subject.text for _, fact in picked if fact.subject]
    yield source.item(
        "matching",
        "name",
        "据文章，把人名和身份连起来。",
        keys,
        left=[name for name, _ in picked],
        options=keys,
        sentence=first.sentence,
        span=(first.start, first.end),
        prompt="Match the people with what they are in the article.",
        reason="People whose titles the article gives.",
    )


def names(source: Source) -> Iterator[Item]:
    """A clause without its name, and four names of the article to choose from."""
    asked = set()
    for fact in source.facts:
        clause = _clause(source, fact)
        wrong = _others(source, fact) if clause and fact.answer.text not in asked else ()
        if len(wrong) < 3:
            continue
        asked.add(fact.answer.text)
        yield source.item(
            "choice",
            "name",
            ACCORDING + clause,
            fact.answer.text,
            options=(fact.answer.text, *wrong),
            sentence=fact.sentence,
            span=(fact.start, fact.end),
            prompt="Which name belongs here?",
            reason="A name of which the article says something; the others are names in it too.",
        )


def _clause(source: Source, fact: Fact) -> str:
    """The name as a hole and what is said of it; "" if that says too little or too much."""
    if fact.kind not in _KINDS or fact.doubtful or not fact.measure or fact.subject:
        return ""
    if source.article.paragraphs[source.sentences[fact.sentence].paragraph].kind != "body":
        return ""
    zh, said = source.sentences[fact.sentence].zh, fact.measure
    whole = zh[fact.answer.end : said.end]
    length = len(HAN.findall(whole))
    fits = _LEAST <= length <= _MOST and fact.answer.end <= said.start <= fact.answer.end + 12
    alone = fits and "也" not in whole and fact.answer.text not in whole and not judges(whole)
    whole_clause = zh[said.end : said.end + 1] in {"，", "。", "；"}
    ends = whole.endswith(("时", "后", "前", "中"))
    return ended(BLANK + whole) if alone and whole_clause and not ends else ""


def _others(source: Source, fact: Fact) -> tuple[str, ...]:
    """Three names of the kind that can't be meant: no part shared, nothing alike said of them."""
    own, zh = fact.answer.text, source.sentences[fact.sentence].zh
    said = _pairs(fact.measure.text) if fact.measure else set()
    found = (
        text
        for text, name in source.names_by_kind.get(_KINDS[fact.kind], {}).items()
        if len(text) >= 2 and text not in zh
        if len(set(text) & set(own)) < 2 and not said & _pairs(_beside(source, name))
    )
    return tuple(islice(found, 3))


def _beside(source: Source, name: Name) -> str:
    """What stands right behind a name, up to the next stop."""
    return re.split("[，；。]", source.sentences[name.sentence].zh[name.end :])[0]


def _pairs(text: str) -> set[str]:
    """Neighbouring characters: two clauses that share some may say the same."""
    return {text[i : i + 2] for i in range(len(text) - 1) if HAN.match(text[i])}
