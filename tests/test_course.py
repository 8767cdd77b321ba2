"""A deck of several articles: each word taught once, and later articles on its back."""

from __future__ import annotations

import os
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from anki_tools import check_deck, find_card, import_into, import_package, shown
from lessons import NASTY, make_lesson, with_word

from quizgen.errors import ExportError
from quizgen.model import Lesson
from quizgen.writers.anki import kept, package
from quizgen.writers.anki.course import (
    Course,
    add_lesson,
    adopted,
    differ,
    taught,
    without_taught,
)
from quizgen.writers.anki.growing import Growing
from quizgen.writers.anki.kept import copy_of
from quizgen.writers.anki.note_types import NoteContent
from quizgen.writers.anki.revision import owner, values_of

THEN, LATER = 1_700_000_000, 2_000_000_000


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    def at(seconds: int) -> None:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(seconds))

    at(THEN)
    return at


def article(stem: str, *hanzi: str, **meanings: str) -> Lesson:
    """A lesson with these words on cards (default: all), and with other meanings of some."""
    lesson = make_lesson(deck=f"Course::{stem}")
    kept = tuple(
        replace(w, tier="gloss") if hanzi and w.tier == "card" and w.hanzi not in hanzi else w
        for w in lesson.words
    )
    questions = () if hanzi else lesson.questions
    source = replace(lesson.article, stem=stem, date="1960-01-01")
    lesson = replace(lesson, article=source, words=kept, questions=questions)
    for word, meaning in meanings.items():
        lesson = with_word(lesson, word, meaning=meaning)
    return lesson


def added(made: Course, lesson: Lesson) -> Course:
    growing = Growing(made)
    growing.add(lesson, "Course")
    return growing.course


def course(*lessons: Lesson) -> Course:
    made = Course()
    for lesson in lessons:
        made = added(made, lesson)
    return made


def test_anki_finds_nothing_wrong_with_a_course(tmp_path: Path) -> None:
    path = tmp_path / "course.apkg"
    package.write_course(course(article("a"), article("b")), path)
    assert check_deck(path, tmp_path / "anki") == []


def test_a_later_article_stands_on_the_back_and_changes_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "course.apkg"
    second = article("b", "标兵", "行", 标兵="parade guard")
    package.write_course(course(article("a", "标兵"), second), path)
    with import_package(path, tmp_path / "anki") as collection:
        output = find_card(collection, "标兵").render_output()
        decks = {deck.name for deck in collection.decks.all_names_and_ids()}
        note = find_card(collection, "标兵").note()
    alone = tmp_path / "alone.apkg"
    package.write_course(course(article("a", "标兵")), alone)
    with import_package(alone, tmp_path / "other") as collection:
        before = find_card(collection, "标兵").render_output()
    assert output.question_text == before.question_text
    back = shown(output.answer_text)
    assert "pacesetter" in back
    assert "Alsoin:People’sDaily,1960-01-01,p.1here:paradeguard广大" in back
    assert "<rb>职工</rb><rt>zhígōng</rt>" in output.answer_text
    assert {"quizgen::source::a", "quizgen::source::b"} <= set(note.tags)
    assert decks >= {"Course", "Course::a::Vocabulary", "Course::b::Vocabulary"}


def test_an_unshown_meaning_is_not_told_beside_another(tmp_path: Path) -> None:
    second = with_word(article("b", "标兵"), "标兵", sense="absent")
    notes = course(article("a", "标兵"), second).notes
    assert 'data-article="b"' in "".join(notes[0].fields)
    assert "here:" not in "".join(notes[0].fields)


def test_any_article_can_be_made_again(tmp_path: Path) -> None:
    lessons = [article("a", "标兵"), article("b", "行"), article("c", "标兵", "据")]
    made = course(*lessons)
    for lesson in lessons:
        assert add_lesson(made, lesson).notes == made.notes
    corrected = add_lesson(made, article("a", "标兵", 标兵="model worker"))
    changed = [a for a, b in zip(made.notes, corrected.notes, strict=True) if a != b]
    assert [note.fields[1] for note in changed] == ["标兵"]
    assert 'data-article="c"' in "".join(changed[0].fields)


