"""The best chain of beads: the same as a search without a beam, at any length of the texts."""

from __future__ import annotations

import itertools
import math
import random

import pytest

from quizgen.text.lexicon import Lexicon
from quizgen.text.numbers import spell
from quizgen.translation.chain import Floats, Shape, best_chain
from quizgen.translation.sentence_alignment import align

SHAPES = {(1, 1): -0.2, (1, 2): -2.0, (2, 1): -2.5, (2, 2): -4.0, (1, 0): -4.0, (0, 1): -4.0}


class Drawn:
    """Scores of beads by the luck of the draw, the same in every block."""

    def __init__(self, zh: range, en: range) -> None:
        self.zh, self.en = zh, en

    def reached(self, before: Floats, i: int, j: int, shape: Shape, floor: float) -> Floats:
        assert self.zh.start <= i and i + shape[0] <= self.zh.stop
        assert self.en.start <= j and j + len(before) - 1 + shape[1] <= self.en.stop
        found: Floats = before + [drawn(i, j + at, shape) for at in range(len(before))]
        return found


def drawn(i: int, j: int, shape: Shape) -> float:
    """A true pair stands where the numbers are the same; an empty side has only its shape's."""
    chance = random.Random(f"{i} {j} {shape}").uniform(-6, 2) if all(shape) else 0.0
    return SHAPES[shape] + chance + (5.0 if i == j and shape == (1, 1) else 0.0)


def exhaustive(rows: int, columns: int) -> float:
    """The nats of the best chain, by looking at every cell."""
    best = {(0, 0): 0.0}
    for i, j in itertools.product(range(rows + 1), range(columns + 1)):
        ways = [
            best[i - n, j - m] + drawn(i - n, j - m, (n, m))
            for n, m in SHAPES
            if (i - n, j - m) in best
        ]
        best[i, j] = max(ways, default=0.0)
    return best[rows, columns]


@pytest.mark.parametrize(("rows", "columns"), [(0, 3), (3, 0), (7, 7), (12, 5), (5, 16), (70, 64)])
def test_the_chain_is_the_best_of_all(rows: int, columns: int) -> None:
    chain = best_chain(rows, columns, SHAPES, Drawn, 60.0)
    assert [s for i, _, n, _ in chain for s in range(i, i + n)] == list(range(rows))
    assert [s for _, j, _, m in chain for s in range(j, j + m)] == list(range(columns))
    nats = sum(drawn(i, j, (n, m)) for i, j, n, m in chain)
    assert math.isclose(nats, exhaustive(rows, columns))


def test_only_what_is_near_the_chain_is_looked_at() -> None:
    seen: set[tuple[int, int]] = set()

    class Watched(Drawn):
        def reached(self, before: Floats, i: int, j: int, shape: Shape, floor: float) -> Floats:
            seen.update((i, j + at) for at in range(len(before)))
            return super().reached(before, i, j, shape, floor)

    best_chain(300, 300, SHAPES, Watched, 40.0)
    assert len(seen) < 300 * 40


def test_lost_pages_of_a_long_article_lose_nothing_else(lexicon: Lexicon) -> None:
    figures = [(1000 + number, 2000 + number, 3000 + number) for number in range(300)]
    zh = [f"{spell(a)}人用{spell(b)}吨煤造了{spell(c)}台机器。" for a, b, c in figures]
    en = [f"{a} people made {c} machines out of {b} tons of coal." for a, b, c in figures]
    kept_zh, kept_en = [*range(60), *range(120, 300)], [*range(150), *range(230, 300)]
    beads = align([zh[n] for n in kept_zh], [en[n] for n in kept_en], lexicon)
    found = {(kept_zh[i], kept_en[j]) for bead in beads for i in bead.zh for j in bead.en}
    true = {(number, number) for number in set(kept_zh) & set(kept_en)}
    assert len(found & true) >= 0.97 * len(true)
    assert len(found - true) <= 4
