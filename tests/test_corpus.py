"""Many articles measured for one learner: exact numbers, tables, the curve, and bad files."""

from __future__ import annotations

import csv
import io
import itertools
import json
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from cli_tools import run, start, written
from conftest import ROOT
from rich.cells import cell_len

from quizgen.corpus import GOALS, Corpus, count, curve, percent
from quizgen.corpus.files import corpus_files
from quizgen.corpus.gather import gather
from quizgen.corpus.listing import learner, listing
from quizgen.corpus.outputs import FORMATS
from quizgen.corpus.tables import articles_csv, json_bytes, words_csv
from quizgen.items.levels import Level
from quizgen.known import Known
from quizgen.model import Article, Paragraph
from quizgen.progress import counted_progress
from quizgen.readers import read_article
from quizgen.text.lexicon import Lexicon

FILES = (
    *sorted((ROOT / "seeds").glob("2025-0[146]*")),
    *sorted((ROOT / "tests" / "articles").glob("[m-w]*")),
)
LEVEL = Level("hsk2025", 3)
SOME = Level("hsk2025", 0, Known({"我们": frozenset(), "今天": frozenset()}, ("we and today",)))


def article(stem: str, text: str, **more: Any) -> Article:
    return Article(stem, "", "", (Paragraph(text, 1),), **more)


def made(level: Level, lexicon: Lexicon, texts: Mapping[str, str]) -> Corpus:
    """A corpus of articles by their dates."""
    return gather(
        (
            count.count(article(date, text, date=date), Path(f"{date}.txt"), level, lexicon)
            for date, text in texts.items()
        ),
        level,
    )


@pytest.fixture(scope="module")
def counts(lexicon: Lexicon) -> list[count.Counted]:
    return [count.count(read_article(path), path, LEVEL, lexicon) for path in FILES]


@pytest.fixture(scope="module")
def corpus(counts: list[count.Counted]) -> Corpus:
    return gather(counts, LEVEL)


@pytest.fixture(scope="module")
def two(lexicon: Lexicon) -> Corpus:
    """The second by date is given first."""
    texts = {
        "2024-05-02": "我们明天学习历史。历史很重要。",  # … history tomorrow. History is important.
        "2024-05-01": "我们今天学习。",  # We study today.
    }
    return made(SOME, lexicon, texts)


# The numbers


def test_two_articles_exactly(two: Corpus) -> None:
    rows = [(r.date, r.characters, r.words, r.read, r.unknown, r.new) for r in two.articles]
    assert rows == [("2024-05-01", 6, 3, 2, 1, 1), ("2024-05-02", 13, 7, 1, 5, 4)]
    assert [r.unknown_characters for r in two.articles] == [2, 8]  # 学习; 明学习历史很重要
    found = [(w.hanzi, w.pinyin, w.times, w.articles, w.date) for w in two.unknown]
    assert found[:2] == [
        ("学习", "xuéxí", 2, 2, "2024-05-01"),
        ("历史", "lìshǐ", 2, 1, "2024-05-02"),
    ]
    assert {word for word, *_ in found[2:]} == {"明天", "很", "重要"}
    assert two.curve == (3, 5, 7, 8, 9, 10)
    assert [two.needed(goal) for goal in GOALS] == [4, 5, 5]
    assert two.unknown[0].sentence == "我们今天学习。"


def test_a_share_is_never_rounded_up() -> None:
    assert percent(2, 3) == 66.6
    assert percent(9999, 10000) == 99.9
    assert percent(7, 7) == 100.0
    assert percent(0, 0) == 0.0


@pytest.mark.parametrize(
    ("edition", "text", "level"),
    [
        ("hsk2025", "我爱妈妈。", "1"),  # I love Mum
        ("hsk2025", "我爱妈妈。徘徊。", "7–9"),  # … To hesitate: in the highest list
        ("hsk2025", "我爱妈妈。饕餮饕餮。", "1"),  # … A mythical glutton, in no list
        ("hsk2025", "饕餮饕餮。", ""),
        ("hsk2025", "北京。", ""),  # a name: no running word
    ],
)
def test_level_is_where_95_percent_of_the_listed_words_are_read(
    edition: str, text: str, level: str, lexicon: Lexicon
) -> None:
    found = made(Level(edition, 1), lexicon, {"2024-01-01": text})
    assert [row.level for row in found.articles] == [level]


