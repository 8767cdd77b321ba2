"""Lessons made by hand, so that writers can be tested without the stages before them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from quizgen.model import (
    Article,
    LeftOut,
    Lesson,
    Paragraph,
    Question,
    Sentence,
    Settings,
    Token,
    Word,
)
from quizgen.text.spelling import join

CREDIT = "CC-CEDICT (2023-11-07), MDBG, CC BY-SA 4.0"

# What an article could say to break out of a card.
NASTY = (
    "<person> & {{c1::x}} }} [sound:a.mp3] [latex]x[/latex] \\(y\\)"
    " <script>document.title='run'</script>"
)

# "word/numbered pinyin", "word" for what has none; the English beside it.
_SENTENCES = (
    (
        # Mass movements continue to develop
        "群众/qun2,zhong4 运动/yun4,dong4 持续/chi2,xu4 发展/fa1,zhan3",
        "Mass movement continues to develop",
    ),
    (
        # Through pace-setter contests the workers learn from each other
        "广大/guang3,da4 职工/zhi2,gong1 通过/tong1,guo4 标兵/biao1,bing1 赛/sai4 、"
        " 对手/dui4,shou3 赛/sai4 、 表演/biao3,yan3 赛/sai4 等/deng3 多种/duo1,zhong3"
        " 生动/sheng1,dong4 活泼/huo2,po1 的/de5 竞赛/jing4,sai4 形式/xing2,shi4 ， 互相/hu4,xiang1"
        " 学习/xue2,xi2 ， 共同/gong4,tong2 提高/ti2,gao1 。",
        "Workers learn from each other and improve together through various lively competition"
        " forms such as pace-setter competitions, opponent competitions and performance"
        " competitions.",
    ),
    (
        # In November this year Xicheng's workers put 9,872 proposals into practice, over target
        "今年/jin1,nian2 11 月/yue4 西城区/xi1,cheng2,qu1 职工/zhi2,gong1 超额/chao1,e2"
        " 实现/shi2,xian4 了/le5 九千八百七十二/jiu3,qian1,ba1,bai3,qi1,shi2,er4 件/jian4"
        " 革新/ge2,xin1 建议/jian4,yi4 。",
        "In November this year, the workers of Xicheng District realized nine thousand eight"
        " hundred and seventy-two innovation proposals, above the plan.",
    ),
    (
        # In line 3 of the bank's report (háng twice), "may be done" (xíng)
        "银行/yin2,hang2 第三/di4,san1 行/hang2 写/xie3 着/zhe5 ： 这样/zhe4,yang4 办/ban4"
        " 也/ye3 行/xing2 。",
        "The third line of the bank’s report says: it is also OK to do it this way.",
    ),
    (
        f"据/ju4 报/bao4 ： {NASTY.replace(' ', '␣')} 一百/yi4,bai3 件/jian4 。",
        f"It says: {NASTY} 100.",
    ),
)


def tokens(spelled: str) -> tuple[Token, ...]:
    """Tokens from "群众/qun2,zhong4 ，"; ␣ is a space of the text."""
    made, at = [], 0
    for part in spelled.split(" "):
        word, _, reading = (
            part.partition("/") if re.match(r"[^<\\]+/[a-z]", part) else (part, "", "")
        )
        word, syllables = word.replace("␣", " "), tuple(reading.split(",")) if reading else ()
        made.append(Token(word, at, "n", syllables, join(syllables)))
        at += len(word)
    return tuple(made)


def sentence(spelled: str, en: str, number: int) -> Sentence:
    made = tokens(spelled)
    return Sentence("".join(t.text for t in made), en, number, 0, number, 0.9, made)


SENTENCES = tuple(sentence(zh, en, number) for number, (zh, en) in enumerate(_SENTENCES))


def word(hanzi: str, traditional: str, numbers: str, meaning: str, where: int, **more: Any) -> Word:
    """A word with a card; `nth` says which occurrence in its sentence, from 0."""
    zh = SENTENCES[where].zh
    start = [m.start() for m in re.finditer(re.escape(hanzi), zh)][more.pop("nth", 0)]
    defaults: dict[str, Any] = {
        "pinyin": join(numbers.split()),
        "tier": "card",
        "other_meanings": (),
        "evidence": "",
        "sense": "confirmed",
        "label": "",
        "start": start,
        "end": start + len(hanzi),
        "clause": (0, len(zh)),
        "clause_en": "",
        "level": "",
        "frequency": 1.0,
        "pos": "n",
        "reason": "made by hand",
    }
    return Word(
        hanzi=hanzi,
        traditional=traditional,
        pinyin_numbers=numbers,
        meaning=meaning,
        sentence=where,
        **defaults | more,
    )


def question(answer: str, where: int, unit: str, **more: Any) -> Question:
    start = SENTENCES[where].zh.index(answer)
    defaults: dict[str, Any] = {
        "kind": "number",
        "value": 0,
        "bound": "",
        "english": "",
        "asked": True,
        "doubtful": False,
        "reason": "made by hand",
    }
    return Question(
        sentence=where,
        start=start,
        end=start + len(answer),
        answer=answer,
        unit=unit,
        **defaults | more,
    )


def _words() -> tuple[Word, ...]:
    return (
        word("行", "行", "xing2", "all right; OK", 3, nth=2, pos="a", ambiguous=True,
             clause=(8, 14), clause_en="it is also OK to do it this way", evidence="OK",
             other_meanings=("to walk", "capable")),
        word("行", "行", "hang2", "line; row", 3, nth=1, ambiguous=True,
             clause=(0, 7), clause_en="The third line of the bank’s report says", evidence="line"),
        word("标兵", "標兵", "biao1 bing1", "pacesetter", 1, level="HSK 2025: 7–9",
             evidence="pace-setter", clause=(0, 29), measure_words=("个",),
             other_meanings=("parade guard", "model; example"), related=("竞赛", "表演"),
             clause_en="various lively competition forms such as pace-setter competitions",
             more_sentences=(0,)),
        word("群众运动", "群眾運動", "qun2 zhong4 yun4 dong4", "mass movement", 0,
             pinyin="qúnzhòng yùndòng", label="political term, PRC 1950s–60s",
             evidence="mass movement", clause_en="Mass movement continues to develop"),
        word("超额", "超額", "chao1 e2", "above quota", 2, pos="d", doubtful=True,
             evidence="above the plan", clause_en="realized … above the plan"),
        word("据", "據", "ju4", "according to " + NASTY, 4, pos="p", label=NASTY, note=NASTY,
             other_meanings=(NASTY,), evidence="says", clause_en=f"It says: {NASTY}"),
        word("竞赛", "競賽", "jing4 sai4", "competition", 1, tier="gloss"),
        word("西城区", "西城區", "Xi1 cheng2 qu1", "Xicheng District", 2, tier="name",
             pinyin="Xīchéng Qū"),
    )  # fmt: skip


def _questions() -> tuple[Question, ...]:
    hostile = SENTENCES[4].zh
    return (
        question("九千八百七十二", 2, "件", value=9872, hint="how many?",
                 accepted=("9872", "9,872"), english="nine thousand eight hundred and seventy-two",
                 added=((2, "〔1959〕"),)),
        question("一百", 4, "件", value=100, hint="}} how::many {{c2::?}} [sound:b.mp3]",
                 context=(0, len(hostile)), added=((1, "〔}}::<b>〕"),), english="100"),
        question("11", 2, "月", kind="date", value=11, asked=False),
        question("第三", 3, "行", kind="ordinal", value=3, doubtful=True),
    )  # fmt: skip


def make_lesson(**settings: Any) -> Lesson:
    """A lesson of six words and two facts with cards, and others without."""
    article = Article(
        stem="1959-12-24_beijing-output plan",
        title="群众运动持续发展　生产水平持续上升",
        title_en="Mass Movement Continues to Develop",
        paragraphs=tuple(
            Paragraph(s.zh, number + 1, "headline" if number == 0 else "body")
            for number, s in enumerate(SENTENCES)
        ),
        publication="People’s Daily",
        date="1959-12-24",
        page="1",
        translation="machine",
    )
    return Lesson(
        article,
        SENTENCES,
        _words(),
        _questions(),
        (LeftOut("很大", "its parts say it all"),),
        Settings(**settings),
        CREDIT,
    )


def with_word(lesson: Lesson, hanzi: str, **changes: Any) -> Lesson:
    """The lesson with something else said about a word."""
    words = tuple(replace(w, **changes) if w.hanzi == hanzi else w for w in lesson.words)
    return replace(lesson, words=words)
