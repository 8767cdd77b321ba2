"""Whether a dictionary's sense is of the part of speech that its place in the sentence asks for.

CC-CEDICT doesn't say a sense's part of speech, but how it is worded does: "to …" is a verb,
"classifier for …" a measure word, "-ly" an adverb, "(used after a verb …)" a complement.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from quizgen.model import Token

Wording = Literal["noun", "verb", "adverb", "measure", "complement", "suffix", "grammar", "bound"]

_LEAD = re.compile(r"^(?:\([^)]*\)\s*)+")
_COMPLEMENT = re.compile(
    r"\(?(?:after a verb|verb complement|(?:when )?used after a verb|following a verb|complement)"
)
_SUFFIX = re.compile(r"\(?(?:noun )?suffix")
_GRAMMAR = re.compile(
    r"\(?(?:(?:structural|modal|aspect|final|sentence[- ]final|interrogative|possessive) )?"
    r"(?:particle|adverb|preposition|prefix|conjunction)|\(?(?:used|indicat|before |after )"
)
_ADVERB = re.compile(
    r"\w{3}ly\b|^(?:in|at|by|on|one after|as|to the|for the) |^(?:still|only|just|together|all|"
    r"very|too|again|once|more|less|not|then|already|also|even|quite|so|rather|ever|never|before|"
    r"after|extremely|always|often|almost|about|first|else|now|soon|indeed)\b"
)
_LINKING = re.compile(
    r"^(?:from|by|to|at|in|on|with|for|of|as|after|before|since|towards?|against|through|via|than|"
    r"about|according|because|due|except|besides|apart|and|or|but|however|if|although|until|per|"
    r"along|during|within|up to)\b"
)

# How well a wording fits a part of speech: 1 well, -1 badly, 2 and -2 where grammar decides alone.
# What isn't listed is 0. Set by reading the senses of the project's own articles.
_FITS: dict[str, dict[Wording, float]] = {
    "v": {"verb": 1, "noun": -1, "adverb": -1, "bound": -1, "grammar": -0.3},
    "vn": {"verb": 0.3, "noun": 0.6, "adverb": -1, "bound": -0.5},
    "d": {"adverb": 1, "grammar": 0.8, "noun": -0.3, "verb": -1, "bound": -1},
    "n": {"noun": 1, "verb": -1, "adverb": -0.6, "grammar": -1, "bound": -0.5},
    "a": {"noun": 0.6, "verb": -0.6, "adverb": -0.3, "grammar": -0.5, "bound": -0.7},
    "t": {"adverb": 0.5, "noun": 0.3, "grammar": 0.3, "verb": -1},
    "q": {"measure": 2, "noun": -1, "verb": -1, "adverb": -1, "grammar": -1, "complement": -1,
          "suffix": -1, "bound": -1},
}  # fmt: skip
_GROUPS = {
    **dict.fromkeys(("v", "vd", "vi", "vg"), "v"),
    **dict.fromkeys(("d", "ad"), "d"),
    **dict.fromkeys(("n", "nz", "an", "s", "nw", "nr", "ns", "nt", "ng"), "n"),
    **dict.fromkeys(("a", "b", "z", "ag"), "a"),
    **dict.fromkeys(("f", "t", "r"), "t"),
    "vn": "vn",
    "q": "q",
}
_LINKS = frozenset(("p", "c", "u", "uj", "ud", "ul", "uz", "ug", "y", "e", "xc"))
_POINTING = frozenset("这那哪每某")
_AFTER_VERBS = ("了", "着", "过")


_WORDINGS: tuple[tuple[Wording, re.Pattern[str]], ...] = (
    ("measure", re.compile(".{0,30}classifier")),
    ("complement", _COMPLEMENT),
    ("suffix", _SUFFIX),
    ("bound", re.compile(r"\(bound form\)")),
    ("grammar", _GRAMMAR),
)


@lru_cache(maxsize=20_000)
def wording(sense: str) -> Wording:
    """The part of speech that the wording of a sense tells; adjectives are worded as nouns."""
    for kind, pattern in _WORDINGS:
        if pattern.match(sense):
            return kind
    text = _LEAD.sub("", sense)
    if text.startswith("to "):
        return "verb"
    return "adverb" if _ADVERB.search(text) else "noun"


def fit(sense: str, tag: str, before: str) -> float:
    """How well the sense fits a word tagged `tag` behind one tagged `before`: -2 to 2."""
    kind = wording(sense)
    if tag != "q" and kind == "measure":
        return -2
    if tag != "q" and kind == "complement":
        return 2 if before[:1] in ("v", "a") else -2
    if tag in _LINKS:
        return _links(sense, kind, tag)
    if kind == "suffix":
        return 1 if tag in ("f", "k") else -0.5
    if kind == "bound" and tag not in _GROUPS:
        return -0.5
    return _FITS.get(_GROUPS.get(tag, ""), {}).get(kind, 0)


def _links(sense: str, kind: Wording, tag: str) -> float:
    """For prepositions, conjunctions and particles."""
    if kind == "grammar":
        return 2
    if kind == "verb":
        return -1 if tag == "p" else -2
    return 0.5 if _LINKING.search(_LEAD.sub("", sense)) else -2


def tags(tokens: Sequence[Token], tagged: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """The part of speech of every token: the tagger's where it has the word or its head, else ours.

    `tagged` is the sentence as `quizgen.text.tagger` sees it, or empty.
    """
    ends: dict[int, tuple[int, str]] = {}
    at = 0
    for word, tag in tagged:
        ends[at + len(word)] = (at, tag)
        at += len(word)
    found: list[str] = []
    for place, token in enumerate(tokens):
        start, tag = ends.get(token.end, (token.end, ""))
        whole = start == token.start or (start < token.start and tag.islower())
        found.append(_slot(tokens, place, tag if whole and tag else token.pos, found))
    return tuple(found)


def _is_somewhere(tokens: Sequence[Token], at: int) -> bool:
    """Whether 在 and a place stand before the word, and no other verb: 在北京的医院工作的人."""
    for token in reversed(tokens[:at]):
        if token.text == "在":
            return True
        if token.pos[:1] in ("v", "x"):
            return False
    return False


def _slot(tokens: Sequence[Token], at: int, tag: str, before: Sequence[str]) -> str:
    """The tag, mended where the place says more: a counted measure word, a verb before 了."""
    counted = bool(before) and before[-1] == "m"
    pointed = at > 0 and tokens[at - 1].text in _POINTING and len(tokens[at].text) == 1
    if pointed and at + 1 < len(tokens) and tokens[at + 1].pos[:1] == "n":
        return "q"  # 这件事
    if tokens[at].pos == "q" or (counted and tag in ("m", "q")):
        return "q"
    after = tokens[at + 1].text if at + 1 < len(tokens) else ""
    if after == "的" and tokens[at].pos[:1] == "v" and _is_somewhere(tokens, at):
        return "v"
    return "v" if after in _AFTER_VERBS and tag in ("n", "vn", "a", "d") else tag
