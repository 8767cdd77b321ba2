"""The deck, judged by the real Anki: what it holds, how it looks inside, how it is updated."""

from __future__ import annotations

import html
import json
import re
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from anki_tools import (
    cards,
    check_deck,
    content,
    find_card,
    import_into,
    import_package,
    new_collection,
    problems,
    shown,
)
from lessons import CREDIT, NASTY, make_lesson, with_word

from quizgen.errors import ExportError
from quizgen.model import Lesson
from quizgen.writers.anki import note_types, package
from quizgen.writers.anki.kept import copy_of
from quizgen.writers.files import Written

ALL = ("recognition", "production", "listening", "sentence")
THEN = 1_700_000_000  # when decks were first built, long before any learner touched them


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Sets the time at which decks are built."""

    def at(seconds: int) -> None:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(seconds))

    at(THEN)
    return at


def build(folder: Path, lesson: Lesson | None = None, name: str = "deck.apkg") -> Path:
    path = folder / name
    package.write(lesson or make_lesson(), path)
    return path


# What Anki makes of it


@pytest.mark.parametrize(
    "settings",
    [{}, {"cards": ALL}, {"script": "trad", "cards": ALL}, {"deck": "Course::Week 1"}],
    ids=["default", "every card", "traditional", "own name"],
)
def test_anki_finds_nothing_wrong(tmp_path: Path, settings: dict[str, Any]) -> None:
    assert check_deck(build(tmp_path, make_lesson(**settings)), tmp_path / "anki") == []


def test_cards_are_vocabulary_then_facts_in_article_order(tmp_path: Path) -> None:
    with import_package(build(tmp_path), tmp_path / "anki") as collection:
        rows = [
            (card.due, collection.decks.name(card.did).rsplit("::", 1)[1], card.note().fields[0])
            for card in cards(collection)
        ]
    assert [due for due, _, _ in rows] == [1, 2, 3, 4, 5, 6, 7, 8]
    assert [deck for _, deck, _ in rows] == ["Vocabulary"] * 6 + ["Facts"] * 2
    keys = [key.split("|")[0] for _, _, key in rows[:6]]
    assert keys == ["群众运动", "标兵", "超额", "行", "行", "据"]


def test_optional_cards_stand_behind_their_make_fields(tmp_path: Path) -> None:
    path = build(tmp_path, make_lesson(cards=("recognition", "listening")))
    with import_package(path, tmp_path / "anki") as collection:
        names = {card.template()["name"] for card in cards(collection)}
    assert names == {"Recognition", "Listening", "Fact"}


def test_filling_a_spare_field_makes_its_card(tmp_path: Path) -> None:
    with import_package(build(tmp_path), tmp_path / "anki") as collection:
        note = find_card(collection, "标兵").note()
        note["Spare3"], note["Spare4"] = "a later card", "another"
        collection.update_note(note)
        made = [card.template()["name"] for card in note.cards()]
        assert problems(collection) == []
    assert made == ["Recognition", "SpareA", "SpareB"]


def test_recognition_front_shows_no_pinyin_and_no_english(tmp_path: Path) -> None:
    with import_package(build(tmp_path), tmp_path / "anki") as collection:
        front = find_card(collection, "标兵").render_output().question_text
        ambiguous = find_card(collection, "行").render_output().question_text
    assert "<details" in front
    assert "biāo" not in front
    assert "pace" not in front
    assert 'class="t1"' not in front
    assert shown(front) == "标兵incontext广大职工通过标兵赛、对手赛、表演赛等多种生动活泼的竞赛形式"
    assert "<details" not in ambiguous  # two readings: the clause is there at once
    assert "银行第三<mark>行</mark>写着" in ambiguous


def test_word_back(tmp_path: Path) -> None:
    with import_package(build(tmp_path), tmp_path / "anki") as collection:
        output = find_card(collection, "标兵").render_output()
        row = find_card(collection, "行").render_output()
        doubtful = find_card(collection, "超额").render_output().answer_text
    back = output.answer_text
    assert '<span class="t1">biāo</span><span class="t1">bīng</span>' in back
    assert "<rb>职工</rb><rt>zhígōng</rt>" in back
    assert "such as <mark>pace-setter</mark> competitions" in back
    assert "machine translation, unchecked" in back
    assert "HSK 2025: 7–9" in back
    assert "竞赛</span></div>" in back
    assert [tts.field_text for tts in output.answer_av_tags] == ["标兵"]  # type: ignore[union-attr]
    # A voice would read 行 by itself as xíng: the clause tells it háng.
    assert [tts.field_text for tts in row.answer_av_tags] == ["银行第三行写着"]  # type: ignore[union-attr]
    assert "Doubtful: two sources contradict each other." in doubtful


def test_fact_card(tmp_path: Path) -> None:
    with import_package(build(tmp_path), tmp_path / "anki") as collection:
        output = find_card(collection, "九千八百七十二").render_output()
    assert (
        shown(output.question_text)
        == "群众运动持续发展今年〔1959〕11月西城区职工超额实现了[howmany?]件革新建议。"
    )
    assert '<span class="added">〔1959〕</span>' in output.question_text
    back = output.answer_text
    assert '九千八百七十二</span> = 9872<div class="variants">also: 9,872</div>' in back
    assert "<mark>nine thousand eight hundred and seventy-two</mark>" in back
    assert "Thearticlestates:People’sDaily,1959-12-24,p.1" in shown(back)


def test_nothing_of_the_article_runs(tmp_path: Path) -> None:
    path = build(tmp_path, make_lesson(cards=ALL))
    literal = re.sub(r"\s+", "", NASTY)
    with import_package(path, tmp_path / "anki") as collection:
        hostile = [card for card in cards(collection) if card.due in (6, 8)]
        for card in hostile:
            output = card.render_output()
            back = html.unescape(shown(output.answer_text))
            assert literal in back
            assert "<script" not in output.answer_text + output.question_text
            spoken = [*output.question_av_tags, *output.answer_av_tags]
            assert {type(sound).__name__ for sound in spoken} <= {"TTSTag"}
        assert len(hostile) == 5
        fact = hostile[-1].render_output()
        asked = html.unescape(shown(fact.question_text))
    assert asked.endswith("[}}how::many{{c2::?}}[sound:b.mp3]]件。")
    assert "据〔}}::<b>〕报" in asked
    assert fact.answer_text.count('class="cloze"') == 1


def test_description_says_where_it_comes_from_and_how_far_to_trust_it(tmp_path: Path) -> None:
    with import_package(build(tmp_path), tmp_path / "anki") as collection:
        names = [
            f"Quizgen::1959-12-24 群众运动持续发展{leaf}"
            for leaf in ("", "::Vocabulary", "::Facts")
        ]
        described = []
        for name in names:
            deck = collection.decks.by_name(name)
            assert deck is not None
            described.append(deck["desc"])
    for words in (CREDIT, "machine translation", "what the article states", "People’s Daily"):
        assert all(words in one for one in described)


def test_tags(tmp_path: Path) -> None:
    with import_package(build(tmp_path), tmp_path / "anki") as collection:
        found = {
            card.note().fields[0].split("|")[0]: set(card.note().tags) for card in cards(collection)
        }
    both = {"quizgen", "quizgen::source::1959-12-24_beijing-output_plan"}
    assert found["标兵"] == both | {"quizgen::hsk2025::7–9"}
    assert found["群众运动"] == both | {"quizgen::register::era"}
    assert found["超额"] == both | {"quizgen::doubtful"}
    assert found["1959-12-24"] == both | {"quizgen::kind::number"}


# Building again


def test_an_unchanged_rebuild_leaves_the_file_alone(tmp_path: Path, clock: Any) -> None:
    path = build(tmp_path)
    before, touched = path.read_bytes(), path.stat().st_mtime_ns
    clock(THEN + 1000)
    written = package.write(make_lesson(), path)
    assert written == Written(path, False, 8, "6 words, 2 facts")
    assert (path.read_bytes(), path.stat().st_mtime_ns) == (before, touched)


def test_the_same_lesson_at_the_same_time_is_the_same_bytes(tmp_path: Path) -> None:
    assert (
        build(tmp_path, name="a.apkg").read_bytes() == build(tmp_path, name="b.apkg").read_bytes()
    )


@pytest.mark.parametrize("later", [1000, 0, -1000], ids=["later", "same second", "clock set back"])
def test_a_corrected_gloss_updates_exactly_one_note(tmp_path: Path, clock: Any, later: int) -> None:
    path = build(tmp_path)
    with import_package(path, tmp_path / "anki") as collection:
        clock(THEN + later)
        corrected = with_word(make_lesson(), "标兵", meaning="model worker")
        assert package.write(corrected, path).detail == "6 words, 2 facts; 1 changed"
        assert import_into(collection, path) == {"updated": 1, "duplicate": 7}
        assert "model worker" in find_card(collection, "标兵").render_output().answer_text
        assert collection.note_count() == 8


def test_a_learners_edit_survives_an_unchanged_rebuild(tmp_path: Path, clock: Any) -> None:
    path = build(tmp_path)
    with import_package(path, tmp_path / "anki") as collection:
        note = find_card(collection, "标兵").note()
        note["Meaning"] = "my own words"
        collection.update_note(note)
        clock(THEN + 1000)
        package.write(with_word(make_lesson(), "超额", meaning="over quota"), path)
        import_into(collection, path)
        assert find_card(collection, "标兵").note()["Meaning"] == "my own words"
        assert find_card(collection, "超额").note()["Meaning"] == "over quota"


def test_a_changed_style_sheet_arrives(
    tmp_path: Path, clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = build(tmp_path)
    with import_package(path, tmp_path / "anki") as collection:
        clock(THEN - 1000)
        css = note_types.style() + "\n.quizgen { outline: 1px }"
        monkeypatch.setattr(package, "style", lambda: css)
        assert package.write(make_lesson(), path).changed
        counts = import_into(collection, path)
        assert "outline: 1px" in find_card(collection, "标兵").render_output().css
        assert collection.note_count() == 8
    assert counts == {"duplicate": 8}


def test_what_an_import_does_not_undo_is_said(tmp_path: Path, clock: Any) -> None:
    path = build(tmp_path, make_lesson(cards=ALL))
    clock(THEN + 1000)
    fewer = package.write(make_lesson(), path)
    assert "18 cards without a front in Anki now" in fewer.detail
    moved = package.write(make_lesson(deck="Mine"), path)
    assert "another deck's name: in Anki, cards stay in the deck where they are" in moved.detail


def test_two_decks_of_the_same_second_live_side_by_side(tmp_path: Path) -> None:
    lesson = make_lesson()
    first = build(tmp_path, replace(lesson, words=lesson.words[:3]), "a.apkg")
    second = build(tmp_path, replace(lesson, words=lesson.words[3:], questions=()), "b.apkg")
    with import_package(first, tmp_path / "anki") as collection:
        assert import_into(collection, second) == {"new": 3}
        assert collection.note_count() == 8
        assert problems(collection) == []


@pytest.mark.parametrize("kind", ["not a zip", "truncated", "no collection", "someone else's"])
def test_an_older_file_that_is_no_deck_of_ours(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "deck.apkg"
    good = build(tmp_path, name="good.apkg").read_bytes()
    if kind == "not a zip":
        path.write_bytes(b"hello")
    elif kind == "truncated":
        path.write_bytes(good[: len(good) // 2])
    else:
        _foreign(path, b"no database" if kind == "no collection" else _plain_collection(tmp_path))
    written = package.write(make_lesson(), path)
    assert written.changed
    assert "taken as missing" in written.detail
    assert path.read_bytes() == good


def _foreign(path: Path, collection: bytes) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("collection.anki2", collection)


def _plain_collection(folder: Path) -> bytes:
    with new_collection(folder / "plain"):
        pass
    return (folder / "plain" / "collection.anki2").read_bytes()


def test_no_database_is_left_in_the_temporary_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    build(tmp_path)
    build(tmp_path)
    assert list(scratch.iterdir()) == []


def test_the_package_is_small_and_dated_alike(tmp_path: Path) -> None:
    path = build(tmp_path)
    with zipfile.ZipFile(path) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert json.loads(archive.read("media")) == {}
        stored = sum(entry.file_size for entry in archive.infolist())
    assert path.stat().st_size < stored / 4


def test_nothing_to_write_is_said(tmp_path: Path) -> None:
    empty = replace(make_lesson(), words=(), questions=())
    with pytest.raises(ExportError, match="no word and no fact"):
        package.write(empty, tmp_path / "deck.apkg")
    assert list(tmp_path.iterdir()) == []


def test_a_source_date_that_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    with pytest.raises(ExportError, match="'yesterday', which is no number of seconds"):
        build(tmp_path)


# Planted faults: the checks above must see them


@pytest.mark.parametrize(
    ("broken", "found"),
    [
        ("{{Nope}}", "unrendered braces|blank"),
        ("<div>{{OtherArticles}}</div>", "blank front"),
        ("{{Hanzi}} [sound:gone.mp3]", "missing media: gone.mp3"),
    ],
    ids=["unknown field", "empty front", "sound that is missing"],
)
def test_a_broken_template_is_caught(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: str, found: str
) -> None:
    real = note_types.read_template
    monkeypatch.setattr(
        package, "read_template", lambda name: broken if name == "recognition.html" else real(name)
    )
    seen = "\n".join(check_deck(build(tmp_path), tmp_path / "anki"))
    assert re.search(found, seen), seen


def test_unescaped_text_is_caught(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("text", "english"):
        monkeypatch.setattr(f"quizgen.writers.anki.word_fields.{name}", lambda plain: plain)
    seen = check_deck(build(tmp_path), tmp_path / "anki")
    assert any("unrendered braces" in problem for problem in seen)


def test_cards_that_nothing_asks_for_are_caught(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(note_types.NoteType, "cards_of", lambda *_: [0, 4])
    seen = check_deck(build(tmp_path), tmp_path / "anki")
    assert any("blank front: 标兵" in problem for problem in seen)


def test_a_default_guid_is_caught(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, clock: Any
) -> None:
    """A GUID from the contents makes a second note of a corrected one, with no older deck there."""
    path = build(tmp_path)
    with import_package(path, tmp_path / "anki") as collection:
        monkeypatch.setattr("quizgen.writers.anki.notes.word_guid", lambda word: word.meaning)
        path.unlink()
        copy_of(path).unlink()
        clock(THEN + 1)
        package.write(with_word(make_lesson(), "标兵", meaning="model worker"), path)
        before = content(collection)
        import_into(collection, path)
        assert len(content(collection)["notes"]) > len(before["notes"])
