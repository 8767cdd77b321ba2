"""Who a fact's clause speaks of: the brackets that name it, or that it can't be known."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from quizgen.model import Article, Sentence
from quizgen.text.dates import RELATIVE
from quizgen.text.quantities import Quantity, find_quantities

Added = tuple[tuple[int, str], ...]

_HAN = "\u4e00-\u9fff"
_THEY = re.compile("[它他她]们|[它他她](?!们)")
_ADVERBS = re.compile("[都均全也]")
_SIZES = re.compile(f"^(?:大小|大中小|新老|各类|其他|[大小新老中])(?=[{_HAN}]{{2}})")
_CLASS_NOUNS = re.compile(f"(?<=[{_HAN}]{{2}})(?:企业|单位|部门|组织|机构|机关)$")
# A context that begins like this leaves open who did it (共举行了…, 现在走…, 上述…).
_HANGING = re.compile(
    "共(?![产和同青])|一共|总共|合共|合计|总计|有(?![关些的人时趣])|已(?!故)|现在|目前(?=[已共有])|"
    "从[^，]{1,12}(?:以来|起)，?(?:[共已]|一共)|其(?!他|余|它)|[它他她]|上述|该|此(?![后前时外])|"
    "增[加长]|减少|提高|降低|超过|实现|进行|举行|打进|召开|平均|分别|花费|占|比(?![赛分])|达到?|"
    "这(?!是|样|里|天|年)|那(?!是|样|里|天|年|么)|将(?![军来])|并(?![列排])"
)
_LEAD = re.compile(  # 因此，| 1953年9月，| 几个月来，: what may stand in front of the subject
    f"(?:[^，]{{0,12}}(?:[年月日天时来前后起]|过去|近来|最近)，|[{_HAN}]、|(?:因此|所以|但是?|另外|此外)，)+"
)
# Two that must have been named: 双方, 两队; and what a report refers back to.
_BOTH = re.compile("双方|两[队人者国](?![{_HAN}]*之间)|二人|[前后]者")
_REPORTED = re.compile("(?:宣布|说|表示|规定|认为|指出|介绍|报道)，(?:上述|[该此其]|这[些个])")
_DOES = re.compile("利用|采用|使用|根据|按照")  # jieba calls 利用 a noun
# A noun phrase in front of the sentence that is its subject: 参加建校的|工人，.
_ACTORS = re.compile(
    "(?:职工|工人|农民|社员|群众|人员|军民|代表|同学|学生|教师|队员|委员会|[部处队厂社]|[^成]员|[^或]者|们)，$"
)
_ANAPHOR = re.compile(f"[这该](?:个|一)?([{_HAN}]{{2,3}})")
_ALL_OF = re.compile(f"全社|(?<![{_HAN}])公社(?![{_HAN}]?员)")
_COMMUNE = re.compile(f"(?:(?<![{_HAN}])|(?<=[省市县区]))([{_HAN}]{{2,3}}?)(?:人民)?公社")
_YEAR = re.compile(
    r"\d{4}年|[一二][〇○零一二三四五六七八九]{3}年|[今去明前后同当本上次翌]年|\d{4}-\d"
)
_FILLING = re.compile("大约|大概|可能|已经|[约会能可将要就也还都又再只了着过的得地]")


@dataclass(frozen=True, slots=True)
class Subjects:
    """What an article's short forms may stand for: its one commune, its headlines, its names."""

    commune: str
    headlines: tuple[str, ...]
    names: frozenset[str]


class Before(NamedTuple):
    """The sentences before one: of `texts` those below a number."""

    texts: Sequence[str]
    number: int

    @property
    def last(self) -> str:
        """The one right before, "" if there is none."""
        return self.texts[self.number - 1] if self.number else ""

    def has(self, phrase: str) -> bool:
        """Whether one of them has a phrase."""
        return any(phrase in text for text in islice(self.texts, self.number))


