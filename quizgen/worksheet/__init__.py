"""Worksheets: a lesson in the order of a printed sheet, for each tier and version.

`make_worksheet` chooses the sections and their items once, so that all tiers and versions of a
class have the same passage, the same questions and the same numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from quizgen.items.bank.source import shuffled
from quizgen.model import Item, Lesson
from quizgen.text.script import headword, in_script
from quizgen.worksheet import about, presets, tasks
from quizgen.worksheet.model import Passage, Section, Task, VocabularyRow, Worksheet
from quizgen.worksheet.passage import (
    height,
    line_of,
    make_passage,
    note_height,
    with_readings_of,
)
from quizgen.worksheet.practice import practice_characters
from quizgen.worksheet.sections import KINDS
from quizgen.worksheet.space import SIDE, room_between, used
from quizgen.worksheet.strokes import CREDIT

VERSIONS = "ABCD"
_HEAD = 48.0  # millimetres of names, date and headlines
_WORDS = 6  # to write with
_FEW = 3  # blanks that a word bank is made for
_WITH_REASON = frozenset(["tf", "mc"])  # sections where stretch asks for a reason


def make_worksheet(lesson: Lesson, tier: str = "core", version: int = 0) -> Worksheet:
    """The sheet of a tier, in version 0 (A), 1 (B) …; `lesson.settings.sheet` says what is on it.

    Raises `LessonError` for an unknown preset or section.
    """
    sheet, script, article = lesson.settings.sheet, lesson.settings.script, lesson.article
    plan = presets.plan(sheet)
    reading = "reading" in plan.around
    passage = _passage(lesson, tier) if reading else None
    chosen = presets.chosen_items(lesson, plan)
    one_side = passage is not None and _fits_on_one(passage, chosen, lesson)
    made = [*_sections(lesson, chosen, tier, version), *_written(lesson, plan.around)]
    characters = practice_characters(lesson) if "characters" in plan.around else ()
    return Worksheet(
        title=in_script(article.title or article.stem, script),
        title_en=article.title_en,
        source=about.source_line(article),
        statement=about.statement(article),
        passage=passage,
        vocabulary=_vocabulary(lesson) if "vocab" in plan.around else (),
        sections=tuple(_numbered([_titled(one, script) for one in made], passage, lesson)),
        practice=characters,
        about_source=_about(script) if "source" in plan.around else (),
        note=sheet.note,
        credit="; ".join(filter(None, (lesson.dictionary, CREDIT if characters else ""))),
        tier=tier,
        version=VERSIONS[version] if sheet.versions > 1 else "",
        paper=sheet.paper,
        script=script,
        grid=sheet.grid,
        pinyin=sheet.pinyin,
        tiered=len(sheet.tiers) > 1,
        room=0.0 if one_side else room_between(chosen, sheet),
        one_side=one_side,
    )


def _passage(lesson: Lesson, tier: str) -> Passage:
    """The passage with a tier's readings; its lines are those of the tier that has the most."""
    tiers = lesson.settings.sheet.tiers
    widest = make_passage(lesson, "all" if "support" in (*tiers, tier) else "new")
    if tier == "support":
        return widest
    return with_readings_of(widest, lesson, "none" if tier == "stretch" else "new")


def _fits_on_one(passage: Passage, chosen: dict[str, list[Item]], lesson: Lesson) -> bool:
    """Whether passage and tasks stand on one page, under the head."""
    sheet = lesson.settings.sheet
    free = SIDE[sheet.paper] - _HEAD - note_height(lesson)
    return height(passage) + used(chosen, sheet) < free


def _sections(
    lesson: Lesson, chosen: dict[str, list[Item]], tier: str, version: int
) -> Iterator[Section]:
    asked = {item.id for items in chosen.values() for item in items}
    for name, items in chosen.items():
        made = [tasks.task_of(item, version) for item in items]
        if version and name != "matching":
            made = _reordered(made, f"{version}")
        section = replace(KINDS[name].section, tasks=tuple(made), blank=tasks.blank_width(made))
        spare = [i for i in lesson.items if KINDS[name].takes(i) and i.id not in asked]
        yield _for_tier(section, tier, spare, f"{version}")


def _reordered(made: Sequence[Task], seed: str) -> list[Task]:
    order = shuffled([task.item.id for task in made if task.item], seed)
    return sorted(made, key=lambda task: order.index(task.item.id) if task.item else 0)


def _for_tier(section: Section, tier: str, spare: Sequence[Item], seed: str) -> Section:
    """The section with a tier's help.

    A word bank and the English of each word with its first letters; a bank; reasons asked.
    """
    blanks = section.name == "blanks"
    has_bank = blanks and tier != "stretch" and len(section.tasks) >= _FEW
    if has_bank:
        section = replace(section, bank=tasks.bank(section.tasks, spare, seed))
    if blanks and (tier == "stretch" or (tier == "core" and has_bank)):
        section = replace(section, tasks=tuple(map(tasks.without_hint, section.tasks)))
    if tier == "stretch" and section.name in _WITH_REASON:
        asked = (replace(t, help="理由 Reason:", lines=1) for t in section.tasks)
        section = replace(section, tasks=tuple(asked))
    return section


def _written(lesson: Lesson, around: Sequence[str]) -> Iterator[Section]:
    """The task to write a text with words of the lesson."""
    words = [row.hanzi for row in _vocabulary(lesson)]
    if "writing" in around and words:
        task = Task(0, None, "lines", ("",), lines=6, key="Open; the teacher judges.", points=5,
                    minutes=10.0)  # fmt: skip
        step = max(1, len(words) // _WORDS)
        section = KINDS["writing"].section
        yield replace(section, tasks=(task,), bank=tuple(words[::step][:_WORDS]))


def _titled(section: Section, script: str) -> Section:
    """The section with our own words in the sheet's script."""
    return replace(
        section,
        zh=in_script(section.zh, script),
        how_zh=in_script(section.how_zh, script),
        example=(in_script(section.example[0], script), in_script(section.example[1], script)),
    )


def _about(script: str) -> tuple[tuple[str, str], ...]:
    return tuple((in_script(zh, script), en) for zh, en in about.QUESTIONS)


def _numbered(
    sections: Sequence[Section], passage: Passage | None, lesson: Lesson
) -> Iterator[Section]:
    """The sections with their tasks numbered through, and the line of the passage of each."""
    number = 0
    for section in sections:
        numbered = []
        for task in section.tasks:
            number += 1
            numbered.append(replace(task, number=number, line=_line(task, passage, lesson)))
        yield replace(section, tasks=tuple(numbered))


def _line(task: Task, passage: Passage | None, lesson: Lesson) -> str:
    if task.item is None or passage is None:
        return ""
    item, zh = task.item, lesson.sentences[task.item.sentence].zh
    found = zh.find(item.key[0], item.start, item.end)  # the answer, if the clause has it
    return line_of(passage, lesson, item.sentence, max(item.start, found))


def _vocabulary(lesson: Lesson) -> tuple[VocabularyRow, ...]:
    return tuple(
        VocabularyRow(headword(word, lesson.settings.script), word.pinyin, word.meaning, word.level)
        for word in lesson.words
        if word.tier == "card" and not word.doubtful
    )
