"""Notes pushed into the real Anki, by way of a server that speaks AnkiConnect's protocol."""

from __future__ import annotations

import html
import json
import re
import socket
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest
from anki_connect_server import WRITES, AnkiConnect, serve, serving
from anki_tools import (
    cards,
    content,
    find_card,
    import_into,
    new_collection,
    problems,
    shown,
)
from lessons import NASTY, make_lesson, with_word

from quizgen.anki_connect import Pushed, client, connect, push, read_notes
from quizgen.anki_connect.held import is_ours
from quizgen.anki_connect.note_types import FORMER
from quizgen.anki_connect.plan import fallen_out
from quizgen.errors import ConnectError
from quizgen.model import Lesson
from quizgen.writers.anki import package
from quizgen.writers.anki.course import Course, add_lesson, adopted
from quizgen.writers.anki.note_types import NoteContent
from quizgen.writers.anki.notes import make_notes

ALL = ("recognition", "production", "listening", "sentence")
BETTER = with_word(make_lesson(), "标兵", meaning="model worker")  # 标兵 is a pacesetter


@pytest.fixture
def addon(tmp_path: Path) -> Iterator[AnkiConnect]:
    with new_collection(tmp_path / "anki") as collection:
        yield AnkiConnect(collection)


@pytest.fixture
def url(addon: AnkiConnect) -> Iterator[str]:
    with serve(addon) as url:
        yield url


def send(url: str, lesson: Lesson | None = None, key: str = "", **options: bool) -> Pushed:
    """One push of a lesson, as the command line does it."""
    asked = connect(url, key)
    held = read_notes(asked)
    return push(asked, adopted(make_notes(lesson or make_lesson()), held), held, **options)


def counts(pushed: Pushed) -> tuple[int, int, int]:
    return len(pushed.added), len(pushed.updated), pushed.unchanged


def seen(collection: Any) -> list[tuple[object, ...]]:
    """All that a learner has of the cards, in their order."""
    rows = []
    for card in cards(collection):
        note, output = card.note(), card.render_output()
        spoken = [*output.question_av_tags, *output.answer_av_tags]
        where = (card.due, card.ord, collection.decks.name(card.did), card.template()["name"])
        sides = (output.question_text, output.answer_text, output.css)
        rows.append((*where, *note.items(), tuple(sorted(note.tags)), *sides, str(spoken)))
    return rows


# What arrives


@pytest.mark.parametrize(
    "settings",
    [{}, {"cards": ALL, "script": "trad", "deck": "Course::Week 1"}],
    ids=["default", "every card"],
)
def test_the_first_push_makes_the_same_cards_as_a_package(
    addon: AnkiConnect, url: str, tmp_path: Path, settings: dict[str, Any]
) -> None:
    lesson = make_lesson(**settings)
    pushed = send(url, lesson)
    assert counts(pushed) == (8, 0, 0)
    assert pushed.lines() == ["Anki: 8 added, 0 updated, 0 unchanged, in 2 decks"]
    package.write(lesson, tmp_path / "deck.apkg")
    with new_collection(tmp_path / "other") as other:
        import_into(other, tmp_path / "deck.apkg")
        assert seen(addon.collection) == seen(other)
    assert problems(addon.collection) == []


def test_what_the_article_says_arrives_as_text(addon: AnkiConnect, url: str) -> None:
    send(url)
    output = find_card(addon.collection, "据").render_output()
    assert re.sub(r"\s+", "", NASTY) in html.unescape(shown(output.answer_text))
    assert "<script" not in output.question_text + output.answer_text


def test_cards_that_anki_puts_into_default_go_to_their_deck(addon: AnkiConnect, url: str) -> None:
    addon.into_default = True
    send(url)
    decks = {addon.collection.decks.name(card.did) for card in cards(addon.collection)}
    assert {deck.rsplit("::", 1)[1] for deck in decks} == {"Vocabulary", "Facts"}


