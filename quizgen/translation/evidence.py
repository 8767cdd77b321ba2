"""What a Chinese string and an English string have in common, as cues that can be compared.

A cue is a stretch of text with the keys under which the other language may show it. A Chinese
word's keys are the stems of its dictionary glosses; an English word's key is its own stem; a
numeral's key is its value, whichever way it is written ("九百一十", "910", "nine hundred and ten"
are all `#910`). Two texts share what their keys share.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from quizgen.model import GlossaryEntry
from quizgen.text.dictionary import Entry
from quizgen.text.lexicon import MAX_WORD, Lexicon
from quizgen.text.numbers import parse_number, read_numeral
from quizgen.text.tagger import tag
from quizgen.translation import english
from quizgen.translation.sounds import likeness

_LONG_GLOSS = 5  # content words: a longer gloss explains, it doesn't translate
_INNER = 2  # characters: shorter parts of a word say too little about it


@dataclass(frozen=True, slots=True)
class Cue:
    """A word, name or numeral at `start`..`end` of its text, and what shows it elsewhere."""

    start: int
    end: int
    keys: frozenset[str]


# --- Chinese ------------------------------------------------------------------------------------

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_DIGITS = re.compile("[〇零○一二三四五六七八九]{2,}")  # a year: 一九五九
_FUNCTION = frozenset(  # words of one character that a translation renders by grammar or not at all
    "的地得了着过在和与跟及是为以被把将让使给就都也还又再很更最太之其并而但或等所从到向对由于有没不"
    "这那此该个各每只才却便则因如若我你您他她它们谁何哪什么吗呢吧啊上下里内外中前后时间后来去"
)
_NAMES = ("PER", "LOC", "ORG")
_SHORT_NAME = re.compile(f"[{_HAN}]{{2,6}}")
_SOUNDS_ALIKE = 0.6  # below it most pairs are chance; 0.5 and 0.7 align the same
_MONTH = re.compile(r"月(?!球|亮|饼|光|薪|经)")
_LATIN_WORD = re.compile(r"[A-Za-zÀ-ÿ]+(?:[-'’][A-Za-zÀ-ÿ]+)*")
_REFERENCE = re.compile(
    r"(?:abbr\. for|variant of|also written|see(?: also)?|equivalent to|same as)\s+"
    r"(?:[^\s|\[]+\|)?([^\s|\[,;()]+)\["
)
_PARENTHESIS = re.compile(r"\([^()]*\)|\[[^\]]*\]")
_NOISE = re.compile(r"^(?:to |a |an |the |surname |abbr\. for |variant of )+", re.IGNORECASE)


@functools.lru_cache(maxsize=20_000)
def _headword_keys(headword: str, lexicon: Lexicon) -> frozenset[str]:
    """The keys of all entries of a headword, and of the words they are short for."""
    entries = lexicon.lookup(headword)
    return frozenset(
        key for entry in entries for key in (*_entry_keys(entry), *_referred(entry, lexicon))
    )


def _referred(entry: Entry, lexicon: Lexicon) -> Iterable[str]:
    """Keys of the word that an abbreviation or a variant points to."""
    for sense in entry.senses:
        for headword in _REFERENCE.findall(sense):
            for other in lexicon.lookup(headword):
                yield from _entry_keys(other)


def _entry_keys(entry: Entry) -> frozenset[str]:
    keys: set[str] = set()
    for sense in entry.senses:
        text = _NOISE.sub("", _PARENTHESIS.sub(" ", sense))
        for gloss in text.split(";"):
            # "Kampala, capital of Uganda" names Kampala; the rest is an explanation
            name = gloss.partition(",")[0] if entry.is_name else gloss
            content = english.content_words(name)
            if len(content) <= _LONG_GLOSS:
                keys |= {word.stem for word in content}
    return frozenset(keys)


def heard_names(
    zh: Iterable[str], en: Iterable[str], lexicon: Lexicon
) -> tuple[GlossaryEntry, ...]:
    """The names that no dictionary lists, each with the English name that sounds most like it.

    The tagger finds them; 马特·里德 is two, Matt and Reid.
    """
    heard = {
        part
        for text in zh
        for word, kind in tag(text)
        if kind in _NAMES
        for part in word.split("·")
        if _SHORT_NAME.fullmatch(part) and not lexicon.lookup(part)
    }
    capitalised = {
        word.text
        for text in en
        for word in english.words(text)
        if word.text[0].isupper() and not word.is_stop
    }
    pairs = ((name, _most_alike(name, capitalised, lexicon)) for name in sorted(heard))
    return tuple(GlossaryEntry(name, word) for name, word in pairs if word)


def _most_alike(name: str, words: Iterable[str], lexicon: Lexicon) -> str:
    """The word that sounds most like the Chinese name, or nothing."""
    best = max(((likeness(name, word, lexicon), word) for word in words), default=(0.0, ""))
    return best[1] if best[0] >= _SOUNDS_ALIKE else ""


def chinese_cues(
    text: str, lexicon: Lexicon, glossary: Sequence[GlossaryEntry] = ()
) -> tuple[Cue, ...]:
    """The cues of a Chinese text, left to right; they don't overlap."""
    here = tuple(entry for entry in glossary if entry.zh and entry.en and entry.zh in text)
    return _chinese_cues(text, lexicon, here)


