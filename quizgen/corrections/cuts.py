"""What corrections say of where to cut: words that stand so, and words that no dictionary has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quizgen.corrections import Corrections, Field, told
from quizgen.corrections.runs import places, runs
from quizgen.text.lexicon import Lexicon
from quizgen.text.listed import HAN
from quizgen.text.segmentation import CutEvidence, Edge, free, segment

_OF_A_WORD: tuple[Field, ...] = ("pinyin", "meaning")  # only of a word that stands there as one


def corrected(found: CutEvidence, zh: str, said: Corrections, lexicon: Lexicon) -> CutEvidence:
    """What is known of where to cut a sentence, with what corrections say of it."""
    if not said.entries:
        return found
    words, spoken = forced(zh, said, lexicon), spoken_of(said)
    taken = [(word.start, word.end, word.tag) for word in words]
    evidence: CutEvidence = {
        **found,
        "forced": words,
        "whole": list(free(found["whole"], taken)),
        "shown": lambda word: word in spoken or found["shown"](word),
    }
    missing = unlisted(zh, segment(zh, lexicon, **evidence), said, lexicon)
    evidence["names"] = {**found["names"], **missing}
    return evidence


def forced(zh: str, said: Corrections, lexicon: Lexicon) -> list[Edge]:
    """The words into which cuts make their characters fall, in the order of the sentence.

    Of two cuts that overlap, the correction that wins has its way.
    """
    taken: set[int] = set()
    found: list[Edge] = []
    for word in dict.fromkeys(correction.word for correction in said.entries):
        cut = told(said.entries, word).get("cut")
        for start in places(zh, word) if cut else ():
            if cut and taken.isdisjoint(span := range(start, start + len(word))):
                taken.update(span)
                found += _words(cut.cut, start, cut.place, cut.meaning, lexicon)
    return sorted(found, key=lambda edge: edge.start)


def _words(
    cut: Sequence[str], start: int, place: str, meaning: str, lexicon: Lexicon
) -> Iterator[Edge]:
    for text in cut:
        known = lexicon.word(text)
        tag = known.tag if known and known.tag else _tag(text, meaning)
        yield Edge(start, start + len(text), tag, 0.0, place)
        start += len(text)


def _tag(text: str, meaning: str) -> str:
    """jieba's tag for a word that it doesn't know."""
    if not HAN.match(text):
        return "x"
    return "v" if meaning.startswith("to ") else "n"


def spoken_of(said: Corrections) -> frozenset[str]:
    """Words of which something is said that is true only if they stand there as words."""
    return frozenset(
        correction.word
        for correction in said.entries
        if any(map(correction.says, _OF_A_WORD)) and not correction.cut and len(correction.word) > 1
    )


def unlisted(zh: str, edges: Sequence[Edge], said: Corrections, lexicon: Lexicon) -> dict[str, str]:
    """Words in no dictionary that are cut to pieces here, with a tag; phrases of words stay so."""
    spans = [(edge.start, edge.end, edge.tag) for edge in edges]
    whole = {(spans[first][0], spans[last - 1][1]) for first, last in runs(zh, spans, said)}
    found = {}
    for word in sorted(spoken_of(said)):
        known = lexicon.word(word)
        listed = known is not None and (known.in_cedict or known.in_hsk)
        cut = any((at, at + len(word)) not in whole for at in places(zh, word))
        if cut and not listed:
            found[word] = _tag(word, next(c.meaning for c in said.entries if c.word == word))
    return found
