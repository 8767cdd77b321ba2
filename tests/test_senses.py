"""Which sense a word has in its sentence, and the English that shows it: cases as data.

"meaning" is a part of the meaning chosen, "not" must not be in it; "evidence" is the quote, to the
letter. "states" compares the states of several words, in any order.
"""

from __future__ import annotations

from typing import Any

import pytest
from one_sentence import load, of_case, params

from quizgen.text.lexicon import Lexicon
from quizgen.translation.dictionary import parse_entry
from quizgen.translation.glosses import glosses, meaning, penalty, plausible, short, tidy
from quizgen.translation.senses import English, Sense

CASES = load("senses_first.json")


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
    """贯彻执行 'implementing' is confirmed once; the other word shares it."""
    case = next(c for c in CASES if c["label"] == "one English word for two")
    confirmed = [s.span for s in senses(case).values() if s.state == "confirmed"]
    assert len(set(confirmed)) == len(confirmed)


@pytest.mark.parametrize(
    "case", params([c for c in CASES if "english" in c and not c.get("expect")])
)
def test_evidence_is_a_slice_of_the_english(case: dict[str, Any]) -> None:
    for sense in senses(case).values():
        assert case["english"][slice(*sense.span)] == sense.evidence
        assert bool(sense.evidence) == (sense.score > 0)


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


def test_the_first_plausible_sense_fits_the_part_of_speech() -> None:
    """代表 as a verb is "to represent", as a noun "representative"."""
    entry = parse_entry("代表 代表 [dai4 biao3] /representative/delegate/to represent/")
    assert entry
    assert plausible([entry], "n") == (entry, 0)
    assert plausible([entry], "v") == (entry, 2)
    assert plausible([], "n") is None


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
