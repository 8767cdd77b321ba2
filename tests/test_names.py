"""Names of people, places and bodies: sentences with all their names, and sentences with none."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib import resources
from itertools import pairwise
from typing import Any

import pytest
from one_sentence import load, params

from quizgen.model import GlossaryEntry
from quizgen.text.lexicon import Lexicon
from quizgen.text.names import Kind, NameSpan, find_names, name_words, names_of
from quizgen.text.proper import closed_list
from quizgen.text.tagger import pieces
from quizgen.translation.names import confirm, is_shown, kind_of

CASES = load("names.json")


def found(case: dict[str, Any], lexicon: Lexicon) -> list[str]:
    """The case's names as 楚英/PER, after a look at its English."""
    text, glossary = case["text"], [GlossaryEntry(*pair) for pair in case.get("glossary", ())]
    kinds = {entry.zh: kind_of(entry, lexicon) for entry in glossary}
    names = find_names(text, lexicon, {zh: kind for zh, kind in kinds.items() if kind})
    if "english" in case:
        names = confirm(names, text, case["english"], glossary, lexicon)
    return [f"{text[name.start : name.end]}/{name.kind}" for name in names]


def test_there_are_enough_cases_and_a_third_has_no_name() -> None:
    assert len(CASES) >= 80
    assert sum(not case["expected"] for case in CASES) * 3 >= len(CASES)


@pytest.mark.parametrize("case", params(CASES))
def test_names(case: dict[str, Any], lexicon: Lexicon) -> None:
    assert found(case, lexicon) == case["expected"]


def test_names_stand_in_order_and_never_overlap(lexicon: Lexicon) -> None:
    for case in CASES:
        names = find_names(case["text"], lexicon)
        assert all(a.end <= b.start for a, b in pairwise(names))
        assert all(0 <= name.start < name.end <= len(case["text"]) for name in names)
        assert all(0 <= name.confidence <= 1 for name in names)


def test_pieces_spell_the_text() -> None:
    for case in CASES:
        text = case["text"]
        assert "".join(text[p.start : p.end] for p in pieces(text)) == text


def test_long_text(lexicon: Lexicon) -> None:
    text = "北京第一机床厂的工人刘桂兰在装配铣床。" * 500
    names = find_names(text, lexicon)
    assert len(text) > 9_000
    assert sum(name.kind == "PER" for name in names) == 500


@pytest.mark.parametrize("text", ["", "😀" * 50, "·" * 30, "——", "ABC", "　"])
def test_odd_texts_have_no_names(text: str, lexicon: Lexicon) -> None:
    assert find_names(text, lexicon) == ()


def test_what_one_sentence_shows_is_found_in_the_others(lexicon: Lexicon) -> None:
    texts = ["老师志远说，他很高兴。", "我和志远去"]
    assert find_names(texts[1], lexicon) == ()
    _, (name,) = names_of(texts, lexicon)
    assert (name.start, name.end, name.kind, name.by) == (2, 4, "PER", "article")


# Two names as long as each other that overlap in the last sentence.
OVERLAP = ["新华社小河沟十二月四日电", "新华社河沟子十二月四日电", "走过小河沟子边"]
ASK = f"""
from quizgen.text.lexicon import open_lexicon
from quizgen.text.names import names_of
print(names_of({OVERLAP}, open_lexicon())[2])
"""


