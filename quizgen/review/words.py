"""The words of a review: cards that are dropped, promoted or added, readings and meanings edited.

An edited reading is read so wherever the word stands with the old one, so that the passage on
cards and sheets agrees with the card.
"""

from __future__ import annotations

from dataclasses import replace

from quizgen.items.bank.words import here
from quizgen.items.levels import parse_level
from quizgen.model import Lesson, Word
from quizgen.review import ReviewRow
from quizgen.review.decisions import Decisions
from quizgen.review.places import Place, Syllables, find_all, is_cut, reading, reread, starts
from quizgen.review.rows import word_id, word_row
from quizgen.text.lexicon import Lexicon
from quizgen.text.listed import readings
from quizgen.text.spelling import spell
from quizgen.text.typed_pinyin import parse_pinyin, typed_words
from quizgen.translation.clause_alignment import clause_english

ELLIPSIS = "… \u3000"


def review_words(lesson: Lesson, made: Decisions, lexicon: Lexicon) -> Lesson:
    """The lesson with the words of the table, as they are read and explained there."""
    for at, word in enumerate(lesson.words):
        row = made.rows.get(word_id(word))
        if row:
            lesson = _decided(lesson, at, row, made, lexicon)
        elif word.tier == "card":
            made.count("words", "new")
            why = f"{word.reason}; not in the review table"
            lesson = put_word(lesson, at, replace(word, tier="gloss", reason=why))
    return replace(lesson, words=_merged(lesson, made))


def put_word(lesson: Lesson, at: int, word: Word) -> Lesson:
    """The lesson with another word in a place of the list."""
    return replace(lesson, words=(*lesson.words[:at], word, *lesson.words[at + 1 :]))


def _decided(lesson: Lesson, at: int, row: ReviewRow, made: Decisions, lexicon: Lexicon) -> Lesson:
    word = lesson.words[at]
    original = word_row(lesson, word)
    _require_known(word, row, original, made)
    meaning = " ".join(made.edit(row, original, "meaning").split())
    typed = made.edit(row, original, "pinyin")
    clause = made.edit(row, original, "clause")
    new = _moved(lesson, word, clause, row, made, lexicon) if clause else word
    new = with_meaning(new, meaning) if meaning else new
    if typed:
        lesson, new = _read(lesson, new, row, made, lexicon)
    elif word.doubtful and (meaning or made.clears(row, original)):
        lesson, new = _sure(lesson, new, lexicon)
    elif row.doubtful and not word.doubtful:
        new = replace(new, doubtful=True)
    edited = new != word
    if edited:
        made.count("words", "edited")
        made.ids |= {word_id(new): row.id} if word_id(new) != row.id else {}
    return put_word(lesson, at, _in_tier(new, row, made))


def _require_known(word: Word, row: ReviewRow, original: ReviewRow, made: Decisions) -> None:
    made.require_yes_or_no(row)
    made.require_same(row, original, "kind")
    if row.hanzi not in (word.hanzi, word.traditional):
        made.require_same(row, original, "hanzi")


def _in_tier(word: Word, row: ReviewRow, made: Decisions) -> Word:
    """The word with a card or without one, as its row says."""
    if row.keep == "yes" and not word.meaning:
        raise made.refuse(row, f"{word.hanzi} has no meaning: write one, or set keep to no")
    if row.keep == "yes":
        made.count("words", "kept")
    if (row.keep == "yes") == (word.tier == "card"):
        return word
    if row.keep == "yes":
        made.count("words", "promoted")
        return replace(word, tier="card", reason=f"{word.reason}; kept in the review")
    made.count("words", "dropped")
    return replace(word, tier="gloss", reason=f"{word.reason}; dropped in the review")


def with_meaning(word: Word, meaning: str) -> Word:
    """The word with another meaning, which questions then use as they use a confirmed one."""
    noun = "" if word.pos == "v" else word.pos
    new = replace(
        word,
        meaning=meaning,
        other_meanings=tuple(other for other in word.other_meanings if other != meaning),
        sense="confirmed",
        confidence=1.0,
        pos="v" if meaning.startswith("to ") else noun,
        reason=f"{word.reason}; the meaning is the teacher's",
    )
    return new if here(new) else replace(new, rendered=meaning)


def _moved(
    lesson: Lesson, word: Word, clause: str, row: ReviewRow, made: Decisions, lexicon: Lexicon
) -> Word:
    """The word as it stands in the clause that was typed."""
    syllables = tuple(word.pinyin_numbers.lower().split())
    place, span = place_in(lesson, word.hanzi, clause, syllables, row, made)
    sentence = lesson.sentences[place[0]]
    more = {word.sentence, *word.more_sentences} - {place[0]}
    return replace(
        word,
        sentence=place[0],
        start=place[1],
        end=place[2],
        clause=span,
        clause_en=clause_english(sentence.zh, sentence.en, span, lexicon, lesson.article.glossary),
        evidence=word.evidence if word.evidence in sentence.en else "",
        more_sentences=tuple(sorted(more)),
    )


