"""Which sense a word has in its sentence, and the English that shows it: cases as data.

"meaning" is a part of the meaning chosen, "not" must not be in it; "evidence" is the quote, to the
letter. "states" compares the states of several words, in any order.
"""

from __future__ import annotations

import json
from typing import Any

import pytest
from conftest import ARTICLES, ROOT
from one_sentence import bench, load, of_case, params

from quizgen.model import Token
from quizgen.readers import read_article
from quizgen.text.dictionary import parse_entry
from quizgen.text.lexicon import Lexicon, open_lexicon
from quizgen.translation.glosses import (
    glosses,
    meaning,
    penalty,
    short,
    tidy,
    without_formulas,
    without_parentheses,
)
from quizgen.translation.rendered import Rendering, unlinked
from quizgen.translation.sense_fit import fit
from quizgen.translation.senses import FEATURES, Sense
from quizgen.translation.shown import English

CASES = load("senses_first.json")
LABELLED = json.loads((ROOT / "tests" / "cases" / "senses.json").read_text("utf-8"))


def senses(case: dict[str, Any]) -> dict[str, Sense]:
    """The sense of each word of the case's sentence; of a word that stands twice the first."""
    work = of_case(case)
    found: dict[str, Sense] = {}
    for at, sense in work.senses[0].items():
        found.setdefault(work.sentences[0].tokens[at].text, sense)
    return found


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 30


@pytest.mark.parametrize("case", params(CASES))
def test_the_sense_used_here_is(case: dict[str, Any]) -> None:
    found = senses(case)
    for word, expected in case["expected"].items():
        sense = found[word]
        assert expected.get("meaning", "") in sense.meaning
        assert sense.state == expected.get("state", sense.state)
        assert sense.evidence == expected.get("evidence", sense.evidence)
        assert expected.get("not", "\0") not in sense.meaning
        assert sense.evidence != expected.get("evidence_not")
        assert sense.meaning not in sense.others
    for words, states in case.get("states", {}).items():
        assert sorted(found[word].state for word in words.split()) == states


def test_one_english_word_is_evidence_for_one_word_only() -> None:
    """贯彻执行 'implementing': both words share it."""
    case = next(c for c in CASES if c["label"] == "one English word for two")
    confirmed = [s.span for s in senses(case).values() if s.state == "confirmed"]
    assert len(set(confirmed)) == len(confirmed)


@pytest.mark.parametrize(
    "case", params([c for c in CASES if "english" in c and not c.get("expect")])
)
def test_evidence_is_a_slice_of_the_english(case: dict[str, Any]) -> None:
    for sense in senses(case).values():
        assert case["english"][slice(*sense.span)] == sense.evidence
        assert bool(sense.evidence) == (sense.state in ("confirmed", "shared"))


def test_a_long_gloss_is_cut_to_what_names_the_thing(lexicon: Lexicon) -> None:
    (entry,) = lexicon.lookup("大跃进")
    assert short(entry.senses[0]) == "Great Leap Forward (1958-1960)"
    (confucius,) = lexicon.lookup("孔子")
    assert short(confucius.senses[0]) == "Confucius (551-479 BC)"


def test_a_short_gloss_stays_whole() -> None:
    assert short("to boost (morale)") == "to boost (morale)"


def test_cross_references_lose_their_reading() -> None:
    assert tidy("abbr. for 高等[gao1 deng3]") == "abbr. for 高等"
    assert tidy("see 花兒|花儿[hua1 r5]") == "see 花儿"


def test_the_gloss_that_the_translation_shows_comes_first() -> None:
    """場: a sense with several glosses, of which the English has the second."""
    assert meaning("high tide; high water", "high water") == "high water; high tide"
    assert meaning("high tide; high water") == "high tide; high water"


def test_what_is_rarely_meant_costs_more() -> None:
    plain = penalty("to walk")
    assert plain == 0
    for rare in (
        "surname Hua",
        "old variant of 花[hua1]",
        "(vulgar) to have sex",
        "(old) messenger",
        "(math.) set",
        "classifier for gunshots",
    ):
        assert penalty(rare) > plain


