"""Items as Moodle XML, for the question bank of Moodle 4.4 and later.

Each item is a question of the type that fits it, with its id as the idnumber and its explanation
as the general feedback; what a person must judge is an essay with the key for the grader. (Before
4.4 ordering is a plugin.) Moodle counts a question with several blanks by its blanks, a point each.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import zip_longest
from pathlib import Path
from xml.sax.saxutils import escape

from quizgen.model import BLANK, Item, Lesson
from quizgen.wording import counted
from quizgen.writers.choices import (
    Shape,
    about,
    asked,
    category,
    one_line,
    shape,
    told,
    variants,
)
from quizgen.writers.files import Written, write_if_changed
from quizgen.writers.moodle_text import element, embedded, html, paragraphs

_TYPES: dict[Shape, str] = {
    "choice": "multichoice",
    "truefalse": "truefalse",
    "matching": "matching",
    "ordering": "ordering",
    "holes": "cloze",
    "short": "shortanswer",
    "essay": "essay",
}
_RIGHT, _WRONG = "100", "0"  # of the fractions that Moodle knows
_PENALTY = {"truefalse": "1", "essay": "0"}  # the rest: a third for each wrong try
_LONGEST_NAME = 60


def write(lesson: Lesson, path: Path) -> Written:
    """Write the items asked; Moodle has a type for each of them."""
    items = asked(lesson)
    changed = write_if_changed(path, dumps(lesson, items).encode())
    return Written(path, changed, detail=counted(len(items), "item"))


def dumps(lesson: Lesson, items: list[Item]) -> str:
    """The items as Moodle XML, in a category named after the article."""
    lang = "zh-Hant" if lesson.settings.script == "trad" else "zh-Hans"
    questions = (
        line
        for number, item in enumerate(items, 1)
        for line in _question(lesson, item, f"{number:02} {item.stem}", lang)
    )
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    return "\n".join([head, "<quiz>", *_category(lesson, lang), *questions, "</quiz>", ""])


def _category(lesson: Lesson, lang: str) -> Iterator[str]:
    """The category, and what it says of itself."""
    yield '<question type="category">'
    yield f"<category><text>{escape(category(lesson))}</text></category>"
    yield element("info", paragraphs(about(lesson), lang))
    yield "</question>"


def _question(lesson: Lesson, item: Item, name: str, lang: str) -> Iterator[str]:
    kind = shape(item)
    yield f'<question type="{_TYPES[kind]}">'
    yield f"<name><text>{escape(_short(name))}</text></name>"
    yield element("questiontext", _asked(item, lang))
    yield element("generalfeedback", paragraphs(told(lesson, item), lang))
    yield f"<defaultgrade>{item.points}</defaultgrade>"
    yield f"<penalty>{_PENALTY.get(kind, '0.3333333')}</penalty>"
    yield "<hidden>0</hidden>"
    yield f"<idnumber>{escape(item.id)}</idnumber>"
    yield from _answers(item, kind, lang)
    yield f"<tags>{''.join(_tags(item))}</tags>"
    yield "</question>"


def _short(name: str) -> str:
    name = one_line(name)
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…"


def _tags(item: Item) -> Iterator[str]:
    for tag in ("quizgen", item.aim, one_line(item.level)):
        if tag:
            yield f"<tag><text>{escape(tag)}</text></tag>"


def _asked(item: Item, lang: str) -> str:
    """Stem and prompt; of a question with several blanks, with the answers in them."""
    if shape(item) != "holes":
        return paragraphs([item.stem, item.prompt], lang)
    if item.left:  # a table: a blank a row
        rows = zip(item.left, item.key, strict=True)
        cells = [f"<p>{html(left, lang)} {embedded([key])}</p>" for left, key in rows]
        return paragraphs([item.stem, item.prompt], lang) + "".join(cells)
    pieces = zip_longest(item.stem.split(BLANK), item.key, fillvalue="")
    filled = "".join(html(piece, lang) + (embedded([key]) if key else "") for piece, key in pieces)
    return f"<p>{filled}</p>" + paragraphs([item.prompt], lang)


def _answers(item: Item, kind: Shape, lang: str) -> Iterator[str]:
    """What a question of this type has besides its text."""
    match kind:
        case "choice":
            yield from _choice(item, lang)
        case "truefalse":
            yield from _true_or_false(item)
        case "matching":
            yield from _matching(item, lang)
        case "ordering":
            yield from _ordering(item, lang)
        case "short":
            yield "<usecase>0</usecase>"
            # A star would stand for anything.
            yield from (_answer(_RIGHT, v.replace("*", r"\*")) for v in variants(item))
        case "essay":
            yield from _essay(item, lang)


def _choice(item: Item, lang: str) -> Iterator[str]:
    """对, 错, 文中没说 have an order of their own; other options are shuffled by Moodle."""
    yield "<single>true</single>"
    yield f"<shuffleanswers>{'false' if item.kind == 'truth' else 'true'}</shuffleanswers>"
    yield "<answernumbering>ABCD</answernumbering>"
    yield from _combined_feedback(lang)
    for option in item.options:
        fraction = _RIGHT if option == item.right else _WRONG
        yield _html_answer(fraction, option, lang)


def _true_or_false(item: Item) -> Iterator[str]:
    said = item.right == item.options[0]
    yield _answer(_RIGHT if said else _WRONG, "true")
    yield _answer(_WRONG if said else _RIGHT, "false")


def _matching(item: Item, lang: str) -> Iterator[str]:
    """The pairs, and the options that belong to nothing."""
    yield "<shuffleanswers>true</shuffleanswers>"
    yield from _combined_feedback(lang)
    spare = [("", option) for option in item.options if option not in item.key]
    for left, partner in [*zip(item.left, item.key, strict=True), *spare]:
        # The right column is shown as text from which tags are taken out, so it has none.
        shown = escape(escape(one_line(partner)))
        inner = f"<text><![CDATA[{html(left, lang)}]]></text><answer><text>{shown}</text></answer>"
        yield f'<subquestion format="html">{inner}</subquestion>'


def _ordering(item: Item, lang: str) -> Iterator[str]:
    """The pieces in their right order, which Moodle shuffles; each in its place counts."""
    yield "<layouttype>VERTICAL</layouttype>"
    yield "<selecttype>ALL</selecttype>"
    yield "<selectcount>0</selectcount>"
    yield "<gradingtype>ABSOLUTE_POSITION</gradingtype>"
    yield "<showgrading>SHOW</showgrading>"
    yield "<numberingstyle>none</numberingstyle>"
    yield from _combined_feedback(lang)
    yield from (_html_answer(_RIGHT, piece, lang) for piece in item.key)


def _essay(item: Item, lang: str) -> Iterator[str]:
    yield "<responseformat>plain</responseformat>"
    yield "<responserequired>1</responserequired>"
    yield "<responsefieldlines>5</responsefieldlines>"
    yield "<attachments>0</attachments>"
    yield "<attachmentsrequired>0</attachmentsrequired>"
    yield element("graderinfo", paragraphs(variants(item), lang))
    yield element("responsetemplate", "")


def _combined_feedback(lang: str) -> Iterable[str]:
    """What types with parts must have, though the general feedback tells the rest."""
    yield element("correctfeedback", paragraphs(["Right."], lang))
    yield element("partiallycorrectfeedback", paragraphs(["Partly right."], lang))
    yield element("incorrectfeedback", paragraphs(["Not right."], lang))


def _html_answer(fraction: str, text: str, lang: str) -> str:
    inner = f"<text><![CDATA[{html(text, lang)}]]></text>{element('feedback', '')}"
    return f'<answer fraction="{fraction}" format="html">{inner}</answer>'


def _answer(fraction: str, text: str) -> str:
    """An answer that is compared with what is typed: text, never HTML."""
    inner = f"<text>{escape(one_line(text))}</text>{element('feedback', '')}"
    return f'<answer fraction="{fraction}" format="moodle_auto_format">{inner}</answer>'
