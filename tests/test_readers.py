"""Reading articles: each quirk of the formats, each error, and that no Chinese gets lost."""

import time
from contextlib import suppress
from pathlib import Path

import pytest

from quizgen.errors import ArticleError
from quizgen.model import Article, GlossaryEntry, Paragraph
from quizgen.readers import read_article
from quizgen.readers.files import HAN
from quizgen.text.sentences import split_chinese
from quizgen.translation.sentences import split_english

HERE = Path(__file__).parent
SEEDS = HERE.parent / "seeds"
OWN = sorted((HERE / "articles").iterdir())
ALL = [*OWN, *sorted(SEEDS.iterdir())]


def article(name: str) -> Article:
    return read_article(HERE / "articles" / name)


def texts(paragraphs: tuple[Paragraph, ...], kind: str = "") -> list[str]:
    return [p.text for p in paragraphs if kind in {"", p.kind}]


def write(folder: Path, content: str | bytes, name: str = "a.txt") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


# --- over all articles


def printed(path: Path) -> dict[int, str]:
    """The lines of a file that are its Chinese text and not about it, by number."""
    lines = dict(enumerate(path.read_text(encoding="utf-8").splitlines(), 1))
    start = next((n for n, line in lines.items() if line.strip() == "Original:"), 0)
    if start:
        return {n: line for n, line in lines.items() if n > start and line[:1].isspace()}
    start = next((n for n, line in lines.items() if line.startswith("# ")), 1)
    return {n: line for n, line in lines.items() if n >= start}


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_no_chinese_is_lost(path: Path) -> None:
    read, lines = read_article(path), printed(path)
    paragraphs = sorted((*read.paragraphs, *read.english), key=lambda p: p.line)
    spelled = "".join(p.text for p in paragraphs if p.line in lines)
    assert HAN.findall(spelled) == HAN.findall("".join(lines.values()))


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_paragraphs_stand_in_their_line(path: Path) -> None:
    read, lines = read_article(path), path.read_text(encoding="utf-8").splitlines()
    for paragraph in read.paragraphs:
        start = HAN.findall(paragraph.text)[:5]
        assert "".join(start) in "".join(HAN.findall(lines[paragraph.line - 1])), paragraph
        assert paragraph.text == paragraph.text.strip()


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_sentences_spell_the_paragraphs(path: Path) -> None:
    read = read_article(path)
    for paragraphs, split in ((read.paragraphs, split_chinese), (read.english, split_english)):
        for p in paragraphs:
            assert "".join(p.text[start:end] for start, end in split(p.text)) == p.text


def test_the_demo() -> None:
    read = read_article(SEEDS / "1959-12-24_beijing-output-plan.txt")
    assert read.title == "群众运动持续发展　生产水平持续上升"
    assert texts(read.paragraphs, "headline")[1:] == [
        "北京超额完成全年产值计划",
        "全市职工正在总结今年经验，制订明年计划和保证措施",
    ]
    assert texts(read.english, "headline") == [read.title_en]
    assert [p.line for p in read.paragraphs] == list(range(35, 46))
    assert (read.date, read.page, read.publication) == ("1959-12-24", "1", "People's Daily")
    assert (read.translation, read.column, read.warnings) == ("machine", "", ())
    sentences = [
        p.text[start:end]
        for p in read.paragraphs
        for start, end in ([(0, len(p.text))] if p.kind == "headline" else split_chinese(p.text))
    ]
    assert sentences[20].startswith("仅西城区九十三个工厂")
    assert sentences[23].startswith("广大职工通过标兵赛")
    assert texts(read.paragraphs, "caption") == sentences[27:]


def test_the_seeds_say_who_wrote_them() -> None:
    for path in SEEDS.glob("2*"):
        read = read_article(path)
        assert read.publication == "quizgen seeds"
        assert read.translation == ("none" if path.suffix == ".md" else "human")
        assert read.date == path.name[:10]
        assert not read.warnings


# --- quirks of the archive


