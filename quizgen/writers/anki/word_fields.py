"""What stands in the fields of a word's note."""

from __future__ import annotations

from quizgen.model import Lesson, Sentence, Word
from quizgen.text.script import headword, in_script
from quizgen.writers.anki.markup import (
    chinese,
    english,
    ruby,
    span,
    text,
    toned,
    traditional,
    with_mark,
)
from quizgen.writers.anki.passage import (
    Passage,
    blank_html,
    plain_html,
    ruby_html,
    shown_clause,
    whole,
)

MACHINE = "machine translation, unchecked"
ASK = "Which reading or meaning here?"
DOUBTFUL = "Doubtful: two sources contradict each other."
ABSENT = "The translation leaves this word out; the meaning is the dictionary’s."

# jieba's tags (those of the People's Daily corpus) by their first letter or two, in a learner's
# words; what isn't listed says nothing on a card.
_PARTS_OF_SPEECH = {
    "a": "adjective",
    "ad": "adjective, adverb",
    "an": "adjective, noun",
    "b": "attributive",
    "c": "conjunction",
    "d": "adverb",
    "f": "direction word",
    "i": "idiom",
    "j": "abbreviation",
    "l": "set phrase",
    "m": "numeral",
    "n": "noun",
    "nr": "person’s name",
    "ns": "place name",
    "nt": "organisation",
    "nz": "proper noun",
    "o": "onomatopoeia",
    "p": "preposition",
    "q": "measure word",
    "r": "pronoun",
    "s": "place word",
    "t": "time word",
    "u": "particle",
    "v": "verb",
    "vn": "verb, noun",
    "y": "modal particle",
    "z": "descriptive adjective",
}


def part_of_speech(tag: str) -> str:
    """A tag in words: "vn" gives "verb, noun"; an unknown one an empty string."""
    return _PARTS_OF_SPEECH.get(tag) or _PARTS_OF_SPEECH.get(tag[:1], "")


def word_key(word: Word) -> str:
    """The identity of a word's note, to be read by people: 标兵|標兵|biao1 bing1."""
    variant = f"|{word.variant}" if word.variant else ""
    return f"{word.hanzi}|{word.traditional}|{word.pinyin_numbers}{variant}"


def word_fields(lesson: Lesson, word: Word) -> dict[str, str]:
    """The fields that have something in them, by name, as HTML."""
    sentence = lesson.sentences[word.sentence]
    return (
        _word_itself(lesson, word)
        | _where_it_stands(lesson, word, sentence)
        | _around_it(lesson, word)
        | _cards_wanted(lesson)
    )


def _word_itself(lesson: Lesson, word: Word) -> dict[str, str]:
    script = lesson.settings.script
    shown = headword(word, script)
    return {
        "Key": text(word_key(word)),
        "Hanzi": text(word.hanzi),
        # Empty where both scripts write it alike, so that the card needn't say it twice.
        "Traditional": text(word.traditional) if word.traditional != word.hanzi else "",
        "Pinyin": toned(word.pinyin, word.pinyin_numbers),
        "PinyinNumbers": text(word.pinyin_numbers),
        "Ruby": traditional(ruby(shown, word.pinyin) if word.pinyin else text(shown), script),
        "Meaning": english(word.meaning),
        "OtherMeanings": english("; ".join(word.other_meanings)),
        "PartOfSpeech": text(part_of_speech(word.pos)),
        "MeasureWords": text(in_script("、".join(word.measure_words), script)),
        "Level": text(word.level),
        "Label": english(word.label),
        "Note": _note(word, script),
        "Hint": text(ASK) if word.ambiguous else "",
    }


def _collocations(word: Word, script: str) -> str:
    phrases = "　".join(in_script(phrase, script) for phrase in word.collocations)
    return chinese(text(phrases), script)


def _note(word: Word, script: str) -> str:
    lines = [
        span("doubtful", text(DOUBTFUL)) if word.doubtful else "",
        text(ABSENT) if word.sense == "absent" else "",
        _collocations(word, script),
        english(word.note),
    ]
    return "<br>".join(line for line in lines if line)


