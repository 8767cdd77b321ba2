"""Which items make the default set: a quiz of a size, balanced, in the article's order."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from quizgen.items.bank.source import Source
from quizgen.items.bank.stems import NUMERAL
from quizgen.model import Aim, Item, ItemKind

FIGURES = 0.4  # at most this share of a set asks a figure
THOUGHT = 0.25  # at least this share asks for more than a word or a figure
THOUGHTFUL: frozenset[Aim] = frozenset(["reason", "sequence", "comparison", "reference", "gist"])
_PER_SENTENCE = 3
# At most this share of a set is of one kind, so that it isn't one exercise all through.
_PER_KIND: dict[ItemKind, float] = {
    "matching": 0.1, "ordering": 0.15, "table": 0.05, "tones": 0.1, "hanzi": 0.1, "dictation": 0.05,
    "translation": 0.05, "numeral": 0.1, "cloze": 0.15, "truth": 0.25, "choice": 0.25,
}  # fmt: skip
_UNBALANCED = "The set would be out of balance."  # of an item that was taken and dropped again
_SMALL = 12  # items: a set of so few is not made smaller for want of thought
_FIRST = 0.4  # share of a set that is filled with thought, where there is enough
# Kinds that may share a clause with a statement: they ask how it is said or written.
_APART = frozenset(["matching", "ordering", "tones", "hanzi", "pattern", "dictation", "reference"])
_TELLING = 6  # characters of a piece by which one knows its place
_GISTS = 3  # paragraphs asked about
_OTHERS = 0.2  # … and of a kind that isn't named
_Queue = deque[Item]


@dataclass(slots=True)
class _Set:
    """The items chosen so far, and what they rule out."""

    size: int
    items: list[Item] = field(default_factory=list)

    def refuses(self, item: Item) -> str:
        """Why an item can't be added, or ""."""
        kinds = Counter(other.kind for other in self.items)
        reasons = (
            (self._repeats(item), "Another item asks the same."),
            (
                sum(other.sentence == item.sentence for other in self.items) >= _PER_SENTENCE,
                "Three items of this sentence are asked already.",
            ),
            (
                kinds[item.kind] >= max(1, round(self.size * _PER_KIND.get(item.kind, _OTHERS))),
                f"Enough items of the kind “{item.kind}” are asked already.",
            ),
            (
                item.aim == "gist" and self._count("gist") >= _GISTS,
                "Enough paragraphs are asked about already.",
            ),
            (
                item.aim == "figure" and self._count("figure") + 1 > FIGURES * self.size,
                "Enough figures are asked already.",
            ),
        )
        return next((reason for holds, reason in reasons if holds), "")

    def _count(self, *aims: Aim) -> int:
        return sum(item.aim in aims for item in self.items)

    def _repeats(self, item: Item) -> bool:
        """Whether a chosen item has the key that this one has, or shows it, in the same place."""
        return any(same(item, other) for other in self.items)


def same(a: Item, b: Item) -> bool:
    """Whether two items ask the same, or one shows what the other asks for."""
    if "matching" in (a.kind, b.kind) and set(a.key) & set(b.key):
        return True
    if a.sentence != b.sentence:
        alike = a.kind == b.kind and a.key == b.key and len(a.key) == 1 and a.kind != "truth"
        return alike or _shows_figure(a, b) or _shows_figure(b, a)
    if _shows(a, b) or _shows(b, a):
        return True
    overlap = min(a.end, b.end) - max(a.start, b.start)
    shared = set(a.key) & set(b.key)
    if "truth" in (a.kind, b.kind) and overlap > 0.5 * min(a.end - a.start, b.end - b.start):
        return not {a.kind, b.kind} & _APART
    if (a.kind, a.aim) == (b.kind, b.aim) and overlap > 0.5 * min(a.end - a.start, b.end - b.start):
        return True
    return (
        bool(shared) and a.kind not in {"matching", "truth"} and b.kind not in {"matching", "truth"}
    )


def _shows(a: Item, b: Item) -> bool:
    """Whether an item's stem, prompt or pieces show what another of its sentence asks for."""
    if b.kind == "ordering":
        told = [key for key in b.key if key[:_TELLING] in a.stem + a.prompt]
        return len(told) > 1
    if b.kind in {"truth", "matching"}:
        return False
    pieces = a.options if a.kind == "ordering" else ()
    texts = (a.stem, a.prompt, *a.left, *pieces)
    return any(_stands_in(key, text) for key in b.key for text in texts)


