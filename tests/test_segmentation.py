"""Where words begin and end: cases as data.

"cuts" show a stretch of the text with a bar between its words (both its ends are cuts too), "not"
what must not come out as a word, "tags" the part of speech of words that may be taken for names.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from one_sentence import bench, load, params, read

from quizgen.model import Token
from quizgen.text.lexicon import open_lexicon
from quizgen.text.segmentation import candidates, segment

CASES = load("segmentation.json")
# Numerals, particles, names, stops, Latin and doubled characters, mixed at random.
ALPHABET = "一二三十百千万点半年月日第个的了着得地不行业北京长江我们下大把手AB1.9％，。“”　\n "


def stretch(tokens: Sequence[Token], start: int, end: int) -> str:
    """The tokens of a stretch with bars between them; a token cut by its edge shows whole."""
    return "|".join(t.text for t in tokens if t.start < end and start < t.end)


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 40


@pytest.mark.parametrize("case", params(CASES))
def test_words_are_cut_as_in(case: dict[str, Any]) -> None:
    sentence = read(case)
    for cuts in case["cuts"]:
        part = cuts.replace("|", "")
        start = sentence.zh.index(part)
        assert stretch(sentence.tokens, start, start + len(part)) == cuts
    words = {token.text: token.pos for token in sentence.tokens}
    assert not set(case.get("not", ())) & set(words)
    for word, tag in case.get("tags", {}).items():
        assert words[word] == tag


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=ALPHABET, max_size=40))
def test_words_joined_are_the_text_whatever_it_is(text: str) -> None:
    edges = segment(text, open_lexicon())
    assert "".join(text[edge.start : edge.end] for edge in edges) == text
    assert all(edge.start < edge.end for edge in edges)


def test_a_span_that_is_whole_is_never_cut() -> None:
    """下大 in 领导下大搞 ("carry out vigorously under the leadership"), if somebody says so."""
    edges = segment("领导下大搞", open_lexicon(), whole=[(2, 4, "n")])
    assert [(edge.start, edge.end, edge.tag) for edge in edges][1] == (2, 4, "n")


def test_the_margin_tells_a_close_cut_from_a_sure_one() -> None:
    """才能睡觉 ("only then can one sleep") nearly falls apart, 昨天 ("yesterday") doesn't."""
    close = {t.text: t.margin for t in bench("读完了才能睡觉。").sentences[0].tokens}
    sure = {t.text: t.margin for t in bench("昨天下雨了。").sentences[0].tokens}
    assert close.get("才能", 0) < sure["昨天"]
    assert min(sure.values()) >= 0


def test_every_word_of_the_way_is_a_candidate() -> None:
    """What `explain` lists holds what was chosen."""
    text = "在党的集中统一领导下大搞群众运动的结果。"
    edges = {(e.start, e.end) for e in candidates(text, open_lexicon())}
    assert {(e.start, e.end) for e in segment(text, open_lexicon())} <= edges
