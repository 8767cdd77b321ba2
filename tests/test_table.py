"""The table: read by the real Anki and by a spreadsheet, with the deck's own ids."""

from __future__ import annotations

import csv
import io
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from anki.collection import Collection, ImportCsvRequest
from anki_tools import import_into, new_collection
from conftest import DEMO, SEEDS, lesson_of
from item_lessons import HOSTILE
from lessons import CREDIT, make_lesson, with_word, word

from quizgen.model import BLANK, Lesson, Word
from quizgen.writers import find_writer, table
from quizgen.writers.anki import package
from quizgen.writers.anki.notes import make_notes, word_guid
from quizgen.writers.anki.revision import key_of
from quizgen.writers.anki.word_fields import word_key
from quizgen.writers.choices import one_line
from quizgen.writers.older_rows import REMOVED, read_rows

SOFFICE = shutil.which("soffice") or ""
JOINER = "\u2060"
NAMES = table.columns()


def spread(lesson: Lesson, folder: Path) -> list[dict[str, str]]:
    path = folder / "class.csv"
    table.write_csv(lesson, path)
    file = io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")
    return list(csv.DictReader(file, strict=True))


def hostile() -> Lesson:
    """The hand-made lesson with a word card for every hostile text."""
    lesson = make_lesson()
    words = tuple(
        replace(
            word("标兵", "標兵", "biao1 bing1", text, 1),
            hanzi=text,
            pinyin_numbers=f"{number}",
            traditional=text,
            other_meanings=(text,),
            label=text,
            reason=text,
            start=0,
            end=2,
        )
        for number, text in enumerate(HOSTILE)
    )
    return replace(lesson, words=words)


def test_the_columns_and_the_rows_of_the_demo(tmp_path: Path) -> None:
    lesson = lesson_of(DEMO)
    made = spread(lesson, tmp_path)
    assert list(made[0]) == NAMES
    first, fact = made[0], next(row for row in made if row["kind"] == "fact")
    assert (first["hanzi"], first["pinyin"], first["meaning"]) == ("上升", "shàngshēng", "to rise")
    assert first["clause"] == "生产水平持续上升"
    assert (first["sense"], first["level"]) == ("confirmed", "HSK 2025: 5")
    assert first["dictionary"] == lesson.dictionary
    assert fact["clause"].count(BLANK) == 1
    assert all(row["sentence"] and row["source"] for row in made)


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_the_table_has_the_cards_of_the_deck(path: Path, tmp_path: Path) -> None:
    lesson = lesson_of(path)
    notes = {note.guid for note in make_notes(lesson)}
    made = spread(lesson, tmp_path)
    assert {re.sub("^'(?=[=+@-])", "", row["id"]) for row in made} == notes
    assert len(made) == len(notes)


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_answers_fill_the_holes_of_facts(path: Path) -> None:
    lesson = lesson_of(path)
    for row in table.rows(lesson):
        if row["kind"] == "fact":
            filled = row["clause"].replace(BLANK, row["hanzi"])
            assert re.sub(r"〔[^〕]*〕|\s", "", filled) in re.sub(r"\s", "", row["sentence"])


def test_the_brackets_of_a_fact_stand_where_they_belong() -> None:
    """〔1959〕 behind 今年 (this year); one inside the hole goes behind it."""
    lesson = make_lesson()
    question = lesson.questions[0]
    fact = next(row for row in table.rows(lesson) if row["kind"] == "fact")
    assert fact["clause"] == f"今年〔1959〕11月西城区职工超额实现了{BLANK}件革新建议。"
    inside = replace(question, added=((question.start + 1, "〔x〕"),), context=(0, 30))
    fact = table.rows(replace(lesson, questions=(inside,)))[-1]
    assert f"{BLANK}〔x〕件" in fact["clause"]


def test_a_traditional_class_reads_traditional_first() -> None:
    first = next(r for r in table.rows(make_lesson(script="trad")) if r["pinyin"] == "biāobīng")
    assert list(first)[2:4] == ["hanzi", "simplified"]
    assert (first["hanzi"], first["simplified"]) == ("標兵", "标兵")
    assert "標兵" in first["sentence"]


