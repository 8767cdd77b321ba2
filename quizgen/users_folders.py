"""The user's own folders for quizgen, where each of three systems has them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal

import platformdirs

_NOWHERE = Path(os.devnull, "quizgen")  # nothing can be made below that


def users_folder(kind: Literal["cache", "config", "state"]) -> Path:
    """The folder for what is made again when missing, for what is decided, or for what is kept.

    `QUIZGEN_CACHE`, `QUIZGEN_CONFIG` and `QUIZGEN_STATE` name other folders. A user without a home,
    as a container may have one, has no such folder: then nothing is read or kept there.
    """
    if named := os.environ.get(f"QUIZGEN_{kind.upper()}"):
        return Path(named)
    find = {
        "cache": platformdirs.user_cache_dir,
        "config": platformdirs.user_config_dir,
        "state": platformdirs.user_state_dir,
    }
    try:
        return Path(find[kind]("quizgen"))
    except RuntimeError:  # platformdirs': no HOME, and the system doesn't know this user
        return _NOWHERE
