"""The clause in which an item shows a word: whole, and saying something by itself."""

from __future__ import annotations

import re

from quizgen.items.figures.context import clauses
from quizgen.model import Sentence, Word
from quizgen.text.tagger import tag

_LONGEST = 45  # characters of a clause that an item shows
_STOPS = "，；：。！？、,;:!?　 "
# What a clause begins with that is no part of it: 一、改小圈为大圈; 并且讨论计划.
_LEAD = re.compile(
    "[（(]?[一二三四五六七八九十0-9]+[）)]?[、.．](?![一二三四五六七八九十百千万0-9])|"
    "(?:并且?|而且|但是?|然而|因此|所以|另外|此外)，?"
)
_AWAITED = re.compile("[都均也则却皆比]")  # the subject's verb is still to come
_HALF = re.compile(  # half a thought, which waits for the other
    "(?:虽(?!说)然?|尽管)(?!.*[但却])|(?:既|不但|不仅)(?!.*[又也还而])|"
    "一面(?!.*一面)|一边(?!.*一边)|一方面(?!.*(?:一方面|另))|^(?:即|如(?!果)|包括)|"
    "(?:^|，)(?:由于|因为|为了|随着|除了?|如果|只要|只有|即使|经过|通过|根据|按照)[^，]*$|(?:下|时|之?后|以后|以前|之前|以来|为?止|外)$|经过[^，了]{1,8}$|"
    "(?:宣布|说|表示|指出|认为|声称|介绍|规定|获悉|决定)$"
)


def shown_clause(sentence: Sentence, word: Word) -> tuple[int, int]:
    """The clause around a word, with the next ones where it says nothing alone.

    (0, 0) where that gets too long, or where what is said stays half a thought. A headline has no
    stops to go by: there it is the word's own clause.
    """
    zh, spans = sentence.zh, clauses(sentence.zh)
    at = next((i for i, (a, b) in enumerate(spans) if a <= word.start and word.end <= b), None)
    if at is None or ("　" in zh and "，" not in zh):
        return word.clause
    start = spans[at][0]
    lead = _LEAD.match(zh, start)
    ends = {token.end for token in sentence.tokens}
    if lead and lead.end() <= word.start and lead.end() in ends:
        start = lead.end()
    for _, high in spans[at:]:
        text = _paired(zh[start:high].strip(_STOPS))
        if len(text) > _LONGEST:
            break
        whole = text.count("“") == text.count("”") and not _AWAITED.match(zh, high)
        if whole and says_something(text) and not is_half(text):
            begin = zh.index(text, start)
            return begin, begin + len(text)
    return 0, 0


def _paired(text: str) -> str:
    """The text without a quotation mark whose other half is outside."""
    if text.count("“") < text.count("”"):
        return text.removesuffix("”").rstrip(_STOPS)
    return text.removeprefix("“") if text.count("“") > text.count("”") else text


def is_half(text: str) -> bool:
    """Whether a text waits for its other half: 虽然… without 但, 由于…, 大会以后."""
    return _HALF.search(text.strip(_STOPS)) is not None


def says_something(clause: str) -> bool:
    """Whether a clause has a verb or an adjective that says something.

    Not those inside a list (纺织、) or in front of 的 (群众创造的|办法, 担任建设任务的|职工).
    """
    pieces = [(word, name) for word, name in tag(clause) if word.strip(_STOPS)]
    if pieces and "的" in clause and pieces[0][1] == "v" and pieces[-1][1][:1] == "n":
        return False
    after = [word for word, _ in pieces[1:]] + [""]
    return any(
        name in {"v", "vd", "a", "ad"} and behind not in {"、", "的", "等"}
        for (_, name), behind in zip(pieces, after, strict=True)
    )


def is_cut_alike(sentence: Sentence, word: Word) -> bool:
    """Whether the tagger cuts the sentence at both ends of a word: not 安定 in 安定性."""
    at, edges = 0, {0}
    for text, _ in tag(sentence.zh):
        at += len(text)
        edges.add(at)
    return {word.start, word.end} <= edges
