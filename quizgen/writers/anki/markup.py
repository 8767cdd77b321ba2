"""Text as HTML that Anki shows and never runs.

Anki looks for commands in the text of a field: `{{…}}`, `[sound:…]`, `[anki:tts]`, `[latex]`,
`[$]`, MathJax's `\\(`, and the brackets of its own `furigana:` filter. All of them begin with one
of `[ ] { } \\`, so those are written as character references: a browser shows them, Anki's
parsers don't see them. Backslashes reach MathJax all the same, which reads the finished page:
for that the templates carry the classes that it skips.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable

from quizgen.text.spelling import mark

_LIVE = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
    | {sign: f"&#{ord(sign)};" for sign in "[]{}\\"}
    # Anki separates fields with U+001F, and no control character belongs on a card.
    | {chr(code): " " for code in [*range(0x20), 0x7F]}
)
_HAN_RUN = re.compile(r"([\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+)")
_BETWEEN = " '-’·"  # stands between two syllables of printed pinyin


def text(plain: str) -> str:
    """The text as HTML that shows it literally."""
    return plain.translate(_LIVE)


def composed(plain: str) -> str:
    """The text as Anki stores it: a file name on a Mac may have its accents apart."""
    return unicodedata.normalize("NFC", plain)


def english(plain: str, show: Callable[[str], str] = text) -> str:
    """English that may have Chinese in it, which is named as such: fonts and voices go by it."""
    pieces = _HAN_RUN.split(plain)
    return "".join(
        chinese(show(piece)) if place % 2 else show(piece) for place, piece in enumerate(pieces)
    )


def in_cloze(plain: str) -> str:
    """The same for inside a cloze deletion, where `::` would begin the hint."""
    return text(plain).replace(":", "&#58;")


def span(css_class: str, html: str) -> str:
    """An element for the style sheet; nothing if there is nothing in it."""
    return f'<span class="{css_class}">{html}</span>' if html else ""


def traditional(html: str, script: str) -> str:
    """Chinese of a deck in traditional script: the templates say zh-CN, this says otherwise."""
    return f'<span lang="zh-TW">{html}</span>' if script == "trad" and html else html


def chinese(html: str, script: str = "simp") -> str:
    """Chinese in a field that is otherwise English."""
    lang = "zh-TW" if script == "trad" else "zh-CN"
    return f'<span lang="{lang}">{html}</span>' if html else ""


def ruby(base: str, reading: str) -> str:
    """A word for Anki's `furigana:` filter.

    The space before it keeps the filter from taking what stands before into the base; inside the
    reading it is a no-break space ("jiǔqiān bābǎi").
    """
    return f" {text(base)}[{text(reading).replace(' ', chr(0xA0))}]"


def toned(printed: str, numbered: str) -> str:
    """Printed pinyin with one element a syllable, `t1` to `t5`, for the tone colours.

    `numbered` are the same syllables ("chao1 e2"). Pinyin that doesn't fit them comes back
    without colours, and the marks alone say the tones.
    """
    pieces, at = [], 0
    for syllable in numbered.split():
        gap, at = _skip(printed, at)
        marked = mark(syllable)
        if printed[at : at + len(marked)].lower() != marked.lower():
            return text(printed)
        pieces += [text(gap), span(f"t{syllable[-1]}", text(printed[at : at + len(marked)]))]
        at += len(marked)
    return "".join(pieces) + text(printed[at:])


def _skip(printed: str, at: int) -> tuple[str, int]:
    end = at
    while end < len(printed) and printed[end] in _BETWEEN:
        end += 1
    return printed[at:end], end


def with_mark(plain: str, wanted: str) -> str:
    """English with the first occurrence of `wanted` marked.

    Whole words come before beginnings of words ("mass movement" marks "mass movements"), those
    before any other place.
    """
    found = _find(plain, wanted)
    if not found:
        return english(plain)
    start, end = found
    return f"{english(plain[:start])}<mark>{english(plain[start:end])}</mark>{english(plain[end:])}"


def _find(plain: str, wanted: str) -> tuple[int, int] | None:
    if not wanted:
        return None
    spaced = r"\s+".join(re.escape(part) for part in wanted.split())
    whole, hyphened = rf"(?<![\w-]){spaced}(?![\w-])", rf"(?<!\w){spaced}(?!\w)"
    for pattern in (whole, hyphened, rf"(?<!\w){spaced}\w*", spaced):
        if spaced and (match := re.search(pattern, plain, re.IGNORECASE)):
            return match.span()
    return None


def tag(*parts: str) -> str:
    """A tag of Anki's, its levels joined with `::`.

    A space (U+3000 too) would split the tag and a quotation mark is forbidden in one.
    """
    return "::".join(_level(part) for part in parts)


def _level(part: str) -> str:
    return re.sub(r"[\s\"\x00-\x1f:]+", "_", part).strip("_") or "_"


def unique(items: Iterable[str]) -> list[str]:
    """Without empty ones and repetitions, in their order."""
    return list(dict.fromkeys(item for item in items if item))
