"""The words of an Anki collection or package that a learner knows, and files that mean harm."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest
from anki.collection import Collection, ExportAnkiPackageOptions
from anki_tools import import_into, new_collection
from lessons import make_lesson

from quizgen.errors import DataError
from quizgen.known import package
from quizgen.known.read import read_known
from quizgen.writers.anki import package as deck
from quizgen.writers.anki.note_types import VOCABULARY

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

# 标兵 pacesetter, 电脑 computer, 手机 mobile phone, 行 all right (xíng) or line (háng), 昨天
# yesterday: the words of most collections below.
OWN = {"群众运动", "标兵", "超额", "行", "据"}  # the cards of the hand-made lesson


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collection]:
    """A collection with our own deck and another, 30 days after: a card is suspended, one new."""
    folder = tmp_path_factory.mktemp("anki")
    deck.write(make_lesson(), folder / "own.apkg")
    with new_collection(folder) as made:
        import_into(made, folder / "own.apkg")
        others = {
            "电脑": "review", "<b>手</b>机[sound:a.mp3]": "review", "昨天": "new",
            " 结[jié] 果[guǒ]": "suspended", "今天&nbsp;": "young",
        }  # fmt: skip
        kinds: dict[str, list[int]] = {}
        for front, kind in others.items():
            note = made.new_note(made.models.by_name("Basic"))
            note["Front"], note["Back"] = front, "something in English"
            made.add_note(note, 1)
            kinds[kind] = [*kinds.get(kind, []), *note.card_ids()]
        assert made.db
        made.db.execute("UPDATE cards SET type = 2, queue = 2, ivl = 30, reps = 4")
        made.db.execute(f"UPDATE cards SET ivl = 9 WHERE id IN ({kinds['young'][0]})")
        made.db.execute(f"UPDATE cards SET queue = -1 WHERE id IN ({kinds['suspended'][0]})")
        made.db.execute(
            f"UPDATE cards SET type = 0, queue = 0, ivl = 0, reps = 0 WHERE id = {kinds['new'][0]}"
        )
        yield made


LEARNT = OWN | {"电脑", "手机"}


@pytest.mark.parametrize("legacy", [False, True])
def test_packages_of_either_format_are_read(
    tmp_path: Path, collection: Collection, legacy: bool
) -> None:
    path = tmp_path / "all.apkg"
    options = ExportAnkiPackageOptions(with_scheduling=True, legacy=legacy)
    collection.export_anki_package(out_path=str(path), options=options, limit=None)
    assert (package._MEMBERS[0] in zipfile.ZipFile(path).namelist()) is not legacy
    found = read_known(path)
    assert set(found.words) == LEARNT
    assert found.words["行"] == {("xing2",), ("hang2",)}
    assert found.sources == ("all.apkg: 7 words with cards of 21 days or more (Front of 'Basic')",)


@pytest.mark.parametrize(
    ("interval", "more"),
    [(31, None), (30, set()), (9, {"今天"}), (1, {"今天"}), (0, {"今天", "昨天", "结果"})],
)
def test_a_word_is_known_from_an_interval_on(
    collection: Collection, interval: int, more: set[str] | None
) -> None:
    """And none whose cards are all new or suspended."""
    if more is None:
        with pytest.raises(DataError, match=r"no card has an interval of 31 days yet.* is 30"):
            read_known(Path(collection.path), interval)
    else:
        assert set(read_known(Path(collection.path), interval).words) == LEARNT | more


LOOK = """
import sqlite3, sys
sqlite3.connect(sys.argv[1], timeout=0).execute("SELECT count(*) FROM notes")
"""


def test_a_collection_that_anki_has_open_is_read_and_left_alone(tmp_path: Path) -> None:
    """Locked by Anki, its last changes still in the -wal file."""
    deck.write(make_lesson(), tmp_path / "own.apkg")
    with new_collection(tmp_path / "c") as made:
        import_into(made, tmp_path / "own.apkg")
        path = Path(made.path)
        look = [sys.executable, "-c", LOOK, path]
        other = subprocess.run(look, capture_output=True, text=True, check=False)
        assert "database is locked" in other.stderr
        before = state(path.parent)
        assert "collection.anki2-wal" in before
        assert set(read_known(path, 0).words) == OWN
        assert state(path.parent) == before


@pytest.mark.parametrize("legacy", [False, True])
def test_whole_collections_of_either_format_are_read(tmp_path: Path, legacy: bool) -> None:
    deck.write(make_lesson(), tmp_path / "own.apkg")
    with new_collection(tmp_path / "c") as made:
        import_into(made, tmp_path / "own.apkg")
        made.export_collection_package(str(tmp_path / "all.colpkg"), False, legacy)
    assert set(read_known(tmp_path / "all.colpkg", 0).words) == OWN
    with pytest.raises(DataError, match=r"no card has been .*--known-interval 0 all its 5 words"):
        read_known(tmp_path / "all.colpkg")


def test_our_own_package_and_a_downgraded_collection_are_read(tmp_path: Path) -> None:
    deck.write(make_lesson(), tmp_path / "own.apkg")
    assert set(read_known(tmp_path / "own.apkg", 0).words) == OWN
    with new_collection(tmp_path / "c") as made:
        import_into(made, tmp_path / "own.apkg")
        made.close(downgrade=True)
    path = tmp_path / "c" / "collection.anki2"
    with closing(sqlite3.connect(path)) as database:
        assert not database.execute(
            "SELECT 1 FROM sqlite_master WHERE name = 'notetypes'"
        ).fetchall()
    assert set(read_known(path, 0).words) == OWN


def old_collection(path: Path, fields: Sequence[str], notes: Sequence[Sequence[str]]) -> None:
    """A collection in the schema of old: one note type, in the JSON of `col`; all cards mature."""
    models = {"7": {"name": "HSK Deck", "flds": [{"name": name} for name in fields]}}
    with closing(sqlite3.connect(path)) as database:
        database.executescript(
            "CREATE TABLE col (models text);"
            "CREATE TABLE notes (id integer PRIMARY KEY, mid integer, flds text);"
            "CREATE TABLE cards (id integer PRIMARY KEY, nid integer, ivl integer, queue integer,"
            " reps integer);"
        )
        database.execute("INSERT INTO col VALUES (?)", (json.dumps(models),))
        for number, note in enumerate(notes):
            row = (number, 7, "\x1f".join(note))
            database.execute("INSERT INTO notes VALUES (?, ?, ?)", row)
            database.execute("INSERT INTO cards VALUES (?, ?, 40, 2, 5)", (number, number))
        database.commit()


@pytest.mark.parametrize(
    ("fields", "notes", "words", "field"),
    [
        (("Hanzi", "English"), [("标兵", "pacesetter"), ("行", "all right")], "标兵 行", "Hanzi"),
        (  # the numbers, and a Chinese part of speech, are no words
            ("No", "PoS", "Word", "Pinyin"),
            [("1", "名", "行", "háng"), ("2", "名", "电脑", "diànnǎo"),
             ("3", "名", "手机", "shǒujī"), ("4", "名", "昨天", "zuótiān")],
            "行 电脑 手机 昨天", "Word",
        ),
        (  # a short example stands before the word
            ("Example", "Simplified"), [("你好！", "标兵"), ("电脑在", "电脑")], "标兵 电脑",
            "Simplified",
        ),
        (  # ruby, colours, line breaks
            ("Front", "Back"),
            [("<ruby>标<rt>biāo</rt></ruby><span style='color:red'>兵</span>", "x"),
             ("<div>電腦</div><div>电脑</div>", "y")],
            "标兵 電腦 电脑", "Front",
        ),
    ],
)  # fmt: skip
def test_the_field_that_holds_the_word_is_found(
    tmp_path: Path, fields: Sequence[str], notes: Sequence[Sequence[str]], words: str, field: str
) -> None:
    path = tmp_path / "collection.anki2"
    old_collection(path, fields, notes)
    found = read_known(path)
    assert set(found.words) == set(words.split())
    assert found.sources[0].endswith(f"({field} of 'HSK Deck')")
    assert found.words.get("行") in (None, frozenset(), {("hang2",)})


def test_pinyin_beside_a_foreign_word_counts(tmp_path: Path) -> None:
    path = tmp_path / "collection.anki2"
    old_collection(path, ("W", "P"), [("行", "háng<br>line"), ("电脑", "diànnǎo")])
    assert read_known(path).words["行"] == {("hang2",)}


def test_a_japanese_deck_teaches_no_chinese(tmp_path: Path) -> None:
    path = tmp_path / "collection.anki2"
    old_collection(path, ("Expression",), [("学校",), ("食べる",), ("先生",), ("勉強",)])
    with pytest.raises(DataError, match="no field of its notes holds Chinese words"):
        read_known(path)


def test_our_facts_are_no_words(tmp_path: Path) -> None:
    path = tmp_path / "collection.anki2"
    old_collection(path, ("Key", "Answer"), [("a", "一百"), ("b", "三十")])
    with closing(sqlite3.connect(path)) as database:
        database.execute("UPDATE col SET models = replace(models, 'HSK Deck', 'Quizgen Fact')")
        database.commit()
    with pytest.raises(DataError, match="no field of its notes"):
        read_known(path)


def test_a_renamed_note_type_of_ours_is_read_as_any_other(tmp_path: Path) -> None:
    path = tmp_path / "collection.anki2"
    notes = [(hanzi, numbers) for hanzi, numbers in (("行", "hang2"), ("标兵", "biao1 bing1"))]
    old_collection(path, ("Hanzi", "PinyinNumbers"), notes)
    assert read_known(path).words["行"] == {("hang2",)}
    assert "Hanzi" in VOCABULARY.fields and "PinyinNumbers" in VOCABULARY.fields


HOLD = """
import sqlite3, sys
database = sqlite3.connect(sys.argv[1], isolation_level=None)
database.execute("BEGIN EXCLUSIVE")
database.execute("UPDATE notes SET flds = '手机' || char(31) || 'x'")
print("locked", flush=True)
sys.stdin.read()
"""


def test_a_collection_locked_by_another_program_is_read_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "collection.anki2"
    old_collection(path, ("Hanzi", "English"), [("标兵", "x"), ("电脑", "y")])
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout and other.stdin
        assert other.stdout.readline() == "locked\n"
        before = state(tmp_path)
        assert set(read_known(path).words) == {"标兵", "电脑"}
        assert state(tmp_path) == before
        other.stdin.close()


def test_what_is_still_in_the_log_of_an_open_collection_counts(tmp_path: Path) -> None:
    path = tmp_path / "collection.anki2"
    old_collection(path, ("Hanzi", "English"), [("标兵", "x"), ("电脑", "y")])
    with closing(sqlite3.connect(path)) as open_:
        open_.execute("PRAGMA journal_mode = WAL")
        open_.execute("INSERT INTO notes VALUES (9, 7, '手机' || char(31) || 'z')")
        open_.execute("INSERT INTO cards VALUES (9, 9, 40, 2, 5)")
        open_.commit()
        before = state(tmp_path)
        assert set(read_known(path).words) == {"标兵", "电脑", "手机"}
        assert state(tmp_path) == before


def state(folder: Path) -> dict[str, tuple[int, str]]:
    """Every file with its time and content."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {
        path.name: (path.stat().st_mtime_ns, hashlib.sha256(path.read_bytes()).hexdigest())
        for path in files
    }


