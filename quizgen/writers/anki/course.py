"""A deck of several articles: each word is taught once, and later articles add to its back.

The first article that teaches a word owns its note: front and first meaning stay as they are. A
later one adds a block to the field OtherArticles, with its clause and what the word means *there*.
Blocks and tags say which article is which, so that any article can be made again by itself.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from quizgen.known import Known
from quizgen.model import Lesson, Word
from quizgen.translation.english import akin, content_words
from quizgen.writers.anki.markup import composed, tag
from quizgen.writers.anki.note_types import VOCABULARY, NoteContent
from quizgen.writers.anki.notes import guid_of, make_notes, source_tag
from quizgen.writers.anki.revision import (
    blocks_of,
    characters_of,
    is_owned,
    key_of,
    owner,
    values_of,
    with_blocks,
)
from quizgen.writers.anki.word_fields import other_article, word_key

_MOST = 6  # articles on a word's back beside its own: nobody scrolls further


@dataclass(frozen=True, slots=True)
class OtherSense:
    """A word that an article uses in another sense than the one that its card teaches."""

    hanzi: str
    pinyin: str
    taught: str
    here: str
    article: str


@dataclass(frozen=True, slots=True)
class Course:
    """The notes of a deck in their order, and what else is in it and to be said of it.

    `decks` are the descriptions of decks by their names, `media` the sounds by theirs.
    """

    notes: tuple[NoteContent, ...] = ()
    decks: Mapping[str, str] = field(default_factory=dict)
    media: Mapping[str, bytes] = field(default_factory=dict)
    senses: tuple[OtherSense, ...] = ()


def add_lesson(course: Course, lesson: Lesson) -> Course:
    """The course with what this lesson teaches in place of what it taught before.

    Its new words come where its old ones were, else at the end. A word that an article before it
    owns gets this article's clause on its back.
    """
    stem = lesson.article.stem
    words = {word_key(word): word for word in lesson.words if word.tier != "name"}
    others, before = _parted(course.notes, stem)
    taken = {key_of(note) for note in others}
    fresh = [note for note in make_notes(lesson) if key_of(note) not in taken]
    own = [_kept_blocks(note, before) for note in adopted(fresh, before)]
    made = {note.guid for note in own}
    # Another article has its clause on this note: it stays although this one dropped the word.
    own += [note for note in before if note.guid not in made and blocks_of(note)[1]]
    place = _place(course.notes, others, stem)
    earlier = [with_clause(note, lesson, words.get(key_of(note))) for note in others[:place]]
    notes = _numbered((*earlier, *own, *others[place:]))
    senses = (*course.senses, *other_senses(earlier, lesson, words))
    return Course(notes, course.decks, {**course.media, **media_of(lesson)}, senses)


def media_of(lesson: Lesson) -> dict[str, bytes]:
    """The sounds of a lesson by their names."""
    return {sound.name: sound.content for sound in lesson.sounds}


def taught(course: Course, article: str) -> Known:
    """The words that the articles before this one teach, with their readings.

    `lists` says which article teaches a word.
    """
    others, before = _parted(course.notes, article)
    entries: dict[str, set[tuple[str, ...]]] = {}
    lists: dict[str, str] = {}
    for note in others[: _place(course.notes, others, article)] if before else others:
        for hanzi, reading in words_of(note):
            entries.setdefault(hanzi, set()).add(reading)
            lists.setdefault(hanzi, f"a card of {owner(note)}")
    return Known({word: frozenset(read) for word, read in entries.items()}, lists=lists)


def words_of(note: NoteContent) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The word that a note teaches, in one or two scripts, with its reading; a fact's has none."""
    if note.note_type is VOCABULARY:
        values = values_of(note)
        reading = tuple(html.unescape(values["PinyinNumbers"]).split())
        for hanzi in dict.fromkeys(filter(None, (values["Hanzi"], values["Traditional"]))):
            yield hanzi, reading


def without_taught(notes: Iterable[NoteContent], lesson: Lesson) -> Lesson:
    """The lesson without cards for words whose card is, among these notes, another article's."""
    stem = lesson.article.stem
    owners = {key_of(note): owner(note) for note in notes if not is_owned(note, stem)}
    return replace(
        lesson,
        words=tuple(
            replace(w, tier="skip", reason=f"{w.reason}; on a card of {owners[word_key(w)]}")
            if w.tier == "card" and word_key(w) in owners
            else w
            for w in lesson.words
        ),
    )


def met(notes: Iterable[NoteContent], lesson: Lesson) -> int:
    """How many words of this lesson are on cards, among these, that other articles own."""
    stem = composed(lesson.article.stem)
    return sum(stem in blocks_of(note)[1] for note in notes)


