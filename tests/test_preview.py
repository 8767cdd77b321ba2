"""The preview: the real Anki's cards on one page, in the right order, and nothing of it runs.

With QUIZGEN_LOOKS=FOLDER the pictures are kept there, to be looked at; docs/preview.png is one.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from anki_tools import cards, import_package, page
from browser import CHROMIUM
from conftest import ARTICLES, DEMO, SEEDS, lesson_of
from lessons import CREDIT, NASTY, make_lesson, with_word
from playwright.sync_api import Browser, Page, sync_playwright

from quizgen.model import LeftOut, Lesson
from quizgen.writers import preview
from quizgen.writers.anki import package
from quizgen.writers.anki.note_types import NoteContent, read_template
from quizgen.writers.anki.notes import make_notes
from quizgen.writers.preview.mustache import SPEAKER, render

EVERY = ("recognition", "production", "listening", "sentence")
needs_chromium = pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine")
# What an article could say to break out of a page; each would put "run" into the title.
HOSTILE = (
    f"{NASTY} </title></style></script><script>document.title='run'</script> ]]> &amp;"
    " $css ${css} \"'><img src=x onerror=\"document.title='run'\">"
    " <a href=\"javascript:document.title='run'\">"
    " =cmd|'/c calc'!A1 😀\x00\x07\x1f"
)


def _hostile() -> Lesson:
    """The hand-made lesson with every card, and hostile text wherever an article's text may be."""
    lesson = make_lesson(cards=EVERY, deck=HOSTILE)
    lesson = with_word(lesson, "标兵", reason=HOSTILE, evidence=HOSTILE, level=HOSTILE)
    lesson = with_word(lesson, "群众运动", sense="absent", other_meanings=(HOSTILE,))
    lesson = with_word(lesson, "竞赛", note=HOSTILE, meaning=HOSTILE, pinyin=HOSTILE, doubtful=True)
    questions = tuple(replace(q, reason=HOSTILE, english=HOSTILE) for q in lesson.questions)
    article = replace(
        lesson.article, title=HOSTILE, title_en=HOSTILE, publication=HOSTILE, warnings=(HOSTILE,)
    )
    left_out = (LeftOut(HOSTILE, HOSTILE),)
    return replace(lesson, article=article, questions=questions, left_out=left_out)


def _with_cards(lesson: Lesson) -> Lesson:
    return replace(lesson, settings=replace(lesson.settings, cards=EVERY))


def _written(lesson: Lesson, folder: Path) -> str:
    path = folder / "x.preview.html"
    preview.write(lesson, path)
    return path.read_text(encoding="utf-8")


def _sides(note: NoteContent, ord_: int) -> tuple[str, str]:
    fields = dict(zip(note.note_type.fields, note.fields, strict=True))
    template = note.note_type.templates[ord_]
    return (
        render(read_template(template.front), fields, back=False),
        render(read_template(template.back), fields, back=True),
    )


LESSONS = {
    "hostile": _hostile,
    "hand-made": lambda: make_lesson(cards=EVERY),
    "traditional": lambda: make_lesson(cards=EVERY, script="trad"),
    **{path.stem: lambda path=path: _with_cards(lesson_of(path)) for path in SEEDS},
}


@pytest.mark.parametrize("name", LESSONS)
def test_cards_are_rendered_as_by_anki(name: str, tmp_path: Path) -> None:
    lesson = LESSONS[name]()
    deck = tmp_path / "deck.apkg"
    written = package.write(lesson, deck)
    notes = {note.guid: note for note in make_notes(lesson)}
    with import_package(deck, tmp_path / "anki") as collection:
        seen = cards(collection)
        assert len(seen) == written.cards > 0
        for card in seen:
            output = card.render_output(reload=True)
            wanted = output.question_text, output.answer_text
            ours = _sides(notes[card.note().guid], card.ord)
            assert ours == tuple(re.sub(r"\[anki:play:[qa]:\d+\]", SPEAKER, w) for w in wanted)


def test_a_filter_or_a_field_that_there_is_not_is_an_error() -> None:
    assert render("{{A}}{{#B}}b{{/B}}", {"A": "a", "B": " "}, back=False) == "a"
    for template in ("{{hint:A}}", "{{C}}", "{{#C}}c{{/C}}"):
        with pytest.raises(KeyError):
            render(template, {"A": "a"}, back=False)


