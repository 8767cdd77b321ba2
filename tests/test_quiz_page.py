"""The quiz page in a real browser: clicked, typed, swiped and printed through."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, get_args

import pytest
from browser import CHROMIUM
from conftest import DEMO, SEEDS, lesson_of
from lessons import CREDIT, NASTY, make_lesson
from playwright.sync_api import Browser
from quiz_driver import Learner, chromium, data_of, visit

from quizgen.errors import ExportError
from quizgen.model import BLANK, Item, ItemKind, Lesson
from quizgen.writers import quiz_page

FOOTBALL = next(path for path in SEEDS if "football" in path.name)
HAN = re.compile("[\u3007\u3400-\u9fff]")
NAMELESS = re.compile(r"^\s*- (?:button|textbox|group|progressbar|radio|table):?$", re.MULTILINE)
needs_chromium = pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("quiz")


def written(lesson: Lesson, folder: Path) -> Path:
    path = folder / f"{lesson.article.stem} {lesson.settings.script}.quiz.html"
    quiz_page.write(lesson, path)
    return path


@pytest.fixture(scope="module")
def demo_page(folder: Path) -> Path:
    return written(lesson_of(DEMO), folder)


@pytest.fixture
def learner(browser: Browser, demo_page: Path) -> Iterator[Learner]:
    """Somebody at the demo's page, who meets no trouble."""
    somebody = visit(browser, demo_page)
    yield somebody
    assert not somebody.troubles
    assert somebody.page.evaluate("violations") == []
    somebody.page.context.close()


# The file.


@pytest.mark.parametrize("path", [DEMO, FOOTBALL], ids=lambda path: path.stem)
def test_the_page_has_the_items_of_the_lesson(path: Path, folder: Path) -> None:
    lesson = lesson_of(path)
    data = data_of(written(lesson, folder))
    shown = ("id", "kind", "stem", "prompt", "key", "options", "left", "accepted", "line", "asked")
    for item, there in zip(lesson.items, data["items"], strict=True):
        own = {name: getattr(item, name) for name in shown}
        assert {name: there[name] for name in shown} == {
            name: list(value) if isinstance(value, tuple) else value for name, value in own.items()
        }
        if there["task"] == "type":
            assert {*item.key, *item.accepted} <= set(there["variants"])
    words = [word.hanzi for word in lesson.words if word.tier == "card"]
    assert [card["hanzi"] for card in data["cards"]] == words
    sets = {one["name"]: one["members"] for one in data["sets"]}
    assert [lesson.items[n] for n in sets["quiz"]] == [item for item in lesson.items if item.asked]
    subjects = [n for one in data["sets"] if one["group"] == "subject" for n in one["members"]]
    tasks = [n for one in data["sets"] if one["group"] == "task" for n in one["members"]]
    assert sorted(subjects) == sorted(tasks) == sets["all"] == list(range(len(lesson.items)))


def test_a_second_writing_changes_nothing(tmp_path: Path) -> None:
    path, lesson = tmp_path / "x.quiz.html", lesson_of(DEMO)
    first, second = quiz_page.write(lesson, path), quiz_page.write(lesson, path)
    assert first.changed and not second.changed
    assert first.detail == "24 items in the quiz, 157 in all, 37 flashcards"


def test_a_lesson_with_nothing_to_practise_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"x\.html: no item and no word card"):
        quiz_page.write(replace(make_lesson(), words=()), tmp_path / "x.html")
    assert not (tmp_path / "x.html").exists()


@needs_chromium
def test_source_and_credit_are_told(learner: Learner) -> None:
    head, foot = learner.page.inner_text("header"), learner.page.inner_text("footer")
    assert "People's Daily, 1959-12-24, p. 1. Statements and figures are the article’s own" in head
    assert "have not been verified; answer by the article (据文章)" in head
    assert lesson_of(DEMO).dictionary in foot and "CC BY-SA 4.0" in foot
    assert "machine translation, unchecked" in foot


# Typed answers.

