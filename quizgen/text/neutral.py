"""Neutral tones: where a syllable loses its tone, and where the books disagree about it.

Two kinds of sources differ here. CC-CEDICT and the textbooks print 看不懂 kàn bu dǒng, 学生
xuésheng and 回来 huílai; Xiandai Hanyu Cidian has a neutral tone that must be heard (喜欢 xǐhuan)
and one that may (回来 huí·lái, 学生 xué·shēng), which keeps its tone in print. We print

- light: particles and suffixes, the words whose tone must be lost, doubled verbs and kin, the
  infixes 得 and 不 (听得见, 忘不了, 好不好), 过 of experience (住过的), 里 in words of place
  (家里);
- with its tone: the direction 来 or 去 (回来, 盛出来), 个 behind what counts (几个), doubled
  adverbs (刚刚);
- as CC-CEDICT has them, all others, and these are marked doubtful: nobody who reads one book aloud
  is wrong by the other.

The rules go by the construction, so that a word that is listed and one that is not are read alike.
"""

from __future__ import annotations

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
# Verbs that are said twice ("ask a little"), whatever their tag.
_DOUBLED = frozenset("问看听说走想试等找谈猜尝笑玩聊歇读写念讲学")
_FIRST_TONE = frozenset(
    "好慢早远快满暖饱"
)  # 好好, 慢慢: spoken hǎohāo, mànmān, printed as they are
_SUFFIXES = frozenset("子头们么的地得着了过吗呢吧啊儿巴")
# Words whose last syllable must be light: most of the list of the Putonghua Proficiency Test
# (2003), without those in 子, 头, 们 and 么, whose suffix says it, and without 学生, 关系, 人家,
# 生意, 清楚 and 困难, where usage wavers and dictionaries with it.
MUST = frozenset(
    "爱人 巴掌 白净 帮手 包袱 包涵 本事 比方 扁担 别扭 拨弄 补丁 部分 裁缝 财主 苍蝇 差事 "
    "柴火 称呼 畜生 窗户 刺猬 凑合 答应 打扮 打点 打发 打量 打算 打听 大方 大爷 大夫 耽搁 "
    "耽误 道士 灯笼 提防 地道 地方 弟兄 点心 东家 东西 动静 动弹 豆腐 嘟囔 对付 队伍 多么 "
    "耳朵 风筝 福气 甘蔗 干事 高粱 膏药 告诉 疙瘩 胳膊 工夫 功夫 姑娘 故事 寡妇 怪物 官司 "
    "规矩 闺女 蛤蟆 含糊 行当 合同 和尚 核桃 红火 厚道 狐狸 胡琴 糊涂 皇上 活泼 火候 伙计 "
    "护士 机灵 脊梁 记号 记性 家伙 架势 嫁妆 见识 将就 交情 叫唤 结实 街坊 姐夫 戒指 精神 "
    "咳嗽 客气 口袋 窟窿 快活 阔气 喇叭 喇嘛 懒得 老婆 老实 老爷 累赘 篱笆 力气 厉害 利落 "
    "利索 痢疾 连累 凉快 粮食 溜达 萝卜 骆驼 麻烦 麻利 马虎 买卖 忙活 冒失 眉毛 媒人 门道 "
    "眯缝 迷糊 苗条 名堂 名字 明白 蘑菇 模糊 木匠 难为 脑袋 能耐 念叨 娘家 奴才 女婿 暖和 "
    "疟疾 牌楼 盘算 朋友 脾气 屁股 便宜 漂亮 婆家 铺盖 欺负 亲戚 亲家 热闹 认识 扫帚 商量 "
    "上司 烧饼 少爷 牲口 师父 师傅 石匠 石榴 时候 实在 拾掇 使唤 世故 似的 事情 收成 收拾 "
    "首饰 舒服 舒坦 疏忽 爽快 思量 算计 岁数 特务 挑剔 跳蚤 铁匠 头发 妥当 唾沫 挖苦 晚上 "
    "尾巴 委屈 位置 稳当 稀罕 媳妇 喜欢 下巴 吓唬 先生 乡下 相声 消息 小气 笑话 心思 行李 "
    "兄弟 休息 秀才 秀气 学问 丫头 衙门 哑巴 胭脂 烟筒 眼睛 秧歌 养活 吆喝 妖精 钥匙 衣服 "
    "衣裳 意思 应酬 冤枉 月饼 月亮 云彩 运气 在乎 早上 怎么 扎实 眨巴 栅栏 张罗 丈夫 帐篷 "
    "丈人 招呼 招牌 折腾 枕头 芝麻 知识 指甲 主意 转悠 庄稼 壮实 状元 字号 自在 祖宗 嘴巴 "
    "作坊 琢磨".split()
)  # fmt: skip


