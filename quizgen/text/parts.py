"""The shorter words that our words are made of, and the text cut as UD's treebanks cut Chinese.

A learner looks up the longest headword (加速度, 大多数, 博物馆): that is what `segmentation` gives.
A treebank wants the shortest strings that are still words or affixes: Universal Dependencies take
productive affixes and the members of compounds for words (加速|度, 大|多数), and join what no
sentence takes apart (也是, 最大, 该校). `parts` does the first half, and shows a learner the words
inside a word; `syntactic_words` does both. The rules are classes of the grammar, after 朱德熙,
语法讲义 (affixes, complements) and 吕叔湘, 现代汉语八百词 (function words). What grammar leaves
open and the treebanks have settled, the comments call a convention.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from quizgen.text.lexicon import Lexicon
from quizgen.text.neighbours import WHICH, is_compound, leans
from quizgen.text.proper import closed_list, is_foreign

Tagged = Sequence[tuple[str, str]]  # words with their tags

_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff〇]+")
_DOT = re.compile("([·‧•・])")  # between foreign names
_DIGITS = "零〇一二三四五六七八九十百千万亿两"
_NUMERAL = re.compile(f"第?[{_DIGITS}几数半多]+(?:分之[{_DIGITS}]+)?")

# Characters of foreign names that Chinese given names don't have: 史特林 and 华纳 begin with no
# surname.
_SOUNDS = frozenset(
    "纳托尔斯克特姆蒂塔卡诺莫拉兹茨耶埃奥格顿勒莱伦欧迪廷弗普布巴比索戈科尼迈哈萨赫瓦菲洛厄"
)

# Heads and suffixes that lengthen a word of two syllables and more by one.
_SUFFIXES = frozenset(
    # who
    "人者员家师长手士生民迷商工兵官客族派犯徒侠鬼王帝皇后妃公侯主友夫妇们"
    # bodies, buildings, places
    "局部处厅署院校所厂店场站馆库会社团党队军组司室行台网盟班堂宫寺庙观塔楼门城桥园池街路道巷科"
    "省市县区州乡镇村国洲岛湖河江海洋山峰港湾溪沟泉洞谷原线庐殿府邦界圈带层段位地屿"
    # things
    "机器具车船枪炮弹镜灯炉架床桌椅箱包袋瓶杯笔表钟板棒球棋牌裙裤衣帽鞋布纸书刊报版稿图画像曲歌剧"
    "戏舞片物品料材药剂素油气水电火光热酸碱盐糖粉酒茶菜饭豆花草树木林叶果虫鸟鱼石金属体形夹胶因符"
    # measures, doctrines, kinds, times
    "性度率力量法学论史化式型级类制权税费价额值感观心症病炎癌赛战仗能号码系业字语文音色味季期日节"
    "年代时周案令证奖课题集册章篇座点犯恋币面方教腔列"
    # places and times behind a noun
    "上中下里内外前后来间"
)
# What stands before a word of two syllables: 大规模, 副总统, 非金属, 古希腊.
_PREFIXES = frozenset(
    "大小老新旧古总副正主次分双单多全各半非无反超准亚军公私高低长短深浅重轻男女真假纯本该每某两"
    "英美法德俄日明清唐宋元汉"
)
# Countries, dynasties and regions by one character (those that have no common meaning besides).
_STATES = "中美英法德日俄苏韩朝印越梵吴粤闽蜀浙湘桂滇黔藏蒙满汉唐宋元明清秦晋魏辽欧港澳台"

# Words of two syllables that are two to a treebank, by jieba's tags (none: any).
_TWO = tuple(
    (tags.split(), re.compile(pattern))
    for tags, pattern in (
        # A verb and its coverb: 位于, 成为. 由于 and 颇为 are no verbs; 认为 takes a clause.
        ("v vn", "(?![认以身行人无略颇妄实]).为|.于|(?![沉执胶]).着"),
        ("", "[来出源发取]自|[给予加足难得]以|[旨意重贵]在|[随跟沿向顺朝]着|除了|鉴于|为[主例]"),
        # What points or counts, and what is counted: 这个, 多年, 两侧. 一起, 十分 count nothing.
        ("", "[这那][个天时年类]|两(?!手|广).|[双单][方边]|[另同某每]一"),
        ("m mq", "[一二三四五六七八九十几多数半][个种次层块代对轮线条名项件类组队座部段届批年]"),
        # 所 makes a noun of a verb; 之 and 其 are pronouns of the old language, 此 still is one.
        ("", "所[在谓得需见知能]|[及与]其|[因自]此|之[一际]|而言|来[说看讲]|随之"),
        # An adverb and a verb, or two adverbs. 没有, 只有, 已经 have become one.
        (
            "",
            "[还共未均仍]有|[又亦也]称|正[在值]|早已|即将|[尚从并][未没]|[不并]再|[只才]能|[将都]会",
        ),
        # A country by one character before a head: 日语, 俄军, 欧元; 东欧, 华北; 明末.
        ("", f"[{_STATES}][语文军]|[美欧日港][元币]|[{_STATES[:12]}]{{2}}|[华富有]人"),
        ("", "[东西南北中][欧美亚非]|华[东南北中]|[明清元宋唐汉][末初]"),
        # How and how much: 国立, 半岛.
        ("", "[国公市县私省]立|半[岛腰截山空路]"),
    )
)


def parts(word: str, tag: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The shorter words of which this word (with jieba's tag) is made; alone if there are none."""
    if len(dotted := [part for part in _DOT.split(word) if part]) > 1:
        return tuple(dotted)  # 约翰|·|布朗
    if len(word) < 2 or not _HAN.fullmatch(word) or _NUMERAL.fullmatch(word):
        return (word,)
    if _falls_apart(word, tag):
        return word[0], word[1]
    if tag[:1] in ("i", "q") or _is_idiom(word, lexicon):
        return (word,)
    found = _by_name(word, tag, lexicon) or _by_compound(word, tag, lexicon)
    if len(found) == 1:
        return found
    return tuple(part for piece in found for part in parts(piece, _tag(piece, lexicon), lexicon))


