"""The questions of a review: which are asked, which are spare, which are gone, and what they say.

A question that an edited word or fact made anew takes the place of the one that the table has. The
texts are edited last, in the script that the class reads.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from quizgen.model import BLANK, Item, ItemKind, Lesson
from quizgen.review import ReviewRow
from quizgen.review.added_items import ADDED, with_added
from quizgen.review.decisions import Decisions
from quizgen.review.rows import PARTS, item_row
from quizgen.text.script import in_script

_CARDS = ("card-word-", "card-fact-")
_HOLE = re.compile("[＿_]{2,}")
_WORDS: frozenset[ItemKind] = frozenset(["word", "choice", "hanzi", "tones"])
_EDITED = ("meaning", "clause", "hanzi")  # the columns of prompt, stem and key
_ALIKE = 0.5  # how far a question that was made anew must ask what the old one asked


def review_items(lesson: Lesson, before: Sequence[Item], made: Decisions) -> Lesson:
    """The lesson with the questions of the table; `before` are those without the review."""
    base = {item.id: item for item in before}
    rows = _rows(lesson, base, made)
    asked = _of_added_words(lesson, rows, base, made)
    items = [
        _decided(item, base.get(rows[item.id].id, item), rows[item.id], made)
        if item.id in rows
        else replace(item, asked=True, reason=ADDED)
        for item in lesson.items
        if item.id in asked or (item.id in rows and rows[item.id].keep != "no")
    ]
    dropped = (base[row.id] for row in rows.values() if row.keep == "no" and row.id in base)
    made.counts["questions", "dropped"] += sum(item.asked for item in dropped)
    used = {*rows, *asked}
    made.counts["questions", "new"] += sum(item.id not in used for item in lesson.items)
    return replace(lesson, items=tuple(with_added(items, lesson, made)))


def _rows(lesson: Lesson, base: Mapping[str, Item], made: Decisions) -> dict[str, ReviewRow]:
    """The row of each question, by its id now: that of the table, or of the one made anew.

    Raises `ReviewError` for an id that there isn't and that there wasn't without the review.
    """
    bank = {item.id for item in lesson.items}
    ids = {*base, *bank}
    fresh = {i.id: i for i in lesson.items if i.id not in base and i.id not in made.rows}
    found: dict[str, ReviewRow] = {}
    for given in (row for name, row in made.rows.items() if not name.startswith(_CARDS)):
        free = (i for i in lesson.items if i.id not in made.rows and i.id not in found)
        row = given if given.id in ids else _followed(given, free, made)
        old = base.get(row.id)
        name = row.id if row.id in bank else _heir(old, fresh.values()) if old else ""
        if name:
            found[name] = row
            made.ids |= {name: row.id} if fresh.pop(name, None) else {}
        elif row.keep == "yes":
            made.count("questions", "gone")
    return found


def _followed(row: ReviewRow, free: Iterable[Item], made: Decisions) -> ReviewRow:
    """The row of a question that is made otherwise since the table was written, as its word is.

    It becomes the row of the one question that asks so now, and what it says of the old one is no
    edit; without such a question it stays as it is.
    """
    if not made.followed:
        raise made.refuse(row, unknown(row))
    now = map(item_row, free)
    alike = [one.id for one in now if (one.kind, one.clause) == (row.kind, row.clause)]
    return replace(row, id=alike[0], hanzi="", meaning="", clause="") if len(alike) == 1 else row


def unknown(row: ReviewRow) -> str:
    """What is said of an id that nothing has."""
    return (
        f"nothing of this article has the id {row.id}: is it another article's table, or one made "
        "with another --level, --known or --words? For a row of your own leave the id empty"
    )


def _heir(item: Item, fresh: Iterable[Item]) -> str:
    """The id of the question that asks the same after an edit, "" if there is none."""
    alike = {other.id: _likeness(item, other) for other in fresh}
    best = max(alike, key=lambda name: alike[name], default="")
    return best if alike.get(best, 0.0) > _ALIKE else ""


def _likeness(item: Item, other: Item) -> float:
    """How far two questions ask the same, 0 to 1: of a matching, how many of its pairs."""
    if (item.kind, item.aim) != (other.kind, other.aim):
        return 0.0
    if item.left:
        return len({*item.left} & {*other.left}) / max(len(item.left), len(other.left))
    if item.sentence != other.sentence or min(item.end, other.end) <= max(item.start, other.start):
        return 0.0
    mine, theirs = ("　".join((one.stem, one.prompt, *one.key)) for one in (item, other))
    return SequenceMatcher(None, mine, theirs, autojunk=False).ratio()


def _of_added_words(
    lesson: Lesson, decided: Collection[str], base: Collection[str], made: Decisions
) -> set[str]:
    """One new question about each word that was added, but where the table has one already."""
    found = set()
    new = [item for item in lesson.items if item.id not in base and item.kind in _WORDS]
    for hanzi in (in_script(hanzi, lesson.settings.script) for hanzi in made.added):
        about = [i.id for i in new if i.key == (hanzi,) or f"“{hanzi}”" in i.stem]
        if about and not any(name in decided for name in about):
            found.add(about[0])
    made.counts["questions", "added"] += len(found)
    return found


def _decided(item: Item, base: Item, row: ReviewRow, made: Decisions) -> Item:
    made.require_same(row, item_row(base), "kind", "pinyin")
    prompt, stem, key = (_edit(item, base, row, column, made) for column in _EDITED)
    new = replace(item, prompt=prompt) if prompt else item
    new = replace(new, stem=_stem(new, stem, row, made)) if stem else new
    new = _with_key(new, key, row, made) if key else new
    if new != item:
        made.count("questions", "edited")
    asked = row.keep == "yes"
    if asked:
        made.count("questions", "kept")
    if asked == base.asked:
        return replace(new, asked=asked) if new.asked != asked else new
    made.count("questions", "promoted" if asked else "spared")
    reason = "Kept in the review." if asked else "Spare by the review."
    return replace(new, asked=asked, reason=reason)


def _edit(item: Item, base: Item, row: ReviewRow, column: str, made: Decisions) -> str:
    """What was typed over the text of a question, whether it was made anew since or not."""
    typed = made.edit(row, item_row(base), column)
    return typed if typed and made.edit(row, item_row(item), column) else ""


def _stem(item: Item, text: str, row: ReviewRow, made: Decisions) -> str:
    """The stem that was typed, with as many holes as it had."""
    stem = _HOLE.sub(BLANK, text)
    if stem.count(BLANK) != item.stem.count(BLANK):
        holes = f"{item.stem.count(BLANK)} × {BLANK}"
        raise made.refuse(row, f"this question has {holes} in its clause: keep that")
    return stem


def _with_key(item: Item, key: str, row: ReviewRow, made: Decisions) -> Item:
    """The item with another key, which takes the place of the old one among the options."""
    if len(item.key) != 1 or item.kind in ("matching", "ordering", "table"):
        problem = f"the key of a question of the kind {item.kind} with {len(item.key)} parts"
        raise made.refuse(row, f"{problem} can't be edited: set keep to no")
    if item.kind == "truth" and key not in item.options:
        raise made.refuse(row, f"the key is one of {PARTS.join(item.options)}, not “{key}”")
    old, options = item.key[0], item.options
    if key not in options:
        options = tuple(key if option == old else option for option in options)
    spare = tuple(option for option in item.spare if option != key)
    return replace(item, key=(key,), options=options, accepted=(), spare=spare)
