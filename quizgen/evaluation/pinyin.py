"""Scores readings: polyphones in their sentence, running text, and what is marked doubtful."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from quizgen.errors import DataError
from quizgen.evaluation import gold
from quizgen.evaluation.plain import place, tokens
from quizgen.evaluation.score import Item
from quizgen.text.lexicon import Lexicon
from quizgen.text.listed import HAN
from quizgen.text.pinyin import likeliest

MARKED = 0.03  # the share of all syllables that may be marked doubtful

Heard = list[tuple[str, bool]]  # syllables, and whether each is marked doubtful
Reader = Callable[[str, Lexicon], Heard]
_LABELLED = ("sentence", "index", "char", "pinyin")
_Sentence = tuple[str, str, list[str], Heard]  # where, text, syllables wanted and found


def heard(text: str, lexicon: Lexicon) -> Heard:
    """Our syllable for every Han character of the text."""
    found: Heard = []
    for token in tokens(text, lexicon):
        count = len(HAN.findall(token.text))
        read = token.pinyin if len(token.pinyin) == count else ("",) * count
        found += [(syllable, token.doubtful) for syllable in read]
    return found


def polyphones(path: Path, lexicon: Lexicon, reader: Reader | None = None) -> Iterator[Item]:
    """Counts (right, 1) for each sentence with one polyphone that is asked for.

    Ours is what all sources together prefer in the sentence (`likeliest`): the labels give stems
    their tones (关系 guān xì) where a dictionary, and so what we print, has them light.
    """
    for where, text, at, wanted in labelled(path):
        found = "" if reader else likeliest(*place(text, at, lexicon), lexicon)
        if not found:
            found, _ = (reader or heard)(text, lexicon)[len(HAN.findall(text[:at]))]
        wrong = f"{where} {text[:at]}[{text[at]}]{text[at + 1 :]}: {found}, not {wanted}"
        yield Item((float(found == wanted), 1), () if found == wanted else (wrong,))


def labelled(path: Path) -> Iterator[tuple[str, str, int, str]]:
    """Each line as (where, sentence, offset of its polyphone, reading)."""
    for where, (text, index, wanted, label, *_) in gold.table(path, _LABELLED):
        at = int(index) if index.isdecimal() else len(text)
        if text[at : at + 1] != wanted or not HAN.match(wanted):
            raise DataError(f"{path.parent / where}: {wanted!r} isn't at {index}")
        yield where, text, at, _plain(label)


def printed(path: Path, lexicon: Lexicon) -> Iterator[Item]:
    """The same for what is printed on cards."""
    return polyphones(path, lexicon, heard)


def tones(path: Path, lexicon: Lexicon, reader: Reader = heard) -> Iterator[Item]:
    """Counts (right with tone, all) of each sentence's syllables."""
    return _running(_sentences(path, lexicon, reader), lambda found, wanted: found == wanted)


def letters(path: Path, lexicon: Lexicon, reader: Reader = heard) -> Iterator[Item]:
    """Counts (right without tone, all) of each sentence's syllables."""
    return _running(
        _sentences(path, lexicon, reader), lambda found, wanted: found[:-1] == wanted[:-1]
    )


def _running(sentences: Iterable[_Sentence], same: Callable[[str, str], bool]) -> Iterator[Item]:
    for where, text, wanted, found in sentences:
        pairs = [(f, w) for (f, _), w in zip(found, wanted, strict=True)]
        wrong = _wrong(where, text, [(f, w) if not same(f, w) else None for f, w in pairs])
        yield Item((len(pairs) - len(wrong), len(pairs)), wrong)


def flags(path: Path, lexicon: Lexicon) -> Iterator[Item]:
    """Counts (wrong and marked, wrong, marked, all) of each sentence's syllables."""
    for where, text, wanted, found in _sentences(path, lexicon, heard):
        pairs = list(zip(found, wanted, strict=True))
        wrong = [(f, w, marked) for (f, marked), w in pairs if f != w]
        caught = sum(marked for _, _, marked in wrong)
        missed = [(f, w) if f != w and not marked else None for (f, marked), w in pairs]
        counts = (caught, len(wrong), sum(marked for _, marked in found), len(found))
        yield Item(counts, _wrong(where, text, missed))


def flag_share(counts: Sequence[float]) -> float:
    """The share of the wrong syllables that is marked.

    Where more than `MARKED` of all are marked, what is caught is cut in proportion, as if marks
    were taken away at random until the share is kept.
    """
    caught, wrong, marked, everything = counts[:4]
    allowed = MARKED * everything
    return (caught / wrong if wrong else 1.0) * min(1.0, allowed / marked if marked else 1.0)


def marked_share(counts: Sequence[float]) -> str:
    """How much is marked, for the remark beside the score."""
    return f"{counts[2] / counts[3]:.1%} of all syllables are marked"


def _sentences(path: Path, lexicon: Lexicon, reader: Reader) -> Iterator[_Sentence]:
    for where, cells in gold.table(path, ("sent_id", "level", "text", "pinyin")):
        wanted, found = _plain(cells[3]).split(), reader(cells[2], lexicon)
        if len(wanted) != len(found):
            raise DataError(
                f"{path.parent / where}: {len(wanted)} syllables for {len(found)} characters"
            )
        yield where, cells[2], wanted, found


def _plain(syllables: str) -> str:
    """Numbered pinyin as a Token has it: ü is v."""
    return syllables.replace("u:", "v").replace("ü", "v")


def _wrong(where: str, text: str, pairs: Sequence[tuple[str, str] | None]) -> tuple[str, ...]:
    places = [match.start() for match in HAN.finditer(text)]
    return tuple(
        f"{where} {text[:at]}[{text[at]}]{text[at + 1 :]}: {pair[0]}, not {pair[1]}"
        for at, pair in zip(places, pairs, strict=True)
        if pair
    )
