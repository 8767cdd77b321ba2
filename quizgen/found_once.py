"""What an article says, found once: the next time it is taken from the user's cache folder."""

from __future__ import annotations

from pathlib import Path

from quizgen.corrections import Corrections
from quizgen.found import Found, find
from quizgen.kept import Keep, file_stamp, key_of
from quizgen.model import Article
from quizgen.text.lexicon import open_lexicon


def find_once(
    article: Article, corrections: Corrections, cedict: Path | None, keep: Keep[Found]
) -> Found:
    """What an article says, from `keep` or for it."""
    key = key_of_found(article, corrections, cedict)
    return keep.get(key) or keep.put(key, find_in(article, corrections, cedict))


def find_in(article: Article, corrections: Corrections, cedict: Path | None) -> Found:
    """The same, found by a process that may have nothing open yet."""
    return find(article, open_lexicon(cedict), corrections)


def key_of_found(article: Article, corrections: Corrections, cedict: Path | None) -> bytes:
    """Under which it is kept."""
    return key_of("found", article, corrections, file_stamp(cedict))
