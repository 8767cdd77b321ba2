"""The notation in which a pattern's rule is written, and how a sentence is held against it.

A rule is a row of steps with spaces between them, read from left to right over the tokens:

    比            this word; 增长|提高 either; it may be cut in two (特别 是)
    比/p          ... with this part of speech; /m any word tagged so, /v* any whose tag begins so
    有|/v|d       this word, or any that is tagged so
    为@wei4       ... read so
    ％            a percentage (4％, 百分之四, 三分之一, 八成)
    [比]          a function word: what the pattern is made of
    [也]?         may be missing
    …             any words of the same clause, or none
    ……            the same, over two commas at most
    ^  $          here a clause begins, ends; !^ doesn't begin
    !是  <!一     the next word, the word before is not this one
    <提高         the word before is this one

Commas in a quotation do not end the clause that the quotation stands in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from quizgen.model import Sentence, Span, Token

Kind = Literal["word", "gap", "head", "tail", "next", "before"]

_COMMAS, _STOPS = "，,", "；：。！？…;:!?"
_OPENING, _CLOSING = "“‘《（(「『【", "”’》）)」』】"
_SHARE = re.compile(r".*[%％]$|百分之.+|.+分之.+|[一二三四五六七八九两\d]+成")
# Words of a gap: the longest phrase between 在 and 下 in the seeds has 12, between 如果 and 就 21.
_NEAR, _FAR = 14, 30


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a rule. A gap's `commas` are those it may cross."""

    kind: Kind
    texts: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    reading: str = ""
    shown: bool = False
    optional: bool = False
    negative: bool = False
    either: bool = False
    commas: int = 0


def parse(rule: str) -> tuple[Step, ...]:
    """The steps of a rule; raises ValueError for a step that isn't written as above."""
    return tuple(_step(written) for written in rule.split())


_WRITTEN = re.compile(
    r"(?P<look><!|!|<)?(?P<open>\[)?(?P<texts>[^\[\]/@?!<]*?)(?:(?P<either>\|?)/(?P<tags>[a-z*|]+))?"
    r"(?:@(?P<reading>[a-z]+\d))?(?(open)\])(?P<optional>\?)?"
)


def _step(written: str) -> Step:
    if written.lstrip("!") in {"^", "$"}:
        return Step("head" if written[-1] == "^" else "tail", negative=len(written) > 1)
    if written in {"…", "……"}:
        return Step("gap", commas=0 if written == "…" else 2)
    match = _WRITTEN.fullmatch(written)
    if not match or not (match["texts"] or match["tags"]):
        raise ValueError(f"{written!r} is no step of a pattern's rule")
    look = match["look"] or ""
    return Step(
        "word" if not look else "next" if look == "!" else "before",
        texts=tuple(match["texts"].split("|")) if match["texts"] else (),
        tags=tuple(match["tags"].split("|")) if match["tags"] else (),
        reading=match["reading"] or "",
        shown=bool(match["open"]),
        optional=bool(match["optional"]),
        negative="!" in look,
        either=bool(match["either"]),
    )


class Line:
    """The tokens of a sentence, to hold rules against."""

    def __init__(self, sentence: Sentence) -> None:
        """Spaces are kept: one ends a clause (a dateline's, a headline's)."""
        self.tokens: Sequence[Token] = sentence.tokens

    @cached_property
    def _depths(self) -> list[int]:
        """In how many quotations and brackets each token stands."""
        depths, depth = [], 0
        for token in self.tokens:
            if token.text in _CLOSING:
                depth = max(0, depth - 1)
            depths.append(depth)
            if token.text in _OPENING:
                depth += 1
        return depths

    def find(self, steps: Sequence[Step]) -> Iterator[tuple[Span, ...]]:
        """The function words of each place where the steps fit, from the end of the last one.

        Of matches that end on the same word the shortest is meant: 在北京在党的领导下 has
        the second 在.
        """
        ends: dict[int, tuple[Span, ...]] = {}
        for at in range(len(self.tokens)):
            if found := next(self._match(steps, at), None):
                ends[found[-1].end] = found
        return iter(ends.values())

    def _match(self, steps: Sequence[Step], at: int) -> Iterator[tuple[Span, ...]]:
        if not steps:
            yield ()
            return
        step, rest = steps[0], steps[1:]
        if step.kind == "gap":
            for after in self._gap(step, at):
                yield from self._match(rest, after)
        elif step.kind == "word":
            for after in self._word(step, at):
                said = (self._span(at, after),) if step.shown else ()
                yield from (said + more for more in self._match(rest, after))
            if step.optional:
                yield from self._match(rest, at)
        elif self._holds(step, at):
            yield from self._match(rest, at)

    def _gap(self, step: Step, at: int) -> Iterator[int]:
        yield at
        commas, depth = 0, self._depths[at] if at < len(self.tokens) else 0
        for i in range(at, min(len(self.tokens), at + (_FAR if step.commas else _NEAR))):
            text = self.tokens[i].text
            if self._depths[i] < depth:
                return
            if self._depths[i] == depth:
                commas += text in _COMMAS
                if commas > step.commas or text in _STOPS or text.isspace():
                    return
            yield i + 1

    def _word(self, step: Step, at: int) -> Iterator[int]:
        """Behind which tokens the word that begins at this one may end."""
        if at >= len(self.tokens):
            return
        first = self.tokens[at]
        tagged = any(_tagged(first.pos, tag) for tag in step.tags)
        if tagged and (step.either or not step.texts):
            yield at + 1
        if step.tags and not tagged and not step.either:
            return
        if step.reading and first.pinyin != (step.reading,):
            return
        for text in step.texts:
            if text == "％":
                if _SHARE.fullmatch(first.text):
                    yield at + 1
                continue
            after, joined = at, ""
            while after < len(self.tokens) and len(joined) < len(text):
                joined += self.tokens[after].text
                after += 1
            if joined == text:
                yield after

    def _holds(self, step: Step, at: int) -> bool:
        if step.kind == "head":
            return self._is_edge(at - 1, _OPENING) != step.negative
        if step.kind == "tail":
            return self._is_edge(at, _CLOSING) != step.negative
        if step.kind == "next":
            fits = next(self._word(step, at), None) is not None
        else:
            fits = any(at in self._word(step, before) for before in range(max(0, at - 3), at))
        return fits != step.negative

    def _is_edge(self, at: int, brackets: str) -> bool:
        if not 0 <= at < len(self.tokens):
            return True
        text = self.tokens[at].text
        return text in _COMMAS + _STOPS + brackets + "—" or text.isspace()

    def _span(self, first: int, after: int) -> Span:
        words = self.tokens[first:after]
        return Span("".join(word.text for word in words), words[0].start, words[-1].end)


def _tagged(pos: str, tag: str) -> bool:
    return pos.startswith(tag[:-1]) if tag.endswith("*") else pos == tag
