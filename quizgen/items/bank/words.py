"""Word items: the word that fits the article's clause, and what a word means there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quizgen.items.bank.distractors import Rivals
from quizgen.items.bank.kinds import is_plain
from quizgen.items.bank.short_glosses import gloss_stems, short_glosses, stems
from quizgen.items.bank.source import Source
from quizgen.model import BLANK, Item, Word
from quizgen.text.listed import HAN, readings
from quizgen.translation.english import STOP_WORDS

_LEAST = 4  # other Han characters of a clause that says enough to find its word
_SURE = 0.5  # probability of a sense that is more likely than all the others of its word together
_MOST = 40  # words of an article that are asked, cards before glosses
_LONGEST_MEANING = 40  # characters of an option
_TIMES = 3  # how many times as long as the key a wrong meaning may be, or the key as it
_WRONG = 3
_LONG = 28  # words of English beside a clause, beyond which only the part around the word is shown
_MARK = "【{}】"


def teachable(source: Source) -> Sequence[Word]:
    """The words that are asked: the first of those that may be, the cards before the glosses."""
    return source.teachable[:_MOST]


def confirmed(source: Source) -> list[Word]:
    """The teachable words whose meaning the translation shows, told as the word is used there.

    Or a correction tells it.
    """
    return [w for w in teachable(source) if w.sure and here(w)]


def here(word: Word) -> str:
    """The gloss that the translation shows, alone: 线路 "(electricity) line; wire" is "line" here.

    Empty where no gloss has a word of the evidence, where the evidence is a mere part of it, or
    where the gloss is too short without its brackets: member (of a legislative body). Of a meaning
    that a correction tells it is the first.
    """
    shown = stems(word.evidence) | stems(word.rendered)
    glosses = [text for text in short_glosses(word.meaning) if len(text) <= _LONGEST_MEANING]
    told = word.sense == "told"
    found = next((text for text in glosses if told or (stems(text) and stems(text) <= shown)), "")
    explained = re.search(rf"{re.escape(found)} \(|\) {re.escape(found)}", word.meaning)
    return "" if explained else found


def hole(source: Source, word: Word) -> str:
    """The word's clause with a hole for it; empty where it has none, or one that tells the word."""
    zh, (start, end) = source.sentences[word.sentence].zh, word.clause
    if not start <= word.start < end:
        return ""
    before, after = zh[start : word.start], zh[word.end : end]
    enough = len(HAN.findall(before + after)) >= _LEAST and word.hanzi not in before + after
    return f"{before}{BLANK}{after}".strip() if enough else ""


def english_hint(word: Word) -> str:
    """The English of the clause with the word's own English marked; empty where it isn't clear."""
    for shown in (word.rendered, word.evidence):
        pattern = rf"(?<![\w-]){re.escape(shown)}(?![\w-])"
        found = list(re.finditer(pattern, word.clause_en)) if stems(shown) else []
        if len(found) == 1 and shown.split()[0].lower() not in STOP_WORDS:
            clear = not HAN.search(word.clause_en) and stems(word.evidence) <= stems(shown)
            marked = re.sub(pattern, lambda match: _MARK.format(match[0]), word.clause_en)
            return around_mark(marked) if clear else ""
    return ""


def around_mark(marked: str) -> str:
    """A long translation cut at its commas, to the pieces nearest to the mark."""
    pieces = re.split(r"(?<=[,;:.]) ", marked)
    first = next(i for i, piece in enumerate(pieces) if "【" in piece)
    last = first + 1 + next(i for i, piece in enumerate(pieces[first:]) if "】" in piece)
    low, high = first, last
    while (low, high) != (0, len(pieces)) and _length(pieces[max(low - 1, 0) : high + 1]) <= _LONG:
        low, high = max(low - 1, 0), min(high + 1, len(pieces))
    return f"{'… ' * (low > 0)}{' '.join(pieces[low:high])}{' …' * (high < len(pieces))}"


def _length(pieces: Sequence[str]) -> int:
    return sum(len(piece.split()) for piece in pieces)


def initials(word: Word) -> str:
    """How many characters, the first, and the letters of the others: "2 characters: 产 p…"."""
    letters = [f"{syllable[0]}…" for syllable in word.pinyin_numbers.lower().split()]
    return f"{len(word.hanzi)} characters: {' '.join([word.hanzi[0], *letters[1:]])}"


def told(word: Word) -> str:
    """The word for the key: how it is read, and what it means here if that is sure."""
    return (
        f"{word.hanzi} {word.pinyin}: {here(word)}."
        if here(word)
        else f"{word.hanzi} {word.pinyin}."
    )


def word_clozes(source: Source) -> Iterator[Item]:
    """The article's clause with a hole for the word, the English of the clause beside it."""
    for word in teachable(source):
        stem, prompt = hole(source, word), _prompt(word)
        if stem and prompt and not _another_fits(source, word):
            yield source.item(
                "word",
                "word",
                stem,
                word.hanzi,
                sentence=word.sentence,
                span=word.clause,
                prompt=f"{prompt} ({initials(word)})",
                accepted=traditional(word),
                note=told(word),
                level=word.level,
                reason=_why(word),
            )