CASES = (
    # compare, typed, key, right
    ("figure", "910", "九百一十", True),
    ("figure", "９１０", "九百一十", True),
    ("figure", " 九百一十 ", "910", True),
    ("figure", "九百零一", "910", False),
    ("figure", "一万二千六百", "12600", True),
    ("figure", "12,600", "一万二千六百", True),
    ("figure", "12 600", "一万二千六百", True),
    ("figure", "一萬兩千六百", "12600", True),
    ("figure", "一万二千六", "12600", True),
    ("figure", "一万二千零六", "12600", False),
    ("figure", "一点三", "1.3", True),
    ("figure", "一點三倍", "1.3倍", True),
    ("figure", "十二点五", "12.5", True),
    ("figure", "一百二十点零五", "120.05", True),
    ("figure", "13", "1.3", False),
    ("figure", "3.5万", "35000", True),
    ("figure", "三万五千", "3.5万", True),
    ("figure", "3万5千", "35000", True),
    ("figure", "1.1万", "11000", True),
    ("figure", "三亿五千万", "350000000", True),
    ("figure", "1.2万亿", "一万二千亿", True),
    ("figure", "4%", "4％", True),
    ("figure", "百分之四", "4％", True),
    ("figure", "百分之九十五点一九", "95.19%", True),
    ("figure", "百分之百", "100%", True),
    ("figure", "千分之三", "3‰", True),
    ("figure", "4‰", "4%", False),
    ("figure", "三分之一", "1/3", True),
    ("figure", "⅓", "三分之一", True),
    ("figure", "3/1", "三分之一", False),
    ("figure", "一九五九", "1959", True),
    ("figure", "二〇〇〇", "2000", True),
    ("figure", "十", "10", True),
    ("figure", "二十一", "21", True),
    ("figure", "两百五", "250", True),
    ("figure", "两百零五", "205", True),
    ("figure", "一百一", "101", False),
    ("figure", "12月10日", "十二月十日", True),
    ("figure", "八点三十分", "8点30分", True),
    ("figure", "20-30", "20至30", False),
    ("figure", "20～30", "20-30", True),
    ("figure", "2030", "20-30", False),
    ("figure", "第三", "第3", True),
    ("figure", "910个", "910", False),
    ("figure", "", "910", False),
    ("figure", "。", "910", False),
    ("figure", "十" * 200, "10", False),  # answered at once, not after ages
    ("text", "九百一十", "九百一十", True),
    ("text", "910", "九百一十", False),  # where characters are asked for, characters count
    ("text", "一千〇五十", "一千零五十", True),
    ("text", "产 量。", "产量", True),
    ("text", "“产量”", "产量", True),
    ("text", "产品", "产量", False),
    ("text", "chanliang", "产量", False),
    ("text", "　", "产量", False),
    ("text", "ＡＢＣ", "abc", True),
    ("pinyin", "chǎnliàng", "chǎnliàng", True),
    ("pinyin", "chan3liang4", "chǎnliàng", True),
    ("pinyin", "Chan3 liang4", "chǎnliàng", True),
    ("pinyin", "ｃｈａｎ３ｌｉａｎｇ４", "chǎnliàng", True),
    ("pinyin", "chan3 liàng", "chǎnliàng", True),
    ("pinyin", "cha\u030cnlia\u0300ng", "chǎnliàng", True),
    ("pinyin", "chăn liàng", "chǎnliàng", True),  # a breve for the third tone
    ("pinyin", "chɑ̌nliàng", "chǎnliàng", True),  # ɑ as some keyboards have it
    ("pinyin", "chanliang", "chǎnliàng", False),
    ("pinyin", "chan4liang3", "chǎnliàng", False),
    ("pinyin", "chan34liang", "chǎnliàng", False),
    ("pinyin", "chǎnlìang", "chǎnliàng", False),
    ("pinyin", "chan3lian4", "chǎnliàng", False),
    ("pinyin", "lv4", "lǜ", True),
    ("pinyin", "lu:4", "lǜ", True),
    ("pinyin", "lü4", "lǜ", True),
    ("pinyin", "lǜ", "lǜ", True),
    ("pinyin", "lu4", "lǜ", False),
    ("pinyin", "nv3er2", "nǚ'ér", True),
    ("pinyin", "nǚér", "nǚ’ér", True),
    ("pinyin", "xi1an1", "Xī'ān", True),
    ("pinyin", "xian1", "Xī'ān", False),
    ("pinyin", "xue2sheng5", "xuésheng", True),
    ("pinyin", "xue2sheng", "xuésheng", True),
    ("pinyin", "xue2sheng0", "xuésheng", True),
    ("pinyin", "xue2sheng1", "xuésheng", False),
    ("pinyin", "zen3meyang4", "zěnmeyàng", True),
    ("pinyin", "ma5ma1", "māma", False),
    ("pinyin", "ma1ma5", "māma", True),
    ("pinyin", "nar3", "nǎr", True),
    ("pinyin", "huo3che1zhan4", "huǒchēzhàn", True),
    ("pinyin", "huo3che1", "huǒchēzhàn", False),
    ("pinyin", "产量", "chǎnliàng", False),
    ("pinyin", "3 4", "chǎnliàng", False),
)  # fmt: skip


