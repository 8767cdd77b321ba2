"""Questions about a source that can be asked of any article, and what a sheet says of its own."""

from __future__ import annotations

from quizgen.model import Article

QUESTIONS = (
    ("这篇文章是谁发表的？什么时候？写给谁看？", "Who published it, when, and for whom?"),
    ("哪些句子报道发生了什么？找两句。", "Which sentences report? Find two."),
    ("哪些句子作评价？用了哪些词？", "Which sentences evaluate, and with which words?"),
    ("文章里的数字是和什么比较的？", "What are the figures compared with?"),
    ("文章没有说什么？", "What is not said?"),
    ("你还会查什么？去哪儿查？", "What else would you check, and where?"),
)
_ENGLISH = {
    "machine": "; the English is a machine translation.",
    "human": "; the English was translated by a person.",
    "unknown": "; who translated the English is not known.",
    "none": ".",
}


def source_line(article: Article) -> str:
    """Publication, date and page, for the foot of every page."""
    return article.source or "Source: not given in the file"


def statement(article: Article) -> str:
    """Whose statements these are, and what the English is."""
    return (
        "Statements and figures are the article's own and have not been verified"
        + _ENGLISH[article.translation]
    )
