"""Translation checks: a machine's translation held against the dictionary's meaning of a word."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.items.bank.short_glosses import short_glosses, stems
from quizgen.items.bank.source import Source
from quizgen.items.bank.words import hole
from quizgen.model import Item, Word
from quizgen.translation.meanings import Vectors

_MOST = 1  # items of an article
# Cosine of the rendering with the word or its glosses from which it says the same in other words
# (表明 showed, to indicate: 0.64; 干劲 hard work: 0.52).
_SAME = 0.6
_SURE = 0.7  # probability of the sense: below it the dictionary's meaning may not be the one here


def translation_checks(source: Source) -> Iterator[Item]:
    """The clause and its machine translation: does it say what the dictionary says of a word?

    The question is open, since a word that no gloss has may still be well translated (遵守
    "observe").
    """
    if source.article.translation != "machine":
        return
    words = [word for word in source.teachable if _can_be_checked(source, word)]
    vectors = Vectors()
    vectors.prepare(text for word in words for text in (word.rendered, *_meanings(word)))
    near = {word: _likeness(word, vectors) for word in words}
    for word in sorted(words, key=lambda word: near[word])[:_MOST]:
        if near[word] < _SAME:
            yield _item(source, word)


def _item(source: Source, word: Word) -> Item:
    return source.item(
        "translation",
        "translation",
        source.sentences[word.sentence].zh[slice(*word.clause)].strip(),
        f"Open. “{word.hanzi}” means: {word.meaning}",
        sentence=word.sentence,
        span=word.clause,
        prompt=f"Machine translation: “{word.clause_en}” Say the clause in better English; mind "
        f"“{word.hanzi}”.",
        note="The teacher judges.",
        level=word.level,
        reason="The machine translation has a word that isn't in the dictionary's glosses.",
    )


def _can_be_checked(source: Source, word: Word) -> bool:
    """Whether a word whose sense is sure is rendered by words that no gloss has."""
    sure = not word.ambiguous or word.confidence >= _SURE
    if (
        "(" in word.meaning
        or word.sense != "loose"
        or not sure
        or not word.rendered
        or not _meanings(word)
    ):
        return False
    if word.clause_en == source.sentences[word.sentence].en:
        return False  # the clause has no English of its own
    once = len(re.findall(_pattern(word), word.clause_en)) == 1
    said = stems(word.clause_en) & stems(word.meaning)
    return once and not said and bool(stems(word.rendered)) and bool(hole(source, word))


def _pattern(word: Word) -> str:
    return rf"(?<![\w-]){re.escape(word.rendered)}(?![\w-])"


def _meanings(word: Word) -> tuple[str, ...]:
    """The word and its glosses, or nothing if it has none."""
    glosses = short_glosses(word.meaning)
    return (word.hanzi, *glosses) if glosses else ()


def _likeness(word: Word, vectors: Vectors) -> float:
    return round(float(vectors.likeness((word.rendered,), _meanings(word)).max()), 3)