def _prompt(word: Word) -> str:
    """What tells the word: its English in the clause; without a translation, its one meaning."""
    if word.sense == "confirmed":
        return english_hint(word) if here(word) else ""
    if word.sense == "told":
        return f"Meaning: {word.meaning}"
    alone = word.sense == "unconfirmed" and not word.ambiguous
    return f"Dictionary meaning: {word.meaning}" if alone else ""


def _another_fits(source: Source, word: Word) -> bool:
    """Whether a word with the same first character and initials means the same: 制订 and 制定."""
    mine = stems(word.meaning) | stems(word.evidence)
    letters = [syllable[0] for syllable in word.pinyin_numbers.lower().split()]
    return any(
        [syllable[0] for syllable in reading] == letters
        and gloss_stems(text, source.lexicon) & mine
        for text in source.lexicon.beginning(word.hanzi[0])
        if len(text) == len(word.hanzi) and text != word.hanzi
        for reading in readings(text, source.lexicon)
    )


def traditional(word: Word) -> tuple[str, ...]:
    """The word in the other script, if it is written otherwise there."""
    return (word.traditional,) if word.traditional != word.hanzi else ()


def _why(word: Word) -> str:
    if word.sense == "told":
        return "A word of the lesson; a correction tells its meaning."
    shown = "its English stands in the translation" if word.evidence else "it has one meaning"
    return f"A word of the lesson; {shown}."


def word_choices(source: Source) -> Iterator[Item]:
    """Which of four words fits the hole, and which of four meanings the word has there.

    The wrong meanings are those of the wrong words, so that both were looked at once.
    """
    asked = [word for word in confirmed(source) if hole(source, word)]
    rivals = Rivals(source)
    for word, wrong in rivals.wrong_words(asked).items():
        if (hint := english_hint(word)) and len(wrong) >= _WRONG:
            yield _word_choice(source, word, hint, wrong)
        meanings = wrong_meanings(rivals, word, wrong)
        if len(meanings) == _WRONG and word.confidence >= _SURE:
            yield _meaning_choice(source, word, meanings)


def _word_choice(source: Source, word: Word, hint: str, wrong: Sequence[str]) -> Item:
    return source.item(
        "choice",
        "word",
        f"选词填空：{hole(source, word)}",
        word.hanzi,
        sentence=word.sentence,
        span=word.clause,
        prompt=hint,
        options=(word.hanzi, *wrong[:_WRONG]),
        spare=wrong[_WRONG : 2 * _WRONG],
        note=told(word),
        level=word.level,
        reason="The others are of its kind and length, and mean something else.",
    )


def _meaning_choice(source: Source, word: Word, wrong: Sequence[str]) -> Item:
    clause = source.sentences[word.sentence].zh[slice(*word.clause)].strip()
    return source.item(
        "choice",
        "word",
        f"{clause}。在这里，“{word.hanzi}”的意思是：",
        here(word),
        sentence=word.sentence,
        span=word.clause,
        options=(here(word), *wrong),
        note=told(word),
        level=word.level,
        reason="It has several meanings." if word.ambiguous else "A word of the lesson.",
    )


def wrong_meanings(rivals: Rivals, word: Word, wrong: Sequence[str]) -> list[str]:
    """Three meanings in the key's style that are wrong here: those of the wrong words.

    Not the word's own other senses: a dictionary prints near synonyms as senses (战线: front,
    battle line), and no likeness that we measured tells 昼夜 "continuously" from 生产 "to give
    birth". Another reading is another word: 大意 dàyi "careless".
    """
    others = _other_readings(rivals.source, word)
    own = [meaning for meaning in others if _in_style(meaning, here(word))]
    glosses = (text for one in wrong for text in rivals.meaning(one))
    found = (text for text in glosses if _in_style(text, here(word)))
    return list(dict.fromkeys((*own[:1], *found)))[:_WRONG]


def _other_readings(source: Source, word: Word) -> Iterator[str]:
    """The first meanings that the same characters have when they are read otherwise."""
    said = stems(word.clause_en) | stems(word.meaning) | stems(word.rendered)
    said |= {s for other in word.other_meanings for s in stems(other)}
    syllables = word.pinyin_numbers.lower().split()
    for reading, entries in readings(word.hanzi, source.lexicon, names=False).items():
        meanings = short_glosses(entries[0].senses[0])[:1] if list(reading) != syllables else ()
        yield from (text for text in meanings if not stems(text) & said)


def _in_style(text: str, key: str) -> bool:
    """Whether a meaning looks like the key: both verbs or neither, and not three times as long."""
    verbs = text.startswith("to ") == key.startswith("to ")
    sizes = sorted((len(text), len(key)))
    return verbs and sizes[1] <= _TIMES * sizes[0] and is_plain(text)
