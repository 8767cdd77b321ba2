"""The layout of the newspaper archive: header, English, `<hr />`, Chinese.

Title: ...            (Author, Date, Page or Edition; quizgen's own articles add Publication
Author: ...            and Translation; fields may be empty, blank lines between them)

English body, its first lines often title and author again

**Named Entities**    (optional: Chinese and English, two spaces or a tab between)

<hr />
Original:
### Chinese headlines, two ASCII spaces between
author                (optional)
1959-12-24
第1版(...)
专栏：...
    Chinese body, its first lines often headlines and author again
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from quizgen.model import Article, GlossaryEntry, Paragraph, Translator
from quizgen.readers.files import HAN, Source, han
from quizgen.readers.layout import (
    Line,
    is_chinese,
    is_headline,
    iso_date,
    key,
    lines_of,
    paragraphs_of,
    repeats,
    translator,
    with_captions,
    with_items,
)

_FIELD = re.compile(
    r"(title|author|date|page|edition|publication|translation)\s*[:：]\s*(.*)", re.IGNORECASE
)
_RULE = re.compile(r"<hr\s*/?>", re.IGNORECASE)
_ORIGINAL = re.compile(r"\**original\s*[:：]\**", re.IGNORECASE)
_ENTITIES = re.compile(r"[#*\s]*named entities[*:：\s]*", re.IGNORECASE)
_PAIR_SPACED = re.compile(r"(?:[-*•]\s+)?(\S.*?)(?:\t+|[ \u3000]{2,})\s*(\S.*)")
_PAIR = re.compile(r"(?:[-*•]\s+)?([^A-Za-z]*?)\s*[\s:：=–—-]\s*([A-Za-z\"'“‘(].*)")
_DATE_LINE = re.compile(r"\d{4}\D\d{1,2}\D\d{1,2}日?")
_PAGE_LINE = re.compile(r"第\s*([0-9０-９一二三四五六七八九十]+)\s*版\s*(?:[(（].*[)）])?")
_COLUMN_LINE = re.compile(r"专栏\s*[:：]\s*(.*)")
_BYLINE_EXTRA = re.compile(
    r"[\s　·、，。]|by|作者|文|摄影|本报|新华社|特约|记者|通讯员", re.IGNORECASE
)
# 打击 [dǎ jī: strike; hit; attack]: the reading, a colon, the glosses.
_GLOSSED = re.compile(
    r"\s{0,3}(?P<zh>[㐀-䶿一-鿿]{1,12})\s{0,3}[\[［(（]"
    r"[A-Za-zÀ-ɏ\u0300-\u036f0-9'’ ·]{1,60}[:：]\s*"
    r"(?P<glosses>[^\[\]［］()（）]{1,400})[\]］)）](?P<next>\w?)"
)
_NAME_ENDS = tuple("社报组局部室团处会台院")


@dataclass(slots=True)
class _Header:
    fields: dict[str, str] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class _Printed:
    """What stands above the Chinese body."""

    titles: list[Line] = field(default_factory=list)
    author: str = ""
    date: str = ""
    page: str = ""
    column: str = ""
    archive: bool = False


def recognises(source: Source) -> bool:
    """Whether the file has the archive's layout: header fields on top, or an `Original:` part."""
    lines = lines_of(source)
    fields = sum(bool(_FIELD.fullmatch(line.text)) for line in lines[:6])
    titled = bool(lines) and lines[0].text.casefold().startswith("title")
    return (titled and fields >= 2) or _original_at(lines)[1] is not None