def test_positions_follow_the_articles_and_an_older_one_keeps_its_place() -> None:
    made = course(article("a", "标兵"), article("b", "行"))
    again = add_lesson(made, article("a", "标兵", "超额"))
    assert [note.fields[1] for note in again.notes] == ["标兵", "超额", "行", "行"]
    assert [note.position for note in again.notes] == [1, 2, 3, 4]


def test_a_word_that_its_article_drops_stays_for_the_others() -> None:
    made = course(article("a", "标兵", "行"), article("b", "标兵", "据"))
    again = add_lesson(made, article("a", "行"))
    assert "标兵" in {note.fields[1] for note in again.notes}
    assert "标兵" not in {note.fields[1] for note in add_lesson(
        course(article("a", "标兵", "行")), article("a", "行")).notes}  # fmt: skip


def test_words_taught_before_count_as_known() -> None:
    made = course(article("a", "标兵"), article("b", "行"))
    assert taught(made, "b").words == {
        "标兵": frozenset({("biao1", "bing1")}),
        "標兵": frozenset({("biao1", "bing1")}),
    }
    assert set(taught(made, "c").words) == {"标兵", "標兵", "行"}


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("to rise", "rising", False),
        ("to develop; to grow", "development", False),
        ("to hit", "to play (a ball game)", True),
        ("pacesetter", "parade guard", True),
        ("implementation", "to implement", False),
        ("independent", "independently", False),
        ("the", "of", False),  # nothing to compare
        ("", "to rise", False),
    ],
)
def test_a_clearly_different_sense(one: str, other: str, expected: bool) -> None:
    assert differ(one, other) is expected


def test_a_back_has_room_for_six_other_articles() -> None:
    lessons = [article("a", "标兵"), *(article(f"b{n}", "标兵") for n in range(9))]
    made = course(*lessons)
    assert "".join(made.notes[0].fields).count("data-article=") == 6
    for lesson in (lessons[3], lessons[9]):
        assert add_lesson(made, lesson).notes == made.notes


def test_a_different_sense_is_listed_and_makes_no_second_note() -> None:
    made = course(article("a", "标兵"), article("b", "标兵", 标兵="parade guard"))
    assert [(s.hanzi, s.taught, s.here, s.article) for s in made.senses] == [
        ("标兵", "pacesetter", "parade guard", "b")
    ]
    assert len(made.notes) == 1


def test_a_sense_that_nothing_shows_is_not_listed() -> None:
    other = with_word(article("b", "标兵", 标兵="parade guard"), "标兵", sense="loose")
    assert course(article("a", "标兵"), other).senses == ()


def test_a_correction_gives_a_sense_its_own_note() -> None:
    own = with_word(article("b", "标兵", 标兵="parade guard"), "标兵", variant="soldiers")
    made = course(article("a", "标兵"), own)
    assert [owner(note) for note in made.notes] == ["a", "b"]
    assert len({note.guid for note in made.notes}) == 2
    assert made.notes[1].fields[0].endswith("|soldiers")
    assert made.senses == ()


def test_a_deck_is_added_to_from_its_file(tmp_path: Path, clock: Callable[[int], None]) -> None:
    path = tmp_path / "course.apkg"
    package.write_course(course(article("a", "标兵", "超额")), path)
    with import_package(path, tmp_path / "anki") as collection:
        clock(LATER)
        second = article("b", "标兵", "据")
        grown = added(package.read_course(path), second)
        assert package.write_course(grown, path).detail == "3 words, 0 facts; 1 new; 2 changed"
        assert import_into(collection, path) == {"new": 1, "updated": 2}
        assert package.write_course(grown, path).changed is False


def test_a_course_built_at_once_is_the_one_that_grew(tmp_path: Path) -> None:
    path = tmp_path / "course.apkg"
    first, second = article("a"), article("b", "标兵", 标兵="parade guard")
    package.write_course(course(first), path)
    grown = added(package.read_course(path), second)
    assert grown.notes == course(first, second).notes


def test_a_corrected_reading_keeps_its_note_in_a_course(
    tmp_path: Path, clock: Callable[[int], None]
) -> None:
    path = tmp_path / "course.apkg"
    package.write_course(course(article("a", "标兵"), article("b", "据")), path)
    with import_package(path, tmp_path / "anki") as collection:
        clock(LATER)
        read = {"pinyin": "biāobing", "pinyin_numbers": "biao1 bing5"}
        corrected = with_word(article("a", "标兵"), "标兵", **read)
        for _ in range(2):  # and a second time: its Key is another now
            package.write_course(add_lesson(package.read_course(path), corrected), path)
        assert import_into(collection, path) == {"updated": 1, "duplicate": 1}
        assert find_card(collection, "标兵").note()["PinyinNumbers"] == "biao1 bing5"


