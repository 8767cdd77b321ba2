"""The notes of a lesson: which there are, in what order, with which identity, deck and tags."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from genanki.util import guid_for

from quizgen.errors import ExportError
from quizgen.model import Article, Lesson, Question, Word
from quizgen.writers.anki.fact_fields import fact_fields, fact_identity
from quizgen.writers.anki.markup import tag, unique
from quizgen.writers.anki.note_types import FACT, VOCABULARY, NoteContent, NoteType
from quizgen.writers.anki.revision import revised
from quizgen.writers.anki.word_fields import word_fields

CARDS = ("recognition", "production", "listening", "sentence")


def make_notes(lesson: Lesson) -> list[NoteContent]:
    """The notes of every word with a card and every fact asked, words first, in article order.

    Two items with one identity (a headline repeated in the body) make one note, the first.
    Raises `ExportError` for a kind of card that there isn't.
    """
    _check_cards(lesson.settings.cards)
    root = deck_root(lesson)
    parts = [*_word_parts(lesson), *_fact_parts(lesson)]
    first = {guid: (kind, guid, fields, tags) for kind, guid, fields, tags in reversed(parts)}
    ordered = [first[guid] for guid in dict.fromkeys(part[1] for part in parts)]
    return [
        revised(
            NoteContent(
                kind, guid, kind.in_order(fields), tuple(tags), f"{root}::{kind.deck}", place
            ),
            lesson.article.stem,
        )
        for place, (kind, guid, fields, tags) in enumerate(ordered, start=1)
    ]


_Part = tuple[NoteType, str, dict[str, str], list[str]]


def _word_parts(lesson: Lesson) -> Iterator[_Part]:
    carded = [word for word in lesson.words if word.tier == "card"]
    for word in sorted(carded, key=lambda word: (word.sentence, word.start)):
        yield VOCABULARY, word_guid(word), word_fields(lesson, word), word_tags(lesson, word)


def _fact_parts(lesson: Lesson) -> Iterator[_Part]:
    asked = [question for question in lesson.questions if question.asked and not question.doubtful]
    for question in sorted(asked, key=lambda question: (question.sentence, question.start)):
        guid = fact_guid(lesson, question)
        yield FACT, guid, fact_fields(lesson, question), fact_tags(lesson, question)


def word_guid(word: Word) -> str:
    """The note's identity in Anki: the word and how it is read, never what it means.

    Only a correction gives one sense a note of its own: by the name it has there.
    """
    variant = [word.variant] if word.variant else []
    return guid_of("word", word.hanzi, word.traditional, word.pinyin_numbers, *variant)


def fact_guid(lesson: Lesson, question: Question) -> str:
    """The note's identity in Anki: where the fact is said, never how the hole is cut or hinted."""
    return guid_of("fact", *fact_identity(lesson, question))


def guid_of(kind: str, *identity: str | int) -> str:
    """genanki's hash of an identity; the 1 is the version of this scheme."""
    guid: str = guid_for(f"quizgen:{kind}:1", *identity)
    return guid


def _check_cards(cards: Iterable[str]) -> None:
    unknown = [card for card in cards if card not in CARDS]
    if unknown:
        raise ExportError(f"no card is called {unknown[0]!r}; there are {', '.join(CARDS)}")


def deck_root(lesson: Lesson) -> str:
    """The deck above Vocabulary and Facts: the name asked for, or one from date and headline."""
    return deck_name(lesson.settings.deck) or article_deck(lesson.article, "")


def deck_name(asked: str) -> str:
    """A name that was asked for as Anki takes it, level by level; "" if nothing is left of it."""
    parts = [_component(part) for part in asked.split("::")]
    return "::".join(part for part in parts if part)


def article_deck(article: Article, root: str) -> str:
    """The name of an article's deck below another (default: Quizgen)."""
    return f"{deck_name(root) or 'Quizgen'}::{_from_article(article)}"


def _from_article(article: Article) -> str:
    headlines = [paragraph.text for paragraph in article.paragraphs if paragraph.kind == "headline"]
    headline = (headlines[0] if headlines else article.title).strip()
    short = re.split(r"\s", headline, maxsplit=1)[0][:20]
    return _component(" ".join(unique((article.date, short)))) or _component(article.stem)


def _component(name: str) -> str:
    """One level of a deck name: `::` would open another, quotes and controls are not for names."""
    without = re.sub(r"[\x00-\x1f\x7f\"]+", " ", name)
    return re.sub(r":+", "：", without.strip(" :\u3000"))


def word_tags(lesson: Lesson, word: Word) -> list[str]:
    """The tags of a word's note: article, level, political term, doubt."""
    return unique(
        (
            *_source_tags(lesson),
            level_tag(word.level),
            tag("quizgen", "register", "era") if "political term" in word.label else "",
            tag("quizgen", "doubtful") if word.doubtful else "",
        )
    )


def fact_tags(lesson: Lesson, question: Question) -> list[str]:
    """The tags of a fact's note: article and kind."""
    return [*_source_tags(lesson), tag("quizgen", "kind", question.kind)]


def _source_tags(lesson: Lesson) -> list[str]:
    return [tag("quizgen"), source_tag(lesson)]


def source_tag(lesson: Lesson) -> str:
    """The tag that says which article a note is from."""
    return source_tag_of(lesson.article)


def source_tag_of(article: Article) -> str:
    """The same before there is a lesson."""
    return tag("quizgen", "source", article.stem)


def level_tag(level: str) -> str:
    """ "HSK 2025: 5" gives quizgen::hsk2025::5; what names no list gives nothing."""
    match = re.match(r"(\w+)\s*([\w.]*)\s*:\s*(\S+)", level)
    return tag("quizgen", (match[1] + match[2]).lower(), match[3]) if match else ""
