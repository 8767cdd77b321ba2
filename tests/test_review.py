"""A lesson as its review table decides: in the deck, on the sheet, in the key and in the quiz."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from anki_tools import find_card, import_package, shown
from conftest import DEMO, lesson_of
from lessons import make_lesson as by_hand
from review_tools import ADDED, FINAL, refusal, remake_of, reviewed, said_of, word_of

from quizgen.lesson import make_lesson
from quizgen.model import Item, Lesson, Question, Settings
from quizgen.overrides import Overrides
from quizgen.readers import read_article
from quizgen.report import summary
from quizgen.review import Review
from quizgen.review.apply import with_review
from quizgen.review.read import read_review
from quizgen.review.rows import rows, word_id
from quizgen.text.lexicon import open_lexicon
from quizgen.worksheet import make_worksheet
from quizgen.writers import find_writer, lesson_json
from quizgen.writers.anki import package
from quizgen.writers.anki.notes import make_notes
from quizgen.writers.quiz_page.data import page_data


@pytest.fixture(scope="module")
def final() -> Lesson:
    """The report of a football final: 12 words and 10 facts on cards."""
    return lesson_of(FINAL)


def fact_of(lesson: Lesson, answer: str) -> Question:
    return next(q for q in lesson.questions if q.answer == answer)


def item_of(lesson: Lesson, test: Callable[[Item], bool]) -> Item:
    return next(item for item in lesson.items if test(item))


def fields(lesson: Lesson) -> list[str]:
    return [field for note in make_notes(lesson) for field in note.fields]


def sheet(lesson: Lesson) -> str:
    """All that a full worksheet and its key say."""
    wanted = replace(lesson.settings, sheet=replace(lesson.settings.sheet, preset="full"))
    return repr(make_worksheet(replace(lesson, settings=wanted)))


# What isn't edited stays


@pytest.mark.parametrize("path", [DEMO, FINAL], ids=lambda path: path.stem)
@pytest.mark.parametrize("suffix", [".review.csv", ".review.xlsx"])
def test_an_unedited_table_gives_the_same_lesson(path: Path, suffix: str, tmp_path: Path) -> None:
    lesson, file = lesson_of(path), tmp_path / f"class{suffix}"
    find_writer(file)(lesson, file)
    again = with_review(lesson, read_review(file), open_lexicon(), remake_of(lesson))
    assert replace(again, reviewed=None) == lesson
    assert again.reviewed
    assert "dropped" not in again.reviewed.remarks[0]


def test_the_whole_pipeline_takes_a_review_whatever_the_limits(
    final: Lesson, tmp_path: Path
) -> None:
    file = tmp_path / "class.review.csv"
    find_writer(file)(final, file)
    review = read_review(file)
    dropped = replace(review, rows=tuple(
        replace(row, keep="no") if row.hanzi == "冠军" and row.kind == "word" else row
        for row in review.rows
    ))  # fmt: skip
    few = Settings(words=1, facts=0, items=0)
    made = make_lesson(read_article(FINAL), few, overrides=Overrides(review=dropped))
    cards = {word.hanzi for word in final.words if word.tier == "card"}
    assert {word.hanzi for word in made.words if word.tier == "card"} == cards - {"冠军"}
    assert [q.asked for q in made.questions] == [q.asked for q in final.questions]
    assert {i.id for i in made.items if i.asked} == {i.id for i in final.items if i.asked}
    said = summary(made, [])
    assert "Reviewed with class.review.csv: 11 words" in said
    assert "--words" not in said


def test_a_table_in_the_other_script_is_no_edit(final: Lesson) -> None:
    turned = make_lesson(read_article(FINAL), Settings(script="trad"))
    review = Review("class.review.csv", tuple(rows(final)))
    again = with_review(turned, review, open_lexicon(), remake_of(turned))
    assert replace(again, reviewed=None) == turned


def test_ids_are_distinct_and_nothing_that_a_spreadsheet_would_change(final: Lesson) -> None:
    names = [row.id for row in rows(final)]
    assert len(set(names)) == len(names)
    assert all(name[0].isalpha() and "-" in name for name in names)
    kinds = [row.kind for row in rows(final)]
    assert kinds.index("fact") > kinds.index("word") and kinds[-1] not in ("word", "fact")
    keeps = [row.keep for row in rows(final) if row.kind == "word"]
    assert keeps == sorted(keeps, reverse=True)  # yes before no


def test_a_column_that_is_missing_edits_nothing(final: Lesson) -> None:
    table = [replace(row, pinyin="", meaning="", clause="", doubtful=False) for row in rows(final)]
    review = Review("t.csv", tuple(table), frozenset(["keep", "id"]))
    again = with_review(final, review, open_lexicon(), remake_of(final))
    assert replace(again, reviewed=None) == final


def test_why_says_the_level_once(final: Lesson) -> None:
    why = {row.id: row.why for row in rows(final) if row.kind == "word"}
    levels = {word_id(word): word.level for word in final.words if word.level}
    counts = [why[name].count(level) for name, level in levels.items() if name in why]
    assert counts and set(counts) == {1}


# Words


def test_a_dropped_word_has_no_card_and_a_promoted_one_has(final: Lesson) -> None:
    lesson = reviewed(final, {"冠军": {"keep": "no"}, "逆转": {"keep": "yes"}})
    cards = {word.hanzi for word in lesson.words if word.tier == "card"}
    assert "冠军" not in cards  # champion
    assert "逆转" in cards  # to turn the tables
    keys = {note.fields[0] for note in make_notes(lesson)}
    assert any("逆转" in key for key in keys)
    assert not any("冠军|" in key for key in keys)
    assert "冠军 guànjūn" not in str(page_data(lesson)["cards"])
    assert lesson.reviewed
    assert "12 words (1 dropped, 1 not chosen before)" in lesson.reviewed.remarks[0]


def test_an_edited_meaning_wins_everywhere(final: Lesson) -> None:
    lesson = reviewed(final, {"冠军": {"meaning": "title holder"}})
    assert any("title holder" in field for field in fields(lesson))
    choice = item_of(lesson, lambda item: "“冠军”的意思" in item.stem)
    assert choice.key == ("title holder",)
    assert "title holder" in sheet(lesson)
    assert "title holder" in str(page_data(lesson))
    assert "champion" not in word_of(lesson, "冠军").meaning


def test_an_edited_reading_wins_everywhere_even_above_the_passage(final: Lesson) -> None:
    """Guǎnjūn for guànjūn: wrong, but the teacher's word."""
    lesson = reviewed(final, {"冠军": {"pinyin": "guan3 jun1"}})
    word = word_of(lesson, "冠军")
    assert (word.pinyin, word.pinyin_numbers) == ("guǎnjūn", "guan3 jun1")
    tokens = [t for s in lesson.sentences for t in s.tokens if t.text == "冠军"]
    assert len(tokens) > 1
    assert {(t.spelled, t.by) for t in tokens} == {("guǎnjūn", "user")}
    said = [*fields(lesson), sheet(lesson), str(page_data(lesson)), str(lesson.items)]
    assert not any("guànjūn" in text for text in said)
    matching = item_of(lesson, lambda item: "冠军" in item.left)
    assert "guǎnjūn" in matching.key
    assert matching.asked  # it takes the place of the one with the old reading