def place_in(
    lesson: Lesson, hanzi: str, clause: str, syllables: Syllables, row: ReviewRow, made: Decisions
) -> tuple[Place, tuple[int, int]]:
    """Where a word stands in a clause of the article, and the clause's span.

    Of several places one that is read so comes first, then one that is a word there.
    """
    found = [
        ((number, low + at, low + at + len(hanzi)), (low, high))
        for number, low, high in find_all(lesson, clause.strip(ELLIPSIS))
        for at in starts(lesson.sentences[number].zh[low:high], hanzi)
    ]
    if not found:
        problem = f"“{clause}” is no piece of the article with {hanzi} in it"
        raise made.refuse(row, f"{problem}: copy the clause from the article")
    return max(found, key=lambda one: worth(lesson, one[0], syllables))


def worth(lesson: Lesson, place: Place, syllables: Syllables) -> tuple[bool, bool]:
    """Whether a place is read so, and whether it is a word there."""
    number, start, end = place
    sentence = lesson.sentences[number]
    return reading(sentence, start, end) == syllables, is_cut(sentence, start, end)


def typed_reading(row: ReviewRow, hanzi: str, made: Decisions) -> Syllables:
    """The syllables that were typed for a word. Raises `ReviewError`."""
    try:
        return parse_pinyin(row.pinyin, hanzi)
    except ValueError as error:
        raise made.refuse(row, f"the pinyin “{row.pinyin}” of {hanzi} is bad: {error}") from None


def printed(row: ReviewRow, hanzi: str, syllables: Syllables, pos: str, lexicon: Lexicon) -> str:
    """The reading as printed: in the words that were typed, or as we would cut them."""
    proper = row.pinyin[:1].isupper()
    return typed_words(row.pinyin, hanzi) or spell(hanzi, syllables, pos, lexicon, proper=proper)


def _read(
    lesson: Lesson, word: Word, row: ReviewRow, made: Decisions, lexicon: Lexicon
) -> tuple[Lesson, Word]:
    """The lesson and the word with the reading that was typed."""
    syllables = typed_reading(row, word.hanzi, made)
    spelled = printed(row, word.hanzi, syllables, word.pos, lexicon)
    numbers = " ".join(syllables)
    if (numbers, spelled) == (word.pinyin_numbers.lower(), word.pinyin):
        return lesson, word  # the same, typed otherwise
    lesson = read_so(lesson, _place(word), syllables, spelled, lexicon)
    level = parse_level(lesson.settings.level)
    new = replace(
        word,
        pinyin=spelled,
        pinyin_numbers=numbers,
        traditional=traditional_form(word.hanzi, syllables, lexicon) or word.traditional,
        level=level.printed(level.of(word.hanzi, syllables)),
        doubtful=False,
        reason=f"{word.reason}; the reading is the teacher's",
    )
    return lesson, new


def _place(word: Word) -> Place:
    return word.sentence, word.start, word.end


def _sure(lesson: Lesson, word: Word, lexicon: Lexicon) -> tuple[Lesson, Word]:
    """The lesson and the word without a doubt about its reading."""
    syllables = tuple(word.pinyin_numbers.split())
    lesson = read_so(lesson, _place(word), syllables, word.pinyin, lexicon)
    return lesson, replace(word, doubtful=False)


def read_so(
    lesson: Lesson, place: Place, syllables: Syllables, spelled: str, lexicon: Lexicon
) -> Lesson:
    """The lesson with this place read so, and all others where the word has had its reading."""
    number, start, end = place
    sentence = lesson.sentences[number]
    was, found = reading(sentence, start, end), find_all(lesson, sentence.zh[start:end])
    alike = (one for one in found if all(worth(lesson, one, was)))
    places = list(dict.fromkeys((place, *alike)))
    return replace(lesson, sentences=reread(lesson.sentences, places, syllables, spelled, lexicon))


def traditional_form(hanzi: str, syllables: Syllables, lexicon: Lexicon) -> str:
    """The traditional form that the dictionary has for a reading, or ""."""
    entries = readings(hanzi, lexicon).get(syllables, ())
    return next((entry.traditional for entry in entries if entry.simplified == hanzi), "")


def _merged(lesson: Lesson, made: Decisions) -> tuple[Word, ...]:
    """The words; one that is read now as another word of the article is, takes its place."""
    kept: list[Word] = []
    for word in lesson.words:
        name = word_id(word)
        twins = [w for w in lesson.words if name in made.ids and word_id(w) == name]
        if sum(twin.tier == "card" for twin in twins) > 1:
            row = made.rows[made.ids[name]]
            problem = f"{word.hanzi} {word.pinyin} is on another card already"
            raise made.refuse(row, f"{problem}: set keep to no in one of the two rows")
        if not twins or word is max(twins, key=lambda twin: twin.tier == "card"):
            kept.append(word)
    return tuple(kept)