def test_of_two_names_that_overlap_the_first_is_found_in_every_run(lexicon: Lexicon) -> None:
    said = {
        subprocess.run(
            [sys.executable, "-c", ASK],
            env=os.environ | {"PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    (name,) = names_of(OVERLAP, lexicon)[2]
    assert OVERLAP[2][name.start : name.end] == "小河沟"
    assert said == {f"({name},)\n".encode()}


def test_of_two_names_that_overlap_the_glossarys_goes_first(lexicon: Lexicon) -> None:
    (name,) = names_of(OVERLAP, lexicon, {"河沟子": "LOC"})[2]
    assert (OVERLAP[2][name.start : name.end], name.by) == ("河沟子", "glossary")


def test_known_names_are_found_whole_words_are_not_cut(lexicon: Lexicon) -> None:
    assert find_names("我和志远去", lexicon) == ()
    (name,) = find_names("我和志远去", lexicon, known={"志远": "PER"})
    assert (name.start, name.end, name.kind, name.by) == (2, 4, "PER", "glossary")
    assert find_names("他工作得很好", lexicon, known={"作得": "PER"}) == ()
    assert find_names("他工作得很好", lexicon, known={"": "PER"}) == ()


@pytest.mark.parametrize(
    ("text", "known", "kind"),
    [
        ("他是大城市的人", "大城市", "LOC"),  # a plain word elsewhere
        ("卡翁达来了", "卡翁达", "PER"),  # found without help, too
        ("印度政府的代表", "印度政府", "ORG"),  # else cut into 印度 and 政府
        ("《青溪日报》的记者", "青溪日报", "LOC"),  # else a paper
    ],
)
def test_no_rule_touches_what_the_glossary_gives(
    text: str, known: str, kind: Kind, lexicon: Lexicon
) -> None:
    (name,) = find_names(text, lexicon, known={known: kind})
    assert (text[name.start : name.end], name.kind, name.by) == (known, kind, "glossary")
    assert name.confidence >= 0.95


def test_names_that_are_one_word(lexicon: Lexicon) -> None:
    text = "北京第一机床厂的楚英到了白沟村，看见纪念章托在手心。"
    names = [
        NameSpan(0, 7, "ORG", "model", 0.99),  # words of its own: stays several
        NameSpan(8, 10, "PER", "model", 0.95),
        NameSpan(12, 15, "LOC", "model", 0.95),  # 白沟|村
        NameSpan(20, 22, "PER", "model", 0.95),  # cuts through 纪念章
    ]
    assert name_words(names, text, lexicon) == [(8, 10, "nr"), (12, 14, "ns")]
    unsure = [NameSpan(8, 10, "PER", "model", 0.3)]
    assert name_words(unsure, text, lexicon) == []


def test_the_english_makes_surer_and_less_sure(lexicon: Lexicon) -> None:
    name = NameSpan(0, 2, "PER", "model", 0.7)
    (shown,) = confirm([name], "楚英摄", "Photo by Chu Ying", (), lexicon)
    (unseen,) = confirm([name], "楚英摄", "A photo", (), lexicon)
    (alone,) = confirm([name], "楚英摄", "", (), lexicon)
    assert shown.confidence > 0.9 > alone.confidence == 0.7 > unseen.confidence


@pytest.mark.parametrize(
    ("zh", "en", "expected"),
    [
        ("美国", "a U.S. aircraft", True),
        ("意大利", "from Italy", True),
        ("西城区", "Xicheng District", True),
        ("卡翁达", "President Kaunda announced", True),
        ("恩克鲁玛", "Mr. Nkrumah", True),
        ("帕特里斯·卢蒙巴", "Patrice Lumumba", True),
        ("约翰", "Mr. John Brown", True),
        ("北京", "Beijing's factories", True),
        ("老郑", "Old Zheng", True),
        ("里根", "President Lincoln", False),
        ("美国", "in Great Britain", False),
        ("高峰", "The peak is over", False),
        ("楚英", "", False),
    ],
)
def test_is_shown(zh: str, en: str, expected: bool, lexicon: Lexicon) -> None:
    assert is_shown(zh, en, lexicon) is expected


@pytest.mark.parametrize(
    ("zh", "en", "kind"),
    [
        ("新华社", "Xinhua News Agency", "ORG"),
        ("肯尼亚全国妇女联盟", "Kenya National Union of Women", "ORG"),
        ("河西省", "Ha Tay Province", "LOC"),
        ("乌干达", "Uganda", "LOC"),
        ("楚英", "Chu Ying", "PER"),
        ("卡翁达", "Kaunda", "PER"),
        ("新大众", "Xin Dazhong (New Masses)", None),
        ("五一节", "May Day", None),
    ],
)
def test_kind_of_a_glossary_entry(zh: str, en: str, kind: str | None, lexicon: Lexicon) -> None:
    assert kind_of(GlossaryEntry(zh, en), lexicon) == kind


def test_lists_of_name_parts_hold_nothing_twice() -> None:
    text = resources.files("quizgen.data").joinpath("name_parts.tsv").read_text("utf-8")
    for line in text.splitlines():
        members = line.split() if line[0] != "#" else []
        assert len(set(members)) == len(members), members[0]
    assert {"李", "欧阳"} <= closed_list("surname")
    with pytest.raises(KeyError):
        closed_list("no such list")