def test_nineteen_of_twenty_words_are_enough(lexicon: Lexicon) -> None:
    known = "我爱妈妈。" * 7  # I love Mum: three words
    enough = made(Level("hsk2025", 1), lexicon, {"2024-01-01": known[:-5] + "我。徘徊。"})
    fewer = made(Level("hsk2025", 1), lexicon, {"2024-01-01": "我爱妈妈。" * 6 + "徘徊。"})
    assert [(row.words, row.read, row.level) for row in enough.articles] == [(20, 19, "1")]
    assert [(row.words, row.read, row.level) for row in fewer.articles] == [(19, 18, "7–9")]


def test_what_has_no_date_is_last(lexicon: Lexicon) -> None:
    found = made(SOME, lexicon, {"": "我们学习。", "2024-05-01": "我们学习。"})  # we study
    assert [(row.date, row.new) for row in found.articles] == [("2024-05-01", 1), ("", 0)]


def test_order_of_reading_changes_nothing(corpus: Corpus, counts: list[count.Counted]) -> None:
    assert gather(reversed(counts), LEVEL) == corpus


def test_what_must_hold_of_any_corpus(corpus: Corpus) -> None:
    assert len(corpus.articles) == len(FILES)
    assert list(corpus.articles) == sorted(corpus.articles, key=lambda row: row.order)
    assert sum(row.new for row in corpus.articles) == len(corpus.unknown)
    assert all(row.new <= row.unknown <= row.words - row.read for row in corpus.articles)
    times = [word.times for word in corpus.unknown]
    assert times == sorted(times, reverse=True)
    assert sum(times) == corpus.words - corpus.curve[0] > 0
    assert sum(word.articles for word in corpus.unknown) == sum(r.unknown for r in corpus.articles)
    assert all(a < b for a, b in itertools.pairwise(corpus.curve))
    assert corpus.curve[-1] == corpus.words
    for goal in GOALS:
        needed = corpus.needed(goal)
        assert corpus.curve[needed] * 100 >= goal * corpus.words
        assert needed == 0 or corpus.curve[needed - 1] * 100 < goal * corpus.words
    assert all(word.hanzi in word.sentence for word in corpus.unknown)


def test_a_word_that_is_known_is_not_missing(corpus: Corpus, lexicon: Lexicon) -> None:
    best = corpus.unknown[0]
    knows = replace(LEVEL, words=Known({best.hanzi: frozenset()}))
    counted = (count.count(read_article(path), path, knows, lexicon) for path in FILES)
    assert gather(counted, knows).curve[0] == corpus.curve[1]


def test_english_changes_nothing_and_costs_nothing(
    monkeypatch: pytest.MonkeyPatch, lexicon: Lexicon
) -> None:
    monkeypatch.setattr("quizgen.workbench.Workbench.vectors", property(pytest.fail))
    monkeypatch.setattr("quizgen.workbench.Workbench.links", property(pytest.fail))
    text = "我们今天学习。"  # we study today
    both = article("a", text, english=(Paragraph("We study today.", 2),))
    counted = [count.count(one, Path("a"), SOME, lexicon) for one in (both, article("a", text))]
    assert counted[0] == counted[1]


def test_a_sentence_without_end_is_kept_in_part(lexicon: Lexicon) -> None:
    found = made(SOME, lexicon, {"2024-01-01": "我们" * 200 + "尴尬" + "今天" * 200})  # awkward
    word = next(word for word in found.unknown if word.hanzi == "尴尬")
    assert word.sentence.startswith("…我们") and word.sentence.endswith("今天…")
    assert len(word.sentence) == 124


# Tables


