"""What is no name, what is one of another kind, and what is no part of a name."""

from __future__ import annotations

import re
from dataclasses import replace

from quizgen.text.lexicon import Lexicon
from quizgen.text.name_cut import Cut, ends, is_given, is_road
from quizgen.text.proper import (
    closed_list,
    is_foreign,
    is_listed_place,
    is_only_common,
    is_person,
    is_place,
    is_row_of_short_names,
    is_short_name,
)
from quizgen.text.tagger import NAMES, Piece

_DYNASTY = re.compile(
    "[东西南北前后]?[夏商周秦汉魏晋隋唐宋辽金元明清]{1,2}[朝代]|[东西南北][汉魏晋宋周]|辽金|宋元|明清|唐宋"
)
_PLAIN_PLACE = re.compile(
    "(?:大|小|中|各|老|新|中心|特大|山)?(?:城市|市区|城区|城镇|乡镇|县|市|区|村)|.+之乡|新天地|海港|[江河湖海山川]{2,}"
    "|[一二三四五六七八九十几]中"
)
_OFFICIAL = re.compile("[省市县区乡镇州]?(?:人民)?政府|日电|国务|.[一的在]|[从在].")
_AT = frozenset("首都 城市 大城市 抵达 飞抵 位于".split())  # a place follows, whatever LAC says
_UNSURE = 0.5  # below it 14 of 26 short Chinese "people" on the dev set were none


def doubted(cut: Cut) -> None:
    """Names that can't be (电/ORG, 路/PER, 北宋/LOC, 大城市/LOC), or are of another kind."""
    cut.pieces = [
        replace(piece, tag=kind, by="dictionary")
        if piece.tag in NAMES and not is_given(piece) and (kind := _kind(cut, at)) != piece.tag
        else piece
        for at, piece in enumerate(cut.pieces)
    ]


def _kind(cut: Cut, at: int) -> str:
    word, tag = cut.word(at), cut.tag(at)
    if word in closed_list("heaven"):
        return "LOC"
    unknown = len(word) > 1 and not cut.lexicon.lookup(word)
    if tag != "PER" and unknown and is_foreign(word) and _has_title(cut, at):
        return "PER"  # 恩克鲁玛|总统
    if tag == "PER":
        return _person_or(cut, at)
    return _place_or(cut, at) if tag == "LOC" else _body_or(cut, at)


def _has_title(cut: Cut, at: int) -> bool:
    return cut.word(at - 1) in closed_list("title") or cut.word(at + 1) in closed_list("title")


def _person_or(cut: Cut, at: int) -> str:
    word, lexicon = cut.word(at), cut.lexicon
    surname = word[0] in closed_list("surname")
    if len(word) == 1:
        return _one_character(cut, at)
    airline = word[1] in "钢航" and not surname
    if len(word) == 2 and (airline or (word[1] == "行" and is_short_name(word[0], lexicon))):
        return "ORG"  # 鞍钢, 法航, 亚行
    if cut.word(at - 1) in _AT:
        return "LOC"
    if is_listed_place(word, lexicon) and not is_person(word, lexicon):
        return "LOC" if is_foreign(word) or not surname else "PER"  # 布隆迪
    short = len(word) < 4 and "·" not in word and not is_foreign(word)
    if short and cut.pieces[at].share < _UNSURE and not is_person(word, lexicon):
        return "n"
    return "n" if len(word) == 2 and not surname and _is_word(cut, word) else "PER"


def _one_character(cut: Cut, at: int) -> str:
    """胡|主席, 刘|家, 阿|北部; but not 路|远."""
    word, following = cut.word(at), cut.word(at + 1)
    if following in closed_list("beside") and is_short_name(word, cut.lexicon):
        return "LOC"
    titled = any(following.startswith(title) for title in closed_list("title"))
    return "PER" if titled or following[:1] in ("家", "杯", "（") else "n"


def _is_word(cut: Cut, word: str) -> bool:
    """Whether jieba counts it as another part of speech, and nobody as a name: 早熟, 高潮."""
    known = cut.lexicon.word(word)
    name = any(entry.is_name for entry in cut.lexicon.lookup(word))
    other = known is not None and known.tag[:2] not in ("nr", "")
    return other and not name and not is_foreign(word)


def _place_or(cut: Cut, at: int) -> str:
    word, lexicon = cut.word(at), cut.lexicon
    if len(word) == 1:
        return "LOC" if is_short_name(word, lexicon) else "n"
    known = lexicon.word(word)
    common = is_only_common(word, lexicon) and known and (known.in_hsk or word[-1] == "国")
    people = word[-1] == "族" and not is_listed_place(word[:-1], lexicon)
    weak = word[-1] == "国" and cut.pieces[at].share < 0.6 and not is_place(word, lexicon)
    plain = _DYNASTY.fullmatch(word) or _PLAIN_PLACE.fullmatch(word)
    return "n" if common or people or weak or plain else "LOC"


def _body_or(cut: Cut, at: int) -> str:
    word, lexicon = cut.word(at), cut.lexicon
    members = word == "共产党" and cut.word(at + 1) == "人"
    if _OFFICIAL.fullmatch(word) or members or (len(word) == 1 and word not in "团联"):
        return "n"
    if is_person(word, lexicon):
        return "PER"
    if ends(word, "branch") or ends(word, "body"):
        return "ORG"
    known = lexicon.word(word)
    if is_listed_place(word, lexicon) and known and known.tag[:2] != "nr":
        return "LOC"  # 汉堡
    if is_only_common(word, lexicon):
        return "n"  # 佛教
    return "LOC" if ends(word, "house") else "ORG"