def _where_it_stands(lesson: Lesson, word: Word, sentence: Sentence) -> dict[str, str]:
    script, at = lesson.settings.script, (word.start, word.end)
    clause = Passage(sentence, shown_clause(sentence, word), at, script)
    full = whole(sentence, at, script)
    return {
        "ClauseAudio": _sound(lesson, (word.sentence, *clause.span)),
        "Clause": plain_html(clause),
        "ClauseRuby": ruby_html(clause),
        "ClauseBlank": blank_html(clause),
        "ClauseTranslation": with_mark(word.clause_en, word.evidence),
        "Sentence": plain_html(full),
        "SentenceRuby": ruby_html(full),
        "SentenceTranslation": translation(lesson, sentence, word.evidence),
    }


def _sound(lesson: Lesson, place: tuple[int, int, int]) -> str:
    """What makes Anki play the clause, where a machine has spoken it."""
    names = {(s.sentence, s.start, s.end): s.name for s in lesson.sounds}
    return f"[sound:{names[place]}]" if place in names else ""


def translation(lesson: Lesson, sentence: Sentence, wanted: str) -> str:
    """The sentence's English with the wanted words marked; and that a machine made it, if so."""
    if not sentence.en:
        return ""
    by = f" {span('by', MACHINE)}" if lesson.article.translation == "machine" else ""
    return with_mark(sentence.en, wanted) + by


def _around_it(lesson: Lesson, word: Word) -> dict[str, str]:
    headlines = [p.text for p in lesson.article.paragraphs if p.kind == "headline"]
    script = lesson.settings.script
    title = chinese(text(in_script(headlines[0] if headlines else "", script)), script)
    return {
        "MoreSentences": "".join(_more(lesson, word, index) for index in word.more_sentences),
        "RelatedWords": "".join(_related(lesson, hanzi) for hanzi in word.related),
        "Source": ", ".join(part for part in (title, source(lesson)) if part),
    }


def source(lesson: Lesson) -> str:
    """Publication, date and page, as far as they are known; else the name of the file."""
    date = text(lesson.article.date)
    known = english(lesson.article.source or lesson.article.stem)
    return known.replace(date, span("date", date), 1) if date else known


def _more(lesson: Lesson, word: Word, index: int) -> str:
    sentence, script = lesson.sentences[index], lesson.settings.script
    start = sentence.zh.find(word.hanzi)
    at = (start, start + len(word.hanzi)) if start >= 0 else (0, 0)
    zh = f'<div class="zh">{chinese(plain_html(whole(sentence, at, script)), script)}</div>'
    return zh + (f'<div class="en">{english(sentence.en)}</div>' if sentence.en else "")


def other_article(lesson: Lesson, word: Word) -> str:
    """What a later article adds to the back of a word's card: clause, meaning there, source.

    The meaning is printed only where the translation shows it: it stands beside another's.
    """
    at, script = (word.start, word.end), lesson.settings.script
    sentence = lesson.sentences[word.sentence]
    clause = Passage(sentence, shown_clause(sentence, word), at, script)
    shown = word.sense in {"confirmed", "shared"} and not word.doubtful
    lines = (
        f'<div class="title">Also in: {source(lesson)}</div>',
        f'<div class="here">here: {english(word.meaning)}</div>' if shown else "",
        f'<details class="reading"><summary lang="zh-CN">{ruby_html(clause)}</summary></details>',
        f'<div class="en" lang="en">{with_mark(word.clause_en, word.evidence)}</div>'
        if word.clause_en
        else "",
    )
    stem = text(lesson.article.stem).replace('"', "&quot;")
    return f'<div class="also" data-article="{stem}">{"".join(lines)}</div>'


def _related(lesson: Lesson, hanzi: str) -> str:
    """One word, without its pinyin and meaning.

    A correction of these would replace this note too, with what its learner wrote on it.
    """
    script = lesson.settings.script
    known = next((word for word in lesson.words if word.hanzi == hanzi), None)
    shown = headword(known, script) if known else in_script(hanzi, script)
    return f"<div>{chinese(text(shown), script)}</div>"


def _cards_wanted(lesson: Lesson) -> dict[str, str]:
    """The switches of the optional cards; Recognition is always made."""
    switches = {
        "production": "MakeProduction",
        "listening": "MakeListening",
        "sentence": "MakeCloze",
    }
    return {field: "1" for kind, field in switches.items() if kind in lesson.settings.cards}