@functools.lru_cache(maxsize=4096)  # an article's sentences are asked for in every round
def _chinese_cues(
    text: str, lexicon: Lexicon, glossary: tuple[GlossaryEntry, ...]
) -> tuple[Cue, ...]:
    names = {entry.zh: _text_keys(entry.en) for entry in glossary}
    cues, here = [], 0
    while here < len(text):
        cue = _cue_at(text, here, lexicon, names)
        if cue.keys:
            cues.append(cue)
        here = cue.end
    return tuple(cues)


def _cue_at(text: str, here: int, lexicon: Lexicon, names: dict[str, frozenset[str]]) -> Cue:
    """The longest name, numeral, Latin word or headword that starts here."""
    for name, keys in names.items():
        if text.startswith(name, here):
            return Cue(here, here + len(name), keys | _inner_keys(name, lexicon))
    latin = _LATIN_WORD.match(text, here)
    if latin:
        return Cue(here, latin.end(), _text_keys(latin.group()))
    longest = reversed(lexicon.prefixes(text[here : here + MAX_WORD]))
    word = next((word for word in longest if lexicon.lookup(word)), text[here])
    number = _number_at(text, here + (text[here] == "第"))
    if number and number[0] - here >= len(word):
        return _number_cue(text, here, *number)
    keys = frozenset[str]() if word in _FUNCTION else _inner_keys(word, lexicon)
    return Cue(here, here + len(word), keys)


@functools.lru_cache(maxsize=20_000)
def _inner_keys(word: str, lexicon: Lexicon) -> frozenset[str]:
    """Keys of the word and of the words inside it: 劳动生产率 is labour, productivity, labour …."""
    keys = set(_headword_keys(word, lexicon))
    for start in range(len(word)):
        for end in range(start + _INNER, len(word) + 1):
            keys |= _headword_keys(word[start:end], lexicon)
    return frozenset(keys)


def _number_at(text: str, here: int) -> tuple[int, float] | None:
    """The end and the value of the numeral that starts here."""
    if digits := _DIGITS.match(text, here):
        return digits.end(), parse_number(digits.group()) or 0
    numeral = read_numeral(text, here)
    return (numeral.end, numeral.value) if numeral else None


def _number_cue(text: str, start: int, end: int, value: float) -> Cue:
    """A numeral's cue; with 月 behind it is a month as well. 一 is mostly an article: no cue."""
    keys = set() if text[start:end] in ("一", "零") else {_number_key(value)}
    if value in range(1, 13) and _MONTH.match(text, end):
        keys.add(f"month{value:.0f}")
    return Cue(start, end, frozenset(keys))


def _number_key(value: float) -> str:
    return f"#{value:.10g}"


# --- English ------------------------------------------------------------------------------------

_ONES = """zero one/first two/second three/third four/fourth five/fifth six/sixth seven/seventh
    eight/eighth nine/ninth ten/tenth eleven/eleventh twelve/twelfth thirteen/thirteenth
    fourteen/fourteenth fifteen/fifteenth sixteen/sixteenth seventeen/seventeenth
    eighteen/eighteenth nineteen/nineteenth"""
