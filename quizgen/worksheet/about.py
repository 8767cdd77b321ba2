"""Questions about a source that can be asked of any article, and what a sheet says of its own."""

from __future__ import annotations

from quizgen.model import Article

QUESTIONS = (
    ("这篇文章是谁发表的？什么时候？写给谁看？", "Who published it, when, and for whom?"),
    (
        "哪些句子报道事情？哪些句子作评价？各找两句。",
        "Which sentences report, and which evaluate? Find two of each.",
    ),
    ("文章里的数字是和什么比较的？", "What are the figures compared with?"),
    ("文章没有说什么？", "What does the article not say?"),
    ("谁会有不同的看法？为什么？", "Who might see it otherwise, and why?"),
    ("要核对这些内容，你会查什么？", "What else would you check, and where?"),
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
