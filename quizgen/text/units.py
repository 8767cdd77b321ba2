"""What a Chinese numeral counts in, and the words in which a numeral counts nothing.

The measure words are those of 吕叔湘, 现代汉语八百词 (appendix on nouns and their measure words)
that newspapers use, with the common metric, Chinese and Latin units. A noun that takes a numeral
directly (二十三国, 三省) stands among them.
"""

from __future__ import annotations

import re
from collections.abc import Callable

_DURATION = (
    "个半小时 个小时 小时 个钟头 钟头 分钟 秒钟 秒 个半月 个月 个星期 星期 周岁 周年 周 年 天 "
    "日 昼夜 夜 岁 载 个世纪 世纪 个学期 学期 个季度 个工作日 工作日 个年头 年头 週 个礼拜 礼拜"
)
_MONEY = (
    "元 美元 日元 欧元 港元 台币 新台币 卢布 英镑 马克 法郎 人民币 比特币 块钱 块 角钱 角 毛钱 "
    "毛 分钱 美分 美圆 圆 円 韩元 卢比 港币 美金"
)
_MEASURE = (
    "公斤 千克 毫克 市斤 斤 克 公吨 吨 担 公里 千米 米 厘米 毫米 分米 公分 里 华里 英里 海里 "
    "尺 市尺 英尺 寸 英寸 丈 平方米 平方公里 平方尺 立方米 立方 公亩 市亩 亩 公顷 顷 升 公升 "
    "毫升 加仑 石 斗 千瓦时 千瓦 兆瓦 瓦 千伏 伏 马力 度 摄氏度 千赫 兆赫兹 兆赫 赫兹 赫 千卡 "
    "卡 大卡 兆字节 字节 比特 匹 千伏安 大气压 两 倍 海浬 丝 锭 磅 桶"
)
_COUNT = (
    "个 种 件 条 次 项 头 只 匹 座 间 架 台 辆 艘 张 块 片 根 支 枝 颗 粒 滴 把 层 排 行 列 组 "
    "队 群 批 套 副 双 对 杯 碗 瓶 盒 箱 袋 级 号 位 名 人 人次 口 户 家 国 省 县 市 区 乡 村 "
    "镇 州 道 路 手 句 字 页 册 篇 章 节 首 幅 部 场 回 遍 趟 番 阵 股 届 期 代 辈 步 刀 笔 份 "
    "所 处 门 辆次 架次 车 船 棵 株 朵 堆 丛 串 团 师 军 营 连 班 派 厂 社 校 院 面 扇 盏 顶 "
    "具 枚 发 炮 票 席 分 点 本 卷 封 起 桩 类 样 式 系列 段 轮 局 盘 球 环 集 声 顿 餐 桌 "
    "车皮 车次 班次 标号 孔 吋 眼 口井 幢 栋 栏 垛 捆 包 罐 盆 锅 盅 打 员 拳 针 剂 服 味 "
    "员大将 挺 门炮 尊 柄 口锅 人家 处所 季 季度 方 环节 单位 个百分点 星 楼 室 等 等奖 枝笔 "
    "勺 匙 汤匙 茶匙 小匙 大匙 毫 瓣 族 战 胜 负 平 名次 连冠 强 成 倍数 幕 版 栏目 课 题 天地 "
    "万人 小时 拍 组数 人份 日夜"
)
_LATIN = (
    "kg|mg|g|km/h|km|cm|mm|nm|m2|m|ml|l|L|kW|kw|MW|GW|W|V|kHz|MHz|GHz|Hz|GB|MB|KB|TB|t|ha|mAh|"
    "℃|°C|㎡|㎏|㎞|㎝|㎜|°"
)

DURATIONS = frozenset(_DURATION.split()) - {"夜"} | {"夜"}
MONEY = frozenset(_MONEY.split())
_ALL = DURATIONS | MONEY | frozenset(_MEASURE.split()) | frozenset(_COUNT.split())
_LONGEST_FIRST = sorted(_ALL, key=lambda unit: (-len(unit), unit))
_UNIT = re.compile("|".join([*_LONGEST_FIRST, rf"(?:{_LATIN})(?![A-Za-z])"]))

# Units that begin with a multiplier: 2.3千克 is 2.3 of 千克, not 2300 of 克.
PREFIXED = re.compile("千(?:克|米|瓦|伏|赫|卡)|兆(?:瓦|赫|字节|比特|帕)")

