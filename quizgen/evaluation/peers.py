"""What the tools that everybody has make of the same items: `quizgen evaluate --peers`.

Each is used as its own page says. Only those are here that quizgen is built on and are installed
with it; figures of others stand in the table of measures as their authors give them.
"""

from __future__ import annotations

import logging
import warnings
from functools import cache
from typing import Any

from quizgen.compiled import cache_folder
from quizgen.evaluation.names import Spans
from quizgen.evaluation.pinyin import Heard
from quizgen.text.lexicon import Lexicon
from quizgen.text.listed import HAN, whole_sentence
from quizgen.text.names import KINDS
from quizgen.text.tagger import NAMES, tag


def pypinyin(text: str, _: Lexicon) -> Heard:
    """pypinyin on the whole sentence."""
    return [(s, False) for s, c in zip(whole_sentence(text), text, strict=True) if HAN.match(c)]


def g2pm(text: str, _: Lexicon) -> Heard:
    """g2pM, character by character."""
    syllables = _g2pm()(text, tone=True, char_split=True)
    plain = [s.replace("u:", "v") for s in syllables]
    return [(s, False) for s, c in zip(plain, text, strict=True) if HAN.match(c)]


def jieba(text: str, _: Lexicon) -> list[str]:
    """jieba's default mode."""
    return list(_tokenizer().cut(text))


def lac(text: str, _: Lexicon) -> list[str]:
    """LAC's words."""
    return [word for word, _tag in tag(text)]


def jieba_names(text: str, _: Lexicon) -> Spans:
    """The words that jieba.posseg calls a person, a place or an organisation."""
    found = [(pair.word, KINDS.get(pair.flag[:2], "")) for pair in _posseg().cut(text)]
    return _spans(found)


def lac_names(text: str, _: Lexicon) -> Spans:
    """The words that LAC calls PER, LOC or ORG."""
    return _spans([(word, kind if kind in NAMES else "") for word, kind in tag(text)])


def _spans(words: list[tuple[str, str]]) -> Spans:
    found, at = set(), 0
    for word, kind in words:
        if kind:
            found.add((at, at + len(word), kind))
        at += len(word)
    return found


@cache
def _g2pm() -> Any:
    from g2pM import G2pM

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # it leaves its files to the collector
        return G2pM()


@cache
def _tokenizer() -> Any:
    """jieba's tokenizer with its cache file in our folder, not in the shared temporary one."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its source has escapes that Python 3.12 warns of
        from jieba import Tokenizer, setLogLevel

    setLogLevel(logging.WARNING)
    tokenizer = Tokenizer()
    cache_folder().mkdir(parents=True, exist_ok=True)
    tokenizer.tmp_dir = str(cache_folder())
    return tokenizer


@cache
def _posseg() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # as above
        from jieba.posseg import POSTokenizer

    return POSTokenizer(_tokenizer())
