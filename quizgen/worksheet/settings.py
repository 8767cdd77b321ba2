"""The settings of a worksheet, looked through before any work begins."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from quizgen.errors import LessonError
from quizgen.model import Sheet
from quizgen.readers.whole import read_whole
from quizgen.worksheet.presets import plan

TIERS = ("support", "core", "stretch")
_LONGEST = 3000  # characters of a note: more is a handout of its own


def checked(sheet: Sheet, note: Path | None) -> Sheet:
    """The settings with the text of the teacher's note.

    Raises `LessonError` for an unknown preset, section or tier, and a note that can't be read.
    """
    sheet = replace(sheet, preset=sheet.preset.lower())
    plan(sheet)
    unknown = [tier for tier in sheet.tiers if tier not in TIERS]
    if unknown:
        raise LessonError(f"no such tier: {unknown[0]!r}; use {', '.join(TIERS)}")
    tiers = tuple(tier for tier in TIERS if tier in sheet.tiers) or ("core",)
    sections = tuple(dict.fromkeys(sheet.sections))
    return replace(sheet, tiers=tiers, sections=sections, note=_text(note) if note else "")


def _text(path: Path) -> str:
    """The teacher's text."""
    try:
        text = read_whole(path, 100 * _LONGEST, "text").decode("utf-8-sig").strip()
    except UnicodeDecodeError:
        raise LessonError(f"{path}: is not UTF-8 text; save it as UTF-8") from None
    except ValueError as error:
        raise LessonError(f"{path}: can't be read: {error}") from None
    if len(text) > _LONGEST:
        raise LessonError(f"{path}: has {len(text):,} characters; a note has room for {_LONGEST:,}")
    return text