# A character that is a measure word begins another word here: 3家庭 isn't 3 家.
_NOT_A_UNIT = re.compile(
    "家庭|人民(?!币)|人类|人造|国家|国际|面积|面向|道理|道路|路线|路程|手工|口号|度过|行动|"
    "行业|部分|部门|部队|分别|分布|分成|分为|分配|分析|分散|分钱不|点燃|点名|队伍|团结|军队|"
    "军民|社会|社员|校长|院长|厂长|厂矿|村民|市民|区域|级别|类似|等等|等于|方面|方法|方针|方式|"
    "起来|起义|平均|负责|胜利|胜过|战争|战斗|发展|发现|发明|发出|发动|打算|打破|打击|成立|成为|"
    "成功|成员|成本|成果|成就|成绩|成分|成长|成熟|成人|强调|强大|代表|代替|回来|回到|回家|本来|"
    "本身|期间|集体|集中|集团|样子|面前|时间|时代|时候|日本|年轻|年青|声音|服务|服从|味道|石油|"
    "石头|方向|方便|次要|连续|连接|连队|角度|角落|元素|块头|度数|克服|克制|升级|升高|升起|升到|"
    "担任|担心|担负|里面|里边|里的|米饭|米粉|球队|室内|楼下|周围|套用|所有|所谓|所以|处理|处于|"
    "处分|门口|门前|位于|位置|名义|名单|名字|号召|号称|首先|首都|版面|排名|列入|列为|包括|包围|"
    "式样|课程|课堂|题目|幕后|顶住|具有|具体|支持|支援|支部|把握|对于|对待|对比|对外|副食|副业|"
    "双方|组成|组织|项目|条件|条约|种子|种植|种地|只能|只有|只是|只要|间接|间断|根据|根本|架空|"
    "架设|台湾|张开|片面|卷入|封建|封锁|段落|局面|局势|针对|席卷|拳头|族人|挺进|尊敬|尊重|"
    "平方(?!米|公里|尺)|平等|平安|伏击|卡车|瓦解|瓦斯|季节|毛病|圆满"
)

# Words whose second character is also a measure word and which mostly count nothing.
# (From the CC-CEDICT headwords of this shape; 十分钟 and 一点钟 are longer units and win.)
_COUNTLESS = frozenset(
    "一下 一世 一代 一口 一块 一声 一头 一手 一时 一点 一行 一起 一路 一身 一道 一阵 "
    "一面 一度 一番 一把 一级 一样 一等 一连 一味 一方 一系列 一发 一部分 一家 一层 "
    "一片 一带 一律 一贯 七声 万世 万代 万分 万国 万岁 万年 万户 万里 三角 两手 两下 "
    "四周 四处 四面 四方 四起 四角 四声 四季 五笔 五股 五行 五角 五味 八字 八股 八角 "
    "六角 十分 十字 千古 千秋 百倍 百分 百家 百年 百般 二手 三番 三军 三包 三胜 九天 "
    "一行 一包 一票 一笔 百战 千年 万方 一生 十方 万众 一式 一员 三国 两面 半天 半路 "
    "半夜 半期 半面 半场 半点 半个 一方面 九泉 百科 两样 百里 千里 两级 三级 三联 一周".split()
) - {"一级", "三级", "一周", "两样", "百里", "百年"}

# Words with a numeral inside that every text has, for callers that bring no dictionary.
_FIXED = frozenset(
    "一般 一切 一起 一些 一定 一直 一样 一同 一再 一致 一向 一贯 一律 一旦 一概 一齐 "
    "一心 一举 一时 一面 一方面 一边 一共 一经 一味 一系列 一部分 一条龙 一心一意 "
    "一下子 一会儿 一次性 一个劲 一口气 一辈子 一番 一阵子 一步步 一天到晚 一连串 "
    "一视同仁 一帆风顺 一无所有 一目了然 一言不发 一马当先 一干二净 统一 唯一 惟一 "
    "不一 万一 单一 划一 同一 逐一 之一 均一 其一 进一步 不一样 不一定 有一些 这一切 "
    "大吃一惊 说一不二 独一无二 万众一心 专一 三言两语 三心二意 三三两两 三番五次 再三 "
    "接二连三 丢三落四 颠三倒四 四川 四面八方 四通八达 四处 四周 四季 四肢 五四运动 "
    "五一节 五金 五官 五星红旗 五花八门 五角大楼 五台山 五湖四海 七夕 七上八下 "
    "七嘴八舌 乱七八糟 八一 八路军 八仙 九州 十分 十足 十全十美 百般 百姓 老百姓 百货 "
    "百花齐放 百家争鸣 百科 百折不挠 百战百胜 千万 千方百计 千军万马 千家万户 千变万化 "
    "千篇一律 千钧一发 千瓦 万能 万岁 万物 万象 万恶 万里长城 万水千山 成千上万 "
    "成千成万 三明 三八 三峡 三亚 三角 三轮车 三轮 两岸 两极 两旁 两侧 半导体 半岛 "
    "二胡 二氧化碳 二流子 六安 三合土 三夏 三秋 三好学生 三结合 四清 三反 五反 双百 "
    "一五 五保户 五保 三民主义 二元论 二十四史 秋千 若干 十字路口 十字架 一带 一路 "
    "一把手 一刀切 一等 一流 一线 一手 一体 一元化 一身 一行 一道 丈二 百分比 百分率 "
    "百分点 百分数 百分制 十三陵 十里洋场 九龙 九江 三门峡 六朝 两会 张三 李四 王五 "
    "七绝 五言 七律 三顾 八宝 八仙过海 一窍不通 一望无际 一落千丈 一日千里 万马奔腾".split()
)

WordTest = Callable[[str], bool]


def read_unit(text: str, start: int) -> str:
    """The longest unit that begins at `start`, or "" if another word does (分 of 分别)."""
    if _NOT_A_UNIT.match(text, start):
        return ""
    match = _UNIT.match(text, start)
    return match[0] if match else ""


def is_countless(text: str) -> bool:
    """Whether numeral and measure word together are an ordinary word (十分, 一起)."""
    return text in _COUNTLESS


def with_fixed(is_word: WordTest | None) -> WordTest:
    """The caller's dictionary together with the few words that need none."""
    if is_word is None:
        return _FIXED.__contains__
    known = is_word
    return lambda word: word in _FIXED or known(word)