# Files that mean harm


@pytest.mark.parametrize("member", ["collection.anki2", "collection.anki21", "collection.anki21b"])
def test_a_package_that_unpacks_to_too_much_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, member: str
) -> None:
    monkeypatch.setattr(package, "LIMIT", 3_000_000)
    bomb = package.SQLITE + bytes(50_000_000)
    path = packed(tmp_path, member, zstd.compress(bomb) if member.endswith("b") else bomb)
    assert path.stat().st_size < 100_000
    with pytest.raises(DataError, match="unpacks to more than 3,000,000 bytes"):
        read_known(path)


@pytest.mark.parametrize(
    ("member", "content", "message"),
    [
        ("collection.anki2", b"no database", "its collection is no database"),
        ("collection.anki21b", b"no zstd", "the package is damaged"),
        ("collection.anki21b", zstd.compress(package.SQLITE * 999)[:-9], "is damaged"),
        ("word/document.xml", b"<x/>", "this is no package of Anki's"),
    ],
)
def test_a_damaged_package_is_refused(
    tmp_path: Path, member: str, content: bytes, message: str
) -> None:
    with pytest.raises(DataError, match=message):
        read_known(packed(tmp_path, member, content))


def packed(folder: Path, member: str, content: bytes) -> Path:
    path = folder / "deck.apkg"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(member, content)
    return path


