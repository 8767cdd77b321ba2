"""The words a learner knows: lists and tables in every shape, and what is said of them."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from lessons import make_lesson

from quizgen.errors import DataError
from quizgen.known import Known, joined
from quizgen.known.cells import is_words, pinyin_column, word_column, words_of
from quizgen.known.pinyin import reading_of
from quizgen.known.read import read_all, read_known
from quizgen.known.wording import coverage_line, days_line, percent
from quizgen.model import Coverage
from quizgen.report import summary
from quizgen.writers.files import Written
from quizgen.writers.table import write_csv, write_tsv

if sys.version_info >= (3, 14):
    pass
else:
    pass

# 标兵 pacesetter, 电脑 computer, 手机 mobile phone, 行 all right (xíng) or line (háng), 昨天
# yesterday: the words of most lists below.
OWN = {"群众运动", "标兵", "超额", "行", "据"}  # the cards of the hand-made lesson


# Lists and tables


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("标兵\n电脑\n", {"标兵": (), "电脑": ()}),
        ("﻿标兵\r\n\r\n# mine\r\n电脑 # at work\r\n", {"标兵": (), "电脑": ()}),
        ("Words I know\n标兵\n", {"标兵": ()}),
        ("1. 标兵\n2、电脑\n3 手机\n", {"标兵": (), "电脑": (), "手机": ()}),
        ("行 háng\n", {"行": ("hang2",)}),
        ("行\thang2\tline\n电脑\tdian4 nao3\tcomputer\n", {"行": ("hang2",), "电脑": "dian4 nao3"}),
        ("行 háng line; row\n", {"行": ("hang2",)}),
        ("标兵 biāobīng pacesetter\n", {"标兵": ("biao1", "bing1")}),
        ("行 a line\n", {"行": ()}),
        (
            "爸爸|爸\n点（动）1\n生//气\nT恤\n",
            {"爸爸": (), "爸": (), "点": (), "生气": (), "T恤": ()},
        ),
        ("标兵 電腦\n", {"标兵": (), "電腦": (), "电脑": ()}),
        ("虽然……但是……\n", {"虽然": (), "但是": ()}),
    ],
)
def test_a_list_has_a_word_on_each_line(
    tmp_path: Path, text: str, words: dict[str, tuple[str, ...] | str]
) -> None:
    assert known(tmp_path / "mine.txt", text).words == as_words(words)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_a_list_may_be_in_any_encoding_that_an_article_may_be_in(
    tmp_path: Path, encoding: str
) -> None:
    path = tmp_path / "mine.txt"
    path.write_bytes("我们\n昨天\n参观\n博物馆\n电脑\n手机\n".encode(encoding))
    assert len(read_known(path).words) == 6


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Simplified,Pinyin,Meaning\n行,háng,line\n电脑,diànnǎo,computer\n", "hang2"),
        ("﻿pinyin;简体;英文\nháng;行;line\ndiànnǎo;电脑;computer\n", "hang2"),
        ("行\tháng\tline\n电脑\tdiànnǎo\tcomputer\n", "hang2"),
        ("no.,what,how\n1,行,hang2\n2,电脑,dian4nao3\n", "hang2"),
        ("sep=,\r\nword,here; there\r\n行,line; row\r\n电脑,computer; PC\r\n", ""),
        ('word,example\n行,"这样\n也行，#1"\n电脑,\n,\n', ""),
        ("词性,词\n名词,行\n名词,电脑\n名词,手机\n动词,昨天\n名词,标兵\n", ""),
        ("#separator:tab\n#columns:id\thanzi\n!a\t行\n!b\t电脑\n", ""),
    ],
)
def test_a_table_has_a_column_of_words(tmp_path: Path, text: str, words: str) -> None:
    found = known(tmp_path / "mine.csv", text).words
    assert {"行", "电脑"} <= set(found)
    assert not {"名词", "动词", "词", "这样"} & set(found)
    assert found["行"] == (frozenset({(words,)}) if words else frozenset())


def test_a_text_file_with_excels_hint_is_a_table(tmp_path: Path) -> None:
    found = known(tmp_path / "mine.txt", "sep=;\nhanzi;pinyin\n行;háng\n电脑;diànnǎo\n").words
    assert found == as_words({"行": ("hang2",), "电脑": "dian4 nao3"})


def test_our_own_tables_can_be_read_and_their_facts_are_no_words(tmp_path: Path) -> None:
    lesson = make_lesson()
    for write, name in ((write_csv, "a.csv"), (write_tsv, "a.tsv")):
        write(lesson, tmp_path / name)
        found = read_known(tmp_path / name).words
        assert set(found) >= OWN and "一百" not in found, name
        assert found["行"] == {("xing2",), ("hang2",)}


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.txt", "标兵\nLesson 2\n", "a.txt:2: no Chinese word in 'Lesson 2'"),
        ("a.txt", "# nothing\n", "a.txt: no Chinese words in it"),
        ("a.txt", "hello\n", "a.txt: no Chinese words in it"),
        ("a.txt", "", "a.txt: the file is empty"),
        ("a.txt", "标兵\n" + "我" * 17 + "\n", "a.txt:2: 我+… is no word but a text"),
        ("a.csv", "word,n\n标兵,1\nLesson 2,2\n电脑,3\n", "a.csv:3: no Chinese word in 'Lesson 2'"),
        ("a.csv", "sep=,\nword,n\n标兵,1\n电脑,2\nLesson 2,2\n", "a.csv:5: no Chinese word in"),
        ("a.csv", "a,b\nc,d\n", "a.csv: no column of Chinese words"),
        ("a.csv", f'word\n"标{"a" * 200_000}"\n', "a.csv:2: the table is broken"),
        ("a.txt", b"%PDF-1.7\n\xff\xfe", "a.txt: this is a PDF file.*save the word list as"),
        ("a.txt", b'[{"a": 1}]', "a.txt: this is JSON data.*not a word list"),
        ("a.apkg", "标兵\n", "a.apkg: this is no file of Anki's, or a damaged one"),
        ("a.anki2", b"", "a.anki2: this is no file of Anki's"),
        ("a.colpkg", b"PK\x03\x04 and no more", "a.colpkg: the package is damaged"),
        ("a.anki2", b"SQLite format 3\0" + b"\xff" * 5000, "a.anki2: the collection is damaged"),
        ("a.anki2", b"SQLite format 3\0", "a.anki2: the collection is damaged"),
    ],
)
def test_what_is_no_list_is_refused_in_one_line(
    tmp_path: Path, name: str, content: str | bytes, message: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(DataError, match=message) as caught:
        read_known(path)
    assert "\n" not in str(caught.value)


def test_what_isnt_there_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.txt", tmp_path / "none.apkg"):
        with pytest.raises(DataError, match=path.name):
            read_known(path)


@pytest.mark.parametrize(
    ("word", "text", "reading"),
    [
        ("标兵", "biāobīng", "biao1 bing1"),
        ("标兵", "Biao1 bing1", "biao1 bing1"),
        ("超额", "chāo'é", "chao1 e2"),
        ("西安", "xī’ān", "xi1 an1"),
        ("先", "xiān", "xian1"),
        ("女儿", "nǚ'ér", "nv3 er2"),
        ("女人", "nu:3 ren2", "nv3 ren2"),
        ("不是", "búshì", "bu2 shi4"),
        ("一点儿", "yìdiǎnr", "yi4 dian3 r5"),
        ("电脑", "diannao", "dian5 nao5"),  # "without tones"
        ("电脑", "diànnǎo, a computer", "dian4 nao3"),
        ("电脑", "diànnǎoer", ""),
        ("电脑", "computer", ""),
        ("标兵", "biāo", ""),
        ("T恤", "T xù", ""),
        ("你好", "nei5 hou2", ""),  # Cantonese
    ],
)
def test_pinyin_in_any_spelling_is_the_words_own(word: str, text: str, reading: str) -> None:
    assert reading_of(word, text) == tuple(reading.split())


def test_a_word_without_a_reading_is_known_with_its_own() -> None:
    """结果 is jiéguǒ "result", not jiēguǒ "to bear fruit"."""
    learner = Known({"结果": frozenset(), "行": frozenset({("hang2",)})})
    assert learner.has("结果", ("jie2", "guo3")) and learner.has("结果", ("jie2", "guo5"))
    assert not learner.has("结果", ("jie1", "guo3"))
    assert learner.has("行", ("hang2",)) and not learner.has("行", ("xing2",))


def test_lists_are_joined(tmp_path: Path) -> None:
    first, second = tmp_path / "a.txt", tmp_path / "b.txt"
    first.write_text("行\n电脑\n", encoding="utf-8")
    second.write_text("行 háng\n手机\n", encoding="utf-8")
    both = read_all([first, second])
    assert both.words["行"] == {("xing2",), ("hang2",)}
    assert both.sources == ("a.txt: 2 words", "b.txt: 2 words")
    assert [both.whose(w) for w in ("电脑", "行", "手机")] == ["a.txt", "a.txt", "b.txt"]
    assert joined([]) == Known()


# Which field has the words


@pytest.mark.parametrize(
    ("cell", "is_one"),
    [("标兵", True), ("标兵、模范", True), ("标兵 (n.)", True), ("点1", True), ("", False),
     ("标兵 pacesetter", False), ("食べる", False), ("我们昨天参观了博物馆", False),
     ("100", False)],
)  # fmt: skip
def test_a_cell_of_words_has_a_few_short_ones(cell: str, is_one: bool) -> None:
    assert is_words(cell) is is_one


def test_full_width_and_radicals_of_pdfs_are_read() -> None:
    """⼈⼯ in Kangxi radicals is 人工 "man-made"."""
    assert words_of("⼈⼯") == ["人工"]


def test_the_column_of_words_is_short_chinese_and_varied() -> None:
    rows = [("1", "名词", "标兵", "biāobīng"), ("2", "名词", "电脑", "diànnǎo"),
            ("3", "名词", "手机", "shǒujī"), ("4", "名词", "昨天", "zuótiān")]  # fmt: skip
    assert word_column(rows, ()) == 2
    assert pinyin_column(rows, 2) == 3
    assert word_column([("食べる",), ("学校",), ("先生",)], ()) is None
    assert word_column([("標兵", "标兵"), ("電腦", "电脑")], ("trad", "simp")) == 1
    assert word_column([], ("hanzi",)) is None


# What the summary says


def test_the_summary_says_where_the_words_are_from_and_what_is_read(tmp_path: Path) -> None:
    learner = known(tmp_path / "mine.txt", "标兵\n")
    said = summary(make_lesson(), [], known=learner, per_day=3)
    assert "Known words from mine.txt: 1 word\n" in said
    assert "who knows their own words (--known) and HSK 2025 up to level 4" in said
    assert "At 3 new cards a day: 3 days (8 cards)" in said  # 6 words and 2 facts
    made = [Written(Path("a.apkg"), True, cards=20), Written(Path("a.csv"), True)]
    assert "At 1 new card a day: 20 days (20 cards)" in summary(make_lesson(), made, per_day=1)
    assert " a day: " not in summary(make_lesson(), made)


def test_shares_are_whole_percents_and_never_all_before_all_is_read() -> None:
    assert [percent(share) for share in (0, 0.289, 0.9999, 1)] == [0, 29, 99, 100]
    assert coverage_line(Coverage(1200, 0.84, 0.93), 39) == (
        "By level and list you read 84 % of 1,200 running words, with these 39 cards 93 %"
    )
    assert "card" not in coverage_line(Coverage(1, 1, 1), 0)
    assert days_line(47, 12) == "At 12 new cards a day: 4 days (47 cards)"


def known(path: Path, text: str) -> Known:
    path.write_text(text, encoding="utf-8", newline="")
    return read_known(path)


def as_words(words: dict[str, tuple[str, ...] | str]) -> dict[str, frozenset[tuple[str, ...]]]:
    """ "" or () for no reading."""
    split = {w: tuple(r.split()) if isinstance(r, str) else r for w, r in words.items()}
    return {word: frozenset({reading} if reading else ()) for word, reading in split.items()}
