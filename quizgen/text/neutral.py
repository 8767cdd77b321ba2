"""Syllables that lose their tone by what they do in the sentence, as dictionaries print them.

CC-CEDICT prints 看不懂 kàn bu dǒng but 忘不了 wàng bù liǎo, 起来 qǐlai but 出来 chūlái; Xiandai
Hanyu Cidian has all of these light. The rules here go by the construction, so that a word that is
listed and one that is not are read alike: the infixes 得 and 不 (听得见, 忘不了, 好不好), 过 of
experience (住过的), the direction behind another verb (盛出来), 里 in words of place (家里).
"""

from __future__ import annotations

from collections.abc import Sequence

from quizgen.text.spot import VERBAL, Spot

_DIRECTIONS = frozenset(
    "上来 上去 下来 下去 进来 进去 出来 出去 回来 回去 过来 过去 起来 开来".split()
)
_COMPLEMENTS = frozenset("懂见到了起出住上下开完动好成清掉过着进及")
_AUXILIARIES = frozenset(
    "会 能 可 要 想 该 肯 敢 得 是 有 让 叫 请 使 可以 应该 愿意 想要 需要 能够 可能 必须 喜欢 "
    "开始 没有 打算 准备 决定 希望 同意 允许".split()
)
# 过 behind these goes over or past something (回过头, 跑过马路, 接过书).
_MOVING = frozenset("走跑飞穿翻跨越游爬流开驶绕闯迈掠擦回转掉接递拿夺抢胜赛超渡飘划滑传跳")
# What one passes: 过 before these is the verb of the clause (过生日, 过年).
_PASSED = frozenset(
    "生日 年 节 日子 春节 冬 冬天 关 河 桥 马路 江 夜 目 新年 圣诞节 中秋节 周末".split()
)
_POINTING = frozenset("这那哪")


def lighten(spot: Spot, syllables: tuple[str, ...]) -> tuple[str, ...]:
    """The reading of the word with the neutral tones that its place asks for."""
    text = spot.word(0)
    if len(text) != len(syllables):
        return syllables
    light = [at for at in range(len(text)) if _is_light(spot, text, at, syllables)]
    return tuple(f"{s[:-1]}5" if at in light else s for at, s in enumerate(syllables))


def _is_light(spot: Spot, text: str, at: int, syllables: Sequence[str]) -> bool:
    match text[at]:
        case "过" if len(text) == 1:
            return _is_experience(spot)
        case "不":
            return _is_infix(spot, text, at)
        case "得" if at == 1 and len(text) > 2 and spot.tag(0)[:1] != "n":
            return text[0] not in "不非所总只"  # 听得见; not 不得已
        case "来" | "去" if at == len(text) - 1:
            return _is_directional(spot, text)
        case "里" if at and at == len(text) - 1:
            return spot.tag(0) == "s" and text[0] not in _POINTING  # 家里, 市里; not 公里
    return False


def _is_experience(spot: Spot) -> bool:
    """过 behind a verb: 住过的, 见过他; not 会过生日, 跑过马路."""
    verb = spot.word(-1)
    follows = spot.tag(-1) in VERBAL or verb[-1:] in "过去来"
    if not verb or not follows or verb in _AUXILIARIES or spot.word(1) in _PASSED:
        return False
    return verb[-1] not in _MOVING or spot.word(1) in ("的", "了", "")


def _is_infix(spot: Spot, text: str, at: int) -> bool:
    """不 inside one predicate: 看不懂, 忙不过来, 好不好; not 经不 起 of other words."""
    if at:
        return _can_fail(text[at - 1], text[at + 1 :], spot.tag(0))
    verb, result = spot.word(-1), text[1:] or spot.word(1)  # 办|不了, 看|不|懂
    return len(verb) == 1 and _can_fail(verb, result, "v" if spot.tag(-1) in VERBAL else "")


def _can_fail(verb: str, result: str, tag: str) -> bool:
    if not result:
        return False
    if verb == result[0]:
        return True
    is_result = result in _DIRECTIONS or (len(result) == 1 and result in _COMPLEMENTS)
    return is_result and tag[:1] in ("v", "l") and verb not in _AUXILIARIES


def _is_directional(spot: Spot, text: str) -> bool:
    """来 or 去 behind a verb and its direction: 盛|出来, 走进|来, 看起来."""
    if text in ("来", "去"):
        verb = spot.word(-1)
        return len(verb) == 2 and spot.tag(-1) in VERBAL and verb[1] + text in _DIRECTIONS
    if text[-2:] not in _DIRECTIONS or len(text) > 3:
        return False
    return len(text) == 3 or _is_complement(spot)


def _is_complement(spot: Spot) -> bool:
    """Whether a direction says where the verb before it goes: 盛出来, 走了进来."""
    step = -2 if spot.word(-1) in ("了", "着") else -1
    verb = spot.word(step)
    return spot.tag(step) in VERBAL and verb not in _AUXILIARIES and verb not in ("来", "去")