@needs_chromium
def test_typed_answers(learner: Learner) -> None:
    judged = learner.page.evaluate(
        "(cases) => cases.map(([compare, given, key]) => isRight(compare, given, [key]))",
        [case[:3] for case in CASES],
    )
    wrong = [case for case, right in zip(CASES, judged, strict=True) if right != case[3]]
    assert not wrong


@needs_chromium
def test_typed_answers_of_real_items(learner: Learner) -> None:
    """What a lesson accepts is right, and the wrong choices of an item are wrong if typed."""
    items = [item for path in (DEMO, FOOTBALL) for item in lesson_of(path).items]
    compare = {"tones": "pinyin", "cloze": "figure"}
    cases = [
        (compare.get(item.kind, "text"), given, [*item.key, *item.accepted], True)
        for item in items
        if item.kind in {"cloze", "word", "tones", "hanzi", "numeral"}
        for given in (*item.key, *item.accepted)
    ]
    cases += [
        ("figure" if item.aim == "figure" else "text", given, [*item.key], False)
        for item in items
        if item.kind == "choice"
        for given in item.options
        if given not in item.key
    ]
    judged = learner.page.evaluate("(cases) => cases.map((one) => isRight(...one))", cases)
    assert len(cases) > 400
    assert not [case for case, right in zip(cases, judged, strict=True) if right != case[3]]


# Going through it.


@needs_chromium
def test_every_item_answered_with_its_key_is_right(learner: Learner) -> None:
    """By mouse and, every other time, by keyboard."""
    learner.choose("all")
    met: list[dict[str, Any]] = []
    while not met or learner.onward():
        met.append(learner.shown())
        answer = learner.key_in if len(met) % 2 else learner.answer
        answer(met[-1], right=True)
    assert [item["id"] for item in met] == [item.id for item in lesson_of(DEMO).items]
    assert f"{len(met)} / {len(met)} · 100 %" in learner.score()
    assert not learner.page.locator("[data-does=retry]").count()


@needs_chromium
def test_a_bank_all_wrong_by_keyboard_then_all_right_by_mouse(
    browser: Browser, folder: Path
) -> None:
    learner = visit(browser, written(lesson_of(FOOTBALL), folder))
    learner.tab_to("input[value=quiz]")
    learner.page.keyboard.press("ArrowRight")
    learner.page.keyboard.press("ArrowRight")  # past the cards to everything
    learner.tab_to("[data-does=start]")
    learner.page.keyboard.press("Enter")
    met = learner.key_through(right=False)
    assert [item["id"] for item in met] == [item.id for item in lesson_of(FOOTBALL).items]
    assert f"0 / {len(met)} · 0 %" in learner.score()
    learner.press("retry")
    assert learner.click_through(right=True) == met
    assert f"{len(met)} / {len(met)} · 100 %" in learner.score()
    assert not learner.troubles and learner.page.evaluate("violations") == []


def test_the_two_banks_have_every_kind() -> None:
    """So that the tests over them see every kind; the hostile lesson has all of them too."""
    kinds = {item.kind for path in (DEMO, FOOTBALL) for item in lesson_of(path).items}
    assert kinds | {"translation"} == set(get_args(ItemKind))


