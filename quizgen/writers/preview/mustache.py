"""Anki's template language, as much of it as this deck's templates use.

A test renders every card of every seed with the real Anki too and wants the same HTML. What the
templates don't use (FrontSide, nested clozes, hints) is not here: an unknown filter is a KeyError.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

_SECTION = re.compile(r"\{\{([#^])(\w+)\}\}(.*?)\{\{/\2\}\}", re.DOTALL)
_FIELD = re.compile(r"\{\{(?:([^:{}]+):)?(\w+)\}\}")
_RUBY = re.compile(r" ?([^ >]+?)\[(.+?)\]")
_CLOZE = re.compile(r"\{\{c1::(.*?)(?:::(.*?))?\}\}", re.DOTALL)

# Where Anki puts a button that speaks. There is nothing to hear on a page, so it is a picture.
SPEAKER = (
    '<span class="replay-button" role="img" aria-label="Anki speaks here">'
    '<svg viewBox="0 0 64 64"><circle cx="32" cy="32" r="29"></circle>'
    '<path d="M56.502,32.301l-37.502,20.101l0.329,-40.804l37.173,20.703Z"></path></svg></span>'
)


def render(template: str, fields: Mapping[str, str], *, back: bool) -> str:
    """One side of a card: the template with these fields (HTML, by name) in it.

    Raises `KeyError` for a field or a filter that there isn't.
    """
    filters = _FILTERS | {"cloze": _opened if back else _closed}
    return _FIELD.sub(lambda m: filters[m[1] or ""](fields[m[2]]), _switched(template, fields))


def _switched(template: str, fields: Mapping[str, str]) -> str:
    """The template without the sections of empty ({{#F}}) or filled ({{^F}}) fields."""

    def section(match: re.Match[str]) -> str:
        sign, name, inside = match.groups()
        return _switched(inside, fields) if bool(fields[name].strip()) == (sign == "#") else ""

    return _SECTION.sub(section, template)


def _furigana(html: str) -> str:
    return _RUBY.sub(r"<ruby><rb>\1</rb><rt>\2</rt></ruby>", html)


def _kanji(html: str) -> str:
    return _RUBY.sub(r"\1", html)


def _closed(html: str) -> str:
    """The hole of a fact with its hint, and what belongs in it as an attribute."""

    def hole(match: re.Match[str]) -> str:
        answer, hint = match.groups()
        attributes = f'class="cloze" data-cloze="{_attribute(answer)}" data-ordinal="1"'
        return f"<span {attributes}>[{hint or '...'}]</span>"

    return _CLOZE.sub(hole, html)


def _attribute(html: str) -> str:
    return re.sub(r"[^0-9A-Za-z\u0100-\U0010ffff]", lambda m: f"&#x{ord(m[0]):X};", html)


def _opened(html: str) -> str:
    return _CLOZE.sub(r'<span class="cloze" data-ordinal="1">\1</span>', html)


_FILTERS: dict[str, Callable[[str], str]] = {
    "": str,
    "furigana": _furigana,
    "kanji": _kanji,
    "tts zh_CN": lambda html: SPEAKER,
}
