"""An article under work: each stage's result, made when it is first asked for."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from quizgen import model
from quizgen.corrections import NO_CORRECTIONS, Corrections, Told, told
from quizgen.corrections.cuts import corrected
from quizgen.corrections.names import retagged, unnamed, with_names
from quizgen.corrections.runs import Run, runs, syllables_of
from quizgen.corrections.senses import with_meanings
from quizgen.model import Article, Sentence, Token
from quizgen.text.lexicon import Lexicon, headwords
from quizgen.text.names import TAGS, NameSpan, name_words, names_of
from quizgen.text.opinions import Reading
from quizgen.text.pinyin import read
from quizgen.text.quantities import find_quantities
from quizgen.text.recut import one_word, tokens_in
from quizgen.text.segmentation import CutEvidence, Edge, free, number_spans, segment
from quizgen.text.sentences import bearable, split_chinese
from quizgen.text.tagger import tag
from quizgen.translation import english
from quizgen.translation.beads import align_article
from quizgen.translation.meanings import Vectors
from quizgen.translation.name_english import english_span, without_names
from quizgen.translation.names import Name, confirm, glossary_names, kind_of, spelled_names
from quizgen.translation.rendered import Rendering, left_over, renderings, unlinked
from quizgen.translation.sense_fit import tags
from quizgen.translation.senses import (
    Option,
    Sense,
    choose,
    confirmed,
    likeliest,
    rank,
    texts,
)
from quizgen.translation.shown import English
from quizgen.translation.word_alignment import Link, align_words

# Parts of speech whose words have a meaning of their own; grammar words may share their English.
CONTENT = frozenset("n v a b i l d z s t f j h k q x".split())


@dataclass(frozen=True)
class Workbench:
    """An article under work: every stage's result, made when it is first asked for."""

    article: Article
    lexicon: Lexicon
    corrections: Corrections = NO_CORRECTIONS

    @cached_property
    def aligned(self) -> tuple[Sentence, ...]:
        """The Chinese sentences, headlines included, with the English that says the same."""
        return align_article(self.article, split(self.article), self.lexicon)

    @cached_property
    def name_spans(self) -> tuple[tuple[NameSpan, ...], ...]:
        """For each sentence the names in it, found in the Chinese and checked by the English."""
        glossary = self.article.glossary
        kinds = ((entry.zh, kind_of(entry, self.lexicon)) for entry in glossary)
        known = {zh: kind for zh, kind in kinds if kind}
        found = names_of([s.zh for s in self.aligned], self.lexicon, known)
        checked = (
            confirm(names, s.zh, s.en, glossary, self.lexicon)
            for s, names in zip(self.aligned, found, strict=True)
        )
        together = zip(checked, self.aligned, self.said, strict=True)
        return tuple(with_names(names, s.zh, said, self.lexicon) for names, s, said in together)

    @cached_property
    def said(self) -> tuple[Corrections, ...]:
        """For each sentence the corrections that speak of something in it."""
        return tuple(self.corrections.of(sentence.zh) for sentence in self.aligned)

    @cached_property
    def spellings(self) -> Mapping[str, Name]:
        """The names that the article's glossary and its English give, as they spell them."""
        found = glossary_names(self.article.glossary, self.lexicon)
        for sentence in self.aligned:
            found = spelled_names(sentence.zh, sentence.en, self.lexicon) | found
        none = unnamed(self.corrections)
        return {zh: name for zh, name in found.items() if zh not in none}

    @cached_property
    def name_tags(self) -> Mapping[str, str]:
        """Strings that are names here, with their tag."""
        kinds = {
            sentence.zh[span.start : span.end]: span.kind
            for sentence, spans in zip(self.aligned, self.name_spans, strict=True)
            for span in spans
        }
        found = self.spellings.items()
        return {zh: TAGS[kinds[zh]] if zh in kinds else name.tag for zh, name in found}

    @cached_property
    def names(self) -> tuple[model.Name, ...]:
        """Every name of the article where it stands, with its English if the article gives that."""
        return tuple(
            self._named(number, span, english)
            for number, spans in enumerate(self.name_spans)
            for span, (_, english) in zip(spans, self._name_english[number], strict=True)
        )

    def _named(self, number: int, span: NameSpan, english: tuple[int, int]) -> model.Name:
        sentence = self.aligned[number]
        text, known = sentence.zh[span.start : span.end], self.spellings
        spelled = known[text].english if text in known else sentence.en[slice(*english)]
        meaning = told(self.said[number].entries, text).get("meaning")
        spelled = meaning.meaning if meaning else spelled
        return model.Name(
            text, span.kind, number, span.start, span.end, span.by, span.confidence, spelled
        )

    @cached_property
    def _name_english(self) -> tuple[list[tuple[frozenset[int], tuple[int, int]]], ...]:
        """For each sentence the tokens and the English (its span) of each name."""
        return tuple(
            [
                (
                    tokens := tokens_in(sentence, span),
                    english_span(tokens, links, sentence.en, body=span.kind == "ORG"),
                )
                for span in spans
            ]
            for sentence, spans, links in zip(
                self.sentences, self.name_spans, self._all_links, strict=True
            )
        )

    @cached_property
    def english(self) -> tuple[English, ...]:
        """Each sentence's English, indexed; sentences of one bead share it."""
        made = {s.bead: English(s.en) for s in self.aligned}
        return tuple(made[s.bead] for s in self.aligned)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences with their words and how these are read."""
        return tuple(
            replace(sentence, tokens=self._tokens(number))
            for number, sentence in enumerate(self.aligned)
        )

    def _tokens(self, number: int) -> tuple[Token, ...]:
        zh, words = self.aligned[number].zh, self.words[number]
        return read(zh, words, self.lexicon, self.english[number].shows, self.readings(number))

    def readings(self, number: int) -> Mapping[int, Reading]:
        """The readings that corrections decide in this sentence, by word."""
        zh = self.aligned[number].zh
        texts = [zh[word.start : word.end] for word in self.words[number]]
        decided = syllables_of(self.told[number], texts)
        return {at: Reading(said, "user", False, place) for at, (said, place) in decided.items()}

    @cached_property
    def words(self) -> tuple[Sequence[Edge], ...]:
        """Each sentence cut into words."""
        return tuple(
            retagged(words, told) for words, told in zip(self._cut, self.told, strict=True)
        )

    @cached_property
    def _cut(self) -> tuple[Sequence[Edge], ...]:
        """The same before corrections say what is a name."""
        return tuple(
            segment(sentence.zh, self.lexicon, **self.evidence(number))
            for number, sentence in enumerate(self.aligned)
        )

    @cached_property
    def told(self) -> tuple[Mapping[Run, Told], ...]:
        """For each sentence what corrections decide of its words, by the numbers of these."""
        return tuple(
            runs(sentence.zh, [(word.start, word.end, word.tag) for word in words], said)
            for sentence, words, said in zip(self.aligned, self._cut, self.said, strict=True)
        )

    def evidence(self, number: int) -> CutEvidence:
        """What is known of where to cut this sentence: numerals, names, English, corrections."""
        zh, said = self.aligned[number].zh, self.said[number]
        return corrected(self._found(number), zh, said, self.lexicon)

    def _found(self, number: int) -> CutEvidence:
        """What the article itself says of where to cut this sentence."""
        zh, english = self.aligned[number].zh, self.english[number]
        quantities = find_quantities(zh, is_word=headwords(self.lexicon))
        numbers = number_spans(zh, quantities)
        return {
            "whole": [
                *numbers,
                *free(name_words(self.name_spans[number], zh, self.lexicon), numbers),
            ],
            "names": self.name_tags,
            "shown": lambda word: _is_shown(word, english, self.lexicon),
            "tagged": tag(zh),
            "forced": (),
        }

    def with_word(self, number: int, start: int, end: int) -> tuple[Workbench, int]:
        """The same article with this span of a sentence as one word, and the number of its token.

        The span may be a part of a word (人员 of 科研人员) or some words in a row (一|次).
        """
        sentence = self.sentences[number]
        tokens, at = one_word(sentence, start, end, self.lexicon)
        kept = ("aligned", "name_spans", "spellings", "name_tags", "english", "words", "vectors")
        other = Workbench(self.article, self.lexicon, self.corrections)
        vars(other).update({stage: getattr(self, stage) for stage in kept})
        vars(other)["sentences"] = (
            *self.sentences[:number],
            replace(sentence, tokens=tokens),
            *self.sentences[number + 1 :],
        )
        spans = [(token.start, token.end, token.pos) for token in tokens]
        vars(other)["told"] = (
            *self.told[:number],
            runs(sentence.zh, spans, self.said[number]),
            *self.told[number + 1 :],
        )
        return other, at

    @cached_property
    def links(self) -> tuple[tuple[Link, ...], ...]:
        """For each sentence the links of its tokens to the words of its English (`english.cut`)."""
        return tuple(
            without_names(links, names, sentence.en)
            for sentence, links, names in zip(
                self.sentences, self._all_links, self._name_english, strict=True
            )
        )

    @cached_property
    def _all_links(self) -> tuple[tuple[Link, ...], ...]:
        """The same before a name's English is kept for the name.

        The sentences of one bead are aligned together, since they share their English.
        """
        found: list[tuple[Link, ...]] = []
        for _, group in itertools.groupby(self.sentences, lambda sentence: sentence.bead):
            found += _linked(list(group), self.lexicon, self.vectors)
        return tuple(found)

    @cached_property
    def vectors(self) -> Vectors:
        """All words and glosses of the article as the encoder sees them, read at once."""
        wanted = [s.en[a:b] for s in self.sentences for a, b in english.cut(s.en)]
        wanted += [s.en for s in self.sentences if s.en]
        for sentence in self.sentences:
            wanted += [token.text for token in sentence.tokens]
            wanted += texts(sentence.tokens, self.lexicon)
        found = Vectors()
        found.prepare(wanted)
        return found

    @cached_property
    def tags(self) -> tuple[tuple[str, ...], ...]:
        """For each sentence the part of speech of its words in their place."""
        return tuple(tags(s.tokens, tag(s.zh)) for s in self.sentences)

    @cached_property
    def renderings(self) -> tuple[Mapping[int, Rendering], ...]:
        """For each sentence the English words that render its words, by token."""
        found = []
        for s, links, english_ in zip(self.sentences, self.links, self.english, strict=True):
            content = [token.pos[:1] in CONTENT for token in s.tokens]
            linked = renderings(len(s.tokens), links, s.en, content)
            found.append(linked | unlinked(s.tokens, linked, english_, self.lexicon))
        return tuple(found)

    @cached_property
    def _left_over(self) -> Mapping[int, list[str]]:
        """For each bead the English words that render none of its words."""
        beads: dict[int, list[Mapping[int, Rendering]]] = {}
        for sentence, rendered in zip(self.sentences, self.renderings, strict=True):
            beads.setdefault(sentence.bead, []).append(rendered)
        return {s.bead: left_over(s.en, beads[s.bead]) for s in self.sentences}

    def options(self, number: int) -> dict[int, list[Option]]:
        """The senses that a sentence's words may have, the likeliest first, by token.

        They are many, and made anew each time: an article keeps those that were chosen.
        """
        s, rendered = self.sentences[number], self.renderings[number]
        left = self._left_over[s.bead]
        return rank(s.tokens, self.tags[number], s.en, rendered, left, self.lexicon, self.vectors)

    @cached_property
    def senses(self) -> tuple[Mapping[int, Sense], ...]:
        """For each sentence the sense of its words, by token."""
        first, unshown = [], []
        for number, (s, rendered) in enumerate(zip(self.sentences, self.renderings, strict=True)):
            options = self.options(number)
            first.append(likeliest(options, s.en, rendered))
            unshown.append({at: o for at, o in options.items() if not first[-1][at].evidence})
        known = confirmed((s.tokens, one) for s, one in zip(self.sentences, first, strict=True))
        return tuple(
            with_meanings(
                choose(s.tokens, options, s.en, rendered, one, known), s.tokens, told, rendered
            )
            for s, options, rendered, one, told in zip(
                self.sentences, unshown, self.renderings, first, self.told, strict=True
            )
        )

    @property
    def content(self) -> tuple[Mapping[int, Sense], ...]:
        """The senses of the words that may be worth learning here.

        Those that aren't grammar, and those of which corrections speak.
        """
        together = zip(self.sentences, self.senses, self.told, strict=True)
        return tuple(
            {
                at: sense
                for at, sense in found.items()
                if s.tokens[at].pos[:1] in CONTENT or _is_wanted(said.get((at, at + 1), {}))
            }
            for s, found, said in together
        )


def _is_wanted(what: Told) -> bool:
    """Whether a correction says what a word means or that it is to be taught."""
    return "meaning" in what or ("teach" in what and what["teach"].teach is True)


def _linked(
    bead: Sequence[Sentence], lexicon: Lexicon, vectors: Vectors
) -> Iterator[tuple[Link, ...]]:
    """The links of each sentence of a bead."""
    text = bead[0].en
    tokens = [token for sentence in bead for token in sentence.tokens]
    cut = [text[a:b] for a, b in english.cut(text)]
    links = align_words(
        [t.text for t in tokens], cut, lexicon, [t.pos for t in tokens], vectors=vectors
    )
    first = 0
    for sentence in bead:
        last = first + len(sentence.tokens)
        yield tuple(replace(k, zh=k.zh - first) for k in links if first <= k.zh < last)
        first = last


def _is_shown(word: str, english: English, lexicon: Lexicon) -> bool:
    """Whether the English has a gloss of this word."""
    known = lexicon.word(word)
    tag = known.tag if known else ""
    return any(english.shows(entry, tag) >= 1 for entry in lexicon.lookup(word))


def split(article: Article) -> tuple[Sentence, ...]:
    """The article's Chinese sentences in order, not yet aligned; each headline is one."""
    return tuple(
        Sentence(paragraph.text[start:end], "", number, start, bead=0)
        for number, paragraph in enumerate(article.paragraphs)
        for start, end in (
            split_chinese(paragraph.text)
            if paragraph.kind != "headline"
            else bearable(paragraph.text, 0, len(paragraph.text))
        )
    )
