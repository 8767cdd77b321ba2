"""corrections.toml: how it is read, refused, and changed without losing a comment."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from cli_tools import refused, run
from hypothesis import example, given
from hypothesis import strategies as st

from quizgen.corrections import NO_CORRECTIONS
from quizgen.corrections.edit import with_entry, without_entry
from quizgen.corrections.read import find_corrections, parse
from quizgen.errors import CorrectionsError, QuizgenError

HERE = Path("corrections.toml")
# Two entries, a bank president and pace-setters, in somebody's own layout.
MINE = '''# Our own corrections

[[correction]]   # the bank
word    = "行长" # not xíngcháng
where   = '银行'
# read so:
pinyin  = "háng zhǎng"

# [[correction]] of old
[[correction]]
word = "标兵"
meaning = """model \\
# worker"""
'''


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder from which the command is called, and the user's own folder in it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("QUIZGEN_CONFIG", "config")
    return tmp_path


def entry(*lines: str) -> str:
    return "\n".join(["[[correction]]", *lines, ""])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (entry('word = "行长"', 'pinyn = "háng zhǎng"'), "1: no such key: 'pinyn'; did you mean"),
        ("\n\n" + entry('word = "行长"', "colour = 1"), "3: no such key: 'colour'; use word"),
        (entry('word = "行长"', 'pinyin = "háng"'), "1: the pinyin 'háng' isn't that of 行长: 1"),
        (entry('word = "行长"', 'pinyin = "hang zhang"'), "1: the pinyin 'hang zhang' isn't .*"),
        (entry('word = "行长"', 'cut = "行 大"'), "1: the cut '行 大' doesn't spell 行长"),
        (entry('word = "行长"', 'cut = "行 长"', 'meaning = "x"'), "1: 行长 is cut into several"),
        (entry('word = "行长"', "pinyin = 5"), "1: pinyin must be text in quotes"),
        (entry('word = "行长"', 'teach = "no"'), "1: teach must be true or false, without quotes"),
        (entry('word = "行长"', 'name = "plaza"'), "1: no such kind of name: 'plaza'; use person"),
        (entry('word = "行长"', 'note = "banks"'), "1: the note of 行长 needs the meaning"),
        (entry('word = "行长"', 'meaning = "a\\u0000b"'), "1: meaning must be one line"),
        (entry('word = "行长"', 'meaning = "a\\nb"'), "1: meaning must be one line"),
        (entry('word = "行长"', 'where = "银行"'), "1: nothing is said of 行长; add one of cut"),
        (entry('word = "行长"', 'label = " "'), "1: nothing is said of 行长"),
        (entry('meaning = "x"'), "1: a correction needs its word"),
        (entry('word = "行 长"', 'meaning = "x"'), "1: the word '行 长' has a space in it"),
        (entry('word = "行"', "teach = true") + "#\n" + entry('word = "行"', 'label = "x"'),
         "5: 行 is corrected in line 1 already; make one entry of the two"),
        (entry('word = "行', "teach = true"), "2: isn't valid TOML: .*"),
        (entry('word = """行', "teach = true"), "3: isn't valid TOML: .*"),
        (entry('word = "行"', "teach = yes"), "3: isn't valid TOML: .*"),
        ("# mine\nversion = 1\n", "2: there is no place for 'version' outside an entry"),
        ('[correction]\nword = "行"\nteach = true\n', r"1: write each correction below .*"),
        ('correction = [{word = "行", teach = true}]', r" write each correction below a line"),
        ("a = " + "[" * 1_900, " has too many brackets inside each other"),
        ("a." * 1_000_000 + "a = 1", " is larger than 1 MB"),
        ("\n" + "a." * 1_500 + "a = 1", "2: is longer than 2,000 characters"),
        (b"# \xff\n", "1: isn't UTF-8 text; save it as UTF-8"),
        (b"\n\n#" + "行长".encode("gb18030"), "3: isn't UTF-8 text"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_one_line(here: Path, text: str | bytes, message: str) -> None:
    content = text.encode() if isinstance(text, str) else text
    HERE.write_bytes(content)
    with pytest.raises(CorrectionsError) as caught:
        find_corrections()
    assert re.fullmatch(rf"corrections\.toml:{message}.*", str(caught.value)), caught.value
    # The commands refuse it, and leave it as it is.
    for arguments in (["correct"], ["correct", "行", "--never"], ["show", "none.txt"]):
        result = run(*arguments)
        assert result.exit_code == 1 and result.stderr.count("\n") == 1, result.output
    assert HERE.read_bytes() == content


@given(st.text() | st.text("[]\"'#=\\ \ncorection行").map(lambda s: f"[[correction]]\n{s}"))
@example('[[correction]]\nword = "a"\nmeaning = """\n[[correction]]\n"""')
def test_no_text_is_a_bug(text: str) -> None:
    try:
        parse(text, HERE)
    except QuizgenError as error:
        assert "\n" not in str(error).strip()


def test_a_folder_and_a_missing_file(here: Path) -> None:
    assert find_corrections() == NO_CORRECTIONS
    HERE.mkdir()
    with pytest.raises(CorrectionsError, match=r"corrections\.toml: is a folder"):
        find_corrections()
    with pytest.raises(CorrectionsError, match=r"mine\.toml: there is no such file"):
        find_corrections(Path("mine.toml"))


def test_the_projects_win_over_the_users_and_some_sentences_over_all(here: Path) -> None:
    one, other = 'word = "行长"', 'where = "银行"'
    HERE.write_text(entry(one, 'label = "p"') + entry(one, other, "teach = true"), "utf-8")
    Path("config").mkdir()
    Path("config/corrections.toml").write_text(entry(one, other, 'label = "u"'), "utf-8")
    assert [(c.place, c.where) for c in find_corrections().entries] == [
        ("corrections.toml:4", "银行"),
        ("corrections.toml:1", ""),
        ("your corrections.toml:1", "银行"),
    ]
    assert len(find_corrections(HERE).entries) == 2


def test_a_byte_order_mark_and_windows_lines_are_read_and_kept() -> None:
    text = "\ufeff" + MINE.removeprefix("# Our own corrections\n\n").replace("\n", "\r\n")
    assert [one.place for one in parse(text, HERE)] == ["corrections.toml:1", "corrections.toml:8"]
    new = with_entry(text, HERE, "行长", "银行", {"label": "banking"})
    assert new == text.replace('zhǎng"\r\n', 'zhǎng"\r\nlabel = "banking"\r\n')


# Writing


def test_every_byte_but_the_entrys_stays() -> None:
    assert with_entry(MINE, HERE, "行长", "银行", {"pinyin": "hang2zhang3"}) == MINE.replace(
        "háng zhǎng", "hang2zhang3"
    )
    assert with_entry(MINE, HERE, "行长", "银行", {"teach": False}) == MINE.replace(
        'zhǎng"\n', 'zhǎng"\nteach = false\n'
    )
    changed = with_entry(MINE, HERE, "行长", "银行", {"pinyin": "", "label": "x"})
    assert changed == MINE.replace('pinyin  = "háng zhǎng"', 'label = "x"')
    new = with_entry(MINE, HERE, "行长", "", {"name": "none"})
    assert new == MINE + '\n[[correction]]\nword = "行长"\nname = "none"\n'


def test_removing_keeps_the_comments_around() -> None:
    first, last = MINE.index("[[correction]]   #"), MINE.index("\n# [[correction]] of old")
    assert without_entry(MINE, HERE, "行长", "银行") == MINE[: first - 1] + MINE[last:]
    with pytest.raises(CorrectionsError, match=r"has no correction of 行长$"):
        without_entry(MINE, HERE, "行长", "")


@given(st.text(min_size=1), st.text(), st.text(), st.booleans(), st.sampled_from(["\n", "\r\n"]))
def test_what_is_written_is_read_again(
    word: str, meaning: str, where: str, teach: bool, end: str
) -> None:
    """Any text, in a new entry and in one that is changed; nothing else is touched."""
    mine = MINE.replace("\n", end)
    try:
        new = with_entry(mine, HERE, word, where.strip(), {"meaning": meaning, "teach": teach})
    except CorrectionsError:
        return
    assert new.startswith(mine)
    made = parse(new, HERE)
    assert made[:2] == parse(mine, HERE)
    said = (made[2].word, made[2].where, made[2].meaning, made[2].teach)
    assert said == (word.strip(), where.strip(), meaning.strip(), teach)
    again = with_entry(new, HERE, made[2].word, made[2].where, {"label": meaning, "teach": teach})
    assert parse(again, HERE)[2].label == meaning.strip()
    assert without_entry(again, HERE, made[2].word, made[2].where).rstrip() == mine.rstrip()


# quizgen correct


def test_correct_writes_changes_lists_and_removes(here: Path) -> None:
    result = run("correct", "行长", "--pinyin", "hángzhǎng", "--where", "银行")
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith('corrections.toml:3\n\n[[correction]]\nword = "行长"\n')
    assert "quizgen make" in result.stdout
    assert tomllib.loads(HERE.read_text("utf-8"))["correction"] == [
        {"word": "行长", "where": "银行", "pinyin": "hángzhǎng"}
    ]
    run("correct", "行长", "--where", "银行", "--meaning", "bank president", "--teach")
    run("correct", "标兵", "--never", "--user")
    assert run("correct").stdout == (
        "corrections.toml:3  行长 where 银行 stands: read hángzhǎng; means “bank president”; "
        "always a card\nyour corrections.toml:3  标兵: never a card\n"
    )
    assert run("correct", "标兵").stdout == "your corrections.toml:3  标兵: never a card\n"
    assert run("correct", "行长", "--where", "银行", "--remove").exit_code == 0
    assert run("correct", "--file", "corrections.toml").stdout.startswith("No corrections; write")
    assert HERE.read_text("utf-8").startswith("# Corrections for quizgen")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["行长", "--pinyin", "hang"], "the pinyin 'hang' isn't that of 行长"),
        (["行长", "--cut", "行 大"], "doesn't spell 行长; .*nothing was written"),
        (["行长", "--meaning", "a\nb"], "meaning must be one line"),
        (["行长", "--note", "x"], "needs the meaning"),
        (["行长", "--meaning", ""], "nothing is said of 行长"),
        (["行长", "--remove"], "no such file|no correction of 行长"),
        (["行长", "--never", "--file", "."], "is a folder"),
    ],
)
def test_what_correct_refuses(here: Path, arguments: list[str], message: str) -> None:
    refused(run("correct", *arguments), message)


@pytest.mark.parametrize("arguments", [["--remove"], ["行", "--user", "--file", "x.toml"]])
def test_usage_errors(here: Path, arguments: list[str]) -> None:
    assert run("correct", *arguments).exit_code == 2
    assert not list(here.iterdir())


def test_show_items_and_explain_use_corrections(article: Path) -> None:
    """有意思 "interesting" of an article about a museum 博物馆."""
    run("correct", "博物馆", "--meaning", "house of wonders", "--teach")
    run("correct", "文物", "--never", "--file", "mine.toml")
    assert "house of wonders" in run("show", article).stdout
    assert "house of wonders" not in run("show", article, "--corrections", "mine.toml").stdout
    assert "told, by corrections.toml:3" in run("explain", article, "博物馆").stdout
    assert (
        "never taught: mine.toml:3"
        in run("explain", article, "文物", "--corrections", "mine.toml").stdout
    )
    assert run("items", article, "--corrections", "none.toml").stderr == (
        "quizgen: none.toml: there is no such file; check the name\n"
    )
    result = run("show", article, "--corrections", "mine.toml", "-o", "mine.toml", "--json")
    assert result.exit_code == 1
