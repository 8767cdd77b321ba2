"""Patterns as items: the function words of a clause as holes, its English beside it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from quizgen.items.bank.clause import is_half, says_something
from quizgen.items.bank.source import Source, digest
from quizgen.items.bank.stems import ended
from quizgen.items.figures.context import clauses
from quizgen.items.patterns import LONGEST
from quizgen.items.patterns.table import Entry, by_name
from quizgen.model import BLANK, Item, Pattern, Sentence, Span, Token

_SHORTEST = 8  # characters beside the holes: of less no grammar can be seen
_EACH = 2  # items of one pattern: 把 stands in every second sentence of a recipe
_WRONG = 3
_LONGEST_ENGLISH = 250  # characters: a stem of 45 has some 150
_PREPOSITIONS = frozenset("由被把将对向给以使")  # whose subject stands before them
_PAIRS = (("“", "”"), ("（", "）"), ("《", "》"), ("‘", "’"), ("(", ")"), ("「", "」"))


def items(source: Source) -> Iterator[Item]:
    """A choice of function words for each pattern whose English shows what it says."""
    made: Counter[str] = Counter()
    for pattern in source.patterns:
        if made[pattern.name] < _EACH and (item := _item(source, pattern)):
            made[pattern.name] += 1
            yield item


def _item(source: Source, pattern: Pattern) -> Item | None:
    entry, sentence = by_name()[pattern.name], source.sentences[pattern.sentence]
    if source.article.paragraphs[sentence.paragraph].kind != "body" or _is_named(source, pattern):
        return None
    span = _widened(sentence, (pattern.start, pattern.end))
    stem, prompt = _stem(sentence.zh, span, pattern.words), _prompt(source, pattern, span, entry)
    key = tuple(word.text for word in pattern.words)
    wrong = _wrong(entry, key, stem)
    if len(wrong) < _WRONG or _is_cut_off(sentence, span, stem, key):
        return None
    if not prompt or any(word in prompt for word in key) or not _can_be_asked(stem, key):
        return None
    return source.item(
        "pattern",
        "grammar",
        stem,
        key,
        sentence=pattern.sentence,
        span=span,
        prompt=prompt,
        options=[_joined(way) for way in (key, *wrong[:_WRONG])],
        spare=[_joined(way) for way in wrong[_WRONG : 2 * _WRONG]],
        accepted=[_joined(way) for way in entry.accepted if way != key and len(way) == len(key)],
        note=f"{entry.name}: {entry.meaning}." if all(w in entry.name for w in key) else "",
        reason=f"the pattern {entry.name}",
    )


def _is_named(source: Source, pattern: Pattern) -> bool:
    """Whether a function word is part of a name, where it could be no other."""
    return any(
        name.start < word.end and word.start < name.end
        for name in source.named[pattern.sentence]
        for word in pattern.words
    )


def _widened(sentence: Sentence, span: tuple[int, int]) -> tuple[int, int]:
    """The span with the clauses before it, then those behind, while there is room.

    Newspapers put their subjects two commas before the verb: of 后两者均于六月初出刊 the clause
    均于六月初出刊 alone says nothing. A ； or ： is a limit, unless the whole sentence has room.
    """
    zh = sentence.zh
    pieces = [piece for piece in clauses(zh) if zh[slice(*piece)].strip("　 ")]
    if not pieces or _length(zh, pieces[0][0], pieces[-1][1]) <= LONGEST:
        return (min(pieces[0][0], span[0]), max(pieces[-1][1], span[1])) if pieces else span
    start, end = span
    for low, _ in reversed(pieces):
        if low < start and zh[:start].rstrip("“‘（")[-1:] in {"，", ","}:
            start = low if _length(zh, low, end) <= LONGEST else start
    for low, high in pieces:
        if low >= end and zh[end : end + 1] in {"，", ","}:
            bare = len(zh[:high].rstrip("，,；;：:"))
            end = bare if _length(zh, start, bare) <= LONGEST else end
    return start, end


def _is_cut_off(sentence: Sentence, span: tuple[int, int], stem: str, key: Sequence[str]) -> bool:
    """Whether a stem lacks its subject or what comes behind it."""
    begins = span[0] <= clauses(sentence.zh)[0][0]
    bare = stem.startswith(BLANK) and key[0] in _PREPOSITIONS and not begins
    return bare or _is_open(sentence, span) or is_half(sentence.zh[slice(*span)])


def _is_open(sentence: Sentence, span: tuple[int, int]) -> bool:
    """Whether what is shown breaks off: 在…的鼓舞下，or 其中包括：or a subject without its verb."""
    after = sentence.zh[span[1] : span[1] + 1]
    if after not in {"，", ","}:
        return after in {"：", ":"}
    pieces = [low for low, _ in clauses(sentence.zh) if low < span[1]]
    last = [t for t in sentence.tokens if pieces[-1] <= t.start and t.end <= span[1]]
    said = "".join(token.text for token in last)
    says = any(map(_is_predicate, last, [*last[1:], Token("", 0)]))
    return not says_something(said) or (not says and last[-1].pos[:1] in {"n", "r"})


def _is_predicate(token: Token, after: Token) -> bool:
    """Whether a word can be what a clause says: not in 群众创造的, 检查、评比等, 广大职工."""
    if token.pos[:1] == "v":
        return token.pos != "vn" and after.text not in {"的", "、", "等"}
    return token.pos[:1] in {"a", "i", "l", "z"} and after.text != "的" and after.pos[:1] != "n"


def _length(zh: str, start: int, end: int) -> int:
    return len(zh[start:end].strip())


def _joined(words: Sequence[str]) -> str:
    """The words of a pair as an option prints them."""
    return " … ".join(words)


def _stem(zh: str, span: tuple[int, int], words: Sequence[Span]) -> str:
    pieces, at = [], span[0]
    for word in words:
        pieces += [zh[at : word.start], BLANK]
        at = word.end
    return ended("".join([*pieces, zh[at : span[1]]]).replace("\u3000", " ").strip())


def _can_be_asked(stem: str, key: Sequence[str]) -> bool:
    """Whether the stem is neither too short nor too long, is whole, and doesn't hold the answer."""
    rest = stem.replace(BLANK, "")
    whole = all(stem.count(first) == stem.count(last) for first, last in _PAIRS)
    return whole and _SHORTEST <= len(rest) <= LONGEST + 1 and not any(word in rest for word in key)


def _prompt(source: Source, pattern: Pattern, span: tuple[int, int], entry: Entry) -> str:
    """The English of the clauses, and what the pattern says where the English isn't theirs alone.

    Empty if a translation doesn't show the pattern (并 left out, 而 turned into a full stop): it
    would mislead. A translation that is much longer than the stem is left out: all is said by the
    meaning.
    """
    sentence = source.sentences[pattern.sentence]
    english = source.english(pattern.sentence, span)
    told = re.sub(r"\b[AB]\b", "…", entry.meaning)  # no A and B stand in a stem
    if english and entry.shown and not entry.is_shown(pattern.english):
        return ""
    if not english or len(english) > _LONGEST_ENGLISH:
        return told
    is_all = english == sentence.en and (span[1] - span[0]) * 4 < len(sentence.zh) * 3
    return f"{english} [{told}]" if is_all or not entry.shown else english


def _wrong(entry: Entry, key: Sequence[str], stem: str) -> list[tuple[str, ...]]:
    """Wrong answers: of the pattern's own list, none of them in the stem."""
    free = [
        way
        for way in entry.others
        if len(way) == len(key) and way not in entry.accepted and not any(w in stem for w in way)
    ]
    return sorted(free, key=lambda way: digest(stem + "".join(way)))