def test_several_headlines_stand_once_as_the_body_prints_them() -> None:
    read = article("several_headlines.txt")
    assert read.paragraphs[:3] == (
        Paragraph("山村小学有了图书室", 23, "headline"),
        Paragraph("孩子中午看书", 24, "headline"),
        Paragraph("老师轮流值班", 25, "headline"),
    )
    assert texts(read.english, "headline") == [read.title_en]
    assert (read.page, read.column) == ("4", "校园")
    assert texts(read.paragraphs, "caption") == ["三年级的学生正在选书　林青摄"]
    assert texts(read.english, "caption")[0].endswith("Photo by Lin Qing.")


def test_a_header_with_gaps_and_a_date_that_is_none() -> None:
    read = article("header_with_gaps.txt")
    assert (read.title_en, read.page, read.date, read.publication) == (
        "New Bridge Opens",
        "2",
        "",
        "People's Daily",
    )
    assert texts(read.english) == [
        "New Bridge Opens",
        "A new bridge over the Qing River was opened yesterday.",
    ]
    assert [w.split()[0] for w in read.warnings] == ["Line", "Line", "The"]


def test_named_entities_are_the_glossary() -> None:
    read = article("header_with_gaps.txt")
    assert read.glossary == (
        GlossaryEntry("青河", "Qing River"),
        GlossaryEntry("老桥", "Old Bridge"),
        GlossaryEntry("青河镇", "Qinghe Town"),
    )


def test_chinese_in_the_english_is_left_out_and_glossed_words_are_english() -> None:
    read = article("chinese_in_english.txt")
    assert texts(read.english) == [
        "Rain at Last",
        "Everyone was able to relax after the rain. They felt comfortable in the evening. "
        "Some 高兴 people danced.",
    ]
    warned = "\n".join(read.warnings)
    for part in ("stands in the English", "Line 8", "放松 (relax)", "舒服 (comfortable)", "高兴"):
        assert part in warned
    assert "2024-06-03" in warned
    assert read.date == "2024-06-02"


def test_an_author_glued_to_a_poem_is_a_byline() -> None:
    read = article("glued_poem.txt")
    assert [(p.kind, p.text) for p in read.paragraphs] == [
        ("headline", "短歌二首"),
        ("byline", "林青"),
        ("body", "清晨公鸡叫，路发白。傍晚鸟归林，灯点亮。"),
    ]
    assert texts(read.english, "headline") == ["Two Short Songs", "Morning", "Evening"]
    assert texts(read.english, "byline") == ["Lin Qing"]
    assert read.author == "林青"
    assert read.glossary == (GlossaryEntry("林青", "Lin Qing"),)


@pytest.mark.parametrize(
    ("author", "body"),
    [
        ("王明", "王明同志昨天到了北京。"),  # Comrade Wang Ming arrived …
        ("新华社", "新华社五日讯"),  # Xinhua, 5th
    ],
)
def test_an_author_who_is_spoken_of_is_no_byline(tmp_path: Path, author: str, body: str) -> None:
    text = f"Title: T\nDate:\n\n<hr />\nOriginal:\n### 题目\n{author}\n第1版()\n    {body}\n"
    read = read_article(write(tmp_path, text))
    assert texts(read.paragraphs, "body") == [body]


def test_a_byline_of_its_own(tmp_path: Path) -> None:
    body = "    题目\n    本报记者　林青\n    下雨了。\n"
    text = f"Title: T\nDate:\n<hr />\n### 题目\n林青\n第1版()\n{body}"
    read = read_article(write(tmp_path, text))
    assert [p.kind for p in read.paragraphs] == ["headline", "byline", "body"]


def test_a_photo_has_a_caption() -> None:
    read = article("photo.txt")
    assert [p.kind for p in read.paragraphs] == ["headline", "caption"]
    assert [p.kind for p in read.english] == ["headline", "caption"]


def test_several_items_have_headlines() -> None:
    read = article("several_items.txt")
    assert texts(read.paragraphs, "headline") == ["简讯", "城北新路完工", "孩子们种树"]
    assert texts(read.english, "headline") == [
        "News in Brief",
        "A New Road in the North",
        "Children Plant Trees",
    ]
    assert read.column == "简讯"


