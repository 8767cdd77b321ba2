"""CC-CEDICT's format, a dictionary file of one's own, and the compiled copy in the cache folder."""

from __future__ import annotations

import gzip
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from quizgen.compiled import cache_folder
from quizgen.errors import DataError
from quizgen.text import lexicon as module
from quizgen.text.dictionary import parse_entry, read_cedict
from quizgen.text.lexicon import Lexicon, is_compiled, open_lexicon

# Pacesetter; green; 行 with its two readings; Xi'an; a factory with its measure words; a comment
# in the middle; lines of another shape; a flower with r; a word of two scripts.
TINY = """# CC-CEDICT
#! version=1
#! date=2024-02-30T12:00:00Z
標兵 标兵 [biao1 bing1] /parade guards (usually deployed along parade routes)/pacesetter/
綠 绿 [lu:4] /green/(slang) cuckolded/
行 行 [xing2] /to walk; to go/all right/
# 行 行 [heng2] /commented out/
行 行 [hang2] /row; line/CL:個|个[ge4]/
西安 西安 [Xi1 an1] /Xi'an, capital of Shaanxi/
工廠 工厂 [gong1 chang3] /factory/CL:家[jia1],座[zuo4],個|个[ge4]/
this line has another shape
花兒 花儿 [hua1 r5] /erhua variant of 花[hua1]/
坏行 坏行 [huai4 hang2] no slashes
2019冠狀病毒病 2019冠状病毒病 [er4 ling2 yi1 jiu3 guan1 zhuang4 bing4 du2 bing4] /COVID-19/
列夫·托爾斯泰 列夫·托尔斯泰 [Lie4 fu1 · Tuo1 er3 si1 tai4] /Leo Tolstoy/
"""


@pytest.fixture
def tiny(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A dictionary of a few lines, a short word list instead of jieba's, a cache of our own."""
    (tmp_path / "cedict.txt").write_text(TINY, "utf-8")
    (tmp_path / "dict.txt").write_text("标兵 60 n\n工厂 6000 n\n广大职工 5 n\n", "utf-8")
    monkeypatch.setattr(module, "jieba_words", lambda: tmp_path / "dict.txt")
    monkeypatch.setenv("QUIZGEN_CACHE", str(tmp_path / "cache"))
    open_lexicon.cache_clear()
    yield tmp_path / "cedict.txt"
    open_lexicon.cache_clear()


def folders(path: Path) -> list[Path]:
    return sorted(path.parent.joinpath("cache").glob("lexicon-*"))


def test_an_entry_has_both_scripts_its_reading_and_its_senses() -> None:
    entry = parse_entry(TINY.splitlines()[3])
    assert entry
    assert (entry.traditional, entry.simplified) == ("標兵", "标兵")
    assert entry.syllables == ("biao1", "bing1")
    assert entry.senses == ("parade guards (usually deployed along parade routes)", "pacesetter")
    assert not entry.is_name


def test_u_with_a_colon_is_v() -> None:
    entry = parse_entry("綠 绿 [lu:4] /green/")
    assert entry and entry.pinyin == ("lv4",)
    named = parse_entry("呂 吕 [Lu:3] /surname Lü/")
    assert named and named.pinyin == ("Lv3",) and named.syllables == ("lv3",)


def test_capitals_are_kept_and_mark_a_name() -> None:
    entry = parse_entry("西安 西安 [Xi1 an1] /Xi'an/")
    assert entry and entry.is_name
    assert (entry.pinyin, entry.syllables) == (("Xi1", "an1"), ("xi1", "an1"))


def test_measure_words_are_simplified_and_no_senses() -> None:
    entry = parse_entry("工廠 工厂 [gong1 chang3] /factory/CL:家[jia1],座[zuo4],個|个[ge4]/")
    assert entry
    assert entry.senses == ("factory",)
    assert entry.measure_words == ("家", "座", "个")


def test_measure_words_of_several_senses_are_named_once() -> None:
    entry = parse_entry("門 门 [men2] /gate/CL:扇[shan4]/gateway/CL:個|个[ge4],扇[shan4]/")
    assert entry and entry.measure_words == ("扇", "个")


@pytest.mark.parametrize(
    "line",
    [
        "", "# a comment", "#! date=2024-01-01", "# 行 行 [heng2] /commented out/", "標兵 标兵",
        "標兵 标兵 biao1 bing1 /pacesetter/", "標兵 标兵 [biao1 bing1] pacesetter",
        "標兵 [biao1 bing1] /pacesetter/", "標兵 标兵 [biao1 bing1] //",
    ],
)  # fmt: skip
def test_lines_of_another_shape_are_no_entries(line: str) -> None:
    assert parse_entry(line) is None


def test_lines_ending_in_crlf_are_entries() -> None:
    entry = parse_entry("標兵 标兵 [biao1 bing1] /pacesetter/\r\n")
    assert entry and entry.senses == ("pacesetter",)


def test_a_slash_inside_a_sense_parts_it() -> None:
    """CC-CEDICT has no escape for a slash; what it writes instead is kept."""
    entry = parse_entry("和 和 [he2] /and; together with/sum (1+1)/ /")
    assert entry and entry.senses == ("and; together with", "sum (1+1)")


@pytest.mark.parametrize("packed", [False, True], ids=["text", "gzip"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "bom"])
def test_text_and_gzip_are_read(packed: bool, mark: bytes, tmp_path: Path) -> None:
    data = mark + TINY.encode()
    path = tmp_path / "cedict.u8"
    path.write_bytes(gzip.compress(data) if packed else data)
    date, lines = read_cedict(path)
    assert date == "2024-02-30"  # as printed: it is a name, nobody calculates with it
    assert len(lines) == 9


def test_all_entries_of_a_headword_are_kept_in_order(tiny: Path) -> None:
    lexicon = open_lexicon(tiny)
    assert [entry.syllables for entry in lexicon.lookup("行")] == [("xing2",), ("hang2",)]
    assert [entry.measure_words for entry in lexicon.lookup("行")] == [(), ("个",)]


def test_either_script_finds_the_entry(tiny: Path) -> None:
    lexicon = open_lexicon(tiny)
    assert lexicon.lookup("標兵") == lexicon.lookup("标兵") != ()
    assert lexicon.lookup("兵标") == ()
    assert lexicon.word("標兵") and lexicon.word("标兵")


def test_a_file_of_ones_own_replaces_the_bundled_one(tiny: Path) -> None:
    lexicon = open_lexicon(tiny)
    assert lexicon.lookup("群众") == ()
    assert lexicon.credit == "CC-CEDICT 2024-02-30, MDBG, CC BY-SA 4.0"
    known, phrase = lexicon.word("标兵"), lexicon.word("广大职工")
    assert known and known.in_cedict and known.count == 60
    assert phrase and not phrase.in_cedict  # jieba's phrase: known, but nobody can look it up


def test_frequencies_are_per_million_of_the_word_list(tiny: Path) -> None:
    lexicon = open_lexicon(tiny)
    assert lexicon.total == 6065
    assert lexicon.per_million("标兵") == pytest.approx(60 / 6065 * 1e6)
    assert lexicon.per_million("兵标") == 0


def test_prefixes_come_shortest_first(tiny: Path) -> None:
    assert open_lexicon(tiny).prefixes("标兵赛")[-1] == "标兵"
    assert open_lexicon(tiny).prefixes("") == []


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (None, "there is no such file"),
        (b"", "no line like"),
        (b"# only a comment\n", "no line like"),
        (b"\xff\xfe\x00\x01garbage", "not a CC-CEDICT file"),
        (b"\x1f\x8b\x08", "not a CC-CEDICT file"),
        (gzip.compress(TINY.encode())[:-20], "not a CC-CEDICT file"),
        ("<html>标兵</html>\n".encode(), "no line like"),
    ],
    ids=["missing", "empty", "comments", "garbage", "no gzip", "cut gzip", "a web page"],
)  # fmt: skip
def test_what_is_no_dictionary_is_one_clear_line(
    content: bytes | None, problem: str, tiny: Path
) -> None:
    path = tiny.with_name("other.u8")
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(DataError, match=problem) as raised:
        open_lexicon(path)
    assert str(path) in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_folder_is_no_dictionary(tiny: Path) -> None:
    with pytest.raises(DataError, match="not a CC-CEDICT file"):
        open_lexicon(tiny.parent)


