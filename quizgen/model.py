"""The nouns of quizgen, from the article that was read to the lesson that is written.

All are frozen. Offsets count characters (code points): a sentence's in its paragraph, a token's,
word's or question's in its sentence; `end` is exclusive. Texts that are kept beside their offsets
are slices of the source, held to it by a test over every article.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ParagraphKind = Literal["headline", "byline", "body", "caption"]
Translator = Literal["machine", "human", "unknown", "none"]
Decider = Literal["dictionary", "phrase", "rule", "model", "user"]
Tier = Literal["card", "gloss", "name", "skip"]
SenseState = Literal["confirmed", "shared", "loose", "absent", "unconfirmed", "told"]
Value = int | float | str | tuple[int | float, int | float]
FactKind = Literal[
    "quantity", "date", "comparison", "change", "ordinal", "person", "place", "organisation",
    "list", "slogan", "reason", "result",
]  # fmt: skip
ItemKind = Literal[
    "cloze", "numeral", "table", "word", "choice", "truth", "pattern", "matching", "ordering",
    "tones", "hanzi", "reference", "dictation", "translation", "short",
]  # fmt: skip
Aim = Literal[
    "figure", "detail", "word", "grammar", "sound", "script", "name", "reason", "sequence",
    "comparison", "reference", "gist", "translation",
]  # fmt: skip
BLANK = "＿＿＿＿"  # the hole of a stem, the same width whatever the answer


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph as printed, without its indent and its line end; `line` counts from 1."""

    text: str
    line: int
    kind: ParagraphKind = "body"


