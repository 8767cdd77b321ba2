"""What is said after several articles were made into one deck."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from quizgen.corrections import Corrections
from quizgen.corrections.idle import idle, unmatched
from quizgen.known.wording import days_line, known_lines, percent
from quizgen.model import Coverage, Lesson, Settings
from quizgen.overrides import Overrides
from quizgen.report import doubtful, files, for_whom
from quizgen.wording import counted
from quizgen.writers.anki.course import OtherSense
from quizgen.writers.files import Written

_LISTED = 12  # lines of one kind before "and N more"


@dataclass(frozen=True, slots=True)
class Taught:
    """What one article brought: `met` of its words are on cards of other articles.

    `cards` counts all cards of its words and facts, `coverage` says what is read after the articles
    before it, and after this one. `doubts` are those of cards and facts, `other_doubts` those of
    words without a card. `idle` has the corrections that decided nothing in it.
    """

    article: str
    words: int
    facts: int
    cards: int
    met: int
    coverage: Coverage | None
    doubts: tuple[str, ...]
    other_doubts: tuple[str, ...]
    idle: Mapping[str, str]
    remarks: tuple[str, ...] = ()


def taught_by(
    lesson: Lesson, met: int, corrections: Corrections, remarks: Sequence[str] = ()
) -> Taught:
    """The same from a lesson; `remarks` say what else is to be known of it and its files."""
    carded = tuple(word for word in lesson.words if word.tier == "card")
    others = tuple(word for word in lesson.words if word.tier != "card")
    facts = sum(question.asked for question in lesson.questions)
    return Taught(
        lesson.article.stem,
        len(carded),
        facts,
        len(carded) * len(lesson.settings.cards) + facts,
        met,
        lesson.coverage,
        tuple(doubtful(replace(lesson, words=carded))),
        tuple(doubtful(replace(lesson, words=others, questions=()))),
        idle(corrections, lesson),
        tuple(remarks),
    )


def summary(
    taught: Sequence[Taught],
    settings: Settings,
    overrides: Overrides,
    senses: Sequence[OtherSense],
    written: Sequence[Written],
    *,
    bad: int,
    per_day: int | None,
) -> str:
    """What the articles brought one by one, what to check, and where the files are."""
    skipped = f", {bad} skipped (see above)" if bad else ""
    lines = [
        f"{counted(len(taught), 'article')}{skipped}; each word is taught by the first that has it",
        *for_whom(settings, overrides.known),
        *known_lines(overrides.known),
        *map(_row, taught),
        *([days_line(sum(one.cards for one in taught), per_day)] if per_day else []),
        *_few("Used in another sense than on the card (it stands on the back):", _senses(senses)),
        *_few("Doubtful, please check:", _doubts(taught)),
        *_few("Corrections that match nothing here:", _idle(overrides.corrections, taught)),
        *(["", *_files(written)] if written else []),
        "See every word, fact and reason: quizgen show ARTICLE",
    ]
    return "\n".join(lines)


def _row(one: Taught) -> str:
    parts = [counted(one.words, "word"), counted(one.facts, "fact")]
    met = [f"{one.met} met before"] if one.met else []
    return "; ".join(
        [
            f"  {' '.join(one.article.split())}: {', '.join([*parts, *met])}",
            *_read(one),
            *one.remarks,
        ]
    )


def _read(one: Taught) -> Iterator[str]:
    if one.coverage and one.coverage.words:
        now, then = percent(one.coverage.now), percent(one.coverage.with_cards)
        yield f"you read {now} %, with its cards {then} %"


def _senses(senses: Sequence[OtherSense]) -> Iterator[str]:
    for one in senses:
        yield f"  {one.hanzi} {one.pinyin}: “{one.taught}” is taught, “{one.here}” in {one.article}"
    if senses:
        first = senses[0]
        yield (
            f"  For a card of its own: quizgen correct {first.hanzi} --where WORDS-BESIDE-IT "
            f"--meaning '{first.here}' --note NAME"
        )


def _idle(corrections: Corrections, taught: Sequence[Taught]) -> Iterator[str]:
    return (f"  {line}" for line in unmatched(corrections, [one.idle for one in taught]))


def _doubts(taught: Sequence[Taught]) -> Iterator[str]:
    """What is on cards first: a gloss may be doubtful in any article."""
    yield from (f"  {one.article}: {doubt}" for one in taught for doubt in one.doubts)
    yield from (f"  {one.article}: {doubt}" for one in taught for doubt in one.other_doubts)


def _files(written: Sequence[Written]) -> Iterator[str]:
    """The files one by one, or, of many, the deck and how many are where."""
    if len(written) <= _LISTED:
        yield from files(written)
        return
    yield from files([file for file in written if file.path.suffix == ".apkg"])
    others = [file for file in written if file.path.suffix != ".apkg"]
    changed = sum(file.changed for file in others)
    state = "" if changed == len(others) else f", {len(others) - changed} of them unchanged"
    yield f"  {others[0].path.parent}  {counted(len(others), 'file')} of the articles{state}"


def _few(title: str, lines: Iterator[str]) -> Iterator[str]:
    found = list(lines)
    if found:
        yield f"\n{title}"
    yield from found[:_LISTED]
    if len(found) > _LISTED:
        yield f"  and {len(found) - _LISTED} more"
