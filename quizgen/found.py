"""What an article says, whoever learns from it: the half of the pipeline that takes longest.

Nothing in it depends on a learner or on settings, so it can be found by any process, in any order,
and be kept for the next time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from quizgen.corrections import NO_CORRECTIONS, Corrections, Told
from quizgen.corrections.runs import Run
from quizgen.kept import Keep, file_stamp, key_of
from quizgen.model import Article, Name, Sentence
from quizgen.text.lexicon import Lexicon, open_lexicon
from quizgen.translation.names import Name as Spelled
from quizgen.translation.senses import Sense
from quizgen.translation.shown import English
from quizgen.workbench import Workbench


@dataclass(frozen=True)
class Found:
    """The sentences of an article with their words, and by sentence what these mean.

    `senses` has those of words that may be worth learning, by the number of the token, and `told`
    what corrections decide. `spellings` are the names that the glossary and the English give.
    """

    sentences: tuple[Sentence, ...]
    senses: tuple[Mapping[int, Sense], ...]
    told: tuple[Mapping[Run, Told], ...]
    names: tuple[Name, ...]
    spellings: Mapping[str, Spelled]

    @cached_property
    def english(self) -> tuple[English, ...]:
        """Each sentence's English, indexed; sentences of one bead share it."""
        made = {s.bead: English(s.en) for s in self.sentences}
        return tuple(made[s.bead] for s in self.sentences)


def find(article: Article, lexicon: Lexicon, corrections: Corrections = NO_CORRECTIONS) -> Found:
    """Cut, read and understand an article, as these corrections want it."""
    return on(Workbench(article, lexicon, corrections))


def on(workbench: Workbench) -> Found:
    """The same for an article under work."""
    return Found(
        workbench.sentences,
        workbench.content,
        workbench.told,
        workbench.names,
        workbench.spellings,
    )


def find_once(
    article: Article, corrections: Corrections, cedict: Path | None, keep: Keep[Found]
) -> Found:
    """What an article says, from `keep` or for it."""
    key = key_of_found(article, corrections, cedict)
    return keep.get(key) or keep.put(key, find_in(article, corrections, cedict))


def find_in(article: Article, corrections: Corrections, cedict: Path | None) -> Found:
    """The same anew, by a process that may have no dictionary open yet."""
    return find(article, open_lexicon(cedict), corrections)


def key_of_found(article: Article, corrections: Corrections, cedict: Path | None) -> bytes:
    """Under which it is kept: after the article, the corrections and the dictionary."""
    return key_of("found", article, corrections, file_stamp(cedict))
