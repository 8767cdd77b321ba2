"""Articles of any size, put together from the sentences of seeds/ and their English.

    python benchmarks/recombined.py FOLDER --characters 1000 10000   one article of each size
    python benchmarks/recombined.py FOLDER --articles 500            500 short ones (about 150 each)

The same arguments give the same articles. Their words repeat sooner than those of real articles of
that size, so what grows with the number of *different* words is measured too kindly.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator
from pathlib import Path

from quizgen.readers import read_article
from quizgen.text.lexicon import open_lexicon
from quizgen.workbench import Workbench

SEEDS = Path(__file__).parent.parent / "seeds"
SHORT = 150  # characters of a short report
_PARAGRAPH = 4  # sentences

Pair = tuple[str, str]


def pairs() -> list[Pair]:
    """Every Chinese sentence of the seeds with its English; those without English are left out."""
    lexicon = open_lexicon()
    benches = (Workbench(read_article(path), lexicon) for path in sorted(SEEDS.iterdir()))
    found = ((s.zh.strip(), s.en.strip()) for bench in benches for s in bench.sentences)
    return [(zh, " ".join(en.split())) for zh, en in found if en and zh[-1:] in "。！？”"]


def article(stock: list[Pair], characters: int, number: int) -> str:
    """An article in the archive's layout, with about this many Chinese characters."""
    chosen = list(_enough(_shuffled(stock, random.Random(number)), characters))
    parts = [chosen[at : at + _PARAGRAPH] for at in range(0, len(chosen), _PARAGRAPH)]
    english = "\n\n".join(" ".join(en for _, en in part) for part in parts)
    chinese = "\n".join("　　" + "".join(zh for zh, _ in part) for part in parts)
    return (
        f"Title: Report {number}\nAuthor:\nDate: 2025-01-01\nPublication: quizgen seeds\n"
        f"Translation: human\n\n{english}\n\n<hr />\n\nOriginal:\n\n### 报道{number}\n\n\n"
        f"2025-01-01\n\n{chinese}\n"
    )


def _shuffled(stock: list[Pair], chance: random.Random) -> Iterator[Pair]:
    while True:
        yield from chance.sample(stock, len(stock))


def _enough(stream: Iterator[Pair], characters: int) -> Iterator[Pair]:
    so_far = 0
    for pair in stream:
        if so_far >= characters:
            return
        so_far += len(pair[0])
        yield pair


def write(folder: Path, sizes: list[tuple[int, int]]) -> list[Path]:
    """Write one article for each pair of characters and number; returns their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    stock = pairs()
    paths = [folder / f"{number:05}-{characters}.txt" for characters, number in sizes]
    for path, (characters, number) in zip(paths, sizes, strict=True):
        path.write_text(article(stock, characters, number), encoding="utf-8")
    return paths


def main() -> None:
    """Write what the command line asks for, and print the paths."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--characters", type=int, nargs="*", default=[])
    parser.add_argument("--articles", type=int, default=0)
    given = parser.parse_args()
    long = [(size, number) for number, size in enumerate(given.characters)]
    short = [(SHORT, number) for number in range(given.articles)]
    for path in write(given.folder, long + short):
        print(path)


if __name__ == "__main__":
    main()