@dataclass(frozen=True, slots=True)
class GlossaryEntry:
    """A Chinese name or term and its English, as the file gives them (Named Entities, author)."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Article:
    """One article and where it comes from. What the file doesn't say is an empty string.

    `paragraphs` are the Chinese ones and `english` the translation's, both in the order of the
    page, headlines first. `date` is ISO 8601. `warnings` are sentences for the summary: what in
    the file was odd and what was done about it.
    """

    stem: str
    title: str
    title_en: str
    paragraphs: tuple[Paragraph, ...]
    english: tuple[Paragraph, ...] = ()
    publication: str = ""
    author: str = ""
    date: str = ""
    page: str = ""
    column: str = ""
    translation: Translator = "none"
    glossary: tuple[GlossaryEntry, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def source(self) -> str:
        """Publication, date and page in one line, for cards: what is known of them."""
        page = f"p. {self.page}" if self.page else ""
        return ", ".join(part for part in (self.publication, self.date, page) if part)


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or punctuation mark of a sentence, and how it is read.

    `pos` is jieba's tag (n, v, a, nr, ns, m, x …). `pinyin` has one numbered syllable a Han
    character (ü is v, the neutral tone 5) and is empty where there is none; `spelled` is the
    same with tone marks, joined and capitalised by GB/T 16159-2012. `by` says who decided the
    reading, and `doubtful` that two good sources contradict each other. `margin` is how much dearer
    (in nats) the next best way is to cut the text here.
    """

    text: str
    start: int
    pos: str = "x"
    pinyin: tuple[str, ...] = ()
    spelled: str = ""
    by: Decider = "dictionary"
    doubtful: bool = False
    margin: float = 0.0

    @property
    def end(self) -> int:
        """Offset behind the last character."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it stands in a sentence: `sentence` is an index, `start`/`end` its span there.

    `by` says who found it (model, dictionary, translation, glossary, article or a rule), `english`
    how the article's own English spells it, if it does, `confidence` how sure it is, 0 to 1.
    """

    text: str
    kind: Literal["PER", "LOC", "ORG"]
    sentence: int
    start: int
    end: int
    by: str
    confidence: float
    english: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A Chinese sentence, the English that says the same (empty: none), and its tokens.

    `paragraph` is an index into `Article.paragraphs`, `start` the offset in that paragraph. The
    sentences of one `bead` (counted from 0) share their English. `confidence`, 0 to 1, is the
    aligner's.
    """

    zh: str
    en: str
    paragraph: int
    start: int
    bead: int
    confidence: float = 0.0
    tokens: tuple[Token, ...] = ()

    @property
    def end(self) -> int:
        """Offset in the paragraph behind the last character."""
        return self.start + len(self.zh)


@dataclass(frozen=True, slots=True)
class Word:
    """A headword of the article, with the meaning it has here and where that is seen.

    `pinyin_numbers` separates the syllables with spaces ("biao1 bing1"). `evidence` holds the
    English words of the translation that show the meaning, `rendered` the English words that stand
    for it whether or not a gloss has them; `confidence` is the probability of the sense among those
    of its reading. `level` names list and edition
    ("HSK 2025: 5"), `frequency` is a count per million in jieba's corpus. `sentence` is an index
    into `Lesson.sentences`; `start`/`end` place the word and `clause` its clause in that
    sentence; `clause_en` is the clause's share of the English. `related` are other words of the
    article that share a character, `collocations` phrases that it forms here. `variant` is empty
    but for a sense that a correction gives a note of its own: the name of that note.
    """

    hanzi: str
    traditional: str
    pinyin: str
    pinyin_numbers: str
    tier: Tier
    meaning: str
    other_meanings: tuple[str, ...]
    evidence: str
    sense: SenseState
    label: str
    sentence: int
    start: int
    end: int
    clause: tuple[int, int]
    clause_en: str
    level: str
    frequency: float
    pos: str
    reason: str
    measure_words: tuple[str, ...] = ()
    more_sentences: tuple[int, ...] = ()
    related: tuple[str, ...] = ()
    collocations: tuple[str, ...] = ()
    note: str = ""
    ambiguous: bool = False
    doubtful: bool = False
    rendered: str = ""
    confidence: float = 0.0
    variant: str = ""

    @property
    def sure(self) -> bool:
        """Whether the meaning here is certain: the English shows it, or a correction tells it."""
        return self.sense in ("confirmed", "told")


@dataclass(frozen=True, slots=True)
class Question:
    """A fact of the article as a sentence with a hole: the hole is `start`..`end`.

    `answer` is the text of the hole, unit and bound outside. `value`: a number for counts and
    percents (4％ is 4), "1/3", an ISO date or interval, or `(low, high)`. `english` is the part
    of the translation that says the same. `context` is the clause to show, `added` are bracketed
    explanations that are ours (offset in the sentence, text), `accepted` other ways to write the
    answer, and `frame` the clause with all its figures masked: facts of one frame are told alike.
    `asked` says whether it became a card; `reason` why or why not.
    """

    kind: str
    sentence: int
    start: int
    end: int
    answer: str
    value: Value
    unit: str
    bound: str
    english: str
    asked: bool
    doubtful: bool
    reason: str
    hint: str = ""
    context: tuple[int, int] = (0, 0)
    added: tuple[tuple[int, str], ...] = ()
    accepted: tuple[str, ...] = ()
    frame: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a sentence: its text, and where it stands."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that the article states: a relation of a subject to a value, a thing or a clause.

    `start`/`end` are the clauses of the sentence that state it. `subject` is who or what it is said
    of, `measure` what is measured or done (总产值, 合格率, 增长), `answer` where the value, the
    name, the list, the quotation or the clause of the reason or result stands. `value`, `unit` and
    `bound` are as a Question has them; `time` is the ISO date or interval it holds for. `than` is
    what a comparison or a change is compared with (去年同期, 8月), `was` the value before, where
    the article gives it, `direction` which way it goes. `english` is the part of the translation
    that says the same.
    `doubtful`: the article or its translation contradicts it; `reason` says how, or what the fact
    was found by.
    """

    kind: FactKind
    sentence: int
    start: int
    end: int
    answer: Span
    reason: str
    subject: Span | None = None
    measure: Span | None = None
    value: Value | None = None
    unit: str = ""
    bound: str = ""
    time: str = ""
    than: Span | None = None
    direction: Literal["", "up", "down", "same"] = ""
    was: Value | None = None
    english: str = ""
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern of written Chinese (由A提高到B) where it stands.

    `name` is its name in the list (docs/patterns.md), `meaning` what it says in English, `words`
    the function words that make it, `start`/`end` the clause or clauses that it joins, `english`
    their share of the translation.
    """

    name: str
    meaning: str
    sentence: int
    start: int
    end: int
    words: tuple[Span, ...]
    english: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One question for a class, with its key.

    `stem` is what is read, BLANK where a hole is; `prompt` what stands beside it (a hint, the
    English, pinyin). `options` are what is chosen from, put in order or matched, as shown; `left`
    the left column of a matching or the rows of a table. `key` is the right answer: one string, or
    one for each of `left` or of the pieces to order; `accepted` are other ways to write it, `spare`
    further wrong options that passed the same checks, for another version of a test.
    `explanation` tells the teacher why; `sentence` and `start`/`end` say where it comes from, and
    `line` the line of the file. `minutes` is the time it takes, `level` the hardest level of its
    words. `asked` says whether it is in the default set, `reason` why it was made or not asked.
    """

    id: str
    kind: ItemKind
    aim: Aim
    stem: str
    prompt: str
    key: tuple[str, ...]
    options: tuple[str, ...]
    left: tuple[str, ...]
    accepted: tuple[str, ...]
    explanation: str
    sentence: int
    start: int
    end: int
    line: int
    source: str
    points: int
    minutes: float
    level: str
    asked: bool
    reason: str
    spare: tuple[str, ...] = ()

    @property
    def right(self) -> str:
        """The key as it is shown: the right option of a choice, the words of all holes."""
        return " … ".join(self.key)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something that could have been taught and isn't, and why."""

    item: str
    reason: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a worksheet is made for.

    `preset` names a set of sections, `sections` names them one by one instead. `pinyin` says where
    readings stand in a DOCX (over, below, brackets), `key` whether the key is a file of its own,
    at the end of the sheet, or not made. `tiers` are the sheets of one class (support, core,
    stretch), `versions` how many orders of the same questions (up to 4: A to D). `grid` is the cell
    of the character practice (tian 田字格, mi 米字格), `note` a text of the teacher's own.
    """

    preset: str = "classic"
    sections: tuple[str, ...] = ()
    paper: Literal["a4", "letter"] = "a4"
    pinyin: Literal["over", "below", "brackets"] = "over"
    key: Literal["separate", "append", "none"] = "separate"
    tiers: tuple[str, ...] = ("core",)
    versions: int = 1
    grid: Literal["tian", "mi"] = "tian"
    note: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a lesson is made for.

    `level` is list and level that the learner has ("hsk2025:4"); `words` the number of word cards
    (None: one per 30 Chinese characters, 5 to 40); `facts` the number of fact cards; `script`
    which script comes first; `deck` the name of the deck (empty: from date and headline); `cards`
    the cards of a word: recognition, always made, and production, listening, sentence; `items` the
    number of items in the default set of the item bank; `sheet` what the worksheet is to be like;
    `audio` whether a machine is to speak the clauses of word cards.
    """

    level: str = "hsk2025:4"
    words: int | None = None
    facts: int = 10
    script: Literal["simp", "trad"] = "simp"
    deck: str = ""
    cards: tuple[str, ...] = ("recognition",)
    items: int = 24
    sheet: Sheet = Sheet()
    audio: bool = False


