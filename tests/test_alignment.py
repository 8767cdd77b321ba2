"""Which English says what which Chinese says: sentences, headlines, clauses."""

from __future__ import annotations

import json
import random
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from quizgen.model import Article, GlossaryEntry, Paragraph, Sentence
from quizgen.readers import read_article
from quizgen.text.lexicon import Lexicon, open_lexicon
from quizgen.text.sentences import split_chinese
from quizgen.translation import english
from quizgen.translation.beads import align_article
from quizgen.translation.clause_alignment import clause_english
from quizgen.translation.evidence import chinese_cues, english_cues, heard_names
from quizgen.translation.likeness import Likeness
from quizgen.translation.run_on import cuts
from quizgen.translation.sentence_alignment import Bead, align, split_title
from quizgen.translation.sentences import split_english
from quizgen.workbench import split

TESTS = Path(__file__).parent
CASES = json.loads((TESTS / "cases" / "beads.json").read_text("utf-8"))
DEMO = TESTS.parent / "seeds" / "1959-12-24_beijing-output-plan.txt"


def params(name: str) -> list[Any]:
    """The cases; one that is known to fail says so, and must fail until the code gets better."""
    known = pytest.mark.xfail(reason="known failure", strict=True)
    return [
        pytest.param(case, id=case["label"], marks=[known] if case.get("expect") == "fail" else [])
        for case in CASES[name]
    ]


def flat(paragraphs: list[list[str]]) -> tuple[list[str], list[int]]:
    """Sentences, and the paragraph of each."""
    pairs = [(s, number) for number, sentences in enumerate(paragraphs) for s in sentences]
    return [s for s, _ in pairs], [number for _, number in pairs]


def shape(bead: Bead) -> str:
    return ",".join(map(str, bead.zh)) + "=" + ",".join(map(str, bead.en))


@pytest.mark.parametrize("case", params("align"))
def test_sentences_find_their_translation(case: dict[str, Any], lexicon: Lexicon) -> None:
    zh, zh_paragraphs = flat(case["zh"])
    en, en_paragraphs = flat(case["en"])
    beads = align(
        zh,
        en,
        lexicon,
        zh_paragraphs=zh_paragraphs,
        en_paragraphs=en_paragraphs,
        glossary=[GlossaryEntry(*pair) for pair in case.get("glossary", ())],
    )
    assert sorted(map(shape, beads)) == sorted(case["beads"])


@pytest.mark.parametrize("case", params("run_on"))
def test_what_runs_on_is_cut_where_english_ends(case: dict[str, Any], lexicon: Lexicon) -> None:
    zh = "".join(case["parts"])
    edges = [0, *cuts(zh, case["en"], lexicon), len(zh)]
    assert [zh[a:b] for a, b in pairwise(edges)] == case["parts"], case["comment"]


def one_paragraph(zh: str, en: str) -> tuple[Sentence, ...]:
    """The sentences of an article of one paragraph, aligned."""
    english = (Paragraph(en, 1),) if en else ()
    article = Article("own", "", "", (Paragraph(zh, 2),), english)
    return align_article(article, split(article), open_lexicon())


@pytest.mark.parametrize("case", params("articles"))
def test_an_article_is_laid_beside_its_english(case: dict[str, Any]) -> None:
    aligned = one_paragraph(case["zh"], case["en"])
    assert [[s.zh, s.en] for s in aligned] == case["pairs"], case["comment"]
    assert [case["zh"][s.start : s.end] for s in aligned] == [s.zh for s in aligned]


@pytest.mark.parametrize(
    ("zh", "en"),
    [('“”"。”“', '"" ".'), ("😀", "😀. 😀!"), ("好" * 10_000, "Good. " * 300), ("。", "A. B. C.")],
)
def test_odd_texts_keep_every_character(zh: str, en: str) -> None:
    assert "".join(s.zh for s in one_paragraph(zh, en)) == zh


def test_names_that_sound_alike_are_heard(lexicon: Lexicon) -> None:
    zh = ["昨天，教练马克·桑德维尔接受了采访。", "球员都很喜欢他。"]
    en = ["Mark Sandvil, the coach, was interviewed yesterday.", "The Players like him."]
    assert heard_names(zh, en, lexicon) == (GlossaryEntry("桑德维尔", "Sandvil"),)
    assert heard_names(zh, ["Players like him."], lexicon) == ()


def test_likeness_is_of_meaning_in_two_languages() -> None:
    zh, en = ["今天下大雪。", "我喜欢吃苹果。"], ["I like to eat apples.", "It snows hard today."]
    likeness = Likeness(zh, en)
    assert min(likeness.of(0, 1, 1, 1), likeness.of(1, 0, 1, 1)) > 0.6
    assert max(likeness.of(0, 0, 1, 1), likeness.of(1, 1, 1, 1)) < 0.3
    assert likeness.of(0, 0, 2, 2) > 0.6


@pytest.mark.parametrize("case", params("titles"))
def test_each_headline_gets_its_part_of_the_title(case: dict[str, Any], lexicon: Lexicon) -> None:
    assert split_title(case["zh"], case["en"], lexicon) == tuple(case["parts"])


