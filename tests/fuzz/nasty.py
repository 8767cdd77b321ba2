"""Strategies for texts and files that nobody means to write, and that somebody will."""

from __future__ import annotations

from hypothesis import strategies as st

# Each is a piece that once broke a program of its kind, or that looks as if it could.
TOKENS = (
    "\0", "\x01", "\x1b[31m", "\x7f", "\x85", "\x9f", "\u2028", "\u2029",  # controls, line ends
    "\u202e", "\u2066", "\u2069", "\u200f", "\u061c",  # marks of writing direction
    "\u200b", "\u200d", "\u2060", "\ufeff", "\u00ad",  # invisible
    "👨\u200d👩\u200d👧\u200d👦", "🏳️\u200d🌈", "🇨🇳", "👍🏽",  # emoji of several characters
    "𠮷", "𫠝", "𬺰", "𰻞", "𱍐", "㐂",  # rare Han characters, beyond the BMP most of them
    "\ue000", "\U000f0000", "\U0010ffff", "\ufffd", "\ufffe",  # private use, noncharacters
    "e" + "\u0301" * 40, "中\u20dd", "\u0301",  # combining marks in a pile
    "１２３", "ＡＢＣ", "｡ｶﾞ", "①", "½", "²", "٣", "१", "𝟗",  # other widths, other digits
    "カタカナ", "한국어", "Привет", "مرحبا", "ไทย",  # other scripts
    "三三两两", "亿亿亿亿", "十十", "零零", "一二三四五六七八九十", "百分之", "分之一", "第", "点",
    "9" * 400, "亿" * 80, "九" * 400, "1" + ",000" * 90, "6110^99", "1e99", "10^400", "1/0",
    "0分之0", "99999年", "2月30日", "25:61", "13月32日", "-0", "％", "公元前", "上世纪九十年代",
    "（", "）", "“", "”", "「", "《", "(((", "。。。", "……", "——", "！？", "，", "；", "：", "、",
    "<b>", "</script>", "{{c1::x}}", "}}", "[sound:a.mp3]", "&amp;", "&#0;", "\\", "`", "$", "=1+1",
    " ", "\u3000", "\t", "http://a.b/c?d=e&f", "a@b.cn",
)  # fmt: skip
# "We visited a museum in Beijing yesterday", "output rose by 4 %", "Xiao Wang said", "3 o'clock".
SENTENCES = (
    "我们昨天在北京参观了一个有意思的博物馆，看了三十件文物。", "产量比去年增长百分之四。",
    "小王说：“明天下雨吗？”", "会议下午三点开始", "他是人民的好干部！",
)  # fmt: skip
ENGLISH = ("We visited a museum in Beijing.", "Output rose by 4 per cent, to one hundred.", "Rain?")

tokens = st.sampled_from(TOKENS)
texts = st.lists(st.one_of(tokens, st.text(max_size=6)), max_size=6).map("".join)
articles = st.lists(st.one_of(tokens, st.sampled_from(SENTENCES)), min_size=1, max_size=7).map(
    "".join
)
english = st.lists(st.one_of(tokens, st.sampled_from(ENGLISH)), max_size=5).map(" ".join)


@st.composite
def mutated(draw: st.DrawFn, originals: list[bytes]) -> bytes:
    """A real file with bytes cut out, flipped, doubled, or lines in another order."""
    data = draw(st.sampled_from(originals))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(data)))
        end = draw(st.integers(at, min(len(data), at + 200)))
        piece = draw(st.one_of(st.binary(max_size=8), tokens.map(_bytes), st.just(data[at:end])))
        data = data[:at] + piece + data[draw(st.sampled_from([at, end])) :]
        if draw(st.booleans()):
            lines = data.split(b"\n")
            lines.insert(draw(st.integers(0, len(lines))), lines.pop(0))
            data = b"\n".join(lines)
    return data[: draw(st.integers(0, len(data)))] if draw(st.booleans()) else data


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
