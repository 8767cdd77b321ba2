"""The demo article's deck: what `make demo` writes, judged by the real Anki."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from html import escape
from pathlib import Path
from typing import Any

import pytest
from anki_tools import cards, check_deck, find_card, import_into, import_package
from conftest import SEEDS, lesson_of

from quizgen import write
from quizgen.model import Lesson, Settings
from quizgen.writers.anki.notes import make_notes, word_guid

ALL = ("recognition", "production", "listening", "sentence")
ROOT = "Quizgen::1959-12-24 群众运动持续发展"  # mass movements continue to develop
THEN = 1_700_000_000  # long before any learner touched the deck


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Sets the time at which decks are built."""

    def at(seconds: int) -> None:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(seconds))

    at(THEN)
    return at


def build(folder: Path, lesson: Lesson, **settings: Any) -> Path:
    path = folder / "deck.apkg"
    write(replace(lesson, settings=replace(lesson.settings, **settings)), path)
    return path


@pytest.mark.parametrize(
    "settings", [{}, {"cards": ALL}, {"script": "trad"}], ids=["default", "every card", "trad"]
)
def test_anki_finds_nothing_wrong(tmp_path: Path, demo: Lesson, settings: dict[str, Any]) -> None:
    assert check_deck(build(tmp_path, demo, **settings), tmp_path / "anki") == []


def test_every_kind_of_card_is_there(tmp_path: Path, demo: Lesson) -> None:
    words = sum(word.tier == "card" for word in demo.words)
    facts = sum(question.asked for question in demo.questions)
    with import_package(build(tmp_path, demo, cards=ALL), tmp_path / "anki") as collection:
        made = Counter(card.template()["name"] for card in cards(collection))
    kinds = ("Recognition", "Production", "Listening", "Sentence")
    assert made == dict.fromkeys(kinds, words) | {"Fact": facts}


def test_decks_and_order(tmp_path: Path, demo: Lesson) -> None:
    words = [word for word in demo.words if word.tier == "card"]
    words.sort(key=lambda word: (word.sentence, word.start))
    asked = [question for question in demo.questions if question.asked]
    asked.sort(key=lambda question: (question.sentence, question.start))
    with import_package(build(tmp_path, demo), tmp_path / "anki") as collection:
        rows = [
            (card.due, collection.decks.name(card.did), card.note()) for card in cards(collection)
        ]
    assert [due for due, _, _ in rows] == list(range(1, len(words) + len(asked) + 1))
    vocabulary, facts = rows[: len(words)], rows[len(words) :]
    assert {deck for _, deck, _ in vocabulary} == {f"{ROOT}::Vocabulary"}
    assert {deck for _, deck, _ in facts} == {f"{ROOT}::Facts"}
    assert [note["Hanzi"] for _, _, note in vocabulary] == [word.hanzi for word in words]
    assert [note["Key"].split("|")[1] for _, _, note in facts] == [q.answer for q in asked]


def test_tags(tmp_path: Path, demo: Lesson) -> None:
    with import_package(build(tmp_path, demo), tmp_path / "anki") as collection:
        notes = {card.note().guid: card.note() for card in cards(collection)}.values()
        tags = {note["Key"]: set(note.tags) for note in notes}
        era = {note["Hanzi"] for note in notes if "quizgen::register::era" in note.tags}
    everywhere = {"quizgen", "quizgen::source::1959-12-24_beijing-output-plan"}
    rest = r"quizgen::(hsk2025::(\d|7–9)|register::era|doubtful|kind::[a-z]+)"
    for key, found in tags.items():
        assert everywhere <= found, key
        assert all(re.fullmatch(rest, tag) for tag in found - everywhere), (key, found)
    expected = {w.hanzi for w in demo.words if w.tier == "card" and "political term" in w.label}
    assert era == expected
    assert "群众运动" in era  # mass movement
    assert 4 * len(era) <= sum(word.tier == "card" for word in demo.words)
    kinds = {tag for found in tags.values() for tag in found if "::kind::" in tag}
    assert kinds == {f"quizgen::kind::{q.kind}" for q in demo.questions if q.asked}


