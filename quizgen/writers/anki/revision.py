"""What quizgen last wrote on a note, told apart from what its learner wrote since.

The field Revision of every note is "own:others:article". `own` stands for what the article that
owns the note says on it (all fields and tags), `others` for what other articles added to its back
(empty: nothing), `article` is the owner's stem. Whoever finds the same Revision in a learner's note
knows that quizgen has nothing new to say, whatever else differs there.
"""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from quizgen.writers.anki.markup import composed, tag, text, unique
from quizgen.writers.anki.note_types import VOCABULARY, NoteContent

_BLOCK = re.compile(r'<div class="also" data-article="([^"]*)">')
_EMPTY = {"Revision": "", "OtherArticles": ""}


def revised(note: NoteContent, article: str) -> NoteContent:
    """A note that an article has just made, with its Revision."""
    said = [value for name, value in values_of(note).items() if name not in _EMPTY]
    own = _digest((*said, *sorted(note.tags)))
    return _with(note, {"Revision": f"{own}::{text(composed(article))}"})


def owner(note: NoteContent) -> str:
    """The stem of the article that owns the note; empty where that can't be told."""
    return composed(html.unescape(_parts(note)[2]))


def is_owned(note: NoteContent, article: str) -> bool:
    """Whether the front of the note is this article's.

    A note without a Revision is from a deck of an early version: its tags tell.
    """
    if found := owner(note):
        return found == composed(article)
    later = {tag("quizgen", "source", stem) for stem in blocks_of(note)[1]}
    source = tag("quizgen", "source", article)
    return source in note.tags and source not in later


def blocks_of(note: NoteContent) -> tuple[str, dict[str, str]]:
    """What stands before the blocks of other articles (a learner's words), and these by stem."""
    back = _field(note, "OtherArticles")
    starts = list(_BLOCK.finditer(back))
    if not starts:
        return back, {}
    ends = [match.start() for match in starts[1:]] + [len(back)]
    blocks = {
        composed(html.unescape(match[1])): back[match.start() : end]
        for match, end in zip(starts, ends, strict=True)
    }
    return back[: starts[0].start()], blocks


def with_blocks(note: NoteContent, blocks: Mapping[str, str], tags: Iterable[str]) -> NoteContent:
    """The note with these blocks on its back and these tags; what its owner says is as it was."""
    own, _, article = _parts(note)
    back = blocks_of(note)[0] + "".join(blocks.values())
    others = _digest(blocks.values()) if blocks else ""
    changed = _with(note, {"OtherArticles": back, "Revision": f"{own}:{others}:{article}"})
    return replace(changed, tags=tuple(unique(tags)))


def key_of(note: NoteContent) -> str:
    """The note's identity as its field Key has it."""
    return html.unescape(note.fields[0])


def characters_of(note: NoteContent) -> tuple[str, str, str] | None:
    """A word's characters, simplified and traditional, and the name of a sense of its own."""
    if note.note_type.name != VOCABULARY.name:
        return None
    values = values_of(note)
    return values["Hanzi"], values["Traditional"], "".join(key_of(note).split("|", 3)[3:])


def values_of(note: NoteContent) -> dict[str, str]:
    """The fields by name."""
    return dict(zip(note.note_type.fields, note.fields, strict=True))


def _field(note: NoteContent, name: str) -> str:
    names = note.note_type.fields
    return note.fields[names.index(name)] if name in names else ""


def _parts(note: NoteContent) -> tuple[str, str, str]:
    parts = _field(note, "Revision").split(":", 2)
    return (parts[0], parts[1], parts[2]) if len(parts) == 3 else (parts[0], "", "")


def _with(note: NoteContent, changes: Mapping[str, str]) -> NoteContent:
    values = values_of(note)
    known = {name: value for name, value in changes.items() if name in values}
    return replace(note, fields=note.note_type.in_order(values | known))


def _digest(said: Iterable[str]) -> str:
    return hashlib.blake2b("\x1f".join(said).encode(), digest_size=6).hexdigest()
