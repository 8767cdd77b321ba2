"""A learner at the quiz page: Chromium's mouse and keyboard, and what is seen on the screen.

As a program it takes the picture of the README: `python tests/quiz_driver.py docs/quiz.png`.
"""

from __future__ import annotations

import base64
import json
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from browser import CHROMIUM
from playwright.sync_api import Browser, Page, sync_playwright

Item = dict[str, Any]
BAD = "ø"  # no answer to anything, in any alphabet

# Of every text that is seen: its colour, that of what is behind it, and whether its Chinese is
# named as Chinese. A value in a field is a text too.
_SEEN = """() => {
  const texts = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node.data.trim()) texts.push([node.parentElement, node.data]);
  }
  document.querySelectorAll('input[type=text], textarea').forEach((f) => texts.push([f, f.value]));
  const paper = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      if (!colour.endsWith(', 0)')) return colour;
    }
    return 'none';
  };
  return texts.filter(([element]) => element.checkVisibility()).map(([element, text]) => ({
    text, ink: getComputedStyle(element).color, paper: paper(element),
    lang: element.closest('[lang]').lang,
  }));
}"""

# Of everything that can be pressed: its size, with the label that belongs to it.
_TARGETS = """() => [...document.querySelectorAll('button, input, textarea, summary')]
  .map((element) => element.closest('label') || element)
  .filter((element) => element.checkVisibility())
  .map((element) => [element.innerText, element.getBoundingClientRect()])
  .map(([text, {width, height}]) => ({text, width, height}))"""

_WATCH = """
window.violations = [];
document.addEventListener('securitypolicyviolation', (event) => {
  window.violations.push(`${event.violatedDirective} ${event.blockedURI}`);
});
"""


def data_of(path: Path) -> dict[str, Any]:
    """What the page knows, read from the file."""
    html = path.read_text(encoding="utf-8")
    found = re.search('<script type="application/json" id="lesson">(.*?)</script>', html, re.DOTALL)
    assert found
    data: dict[str, Any] = json.loads(found[1])
    return data


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@dataclass
class Learner:
    """Somebody who goes through the page of `data`. `troubles` is what should never happen."""

    page: Page
    data: dict[str, Any]
    troubles: list[str] = field(default_factory=list)

    @property
    def items(self) -> dict[str, Item]:
        return {item["id"]: item for item in self.data["items"]}

    def choose(self, name: str) -> None:
        """Begin a set, from the start or from the result."""
        other = self.page.locator("[data-does=other]")
        if other.count():
            other.click()
        self.page.check(f"input[value={name}]")
        self.press("start")

    def only(self, name: str, value: str) -> None:
        """Begin with the items alone that have this value: a set that the page doesn't offer."""
        self.page.evaluate(
            "([name, value]) => practise(DATA.sets.find((set) => set.name === 'all'),"
            " DATA.items.filter((item) => item[name] === value))",
            [name, value],
        )

    def press(self, name: str) -> None:
        self.page.click(f"main [data-does={name}]")

    def shown(self) -> Item:
        """The item on the screen."""
        return self.items[str(self.page.get_attribute("form.item", "data-id"))]

    def score(self) -> str:
        return self.page.inner_text(".total")

    def verdict(self) -> str:
        return str(self.page.get_attribute(".feedback > h3", "class"))

    def onward(self) -> bool:
        """To the next item, with the button that has the focus; False at the end."""
        self.page.keyboard.press("Enter")
        return self.page.locator(".result").count() == 0

    # With the mouse, and the keyboard where one writes.

    def click_through(self, *, right: bool) -> list[Item]:
        """Answer every item of the set; the items that were met."""
        met = []
        while True:
            met.append(self.shown())
            self.answer(met[-1], right=right)
            if not self.onward():
                return met

    def answer(self, item: Item, *, right: bool) -> None:
        getattr(self, f"_{item['task']}")(item, right)
        assert self.verdict() == ("right" if right else "wrong"), item

    def _choose(self, item: Item, right: bool) -> None:
        self.page.locator(".option").nth(_option(item, right)).click()

    def _type(self, item: Item, right: bool) -> None:
        self.page.fill(".controls input", " … ".join(item["key"]) if right else BAD)
        self.press("check")

    def _table(self, item: Item, right: bool) -> None:
        for nth, key in enumerate(item["key"]):
            self.page.locator(".controls input").nth(nth).fill(key if right else BAD)
        self.press("check")

    def _pair(self, item: Item, right: bool) -> None:
        left, options = self.page.locator(".column").all()
        for nth, partner in enumerate(_partners(item, right)):
            left.locator("button").nth(nth).click()
            options.locator("button").nth(partner).click()
        self.press("check")

    def _order(self, item: Item, right: bool) -> None:
        for up in _moves_up(item) if right else []:
            self.page.locator(".pieces li").nth(up).locator("[data-by='-1']").click()
        self.press("check")

    def _open(self, item: Item, right: bool) -> None:
        self.press("check")
        self.press("had" if right else "yet")

    # With the keyboard alone.

    def tab_to(self, selector: str) -> None:
        """Press Tab until that element has the focus, which must be seen."""
        for _ in range(80):
            if self.page.evaluate("(s) => document.activeElement.matches(s)", selector):
                outline = self.page.evaluate(
                    "() => getComputedStyle(document.activeElement.closest('.tile')"
                    " || document.activeElement).outlineStyle"
                )
                assert outline == "solid", selector
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"no way to {selector} by Tab")

    def key_through(self, *, right: bool) -> list[Item]:
        """Answer every item of the set without a mouse; the items that were met."""
        met = []
        while True:
            met.append(self.shown())
            self.key_in(met[-1], right=right)
            if not self.onward():
                return met

    def key_in(self, item: Item, *, right: bool) -> None:
        getattr(self, f"_keys_{item['task']}")(item, right)
        assert self.verdict() == ("right" if right else "wrong"), item

    def _keys_choose(self, item: Item, right: bool) -> None:
        self.page.keyboard.press(("1234" if right else "ABCD")[_option(item, right)])

    def _keys_type(self, item: Item, right: bool) -> None:
        self.page.keyboard.insert_text(" … ".join(item["key"]) if right else BAD)
        self.page.keyboard.press("Enter")

    def _keys_table(self, item: Item, right: bool) -> None:
        for key in item["key"]:
            self.page.keyboard.insert_text(key if right else BAD)
            self.page.keyboard.press("Tab")
        self.tab_to("[data-does=check]")
        self.page.keyboard.press("Enter")

    def _keys_pair(self, item: Item, right: bool) -> None:
        first, *others = _partners(item, right)
        self.tab_to(f".column:last-child button:nth-child({first + 1})")
        self.page.keyboard.press("Space")
        for partner in others:  # the next row is taken when one has its partner
            self.page.keyboard.press("ABCDEFGH"[partner])
        self.tab_to("[data-does=check]")
        self.page.keyboard.press("Enter")

    def _keys_order(self, item: Item, right: bool) -> None:
        for nth, up in enumerate(_moves_up(item) if right else []):
            self.tab_to(f".pieces li:nth-child({up + 1}) button")
            self.page.keyboard.press("ArrowUp" if nth % 2 else "Enter")
        self.tab_to("[data-does=check]")
        self.page.keyboard.press("Enter")

    def _keys_open(self, item: Item, right: bool) -> None:
        self.tab_to("[data-does=check]")
        self.page.keyboard.press("Enter")
        self.tab_to("[data-does=had]" if right else "[data-does=yet]")
        self.page.keyboard.press("Enter")

    # What is seen.

    def seen(self) -> list[dict[str, str]]:
        return list(self.page.evaluate(_SEEN))

    def targets(self) -> list[dict[str, Any]]:
        return list(self.page.evaluate(_TARGETS))

    def screens(self) -> Iterator[str]:
        """Every kind of screen, one after the other: the start, each kind of item before and
        after it is answered (wrongly), a card before and after, the result."""
        yield "start"
        for kind in dict.fromkeys(item["kind"] for item in self.data["items"]):
            self.only("kind", kind)
            yield kind
            if self.shown()["task"] == "open":
                self.press("check")
                yield f"{kind}, to be judged"
                self.press("yet")
            else:
                self.answer(self.shown(), right=False)
            yield f"{kind}, answered"
            self.press("stop")
        if self.data["cards"]:
            self.choose("cards")
            yield "card"
            self.press("turn")
            yield "card, turned"
            self.press("yet")
            self.press("stop")
        yield "result"