def read_csv(content: bytes) -> list[dict[str, str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_articles_as_csv(corpus: Corpus) -> None:
    rows = read_csv(articles_csv(corpus))
    assert [row["file"] for row in rows] == [row.file for row in corpus.articles]
    for row, one in zip(rows, corpus.articles, strict=True):
        assert (row["date"], row["title"], row["level"]) == (one.date, one.title, one.level)
        assert int(row["new words"]) == one.new and int(row["running words"]) == one.words
        assert 0 <= one.read / one.words * 100 - float(row["read %"]) < 0.1


def test_words_as_csv(two: Corpus) -> None:
    rows = read_csv(words_csv(two))
    assert [row["read % then"] for row in rows] == ["50.0", "70.0", "80.0", "90.0", "100.0"]
    assert rows[0] == {
        "word": "学习", "pinyin": "xuéxí", "level": "1", "times": "2", "articles": "2",
        "read % then": "50.0", "sentence": "我们今天学习。", "date": "2024-05-01",
        "file": "2024-05-01.txt",
    }  # fmt: skip


def test_no_cell_is_a_formula(two: Corpus) -> None:
    row = replace(two.articles[0], title="=HYPERLINK(1)", file="@a.txt")
    (cells,) = read_csv(articles_csv(replace(two, articles=(row,))))
    assert (cells["title"], cells["file"]) == ("'=HYPERLINK(1)", "'@a.txt")


def test_json_has_all(two: Corpus) -> None:
    found = json.loads(json_bytes(two, "of all"))
    assert found["needed"] == {"90": 4, "95": 5, "98": 5}
    assert (found["learner"], found["read"], found["words"]) == ("of all", 3, 10)
    assert [row["read"] for row in found["articles"]] == [2, 1]
    assert [word["hanzi"] for word in found["unknown"]][:2] == ["学习", "历史"]


def test_json_survives_a_name_that_is_no_text(two: Corpus) -> None:
    row = replace(two.articles[0], file="\udcff.txt")
    found = json.loads(json_bytes(replace(two, articles=(row,)), "of all"))
    assert found["articles"][0]["file"] == "?.txt"


def test_listing_fits_eighty_columns(corpus: Corpus) -> None:
    lines = listing(corpus, 15).splitlines()
    assert max(map(cell_len, lines)) <= 80
    head = next(line for line in lines if line.startswith("Date"))
    rows = lines[lines.index(head) + 1 :][: len(FILES)]
    ends = cell_len(head[: head.index("Words") + len("Words")])
    for line, row in zip(rows, corpus.articles, strict=True):
        shown = next(n for n in range(len(line)) if cell_len(line[:n]) == ends)
        assert line[:shown].endswith(f" {row.words}")
    assert f"Most useful words to learn (15 of {len(corpus.unknown)})" in lines
    assert "For a learner who knows HSK 2025 up to level 3" in lines


def test_who_reads_is_named() -> None:
    assert learner(SOME) == "we and today"
    assert learner(replace(SOME, known=2)) == "HSK 2025 up to level 2; we and today"
    assert learner(Level("hsk2.0", 0)) == "nothing of HSK 2.0 yet"


# The picture


@pytest.mark.parametrize("kind", ["svg", "png", "pdf"])
def test_same_corpus_same_bytes(two: Corpus, kind: Any) -> None:
    assert curve.picture(two, "all", kind) == curve.picture(two, "all", kind)


def test_svg_is_xml_with_curve_and_marks(corpus: Corpus) -> None:
    tree = ElementTree.fromstring(curve.picture(corpus, "all", "svg"))
    assert tree.tag.endswith("}svg")
    strokes = [path.get("stroke") for path in tree.iter() if path.get("stroke")]
    assert strokes.count("#0b5394") == 1
    assert strokes.count("#b45309") == 3


def test_png_has_a_size_for_a_page(two: Corpus) -> None:
    content = curve.picture(two, "all", "png")
    assert content.startswith(b"\x89PNG")
    wide, high = (int.from_bytes(content[at : at + 4], "big") for at in (16, 20))
    assert 900 < wide < 1200 and 500 < high < 900


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler-utils missing")
def test_pdf_says_who_reads_and_nothing_is_markup(two: Corpus, tmp_path: Path) -> None:
    path = tmp_path / "curve.pdf"
    path.write_bytes(curve.picture(two, "*#panic()* $x$ 我的词 \x1b\U0001f600", "pdf"))
    done = subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True)
    assert "2 articles, 10 running words. The learner knows *#panic()* $x$ 我的词 □." in done.stdout
    for shown in ("today 30.0 %", "90 %: 4", "95 %, 98 %: 5", "words learnt"):
        assert shown in done.stdout


@pytest.mark.parametrize("text", ["我们今天。", "北京。"], ids=["all is read", "no running word"])
def test_nothing_to_learn_has_a_picture_too(text: str, lexicon: Lexicon) -> None:
    found = made(SOME, lexicon, {"2024-01-01": text})
    assert found.unknown == ()
    assert curve.picture(found, "all", "png")
    assert listing(found, 10)


def test_the_axis_has_round_numbers_whatever_its_length() -> None:
    for last in (1, 2, 7, 60, 697, 5_000, 123_456):
        ticks = list(curve.ticks(last))
        assert ticks[0] == 0 and 2 <= len(ticks) <= 7 and ticks[-1] <= last
        assert str(ticks[1]).strip("0") in {"1", "2", "5"}
        places = list(curve.sample(last + 1))
        assert places[0] == 0 and places[-1] == last and len(places) <= 401


# The command


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two articles, one of them in a folder inside, and what is none."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("QUIZGEN_CONFIG", str(tmp_path / "config"))
    inner = tmp_path / "all" / "1999"
    inner.mkdir(parents=True)
    (inner / "1999-01-02_late.txt").write_text("我们明天学习历史。历史很重要。", "utf-8")
    (tmp_path / "all" / "1999-01-01_early.txt").write_text("我们今天学习。", "utf-8")
    (tmp_path / "all" / ".hidden.txt").write_text("隐", "utf-8")
    (tmp_path / "all" / "deck.apkg").write_bytes(b"PK\x03\x04")
    return Path("all")


def test_files_by_suffix(folder: Path) -> None:
    outputs = [part for suffix in FORMATS for part in ("-o", f"out/x{suffix}")]
    done = run("corpus", folder, "--level", "hsk2025:1", *outputs)
    assert done.exit_code == 0 and done.stderr == ""
    assert "2 articles, 19 Chinese characters, 10 running words" in done.stdout
    assert written(Path("out")) == {f"x{suffix}" for suffix in FORMATS}
    rows = read_csv(Path("out/x.csv").read_bytes())
    assert [row["file"] for row in rows] == [
        "all/1999-01-01_early.txt",
        "all/1999/1999-01-02_late.txt",
    ]
    words = read_csv(Path("out/x.words.csv").read_bytes())
    assert [row["word"] for row in words] == ["历史", "重要"]
    again = run("corpus", folder, "--level", "hsk2025:1", *outputs)
    assert again.stdout.count("unchanged, left as it was") == len(FORMATS)


def test_a_bad_file_is_named_and_the_rest_is_written(folder: Path) -> None:
    bad = folder / "broken.txt"
    bad.write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    (folder / "english.md").write_text("Not a word of it.", "utf-8")
    done = run("corpus", folder, "-o", "x.csv")
    assert done.exit_code == 1
    first, second, last = done.stderr.splitlines()
    assert last == "quizgen: 2 of 4 articles skipped, as is said above"
    assert first.startswith(f"quizgen: {bad}: this is a picture, not text")
    assert second.startswith(f"quizgen: {folder / 'english.md'}: no Chinese text found")
    assert len(read_csv(Path("x.csv").read_bytes())) == 2


def test_json_is_all_there_is_on_stdout(folder: Path) -> None:
    done = run("corpus", folder, "--json")
    found = json.loads(done.stdout)
    assert found["learner"] == "HSK 2025 up to level 4"
    assert [row["new"] for row in found["articles"]] == [0, 0]


def test_known_words_count_instead_of_a_level(folder: Path) -> None:
    known = folder / "known.txt"
    known.write_text("我们\n今天\n学习\n", "utf-8")
    done = run("corpus", folder, "--known", known, "--json")
    assert done.exit_code == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["learner"] == "known.txt: 3 words"
    assert [(row["words"], row["read"]) for row in found["articles"]] == [(3, 3), (7, 2)]
    both = json.loads(
        run("corpus", folder, "--known", known, "--level", "hsk2025:1", "--json").stdout
    )
    assert both["learner"] == "HSK 2025 up to level 1; known.txt: 3 words"
    assert both["read"] > found["read"]


def test_corrections_cut_words_here_too(folder: Path) -> None:
    # 今天学习 "study today" as one word, which is in no list
    Path("corrections.toml").write_text(
        '[[correction]]\nword = "今天学习"\ncut = "今天学习"\n', "utf-8"
    )
    found = json.loads(run("corpus", folder, "--level", "hsk2025:1", "--json").stdout)
    assert [(row["words"], row["read"]) for row in found["articles"]] == [(2, 1), (7, 4)]
    Path("bad.toml").write_text("[[correction]]\n", "utf-8")
    done = run("corpus", folder, "--corrections", "bad.toml")
    assert done.exit_code == 1 and done.stdout == ""
    assert done.stderr.startswith("quizgen: bad.toml:1")


def test_a_bad_list_of_words_is_one_line(folder: Path) -> None:
    Path("known.txt").write_text("not a word of Chinese\n", "utf-8")
    done = run("corpus", folder, "--known", "known.txt", "-o", "x.csv")
    assert done.exit_code == 1 and done.stdout == "" and not Path("x.csv").exists()
    assert done.stderr.startswith("quizgen: known.txt") and done.stderr.count("\n") == 1
    done = run("corpus", folder, "--known", "known.txt", "-o", "known.txt")
    assert "corpus writes no such file" in done.stderr


def test_an_article_counts_once(folder: Path) -> None:
    early = folder / "1999-01-01_early.txt"
    (folder / "link.txt").symlink_to(early.name)
    twice = [folder, folder / "1999" / ".." / early.name, early.absolute()]
    assert len(corpus_files(twice, [])) == 2
    assert corpus_files([folder], [early.absolute(), None]) == [
        folder / "1999" / "1999-01-02_late.txt"
    ]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["empty"], "empty: no article in this folder"),
        (["all", "-o", "x.apkg"], r"x\.apkg: corpus writes no such file; use \.words\.csv"),
        (["all", "-o", "x.csv", "-o", "./x.csv"], "x.csv: this output is given twice"),
        (["all", "-o", "all"], "all: corpus writes no such file"),
        (["all", "--level", "hsk9"], "no such level: 'hsk9'"),
    ],
)
def test_refused_before_any_work(folder: Path, arguments: list[str], message: str) -> None:
    Path("empty").mkdir()
    shutil.move(folder, "kept")
    Path("all").mkdir()
    Path("all/a.txt").write_text("我们今天学习。", "utf-8")
    before = written()
    done = run("corpus", *arguments)
    assert done.exit_code == 1 and done.stdout == ""
    assert written() == before
    assert message.replace("\\", "") in done.stderr and done.stderr.count("\n") == 1


