"""A deck of several articles: each word is taught once, and later articles add to its back.

The first article that teaches a word owns its note: front and first meaning stay as they are. A
later one adds a block to the field OtherArticles, with its clause and what the word means *there*.
Blocks and tags say which article is which, so that any article can be made again by itself.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from quizgen.known import Known
from quizgen.model import Lesson, Word
from quizgen.translation.english import akin, content_words
from quizgen.writers.anki.markup import tag, unique
from quizgen.writers.anki.note_types import VOCABULARY
from quizgen.writers.anki.notes import NoteContent, make_notes, revised, source_tag
from quizgen.writers.anki.word_fields import other_article, word_key

_MOST = 6  # articles on a word's back beside its own: nobody scrolls further
_BLOCK = re.compile(r'(?=<div class="also" data-article=")')
_STEM = re.compile(r'<div class="also" data-article="([^"]*)">')
_SOURCE = tag("quizgen", "source") + "::"


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
    source = source_tag(lesson)
    words = {word_key(word): word for word in lesson.words if word.tier != "name"}
    others = [note for note in course.notes if owner(note) != source]
    before = {note.guid: note for note in course.notes if owner(note) == source}
    taken = {_key(note) for note in others}
    fresh = [note for note in make_notes(lesson) if _key(note) not in taken]
    own = [_kept_blocks(note, before) for note in adopted(fresh, before.values())]
    made = {note.guid for note in own}
    # Another article has its clause on this note: it stays although this one dropped the word.
    own += [n for n in before.values() if n.guid not in made and _stems(n)]
    sources = [owner(note) for note in course.notes]
    place = sources.index(source) if source in sources else len(others)
    earlier = [_with_clause(note, lesson, words.get(_key(note))) for note in others[:place]]
    notes = _numbered((*earlier, *own, *others[place:]))
    senses = (*course.senses, *_senses(earlier, lesson, words))
    return Course(notes, course.decks, {**course.media, **media_of(lesson)}, senses)


def media_of(lesson: Lesson) -> dict[str, bytes]:
    """The sounds of a lesson by their names."""
    return {sound.name: sound.content for sound in lesson.sounds}


def taught(course: Course, lesson_source: str) -> Known:
    """The words that articles before this one teach, with their readings: they need no card."""
    words: dict[str, frozenset[tuple[str, ...]]] = {}
    for note in course.notes:
        if owner(note) == lesson_source:
            break
        if note.note_type is VOCABULARY:
            values = _values(note)
            reading = tuple(html.unescape(values["PinyinNumbers"]).split())
            for name in ("Hanzi", "Traditional"):
                hanzi = html.unescape(values[name])
                if hanzi:
                    words[hanzi] = words.get(hanzi, frozenset()) | {reading}
    return Known(words)


def met(course: Course, lesson: Lesson) -> int:
    """How many words of this lesson are on cards that other articles own."""
    return sum(lesson.article.stem in _stems(note) for note in course.notes)


def adopted(notes: Iterable[NoteContent], older: Iterable[NoteContent]) -> list[NoteContent]:
    """The notes with the GUIDs that learners have: one whose reading was corrected keeps its own.

    The old note with the same Key is the same note. A word of the new notes whose Key isn't among
    the old ones is the old note with the same characters, simplified and traditional, if there is
    just one such note on either side.
    """
    made, held = list(notes), list(older)
    guids = {_key(note): note.guid for note in held}
    new, old = _by_characters(made), _by_characters(held)
    for characters, group in new.items():
        same = old.get(characters, [])
        if len(group) == len(same) == 1:
            guids.setdefault(_key(group[0]), same[0].guid)
    return [replace(note, guid=guids.get(_key(note), note.guid)) for note in made]


def owner(note: NoteContent) -> str:
    """The source tag of the article that the front of a note is taken from; "" if none is left."""
    later = {tag("quizgen", "source", stem) for stem in _stems(note)}
    return next((t for t in note.tags if t.startswith(_SOURCE) and t not in later), "")


def _by_characters(notes: Iterable[NoteContent]) -> dict[tuple[str, str], list[NoteContent]]:
    groups: dict[tuple[str, str], list[NoteContent]] = {}
    for note in notes:
        if note.note_type is VOCABULARY:
            values = _values(note)
            groups.setdefault((values["Hanzi"], values["Traditional"]), []).append(note)
    return groups


def _values(note: NoteContent) -> dict[str, str]:
    return dict(zip(note.note_type.fields, note.fields, strict=True))


def _key(note: NoteContent) -> str:
    return html.unescape(note.fields[0])


def _blocks(note: NoteContent) -> list[str]:
    if note.note_type is not VOCABULARY:
        return []
    return [block for block in _BLOCK.split(_values(note)["OtherArticles"]) if block]


def _stems(note: NoteContent) -> list[str]:
    matches = (_STEM.match(block) for block in _blocks(note))
    return [html.unescape(match[1]) for match in matches if match]


def _with_blocks(note: NoteContent, blocks: Iterable[str], tags: Iterable[str]) -> NoteContent:
    values = _values(note) | {"OtherArticles": "".join(blocks)}
    return revised(replace(note, fields=note.note_type.in_order(values), tags=tuple(unique(tags))))


def _kept_blocks(note: NoteContent, before: Mapping[str, NoteContent]) -> NoteContent:
    """A note made anew, with what other articles had added to its back."""
    old = before.get(note.guid)
    if old is None or not _stems(old):
        return note
    sources = [tag("quizgen", "source", stem) for stem in _stems(old)]
    return _with_blocks(note, _blocks(old), (*note.tags, *sources))


def _with_clause(note: NoteContent, lesson: Lesson, word: Word | None) -> NoteContent:
    """The note with this lesson's clause on its back, or without it if the lesson has none."""
    if note.note_type is not VOCABULARY:
        return note
    stem, source, stems = lesson.article.stem, source_tag(lesson), _stems(note)
    blocks = dict(zip(stems, _blocks(note), strict=True))
    if word and word.meaning and (stem in blocks or len(blocks) < _MOST):
        blocks[stem] = other_article(lesson, word)  # where its old one was, else at the end
        return _with_blocks(note, blocks.values(), (*note.tags, source))
    if blocks.pop(stem, None):
        return _with_blocks(note, blocks.values(), [one for one in note.tags if one != source])
    return note


def _numbered(notes: Iterable[NoteContent]) -> tuple[NoteContent, ...]:
    return tuple(replace(note, position=at) for at, note in enumerate(notes, start=1))


def _senses(
    notes: Iterable[NoteContent], lesson: Lesson, words: Mapping[str, Word]
) -> Iterator[OtherSense]:
    """The words that this article clearly uses otherwise than their cards say."""
    for note in notes:
        word = words.get(_key(note))
        if word and note.note_type is VOCABULARY and word.sense in {"confirmed", "shared"}:
            first = html.unescape(re.sub(r"<[^>]*>", "", _values(note)["Meaning"]))
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
