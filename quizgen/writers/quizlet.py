"""The word cards as lines for Quizlet's "import" box, term, tab, definition.

The box is a web page that nothing here can try: untested against the service. Facts are left out,
since a set is all of one sort: words to match with their meanings.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from quizgen.model import Lesson, Word
from quizgen.text.script import headword
from quizgen.wording import counted
from quizgen.writers import UNTESTED
from quizgen.writers.choices import about, summary
from quizgen.writers.files import Written, write_if_changed
from quizgen.writers.plain_csv import defused
from quizgen.writers.table import carded, facts_asked


def write(lesson: Lesson, path: Path) -> Written:
    """Write a line a word card, and a last one that names the source and the dictionary.

    The set has no other place for that credit, and the definitions need it.
    """
    words, facts = carded(lesson), facts_asked(lesson)
    cards = [(headword(word, lesson.settings.script), _definition(word)) for word in words]
    lines = [f"{defused(term)}\t{defused(said)}\n" for term, said in [*cards, _credit(lesson)]]
    changed = write_if_changed(path, "".join(lines).encode())
    left = Counter("fact card" if len(facts) == 1 else "fact cards" for _ in facts)
    return Written(
        path, changed, detail=summary(counted(len(words), "word"), left=left, notes=[UNTESTED])
    )


def _definition(word: Word) -> str:
    return f"{word.pinyin} {word.meaning}"


def _credit(lesson: Lesson) -> tuple[str, str]:
    return "（来源）", " ".join(about(lesson))  # (source)
