"""The review table as a file: written, spoilt by spreadsheets, read back the same."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import zipfile
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from item_lessons import HOSTILE
from lessons import make_lesson
from openpyxl import Workbook, load_workbook

from quizgen.errors import ReviewError
from quizgen.review import COLUMNS, Keep, ReviewRow
from quizgen.review.cells import cell_text
from quizgen.review.habits import LONGEST, stands
from quizgen.review.read import MOST_ROWS, read_review
from quizgen.review.rows import rows
from quizgen.review.tables import csv_bytes, xlsx_bytes
from quizgen.text.typed_pinyin import parse_pinyin, typed_words
from quizgen.writers import find_writer
from quizgen.writers.plain_csv import apostrophed, defused, undefused

CASES: dict[str, list[list[str]]] = json.loads(
    (Path(__file__).parent / "cases" / "review.json").read_text("utf-8")
)
SOFFICE = shutil.which("soffice") or ""
HEAD = ",".join(COLUMNS)
KEEPS: tuple[Keep, ...] = ("yes", "spare", "no")

texts = st.one_of(
    st.text(max_size=12),
    st.text(st.sampled_from("'\"=+-@;,\t\r\n \x00\x0b\ud800\ufffe_x0Dé九０＝"), max_size=8),
    st.sampled_from(HOSTILE),
)
made_rows = st.lists(
    st.builds(
        ReviewRow,
        keep=st.sampled_from(KEEPS),
        id=st.text("abc-0123", min_size=1, max_size=12).map(lambda text: f"i{text}"),
        hanzi=texts, pinyin=texts, meaning=texts, clause=texts, kind=texts,
        doubtful=st.booleans(), why=texts,
    ),
    max_size=4,
)  # fmt: skip


def cleaned(made: list[ReviewRow]) -> tuple[ReviewRow, ...]:
    """The rows as a table can hold them, with their numbers."""
    return tuple(
        replace(
            row,
            number=number,
            **{
                name: cell_text(getattr(row, name))
                for name in COLUMNS
                if name not in ("keep", "id", "doubtful")
            },
        )
        for number, row in enumerate(made, 2)
    )


def read(content: bytes, folder: Path, name: str = "class.review.csv") -> tuple[ReviewRow, ...]:
    path = folder / name
    path.write_bytes(content)
    return read_review(path).rows


def refused(content: bytes, folder: Path, name: str = "class.review.csv") -> ReviewError:
    with pytest.raises(ReviewError) as raised:
        read(content, folder, name)
    assert "\n" not in str(raised.value)
    return raised.value


# Round trips


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("review")


@given(made=made_rows, delimiter=st.sampled_from(",;\t"))
@example(made=[ReviewRow("no", "i", "=1", "'=1", "''+", "a\r\nb", '"', True, ";")], delimiter=",")
@settings(deadline=None)
def test_a_csv_is_read_as_it_was_written(
    made: list[ReviewRow], delimiter: str, folder: Path
) -> None:
    assert read(csv_bytes(made, delimiter), folder) == cleaned(made)


@given(made=made_rows)
@example(made=[ReviewRow("yes", "i", "=1", "'=1", "''+", "a\r\nb", "_x000D_", True, "\x00")])
@settings(deadline=None, max_examples=40)
def test_a_workbook_is_read_as_it_was_written(made: list[ReviewRow], folder: Path) -> None:
    assert read(xlsx_bytes(made), folder, "class.review.xlsx") == cleaned(made)


@given(text=texts)
def test_a_text_is_no_formula_and_comes_back(text: str) -> None:
    cell = cell_text(text)
    assert undefused(apostrophed(cell)) == cell
    for safe in (apostrophed(cell), defused(text)):
        assert not safe.startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r"))


def test_both_files_of_a_lesson_have_its_rows(tmp_path: Path) -> None:
    lesson = make_lesson()
    for name in ("class.review.csv", "class.review.xlsx"):
        path = tmp_path / name
        done = find_writer(path)(lesson, path)
        assert done.changed
        assert "rows" in done.detail
        assert read_review(path).rows == tuple(rows(lesson))
        assert not find_writer(path)(lesson, path).changed  # the same again


def test_a_workbook_is_text_all_over_and_easy_to_edit(tmp_path: Path) -> None:
    path = tmp_path / "class.review.xlsx"
    path.write_bytes(xlsx_bytes(rows(make_lesson())))
    sheet = load_workbook(path).worksheets[0]
    assert sheet.freeze_panes == "C2"
    assert all(cell.font.bold for cell in sheet[1])
    cells = [cell for row in sheet.iter_rows(min_row=2) for cell in row if cell.value is not None]
    assert {(cell.data_type, cell.number_format) for cell in cells} == {("s", "@")}
    (choice,) = sheet.data_validations.dataValidation
    assert choice.formula1 == '"yes,spare,no"'


# What spreadsheets save


ROW = "yes,card-1,行,háng,row,写行,word,,"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "gb18030"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_encodings_line_ends_and_delimiters(
    encoding: str, end: str, delimiter: str, tmp_path: Path
) -> None:
    text = f"{HEAD}{end}{ROW}{end}".replace(",", delimiter)
    (row,) = read(text.encode(encoding), tmp_path)
    assert (row.keep, row.hanzi, row.pinyin, row.clause) == ("yes", "行", "háng", "写行")
    assert row.number == 2


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("hint", ["sep=;", "SEP=;;;", "sep=", 'sep="', "sep=x"])
def test_the_hint_of_excel_is_no_row(hint: str, end: str, tmp_path: Path) -> None:
    text = f"{HEAD}{end}{ROW}{end}".replace(",", ";")
    (row,) = read(f"{hint}{end}{text}".encode(), tmp_path)
    assert (row.hanzi, row.number) == ("行", 2)


def test_columns_in_any_order_with_others_between_and_some_missing(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(" ID ,My notes, HANZI,Keep,,\ncard-1,so,行,x,,\n", "utf-8")
    review = read_review(path)
    assert review.columns == {"id", "hanzi", "keep"}
    assert [(row.id, row.hanzi, row.keep) for row in review.rows] == [("card-1", "行", "yes")]


def test_rows_are_counted_as_a_spreadsheet_counts_them(tmp_path: Path) -> None:
    """Quoted line ends make no new row, empty rows count."""
    text = f'sep=,\n\n{HEAD}\nyes,a,"1\n2\n3"\n\n,,,\nno,b,4\n'
    found = read(text.encode(), tmp_path)
    assert [(row.number, row.id, row.hanzi) for row in found] == [
        (3, "a", "1\n2\n3"),
        (6, "b", "4"),
    ]


@pytest.mark.parametrize(
    ("cell", "new", "keep"),
    [
        *((word, False, "yes") for word in "yes Y 1 TRUE true x X 是 ✓ ＹＥＳ".split()),
        *((word, False, "no") for word in "no N 0 FALSE 否".split()),
        (" Spare ", False, "spare"), ("", False, "no"), ("", True, "yes"), ("no", True, "no"),
    ],
)  # fmt: skip
def test_ways_to_say_yes_and_no(cell: str, new: bool, keep: str, tmp_path: Path) -> None:
    text = f"{HEAD}\n{cell},{'' if new else 'a'},行\n"
    assert read(text.encode(), tmp_path)[0].keep == keep


def test_values_of_a_workbook_are_read_as_text(tmp_path: Path) -> None:
    book = Workbook()
    book.worksheets[0].append(["notes of my own"])
    sheet = book.create_sheet("Review")
    for row in (
        [*COLUMNS],
        [True, "a", 12, 12.0, 0.05, date(1959, 12, 24), time(10, 30), False, None],
        [None] * 9,
        [1, "b", 1e15, 1.5, datetime(1959, 12, 24, 1), 10**15, "x", None],
    ):
        sheet.append(row)
    path = tmp_path / "t.xlsx"
    book.save(path)
    one, other = read_review(path).rows
    assert (one.keep, one.hanzi, one.pinyin, one.meaning) == ("yes", "12", "12", "0.05")
    assert (one.clause, one.kind) == ("1959-12-24 00:00:00", "10:30:00")
    assert (other.number, other.keep, other.hanzi, other.pinyin) == (4, "yes", f"{10**15}", "1.5")


@pytest.mark.parametrize(("original", "cell", "what"), CASES["habits"])
def test_what_a_spreadsheet_makes_of_a_text_is_no_edit(original: str, cell: str, what: str) -> None:
    assert stands(cell, original), what


@pytest.mark.parametrize(("original", "cell", "what"), CASES["edits"])
def test_what_a_person_typed_is_an_edit(original: str, cell: str, what: str) -> None:
    assert not stands(cell, original), what


@given(text=st.text(st.sampled_from("0123456789.,-/:e%年月日 ()MarTRUE"), max_size=14))
def test_a_text_stands_for_itself(text: str) -> None:
    assert stands(text, text)
    assert stands(cell_text(text), cell_text(text))


@given(cell=texts, original=texts)
def test_comparing_never_fails(cell: str, original: str) -> None:
    assert stands(cell, original) in (True, False)


def test_a_cell_that_excel_cut_off_is_no_edit() -> None:
    text = "长" * (LONGEST + 10)
    assert stands(text[:LONGEST], text)


def convert(path: Path, to: str, *more: str) -> Path:
    """The file opened and saved again by LibreOffice."""
    out = path.parent / to.partition(":")[0]
    subprocess.run(
        [SOFFICE, f"-env:UserInstallation={(path.parent / 'profile').as_uri()}", "--headless",
         *more, "--convert-to", to, "--outdir", out, path],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return next(out.glob(f"{path.stem}.*"))


@pytest.mark.skipif(not SOFFICE, reason="no LibreOffice on this machine")
def test_libreoffice_saves_both_files_and_the_review_is_the_same(tmp_path: Path) -> None:
    habits = [original for original, _, _ in CASES["habits"]]
    nasty = [*habits, *HOSTILE, "=1+1", "'=1+1", "''", "-5", "a\nb", "'", '"', "0012"]
    made = [
        ReviewRow("yes", f"i{n}", text, "", text, "", "word", n % 2 == 0, "", n + 2)
        for n, text in enumerate(map(cell_text, nasty))
    ]
    csv_file, book = tmp_path / "one.csv", tmp_path / "two.xlsx"
    csv_file.write_bytes(csv_bytes(made))
    book.write_bytes(xlsx_bytes(made))
    comma = "--infilter=CSV:44,34,76,1"
    saved = [
        convert(csv_file, "xlsx", comma),
        convert(csv_file, "csv:Text - txt - csv (StarCalc):59,34,76,1", comma),
        convert(book, "xlsx"),
        convert(book, "csv:Text - txt - csv (StarCalc):44,34,76,1"),
    ]
    for path in saved:
        found = read_review(path).rows
        assert len(found) == len(made)
        for row, wanted in zip(found, made, strict=True):
            assert (row.number, row.id, row.keep, row.doubtful) == (
                wanted.number, wanted.id, wanted.keep, wanted.doubtful,
            )  # fmt: skip
            assert stands(row.hanzi, wanted.hanzi), (path, row.hanzi, wanted.hanzi)
            assert stands(row.meaning, wanted.meaning), (path, row.meaning)


# What is refused


@pytest.mark.parametrize(
    ("text", "row", "message"),
    [
        ("", 0, "empty"),
        ("\n\n", 0, "empty"),
        ("hanzi,pinyin\n行,háng\n", 1, "the column “keep” is missing"),
        ("keep,hanzi\nyes,行\n", 1, "the column “id” is missing"),
        (f"{HEAD},id\n", 1, "two columns are called “id”"),
        (f"{HEAD}\nyes,a\nmaybe,b\n", 3, "“maybe” is neither yes nor no"),
        (f"{HEAD}\nyes,a,,,,,,perhaps\n", 2, "“perhaps” is neither"),
        (f'{HEAD}\nyes,a\nyes,"b\n', 3, "quotation marks"),
        (f'{HEAD}\nyes,"a"b\n', 2, "quotation marks"),
        (f"{HEAD}\nyes,{'a' * 140_000}\n", 2, "quotation marks|larger"),
    ],
)
def test_a_bad_table_names_its_row(text: str, row: int, message: str, tmp_path: Path) -> None:
    error = refused(text.encode(), tmp_path)
    assert error.row == row
    assert any(one in str(error) for one in message.split("|")), str(error)
    assert (f" row {row}: " in str(error)) == bool(row)


def zipped(**members: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "old Excel file"),
        (b"PK\x03\x04 and no more", "damaged"),
        (zipped(readme=b"no workbook"), "can't be read"),
        (zipped(bomb=b"\0" * 310_000_000), "too large"),
        (xlsx_bytes([])[:3000], "damaged"),
        (b"\xff\xfe\x00", "another encoding"),
        (b"keep,id\n\x81\xff\xff", "another encoding"),
        (b"\0\0\0\0", "another encoding|empty|missing"),
    ],
    ids=["xls", "cut", "zip", "bomb", "half", "odd", "binary", "nulls"],
)
def test_a_file_that_is_no_table(content: bytes, message: str, tmp_path: Path) -> None:
    error = refused(content, tmp_path, "class.review.xlsx")
    assert any(one in str(error) for one in message.split("|")), str(error)


@given(content=st.binary(max_size=300))
@settings(deadline=None)
def test_any_bytes_are_read_or_refused(content: bytes, folder: Path) -> None:
    path = folder / "any.csv"
    path.write_bytes(content)
    try:
        read_review(path)
    except ReviewError as error:
        assert str(error).startswith(str(path))


def test_no_file_a_folder_and_too_many_rows(tmp_path: Path) -> None:
    for path, message in ((tmp_path / "none.csv", "no such file"), (tmp_path, "not a file")):
        with pytest.raises(ReviewError, match=message):
            read_review(path)
    many = f"{HEAD}\n" + "".join(f"yes,i{n}\n" for n in range(MOST_ROWS + 5))
    assert "at most" in str(refused(many.encode(), tmp_path))


def test_a_workbook_that_claims_a_million_rows_is_read(tmp_path: Path) -> None:
    """The cursor was once in the last cell: the rows between are empty."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["keep", "id"])
    sheet.append(["yes", "a"])
    sheet.cell(1_048_576, 16_384).number_format = "@"
    path = tmp_path / "t.xlsx"
    book.save(path)
    assert [row.id for row in read_review(path).rows] == ["a"]


# Typed pinyin


@pytest.mark.parametrize(("typed", "hanzi", "syllables", "shown", "what"), CASES["pinyin"])
def test_typed_pinyin(typed: str, hanzi: str, syllables: str, shown: str, what: str) -> None:
    assert " ".join(parse_pinyin(typed, hanzi)) == syllables, what
    assert typed_words(typed, hanzi) == shown, what


@pytest.mark.parametrize(("typed", "hanzi", "message"), CASES["bad_pinyin"])
def test_bad_pinyin(typed: str, hanzi: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        parse_pinyin(typed, hanzi)


@given(typed=st.text(st.sampled_from("aeiounghzsrüv'’ -12345\u0304\u0301ǎ:"), max_size=30))
def test_typed_pinyin_is_read_or_refused(typed: str) -> None:
    try:
        syllables = parse_pinyin(typed, "中国人")
    except ValueError as error:
        assert str(error)
    else:
        assert len(syllables) == 3
        assert parse_pinyin(" ".join(syllables), "中国人") == syllables
