"""Learns the weights by which a sense is chosen, from labelled cases, and says how good they are.

    python -m quizgen.evaluation.learn_senses \\
        tests/cases/senses.json quizgen/data/sense_weights.json

A log-linear model of the senses of a word's reading, of which several may be right. The articles
are read with the weights that there are, so the new ones are written at the end. What they reach is
told by leaving out one article at a time.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from quizgen.evaluation import senses as gold
from quizgen.evaluation.log_linear import Floats, Labelled, Table, learn, tabulate
from quizgen.text.lexicon import Lexicon, open_lexicon
from quizgen.translation.senses import FEATURES

_ENGLISH = frozenset("like_words is_words has_stems like_english like_left".split())
_ABOUT = (
    "learnt by quizgen.evaluation.learn_senses from tests/cases/senses.json; "
    "translation/senses.py computes the features"
)
# What a weight of 1 costs where features are spread alike. Of 0.3 to 5 the figures article by
# article differ by 0.4 points; with the features as they are, none is as good.
_PENALTY = 2.3


def main(source: Path, target: Path) -> None:
    """Print what the weights with and without English reach, and write them as JSON."""
    articles, cases = read_cases(source, open_lexicon())
    learnt: dict[str, Any] = {"about": _ABOUT}
    for name, unknown in (("with", frozenset[str]()), ("without", _ENGLISH)):
        known = [feature for feature in FEATURES if feature not in unknown]
        table, spread = _evened(tabulate(cases, {name: n for n, name in enumerate(known)}))
        weights = learn(table, _PENALTY)
        found = dict(zip(known, (weights / spread).round(3).tolist(), strict=True))
        learnt[name] = {feature: found.get(feature, 0.0) for feature in FEATURES}
        seen, unseen = table.hits(weights) / len(cases), _left_out(table, articles) / len(cases)
        print(f"{name} English, {len(cases)} cases: {seen:.1%}, {unseen:.1%} article by article")
    target.write_text(json.dumps(learnt, indent=1) + "\n", "utf-8")


def read_cases(path: Path, lexicon: Lexicon) -> tuple[list[str], list[Labelled]]:
    """The cases whose word is cut as they have it and whose right sense is among the options.

    Before them the article of each.
    """
    articles: list[str] = []
    cases: list[Labelled] = []
    for _, case, place in gold.places(path, lexicon):
        if place is None:
            continue
        bench, sentence, at = place
        options = dict(enumerate(bench.options(sentence).get(at, [])))
        right = {str(n) for n, option in options.items() if option.sense in case["senses"]}
        if 0 < len(right) < len(options):
            features = {
                str(n): dict(zip(FEATURES, option.features, strict=True))
                for n, option in options.items()
            }
            articles.append(case["article"])
            cases.append((frozenset(right), features))
    return articles, cases


def _evened(table: Table) -> tuple[Table, Floats]:
    """The table with each feature divided by its spread, and the spreads.

    So the penalty asks the same of all; every row has a value of every feature.
    """
    dense = table.values.reshape(-1, table.wide)
    spread: Floats = dense.std(axis=0) + 1e-6
    return replace(table, values=(dense / spread).ravel()), spread


def _left_out(table: Table, articles: Sequence[str]) -> int:
    """How many cases are right, each judged by weights learnt without its article."""
    named, hits = np.array(articles), 0
    for article in sorted(set(articles)):
        mine = named == article
        hits += table.chosen(mine).hits(learn(table.chosen(~mine), _PENALTY))
    return hits


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