def test_letters_with_loose_accents_are_what_anki_makes_of_them(url: str) -> None:
    lesson = with_word(make_lesson(), "标兵", meaning="prote\u0301ge\u0301")
    assert counts(send(url, lesson)) == (8, 0, 0)
    assert counts(send(url, lesson)) == (0, 0, 8)


# The second push


def test_a_second_push_changes_nothing(addon: AnkiConnect, url: str) -> None:
    send(url)
    before = content(addon.collection)
    addon.done.clear()
    assert counts(send(url)) == (0, 0, 8)
    assert content(addon.collection) == before
    assert not WRITES & set(addon.done)


def test_a_corrected_gloss_updates_its_note(addon: AnkiConnect, url: str) -> None:
    send(url)
    pushed = send(url, BETTER)
    assert (pushed.added, pushed.updated, pushed.unchanged) == ((), ("标兵",), 7)
    assert "model worker" in find_card(addon.collection, "标兵").render_output().answer_text
    assert addon.collection.note_count() == 8


def test_a_corrected_reading_updates_its_note(addon: AnkiConnect, url: str) -> None:
    send(url)
    number = find_card(addon.collection, "标兵").nid
    pushed = send(url, with_word(make_lesson(), "标兵", pinyin_numbers="biao1 bing4"))
    assert counts(pushed) == (0, 1, 7)
    note = find_card(addon.collection, "标兵").note()
    assert (note.id, note["Key"]) == (number, "标兵|標兵|biao1 bing4")


def test_a_learners_edit_lasts_until_quizgen_has_something_new(
    addon: AnkiConnect, url: str
) -> None:
    send(url)
    note = find_card(addon.collection, "标兵").note()
    note["Meaning"] = "my own words"
    addon.collection.update_note(note)
    assert counts(send(url)) == (0, 0, 8)
    assert find_card(addon.collection, "标兵").note()["Meaning"] == "my own words"
    send(url, BETTER)
    assert find_card(addon.collection, "标兵").note()["Meaning"] == "model worker"


def test_a_learners_tags_stay_and_ours_are_replaced(addon: AnkiConnect, url: str) -> None:
    send(url)
    note = find_card(addon.collection, "标兵").note()
    note.tags += ["leech", "quizgenius"]
    addon.collection.update_note(note)
    send(url, with_word(make_lesson(), "标兵", level="HSK 2025: 6"))
    tags = set(find_card(addon.collection, "标兵").note().tags)
    assert {"leech", "quizgenius"} == {tag for tag in tags if not is_ours(tag)}
    assert "quizgen::hsk2025::6" in tags
    assert "quizgen::hsk2025::7–9" not in tags


def test_cards_stay_in_the_deck_that_a_learner_moved_them_to(addon: AnkiConnect, url: str) -> None:
    send(url)
    decks = addon.collection.decks
    mine, default = decks.id("Mine"), decks.id("Default")
    assert mine and default
    word, other = (find_card(addon.collection, hanzi) for hanzi in ("标兵", "超额"))
    addon.collection.set_deck([word.id], mine)
    addon.collection.set_deck([other.id], default)
    both = with_word(BETTER, "超额", meaning="over quota")
    assert counts(send(url, both)) == (0, 2, 6)
    assert find_card(addon.collection, "标兵").did == mine
    assert find_card(addon.collection, "超额").did == default


def test_after_a_package_nothing_is_added(addon: AnkiConnect, url: str, tmp_path: Path) -> None:
    package.write(make_lesson(), tmp_path / "deck.apkg")
    import_into(addon.collection, tmp_path / "deck.apkg")
    assert counts(send(url)) == (0, 0, 8)
    assert counts(send(url, BETTER)) == (0, 1, 7)
    guids = {note.guid for note in make_notes(BETTER)}
    assert {card.note().guid for card in cards(addon.collection)} == guids


