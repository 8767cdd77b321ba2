"""Makes the table of `text/surroundings.py`: where in the encoder's space each reading belongs.

Made from CC-CEDICT (words and glosses of a reading) and from labelled sentences. While weights are
learnt, a sentence is left out of the place of its own reading.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np

from quizgen.text import encoder, g2pm
from quizgen.text.dictionary import Entry, parse_entry, read_cedict
from quizgen.text.lexicon import bundled_cedict
from quizgen.text.surroundings import KINDS, Floats, Table, around

Case = tuple[str, str, int]  # reading, sentence, offset of the character
# Of the encoder's 512 dimensions; all of them reach 0.03 points more, in four times the room.
_DIMENSIONS = 128
_MOST_WORDS, _LONGEST, _MOST_GLOSSES = 60, 4, 6  # of a reading
Groups = dict[str, list[Floats]]  # by key: the vectors of each of KINDS


def learn_places(cases: Sequence[Case], path: Path) -> list[dict[str, dict[str, float]]]:
    """Write the table to `path`; return for each case the features of its readings, unseen."""
    windows = encoder.encode([around(zh, at) for _, zh, at in cases])
    groups = _dictionary({zh[at] for _, zh, at in cases})
    everything = np.concatenate([windows, *(v for kinds in groups.values() for v in kinds)])
    basis = np.linalg.svd(everything, full_matrices=False)[2][:_DIMENSIONS].T
    short = windows @ basis
    short /= np.linalg.norm(short, axis=1, keepdims=True)
    table = _table(groups, basis, _by_reading(cases, short))
    table.save(path)
    return [
        {
            one: table.near(zh[at] + one, window, window if one == reading else None)
            for one in g2pm.candidates(zh[at])
        }
        for (reading, zh, at), window in zip(cases, short, strict=True)
    ]


def _dictionary(characters: set[str]) -> Groups:
    """The vectors of the words and glosses that CC-CEDICT has for each reading."""
    lines = read_cedict(bundled_cedict())[1]
    entries = [entry for line in lines if (entry := parse_entry(line))]
    texts: defaultdict[str, tuple[dict[str, None], dict[str, None]]] = defaultdict(lambda: ({}, {}))
    for entry in entries:
        for key in _keys(entry, characters):
            words, glosses = texts[key]
            if len(entry.simplified) > 1:
                words[entry.simplified] = None
            else:
                glosses.update(dict.fromkeys(entry.senses[:_MOST_GLOSSES]))
    limited = {
        key: (sorted(words)[:_MOST_WORDS], list(glosses)) for key, (words, glosses) in texts.items()
    }
    listed = sorted({text for kinds in limited.values() for kind in kinds for text in kind})
    rows = dict(zip(listed, encoder.encode(listed), strict=True))
    empty = np.zeros((0, len(rows[listed[0]])), np.float32)
    return {
        key: [np.array([rows[text] for text in kind]) if kind else empty for kind in kinds]
        for key, kinds in limited.items()
    }


def _keys(entry: Entry, characters: set[str]) -> Iterable[str]:
    """Character and reading of each polyphone in a short word."""
    word, syllables = entry.simplified, entry.syllables
    if len(word) != len(syllables) or len(word) > _LONGEST:
        return ()
    return (c + s.lower() for c, s in zip(word, syllables, strict=True) if c in characters)


def _by_reading(cases: Sequence[Case], windows: Floats) -> dict[str, Floats]:
    found: defaultdict[str, list[Floats]] = defaultdict(list)
    for (reading, zh, at), window in zip(cases, windows, strict=True):
        found[zh[at] + reading].append(window)
    return {key: np.array(rows) for key, rows in found.items()}


def _table(groups: Groups, basis: Floats, labels: Mapping[str, Floats]) -> Table:
    keys = sorted({*groups, *labels})
    places = np.zeros((len(keys), len(KINDS), basis.shape[1]), np.float32)
    counts = np.zeros((len(keys), len(KINDS)), np.float32)
    for row, key in enumerate(keys):
        for kind, vectors in enumerate(groups.get(key, [])):
            if len(vectors):
                mean = vectors.mean(axis=0) @ basis
                places[row, kind] = mean / np.linalg.norm(mean)
                counts[row, kind] = len(vectors)
        if key in labels:  # not of length 1: how far it is from 1 says how scattered they are
            places[row, -1] = labels[key].mean(axis=0)
            counts[row, -1] = len(labels[key])
    return Table(keys, basis, places, counts)
