"""An article that tries to be a program: through every writer, read back by what reads the files.

Each writer's own tests have texts made by hand for it. Here one article goes the whole way, with
all of them wherever an article has a text.
"""

from __future__ import annotations

import csv
import html
import io
import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from anki_tools import cards, check_deck, import_package
from browser import CHROMIUM
from docx import Document
from hostile import CANARY, STRINGS, hostile_lesson
from hypothesis import given
from hypothesis import strategies as st
from lessons import make_lesson
from openpyxl import load_workbook
from playwright.sync_api import Browser
from quiz_driver import chromium, data_of
from test_gift import parsed

from quizgen.model import Lesson, Sheet
from quizgen.readers import read_article
from quizgen.review.rows import rows as review_rows
from quizgen.writers import WRITERS, table, write
from quizgen.writers.anki import markup
from quizgen.writers.anki.notes import deck_root, make_notes
from quizgen.writers.choices import question, shape, told
from quizgen.writers.gift import escaped
from quizgen.writers.lesson_json import as_dict
from quizgen.writers.moodle_text import html as moodle_html
from quizgen.writers.plain_csv import apostrophed, defused, undefused
from quizgen.writers.sheet_html.markup import mixed

needs_chromium = pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine")
needs_poppler = pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler-utils missing")
Made = Callable[[str], Path]


@pytest.fixture(scope="module")
def lesson(tmp_path_factory: pytest.TempPathFactory) -> Lesson:
    """All items are asked, so that every writer has every string to write."""
    sheet = Sheet(preset="full", key="append", note=" ".join(STRINGS))
    made = hostile_lesson(tmp_path_factory.mktemp("article"), sheet=sheet)
    return replace(made, items=tuple(replace(item, asked=True) for item in made.items))


@pytest.fixture(scope="module")
def made(lesson: Lesson, tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The file of a format."""
    folder = tmp_path_factory.mktemp("made")

    def of(name: str) -> Path:
        path = folder / f"x{WRITERS[name].suffixes[0]}"
        write(lesson, path, name)
        return path

    return of


def bare(text: str) -> str:
    """Without spaces, and what has no width: a page breaks lines, a writer parts commands."""
    return re.sub(r"[\s\u2060]", "", text)


EVERYTHING = "".join(STRINGS)


def lost(text: str, source: str = EVERYTHING) -> list[str]:
    """The strings that a source has and the text made of it hasn't, as they stand."""
    shown, given_ = bare(text), bare(source)
    return [one for one in STRINGS if bare(one) in given_ and bare(one) not in shown]


def of_items(lesson: Lesson, *shapes: str) -> str:
    """What the items of these shapes say (default: of all), and what is told behind them."""
    said = [
        part
        for item in lesson.items
        if not shapes or shape(item) in shapes
        for part in (question(item), *item.options, *item.left, *item.key, *told(lesson, item))
    ]
    assert len(lost("", "".join(said))) > 40
    return "".join(said)


def test_the_article_is_as_hostile_as_it_looks(lesson: Lesson) -> None:
    article = lesson.article
    assert CANARY in article.title and CANARY in article.title_en and CANARY in article.publication
    assert CANARY in article.author and CANARY in article.column
    assert len(article.glossary) == len(STRINGS)
    assert lost("".join(sentence.zh for sentence in lesson.sentences)) == []
    assert lost("".join(sentence.en for sentence in lesson.sentences)) == []
    assert len([q for q in lesson.questions if q.asked]) > 40 and len(lesson.items) > 200
    assert any("invisible characters" in warning for warning in article.warnings)


# Anki


def test_anki_shows_it_and_plays_fills_in_and_typesets_nothing(
    lesson: Lesson, made: Made, tmp_path: Path
) -> None:
    deck = made("anki")
    assert check_deck(deck, tmp_path / "checked") == []
    with import_package(deck, tmp_path / "anki") as collection:
        shown = ""
        for card in cards(collection):
            output = card.render_output()
            spoken = [*output.question_av_tags, *output.answer_av_tags]
            assert {type(tag).__name__ for tag in spoken} <= {"TTSTag"}
            for side in (output.question_text, output.answer_text):
                assert not re.search(r"<(script|img|svg|link|a|object|iframe)\b", side)
                shown += html.unescape(re.sub(r"<[^>]+>", "", side))
        assert lost(shown) == []
        decks = {deck.name for deck in collection.decks.all_names_and_ids()}
        assert decks >= {deck_root(lesson), f"{deck_root(lesson)}::Facts"}
        assert max(name.count("::") for name in decks) == 2
        tags = set(collection.tags.all())
        assert all(tag.startswith("quizgen") for tag in tags)


@needs_chromium
def test_no_card_runs_or_loads_anything(browser: Browser, made: Made, tmp_path: Path) -> None:
    """Anki's own pages have no policy that would stop it."""
    with import_package(made("anki"), tmp_path / "anki") as collection:
        sides = [
            side
            for card in cards(collection)
            for output in [card.render_output()]
            for side in (output.question_text, output.answer_text)
        ]
    page = tmp_path / "cards.html"
    body = "".join(f"<div class='card'>{side}</div>" for side in sides)
    page.write_text(f"<!doctype html><meta charset=utf-8><body>{body}", encoding="utf-8")
    shown, asked = opened(browser, page)
    assert asked == [] and lost(shown) == []


# Pages


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


def opened(browser: Browser, path: Path) -> tuple[str, list[str]]:
    """What a page shows with all that is folded, and what it asked for, said or was refused."""
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: asked.append(message.text))
    page.on("pageerror", lambda error: asked.append(str(error)))
    page.on("dialog", lambda dialog: asked.append(dialog.message))
    page.goto(path.as_uri())
    asked.remove(path.as_uri())
    page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true })")
    page.wait_for_timeout(50)
    assert page.evaluate("window.pwned") is None
    assert page.locator("img, iframe, object, embed, a[href^=javascript], base").count() == 0
    assert page.locator("[onerror], [onload], link").count() == 0
    shown = page.evaluate("document.body.textContent")
    page.close()
    return shown, asked