@pytest.mark.parametrize("name", LESSONS)
def test_every_card_of_the_deck_is_on_the_page_once(name: str, tmp_path: Path) -> None:
    lesson = LESSONS[name]()
    html = _written(lesson, tmp_path)
    articles = re.findall(r'<article class="row .*?</article>', html, re.DOTALL)
    notes = {note.position: note for note in make_notes(lesson)}
    places = [int(place) for place in re.findall(r'<article [^>]* id="n(\d+)"', html)]
    assert sorted(places) == list(notes)
    for place, article in zip(places, articles, strict=True):
        ords = notes[place].note_type.cards_of(notes[place].fields)
        wanted = [side for ord_ in ords for side in _sides(notes[place], ord_)]
        _, *shown = article.split('<div class="card">')
        for side, begin in zip(wanted, shown, strict=True):
            assert begin.startswith(side.replace(' id="answer"', "") + "</div></div>")


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.name)
def test_what_to_check_comes_first_and_the_rest_in_the_order_of_the_deck(
    path: Path, tmp_path: Path
) -> None:
    lesson = lesson_of(path)
    notes = make_notes(lesson)
    words = {word.hanzi: word for word in lesson.words if word.tier == "card"}
    ranks = []
    for place in map(int, re.findall(r'<article [^>]* id="n(\d+)"', _written(lesson, tmp_path))):
        word = words.get(notes[place - 1].fields[1])
        unsure = word is not None and word.sense in {"loose", "absent", "unconfirmed"}
        ranks.append((0 if word and word.doubtful else 1 if unsure else 2, place))
    assert ranks == sorted(ranks)
    assert len(ranks) == len(notes)


def test_doubtful_comes_before_unconfirmed_and_both_are_named_at_the_top(tmp_path: Path) -> None:
    html = _written(with_word(make_lesson(), "群众运动", sense="absent"), tmp_path)
    order = re.findall(r'<article class="([^"]*)" id="n(\d+)"', html)
    assert order[:2] == [("row is-word is-check", "3"), ("row is-word is-check", "1")]
    assert not any("is-check" in classes for classes, _ in order[2:])
    links = re.findall(r'<a href="#n(\d+)"><span[^>]*>(.*?)</span></a> (\w+)', html)
    assert links == [("3", "超额", "doubtful"), ("1", "群众运动", "absent")]
    first = html.partition("Doubtful, but on no card:")[2].partition("</nav>")[0]
    assert "第三行" in first, "a fact that is doubtful has no card"


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.name)
def test_every_word_and_figure_without_a_card_is_at_the_end(path: Path, tmp_path: Path) -> None:
    lesson = lesson_of(path)
    rest = _written(lesson, tmp_path).partition("Not in the deck, and why")[2]
    counts = re.findall(r"<summary>(.*?) <small>(\d+)</small>", rest)
    without = len(lesson.words) + len(lesson.questions) - len(make_notes(lesson))
    assert sum(int(n) for _, n in counts) == without + len(lesson.left_out)
    for word in lesson.words:
        assert word.tier == "card" or f">{word.hanzi}</span>" in rest
    for item in lesson.left_out:
        assert item.item in rest


def test_the_same_lesson_is_the_same_page(tmp_path: Path) -> None:
    path = tmp_path / "x.preview.html"
    first, again = (preview.write(make_lesson(), path) for _ in range(2))
    assert (first.changed, again.changed) == (True, False)
    assert first.detail == "8 notes, 1 to check first"
    html = path.read_text(encoding="utf-8")
    assert CREDIT in html
    assert '<h1><span lang="zh-Hans">' in html


def test_a_lesson_without_cards_still_says_why(tmp_path: Path) -> None:
    words = tuple(replace(word, tier="gloss") for word in make_lesson().words)
    html = _written(replace(make_lesson(), words=words, questions=()), tmp_path)
    assert "0 words and 0 facts on 0 cards" in html
    assert "<summary>Glosses <small>8</small></summary>" in html


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()


