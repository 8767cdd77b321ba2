"""The word cards as a flashcard file for Pleco: untested against the service.

Pleco shows the meaning that the word has in the article, and the others behind "also:".
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from quizgen.model import Lesson, Word
from quizgen.wording import counted
from quizgen.writers import UNTESTED
from quizgen.writers.choices import about, one_line, summary, title
from quizgen.writers.files import Written, write_if_changed
from quizgen.writers.table import carded, facts_asked


def write(lesson: Lesson, path: Path) -> Written:
    """Write a card a word, all in one category; facts, which have no headword, are left out."""
    words, facts = carded(lesson), facts_asked(lesson)
    changed = write_if_changed(path, dumps(lesson, words).encode())
    left = Counter("fact card" if len(facts) == 1 else "fact cards" for _ in facts)
    return Written(
        path, changed, detail=summary(counted(len(words), "word"), left=left, notes=[UNTESTED])
    )


def dumps(lesson: Lesson, words: list[Word]) -> str:
    """The file as text; the credit is a comment, since Pleco has no field for one."""
    category = quoteattr(title(lesson).replace("/", " "))  # a slash would make a category in it
    credit = re.sub("-(?=-)", "- ", " ".join(about(lesson)))  # `--` would end it
    return "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            f"<!-- {credit} -->",
            '<plecoflash formatversion="2" creator="0" generator="quizgen" platform="quizgen">',
            f"<categories><category name={category}/></categories>",
            "<cards>",
            *(_card(word, category) for word in words),
            "</cards>",
            "</plecoflash>",
            "",
        ]
    )


def _card(word: Word, category: str) -> str:
    reading = word.pinyin_numbers.replace(" ", "")
    also = f" (also: {'; '.join(word.other_meanings)})" if word.other_meanings else ""
    return (
        '<card language="chinese"><entry>'
        f'<headword charset="sc">{_text(word.hanzi)}</headword>'
        f'<headword charset="tc">{_text(word.traditional or word.hanzi)}</headword>'
        f'<pron type="hypy" tones="numbers">{_text(reading)}</pron>'
        f"<defn>{_text(word.meaning + also)}</defn>"
        f"</entry><catassign category={category}/></card>"
    )


def _text(text: str) -> str:
    return escape(one_line(text))
