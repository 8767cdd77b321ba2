"""Characters that are read by what stands beside them: 为 得 地 了 着 种 长 只 还 …

A rule looks at the words around a one-character word and answers with a numbered syllable, or
with None when it has nothing to say. The rules are ordinary grammar (GB/T 16159-2012 for the
particles, any reference grammar for the rest), each with a sentence that it is for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from quizgen.text.spot import STOPS, Spot

__all__ = ["RULES", "Spot", "is_constant"]
_NUMBER_TAGS = ("m",)
_PERSONS = frozenset("我 你 您 他 她 它 我们 你们 他们 她们 它们 大家 咱们 自己 谁 人民 此".split())
_AND = frozenset("兼 及 和 与 或".split())  # 兼 is a verb by its tag only
_BECOMING = frozenset("成变化作定称列视选评升降译分改当认合转立设建拆命判调命算聚")
_VERY = frozenset("很 多 不得了 不行 要命 厉害 慌".split())
_MUCH = frozenset("多 少".split())  # numerals by their tag
_STORMS = frozenset("雨雪风病梦战灾难架仗祸火")
_PLANTS = frozenset("树花菜粮田地草麦稻豆棉瓜果茶药苗林葱蒜姜竹桑麻")


def _wei(spot: Spot) -> str | None:
    """为: wéi "be, become" (平均为95％, 改为, 以…为主, 形成为); wèi "for" (为人民服务)."""
    before, after = spot.before(), spot.after()
    if before and before[0][-1] in _BECOMING and spot.tag(-1)[:1] in ("v", "p"):
        return "wei2"
    if after and after[0][0] in _PERSONS and "以" not in before:
        return "wei4"  # 我们都为他高兴
    if any(word in ("改", "变", "化") for word in before):
        return "wei2"  # 改旱田为水田, 变水害为水利
    if any(word == "所" for word, _ in after):
        return "wei2"  # 为人民所喜爱
    counted = bool(after) and after[0][1] in _NUMBER_TAGS
    if (before or counted or not after) and not _acts(after, whole="以" not in before):
        return "wei2"  # 平均为95.19％, 瑞士为临时会员国: nothing is done for anybody
    return "wei4"  # 为二十七个车站换上新灯, 以实际行动为人民服务


def _acts(after: Sequence[tuple[str, str]], *, whole: bool) -> bool:
    """Whether a verb is what the clause says, and not part of a noun's name (渔猎|部长).

    `whole`: verbs before 的 count too (为大家准备的礼物, but 以农业为发展工业的基础).
    """
    if not whole:
        places = [at for at, (word, _) in enumerate(after) if word == "的"]
        after = after[places[-1] :] if places else after
    for at, (word, tag) in enumerate(after):
        name = at > 0 and after[at - 1][0] in _AND and at + 2 == len(after)
        if tag[:1] == "v" and word not in _AND and not name:
            return True
    return False


def _de_complement(spot: Spot) -> str | None:
    """得: de after the verb it completes (说得好); děi "must" (我得走了); dé "get" (得三分)."""
    if spot.tag(-1)[:1] in ("v", "a", "z") or spot.word(-1)[-1:] in ("觉", "显", "变", "使"):
        return "de5" if spot.word(1) not in STOPS else None
    if spot.word(1) in _VERY or (spot.word(-1) in _MUCH and spot.word(1)):
        return "de5"  # 时间多得很
    counted = spot.tag(1) in _NUMBER_TAGS or spot.word(1) in ("了", "过", "到")
    if spot.word(-1) in _PERSONS and not counted:
        return "dei3"  # 我得回家了
    if spot.tag(1) in _NUMBER_TAGS or spot.tag(1)[:1] == "n" or spot.word(1) in ("了", "过", "到"):
        return "de2"
    return "dei3"


def _de_adverbial(spot: Spot) -> str | None:
    """地: de between how and what (极大地提高); dì "ground" otherwise (这块地)."""
    how = spot.tag(-1)[:1] in ("a", "d", "z", "i", "l", "o", "v", "b") or len(spot.word(-1)) > 1
    what = spot.tag(1)[:1] in ("v", "d", "p", "a", "z", "i", "l") and spot.word(1) not in ("", "的")
    counted = spot.tag(-1)[:1] in ("m", "q", "r") and len(spot.word(-1)) == 1
    again = spot.word(-1) == spot.word(-3) != ""  # 一|遍|一|遍|地
    return "de5" if what and (again or (how and not counted)) else "di4"


def _le(spot: Spot) -> str | None:
    """了: liǎo in 忙不了, 办得了; le everywhere else that a word of its own stands."""
    return "liao3" if spot.word(-1) in ("不", "得") and spot.tag(-2)[:1] == "v" else "le5"


def _zhe(spot: Spot) -> str | None:
    """着: zháo in 找不着, 睡着了; zhe after a verb."""
    if spot.word(-1) in ("不", "得"):
        return "zhao2"
    return "zhao2" if spot.word(-1) in ("睡", "找", "猜", "点", "够") else "zhe5"


def _zhong(spot: Spot) -> str | None:
    """种: zhǒng "kind" after a count (六种); zhòng "to plant" before what grows (种树)."""
    if spot.counted:
        return "zhong3"
    planted = spot.word(1)
    if planted and (planted[0] in _PLANTS or planted[-1] in _PLANTS or planted in ("了", "着")):
        return "zhong4"
    return "zhong3"


def _zhi(spot: Spot) -> str | None:
    """只: zhī, a measure word after a count (三只鸡); zhǐ "only"."""
    return "zhi1" if spot.counted and spot.tag(1)[:1] != "v" else "zhi3"


def _hai(spot: Spot) -> str | None:
    """还: hái "still"; huán "give back" before what is given (还钱) and at a clause's end."""
    tags = [tag[:1] for _, tag in spot.after()]
    verb = any(tag in ("v", "a", "d", "p", "m", "z") for tag in tags)
    if spot.word(1) in ("给", "清") or (tags[:1] == ["n"] and not verb):
        return "huan2"
    quoted = spot.word(-1) in ("“", "‘", "「", "『", "《", "")  # 一个“还”字
    return "huan2" if spot.ends and not quoted else "hai2"  # 再不还，利息就更多了


