"""Input that nobody means to give: one clear line or a good result, within seconds and bounds.

`tests/fuzz/` has the strategies and the targets, which `make test-all` gives more time.
"""

from __future__ import annotations

import gzip
import os
import re
import subprocess
import sys
import threading
import zipfile
from pathlib import Path

import pytest
from conftest import DEMO, SEEDS
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from quizgen.errors import QuizgenError
from quizgen.lesson import make_lesson
from quizgen.model import Article, Paragraph
from quizgen.readers import read_article, whole
from quizgen.text.dictionary import read_cedict
from quizgen.text.numbers import LARGEST, parse_number, read_numeral, spell
from quizgen.text.sentences import LONGEST, bearable
from quizgen.workbench import split

sys.path.insert(0, str(Path(__file__).parent / "fuzz"))
import nasty
import targets

FEW = settings(max_examples=40, deadline=None, derandomize=True)
SECONDS = 30  # for what takes one to three of them on a quiet machine

# Texts and files that nobody means to write


def encoded(texts: st.SearchStrategy[str]) -> st.SearchStrategy[bytes]:
    """The texts in the encodings that files come in; halves of surrogate pairs as bytes."""
    ways = st.sampled_from(("utf-8", "utf-16", "utf-16-be", "utf-32", "gb18030"))
    return st.builds(
        lambda text, way: text.encode(way, "surrogatepass" if way != "gb18030" else "ignore"),
        texts,
        ways,
    )


ORIGINALS = {
    "article": [path.read_bytes()[:3000] for path in SEEDS],
    "markdown": [path.read_bytes()[:3000] for path in SEEDS if path.suffix == ".md"],
    "corrections": ['[[correction]]\nword = "行长"\npinyin = "háng zhǎng"\n'.encode()],
    "review_csv": ['keep,id,hanzi,meaning\nyes,card-1,标兵,"pacesetter"\nno,i2,\'=1,\r\n'.encode()],
    "review_xlsx": [
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="1"><c t="s"><v>0</v></c><c t="inlineStr"><is><t>id</t></is></c></row>'
        b'<row r="2"><c><v>1</v></c><c t="d"><v>2024-01-01</v></c></row></sheetData></worksheet>'
        b'\x1f<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        b"<si><t>keep</t></si></sst>"
    ],
    "known": ["标兵 biāobīng\n电脑\n".encode(), "hanzi,pinyin\n标兵,biao1 bing1\n".encode()],
    "cedict": ["#! date=2026\n標兵 标兵 [biao1 bing1] /pacesetter/CL:個|个[ge4]/\n".encode()],
    "pinyin": ["标兵|biāo bing1".encode()],
    "numbers": ["增长百分之十二点五，到1,200万吨，三三两两 rose 4 per cent".encode()],
}  # fmt: skip


@pytest.mark.parametrize("name", targets.TARGETS)
def test_every_target_bears_odd_texts_and_broken_files(name: str) -> None:
    @FEW
    @given(encoded(nasty.texts) | nasty.mutated(ORIGINALS[name]))
    def holds(data: bytes) -> None:
        targets.TARGETS[name](data)

    holds()


@FEW
@given(nasty.articles)
@example("（" * 3000 + "好")
@example("好 " * 900)
@example("好" * LONGEST + "。”" + "好" * LONGEST)
def test_sentences_spell_their_paragraph_and_are_bearable(text: str) -> None:
    targets.sentences(text)