class Opened:
    """A page in Chromium, and everything that it complained about or asked the network for."""

    def __init__(self, browser: Browser, html: str, folder: Path, width: int, scheme: Any) -> None:
        path = folder / "opened.html"
        path.write_text(html, encoding="utf-8")
        self.page: Page = browser.new_page(
            viewport={"width": width, "height": 900}, color_scheme=scheme
        )
        self.said: list[str] = []
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("request", lambda request: self.said.append(request.url))
        self.page.goto(path.as_uri())
        self.said.remove(path.as_uri())

    def unfold(self) -> None:
        self.page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true })")


@needs_chromium
@pytest.mark.parametrize("width", [320, 360, 768, 1280, 1920])
@pytest.mark.parametrize("name", ["hostile", DEMO.stem])
def test_nothing_runs_and_nothing_is_too_wide(
    browser: Browser, tmp_path: Path, name: str, width: int
) -> None:
    opened = Opened(browser, _written(LESSONS[name](), tmp_path), tmp_path, width, "light")
    opened.unfold()
    assert opened.page.evaluate("document.documentElement.scrollWidth") == width
    assert opened.page.title().startswith("Preview: ")
    assert opened.page.locator("script, style, link, img, iframe, object").count() == 2
    assert opened.page.locator("main a, header a[href^=javascript]").count() == 0
    assert opened.said == []


@needs_chromium
def test_what_gets_in_all_the_same_is_stopped(browser: Browser, tmp_path: Path) -> None:
    bad = "<script>document.title='run'</script><img src=x onerror=\"document.title='run'\">"
    html = _written(make_lesson(), tmp_path).replace("</main>", f"{bad}</main>")
    opened = Opened(browser, html, tmp_path, 1280, "light")
    assert opened.page.title() == "Preview: Mass Movement Continues to Develop"
    assert sum("Content Security Policy" in said for said in opened.said) >= 2


# Every element that has text of its own, seen on its background: what is below 4.5 to 1. Not the
# pinyin over a marked word, which the deck's own sheet makes 3.6 to 1 at night.
_FAINT = """() => {
  const parts = (colour) => (colour.match(/[\\d.]+/g) || []).map(Number);
  const light = (rgb) => rgb.slice(0, 3).map((v) => v / 255)
    .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = (element) => {
    for (; element; element = element.parentElement) {
      const found = parts(getComputedStyle(element).backgroundColor);
      if (found.length === 3 || found[3] === 1) return found;
    }
    return [255, 255, 255];
  };
  return [...document.body.querySelectorAll('*')].filter((e) => e.checkVisibility()
    && [...e.childNodes].some((node) => node.nodeType === 3 && node.data.trim())
  ).map((e) => {
    const [a, b] = [light(parts(getComputedStyle(e).color)), light(ground(e))];
    return [(Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05), e.className, e.textContent];
  }).filter(([ratio]) => ratio < 4.5);
}"""


@needs_chromium
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_is_readable(browser: Browser, tmp_path: Path, scheme: str) -> None:
    opened = Opened(browser, _written(_hostile(), tmp_path), tmp_path, 1280, scheme)
    opened.unfold()
    assert opened.page.locator(".nightMode").count() == (52 if scheme == "dark" else 0)
    assert opened.page.evaluate(_FAINT) == []
    opened.page.evaluate(
        "document.querySelector('.side').animate([{color: '#777'}], {fill: 'forwards'})"
    )
    assert len(opened.page.evaluate(_FAINT)) == 1, "grey on grey is noticed"


# What an element looks like, but for its size, and the same of all within it.
_LOOKS = """(card) => [card, ...card.querySelectorAll('*')]
  .filter((element) => !element.closest('.replay-button'))
  .map((element) => {
    const style = getComputedStyle(element), names = [
      'color', 'background-color', 'font-family', 'font-size', 'font-weight', 'font-style',
      'line-height', 'letter-spacing', 'text-align', 'white-space', 'display', 'float', 'cursor',
      'overflow-wrap', 'list-style-type', 'box-sizing', 'columns', 'position', 'max-width',
      ...['top', 'right', 'bottom', 'left'].flatMap((side) => [
        `margin-${side}`, `padding-${side}`, `border-${side}-width`, `border-${side}-style`]),
      'border-top-left-radius'];
    return [element.localName, element.className.replace(/card1|night_mode/g, '').trim(),
      ...names.map((name) => style.getPropertyValue(name))].join();
  })"""