def find_subjects(article: Article, sentences: Sequence[Sentence]) -> Subjects:
    """The names of an article that a clause may leave out."""
    communes = {name for s in sentences for name in _COMMUNE.findall(s.zh)} - {"人民", "全国"}
    headlines = tuple(
        article.paragraphs[s.paragraph].text
        for s in sentences
        if 0 <= s.paragraph < len(article.paragraphs)
        and article.paragraphs[s.paragraph].kind == "headline"
    )
    places = {t.text for s in sentences for t in s.tokens if t.pos in {"ns", "nt"}}
    names = {entry.zh for entry in article.glossary} | places
    commune = f"{communes.pop()}公社" if len(communes) == 1 else ""
    return Subjects(commune, headlines, frozenset(n for n in names if len(n) >= 2))


def name_subject(
    sentence: Sentence,
    span: tuple[int, int],
    hole: Quantity,
    before: Before,
    known: Subjects,
) -> Added | None:
    """The brackets without which one can't tell whom the context is about; None if unknown."""
    zh, (start, end) = sentence.zh, span
    text = zh[start:end]
    at = start + len(text) - len(text.lstrip("“‘《（"))
    if _is_nameless(sentence, at, hole) or _refers_back(text):
        return None
    if (lead := _LEAD.match(zh, at, end)) and not _HANGING.match(zh, at):
        at = lead.end()
    if match := _ALL_OF.search(zh, start, end):
        return _commune(zh, start, match, known)
    does = _starts_with(sentence, at, "vd") or _DOES.match(zh, at)
    if does and (actors := _actors(sentence, start)):
        return ((at, f"〔{actors}〕"),)
    if _HANGING.match(zh, at):
        return _antecedent(zh, at, before, known)
    return _introduced(zh, at, before.last, known)


def _starts_with(sentence: Sentence, at: int, tags: str) -> bool:
    """Whether the word at an offset has one of these tags (their first letter)."""
    return any(t.start == at and t.pos[:1] in tags and t.pos != "vn" for t in sentence.tokens)


def _refers_back(text: str) -> bool:
    both = _BOTH.search(text)
    return _REPORTED.search(text) is not None or (
        both is not None and not re.search("[和与同对]|战胜", text[: both.start()])
    )


def _actors(sentence: Sentence, start: int) -> str:
    """The people at the head of the sentence who do what a later clause says, or "".

    Only a noun phrase of people or an office, alone in its clause, is certain: 参加建厂的职工，.
    """
    clause = re.match("[^，；：]*，", sentence.zh[sentence.zh.find("　") + 1 :])
    if not clause or not _ACTORS.search(clause[0]):
        return ""
    first = sentence.zh.find("　") + 1
    words = [t for t in sentence.tokens if first <= t.start < first + clause.end() - 1]
    verbs = [t for t in words if t.pos[:1] in "vpd" and t.pos != "vn"]
    relative = words and words[0].pos[:1] == "v" and "的" in clause[0]
    if first + clause.end() > start or (verbs and not relative):
        return ""
    phrase = clause[0][:-1]
    head = phrase.rpartition("的")[2]
    named = phrase if len(phrase) <= 14 else head
    return named if 4 <= len(named) <= 18 else ""


def _is_nameless(sentence: Sentence, at: int, hole: Quantity) -> bool:
    """Whether the thing counted or shared has no name: [十二]本不算多, 留出[四分之一]，."""
    behind = sentence.zh[hole.unit_end : hole.unit_end + 1]
    if hole.kind == "number" and hole.start == at:
        return re.match("[不算是就也都的，]", behind) is not None
    shared = hole.kind in {"fraction", "percent"} and hole.start - at <= 2
    return shared and re.match("[，。]", behind) is not None and _starts_with(sentence, at, "v")


def says_enough(masked: str, hole: Quantity) -> bool:
    """Whether a context has three content characters at least (水大约会少[十分之一] has two).

    `masked` is the context without its quantities. A time of day needs no more than 我有课.
    """
    if hole.kind in {"time", "date"}:
        return True
    return len(re.findall(f"[{_HAN}]", _FILLING.sub("", masked))) >= 3


def _commune(zh: str, start: int, match: re.Match[str], known: Subjects) -> Added | None:
    """全社 and a bare 公社, with the article's one commune; only 全社 in front is a riddle."""
    if re.search(f"[{_HAN}]公社", zh[start : match.start()]):
        return ()
    if known.commune:
        return ((match.end(), f"〔{known.commune}〕"),)
    return None if zh.startswith("全社", start) else ()


