"""The item bank: every question worth asking of an article, checked, with a default set chosen.

A generator goes over a Source and yields items of one kind or a few; it knows nothing of the
others. `checks` refuses what has no single right answer, `default_set` picks the default set.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from quizgen.items.bank import (
    causes,
    changes,
    figures,
    gist,
    grammar,
    matching,
    order,
    people,
    reference,
    slogans,
    sounds,
    tables,
    translations,
    truth,
    unsaid,
    words,
)
from quizgen.items.bank.checks import problem
from quizgen.items.bank.default_set import choose
from quizgen.items.bank.source import Source
from quizgen.model import Item

Generator = Callable[[Source], Iterator[Item]]

GENERATORS: tuple[Generator, ...] = (
    figures.clozes,
    figures.numerals,
    figures.choices,
    truth.truths,
    unsaid.unsaid,
    order.clause_orders,
    order.point_orders,
    order.told_orders,
    order.event_orders,
    reference.references,
    gist.paragraphs,
    gist.openings,
    gist.headlines,
    causes.causes,
    causes.matches,
    tables.tables,
    tables.largest,
    changes.changes,
    people.roles,
    people.names,
    slogans.slogans,
    grammar.items,
    words.word_clozes,
    words.word_choices,
    matching.word_meanings,
    matching.word_readings,
    sounds.tones,
    sounds.hanzi_from_pinyin,
    sounds.dictations,
    translations.translation_checks,
)


def make_items(source: Source, size: int) -> tuple[Item, ...]:
    """All items of an article in its order, at most `size` of them asked (the default set)."""
    made = {item.id: item for generate in GENERATORS for item in generate(source)}
    sound = [item for item in made.values() if not problem(item, source)]
    return choose(sound, source, size)