@needs_chromium
def test_the_quiz_by_keyboard_with_one_slip(learner: Learner) -> None:
    learner.choose("quiz")
    assert learner.page.inner_text(".progress") == "1 / 24"
    slip = learner.shown()
    learner.answer(slip, right=False)
    learner.onward()
    assert learner.page.inner_text(".progress") == "2 / 24"
    assert len(learner.key_through(right=True)) == 23
    assert "23 / 24 · 96 %" in learner.score()
    assert "To look at again 错题 (1)" in learner.page.inner_text(".result")
    learner.tab_to("[data-does=retry]")
    learner.page.keyboard.press("Enter")
    assert learner.shown() == slip and learner.page.inner_text(".progress") == "1 / 1"
    learner.answer(slip, right=True)
    learner.onward()
    learner.press("again")
    assert learner.page.inner_text(".progress") == "1 / 24"


@needs_chromium
def test_nothing_is_judged_before_it_is_answered(learner: Learner) -> None:
    learner.choose("typing")
    learner.press("check")
    assert "Answer first" in learner.page.inner_text("form.item")
    assert not learner.page.inner_text(".feedback")
    learner.press("unknown")
    assert learner.verdict() == "wrong"
    learner.press("stop")
    assert "0 / 1" in learner.score()


@needs_chromium
def test_the_feedback_shows_sentence_translation_and_reason(learner: Learner) -> None:
    for name in ("choices", "typing", "own", "arranging"):
        learner.choose(name)
        item = learner.shown()
        learner.answer(item, right=False)
        told = learner.page.inner_text(".feedback")
        sentence = learner.data["sentences"][item["sentence"]]
        assert sentence["zh"] in told and sentence["en"] in told
        assert f"line {item['line']}" in told and "machine translation, unchecked" in told
        assert item["explanation"] in told
        assert all(key in told for key in item["key"])
        learner.press("stop")


@needs_chromium
def test_an_own_answer_that_is_the_key_needs_no_judge(learner: Learner) -> None:
    item = next(item for item in learner.data["items"] if item["kind"] == "dictation")
    learner.only("id", item["id"])
    learner.page.fill("textarea", item["variants"][-1])  # in traditional characters
    assert item["variants"][-1] != item["key"][0]
    learner.press("check")
    assert learner.verdict() == "right"


# Flashcards.


@needs_chromium
def test_flashcards_by_keyboard(learner: Learner) -> None:
    learner.choose("cards")
    cards = learner.data["cards"]
    for nth, card in enumerate(cards):
        assert learner.page.inner_text(".hanzi") == card["hanzi"]
        assert not learner.page.inner_text(".back")
        learner.page.keyboard.press("Enter" if nth % 2 else "ArrowLeft")  # either turns it
        back = learner.page.inner_text(".back")
        for part in ("pinyin", "meaning", "en"):
            assert card[part] in back
        assert "".join(card["clause"]) in back and "People's Daily, 1959-12-24, p. 1" in back
        learner.page.keyboard.press("ArrowRight" if nth else "ArrowLeft")
    assert f"{len(cards) - 1} / {len(cards)} · 97 %" in learner.score()
    learner.press("retry")
    assert learner.page.inner_text(".hanzi") == cards[0]["hanzi"]


