"""A deck that is imported again: what Anki makes of it, and what the learner keeps.

Every row of `CASES` is run twice: with Anki’s default options (a note is updated if the package’s
is newer) and with "always update". In each the learner has reviewed a card before: no import may
lose that, make a second note of a word, or leave something that Anki complains of.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from anki.collection import Collection
from anki.scheduler.v3 import CardAnswer
from anki_tools import find_card, import_into, import_package, new_collection, problems
from conftest import ROOT
from lessons import make_lesson, with_word

from quizgen.model import Lesson
from quizgen.writers.anki import note_types, package
from quizgen.writers.anki.kept import copy_of
from quizgen.writers.anki.note_types import NoteContent

THEN = 1_700_000_000  # when the deck was first built
SOON = THEN + 1  # before the learner edits anything, which is today
LATER = 2_000_000_000  # after it
Counts = dict[str, int]
NOTES = 8  # of the hand-made lesson
NOTHING: Counts = {"duplicate": NOTES}
ONE: Counts = {"updated": 1, "duplicate": NOTES - 1}
EVERY: Counts = {"updated": NOTES}


@dataclass(frozen=True)
class Case:
    """What the learner does, what is built then, and what Anki makes of how many notes.

    `learner` acts on the collection after the first import. Then `lesson` is built at the time
    `at`, with `patch` in force, over the file that `older` leaves. `default` and `always` are
    Anki's counts, `meaning` what the card of 标兵 says at the end, with either option, and `then`
    what must be true of the collection: with default options, with "always update".
    """

    name: str
    learner: Callable[[Collection], None] = lambda collection: None
    lesson: Callable[[], Lesson] = make_lesson
    at: int = LATER
    older: Callable[[Path], object] = lambda path: None
    patch: Callable[[pytest.MonkeyPatch], None] = lambda monkeypatch: None
    default: Counts = field(default_factory=lambda: NOTHING)
    always: Counts = field(default_factory=lambda: NOTHING)
    meaning: tuple[str, str] = ("pacesetter", "pacesetter")
    then: tuple[Callable[[Collection], bool], bool, bool] = (lambda collection: True, True, True)


def note(collection: Collection) -> Any:
    """The note of 标兵, "pacesetter"."""
    return find_card(collection, "标兵").note()


def edit(collection: Collection) -> None:
    found = note(collection)
    found["Meaning"] = "my own words"
    collection.update_note(found)


def tag(collection: Collection) -> None:
    found = note(collection)
    found.add_tag("mine")
    collection.update_note(found)


def move(collection: Collection) -> None:
    deck = collection.decks.id("Mine")
    assert deck is not None
    collection.set_deck([find_card(collection, "标兵").id], deck)


def suspend(collection: Collection) -> None:
    collection.sched.suspend_cards([find_card(collection, "标兵").id])


def delete(collection: Collection) -> None:
    collection.remove_notes([note(collection).id])


def is_tagged(collection: Collection) -> bool:
    return "mine" in note(collection).tags


def is_moved(collection: Collection) -> bool:
    return collection.decks.name(find_card(collection, "标兵").did) == "Mine"


def is_suspended(collection: Collection) -> bool:
    return int(find_card(collection, "标兵").queue) == -1


def gloss() -> Lesson:
    return with_word(make_lesson(), "标兵", meaning="model worker")


def reading() -> Lesson:
    return with_word(make_lesson(), "标兵", pinyin="biāobing", pinyin_numbers="biao1 bing5")


def is_read_anew(collection: Collection) -> bool:
    return str(note(collection)["PinyinNumbers"]) == "biao1 bing5"


def other_style(monkeypatch: pytest.MonkeyPatch) -> None:
    css = note_types.style() + "\n.quizgen { outline: 1px }"
    monkeypatch.setattr(package, "style", lambda: css)


def is_styled(collection: Collection) -> bool:
    return "outline: 1px" in find_card(collection, "标兵").render_output().css


def filled_spare(monkeypatch: pytest.MonkeyPatch) -> None:
    """A later quizgen that calls the field Spare3 Origin, and fills it for 标兵."""
    old, templates, made = note_types.VOCABULARY, note_types.read_template, package.make_notes
    new = replace(
        old,
        fields=tuple("Origin" if name == "Spare3" else name for name in old.fields),
        templates=tuple(
            replace(t, needs=t.needs.replace("Spare3", "Origin")) for t in old.templates
        ),
    )

    def make_notes(lesson: Lesson) -> list[NoteContent]:
        return [filled(n) if n.note_type is old else n for n in made(lesson)]

    def filled(content: NoteContent) -> NoteContent:
        values = dict(zip(new.fields, content.fields, strict=True))
        origin = "drill" if values["Hanzi"] == "标兵" else ""
        return replace(content, note_type=new, fields=new.in_order(values | {"Origin": origin}))

    monkeypatch.setattr(package, "VOCABULARY", new)
    monkeypatch.setattr(package, "make_notes", make_notes)
    monkeypatch.setattr(
        package, "read_template", lambda name: templates(name).replace("Spare3", "Origin")
    )


def is_filled(collection: Collection) -> bool:
    names = [kind.name for kind in collection.models.all_names_and_ids() if "Quizgen" in kind.name]
    made = [card.template()["name"] for card in note(collection).cards()]
    return (
        str(note(collection)["Origin"]) == "drill"
        and names == ["Quizgen Fact", "Quizgen Vocabulary"]  # and no "Quizgen Vocabulary+"
        and made == ["Recognition", "SpareA"]
    )


def forget(path: Path) -> None:
    path.unlink()
    copy_of(path).unlink()


def other_gloss() -> Lesson:
    return with_word(make_lesson(), "超额", meaning="over the target")


def cut_off(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:500])


MINE = ("my own words", "pacesetter")  # "always update" takes every note that differs
CASES = [
    Case("unchanged"),
    Case("same-second rebuild", at=THEN),
    Case("clock set back", at=THEN - 1000),
    Case("clock set back, gloss corrected", lesson=gloss, at=THEN - 1000, default=ONE, always=ONE,
         meaning=("model worker", "model worker")),
    Case("same second, gloss corrected", lesson=gloss, at=THEN, default=ONE, always=ONE,
         meaning=("model worker", "model worker")),
    Case("older .apkg missing", older=Path.unlink),
    Case("older .apkg corrupt", older=cut_off),
    Case("older .apkg missing, one edited, another corrected", edit, other_gloss,
         older=Path.unlink, default=ONE, always={"updated": 2, "duplicate": NOTES - 2},
         meaning=MINE),
    # Nobody can tell then what is new, and so every note is.
    Case("older .apkg and its copy missing", older=forget, default=EVERY, always=EVERY),
    Case("the same, learner edited after the build", edit, older=forget, at=SOON,
         default={"updated": NOTES - 1, "duplicate": 1}, always=EVERY, meaning=MINE),
    Case("gloss corrected", lesson=gloss, default=ONE, always=ONE,
         meaning=("model worker", "model worker")),
    Case("pinyin corrected", lesson=reading, default=ONE, always=ONE,
         then=(is_read_anew, True, True)),
    Case("CSS only", patch=other_style, then=(is_styled, True, True)),
    Case("spare field filled and renamed by its id", patch=filled_spare, default=ONE, always=ONE,
         then=(is_filled, True, True)),
    Case("learner edited, unchanged", edit, always=ONE, meaning=MINE),
    # A correction replaces the whole note, with what the learner wrote before.
    Case("learner edited, then corrected", edit, gloss, default=ONE, always=ONE,
         meaning=("model worker", "model worker")),
    Case("corrected, then learner edited", edit, gloss, at=SOON, always=ONE,
         meaning=("my own words", "model worker")),
    Case("tag added, unchanged", tag, always=ONE, then=(is_tagged, True, False)),
    Case("tag added, then corrected", tag, gloss, default=ONE, always=ONE,
         meaning=("model worker", "model worker"), then=(is_tagged, False, False)),
    Case("moved", move, gloss, default=ONE, always=ONE,
         meaning=("model worker", "model worker"), then=(is_moved, True, True)),
    Case("suspended", suspend, gloss, default=ONE, always=ONE,
         meaning=("model worker", "model worker"), then=(is_suspended, True, True)),
    Case("deleted", delete, default={"new": 1, "duplicate": NOTES - 1},
         always={"new": 1, "duplicate": NOTES - 1}),
]  # fmt: skip


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Sets the time at which decks are built."""
    return lambda seconds: monkeypatch.setenv("SOURCE_DATE_EPOCH", str(seconds))