def lighten(spot: Spot, syllables: tuple[str, ...]) -> tuple[str, ...]:
    """The reading of the word with the neutral tones that its place asks for, and no others."""
    text = spot.word(0)
    if len(text) != len(syllables):
        return syllables
    if text == text[:1] * 2 and spot.tag(0) == "d":
        return syllables[:1] * 2
    return tuple(
        f"{syllable[:-1]}5" if _is_light(spot, text, at) else _full(text, at, syllable)
        for at, syllable in enumerate(syllables)
    )


def is_disputed(spot: Spot, at: int, syllable: str) -> bool:
    """Whether the books disagree if this syllable of the word is neutral.

    They agree about suffixes, grammar, and doubled words of two syllables.
    """
    text = spot.word(0)
    if len(text) == 1:
        return text == "个" and spot.tag(-1) in VERBAL  # 是个好人: gè by the books, ge by ear
    if text == text[at] * 2:
        return at == 1 and text[at] in _FIRST_TONE
    kin = spot.tag(0)[:1] == "n" and text[at - 1 : at] == text[at]  # 爸爸妈妈
    if kin or text[at] in _SUFFIXES or text[at] in "个不":
        return False
    ends = text[max(0, at - 1) : at + 1] in MUST
    inside = ends or text[at : at + 2] in MUST
    return not inside if syllable[-1:] == "5" else ends and len(text) == 2


def _full(text: str, at: int, syllable: str) -> str:
    """The syllable with its tone, if it is one that keeps it though CC-CEDICT prints it light."""
    before = text[at - 1 : at]
    match text[at], syllable:
        case "来", "lai5" if before:
            return "lai2"
        case "去", "qu5" if before:
            return "qu4"
        case "个", "ge5" if before and before not in _POINTING:
            return "ge4"
    return syllable


def _is_light(spot: Spot, text: str, at: int) -> bool:
    match text[at]:
        case "过" if len(text) == 1:
            return _is_experience(spot)
        case "不":
            return _is_infix(spot, text, at)
        case "得" if at == 1 and len(text) > 2 and spot.tag(0)[:1] != "n":
            return text[0] not in "不非所总只"  # 听得见; not 不得已
        case "里" if at and at == len(text) - 1:
            return spot.tag(0) == "s" and text[0] not in _POINTING  # 家里, 市里; not 公里
    return _is_again(spot, text, at)


def _is_again(spot: Spot, text: str, at: int) -> bool:
    """The second half of a verb said twice, in one word or two: 问问, 说|说."""
    again = text[:at] == text[at:] if len(text) == 2 else len(text) == 1 == len(spot.word(-1))
    verb = spot.tag(0) in VERBAL or (len(text) == 1 and text in _DOUBLED)
    return verb and again and (at == 1 or spot.word(-1) == text)


def _is_experience(spot: Spot) -> bool:
    """过 behind a verb: 住过的, 见过他; not 会过生日, 跑过马路."""
    verb = spot.word(-1)
    follows = spot.tag(-1) in VERBAL or verb[-1:] in "过去来"
    if not verb or not follows or verb in _AUXILIARIES - {"想"} or spot.word(1) in _PASSED:
        return False
    return verb[-1] not in _MOVING or spot.word(1) in ("的", "了", "")


def _is_infix(spot: Spot, text: str, at: int) -> bool:
    """不 inside one predicate: 看不懂, 忙不过来, 好不好; not 经不 起 of other words."""
    if at:
        return _can_fail(text[at - 1], text[at + 1 :], spot.tag(0))
    verb, result = spot.word(-1), text[1:] or spot.word(1)  # 办|不了, 看|不|懂
    if len(text) == 1 and verb and result == verb:
        return True  # 好玩|不|好玩
    return len(verb) == 1 and _can_fail(verb, result, "v" if spot.tag(-1) in VERBAL else "")


def _can_fail(verb: str, result: str, tag: str) -> bool:
    if not result or verb in "得的":  # 喜欢得|不得了
        return False
    if verb == result[0]:
        return True
    is_result = result in _DIRECTIONS or (len(result) == 1 and result in _COMPLEMENTS)
    return is_result and tag[:1] in ("v", "l") and verb not in _AUXILIARIES
