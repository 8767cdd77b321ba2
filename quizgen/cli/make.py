"""`quizgen make`: the files of one class, or of a course."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from quizgen.cli.options import (
    ANKI_URL,
    AddOption,
    AnkiKeyOption,
    AnkiOption,
    AnkiTemplatesOption,
    AnkiUrlOption,
    ArticleFiles,
    AudioOption,
    CardsOption,
    CedictOption,
    CorrectionsOption,
    DaskOption,
    DeckOption,
    DryRunOption,
    FactsOption,
    FormatOption,
    GridOption,
    ItemsOption,
    JobsOption,
    KeyOption,
    KnownIntervalOption,
    KnownOption,
    LevelOption,
    NoteOption,
    OutputsOption,
    PaperOption,
    PerDayOption,
    PinyinOption,
    PresetOption,
    ReviewOption,
    ScriptOption,
    SectionsOption,
    TiersOption,
    VersionsOption,
    WordsOption,
    cards_of,
    learners_level,
    parts,
)
from quizgen.cli.several import Anki, make_several
from quizgen.cli.work import lesson_of, overrides_of
from quizgen.errors import ExportError
from quizgen.progress import progress

if TYPE_CHECKING:
    from quizgen.model import Settings
    from quizgen.overrides import Overrides


def make(
    articles: ArticleFiles,
    output: OutputsOption = None,
    to: FormatOption = "",
    level: LevelOption = "",
    known: KnownOption = None,
    known_interval: KnownIntervalOption = 21,
    words: WordsOption = None,
    facts: FactsOption = 10,
    items: ItemsOption = 24,
    cards: CardsOption = "recognition",
    per_day: PerDayOption = None,
    audio: AudioOption = False,
    script: ScriptOption = "simp",
    deck: DeckOption = "",
    add: AddOption = False,
    review: ReviewOption = None,
    corrections: CorrectionsOption = None,
    preset: PresetOption = "classic",
    sections: SectionsOption = "",
    tiers: TiersOption = "core",
    versions: VersionsOption = 1,
    paper: PaperOption = "a4",
    pinyin: PinyinOption = "over",
    key: KeyOption = "separate",
    grid: GridOption = "tian",
    note: NoteOption = None,
    anki: AnkiOption = False,
    dry_run: DryRunOption = False,
    anki_templates: AnkiTemplatesOption = False,
    anki_url: AnkiUrlOption = ANKI_URL,
    anki_key: AnkiKeyOption = "",
    jobs: JobsOption = 0,
    dask: DaskOption = "",
    cedict: CedictOption = None,
) -> None:
    """Make an Anki deck, a worksheet and a quiz of an article; of several, one deck.

    Cuts and reads every word, chooses the words, facts and questions worth asking this learner,
    and says in a summary what was made and what to check. Open the .apkg file with Anki (File >
    Import), print the .pdf, open the .html files in a browser. Making a deck again corrects its
    cards in Anki and keeps what was learnt.
    """
    from quizgen.model import Settings, Sheet
    from quizgen.readers.folders import find_articles
    from quizgen.workers import Workers
    from quizgen.worksheet.settings import checked
    from quizgen.writers.course_outputs import course_outputs

    sheet = checked(
        Sheet(preset, parts(sections), paper, pinyin, key, parts(tiers), versions, grid), note
    )
    deck = deck.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    settings = Settings(
        learners_level(level, known),
        words,
        facts,
        script,
        deck,
        cards_of(cards),
        items,
        sheet,
        audio,
    )
    if audio:
        from quizgen.audio.engine import check_installed

        check_installed()
    found = find_articles(articles)
    several = anki or add or len(found) > 1
    if review and several:
        raise ExportError(
            f"{review}: --review is for one article with files of its own, not for several, --add "
            "or --anki"
        )
    if dry_run and not anki:
        raise ExportError("--dry-run: it says what --anki would do; give both, or neither")
    overrides = overrides_of(known, known_interval, corrections, review)
    read = (*(known or ()), corrections, review, note, cedict)
    if several:
        outputs = course_outputs(articles, output or (), to, deck=not anki, none=dry_run)
        target = _anki(anki_url, anki_key, dry_run, anki_templates) if anki else None
        make_several(
            found,
            outputs,
            settings,
            overrides,
            read,
            cedict,
            Workers(jobs, dask),
            add=add,
            anki=target,
            per_day=per_day,
        )
    else:
        _make_one(found[0], output, to, settings, overrides, read, cedict, per_day)


def _make_one(
    article: Path,
    output: list[Path] | None,
    to: str,
    settings: Settings,
    overrides: Overrides,
    read: tuple[Path | None, ...],
    cedict: Path | None,
    per_day: int | None,
) -> None:
    """The files of one article; `read` are the others that are read."""
    from quizgen.report import summary
    from quizgen.writers.outputs import (
        article_outputs,
        named_outputs,
        plan_files,
        require_content,
        usual_formats,
    )

    wanted = named_outputs(output, to) if output else article_outputs(article, usual_formats(to))
    outputs = plan_files(wanted, (article, *read), settings.sheet)
    with progress(article, cedict):
        lesson = lesson_of(article, settings, cedict, overrides)
        require_content(lesson, article, {one.format for one in wanted})
        written = [write(lesson, path) for path, write in outputs]
    typer.echo(
        summary(
            lesson,
            written,
            known=overrides.known,
            per_day=per_day,
            corrections=overrides.corrections,
        )
    )


def _anki(url: str, key: str, dry_run: bool, templates: bool) -> Anki:
    """A running Anki; looked for before any work, so that a missing one is said at once."""
    from quizgen.anki_connect.client import connect

    return Anki(connect(url, key), dry_run, templates)
