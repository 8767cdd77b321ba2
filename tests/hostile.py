"""An article that tries to be a program wherever it is shown, and strings that do."""

from __future__ import annotations

from pathlib import Path

from quizgen.lesson import make_lesson
from quizgen.model import Lesson, Settings
from quizgen.readers import read_article

CANARY = "pwned=1"  # what a script would leave on the page: `window.pwned`
SENTINEL = "/etc/hostname"  # a file that exists, for what would read one

# What a browser, Anki, typst, LaTeX, a spreadsheet or a quiz's server would run, load or divide.
STRINGS = (
    f"<script>{CANARY}</script>",
    f"<img src=x onerror={CANARY}>",
    f"<svg/onload={CANARY}>",
    f'<a href="javascript:{CANARY}">a</a>',
    f"</title></style></textarea><script>{CANARY}//",
    f"</script><script>{CANARY}</script>",
    "<!--<script>",
    "--><!DOCTYPE x>",
    f"&lt;script&gt;{CANARY}&lt;/script&gt;",
    "<link rel=stylesheet href=//evil.invalid/x.css>",
    "{{c1::x}}",
    "{{FrontSide}}",
    "{{type:Hanzi}}",
    "}}{{/Hanzi}}",
    "::",
    "[sound:evil.mp3]",
    "[anki:play:q:0]",
    "[anki:tts lang=zh_CN]x[/anki:tts]",
    "[latex]\\input{/etc/passwd}[/latex]",
    "[$]x[/$]",
    "[$$]\\write18{x}[/$$]",
    "\\(\\href{javascript:x}{y}\\)",
    "\\[z\\]",
    f'#read("{SENTINEL}")',
    '#import "evil.typ": *',
    "$ x^2 $",
    "@ref",
    "<label>",
    "`code`",
    "```raw```",
    "\\u{41} a\\",
    "=SUM(1,2)",
    "=cmd|' /C calc'!A0",
    ";=cmd|' /C calc'!A0;",
    "+1+cmd|x",
    "-2+3",
    "@SUM(1)",
    '"=1+1"',
    "{=a ~b #c}",
    "]]>",
    "$CATEGORY: x",
    "%50%",
    "@@PLUGINFILE@@",
    "{1:SHORTANSWER:=x}",
    "${css} @@data@@",
    "{% x %}",
    "%s %(x)s {0}",
)
# What is no text; the reader takes it out, and says so.
UNSEEN = "\x00\x07\x1b\u200b\u202e\u2066\ufffe"

# "On the 24th Beijing's workers wrote (…) on 123 machines and finished the plan ahead of time."
_ZH = "北京市的职工昨天把{}写在{}台机器上，提前完成了全年生产计划，{}产量比去年增长了百分之{}。"
_EN = (
    "Yesterday the workers of Beijing wrote {} on {} machines and completed the annual production"
    " plan ahead of schedule; output {} increased by {}% compared with last year."
)


def hostile_text(strings: tuple[str, ...] = STRINGS, seed: int = 100) -> str:
    """The article as the archive has them, with every string in every place that has a text."""
    told = [(text, seed + n, 10 + n) for n, text in enumerate(strings)]
    english = [_EN.format(text, many, text, share) for text, many, share in told]
    chinese = [_ZH.format(text, many, text, share) for text, many, share in told]
    every = " ".join(strings[:8])
    return "\n".join(
        [
            f"Title: Title {every}",
            f"Author: {strings[0]}",
            "Date: 1959-12-24",
            "Page: 1",
            f"Publication: {strings[1]} {strings[10]}",
            "Translation: machine",
            "",
            *english,
            "",
            "**Named Entities**",
            "",
            *(f"北京机器厂  {text}" for text in strings),
            "",
            "<hr />",
            "Original:",
            f"### 群众运动{every}",  # "the mass movement …"
            f"{strings[2]}",
            "1959-12-24",
            "第1版(要闻)",  # page 1 (news)
            f"专栏：{strings[3]}",  # "column: …"
            "",
            *(f"    {text}{UNSEEN[n % len(UNSEEN)]}" for n, text in enumerate(chinese)),
            "",
        ]
    )


def hostile_lesson(folder: Path, **settings: object) -> Lesson:
    """The lesson that the whole pipeline makes of it, with every card and question."""
    path = folder / "hostile.txt"
    path.write_text(hostile_text(), encoding="utf-8")
    every = {
        "words": 40,
        "facts": 60,
        "items": 500,
        "level": "hsk2025:0",
        "cards": ("recognition", "production", "listening", "sentence"),
    }
    return make_lesson(read_article(path), Settings(**(every | settings)))  # type: ignore[arg-type]
