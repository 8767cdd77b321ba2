"""The table in which a teacher checks what was made, and what was decided there.

`rows` makes it of a lesson, `tables` writes it, `read` reads it back, `apply` does what it says.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Keep = Literal["yes", "spare", "no"]
COLUMNS = ("keep", "id", "hanzi", "pinyin", "meaning", "clause", "kind", "doubtful", "why")


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """One row: `number` is its row in the file; an empty `id` is a row that the teacher added.

    `keep`: "yes" makes a card, or asks the question in the quiz; "spare" leaves a question in the
    bank, for worksheets and more practice; "no" drops it everywhere.
    """

    keep: Keep
    id: str
    hanzi: str
    pinyin: str
    meaning: str
    clause: str
    kind: str
    doubtful: bool
    why: str
    number: int = 0


@dataclass(frozen=True, slots=True)
class Review:
    """A review table as it was read; `path` is named in errors.

    `columns` are those that the file has: what stands in another one wasn't edited.
    """

    path: str
    rows: tuple[ReviewRow, ...]
    columns: frozenset[str] = frozenset(COLUMNS)
