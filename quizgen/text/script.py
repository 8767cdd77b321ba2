"""Traditional script where the dictionary has no form of its own: names and running text.

OpenCC's s2tw (Taiwan's standard forms: 為, 裡), which is what CC-CEDICT's traditional column has
where s2t writes 爲 and 裏; Mainland words stay the words they are.
"""

from __future__ import annotations

from functools import cache
from typing import Any


@cache
def _converter() -> Any:
    import opencc  # a quarter of a second, for the few texts that need it

    return opencc.OpenCC("s2tw")


@cache
def traditional_text(simplified: str) -> str:
    """The text in traditional characters, one for one, so that offsets keep their meaning."""
    whole: str = _converter().convert(simplified)
    if len(whole) == len(simplified):
        return whole
    one_by_one = [_converter().convert(character) for character in simplified]
    return "".join(
        new if len(new) == 1 else old for new, old in zip(one_by_one, simplified, strict=True)
    )