# --- what is no part of the name ----------------------------------------------------------------


def trimmed(cut: Cut) -> None:
    """Names without what is no part of them, and rows of names one by one."""
    rules = {"PER": _bare_person, "LOC": _bare_place, "ORG": _bare_body}
    cut.pieces = [
        part
        for at, piece in enumerate(cut.pieces)
        for part in (rules[piece.tag](cut, at) if piece.tag in rules else [piece])
    ]


def _bare_person(cut: Cut, at: int) -> list[Piece]:
    """陈|老师, 胡|老, 刘|家; and 小|托尔斯泰, but 小李 is a name."""
    word = cut.word(at)
    title = ends(word, "title")
    head = word.removesuffix(title)
    if head and title and (len(title) > 1 or len(head) == 1 or title in "某氏"):
        return cut.recut(at, [(head, "PER"), (title, "n")])
    household = word[-1] == "家" and ("·" in word or word[:-1] in closed_list("surname"))
    if len(word) > 1 and (household or word[-1] == "杯"):
        return cut.recut(at, [(word[:-1], "PER"), (word[-1], "n")])
    if len(word) > 3 and word[0] in "小老":
        return cut.recut(at, [(word[0], "a"), (word[1:], "PER")])
    return [cut.pieces[at]]


def _bare_place(cut: Cut, at: int) -> list[Piece]:
    """东北|地区, 内蒙古|西部, 青|藏|高原, 北京|人民大会堂."""
    word, lexicon = cut.word(at), cut.lexicon
    head = _without_surroundings(word, lexicon)
    rest = [(word[len(head) :], "n")] if head != word else []
    if is_row_of_short_names(head, lexicon) and not is_road(cut.word(at + 1)):
        return cut.recut(at, [*((c, "LOC") for c in head), *rest])
    if is_row_of_short_names(head[:2], lexicon) and head[2:] in ("高原", "流域", "平原"):
        return cut.recut(at, [(head[0], "LOC"), (head[1], "LOC"), (word[2:], "n")])
    return cut.recut(at, [*((part, "LOC") for part in _two_places(head, lexicon)), *rest])


def _without_surroundings(word: str, lexicon: Lexicon) -> str:
    while tail := ends(word, "beside"):
        head = word.removesuffix(tail)
        if len(head) < 2 and not (head and is_short_name(head, lexicon)):
            break
        word = head
    return word


def _two_places(text: str, lexicon: Lexicon) -> tuple[str, ...]:
    """北京|人民大会堂, 江苏|南京; what the dictionary has is one."""
    for size in () if lexicon.lookup(text) else range(2, len(text) - 1):
        head, rest = text[:size], text[size:]
        if is_place(head, lexicon) and _is_own_place(rest, lexicon):
            return head, rest
    return (text,)


def _is_own_place(text: str, lexicon: Lexicon) -> bool:
    known = lexicon.word(text)
    if not known or text in closed_list("facility") or text in closed_list("house"):
        return False
    name = any(entry.is_name for entry in lexicon.lookup(text))
    return known.tag[:2] == "ns" or (name and known.tag in ("nt", "nr", "nz"))


_CHAIN = re.compile("(.{2,7}?[省市县州])(.{1,6}?[市县区镇乡州].{2,}|.{2,4}公社.*)")


def _bare_body(cut: Cut, at: int) -> list[Piece]:
    """印度|政府, 河北省|青溪县|东湖人民公社, 中国|乒坛, 中华人民共和国|森林法."""
    word = cut.word(at)
    halves = _government(cut, word) or _law(cut, word) or _name_and_word(cut, word)
    return cut.recut(at, halves or [*_chain(cut, word)])


def _government(cut: Cut, word: str) -> list[tuple[str, str]]:
    for tail in ("人民政府", "新政府", "政府", "当局"):
        head = word.removesuffix(tail)
        if head != word:
            kind = "PER" if is_person(head, cut.lexicon) else "LOC"
            plain = head in ("", "市", "县", "省", "乡", "镇", "区", "州", "地方", "中央", "小城镇")
            return [(head, "n" if plain else kind), (tail, "n")]
    return []


def _law(cut: Cut, word: str) -> list[tuple[str, str]]:
    if not ends(word, "law"):
        return []
    sizes = (n for n in range(len(word) - 1, 1, -1) if is_place(word[:n], cut.lexicon))
    size = next(sizes, 0)
    return [(word[:size], "LOC"), (word[size:], "n")] if size else [(word, "n")]


def _name_and_word(cut: Cut, word: str) -> list[tuple[str, str]]:
    """中国|乒坛, 联合国|维和: a name by itself, and a word that makes no body of it."""
    if ends(word, "body") or ends(word, "branch") or cut.lexicon.word(word):
        return []
    for size in range(2, len(word) - 1):
        head, rest = word[:size], cut.lexicon.word(word[size:])
        known = cut.lexicon.word(head)
        body = known is not None and known.in_cedict and known.tag == "nt"
        country = is_listed_place(head, cut.lexicon) and (head[-1] == "国" or is_foreign(head))
        if rest and rest.tag == "n" and (body or country):
            return [(head, "ORG" if body else "LOC"), (word[size:], "n")]
    return []


def _chain(cut: Cut, word: str) -> list[tuple[str, str]]:
    """A body that two places begin: the first stands for itself."""
    places: list[tuple[str, str]] = []
    while chain := _CHAIN.fullmatch(word):
        known = is_place(chain[1], cut.lexicon) or is_place(chain[1][:-1], cut.lexicon)
        if not places and not known:
            break
        places.append((chain[1], "LOC"))
        word = chain[2]
    return [*places, (word, "ORG")]
