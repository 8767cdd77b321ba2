"""Why, and with what result: open questions on the reasons and results that the article marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.items.bank.clause import is_half
from quizgen.items.bank.source import Source
from quizgen.items.bank.stems import ACCORDING
from quizgen.items.figures.context import clauses
from quizgen.model import Fact, Item
from quizgen.text.listed import HAN

_LEAST, _MOST = 6, 45  # Han characters of a clause that says something and can be asked for
_LEANS = re.compile(
    "^(?:[他她它]|这(?!次|些)|[此其该]|并|也|还|就|才|则|又|而)|[时后中下里前来间]$"
)
_ASKED = {
    "reason": ("原因是什么？", "What reason does the article give?"),
    "result": ("结果怎样？", "What result does the article name?"),
}
_MARKS = re.compile("因此|所以|因而|于是|从而|结果|这样")
_EDGES = "，；：。！？ 　"
_LEAST_PAIRS = 3


def causes(source: Source) -> Iterator[Item]:
    """据文章，“…”，原因是什么？ and 结果怎样？, to be answered in the article's words."""
    for kind, (question, prompt) in _ASKED.items():
        for fact in _told(source, kind):
            subject, answer = _sides(source, fact)
            yield source.item(
                "short",
                "reason",
                f"{ACCORDING}“{subject}”，{question}",
                answer,
                sentence=fact.sentence,
                span=(fact.start, fact.end),
                prompt=prompt,
                reason=f"The article names a {kind}. {fact.reason}",
            )


def matches(source: Source) -> Iterator[Item]:
    """Reasons and what came of them, to match, where the article has three and more."""
    pairs: dict[int, tuple[str, str]] = {}
    for fact in (*_told(source, "reason"), *_told(source, "result")):
        subject, answer = _sides(source, fact)
        cause, effect = (answer, subject) if fact.kind == "reason" else (subject, answer)
        pairs.setdefault(fact.sentence, (cause, effect))
    causes, effects = [c for c, _ in pairs.values()], [e for _, e in pairs.values()]
    if len(pairs) < _LEAST_PAIRS or len({*causes, *effects}) < 2 * len(pairs):
        return
    first = min(pairs)
    yield source.item(
        "matching",
        "reason",
        f"{ACCORDING}把原因和结果连起来。",
        effects[:6],
        left=causes[:6],
        options=effects[:6],
        sentence=first,
        span=(0, len(source.sentences[first].zh)),
        prompt="Match each reason with its result, by the article.",
        reason="The article marks these reasons and results.",
    )


def _told(source: Source, kind: str) -> Iterator[Fact]:
    """The facts of a kind that are sure and whose two sides both say enough."""
    for fact in source.facts:
        if fact.kind != kind or fact.doubtful:
            continue
        sides = _sides(source, fact)
        lengths = [len(HAN.findall(side)) for side in sides]
        whole = not any(_LEANS.search(side) or is_half(side) for side in sides)
        if whole and all(_LEAST <= n <= _MOST for n in lengths):
            yield fact


def _sides(source: Source, fact: Fact) -> tuple[str, str]:
    """What is explained (or what led to the result), and the answer."""
    subject = fact.subject.text if fact.subject else ""
    if not subject and fact.kind == "result":
        subject = _before(source, fact)
    return subject.strip(_EDGES), fact.answer.text.strip(_EDGES)


def _before(source: Source, fact: Fact) -> str:
    """The clause before a result, the only one of its sentence or the last of the one before.

    Of several clauses one can't say which of them led to it; those that only set the time
    (大会以后，) don't count.
    """
    said = source.sentences[fact.sentence]
    own = [zh for a, b in clauses(said.zh) if b <= fact.answer.start and (zh := said.zh[a:b])]
    own = [clause.strip(_EDGES) for clause in own]
    own = [clause for clause in own if not _MARKS.fullmatch(clause) and not _LEANS.search(clause)]
    if own:
        return own[0] if len(own) == 1 else ""
    earlier = source.sentences[fact.sentence - 1] if fact.sentence else None
    if earlier is None or earlier.paragraph != said.paragraph:
        return ""
    last = clauses(earlier.zh)[-1:]
    return earlier.zh[slice(*last[0])] if last else ""