def test_of_two_copies_the_older_is_ours(addon: AnkiConnect, url: str) -> None:
    send(url)
    note = find_card(addon.collection, "标兵").note()
    copy = addon.collection.new_note(note.note_type())  # type: ignore[arg-type]
    copy.fields = list(note.fields)
    addon.collection.add_note(copy, find_card(addon.collection, "标兵").did)
    assert counts(send(url, BETTER)) == (0, 1, 7)
    assert addon.collection.get_note(note.id)["Meaning"] == "model worker"
    assert addon.collection.get_note(copy.id)["Meaning"] == "pacesetter"


def test_two_articles_share_their_words(addon: AnkiConnect, url: str) -> None:
    """The notes that Anki has are a course, to which an article is added as to a package's."""
    other = replace(make_lesson().article, stem="1960-01-04_another")
    second = replace(make_lesson(), article=other)
    assert counts(add(url, make_lesson())) == (8, 0, 0)
    assert counts(add(url, second)) == (0, 6, 2)
    assert counts(add(url, second)) == counts(add(url, make_lesson())) == (0, 0, 8)
    note = find_card(addon.collection, "标兵").note()
    assert 'data-article="1960-01-04_another"' in note["OtherArticles"]
    assert {"quizgen::source::1960-01-04_another", *make_notes(make_lesson())[1].tags} == set(
        note.tags
    )


def test_what_falls_out_of_an_article_is_known_by_number_or_key() -> None:
    held = [replace(note, guid=str(n)) for n, note in enumerate(make_notes(make_lesson()))]
    corrected = replace(held[0], fields=("another Key", *held[0].fields[1:]))
    anew = replace(held[1], guid="moved to another article")
    stem = make_lesson().article.stem
    gone = fallen_out([corrected, anew, *held[3:]], held, ["another", stem])
    assert gone == {stem: ["超额"]}
    assert fallen_out(held, held, [stem]) == fallen_out([], held, ["another"]) == {}


def add(url: str, lesson: Lesson) -> Pushed:
    asked = connect(url)
    held = read_notes(asked)
    return push(asked, add_lesson(Course(tuple(held)), lesson).notes, held)


# Note types


def _first_release(addon: AnkiConnect) -> None:
    """The collection as a package of the first release left it."""
    for name, former in FORMER.items():
        model = addon.collection.models.by_name(name)
        assert model
        for new, old in former.items():
            one = next(one for one in model["flds"] if one["name"] == new)
            addon.collection.models.rename_field(model, one, old)
        addon.collection.models.update_dict(model)
    for card in cards(addon.collection):
        note = card.note()
        note[FORMER[card.note_type()["name"]]["Revision"]] = ""
        addon.collection.update_note(note)


def test_fields_of_the_first_release_get_their_names(
    addon: AnkiConnect, url: str, tmp_path: Path
) -> None:
    package.write(make_lesson(), tmp_path / "deck.apkg")
    import_into(addon.collection, tmp_path / "deck.apkg")
    before = seen(addon.collection)
    _first_release(addon)
    assert "OtherArticles" not in addon.modelFieldNames("Quizgen Vocabulary")
    pushed = send(url)
    assert counts(pushed) == (0, 8, 0)
    assert pushed.templates == ()
    assert seen(addon.collection) == before


def test_a_field_of_the_learners_own_does_no_harm(addon: AnkiConnect, url: str) -> None:
    send(url)
    models = addon.collection.models
    model = models.by_name("Quizgen Vocabulary")
    assert model
    models.add_field(model, models.new_field("MyNotes"))
    models.update_dict(model)
    assert counts(send(url, BETTER)) == (0, 1, 7)


def test_a_note_type_without_our_fields_is_refused(addon: AnkiConnect, url: str) -> None:
    send(url)
    addon.modelFieldRename("Quizgen Vocabulary", "Meaning", "English")
    addon.done.clear()
    with pytest.raises(ConnectError, match="Quizgen Vocabulary has no field Meaning, so nothing"):
        send(url, BETTER)
    assert not WRITES & set(addon.done)