def test_verse_without_punctuation_has_no_item_headlines() -> None:
    read = read_article(SEEDS / "2025-01-20_first-snow.txt")
    assert texts(read.paragraphs, "headline") == ["初雪"]
    assert len(read.paragraphs) == len(read.english) == 21


def test_chinese_without_a_mark_is_found(tmp_path: Path) -> None:
    text = "Title: Rain\nDate: 2024-01-02\n\n终于下雨了\n　　昨天下雨了。\n\nIt rained yesterday.\n"
    read = read_article(write(tmp_path, text))
    assert read.title == "终于下雨了"
    assert texts(read.english) == ["Rain", "It rained yesterday."]


def test_who_translated(tmp_path: Path) -> None:
    text = "Title: T\nTranslation: {}\n\nIt rained.\n<hr />\nOriginal:\n### 雨\n    下雨了。\n"
    for said, expected in (("Human", "human"), ("none", "unknown"), ("google", "machine")):
        read = read_article(write(tmp_path, text.format(said)))
        assert read.translation == expected
        assert len(read.warnings) == (said == "google")
    assert read_article(write(tmp_path, text), translation="human").translation == "human"


# --- plain text and Markdown


def test_wrapped_lines_are_joined() -> None:
    read = article("wrapped.txt")
    assert [(p.line, p.kind) for p in read.paragraphs] == [
        (1, "headline"),
        (3, "body"),
        (7, "body"),
        (8, "body"),
    ]
    assert "一筐一筐地往里搬" in read.paragraphs[1].text
    assert (read.translation, read.date, read.publication) == ("none", "", "")


def test_carriage_returns() -> None:
    assert texts(article("crlf.txt").paragraphs) == ["小雨", "昨天下雨了。", "今天还在下。"]


def test_english_paragraphs_of_a_plain_text() -> None:
    read = article("bilingual.txt")
    assert (read.title, read.title_en, read.translation) == (
        "我的伞丢了",
        "Lost and Found",
        "unknown",
    )
    assert [p.line for p in read.paragraphs] == [2, 3, 5]
    assert [p.line for p in read.english] == [1, 4, 6]


def test_markdown_is_reduced_to_its_text() -> None:
    read = article("marked.md")
    assert [(p.line, p.kind, p.text) for p in read.paragraphs] == [
        (10, "headline", "春天的湖"),
        (12, "body", "三月，湖边的柳树绿了，很多人来散步。"),
        (13, "body", "湖水很清，鱼也多了*。"),
        (15, "caption", "湖边的柳树"),
        (17, "headline", "谁来了"),
        (19, "body", "老人"),
        (20, "body", "孩子，小狗"),
        (21, "body", "学生"),
        (23, "body", "春天真好。"),
        (24, "body", "我明天还来。"),
        (26, "body", "日期　人数"),
        (28, "body", "周六　1200"),
        (32, "body", "# 这里有中文"),
        (35, "headline", "傍晚"),
        (38, "body", "太阳下山了。"),
        (39, "body", "人也走了。"),
        (41, "body", "六点半。"),
    ]
    assert texts(read.english) == ["The lake in spring is busy."]
    assert (read.author, read.date) == ("林青", "2024-03-20")


# --- encodings


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "gbk", "utf-32"],
)
@pytest.mark.parametrize(
    "text", ["今天天气很好。", "第3名：王小明，3比2。\nNo. 2\n", "他說：「我們走吧！」"]
)
def test_encodings(tmp_path: Path, encoding: str, text: str) -> None:
    read = read_article(write(tmp_path, text.encode(encoding)))
    assert texts(read.paragraphs + read.english) == text.splitlines()
    assert not read.warnings


def test_encodings_of_every_article(tmp_path: Path) -> None:
    for path in ALL:
        text = path.read_text(encoding="utf-8")
        for encoding in ("gb18030", "utf-16-be", "utf-16-le"):
            copy = write(tmp_path, text.encode(encoding), path.name)
            assert read_article(copy) == read_article(path)


