"""How the article's English writes its names: the capitals that render a name's words.

"Beijing No. 1 Machine Tool Factory" renders 北京第一机床厂. These words are the name's alone: the
"News" of "Xinhua News Agency" is no rendering of the word 讯 behind 新华社.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from quizgen.translation.english import STOP_WORDS, cut
from quizgen.translation.word_alignment import Link

_LINKED = 0.3  # probability from which a link counts
_SMALL = frozenset("of the and for on in de la & . No no 's ’s".split())
_FAR = 3  # words (No., of, the …) that may stand between two of a name
_GAP = re.compile(r"[ \-–'’]*")
Span = tuple[int, int]


def english_span(tokens: Collection[int], links: Sequence[Link], text: str, *, body: bool) -> Span:
    """Where the English has the name that these tokens are: (0, 0) if nowhere.

    `links` are those of the name's sentence to the words of `cut(text)`. The name of a `body` goes
    on over capitals that render nothing else ("Lianyuan Iron and Steel Plant").
    """
    words = cut(text)
    own = {link.en for link in links if link.zh in tokens and link.score >= _LINKED}
    others = {link.en for link in links if link.zh not in tokens and link.score >= _LINKED}
    places = sorted(at for at in own if _is_capital(text, words[at]))
    if not places:
        return 0, 0
    groups = [[places[0]]]
    for at in places[1:]:
        between = range(groups[-1][-1] + 1, at)
        if len(between) <= _FAR and all(_may_stand(text, words[i]) for i in between):
            groups[-1].append(at)
        else:
            groups.append([at])
    best = max(groups, key=len)
    first, last = best[0], best[-1]
    if body:
        first = _as_far(text, words, first, -1, others)
        last = _as_far(text, words, last, 1, others)
    return words[first][0], words[last][1]


def _as_far(text: str, words: Sequence[Span], at: int, step: int, taken: Collection[int]) -> int:
    """The last capital from this one on that no other word's English parts from it."""
    last = at
    while 0 <= at + step < len(words) and at + step not in taken:
        gap = words[at][1], words[at + step][0]
        if not _GAP.fullmatch(text, *(gap if step > 0 else (words[at + step][1], words[at][0]))):
            break
        at += step
        if _is_capital(text, words[at]):
            last = at
        elif not _may_stand(text, words[at]):
            break
    return last


def _is_capital(text: str, span: Span) -> bool:
    """A capital that isn't the sentence's own ("When the Committee …")."""
    word = text[span[0] : span[1]]
    return word[:1].isupper() and word.lower() not in STOP_WORDS


def _may_stand(text: str, span: Span) -> bool:
    """Whether the word may be part of a name without a capital: "of", "1", "No."."""
    word = text[span[0] : span[1]]
    return word in _SMALL or word[0].isdigit() or _is_capital(text, span)


def without_names(
    links: Sequence[Link], names: Sequence[tuple[Collection[int], Span]], text: str
) -> tuple[Link, ...]:
    """The links but those of other words into the English of a name of several words.

    `names` are the tokens and the English span of each name of the sentence.
    """
    words = cut(text)
    kept = []
    for link in links:
        start, end = words[link.en]
        stolen = any(
            a <= start and end <= b and " " in text[a:b] and link.zh not in tokens
            for tokens, (a, b) in names
        )
        if not stolen:
            kept.append(link)
    return tuple(kept)
