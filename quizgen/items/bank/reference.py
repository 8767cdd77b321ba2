"""What a pronoun or a 这个… stands for, where the article leaves only one thing.

Each rule is a kind of sentence in which the reference is certain; where two things may be meant,
nothing is asked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice, takewhile
from operator import and_

from quizgen.items.bank.source import Source
from quizgen.items.clauses import clause_span
from quizgen.model import Item, Name, Sentence, Token

_TOLD = 3  # characters that a name says more than its noun: not 宪法修正案 for 这项修正案
_BACK = 8  # sentences before it in which the thing meant is looked for
_HAN = "\u4e00-\u9fff"
_THIS = re.compile("[这该]一?[个种家座所位项条支部]|该")
_TWO = re.compile("双方|两国|两队")
_HE = re.compile("(?<![其吉排])[他她](?!们|人|国|乡|处)")
_IT = re.compile("(?<![其吉排])它(?!们)")
_THEY = re.compile("它们")
_PEOPLE = re.compile(
    f"[{_HAN}]*(?:[人员长者手师生夫民工家亲父母弟兄哥姐妹爷奶叔伯姨妻孩友儿女]|总统|总理|大使|主席|教练|书记|代表)$"
)
_SAYS = re.compile("(?:说|表示|指出|宣布|认为|强调|声称|谈到|告诉[^，]{1,6})[，：]“?$")


@dataclass(frozen=True, slots=True)
class _Reference:
    """A pronoun of a sentence and what it stands for."""

    start: int
    end: int
    key: str
    accepted: tuple[str, ...] = ()


Finder = Callable[[Source, int], Iterator[_Reference]]


def references(source: Source) -> Iterator[Item]:
    """An item for each reference that is certain; the same answer is asked once."""
    asked = set()
    for number, sentence in enumerate(source.sentences):
        for find in _FINDERS:
            for found in find(source, number):
                word = sentence.zh[found.start : found.end]
                if (word, found.key) in asked:
                    continue
                asked.add((word, found.key))
                yield _item(source, number, found)


def _item(source: Source, number: int, found: _Reference) -> Item:
    sentence = source.sentences[number]
    word = sentence.zh[found.start : found.end]
    start, end = clause_span(sentence, found.start, found.end)
    clause = sentence.zh[start:end]
    options = _options(source, number, found)
    return source.item(
        "reference",
        "reference",
        f"文章里说：“{clause}”。这里的“{word}”指{'谁' if word in '他她' else '什么'}？",
        found.key,
        options=(found.key, *options) if options else (),
        accepted=(*found.accepted, *_longer(source, found.key)),
        sentence=number,
        span=(start, end),
        prompt=f"What does {word} stand for here? Use the article's words.",
        reason="The article leaves only one thing that it can stand for.",
    )


def _longer(source: Source, key: str) -> tuple[str, ...]:
    """The name with the place before it, as the article has it: 石桥县|石门沟水库."""
    places = source.names_by_kind.get("LOC", {})
    text, longest = source.text, max((2, *map(len, places)))
    before = {
        text[start : match.start()]
        for match in re.finditer(f"(?={re.escape(key)})", text)
        for start in range(max(0, match.start() - longest), match.start())
    }
    counted = {f"一{measure}" for measure in "个种家座项条支部份"}
    named = {place for place in before & places.keys() if place not in key}
    return tuple(f"{one}{key}" for one in sorted(named | before & counted))


def _options(source: Source, number: int, found: _Reference) -> tuple[str, ...]:
    """Three names of the article of the key's own kind that the key's sentences don't have."""
    kinds = [names for names in source.names_by_kind.values() if found.key in names]
    if len(kinds) != 1:
        return ()
    others = tuple(islice((n for n in kinds[0] if not set(n) & set(found.key)), 3))
    return others if len(others) == 3 else ()


