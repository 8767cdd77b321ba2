"""The article's English laid beside its Chinese sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise, takewhile

from quizgen.model import Article, GlossaryEntry, Paragraph, Sentence
from quizgen.text.lexicon import Lexicon
from quizgen.text.sentences import bearable
from quizgen.translation.evidence import heard_names
from quizgen.translation.run_on import cuts
from quizgen.translation.sentence_alignment import Bead, align, split_title
from quizgen.translation.sentences import split_english

_ROUNDS = 2  # of cutting and aligning again; a third changes nothing in 93 news articles
_CLOSING, _OPENING = tuple("\"”'’"), tuple("\"“'‘")
# A quotation mark that begins a sentence, or stands behind its end; of “ and " only, since nobody
# types ” for an opening mark.
_FIRST_MARK = re.compile(r"[“”\"]\s*(?=\w)")
_LAST_MARK = re.compile(r"(?<=[。！？!?])[“\"]\s*\Z")
_QUOTED_LAST = re.compile(r"[“”\"][。！？!?]?\s*\Z")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A sentence of the English; a headline is one."""

    paragraph: int
    start: int
    end: int


def align_article(
    article: Article, sentences: Sequence[Sentence], lexicon: Lexicon
) -> tuple[Sentence, ...]:
    """The sentences with their English, bead number and the aligner's confidence.

    A sentence that the translation leaves out has an empty `en` and a bead of its own. English
    without a Chinese counterpart belongs to no sentence. Where one English title stands for
    several Chinese headlines it is divided among them first. A sentence that runs on where its
    English ends a sentence becomes two (`run_on`).
    """
    titled = _titled(article, sentences, lexicon)
    rest = _aligned(article, sentences[len(titled) :], len(titled) > 0, lexicon)
    first = len(titled)
    return (*titled, *(replace(s, bead=s.bead + first) for s in rest))


def _titled(
    article: Article, sentences: Sequence[Sentence], lexicon: Lexicon
) -> tuple[Sentence, ...]:
    """The headlines at the top with their parts of the one English title, if it is so."""
    kinds = [article.paragraphs[s.paragraph].kind for s in sentences]
    headlines = sentences[: len(list(takewhile(lambda kind: kind == "headline", kinds)))]
    titles = list(takewhile(lambda p: p.kind == "headline", article.english))
    if len(headlines) < 2 or len(titles) != 1:
        return ()
    parts = split_title([s.zh for s in headlines], titles[0].text, lexicon, article.glossary)
    return tuple(
        replace(sentence, en=en, bead=bead, confidence=float(bool(en)))
        for bead, (sentence, en) in enumerate(zip(headlines, parts, strict=True))
    )


def _aligned(
    article: Article, sentences: Sequence[Sentence], without_title: bool, lexicon: Lexicon
) -> Iterator[Sentence]:
    pieces = [
        _Piece(number, start, end)
        for number, paragraph in enumerate(article.english)
        if number or not without_title
        for start, end in _split(paragraph)
    ]
    english = [_text(article, [piece]) for piece in pieces]
    texts = _Texts(sentences, english, [p.paragraph for p in pieces], article.glossary, lexicon)
    texts, beads = _best(texts)
    return _with_quotes(
        replace(texts.zh[i], en=en, bead=number, confidence=bead.confidence)
        for number, bead in enumerate(bead for bead in beads if bead.zh)
        for en in [_text(article, [pieces[j] for j in bead.en])]
        for i in bead.zh
    )


def _split(paragraph: Paragraph) -> Sequence[tuple[int, int]]:
    whole = paragraph.kind == "headline"
    text = paragraph.text
    return list(bearable(text, 0, len(text))) if whole else split_english(text)


def _text(article: Article, pieces: Sequence[_Piece]) -> str:
    """The pieces' text as printed, sentences of one paragraph as they stand there."""
    spans: dict[int, tuple[int, int]] = {}
    for piece in pieces:
        start = spans.get(piece.paragraph, (piece.start, 0))[0]
        spans[piece.paragraph] = (start, piece.end)
    texts = [article.english[number].text[a:b].strip() for number, (a, b) in spans.items()]
    return " ".join(texts)


# --- what belongs together, and what must be cut for it