def _option(item: Item, right: bool) -> int:
    key: int = item["options"].index(" … ".join(item["key"]))
    return key if right else (key + 1) % len(item["options"])


def _partners(item: Item, right: bool) -> list[int]:
    keys = item["key"] if right else [*item["key"][1:], item["key"][0]]
    return [item["options"].index(key) for key in keys]


def _moves_up(item: Item) -> list[int]:
    """Which piece to move up, again and again, until the pieces stand in the order of the key."""
    pieces, moves = list(item["options"]), []
    for to, piece in enumerate(item["key"]):
        for at in range(pieces.index(piece), to, -1):
            pieces[at - 1], pieces[at] = pieces[at], pieces[at - 1]
            moves.append(at)
    return moves


def visit(browser: Browser, path: Path, script: str = "", **context: Any) -> Learner:
    """Open the page; `script` runs before its own."""
    page = browser.new_context(reduced_motion="reduce", **context).new_page()
    page.set_default_timeout(5000)
    learner = Learner(page, data_of(path))
    page.on("console", lambda message: learner.troubles.append(message.text))
    page.on("pageerror", lambda error: learner.troubles.append(str(error)))
    page.on("dialog", lambda dialog: learner.troubles.append(dialog.message))
    page.on("request", lambda request: learner.troubles.append(request.url))
    page.add_init_script(_WATCH + script)
    page.goto(path.as_uri())
    assert learner.troubles == [path.as_uri()]  # the page itself is the only thing that is loaded
    learner.troubles.clear()
    return learner


def picture(browser: Browser, path: Path, to: Path) -> None:
    """A phone and a projector side by side, in the dark and by day."""
    shots = []
    for width, height, scheme in ((360, 720, "dark"), (1280, 720, "light")):
        viewport = {"width": width, "height": height}
        learner = visit(browser, path, viewport=viewport, color_scheme=scheme)
        learner.choose("cards" if scheme == "dark" else "quiz")
        if scheme == "dark":
            learner.press("turn")
        else:
            learner.answer(learner.shown(), right=True)
        shots.append(base64.b64encode(learner.page.screenshot()).decode())
    board = browser.new_page(viewport={"width": 1664, "height": 736})
    images = "".join(f'<img src="data:image/png;base64,{shot}">' for shot in shots)
    board.set_content(f'<body style="margin:8px;display:flex;gap:8px;background:#777">{images}')
    board.screenshot(path=to)


if __name__ == "__main__":
    from tempfile import TemporaryDirectory

    from conftest import DEMO, lesson_of

    from quizgen.writers import quiz_page

    with TemporaryDirectory() as folder, chromium() as opened:
        made = Path(folder) / "demo.quiz.html"
        quiz_page.write(lesson_of(DEMO), made)
        picture(opened, made, Path(sys.argv[1]))