_TENS = """twenty/twentieth thirty/thirtieth forty/fortieth fifty/fiftieth sixty/sixtieth
    seventy/seventieth eighty/eightieth ninety/ninetieth"""
_UNITS = {
    word: value
    for values, forms in ((range(20), _ONES), (range(20, 100, 10), _TENS))
    for value, pair in zip(values, forms.split(), strict=True)
    for word in pair.split("/")
}
_SCALES = {
    "hundred": 100, "hundredth": 100, "thousand": 1000, "thousandth": 1000, "million": 10**6,
    "millions": 10**6, "billion": 10**9, "trillion": 10**12, "bn": 10**9, "m": 10**6, "k": 1000,
}  # fmt: skip
_SHORT_SCALES = ("m", "k", "bn")  # only behind digits
_MONTH_NAMES = """January/Jan February/Feb March/Mar April/Apr May June/Jun July/Jul August/Aug
    September/Sept/Sep October/Oct November/Nov December/Dec"""
_MONTHS = {
    name: f"month{number}"
    for number, names in enumerate(_MONTH_NAMES.split(), start=1)
    for name in names.split("/")
}  # with capitals: "may" and "march" are other words
_PIECE = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?|[^\W\d_]+")


@functools.lru_cache(maxsize=4096)
def english_cues(text: str) -> tuple[Cue, ...]:
    """The cues of an English text, left to right: numerals and words, but no stop words."""
    numbers = _english_numbers(text)
    taken = {offset for cue in numbers for offset in range(cue.start, cue.end)}
    others = (
        Cue(word.start, word.end, _word_keys(word))
        for word in english.words(text)
        if word.start not in taken and (not word.is_stop or word.text in _MONTHS)
    )
    return tuple(sorted((*numbers, *others), key=lambda cue: cue.start))


def _word_keys(word: english.EnglishWord) -> frozenset[str]:
    month = _MONTHS.get(word.text.capitalize() if word.text.isupper() else word.text)
    return frozenset({word.stem, month} if month else {word.stem})


def _text_keys(text: str) -> frozenset[str]:
    return frozenset(key for cue in english_cues(text) for key in cue.keys)


def _english_numbers(text: str) -> list[Cue]:
    """Numerals in digits and in words: pieces are gathered while they make one number."""
    cues: list[Cue] = []
    pieces: list[re.Match[str]] = []
    for match in (*_PIECE.finditer(text), None):
        if match and _continues(pieces, match, text):
            pieces.append(match)
            continue
        cues += _gathered(pieces)
        pieces = [match] if match and _starts(match.group()) else []
    return cues


def _starts(piece: str) -> bool:
    return piece[0].isdigit() or piece.lower() in _UNITS


def _continues(pieces: Sequence[re.Match[str]], match: re.Match[str], text: str) -> bool:
    """Whether this piece goes on with the number that was begun."""
    if not pieces or text[pieces[-1].end() : match.start()].strip(" -"):
        return False
    last, word = pieces[-1].group().lower(), match.group().lower()
    if word in _SCALES:
        return word not in _SHORT_SCALES or last[0].isdigit()
    if word == "and":
        return last in _SCALES
    if word not in _UNITS:
        return False
    return last in _SCALES or last == "and" or (_UNITS.get(last, 0) >= 20 and _UNITS[word] < 10)


def _gathered(pieces: Sequence[re.Match[str]]) -> Iterable[Cue]:
    words = [piece.group().lower() for piece in pieces]
    while words and words[-1] == "and":
        words.pop()
    if words and words != ["one"]:
        key = _number_key(english_number(words))
        yield Cue(pieces[0].start(), pieces[len(words) - 1].end(), frozenset({key}))


def english_number(words: Sequence[str]) -> float:
    """The value of a numeral that was cut into lower-case words, "and" included."""
    total = section = 0.0
    for word in words:
        if word[0].isdecimal():
            section += float(word.replace(",", ""))
        elif word in _UNITS:
            section += _UNITS[word]
        elif word in ("hundred", "hundredth"):
            section = (section or 1) * 100
        elif word in _SCALES:
            total += (section or 1) * _SCALES[word]
            section = 0
    return total + section