@dataclass(frozen=True, slots=True)
class _Texts:
    """The Chinese and the English sentences, and what is known of both."""

    zh: Sequence[Sentence]
    en: Sequence[str]
    paragraphs: Sequence[int]
    glossary: Sequence[GlossaryEntry]
    lexicon: Lexicon
    cuts: dict[tuple[str, ...], tuple[int, ...]] = field(default_factory=dict)  # of all rounds

    def beads(self, by_meaning: bool) -> tuple[Bead, ...]:
        return align(
            [sentence.zh for sentence in self.zh],
            self.en,
            self.lexicon,
            zh_paragraphs=[sentence.paragraph for sentence in self.zh],
            en_paragraphs=self.paragraphs,
            glossary=self.glossary,
            by_meaning=by_meaning,
        )

    def with_names(self) -> _Texts:
        """The texts with the names that sound alike in the glossary."""
        heard = heard_names([sentence.zh for sentence in self.zh], self.en, self.lexicon)
        return replace(self, glossary=(*self.glossary, *heard), cuts={})

    def cut(self, beads: Sequence[Bead]) -> _Texts:
        """The texts, Chinese sentences that run on cut where their English ends a sentence."""
        zh = [part for bead in beads for part in self._parts(bead)]
        return replace(self, zh=zh)

    def _parts(self, bead: Bead) -> Iterator[Sentence]:
        for sentence in self.zh[bead.zh.start : bead.zh.stop]:
            one = len(bead.zh) == 1
            en = self.en[bead.en.start : bead.en.stop] if one else []
            for start, end in pairwise((0, *self._cuts(sentence.zh, en), len(sentence.zh))):
                yield replace(sentence, zh=sentence.zh[start:end], start=sentence.start + start)

    def _cuts(self, zh: str, en: Sequence[str]) -> tuple[int, ...]:
        """Where to cut the sentence; asked once for the same English."""
        if (zh, *en) not in self.cuts:
            self.cuts[zh, *en] = cuts(zh, en, self.lexicon, self.glossary)
        return self.cuts[zh, *en]


def _best(texts: _Texts) -> tuple[_Texts, tuple[Bead, ...]]:
    """The texts as cut in the end, and their beads: by words alone where these leave no doubt."""
    beads = texts.beads(by_meaning=False)
    if not (texts.en and any(_is_doubtful(bead) for bead in beads)):
        return texts, beads
    texts = texts.with_names()
    for count in range(_ROUNDS):
        cut = texts.cut(beads)
        if count and len(cut.zh) == len(texts.zh):
            break
        texts, beads = cut, cut.beads(by_meaning=True)
    return texts, beads


def _is_doubtful(bead: Bead) -> bool:
    """Whether it isn't one sentence for one, or the words speak against it."""
    return len(bead.zh) != 1 or len(bead.en) != 1 or bead.confidence < 0.5


# --- whose a quotation mark is


def _with_quotes(sentences: Iterable[Sentence]) -> Iterator[Sentence]:
    """The sentences, a quotation mark between two of them with the one that has it in English.

    Typists mix opening and closing marks up: “走吧。“他说 may be “走吧。”他说 ("Let's go," he
    said), and straight marks look the same.
    """
    last: Sentence | None = None
    for one in sentences:
        here = one
        if last and last.paragraph == here.paragraph and last.bead != here.bead:
            last, here = _divided(last, here)
        if last:
            yield last
        last = here
    if last:
        yield last


def _divided(one: Sentence, other: Sentence) -> tuple[Sentence, Sentence]:
    """Two neighbours, the mark between them where the English has it."""
    closes, opens = one.en.endswith(_CLOSING), other.en.startswith(_OPENING)
    at = len(one.zh)
    if one.en and other.en and closes and not (opens or _QUOTED_LAST.search(one.zh)):
        mark = _FIRST_MARK.match(other.zh)
        at += mark.end() if mark else 0
    elif one.en and other.en and opens and not (closes or _FIRST_MARK.match(other.zh)):
        mark = _LAST_MARK.search(one.zh)
        at = mark.start() if mark else at
    text = one.zh + other.zh
    return replace(one, zh=text[:at]), replace(other, zh=text[at:], start=one.start + at)
