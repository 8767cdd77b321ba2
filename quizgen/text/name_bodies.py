"""Bodies and facilities, built of the words that they are made of: 青溪|人民公社, 石门沟|水库."""

from __future__ import annotations

import re

from quizgen.text.name_cut import Cut, ends
from quizgen.text.proper import closed_list, is_common
from quizgen.text.tagger import NAMES

# One letter a piece: L l place (l of one character), W continent, P person, O body, S its last word
# that needs no name, B that needs one, G that needs a name and a word between, F facility, N noun,
# a what may stand between, m number, k 第…届, d other numbers and measure words, r this or each,
# c and, quotation marks and brackets, x anything else.
_BODY = re.compile(
    "l*[LOl]W?[NmakBSFG]*[SB]"  # 青溪|人民公社, 中|法|委员会, 中国|体育|运动|委员会
    "|l*[LOl]W?[Nma]+G"  # 美国|电报|公司, while 美国|公司 is any
    "|P[Nma]*[GS]"  # 宋庆龄|基金会
    "|L?“[Nmv]{1,4}”[Nm]*[SB]"  # 韩国|“|小天使|”|艺术|团
    "|l*[LO]W?O+"  # 共青团|四川省委, 美国|财政部
    "|[ONL]（L）[NaBSF]*[SG]"  # 大河|（|中国|）|有限公司
    "|[LO]?kO|S[SB]"  # 第三届|全国运动会, 议会|上院
    "|(?<![rd])(?:Nc)?[Na]+S"  # 县志|编写|委员会, 邮电|及|交通|总|工会|组织
)
_SITE = re.compile("L[NmPa]*F")  # 北京|东郊|车站
_NOUNS = frozenset("n nz vn nw an".split())
_BETWEEN = frozenset("a vd s f".split())
_GENERIC = frozenset(
    "公司 集团 银行 商店 工厂 厂 矿 学校 小学 中学 大学 医院 "
    "中心 办公室 组织 党 报 大队 球队".split()
)
# Persons give their names to companies, schools and funds, and not to these.
_NOBODYS = frozenset("党 报 厂 办公室 中心 组织".split())
_POINTING = frozenset(
    "这 那 该 此 各 某 每 这个 那个 每个 某个 某些 一些 这些 那些 本 各个 各级 有的".split()
)
_TREATY = frozenset("协定 总协定 公约 条约 输出国 贸易 卫生 基金".split())
_WIDE = frozenset("非洲 亚洲 欧洲 美洲 拉丁美洲 拉美 阿拉伯 伊斯兰".split())
_AREA = frozenset("市 县 省 州 区 镇 乡 村 岛 河 江 山 湖 大区".split())
_MARKS = {"“": "“", "『": "“", "”": "”", "』": "”", "（": "（", "）": "）"}
_AND = frozenset("和及与")
_NUMBER = re.compile(r"第?[〇零一二三四五六七八九十百\d]+")
_NAVY = frozenset("海军 空军 陆军".split())


def bodies(cut: Cut) -> None:
    """Bodies and facilities, the longest first, and bodies that need no name (国务院, 县委)."""
    codes = "".join(_code(cut, at) for at in range(len(cut.pieces)))
    found = [(*m.span(), "ORG") for m in _BODY.finditer(codes) if _fits(cut, codes, *m.span())]
    found += [(*m.span(), "LOC") for m in _SITE.finditer(codes)]
    found += [(at, at + 1, "ORG") for at in range(len(codes)) if _stands_alone(cut, at)]
    taken: set[int] = set()
    spans = []
    for first, end, kind in sorted(found, key=lambda span: span[0] - span[1]):
        if taken.isdisjoint(range(first, end)):
            taken.update(range(first, end))
            spans.append((cut.pieces[first].start, cut.pieces[end - 1].end, kind))
    for start, stop, kind in spans:
        cut.lay(start, stop, kind, "grammar")


def _stands_alone(cut: Cut, at: int) -> bool:
    return cut.word(at) in closed_list("standing") and cut.tag(at)[:1] == "n"


def _fits(cut: Cut, codes: str, first: int, end: int) -> bool:
    last = cut.word(end - 1)
    if codes[first] == "k":
        return last.endswith("会")  # 第三届|英联邦 is none
    return codes[first] != "P" or last not in _NOBODYS


def headed(cut: Cut) -> None:
    """The body in the title of its head: 清河县|公安局|长, 江城日报社|长."""
    for at in range(len(cut.pieces) - 1, 0, -1):
        if cut.word(at) not in closed_list("head"):
            continue
        end, before = cut.pieces[at].start + 1, cut.word(at - 1)
        paper = cut.tag(at - 1) == "ORG" and before[-1] == "报" and cut.word(at) == "社长"
        noun = cut.tag(at - 1) in ("n", "vn") and len(before) > 1 and before != "代理"
        placed = noun and cut.tag(at - 2) in ("LOC", "ORG") and not ends(before, "branch")
        if paper or placed:
            cut.lay(cut.pieces[at - 1 - placed].start, end, "ORG", "office")


def _code(cut: Cut, at: int) -> str:
    word, tag = cut.word(at), cut.tag(at)
    if tag in NAMES:
        wide = word in _WIDE and cut.tag(at - 1) == "LOC"  # 加纳|非洲|妇女|联盟
        return "W" if wide else "l" if tag == "LOC" and len(word) == 1 else tag[0]
    if tag in _NOUNS:
        return _noun_code(cut, at)
    if word == "总" or (tag in _BETWEEN and len(word) > 1):
        return "a"
    if tag == "m":
        return "k" if re.fullmatch("第.+届", word) else "m" if _NUMBER.fullmatch(word) else "d"
    if word in _POINTING:
        return "r"
    return "c" if word in _AND else _MARKS.get(word) or {"v": "v", "q": "d"}.get(tag, "x")


def _noun_code(cut: Cut, at: int) -> str:
    word, before = cut.word(at), cut.word(at - 1)
    if word in closed_list("nobody") or (len(word) == 1 and before.endswith(word)):
        return "N"
    upto = cut.text[: cut.pieces[at].end]  # 管理|局 is one last word
    if ends(upto, "body") or (word == "组织" and before in _TREATY):
        return "S"
    if word in _NAVY:
        return "B" if cut.tag(at - 1) == "LOC" else "x"
    if word in _GENERIC:
        return "G"
    branch = ends(word, "branch")
    if branch and (len(branch) > 1 or len(word) == 1 or not is_common(word, cut.lexicon)):
        return "B"
    return "F" if ends(word, "facility") or word in _AREA else "N"
