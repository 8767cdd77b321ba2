"""English lemmas as simplemma gives them, with its dictionary as a memory-mapped trie.

simplemma unpacks 180,000 forms with every start (0.2 s, 25 MB); for a form that it lists the trie's
answer is its own. For all others its rules are asked, over the same trie.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import marisa_trie

from quizgen.compiled import Parts, compiled, package_file

_DICTIONARY = "strategies/dictionaries/data/en.plzma"


def lemmatise(word: str) -> str:
    """What `simplemma.lemmatize` answers for an English word."""
    listed = _forms().get(word) if word.isalpha() else None
    return listed[0].decode() if listed else str(_lemmatiser().lemmatize(word, "en"))


@cache
def _forms() -> Any:
    """Every listed form with its lemma."""
    sources = [package_file("simplemma", name) for name in (_DICTIONARY, "__metadata__.py")]
    return compiled("lemmas", 1, sources, _compile)["forms.marisa"]


def _compile() -> Parts:
    from simplemma.strategies import DefaultDictionaryFactory

    listed = DefaultDictionaryFactory().get_dictionary("en").items()
    return {"forms.marisa": marisa_trie.BytesTrie((form, to.encode()) for form, to in listed)}


@cache
def _lemmatiser() -> Any:
    from simplemma import Lemmatizer
    from simplemma.strategies import DefaultStrategy
    from simplemma.strategies.dictionaries.trie_dictionary_factory import TrieWrapDict

    class Kept:
        """Gives simplemma the dictionary that it would load."""

        def get_dictionary(self, _: str) -> Any:
            return TrieWrapDict(_forms())

    return Lemmatizer(lemmatization_strategy=DefaultStrategy(dictionary_factory=Kept()))
