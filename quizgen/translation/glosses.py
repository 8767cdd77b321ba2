"""The glosses of dictionary entries as something that can be looked for in a translation.

CC-CEDICT parts senses by "/" and, in newer entries, the glosses of one sense by ";". A gloss is
compared by its content lemmas: "to bear fruit" is (bear, fruit); what stands in parentheses and
"sb", "sth" are left out. Senses that rarely are the one meant come last: surnames, variants,
special fields, old, slangy and vulgar ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from quizgen.text.dictionary import Entry
from quizgen.translation.english import words

_PARENTHESES = re.compile(r"\s*[(（][^()（）]*[)）]\s*")
_REFERENCE = re.compile(r"\s*\[[a-zA-Z0-9: ]+\]|[^\s\[\]|]+\|(?=[^\s\[\]|]+\[)")
_CLASSIFIERS = re.compile(r"\s*\(?CL:[^)]*\)?")  # also at the end of a sense: "ray (CL:道)"
_PLACEHOLDERS = re.compile(r"\b(?:sb|sth|one's|oneself|one|etc)\b\.?")
# hydrochloric acid HCl, gypsum CaSO4·2(H2O); but "US", "WTO", "WeChat" and "G20" are words
_ELEMENT = (
    "He|Li|Be|Ne|Na|Mg|Al|Si|Cl|Ar|Ca|Ti|Cr|Mn|Fe|Co|Ni|Cu|Zn|As|Br|Ag|Sn|Ba|Au|Hg|Pb|"
    "[HBCNOFPSKIUW]"
)
_FORMULA = re.compile(rf"\b(?=\w*[a-z0-9])(?:(?:{_ELEMENT})\d*){{2,}}\b(?:·\d*)?")
_CAPITALS = re.compile(r"[A-Z][\w'’-]*(?:\s+(?:of|the|for|and)\s+[A-Z][\w'’-]*|\s+[A-Z][\w'’-]*)*")
_GENERIC = re.compile(r"\s+(?:Province|County|City|District|Prefecture|Township)$")
# What a gloss says beside its meaning: "to let sb do sth" is "to let".
_ASIDE = re.compile(r"\([^)]*\)|\.\.\.|\b(?:sb|sth)(?:'s)?\b(?: (?:to )?do sth\b)?|\bdo sth\b")
_ALSO = re.compile(r"\(or ([A-Z][^)]*)\)")
_NEGATIONS = frozenset(("less", "not", "without", "no", "never"))  # "less advanced" is not advanced
_OR = re.compile(r"\s+or\s+(?:to\s+)?")
_ADVERBIAL = re.compile(r"\w{3}ly\b|^(?:in|at|by|on|one after) ")
_LONGEST_MEANING = 60  # characters; what is longer explains more than it translates
_TAIL = re.compile(r"[,;:]\s|\s(?:which|that|who|especially|esp\.)\s|\s[–—-]\s")
_BRACKETS = {"(": 1, "（": 1, ")": -1, "）": -1}
# What a sense begins with or holds, and how far back it puts the sense.
_DEMOTED = (
    (re.compile(r"^surname "), 12.0),
    (re.compile(r"(?:^|\W)variant of "), 9.0),
    (re.compile(r"^(?:see|used in|abbr\. for|also written|also pr\.|same as|Taiwan pr\.) "), 8.0),
    (re.compile(r"\b(?:orgasm|penis|vagina|prostitut\w*|intercourse|testicles)\b"), 6.0),
    (re.compile(r"\((?:vulgar|slang|coarse|derog\.|Internet slang|coll\.)[^)]*\)"), 6.0),
    (re.compile(r"\((?:old|archaic|literary|dialect|Tw|HK|Cantonese|neologism)\b[^)]*\)"), 5.0),
    (re.compile(r"\((?:math|phys|chem|biol|comput|ling|gramm|law|med|mus|phon|astron|statist|"
                r"anatomy|botany|zool|finance|stock|chess|Buddhism|bound form|Chinese medicine|TCM|"
                r"electric|electron|geol|meteorol|psych|philos|sports?|typography|theater|optics)"
                r"[^)]*\)"), 5.0),
    # 显著 is "statistically significant" in statistics only, as 意义 "(math.)" would be
    (re.compile(r"\b(?:statistical|mathematical|technical|chemical|biological|legal)ly\b"), 5.0),
    (re.compile(r"\(Note:"), 5.0),  # 妳: how a character is used, not what it means
    (re.compile(r"\(original meaning\)|\bhistorical\b"), 4.0),
    (re.compile(r"\b(?:Japanese|fig\.|lit\.)"), 1.0),
    (re.compile(r"^\((?:classifier|particle|used )|^classifier for"), 4.0),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Gloss:
    """One gloss: the entry and the sense (counted from 0) it is of, and its content lemmas."""

    entry: Entry
    sense: int
    text: str
    lemmas: tuple[str, ...]

    @property
    def is_verbal(self) -> bool:
        """Whether it names a doing ("to implement")."""
        return self.text.startswith("to ")


def glosses(entries: Iterable[Entry]) -> Iterator[Gloss]:
    """All glosses of these entries that have a content word, in the dictionary's order."""
    for entry in entries:
        yield from _glosses(entry)


