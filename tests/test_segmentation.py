"""Where words begin and end: cases as data.

"cuts" show a stretch of the text with a bar between its words (both its ends are cuts too), "not"
what must not come out as a word, "tags" the part of speech of words that may be taken for names.
segmentation_tagged.json is cut with the tagger's evidence, parts.json shows the parts of a word, or
how a treebank cuts a text.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from one_sentence import bench, load, params, read

from quizgen.model import Token
from quizgen.text.lexicon import open_lexicon
from quizgen.text.names import find_names, name_words
from quizgen.text.parts import parts, surname_of, syntactic_words
from quizgen.text.quantities import find_quantities
from quizgen.text.segmentation import candidates, number_spans, segment
from quizgen.text.tagger import tag

CASES = load("segmentation.json")
TAGGED, PARTS = load("segmentation_tagged.json"), load("parts.json")
# Numerals, particles, names, stops, Latin and doubled characters, mixed at random.
ALPHABET = "一二三十百千万点半年月日第个的了着得地不行业北京长江我们下大把手AB1.9％，。“”　\n "


def stretch(tokens: Sequence[Token], start: int, end: int) -> str:
    """The tokens of a stretch with bars between them; a token cut by its edge shows whole."""
    return "|".join(t.text for t in tokens if t.start < end and start < t.end)


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 40
    assert len(PARTS) >= 40


@pytest.mark.parametrize("case", params(CASES))
def test_words_are_cut_as_in(case: dict[str, Any]) -> None:
    sentence = read(case)
    for cuts in case["cuts"]:
        part = cuts.replace("|", "")
        start = sentence.zh.index(part)
        assert stretch(sentence.tokens, start, start + len(part)) == cuts
    words = {token.text: token.pos for token in sentence.tokens}
    assert not set(case.get("not", ())) & set(words)
    for word, kind in case.get("tags", {}).items():
        assert words[word] == kind


@st.composite
def texts_with_whole_spans(draw: st.DrawFn) -> tuple[str, list[tuple[int, int, str]]]:
    """A text and some spans of it that don't overlap, with tags."""
    text = draw(st.text(alphabet=ALPHABET, max_size=40))
    edges = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    tags = draw(st.lists(st.sampled_from(["nr", "ns", "m", "q", ""]), min_size=8, max_size=8))
    spans = zip(edges, edges[1:], tags, strict=False)
    return text, [(start, end, tag) for start, end, tag in spans if tag]


@settings(max_examples=150, deadline=None)
@given(texts_with_whole_spans())
@example(("ABC罗到了", [(2, 4, "nr")]))
def test_words_joined_are_the_text_whatever_it_is(
    case: tuple[str, list[tuple[int, int, str]]],
) -> None:
    text, whole = case
    edges = segment(text, open_lexicon(), whole=whole)
    assert "".join(text[edge.start : edge.end] for edge in edges) == text
    assert all(edge.start < edge.end for edge in edges)
    assert set(whole) <= {(edge.start, edge.end, edge.tag) for edge in edges}


def test_a_name_from_the_glossary_may_begin_inside_letters() -> None:
    (sentence,) = bench("FCQ村很小。", "FCQ is small.", (("Q村", "Q Village"),)).sentences
    assert "".join(token.text for token in sentence.tokens) == "FCQ村很小。"


def test_words_that_are_given_say_whether_they_are_names_or_numerals() -> None:
    edges = segment("二月楚英到", open_lexicon(), whole=[(0, 1, "m"), (2, 4, "nr")])
    assert [edges[0].source, edges[2].source] == ["numeral", "name"]


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


def cut(text: str) -> list[tuple[str, str]]:
    """The words, with jieba's tags, as numerals, names and tagger let the text be cut."""
    lexicon = open_lexicon()
    quantities = find_quantities(text, lambda word: bool(lexicon.lookup(word)))
    numbers = number_spans(text, quantities)
    taken = {at for start, end, _ in numbers for at in range(start, end)}
    names = name_words(find_names(text, lexicon), text, lexicon)
    free = [name for name in names if taken.isdisjoint(range(name[0], name[1]))]
    edges = segment(text, lexicon, whole=[*numbers, *free], tagged=tag(text))
    return [(text[edge.start : edge.end], edge.tag) for edge in edges]


@pytest.mark.parametrize("case", params(TAGGED))
def test_the_tagger_knows_names_and_decides_overlaps(case: dict[str, Any]) -> None:
    words = "|".join(word for word, _ in cut(case["text"]))
    assert all(f"|{cuts}|" in f"|{words}|" for cuts in case["cuts"]), words


@pytest.mark.parametrize("case", params([case for case in PARTS if "word" in case]))
def test_a_word_is_made_of(case: dict[str, Any]) -> None:
    known = open_lexicon().word(case["word"])
    found = parts(case["word"], known.tag if known else "n", open_lexicon())
    assert "|".join(found) == case["parts"]


@pytest.mark.parametrize("case", params([case for case in PARTS if "text" in case]))
def test_a_treebank_cuts(case: dict[str, Any]) -> None:
    found = syntactic_words(cut(case["text"]), open_lexicon(), tag(case["text"]))
    assert "|".join(found) == case["words"]


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet=ALPHABET + "王·的世😀", max_size=40))
def test_tagger_and_treebank_lose_no_character_either(text: str) -> None:
    words = cut(text)
    assert "".join(word for word, _ in words) == text
    assert "".join(syntactic_words(words, open_lexicon(), tag(text))) == text
    assert all("".join(parts(word, kind, open_lexicon())) == word for word, kind in words)


def test_surnames_are_told_from_sounds() -> None:
    """张福来 and 欧阳海 have one, 史特林 ("Stirling"), 华纳 ("Warner"), 德国 ("Germany") none."""
    names = ("张福来", "欧阳海", "李杰", "史特林", "华纳", "德国", "王", "")
    assert [surname_of(name) for name in names] == ["张", "欧阳", "李", "", "", "", "", ""]