def _zhang(spot: Spot) -> str | None:
    """长: zhǎng "grow" and the head of an office; cháng "long"."""
    if spot.word(1) in ("了", "着", "出", "满", "成", "得", "大", "高", "在"):
        return "zhang3"
    return "zhang3" if spot.tag(-1)[:1] == "n" and spot.tag(1) in ("", "x", "nr", "c") else "chang2"


def _hang(spot: Spot) -> str | None:
    """行: háng "row, line" after a count; xíng "go, all right"."""
    return "hang2" if spot.counted else "xing2"


def _chang(spot: Spot) -> str | None:
    """场: cháng for rain, illness and strife (一场雨); chǎng for matches and shows (一场比赛)."""
    if not spot.counted:
        return "chang3"
    return "chang2" if spot.word(1)[-1:] in _STORMS or spot.word(1)[:1] in _STORMS else "chang3"


def _chu(spot: Spot) -> str | None:
    """处: chù "place" (十一处, 第二工程处); chǔ in 处在, 处于 only, which are words."""
    return "chu3" if spot.word(1) in ("于", "在", "理", "以") else "chu4"


def _xi(spot: Spot) -> str | None:
    """系: jì "tie" before what is tied (系鞋带, 系扣子) and what a knot does; xì otherwise."""
    tied = spot.word(1).removesuffix("子")[-1:]
    return "ji4" if tied and tied in "带扣裙绳结巾紧好着" else "xi4"


def _bu_shi(spot: Spot) -> str | None:
    """不是: bù shì; búshi "fault" behind 的 or 赔 at the end of a clause."""
    fault = spot.ends and spot.word(-1) in ("的", "个", "赔", "派")
    return "bu2 shi5" if fault else "bu4 shi4"


def _always(syllable: str) -> Callable[[Spot], str | None]:
    def rule(_: Spot) -> str:
        return syllable

    return rule


# One-character words that have other readings only inside other words or old texts; and, behind
# them, those of whose two readings the spoken one is the one of the word that stands alone, the
# other lives in compounds (剥皮 bāo, 剥削 bō): Putonghua Yiduci Shenyinbiao, 1985.
CONSTANT: dict[str, str] = {
    "的": "de5", "一": "yi1", "不": "bu4", "和": "he2", "都": "dou1", "与": "yu3",
    "上": "shang4", "下": "xia4", "中": "zhong1", "大": "da4", "会": "hui4", "可": "ke3",
    "过": "guo4", "就": "jiu4", "说": "shuo1", "那": "na4", "哪": "na3", "什": "shen2",
    "将": "jiang1", "被": "bei4", "个": "ge4", "没": "mei2", "给": "gei3", "从": "cong2",
    "有": "you3", "又": "you4", "在": "zai4", "呢": "ne5", "啊": "a5", "吗": "ma5",
    "吧": "ba5", "们": "men5", "么": "me5", "些": "xie1", "看": "kan4", "比": "bi3",
    "要": "yao4", "能": "neng2", "使": "shi3", "最": "zui4", "更": "geng4", "便": "bian4",
    "石": "shi2", "车": "che1", "度": "du4", "于": "yu2", "其": "qi2", "之": "zhi1",
    "她": "ta1", "它": "ta1", "他": "ta1", "我": "wo3", "你": "ni3", "若": "ruo4",
    "几": "ji3", "里": "li3", "家": "jia1", "女": "nv3", "子": "zi3",
    "六": "liu4", "万": "wan4", "两": "liang3", "分": "fen1", "期": "qi1", "服": "fu2",
    "教": "jiao1",
    "且": "qie3", "亲": "qin1", "打": "da3", "据": "ju4", "并": "bing4", "通": "tong1",
    "剥": "bao1", "削": "xiao1", "薄": "bao2", "壳": "ke2", "嚼": "jiao2", "逮": "dai3",
}  # fmt: skip


def is_constant(text: str) -> bool:
    """Whether the word has a rule that doesn't look at its place."""
    return text in CONSTANT


RULES: dict[str, Callable[[Spot], str | None]] = {
    "为": _wei,
    "场": _chang,
    "得": _de_complement,
    "地": _de_adverbial,
    "了": _le,
    "着": _zhe,
    "种": _zhong,
    "只": _zhi,
    "还": _hai,
    "长": _zhang,
    "行": _hang,
    "处": _chu,
    "系": _xi,
    **{character: _always(syllable) for character, syllable in CONSTANT.items()},
    # 不 with 是 is the noun "fault" only where somebody has one (他的不是, 赔不是).
    "不是": _bu_shi,
}  # fmt: skip