def test_an_article_is_no_output(folder: Path) -> None:
    article = folder / "data.csv"
    article.write_text("我们今天学习。", "utf-8")
    done = run("corpus", article, "-o", article)
    assert done.exit_code == 1 and "this file is read" in done.stderr
    assert article.read_text("utf-8") == "我们今天学习。"


def test_nothing_readable_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("QUIZGEN_CONFIG", str(tmp_path))
    done = run("corpus", "no.txt", "-o", "x.csv")
    assert done.exit_code == 1 and written() == set()
    first, second = done.stderr.splitlines()
    assert first.startswith("quizgen: no.txt: there is no such file")
    assert second == "quizgen: no article could be read, and nothing was written"


def test_a_pipe_gets_eighty_columns_and_no_bar(folder: Path) -> None:
    done = start("corpus", "all", cwd=folder.parent.resolve(), COLUMNS="80")
    assert done.returncode == 0 and done.stderr == b""
    assert max(map(cell_len, done.stdout.decode().splitlines())) <= 80


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_counts_on_a_terminal_only(monkeypatch: pytest.MonkeyPatch) -> None:
    for stream, shown in ((io.StringIO(), False), (_Terminal(), True)):
        monkeypatch.setattr("sys.stderr", stream)
        monkeypatch.setenv("TERM", "xterm")
        assert list(counted_progress(["a", "b", "c"], "Reading", 3)) == ["a", "b", "c"]
        assert ("3/3" in stream.getvalue()) == shown
