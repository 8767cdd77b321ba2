"""What corrections say of the article's words: what is a term, and always or never a card."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from quizgen.corrections import Correction, Field, Told
from quizgen.corrections.runs import Run
from quizgen.items.candidates import Candidate
from quizgen.items.terms import Place, Term
from quizgen.model import LeftOut

_OF_WORDS: tuple[Field, ...] = ("cut", "pinyin", "name")  # also of phrases that aren't terms


def with_phrases(
    terms: Sequence[Term],
    unshown: Sequence[LeftOut],
    of_sentences: Sequence[Mapping[Run, Told]],
) -> tuple[list[Term], list[LeftOut]]:
    """The terms with the phrases of several words to which a correction gives a meaning.

    `unshown` are terms that were left out for want of one; those that still are come back.
    """
    places: dict[str, list[Place]] = {}
    gloss: dict[str, str] = {}
    known = {term.text for term in terms}
    for number, told in enumerate(of_sentences):
        for (first, last), what in sorted(told.items()):
            if last > first + 1 and "meaning" in what and what["meaning"].word not in known:
                text = what["meaning"].word
                places.setdefault(text, []).append(Place(number, first, last))
                gloss.setdefault(text, what["meaning"].meaning)
    new = (Term(t, tuple(p), gloss[t], ("",) * len(p), False) for t, p in places.items())
    return [*terms, *new], [left for left in unshown if left.item not in places]


def decree(found: Sequence[Candidate], names: Mapping[str, str]) -> Iterator[LeftOut]:
    """Give the candidates the tiers that corrections decide; yields what can't be taught.

    A sense with a note of its own is always taught, also where the word is known in another.
    """
    for one in found:
        if never := said(one, "teach", lambda what: what.teach is False):
            one.tier, one.reason = "skip", f"never taught: {never.place}"
        elif always := said(one, "teach", lambda what: what.teach is True) or said(one, "note"):
            if any(one.senses) or one.term or one.text in names:
                one.tier, one.reason, one.always = "card", f"always taught: {always.place}", True
            else:
                reason = f"{always.place} wants a card, but nothing says what it means: add meaning"
                yield LeftOut(one.text, reason)


def said(
    one: Candidate, field: Field, wanted: Callable[[Correction], bool] = lambda _: True
) -> Correction | None:
    """The correction that decides this of a candidate, in the first of its places with one."""
    found = (what[field] for what in one.told if field in what)
    return next(filter(wanted, found), None)


def decided(told: Sequence[Mapping[Run, Told]], terms: Sequence[Term]) -> tuple[str, ...]:
    """The places of the corrections that decide something here, as they are met."""
    taught = {place for term in terms for place in term.places}
    found: dict[str, None] = {}
    for number, runs in enumerate(told):
        for (first, last), what in runs.items():
            word = last == first + 1 or Place(number, first, last) in taught
            found |= {one.place: None for field, one in what.items() if word or field in _OF_WORDS}
    return tuple(found)