@dataclass(frozen=True, slots=True)
class Sound:
    """A piece of a sentence as a machine says it: its place, and the file for Anki's media."""

    sentence: int
    start: int
    end: int
    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of the article's running words a learner reads, 0 to 1: now, and with the cards."""

    words: int
    now: float
    with_cards: float


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What a teacher's review table did: `remarks` for the summary, and the table's own ids.

    `ids` pairs the id of a row with the one that it has in the table ("": a row that was added),
    where they differ, so that a table of the reviewed lesson can be given back too.
    """

    remarks: tuple[str, ...]
    ids: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Lesson:
    """One class made of one article: what every writer writes.

    `corrected` are the places of the corrections that decided something here, `reviewed` what a
    review table did, if there was one. `sounds` are the clauses that a machine says.
    """

    article: Article
    sentences: tuple[Sentence, ...]
    words: tuple[Word, ...]
    questions: tuple[Question, ...]
    left_out: tuple[LeftOut, ...]
    settings: Settings
    dictionary: str = ""
    names: tuple[Name, ...] = ()
    facts: tuple[Fact, ...] = ()
    patterns: tuple[Pattern, ...] = ()
    items: tuple[Item, ...] = ()
    coverage: Coverage | None = None
    corrected: tuple[str, ...] = ()
    reviewed: Reviewed | None = None
    sounds: tuple[Sound, ...] = ()
