"""What the cards look like: Anki's own HTML in Chromium, as wide as a phone, by day and by night.

With QUIZGEN_LOOKS=FOLDER the pictures are kept there, to be looked at.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from anki_tools import cards, import_package, page
from browser import CHROMIUM, GAP, colours, frames, measured, picture
from lessons import make_lesson

from quizgen.writers.anki import package
from quizgen.writers.anki.note_types import style

WIDTH, HEIGHT = 360, 640
Side = tuple[str, int, str, bool]  # key, template, question or answer, night
Pages = dict[Side, str]
KEYS = (
    "标兵|標兵|biao1 bing1",  # pacesetter
    "行|行|hang2",  # row
    "超额|超額|chao1 e2",  # above quota, doubtful
    "1959-12-24|九千八百七十二|1|今年11月西城区职工超额实现了九千八百七十二件革新建议。",
)
needs_chromium = pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine")

# Adds what a page knows of its layout to the frame's parent; fold is what is shown untapped.
_MEASURE = """<script>
onload = () => {
  const results = [...document.querySelectorAll('iframe')].map((frame) => {
    const inner = frame.contentDocument, root = inner.documentElement;
    const shown = (selector) => [...inner.querySelectorAll(selector)].some(
      (element) => element.checkVisibility());
    const untapped = {reading: shown('rt'), folded: shown('.title'), peek: shown('.peek .clause')};
    inner.querySelectorAll('details').forEach((details) => { details.open = true; });
    return {
      ...untapped, width: root.clientWidth, content: root.scrollWidth, readingOpen: shown('rt'),
      height: root.scrollHeight, scripts: inner.querySelectorAll('script').length,
      title: inner.title,
    };
  });
  document.title = JSON.stringify(results);
};
</script>"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("looks")


@pytest.fixture(scope="module")
def pages(folder: Path) -> Iterator[Pages]:
    """Every side of every card, light and night, as pages."""
    path = folder / "deck.apkg"
    every = ("recognition", "production", "listening", "sentence")
    package.write(make_lesson(cards=every), path)
    with import_package(path, folder / "anki") as collection:
        yield {
            (card.note().fields[0], card.ord, side, night): page(card, side, night)
            for card in cards(collection)
            for side in ("question", "answer")
            for night in (False, True)
        }


@pytest.fixture(scope="module")
def layouts(pages: Pages, folder: Path) -> dict[Side, dict[str, Any]]:
    """What Chromium says of each page's layout."""
    results = measured(frames(list(pages.values()), WIDTH, HEIGHT) + _MEASURE, folder)
    return dict(zip(pages, results, strict=True))


@needs_chromium
def test_no_card_is_wider_than_a_phone(layouts: dict[Side, dict[str, Any]]) -> None:
    assert len(layouts) == 104
    for side, seen in layouts.items():
        assert seen["content"] <= seen["width"] == WIDTH, (side, seen)
        assert seen["height"] > 60
        assert not seen["scripts"] and not seen["title"], "something of the article ran"


@needs_chromium
def test_a_card_that_is_too_wide_is_caught(pages: Pages, tmp_path: Path) -> None:
    wide = pages[KEYS[0], 0, "answer", False].replace("</style>", ".meaning {width: 30rem}</style>")
    (seen,) = measured(frames([wide], WIDTH, HEIGHT) + _MEASURE, tmp_path)
    assert seen["content"] > WIDTH


@needs_chromium
def test_what_is_folded_is_seen_after_a_tap_only(layouts: dict[Side, dict[str, Any]]) -> None:
    for side, seen in layouts.items():
        assert not (seen["reading"] or seen["folded"] or seen["peek"]), side
        assert seen["readingOpen"] == (side[2] == "answer"), side


@needs_chromium
@pytest.mark.parametrize("night", [False, True], ids=["light", "night"])
def test_pictures(pages: Pages, tmp_path: Path, night: bool) -> None:
    shown = [pages[key, 0, side, night] for key in KEYS for side in ("question", "answer")]
    kept = Path(os.environ.get("QUIZGEN_LOOKS", tmp_path))
    path = kept / f"cards-{'night' if night else 'light'}.png"
    picture(frames(shown, WIDTH, HEIGHT), path, len(shown) * (WIDTH + GAP), HEIGHT)
    seen = colours(path, tmp_path, WIDTH)
    assert len(seen) == len(shown)
    for card in seen:
        paper = card["paper"]
        assert max(paper) < 50 if night else min(paper) > 240
        assert 0.5 < card["share"] < 0.995, "blank, or not calm"
        assert card["colours"] > 20


def _variables(css: str, selector: str) -> dict[str, str]:
    rule = re.search(rf"(?:^|\n){re.escape(selector)} \{{(.*?)\n\}}", css, re.DOTALL)
    assert rule
    return dict(re.findall(r"--(\w+): (#[0-9a-f]{3,6});", rule[1]))


def _luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    """WCAG 2.2's contrast ratio."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("selector", [".card", ".card.nightMode, .card.night_mode"])
def test_every_ink_is_readable_on_every_paper(selector: str) -> None:
    colour = _variables(style(), selector)
    pairs = [(ink, "paper") for ink in ("t1", "t2", "t3", "t4", "t5", "alarm", "accent")]
    pairs += [(ink, paper) for ink in ("ink", "quiet") for paper in ("paper", "tint")]
    pairs += [("ink", "mark")]
    for ink, paper in pairs:
        assert _contrast(colour[ink], colour[paper]) >= 4.5, (ink, paper)