def _this(source: Source, number: int) -> Iterator[_Reference]:
    """该组织, 这个协定, 这种灌木: the one thing named before that ends so."""
    sentence = source.sentences[number]
    for match in _THIS.finditer(sentence.zh):
        noun = _noun_at(sentence, match.end())
        named = set(_named(source, number, match.start(), noun)) if len(noun) > 1 else set()
        found = {name for name in named if len(name) >= len(noun) + _TOLD}
        if len(found) == len(named - {noun}) == 1:
            yield _Reference(match.start(), match.end() + len(noun), found.pop())


def _noun_at(sentence: Sentence, start: int) -> str:
    """The word at a place with the nouns behind it (宪法修正案); "" if no word begins there."""
    behind = [token for token in sentence.tokens if token.start >= start]
    if not behind or behind[0].start > start or behind[0].pos[:1] not in "nvjz":
        return ""
    nouns = takewhile(lambda token: token.pos[:1] in "nj", behind[1:])
    return behind[0].text + "".join(token.text for token in nouns)


def _named(source: Source, number: int, at: int, noun: str) -> Iterator[str]:
    """The names and introduced things (一种野生沙地灌木) that end with a noun, before a place."""
    for near in range(max(0, number - _BACK), number + 1):
        for name in source.named[near]:
            if name.text.endswith(noun) and (near < number or name.end <= at):
                yield name.text
    introduced = re.compile(f"一[种个家座所位项条支部]([{_HAN}]{{2,10}}{noun})(?![会场部])")
    for sentence in source.sentences[max(0, number - _BACK) : number]:
        for match in introduced.finditer(sentence.zh):
            if not re.search("[的了在是和与]", match[1]):
                yield match[1]


def _both(source: Source, number: int) -> Iterator[_Reference]:
    """双方, 两国: the one pair (甲和乙) that was named before."""
    sentence = source.sentences[number]
    for match in _TWO.finditer(sentence.zh):
        pairs = {
            pair
            for earlier in range(max(0, number - _BACK), number + 1)
            for pair in _pairs(source, earlier)
            if earlier < number or sentence.zh.find(pair[0]) < match.start()
        }
        distinct = {frozenset(pair) for pair in pairs}
        beside = any(first in sentence.zh and last in sentence.zh for first, last in pairs)
        if len(distinct) == 1 and not beside:
            first, last = sorted(pairs, key=lambda pair: source.text.find(pair[0]))[0]
            key = f"{first}和{last}"
            yield _Reference(match.start(), match.end(), key, (f"{last}和{first}",))


def _pairs(source: Source, number: int) -> Iterator[tuple[str, str]]:
    """Two names of places or organisations joined by 和 (not the last two of a longer list)."""
    zh = source.sentences[number].zh
    names = [n for n in source.named[number] if n.kind != "PER"]
    for a, b in ((a, b) for a in names for b in names if a.end + 1 == b.start):
        if zh[a.end] in "和与同" and zh[max(0, a.start - 1)] != "、" and a.kind == b.kind:
            yield a.text, b.text


def _person(source: Source, number: int) -> Iterator[_Reference]:
    """他 and 她: the only person named in this sentence or the one before."""
    sentence = source.sentences[number]
    for match in list(_HE.finditer(sentence.zh))[:1]:
        speaker = _speaker(sentence, match.start())
        near = (*source.named[number - 1], *source.named[number])
        named = [n for n in near if n.kind == "PER" and _is_near(n, number, match.start())]
        distinct = {n.text for n in named}
        if speaker:
            title = sentence.tokens[len(_head(sentence)) - 1].text
            yield _Reference(*match.span(), speaker, (title,))
        elif (
            len(distinct) == 1
            and _is_subject(source, named[-1])
            and not _other_people(source, number, match.start(), named)
        ):
            yield _Reference(*match.span(), named[0].text)


