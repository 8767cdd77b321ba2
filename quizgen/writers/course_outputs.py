"""Where the files of several articles go: one deck of all, and a folder for the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from quizgen.errors import ExportError
from quizgen.writers import USUAL, WRITERS, find_format

FOLDER = Path("decks")


@dataclass(frozen=True, slots=True)
class CourseOutputs:
    """`deck` is the .apkg of all articles (None: none); each article's files have its name and
    these `suffixes`, in `folder`."""

    deck: Path | None
    folder: Path
    suffixes: tuple[str, ...]

    def of(self, article: Path) -> list[Path]:
        """The files of one article."""
        return [self.folder / f"{article.stem}{suffix}" for suffix in self.suffixes]


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
    if to:
        find_format(FOLDER / "article", to)  # a name that is no format is refused
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
    own = tuple(suffix for suffix in USUAL if suffix != ".apkg")
    if to:
        own = () if to == "anki" else (WRITERS[to].suffixes[0],)
    usual = folder / f"{_name(articles)}.apkg"
    wanted = deck and to in ("", "anki") and (folders or not outputs)
    file = decks[0] if decks else usual if wanted else None
    return CourseOutputs(file, folder, own if folders or not outputs or to else ())


def _name(articles: Sequence[Path]) -> str:
    """A course from one folder is called after it."""
    only = articles[0].resolve() if len(articles) == 1 else Path("course")
    return only.name or "course"
