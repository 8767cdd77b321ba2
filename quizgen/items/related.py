"""Words of an article that share a character: 产值, 产量, 产品."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from quizgen.items.candidates import Candidate

_MOST = 4
_Key = tuple[int, str, str]  # how many characters lie before or behind, the character, its reading


class Relatives:
    """The words of an article by their characters: each from the front and from the back."""

    def __init__(self, found: Iterable[Candidate]) -> None:
        """Names and single characters are nobody's relatives."""
        # Of a word of several readings the last one counts.
        words = {
            one.text: one
            for one in found
            if len(one.text) > 1 and one.pos[:2] not in ("nr", "ns", "nt", "nz")
        }
        self._texts = list(words)
        self._front: defaultdict[_Key, list[int]] = defaultdict(list)
        self._back: defaultdict[_Key, list[int]] = defaultdict(list)
        for number, one in enumerate(words.values()):
            for table, keys in ((self._front, _front(one)), (self._back, _back(one))):
                for key in keys:
                    table[key].append(number)

    def of(self, one: Candidate) -> tuple[str, ...]:
        """The words that share most characters with this one, at most four.

        Characters are shared where they are read alike and stand in the same place, from the front
        or from the back: one of a word of two, two of a longer word. What is a part of the other
        is none.
        """
        front = Counter(n for key in _front(one) for n in self._front.get(key, ()))
        back = Counter(n for key in _back(one) for n in self._back.get(key, ()))
        enough = 1 if len(one.text) < 3 else 2
        shared = {
            n: (most, front[n] + back[n])
            for n in sorted(front.keys() | back.keys())
            if (most := max(front[n], back[n])) >= enough
            and self._texts[n] not in one.text
            and one.text not in self._texts[n]
        }
        return tuple(self._texts[n] for n in sorted(shared, key=shared.__getitem__, reverse=True))[
            :_MOST
        ]


def _front(one: Candidate) -> Iterator[_Key]:
    return _keys(one.text, one.syllables)


def _back(one: Candidate) -> Iterator[_Key]:
    return _keys(one.text[::-1], one.syllables[::-1])


def _keys(text: str, syllables: Sequence[str]) -> Iterator[_Key]:
    pairs = enumerate(zip(text, syllables, strict=False))
    return ((at, character, syllable) for at, (character, syllable) in pairs)
