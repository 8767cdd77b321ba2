"""The sections a worksheet can have: their titles, instructions, worked examples and items."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from quizgen.model import Aim, Item, ItemKind
from quizgen.worksheet.model import Section


class Kind(NamedTuple):
    """A section without its tasks, and which items of the bank belong into it."""

    section: Section
    kinds: frozenset[ItemKind] = frozenset()
    not_aims: frozenset[Aim] = frozenset()
    aims: frozenset[Aim] = frozenset()

    def takes(self, item: Item) -> bool:
        """Whether an item belongs here."""
        aims = (not self.aims or item.aim in self.aims) and item.aim not in self.not_aims
        return item.kind in self.kinds and aims


def _kind(
    name: str,
    titles: tuple[str, str],
    how: tuple[str, str],
    example: tuple[str, str] = ("", ""),
    *kinds: ItemKind,
    aims: tuple[Aim, ...] = (),
    but: tuple[Aim, ...] = (),
) -> Kind:
    section = Section(name, *titles, *how, example=example)
    return Kind(section, frozenset(kinds), frozenset(but), frozenset(aims))


# Examples are of everyday life, so that none gives away what an article states.
_KINDS = (
    _kind("reading", ("课文", "Passage"), ("", "")),
    _kind("vocab", ("生词", "Vocabulary"), ("学习这些词语。", "Learn these words.")),
    _kind(
        "matching",
        ("连线", "Matching"),
        ("把左边和右边连起来，或写上字母。", "Join the two columns, or write the letters."),
        ("1 书 ＿＿　A book　B cup", "A"),
        "matching",
        but=("sound", "name", "gist"),
    ),
    _kind(
        "blanks",
        ("填空", "Fill in the blanks"),
        ("根据课文，在空格里写一个词或一个数。", "Write a word or a figure from the passage."),
        ("小王每天六点＿＿＿＿。(to get up)", "起床"),
        "cloze",
        "word",
        "numeral",
    ),
    _kind(
        "tf",
        ("判断", "True, false or not said"),
        ("根据课文，在方格里打勾。", "Tick what is right by the passage."),
        ("据文章，小王每天八点起床。", "错"),
        "truth",
    ),
    _kind(
        "mc",
        ("选择", "Multiple choice"),
        ("圈出正确答案的字母。", "Circle the letter of the right answer."),
        ("小王几点起床？　A 五点　B 六点　C 七点　D 八点", "B"),
        "choice",
        but=("name",),
    ),
    _kind(
        "patterns",
        ("句型", "Patterns"),
        ("圈出合适的词语。", "Circle what fits."),
        ("＿＿＿＿下雨，＿＿＿＿他没有来。　A 因为 … 所以　B 虽然 … 但是", "A"),
        "pattern",
    ),
    _kind(
        "questions",
        ("回答问题", "Questions"),
        ("用课文里的词语回答。", "Answer in the words of the passage."),
        ("小王为什么六点起床？", "因为他七点上课。"),
        "short",
        "reference",
    ),
    _kind(
        "order",
        ("排序", "Put in order"),
        ("在横线上按顺序写字母。", "Write the letters in the right order."),
        ("A 吃饭　B 起床　C 上学", "B A C"),
        "ordering",
    ),
    _kind(
        "table",
        ("填表", "Complete the table"),
        ("根据课文填表。", "Complete the table from the passage."),
        ("起床：＿＿＿＿点", "六"),
        "table",
    ),
    _kind(
        "pinyin",
        ("拼音和汉字", "Pinyin and characters"),
        ("加声调，看拼音写汉字，或连线。", "Add tones, write characters, or match."),
        ("起床　qichuang", "qǐchuáng"),
        "tones",
        "hanzi",
        "matching",
        aims=("sound", "script"),
    ),
    _kind(
        "names",
        ("人名和机构", "Names"),
        ("根据课文回答。", "Answer from the passage."),
        ("1 老师 ＿＿　A 王明　B 李华", "A"),
        "matching",
        "choice",
        aims=("name",),
    ),
    _kind(
        "dictation",
        ("听写", "Dictation"),
        ("听老师读三遍，写下来。", "Listen three times and write."),
        ("", ""),
        "dictation",
    ),
    _kind(
        "translation-check",
        ("检查译文", "Check the translation"),
        ("英文是机器翻译的。请改好。", "Say it in better English."),
        ("", ""),
        "translation",
    ),
    _kind(
        "writing",
        ("写作", "Writing"),
        ("用下面的词语写一段话，80到100字。", "Write 80 to 100 characters with these words."),
    ),
    _kind("characters", ("写汉字", "Characters"), ("先描，再写。", "Trace, then write.")),
    _kind(
        "source",
        ("关于来源", "About the source"),
        ("想一想，和同学讨论。", "Think, and discuss."),
    ),
)
KINDS: Mapping[str, Kind] = {kind.section.name: kind for kind in _KINDS}