def read(source: Source) -> Article:
    """Read an article in the archive's layout."""
    warnings = list(source.warnings)
    lines = lines_of(source)
    header, rest = _header(lines, warnings)
    upper, lower = _halves(rest)
    glossary, upper = _named_entities(upper, warnings)
    if not any(HAN.search(line.text) for line in lower):
        lower = [line for line in upper if is_chinese(line.text)]
        upper = [line for line in upper if not is_chinese(line.text)]
    printed, body = _printed(lower, header)
    english = _english(upper, body, header, printed, warnings)
    author = printed.author or header.fields.get("author", "")
    title_en = header.fields.get("title", "")
    paragraphs = _chinese(printed, body, author)
    translated = translator(
        header.fields.get("translation", ""), "machine" if english else "none", warnings
    )
    return Article(
        stem=source.stem,
        title=next((p.text for p in paragraphs if p.kind == "headline"), ""),
        title_en="" if HAN.search(title_en) else title_en,
        paragraphs=tuple(paragraphs),
        english=tuple(english),
        publication=_publication(header, printed),
        author=author,
        date=_date(header, printed, warnings),
        page=header.fields.get("page", "") or printed.page,
        column=printed.column,
        translation=_translation(translated, english),
        glossary=_with_author(glossary, printed.author, header.fields.get("author", "")),
        warnings=tuple(warnings),
    )


# --- the parts of the file


def _header(lines: Sequence[Line], warnings: list[str]) -> tuple[_Header, Sequence[Line]]:
    header = _Header()
    for count, line in enumerate(lines):
        match = _FIELD.fullmatch(line.text)
        name = match[1].casefold().replace("edition", "page") if match else ""
        if match and name not in header.fields:
            header.fields[name], header.lines[name] = match[2].strip(), line.number
        elif not _is_unknown_field(lines[count : count + 3]):
            return header, lines[count:]
        else:
            warnings.append(f"Line {line.number} of the header isn't known; left out.")
    return header, ()


def _is_unknown_field(lines: Sequence[Line]) -> bool:
    """Whether the first line looks like a field, and one that is known comes soon after it."""
    looks = re.match(r"[A-Za-z][A-Za-z ]{0,20}[:：]", lines[0].text)
    return bool(looks) and any(_FIELD.fullmatch(line.text) for line in lines[1:])


