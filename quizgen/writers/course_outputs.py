"""Where the files of several articles go: one deck of all, and a folder for the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from quizgen.errors import ExportError
from quizgen.model import Sheet
from quizgen.writers.outputs import (
    FOLDER,
    Output,
    article_outputs,
    require_outputs,
    usual_formats,
)


@dataclass(frozen=True, slots=True)
class CourseOutputs:
    """`deck` is the .apkg of all articles (None: none), and `named` whether that name is one that
    somebody gave: with -o, or by naming a folder of articles. Each article's files have its name
    and these `formats`, in `folder`."""

    deck: Path | None
    folder: Path
    formats: tuple[str, ...]
    named: bool = False

    def of(self, article: Path) -> list[Output]:
        """The files of one article."""
        return article_outputs(article, self.formats, self.folder)


def course_outputs(
    articles: Sequence[Path],
    outputs: Sequence[Path],
    to: str,
    *,
    deck: bool = True,
    none: bool = False,
) -> CourseOutputs:
    """What to write for several articles, named by `-o` and `--to`; `articles` as they were given.

    `-o` takes a deck (.apkg) and a folder; without `deck` the cards go into Anki, and no deck file
    is written. `none` writes nothing. Raises `ExportError` for anything else.
    """
    formats = usual_formats(to)
    decks = [path for path in outputs if path.suffix.lower() == ".apkg"]
    folders = [path for path in outputs if path not in decks]
    wrong = next((path for path in folders if path.suffix and not path.is_dir()), None)
    if wrong or len(decks) > 1 or len(folders) > 1:
        raise ExportError(
            f"{wrong or outputs[-1]}: with several articles, or --add, -o takes one deck "
            "(.apkg) for all of them and one folder for the other files"
        )
    if decks and not deck:
        raise ExportError(
            f"{decks[0]}: with --anki the cards go straight into Anki; a deck file of the same "
            "cards would make them twice there"
        )
    if none:
        return CourseOutputs(None, FOLDER, ())
    folder = folders[0] if folders else FOLDER
    usual = folder / f"{_name(articles)}.apkg"
    wanted = deck and "anki" in formats and (folders or not outputs)
    file = decks[0] if decks else usual if wanted else None
    own = formats if folders or not outputs or to else ()
    named = bool(decks) or _is_one_folder(articles)
    return CourseOutputs(file, folder, tuple(name for name in own if name != "anki"), named)


def check_outputs(
    outputs: CourseOutputs,
    articles: Sequence[Path],
    inputs: Sequence[Path | None],
    sheet: Sheet,
) -> None:
    """Refuse, before any work, files that can't be written, are read, or are two articles' at once.

    `inputs` are the files that are read beside the articles. Raises `ExportError`. Two articles of
    one name pass: the second is refused as an article.
    """
    articles_of: dict[Path, Path] = {}
    for article in articles:
        for path in (path for output in outputs.of(article) for path, _ in output.files(sheet)):
            first = articles_of.setdefault(path, article)
            if first.stem != article.stem:
                raise ExportError(
                    f"{path}: {first} and {article} would both become this file; rename one of them"
                )
    deck = [outputs.deck] if outputs.deck else []
    require_outputs([*articles_of, *deck], [*articles, *inputs])


def _name(articles: Sequence[Path]) -> str:
    """A course from one folder is called after it, one from a file after that."""
    only = articles[0].resolve() if len(articles) == 1 else Path("course")
    return (only.name if _is_one_folder(articles) else only.stem) or "course"


def _is_one_folder(articles: Sequence[Path]) -> bool:
    return len(articles) == 1 and articles[0].is_dir()
