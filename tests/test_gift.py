"""GIFT, read back by a parser that isn't ours, in a browser: keys, escapes, what is left out."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from browser import CHROMIUM, measured
from conftest import DEMO, ROOT, SEEDS
from item_lessons import hostile_lesson, true_or_false, whole_bank

from quizgen.model import Item, Lesson
from quizgen.writers.choices import one_line
from quizgen.writers.gift import write

PARSER = ROOT / "tests" / "vendor" / "gift-pegjs" / "gift-parser-globals.js"
JOINER = "\u2060"
needs_chromium = pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine")

# What each text is, or null for one that the parser refuses; ASCII, so that no title is changed.
_PAGE = """<!doctype html><meta charset="utf-8"><title>{}</title>
<script src="PARSER"></script><script type="application/json">TEXTS</script><script>
const texts = JSON.parse(document.querySelector('script[type]').textContent);
const parsed = texts.map((text) => {
  try { return giftParser.parse(text); } catch (error) { return null; }
});
document.title = JSON.stringify(parsed).replace(/[^ -~]/g,
  (sign) => '\\\\u' + sign.charCodeAt(0).toString(16).padStart(4, '0'));
</script>"""

Parsed = list[list[dict[str, Any]] | None]


def parsed(texts: list[str], folder: Path) -> Parsed:
    data = json.dumps(texts).replace("<", "\\u003c")
    page = _PAGE.replace("PARSER", PARSER.as_uri()).replace("TEXTS", data)
    found: Parsed = measured(page, folder)
    return found


def gift(lesson: Lesson, folder: Path) -> str:
    path = folder / "class.gift"
    write(lesson, path)
    return path.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[dict[str, Any]]]:
    """Every seed's whole bank and the hostile lesson, parsed in one go."""
    folder = tmp_path_factory.mktemp("gift")
    lessons = {path.stem: whole_bank(path) for path in SEEDS} | {"hostile": hostile_lesson()}
    found = parsed([gift(lesson, folder) for lesson in lessons.values()], folder)
    assert None not in found
    return {name: one or [] for name, one in zip(lessons, found, strict=True)}


def plain(text: Any) -> str:
    """A text of the parser's without the joiners, which have no width."""
    said = text["text"] if isinstance(text, dict) else text or ""
    # The right side of a pair comes with its escapes still encoded (1.0.2).
    said = re.sub("&&0(\\d\\d);|&&(1\\d\\d);", lambda m: chr(int(m[1] or m[2])), said)
    return str(said).replace(JOINER, "").strip()


def key(question: dict[str, Any]) -> tuple[str, object]:
    """Type and key of a question as the parser found it."""
    kind = question["type"]
    if kind == "Matching":
        pairs = question["matchPairs"]
        return kind, [(plain(p["subquestion"]), plain(p["subanswer"])) for p in pairs]
    if kind == "MC":
        right = [plain(c["text"]) for c in question["choices"] if c["isCorrect"]]
        return kind, (right, [plain(c["text"]) for c in question["choices"]])
    if kind == "Short":
        assert all(c["isCorrect"] and c["weight"] is None for c in question["choices"])
        answers = [plain(c["text"]) for c in question["choices"]]
        assert not any(re.search(r"(?<!\\)\*", answer) for answer in answers)  # for anything
        return kind, [answer.replace(r"\*", "*") for answer in answers]
    return kind, plain(question["globalFeedback"])


def expected(item: Item) -> tuple[str, object]:
    right, variants = one_line(" … ".join(item.key)), list(map(one_line, item.accepted))
    if item.kind == "matching":
        keys = list(map(one_line, item.key))
        pairs = list(zip(map(one_line, item.left), keys, strict=True))
        return "Matching", pairs + [("", o) for o in map(one_line, item.options) if o not in keys]
    if item.options:
        return "MC", ([right], list(map(one_line, item.options)))
    if item.kind in {"dictation", "translation", "short"}:
        return "Essay", one_line(f"Key: {' / '.join([right, *variants])}.")
    return "Short", list(dict.fromkeys([right, *variants]))


def held(lesson: Lesson) -> list[Item]:
    """The items that GIFT can hold."""
    several = [i for i in lesson.items if len(i.key) > 1 and not i.options]
    return [i for i in lesson.items if i.kind != "ordering" and i not in several]


@needs_chromium
@pytest.mark.parametrize("name", [*(path.stem for path in SEEDS), "hostile"])
def test_keys_read_back_are_the_lessons(read: dict[str, Any], name: str) -> None:
    paths = {path.stem: path for path in SEEDS}
    lesson = whole_bank(paths[name]) if name in paths else hostile_lesson()
    category, *asked = read[name]
    assert category["type"] == "Category"
    assert category["title"].startswith("quizgen/")
    assert len(asked) == len(held(lesson))
    for question, item in zip(asked, held(lesson), strict=True):
        found, wanted = key(question), expected(item)
        if wanted[0] == "Essay":
            assert found[0] == "Essay"
            assert str(found[1]).startswith(str(wanted[1]))
        else:
            assert found == wanted
        assert question["title"] == question["id"] == item.id
        assert question["stem"]["format"] == "plain"
        assert plain(question["stem"]) == one_line(f"{item.stem}　{item.prompt}")
        assert one_line(item.explanation) in plain(question["globalFeedback"])


@needs_chromium
def test_every_type_is_read(read: dict[str, Any]) -> None:
    assert {q["type"] for q in read[DEMO.stem][1:]} == {"MC", "Short", "Matching", "Essay"}


@needs_chromium
def test_two_answers_are_true_or_false(tmp_path: Path) -> None:
    texts = [gift(true_or_false(answer), tmp_path) for answer in ("对", "错")]
    for found, right in zip(parsed(texts, tmp_path), (True, False), strict=True):
        assert found and (found[1]["type"], found[1]["isTrue"]) == ("TF", right)


@needs_chromium
def test_the_parser_can_refuse(tmp_path: Path) -> None:
    """So that a file which it reads has been read."""
    text = gift(true_or_false("对"), tmp_path)
    assert parsed([text.replace("西城区", "西城区}"), text[:-3], "::a::b {=c}\n"], tmp_path)[
        :2
    ] == [
        None,
        None,
    ]


def test_what_gift_has_not_is_said(tmp_path: Path) -> None:
    lesson = whole_bank(DEMO)
    orderings = sum(item.kind == "ordering" for item in lesson.items)
    count = len(lesson.items) - orderings - 1
    done = write(lesson, tmp_path / "class.gift")
    assert done.detail == f"{count} items; left out: {orderings} ordering, 1 table"
    assert not write(lesson, tmp_path / "class.gift").changed


def test_the_credit_and_the_source_stand_on_top(tmp_path: Path) -> None:
    lesson = whole_bank(DEMO)
    head = gift(lesson, tmp_path).split("$CATEGORY", maxsplit=1)[0]
    assert lesson.dictionary in head
    assert "As the article states it (People's Daily, 1959-12-24, p. 1)." in head
    assert all(line.startswith("//") for line in head.splitlines() if line)
