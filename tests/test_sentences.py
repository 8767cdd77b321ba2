"""Sentence boundaries: cases as data, and that no text gets lost."""

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.text.sentences import split_chinese
from quizgen.translation.sentences import split_english

Split = Callable[[str], tuple[tuple[int, int], ...]]
CASES = Path(__file__).parent / "cases"
SPLITTERS = (("sentences_zh", split_chinese), ("sentences_en", split_english))


def _cases() -> list[Any]:
    return [
        pytest.param(
            split,
            case,
            id=f"{name}-{case['label']}",
            marks=[pytest.mark.xfail] if case.get("expect") == "fail" else [],
        )
        for name, split in SPLITTERS
        for case in json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))
    ]


def _pieces(split: Split, text: str) -> list[str]:
    return [text[start:end] for start, end in split(text)]


@pytest.mark.parametrize(("split", "case"), _cases())
def test_case(split: Split, case: dict[str, Any]) -> None:
    assert _pieces(split, case["input"]) == case["expected"], case["comment"]


@pytest.mark.parametrize("split", [split_chinese, split_english])
@given(st.text(alphabet="他好A1 .。！？!?…“”\"'（）()「」：，　\nMrI", max_size=60))
def test_sentences_spell_the_paragraph(split: Split, text: str) -> None:
    spans = split(text)
    assert "".join(text[start:end] for start, end in spans) == text
    assert all(start < end for start, end in spans)
    assert all(not text[start].isspace() for start, _ in spans[1:])


@pytest.mark.parametrize("split", [split_chinese, split_english])
@pytest.mark.parametrize(
    "piece", ["他说：“好！”的", "“", '"', "（", "...", "A. ", "好。", "“好。”"]
)
def test_a_long_paragraph_is_not_quadratic(split: Split, piece: str) -> None:
    start = time.perf_counter()
    split(piece * (200_000 // len(piece)))
    assert time.perf_counter() - start < 10  # 0.1 to 1.5 s here; quadratic takes minutes