def test_an_edited_reading_of_a_term_of_several_words() -> None:
    lesson = reviewed(by_hand(), {"群众运动": {"pinyin": "qūnzhòng yùndòng"}})
    tokens = {token.text: token.spelled for token in lesson.sentences[0].tokens}
    assert (tokens["群众"], tokens["运动"]) == ("qūnzhòng", "yùndòng")
    assert word_of(lesson, "群众运动").pinyin == "qūnzhòng yùndòng"


def test_the_same_reading_typed_otherwise_is_no_edit(final: Lesson) -> None:
    lesson = reviewed(final, {"冠军": {"pinyin": "guan4jun1"}})
    assert replace(lesson, reviewed=None) == final


def test_an_edited_clause_is_where_the_card_shows_the_word(final: Lesson) -> None:
    lesson = reviewed(final, {"冠军": {"clause": "这个冠军属于全队二十个人"}})
    word = word_of(lesson, "冠军")
    sentence = lesson.sentences[word.sentence].zh
    assert sentence[slice(*word.clause)] == "这个冠军属于全队二十个人"
    assert sentence[word.start : word.end] == "冠军"
    assert word.clause_en.startswith("This title")


def test_the_real_anki_shows_what_was_edited(tmp_path: Path) -> None:
    lesson = reviewed(
        by_hand(),
        {"标兵": {"meaning": "shining example", "pinyin": "biāo bīng"}, "超额": {"keep": "no"}},
        [{"kind": "word", "hanzi": "表演", "meaning": "performance"}],
    )
    package.write(lesson, tmp_path / "class.apkg")
    with import_package(tmp_path / "class.apkg", tmp_path / "anki") as collection:
        back = shown(find_card(collection, "标兵").answer())
        assert "shiningexample" in back
        assert "biāobīng" in back
        assert "performance" in shown(find_card(collection, "表演").answer())
        assert not collection.find_notes("Hanzi:超额")