def _antecedent(zh: str, at: int, before: Before, known: Subjects) -> Added | None:
    """What 这三种期刊 or 这个组织 means, if the article leaves only one thing.

    The same words without 这 earlier on, or a headline that ends with the noun.
    """
    if not (match := _ANAPHOR.match(zh, at)):
        return None
    for quantity in find_quantities(zh[at + 1 : at + 20])[:1]:
        noun = re.match(f"[{_HAN}]{{2}}", zh[at + 1 + quantity.unit_end :])
        phrase = zh[at + 1 : at + 1 + quantity.unit_end] + (noun[0] if noun else "")
        if quantity.start == 0 and noun and before.has(phrase):
            return ()
    for size in (3, 2):
        noun_text = match[1][:size]
        named = {h for h in known.headlines if h.endswith(noun_text) and 3 < len(h) <= 14}
        if len(noun_text) == size and len(named) == 1:
            return ((match.start(1) + size, f"〔{named.pop()}〕"),)
    return None


def _introduced(zh: str, at: int, before: str, known: Subjects) -> Added:
    """Whose 新内阁 it is, where the sentence before says 乌干达|新内阁."""
    for size in (4, 3):
        noun = zh[at : at + size]
        if not re.fullmatch(f"[{_HAN}]{{{size}}}", noun):
            continue
        places = (match.start() for match in re.finditer(f"(?={noun})", before))
        named = {before[start:end] for end in places for start in range(end)} & known.names
        name = min(named, default="")
        if name and name not in zh[at:]:
            return ((at, f"〔{name}〕"),)
    return ()


def name_them(zh: str, span: tuple[int, int]) -> Added | None:
    """Brackets for 它们 (〔厂矿〕); None if a pronoun stands for something that isn't certain."""
    added = []
    for match in _THEY.finditer(zh, *span):
        if len(re.findall(f"[{_HAN}]", zh[span[0] : match.start()])) >= 8:
            continue  # whom it means stands in the context
        noun = _plural_before(zh[: match.start()]) if match[0] == "它们" else ""
        if not noun:
            return None
        added.append((match.end(), f"〔{noun}〕"))
    return tuple(added)


def _plural_before(text: str) -> str:
    """The counted noun that is the subject of 都 before 它们: 九百一十个大小|厂矿|企业，都… .

    Only this pattern is certain enough. Words of size in front and a class noun behind are cut;
    what is joined to it is told too: 等|行业|和九百一十个大小|厂矿|企业.
    """
    for q in reversed(find_quantities(text)):
        noun = re.match(f"([{_HAN}]{{2,8}})，", text[q.unit_end :])
        follows = noun and _ADVERBS.match(text, q.unit_end + noun.end())
        if noun and follows and isinstance(q.value, int) and q.value > 1 and "的" not in noun[1]:
            joined = re.search(f"等([{_HAN}]{{2,4}})和$", text[: q.start])
            counted = _CLASS_NOUNS.sub("", _SIZES.sub("", noun[1]))
            return f"{joined[1]}和{counted}" if joined else counted
    return ""


def name_dates(zh: str, span: tuple[int, int], hole: Quantity, dates: Mapping[int, str]) -> Added:
    """Brackets for what dates leave out: 今年〔1959〕, 本月〔12月〕, 〔1966〕四月三十日.

    `dates` has the ISO dates of the sentence by the offset where their words begin (今年, 8月).
    A year is added once, to the first date, where neither a year nor 今年 stands in the context.
    """
    start, end = span
    words = "|".join(RELATIVE)
    inside = [at for at in sorted(dates) if start <= at < end]
    said = _YEAR.search(zh, start, end) is not None
    added = []
    for at in inside:
        word = re.compile(words).match(zh, at)
        year = "" if said else dates[at][:4]
        if word and not hole.start <= at < hole.end:
            added.append((word.end(), _bracket(word[0], dates[at], year)))
        elif not word and year:
            added.append((at, f"〔{year}〕"))
        said = True
    return tuple(added)


def _bracket(word: str, date: str, year: str) -> str:
    if word[1] == "年":
        return f"〔{date[:4]}〕"
    month = (f"{year}年" if year else "") + f"{int(date[5:7])}月"
    return f"〔{month}〕" if word[1] == "月" else f"〔{month}{int(date[8:10])}日〕"
