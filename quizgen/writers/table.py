"""The cards as a table: `.csv` for spreadsheets, `.tsv` for Anki's own text import.

A row is a word card or a fact card. Its id is the note's in the deck, so that Anki makes no second
note of one that it has from either. A fact's "hanzi" is the answer, its "meaning" the English that
says it, its "other meanings" the other ways to write the answer, its "label" what is asked for.
A word's "key" is its note's Key: by it the row is found again when the reading was corrected.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from quizgen.model import BLANK, Lesson, Question, Sentence, Word
from quizgen.readers.tables import COLUMNS
from quizgen.text.script import headword, in_script
from quizgen.wording import counted, few
from quizgen.writers.anki.notes import fact_guid, fact_tags, word_guid, word_tags
from quizgen.writers.anki.passage import shown_clause
from quizgen.writers.anki.word_fields import word_key
from quizgen.writers.choices import one_line
from quizgen.writers.files import Written, write_if_changed
from quizgen.writers.older_rows import REMOVED, Row, fallen_out, read_rows, with_older_ids
from quizgen.writers.plain_csv import csv_bytes

_JOINER = "\u2060"  # the word joiner: no width, no break
# What Anki would play, typeset or fill in when it shows a field, parted where it begins; and what
# a spreadsheet would calculate, if the table is opened there.
_COMMANDS = re.compile(
    r"(?<=\[)(?=sound:|/?latex|/?\$|anki:)|(?<=\{)(?=\{)|(?<=\})(?=\})|(?<=\\)(?=[(\[])"
    "|^(?=[=+@＝＋－＠-])"
)


def write_csv(lesson: Lesson, path: Path) -> Written:
    """Write the table for spreadsheets: with a header and a byte order mark, formulas defused."""
    return _written(lesson, path, _for_spreadsheets)


def write_tsv(lesson: Lesson, path: Path) -> Written:
    """Write the table for Anki's text import."""
    return _written(lesson, path, _for_anki)


def _written(
    lesson: Lesson, path: Path, encoded: Callable[[list[str], list[Row]], bytes]
) -> Written:
    """Write the rows, and after them those that the older table had and this lesson hasn't."""
    names = columns(lesson.settings.script)
    older, remark = read_rows(path)
    made = with_older_ids(rows(lesson), older)
    removed = fallen_out(made, older, names)
    words = sum(row["kind"] == "word" for row in made)
    held = f"{counted(words, 'word')}, {counted(len(made) - words, 'fact')}"
    answers = [row["hanzi"] for row in removed]
    gone = f"{len(removed)} tagged {REMOVED}: {few(answers)}" if removed else ""
    changed = write_if_changed(path, encoded(names, [*made, *removed]))
    return Written(path, changed, detail="; ".join(filter(None, (held, gone, remark))))


def carded(lesson: Lesson) -> list[Word]:
    """The words with a card, in the order of the article."""
    words = [word for word in lesson.words if word.tier == "card"]
    return sorted(words, key=lambda word: (word.sentence, word.start))


def facts_asked(lesson: Lesson) -> list[Question]:
    """The facts with a card, in the order of the article."""
    asked = [question for question in lesson.questions if question.asked and not question.doubtful]
    return sorted(asked, key=lambda question: (question.sentence, question.start))


def rows(lesson: Lesson) -> list[Row]:
    """A row a card, words first, by the names of the columns; of two with one id, the first."""
    words = [_word(lesson, word) for word in carded(lesson)]
    facts = [_fact(lesson, question) for question in facts_asked(lesson)]
    first = {row["id"]: row for row in reversed(words + facts)}
    return [first[name] for name in dict.fromkeys(row["id"] for row in words + facts)]


def columns(script: str = "simp") -> list[str]:
    """The names of the columns. "hanzi" is the class's own script, the other one is named."""
    other = "simplified" if script == "trad" else "traditional"
    return [
        "id", "kind", "hanzi", other, "pinyin", "meaning", "other meanings", "clause",
        "clause English", "sentence", "sentence English", "level", "label", "evidence", "sense",
        "doubtful", "why", "source", "dictionary", "key", "tags",
    ]  # fmt: skip


def _row(lesson: Lesson, *cells: str) -> Row:
    return dict(zip(columns(lesson.settings.script), map(one_line, cells), strict=True))


def _word(lesson: Lesson, word: Word) -> Row:
    script, sentence = lesson.settings.script, lesson.sentences[word.sentence]
    zh = in_script(sentence.zh, script)
    clause = zh[slice(*shown_clause(sentence, word))]
    return _row(
        lesson,
        word_guid(word),
        "word",
        headword(word, script),
        word.hanzi if script == "trad" else word.traditional,
        word.pinyin,
        word.meaning,
        "; ".join(word.other_meanings),
        clause,
        word.clause_en,
        zh,
        sentence.en,
        word.level,
        word.label,
        word.evidence,
        word.sense,
        "yes" if word.doubtful else "",
        word.reason,
        _source(lesson),
        lesson.dictionary,
        word_key(word),
        " ".join(word_tags(lesson, word)),
    )


def _fact(lesson: Lesson, question: Question) -> Row:
    script, sentence = lesson.settings.script, lesson.sentences[question.sentence]
    answer = in_script(question.answer, script)
    return _row(
        lesson,
        fact_guid(lesson, question),
        "fact",
        answer,
        question.answer if script == "trad" else in_script(question.answer, "trad"),
        "",
        question.english,
        "; ".join(in_script(other, script) for other in question.accepted),
        in_script(with_hole(sentence, question), script),
        "",
        in_script(sentence.zh, script),
        sentence.en,
        "",
        question.hint,
        question.english,
        "",
        "",
        question.reason,
        _source(lesson),
        "",
        "",
        " ".join(fact_tags(lesson, question)),
    )


def _source(lesson: Lesson) -> str:
    return lesson.article.source or lesson.article.stem


def with_hole(sentence: Sentence, question: Question) -> str:
    """The clause with a blank for the answer, and the brackets that explain it."""
    start, end = question.context if any(question.context) else (0, len(sentence.zh))
    edits = [(question.start, question.end, BLANK), *_brackets(question)]
    text = sentence.zh
    for low, high, new in sorted(edits, reverse=True):  # from the end: offsets before it hold
        if start <= low and high <= end:
            text, end = f"{text[:low]}{new}{text[high:]}", end + len(new) - (high - low)
    return text[start:end]


def _brackets(question: Question) -> Iterator[tuple[int, int, str]]:
    """Where brackets stand; one inside the hole would tell of the answer and goes behind it."""
    for at, text in question.added:
        place = question.end if question.start < at < question.end else at
        yield place, place, text


def _for_spreadsheets(names: list[str], made: list[Row]) -> bytes:
    return csv_bytes([names], (list(row.values()) for row in made), bom=True)


def _for_anki(names: list[str], made: list[Row]) -> bytes:
    """Rows for Anki, every cell quoted: an id may begin with `#`, which would be a comment."""
    head = [
        "#separator:tab",
        "#html:false",
        "#guid column:1",
        f"#tags column:{len(names)}",
        COLUMNS + "\t".join(names),
    ]
    file = io.StringIO()
    table = csv.writer(file, delimiter="\t", quoting=csv.QUOTE_ALL, lineterminator="\n")
    for row in made:
        name, *cells = row.values()
        table.writerow([name, *(_COMMANDS.sub(_JOINER, cell) for cell in cells)])
    return ("\n".join(head) + "\n" + file.getvalue()).encode()
