"""Rows of words that have another id since the table was written.

A correction read the word otherwise, or gave it a note of its own. Such a row is followed by its
characters. What it says of the old reading is no edit: the correction came later.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from quizgen.model import Lesson, Word
from quizgen.review import ReviewRow
from quizgen.review.decisions import Decisions
from quizgen.review.places import Syllables
from quizgen.review.rows import is_shown, word_id
from quizgen.review.words import traditional_form
from quizgen.text.lexicon import Lexicon
from quizgen.text.listed import readings
from quizgen.text.script import traditional_text
from quizgen.text.typed_pinyin import parse_pinyin
from quizgen.translation.glosses import parts_of, tidy


def follow_words(lesson: Lesson, made: Decisions, lexicon: Lexicon) -> None:
    """Give the rows of such words the ids that their words have now.

    A row whose word can't be told stays as it is: just one word of the article must have its
    characters and no row of its own.
    """
    known = {word_id(word) for word in lesson.words}
    lost = [
        row
        for name, row in made.rows.items()
        if name.startswith("card-word-") and name not in known
    ]
    for row in lost:
        word = _word(row, lost, [w for w in lesson.words if word_id(w) not in made.rows])
        if word:
            del made.rows[row.id]
            made.rows[word_id(word)] = _brought_up(row, word, lexicon)
            made.followed.append(word.hanzi)


def _word(row: ReviewRow, lost: Iterable[ReviewRow], free: Iterable[Word]) -> Word | None:
    """The one word that the row can be about; one that a table shows before one that it doesn't."""
    alike = [word for word in free if row.hanzi in (word.hanzi, word.traditional)]
    alike = [word for word in alike if is_shown(word)] or alike
    alone = sum(other.hanzi == row.hanzi for other in lost) == 1
    return alike[0] if alone and len(alike) == 1 else None


def _brought_up(row: ReviewRow, word: Word, lexicon: Lexicon) -> ReviewRow:
    """The row with its word's id, and without the reading and the meaning that it had before."""
    new = replace(row, id=word_id(word))
    old = _old_reading(row, word, lexicon)
    if not old:
        return new
    entries = readings(word.hanzi, lexicon).get(old, ())
    senses = [sense for entry in entries for sense in entry.senses]
    listed = {text for sense in senses for text in (tidy(sense), *parts_of(sense))}
    return replace(new, pinyin="", meaning="" if row.meaning in listed else row.meaning)


def _old_reading(row: ReviewRow, word: Word, lexicon: Lexicon) -> Syllables:
    """The reading in the row, if its id is made of it: nobody typed it. Else ()."""
    try:
        old = parse_pinyin(row.pinyin, word.hanzi)
    except ValueError:
        return ()
    forms = (word.traditional, traditional_form(word.hanzi, old, lexicon), row.hanzi)
    was = (
        replace(word, pinyin_numbers=" ".join(old), traditional=form, variant="")
        for form in (*forms, traditional_text(word.hanzi))
    )
    return old if any(word_id(one) == row.id for one in was) else ()
