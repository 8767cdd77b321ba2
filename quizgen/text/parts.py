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
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from quizgen.text.lexicon import Lexicon
from quizgen.text.neighbours import WHICH, is_compound, leans

Tagged = Sequence[tuple[str, str]]  # words with their tags

_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff〇]+")
_DIGITS = "零〇一二三四五六七八九十百千万亿两"
_NUMERAL = re.compile(f"第?[{_DIGITS}几数半多]+(?:分之[{_DIGITS}]+)?")

# Surnames of one character, the most frequent ones, and the living ones of two.
SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章苏潘葛奚范彭"
    "郎鲁韦马苗凤方俞任袁柳鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于傅皮卞齐康伍余顾孟黄穆萧尹"
    "姚邵汪祁毛狄臧成戴宋庞熊纪舒屈项祝董梁杜阮蓝闵季贾路江童颜郭梅盛林钟徐邱骆高夏蔡田樊胡凌霍"
    "虞万柯管卢莫房裘缪解应宗丁邓洪包左石崔吉龚程嵇邢裴陆荣翁荀羊惠甄曲封储靳段富巫焦巴牧隗谷车"
    "侯宓蓬全班仰仇甘厉戎祖武符詹束龙叶幸司黎蒲鄂温庄晏柴瞿阎连习容向古易慎廖耿满匡文寇广聂辛简"
    "饶曾刘景关商肖涂牛佟岳帅楚闻谭申冉桂丘沙米娄白敖冷时辜麦游池竺湛荆尚乔翟卜曲牟卓展燕丛仲冀晋蔺覃隋阳"
)
DOUBLE_SURNAMES = frozenset(
    "欧阳 司马 上官 诸葛 司徒 东方 夏侯 皇甫 尉迟 公孙 慕容 令狐 呼延 端木".split()
)

# The characters that spell foreign names: those of the tables of sounds in 新华社译名室,
# 世界人名翻译大辞典, with a few of older spellings. They make up 95 in 100 characters of the 3,838
# foreign names in jieba's list (tag nrt).
_FOREIGN = frozenset(
    "阿艾埃爱安昂奥澳巴白柏拜班邦保堡鲍北贝倍本比彼毕别宾波玻伯勃博卜布采蔡策查柴昌彻茨慈次楚达"
    "大代戴丹当导道得德登邓狄迪底地蒂第丁东都杜敦顿多厄恩尔法凡范方菲费芬丰冯佛夫弗伏福富盖甘冈"
    "高戈哥格葛根贡古瓜圭果哈海汉翰豪荷赫黑亨洪侯胡华怀霍基吉季加佳贾坚简江杰捷金津久居喀卡开凯"
    "坎康考柯科可克肯孔库夸奎昆拉腊莱来赖兰朗劳勒雷黎李里理历立丽利莉连廉良列烈林琳留柳龙隆卢鲁"
    "路伦罗洛马玛迈麦满曼芒毛茂梅门蒙孟米密敏明缪摩莫默姆木穆拿那纳娜乃奈南瑙内嫩能尼涅宁牛纽农"
    "努诺欧帕派潘庞佩彭蓬皮匹平泼珀普齐奇契恰钱乔切琴丘屈让热仁日荣茹儒瑞若撒萨塞赛桑瑟森沙莎珊"
    "绍舍申圣施什石史士舒斯丝松苏索腾贺塔泰坦汤唐陶特滕提田铁廷汀通图土托陀瓦娃万旺威韦维魏温文"
    "翁沃乌武西希锡席夏香肖谢辛欣兴休许逊雅亚延扬耶叶伊易因英尤于雨约泽曾扎詹张哲珍芝朱兹卓祖佐"
    "度耳弥墨妮娅姬媛萝薇黛露噶梵迦甫滨伽盎峨俄叙巧力修芳伐浩"
)
# Of these the ones that Chinese given names don't have: 史特林 and 华纳 begin with no surname.
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


def is_foreign(word: str) -> bool:
    """Whether it is spelled as foreign names are, with characters used for their sound."""
    return _FOREIGN.issuperset(word)


