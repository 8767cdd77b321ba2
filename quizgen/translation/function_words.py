"""Chinese function words and marks, and the English that grammar has for them.

The table is closed: words of a few classes (prepositions, localizers, auxiliaries, pronouns,
conjunctions), with their usual renderings first. It is ours, from grammar; the dictionary's glosses
of these words explain ("(locative particle)") more than they translate. A word without renderings
is one that English leaves out.
"""

from __future__ import annotations

from typing import Final

_TABLE = """
    的: of 's | 了: | 着: | 过: | 地: | 得: | 所: | 来: | 进行: | 有: | 将: will would shall
    在: in at on during | 于: in on at from | 从: from since | 自: from since | 由: by from
    被: by | 把: | 给: to for | 为: for to as was is | 为了: to for | 以: to with by in at so
    对: to on for towards about of with in | 向: to with towards from | 据: according to | 比: than
    至: to | 到: to | 与: with and to | 和: and with | 同: with and | 跟: with and | 及: and
    以及: and | 并: and | 并且: and | 而: and while but | 或: or | 但: but however yet
    但是: but however yet | 因: because due | 因为: because | 由于: due as because since
    如: such as if like | 如果: if | 所以: so | 虽然: although though | 使: so make | 让: let
    尽管: although despite though | 会: will | 要: will | 能: can could able | 能够: can could able
    可以: can may could | 可: can may could | 是: is are was were be been being
    已: already has have had | 已经: already has have had | 曾: had once | 也: also too
    还: also still | 不: not no | 没: not no | 没有: not no | 等: such as etc | 就: on about
    最: most | 更: more | 较: than | 约: about | 多: more over | 上: on in at | 下: under
    中: in among during of | 内: within in | 里: in | 后: after later | 之后: after | 前: before ago
    之前: before | 时: when while | 个: | 名: | 位: | 家: | 辆: | 各: each various
    每: each every per | 某: some certain | 一: a an one | 一个: a an one | 这: this these the
    那: that those the | 该: the this | 此: this | 这些: these | 那些: those | 其: its his their her
    他: he him his | 她: she her | 它: it its | 他们: they them their | 我们: we us our
    我: i me my | 你: you your | 如何: how | 什么: what | 谁: who
"""
FUNCTION: Final = {
    word: tuple(english.split())
    for word, _, english in (
        entry.strip().partition(":") for entry in _TABLE.replace("\n", "|").split("|")
    )
    if word
}
"""Each function word with its renderings, the likeliest first."""

SILENT: Final = frozenset("了着过所的")
"""Words that nothing but their place in the grammar may link."""

_MARKS: Final = {
    "，": ", that ; .", ",": ", that ; .", "、": ", and", "。": ".", "：": ":", "；": ";",
    "？": "?", "！": "!", "（": "(", "）": ")", "—": "- – —", "——": "- – —", "……": "…",
    "《": '" “', "》": '" ”', "“": '" “ ``', "”": "\" ” ''", '"': "\" “ ” `` ''",
    "「": '" “', "」": '" ”', "『": "' ‘", "』": "' ’", "‘": "' ‘", "’": "' ’",
}  # fmt: skip

COMMAS: Final = frozenset(",，、")
LOCALIZERS: Final = frozenset(
    "上 中 下 内 里 后 前 时 间 期间 之后 之前 以后 以前 之间 之中".split()
)
FRAMES: Final = frozenset("在 于 当 自 从".split())
"""在 … 上 is one preposition in two parts: a frame and the localizer that closes it."""


def is_mark(word: str) -> bool:
    """Whether this is punctuation or a symbol, in either language."""
    return not any(char.isalnum() for char in word)


def usual_english(word: str) -> tuple[str, ...]:
    """What English has for a function word or a mark, the likeliest first.

    A comma may stand for "that" or end a sentence in English, and 、 for "and".
    """
    return tuple(_MARKS.get(word, word).split()) if is_mark(word) else FUNCTION.get(word, ())