def test_no_cell_is_a_formula(tmp_path: Path) -> None:
    lesson = hostile()
    made = spread(lesson, tmp_path)
    for row, wanted in zip(made, table.rows(lesson), strict=True):
        for name, cell in row.items():
            assert not re.match(r"[\s=+@＝＋－＠-]", cell)
            assert cell in (wanted[name], f"'{wanted[name]}")
    assert {"'=1+1", "'-1", "'+1", "'@SUM(A1)"} <= {row["hanzi"] for row in made}
    content = (tmp_path / "class.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbfid,kind,hanzi")


@pytest.mark.skipif(not SOFFICE, reason="no LibreOffice on this machine")
def test_a_spreadsheet_reads_the_table(tmp_path: Path) -> None:
    """LibreOffice opens the file and says what is in the cells: the same texts, and no formula."""
    from openpyxl import load_workbook

    made = spread(hostile(), tmp_path)
    subprocess.run(
        [SOFFICE, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless",
         "--infilter=CSV:44,34,76,1",  # comma, double quote, UTF-8, from line 1
         "--convert-to", "xlsx", "--outdir", tmp_path, tmp_path / "class.csv"],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    sheet = load_workbook(tmp_path / "class.xlsx").active
    assert sheet is not None
    head, *rows = sheet.iter_rows()
    assert [cell.value for cell in head] == NAMES
    for cells, row in zip(rows, made, strict=True):
        for cell, wanted in zip(cells, row.values(), strict=True):
            assert cell.data_type != "f"
            # A spreadsheet makes of 9872 a number, of 1:2 a time: of figures, and of nothing else.
            assert (cell.value or "") == wanted or re.fullmatch(r"[\d:]+|TRUE", wanted)


@contextmanager
def imported(lesson: Lesson, folder: Path) -> Iterator[tuple[Collection, list[dict[str, str]]]]:
    """The real Anki with a note type of these columns and the `.tsv` in it; its notes' fields."""
    path = folder / "class.tsv"
    table.write_tsv(lesson, path)
    with new_collection(folder / "anki") as collection:
        kind = collection.models.new("Table")
        for name in table.columns(lesson.settings.script):
            collection.models.add_field(kind, collection.models.new_field(name))
        template = collection.models.new_template("Card")
        template["qfmt"] = template["afmt"] = "".join(f"<p>{{{{{name}}}}}</p>" for name in NAMES)
        collection.models.add_template(kind, template)
        collection.models.add(kind)
        yield collection, read_tsv(collection, path)


def read_tsv(collection: Collection, path: Path) -> list[dict[str, str]]:
    """Import as Anki's dialog does, with its own idea of the file; the notes as fields and guid."""
    metadata = collection.get_csv_metadata(str(path), None)
    assert not metadata.is_html
    assert metadata.guid_column == 1
    assert list(metadata.column_labels) == NAMES
    metadata.global_notetype.id = collection.models.by_name("Table")["id"]
    # Anki takes the last column for tags by the file's own word, and so it fills no field.
    metadata.global_notetype.field_columns[:] = [*range(1, len(NAMES)), 0]
    metadata.deck_id = 1
    log = collection.import_csv(ImportCsvRequest(path=str(path), metadata=metadata)).log
    assert len(log.new) == log.found_notes
    notes = [collection.get_note(found) for found in collection.find_notes("")]
    return [dict(note.items()) | {"guid": note.guid, "tags": " ".join(note.tags)} for note in notes]


def unescaped(field: str) -> str:
    """Anki's field as the text that a card shows, without our joiners."""
    signs = {"&lt;": "<", "&gt;": ">", "&quot;": '"', "&#x27;": "'", "&#39;": "'", "&amp;": "&"}
    for reference, sign in signs.items():
        field = field.replace(reference, sign)
    return field.replace(JOINER, "")


@pytest.mark.parametrize("path", [*SEEDS, None], ids=lambda path: path.stem if path else "hostile")
def test_anki_reads_every_row(path: Path | None, tmp_path: Path) -> None:
    lesson = lesson_of(path) if path else hostile()
    with imported(lesson, tmp_path) as (_, notes):
        found = {note["guid"]: note for note in notes}
    wanted = table.rows(lesson)
    assert set(found) == {row["id"] for row in wanted}
    for row in wanted:
        fields = {name: unescaped(text) for name, text in found[row["id"]].items()}
        assert set(fields.pop("tags").split()) == set(row["tags"].split())
        said = {name: text for name, text in row.items() if name != "tags"}
        assert fields == said | {"guid": row["id"]}


@pytest.mark.parametrize("suffix", ["csv", "tsv"])
def test_a_word_that_falls_out_is_tagged_and_comes_back(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"class.{suffix}"
    write = table.write_csv if suffix == "csv" else table.write_tsv
    lesson = make_lesson()
    without = replace(lesson, words=tuple(w for w in lesson.words if w.hanzi != "标兵"))
    write(lesson, path)
    whole = path.read_bytes()
    assert write(without, path).detail == f"5 words, 2 facts; 1 tagged {REMOVED}: 标兵"
    again = path.read_bytes()
    assert path.read_text("utf-8-sig").count(REMOVED) == 1
    assert not write(without, path).changed  # once, however often it is written
    assert path.read_bytes() == again
    assert write(lesson, path).detail == "6 words, 2 facts"
    assert path.read_bytes() == whole


def test_anki_tags_the_note_of_a_word_that_fell_out(tmp_path: Path) -> None:
    lesson = make_lesson()
    without = replace(lesson, words=tuple(w for w in lesson.words if w.hanzi != "标兵"))
    with imported(lesson, tmp_path) as (collection, _):
        path = tmp_path / "class.tsv"
        table.write_tsv(without, path)
        metadata = collection.get_csv_metadata(str(path), None)
        metadata.global_notetype.id = collection.models.by_name("Table")["id"]
        metadata.global_notetype.field_columns[:] = [*range(1, len(NAMES)), 0]
        collection.import_csv(ImportCsvRequest(path=str(path), metadata=metadata))
        tagged = [collection.get_note(n)["hanzi"] for n in collection.find_notes(f"tag:{REMOVED}")]
        assert tagged == ["标兵"]
        assert collection.note_count() == 8


@pytest.mark.parametrize("suffix", ["csv", "tsv"])
def test_a_word_read_otherwise_keeps_its_id(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"class.{suffix}"
    write = table.write_csv if suffix == "csv" else table.write_tsv
    write(make_lesson(), path)
    before = {row["hanzi"]: row["id"] for row in read_rows(path)[0] if row["kind"] == "word"}
    corrected = with_word(make_lesson(), "标兵", pinyin_numbers="biao1 bing5", pinyin="biāobing")
    assert "removed" not in write(corrected, path).detail
    after = {row["hanzi"]: row for row in read_rows(path)[0] if row["kind"] == "word"}
    assert after["标兵"]["id"] == before["标兵"]
    assert after["标兵"]["pinyin"] == "biāobing"


PACESETTER = next(word for word in make_lesson().words if word.hanzi == "标兵")
RIGHT, WRONG, LIGHT = (
    replace(PACESETTER, pinyin=pinyin, pinyin_numbers=numbers)
    for pinyin, numbers in (
        ("biāobīng", "biao1 bing1"), ("biǎobīng", "biao3 bing1"), ("biāobing", "biao1 bing5"),
    )
)  # fmt: skip
NAMED = replace(RIGHT, variant="guard")  # a sense with a note of its own


@pytest.mark.parametrize(
    ("runs", "kept"),
    [
        ([[WRONG], [RIGHT]], 1),
        ([[WRONG], [RIGHT], [RIGHT]], 1),
        ([[WRONG], [RIGHT], [RIGHT, WRONG], [WRONG, RIGHT], [RIGHT]], 1),
        ([[WRONG], [RIGHT], [WRONG, RIGHT], [WRONG]], 0),
        ([[WRONG, LIGHT], [RIGHT]], 0),  # which of the two was it?
        ([[WRONG], [RIGHT, LIGHT]], 0),
        ([[WRONG], [], [RIGHT]], 0),  # what fell out is in no deck any more
        ([[WRONG], [RIGHT], [], [RIGHT]], 0),
        ([[WRONG], [RIGHT], [NAMED, RIGHT]], 1),
        ([[WRONG], [RIGHT], [NAMED]], 0),
        ([[NAMED], [RIGHT]], 0),
        ([[NAMED, WRONG], [NAMED, RIGHT]], 2),
    ],
)
def test_table_and_deck_speak_of_the_same_notes(
    tmp_path: Path, runs: list[list[Word]], kept: int
) -> None:
    """Whatever comes of a word's reading; `kept` words of the last run have a note of the first."""
    found = [by_key(lesson_with(words), tmp_path) for words in runs]
    last = {found[-1][word_key(word)] for word in runs[-1]}
    assert len(last) == len(runs[-1])  # no note twice
    assert len(last & {found[0][word_key(word)] for word in runs[0]}) == kept


def lesson_with(words: list[Word]) -> Lesson:
    """The hand-made lesson with these words, in its other words' places."""
    others = [word for word in make_lesson().words if word.hanzi != "标兵"]
    return replace(make_lesson(), words=(*words, *others))


def by_key(lesson: Lesson, folder: Path) -> dict[str, str]:
    """The notes of the words by their Key, as the deck and both tables say alike."""
    package.write(lesson, folder / "class.apkg")
    table.write_csv(lesson, folder / "class.csv")
    table.write_tsv(lesson, folder / "class.tsv")
    notes = package.read_course(folder / "class.apkg").notes
    keys = {word_key(word) for word in lesson.words}
    deck = {key_of(note): note.guid for note in notes if key_of(note) in keys}
    for name in ("class.csv", "class.tsv"):
        read, remark = read_rows(folder / name)
        here = [row for row in read if row["key"] and REMOVED not in row["tags"]]
        assert {row["key"]: row["id"] for row in here} == {one_line(k): deck[k] for k in deck}
        assert not remark
        assert len({row["id"] for row in read}) == len(read)
    return deck


@pytest.mark.parametrize("suffix", ["csv", "tsv"])
@pytest.mark.parametrize("script", ["simp", "trad"])
def test_a_table_of_which_all_falls_out(tmp_path: Path, suffix: str, script: str) -> None:
    path = tmp_path / f"class.{suffix}"
    lesson = make_lesson(script=script)
    find_writer(path)(lesson, path)
    before = read_rows(path)[0]
    nothing = replace(lesson, words=(), questions=())
    detail = find_writer(path)(nothing, path).detail
    assert detail.startswith(f"0 words, 0 facts; 8 tagged {REMOVED}: ")
    after = read_rows(path)[0]
    assert [row | {"tags": f"{row['tags']} {REMOVED}"} for row in before] == after
    assert list(after[0]) == table.columns(script)
    assert not find_writer(path)(nothing, path).changed


@pytest.mark.parametrize(
    ("delimiter", "encoding", "hint"),
    [(";", "utf-8-sig", ""), (";", "gb18030", ""), ("\t", "utf-16", ""), (";", "utf-8", "sep=;")],
)
def test_a_table_that_excel_saved_loses_no_row(
    tmp_path: Path, delimiter: str, encoding: str, hint: str
) -> None:
    path = tmp_path / "class.csv"
    lesson = hostile()
    table.write_csv(lesson, path)
    saved = io.StringIO(newline="")
    saved.write(f"{hint}\r\n" if hint else "")
    for cells in csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline="")):
        csv.writer(saved, delimiter=delimiter).writerow(cells)
    path.write_bytes(saved.getvalue().encode(encoding))
    gone, *words = lesson.words
    done = table.write_csv(replace(lesson, words=tuple(words)), path)
    assert f"; 1 tagged {REMOVED}: " in done.detail
    (row,) = (row for row in read_rows(path)[0] if REMOVED in row["tags"])
    wanted = next(row for row in table.rows(lesson) if row["id"] == word_guid(gone))
    assert row == wanted | {"tags": f"{wanted['tags']} {REMOVED}"}


def test_empty_cells_at_the_end_of_a_row_may_be_left_out(tmp_path: Path) -> None:
    path = tmp_path / "class.csv"
    path.write_text("id,kind,hanzi,tags\nx,word,标兵\n,,,\n", "utf-8")
    assert read_rows(path)[0] == [{"id": "x", "kind": "word", "hanzi": "标兵", "tags": ""}]


@pytest.mark.parametrize("suffix", ["csv", "tsv"])
@pytest.mark.parametrize("sign", "=+-@")
def test_an_id_that_looks_like_a_formula_is_the_same_id(
    tmp_path: Path, suffix: str, sign: str
) -> None:
    """The apostrophe that keeps a spreadsheet from calculating is no part of it.

    One that a text has by itself stays.
    """
    made = (replace(RIGHT, pinyin_numbers=f"{n}", meaning="'=1") for n in range(99_999))
    marked = next(one for one in made if word_guid(one).startswith(sign))
    path, lesson = tmp_path / f"class.{suffix}", lesson_with([marked])
    find_writer(path)(lesson, path)
    assert f"'{sign}" in path.read_text("utf-8-sig") or suffix == "tsv"
    assert REMOVED not in find_writer(path)(lesson, path).detail
    find_writer(path)(lesson_with([]), path)
    (row,) = (row for row in read_rows(path)[0] if REMOVED in row["tags"])
    assert (row["id"], row["meaning"]) == (word_guid(marked), "'=1")


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "is no table of quizgen's"),
        (b"\xff\xfe\x00", "is no table of quizgen's"),
        (b"a,b\n1\n", "is no table of quizgen's"),
        (b"#separator:tab\nx\ty\n", "is no table of quizgen's"),
        (b'id,kind\n"x\n', r"can't be read \(unexpected end of data\)"),
        (b"id,kind\n" + b"x" * 140_000, r"can't be read \(field larger than field limit .*\)"),
        (b" " * 30_000_001, "is too large"),
    ],
    ids=["empty", "odd", "other", "no heading", "quotes", "long", "large"],
)
def test_an_older_table_that_cannot_be_read_is_remarked(
    tmp_path: Path, content: bytes, why: str
) -> None:
    path = tmp_path / "class.csv"
    path.write_bytes(content)
    detail = table.write_csv(make_lesson(), path).detail
    wanted = rf"6 words, 2 facts; the older class\.csv {why} and was taken as missing"
    assert re.fullmatch(wanted, detail)
    assert table.write_csv(make_lesson(), path).detail == "6 words, 2 facts"


