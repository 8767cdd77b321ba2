"""How pinyin is printed: marks on every final, and words by GB/T 16159-2012."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invariants import letters
from one_sentence import load, params

from quizgen.text.lexicon import Lexicon
from quizgen.text.spelling import capital, join, mark, spell

CASES = load("spelling.json")
INITIALS = ["", *"b p m f d t n l g k h j q x zh ch sh r z c s y w".split()]
# Every final of the Scheme for Chinese Pinyin with its third tone (v is ü).
FINALS = dict(
    pair.split(":")
    for pair in (
        "a:ǎ o:ǒ e:ě ai:ǎi ei:ěi ao:ǎo ou:ǒu an:ǎn en:ěn ang:ǎng eng:ěng ong:ǒng er:ěr i:ǐ ia:iǎ "
        "ie:iě iao:iǎo iu:iǔ ian:iǎn in:ǐn iang:iǎng ing:ǐng iong:iǒng u:ǔ ua:uǎ uo:uǒ uai:uǎi "
        "ui:uǐ uan:uǎn un:ǔn uang:uǎng ueng:uěng v:ǚ ve:üě van:üǎn vn:ǚn n:ň ng:ňg"
    ).split()
)
TONES = {"1": "\u0304", "2": "\u0301", "3": "\u030c", "4": "\u0300", "5": ""}

syllables = st.builds(
    str.__add__,
    st.builds(str.__add__, st.sampled_from(INITIALS), st.sampled_from(list(FINALS))),
    st.sampled_from("12345"),
)


def bare(marked: str) -> str:
    """The letters without tone marks; ü keeps its dots, ê its roof."""
    decomposed = unicodedata.normalize("NFD", marked)
    kept = "".join(c for c in decomposed if not c or c not in TONES.values())
    return unicodedata.normalize("NFC", kept)


@pytest.mark.parametrize(("final", "expected"), FINALS.items())
def test_the_mark_stands_on_the_right_letter(final: str, expected: str) -> None:
    assert mark(f"{final}3") == unicodedata.normalize("NFC", expected)


@pytest.mark.parametrize(
    ("numbered", "expected"),
    [
        ("ma1", "mā"), ("ma2", "má"), ("ma3", "mǎ"), ("ma4", "mà"), ("ma5", "ma"),
        ("lv4", "lǜ"), ("lu:4", "lǜ"), ("lve4", "lüè"), ("nv3", "nǚ"), ("lu4", "lù"),
        ("liu2", "liú"), ("gui4", "guì"), ("xiong1", "xiōng"), ("juan4", "juàn"),
        ("ê1", "ê̄"), ("ê4", "ề"), ("ng2", "ńg"), ("n4", "ǹ"), ("m2", "ḿ"), ("r5", "r"),
        ("Xi1", "Xī"), ("E2", "É"), ("Ou1", "Ōu"), ("An1", "Ān"), ("LV4", "LǛ"),
    ],
)  # fmt: skip
def test_tones_and_capitals(numbered: str, expected: str) -> None:
    assert mark(numbered) == unicodedata.normalize("NFC", expected)


@pytest.mark.parametrize("text", ["", "，", "4", "ma", "ma6", "mā", "A", "·", "ma12", "5"])
def test_what_is_no_numbered_syllable_stays(text: str) -> None:
    assert mark(text) == text


@given(syllables)
def test_a_mark_keeps_the_letters(syllable: str) -> None:
    marked = mark(syllable)
    assert bare(marked) == syllable[:-1].replace("v", "ü")
    found = [c for c in unicodedata.normalize("NFD", marked) if c in TONES.values()]
    assert found == [TONES[syllable[-1]]] * (syllable[-1] != "5")
    assert marked == unicodedata.normalize("NFC", marked)


@given(st.lists(syllables, min_size=1, max_size=5))
def test_joining_adds_apostrophes_only_where_a_syllable_begins_with_a_vowel(
    word: list[str],
) -> None:
    joined = join(word)
    assert letters(joined) == letters("".join(map(mark, word)))
    assert joined.count("'") == sum(syllable[0] in "aoe" for syllable in word[1:])
    assert not joined.startswith("'")
    assert "’" not in joined  # fonts draw it full-width


@given(st.lists(syllables, min_size=1, max_size=3))
def test_a_capital_changes_the_first_letter_only(word: list[str]) -> None:
    small = join(word)
    large = capital(small)
    assert large.lower() == small
    assert bare(large)[1:] == bare(small)[1:]
    assert bare(large)[0] == bare(small)[0].upper()


@pytest.mark.parametrize("case", params(CASES))
def test_words_are_printed_as_in(case: dict[str, Any], lexicon: Lexicon) -> None:
    known = lexicon.word(case["text"])
    tag = case.get("tag") or (known.tag if known else "n")
    assert spell(case["text"], case["syllables"].split(), tag, lexicon) == case["expected"]
