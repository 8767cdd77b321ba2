"""A text in pieces, as the rules for names rework it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from quizgen.text.lexicon import Lexicon
from quizgen.text.proper import parts
from quizgen.text.tagger import NAMES, Piece

# How sure a name is that a rule builds: of 100 on the sentences of the dev set 90 were right.
RULED = 0.9


@dataclass
class Cut:
    """A text, the pieces that it is cut into, and where words are looked up."""

    text: str
    pieces: list[Piece]
    lexicon: Lexicon

    def word(self, at: int) -> str:
        """The text of the piece at this place, or nothing outside."""
        piece = self.pieces[at] if 0 <= at < len(self.pieces) else None
        return self.text[piece.start : piece.end] if piece else ""

    def tag(self, at: int) -> str:
        """The tag of the piece at this place, or nothing outside."""
        return self.pieces[at].tag if 0 <= at < len(self.pieces) else ""

    def lay(self, start: int, end: int, tag: str, by: str, share: float = RULED) -> None:
        """Make this span one piece; of pieces that it cuts through the rest stays as words."""
        before = [p for p in self.pieces if p.start < start]
        behind = [p for p in self.pieces if p.end > end]
        if before and before[-1].end > start:
            before[-1] = Piece(before[-1].start, start, "n")
        if behind and behind[0].start < end:
            behind[0] = Piece(end, behind[0].end, "n")
        self.pieces = [*before, Piece(start, end, tag, share, by), *behind]

    def named(self, start: int, end: int) -> list[Piece]:
        """The names that overlap this span."""
        return [p for p in self.pieces if p.tag in NAMES and p.start < end and start < p.end]

    def recut(self, at: int, halves: Sequence[tuple[str, str]]) -> list[Piece]:
        """The piece at this place in parts, given as (text, tag)."""
        piece, start, made = self.pieces[at], self.pieces[at].start, []
        for part, tag in halves:
            by = piece.by if tag == piece.tag or tag not in NAMES else "rule"
            made.append(Piece(start, start + len(part), tag, piece.share, by))
            start += len(part)
        return made


@cache
def longest_first(name: str) -> str:
    """A closed list as alternatives of a regular expression."""
    return "|".join(sorted(parts(name), key=len, reverse=True))


@cache
def _ending(name: str) -> re.Pattern[str]:
    return re.compile(f"(?:{longest_first(name)})$")


def ends(text: str, name: str) -> str:
    """The longest member of a closed list with which the text ends, or nothing."""
    found = _ending(name).search(text)
    return found[0] if found else ""


def is_foreign(text: str) -> bool:
    """Whether all characters are such as foreign names are written with."""
    return parts("transliteration").issuperset(text)
