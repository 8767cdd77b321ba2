"""The script that comes first, and traditional text where the dictionary has no form of its own.

OpenCC's s2tw (Taiwan's standard forms: 為, 裡), which is what CC-CEDICT's traditional column has
where s2t writes 爲 and 裏; Mainland words stay the words they are.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

from quizgen.model import Word


@cache
def _converter() -> Any:
    import opencc  # a quarter of a second, for the few texts that need it

    return opencc.OpenCC("s2tw")


@lru_cache(maxsize=4096)
def traditional_text(simplified: str) -> str:
    """The text in traditional characters, one for one, so that offsets keep their meaning."""
    whole: str = _converter().convert(simplified)
    if len(whole) == len(simplified):
        return whole
    one_by_one = [_converter().convert(character) for character in simplified]
    return "".join(
        new if len(new) == 1 else old for new, old in zip(one_by_one, simplified, strict=True)
    )


def in_script(text: str, script: str) -> str:
    """The text in the script; offsets stay."""
    return traditional_text(text) if script == "trad" else text


def headword(word: Word, script: str) -> str:
    """The word as a deck or sheet writes it: traditional as the dictionary has it, not turned."""
    return word.traditional if script == "trad" and word.traditional else word.hanzi
