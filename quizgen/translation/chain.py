"""The best chain of beads through two texts, by a dynamic programme over a beam.

A cell (i, j) stands for `i` Chinese and `j` English sentences that are aligned; a bead of shape
(n, m) leads from it to (i + n, j + m). Row by row, the cells much worse than the best of the row
before are given up, so that what is looked at are the columns about the best chains so far and the
work grows with the text. A row's cells are scored together (`BeadScores`), some rows in one block.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

import numpy
from numpy.typing import NDArray

Floats = NDArray[numpy.float64]
Shape = tuple[int, int]
_LEFT_OUT = (0, 1)  # an English sentence that renders nothing; the one shape that stays in its row
_ROWS = 32  # of a block


class BeadScores(Protocol):
    """What beads inside a block of Chinese sentences and one of English ones are worth."""

    zh: range
    en: range

    def reached(self, before: Floats, i: int, j: int, shape: Shape, floor: float) -> Floats:
        """The nats behind a bead of this shape, from (i, j), (i, j + 1) …, where `before` are held.

        What is worse than `floor` may be -inf.
        """


@dataclass(frozen=True, slots=True)
class _Row:
    """The cells of a row that are kept: the first's column, their nats, their last bead's shape."""

    start: int
    nats: Floats
    shapes: NDArray[numpy.int8]

    @property
    def stop(self) -> int:
        return self.start + len(self.nats)


def best_chain(
    rows: int,
    columns: int,
    shapes: Mapping[Shape, float],
    scores: Callable[[range, range], BeadScores],
    beam: float,
) -> list[tuple[int, int, int, int]]:
    """The best chain of beads, first to last, as (i, j, n, m).

    `shapes` are those that beads may have, with the nats of a bead without evidence, the one that
    stays in its row last; `scores` makes the scores of a block; cells that are `beam` nats worse
    than the best of the row before are given up, but none of the last row.
    """
    search = _Search(columns, shapes, scores)
    top, last, trail = 0.0, list[_Row](), []
    for i in range(rows + 1):
        floor = top - beam if i < rows else -math.inf
        row = search.row(i, rows, last, floor)
        top = float(row.nats.max())
        last = [*last, row][-max(n for n, _ in shapes) :]
        trail.append((row.start, row.shapes))
    return list(_trace(trail, rows, columns, list(shapes)))[::-1]


class _Search:
    """The rows' cells, from those of the rows before."""

    def __init__(
        self,
        columns: int,
        shapes: Mapping[Shape, float],
        scores: Callable[[range, range], BeadScores],
    ) -> None:
        self._columns, self._shapes, self._scores = columns, shapes, scores
        self._block: BeadScores | None = None

    def row(self, i: int, rows: int, before: list[_Row], floor: float) -> _Row:
        """The cells of row `i` that are no worse than the floor."""
        if not before:
            return self._kept(0, numpy.zeros(1), numpy.zeros(1, numpy.int8), floor)
        start = min(row.start for row in before)
        widest = max(m for _, m in self._shapes)
        stop = min(self._columns + 1, max(row.stop for row in before) + widest)
        block = self._block_of(i, rows, range(start, stop - 1))
        nats, shapes = numpy.full(stop - start, -math.inf), numpy.zeros(stop - start, numpy.int8)
        for number, (n, m) in enumerate(self._shapes):
            if not 0 < n <= len(before):
                continue
            row = before[-n]
            held = row.nats[: max(0, self._columns + 1 - m - row.start)]
            if not len(held):
                continue
            found = block.reached(held, i - n, row.start, (n, m), floor)
            place = slice(row.start + m - start, row.start + m - start + len(found))
            better = found > nats[place]
            nats[place][better] = found[better]
            shapes[place][better] = number
        return self._kept(start, nats, shapes, floor)

    def _block_of(self, i: int, rows: int, en: range) -> BeadScores:
        """A block with the beads that end in row `i`: the last one, if it has them all."""
        block = self._block
        inside = block and i <= block.zh.stop and block.en.start <= en.start <= en.stop
        if not (block and inside and en.stop <= block.en.stop):
            tallest = max(n for n, _ in self._shapes)
            wider = range(en.start, min(self._columns, en.stop + 2 * _ROWS))
            block = self._scores(range(max(0, i - tallest), min(rows, i + _ROWS)), wider)
            self._block = block
        return block

    def _kept(self, start: int, nats: Floats, shapes: NDArray[numpy.int8], floor: float) -> _Row:
        """The cells with those that leave English sentences out, without those below the floor."""
        found, numbers = nats.tolist(), shapes.tolist()
        cost, number = self._shapes[_LEFT_OUT], list(self._shapes).index(_LEFT_OUT)
        for at in range(1, self._columns + 1 - start):
            left = found[at - 1] + cost if found[at - 1] >= floor else -math.inf
            if at == len(found):
                if left < floor or left == -math.inf:
                    break
                found.append(-math.inf)
                numbers.append(0)
            if left > found[at]:
                found[at], numbers[at] = left, number
        nats = numpy.array(found)
        nats[nats < floor] = -math.inf
        kept = numpy.flatnonzero(nats > -math.inf)
        inside = slice(kept[0], kept[-1] + 1)
        return _Row(start + int(kept[0]), nats[inside], numpy.array(numbers, numpy.int8)[inside])


def _trace(
    trail: list[tuple[int, NDArray[numpy.int8]]], i: int, j: int, shapes: list[Shape]
) -> Iterator[tuple[int, int, int, int]]:
    """The beads from the last to the first."""
    while i or j:
        start, numbers = trail[i]
        n, m = shapes[numbers[j - start]]
        i, j = i - n, j - m
        yield i, j, n, m
