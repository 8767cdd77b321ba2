"""Moodle XML: what Moodle reads back is the lesson's, and nothing of an article runs.

The readers here follow Moodle's own (question/format/xml, qtype_multianswer), not our writer.
"""

from __future__ import annotations

import html
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from conftest import DEMO, SEEDS
from item_lessons import HOSTILE, hostile_lesson, true_or_false, whole_bank
from lessons import CREDIT, make_lesson

from quizgen.model import BLANK, Item, Lesson
from quizgen.writers.choices import one_line
from quizgen.writers.moodle import write
from quizgen.writers.moodle_text import embedded

# Moodle's lists (question_bank::fraction_options, question_edit_form): a file with others is
# refused or rounded.
FRACTIONS = {100, 90, 83.33333, 80, 75, 70, 66.66667, 60, 50, 40, 33.33333, 30, 25, 20, 0}
PENALTIES = {"1", "0.5", "0.3333333", "0.25", "0.2", "0.1", "0"}
COMBINED = ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback")
ORDERING = {
    "layouttype": {"VERTICAL", "HORIZONTAL"},
    "selecttype": {"ALL", "RANDOM", "CONTIGUOUS"},
    "selectcount": {"0"},
    "gradingtype": {"ABSOLUTE_POSITION", "ALL_OR_NOTHING", "RELATIVE_NEXT_EXCLUDE_LAST"},
    "showgrading": {"SHOW", "HIDE"},
    "numberingstyle": {"none", "abc", "ABCD", "123", "iii", "IIII"},
}

# qtype_multianswer: an alternative with its fraction, up to an unescaped ~ # or }.
_HOLE = re.compile(r"\{(\d*):SHORTANSWER:((?:[^}\\]|\\.)+)\}", re.DOTALL)
_ALTERNATIVE = re.compile(r"(=|%(-?\d+)%)?(.+?(?<!\\)(?<!&)(?<!&amp;)(?=[~#}]|$))(~|$)", re.DOTALL)