def _falls_apart(word: str, tag: str) -> bool:
    return any((not tags or tag in tags) and rule.fullmatch(word) for tags, rule in _TWO)


def _is_idiom(word: str, lexicon: Lexicon) -> bool:
    entries = lexicon.lookup(word) if len(word) > 3 else ()
    return any("(idiom)" in sense for entry in entries for sense in entry.senses)


def _tag(word: str, lexicon: Lexicon) -> str:
    known = lexicon.word(word)
    return known.tag if known else ""


def _is_headword(word: str, lexicon: Lexicon) -> bool:
    known = lexicon.word(word)
    return known is not None and len(word) > 1 and (known.in_cedict or known.in_hsk)


def _by_name(word: str, tag: str, lexicon: Lexicon) -> tuple[str, ...]:
    """A name by its words; empty for what is no name or is put together like other nouns.

    CC-CEDICT capitalises each word of a name: Jiang3 Jie4 shi2, gu3 Xi1 la4, but Jia1 na2 da4.
    """
    person = tag[:2] == "nr" and surname_of(word)
    entries = [e for e in lexicon.lookup(word) if any(map(_is_capital, e.pinyin))]
    if entries and len(entries[0].pinyin) == len(word) and (len(word) > 2 or person):
        inner = [i for i, syllable in enumerate(entries[0].pinyin) if i and _is_capital(syllable)]
        pieces = tuple(word[a:b] for a, b in pairwise([0, *inner, len(word)]))
        if inner and all(len(p) < 3 or is_foreign(p) or lexicon.word(p) for p in pieces):
            return pieces  # but 青藏|高原, although 藏 has a capital, too
    if person and not entries:
        return person, word[len(person) :]
    return (word,) if is_foreign(word) or len(word) == 2 else ()


def _is_capital(syllable: str) -> bool:
    return syllable[:1].isupper()


def surname_of(name: str) -> str:
    """The surname with which a Chinese name of two to four characters begins, or ""."""
    if name[:2] in closed_list("surname") and 3 <= len(name) <= 4:
        return name[:2]
    plausible = len(name) in (2, 3) and _SOUNDS.isdisjoint(name[1:])
    return name[0] if plausible and name[0] in closed_list("surname") else ""


# 达不到, 看得见; 接下来, 看起来; 局限于, 意味着.
_VERBS = re.compile(
    "(.)([不得])([到见懂完成住动清])|(.)([上下进出回过起]来|[上下进出回过]去)|(..)([于着])"
)
# What it costs to be a suffix, a prefix, or a stem that is no word by itself (集装|箱), in nats: a
# suffix less, for nouns have two syllables and one (大学|生, 日用|品), a stem more than any word.
_SUFFIX, _PREFIX, _STEM = 9.0, 10.0, 18.0
_NOUNS = frozenset("nbjtsa")  # jieba's tags of nouns and what stands before them
_SEEN = 20  # in jieba's corpus: rarer strings that no dictionary has are mostly scraps