def test_invisible_characters_are_removed_with_a_warning(tmp_path: Path) -> None:
    read = read_article(write(tmp_path, "好\u200b人\u202a。\n\x01早\ufeff安。"))
    assert texts(read.paragraphs) == ["好人。", "早安。"]
    assert read.warnings == ("4 invisible characters were removed.",)


def test_nothing_is_normalised(tmp_path: Path) -> None:
    # Compatibility forms, a character beyond the BMP, full-width digits: as they are in the file.
    text = "豈有４％的𠮷野家Ａ。"
    assert texts(read_article(write(tmp_path, text)).paragraphs) == [text]


# --- errors


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \r\n", "empty"),
        ("\u200b\n", "empty"),
        ("Only English here.", "no Chinese"),
        ("Title: A\nDate: 2024-01-01\n\nOnly English.\n<hr />\nOriginal:\n", "no Chinese"),
        ("これは日本語の文章です。", "Japanese"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "picture"),
        (b"PK\x03\x04" + bytes(50), "Word"),
        (b"%PDF-1.7\n", "PDF"),
        (bytes(range(256)) * 4, "binary"),
        ("<!DOCTYPE html><p>今天</p>", "web page"),
        ('{"format": "quizgen-lesson", "zh": "今天"}', "JSON"),
        ("今天很好。\n明天也好，" * 50 + "更", "no such"),
        ("天氣很好，我們去圖書館看書，然後回家做飯。".encode("big5") * 5, "big5"),
        (b"\xff\xfe\x00", "UTF-16"),
    ],
)
def test_errors_are_one_clear_line(tmp_path: Path, content: str | bytes, says: str) -> None:
    path = tmp_path / "missing.txt" if says == "no such" else write(tmp_path, content)
    with pytest.raises(ArticleError) as caught:
        read_article(path)
    assert says in caught.value.problem
    assert ";" in caught.value.problem  # what, and what to do
    assert "\n" not in str(caught.value)


def test_a_folder_and_a_device(tmp_path: Path) -> None:
    with pytest.raises(ArticleError, match="folder"):
        read_article(tmp_path)
    if Path("/dev/null").exists():
        with pytest.raises(ArticleError, match="device"):
            read_article(Path("/dev/null"))
    with pytest.raises(ArticleError, match="can't be read"):
        read_article(tmp_path / ("x" * 5000))


def test_a_broken_byte_is_found(tmp_path: Path) -> None:
    text = ("今天天气很好。\n" * 40).encode()
    path = write(tmp_path, text[:200] + b"\xff" + text[200:])
    with pytest.raises(ArticleError) as caught:
        read_article(path)
    assert caught.value.line == text[:200].count(b"\n") + 1


@pytest.mark.parametrize(
    "piece",
    [
        "今天下雨了。\n",
        "　　今天下雨了\n",
        "好",
        "<!-- ",
        "[",
        "![",
        "好`",
        "好 ",
        "**好",
        "# ",
        "[a](",
        "<rt>",
        "|",
        "> ",
        "_好",
    ],
)
@pytest.mark.parametrize("suffix", [".txt", ".md"])
def test_big_files_are_not_quadratic(tmp_path: Path, piece: str, suffix: str) -> None:
    path = write(tmp_path, "好。\n" + piece * (300_000 // len(piece)) + "好", f"a{suffix}")
    start = time.process_time()
    with suppress(ArticleError):  # many of them are no text
        read_article(path)
    assert time.process_time() - start < 10


def test_a_big_archive_file_is_not_quadratic(tmp_path: Path) -> None:
    chinese, english = "    今天下雨了，[a:\n", "It rained打 [dǎ: hit] \n今天下雨了，[a:\n"
    text = f"Title: T\nDate:\n{english * 10_000}<hr />\nOriginal:\n### 雨\n{chinese * 20_000}"
    start = time.process_time()
    assert len(read_article(write(tmp_path, text)).paragraphs) == 20_001
    assert time.process_time() - start < 10
