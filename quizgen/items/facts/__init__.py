"""What the article states, as relations: see `find_facts`.

What the spans of a Fact hold, kind by kind (all of them pieces of the fact's own sentence):

- quantity: `answer` the numeral, `subject` the topic, `measure` the noun that is counted
  (六十四种|合金钢), what is measured (全长, 今年|粮食总产量|达到), 占 for a share of something, or
  the verb of change (增长, with a `direction`);
- comparison: `subject` the topic, `measure` the verb of change (or what it changes: 提高|工效),
  `than` what stands behind 比; without a figure (比去年有很大增长) `value` is None;
- change: the same, `was` the value before ("3小时" where its unit is another), `than` the earlier
  time where the sentence gives one;
- date: `answer` the numeral of the date, `subject` the topic, `measure` what happened;
- ordinal: a rank (第二名; `measure` the noun) or the number of a point (第一，; no subject);
- person, place, organisation: `answer` the name, `measure` what is said of it (title, deed);
- list: `answer` the list, `value` the number of its members, `measure` the noun of the class;
- slogan: `answer` the words inside the quotation marks, `measure` the noun for it (口号);
- reason, result: `answer` the clause of the reason or of the result, `subject` the other clause,
  where the sentence has it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quizgen.items.facts.causes import find_causes
from quizgen.items.facts.comparisons import find_unmeasured
from quizgen.items.facts.contradictions import contradicted
from quizgen.items.facts.figures import find_figures
from quizgen.items.facts.listings import find_lists
from quizgen.items.facts.named import find_named
from quizgen.items.facts.passage import Passage
from quizgen.items.facts.quotations import find_slogans
from quizgen.items.facts.slips import with_slips
from quizgen.items.places import by_sentence
from quizgen.model import Article, Fact, Name, Question, Sentence
from quizgen.text.lexicon import Lexicon

FINDERS = (find_figures, find_unmeasured, find_named, find_lists, find_slogans, find_causes)


def find_facts(
    article: Article,
    sentences: Sequence[Sentence],
    questions: Sequence[Question],
    names: Sequence[Name],
    lexicon: Lexicon,
) -> tuple[Fact, ...]:
    """The facts of an article in its order; `questions` are all of its figures.

    A fact that the article or its translation contradicts, or that holds a slip of the source, is
    kept as doubtful: it may be quoted, and is not to be taught.
    """
    figures, named = by_sentence(questions), by_sentence(_of_one_kind(names))
    passages = (
        Passage(number, said, figures[number], named[number], lexicon, article.glossary)
        for number, said in enumerate(sentences)
    )
    facts = [fact for passage in passages for fact in _facts_of(passage)]
    return contradicted(facts, sentences, questions)


def _of_one_kind(names: Sequence[Name]) -> list[Name]:
    """The names without those that the tagger takes for a person here, for a place there."""
    kinds: dict[str, set[str]] = {}
    for name in names:
        kinds.setdefault(name.text, set()).add(name.kind)
    return [name for name in names if len(kinds[name.text]) == 1]


def _facts_of(passage: Passage) -> Iterator[Fact]:
    found = [fact for find in FINDERS for fact in find(passage)]
    found.sort(key=lambda fact: (fact.answer.start, fact.answer.end, fact.kind))
    return with_slips(found, passage)
