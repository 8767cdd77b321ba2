"""Function words: which of their senses stands in which place.

What a grammar word means is said by its place, not by the translation, which has no word for 把 and
many for 在. Each rule names the place and begins of the dictionary's senses, the first that is
listed; where none fits, the word is judged like others. Written after grammars of Chinese (Li and
Thompson 1981; Lü Shuxiang, Xiandai Hanyu Babai Ci) and the wording of CC-CEDICT.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from quizgen.model import Token
from quizgen.text.dictionary import Entry

_STOPS = frozenset("，。；：！？、…”’）】》")
_VERBAL = ("v", "a", "d", "i", "l", "z")
_TIMES = frozenset(("小时", "分钟", "天", "年", "个月", "月", "星期", "周", "秒"))
_COUNTING = ("m", "q")
_PEOPLE = re.compile(r"\((?:of|said of) (?:people|a person|persons|sb)\b")
_PERSONS = frozenset("人员工民众者师生家们兵长")  # what words for people end on
_COUNTRY = re.compile(r"abbr\. for \S*国")
_NO = frozenset(("不", "没", "没有", "未", "非", "无"))


@dataclass(frozen=True, slots=True)
class Place:
    """A token in its sentence."""

    tokens: Sequence[Token]
    tags: Sequence[str]
    at: int

    def text(self, step: int) -> str:
        """The word so many steps on; empty outside the sentence."""
        at = self.at + step
        return self.tokens[at].text if 0 <= at < len(self.tokens) else ""

    def tag(self, step: int) -> str:
        """Its part of speech, one letter."""
        at = self.at + step
        return self.tags[at][:1] if 0 <= at < len(self.tags) else ""

    @property
    def ends(self) -> bool:
        """Whether a clause ends behind the word."""
        return self.text(1) == "" or self.text(1) in _STOPS

    @property
    def after_verb(self) -> bool:
        """Whether a verb or adjective stands before it, or 了 behind one (又下了起来)."""
        step = -2 if self.text(-1) == "了" else -1
        return self.tag(step) in ("v", "a") and self.text(step) not in _NO


Rule = tuple[Callable[[Place], bool], str]  # where, and how the sense begins ("a|b": either)


def _always(_: Place) -> bool:
    return True


def _ends(place: Place) -> bool:
    return place.ends


def _complement(place: Place) -> bool:
    return place.after_verb


def _counted(place: Place) -> bool:
    return place.tag(-1) in _COUNTING


def _so_long(place: Place) -> bool:
    """Whether a count or a length of time stands before it: 半个小时就能做好."""
    return _counted(place) or place.text(-1) in _TIMES


def _ranked(place: Place) -> bool:
    return place.text(-1)[:1] == "第"


def _counts(place: Place) -> bool:
    return place.tag(1) in _COUNTING or place.text(1)[:1].isdigit()


def _doing(place: Place) -> bool:
    return place.tag(0) == "d" and place.tag(1) in _VERBAL


def _before_verb(place: Place) -> bool:
    return place.tag(1) in _VERBAL


def _before_no(place: Place) -> bool:
    return place.text(1)[:1] in _NO


def _again(place: Place) -> bool:
    """Whether the word stands twice in the sentence: 又…又…"""
    return sum(token.text == place.text(0) for token in place.tokens) > 1


def _both(place: Place) -> bool:
    texts = [token.text for token in place.tokens]
    return any(word in texts[place.at :] for word in ("又", "也", "且"))


def _on_noun(place: Place) -> bool:
    return place.tag(0) == "f" or place.tag(-1) in ("n", "r", "s")


def _object_follows(place: Place) -> bool:
    return place.after_verb and not place.ends


def _before_noun(place: Place) -> bool:
    return place.tag(0) == "p" or place.tag(1) == "n"


def _done(place: Place) -> bool:
    return place.text(1) == "了"


def _alone(place: Place) -> bool:
    return place.ends and place.tag(0) in ("v", "a")


def _changed(place: Place) -> bool:
    return place.text(-1)[-1:] in "改变化称译编缩分拆合升降转成" and place.after_verb


def _since(place: Place) -> bool:
    texts = [token.text for token in place.tokens[: place.at]]
    return any(word in texts for word in ("从", "自", "由")) or place.tag(-1) == "t"


def _preposition(place: Place) -> bool:
    return place.tag(0) == "p"


def _clock(place: Place) -> bool:
    return place.tag(-1) == "m" and place.tag(0) in ("q", "m", "t")


def _pronoun(place: Place) -> bool:
    return place.tag(0) == "r"


def _adverb(place: Place) -> bool:
    return place.tag(0) in ("d", "c")


_RULES: dict[str, tuple[Rule, ...]] = {
    "在": ((_doing, "(used before a verb"), (_always, "(of sb or sth) to be (located)")),
    "的": ((_ends, "(used to form a nominal|(used at the end"), (_always, "(used after an attr")),
    "了": ((_object_follows, "(completed action"), (_always, "(modal particle indicating change")),
    "把": ((_preposition, "(used to put the object"),),
    "将": ((_preposition, "(introduces object"), (_adverb, "will")),
    "被": ((_preposition, "used to indicate passive"),),
    "才": ((_counts, "(before an expression of quantity"), (_adverb, "then and only then")),
    "就": ((_before_noun, "with regard to"), (_so_long, "only; as little as"),
           (_counts, "only; as little as"),
           (_adverb, "(after a suppositional clause")),
    "要": ((_before_verb, "need to; should"),),
    "多": ((_counted, "(after a numeral"),),
    "少": ((_counts, "less"),),
    "名": ((_ranked, "place"),),
    "余": ((_counted, "(following numerical"),),
    "来": ((_complement, "hither"),),
    "一": ((_counts, "one"),),
    "点": ((_clock, "o'clock"),),
    "年": ((_counted, "year"),),
    "月": ((_counted, "month"),),
    "日": ((_counted, "date"),),
    "左右": ((_counted, "approximately"),),
    "起来": ((_complement, "(after a verb"),),
    "出来": ((_complement, "(after a verb"),),
    "下来": ((_complement, "(after verb of motion"),),
    "去": ((_complement, "(after a verb of motion"),),
    "起": ((_complement, "verb suffix"), (_since, "starting from")),
    "成": ((_complement, "to become"), (_counted, "one tenth")),
    "行": ((_alone, "all right|OK"),),
    "到": ((_done, "to reach"), (_complement, "(verb complement"), (_preposition, "to (a place)")),
    "上": ((_complement, "(directional complement"), (_on_noun, "(noun suffix)")),
    "下": ((_on_noun, "below"),),
    "里": ((_on_noun, "inside"),),
    "中": ((_on_noun, "within"),),
    "内": ((_on_noun, "within|inside"),),
    "后": ((_on_noun, "after"),),
    "前": ((_on_noun, "before|ago"),),
    "和": ((_always, "(joining two nouns)"),),
    "并": ((_before_no, "(not) at all"), (_always, "and")),
    "等": ((_ends, "(used to end an enum|and so on"), (_on_noun, "and so on")),
    "为": ((_changed, "to become"),),
    "再": ((_adverb, "again"),),
    "又": ((_again, "both"),),
    "既": ((_both, "both"),),
    "该": ((_pronoun, "the above-mentioned|that"),),
    "由": ((_preposition, "by"),),
    "向": ((_preposition, "towards"),),
    "于": ((_always, "(of time or place)"),),
    "却": ((_always, "but"),),
    "正在": ((_before_verb, "right in the middle"),),
    "从": ((_preposition, "from"),),
    "外": ((_on_noun, "in addition|outside"),),
}  # fmt: skip


def framed(place: Place, senses: Sequence[tuple[Entry, int]]) -> int | None:
    """Which of the senses (entry, number) the word has in this place, if a rule says so."""
    if len(place.text(0)) == 1 and place.tokens[place.at].pos == "ns":
        return _country(senses)
    if _of_people(place):
        return next(
            (n for n, (e, number) in enumerate(senses) if _PEOPLE.match(e.senses[number])), None
        )
    for holds, begins in _RULES.get(place.text(0), ()):
        if holds(place):
            for begin in begins.split("|"):
                for at, (entry, number) in enumerate(senses):
                    if entry.senses[number].startswith(begin):
                        return at
    return None


def _of_people(place: Place) -> bool:
    """Whether people are what an adjective is said of, or who does what a verb says."""
    other = 1 if place.tag(0) in ("a", "b") else -1
    at = place.at + other
    if place.tag(0) not in ("a", "b", "v") or not 0 <= at < len(place.tokens):
        return False
    token = place.tokens[at]
    return token.pos in ("nr", "nt") or (place.tag(other) == "n" and token.text[-1] in _PERSONS)


def _country(senses: Sequence[tuple[Entry, int]]) -> int | None:
    """The sense in which a character is a country's short name (美 in 英、美), if it is one."""
    ways = (
        (number, at)
        for at, (entry, number) in enumerate(senses)
        if any(_COUNTRY.search(sense) for sense in entry.senses)
        and not entry.senses[number].startswith("abbr.")
    )
    return min(ways, default=(0, None))[1]
