"""Text as HTML that shows it and never runs it, Chinese named as Chinese."""

from __future__ import annotations

import html
import re

from quizgen.wording import UNPRINTED

LANG = 'lang="zh-Hans"'
_HAN = "\u2e80-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
# Chinese with the quotation marks, dashes and dots that both scripts have, where they touch it.
CHINESE = re.compile(f"([“‘]*[{_HAN}]+(?:[“”‘’…—·]*[{_HAN}]+)*[”’…—·]*)")


def text(plain: str) -> str:
    """The text as HTML; control characters and halves of pairs are spaces."""
    return html.escape(UNPRINTED.sub(" ", plain))


def mixed(plain: str) -> str:
    """Text in which both Chinese and English may stand."""
    return "".join(
        chinese(piece) if place % 2 else text(piece)
        for place, piece in enumerate(CHINESE.split(plain))
    )


def chinese(plain: str, css_class: str = "") -> str:
    """Text that is Chinese as a whole."""
    named = f' class="{css_class}"' if css_class else ""
    return f"<span {LANG}{named}>{text(plain)}</span>"


def both(label: tuple[str, str]) -> str:
    """A label in Chinese and English."""
    return f"{chinese(label[0])} {text(label[1])}"
