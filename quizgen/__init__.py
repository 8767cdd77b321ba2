"""quizgen turns one Chinese article into one class.

from pathlib import Path
from quizgen import Settings, make_lesson, read_article, write

lesson = make_lesson(read_article(Path("article.txt")), Settings(level="hsk2025:4"))
write(lesson, Path("article.apkg"))
"""

from typing import TYPE_CHECKING, Any

__all__ = ["QuizgenError", "Settings", "make_lesson", "read_article", "write"]

if TYPE_CHECKING:
    __version__: str
    from quizgen.errors import QuizgenError
    from quizgen.lesson import make_lesson
    from quizgen.model import Settings
    from quizgen.readers import read_article
    from quizgen.writers import write

_HOMES = {
    "QuizgenError": "errors",
    "Settings": "model",
    "make_lesson": "lesson",
    "read_article": "readers",
    "write": "writers",
}


def __getattr__(name: str) -> Any:
    """Load a public name when it is first used: `quizgen --help` needs none of them."""
    from importlib import import_module, metadata

    if name == "__version__":
        return metadata.version("quizgen")
    if name in _HOMES:
        return getattr(import_module(f"quizgen.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'quizgen' has no attribute {name!r}")
