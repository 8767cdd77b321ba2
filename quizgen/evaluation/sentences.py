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
from dataclasses import dataclass, replace
from pathlib import Path

from quizgen.errors import DataError
from quizgen.evaluation import gold
from quizgen.evaluation.score import Item
from quizgen.model import Article
from quizgen.readers import read_article
from quizgen.text.lexicon import Lexicon
from quizgen.translation.beads import align_article
from quizgen.workbench import split

_LOST = 0.15  # how probably a segment loses a side in the noisy variant
_SEED = 1
_COLUMNS = ("seg", "paragraph", "zh", "en")

Bead = tuple[str, str]  # Chinese and English that were paired


@dataclass(frozen=True, slots=True)
class Segment:
    """A gold segment; an empty side is one that was taken away."""

    paragraph: str
    zh: str
    en: str


def sentences(path: Path, lexicon: Lexicon) -> Iterator[Item]:
    """Counts (right, all) of the article whose gold this is."""
    article = path.with_name(path.name.removesuffix(".gold.tsv") + ".txt")
    yield _item(path.name, _segments(path), read_article(article), lexicon)


def noisy(path: Path, lexicon: Lexicon) -> Iterator[Item]:
    """The same after some segments lost a side; a seed and the file's name decide which.

    What is left is poured into paragraphs again.
    """
    segments = with_loss(_segments(path), random.Random(f"{_SEED} {path.name}"))
    if not any(segment.zh for segment in segments):
        yield Item((0, 0))
        return
    with tempfile.TemporaryDirectory() as folder:
        poured = Path(folder) / "poured.txt"
        poured.write_text(pour(segments), encoding="utf-8")
        yield _item(path.name, segments, read_article(poured), lexicon)


def _segments(path: Path) -> list[Segment]:
    """The gold segments of an article in order. Raises DataError if there are none."""
    segments = [Segment(*cells[1:4]) for _, cells in gold.table(path, _COLUMNS)]
    if not segments:
        raise DataError(f"{path}: there is no segment")
    return segments


def with_loss(segments: Iterable[Segment], chance: random.Random) -> list[Segment]:
    """The segments after 15 % lost their Chinese or their English.

    For each in order, title included, `random() < 0.15` says that it loses a side, and then a
    second `random() < 0.5` that it is the Chinese.
    """
    return [
        segment
        if chance.random() >= _LOST
        else replace(segment, **{"zh" if chance.random() < 0.5 else "en": ""})
        for segment in segments
    ]


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


def _item(name: str, segments: Sequence[Segment], article: Article, lexicon: Lexicon) -> Item:
    count = sum(bool(segment.zh and segment.en) for segment in segments)
    wrong = [f"{name} {line}" for line in _wrong(segments, _beads(article, lexicon))]
    return Item((count - len(wrong), count), tuple(wrong))


def _beads(article: Article, lexicon: Lexicon) -> list[Bead]:
    """The beads of an article, in order."""
    aligned = align_article(article, split(article), lexicon)
    groups = itertools.groupby(aligned, lambda sentence: sentence.bead)
    beads = [list(group) for _, group in groups]
    return [("".join(s.zh for s in bead), bead[0].en) for bead in beads]


def _wrong(segments: Iterable[Segment], beads: Sequence[Bead]) -> Iterator[str]:
    """Each segment whose place in the Chinese isn't that of beads with just their English.

    Beside it are the beads over its Chinese.
    """
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
            found = " // ".join(f"{zh} = {en}" for zh, en in ours)
            yield f"{segment.zh} = {segment.en} -- ours: {found or 'nothing'}"


def _bare(text: str) -> str:
    return "".join(text.split())