def test_damaged_gzip_data_is_one_clear_line(tiny: Path) -> None:
    """The header is right, what follows is not: zlib has an error of its own for that."""
    packed = bytearray(gzip.compress(TINY.encode()))
    packed[20:40] = b"\xff" * 20
    tiny.write_bytes(bytes(packed))
    with pytest.raises(DataError, match="not a CC-CEDICT file"):
        open_lexicon(tiny)


def test_it_is_compiled_once(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not is_compiled(tiny)
    first = open_lexicon(tiny)
    assert is_compiled(tiny)
    monkeypatch.setattr(module, "_compile", None)  # a second compilation would fail
    open_lexicon.cache_clear()
    assert open_lexicon(tiny).lookup("行") == first.lookup("行")
    assert [sorted(p.name for p in f.iterdir()) for f in folders(tiny)] == [
        ["cedict.txt", "lines.marisa", "sizes.txt", "words.marisa"]
    ]


def test_a_changed_file_is_compiled_anew(tiny: Path) -> None:
    assert open_lexicon(tiny).lookup("大雪") == ()
    with tiny.open("a", encoding="utf-8") as file:
        file.write("大雪 大雪 [da4 xue3] /heavy snow/\n")
    assert not is_compiled(tiny)
    open_lexicon.cache_clear()
    assert open_lexicon(tiny).lookup("大雪")
    assert len(folders(tiny)) == 2


def test_a_file_of_the_same_size_with_another_time_is_compiled_anew(tiny: Path) -> None:
    open_lexicon(tiny)
    time = tiny.stat().st_mtime_ns
    tiny.write_text(TINY.replace("/green/", "/verde/"), "utf-8")
    os.utime(tiny, ns=(time + 1, time + 1))
    open_lexicon.cache_clear()
    assert open_lexicon(tiny).lookup("绿")[0].senses[0] == "verde"


def test_it_works_where_nothing_can_be_written(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The cache folder would lie inside a file, which root can't make either."""
    monkeypatch.setenv("QUIZGEN_CACHE", str(tiny / "cache"))
    assert not is_compiled(tiny)
    assert open_lexicon(tiny).lookup("西安")[0].is_name
    assert tiny.is_file()


def test_the_cache_folder_can_be_chosen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUIZGEN_CACHE", str(tmp_path))
    assert cache_folder() == tmp_path
    monkeypatch.delenv("QUIZGEN_CACHE")
    assert cache_folder().name == "quizgen"


def test_the_bundled_dictionary_is_the_one_that_about_names(lexicon: Lexicon) -> None:
    assert lexicon.cedict_date == "2023-11-07"
    assert [e.syllables for e in lexicon.lookup("结果")] == [
        ("jie1", "guo3"),
        ("jie2", "guo3"),
    ]
