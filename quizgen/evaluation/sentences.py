"""How many segments of a translated article are paired with all of their English and nothing else.

The gold is an article in the archive's layout, `NAME.txt`, beside `NAME.gold.tsv`: a header line,
then one line a segment with its number, its paragraph ("title", then 1, 2 ...), its Chinese and its
English. A segment is right when some of our beads together hold exactly its Chinese, and the
English of these beads is exactly its English; white space isn't compared. So two beads may share a
segment, but a bead that spans two segments makes both wrong.
"""

from __future__ import annotations

import itertools
import random
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from quizgen.errors import DataError
from quizgen.evaluation import gold
from quizgen.evaluation.score import Item
from quizgen.model import Sentence
from quizgen.readers import read_article
from quizgen.text.lexicon import Lexicon
from quizgen.translation.beads import align_article
from quizgen.workbench import split

_LOST = 0.15  # how probably a segment loses a side in the noisy variant
_COLUMNS = ("seg", "paragraph", "zh", "en")


@dataclass(frozen=True, slots=True)
class Segment:
    """A gold segment; an empty side is one that was taken away."""

    paragraph: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Wrong:
    """A segment that was missed, and the beads over its Chinese: pairs of Chinese and English."""

    zh: str
    en: str
    ours: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        """Gold, and what stands there instead."""
        ours = " // ".join(f"{zh} = {en}" for zh, en in self.ours)
        return f"{self.zh} = {self.en} -- ours: {ours or 'nothing'}"


@dataclass(frozen=True, slots=True)
class Result:
    """Right segments of all that have both sides, and the wrong ones."""

    right: int
    total: int
    wrong: tuple[Wrong, ...]


def sentences(path: Path, lexicon: Lexicon) -> Iterator[Item]:
    """Counts (right, all) of the article whose gold this is."""
    yield _item(path, score_article(_article(path), lexicon))


def noisy(path: Path, lexicon: Lexicon, seed: int = 1) -> Iterator[Item]:
    """The same after some segments lost a side; `seed` and the file's name decide which."""
    chance = random.Random(f"{seed} {path.name}")
    yield _item(path, score_noisy_article(_article(path), lexicon, chance))


def score_article(path: Path, lexicon: Lexicon) -> Result:
    """The score of one article, `NAME.txt`; its gold stands beside it."""
    return _score(path, read_gold(gold_path(path)), lexicon)


def score_noisy_article(path: Path, lexicon: Lexicon, chance: random.Random) -> Result:
    """The same after 15 % of the segments lost their Chinese or their English.

    For each segment in order, title included, `random() < 0.15` says that it loses a side, and then
    a second `random() < 0.5` that it is the Chinese. What is left is poured into paragraphs again.
    """
    segments = [_with_loss(segment, chance) for segment in read_gold(gold_path(path))]
    if not any(segment.zh for segment in segments):
        return Result(0, 0, ())
    with tempfile.TemporaryDirectory() as folder:
        poured = Path(folder) / path.name
        poured.write_text(pour(segments), encoding="utf-8")
        return _score(poured, segments, lexicon)


def gold_path(path: Path) -> Path:
    """Where the gold of an article stands."""
    return path.with_name(path.name.removesuffix(".txt") + ".gold.tsv")


def read_gold(path: Path) -> list[Segment]:
    """The gold segments of an article in order. Raises DataError if there are none."""
    segments = [Segment(*cells[1:4]) for _, cells in gold.table(path, _COLUMNS)]
    if not segments:
        raise DataError(f"{path}: there is no segment")
    return segments


def pour(segments: Sequence[Segment]) -> str:
    """The segments as an article in the archive's layout, sentences run on in their paragraphs."""
    title, body = segments[0], segments[1:]
    paragraphs = [list(group) for _, group in itertools.groupby(body, lambda s: s.paragraph)]
    english = [" ".join(filter(None, (s.en for s in group))) for group in paragraphs]
    chinese = ["".join(s.zh for s in group) for group in paragraphs]
    return (
        f"Title: {title.en}\nAuthor:\nDate:\nPage:\n\n"
        + "\n\n".join(filter(None, english))
        + f"\n\n\n\n<hr /> \n\nOriginal: \n\n\n### {title.zh}\n\n\n第1版()\n专栏：\n\n"
        + "".join(f"    {text}\n" for text in chinese if text)
    )


def _article(path: Path) -> Path:
    """The article whose gold this is."""
    return path.with_name(path.name.removesuffix(".gold.tsv") + ".txt")


def _item(path: Path, result: Result) -> Item:
    return Item(
        (result.right, result.total), tuple(f"{path.name} {wrong}" for wrong in result.wrong)
    )


def _with_loss(segment: Segment, chance: random.Random) -> Segment:
    if chance.random() >= _LOST:
        return segment
    if chance.random() < 0.5:
        return Segment(segment.paragraph, "", segment.en)
    return Segment(segment.paragraph, segment.zh, "")


def _score(path: Path, segments: Sequence[Segment], lexicon: Lexicon) -> Result:
    article = read_article(path)
    beads = _beads(align_article(article, split(article), lexicon))
    count = sum(bool(segment.zh and segment.en) for segment in segments)
    wrong = tuple(_wrong(segments, beads))
    return Result(count - len(wrong), count, wrong)


def _beads(aligned: Iterable[Sentence]) -> list[tuple[str, str]]:
    """Chinese and English of each bead, in order."""
    groups = itertools.groupby(aligned, lambda sentence: sentence.bead)
    beads = [list(group) for _, group in groups]
    return [("".join(s.zh for s in bead), bead[0].en) for bead in beads]


def _wrong(segments: Iterable[Segment], beads: Sequence[tuple[str, str]]) -> Iterator[Wrong]:
    """The segments whose place in the Chinese isn't that of beads with just their English."""
    text = "".join(_bare(zh) for zh, _ in beads)
    edges = [0, *itertools.accumulate(len(_bare(zh)) for zh, _ in beads)]
    here = 0
    for segment in segments:
        at = text.find(_bare(segment.zh), here)
        start = max(at, here)
        here = end = start + (len(_bare(segment.zh)) if at >= 0 else 0)
        if not (segment.zh and segment.en):
            continue
        spans = zip(beads, itertools.pairwise(edges), strict=True)
        ours = [bead for bead, (a, b) in spans if a < end and start < b]
        whole = at >= 0 and start in edges and end in edges
        if not whole or _bare("".join(en for _, en in ours)) != _bare(segment.en):
            yield Wrong(segment.zh, segment.en, tuple(ours))


def _bare(text: str) -> str:
    return "".join(text.split())
