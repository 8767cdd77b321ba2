"""Slogans: quoted words that call for something (“多快好省”, “比先进、学先进”的竞赛)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.items.facts.passage import Passage
from quizgen.model import Fact, Span

_QUOTED = re.compile("[“「]([^“”「」]{4,40})[”」]")
_CLASS = re.compile(
    "的?(?:[\u4e00-\u9fff]{0,6}?)(口号|号召|方针|原则|精神|标语|要求|经验|办法|做法|活动|运动|竞赛|倡议|誓言|决心|思想)"
)
_CALLED = re.compile(
    "(?:口号|号召|方针|原则|标语|誓言|高呼|喊出|提出|开展|写着|发扬|坚持)(?:了|着|是|：|的|叫)*$"
)
_SAID = re.compile("(?:说|道|问|答|讲|表示|指出|认为|告诉[^，]{1,6})[：，]$")


def find_slogans(passage: Passage) -> Iterator[Fact]:
    """The slogans of a sentence: quoted, with a verb in them, and called one or in parts.

    Speech (他说：“…”), titles and a quoted word are none.
    """
    for match in _QUOTED.finditer(passage.zh):
        clause = passage.clause_at(match.start())
        if clause is None or not _is_slogan(passage, match):
            continue
        start, end = passage.clauses[clause][0], match.end()
        last = passage.clause_at(match.end() - 1)
        end = passage.clauses[last][1] if last is not None else end
        noun = _CLASS.match(passage.zh, match.end())
        yield Fact(
            kind="slogan",
            sentence=passage.number,
            start=start,
            end=end,
            answer=Span(match[1], match.start(1), match.end(1)),
            reason="Quoted words that call for something.",
            measure=passage.span(*noun.span(1)) if noun else None,
            english=passage.english(start, end),
        )


def _is_slogan(passage: Passage, match: re.Match[str]) -> bool:
    zh, inside = passage.zh, match[1]
    head = zh[max(0, match.start() - 12) : match.start()]
    if _SAID.search(head) or re.search("[。？…《]", inside) or inside.endswith("，"):
        return False
    called = bool(_CALLED.search(head) or _CLASS.match(zh, match.end()))
    parts = [part for part in re.split("[、，；！]", inside) if part]
    verbs = any(p.tag in {"v", "vd"} for p in passage.within(match.start(1), match.end(1)))
    if len(parts) > 1:
        alike = max(map(len, parts)) - min(map(len, parts)) <= 2
        return verbs and (alike or called)
    known = passage.lexicon.word(inside) is not None
    return called and not known and (verbs or (len(inside) >= 4 and "一" in inside))