@pytest.mark.parametrize(
    ("sense", "tag", "before", "fits"),
    [
        ("representative", "n", "", True),
        ("to represent", "n", "", False),
        ("to represent", "v", "", True),
        ("(of sb) to express", "v", "", True),
        ("together", "d", "", True),
        ("common", "d", "", False),
        ("classifier for flowers", "q", "m", True),
        ("flower", "q", "m", False),
        ("classifier for flowers", "n", "", False),
        ("(used after a verb to indicate an outward direction)", "v", "v", True),
        ("(used after a verb to indicate an outward direction)", "v", "n", False),
        ("(used to put the object before the verb)", "p", "n", True),
        ("to hold; to grasp", "p", "n", False),
    ],
)
def test_a_sense_fits_a_part_of_speech(sense: str, tag: str, before: str, fits: bool) -> None:
    assert (fit(sense, tag, before) > 0) == fits


def test_every_feature_has_a_weight_that_points_the_right_way() -> None:
    learnt = json.loads((ROOT / "quizgen/data/sense_weights.json").read_text("utf-8"))
    assert set(learnt["without"]) == set(FEATURES)
    weights = learnt["with"]
    assert set(weights) == set(FEATURES)
    for better in ("fit", "like_words", "is_words", "like_clause", "like_english"):
        assert weights[better] > 0
    for better in ("has_stems", "like_left"):
        assert weights[better] > -0.1  # the English never speaks against
    for found in (weights, learnt["without"]):
        assert found["rare"] < 0
        assert found["fit"] > 0
        assert found["like_clause"] > 0


def test_glosses_are_compared_by_their_content_words() -> None:
    entry = parse_entry("結果 结果 [jie1 guo3] /to bear fruit (of trees)/to give sth to sb; or so/")
    assert entry
    found = [(gloss.sense, gloss.lemmas) for gloss in glosses([entry])]
    assert (0, ("bear", "fruit")) in found
    assert all(lemmas for _, lemmas in found)


def test_nothing_is_shown_by_no_english(lexicon: Lexicon) -> None:
    empty = English("")
    assert all(empty.shows(entry) == 0 for entry in lexicon.lookup("结果"))
    assert not [match for gloss in glosses(lexicon.lookup("结果")) for match in empty.find(gloss)]


def test_a_gloss_is_shown_more_strongly_by_a_phrase_than_by_a_word(lexicon: Lexicon) -> None:
    """bear fruit is beyond doubt, result may be chance."""
    fruit, result = lexicon.lookup("结果")
    text = English("The trees bear fruit; the result is good.")
    assert text.shows(fruit, "v") > text.shows(result, "n") > 0


# The labelled cases: their score is `quizgen evaluate tests/cases`; here, that they are sound.


def test_there_are_enough_labelled_cases() -> None:
    assert len(LABELLED) >= 150
    assert len({case["article"] for case in LABELLED}) >= 8
    assert sum(case["kind"] != "easy" for case in LABELLED) >= len(LABELLED) / 2
    assert sum("second" in case for case in LABELLED) >= 50


@pytest.mark.parametrize("article", sorted({case["article"] for case in LABELLED}))
def test_labels_are_of_the_dictionary_and_of_the_article(article: str, lexicon: Lexicon) -> None:
    (path,) = (path for path in ARTICLES if path.name == article)
    read = read_article(path)
    zh, en = ("".join(p.text for p in text) for text in (read.paragraphs, read.english))
    for case in (case for case in LABELLED if case["article"] == article):
        assert zh.count(case["zh"]) == 1, case
        assert case["zh"].count(case["word"]) == 1, case
        assert " ".join(case["english"].split()) in " ".join(en.split()) + " ", case
        entries = [
            entry
            for entry in lexicon.lookup(case["word"])
            if " ".join(entry.syllables).lower() == case["pinyin"].lower()
        ]
        senses = {sense for entry in entries for sense in entry.senses}
        assert set(case["senses"]) <= senses, case
        assert (case["kind"] == "negative") == (case["english"] == "") or case["state"] != "absent"


