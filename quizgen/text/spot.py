"""A word among its neighbours: what the rules about readings look at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

STOPS = frozenset("，。；：！？、,;:!?")
VERBAL = ("v", "vg", "vn", "vd", "vi")
_POINTERS = frozenset("这那哪每各某几多数此该本两同")
_NUMBER_TAGS = ("m",)
_CLOSING = frozenset("”’」』）)")
# What stands behind a verb only: particles, results and directions.
_AFTER_VERBS = frozenset(
    "了着过起出进到入成满走好完去来".split() + list("了着过起出进到入成满走好完去来")
)
_AFTER_VERBS |= frozenset(
    "出来 出去 进来 进去 起来 上来 下来 上去 下去 过来 过去 回来 回去".split()
)
_BEFORE_VERBS = frozenset("不 没 没有 别 要 会 能 可以 应该 应 想 来 去 把 被 再".split())
_IN_PLACES = frozenset("里 里面 上 上面 中 内 外 旁 边 下面".split())


@dataclass(frozen=True, slots=True)
class Spot:
    """A word in its sentence: all words with their tags, and which one is asked about."""

    words: Sequence[tuple[str, str]]
    at: int

    def word(self, step: int) -> str:
        """The word `step` places away, or an empty string behind the sentence's ends."""
        place = self.at + step
        return self.words[place][0] if 0 <= place < len(self.words) else ""

    def tag(self, step: int) -> str:
        """Its part of speech."""
        place = self.at + step
        return self.words[place][1] if 0 <= place < len(self.words) else ""

    def before(self) -> list[str]:
        """The words before this one back to the nearest stop, nearest first."""
        return self._run(range(self.at - 1, -1, -1))

    def after(self) -> list[tuple[str, str]]:
        """The words after this one up to the nearest stop, with their tags."""
        run: list[tuple[str, str]] = []
        for word, tag in self.words[self.at + 1 :]:
            if word in STOPS:
                break
            run.append((word, tag))
        return run

    def _run(self, places: range) -> list[str]:
        run: list[str] = []
        for place in places:
            if self.words[place][0] in STOPS:
                break
            run.append(self.words[place][0])
        return run

    @property
    def counted(self) -> bool:
        """Whether a numeral or a pointer word stands right before (六种, 这种, 各种)."""
        last = self.word(-1)
        return self.tag(-1) in _NUMBER_TAGS or (last != "" and last[-1] in _POINTERS)

    @property
    def slot(self) -> Literal["n", "v", ""]:
        """Whether a noun or a verb stands here, as far as the words beside it show.

        A verb must be one by its tag (not 雨来了), and a noun none.
        """
        before, after = self.word(-1), self.word(1)
        again = {self.word(step) for step in (-2, 2) if self.word(step // 2) in ("一", "了")}
        if self.word(0) in again:
            return "v"  # 数一数
        if self.tag(0) in VERBAL:
            return "v" if after in _AFTER_VERBS or before in _BEFORE_VERBS else ""
        described = before == "的" or self.tag(-1) in ("a", "b", "q") or self.counted
        noun = self.tag(0)[:1] in ("n", "q")
        return "n" if noun and (described or after in _IN_PLACES) else ""

    @property
    def ends(self) -> bool:
        """Whether nothing but a particle follows up to the next stop."""
        step = 1
        while self.word(step) in ("了", "吗", "呢", "吧", "的"):
            step += 1
        return self.word(step) in STOPS | _CLOSING | {""}
