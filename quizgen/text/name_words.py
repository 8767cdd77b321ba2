"""Names that stand inside a word, in pieces, or that their surroundings give away."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from quizgen.text.name_cut import Cut, is_given, is_road, longest_first
from quizgen.text.proper import (
    closed_list,
    is_common,
    is_foreign,
    is_listed_body,
    is_listed_place,
    is_only_common,
    is_person,
    is_place,
    is_row_of_short_names,
    is_short_name,
)
from quizgen.text.tagger import NAMES, Piece

Halves = list[tuple[str, str]]  # the parts of a word, each with its tag

_HAN = "[\u3400-\u9fff]"
_NUMERAL = "[0-9０-９〇一二三四五六七八九十廿]"
_DAY = f"(?:{_NUMERAL}{{1,3}}[年月])*{_NUMERAL}{{1,3}}日"
_JAPANESE = "田村本川野原藤井崎桥泽谷森"  # last characters of most Japanese surnames
_SPEECH = frozenset("说 表示 指出 宣布 强调 认为 谈 先生 首相 外相 议员 主席".split())
_WHOLE = 0.95  # how sure a name is that the article's glossary or its other sentences give


# --- what stands around a name ---------------------------------------------------------------


@cache
def _tells() -> tuple[tuple[re.Pattern[str], str, str], ...]:
    """Patterns whose first group is a name, its kind, and what to call the rule."""
    department = f"(?:{longest_first('department')})"
    ministry = f"{department}(?:[和与及兼]?{department})*部"
    surname = "".join(name for name in closed_list("surname") if len(name) == 1)
    paper = longest_first("paper")
    tells = (
        # 新华社|达卡|九日电, 卢萨卡|消息：, 新华社记者|林青|摄
        (
            "dateline",
            "LOC",
            f"(?:新华社|本报|通讯社)((?!{_NUMERAL}){_HAN}{{2,7}}?)(?={_DAY}[^，。]{{0,2}}[电讯])",
        ),
        ("dateline", "LOC", f"^[\\s　]*({_HAN}{{2,6}})(?=消息：)"),
        ("byline", "PER", f"(?:记者|通讯员|摄影)[ 　]*({_HAN}{{2,3}}?)(?=摄|[ 　]*$)"),
        # 王（日月）明: how papers in GB 2312 print a character that it lacks
        ("byline", "PER", f"([{surname}]（{_HAN}{{2}}）{_HAN}?)(?=报道|摄|说|、|$)"),
        ("office", "ORG", f"({ministry})(?=长(?!会议))"),  # 外交部|长, 水利和电力部|长
        ("office", "ORG", f"({ministry})(?![门长队分署属委位件落])"),
        ("paper", "ORG", f"《([^《》]{{1,8}}?(?:{paper}))》"),
        ("paper", "ORG", "(《[^《》]{1,8}》(?:周刊|月刊|杂志))"),
        (
            "congress",
            "ORG",
            "((?:中共|(?<=党的)|(?<![第一二三四五六七八九]))十[一二三四五六七八九]大)"
            "(?![队街类元桥项行名])",
        ),
    )
    return tuple((re.compile(tell), kind, by) for by, kind, tell in tells)


def told(cut: Cut) -> None:
    """Names that what stands around them gives away: datelines, bylines, ministers, papers."""
    for pattern, kind, by in _tells():
        for match in pattern.finditer(cut.text):
            if _is_news(cut, match, kind):
                cut.lay(*match.span(1), kind, by)


def _is_news(cut: Cut, match: re.Match[str], kind: str) -> bool:
    start, end = match.span(1)
    there = cut.named(start, end)
    if not all(p.start >= start and p.end <= end for p in there):
        return False
    known = any(p.tag == kind for p in there) and "（" not in match[1]
    return kind == "ORG" or not (known or is_only_common(match[1], cut.lexicon))


def given(cut: Cut, names: Iterable[tuple[str, str, str]]) -> None:
    """Names known beforehand (text, kind, by whom), never inside another name.

    Longer ones go first, of equally long ones the glossary's, then who is seen first.
    """
    known = [item for item in names if item[0]]
    for name, kind, by in sorted(known, key=lambda item: (-len(item[0]), item[2] != "glossary")):
        at = cut.text.find(name)
        while at >= 0:
            end = at + len(name)
            there = cut.named(at, end)
            inside = all(p.start >= at and p.end <= end for p in there)
            same = [p.share for p in there if (p.start, p.end, p.tag) == (at, end, kind)]
            surer = by == "glossary" or not same or same[0] < _WHOLE
            if inside and surer and _fits(cut, at, end):
                cut.lay(at, end, kind, by, max([_WHOLE, *same]))
            at = cut.text.find(name, end)


def _fits(cut: Cut, start: int, end: int) -> bool:
    """Whether the name cuts through no word of the dictionary."""
    edges = [p for p in cut.pieces if p.start < start < p.end or p.start < end < p.end]
    return not any(is_common(cut.text[p.start : p.end], cut.lexicon) for p in edges)


# --- foreign names in pieces -------------------------------------------------------------------


def joined(cut: Cut) -> None:
    """Foreign names of people and places that fell apart: 托尔|斯泰, 布鲁|克林区, 约翰|—|布朗."""
    out: list[Piece] = []
    for at, piece in enumerate(cut.pieces):
        if is_given(piece) or (out and is_given(out[-1])):
            out.append(piece)
        elif out and _is_one_name(cut, out[-1], piece):
            out[-1] = _both(cut, out[-1], piece)
        elif out and _is_japanese(cut, out[-1], at):
            out[-1] = Piece(out[-1].start, piece.end, "PER", out[-1].share, "joined")
        elif len(out) > 1 and _is_hyphened(cut, out[-2], at):
            out[-2:] = [Piece(out[-2].start, piece.end, piece.tag, piece.share, "joined")]
        else:
            out.append(piece)
    cut.pieces = out


def _both(cut: Cut, left: Piece, right: Piece) -> Piece:
    placed = right.tag == "LOC" and (
        left.tag == "LOC" or cut.text[right.end - 1] in "省市县区镇乡村州岛"
    )
    share = min(left.share, right.share)
    return Piece(left.start, right.end, "LOC" if placed else "PER", share, "joined")


def _is_one_name(cut: Cut, left: Piece, right: Piece) -> bool:
    first, second = cut.text[left.start : left.end], cut.text[right.start : right.end]
    if left.tag not in NAMES or right.tag not in ("PER", "LOC") or len(first + second) < 4:
        return False
    if left.tag == "ORG" and not 1 < len(first) < 4:
        return False
    if is_place(first, cut.lexicon) or (left.tag == "LOC" and first in closed_list("core")):
        return False
    known = len(second) > 1 and any(e.is_name for e in cut.lexicon.lookup(second))
    return is_foreign(first) and not known


def _is_japanese(cut: Cut, left: Piece, at: int) -> bool:
    """山田|武史|说: a Japanese surname and two characters more before what people do."""
    word, name = cut.text[left.start : left.end], cut.word(at)
    surname = len(word) == 2 and word[1] in _JAPANESE and not is_listed_place(word, cut.lexicon)
    given_name = len(name) == 2 and cut.tag(at)[:1] == "n"
    return surname and given_name and left.tag in ("PER", "LOC") and cut.word(at + 1) in _SPEECH


def _is_hyphened(cut: Cut, left: Piece, at: int) -> bool:
    dash = cut.word(at - 1) in ("—", "－", "-")
    foreign = left.tag == "PER" and is_foreign(cut.text[left.start : left.end])
    return dash and foreign and cut.tag(at) in ("PER", "ORG")


# --- words that hold a name ---------------------------------------------------------------------


def reread(cut: Cut) -> None:
    """Words that hold a name fall into name and rest: 访|华, 美|方, 中|美, 马克思|主义."""
    out: list[Piece] = []
    for at, piece in enumerate(cut.pieces):
        halves = _row(cut, at)
        if not halves and piece.tag not in ("LOC", "ORG", "TIME"):
            halves = _halves(cut, at)
        out += cut.recut(at, halves) if halves else [piece]
    cut.pieces = out


def _row(cut: Cut, at: int) -> Halves:
    """中|美, 印|巴; 意|中 only before 两国, since 意中 is a word, and 京沪|铁路 is one railway."""
    word, tag, following = cut.word(at), cut.tag(at), cut.word(at + 1)
    places = [(character, "LOC") for character in word]
    if is_row_of_short_names(word, cut.lexicon):
        if is_road(following):
            return []
        noun = tag == "LOC" or tag[:1] in "nja"
        return places if noun or following in closed_list("between") else []
    both = len(word) == 2 and all(is_short_name(c, cut.lexicon) for c in word)
    return places if both and following in ("两国", "双方") else []


def _halves(cut: Cut, at: int) -> Halves:
    word = cut.word(at)
    short = _side(cut, at)
    if short or cut.tag(at) == "PER" or len(word) == 1:
        return short
    if word[:2] in closed_list("standing") and word[2:] in ("书记", "副书记", "常委"):
        return [(word[:2], "ORG"), (word[2:], "n")]  # 县委|书记
    return (
        _visit(cut, word)
        or _origin(cut, word)
        or _teaching(cut, word)
        or _cup(cut, at)
        or _bearer(cut, word)
        or _known(cut, at)
    )


def _side(cut: Cut, at: int) -> Halves:
    """美|方, 日|军; the tagger makes people of some (巴方), which never are."""
    word, first, last = cut.word(at), cut.word(at)[:1], cut.word(at)[-1:]
    sides = frozenset("方") if cut.tag(at) == "PER" else closed_list("side")
    side = len(word) == 2 and last in sides and first not in "西东"
    return [(first, "LOC"), (last, "n")] if side and is_short_name(first, cut.lexicon) else []


def _visit(cut: Cut, word: str) -> Halves:
    """访|华, 驻|法."""
    verb, place = word[:1], word[1:]
    plain = len(place) == 1 and verb in "访驻赴" and is_short_name(place, cut.lexicon)
    visit = verb in closed_list("visit") and (place in ("华", "京") or plain)
    return [(verb, "v"), (place, "LOC")] if visit else []


def _origin(cut: Cut, word: str) -> Halves:
    """意大利|人, 阿拉伯|人."""
    stem, last = word[:-1], word[-1:]
    place = is_place(stem, cut.lexicon) and not is_row_of_short_names(stem, cut.lexicon)
    return [(stem, "LOC"), (last, "n")] if last in "人族籍兵杯队" and place else []


def _teaching(cut: Cut, word: str) -> Halves:
    """马克思|主义, 中华|民族."""
    for tail in ("主义", "主义者", "思想"):
        head = word.removesuffix(tail)
        known = cut.lexicon.word(head)
        if head != word and len(head) > 2 and known and known.tag[:2] == "nr":
            return [(head, "PER"), (tail, "n")]
    return [("中华", "LOC"), (word[2:], "n")] if word in ("中华民族", "中华儿女") else []


def _cup(cut: Cut, at: int) -> Halves:
    """汤姆斯|杯: cups are named after people."""
    word, head = cut.word(at), cut.word(at)[:-1]
    cup = word[-1:] == "杯" and cut.tag(at)[:1] == "n" and len(word) <= 4 and is_foreign(head)
    return [(head, "PER"), ("杯", "n")] if cup and not is_common(word, cut.lexicon) else []


def _bearer(cut: Cut, word: str) -> Halves:
    """汤|局长, 刘|家."""
    for size in (1, 2):
        head, rest = word[:size], word[size:]
        if head in closed_list("surname") and (rest in closed_list("title") or rest == "家"):
            return [] if is_common(word, cut.lexicon) else [(head, "PER"), (rest, "n")]
    return []


def _known(cut: Cut, at: int) -> Halves:
    """Words that are names as a whole, although the tagger didn't say so."""
    word, tag, lexicon = cut.word(at), cut.tag(at), cut.lexicon
    if word in closed_list("heaven"):
        return [(word, "LOC")]
    if word in ("东北", "西北", "西南") and tag in ("f", "s"):
        compass = re.match("[方部角面侧风约端偏到至坐0-9]", cut.word(at + 1))
        return [] if compass or cut.word(at - 1) in tuple("由向往朝从") else [(word, "LOC")]
    if (
        tag[:1] == "n"
        and word[-1] not in "员人"
        and word[0] != "新"
        and is_listed_body(word, lexicon)
    ):
        return [(word, "ORG")]
    titled = cut.word(at - 1) in closed_list("title") | closed_list("head")
    if tag == "nz" and (is_person(word, lexicon) or (titled and is_foreign(word))):
        return [(word, "PER")]
    foreign = tag == "n" and len(word) > 2 and is_foreign(word)  # 意大利 at the head of a text
    place = (tag == "nz" or foreign) and is_listed_place(word, lexicon)
    return [(word, "LOC")] if place else []


# --- short names in a list ---------------------------------------------------------------------


def listed(cut: Cut) -> None:
    """Characters that stand for a country beside others: 美、英、法、印度; 中|法|两国; 赴|法."""
    tags = [piece.tag for piece in cut.pieces]
    short = [
        len(cut.word(at)) == 1 and is_short_name(cut.word(at), cut.lexicon)
        for at in range(len(tags))
    ]
    for order, step in ((range(len(tags)), -2), (range(len(tags) - 1, -1, -1), 2)):
        for at in order:
            near = at + step if 0 <= at + step < len(tags) else at
            place = tags[near] == "LOC" and len(cut.word(near)) <= 4
            if short[at] and place and cut.word(at + step // 2) == "、":
                tags[at] = "LOC"
    for at in range(1, len(tags)):
        if short[at] and short[at - 1] and cut.word(at + 1) in closed_list("between"):
            tags[at] = tags[at - 1] = "LOC"
        elif short[at] and cut.word(at - 1) in ("赴", "驻", "访"):
            tags[at] = "LOC"
    cut.pieces = [
        piece
        if tag == piece.tag or is_given(piece)
        else replace(piece, tag=tag, by="list", share=0.8)
        for piece, tag in zip(cut.pieces, tags, strict=True)
    ]