def test_an_unchanged_rebuild_leaves_bytes_and_time(
    tmp_path: Path, demo: Lesson, clock: Any
) -> None:
    path = build(tmp_path, demo)
    before = path.read_bytes(), path.stat().st_mtime_ns
    clock(THEN + 1000)
    build(tmp_path, demo)
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before


def test_a_corrected_gloss_updates_one_note(tmp_path: Path, demo: Lesson, clock: Any) -> None:
    path = build(tmp_path, demo)
    one = next(word for word in demo.words if word.tier == "card")
    others = sum(w.tier == "card" for w in demo.words) + sum(q.asked for q in demo.questions) - 1
    corrected = tuple(replace(w, meaning="as corrected") if w is one else w for w in demo.words)
    with import_package(path, tmp_path / "anki") as collection:
        count = collection.note_count()
        clock(THEN + 1000)
        build(tmp_path, replace(demo, words=corrected))
        assert import_into(collection, path) == {"updated": 1, "duplicate": others}
        assert "as corrected" in find_card(collection, one.hanzi).render_output().answer_text
        assert collection.note_count() == count


def test_the_gloss_of_any_word_is_on_its_own_note_only(demo: Lesson) -> None:
    before = make_notes(demo)
    for one in (word for word in demo.words if word.tier == "card"):
        corrected = tuple(replace(w, meaning="as corrected") if w is one else w for w in demo.words)
        after = make_notes(replace(demo, words=corrected))
        changed = [a for a, b in zip(before, after, strict=True) if a != b]
        assert [note.guid for note in changed] == [word_guid(one)]


def test_another_selection_keeps_what_both_have(tmp_path: Path, demo: Lesson, clock: Any) -> None:
    """Fewer words and facts: the notes that stay are the same notes, and none comes twice."""
    path = build(tmp_path, demo)
    dropped = next(word for word in demo.words if word.tier == "card")
    fewer = tuple(word for word in demo.words if word is not dropped)
    with import_package(path, tmp_path / "anki") as collection:
        count = collection.note_count()
        clock(THEN + 1000)
        build(tmp_path, replace(demo, words=fewer))
        assert import_into(collection, path) == {"duplicate": count - 1}
        assert collection.note_count() == count


def test_the_credit_travels_in_the_deck(tmp_path: Path, demo: Lesson) -> None:
    with import_package(build(tmp_path, demo), tmp_path / "anki") as collection:
        for name in (ROOT, f"{ROOT}::Vocabulary", f"{ROOT}::Facts"):
            deck = collection.decks.by_name(name)
            assert deck is not None
            assert "CC-CEDICT 2023-11-07, MDBG, CC BY-SA 4.0" in deck["desc"]
            assert "machine translation and unchecked" in deck["desc"]


def test_the_demo_is_made_with_the_default_settings(demo: Lesson) -> None:
    assert replace(demo.settings, words=None) == Settings()
    assert 5 <= (demo.settings.words or 0) <= 40


def test_the_kept_deck_is_what_is_made_now(tmp_path: Path, demo: Lesson) -> None:
    """`make demo` would leave decks/ as it is: what visitors import is no old version."""
    kept = Path(__file__).parent.parent / "decks" / f"{demo.article.stem}.apkg"
    path = tmp_path / kept.name
    path.write_bytes(kept.read_bytes())
    assert not write(demo, path).changed


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_keys_read_back_are_the_lessons(path: Path, tmp_path: Path) -> None:
    """What the notes in Anki ask for is what the lesson says: answers of facts, meanings."""
    lesson = lesson_of(path)
    with import_package(build(tmp_path, lesson), tmp_path / "anki") as collection:
        notes = [card.note() for card in cards(collection)]
    holes = [
        hole
        for note in notes
        for hole in re.findall(r"{{c1::(.*?)(?:::.*?)?}}", note.joined_fields())
    ]
    assert Counter(holes) == Counter(q.answer for q in lesson.questions if q.asked)
    read = {(note["Hanzi"], note["Meaning"]) for note in notes if "Meaning" in note}
    assert read == {
        (w.hanzi, escape(w.meaning, quote=False)) for w in lesson.words if w.tier == "card"
    }
