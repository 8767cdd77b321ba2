"""Words that a teacher added to the review table: each one stands in the article."""

from __future__ import annotations

from dataclasses import replace

from quizgen.items.clauses import clause_span
from quizgen.items.levels import parse_level
from quizgen.model import Lesson, Word
from quizgen.review import ReviewRow
from quizgen.review.decisions import Decisions
from quizgen.review.places import Place, Syllables, find_all, reading
from quizgen.review.rows import WORD, word_id
from quizgen.review.words import (
    place_in,
    printed,
    put_word,
    read_so,
    traditional_form,
    typed_reading,
    with_meaning,
    worth,
)
from quizgen.text.lexicon import Lexicon
from quizgen.text.listed import HAN, readings
from quizgen.text.script import traditional_text
from quizgen.text.spelling import spell
from quizgen.translation.clause_alignment import clause_english

_REASON = "added in the review"


def add_words(lesson: Lesson, made: Decisions, lexicon: Lexicon) -> Lesson:
    """The lesson with the added words as cards. Raises `ReviewError` for one that can't be."""
    for row in made.new:
        if row.kind.casefold() == WORD:
            made.require_yes_or_no(row)
            lesson = _with(lesson, row, made, lexicon)
            made.count("words", "added")
    return lesson


def _with(lesson: Lesson, row: ReviewRow, made: Decisions, lexicon: Lexicon) -> Lesson:
    meaning = " ".join(row.meaning.split())
    if not row.hanzi or not all(map(HAN.match, row.hanzi)):
        raise made.refuse(row, "an added word needs Chinese characters, and nothing else, as hanzi")
    if not meaning:
        raise made.refuse(row, f"the added word {row.hanzi} needs a meaning")
    place, clause = _place(lesson, row, made)
    sentence = lesson.sentences[place[0]]
    hanzi = sentence.zh[place[1] : place[2]]
    lesson, syllables, spelled = _reading(lesson, row, place, hanzi, made, lexicon)
    known = _known(lesson, hanzi, syllables)
    word = lesson.words[known] if known >= 0 else _bare(lesson, hanzi, syllables, lexicon)
    if known >= 0:
        _require_free(word, row, made)
    english = clause_english(sentence.zh, sentence.en, clause, lexicon, lesson.article.glossary)
    new = replace(
        word,
        pinyin=spelled,
        tier="card",
        sentence=place[0],
        start=place[1],
        end=place[2],
        clause=clause,
        clause_en=english,
        evidence=meaning if meaning in sentence.en else "",
        doubtful=False,
        reason=_REASON,
    )
    new = replace(with_meaning(new, meaning), reason=_REASON)
    made.ids[word_id(new)] = ""
    made.added.append(hanzi)
    return put_word(lesson, known, new) if known >= 0 else _inserted(lesson, new)


def _place(lesson: Lesson, row: ReviewRow, made: Decisions) -> tuple[Place, tuple[int, int]]:
    """Where the word stands, and the clause that its card shows."""
    syllables = typed_reading(row, row.hanzi, made) if row.pinyin else ()
    if row.clause:
        return place_in(lesson, row.hanzi, row.clause, syllables, row, made)
    found = list(find_all(lesson, row.hanzi))
    if not found:
        problem = f"{row.hanzi} doesn't stand in the article"
        raise made.refuse(row, f"{problem}, and every card shows the sentence of its word")
    place = max(found, key=lambda one: worth(lesson, one, syllables)[:: 1 if syllables else -1])
    return place, clause_span(lesson.sentences[place[0]], place[1], place[2])


def _reading(
    lesson: Lesson, row: ReviewRow, place: Place, hanzi: str, made: Decisions, lexicon: Lexicon
) -> tuple[Lesson, Syllables, str]:
    """How the word is read: as typed, else as the article has it; the passage then agrees."""
    number, start, end = place
    was = reading(lesson.sentences[number], start, end)
    if not row.pinyin:
        if not all(was):
            raise made.refuse(row, f"the added word {hanzi} needs its pinyin")
        return lesson, was, _spelled(lesson, place, was, lexicon)
    syllables = typed_reading(row, hanzi, made)
    spelled = printed(row, hanzi, syllables, "", lexicon)
    if syllables != was:
        lesson = read_so(lesson, place, syllables, spelled, lexicon)
    return lesson, syllables, spelled


def _spelled(lesson: Lesson, place: Place, syllables: Syllables, lexicon: Lexicon) -> str:
    number, start, end = place
    sentence = lesson.sentences[number]
    token = next((t for t in sentence.tokens if (t.start, t.end) == (start, end)), None)
    return token.spelled if token else spell(sentence.zh[start:end], syllables, "", lexicon)


def _known(lesson: Lesson, hanzi: str, syllables: Syllables) -> int:
    """Where the article's list has this word with this reading, -1 if it hasn't."""
    numbers = " ".join(syllables)
    places = (
        at
        for at, word in enumerate(lesson.words)
        if (word.hanzi, word.pinyin_numbers.lower()) == (hanzi, numbers)
    )
    return next(places, -1)


def _require_free(word: Word, row: ReviewRow, made: Decisions) -> None:
    """Refuse a word that stands in another row."""
    name = word_id(word)
    other = made.rows.get(made.ids.get(name) or name)
    if other:
        problem = f"{word.hanzi} {word.pinyin} is row {other.number} already"
        raise made.refuse(row, f"{problem}: edit that one")
    if name in made.ids:
        raise made.refuse(row, f"{word.hanzi} {word.pinyin} is added twice")


def _bare(lesson: Lesson, hanzi: str, syllables: Syllables, lexicon: Lexicon) -> Word:
    """The word with what books say of it, its place and meaning still to be filled in."""
    level, known = parse_level(lesson.settings.level), lexicon.word(hanzi)
    return Word(
        hanzi=hanzi,
        traditional=traditional_form(hanzi, syllables, lexicon) or traditional_text(hanzi),
        pinyin="",
        pinyin_numbers=" ".join(syllables),
        tier="card",
        meaning="",
        other_meanings=(),
        evidence="",
        sense="confirmed",
        label="",
        sentence=0,
        start=0,
        end=0,
        clause=(0, 0),
        clause_en="",
        level=level.printed(level.of(hanzi, syllables)),
        frequency=round(lexicon.per_million(hanzi), 2),
        pos=known.tag if known else "",
        reason=_REASON,
        ambiguous=len(readings(hanzi, lexicon, names=False)) > 1,
    )


def _inserted(lesson: Lesson, word: Word) -> Lesson:
    """The lesson with one word more, before the first that stands behind it in the article."""
    here = (word.sentence, word.start)
    later = (at for at, w in enumerate(lesson.words) if (w.sentence, w.start) > here)
    at = next(later, len(lesson.words))
    return replace(lesson, words=(*lesson.words[:at], word, *lesson.words[at:]))
