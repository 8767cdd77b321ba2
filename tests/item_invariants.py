"""What holds for every item bank, as plain functions: a Lesson goes in, problems come out.

Written apart from the checks of the program (`quizgen/items/bank/checks.py`), so that neither can
hide a fault of the other. `test_items.py` runs them over every article and plants a fault for each.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import get_args

from invariants import _problems

from quizgen.model import BLANK, Aim, Fact, Item, ItemKind, Lesson
from quizgen.text.numbers import parse_number

HAN = re.compile("[\u3400-\u9fff]")
NUMERAL = re.compile("[0-9.]+|[零〇一二两三四五六七八九十百千万亿点]+")
ONE_RIGHT = {"choice", "truth", "word", "reference", "pattern"}  # kinds that may have options
PIECES = {"matching", "ordering"}
TRUTH = ("对", "错", "文中没说")
THOUGHTFUL = {"reason", "sequence", "comparison", "reference", "gist"}
FROM_SENTENCE = {"cloze", "numeral", "word", "hanzi", "pattern"}  # kinds whose key fills a hole
JUDGES = re.compile("辉煌|最大|特点|伟大")


def plain(text: str) -> str:
    """The text without what we add (〔1959〕) and without spaces."""
    return re.sub(r"〔[^〕]*〕|[\s…]", "", text)


@_problems
def items_are_named(lesson: Lesson) -> Iterator[str]:
    ids = Counter(item.id for item in lesson.items)
    yield from (f"{name}: twice" for name, count in ids.items() if count > 1)
    for item in lesson.items:
        if item.kind not in get_args(ItemKind) or item.aim not in get_args(Aim):
            yield f"{item.id}: no kind {item.kind} or aim {item.aim}"
        if not item.reason or item.points < 1 or not 0 < item.minutes <= 5:
            yield f"{item.id}: no reason, points or minutes"


@_problems
def items_name_their_place(lesson: Lesson) -> Iterator[str]:
    for item in lesson.items:
        sentence = lesson.sentences[item.sentence]
        if not 0 <= item.start < item.end <= len(sentence.zh):
            yield f"{item.id}: its span is not of its sentence"
        if item.line != lesson.article.paragraphs[sentence.paragraph].line:
            yield f"{item.id}: line {item.line}"
        if (
            sentence.zh.strip() not in item.explanation
            or f"ine {item.line}" not in item.explanation
        ):
            yield f"{item.id}: its explanation doesn't quote the sentence and its line"
        if item.source != lesson.article.source:
            yield f"{item.id}: another source"


@_problems
def choices_have_one_right_answer(lesson: Lesson) -> Iterator[str]:
    for item in lesson.items:
        if not item.options or item.kind in PIECES:
            continue
        right = " … ".join(item.key)
        if item.kind not in ONE_RIGHT or item.options.count(right) != 1:
            yield f"{item.id}: {right} is not one of {item.options}"
        if (set(item.options) - {right}) & set(item.accepted):
            yield f"{item.id}: an accepted answer is among the wrong ones"
        if item.kind == "truth" and item.options != TRUTH:
            yield f"{item.id}: {item.options}"
        if item.kind == "choice" and len(item.options) != 4:
            yield f"{item.id}: {len(item.options)} choices"


@_problems
def options_are_alike_and_distinct(lesson: Lesson) -> Iterator[str]:
    for item in lesson.items:
        folded = [unicodedata.normalize("NFKC", o).casefold().strip() for o in item.options]
        if len(set(folded)) < len(folded) or not all(folded):
            yield f"{item.id}: {item.options}"
        if item.kind in PIECES or item.kind == "truth":
            continue
        if len({bool(HAN.search(option)) for option in item.options}) > 1:
            yield f"{item.id}: two scripts in {item.options}"
        values = [v for o in item.options if (v := parse_number(o)) is not None]
        if len(set(values)) < len(values):
            yield f"{item.id}: two of {item.options} have one value"


@_problems
def stems_hide_their_keys(lesson: Lesson) -> Iterator[str]:
    for item in lesson.items:
        if item.kind in {"table", "truth"} or BLANK not in item.stem:
            continue
        if item.stem.count(BLANK) != len(item.key):
            yield f"{item.id}: {item.stem.count(BLANK)} holes for {item.key}"
        numerals = NUMERAL.findall(item.stem)
        for key in item.key:
            if key in (numerals if NUMERAL.fullmatch(key) else item.stem):
                yield f"{item.id}: {key} stands in “{item.stem}”"


@_problems
def holes_are_filled_from_the_text(lesson: Lesson) -> Iterator[str]:
    """With its keys back in the holes, a stem stands in the article."""
    text = plain("".join(s.zh for s in lesson.sentences))
    for item in lesson.items:
        figures = item.kind == "choice" and item.aim == "figure"
        if item.kind not in FROM_SENTENCE and not figures:
            continue
        filled = item.stem.removeprefix("据文章，").removeprefix("选词填空：")
        for key in item.key:
            filled = filled.replace(BLANK, key, 1)
        if BLANK in item.stem and plain(filled).rstrip("。”") not in text:
            yield f"{item.id}: “{filled}” is not of the article"


@_problems
def pieces_are_of_the_text(lesson: Lesson) -> Iterator[str]:
    text = plain("".join(s.zh for s in lesson.sentences))
    for item in lesson.items:
        if item.kind == "ordering":
            yield from (f"{item.id}: {piece}" for piece in item.key if plain(piece) not in text)
            if sorted(item.key) != sorted(item.options) or item.key == item.options:
                yield f"{item.id}: {item.options} for {item.key}"
        if item.kind == "matching":
            if len(item.left) != len(item.key) or not set(item.key) <= set(item.options):
                yield f"{item.id}: a partner is missing"
            if len(set(item.left)) < len(item.left) or len(set(item.key)) < len(item.key):
                yield f"{item.id}: two of {item.left} have one partner"
        if item.kind == "table" and not len(item.left) == len(item.key) >= 2:
            yield f"{item.id}: {item.left} {item.key}"


@_problems
def statements_are_fair(lesson: Lesson) -> Iterator[str]:
    text = plain("".join(s.zh for s in lesson.sentences))
    for item in lesson.items:
        if item.kind != "truth":
            continue
        said = plain(item.stem.removeprefix("据文章，")).rstrip("。”")
        if not item.stem.startswith("据文章，") or JUDGES.search(item.stem):
            yield f"{item.id}: {item.stem}"
        if (item.key == ("对",)) != (said in text):
            yield f"{item.id}: {item.key[0]} for “{said}”"
        if item.key == ("对",) and text[: text.find(said)][-1:].isdigit():
            yield f"{item.id}: “{said}” cuts a number"
        years = set(re.findall("[0-9]{4}(?=年)", said)) & set(re.findall("[0-9]{4}(?=年)", text))
        if item.key == ("文中没说",) and years:
            yield f"{item.id}: the article speaks of {years}"
        if item.key == ("错",) and "Correction:" not in item.explanation:
            yield f"{item.id}: no correction"


@_problems
def nothing_doubtful_is_asked(lesson: Lesson) -> Iterator[str]:
    doubtful = [(q.sentence, q.start, q.end, q.answer) for q in lesson.questions if q.doubtful] + [
        (f.sentence, *_place(f)) for f in lesson.facts if f.doubtful
    ]
    for item in lesson.items:
        for sentence, start, end, answer in doubtful:
            inside = item.start <= start and end <= item.end
            if sentence == item.sentence and inside and answer in item.key:
                yield f"{item.id}: {answer} is doubtful"
        words = {w.hanzi for w in lesson.words if w.doubtful}
        if item.aim in {"word", "sound", "script"} and words & {*item.key, *item.left}:
            yield f"{item.id}: a doubtful word"


def _place(fact: Fact) -> tuple[int, int, str]:
    return fact.answer.start, fact.answer.end, fact.answer.text


@_problems
def the_default_set_is_balanced(lesson: Lesson) -> Iterator[str]:
    order = [(item.sentence, item.start) for item in lesson.items]
    if order != sorted(order):
        yield "not in the order of the article"
    asked = [item for item in lesson.items if item.asked]
    if len(asked) > lesson.settings.items:
        yield f"{len(asked)} items for {lesson.settings.items}"
    figures = sum(item.aim == "figure" for item in asked)
    thoughtful = sum(item.aim in THOUGHTFUL for item in asked)
    if figures > 0.4 * len(asked):
        yield f"{figures} of {len(asked)} ask a figure"
    some = thoughtful and len(asked) > 12  # a small set may have fewer
    if some and thoughtful < 0.25 * len(asked):
        yield f"{thoughtful} of {len(asked)} ask for a reason, an order, a comparison, …"
    for sentence, count in Counter(item.sentence for item in asked).items():
        if count > 3:
            yield f"sentence {sentence}: {count} items"


ITEM_INVARIANTS = (
    items_are_named,
    items_name_their_place,
    choices_have_one_right_answer,
    options_are_alike_and_distinct,
    stems_hide_their_keys,
    holes_are_filled_from_the_text,
    pieces_are_of_the_text,
    statements_are_fair,
    nothing_doubtful_is_asked,
    the_default_set_is_balanced,
)


def item(lesson: Lesson, kind: str) -> Item:
    """The first item of a kind."""
    return next(item for item in lesson.items if item.kind == kind)