@needs_chromium
@pytest.mark.parametrize("night", [False, True], ids=["light", "night"])
def test_cards_look_as_on_a_page_of_ankis(browser: Browser, tmp_path: Path, night: bool) -> None:
    """The page's own style sheet reaches nothing inside a card, and the deck's reaches all."""
    lesson = make_lesson(cards=EVERY)
    deck = tmp_path / "deck.apkg"
    package.write(lesson, deck)
    scheme = "dark" if night else "light"
    opened = Opened(browser, _written(lesson, tmp_path), tmp_path, 360, scheme)
    width = opened.page.evaluate("document.querySelector('.card').clientWidth")
    anki = browser.new_page(viewport={"width": width, "height": 900})
    with import_package(deck, tmp_path / "anki") as collection:
        shown = {card.note().guid: 0 for card in cards(collection)}
        places = {note.guid: note.position for note in make_notes(lesson)}
        for card in cards(collection):
            guid = card.note().guid
            faces = opened.page.locator(f"#n{places[guid]} .card")
            for side in ("question", "answer"):
                anki.set_content(page(card, side, night))
                wanted = anki.locator("body").evaluate(_LOOKS)
                ours = faces.nth(shown[guid]).evaluate(_LOOKS)
                assert _comparable(ours) == _comparable(wanted)
                shown[guid] += 1
    assert sum(shown.values()) == 52


def _comparable(looks: list[str]) -> list[str]:
    """Without Anki's #qa, and a `div` for its `body`."""
    spaced = (re.sub("^body", "div", re.sub(" +", " ", look)) for look in looks)
    return [look for look in spaced if not look.startswith("div,,")]


@needs_chromium
def test_the_page_is_worked_with_the_keyboard(browser: Browser, tmp_path: Path) -> None:
    """Arrow keys choose what is shown; the space bar turns the light off and on."""
    lesson = with_word(make_lesson(), "群众运动", sense="absent")
    opened = Opened(browser, _written(lesson, tmp_path), tmp_path, 1280, "light")
    shown = opened.page.locator("article:visible")
    opened.page.focus("#show-all")
    seen = [shown.count()]
    for _ in range(3):
        opened.page.keyboard.press("ArrowRight")
        seen.append(shown.count())
    assert seen == [8, 2, 6, 2]
    assert opened.page.locator("h2:visible", has_text="Doubtful").count() == 0
    opened.page.keyboard.press("Tab")
    opened.page.keyboard.press("Space")
    assert opened.page.locator(".card.nightMode").count() == 16
    opened.page.keyboard.press("Space")
    assert opened.page.locator(".card.nightMode").count() == 0


@needs_chromium
def test_paper_is_light_and_no_card_is_torn(browser: Browser, tmp_path: Path) -> None:
    opened = Opened(browser, _written(make_lesson(), tmp_path), tmp_path, 1280, "dark")
    opened.page.evaluate(
        "addEventListener('beforeprint', () => { document.title = "
        "`${document.querySelectorAll('.nightMode').length} dark`; })"
    )
    opened.page.pdf()
    assert opened.page.title() == "0 dark"
    assert opened.page.locator(".card.nightMode").count() == 16, "dark again afterwards"
    opened.page.emulate_media(media="print")
    assert opened.page.locator(".bar:visible").count() == 0
    broken = "(rows) => rows.filter((row) => getComputedStyle(row).breakInside !== 'avoid').length"
    assert opened.page.locator("article").evaluate_all(broken) == 0


@needs_chromium
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_pictures(browser: Browser, tmp_path: Path, scheme: str, width: int) -> None:
    kept = Path(os.environ.get("QUIZGEN_LOOKS", tmp_path))
    opened = Opened(browser, _written(lesson_of(DEMO), tmp_path), tmp_path, width, scheme)
    picture = opened.page.screenshot(path=kept / f"preview-{width}-{scheme}.png")
    assert 20_000 < len(picture) < 300_000, "blank, or too large for a README"