@pytest.mark.parametrize("case", params("clauses"))
def test_a_clause_gets_its_own_english_or_all(case: dict[str, Any], lexicon: Lexicon) -> None:
    start = case["zh"].index(case["clause"])
    clause = (start, start + len(case["clause"]))
    found = clause_english(case["zh"], case["en"], clause, lexicon)
    assert found == (case["expected"] or case["en"])


def demo_sentences() -> tuple[list[str], list[int], list[str], list[int]]:
    article = read_article(DEMO)
    zh = [[p.text[a:b] for a, b in split_chinese(p.text)] for p in article.paragraphs]
    en = [[p.text[a:b] for a, b in split_english(p.text)] for p in article.english]
    return *flat(zh), *flat(en)


def test_all_25_beads_of_the_demo(lexicon: Lexicon) -> None:
    zh, zh_paragraphs, en, en_paragraphs = demo_sentences()
    beads = align(zh, en, lexicon, zh_paragraphs=zh_paragraphs, en_paragraphs=en_paragraphs)
    starts = [(zh[b.zh[0]], en[b.en[0]]) for b in beads if b.zh and b.en]
    assert len(CASES["demo"]) == 25
    for chinese, translation in CASES["demo"]:
        assert any(z.startswith(chinese) and e.startswith(translation) for z, e in starts), (
            f"{chinese} isn't the start of the bead of {translation}"
        )


def test_clauses_of_the_demo_are_slices(lexicon: Lexicon) -> None:
    zh, _, en, _ = demo_sentences()
    for bead in align(zh, en, lexicon):
        chinese, translation = "".join(zh[i] for i in bead.zh), " ".join(en[j] for j in bead.en)
        if chinese and translation:
            middle = chinese.find("，") + 1 or len(chinese)
            assert clause_english(chinese, translation, (0, middle), lexicon) in translation


def test_every_sentence_is_in_one_bead_whatever_is_lost(lexicon: Lexicon) -> None:
    zh, _, en, _ = demo_sentences()
    chance = random.Random(7)
    for _ in range(5):
        some_zh = [s for s in zh if chance.random() < 0.7]
        some_en = [s for s in en if chance.random() < 0.7]
        beads = align(some_zh, some_en, lexicon)
        assert [i for b in beads for i in b.zh] == list(range(len(some_zh)))
        assert [j for b in beads for j in b.en] == list(range(len(some_en)))
        assert all(0 <= b.confidence <= 1 for b in beads)


def test_true_pairs_are_trusted_and_strangers_are_not(lexicon: Lexicon) -> None:
    zh, en = ["会议在北京举行，三百名代表参加。"], ["Three hundred delegates met in Beijing."]
    (bead,) = align(zh, en, lexicon)
    assert bead.confidence > 0.6
    strangers = align(["今天天气很好，孩子们在公园里放风筝。"], en, lexicon)
    assert all(bead.confidence < 0.5 for bead in strangers)


def test_an_empty_text_has_no_beads(lexicon: Lexicon) -> None:
    assert align([], [], lexicon) == ()
    assert split_title([], "", lexicon) == ()
    assert clause_english("好。", "", (0, 1), lexicon) == ""


@pytest.mark.parametrize(
    ("zh", "en", "key"),
    [
        ("九百一十个", "nine hundred and ten", "#910"),
        ("1.2亿元", "120 million yuan", "#120000000"),
        ("百分之十点二五", "10.25 percent", "#10.25"),
        ("一九五九年", "in 1959", "#1959"),
        ("第二十一届", "the twenty-first", "#21"),
        ("四千零四十间", "4,040 houses", "#4040"),
        ("8月以后", "after August", "month8"),
    ],
)
def test_numbers_meet_whichever_way_written(zh: str, en: str, key: str, lexicon: Lexicon) -> None:
    assert key in {k for cue in chinese_cues(zh, lexicon) for k in cue.keys}
    assert key in {k for cue in english_cues(en) for k in cue.keys}


def test_small_words_are_no_evidence(lexicon: Lexicon) -> None:
    assert chinese_cues("的了在和是", lexicon) == ()
    assert english_cues("it may be that one of them is there") == ()


def test_english_words_have_their_span_and_lemma() -> None:
    text = "The U.S. workers' pace-setters didn’t ask us."
    found = english.words(text)
    assert all(text[w.start : w.end] == w.text for w in found)
    assert [w.lemma for w in found] == [
        "the", "US", "worker", "pace", "setter", "didn't", "ask", "us",
    ]  # fmt: skip
    assert [w.lemma for w in english.content_words(text)] == [
        "US", "worker", "pace", "setter", "ask",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("produce", "production"),
        ("industry", "industrial"),
        ("Kenya", "Kenyan"),
        ("labour", "labor"),
        ("organise", "organization"),
        ("reduce", "reduction"),
        ("technique", "technological"),
        ("application", "apply"),
    ],
)
def test_relatives_have_one_stem(one: str, other: str) -> None:
    assert english.stem(english.lemma(one)) == english.stem(english.lemma(other))


@pytest.mark.parametrize(("one", "other"), [("pace", "spaced"), ("coal", "coat"), ("use", "us")])
def test_strangers_have_not(one: str, other: str) -> None:
    assert english.stem(english.lemma(one)) != english.stem(english.lemma(other))
