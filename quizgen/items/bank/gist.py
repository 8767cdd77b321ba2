"""What a paragraph is about: its number and the English of its opening, a headline and its text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.items.bank.source import Source, tidied
from quizgen.items.bank.stems import ACCORDING
from quizgen.items.figures.context import clauses
from quizgen.model import Item, Sentence
from quizgen.text.listed import HAN

_LEAST, _MOST = 3, 6  # paragraphs to match
_ASKED = 3  # paragraphs, or so, whose opening is asked for: more is one exercise all through
_LONG = 25  # Han characters of a paragraph that has a point
_SHOWN = 110  # English characters of an opening
_OPENING = 40  # Chinese characters of an opening
# What tells the place of a paragraph, not its point: "First," and "Xinhua News Agency, May 20th:".
_LEAD = re.compile(
    "^(?:(?:First|Second|Third|Fourth|Fifth|Sixth|Finally|In addition)(?:ly)?, |"
    "[A-Z][^:.]{0,60}(?:report|dispatch|News Agency|correspondent)[^:.]{0,40}: )"
)
_COUNTED = "Paragraphs are counted without headlines."


def paragraphs(source: Source) -> Iterator[Item]:
    """Paragraphs by number, to match with the English of their first sentence."""
    openings = _told_openings(source)
    if len(openings) != _LEAST:
        return
    first, sentence = openings[0][0], source.sentences[openings[0][0]]
    yield source.item(
        "matching",
        "gist",
        "下面的英文各是哪一段的开头？把段落和英文连起来。",
        [english for _, _, english in openings],
        left=[f"第{paragraph}段" for _, paragraph, _ in openings],
        options=[english for _, _, english in openings],
        sentence=first,
        span=(0, len(sentence.zh)),
        prompt="Match each paragraph with the English of its opening sentence.",
        note=_COUNTED,
        reason="The opening of a paragraph says what it is about.",
    )


def openings(source: Source) -> Iterator[Item]:
    """What a paragraph begins with: its own opening in English, or that of three others."""
    told = _told_openings(source)
    if len(told) <= _LEAST:
        return
    for at in range(0, len(told), max(1, len(told) // _ASKED)):
        number, paragraph, english = told[at]
        others = [other for _, _, other in (told[at + 1 :] + told[:at])[:3]]
        yield source.item(
            "choice",
            "gist",
            f"{ACCORDING}第{paragraph}段是从什么说起的？",
            english,
            options=(english, *others),
            sentence=number,
            span=(0, len(source.sentences[number].zh)),
            prompt=f"What does paragraph {paragraph} begin with?",
            note=_COUNTED,
            reason="The opening of a paragraph says what it is about.",
        )


def _told_openings(source: Source) -> list[tuple[int, int, str]]:
    """Sentence, paragraph number and English of the openings, where each has English of its own."""
    if len(list(_headed(source))) >= _LEAST:
        return []  # a page of short items: see `headlines`
    found = [(n, s) for n, s in _openings(source) if s.en and _is_own(source, s)]
    numbers = _numbered(source)
    told = [(n, numbers[s.paragraph], _shortened(s.en)) for n, s in found]
    return told if len({english for _, _, english in told}) == len(told) else []


def _openings(source: Source) -> list[tuple[int, Sentence]]:
    """The first sentence of each body paragraph that is long enough, with its number."""
    found, seen = [], set()
    for number, sentence in enumerate(source.sentences):
        paragraph = source.article.paragraphs[sentence.paragraph]
        new = sentence.paragraph not in seen
        seen.add(sentence.paragraph)
        if new and paragraph.kind == "body" and len(HAN.findall(paragraph.text)) >= _LONG:
            found.append((number, sentence))
    return found


def _numbered(source: Source) -> dict[int, int]:
    """The number, from 1, of each body paragraph."""
    bodies = [i for i, p in enumerate(source.article.paragraphs) if p.kind == "body"]
    return {index: number for number, index in enumerate(bodies, 1)}


def _is_own(source: Source, sentence: Sentence) -> bool:
    """Whether no other paragraph shares the sentence's English."""
    return source.bead_paragraphs[sentence.bead] == {sentence.paragraph}


def _shortened(english: str) -> str:
    """The English without its dateline or number, as far as there is room, cut at a word."""
    english = tidied(_LEAD.sub("", english))
    english = english[:1].upper() + english[1:]
    if len(english) <= _SHOWN:
        return english
    return english[:_SHOWN].rsplit(" ", 1)[0].rstrip(",;: ") + " …"


def headlines(source: Source) -> Iterator[Item]:
    """The headlines of a page of short items, to match with how each item begins."""
    pairs = list(_headed(source))[:_MOST]
    left, texts = [h for _, h, _ in pairs], [o for _, _, o in pairs]
    if len(pairs) < _LEAST or len(set(texts)) < len(pairs) or len(set(left)) < len(pairs):
        return
    first = pairs[0][0]
    yield source.item(
        "matching",
        "gist",
        "把标题和正文的开头连起来。",
        texts,
        left=left,
        options=texts,
        sentence=first,
        span=(0, len(source.sentences[first].zh)),
        prompt="Match each headline with the opening of its text.",
        reason="Headlines of short items say what each is about.",
    )


def _headed(source: Source) -> Iterator[tuple[int, str, str]]:
    """Each headline that has a text right under it, with the number and opening of that text."""
    kinds = [p.kind for p in source.article.paragraphs]
    for number, sentence in enumerate(source.sentences):
        above, begins = sentence.paragraph - 1, sentence.start <= 2
        if not begins or above < 0 or kinds[sentence.paragraph] != "body":
            continue
        opening = _opening(sentence)
        if kinds[above] == "headline" and opening:
            yield number, source.article.paragraphs[above].text.replace("　", " "), opening


def _opening(sentence: Sentence) -> str:
    """The first clauses of a text without its dateline, cut at a stop; "" if there is no room."""
    spans = clauses(sentence.zh)
    start = spans[0][0] if spans else 0
    ends = [end for _, end in spans if end - start <= _OPENING]
    return sentence.zh[start : ends[-1]].rstrip("，；：。 ") + " …" if ends else ""
