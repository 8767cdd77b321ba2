"""Markdown, reduced to the text one reads: headings are headlines, images leave their captions.

Front matter is read where it is simple: `title`, `author`, `date`, `publication`, `page`,
`translation`, one value a line. Not a whole Markdown parser: what it must do is lose no Chinese
and leave no markup. Code is kept where it has Chinese in it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from quizgen.model import Article, ParagraphKind
from quizgen.readers.files import HAN, Source
from quizgen.readers.layout import Line
from quizgen.readers.plain import article_of

SUFFIXES = (".md", ".markdown", ".mkd")

_FIELD = re.compile(r"(title|author|date|publication|page|translation)\s*:\s*(.*)", re.IGNORECASE)
_FENCE = re.compile(r"\s*(`{3,}|~{3,})")
_QUOTE = re.compile(r"(?:\s{0,3}>\s?)+")
_HEADING = re.compile(r"\s{0,3}#{1,6}(?:\s|\Z)")
_CLOSING_HASHES = re.compile(r"(?<=\s)#+\Z")
_UNDERLINE = re.compile(r"\s{0,3}(?:=+|-{2,})\s*")
_RULE = re.compile(r"\s{0,3}(?:(?:\*\s*){3,}|(?:-\s*){3,}|(?:_\s*){3,})")
_ITEM = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])\s+(?:\[[ xX]\]\s+)?")
_TABLE_RULE = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*")
_DEFINITION = re.compile(r"\s{0,3}\[[^\]^][^\]]*\]:\s*\S+.*")
# Where a link leads: (address), with brackets in it or without, or [name].
_TARGET = r"(?:\((?:[^()]|\([^()]*\))*\)|\[[^\[\]]*\])"
_IMAGE_ONLY = re.compile(rf"\s*!\[([^\[\]]*)\]{_TARGET}\s*")

_INLINE: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"<(rt|rp)>[^<]*</\1>", re.IGNORECASE), ""),
    (re.compile(rf"!\[([^\[\]]*)\]{_TARGET}"), r"\1"),
    (re.compile(r"\[\^[^\[\]]+\]:?"), ""),
    (re.compile(rf"\[([^\[\]]*)\]{_TARGET}"), r"\1"),
    (re.compile(r"<(?:https?://|mailto:)[^<>\s]*>"), ""),
    (re.compile(r"</?[A-Za-z][^<>]{0,300}>"), ""),
    (re.compile(r"`{1,3}([^`]+)`{1,3}"), r"\1"),
    (re.compile(r"\*{2,3}|~~"), ""),
    (re.compile(r"(?<![\w_])__(?=[^\s_])([^_]+)__(?![\w_])"), r"\1"),
    (re.compile(r"\*(?=\S)([^*]*[^*\s])\*"), r"\1"),
    (re.compile(r"(?<![\w_])_(?=[^\s_])([^_]+)_(?![\w_])"), r"\1"),
)
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_ESCAPED = re.compile("[\ue021-\ue07e]")


def recognises(source: Source) -> bool:
    """Whether the file is called .md, .markdown or .mkd."""
    return source.path.suffix.casefold() in SUFFIXES


def read(source: Source) -> Article:
    """Read a Markdown file."""
    fields, first = _front_matter(source.lines)
    text = _without_comments("\n".join(source.lines[first:]))
    return article_of(source, list(_lines(text.split("\n"), first + 1)), fields)


def _without_comments(text: str) -> str:
    """The text without HTML comments; their line breaks stay, or the lines would be miscounted."""
    parts, start = [], 0
    while (at := text.find("<!--", start)) >= 0 and (end := text.find("-->", at)) >= 0:
        parts += [text[start:at], "\n" * text.count("\n", at, end)]
        start = end + 3
    return "".join([*parts, text[start:]])


def _front_matter(lines: list[str]) -> tuple[dict[str, str], int]:
    """The fields between the two `---` on top, and the number of lines they take."""
    if not lines or lines[0].rstrip() != "---":
        return {}, 0
    for end, line in enumerate(lines[1:60], 1):
        if line.rstrip() in {"---", "..."}:
            matches = [_FIELD.fullmatch(line.rstrip()) for line in lines[1:end]]
            return {m[1].casefold(): m[2].strip("\"' ") for m in matches if m}, end + 1
    return {}, 0


def _lines(raw_lines: list[str], number: int) -> Iterator[Line]:
    """The lines as `layout` takes them: without markup, each with its kind."""
    fence, gap = "", True
    for i, raw in enumerate(raw_lines):
        mark = _FENCE.match(raw)
        if mark and (not fence or mark[1].startswith(fence)):
            fence, gap = "" if fence else mark[1], True
        elif fence:
            if HAN.search(raw):
                yield Line(number + i, raw.strip(), indented=True)
        elif not raw.strip() or _is_markup(raw):
            gap = True
        else:
            heading = i + 1 < len(raw_lines) and bool(_UNDERLINE.fullmatch(raw_lines[i + 1]))
            for part in re.split(r"<br\s*/?>", raw):
                yield from _line(part, number + i, gap, heading)
                gap = False
            gap = raw.endswith(("  ", "\\"))  # a hard line break


def _is_markup(raw: str) -> bool:
    return any(form.fullmatch(raw) for form in (_RULE, _UNDERLINE, _DEFINITION, _TABLE_RULE))


def _line(raw: str, number: int, gap: bool, heading: bool) -> Iterator[Line]:
    text = _QUOTE.sub("", raw, count=1) if _QUOTE.match(raw) else raw
    kind: ParagraphKind = "body"
    indented = raw.startswith("\u3000")
    if match := _HEADING.match(text):
        kind, text = "headline", _CLOSING_HASHES.sub("", text[match.end() :].strip())
    elif match := _IMAGE_ONLY.fullmatch(text):
        kind, text = "caption", match[1]
    elif match := _ITEM.match(text):
        indented, text = True, text[match.end() :]
    elif text.lstrip().startswith("|"):
        indented, text = True, "\u3000".join(cell.strip() for cell in text.strip(" |").split("|"))
    elif heading:
        kind = "headline"
    if plain := _reduced(text).strip():
        yield Line(number, plain, indented, gap, kind)


def _reduced(text: str) -> str:
    """The text without inline markup; escaped characters and entities are spelled out."""
    text = _ESCAPE.sub(lambda match: chr(0xE000 + ord(match[1])), text.rstrip("\\"))
    for form, left in _INLINE:
        text = form.sub(left, text)
    return html.unescape(_ESCAPED.sub(lambda match: chr(ord(match[0]) - 0xE000), text))