@lru_cache(maxsize=5_000)
def _glosses(entry: Entry) -> tuple[Gloss, ...]:
    return tuple(
        Gloss(entry, number, text.strip(), lemmas)
        for number, sense in enumerate(entry.senses)
        for text in parts_of(sense)
        for part in ways(text, entry.is_name)
        if (lemmas := content_lemmas(part))
    )


def ways(text: str, name: bool) -> list[str]:
    """What may be looked for: "vast or extensive" is either; a name goes up to its comma."""
    bare = _PLACEHOLDERS.sub(" ", without_formulas(_PARENTHESES.sub(" ", text)))
    return [_proper(bare)] if name else _OR.split(bare)


def without_formulas(text: str) -> str:
    """The text without chemical formulas: "gypsum CaSO4·2" is "gypsum"."""
    return _FORMULA.sub(" ", text)


def _proper(text: str) -> str:
    """The capitalised words of a name's gloss: "Suiyang county in Zunyi" gives "Suiyang"."""
    proper = _CAPITALS.match(text.strip())
    return _GENERIC.sub("", proper[0]) if proper else text.partition(",")[0]


@lru_cache(maxsize=20_000)
def content_lemmas(text: str) -> tuple[str, ...]:
    """The lemmas of a gloss without stop words."""
    kept = (word.lemma for word in words(text) if not word.is_stop or word.lemma in _NEGATIONS)
    return tuple(kept)


def tidy(sense: str) -> str:
    """The sense without cross-references: "abbr. for 高等[gao1 deng3]" loses the reading."""
    return _REFERENCE.sub("", _CLASSIFIERS.sub("", sense)).strip()


def short(sense: str) -> str:
    """The sense as a meaning on a card: what names the thing, without an encyclopaedia's verdict.

    "Great Leap Forward (1958-1960), Mao's attempt to modernize …" gives
    "Great Leap Forward (1958-1960)", "to make (a choice, a decision etc …)" gives "to make".
    """
    text = tidy(sense).strip()
    if len(text) <= _LONGEST_MEANING:
        return text
    tail = next((m.start() for m in _TAIL.finditer(text) if not _depth(text[: m.start()])), None)
    head = text[:tail].strip()
    if len(head) > _LONGEST_MEANING:
        head = without_parentheses(head) or head
    return head


def without_parentheses(text: str) -> str:
    """The text outside all parentheses."""
    while (shorter := _PARENTHESES.sub(" ", text)) != text:
        text = shorter
    return text.strip()


def _depth(text: str) -> int:
    """How many parentheses are open at the end of the text."""
    return sum(_BRACKETS.get(character, 0) for character in text)


def several(entry: Entry, number: int) -> str:
    """The sense and the next likely ones, where the translation decides for none of them."""
    first = entry.senses[number]
    alike = [s for s in entry.senses if s.startswith("to ") == first.startswith("to ")]
    likely = dict.fromkeys([first, *(s for s in alike if penalty(s) < 3)])
    parts = (part for sense in likely for part in meaning(sense).split("; "))
    return _joined([part for part in parts if part][:3])


@lru_cache(maxsize=20_000)
def parts_of(sense: str) -> tuple[str, ...]:
    """The glosses of one sense, parted by semicolons that stand in no parentheses."""
    parts = [""]
    for piece in tidy(sense).split(";"):
        if _depth(parts[-1]) > 0:
            parts[-1] += f";{piece}"
        else:
            parts.append(piece)
    return tuple(part.strip() for part in parts if part.strip())


@lru_cache(maxsize=20_000)
def plain_parts(sense: str) -> tuple[str, ...]:
    """The glosses of a sense without what is said in parentheses ("Myanmar (or Burma)" is two)."""
    parts = [*parts_of(sense), *_ALSO.findall(sense)]
    plain = (" ".join(without_formulas(_ASIDE.sub(" ", part)).split()) or part for part in parts)
    return tuple(plain) or (sense,)


def meaning(sense: str, shown: str = "") -> str:
    """The sense as a card prints it: the gloss that the translation shows first, no long tail."""
    parts = [part for text in parts_of(sense) if (part := short(text))]
    parts.sort(key=lambda part: part != short(shown))
    return _joined(parts)


def _joined(parts: Sequence[str]) -> str:
    """As many of the parts as fit on a card."""
    kept = list(parts[:1])
    for part in parts[1:]:
        if len("; ".join([*kept, part])) <= _LONGEST_MEANING:
            kept.append(part)
    return "; ".join(kept)


@lru_cache(maxsize=20_000)
def penalty(sense: str) -> float:
    """How unlikely the sense is to be meant in running prose: 0 for an ordinary one."""
    return sum(cost for pattern, cost in _DEMOTED if pattern.search(sense))


def mismatch(sense: str, tag: str) -> float:
    """1 if the sense is of another part of speech than the tag says, else 0."""
    verbal = sense.startswith("to ")
    if tag in ("d", "ad"):
        return 1.0 if verbal else 0.0 if _ADVERBIAL.search(sense) else 0.5
    return float((tag == "v" and not verbal) or (tag[:1] in ("n", "a") and verbal))
