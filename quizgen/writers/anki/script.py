"""The script a deck puts first."""

from __future__ import annotations

from quizgen.model import Word
from quizgen.text.script import traditional_text


def in_script(text: str, script: str) -> str:
    """The article's text in the deck's script."""
    return traditional_text(text) if script == "trad" else text


def headword(word: Word, script: str) -> str:
    """The word as the deck writes it: the dictionary's traditional form, not a converted one."""
    return word.traditional if script == "trad" and word.traditional else word.hanzi