def adopted(notes: Iterable[NoteContent], older: Iterable[NoteContent]) -> list[NoteContent]:
    """The notes with the GUIDs that learners have: one whose reading was corrected keeps its own.

    The old note with the same Key is the same note. A word of the new notes whose Key isn't among
    the old ones is the old note with the same characters, simplified and traditional, if there is
    just one such note on either side. No GUID is given twice: a word that comes to the reading
    which another note had before its correction gets one of its own.
    """
    made, held = list(notes), list(older)
    guids = {key_of(note): note.guid for note in held}
    new, old = _by_characters(made), _by_characters(held)
    for characters, group in new.items():
        same = old.get(characters, [])
        if len(group) == len(same) == 1:
            guids.setdefault(key_of(group[0]), same[0].guid)
    taken = {guids[key_of(note)] for note in made if key_of(note) in guids}
    return [replace(note, guid=_guid(note, guids, taken)) for note in made]


def _guid(note: NoteContent, guids: Mapping[str, str], taken: set[str]) -> str:
    key = key_of(note)
    own = guid_of("apart", key) if note.guid in taken else note.guid
    return guids.get(key, own)


def _parted(
    notes: Iterable[NoteContent], article: str
) -> tuple[list[NoteContent], list[NoteContent]]:
    """The notes of other articles, and those that this one owns."""
    others: list[NoteContent] = []
    own: list[NoteContent] = []
    for note in notes:
        (own if is_owned(note, article) else others).append(note)
    return others, own


def _place(notes: Sequence[NoteContent], others: Sequence[NoteContent], article: str) -> int:
    """Where among the others' notes the article's own belong.

    That is where they are; without any, behind the last note that has its clause; else at the end.
    """
    first = next((at for at, note in enumerate(notes) if is_owned(note, article)), None)
    if first is not None:
        return first
    stem = composed(article)
    has_clause = [at for at, note in enumerate(others) if stem in blocks_of(note)[1]]
    return has_clause[-1] + 1 if has_clause else len(others)


def _by_characters(
    notes: Iterable[NoteContent],
) -> dict[tuple[str, str, str], list[NoteContent]]:
    groups: dict[tuple[str, str, str], list[NoteContent]] = {}
    for note in notes:
        if characters := characters_of(note):
            groups.setdefault(characters, []).append(note)
    return groups


def _kept_blocks(note: NoteContent, before: Iterable[NoteContent]) -> NoteContent:
    """A note made anew, with what other articles had added to its back."""
    old = next((one for one in before if one.guid == note.guid), None)
    _, blocks = blocks_of(old) if old else ("", {})
    if not blocks:
        return note
    sources = [tag("quizgen", "source", stem) for stem in blocks]
    return with_blocks(note, blocks, (*note.tags, *sources))


def with_clause(note: NoteContent, lesson: Lesson, word: Word | None) -> NoteContent:
    """The note with this lesson's clause on its back, or without it if the lesson has none.

    A note that has just this clause is left as it is, with whatever its learner wrote on it.
    """
    if note.note_type is not VOCABULARY:
        return note
    stem, source = composed(lesson.article.stem), source_tag(lesson)
    _, blocks = blocks_of(note)
    wanted = other_article(lesson, word) if word and word.meaning else ""
    if wanted == blocks.get(stem, "") or (stem not in blocks and len(blocks) >= _MOST):
        return note
    if wanted:  # where its old one was, else at the end
        return with_blocks(note, {**blocks, stem: wanted}, (*note.tags, source))
    del blocks[stem]
    return with_blocks(note, blocks, (one for one in note.tags if one != source))


def _numbered(notes: Iterable[NoteContent]) -> tuple[NoteContent, ...]:
    return tuple(
        note if note.position == at else replace(note, position=at)
        for at, note in enumerate(notes, start=1)
    )


def other_senses(
    notes: Iterable[NoteContent], lesson: Lesson, words: Mapping[str, Word]
) -> Iterator[OtherSense]:
    """The words that this article clearly uses otherwise than their cards say."""
    for note in notes:
        word = words.get(key_of(note))
        if word and note.note_type is VOCABULARY and word.sense in {"confirmed", "shared"}:
            first = html.unescape(re.sub(r"<[^>]*>", "", values_of(note)["Meaning"]))
            if differ(first, word.meaning):
                yield OtherSense(word.hanzi, word.pinyin, first, word.meaning, lesson.article.stem)


def differ(one: str, other: str) -> bool:
    """Whether two meanings have no word in common, nor one akin to the other's."""
    first, second = content_words(one), content_words(other)
    return bool(first and second) and not any(
        a.lemma == b.lemma or a.stem == b.stem or akin(a.lemma, b.lemma)
        for a in first
        for b in second
    )