@settings(
    max_examples=12, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
@given(nasty.articles, nasty.english)
@example(
    "产量是" + "1" * 400 + "吨，增长" + "9" * 999 + "％。", "Output was " + "1" * 400 + " tons."
)
@example("共" + "亿" * 900 + "件。", "one " + "hundred " * 200 + "pieces")
@example("速度是6110^99米，0分之0。", "6110^99 metres, 1/0")
def test_an_article_of_odd_pieces_becomes_a_lesson(zh: str, en: str) -> None:
    """No traceback, and no character of the Chinese is lost."""
    lines = [line.strip() for line in zh.splitlines() if any(map(str.isalnum, line))]
    article = Article(
        "odd", "几句话", "", # a few words
        (Paragraph("几句话", 1, "headline"), *(Paragraph(line, 2) for line in lines)),
        english=(Paragraph(en, 1),) if en.strip() else (),
    )  # fmt: skip
    with targets.refusing():
        lesson = make_lesson(article)
        assert "".join(s.zh for s in lesson.sentences) == "".join(
            p.text for p in article.paragraphs
        )
        assert all("".join(t.text for t in s.tokens) == s.zh for s in lesson.sentences)


# Numbers that no float holds, sentences that don't end


@pytest.mark.parametrize(
    "text",
    [
        "9" * 301,
        "1" + ",000" * 200,
        "亿" * 5000,
        "万亿" * 900,
        "九" * 301,
        "6110^99",
        "一点三" + "亿" * 900,
    ],
)
def test_a_number_beyond_all_quantities_is_none_or_ends_early(text: str) -> None:
    numeral = read_numeral(text, 0)
    assert numeral is None or (numeral.end < len(text) and abs(numeral.value) <= LARGEST)
    assert parse_number(text) is None


def test_a_number_that_nobody_says_is_spelled_in_figures() -> None:
    assert spell(10**16 - 1).startswith("九千九百九十九万九千九百九十九亿")
    assert spell(10**16) == "1" + "0" * 16


def test_a_sentence_without_an_end_is_cut_at_a_comma() -> None:
    text = "我们在北京，" * 400  # we are in Beijing
    spans = list(bearable(text, 0, len(text)))
    assert "".join(text[start:end] for start, end in spans) == text
    assert all(text[end - 1] == "，" and end - start <= LONGEST for start, end in spans)
    assert [*bearable("好" * LONGEST, 0, LONGEST)] == [(0, LONGEST)]


def test_a_headline_without_an_end_is_cut_too() -> None:
    article = Article("a", "", "", (Paragraph("好" * 2500, 1, "headline"),))
    assert [len(s.zh) for s in split(article)] == [1000, 1000, 500]


# Sizes. A child makes and reads the file under a limit of memory; it prints what came of it.

CHILD = """
import resource, sys, time
resource.setrlimit(resource.RLIMIT_AS, (1_500_000_000, 1_500_000_000))
from pathlib import Path
from quizgen.errors import QuizgenError
kind, path = sys.argv[1], Path(sys.argv[2])
if kind == "article":
    from quizgen.readers import read_article as read
elif kind == "known":
    from quizgen.known.read import read_known as read
elif kind == "review":
    from quizgen.review.read import read_review as read
elif kind == "cedict":
    from quizgen.text.dictionary import read_cedict as read
else:
    from quizgen.corrections.read import read_corrections as read
try:
    print("fine:", len(repr(read(path))))
except QuizgenError as error:
    print("refused:", error)
"""


def child(kind: str, path: Path) -> str:
    """What became of a file under the limit of memory, in good time."""
    begun = os.times().children_user
    done = subprocess.run(
        [sys.executable, "-c", CHILD, kind, path],
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stderr[-800:]
    assert os.times().children_user - begun < SECONDS
    assert done.stdout.count("\n") == 1
    return done.stdout


LINE = "我们在北京参观博物馆。"  # we visit a museum in Beijing
HEADER = "Title: x\nDate: 1959-01-01\n\nA text.\n<hr />\nOriginal:\n"
# What reads it, the file, what it begins with, what then comes again and again, and the outcome.
BIG: dict[str, tuple[str, str, str, str, int, str]] = {
    "100 MB": ("article", "a.txt", "", "x", 100_000_000, "more than 40,000,000 bytes"),
    "11 million characters": ("article", "a.txt", "", LINE, 1_000_000, "than 10,000,000"),
    "a line of 10 MB": ("article", "a.txt", "", LINE, 300_000, "fine"),
    "one character": ("article", "a.txt", "", "中", 3_000_000,
                      "a.txt:1: 3,000,000 letters without a space or a mark in a row are no text"),
    "one numeral": ("article", "a.txt", "", "九", 3_000_000, "are no text"),
    "one digit": ("article", "a.md", "好", "1", 9_000_000, "are no text"),
    "brackets": ("article", "a.txt", "好", "（", 3_000_000, "3,000,000 marks and spaces in a row"),
    "quotes": ("article", "a.txt", "好", "“", 3_000_000, "are no text"),
    "commas": ("article", "a.txt", "好", "，", 3_000_000, "are no text"),
    "spaces": ("article", "a.txt", "好", " ", 9_000_000, "fine"),
    "line ends": ("article", "a.txt", "好", "\n", 9_000_000, "fine"),
    "100,000 lines": ("article", "a.txt", "", "好。\n", 100_000, "fine"),
    "100,000 headings": ("article", "a.md", "", "# 好事\n\n", 100_000, "fine"),
    "100,000 headlines": ("article", "a.txt", HEADER, "### 好  事\n", 100_000, "fine"),
    "as many again": ("article", "a.txt", f"{HEADER}### {'事  ' * 9_999}\n", "事\n", 9_999, "fine"),
    "a table of columns": ("article", "a.md", "", "|好", 900_000, "fine"),
    "a long list": ("known", "a.txt", "", "a", 41_000_000, "more than 40,000,000 bytes"),
    "a list of everything": ("known", "a.txt", "", "标兵\n", 600_000, "at most 500,000 lines"),
    "a list in a line": ("known", "a.txt", "", "标兵 ", 900_000, "a.txt:1: this line is a text"),
    "a list of columns": ("known", "a.csv", "", "标兵,", 2_000_000, "fine"),
    "pinyin in many ways": ("known", "a.txt", "", f"{'一' * 16} {'yi' * 15}x\n", 300, "fine"),
    "long words": ("known", "a.csv", "", f"{'一' * 1500},{'yi' * 90}\n", 9, "no column of Chinese"),
    "columns": ("review", "a.csv", "keep,id\n", ",", 25_000_000, "fine"),
    "empty rows": ("review", "a.csv", "keep,id\n", ",\n", 1_000_000, "fine"),
    "a cell": ("review", "a.csv", "keep,id\nyes,", "x", 90_000, "row 2: a cell has at most 32,767"),
    "a larger cell": ("review", "a.csv", "keep,id\nyes,", "x", 25_000_000, "row 2: "),
    "a large review": ("review", "a.csv", "", "x", 31_000_000, "too large"),
    "a dictionary": ("cedict", "a.u8", "", "a", 61_000_000, "more than 60,000,000 bytes"),
    "a bomb": ("cedict", "a.gz", "", "a", 300_000_000, "unpacks to more than 60,000,000 bytes"),
    "corrections": ("corrections", "a.toml", "", "a", 100_000_000, "larger than 1 MB"),
    "keys in keys": ("corrections", "a.toml", "", f"{'a.' * 990}a=1\n", 400, "isn't valid"),
}  # fmt: skip


@pytest.mark.skipif(sys.platform != "linux", reason="RLIMIT_AS is Linux's")
@pytest.mark.parametrize("name", BIG)
def test_sizes(name: str, tmp_path: Path) -> None:
    kind, file, start, again, times, outcome = BIG[name]
    content, path = (start + again * times).encode(), tmp_path / file
    path.write_bytes(gzip.compress(content, 1) if file.endswith(".gz") else content)
    assert re.match(f"fine: |refused: .*{re.escape(outcome)}", said := child(kind, path)), said
    assert said.startswith("fine") == (outcome == "fine"), said


@pytest.mark.skipif(sys.platform != "linux", reason="RLIMIT_AS is Linux's")
@pytest.mark.parametrize(
    ("sheet", "strings"),
    [
        (b"<row><c><v>1</v></c></row>" * 300_000, b""),
        (b"<row>" + b"<c><v>1</v></c>" * 500_000 + b"</row>", b""),
        (b'<row><c t="inlineStr"><is><t>' + b"x" * 25_000_000 + b"</t></is></c></row>", b""),
        (b"", b"<si><t>a</t></si>" * 300_000),
        (b"", b"<si><t>" + b"a" * 90_000_000 + b"</t></si>"),
        (b'<row r="99999999"><c r="XFD99999999"><v>1</v></c></row>', b""),
    ],
    ids=["rows", "columns", "cell", "strings", "string", "last row"],
)
def test_sizes_of_workbooks(sheet: bytes, strings: bytes, tmp_path: Path) -> None:
    start = b' xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    head = b'<row r="1"><c t="inlineStr"><is><t>keep</t></is></c></row>'
    path = tmp_path / "a.xlsx"
    sheet = b"<worksheet" + start + b"<sheetData>" + head + sheet + b"</sheetData></worksheet>"
    path.write_bytes(targets.with_parts(sheet, b"<sst" + start + strings + b"</sst>"))
    assert child("review", path).startswith("refused: ")


def test_a_package_of_very_many_files(tmp_path: Path) -> None:
    path = tmp_path / "a.apkg"
    with zipfile.ZipFile(path, "w") as package:
        for number in range(100_000):
            package.writestr(f"{number}", b"")
    with pytest.raises(QuizgenError, match="no package of Anki's"):
        targets.read_known(path)


# What is no file


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_read_and_one_that_says_nothing_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(whole, "PATIENCE", 0.3)
    pipe = tmp_path / "a.txt"
    os.mkfifo(pipe)
    for read in (read_article, read_cedict, targets.read_known, targets.read_review):
        with pytest.raises(QuizgenError, match=r"pipe|not a file"):
            read(pipe)
    monkeypatch.setattr(whole, "PATIENCE", 20)
    writer = threading.Thread(target=pipe.write_bytes, args=(DEMO.read_bytes(),))
    writer.start()
    assert read_article(pipe).paragraphs == read_article(DEMO).paragraphs
    writer.join()


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no such devices here")
def test_a_device_and_a_link_to_itself_are_refused(tmp_path: Path) -> None:
    loop = tmp_path / "loop.txt"
    loop.symlink_to(loop)
    for path in (Path("/dev/zero"), Path("/dev/full"), loop, tmp_path / "a\0b"):
        for read in (read_article, read_cedict, targets.read_known, targets.read_review):
            with pytest.raises(QuizgenError) as refused:
                read(path)
            assert "\n" not in str(refused.value)


def test_many_warnings_are_a_few(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    header, body = HEADER.split("<hr />")
    pasted = "".join(f"他们好{number}。\n" for number in range(500))  # they are well
    path.write_text(f"{header}{pasted}<hr />{body}好。", encoding="utf-8")
    warnings = read_article(path).warnings
    assert len(warnings) == 21 and warnings[-1] == "And 480 lines more that are odd."