def test_edited_templates_are_left_alone_unless_asked_for(addon: AnkiConnect, url: str) -> None:
    send(url)
    models = addon.collection.models
    model = models.by_name("Quizgen Vocabulary")
    assert model
    ours = dict(model["tmpls"][0])
    model["tmpls"][0]["qfmt"] = "mine: {{Hanzi}}"
    model["css"] += "\n.card { outline: 1px }"
    models.update_dict(model)
    pushed = send(url, BETTER)
    assert pushed.templates == ("Quizgen Vocabulary",)
    assert "were left so; --anki-templates replaces them" in pushed.lines()[1]
    assert "mine: 标兵" in find_card(addon.collection, "标兵").render_output().question_text
    assert send(url, BETTER, templates=True).templates == ()
    model = models.by_name("Quizgen Vocabulary")
    assert model
    assert model["tmpls"][0]["qfmt"] == ours["qfmt"]
    assert "outline: 1px" not in model["css"]


# A dry run


def test_a_dry_run_writes_nothing(addon: AnkiConnect, url: str) -> None:
    before = content(addon.collection)
    pushed = send(url, dry_run=True)
    assert content(addon.collection) == before
    send(url)
    two = replace(make_lesson(), words=make_lesson().words[:5])
    before = content(addon.collection)
    addon.done.clear()
    later = send(url, with_word(two, "标兵", meaning="model worker"), dry_run=True)
    assert not WRITES & set(addon.done)
    assert content(addon.collection) == before
    assert pushed.lines() == [
        "Anki, if it weren't a dry run: 8 added, 0 updated, 0 unchanged, in 2 decks",
        "  to add: 群众运动, 标兵, 超额, 行, 行, 据, 九千八百七十二, 一百",
    ]
    assert later.lines() == [
        "Anki, if it weren't a dry run: 0 added, 1 updated, 6 unchanged, in 2 decks",
        "  to update: 标兵",
    ]


# A push that breaks off


def test_a_push_that_broke_off_is_completed_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quizgen.anki_connect.pushing._AT_ONCE", 2)
    lesson = replace(make_lesson(), words=make_lesson().words[:3], questions=())
    asked, whole = _broken_off(tmp_path / "whole", lesson, None)
    writes = [at for at, action in enumerate(asked) if action in {*WRITES, "multi"}]
    assert [asked[at] for at in writes] == [
        "createModel", "createDeck", "addNotes", "changeDeck", "multi", "addNotes", "changeDeck",
        "multi",
    ]  # fmt: skip
    for at in writes:
        _, found = _broken_off(tmp_path / str(at), lesson, at)
        assert found == whole, asked[at]


def _broken_off(
    folder: Path, lesson: Lesson, cut_at: int | None
) -> tuple[list[str], list[tuple[object, ...]]]:
    """The actions asked for, and the cards in the end, if an answer gets lost and one tries again.

    Anki puts all cards into Default, so that there is something to do after adding.
    """
    with new_collection(folder) as collection:
        addon = AnkiConnect(collection, into_default=True, cut_at=cut_at, cut_after=True)
        with serve(addon) as url:
            if cut_at is not None:
                with pytest.raises(ConnectError, match="broke off; try again"):
                    send(url, lesson)
                addon.cut_at = None
            sent = send(url, lesson)
            assert len(sent.added) + sent.unchanged == 3
        return addon.asked, seen(collection)


def test_a_request_that_never_arrives_is_one_line(addon: AnkiConnect, url: str) -> None:
    addon.cut_at = 0
    with pytest.raises(ConnectError, match="broke off; try again"):
        connect(url)


# What Anki refuses