def _shows_figure(a: Item, b: Item) -> bool:
    """Whether an item of another sentence tells a figure that is asked (3比2, 九百一十)."""
    keys = [key for key in b.key if len(key) > 1 and NUMERAL.match(key)]
    return b.kind in {"cloze", "numeral"} and any(_stands_in(key, a.stem) for key in keys)


def _stands_in(key: str, text: str) -> bool:
    """Whether a text shows an answer: a numeral as a whole, so that 14 doesn't show 4."""
    if NUMERAL.fullmatch(key):
        return key in NUMERAL.findall(text)
    return len(key) > 1 and key in text


def choose(items: Sequence[Item], source: Source, size: int) -> tuple[Item, ...]:
    """The items in the article's order, at most `size` of them asked.

    Items that ask for a reason, a sequence, a comparison, a reference or the point of a paragraph
    come first, then the rest in turns of their aims, so that the set is a balanced one. Where an
    article has few of the first, the set is smaller, so that they still are a quarter of it; of
    twelve items it isn't made smaller, nor where there are none.
    """
    chosen, reasons = _Set(size), dict[str, str]()
    thoughtful, others = _queues(items)
    _fill(chosen, thoughtful, round(_FIRST * size), reasons)
    _fill(chosen, others, size, reasons)
    _fill(chosen, thoughtful, size, reasons)
    asked = {item.id for item in _balanced(chosen.items)}
    full = f"The {size} items to ask are found already."
    return tuple(
        replace(item, asked=True)
        if item.id in asked
        else replace(item, reason=reasons.get(item.id, full))
        for item in sorted(items, key=lambda item: _place(item, source))
    )


def _queues(items: Sequence[Item]) -> tuple[list[_Queue], list[_Queue]]:
    """Items by aim: those for thought, and the others; words by kind, since they are the lesson."""
    queues: dict[str, _Queue] = {}
    for item in _spread(items):
        queues.setdefault(item.kind if item.aim == "word" else item.aim, deque()).append(item)
    thoughtful = [queue for queue in queues.values() if queue[0].aim in THOUGHTFUL]
    others = [queue for queue in queues.values() if queue[0].aim not in THOUGHTFUL]
    return thoughtful, others


def _fill(chosen: _Set, queues: list[_Queue], size: int, reasons: dict[str, str]) -> None:
    """Add one item of each queue in turn, the first that isn't refused, up to a size."""
    waiting = deque(queue for queue in queues if queue)
    while waiting and len(chosen.items) < size:
        queue = waiting.popleft()
        while queue:
            item = queue.popleft()
            reasons[item.id] = reason = chosen.refuses(item) or _UNBALANCED
            if reason == _UNBALANCED:
                chosen.items.append(item)
                break
        if queue:
            waiting.append(queue)


def _one_by_one(queues: Sequence[Sequence[Item]]) -> list[Item]:
    """The first of each queue, the second of each, …"""
    longest = max((len(queue) for queue in queues), default=0)
    return [queue[i] for i in range(longest) for queue in queues if i < len(queue)]


def _spread(items: Sequence[Item]) -> list[Item]:
    """Items of each kind in an order that goes over the whole article, not from its head on.

    Van der Corput's sequence: the first, the middle, the quarters, the eighths.
    """
    kinds: dict[str, list[Item]] = {}
    for item in items:
        kinds.setdefault(f"{item.aim} {item.kind}", []).append(item)
    queues = [sorted(queue, key=lambda i: i.sentence) for queue in kinds.values()]
    return _one_by_one([[queue[at] for at in _corput(len(queue))] for queue in queues])


def _corput(count: int) -> list[int]:
    bits = max(count - 1, 0).bit_length()
    order = [int(f"{i:0{bits}b}"[::-1], 2) if bits else 0 for i in range(1 << bits)]
    return [i for i in order if i < count]


def _balanced(items: Sequence[Item]) -> list[Item]:
    """The items without the last ones that would make figures too many or thought too little."""
    kept = list(items)
    while kept:
        figures = sum(item.aim == "figure" for item in kept)
        thought = sum(item.aim in THOUGHTFUL for item in kept)
        if figures > FIGURES * len(kept):
            drop = next(item for item in reversed(kept) if item.aim == "figure")
        elif len(kept) > _SMALL and 0 < thought < THOUGHT * len(kept):
            drop = next(item for item in reversed(kept) if item.aim not in THOUGHTFUL)
        else:
            break
        kept.remove(drop)
    return kept


def _place(item: Item, source: Source) -> tuple[int, int, int, str]:
    """Article order; what covers several sentences stands where it begins."""
    return item.sentence, item.start, item.end, item.id