def test_nothing_of_a_row_runs_in_anki(tmp_path: Path) -> None:
    with imported(hostile(), tmp_path) as (collection, _):
        for found in collection.find_cards(""):
            output = collection.get_card(found).render_output()
            assert not output.question_av_tags
            assert not re.search(r"<script|\{\{|\}\}|\[/?latex|\[\$|\\\(", output.question_text)


def test_anki_makes_no_second_note_of_one_from_the_deck(tmp_path: Path) -> None:
    """The deck and the table name their notes alike, so that one is the other's duplicate."""
    lesson = lesson_of(DEMO)
    package.write(lesson, tmp_path / "class.apkg")
    with imported(lesson, tmp_path) as (collection, notes):
        assert import_into(collection, tmp_path / "class.apkg") == {"conflicting": len(notes)}
        assert collection.note_count() == len(notes)


def test_an_id_that_looks_like_a_comment_is_read(tmp_path: Path) -> None:
    """One id in some thousands begins with #, which begins a comment in Anki's files."""
    one = word("标兵", "標兵", "biao1 bing1", "pacesetter", 1)
    made = (replace(one, pinyin_numbers=f"{number}") for number in range(99_999))
    marked = next(one for one in made if word_guid(one).startswith("#"))
    with imported(replace(make_lesson(), words=(marked,)), tmp_path) as (_, notes):
        assert word_guid(marked) in {note["guid"] for note in notes}


@pytest.mark.parametrize("name", ["class.csv", "class.tsv"])
def test_a_second_run_changes_nothing_and_the_credit_is_inside(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    write = find_writer(path)
    assert write(make_lesson(), path).changed
    done = write(make_lesson(), path)
    assert (done.changed, done.detail) == (False, "6 words, 2 facts")
    assert CREDIT in path.read_text(encoding="utf-8")


def test_a_lesson_without_cards_is_a_table_of_headings(tmp_path: Path) -> None:
    lesson = replace(make_lesson(), words=(), questions=())
    assert spread(lesson, tmp_path) == []
    assert table.write_tsv(lesson, tmp_path / "x.tsv").detail == "0 words, 0 facts"
    assert one_line((tmp_path / "class.csv").read_text(encoding="utf-8-sig")) == ",".join(NAMES)
