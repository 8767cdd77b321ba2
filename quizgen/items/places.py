"""What is found in an article by the sentence where it stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol, TypeVar


class Placed(Protocol):
    """A name, a figure, a fact …"""

    @property
    def sentence(self) -> int:
        """The index of its sentence."""


Found = TypeVar("Found", bound=Placed)


def by_sentence(found: Iterable[Found]) -> Mapping[int, Sequence[Found]]:
    """Each sentence's own in their order; an empty list for a sentence that has none."""
    placed: defaultdict[int, list[Found]] = defaultdict(list)
    for one in found:
        placed[one.sentence].append(one)
    return placed
