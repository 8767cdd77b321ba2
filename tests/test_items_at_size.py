"""What is looked up in tables, so that long articles take no longer a word, is what pairs give."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

import pytest

from quizgen.items.bank.values import Values
from quizgen.items.candidates import Candidate
from quizgen.items.cards import ERA_FULL, Cards
from quizgen.items.figures.choice import choose
from quizgen.items.places import by_sentence
from quizgen.items.register import Term as Registered
from quizgen.items.related import Relatives
from quizgen.model import Article, Paragraph, Question, Sentence
from quizgen.text.lexicon import open_lexicon
from quizgen.text.quantities import find_quantities
from quizgen.translation.clause_alignment import clause_english

# product, output value, output, to produce, to be born, production capacity, student, to study
WORDS = "产品 产值 产量 生产 出生 生产力 学生 学习 大学生 中学生 品质 产".split()


def candidates(texts: Sequence[str]) -> list[Candidate]:
    return [Candidate(text, tuple(text), text, pos="n") for text in texts]


def shared(one: str, other: str) -> tuple[int, int]:
    front = sum(a == b for a, b in zip(one, other, strict=False))
    back = sum(a == b for a, b in zip(one[::-1], other[::-1], strict=False))
    return max(front, back), front + back


def test_related_words_are_those_that_all_pairs_give() -> None:
    found = candidates(WORDS)
    relatives = Relatives(found)
    for one in WORDS:
        enough = 1 if len(one) < 3 else 2
        others = [w for w in WORDS if len(w) > 1 and w not in one and one not in w]
        others = [w for w in others if shared(w, one)[0] >= enough]
        best = sorted(others, key=lambda word: shared(word, one), reverse=True)[:4]
        assert relatives.of(found[WORDS.index(one)]) == tuple(best), one
    assert relatives.of(found[1]) == ("产品", "产量", "生产力")


def test_names_and_other_readings_are_no_relatives() -> None:
    name = Candidate("产山", ("chan3", "shan1"), "Chǎnshān", pos="ns")
    long = Candidate("长度", ("chang2", "du4"), "chángdù", pos="n")  # length
    grown = Candidate("长大", ("zhang3", "da4"), "zhǎngdà", pos="v")  # to grow up
    assert Relatives([name, long, grown]).of(long) == ()


@pytest.mark.parametrize("seed", range(20))
def test_cards_refuse_what_all_pairs_refuse(seed: int) -> None:
    chance = random.Random(seed)
    cards, kept = Cards(1000), list[str]()
    for _ in range(60):
        one = candidates(["".join(chance.choices("甲乙丙丁", k=chance.randint(1, 4)))])[0]
        inside = [text for text in kept if one.text in text or text in one.text]
        assert cards.refuses(one) == (f"{inside[0]} is on a card" if inside else "")
        if not inside:
            kept.append(one.text)
            cards.add(one)


def test_cards_have_an_end_and_a_quarter_for_terms_of_the_register() -> None:
    term = Registered("总路线", "term of the 1950s", "general line", "")
    cards = Cards(4)
    first, second = candidates(["总路线", "大跃进"])
    first.registered = second.registered = term
    assert not cards.refuses(first)
    cards.add(first)
    assert cards.refuses(second) == ERA_FULL
    for one in candidates(["天", "地", "人"]):
        assert not cards.refuses(one)
        cards.add(one)
    assert cards.refuses(candidates(["水"])[0]) == "no room among 4 cards"


def figure(answer: str, sentence: int = 0, unit: str = "个") -> Question:
    return Question(
        "number", sentence, 0, 1, answer, 0, unit, "", "", asked=False, doubtful=False, reason=""
    )


def test_near_values_are_sorted_by_how_many_times_as_large_they_are() -> None:
    answers = ["147", "140", "二千", "12", "11", "280", "70", "140", "1.5"]
    stems = [f"{n}" for n in range(len(answers))]
    values = Values((figure(a), stem) for a, stem in zip(answers, stems, strict=True))
    assert list(values.near(figure("140"), 140, "x")) == [140, 147, 70, 280, 12]
    assert list(values.near(figure("147"), 147, "0"))[:2] == [140, 280]
    assert list(values.near(figure("140", unit="头"), 140, "x")) == []
    assert list(values.near(figure("0"), 0, "x")) == []


def test_huge_values_are_compared_without_an_overflow() -> None:
    values = Values([(figure("5"), "a"), (figure("9" * 15), "b")])
    assert list(values.near(figure("5"), 10**400, "x")) == []
    assert list(values.near(figure("5"), 5, "x")) == [5]


def drafts(count: int) -> tuple[Article, tuple[Sentence, ...], list[Question]]:
    """As many facts of as many sentences, two sentences a paragraph."""
    zh = "炼钢{}吨。"  # … tons of steel were made
    texts = [zh.format(100 + n) for n in range(count)]
    paragraphs = tuple(Paragraph(text, n + 1) for n, text in enumerate(texts))
    sentences = tuple(Sentence(t, "", n // 2, 0, n) for n, t in enumerate(texts))
    facts = [
        replace(figure(f"{100 + n}", n, "吨"), start=2, end=5, value=100 + n, context=(0, 6))
        for n in range(count)
    ]
    return Article("a", "a", "", paragraphs), sentences, facts


def test_facts_are_taken_by_turns_and_told_once() -> None:
    article, sentences, facts = drafts(6)
    quantities = [find_quantities(s.zh) for s in sentences]
    chosen = choose(article, sentences, quantities, facts, 3)
    assert [q.asked for q in chosen] == [True, False, False, False, False, False]
    assert {q.reason for q in chosen[1:]} == {"A fact that is told the same way is asked already."}


def test_what_stands_in_a_sentence_is_found_by_its_number() -> None:
    placed = by_sentence([figure("1", 3), figure("2", 1), figure("3", 3)])
    assert [q.answer for q in placed[3]] == ["1", "3"]
    assert not placed[2]


def test_the_clauses_of_a_list_that_is_no_sentence_have_all_of_its_english() -> None:
    zh = "".join(f"{n}号车间炼钢，" for n in range(200))  # workshop n made steel
    en = " ".join(f"workshop {n} made steel," for n in range(200))
    assert clause_english(zh, en, (0, zh.index("，") + 1), open_lexicon()) == en
