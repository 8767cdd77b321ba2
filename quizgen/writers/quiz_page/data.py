"""What the quiz page knows of a lesson, as plain data for its scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from quizgen.model import Item, Lesson, Word
from quizgen.text.script import headword, in_script, traditional_text
from quizgen.writers.anki.passage import cut_clause
from quizgen.writers.anki.word_fields import ABSENT, DOUBTFUL, MACHINE
from quizgen.writers.quiz_page.labels import labels

# Answers too long for there to be one way to write them: one sees the key, and judges oneself.
_OPEN = frozenset(["short", "translation", "dictation", "reference"])
_SUBJECTS = {
    "words": {"word"},
    "figures": {"figure"},
    "grammar": {"grammar"},
    "sounds": {"sound"},
    "characters": {"script"},
    "understanding": {
        "comparison", "detail", "gist", "name", "reason", "reference", "sequence", "translation",
    },
}  # fmt: skip
_TASKS = {
    "choices": {"choose"},
    "typing": {"type", "table"},
    "arranging": {"pair", "order"},
    "own": {"open"},
}


def page_data(lesson: Lesson) -> dict[str, Any]:
    """The lesson's items, word cards and sentences, and the sets one can choose among."""
    script = lesson.settings.script
    items = [_item(item, lesson) for item in lesson.items]
    cards = [_card(word, lesson) for word in lesson.words if word.tier == "card"]
    return {
        "lang": "zh-Hant" if script == "trad" else "zh-Hans",
        "otherLang": "zh-Hans" if script == "trad" else "zh-Hant",
        "machine": MACHINE if lesson.article.translation == "machine" else "",
        "source": lesson.article.source or lesson.article.stem,
        "sentences": [{"zh": in_script(s.zh, script), "en": s.en} for s in lesson.sentences],
        "items": items,
        "cards": cards,
        "sets": list(_sets(items, cards)),
        "labels": labels(script),
    }


def task(item: Item) -> str:
    """What one does to answer: choose, type, table, pair, order or (judged by oneself) open."""
    special = {"matching": "pair", "ordering": "order", "table": "table"}
    if item.kind in special:
        return special[item.kind]
    if item.options:
        return "choose"
    return "open" if item.kind in _OPEN else "type"


def _compare(item: Item) -> str:
    """How a typed answer is compared: figures by value, pinyin by sound, the rest as text."""
    if item.kind == "tones":
        return "pinyin"
    return "figure" if item.aim == "figure" and item.kind != "numeral" else "text"


def _item(item: Item, lesson: Lesson) -> dict[str, Any]:
    def shown(texts: Sequence[str]) -> list[str]:
        return [in_script(text, lesson.settings.script) for text in texts]

    return {
        "id": item.id,
        "kind": item.kind,
        "aim": item.aim,
        "task": task(item),
        "compare": _compare(item),
        "stem": shown([item.stem])[0],
        "prompt": shown([item.prompt])[0],
        "key": shown(item.key),
        "options": shown(item.options),
        "left": shown(item.left),
        "accepted": shown(item.accepted),
        "variants": _variants(item),
        "unit": _unit(item),
        "explanation": shown([_explanation(item, lesson)])[0],
        "sentence": item.sentence,
        "start": item.start,
        "end": item.end,
        "line": item.line,
        "points": item.points,
        "asked": item.asked,
    }


def _variants(item: Item) -> list[str]:
    """The answer in both scripts, to be accepted but not shown."""
    if task(item) not in {"type", "open"}:
        return []
    ways = (item.right, *item.accepted)
    return list(dict.fromkeys((*ways, *map(traditional_text, ways))))


def _unit(item: Item) -> str:
    """The unit that a table names (增长（％）): 19％ in its fields is as good as 19."""
    match = re.search("（([^（）]+)）$", item.stem) if item.kind == "table" else None
    return match[1] if match else ""


def _explanation(item: Item, lesson: Lesson) -> str:
    """The explanation without the sentence at its end, which the page shows beside it."""
    told = f"Line {item.line}: “{lesson.sentences[item.sentence].zh.strip()}”"
    return item.explanation.removesuffix(told).strip()


def _card(word: Word, lesson: Lesson) -> dict[str, Any]:
    script, sentence = lesson.settings.script, lesson.sentences[word.sentence]
    zh = in_script(sentence.zh, script)
    start, end = cut_clause(sentence, word.clause, (word.start, word.end), len(zh))
    whole = (start, end) == (0, len(zh))
    return {
        "task": "card",
        "kind": "card",
        "hanzi": headword(word, script),
        "other": word.hanzi if script == "trad" else word.traditional,
        "pinyin": word.pinyin,
        "meaning": word.meaning,
        "more": "; ".join(word.other_meanings),
        "notes": [*_notes(word)],
        "clause": [zh[start : word.start], zh[word.start : word.end], zh[word.end : end]],
        "en": (sentence.en if whole else word.clause_en) or sentence.en,
        "line": lesson.article.paragraphs[sentence.paragraph].line,
    }


def _notes(word: Word) -> Iterator[str]:
    """What to beware of, and what the word's register is."""
    told = (word.label, word.note, DOUBTFUL if word.doubtful else "")
    yield from (note for note in (*told, ABSENT if word.sense == "absent" else "") if note)


def _sets(items: list[dict[str, Any]], cards: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """What one can choose to practise, each set with the numbers of its items; none is empty."""
    asked = [n for n, item in enumerate(items) if item["asked"]]
    yield from _set("first", "quiz", asked)
    yield from _set("first", "cards", range(len(cards)))
    yield from _set("first", "all", range(len(items)))
    for group, key, names in (("subject", "aim", _SUBJECTS), ("task", "task", _TASKS)):
        for name, values in names.items():
            found = [n for n, item in enumerate(items) if item[key] in values]
            yield from _set(group, name, found)


def _set(group: str, name: str, members: Sequence[int]) -> Iterator[dict[str, Any]]:
    if members:
        yield {"group": group, "name": name, "members": list(members)}
