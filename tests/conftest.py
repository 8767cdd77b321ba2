"""What all tests share: the seeds as lessons, made once, and the rule that CI skips nothing."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from cli_tools import TEXT

from quizgen.lesson import make_lesson
from quizgen.model import Lesson
from quizgen.readers import read_article
from quizgen.text.lexicon import Lexicon, open_lexicon

# What quizgen remembers for its user is none of a test's business.
os.environ["QUIZGEN_STATE"] = tempfile.mkdtemp(prefix="quizgen-state-")

# Whoever runs the tests may have corrections of their own; they decide nothing here.
os.environ["QUIZGEN_CONFIG"] = tempfile.mkdtemp(prefix="quizgen-config-")

ROOT = Path(__file__).parent.parent
SEEDS = sorted((ROOT / "seeds").glob("*"))
ARTICLES = [*SEEDS, *sorted((ROOT / "tests" / "articles").glob("*"))]
DEMO = ROOT / "seeds" / "1959-12-24_beijing-output-plan.txt"


@cache
def lesson_of(path: Path) -> Lesson:
    """The lesson of an article with default settings."""
    return make_lesson(read_article(path))


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return open_lexicon()


@pytest.fixture(scope="session")
def demo() -> Lesson:
    return lesson_of(DEMO)


@pytest.fixture
def article(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A short article, in the folder from which the command is called."""
    monkeypatch.chdir(tmp_path)
    path = Path("museum.txt")
    path.write_text(TEXT, encoding="utf-8")
    return path


def _failed_if_skipped(report: pytest.CollectReport | pytest.TestReport) -> None:
    if os.environ.get("CI") == "true" and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped although CI=true: {report.longrepr}"


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector: pytest.Collector) -> Iterator[None]:
    """The same for a module that skips itself as a whole."""
    report = yield
    _failed_if_skipped(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """With CI=true a skipped test is a failed one: nothing is left unchecked unnoticed."""
    report = yield
    _failed_if_skipped(report)
    return report