def test_a_doubt_is_cleared_by_a_no_and_by_an_edit() -> None:
    lesson = by_hand()
    assert word_of(lesson, "超额").doubtful
    for edit in ({"doubtful": False}, {"meaning": "over the target"}, {"pinyin": "chao1 e4"}):
        assert not word_of(reviewed(lesson, {"超额": edit}), "超额").doubtful
    assert word_of(reviewed(lesson), "超额").doubtful
    assert word_of(reviewed(lesson, {"标兵": {"doubtful": True}}), "标兵").doubtful


def test_a_word_read_as_another_one_takes_its_place() -> None:
    """行 xíng and 行 háng: one of the two cards has to go."""
    lesson = by_hand()
    first = next(row for row in rows(lesson) if row.pinyin == "háng")
    other = next(row for row in rows(lesson) if row.pinyin == "xíng")
    assert "on another card already" in refusal(lesson, {first.id: {"pinyin": "xing2"}})
    made = reviewed(lesson, {first.id: {"pinyin": "xing2"}, other.id: {"keep": "no"}})
    assert [word.pinyin for word in made.words if word.hanzi == "行"] == ["xíng"]


# Facts


def test_facts_are_dropped_promoted_and_edited(final: Lesson) -> None:
    lesson = reviewed(
        final,
        {
            "八": {"keep": "no"},  # eight minutes
            "三百二十": {"keep": "yes"},  # 320 players
            "九": {"meaning": "nine goals", "clause": "〔刘洋〕打进＿＿＿＿球，成为最佳射手"},
        },
    )
    assert not fact_of(lesson, "八").asked
    assert fact_of(lesson, "三百二十").asked
    edited = fact_of(lesson, "九")
    zh = lesson.sentences[edited.sentence].zh
    assert zh[slice(*edited.context)] == "打进九球，成为最佳射手"
    assert [text for _, text in edited.added] == ["〔刘洋〕"]
    said = " ".join(fields(lesson))
    assert "nine goals" in said
    assert "10 facts (1 dropped, 1 not chosen before, 1 edited)" in said_of(lesson)


def test_a_doubtful_fact_that_is_kept_is_asked() -> None:
    """第三 (third), which a translation contradicted."""
    lesson = reviewed(by_hand(), {"第三": {"keep": "yes"}})
    third = fact_of(lesson, "第三")
    assert third.asked and not third.doubtful
    assert third.hint
    assert lesson.sentences[third.sentence].zh[slice(*third.context)].startswith("银行第三行写着")
    assert any("第三" in note.fields[0] for note in make_notes(lesson))


def test_a_repeated_fact_goes_with_its_row() -> None:
    """A headline repeated in the body: two facts, one note, one row."""
    lesson = by_hand()
    first = lesson.questions[0]
    twice = replace(lesson, questions=(first, *lesson.questions))
    assert len(rows(twice)) == len(rows(lesson))
    assert replace(reviewed(lesson), reviewed=None) == lesson
    assert replace(reviewed(twice), reviewed=None) == twice
    gone = reviewed(twice, {first.answer: {"keep": "no"}})
    assert not any(q.asked for q in gone.questions if q.answer == first.answer)


# Questions


def test_a_dropped_question_is_nowhere(final: Lesson) -> None:
    spare = item_of(final, lambda item: not item.asked)
    asked = item_of(final, lambda item: item.asked)
    lesson = reviewed(final, {spare.id: {"keep": "no"}, asked.id: {"keep": "no"}})
    assert not {spare.id, asked.id} & {item.id for item in lesson.items}
    assert asked.id not in str(page_data(lesson))
    assert len(lesson.items) == len(final.items) - 2


def test_a_spare_question_is_asked_and_an_asked_one_spared(final: Lesson) -> None:
    spare = item_of(final, lambda item: not item.asked)
    asked = item_of(final, lambda item: item.asked)
    lesson = reviewed(final, {spare.id: {"keep": "yes"}, asked.id: {"keep": "spare"}})
    assert item_of(lesson, lambda item: item.id == spare.id).asked
    assert not item_of(lesson, lambda item: item.id == asked.id).asked
    assert [item.id for item in lesson.items] == [item.id for item in final.items]


def test_stem_prompt_and_key_are_edited(final: Lesson) -> None:
    choice = item_of(final, lambda item: item.kind == "choice" and item.key == ("冠军",))
    lesson = reviewed(
        final,
        {choice.id: {"hanzi": "锦标", "meaning": "a hint", "clause": "第二中学第一次获得____。"}},
    )
    edited = item_of(lesson, lambda item: item.id == choice.id)
    assert edited.stem == "第二中学第一次获得＿＿＿＿。"
    assert (edited.key, edited.prompt) == (("锦标",), "a hint")
    assert edited.options == tuple("锦标" if o == "冠军" else o for o in choice.options)
    assert "锦标" in sheet(lesson)
    truth = item_of(final, lambda item: item.kind == "truth" and item.key == ("对",))
    turned = reviewed(final, {truth.id: {"hanzi": "错"}})
    assert item_of(turned, lambda item: item.id == truth.id).key == ("错",)


