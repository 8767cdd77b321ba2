"""A text in pieces, as the rules for names rework it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from quizgen.text.lexicon import Lexicon
from quizgen.text.proper import closed_list
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
        """Make this span one piece; of pieces that it cuts through the rest stays as words.

        A name that the glossary gives may become part of a longer one, and is never cut or renamed.
        """
        if any(is_given(p) and not _is_within(p, start, end) for p in self.named(start, end)):
            return
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
        """The piece at this place in parts, as (text, tag); a given name stays whole."""
        if is_given(self.pieces[at]):
            return [self.pieces[at]]
        piece, start, made = self.pieces[at], self.pieces[at].start, []
        for part, tag in halves:
            by = piece.by if tag == piece.tag or tag not in NAMES else "rule"
            made.append(Piece(start, start + len(part), tag, piece.share, by))
            start += len(part)
        return made


def is_given(piece: Piece) -> bool:
    """Whether the glossary gives it: no rule knows better (大城市 may name a place)."""
    return piece.by == "glossary"


def _is_within(piece: Piece, start: int, end: int) -> bool:
    """Whether the piece is a part of the span, and not all of it."""
    return start <= piece.start and piece.end <= end and piece.end - piece.start < end - start


def is_road(word: str) -> bool:
    """Whether places before it are its name: 京沪|铁路 is one, 中美|两国 are two."""
    return word.endswith(("铁路", "公路"))


@cache
def longest_first(name: str) -> str:
    """A closed list as alternatives of a regular expression."""
    return "|".join(sorted(closed_list(name), key=len, reverse=True))


@cache
def _ending(name: str) -> re.Pattern[str]:
    return re.compile(f"(?:{longest_first(name)})$")


def ends(text: str, name: str) -> str:
    """The longest member of a closed list with which the text ends, or nothing."""
    found = _ending(name).search(text)
    return found[0] if found else ""
