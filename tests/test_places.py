"""What a word's place decides: senses of grammar words, the English of names, where clauses end."""

from __future__ import annotations

import pytest
from one_sentence import bench

from quizgen.items.clauses import clause_span
from quizgen.model import Token
from quizgen.translation.frames import Place, framed

FRAMES = [
    ("他/r 在/p 医院/n 工作/v 。/x", "在", "(of sb or sth) to be (located) at"),
    ("我/r 在/d 找/v 护照/n 。/x", "在", "(used before a verb to indicate an action in progress)"),
    ("他/r 写/v 了/u 信/n 。/x", "了", "(completed action marker)"),
    ("下/v 雨/n 了/u 。/x", "了", "(modal particle indicating change of state"),
    ("三十/m 元/q 左右/m 。/x", "左右", "approximately"),
    ("左右/n 看看/v 。/x", "左右", None),  # the verb's "left and right" is judged like others
    ("把/p 手/n 伸/v 进/v 去/v 。/x", "把", "(used to put the object before the verb"),
    ("一/m 把/q 刀/n 。/x", "把", None),
    ("三十/m 多/m 人/n 。/x", "多", "(after a numeral) ... odd"),
    ("人/n 多/a 。/x", "多", None),
    ("并/d 没有/v 错/a 。/x", "并", "(not) at all"),
    ("发现/v 并/c 改正/v 。/x", "并", "and"),
    ("既/d 大/a 又/d 好/a 。/x", "既", "both... (and...)"),
    ("英/ns 、/x 法/ns 。/x", "法", "France"),
]


@pytest.mark.parametrize(("text", "word", "begins"), FRAMES)
def test_a_grammar_word_has_the_sense_of_its_place(
    text: str, word: str, begins: str | None
) -> None:
    zh = "".join(part.partition("/")[0] for part in text.split())
    lexicon, tags = bench(zh).lexicon, [part.partition("/")[2] for part in text.split()]
    tokens, start = [], 0
    for part in text.split():
        tokens.append(_token(part, start))
        start = tokens[-1].end
    at = next(n for n, token in enumerate(tokens) if token.text == word)
    senses = [(entry, n) for entry in lexicon.lookup(word) for n in range(len(entry.senses))]
    number = framed(Place(tokens, tags, at), senses)
    if begins is None:
        assert number is None
    else:
        assert number is not None
        entry, sense = senses[number]
        assert entry.senses[sense].startswith(begins)


def _token(part: str, start: int) -> Token:
    text, _, tag = part.partition("/")
    return Token(text, start, tag)


NAMES = [
    ("新华社记者来到北京第二机床厂。",
     "A Xinhua News Agency reporter came to the Beijing No. 2 Machine Tool Factory.",
     {"新华社": "Xinhua News Agency", "北京第二机床厂": "Beijing No. 2 Machine Tool Factory"}),
    ("青江钢铁厂的工人很高兴。", "The workers of the Qingjiang Iron and Steel Plant are happy.",
     {"青江钢铁厂": "Qingjiang Iron and Steel Plant"}),
    ("他到过北京和上海。", "He has been to Beijing and Shanghai.",
     {"北京": "Beijing", "上海": "Shanghai"}),
]  # fmt: skip


@pytest.mark.parametrize(("zh", "en", "names"), NAMES)
def test_a_name_has_the_english_of_the_article(zh: str, en: str, names: dict[str, str]) -> None:
    found = {name.text: name.english for name in bench(zh, en).names}
    assert {text: found.get(text) for text in names} == names


def test_english_of_a_name_is_no_evidence_for_the_word_beside_it() -> None:
    """讯 "news" isn't rendered: the "News" is 新华社's."""
    work = bench("新华社北京讯", "Xinhua News Agency, Beijing")
    token = next(n for n, t in enumerate(work.sentences[0].tokens) if t.text == "讯")
    assert work.senses[0][token].state == "absent"


CLAUSES = [
    # sentence, word, clause
    ("工人在党支部提出的“多打粮食，支援城市”的口号鼓舞下干得很好。", "口号",
     "“多打粮食，支援城市”的口号鼓舞下干得很好"),
    ("【本市消息】华北书店计划出版两种期刊。", "计划", "【本市消息】华北书店计划出版两种期刊"),
    ("他说：“不要紧，我明天来。”", "明天", "我明天来"),
]  # fmt: skip


@pytest.mark.parametrize(("zh", "word", "clause"), CLAUSES)
def test_a_clause_has_no_half_of_a_pair(zh: str, word: str, clause: str) -> None:
    sentence = bench(zh).sentences[0]
    start = zh.index(word)
    low, high = clause_span(sentence, start, start + len(word))
    assert zh[low:high] == clause
    for first, last in ("“”", "（）", "【】", "《》"):
        assert zh[low:high].count(first) == zh[low:high].count(last)