def test_rows_that_are_not_there_are_not_used_and_counted(final: Lesson) -> None:
    table = rows(final)
    gone = [table[0], next(r for r in table if r.kind == "fact"), table[-1]]
    review = Review("t.csv", tuple(row for row in table if row not in gone))
    lesson = with_review(final, review, open_lexicon(), remake_of(final))
    assert word_of(lesson, gone[0].hanzi).tier == "gloss"
    assert gone[2].id not in {item.id for item in lesson.items}
    assert "(new, or deleted there): 1 word and 1 fact and 1 question" in said_of(lesson)


# Added rows


def test_added_rows_are_made(final: Lesson) -> None:
    """Sports centre, team; Liu Yang scored again; who scored nine; No. 5 won (it didn't)."""
    lesson = reviewed(final, new=ADDED)
    centre, team = word_of(lesson, "体育中心"), word_of(lesson, "球队")
    assert (centre.tier, centre.pinyin, centre.traditional) == (
        "card", "tǐyù zhōngxīn", "體育中心",
    )  # fmt: skip
    assert lesson.sentences[team.sentence].zh[slice(*team.clause)] == "共有十六支球队"
    said = " ".join(fields(lesson))
    assert "sports centre" in said
    assert "刘洋" in {q.answer for q in lesson.questions if q.asked}
    for kind, stem in (("short", "谁打进了九球？"), ("truth", "第五中学获得冠军。")):
        item = item_of(lesson, lambda item, stem=stem: item.stem == stem)  # type: ignore[misc]
        assert (item.kind, item.asked) == (kind, True)
    assert "sports centre" in sheet(lesson)
    cards = page_data(lesson)["cards"]
    assert {"体育中心", "球队"} <= {card["hanzi"] for card in cards}
    about = [item for item in lesson.items if item.asked and "team" in item.key]
    assert about  # a question about an added word is asked too
    assert "14 words (2 added); 11 facts (1 added)" in said_of(lesson)
    lesson_json.dumps(lesson)


def test_a_table_of_a_reviewed_lesson_can_be_given_back(final: Lesson) -> None:
    edits = {"冠军": {"pinyin": "guan3jun1"}, "九": {"keep": "no"}}
    once = reviewed(final, edits, ADDED)
    review = Review("t.csv", tuple(rows(once)))
    again = with_review(final, review, open_lexicon(), remake_of(final))
    assert (again.words, again.questions, again.sentences) == (
        once.words, once.questions, once.sentences,
    )  # fmt: skip
    assert [replace(item, reason="") for item in again.items] == [
        replace(item, reason="") for item in once.items
    ]


def test_line_ends_in_a_cell_are_spaces(final: Lesson) -> None:
    added = ADDED[3] | {"clause": "谁打进\n九球？"}
    lesson = reviewed(final, {"冠军": {"meaning": "title\n holder"}}, [added])
    assert word_of(lesson, "冠军").meaning == "title holder"
    assert item_of(lesson, lambda item: item.kind == "short").stem == "谁打进 九球？"


def test_an_added_row_that_is_not_kept_is_ignored(final: Lesson) -> None:
    lesson = reviewed(final, new=[{"kind": "?", "keep": "no", "hanzi": "x"}])
    assert replace(lesson, reviewed=None) == final


def test_an_added_word_in_traditional_characters(final: Lesson) -> None:
    lesson = reviewed(final, new=[{"kind": "word", "hanzi": "球隊", "meaning": "team"}])
    assert word_of(lesson, "球队").tier == "card"


def test_an_added_word_inside_a_word_is_read_by_its_characters() -> None:
    """群 (crowd) of 群众."""
    lesson = reviewed(by_hand(), new=[{"kind": "word", "hanzi": "群", "meaning": "crowd"}])
    assert word_of(lesson, "群").pinyin == "qún"


def test_texts_are_text(final: Lesson, tmp_path: Path) -> None:
    bad = "<script>alert(1)</script> {{c1::x}} [sound:a.mp3]"
    lesson = reviewed(final, {"冠军": {"meaning": bad}}, [ADDED[0] | {"meaning": bad}])
    for name in ("class.apkg", "class.quiz.html", "class.html"):
        find_writer(tmp_path / name)(lesson, tmp_path / name)
    assert "<script>alert" not in (tmp_path / "class.html").read_text("utf-8")
    assert not any("<script>" in field or "[sound:" in field for field in fields(lesson))