def test_a_truncated_package_is_refused(tmp_path: Path) -> None:
    deck.write(make_lesson(), tmp_path / "own.apkg")
    whole = (tmp_path / "own.apkg").read_bytes()
    for size in (len(whole) // 2, len(whole) - 10):
        (tmp_path / "cut.apkg").write_bytes(whole[:size])
        with pytest.raises(DataError, match="the package is damaged"):
            read_known(tmp_path / "cut.apkg")


def test_a_truncated_collection_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "collection.anki2"
    old_collection(path, ("Hanzi",), [(chr(0x4E00 + n) * 2,) for n in range(3000)])
    path.write_bytes(path.read_bytes()[:20_000])
    with pytest.raises(DataError, match="the collection is damaged"):
        read_known(path)


@pytest.mark.parametrize(
    "sql",
    [
        "CREATE TABLE songs (id integer)",
        "CREATE TABLE col (models text); CREATE TABLE cards (id integer); CREATE VIEW notes AS"
        " WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n)"
        " SELECT id, id AS mid, id AS flds FROM n",
        "CREATE TABLE col (models text); CREATE TABLE cards (nid integer, ivl integer, queue"
        " integer, reps integer); CREATE TABLE notes (id integer, mid integer, flds text AS"
        " (hex(zeroblob(9000000))))",
    ],
)
def test_a_database_that_is_no_collection_is_refused(tmp_path: Path, sql: str) -> None:
    """A view named notes would never end."""
    path = tmp_path / "collection.anki2"
    with closing(sqlite3.connect(path)) as database:
        database.executescript(sql)
    with pytest.raises(DataError, match="this database is no Anki collection"):
        read_known(path)


@pytest.mark.parametrize("models", ["", "[]", "{", '{"7": 1}', "[" * 100_000, None])
def test_a_collection_with_odd_note_types_is_refused(tmp_path: Path, models: str | None) -> None:
    path = tmp_path / "collection.anki2"
    old_collection(path, ("Hanzi",), [("标兵",)])
    with closing(sqlite3.connect(path)) as database:
        database.execute("UPDATE col SET models = ?", (models,))
        database.commit()
    with pytest.raises(DataError, match="the collection is damaged"):
        read_known(path)


def test_notes_that_are_no_text_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "collection.anki2"
    words = [("标兵", "x"), ("电脑", "y"), ("手机", "z"), ("昨天", "")]
    old_collection(path, ("Hanzi", "E"), [*words, ("<" * 9000, "["), ("", "")])
    with closing(sqlite3.connect(path)) as database:
        database.execute("INSERT INTO notes VALUES (90, 7, x'ff00fe'), (91, NULL, NULL)")
        database.execute("UPDATE cards SET ivl = 'soon', reps = x'00' WHERE nid = 3")
        database.commit()
    assert set(read_known(path).words) == {"标兵", "电脑", "手机"}
