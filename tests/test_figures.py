"""Facts: the English that says the same, contradictions, contexts, and the choice of cards."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.items.figures import find_questions
from quizgen.model import Article, GlossaryEntry, Paragraph, Question, Sentence, Token

CASES = Path(__file__).parent / "cases" / "figures.json"

# From seeds/1959-12-24_beijing-output-plan.txt: sentences with a quantity, in the article's order,
# the paragraph of each, and the translation's sentence.
DEMO = [
    (
        0,
        "新华社23日讯　北京今年的工业总产值计划已提前二十一天在本月10日完成。",
        "Xinhua News Agency, December 23rd: Beijing's industrial gross output value plan for this "
        "year was completed twenty-one days ahead of schedule on the 10th of this month.",
    ),
    (
        0,
        "到本月20日为止，全市冶金、煤炭、电力、机械、化工、建筑材料、纺织等行业和"
        "九百一十个大小厂矿企业，都分别提前超额完成了国家计划，它们已完成的总产值比国家计划超额了4％。",
        "As of the 20th of this month, the city's metallurgy, coal, power and other industries, "
        "and nine hundred and ten large and small factories and mines, have all completed the "
        "state plan ahead of schedule and exceeded it. Their total output value completed has "
        "exceeded the state plan by 4%.",
    ),
    (
        0,
        "各种主要工业产品的产量都比去年有很大增长，其中钢、钢材和生铁增长50％以上，煤炭增长40％以上。",
        "The output of various major industrial products has greatly increased compared with last "
        "year, with steel, steel products, and pig iron increasing by more than 50%, and coal "
        "increasing by more than 40%.",
    ),
    (
        1,
        "除了产值产量大幅度增长外，今年前十一个月可比产品的成本，比去年同期降低了7.2％，"
        "劳动生产率比去年提高20％以上；产品质量也有显著提高，全市转炉钢的合格率1月份平均为95.19％，"
        "11月份已平均提高到98.03％。",
        "In addition, the cost of comparable products in the first eleven months of this year "
        "decreased by 7.2% compared with the same period last year, and labor productivity "
        "increased by more than 20% compared with last year. The average pass rate of converter "
        "steel in the city was 95.19% in January, and it has increased to an average of 98.03% in "
        "November.",
    ),
    (
        1,
        "冶金工业去年还只能炼制、试制普通钢和六种合金钢，今年试制和生产了六十四种合金钢。",
        "The metallurgical industry could only refine and trial-produce ordinary steel and six "
        "kinds of alloy steel last year, and this year it has trial-produced and produced "
        "sixty-four kinds of alloy steel.",
    ),
    (
        1,
        "针织品去年有二百四十一种，今年试制和生产了四百八十种。",
        "There were two hundred and forty-one kinds of knitted goods last year, and this year four "
        "hundred and eighty kinds were trial-produced and produced.",
    ),
    (
        1,
        "电子管品种比去年增长一点三倍。",
        "The variety of electron tubes has increased by 1.3 times compared with last year.",
    ),
    (
        2,
        "第一，在不断革命的思想指导下，群众运动持续发展，从年初到年底，一个高潮紧接着一个高潮。",
        "First, under the guidance of the idea of continuous revolution, the mass movement has "
        "continued to develop, with one upsurge following another.",
    ),
    (
        2,
        "特别是8月以后，在党的八届八中全会号召的鼓舞下，群众运动更加广泛深入和不断提高。",
        "Especially after August, encouraged by the call of the Eighth Plenary Session of the "
        "Eighth Central Committee of the Party, the mass movement became more extensive.",
    ),
    (
        2,
        "因此，促进了生产的逐月上升，全市工业总产值8月比7月增长19％，9月比8月增长24％；"
        "10月份电力供应不足，但是仍然比9月增长7％，11月比10月又增长17％。",
        "The city's total industrial output value increased by 19% in August compared with July, "
        "and 24% in September compared with August; In October, the power supply was insufficient, "
        "but it still increased by 7% compared with September, and by 17% in November compared "
        "with October.",
    ),
    (
        3,
        "仅西城区九十三个工厂的职工，在11月份就实现了九千八百七十二件革新建议。",
        "The workers of ninety-three factories in Xicheng District alone realized nine thousand "
        "eight hundred and seventy-two innovation proposals in November.",
    ),
    (
        4,
        "北京第一机床厂的工人在装配超额生产的万能铣床　楚英摄",
        "Workers at the Beijing No. 1 Machine Tool Factory are assembling milling machines.",
    ),
]
# Every numeral of the demo with a unit or a time word: its hole, unit and value.
NUMERALS = """
23 日 1959-12-23 / 二十一 天 21 / 10 日 1959-12-10 / 20 日 1959-12-20 / 九百一十 个 910 / 4 ％ 4
50 ％ 50 / 40 ％ 40 / 十一 个月 1959-01/1959-11 / 7.2 ％ 7.2 / 20 ％ 20 / 1 月份 1959-01
95.19 ％ 95.19 / 11 月份 1959-11 / 98.03 ％ 98.03 / 六 种 6 / 六十四 种 64 / 二百四十一 种 241
四百八十 种 480 / 一点三 倍 1.3 / 8 月 1959-08 / 8 月 1959-08 / 7 月 1959-07 / 19 ％ 19
9 月 1959-09 / 8 月 1959-08 / 24 ％ 24 / 10 月份 1959-10 / 9 月 1959-09 / 7 ％ 7 / 11 月 1959-11
10 月 1959-10 / 17 ％ 17 / 九十三 个 93 / 11 月份 1959-11 / 九千八百七十二 件 9872
"""


def article(sentences: list[Sentence], **more: Any) -> Article:
    last = max(sentence.paragraph for sentence in sentences)
    paragraphs = tuple(Paragraph("", 1 + i) for i in range(last + 1))
    return Article("x", "题", "Title", paragraphs, date="1959-12-24", **more)


def sentence(zh: str, en: str, paragraph: int = 0, bead: int = 0) -> Sentence:
    return Sentence(zh, en, paragraph, 0, bead)


@pytest.fixture(scope="module")
def demo() -> tuple[list[Sentence], tuple[Question, ...]]:
    sentences = [sentence(zh, en, where, i) for i, (where, zh, en) in enumerate(DEMO)]
    return sentences, find_questions(article(sentences), sentences)


def test_the_demos_36_numerals_are_found_whole(
    demo: tuple[list[Sentence], tuple[Question, ...]],
) -> None:
    wanted = [tuple(line.split()) for line in NUMERALS.strip().replace("\n", " / ").split(" / ")]
    found = [(q.answer, q.unit, str(q.value)) for q in demo[1] if q.unit and q.answer != "一"]
    assert len(wanted) == 36
    assert found == wanted


def test_every_numeral_of_the_demo_has_its_english(
    demo: tuple[list[Sentence], tuple[Question, ...]],
) -> None:
    sentences, questions = demo
    for q in questions:
        assert q.english in sentences[q.sentence].en
        assert not q.doubtful
    assert all(q.english for q in questions if q.unit and q.answer != "一")


def test_the_demos_cards(demo: tuple[list[Sentence], tuple[Question, ...]]) -> None:
    sentences, questions = demo
    asked = [q for q in questions if q.asked]
    assert len(asked) == 10
    rates = [q for q in asked if q.answer in {"19", "24", "7", "17"}]
    assert len(rates) == 1
    for q in asked:
        zh = sentences[q.sentence].zh
        start, end = q.context
        assert start <= q.start < q.end <= end <= len(zh)
        assert q.hint
        assert q.accepted
        assert q.answer not in zh[start : q.start] + zh[q.end : end]
        assert sum(other.sentence == q.sentence for other in asked) <= 2
    assert "第一机床厂" not in "".join(q.answer for q in questions)


def test_accepted_answers_are_few_and_others(
    demo: tuple[list[Sentence], tuple[Question, ...]],
) -> None:
    for q in demo[1]:
        assert len(q.accepted) <= 6
        assert len(set(q.accepted)) == len(q.accepted)
        assert q.answer not in q.accepted


def test_kinds_are_spread() -> None:
    meetings = [("农", "七", "二"), ("渔", "八", "三"), ("林", "九", "四"), ("牧", "四", "五")]
    sentences = [
        sentence(f"七月{date}日全省{name}业代表举行第{nth}次大会。", "", i, i)
        for i, (name, nth, date) in enumerate(meetings)
    ]
    asked = [q for q in find_questions(article(sentences), sentences) if q.asked]
    assert sum(q.kind == "ordinal" for q in asked) == 2
    assert sum(q.kind == "date" for q in asked) == 3


def test_a_noun_is_counted_twice_at_most() -> None:
    sentences = [
        sentence(f"{place}公社建成{number}个养猪场。", "", 0, i)
        for i, (place, number) in enumerate(
            [("东风", "二十"), ("红旗", "三十"), ("前进", "四十"), ("胜利", "五十")]
        )
    ]
    found = find_questions(article(sentences), sentences)
    assert [q.asked for q in found] == [True, True, False, False]
    assert "养猪" in found[-1].reason


def test_every_question_says_why(demo: tuple[list[Sentence], tuple[Question, ...]]) -> None:
    sentences, questions = demo
    for q in questions:
        assert q.reason.endswith(".")
        assert sentences[q.sentence].zh[q.start : q.end] == q.answer
    places = [(q.sentence, q.start) for q in questions]
    assert places == sorted(places)


def test_the_limit_holds(demo: tuple[list[Sentence], tuple[Question, ...]]) -> None:
    sentences, questions = demo
    fewer = find_questions(article(sentences), sentences, limit=3)
    assert sum(q.asked for q in fewer) == 3
    assert [q.answer for q in fewer] == [q.answer for q in questions]
    assert not any(q.asked for q in find_questions(article(sentences), sentences, limit=0))


def test_a_changed_digit_in_the_translation_is_noticed() -> None:
    for at, (where, zh, en) in enumerate(DEMO):
        if "sixty-four" not in en:
            continue
        wrong = [sentence(zh, en.replace("sixty-four", "forty-six"), where, at)]
        wrong[0] = Sentence(zh, wrong[0].en, 0, 0, 0)
        doubtful = [q for q in find_questions(article(wrong), wrong) if q.doubtful]
        assert [q.answer for q in doubtful] == ["六十四"]
        assert "forty-six" in doubtful[0].reason


def test_sentences_of_one_bead_share_their_english_in_order() -> None:
    english = "In the east twenty wells were dug, in the west twenty-five; twenty of them are deep."
    sentences = [
        sentence("东部的农民挖了二十口井。", english),
        sentence("西部的农民挖了二十五口井，其中深井有二十口。", english),
    ]
    found = find_questions(article(sentences), sentences)
    assert [q.english for q in found] == ["twenty", "twenty-five", "twenty"]
    assert not any(q.doubtful for q in found)


def test_a_name_of_the_glossary_is_not_asked() -> None:
    sentences = [sentence("二道区的农民今年都丰收了。", "Farmers of Erdao had a good harvest.")]
    names = (GlossaryEntry("二道区", "Erdao District"),)
    for q in find_questions(article(sentences, glossary=names), sentences):
        assert not q.asked


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(
            case,
            id=case["label"],
            marks=pytest.mark.xfail(strict=True) if case.get("expect") == "fail" else (),
        )
        for case in json.loads(CASES.read_text("utf-8"))
    ],
)
def test_facts(case: dict[str, Any]) -> None:
    read, sentences = made(case)
    questions = find_questions(read, sentences)
    for answer, expected in case["expected"].items():
        question = next(q for q in questions if q.answer == answer)
        for name, value in expected.items():
            check(question, sentences[question.sentence].zh, name, value)


def made(case: dict[str, Any]) -> tuple[Article, list[Sentence]]:
    """The article of a case: its headline, if any, and its sentences.

    `en` is shared by all or a list; `tokens` cuts and tags the first sentence ("利用/v 矿渣/n").
    """
    parts = [part + "。" for part in case["zh"].split("。") if part]
    headline = [case["headline"]] if "headline" in case else []
    english = case["en"] if isinstance(case["en"], list) else None
    sentences = []
    for i, zh in enumerate((*headline, *parts)):
        tokens = tagged(case.get("tokens", "")) if i == len(headline) else ()
        en, bead = (english[i], i) if english else (case["en"], 0)
        sentences.append(Sentence(zh, en, min(i, len(headline)), 0, bead, 0.0, tokens))
    paragraphs = [Paragraph(text, 1, "headline") for text in headline]
    paragraphs.append(Paragraph("", 2))
    glossary = tuple(GlossaryEntry(zh, en) for zh, en in case.get("glossary", ()))
    date = case.get("date", "1959-12-24")
    return Article("x", "题", "Title", tuple(paragraphs), date=date, glossary=glossary), sentences


def tagged(text: str) -> tuple[Token, ...]:
    at, tokens = 0, []
    for pair in text.split():
        word, _, pos = pair.rpartition("/")
        tokens.append(Token(word, at, pos))
        at += len(word)
    return tuple(tokens)


def check(question: Question, zh: str, name: str, value: Any) -> None:
    """One expectation of a case: reasons by a part, accepted as a subset, accepts in full.

    `rejects` are forms that must not be among the accepted, of which there are some.
    """
    if name == "rejects":
        assert question.accepted and not set(value) & set(question.accepted)
        return
    got = question.accepted if name == "accepts" else getattr(question, name)
    if name == "reason":
        assert value in got
    elif name == "accepted":
        assert set(value) <= set(got)
    elif name == "accepts":
        assert list(got) == value
    elif name == "context":
        assert zh[slice(*got)] == value
    elif name == "added":
        assert [list(pair) for pair in got] == value
    else:
        assert got == value


@given(
    st.lists(
        st.tuples(
            st.text("今年去月日1234567890％个头一二三十百比，。其中它们都增长到", max_size=30),
            st.text("one two 1 2 % three hundred July, .", max_size=30),
        ),
        min_size=1,
        max_size=3,
    )
)
def test_any_text_makes_questions_in_range(pairs: list[tuple[str, str]]) -> None:
    sentences = [sentence(zh, en, 0, i) for i, (zh, en) in enumerate(pairs)]
    for q in find_questions(article(sentences), sentences):
        zh = sentences[q.sentence].zh
        assert zh[q.start : q.end] == q.answer
        assert q.reason
        if q.asked:
            assert q.context[0] <= q.start < q.end <= q.context[1] <= len(zh)