@needs_chromium
def test_flashcards_by_finger(browser: Browser, demo_page: Path) -> None:
    phone = {"width": 360, "height": 740}
    learner = visit(browser, demo_page, viewport=phone, has_touch=True, is_mobile=True)
    fingers = learner.page.context.new_cdp_session(learner.page)

    def swipe(by: int, along: int = 0) -> None:
        for kind, x, y in (
            ("touchStart", 180, 250),
            ("touchMove", 180 + by // 2, 250 + along // 2),
            ("touchMove", 180 + by, 250 + along),
            ("touchEnd", 0, 0),
        ):
            points = [] if kind == "touchEnd" else [{"x": x, "y": y}]
            fingers.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    learner.choose("cards")
    swipe(0)
    assert learner.page.inner_text(".back")
    swipe(0, -80)  # scrolling judges nothing
    assert learner.page.inner_text(".progress") == "1 / 37"
    swipe(120)
    assert learner.page.inner_text(".progress") == "2 / 37"
    swipe(-120)
    assert learner.page.inner_text(".back"), "the first swipe turns a card"
    swipe(-120)
    assert learner.page.inner_text(".progress") == "3 / 37"
    learner.press("stop")
    assert "1 / 2 · 50 %" in learner.score()
    assert not learner.troubles


# Speech.

_VOICE = """
window.spoken = [];
const voices = [{lang: LANG, localService: LOCAL, name: 'made for the test'}];
speechSynthesis.getVoices = () => voices;
speechSynthesis.speak = (words) => spoken.push([words.text, words.voice.lang]);
window.SpeechSynthesisUtterance = function (text) { this.text = text; };
"""


@needs_chromium
@pytest.mark.parametrize(
    ("lang", "local", "speaks"),
    [
        ("zh-CN", True, True),
        ("zh_CN", True, True),
        ("cmn-Hans-CN", True, True),
        ("zh-CN", False, False),  # a voice on a server would be sent the text
        ("zh-HK", True, False),  # Cantonese
        ("en-US", True, False),
    ],
)
def test_a_dictation_is_spoken_by_a_voice_of_the_device(
    browser: Browser, demo_page: Path, lang: str, local: bool, speaks: bool
) -> None:
    script = _VOICE.replace("LANG", repr(lang)).replace("LOCAL", "true" if local else "false")
    learner = visit(browser, demo_page, script)
    dictation = next(item for item in learner.data["items"] if item["kind"] == "dictation")
    learner.only("kind", "dictation")
    assert learner.page.locator(".controls .speak").is_visible() == speaks
    assert learner.page.locator(".mute summary").is_visible() != speaks
    assert dictation["key"][0] not in learner.page.inner_text("main")
    if speaks:
        learner.press("listen")
        assert learner.page.evaluate("spoken") == [[dictation["key"][0], lang]]
    learner.page.context.close()


# Looks.


def luminance(colour: str) -> float:
    parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@cache
def contrast(one: str, other: str) -> float:
    """WCAG 2.2's contrast ratio of two colours as a browser tells them."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@needs_chromium
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_screen_is_readable(browser: Browser, demo_page: Path, scheme: str) -> None:
    """Contrast, named Chinese, size and names of targets; on a narrow phone and a projector."""
    size = {"width": 320, "height": 640} if scheme == "light" else {"width": 1920, "height": 1080}
    learner = visit(browser, demo_page, viewport=size, color_scheme=scheme)
    screens = 0
    for screen in learner.screens():
        screens += 1
        seen = learner.seen()
        assert len(seen) > 8
        pale = [one for one in seen if contrast(one["ink"], one["paper"]) < 4.5]
        assert not pale, (screen, pale)
        chinese = [one for one in seen if HAN.search(one["text"])]
        unnamed = {one["text"] for one in chinese if one["lang"] != "zh-Hans"}
        # A card tells the word's other script, which is zh-Hant.
        assert unnamed == ({learner.data["cards"][0]["other"]} if "turned" in screen else set())
        small = [one for one in learner.targets() if min(one["width"], one["height"]) < 44]
        assert not small, (screen, small)
        width = learner.page.evaluate("document.documentElement.scrollWidth")
        assert width <= size["width"], screen
        assert not NAMELESS.findall(learner.page.locator("body").aria_snapshot()), screen
    assert screens > 30
    paper = luminance(seen[0]["paper"])
    assert paper < 0.1 if scheme == "dark" else paper > 0.9
    assert not learner.troubles


@needs_chromium
def test_paper_has_the_items_first_and_the_answers_behind(learner: Learner) -> None:
    learner.page.evaluate("window.print = () => { window.printed = true; }")
    learner.press("print")
    assert learner.page.evaluate("printed")
    learner.choose("typing")
    learner.page.emulate_media(media="print")
    assert not learner.page.locator("main").is_visible()
    items, answers = learner.page.locator("#paper > ol").all()
    asked = [item for item in learner.data["items"] if item["task"] in {"type", "table"}]
    questions, keys = (part.locator("> li").all_inner_texts() for part in (items, answers))
    for item, question, key in zip(asked, questions, keys, strict=True):
        assert item["stem"] in question and f"line {item['line']}" in key
        assert all(own in key for own in item["key"])
        if item["task"] == "type":
            assert item["key"][0] not in question.replace(item["stem"], "")
    assert "have not been verified" in learner.page.inner_text("header")
    assert CREDIT.split()[0] in learner.page.inner_text("footer")
    pages = learner.page.pdf().count(b"/Type /Page\n")
    assert pages > 3


# Traditional script.


@needs_chromium
def test_a_traditional_page(browser: Browser, folder: Path) -> None:
    lesson = lesson_of(DEMO)
    lesson = replace(lesson, settings=replace(lesson.settings, script="trad"))
    learner = visit(browser, written(lesson, folder))
    assert "群眾運動持續發展" in learner.page.inner_text("h1")
    for name in ("quiz", "cards", "arranging"):
        learner.choose(name)
        assert {one["lang"] for one in learner.seen() if HAN.search(one["text"])} == {"zh-Hant"}
        learner.press("stop")
    item = next(item for item in learner.data["items"] if item["kind"] == "word")
    simplified = next(own for own in lesson.items if own.id == item["id"])
    assert item["key"] != list(simplified.key)
    learner.only("id", item["id"])
    learner.page.fill(".controls input", simplified.key[0])
    learner.press("check")
    assert learner.verdict() == "right"


# Hostile text.


def hostile_item(kind: ItemKind, nth: int) -> Item:
    """An item whose every text tries to be something else."""
    texts = tuple(f"{NASTY}</script><img src=x onerror=document.title='run'>{n}" for n in range(3))
    options = kind in {"choice", "truth", "pattern", "matching", "ordering"}
    several = kind in {"matching", "ordering", "table"}
    return Item(
        id=f"{kind}-{nth}", kind=kind, aim="figure", stem=f"据文章 {NASTY}{BLANK}", prompt=NASTY,
        key=texts if several else texts[:1], options=texts[::-1] if options else (),
        left=texts if kind in {"matching", "table"} else (), accepted=(NASTY,),
        explanation=f"{NASTY}]]>", sentence=4, start=0, end=3, line=5, source=NASTY, points=1,
        minutes=1, level="", asked=True, reason=NASTY,
    )  # fmt: skip


@needs_chromium
def test_a_hostile_lesson_is_only_text(browser: Browser, folder: Path) -> None:
    lesson = make_lesson()
    title = f"</title><script>document.title='run'</script>{NASTY}@@data@@\u2028\x00\x1b🎉"
    article = replace(lesson.article, title=title, title_en=NASTY, publication=NASTY)
    items = tuple(hostile_item(kind, nth) for nth, kind in enumerate(get_args(ItemKind)))
    lesson = replace(lesson, article=article, items=items, dictionary=NASTY)
    learner = visit(browser, written(lesson, folder))
    for screen in learner.screens():
        assert learner.page.locator("script").count() == 2, screen
        assert learner.page.locator("img, iframe, object, person").count() == 0, screen
        assert learner.page.title().startswith("</title><script>"), screen
    learner.choose("all")
    assert NASTY in learner.page.inner_text(".stem")
    assert len(learner.click_through(right=True)) == len(items)
    assert "100 %" in learner.score()
    assert not learner.troubles and learner.page.evaluate("violations") == []


@needs_chromium
def test_the_policy_lets_nothing_else_run_or_load(learner: Learner) -> None:
    learner.page.evaluate("""() => {
      const add = (tag, set) => document.body.append(
        Object.assign(document.createElement(tag), set));
      add('script', {textContent: "document.title = 'run'"});
      add('img', {src: 'https://example.invalid/x.png'});
      add('style', {textContent: 'body {display: none}'});
      document.body.setAttribute('onclick', "document.title = 'run'");
      document.body.click();
    }""")
    learner.page.wait_for_timeout(100)
    assert learner.page.title() != "run" and learner.page.locator("main").is_visible()
    broken = {violation.split()[0] for violation in learner.page.evaluate("violations")}
    assert broken == {"script-src-elem", "img-src", "style-src-elem", "script-src-attr"}
    learner.troubles.clear()  # the browser says so in its console
    learner.page.evaluate("violations.length = 0")


def test_the_scripts_make_no_markup_of_text(demo_page: Path) -> None:
    html = demo_page.read_text(encoding="utf-8")
    page = html.replace(html[html.index("<script type=") : html.index("<script>")], "")
    assert not re.search(r"innerHTML|outerHTML|insertAdj|document\.write|eval\(|Function\(", page)
    assert not re.search(r"https?:|\son\w+=\"|style=\"|@import|url\(", page)