@pytest.mark.parametrize("kind", ["not a zip", "truncated"])
def test_nothing_is_added_to_a_deck_that_cannot_be_read(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "course.apkg"
    package.write_course(course(article("a")), path)
    path.write_bytes(b"hello" if kind == "not a zip" else path.read_bytes()[:500])
    before = path.read_bytes()
    with pytest.raises(ExportError, match="nothing can be added to this deck"):
        package.read_course(path)
    assert path.read_bytes() == before


def test_a_name_with_marks_of_html_is_only_a_name(tmp_path: Path) -> None:
    stem = f'x" onclick="run()" {NASTY}'.replace("/", "")
    made = course(article("a", "标兵"), article(stem, "标兵", "据"))
    again = add_lesson(made, article(stem, "标兵", "据"))
    assert again.notes == made.notes
    path = tmp_path / "course.apkg"
    package.write_course(made, path)
    assert check_deck(path, tmp_path / "anki") == []


# What was found wrong once


def with_field(note: NoteContent, name: str, value: str) -> NoteContent:
    """The note as a learner has edited it."""
    values = values_of(note) | {name: value}
    return replace(note, fields=note.note_type.in_order(values))


def misread(lesson: Lesson) -> Lesson:
    return with_word(lesson, "标兵", pinyin="biǎobīng", pinyin_numbers="biao3 bing1")


def test_a_reading_that_comes_back_has_a_note_of_its_own(
    tmp_path: Path, clock: Callable[[int], None]
) -> None:
    """Misread, corrected, and then another article really has the other reading."""
    path = tmp_path / "course.apkg"
    package.write_course(course(misread(article("a", "标兵"))), path)
    with import_package(path, tmp_path / "anki") as collection:
        clock(LATER)
        package.write_course(course(article("a", "标兵")), path)
        both = course(article("a", "标兵"), misread(article("b", "标兵")))
        for _ in range(2):
            written = package.write_course(both, path)
        assert written.changed is False
        guids = [note.guid for note in package.read_course(path).notes]
        assert len(set(guids)) == 2
        import_into(collection, path)
        found = {collection.get_note(n)["PinyinNumbers"] for n in collection.find_notes("")}
        assert found == {"biao1 bing1", "biao3 bing1"}


def test_a_sense_of_its_own_does_not_take_the_plain_words_note(tmp_path: Path) -> None:
    path = tmp_path / "course.apkg"
    package.write_course(course(article("a", "标兵")), path)
    plain = package.read_course(path).notes[0].guid
    own = with_word(article("a", "标兵"), "标兵", variant="soldiers")
    package.write_course(course(own), path)
    assert package.read_course(path).notes[0].guid != plain


def test_a_learners_edits_are_nothing_new() -> None:
    """Notes read from a running Anki have the learner's words: no remake touches them."""
    first, second = article("a", "标兵"), article("b", "标兵", 标兵="parade guard")
    made = course(first, second)
    edited = replace(made, notes=(with_field(made.notes[0], "Note", "mine"), *made.notes[1:]))
    assert add_lesson(edited, second).notes == edited.notes
    own = add_lesson(edited, first).notes[0]
    assert values_of(own)["Revision"] == values_of(made.notes[0])["Revision"]
    other = with_word(second, "标兵", meaning="soldier on parade")
    grown = add_lesson(edited, other).notes[0]
    assert values_of(grown)["Note"] == "mine"
    assert values_of(grown)["Revision"].split(":")[0] == values_of(own)["Revision"].split(":")[0]


def test_words_that_a_learner_puts_before_the_blocks_stay() -> None:
    second = article("b", "标兵", 标兵="parade guard")
    made = course(article("a", "标兵"), second)
    back = values_of(made.notes[0])["OtherArticles"]
    edited = replace(made, notes=(with_field(made.notes[0], "OtherArticles", f"mine{back}"),))
    assert add_lesson(edited, second).notes == edited.notes
    other = add_lesson(edited, with_word(second, "标兵", meaning="soldier on parade")).notes[0]
    assert values_of(other)["OtherArticles"].startswith("mine<div")


def test_a_note_without_its_tag_is_still_its_articles() -> None:
    first = article("a", "标兵")
    made = course(first)
    untagged = replace(made, notes=(replace(made.notes[0], tags=("quizgen",)),))
    again = add_lesson(untagged, with_word(first, "标兵", meaning="model worker")).notes
    assert [values_of(note)["Meaning"] for note in again] == ["model worker"]
    assert "data-article" not in "".join(again[0].fields)


def test_a_note_without_a_revision_goes_by_its_tags() -> None:
    made = course(article("a", "标兵"), article("b", "标兵", "据"))
    old = replace(made, notes=tuple(with_field(n, "Revision", "") for n in made.notes))
    again = add_lesson(old, article("a", "标兵", 标兵="model worker"))
    assert [values_of(note)["Meaning"][:5] for note in again.notes] == ["model", "accor"]


def test_an_article_without_a_note_of_its_own_keeps_its_place() -> None:
    lessons = [article("a", "标兵"), article("b", "标兵"), article("c", "据", "行")]
    made = course(*lessons)
    for lesson in lessons:
        assert add_lesson(made, lesson).notes == made.notes


def test_a_clause_is_taken_off_again() -> None:
    made = course(article("a", "标兵"), article("b", "标兵"))
    without = article("b", "据")
    without = replace(without, words=tuple(w for w in without.words if w.hanzi != "标兵"))
    again = add_lesson(made, without)
    assert again.notes[0] == course(article("a", "标兵")).notes[0]


def test_no_card_is_claimed_that_another_article_has() -> None:
    made = course(article("a", "据"), article("b", "标兵"))
    lesson = without_taught(made.notes, article("a", "据", "标兵"))
    tiers = {word.hanzi: word for word in lesson.words}
    assert tiers["据"].tier == "card"
    assert tiers["标兵"].tier == "skip"
    assert tiers["标兵"].reason.endswith("on a card of b")


def test_two_old_notes_with_the_same_characters_are_not_guessed_between() -> None:
    held = course(article("a", "行")).notes
    assert len(held) == 2  # háng and xíng
    third = with_word(article("a", "行"), "行", pinyin="hàng", pinyin_numbers="hang4")
    one = [note for note in course(third).notes if note.fields[4] == "hang4"][:1]
    assert adopted(one, held)[0].guid not in {note.guid for note in held}


def test_a_course_of_two_hundred_articles() -> None:
    made = Course()
    lesson = article("a", "标兵", "超额", "据")
    for number in range(200):
        stem = f"article-{number}"
        words = tuple(
            replace(w, hanzi=f"{w.hanzi}{number}", traditional=f"{w.traditional}{number}")
            for w in lesson.words
        )
        source = replace(lesson.article, stem=stem)
        made = add_lesson(made, replace(lesson, article=source, words=words))
    assert len(made.notes) == 600


def test_a_deck_that_is_not_all_ours_is_not_added_to(tmp_path: Path) -> None:
    path = tmp_path / "course.apkg"
    package.write_course(course(article("a", "标兵")), path)
    with zipfile.ZipFile(path) as archive:
        database = tmp_path / "collection.anki2"
        database.write_bytes(archive.read("collection.anki2"))
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("update notes set flds = 'one\x1ftwo'")
        connection.commit()
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(database, "collection.anki2")
    with pytest.raises(ExportError, match="not all of it is quizgen's"):
        package.read_course(path)


def test_the_copy_of_a_deck_is_kept_for_one_that_is_unchanged_too(tmp_path: Path) -> None:
    path = tmp_path / "course.apkg"
    package.write_course(course(article("a", "标兵")), path)
    copy_of(path).unlink()
    assert package.write_course(course(article("a", "标兵")), path).changed is False
    assert copy_of(path).read_bytes() == path.read_bytes()


def test_only_so_many_copies_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUIZGEN_STATE", str(tmp_path / "state"))
    monkeypatch.setattr(kept, "_MOST", 2)
    for number in range(4):
        path = tmp_path / f"{number}.apkg"
        package.write_course(course(article("a", "标兵")), path)
        os.utime(copy_of(path), (number, number))
    assert len(list((tmp_path / "state" / "decks").iterdir())) == 2
    assert copy_of(tmp_path / "3.apkg").exists()