class Shown(HTMLParser):
    """HTML as text: paragraphs, the tags in it, and the Chinese that no `lang` covers."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.paragraphs: list[str] = [""]
        self.tags: list[tuple[str, tuple[tuple[str, str | None], ...]]] = []
        self.bare, self._lang = "", ""
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, tuple(attrs)))
        self._lang = dict(attrs).get("lang") or self._lang
        if tag == "p":
            self.paragraphs.append("")

    def handle_endtag(self, tag: str) -> None:
        self._lang = "" if tag == "span" else self._lang

    def handle_data(self, data: str) -> None:
        self.paragraphs[-1] += data
        if not self._lang:
            self.bare += "".join(re.findall("[\u3400-\u9fff]", data))

    @property
    def text(self) -> str:
        return "".join(self.paragraphs)


def questions(lesson: Lesson, folder: Path) -> list[ET.Element]:
    path = folder / "class.moodle.xml"
    write(lesson, path)
    return ET.parse(path).getroot().findall("question")


def text(element: ET.Element, path: str = "text") -> str:
    return element.findtext(path) or ""


def shown(element: ET.Element, path: str = "text") -> str:
    return Shown(text(element, path)).text


def read(question: ET.Element) -> tuple[str, object]:
    """Type and key of a question, as Moodle would grade it."""
    kind = question.get("type", "")
    return kind, KEYS[kind](question)


def rights(question: ET.Element) -> list[ET.Element]:
    return [a for a in question.findall("answer") if a.get("fraction") == "100"]


KEYS: dict[str, Callable[[ET.Element], object]] = {
    "multichoice": lambda q: ([*map(shown, rights(q))], sorted(map(shown, q.findall("answer")))),
    "truefalse": lambda q: [text(a) for a in rights(q)],
    "shortanswer": lambda q: [typed(text(a)) for a in rights(q)],
    # The right column is plain text whose tags Moodle strips; references stay.
    "matching": lambda q: [
        (shown(pair), html.unescape(text(pair, "answer/text"))) for pair in q.findall("subquestion")
    ],
    "ordering": lambda q: [shown(a) for a in q.findall("answer")],
    "cloze": lambda q: holes(text(q, "questiontext/text")),
    "essay": lambda q: Shown(text(q, "graderinfo/text")).paragraphs[1:],
}


def typed(pattern: str) -> str:
    """What a short answer must be, if no star in it stands for anything."""
    assert not re.search(r"(?<!\\)\*", pattern), pattern
    return pattern.replace(r"\*", "*")


def holes(markup: str) -> list[list[str]]:
    """The right answers of each embedded blank."""
    found = []
    for weight, inside in _HOLE.findall(markup):
        assert weight == "1"
        alternatives = _ALTERNATIVE.findall(inside)
        assert "".join(sign + body + end for sign, _, body, end in alternatives) == inside
        assert all(sign == "=" for sign, *_ in alternatives)
        plain = (html.unescape(body).replace(r"\}", "}") for _, _, body, _ in alternatives)
        found.append([typed(answer.replace(r"\#", "#")) for answer in plain])
    return found


def expected(item: Item) -> tuple[str, object]:
    key, variants = [one_line(k) for k in item.key], [one_line(a) for a in item.accepted]
    if item.kind == "matching":
        pairs = list(zip(map(one_line, item.left), key, strict=True))
        return "matching", pairs + [("", o) for o in map(one_line, item.options) if o not in key]
    if item.kind == "ordering":
        return "ordering", key
    if item.options:
        return "multichoice", ([" … ".join(key)], sorted(map(one_line, item.options)))
    if item.kind in {"dictation", "translation", "short"}:
        return "essay", [*key, *variants]
    if len(key) > 1:
        return "cloze", [[k] for k in key]
    return "shortanswer", list(dict.fromkeys([*key, *variants]))


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_keys_read_back_are_the_lessons(path: Path, tmp_path: Path) -> None:
    lesson = whole_bank(path)
    found = {text(q, "idnumber"): read(q) for q in questions(lesson, tmp_path)[1:]}
    assert found == {item.id: expected(item) for item in lesson.items}


def test_hostile_texts_come_back(tmp_path: Path) -> None:
    lesson = hostile_lesson()
    category, *asked = questions(lesson, tmp_path)
    assert [read(q) for q in asked] == [expected(item) for item in lesson.items]
    assert text(category, "category/text").startswith("quizgen/<person>")
    assert text(category, "category/text").endswith("a//b")
    for question, item in zip(asked, lesson.items, strict=True):
        if question.get("type") != "cloze":
            told = Shown(text(question, "questiontext/text")).paragraphs[1:]
            assert told == [one_line(item.stem), one_line(item.prompt)][: len(told)]


def test_nothing_of_an_article_runs(tmp_path: Path) -> None:
    lesson = hostile_lesson()
    category, *asked = questions(lesson, tmp_path)
    for question, item in zip([category, *asked], [None, *lesson.items], strict=True):
        markups = [text(part) for part in question.iter() if part.get("format") == "html"]
        blanks = len(item.key) if item and question.get("type") == "cloze" else 0
        assert len(_HOLE.findall("".join(markups))) == blanks
        for markup in (_HOLE.sub("", markup) for markup in markups):
            assert {tag for tag, _ in Shown(markup).tags} <= {"p", "span"}
            # What Moodle's filters and its question types look for.
            assert not re.search(r"[{}\[\]$\\]|@@", markup)


def test_embedded_answers_are_escaped() -> None:
    """Each hostile text alone, and all in one blank: } ~ \\ # and the quotes divide nothing."""
    texts = [one_line(text) for text in HOSTILE if one_line(text)]
    for answer in [*texts, *(f"{a}{b}" for a in texts for b in ("}", "~", "\\", "#", "&", '"'))]:
        assert holes(f"a {embedded([answer])} b") == [[answer]]
    assert holes(embedded(texts) + embedded(["二", "2"])) == [texts, ["二", "2"]]


