"""Plain text: one paragraph a line, the first line the headline if it looks like one.

A paragraph with more Latin words than Han characters is taken for a translation and goes to the
English; who translated is then unknown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from quizgen.model import Article, Paragraph
from quizgen.readers.files import Source
from quizgen.readers.layout import (
    Line,
    is_chinese,
    is_headline,
    iso_date,
    lines_of,
    paragraphs_of,
    repeats,
    translator,
    with_captions,
    with_items,
)


def read(source: Source) -> Article:
    """Read a plain text."""
    return article_of(source, lines_of(source), {})


def article_of(source: Source, lines: Sequence[Line], fields: Mapping[str, str]) -> Article:
    """The article made of lines without markup; `fields` (title, date …) say more about it."""
    warnings = list(source.warnings)
    title = fields.get("title", "")
    if title and not repeats(lines, title):
        lines = [Line(1, title, kind="headline"), *lines]
    paragraphs = paragraphs_of(lines)
    chinese = _with_looks([p for p in paragraphs if is_chinese(p.text)])
    english = _with_looks([p for p in paragraphs if not is_chinese(p.text)])
    said = translator(fields.get("translation", ""), "unknown" if english else "none", warnings)
    return Article(
        stem=source.stem,
        title=_headline(chinese),
        title_en=_headline(english),
        paragraphs=tuple(chinese),
        english=tuple(english),
        publication=fields.get("publication", ""),
        author=fields.get("author", ""),
        date=iso_date(fields.get("date", ""), warnings),
        page=fields.get("page", ""),
        translation=said if english else "none",
        warnings=tuple(warnings),
    )


def _with_looks(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """The paragraphs with headlines and captions marked. A text of one line has no headline."""
    first = paragraphs[:1]
    if len(paragraphs) > 1 and first[0].kind == "body" and is_headline(first[0].text):
        first = [replace(first[0], kind="headline")]
    title = first[0].text if first else ""
    return first + with_items(with_captions(paragraphs[1:], title))


def _headline(paragraphs: Sequence[Paragraph]) -> str:
    return next((p.text for p in paragraphs if p.kind == "headline"), "")
