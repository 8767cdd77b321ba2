"""Glosses as the options of an item print them, and the families of their words."""

from __future__ import annotations

from functools import lru_cache

from quizgen.text.lexicon import Lexicon
from quizgen.translation.english import STOP_WORDS, content_words, stem
from quizgen.translation.glosses import glosses, penalty, plain_parts


@lru_cache(maxsize=4096)
def stems(text: str) -> frozenset[str]:
    """What families the content words of an English text belong to."""
    return frozenset(word.stem for word in content_words(text))


@lru_cache(maxsize=20_000)
def gloss_stems(word: str, lexicon: Lexicon) -> frozenset[str]:
    """The families of all content words in the glosses of a word, whatever its reading."""
    entries = [entry for entry in lexicon.lookup(word) if not entry.is_name]
    return frozenset(stem(lemma) for gloss in glosses(entries) for lemma in gloss.lemmas)


def short_glosses(meaning: str) -> tuple[str, ...]:
    """The glosses of a meaning as options print them: no brackets, no article before a noun."""
    parts = [part for sense in meaning.split("; ") for part in plain_parts(sense)]
    bare = (_without_article(part.strip(" ,")) for part in parts if penalty(part) == 0)
    return tuple(dict.fromkeys(part for part in bare if part and part not in STOP_WORDS))


def first_gloss(word: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The first gloss of a word, as an option prints it, or nothing."""
    entries = [entry for entry in lexicon.lookup(word) if not entry.is_name]
    return short_glosses(entries[0].senses[0])[:1] if entries and entries[0].senses else ()


def _without_article(text: str) -> str:
    """A noun without "a" before it; "the young" and "a few" would be other words without it."""
    first, _, rest = text.partition(" ")
    return rest if rest and first in ("a", "an") and not rest.startswith("few") else text
