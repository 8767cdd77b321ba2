"""Why a word came out as it did: candidate cuts, readings and the likeliest senses, scored."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quizgen.corrections import told
from quizgen.corrections.cuts import spoken_of
from quizgen.errors import LessonError
from quizgen.found import on
from quizgen.lesson import lesson_of
from quizgen.model import Article, Lesson, Settings, Word
from quizgen.overrides import Overrides
from quizgen.text.homographs import is_polyphone
from quizgen.text.lexicon import Lexicon
from quizgen.text.listed import readings, whole_sentence
from quizgen.text.pinyin import Line
from quizgen.text.segmentation import candidates
from quizgen.text.spelling import join
from quizgen.translation.english import cut
from quizgen.translation.senses import FEATURES
from quizgen.workbench import Workbench

_OPTIONS = 6  # senses shown for a word


def explanation(
    article: Article,
    word: str,
    settings: Settings,
    lexicon: Lexicon,
    overrides: Overrides | None = None,
) -> str:
    """The decisions about `word` wherever it stands in the article, one paragraph a sentence.

    Raises LessonError if the article doesn't have it.
    """
    if not word.strip():
        raise LessonError("no word was given; copy one from the article")
    given = overrides or Overrides()
    bench = Workbench(article, lexicon, given.corrections)
    places = [
        (number, at)
        for number, sentence in enumerate(bench.sentences)
        for at in _all(sentence.zh, word)
    ]
    if not places:
        raise LessonError(f"{word!r} is not in the Chinese of {article.stem}; copy it from there")
    lines = [line for place in places for line in _place(bench, *place, word)]
    lesson = lesson_of(article, on(bench), settings, lexicon, given)
    return "\n".join([*lines, *_choice(lesson, word)])


def _all(text: str, word: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


def _place(bench: Workbench, number: int, start: int, word: str) -> Iterator[str]:
    sentence = bench.sentences[number]
    end = start + len(word)
    yield f"sentence {number}: {sentence.zh}"
    yield f"  English (alignment {sentence.confidence:.2f}): {sentence.en or 'none'}"
    yield from _names(bench, number, start, end)
    yield from _cuts(bench, number, start, end)
    for at, token in enumerate(sentence.tokens):
        if token.start < end and start < token.end and token.pinyin:
            yield from _reading(bench, number, at)
            yield from _senses(bench, number, at)
    whole = any((token.start, token.end) == (start, end) for token in sentence.tokens)
    if not whole and bench.lexicon.lookup(word):
        yield f"  {word} as a word of its own here:"
        cut_so, at = bench.with_word(number, start, end)
        yield from _senses(cut_so, number, at)
    yield ""


def _cuts(bench: Workbench, number: int, start: int, end: int) -> Iterator[str]:
    """The words of the lattice that touch the span, cheapest first, the chosen ones starred."""
    sentence = bench.sentences[number]
    chosen = {(token.start, token.end) for token in sentence.tokens}
    edges = candidates(sentence.zh, bench.lexicon, **bench.evidence(number))
    touching = [e for e in edges if e.start < end and start < e.end and e.source != "character"]
    entries = bench.said[number].entries
    by_correction = {c.word: c.place for c in entries if c.word in spoken_of(bench.said[number])}
    yield "  cuts (cost, lower is better; * taken):"
    for edge in sorted(touching, key=lambda e: (e.start, e.end)):
        star = "*" if (edge.start, edge.end) in chosen else " "
        text = sentence.zh[edge.start : edge.end]
        by = by_correction.get(text)
        source = f"{edge.source}, likelier by {by}" if by else edge.source
        yield f"   {star} {text}  {edge.cost:.1f}  {edge.tag}, {source}"


def _reading(bench: Workbench, number: int, at: int) -> Iterator[str]:
    sentence = bench.sentences[number]
    token = sentence.tokens[at]
    heard = whole_sentence(sentence.zh)[token.start : token.end]
    words = [(t.text, t.pos) for t in sentence.tokens]
    line = Line(sentence.zh, words, bench.lexicon, bench.english[number].shows)
    found = line.reading(at)
    options = readings(token.text, bench.lexicon, names=token.pos.startswith("n"))
    doubt = "; doubtful" if token.doubtful else ""
    corrected = bench.readings(number).get(at)
    by = corrected or found
    yield f"  reading of {token.text}: {token.spelled} ({by.by}: {by.why}{doubt})"
    if corrected:
        yield f"    without the correction: {join(found.syllables)} ({found.by}: {found.why})"
    yield f"    CC-CEDICT: {', '.join(map(join, options)) or 'none'}; pypinyin: {join(heard)}"
    for place, character in enumerate(token.text):
        if is_polyphone(character):
            shares = line.shares(at, place, line.first(at)).items()
            chances = ", ".join(f"{reading} {share:.2f}" for reading, share in shares)
            yield f"    {character} by all sources together: {chances}"


def _names(bench: Workbench, number: int, start: int, end: int) -> Iterator[str]:
    zh, said = bench.sentences[number].zh, bench.said[number].entries
    for name in bench.names:
        if name.sentence == number and name.start < end and start < name.end:
            english = f", “{name.english}”" if name.english else ""
            by = told(said, name.text)["name"].place if name.by == "user" else name.by
            yield f"  name {name.text} ({name.kind}, {name.confidence:.2f} by {by}{english})"
    for word in dict.fromkeys(correction.word for correction in said):
        none = told(said, word).get("name")
        if none and none.name == "none" and word in zh[start:end]:
            yield f"  {word} is no name (by {none.place})"


def _senses(bench: Workbench, number: int, at: int) -> Iterator[str]:
    sense = bench.senses[number].get(at)
    if not sense:
        return
    sentence, tags = bench.sentences[number], bench.tags[number]
    token = sentence.tokens[at]
    evidence = f", shown by “{sense.evidence}”" if sense.evidence else ""
    by = f", by {sense.by}" if sense.by else ""
    yield f"  sense of {token.text}: {sense.meaning} ({sense.state}{evidence}{by})"
    for link in (link for link in bench.links[number] if link.zh == at):
        start, end = cut(sentence.en)[link.en]
        yield f"    linked to “{sentence.en[start:end]}” ({link.score:.2f}, {link.why})"
    yield f"    part of speech here: {tags[at]}; senses by probability, with {', '.join(FEATURES)}:"
    for option in bench.options(number).get(at, [])[:_OPTIONS]:
        features = " ".join(f"{feature:.2f}" for feature in option.features)
        yield f"    {option.score:5.2f}  {option.sense}  ({features})"
    yield f"    others: {'; '.join(sense.others) or 'none'}"


def _choice(lesson: Lesson, word: str) -> Iterator[str]:
    for chosen in _words(lesson, word):
        yield f"{chosen.hanzi} {chosen.pinyin}: {chosen.tier}, because {chosen.reason}"
    for item in lesson.left_out:
        if item.item == word:
            yield f"{word}: left out, because {item.reason}"


def _words(lesson: Lesson, word: str) -> Sequence[Word]:
    return [w for w in lesson.words if word in w.hanzi]