def _by_compound(word: str, tag: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The cheapest way to put a word of three characters and more together of its members."""
    if verb := _VERBS.fullmatch(word):
        return tuple(part for part in verb.groups() if part)
    halves = word[:2], word[2:]
    if len(word) == 4 and all(_is_headword(half, lexicon) for half in halves):
        return halves
    best: list[tuple[float, tuple[str, ...]]] = [(0.0, ())]
    for end in range(1, len(word) + 1):
        ways = (
            (
                best[start][0] + _price(word, start, end, tag, lexicon),
                (*best[start][1], word[start:end]),
            )
            for start in range(end)
            if end - start < len(word)
        )
        best.append(min(ways))
    return best[-1][1] if best[-1][0] < math.inf else (word,)


def _price(word: str, start: int, end: int, tag: str, lexicon: Lexicon) -> float:
    """What a member of a compound costs (nats, as in `segmentation`), inf if it can be none."""
    member = word[start:end]
    if len(member) == 1 and start == 0:
        number = tag[:1] == "m" and member in "一二三大"  # 一|部分
        return _PREFIX if number or (tag[:1] in _NOUNS and member in _PREFIXES) else math.inf
    if len(member) == 1:
        suffix = end == len(word) and member in _SUFFIXES
        return _SUFFIX if suffix or member in ("之", "和", "与") else math.inf
    known = lexicon.word(member)
    if known and (known.in_cedict or known.in_hsk or known.count > _SEEN):
        return math.log(lexicon.total / max(known.count, 3))
    noun = tag[:1] in _NOUNS | {"l"}
    return _STEM if noun and start == 0 and end == 2 == len(word) - 1 else math.inf


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of the text, what it is to jieba or the tagger, whether it is a whole word of ours."""

    text: str
    start: int
    tag: str
    whole: bool

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def syntactic_words(words: Tagged, lexicon: Lexicon, heard: Tagged = ()) -> tuple[str, ...]:
    """Our words, with jieba's tags, as UD's Chinese treebanks cut them; joined they are the text.

    `heard` is the same text as `quizgen.text.tagger` cuts it: what is one word of two syllables to
    the tagger and to no dictionary (校门, 茶园) is joined by its word.
    """
    kinds = dict(_placed(heard))
    joined: list[_Piece] = []
    for piece in _pieces(words, kinds, lexicon):
        last = joined[-1] if joined else None
        if last and _is_one(last, piece, kinds.get((last.start, piece.end), "")):
            joined[-1] = replace(last, text=last.text + piece.text, whole=False)
        else:
            joined.append(piece)
    return tuple(piece.text for piece in joined)


def _placed(words: Tagged) -> Iterator[tuple[tuple[int, int], str]]:
    at = 0
    for word, tag in words:
        yield (at, at + len(word)), tag
        at += len(word)


def _pieces(
    words: Tagged, kinds: Mapping[tuple[int, int], str], lexicon: Lexicon
) -> Iterator[_Piece]:
    """The parts of our words; the tagger's tag goes before jieba's, which has no context."""
    for (start, end), (word, tag) in zip((span for span, _ in _placed(words)), words, strict=True):
        found = parts(word, tag, lexicon)
        if len(found) == 1:
            yield _Piece(word, start, kinds.get((start, end), tag), whole=True)
            continue
        for (a, b), _ in _placed([(part, "") for part in found]):
            yield _Piece(word[a:b], start + a, "", whole=False)


# 三十多 is one numeral, …… one mark, AK-47 one name.
_AS_ONE = re.compile(
    rf"第?(?:[0-9０-９.．]+[十百千万亿]*|[{_DIGITS}]+)[多余几]"
    r"|([^\w\s])\1+|[A-Za-z]+[-－]?(?:[0-9]+[A-Za-z]*)?"
)


def _is_one(one: _Piece, two: _Piece, heard: str) -> bool:
    """Whether two neighbours are one word to a treebank; `heard` is the tagger's tag of both."""
    both = one.text + two.text
    if _AS_ONE.fullmatch(both):
        return True
    if not (one.whole and two.whole and len(both) == 2 and _HAN.fullmatch(both)):
        return False
    if leans(one.text, one.tag, two.text, two.tag) or (one.text in WHICH and heard == "r"):
        return True
    return is_compound(both, heard) and not _falls_apart(both, "")