def test_the_key_is_asked_for(addon: AnkiConnect, url: str) -> None:
    addon.key = "s3cret"
    with pytest.raises(ConnectError, match=r"wants a key; give the apiKey .* ANKICONNECT_KEY"):
        send(url)
    with pytest.raises(ConnectError, match="key is another") as raised:
        send(url, key="guess")
    assert "guess" not in str(raised.value)
    assert counts(send(url, key="s3cret")) == (8, 0, 0)


@pytest.mark.parametrize(
    ("differs", "message"),
    [
        ({"trusts": False}, "lets quizgen do nothing; allow it in Anki when it asks"),
        ({"version_": 5}, "too old; update it"),
        ({"lacks": frozenset({"requestPermission"})}, "too old; update it"),
        ({"lacks": frozenset({"getDecks"})}, "too old; update it"),
        ({"lacks": frozenset({"updateNoteFields"})}, "too old; update it"),  # inside a multi
        ({"profile": False}, "no profile open"),
        ({"stuck": True, "into_default": True}, "card of 群众运动 didn't go into the deck"),
        ({"forgets": "Revision"}, "note of 群众运动 has another Revision than was sent"),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_what_anki_refuses_is_one_line(
    addon: AnkiConnect, url: str, differs: dict[str, Any], message: str
) -> None:
    vars(addon).update(differs)
    with pytest.raises(ConnectError, match=message) as raised:
        send(url)
    assert "\n" not in str(raised.value)


def test_an_update_that_anki_forgets_is_found(addon: AnkiConnect, url: str) -> None:
    send(url)
    addon.forgets = "Meaning"
    with pytest.raises(ConnectError, match="note of 标兵 has another Meaning than was sent"):
        send(url, BETTER)


def test_a_note_that_was_deleted_meanwhile_is_named(addon: AnkiConnect, url: str) -> None:
    send(url)
    asked = connect(url)
    held = read_notes(asked)
    addon.collection.remove_notes([find_card(addon.collection, "标兵").nid])
    with pytest.raises(ConnectError, match="note of 标兵 is gone; close Anki's other windows"):
        push(asked, adopted(make_notes(BETTER), held), held)


def test_a_note_whose_cards_are_gone_is_named(
    addon: AnkiConnect, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = addon.notesInfo

    def bare(**asked: Any) -> list[dict[str, Any]]:
        return [info | {"cards": []} for info in real(**asked)]

    monkeypatch.setattr(addon, "notesInfo", bare)
    with pytest.raises(ConnectError, match="has no card of 群众运动 after all; close Anki's"):
        send(url)


@pytest.mark.parametrize("null", [True, False], ids=["null", "an error"])
def test_a_note_that_anki_does_not_take_is_named(addon: AnkiConnect, url: str, null: bool) -> None:
    send(url)
    addon.null_for_refused = null
    asked = connect(url)
    message = "didn't take the note of 标兵" if null else "refused .addNotes.: .*is a duplicate"
    with pytest.raises(ConnectError, match=message):  # somebody was quicker
        push(asked, [note for note in make_notes(make_lesson()) if _is_word(note, "标兵")], [])
    assert addon.collection.note_count() == 8


def _is_word(note: NoteContent, hanzi: str) -> bool:
    return note.fields[0].startswith(hanzi)


# What isn't AnkiConnect


def test_anki_that_is_not_running() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    with pytest.raises(ConnectError, match=f"no Anki answers at http://127.0.0.1:{port}; start"):
        connect(f"http://127.0.0.1:{port}")


@contextmanager
def answering(answer: bytes, status: str = "200 OK") -> Iterator[str]:
    """A server that says the same whatever it is asked; gives its URL."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            head = f"HTTP/1.1 {status}\r\nContent-Length: {len(answer)}\r\n\r\n".encode()
            self.wfile.write((head if status else b"") + answer)

        def log_message(self, format: str, *args: object) -> None:
            pass

    with serving(Handler) as url:
        yield url


GRANTED = b'{"result": {"permission": "granted"}, "error": null}'


@pytest.mark.parametrize(
    "answer",
    [
        b"<!doctype html><title>A router</title>",
        b"",
        b"\xff\xfe",
        b"[" * 100_000,
        b"[1]",
        b'{"result": 6}',
        b'{"result": null, "error": null}',
        b'{"result": [1e999], "error": null}',
        GRANTED,  # for an answer about the version, too
    ],
)
def test_an_answer_that_is_no_ankiconnects(answer: bytes) -> None:
    with answering(answer) as url, pytest.raises(ConnectError, match=f"{url} isn't AnkiConnect"):
        connect(url)


@pytest.mark.parametrize(
    "action",
    "modelNames modelFieldNames modelTemplates modelStyling findNotes notesInfo getDecks createDeck"
    " deckNamesAndIds addNotes multi".split(),
)
def test_results_of_another_shape(addon: AnkiConnect, url: str, action: str) -> None:
    two = replace(make_lesson(), words=make_lesson().words[:2], questions=())
    refused = 0
    send(url, two)
    for result in (True, "66", {"Basic": 1}, ["x", {}], [[None]], float("inf")):
        addon.odd = {action: result}
        try:
            send(url)
        except ConnectError:
            refused += 1
        addon.collection.remove_notes(addon.collection.find_notes("-nid:1")[2:])
    assert refused > 1


def test_an_answer_without_end_is_not_read_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "_LIMIT", 1000)
    with answering(b" " * 5000 + GRANTED) as url, pytest.raises(ConnectError, match="isn't Anki"):
        connect(url)


@pytest.mark.parametrize(
    ("status", "answer", "message"),
    [
        ("403 Forbidden", b"", "lets quizgen do nothing"),
        ("", b"SSH-2.0-OpenSSH_9.2\r\n", "isn't AnkiConnect"),
        ("", b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{", "broke off"),
        ("", b"HTTP/1.1 200 OK\r\n" + b"a: b\r\n" * 200 + b"\r\n", "isn't AnkiConnect"),
    ],
)
def test_other_answers(status: str, answer: bytes, message: str) -> None:
    with answering(answer, status) as url, pytest.raises(ConnectError, match=message):
        connect(url)


def test_anki_that_does_not_answer_in_time() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(ConnectError, match=r"didn't answer within 0.1 seconds; close its"):
            connect(url, timeout=0.1)


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org:8765", "http://192.168.1.5:8765", "http://0.0.0.0:8765", "",
        "https://127.0.0.1:8765", "127.0.0.1:8765", "http://127.0.0.1:port", "http://[::1",
        "http://127.0.0.1:99999", "http://127.0.0.1@example.org", "http://localhost.example.org",
        "file:///etc/passwd",
    ],
)  # fmt: skip
def test_only_this_machine_is_asked(url: str) -> None:
    with pytest.raises(ConnectError, match="isn't on this machine; use one like http://127"):
        connect(url)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1"])
def test_no_proxy_is_asked(url: str, host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert counts(send(url.replace("127.0.0.1", host), dry_run=True)) == (8, 0, 0)


# The server itself: what it doesn't know, the add-on wouldn't know either


@pytest.mark.parametrize(
    ("request_", "error"),
    [
        ({"action": "addNote", "version": 6}, "unsupported action"),
        ({"action": "findNotes", "version": 6, "params": {"q": ""}}, "unexpected keyword"),
        ({"action": "modelStyling", "version": 6, "params": {"modelName": "X"}}, "not found: X"),
        ({"action": "updateNote", "version": 6, "params": {"note": {"id": 1}}}, "Must provide"),
        ({"version": 6}, "'action' is a required property"),
    ],
)
def test_the_server_is_strict(url: str, request_: dict[str, Any], error: str) -> None:
    with urllib.request.urlopen(url, json.dumps(request_).encode()) as response:
        reply = json.load(response)
    assert reply["result"] is None
    assert error in reply["error"]