def test_two_readers_agree() -> None:
    """130 cases were labelled twice, the second time without the first reader's labels."""
    both = [case for case in LABELLED if "second" in case]
    overlap = sum(bool(set(c["senses"]) & set(c["second"]["senses"])) for c in both)
    same = sum(set(c["senses"]) == set(c["second"]["senses"]) for c in both)
    states = sum(c["state"] == c["second"]["state"] for c in both)
    assert (overlap, same, states, len(both)) == (130, 118, 126, 130)


TORN = {
    "to make (a choice, a decision, an offer, a contribution, a statement etc)": "to make",
    "classifier for long thin things (ribbon, river, road, trousers, snake etc)":
        "classifier for long thin things",
    "Great Leap Forward (1958-1960), Mao's attempt to modernize China's economy":
        "Great Leap Forward (1958-1960)",
    "to join (two; three) parts": "to join (two; three) parts",
}  # fmt: skip


@pytest.mark.parametrize("sense", TORN)
def test_no_gloss_is_torn_inside_a_bracket(sense: str) -> None:
    assert meaning(sense) == TORN[sense]


def test_a_sense_that_the_english_confirms_stands_for_the_others_too() -> None:
    """The second sentence says "bus stops" of 车站, the first nothing of it."""
    work = bench(
        "他每天在车站等很长时间。新的车站很多。", "He waits long. There are many new bus stops."
    )
    found = [
        sense.meaning
        for sentence, senses in zip(work.sentences, work.senses, strict=True)
        for at, sense in senses.items()
        if sentence.tokens[at].text == "车站"
    ]
    assert set(found) == {"bus stop"}


OTHER_PLACES = [
    # both sentences, their English, the word, what its last occurrence doesn't mean
    ("学生代表都来了。他代表学校发言。", "The student representatives all came. He spoke.",
     "代表", "representative"),
    ("老人站起来了。天气慢慢热起来了。", "The old man got up. It is warm.", "起来", "to get up"),
]  # fmt: skip


@pytest.mark.parametrize(("zh", "en", "word", "wrong"), OTHER_PLACES)
def test_what_is_confirmed_elsewhere_obeys_the_place(
    zh: str, en: str, word: str, wrong: str
) -> None:
    """A sense of another part of speech, or against a rule, is not taken over."""
    work = bench(zh, en)
    last = [
        sense.meaning
        for sentence, senses in zip(work.sentences, work.senses, strict=True)
        for at, sense in senses.items()
        if sentence.tokens[at].text == word
    ][-1]
    assert wrong not in last


def test_the_probabilities_of_a_words_senses_sum_to_one() -> None:
    for options in (
        bench("他每天在医院工作，天热起来了。", "He works in a hospital.").options(0).values()
    ):
        assert sum(option.score for option in options) == pytest.approx(1)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("gypsum CaSO4·2(H2O)", "gypsum"),
        ("hydrochloric acid HCl", "hydrochloric acid"),
        ("McDonald's", "McDonald's"),
        ("WeChat", "WeChat"),
        ("PhD", "PhD"),
        ("G20", "G20"),
        ("the US and the WTO", "the US and the WTO"),
    ],
)
def test_formulas_are_left_out_and_names_are_not(text: str, left: str) -> None:
    assert without_parentheses(without_formulas(text)).strip() == left


def test_half_of_a_hyphened_word_is_not_free() -> None:
    """With 工厂 linked to "steel-plant" as a whole, 钢铁 can't have its "steel" to itself."""
    taken = {0: Rendering("big steel-plant", ((4, 15),), shared=False)}
    tokens = [Token("工厂", 0, "n", ("gong1", "chang3")), Token("钢铁", 2, "n", ("gang1", "tie3"))]
    assert unlinked(tokens, taken, English("big steel-plant"), open_lexicon()) == {}
