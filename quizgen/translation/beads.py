"""The article's English laid beside its Chinese sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from quizgen.model import Article, Paragraph, Sentence
from quizgen.text.lexicon import Lexicon
from quizgen.translation.sentence_alignment import align, split_title
from quizgen.translation.sentences import split_english


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
    several Chinese headlines it is divided among them first.
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
    beads = align(
        [s.zh for s in sentences],
        [article.english[p.paragraph].text[p.start : p.end] for p in pieces],
        lexicon,
        zh_paragraphs=[s.paragraph for s in sentences],
        en_paragraphs=[p.paragraph for p in pieces],
        glossary=article.glossary,
    )
    for number, bead in enumerate(bead for bead in beads if bead.zh):
        en = _text(article, [pieces[j] for j in bead.en])
        for i in bead.zh:
            yield replace(sentences[i], en=en, bead=number, confidence=bead.confidence)


def _split(paragraph: Paragraph) -> Sequence[tuple[int, int]]:
    whole = paragraph.kind == "headline"
    return [(0, len(paragraph.text))] if whole else split_english(paragraph.text)


def _text(article: Article, pieces: Sequence[_Piece]) -> str:
    """The pieces' text as printed, sentences of one paragraph as they stand there."""
    spans: dict[int, tuple[int, int]] = {}
    for piece in pieces:
        start = spans.get(piece.paragraph, (piece.start, 0))[0]
        spans[piece.paragraph] = (start, piece.end)
    texts = [article.english[number].text[a:b].strip() for number, (a, b) in spans.items()]
    return " ".join(texts)