@pytest.mark.parametrize("always", [False, True], ids=["default", "always"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_second_import(
    case: Case,
    always: bool,
    tmp_path: Path,
    clock: Callable[[int], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock(THEN)
    path = tmp_path / "deck.apkg"
    package.write(make_lesson(), path)
    with import_package(path, tmp_path / "anki") as collection:
        before = review(collection, "超额")
        case.learner(collection)
        case.older(path)
        case.patch(monkeypatch)
        clock(case.at)
        package.write(case.lesson(), path)
        counts = import_into(collection, path, always=always)
        assert counts == (case.always if always else case.default)
        assert collection.note_count() == NOTES
        assert reviews(collection, "超额") == before
        assert note(collection)["Meaning"] == case.meaning[always]
        holds, default, ever = case.then
        assert holds(collection) is (ever if always else default)
        assert problems(collection) == []


def test_the_table_of_the_docs_is_this_one() -> None:
    """docs/updates.md prints what is measured here."""
    table = (ROOT / "docs" / "updates.md").read_text("utf-8")
    for case in CASES:
        assert f"| {case.name} | {_said(case.default)} | {_said(case.always)} |" in table


def _said(counts: Counts) -> str:
    return ", ".join(f"{n} {what}" for what, n in counts.items() if what != "duplicate") or "0"


def review(collection: Collection, hanzi: str) -> tuple[Any, ...]:
    """The learner answers the card: easy."""
    card = find_card(collection, hanzi)
    card.start_timer()
    states = collection._backend.get_scheduling_states(card.id)
    answer = collection.sched.build_answer(card=card, states=states, rating=CardAnswer.EASY)
    collection.sched.answer_card(answer)
    return reviews(collection, hanzi)


def reviews(collection: Collection, hanzi: str) -> tuple[Any, ...]:
    """All that a learner would lose: the interval, the due date, the log."""
    card, database = find_card(collection, hanzi), collection.db
    assert database is not None
    log = database.all("select id, cid, ease, ivl from revlog")
    assert log
    assert card.ivl > 0
    return card.id, card.ivl, card.due, card.reps, log


def other_article() -> Lesson:
    """Another article that has 标兵 too, in the sense of a soldier on parade."""
    lesson = with_word(make_lesson(), "标兵", meaning="parade guard")
    words = tuple(word for word in lesson.words if word.hanzi == "标兵")
    article = replace(lesson.article, stem="parade", date="1960-10-01")
    return replace(lesson, article=article, words=words, questions=())


@pytest.mark.parametrize("always", [False, True], ids=["default", "always"])
@pytest.mark.parametrize("order", ["ab", "ba"])
def test_two_decks_built_apart_share_the_note_of_a_word(
    order: str, always: bool, tmp_path: Path, clock: Callable[[int], None]
) -> None:
    """By default the deck that was built later wins, with "always update" the later import."""
    paths = {"a": tmp_path / "a.apkg", "b": tmp_path / "b.apkg"}
    clock(THEN)
    package.write(make_lesson(), paths["a"])
    clock(LATER)
    package.write(other_article(), paths["b"])
    with new_collection(tmp_path / "anki") as collection:
        import_into(collection, paths[order[0]], always=always)
        before = review(collection, "标兵")
        counts = import_into(collection, paths[order[1]], always=always)
        assert collection.note_count() == NOTES
        assert reviews(collection, "标兵") == before
        later = order[1] if always else "b"
        assert note(collection)["Meaning"] == {"a": "pacesetter", "b": "parade guard"}[later]
        assert "new" in counts or order == "ab"
        assert problems(collection) == []
