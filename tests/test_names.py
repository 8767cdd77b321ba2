"""Names of people, places and bodies: sentences with all their names, and sentences with none."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from one_sentence import load, params

from quizgen.model import GlossaryEntry
from quizgen.text.lexicon import Lexicon
from quizgen.text.names import NameSpan, find_names, name_words, names_of
from quizgen.text.proper import parts
from quizgen.text.tagger import pieces
from quizgen.translation.names import confirm, is_shown, kind_of

CASES = load("names.json")


def found(case: dict[str, Any], lexicon: Lexicon) -> list[str]:
    """The case's names as 楚英/PER, after a look at its English."""
    text, glossary = case["text"], [GlossaryEntry(*pair) for pair in case.get("glossary", ())]
    names = find_names(text, lexicon)
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


def test_what_one_sentence_shows_is_found_in_the_others(lexicon: Lexicon) -> None:
    texts = ["卡翁达总统到了卢萨卡。", "卡翁达说，他很高兴。"]
    kinds = [
        {t[n.start : n.end]: n.kind for n in names}
        for t, names in zip(texts, names_of(texts, lexicon), strict=True)
    ]
    assert kinds[0]["卡翁达"] == kinds[1]["卡翁达"] == "PER"


def test_known_names_are_found_whole_words_are_not_cut(lexicon: Lexicon) -> None:
    names = find_names("白沟的老石匠", lexicon, known={"白沟": "LOC"})
    assert [(n.start, n.end, n.kind) for n in names] == [(0, 2, "LOC")]
    assert find_names("他工作得很好", lexicon, known={"作得": "PER"}) == ()


def test_names_that_are_one_word(lexicon: Lexicon) -> None:
    text = "北京第一机床厂的楚英到了白沟村，看见纪念章托在手心。"
    names = [
        NameSpan(0, 7, "ORG", "model", 0.99),  # words of its own: stays several
        NameSpan(8, 10, "PER", "model", 0.95),
        NameSpan(12, 15, "LOC", "model", 0.95),  # 白沟|村
        NameSpan(20, 22, "PER", "model", 0.95),  # cuts through 纪念章
    ]
    assert name_words(names, text, lexicon) == [(8, 10, "nr"), (12, 14, "ns")]
    unsure = [NameSpan(8, 10, "PER", "model", 0.6)]
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


def test_lists_of_name_parts_hold_no_blanks() -> None:
    assert {"李", "欧阳"} <= parts("surname")
    assert all(part == part.strip() and part for part in parts("branch") | parts("body"))
    with pytest.raises(KeyError):
        parts("no such list")
