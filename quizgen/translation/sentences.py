"""Where English sentences end.

. ! ? … end a sentence where a space and a capital, a digit or an opening mark follow; closing
quotes and brackets behind the mark belong to the sentence, and so does a remark in brackets behind
those: (Attached picture). A full stop behind an abbreviation, an initial or the number of a list
("2. Mix") ends none, unless the next word is one that begins sentences.
"""

from __future__ import annotations

import re

from quizgen.text.sentences import spans_between

_END = re.compile(r"[.!?…。！？]+[\"'”’)\]»]*")
_NEXT = re.compile(r"\s+([\"'“‘(\[«–—•*-]*\s?)(\w[\w'’-]*)?")
_REMARK = re.compile(r"\s+(?:\((?!\w{1,3}\))[^().!?]{1,60}\)|\[(?!\w{1,3}\])[^\[\].!?]{1,60}\])")
_LAST_REMARK = re.compile(r"\s+[(\[][^()\[\]!?]{1,60}[)\]]\s*\Z")
_WORD = re.compile(r"[\w.&'’-]*\Z")
_SAYS = re.compile(
    r"\s+(?!(?:He|She|They|It|I|We)\b)(?:[A-Z][\w.'’-]*\s+){1,4}"
    r"(?:said|says|asked|asks|replied|told|added|cried|shouted|wrote|reported)\b"
)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Before a name or a number, nearly never last in a sentence.
_TITLES = _words(
    """
    mr mrs ms dr prof sen sens gov govs rep reps gen col lt sgt capt maj adm cmdr rev hon
    mt ft pres messrs supt insp v vs viz cf eg ie e.g i.e approx ca fr brig cpl pvt hr
    """
)
# Abbreviations only before a number: "No. 1", "Jan. 5", but "He said no."
_NUMBERED = _words(
    """
    no nos fig figs vol vols p pp sec ch jan feb mar apr jun jul aug sep sept oct
    nov dec tel ext
    """
)
# May be last in a sentence: the next word decides.
_OTHERS = _words(
    """
    st inc ltd co corp bros jr sr etc al est dept univ assn ave blvd rd ph.d ed
    """
)
_DOTTED = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]|[A-Z]")
_STARTERS = _words(
    """
    the a an this that these those he she it we they i you his her its our their my your
    there here in on at by for from with as if when while after before since during under
    over to of and but or so yet however moreover meanwhile although though because then now
    today yesterday all some many most one no not what who why how where which both each
    such another according officials
    """
)


def split_english(text: str) -> tuple[tuple[int, int], ...]:
    """The sentences of a paragraph as (start, end) spans, end exclusive.

    Joined they are the paragraph: white space between two sentences belongs to the first.
    """
    ends: list[int] = []
    for match in _END.finditer(text):
        start = ends[-1] if ends else 0
        if match.start() < start or not text[match.end() : match.end() + 1].isspace():
            continue
        end = _behind_remarks(text, match.end())
        if end > match.end() or _is_end(text, start, match):
            ends.append(end)
    return spans_between(text, ends)


def _behind_remarks(text: str, end: int) -> int:
    while remark := _LAST_REMARK.match(text, end) or _REMARK.match(text, end):
        end = remark.end()
    return end


def _is_end(text: str, start: int, match: re.Match[str]) -> bool:
    following = _NEXT.match(text, match.end())
    if not following or not (word := following[2]):
        return True
    if word[0].islower():
        return False
    mark = match[0].rstrip("\"'”’)]»")
    if mark[-1] in "!?":
        quoted = len(mark) < len(match[0])
        return not (quoted and _SAYS.match(text, match.end()))
    if mark[-1] in "。！？":
        return True
    if len(mark) > 1 or mark == "…":
        return word.split("'")[0] != "I"
    return len(mark) < len(match[0]) or _stops_at(text, start, match.start(), word)


def _stops_at(text: str, start: int, stop: int, word: str) -> bool:
    """Whether the full stop at `stop` ends a sentence, given the word behind it."""
    found = _WORD.search(text, max(start, stop - 30), stop)
    before = found[0].lstrip("'’.-") if found else ""
    low = before.lower()
    if low in _TITLES:
        return False
    if low in _NUMBERED and before != "P":
        return not word[0].isdigit()
    if before.isdigit() and len(before) <= 2:
        return not _counts(text, start, stop - len(before))
    if low in _OTHERS or _DOTTED.fullmatch(before):
        return word.lower() in _STARTERS
    return True


def _counts(text: str, start: int, at: int) -> bool:
    """Whether the number at `at` counts a list's items: behind a colon, or first in a sentence."""
    before = text[max(start, at - 3) : at]
    return not before.strip() or before.endswith((": ", "; ", "("))
