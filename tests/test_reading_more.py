"""Readings, capitals, joining and cuts that a fresh reader found wrong, with what must stay."""

from __future__ import annotations

from typing import Any

import pytest
from invariants import letters
from one_sentence import load, params, read
from test_pinyin import reading, spelling
from test_segmentation import stretch

from quizgen.text.lexicon import open_lexicon
from quizgen.text.segmentation import segment
from quizgen.translation.names import Name, spelled_names


@pytest.mark.parametrize("case", params(load("pinyin_more.json")))
def test_words_are_read_as_in(case: dict[str, Any]) -> None:
    sentence = read(case)
    for part, expected in case["expected"].items():
        assert reading(sentence, part) == letters(expected), part
    for part, expected in case.get("spelled", {}).items():
        assert spelling(sentence, part) == expected


@pytest.mark.parametrize("case", params(load("segmentation_more.json")))
def test_words_are_cut_as_in(case: dict[str, Any]) -> None:
    sentence = read(case)
    for cuts in case["cuts"]:
        start = sentence.zh.index(cuts.replace("|", ""))
        end = start + len(cuts.replace("|", ""))
        assert stretch(sentence.tokens, start, end) == cuts


def cut(text: str, *shown: str) -> str:
    edges = segment(text, open_lexicon(), shown=lambda word: word in shown)
    return "|".join(text[edge.start : edge.end] for edge in edges)


def test_the_translation_decides_an_overlap() -> None:
    """葱叶分开放: "separate" stands there, "open" (开放) doesn't."""
    assert cut("葱叶分开放", "分开").endswith("分开|放")
    assert cut("葱叶分开放").endswith("分|开放")


def test_the_translation_cuts_no_word_out_of_a_longer_one() -> None:
    """副部长 ("vice minister") holds 部长, which "vice minister" shows too."""
    assert cut("他是副部长", "部长") == "他|是|副部长"


def test_a_margin_is_the_price_of_the_next_best_cut() -> None:
    """What has no other way has the highest; what the neighbours decided has theirs."""
    edges = segment("读完了才能睡觉", open_lexicon())
    assert all(edge.margin > 0 for edge in edges)
    assert edges[0].margin == 99.0


def test_a_name_carries_its_english() -> None:
    """陈敏 by "Chen Min", 青溪 by "Qingxi City": the words as printed, without the kind."""
    found = spelled_names("青溪的陈敏", "Chen Min of Qingxi City", open_lexicon())
    assert found == {"陈敏": Name("nr", "Chen Min"), "青溪": Name("ns", "Qingxi")}