def surname_of(name: str) -> str:
    """The surname with which a Chinese name of two to four characters begins, or ""."""
    if name[:2] in DOUBLE_SURNAMES and 3 <= len(name) <= 4:
        return name[:2]
    plausible = len(name) in (2, 3) and _SOUNDS.isdisjoint(name[1:])
    return name[0] if plausible and name[0] in SURNAMES else ""


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


_LONGEST_NAME = 8
# What ends a name: the dot between foreign names, the number of a king.
_END = re.compile("[·‧•・]|[一二三四五六七八九十]+世")
# What follows a name and is no part of it: the kind of place, people, language.
_KINDS = frozenset("省市县区州乡镇村庄江河湖海洋山岛湾港路街桥寺塔厂社局部站城国语族人教军队宫")
_NO_NAME = frozenset(
    "先生 女士 小姐 老师 同志 师傅 大夫 太太 夫人 教授 的 在 等 和 与 是 了".split()
)
_COMMON = frozenset(_DIGITS + "新老大小旧东西南北上下前后本该各")


def name_spans(cut: Sequence[str], tag: str, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """Where names stand in a stretch that the tagger calls PER, LOC or ORG.

    `cut` is the stretch in words of the dictionary. A person's name is one, so is a foreign name;
    of the rest (武|夷|花园|小区) what the dictionary leaves in single characters.
    """
    at = 0
    for ends, group in groupby(cut, lambda word: bool(_END.fullmatch(word))):
        words = list(group)
        if not ends:
            for start, end in _names(_without_kind(words, tag), tag, lexicon):
                yield at + start, at + end
        at += len("".join(words))


def _without_kind(words: list[str], tag: str) -> list[str]:
    """Without what stands behind the name: 柳溪|县, 林先生 as 林|先生, 陈敏|的."""
    rest = "".join(words[:-1])
    kind = words[-1] in _KINDS and len(rest) > 1 and (tag != "PER" or is_foreign(rest))
    return words[:-1] if kind or words[-1] in _NO_NAME else words


def _names(words: list[str], tag: str, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    name = "".join(words)
    if tag == "PER" and surname_of(name):
        yield 0, len(name)
        return
    for at, run in _stretches(words, lambda word: _is_loose(word, lexicon)):
        for start, end in _foreign_names(run, lexicon) or _unlisted(run, tag):
            yield at + start, at + end


def _foreign_names(run: list[str], lexicon: Lexicon) -> list[tuple[int, int]]:
    """Three syllables and more of sounds, unless they are words of the dictionary (意大利|米兰)."""
    return [
        (start, start + size)
        for start, group in _stretches(run, is_foreign)
        if 3 <= (size := len("".join(group))) <= _LONGEST_NAME
        and not all(_is_headword(word, lexicon) for word in group)
    ]


def _unlisted(run: list[str], tag: str) -> list[tuple[int, int]]:
    """Two or three single characters (a person: four), without the kind of place: 柳溪|县."""
    found = []
    for start, group in _stretches(run, lambda word: len(word) == 1):
        name = "".join(_without_kind(group, tag))
        if 2 <= len(name) <= (4 if tag == "PER" else 3) and _is_plausible(name, tag):
            found.append((start, start + len(name)))
    return found


def _is_plausible(name: str, tag: str) -> bool:
    """Whether the characters may be a name: no 初雪 ("first snow"), 新桥 ("new bridge"), 三队."""
    if tag == "PER":
        return len(name) > 2 or is_foreign(name)
    return name[0] not in _COMMON


def _stretches(
    words: Iterable[str], test: Callable[[str], bool]
) -> Iterator[tuple[int, list[str]]]:
    """The longest stretches of words that pass the test, with where they begin."""
    at = 0
    for passed, group in groupby(words, test):
        stretch = list(group)
        if passed:
            yield at, stretch
        at += len("".join(stretch))


def _is_loose(word: str, lexicon: Lexicon) -> bool:
    """Whether it may be a piece of a name: a character, or a short word of sounds (玛丽|娜)."""
    short = len(word) == 2 or not _is_headword(word, lexicon)
    return bool(_HAN.fullmatch(word)) and (len(word) == 1 or (short and is_foreign(word)))


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
