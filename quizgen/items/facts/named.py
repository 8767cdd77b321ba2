"""Facts about people, places and organisations: who they are and what they did."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.items.facts.passage import Passage, han
from quizgen.items.facts.times import time_of
from quizgen.items.facts.topics import topic
from quizgen.model import Fact, Name, Span

_KINDS = {"PER": "person", "LOC": "place", "ORG": "organisation"}
# Nouns that say what somebody is end like this (队长, 运动员, 老石匠, 教授). 先生 says nothing.
_TITLE = re.compile(
    "(?!.*(?:先生|女士|同志|小姐|大家|有人|本人)$).{0,5}(?:[长员师家席相臣匠手兵锋授任记生士练民人者]|书记|主席|经理|干部|司令|部长|总统|护士|大夫|教练|教授|主任|代表|总理|首相|将军)$"
)
# A predicate that ends so only says when: 参观车间时，.
_WHEN = re.compile("(?:时|时候|[以之]?[前后]|以来|期间|[中下])$")
# With these words another is joined to the name, or only spoken to: 东村|同西村的来往.
_JOINED = frozenset("同 与 和 跟 对 对于 之间".split())
# What lengthens a title: 青溪市卫生局副|局长, 前|厂长.
_MODIFIERS = frozenset("n nz vn nt ns LOC ORG a f".split())
_SURE = 0.7  # the confidence of a name; below stand words that only look like names
# A clause that ends so only leads to what is said.
_SAYS = re.compile("(?:说|道|问|表示|指出|宣布|认为|声称|强调|介绍|透露|报道|告诉.{0,6}|讲话)$")
_SAID = 4  # characters at least that tell what somebody did
_BEGINS = frozenset("v d p vd ad".split())


def find_named(passage: Passage) -> Iterator[Fact]:
    """The facts about the names of a sentence, in order."""
    for name in passage.names:
        clause = passage.clause_at(name.start)
        sure = name.confidence >= _SURE and clause is not None
        if sure and clause is not None and name.end <= passage.clauses[clause][1]:
            yield from _facts(passage, name, clause)


def _facts(passage: Passage, name: Name, clause: int) -> Iterator[Fact]:
    title = _title(passage, name) if name.kind == "PER" else None
    deed = _deed(passage, name, clause) or _there(passage, name, clause)
    if not title and not deed:
        return
    start, end = passage.clauses[clause]
    yield Fact(
        kind=_KINDS[name.kind],  # type: ignore[arg-type] # the values are FactKinds
        sentence=passage.number,
        start=start,
        end=end,
        answer=Span(name.text, name.start, name.end),
        reason="A name with its title." if title else "A name and what is said of it.",
        subject=title,
        measure=deed,
        time=time_of(passage, deed.start) if deed else "",
        english=name.english,
    )


def _title(passage: Passage, name: Name) -> Span | None:
    """The noun beside a name that says what he is: 队长|刘洋, 王强|教练."""
    for piece in passage.pieces:
        beside = name.start == piece.end or name.end == piece.start
        if (
            beside
            and piece.tag in {"n", "nr", "ORG"}
            and len(piece.text) > 1
            and _TITLE.match(piece.text)
        ):
            start = piece.start if name.end == piece.start else _title_start(passage, piece.start)
            return passage.span(start, piece.end)
    return None


def _title_start(passage: Passage, start: int) -> int:
    """Where a whole title begins: 部长 alone isn't what 新闻部长 is."""
    first = start
    for piece in reversed([p for p in passage.pieces if p.end <= start]):
        clause = passage.clause_at(piece.start)
        rank = piece.text.startswith("第")  # 第二|中学|队长
        fits = piece.tag in _MODIFIERS or rank
        if piece.end != first or not fits or clause is None:
            break
        first = piece.start
    return first


def _deed(passage: Passage, name: Name, clause: int) -> Span | None:
    """The predicate of a clause whose topic is the name (or a title with the name behind it)."""
    found = topic(passage, clause)
    if not found.span or found.span.end != name.end:
        return None
    joined = re.search("[和与及、]", passage.zh[found.span.start : name.start])
    if joined or (name.kind != "PER" and found.span.start != name.start):
        return None
    return _predicate(passage, name.end, passage.clauses[clause][1])


def _there(passage: Passage, name: Name, clause: int) -> Span | None:
    """What happened 在|青溪."""
    if name.kind != "LOC" or passage.zh[name.start - 1 : name.start] != "在":
        return None
    at = [p for p in passage.pieces if p.end == name.start]
    sure = at and at[0].tag == "p"
    return _predicate(passage, name.end, passage.clauses[clause][1]) if sure else None


def _predicate(passage: Passage, start: int, end: int) -> Span | None:
    pieces = [p for p in passage.within(start, end) if p.start not in passage.times]
    cut = any(p.start < start < p.end for p in passage.pieces)
    if cut or not pieces or pieces[0].tag not in _BEGINS or pieces[0].text in _JOINED:
        return None
    caption = passage.zh.find("\u3000", start, end)
    span = passage.span(pieces[0].start, caption if caption > pieces[0].start else end)
    short = han(span.text) < _SAID or _SAYS.search(span.text) or _WHEN.search(span.text)
    return None if short or span.text.count("“") != span.text.count("”") else span
