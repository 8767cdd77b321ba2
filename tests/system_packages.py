"""Install the programs that some tests need: by apt, only where that is ours to do.

That is: as root, with CI=true, on a machine with apt. Elsewhere the tests that need a missing
program are skipped by name.
"""

import os
import shutil
import subprocess
import sys

NEEDED = {
    "chromium": ["chromium", "fonts-noto-cjk"],
    "pdftotext": ["poppler-utils"],
    "soffice": ["libreoffice-writer-nogui", "libreoffice-calc-nogui"],
}


def main() -> None:
    packages = [p for program, names in NEEDED.items() if not shutil.which(program) for p in names]
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    if not packages or os.environ.get("CI") != "true" or not root or not shutil.which("apt-get"):
        return
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update"], ["apt-get", "install", "-y", *packages]):
        subprocess.run([*command, "-qq"], check=True, env=environment, stdout=sys.stderr)


if __name__ == "__main__":
    main()
