"""Clauses that a machine speaks, in the deck: through the real Anki, and kept when it grows."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from anki_connect_server import AnkiConnect, serve
from anki_tools import check_deck, find_card, import_package, new_collection, problems
from cli_tools import refused, run

EASY = ("--level", "hsk2025:1", "--words", "2", "--facts", "0")


def media(path: Path) -> set[str]:
    with zipfile.ZipFile(path) as package:
        return {name for name in package.namelist() if name.isdigit()}


def test_a_deck_speaks_its_clauses(article: Path, tmp_path: Path) -> None:
    deck = Path("x.apkg")
    result = run("make", article, "-o", deck, "--audio", "--cards", "listening", *EASY)
    assert result.exit_code == 0, result.output
    assert media(deck)
    assert check_deck(deck, tmp_path / "anki") == []  # no sound is missing
    with import_package(deck, tmp_path / "again") as collection:
        card = find_card(collection, "博物馆", ord_=2)  # museum
        output = card.render_output()
        spoken = [getattr(tag, "filename", "") for tag in output.question_av_tags]
        assert spoken == [card.note()["ClauseAudio"][7:-1]]
        assert "machine-made voice" in output.question_text
        content = (Path(collection.media.dir()) / spoken[0]).read_bytes()
        assert content[:3] in (b"ID3", b"\xff\xf3\x44") or content[0] == 0xFF
    again = run("make", article, "-o", deck, "--audio", "--cards", "listening", *EASY)
    assert "unchanged, left as it was" in again.stdout


def test_a_deck_that_grows_keeps_its_sounds(article: Path, tmp_path: Path) -> None:
    other = Path("other.txt")
    other.write_text(
        "我们学校的图书馆里有很多有意思的画。", encoding="utf-8"
    )  # a library, pictures
    run("make", article, "-o", "c.apkg", "--add", "--audio", *EASY)
    before = media(Path("c.apkg"))
    result = run("make", other, "-o", "c.apkg", "--add", *EASY)
    assert result.exit_code == 0, result.output
    assert before
    assert media(Path("c.apkg")) == before
    assert check_deck(Path("c.apkg"), tmp_path / "anki") == []


def test_sounds_go_straight_into_anki(article: Path, tmp_path: Path) -> None:
    with new_collection(tmp_path / "anki") as collection:
        addon = AnkiConnect(collection)
        with serve(addon) as url:
            push = ("make", article, "--anki", "--anki-url", url, "--audio", "-o", "out", *EASY)
            assert run(*push).exit_code == 0
            assert problems(collection) == []
            assert find_card(collection, "博物馆").note()["ClauseAudio"]
            addon.done.clear()
            assert "0 added, 0 updated" in run(*push).stdout
            assert "storeMediaFile" not in addon.done


def test_without_the_extra_one_line_says_what_to_install(
    article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quizgen.audio.engine.find_spec", lambda name: None)
    refused(run("make", article, "--audio"), r"pip install 'quizgen\[audio\]'")
