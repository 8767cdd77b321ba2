"""Look up known weaknesses of all packages in requirements.lock (`make audit`).

pip-audit asks PyPI for them, so the network is needed. It runs in an environment of its own, since
nothing else here needs its twenty packages. Exit status: 0, none is known; 1, one is; 2, some
packages couldn't be looked up (pip-audit alone would call that a success).
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

LOCK = Path(__file__).parent.parent / "requirements.lock"
TOOL = "pip-audit==2.10.1"
OPTIONS = ("--disable-pip", "--require-hashes", "--progress-spinner", "off", "--format", "json")


def main() -> int:
    """Run pip-audit, print what it found, and say how it went."""
    uv = Path(sys.executable).with_name("uv")
    command = [uv, "tool", "run", "--quiet", TOOL, *OPTIONS, "--requirement", LOCK]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    try:
        packages = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        print("audit: PyPI's list of weaknesses can't be reached; nothing was audited")
        return 2
    return report(packages)


def report(packages: list[dict[str, Any]]) -> int:
    """Print a line for each weakness and one in the end; the exit status."""
    weak = [(package, one) for package in packages for one in package.get("vulns", ())]
    for package, one in weak:
        mended = ", ".join(one["fix_versions"]) or "no version yet"
        print(f"{package['name']} {package['version']}: {one['id']}, mended in {mended}")
    skipped = [package["name"] for package in packages if "skip_reason" in package]
    print(f"audit: {len(packages) - len(skipped)} packages looked up, {len(weak)} weaknesses known")
    if skipped:
        print(f"audit: PyPI told nothing of {len(skipped)}: {', '.join(skipped)}")
    return 1 if weak else 2 if skipped or not packages else 0


if __name__ == "__main__":
    sys.exit(main())