def _is_subject(source: Source, name: Name) -> bool:
    """Whether a name is what its clause speaks of: nouns before it, and no 的 or 和 behind."""
    sentence = source.sentences[name.sentence]
    start = max(sentence.zh.rfind(stop, 0, name.start) for stop in "，；：。　") + 1
    before = [t for t in sentence.tokens if start <= t.start and t.end <= name.start]
    nouns = all(t.pos[:1] in set("ntmqjbrs") or t.text in "的“" for t in before)
    return nouns and sentence.zh[name.end : name.end + 1] not in set("的之和与家")


def _is_near(name: Name, number: int, at: int) -> bool:
    return name.sentence == number - 1 or (name.sentence == number and name.end <= at)


def _speaker(sentence: Sentence, at: int) -> str:
    """Whose words 他 begins: 塔萨尔总理在机场发表谈话说，|他: the title at the head; or ""."""
    title = "".join(token.text for token in _head(sentence))
    speaks = _SAYS.search(sentence.zh[:at]) and _PEOPLE.match(title)
    return title if speaks and len(title) >= 3 else ""


def _head(sentence: Sentence) -> list[Token]:
    """The nouns with which a sentence begins."""
    named = (t.pos[:1] == "n" or t.pos in {"j", "b"} for t in sentence.tokens)
    return [
        token for token, noun in zip(sentence.tokens, accumulate(named, and_), strict=True) if noun
    ]


def _other_people(source: Source, number: int, at: int, named: Sequence[Name]) -> bool:
    """Whether another person is spoken of: a noun for people that is no name's title."""
    for where in (number - 1, number):
        sentence = source.sentences[where] if where >= 0 else None
        for token in sentence.tokens if sentence else ():
            before = where < number or token.end <= at
            titled = any(n.sentence == where and n.start - 8 <= token.start < n.end for n in named)
            if before and token.pos[:1] == "n" and _PEOPLE.match(token.text) and not titled:
                return True
    return False


def _it(source: Source, number: int) -> Iterator[_Reference]:
    """它 behind a sentence that begins with one thing as its topic: …的群众运动，…，它的特点."""
    sentence = source.sentences[number]
    for match in list(_IT.finditer(sentence.zh))[:1]:
        topic = _topic(sentence)
        if topic and sentence.zh.find("，") < match.start():
            whole = sentence.zh[: sentence.zh.find("，")].strip()
            yield _Reference(*match.span(), topic, (whole,))


def _topic(sentence: Sentence) -> str:
    """The noun at the end of a first clause that is a noun phrase with 的; or ""."""
    cut = sentence.zh.find("，")
    clause = [t for t in sentence.tokens if t.end <= cut]
    last = max((i for i, t in enumerate(clause) if t.text == "的"), default=-1)
    head = clause[last + 1 :]
    nouns = bool(head) and all(t.pos[:1] in "nbjv" for t in head) and head[-1].pos[:1] in "nv"
    text = "".join(t.text for t in head)
    return text if last > 0 and nouns and 2 <= len(text) <= 8 else ""


def _they(source: Source, number: int) -> Iterator[_Reference]:
    """它们 behind a subject of several things: 煤炭、电力等行业和九百个工厂，都…，它们."""
    zh = source.sentences[number].zh
    for match in list(_THEY.finditer(zh))[:1]:
        before = re.search(r"(?:^|，)([^，；。]{4,45})，都[^，；。]+，$", zh[: match.start()])
        if before and re.search("[、和与等]", before[1]):
            yield _Reference(*match.span(), before[1], _shorter(before[1]))


def _shorter(listed: str) -> tuple[str, ...]:
    """Shorter ways to say 煤炭、电力等行业和九百个大小工厂: 行业和九百个大小工厂, 行业和工厂."""
    behind = listed.rpartition("等")[2]
    bare = re.sub("[零一二两三四五六七八九十百千万0-9]+[个家座](?:大小)?", "", behind)
    return tuple(dict.fromkeys(way for way in (behind, bare) if way and way != listed))


_FINDERS: tuple[Finder, ...] = (_this, _both, _person, _it, _they)