def test_what_moodle_needs_is_there(tmp_path: Path) -> None:
    category, *asked = questions(whole_bank(DEMO), tmp_path)
    assert category.get("type") == "category"
    assert text(category, "category/text") == "quizgen/群众运动持续发展　生产水平持续上升"
    for question in asked:
        assert 0 < len(text(question, "name/text")) <= 255
        assert 0 < len(text(question, "idnumber")) <= 100
        assert text(question, "penalty") in PENALTIES
        assert float(text(question, "defaultgrade")) >= 1
        assert {float(a.get("fraction", "")) for a in question.findall("answer")} <= FRACTIONS
        if question.get("type") in {"multichoice", "matching", "ordering"}:
            assert all(text(question, f"{name}/text") for name in COMBINED)
    assert {q.get("type") for q in asked} == {
        "multichoice", "shortanswer", "matching", "ordering", "cloze", "essay",
    }  # fmt: skip
    for question in (q for q in asked if q.get("type") == "ordering"):
        for name, allowed in ORDERING.items():
            assert text(question, name) in allowed


def test_texts_are_cdata_and_the_key_is_not_told_before(tmp_path: Path) -> None:
    lesson = whole_bank(DEMO)
    _, *asked = questions(lesson, tmp_path)
    raw = (tmp_path / "class.moodle.xml").read_text(encoding="utf-8")
    assert raw.count('<questiontext format="html"><text><![CDATA[<p>') == len(lesson.items)
    by_id = {item.id: item for item in lesson.items}
    for question in (q for q in asked if q.get("type") == "cloze"):
        item = by_id[text(question, "idnumber")]
        visible = _HOLE.sub(BLANK, text(question, "questiontext/text"))
        assert Shown(visible).paragraphs[1:3] == [item.stem, item.prompt]
        assert Shown(visible).paragraphs[3:] == [f"{left} {BLANK}" for left in item.left]


def test_feedback_tells_why_the_sentence_and_its_english(tmp_path: Path) -> None:
    lesson = whole_bank(DEMO)
    _, *asked = questions(lesson, tmp_path)
    for question, item in zip(asked, lesson.items, strict=True):
        said = Shown(text(question, "generalfeedback/text")).paragraphs[1:]
        sentence = lesson.sentences[item.sentence]
        assert said[0] == one_line(item.explanation)
        assert sentence.zh.strip() in said[0]
        assert said[1] == f"{one_line(sentence.en)} (machine translation, unchecked)"
        assert said[2] == "As the article states it (People's Daily, 1959-12-24, p. 1)."


def test_all_chinese_says_its_script(tmp_path: Path) -> None:
    lesson = whole_bank(DEMO)
    for question in questions(lesson, tmp_path):
        for markup in (text(q) for q in question.iter() if q.get("format") == "html"):
            visible = Shown(_HOLE.sub("", markup))
            assert visible.bare == ""
            assert {dict(a)["lang"] for tag, a in visible.tags if tag == "span"} <= {"zh-Hans"}


def test_traditional_script_is_named(tmp_path: Path) -> None:
    path = tmp_path / "class.xml"
    write(make_lesson(script="trad"), path)
    assert 'lang="zh-Hant"' in path.read_text(encoding="utf-8")
    assert 'lang="zh-Hans"' not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(("key", "right"), [("对", "true"), ("错", "false")])
def test_two_answers_are_true_or_false(key: str, right: str, tmp_path: Path) -> None:
    _, question = questions(true_or_false(key), tmp_path)
    assert read(question) == ("truefalse", [right])
    assert len(question.findall("answer")) == 2


def test_the_default_set_is_written_once_with_its_credit(tmp_path: Path) -> None:
    lesson, path = make_lesson(), tmp_path / "class.moodle.xml"
    assert write(lesson, path).changed
    assert not write(lesson, path).changed
    assert CREDIT in path.read_text(encoding="utf-8")
    assert write(true_or_false("对"), path).detail == "1 item"
