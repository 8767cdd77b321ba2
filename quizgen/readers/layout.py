"""What the readers share: lines, paragraphs, and telling headlines and captions by their looks."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from quizgen.model import Paragraph, ParagraphKind, Translator
from quizgen.readers.files import HAN, Source, han

_CLOSERS = "\"'”’」』）)]】》〉"
_STOPS = tuple("。！？!?…；;：:，,、.．｡—")
_LATIN_WORD = re.compile(r"[A-Za-zÀ-ɏ]+")
_SPEAKER = re.compile(r"[A-Z甲乙丙丁][:：]")
_TAKEN_BY = re.compile(r"\b(?:photo|photograph|picture)s? (?:taken )?by\b", re.IGNORECASE)
_PHOTO_TITLES = {"图片", "照片", "图片新闻", "新闻图片", "新闻照片", "photo", "photos", "picture"}
_TRANSLATORS: tuple[Translator, ...] = ("machine", "human", "unknown", "none")
_ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that isn't blank, stripped. `gap`: a blank line stands before it."""

    number: int
    text: str
    indented: bool = False
    gap: bool = False
    kind: ParagraphKind = "body"


def lines_of(source: Source) -> list[Line]:
    """The lines of the file that aren't blank."""
    lines, gap = [], True
    for number, raw in enumerate(source.lines, 1):
        if text := raw.strip():
            lines.append(Line(number, text, raw[0].isspace(), gap))
        gap = not text
    return lines


def paragraphs_of(lines: Sequence[Line]) -> list[Paragraph]:
    """One paragraph a line, except where a long line was wrapped: those are joined again.

    A line goes on in the next if that has neither indent nor blank line before it, if no
    punctuation ends it, and if the next word would not have fitted: the line is (nearly) as wide
    as the widest. Under 40 columns it is verse or a list, and never joined.
    """
    widest = max((_columns(line.text) for line in lines), default=0)
    found: list[tuple[Line, list[str]]] = []
    for line in lines:
        if found and _goes_on(found[-1][0], found[-1][1][-1], line, widest):
            found[-1][1].append(line.text)
        elif any(char.isalnum() for char in line.text):
            found.append((line, [line.text]))
    return [Paragraph(_joined(texts), line.number, line.kind) for line, texts in found]


def _goes_on(first: Line, last: str, line: Line, widest: int) -> bool:
    if line.gap or line.indented or first.kind != "body" or line.kind != "body":
        return False
    columns = _columns(last)
    word = line.text.split(maxsplit=1)[0][:20]
    needed = min(_columns(word), 4) if HAN.search(word) else _columns(word) + 1
    return columns >= 40 and columns + needed > widest and not stops(last)


def _joined(texts: list[str]) -> str:
    text = texts[0]
    parts = [text]
    for before, after in pairwise(texts):
        parts += ["" if max(before[-1], after[0]) > "\u2e7f" else " ", after]
    return "".join(parts)


def _columns(text: str) -> int:
    return len(text) + sum(unicodedata.east_asian_width(char) in "WF" for char in text)


def stops(text: str) -> bool:
    """Whether punctuation ends the text, closing quotes and brackets aside."""
    return text.rstrip(_CLOSERS).endswith(_STOPS)


def is_headline(text: str) -> bool:
    """Whether the text looks like a headline: short, no speaker's line, no punctuation ends it."""
    if _SPEAKER.match(text) or "。" in text:
        return False
    return not stops(text) and han(text) <= 40 and len(_LATIN_WORD.findall(text)) <= 25


def is_chinese(text: str) -> bool:
    """Whether a paragraph is Chinese: as many Han characters as Latin words, or no letters at all.

    "Microsoft Windows 系统" is, "Mr. Wang (王) went home" isn't, "1959" is.
    """
    return han(text) >= len(_LATIN_WORD.findall(text))


def key(text: str) -> str:
    """The text for loose comparison: letters and digits only, lower case."""
    return "".join(filter(str.isalnum, text)).casefold()


def repeats(lines: Sequence[Line], title: str, first: int = 0) -> int:
    """How many lines from `first` on together spell the title, in whatever line breaks; or 0."""
    wanted, done = key(title), 0
    for count, at in enumerate(range(first, len(lines)), 1):
        said = key(lines[at].text)
        if not wanted.startswith(said, done):
            break
        done += len(said)
        if done == len(wanted) and done:
            return count
    return 0


def with_items(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Mark the headlines of several items under one title.

    An item's headline is a headline by its looks between two paragraphs that aren't (or at the
    top), the next of them longer. Where half of the paragraphs have no final punctuation, it is
    verse or a list, and none is marked.
    """
    bare = [p.kind == "body" and is_headline(p.text) for p in paragraphs]
    if sum(bare) * 2 >= len(paragraphs):
        return list(paragraphs)
    marked = list(paragraphs)
    for i in range(len(marked) - 1):
        before = i > 0 and bare[i - 1]
        follower = marked[i + 1]
        if bare[i] and not (before or bare[i + 1]) and _longer(follower, marked[i]):
            marked[i] = replace(marked[i], kind="headline")
    return marked


def _longer(second: Paragraph, first: Paragraph) -> bool:
    # A headline in English may be as long as the verse or the sentence under it.
    return second.kind == "body" and stops(second.text) and len(second.text) * 2 > len(first.text)


def with_captions(paragraphs: Sequence[Paragraph], title: str) -> list[Paragraph]:
    """Mark captions: all of it if the title says it is a photo, else lines saying who took it."""
    photo = key(title) in _PHOTO_TITLES
    return [
        replace(p, kind="caption") if p.kind == "body" and (photo or _is_caption(p.text)) else p
        for p in paragraphs
    ]


def _is_caption(text: str) -> bool:
    if len(text) > 300:
        return False
    return text.rstrip(_CLOSERS + "。").endswith("摄") or bool(_TAKEN_BY.search(text[-60:]))


def iso_date(value: str, warnings: list[str]) -> str:
    """The date if it is ISO 8601, else nothing and a warning. A time behind it is cut off."""
    day = re.split(r"[T ]", value, maxsplit=1)[0]
    try:
        if _ISO_DATE.fullmatch(day):
            return datetime.date.fromisoformat(day).isoformat()
    except ValueError:
        pass
    if value:
        warnings.append(f"The date “{value}” isn't a date like 1959-12-24; it was left out.")
    return ""


def translator(value: str, default: Translator, warnings: list[str]) -> Translator:
    """Who translated, as the file says; the default, and a warning, if it says something else."""
    for name in _TRANSLATORS:
        if value.casefold() == name:
            return name
    if value:
        warnings.append(
            f"“Translation: {value}” isn't machine, human, unknown or none; {default} is used."
        )
    return default
