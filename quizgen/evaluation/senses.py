"""Scores the meaning chosen for a word where it stands, and what is said of its evidence.

The gold is a JSON list of cases: `article` (a file, looked for beside the list, in `articles/`
next to it or above it, and in `seeds/` two folders up), `zh` (a piece of its Chinese that
occurs once), `word`, `senses` (the strings of CC-CEDICT's entry that are right there), `state`
(confirmed, shared, loose, absent), `english` (the words that render it) and `kind` (easy, hard,
negative). A word that isn't cut as the case has it is a miss.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from quizgen.errors import DataError
from quizgen.evaluation import gold
from quizgen.evaluation.score import Item
from quizgen.readers import read_article
from quizgen.text.lexicon import Lexicon
from quizgen.translation.senses import Sense
from quizgen.workbench import Workbench

_STRINGS = ("article", "zh", "word", "state", "english")


def senses(path: Path, lexicon: Lexicon) -> Iterator[Item]:
    """Counts (right, 1) for each case: the first meaning printed is one of those that fit."""
    for where, case, sense in _found(path, lexicon):
        top = sense.entry.senses[sense.number] if sense else "no word of its own"
        right = top in case["senses"]
        line = f"{where} {_shown(case)}: {top}, not {' | '.join(case['senses'])}"
        yield Item((right, 1), () if right else (line,))


def first_glosses(path: Path, lexicon: Lexicon) -> Iterator[Item]:
    """The same of a tool that prints the first gloss of the dictionary's entry, reading given."""
    for where, case, _ in places(path, lexicon):
        wanted = str(case.get("pinyin", "")).lower().split()
        entries = [e for e in lexicon.lookup(case["word"]) if not e.is_name]
        read = [e for e in entries if list(e.syllables) == wanted] or entries
        top = read[0].senses[0] if read else ""
        right = top in case["senses"]
        yield Item((right, 1), () if right else (f"{where} {_shown(case)}: {top}",))


def states(path: Path, lexicon: Lexicon) -> Iterator[Item]:
    """Counts (right, 1) for each case: whether the English is said to show the word, and by what.

    Confirmed and shared count as one, and so do loose and absent: what misleads is evidence
    claimed where there is none, or taken from a neighbour.
    """
    for where, case, sense in _found(path, lexicon):
        claimed = sense.evidence if sense and sense.state in ("confirmed", "shared") else ""
        right = sense is not None and _agree(claimed, case)
        line = f"{where} {_shown(case)}: shown by {claimed!r}, not {case['english']!r}"
        yield Item((right, 1), () if right else (f"{line} ({case['state']})",))


def _agree(claimed: str, case: Mapping[str, Any]) -> bool:
    if case["state"] not in ("confirmed", "shared"):
        return not claimed
    ours, theirs = (
        set(re.findall(r"[^\W_]+", text.lower())) for text in (claimed, case["english"])
    )
    return bool(ours & theirs)


def _shown(case: Mapping[str, Any]) -> str:
    return f"{case['article']} {str(case['zh']).replace(case['word'], '[' + case['word'] + ']', 1)}"


Place = tuple[Workbench, int, int]  # an article under work, and the numbers of sentence and token


def _found(path: Path, lexicon: Lexicon) -> Iterator[tuple[str, dict[str, Any], Sense | None]]:
    for where, case, place in places(path, lexicon):
        yield where, case, place[0].senses[place[1]].get(place[2]) if place else None


def places(path: Path, lexicon: Lexicon) -> Iterator[tuple[str, dict[str, Any], Place | None]]:
    """Each case with where its word stands, or None if it isn't a token there."""
    for number, case in enumerate(gold.json_list(path), start=1):
        where = f"{path}: case {number}"
        _check(case, where)
        bench = _bench(_article(path, case["article"]), lexicon)
        yield f"{path.name}#{number}", case, _place(bench, case, where)


def _check(case: Any, where: str) -> None:
    """Raises DataError for what is no case: a slip in the gold isn't to count as a miss of ours."""
    if not isinstance(case, dict):
        raise DataError(f"{where} is no object")
    for key in (*_STRINGS, "senses"):
        if key not in case:
            raise DataError(f"{where} has no {key!r}")
        if not isinstance(case[key], list if key == "senses" else str):
            raise DataError(f"{where}: {key!r} is {case[key]!r}")
    if not case["word"] or case["word"] not in case["zh"]:
        raise DataError(f"{where}: the word {case['word']!r} isn't in {case['zh']!r}")


def _article(path: Path, name: str) -> Path:
    here = path.parent
    places = [here, here / "articles", here.parent / "articles", here.parent.parent / "seeds"]
    found = next((place / name for place in places if (place / name).is_file()), None)
    if not found:
        raise DataError(f"{path}: the article {name} isn't there, nor in articles/ beside it")
    return found


@lru_cache(maxsize=256)
def _bench(article: Path, lexicon: Lexicon) -> Workbench:
    return Workbench(read_article(article), lexicon)


def _place(bench: Workbench, case: Mapping[str, Any], where: str) -> Place | None:
    paragraph, start = _stands(bench, case, where)
    for number, sentence in enumerate(bench.sentences):
        if sentence.paragraph == paragraph and sentence.start <= start < sentence.end:
            tokens = [(sentence.start + token.start, token.text) for token in sentence.tokens]
            wanted = (start, case["word"])
            return (bench, number, tokens.index(wanted)) if wanted in tokens else None
    return None


def _stands(bench: Workbench, case: Mapping[str, Any], where: str) -> tuple[int, int]:
    """The paragraph and the offset in it at which the case's word stands."""
    texts = [paragraph.text for paragraph in bench.article.paragraphs]
    times = sum(text.count(case["zh"]) for text in texts)
    if times != 1:
        raise DataError(f"{where}: {case['zh']} is {times} times in {case['article']}, not once")
    number = next(number for number, text in enumerate(texts) if case["zh"] in text)
    return number, texts[number].index(case["zh"]) + case["zh"].index(case["word"])