def _halves(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """What stands above and what below the rule and `Original:`."""
    above, below = _original_at(lines)
    if below is None:
        return list(lines), []
    return list(lines[:above]), list(lines[below:])


def _original_at(lines: Sequence[Line]) -> tuple[int, int | None]:
    """Where the English ends and where the Chinese begins (None: there is no mark)."""
    rules = [i for i, line in enumerate(lines) if _RULE.fullmatch(line.text)]
    for i, line in enumerate(lines):
        if _ORIGINAL.fullmatch(line.text):
            return next((rule for rule in reversed(rules) if rule < i), i), i + 1
    return (rules[-1], rules[-1] + 1) if rules else (len(lines), None)


def _named_entities(
    lines: Sequence[Line], warnings: list[str]
) -> tuple[tuple[GlossaryEntry, ...], list[Line]]:
    """The pairs of the Named Entities block, and the lines without it."""
    start = next((i for i, ln in enumerate(lines) if _ENTITIES.fullmatch(ln.text)), len(lines))
    entries: dict[GlossaryEntry, None] = {}
    end = start + 1
    for line in lines[start + 1 :]:
        if not HAN.search(line.text):
            break
        end += 1
        if entry := _entry(line.text):
            entries[entry] = None
        else:
            warnings.append(f"Line {line.number} of the Named Entities isn't a pair; left out.")
    return tuple(entries), [*lines[:start], *lines[end:]]


def _entry(text: str) -> GlossaryEntry | None:
    match = _PAIR_SPACED.fullmatch(text) or _PAIR.fullmatch(text) if len(text) < 300 else None
    if not match:
        return None
    first, second = match[1].strip(), match[2].strip()
    zh, en = (first, second) if han(first) >= han(second) else (second, first)
    return GlossaryEntry(zh, en)


def _printed(lines: Sequence[Line], header: _Header) -> tuple[_Printed, list[Line]]:
    """Headlines, author, date, page and column above the Chinese body, and the body."""
    printed, count = _Printed(), 0
    while count < len(lines) and lines[count].text.startswith("#"):
        printed.titles += _titles(lines[count])
        count += 1
    title = header.fields.get("title", "")
    if not printed.titles and HAN.search(title):
        printed.titles = _titles(Line(header.lines["title"], title))
    meta = [i for i, ln in enumerate(lines[count : count + 6], count) if _is_meta(ln.text)]
    end = meta[-1] + 1 if meta else count
    for line in lines[count:end]:
        _note(printed, line.text)
    return printed, list(lines[end:])


def _titles(line: Line) -> list[Line]:
    parts = re.split(r" {2,}|\t+", line.text.strip("# \t"))
    return [Line(line.number, part.strip(), kind="headline") for part in parts if part.strip()]


def _is_meta(text: str) -> bool:
    return any(form.fullmatch(text) for form in (_DATE_LINE, _PAGE_LINE, _COLUMN_LINE))


def _note(printed: _Printed, text: str) -> None:
    if page := _PAGE_LINE.fullmatch(text):
        printed.page = page[1]
    elif column := _COLUMN_LINE.fullmatch(text):
        printed.column, printed.archive = column[1].strip(), bool(printed.page)
    elif _DATE_LINE.fullmatch(text):
        printed.date = text
    else:
        printed.author = "、".join(filter(None, (printed.author, text)))


# --- the Chinese


def _chinese(printed: _Printed, body: Sequence[Line], author: str) -> list[Paragraph]:
    headlines, rest = _headlines(printed.titles, body)
    byline, rest = _byline(rest, author)
    title = headlines[0].text if headlines else ""
    texts = with_items(with_captions(paragraphs_of(rest), title))
    if not headlines and texts and is_headline(texts[0].text):
        texts[0] = replace(texts[0], kind="headline")
    return paragraphs_of(headlines) + byline + texts


def _headlines(titles: Sequence[Line], body: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """The headlines once, as the body prints them if it repeats them, and the rest of the body."""
    count = repeats(body, "".join(line.text for line in titles))
    if count:
        return [replace(line, kind="headline", gap=True) for line in body[:count]], [*body[count:]]
    at, found = 0, []
    for title in titles:
        count = repeats(body, title.text, at)
        lines = body[at : at + count] or [title]
        at += count
        found += [replace(line, kind="headline", gap=True) for line in lines]
    return found, [*body[at:]]


def _byline(body: list[Line], author: str) -> tuple[list[Paragraph], list[Line]]:
    """The author repeated above the body, on a line of its own or, in poems, glued to it."""
    if not body or not author:
        return [], body
    first = body[0]
    if _is_byline(first.text, author):
        return [Paragraph(first.text, first.number, "byline")], body[1:]
    rest = first.text[len(author) :].lstrip()
    if first.text.startswith(author) and rest and _is_glued(author, rest):
        return [Paragraph(author, first.number, "byline")], [replace(first, text=rest), *body[1:]]
    return [], body


def _is_byline(text: str, author: str) -> bool:
    """Whether the line is the author, or the author with "by" or 本报记者 (our correspondent)."""
    return key(_BYLINE_EXTRA.sub("", text)) == key(_BYLINE_EXTRA.sub("", author)) != ""


def _is_glued(author: str, rest: str) -> bool:
    """Whether the author in front of the text is a byline and not its first word.

    高原春风吹绿了山 (Gao Yuan: "Spring winds …") is; 新华社23日讯 (Xinhua, 23rd) and
    王明同志说 (Comrade Wang Ming said) aren't.
    """
    personal = 2 <= han(author) <= 4 and not author.endswith(_NAME_ENDS)
    return personal and not re.match(r"[\W\d]|同志|[先女主总的是说在和与将于等]", rest)


# --- the English


def _english(
    upper: Sequence[Line],
    chinese: Sequence[Line],
    header: _Header,
    printed: _Printed,
    warnings: list[str],
) -> list[Paragraph]:
    title, author = header.fields.get("title", ""), header.fields.get("author", "")
    lines = _without_chinese(upper, chinese, printed, warnings)
    lines = _without_glosses(lines, warnings)
    lines = lines[repeats(lines, title) :]
    found = []
    if title and not HAN.search(title):
        found.append(Paragraph(title, header.lines["title"], "headline"))
    if lines and author and _is_byline(lines[0].text, author):
        found.append(Paragraph(lines[0].text, lines[0].number, "byline"))
        lines = lines[1:]
    return found + with_items(with_captions(paragraphs_of(lines), title))


def _without_chinese(
    lines: Sequence[Line], chinese: Sequence[Line], printed: _Printed, warnings: list[str]
) -> list[Line]:
    """The lines without the Chinese ones among them, which are pasted in by mistake."""
    pasted = [line for line in lines if HAN.search(line.text) and is_chinese(line.text)]
    if not pasted:
        return list(lines)
    known = {key(line.text) for line in (*chinese, *printed.titles)}
    known |= {key("".join(line.text for line in printed.titles))}
    copies = [line for line in pasted if key(line.text) in known]
    if copies:
        warnings.append(
            f"The Chinese text stands in the English as well (from line {copies[0].number}, "
            f"{'1 paragraph' if len(copies) == 1 else f'{len(copies)} paragraphs'}); "
            "it was left out there."
        )
    warnings += [
        f"Line {line.number} of the English is Chinese that the original doesn't have; left out."
        for line in pasted
        if key(line.text) not in known
    ]
    numbers = {line.number for line in pasted}
    return [line for line in lines if line.number not in numbers]


def _without_glosses(lines: Sequence[Line], warnings: list[str]) -> list[Line]:
    """The lines with the first gloss in place of each glossed Chinese word."""
    glossed: list[str] = []

    def gloss(match: re.Match[str]) -> str:
        first = re.split("[;；/,，]", match["glosses"])[0].strip()
        before = match.string[max(0, match.start() - 3) : match.start()]
        if before.casefold().endswith("to") and not before[:-2].isalnum():
            first = first.removeprefix("to ")  # able to缓和 [...: to ease] -> able to ease
        glossed.append(f"{match['zh']} ({first})")
        return f"{' ' if before else ''}{first}{' ' if match['next'] else ''}{match['next']}"

    clean = [replace(line, text=_GLOSSED.sub(gloss, line.text)) for line in lines]
    left = [
        word for line in clean for word in re.findall(rf"(?<![(（])(?:{HAN.pattern})+", line.text)
    ]
    if glossed:
        words = ", ".join(glossed)
        warnings.append(f"The translation leaves words in Chinese; their gloss is used: {words}.")
    if left:
        warnings.append(f"The translation leaves words in Chinese: {', '.join(left)}.")
    return clean


# --- what is known about it


def _publication(header: _Header, printed: _Printed) -> str:
    named = header.fields.get("publication", "")
    dated = header.fields.get("date", "") or printed.date
    return named or ("People's Daily" if printed.archive and dated else "")


def _date(header: _Header, printed: _Printed, warnings: list[str]) -> str:
    date = iso_date(header.fields.get("date", ""), warnings)
    if date and printed.date and printed.date != date:
        warnings.append(f"The header is dated {date}, the Chinese {printed.date}; {date} is used.")
    return date or iso_date(printed.date, warnings)


def _translation(said: Translator, english: Iterable[Paragraph]) -> Translator:
    if not any(True for _ in english):
        return "none"
    return "unknown" if said == "none" else said


def _with_author(
    glossary: tuple[GlossaryEntry, ...], zh: str, en: str
) -> tuple[GlossaryEntry, ...]:
    """The glossary with the author's name, which the file has in both languages: 李明, Li Ming."""
    known = any(entry.zh == zh for entry in glossary)
    if known or not zh or not en or HAN.search(en) or han(zh) != len(zh):
        return glossary
    return (*glossary, GlossaryEntry(zh, en))
