"""What holds for every lesson, as plain functions: a Lesson goes in, a list of problems comes out.

An empty list means that nothing is wrong. `test_invariants.py` runs them over every article, and
`test_planted.py` shows that each of them sees the fault that it is there for.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from quizgen.model import Lesson, Question, Sentence, Word
from quizgen.text.spelling import mark
from quizgen.writers import lesson_json

HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff〇]")
SYLLABLE = re.compile(r"^[a-zv]+[1-5]$")
LEVEL = re.compile(r"^HSK (2025|2021|2\.0): ([1-9]|7–9)$")
LONGEST_NUMERAL = 15  # digits
LONGEST_CLAUSE = 30  # characters
STATES = ("confirmed", "shared", "loose", "absent", "unconfirmed")

# The contract of issue 1: these keys stay, whatever is added to them.
KEYS = {
    "": "format version settings article sentences words questions left_out facts patterns items",
    "settings": "level words facts sheet",
    "article": "title title_en publication date page translation",
    "sentences": "zh en paragraph bead tokens",
    "tokens": "text start pos pinyin by doubtful",
    "words": "hanzi traditional pinyin tier meaning other_meanings evidence sense label sentence "
    "level reason",
    "questions": "kind sentence start end answer value unit bound english asked doubtful reason",
    "left_out": "item reason",
    "facts": "kind sentence start end answer subject measure value unit bound time than was "
    "direction english doubtful reason",
    "patterns": "name meaning sentence start end words english",
    "items": "id kind aim stem prompt key options left accepted explanation sentence line source "
    "points minutes level asked reason spare",
}

Invariant = Callable[[Lesson], list[str]]


def _problems(found: Callable[[Lesson], Iterator[str]]) -> Invariant:
    def check(lesson: Lesson) -> list[str]:
        return list(found(lesson))

    check.__name__ = found.__name__
    return check


def letters(spelled: str) -> str:
    """The spelled pinyin without what spelling adds: spaces, hyphens, apostrophes, capitals."""
    return re.sub(r"[ '-]", "", unicodedata.normalize("NFC", spelled)).lower()


def _placed(lesson: Lesson) -> Iterator[tuple[Word, Sentence]]:
    """The words with their sentences; `words_stand_where_they_say` tells of those without one."""
    for word in lesson.words:
        if 0 <= word.sentence < len(lesson.sentences):
            yield word, lesson.sentences[word.sentence]


def _asked_of(lesson: Lesson) -> Iterator[tuple[Question, Sentence]]:
    """The questions with theirs; `answers_stand_where_they_say` tells of those without one."""
    for question in lesson.questions:
        if 0 <= question.sentence < len(lesson.sentences):
            yield question, lesson.sentences[question.sentence]


def _in_range(span: Sequence[int], text: str) -> bool:
    return 0 <= span[0] < span[1] <= len(text)


@_problems
def sentences_spell_the_paragraphs(lesson: Lesson) -> Iterator[str]:
    order = [(s.paragraph, s.start) for s in lesson.sentences]
    if order != sorted(order):
        yield "the sentences are not in the order of the article"
    for number, paragraph in enumerate(lesson.article.paragraphs):
        own = [s for s in lesson.sentences if s.paragraph == number]
        if "".join(s.zh for s in own) != paragraph.text:
            yield f"paragraph {number}: text is lost or added"
        for sentence in own:
            if paragraph.text[sentence.start : sentence.end] != sentence.zh:
                yield f"{sentence.zh[:12]}: does not stand at its offset"


@_problems
def tokens_spell_the_sentences(lesson: Lesson) -> Iterator[str]:
    for number, sentence in enumerate(lesson.sentences):
        if "".join(token.text for token in sentence.tokens) != sentence.zh:
            yield f"sentence {number}: its tokens don't spell it"
        for token in sentence.tokens:
            if not token.text or sentence.zh[token.start : token.end] != token.text:
                yield f"sentence {number}, {token.text}: the token is not at its offset"


@_problems
def every_character_has_a_syllable(lesson: Lesson) -> Iterator[str]:
    for number, sentence in enumerate(lesson.sentences):
        for token in sentence.tokens:
            if len(token.pinyin) != len(HAN.findall(token.text)):
                yield f"sentence {number}, {token.text}: {len(token.pinyin)} syllables"
            if not all(SYLLABLE.match(s) for s in token.pinyin):
                yield f"sentence {number}, {token.text}: {token.pinyin} is no numbered pinyin"


@_problems
def spelling_says_what_the_syllables_say(lesson: Lesson) -> Iterator[str]:
    read = [(t.text, t.pinyin, t.spelled) for s in lesson.sentences for t in s.tokens]
    read += [(w.hanzi, tuple(w.pinyin_numbers.split()), w.pinyin) for w in lesson.words]
    for text, syllables, spelled in read:
        if letters(spelled) != letters("".join(map(mark, syllables))):
            yield f"{text}: {spelled} is not {' '.join(syllables)}"


@_problems
def words_stand_where_they_say(lesson: Lesson) -> Iterator[str]:
    for word in lesson.words:
        if not 0 <= word.sentence < len(lesson.sentences):
            yield f"{word.hanzi}: there is no sentence {word.sentence}"
            continue
        if lesson.sentences[word.sentence].zh[word.start : word.end] != word.hanzi:
            yield f"{word.hanzi}: something else stands at its place"
        if len(word.pinyin_numbers.split()) != len(HAN.findall(word.hanzi)):
            yield f"{word.hanzi}: {word.pinyin_numbers}"
        if len(word.traditional) != len(word.hanzi):
            yield f"{word.hanzi}: {word.traditional} has another length"
        if any(word.hanzi not in s.zh for s in _others(lesson, word)):
            yield f"{word.hanzi}: is not in all of its other sentences"


def _others(lesson: Lesson, word: Word) -> list[Sentence]:
    return [s for i, s in enumerate(lesson.sentences) if i in word.more_sentences]


@_problems
def words_are_read_as_their_tokens(lesson: Lesson) -> Iterator[str]:
    for word, sentence in _placed(lesson):
        tokens = _inside(sentence, word.start, word.end)
        heard = [s for token in tokens for s in token.pinyin]
        if heard != word.pinyin_numbers.split():
            yield f"{word.hanzi}: {word.pinyin_numbers}, but in its sentence {' '.join(heard)}"


def _inside(sentence: Sentence, start: int, end: int) -> list[Any]:
    return [t for t in sentence.tokens if start <= t.start and t.end <= end]


@_problems
def clauses_hold_their_words(lesson: Lesson) -> Iterator[str]:
    for word, sentence in _placed(lesson):
        start, end = word.clause
        if not _in_range(word.clause, sentence.zh) or not (start <= word.start and word.end <= end):
            yield f"{word.hanzi}: its clause {word.clause} doesn't hold it"
        if end - start > max(LONGEST_CLAUSE, word.end - word.start):
            yield f"{word.hanzi}: a clause of {end - start} characters"
        if {start, end} - {t.start for t in sentence.tokens} - {t.end for t in sentence.tokens}:
            yield f"{word.hanzi}: its clause cuts a token"


@_problems
def clause_english_is_of_the_sentence(lesson: Lesson) -> Iterator[str]:
    for word, sentence in _placed(lesson):
        for part in word.clause_en.split("…"):
            if part.strip() not in sentence.en:
                yield f"{word.hanzi}: “{part}” is not in its sentence's English"


@_problems
def evidence_stands_in_the_translation(lesson: Lesson) -> Iterator[str]:
    given = {entry.zh for entry in lesson.article.glossary}
    for word, sentence in _placed(lesson):
        english = sentence.en
        if word.sense not in STATES:
            yield f"{word.hanzi}: there is no state {word.sense}"
        if word.evidence not in english:
            yield f"{word.hanzi}: “{word.evidence}” is not in its sentence's English"
        if word.sense == "confirmed" and not word.evidence and word.hanzi not in given:
            yield f"{word.hanzi}: confirmed by nothing"
        if not english and word.sense != "unconfirmed" and word.hanzi not in given:
            yield f"{word.hanzi}: {word.sense}, but its sentence has no English"


@_problems
def answers_stand_where_they_say(lesson: Lesson) -> Iterator[str]:
    for question in lesson.questions:
        if not 0 <= question.sentence < len(lesson.sentences):
            yield f"{question.answer}: there is no sentence {question.sentence}"
            continue
        zh = lesson.sentences[question.sentence].zh
        if not question.answer or zh[question.start : question.end] != question.answer:
            yield f"{question.answer}: something else stands at its place"
        if not all(0 <= at <= len(zh) and text for at, text in question.added):
            yield f"{question.answer}: an explanation stands outside the sentence"
        shown, (start, end) = question.context != (0, 0), question.context
        inside = start <= question.start and question.end <= end
        if question.asked and not shown:
            yield f"{question.answer}: asked without a context"
        if shown and (not _in_range(question.context, zh) or not inside):
            yield f"{question.answer}: its context doesn't hold it"


@_problems
def the_translation_says_what_is_asked(lesson: Lesson) -> Iterator[str]:
    for question, sentence in _asked_of(lesson):
        english = sentence.en
        if question.english not in english:
            yield f"{question.answer}: “{question.english}” is not in its sentence's English"
        if question.asked and question.doubtful:
            yield f"{question.answer}: asked although it is doubtful"
        if question.asked and not question.english and english:
            yield f"{question.answer}: asked although the translation doesn't show it"


@_problems
def values_are_what_the_answers_say(lesson: Lesson) -> Iterator[str]:
    for question in lesson.questions:
        said = numeral(question.answer)
        if isinstance(question.value, (int, float)) and said not in (None, question.value):
            yield f"{question.answer}: its value is {question.value}"


def numeral(text: str) -> float | None:
    """A numeral read by a reader of our own, so that no one checks himself; None: too hard."""
    text = unicodedata.normalize("NFKC", text).removeprefix("第").removeprefix("百分之")
    if re.fullmatch(r"[0-9]+(\.[0-9]+)?", text):
        return float(text) if len(text) <= LONGEST_NUMERAL else None
    whole, _, decimals = text.partition("点")
    if not text or set(text) - set("零一二两三四五六七八九十百千万亿点"):
        return None
    if len(text) > LONGEST_NUMERAL or re.search(r"[百千万亿][一二三四五六七八九]$", text):
        return None  # more digits than a float has; 三千六 is 3600 in speech
    return _whole(whole) + sum(
        "零一二三四五六七八九".find(digit) / 10**place for place, digit in enumerate(decimals, 1)
    )


def _whole(text: str) -> int:
    """二百四十一 is 241: the largest unit cuts the numeral in two."""
    for unit, size in (("亿", 10**8), ("万", 10**4), ("千", 1000), ("百", 100), ("十", 10)):
        before, found, behind = text.rpartition(unit)
        if found:
            return (_whole(before) or 1) * size + _whole(behind)
    digits = ("零一二三四五六七八九".find("二" if digit == "两" else digit) for digit in text)
    return int("".join(map(str, digits)) or 0)


@_problems
def beads_go_forward(lesson: Lesson) -> Iterator[str]:
    for one, other in pairwise(lesson.sentences):
        if not 0 <= other.bead - one.bead <= 1:
            yield f"bead {one.bead} is followed by bead {other.bead}"
        if one.bead == other.bead and one.en != other.en:
            yield f"bead {one.bead} has two translations"
    if lesson.sentences and lesson.sentences[0].bead != 0:
        yield "the first bead is not 0"
    yield from (
        f"bead {s.bead}: confidence {s.confidence}"
        for s in lesson.sentences
        if not 0 <= s.confidence <= 1
    )


@_problems
def everything_has_a_reason(lesson: Lesson) -> Iterator[str]:
    yield from (f"{w.hanzi}: no reason" for w in lesson.words if not w.reason.strip())
    yield from (f"{q.answer}: no reason" for q in lesson.questions if not q.reason.strip())
    yield from (f"{o.item}: no reason" for o in lesson.left_out if not o.reason.strip())


@_problems
def levels_name_their_edition(lesson: Lesson) -> Iterator[str]:
    for word in lesson.words:
        if word.level and not LEVEL.match(word.level):
            yield f"{word.hanzi}: level {word.level!r}"


@_problems
def cards_are_as_many_as_asked(lesson: Lesson) -> Iterator[str]:
    cards = [word for word in lesson.words if word.tier == "card"]
    if lesson.settings.words is None or len(cards) > lesson.settings.words:
        yield f"{len(cards)} cards for {lesson.settings.words}"
    if sum(question.asked for question in lesson.questions) > lesson.settings.facts:
        yield f"more than {lesson.settings.facts} facts are asked"
    labelled = [word.hanzi for word in cards if word.label]
    if len(labelled) * 4 > max(lesson.settings.words or 0, len(cards)):
        yield f"{len(labelled)} of {len(cards)} cards are political terms"


@_problems
def cards_can_be_studied(lesson: Lesson) -> Iterator[str]:
    keys = Counter((w.hanzi, w.traditional, w.pinyin_numbers) for w in lesson.words)
    yield from (f"{key}: twice" for key, count in keys.items() if count > 1)
    for word in lesson.words:
        if word.tier == "card" and not word.meaning:
            yield f"{word.hanzi}: a card without a meaning"
        if word.meaning and word.meaning in word.other_meanings:
            yield f"{word.hanzi}: its meaning is also another meaning"
        if word.tier not in ("card", "gloss", "name", "skip"):
            yield f"{word.hanzi}: there is no tier {word.tier}"


@_problems
def the_printed_lesson_keeps_the_contract(lesson: Lesson) -> Iterator[str]:
    yield from contract(json.loads(lesson_json.dumps(lesson)))


def contract(printed: dict[str, Any]) -> Iterator[str]:
    """Keys that the contract promises and this printed lesson lacks, or of another type."""
    if (printed.get("format"), printed.get("version")) != ("quizgen-lesson", 1):
        yield "not a quizgen-lesson of version 1"
    records = {"": [printed]}
    records |= {name: [printed.get(name, {})] for name in ("settings", "article")}
    lists = ("sentences", "words", "questions", "left_out", "facts", "patterns", "items")
    records |= {name: printed.get(name, []) for name in lists}
    records["tokens"] = [t for s in records["sentences"] for t in s.get("tokens", [])]
    for name, keys in KEYS.items():
        for record in records[name]:
            yield from (f"{name}: no key {key}" for key in keys.split() if key not in record)
    values = [question.get("value") for question in records["questions"]]
    yield from (f"value {v!r}" for v in values if isinstance(v, bool) or v is None)


INVARIANTS: tuple[Invariant, ...] = (
    sentences_spell_the_paragraphs,
    tokens_spell_the_sentences,
    every_character_has_a_syllable,
    spelling_says_what_the_syllables_say,
    words_stand_where_they_say,
    words_are_read_as_their_tokens,
    clauses_hold_their_words,
    clause_english_is_of_the_sentence,
    evidence_stands_in_the_translation,
    answers_stand_where_they_say,
    the_translation_says_what_is_asked,
    values_are_what_the_answers_say,
    beads_go_forward,
    everything_has_a_reason,
    levels_name_their_edition,
    cards_are_as_many_as_asked,
    cards_can_be_studied,
    the_printed_lesson_keeps_the_contract,
)
