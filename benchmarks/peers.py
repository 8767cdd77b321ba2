"""Environments for the peers that speed.py measures, each of its own: `peers.py FOLDER`."""

from __future__ import annotations

import subprocess
import sys
import venv
from pathlib import Path

PEERS = {
    "autoanki": ("autoanki==1.2.2",),
    "chineseflashcards": (
        "chineseflashcards==0.4.7",
        "chinesevocablist==0.3.8",
        "jieba==0.42.1",
    ),
}


def main() -> None:
    """Make those that aren't there yet; a peer that can't be installed is named and left out."""
    for name, packages in PEERS.items():
        folder = Path(sys.argv[1]) / name
        if (folder / "installed").exists():
            continue
        venv.create(folder, clear=True, with_pip=True)
        install = [folder / "bin" / "python", "-m", "pip", "install", "--quiet", *packages]
        if subprocess.run(install, check=False).returncode:
            print(f"{name} can't be installed here and isn't measured")
        else:
            (folder / "installed").touch()


if __name__ == "__main__":
    main()