@needs_chromium
@pytest.mark.parametrize("name", ["html", "html-key", "preview", "quiz"])
def test_no_page_runs_or_loads_anything(browser: Browser, made: Made, name: str) -> None:
    shown, asked = opened(browser, made(name))
    assert asked == []
    if name == "quiz":  # what it shows is in its data, and its own tests go through it
        shown = "".join(texts_of(data_of(made(name))))
    if name != "html-key":  # which has answers, and not the whole text
        assert lost(shown) == []


def texts_of(value: Any) -> Iterator[str]:
    """Every text of JSON."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from texts_of(one)


# Paper


@needs_poppler
def test_typst_prints_markup_as_it_stands(made: Made) -> None:
    done = subprocess.run(["pdftotext", "-raw", made("pdf"), "-"], capture_output=True, check=True)
    assert lost(done.stdout.decode()) == []  # the teacher's note has all of them
    raw = made("pdf").read_bytes()
    assert not re.search(rb"/(JavaScript|JS|Launch|URI|EmbeddedFile|OpenAction)\b", raw)


def test_word_gets_text_and_no_field(made: Made) -> None:
    path = made("docx")
    document = Document(str(path))
    text = "".join(
        node.text or "" for node in document.element.body.iter() if node.tag.endswith("}t")
    )
    assert lost(text) == []
    with zipfile.ZipFile(path) as package:
        names = [name for name in package.namelist() if name.endswith((".xml", ".rels"))]
        parts = "".join(package.read(name).decode() for name in names)
    assert set(re.findall(r'w:instr="(.*?)"', parts)) == {"PAGE", "NUMPAGES"}
    assert 'TargetMode="External"' not in parts and "<w:instrText" not in parts


# Tables


FORMULA = re.compile(r"\s*[=+@＝＋－＠-]")


@pytest.mark.parametrize("name", ["csv", "review", "blooket", "gimkit", "quizlet", "tsv"])
def test_no_cell_is_a_formula_however_a_spreadsheet_parts_the_file(made: Made, name: str) -> None:
    """Where the comma is for decimals, Excel opens a .csv as if it were parted by semicolons."""
    text = made(name).read_bytes().decode("utf-8-sig")
    tab = name in ("quizlet", "tsv")
    rows = csv.reader(io.StringIO(text, newline=""), delimiter="\t" if tab else ",")
    assert [cell for row in rows for cell in row[1:] if FORMULA.match(cell)] == []
    parts = [] if tab else re.split(r"[;\r\n]", text)
    assert [part for part in parts if FORMULA.match(part.lstrip(' "'))] == []


def test_the_tables_come_back(lesson: Lesson, made: Made) -> None:
    wanted = [list(row.values()) for row in table.rows(lesson)]
    content = made("csv").read_bytes().decode("utf-8-sig")
    _, *cells = csv.reader(io.StringIO(content, newline=""))
    assert [[undefused(cell) for cell in row] for row in cells] == wanted
    content = made("tsv").read_text("utf-8")
    cells = list(csv.reader(io.StringIO(content, newline=""), delimiter="\t"))[-len(wanted) :]
    assert [[cell.replace("\u2060", "") for cell in row] for row in cells] == wanted
    assert len(lost("", str(wanted))) > 35


@pytest.mark.parametrize("name", ["kahoot", "review"])
def test_a_workbook_is_text(lesson: Lesson, made: Made, name: str, tmp_path: Path) -> None:
    path = made(name)
    if name == "review":
        path = tmp_path / "x.review.xlsx"
        write(lesson, path)
    book = load_workbook(path)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    if name == "review":
        said = "".join(f"{row}" for row in review_rows(lesson))
        assert lost("".join(repr(cell.value) for cell in cells), said) == []
    with zipfile.ZipFile(path) as package:
        sheets = [package.read(name) for name in package.namelist() if "/sheet" in name]
    assert sheets and not any(b"<f>" in sheet or b"<hyperlink" in sheet for sheet in sheets)


# Question banks and data


def test_question_banks_read_it(lesson: Lesson, made: Made, tmp_path: Path) -> None:
    moodle = ElementTree.parse(made("moodle")).getroot()
    shown = [node.findtext("text") or "" for node in moodle.iter() if node.get("format") == "html"]
    assert not any(re.search(r"<(?!/?(p|span)\b)", markup_) for markup_ in shown)
    plain = "".join(html.unescape(re.sub(r"<[^>]+>", "", markup_)) for markup_ in shown)
    assert lost(plain, of_items(lesson)) == []
    assert len(list(moodle.iter("question"))) == len(lesson.items) + 1
    pleco = ElementTree.parse(made("pleco")).getroot()
    assert len(pleco.findall(".//card")) == sum(word.tier == "card" for word in lesson.words)


@needs_chromium
def test_gift_is_read_by_a_parser(lesson: Lesson, made: Made, tmp_path: Path) -> None:
    (questions,) = parsed([made("gift").read_text("utf-8")], tmp_path)
    assert questions is not None
    wanted = of_items(lesson, "choice", "truefalse", "matching", "short", "essay")
    assert lost("".join(texts_of(questions)), wanted) == []


def test_json_says_what_the_lesson_says(lesson: Lesson, made: Made) -> None:
    said = json.loads(made("json").read_text("utf-8"))
    assert said == json.loads(json.dumps(as_dict(lesson)))


# Titles and names of files


NAMES = ["..", "a..", " x ", "CON", "-o", "=1+1", "::", "，。！", "国" * 70, "{{c1::x}}", "'\"&<b>",
         "%s{0}", "$x", "#read", "x\u202etxt", "a\u2028b", "\udcff", "@@data@@"]  # fmt: skip


@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_a_file_may_have_any_name(name: str, tmp_path: Path) -> None:
    """The name stands on cards, in tags and in titles of pages where an article has none."""
    path = tmp_path / f"{name}.txt"
    path.write_text("我们昨天在北京参观了一个博物馆。", encoding="utf-8")  # "we visited a museum"
    article = read_article(path)
    given = make_lesson()
    nameless = replace(article, title="", title_en="", paragraphs=given.article.paragraphs)
    _write_all(replace(given, article=nameless), tmp_path / "out", tmp_path)


TITLES = ["/", "..", "../../etc", "a/b::c", "\0", "CON", "x. .", "国" * 300, "，。！", "::", " ",
          "\u2028", "$course$/top", "-->", "]]>", "\\", "{{c1::", "a\x1f\tb\r\nc"]  # fmt: skip


@pytest.mark.parametrize("title", TITLES, ids=ascii)
def test_an_article_may_have_any_title(title: str, tmp_path: Path) -> None:
    given = make_lesson()
    headline, *rest = given.article.paragraphs
    paragraphs = (replace(headline, text=title), *rest)
    article = replace(given.article, title=title, title_en=title, paragraphs=paragraphs)
    _write_all(replace(given, article=article), tmp_path / "out", tmp_path)


def _write_all(lesson: Lesson, folder: Path, scratch: Path) -> None:
    """Every format takes it: the files are where they belong, and can be read."""
    for name, format_ in WRITERS.items():
        path = folder / f"x{format_.suffixes[0]}"
        if name not in ("quiz", "kahoot", "pdf-key", "docx-key", "html-key"):
            write(lesson, path, name)
    assert all(path.parent == folder for path in folder.rglob("*"))
    for name in ("moodle", "pleco"):
        ElementTree.parse(folder / f"x{WRITERS[name].suffixes[0]}")
    place = ElementTree.parse(folder / "x.moodle.xml").findtext(".//category/text") or ""
    assert place.startswith("quizgen/") and 9 <= len(place) < 255  # Moodle's longest name
    with import_package(folder / "x.apkg", scratch / "anki") as collection:
        decks = {deck.name for deck in collection.decks.all_names_and_ids()} - {"Default"}
        assert decks == {"Quizgen", deck_root(lesson)} | {note.deck for note in make_notes(lesson)}
        assert all(1 <= len(level) < 100 for deck in decks for level in deck.split("::"))
        assert not any(re.search(r'[\x00-\x1f"]', deck) for deck in decks)


# Any text at all

SIGNS = [
    "{{", "}}", "[", "]", "\\", "<", ">", "&", "&amp;", "'", '"', ";", "=", "+", "-", "@", "~", "#",
    ":", "%", "*", "$", "\n", "\t", " ", "c1::", "sound:x", "->", "中", "a", "1",
]  # fmt: skip
marked = st.lists(st.sampled_from(SIGNS), max_size=12).map("".join)


@given(marked)
def test_a_defused_text_is_no_formula_and_comes_back(text: str) -> None:
    assert undefused(apostrophed(text)) == text
    for cell in re.split("[;\n]", defused(text)):
        assert not FORMULA.match(cell.lstrip(' "') if cell != defused(text) else cell)


@given(marked)
def test_html_shows_the_text_and_has_no_sign_that_anki_moodle_or_a_browser_reads(text: str) -> None:
    one_line = re.sub(r"\s+", " ", text)
    assert html.unescape(markup.text(text)) == re.sub(r"[\n\t]", " ", text)
    assert not re.search(r"[\[\]{}\\<>]", markup.text(text))
    assert ":" not in markup.in_cloze(text)
    moodle = moodle_html(text, "zh-Hans")
    assert html.unescape(re.sub("<[^>]*>", "", moodle)) == one_line.strip()
    assert not re.search(r"[\[\]{}\\$@]|<(?!/?span)", moodle)
    page = mixed(text)
    assert html.unescape(re.sub("<[^>]*>", "", page)) == re.sub(r"[\n\t]", " ", text)
    assert not re.search(r"<(?!/?span)", page)


@given(marked)
def test_gift_escapes_come_back(text: str) -> None:
    one_line = re.sub(r"\s+", " ", text).strip()
    said = re.sub(r"\\(.)", r"\1", escaped(text)).replace("\u2060", "")
    assert said == one_line
    assert not re.search(r"(?<!\\)(?:\\\\)*[~=#{}:]", escaped(text)) or "\\" in text
