"""Draw the pictures of worksheets in docs/ anew: python tests/docs_pictures.py (and look at them).

The others: tests/quiz_driver.py draws quiz.png; test_preview.py, with QUIZGEN_LOOKS, preview.png.
"""

from __future__ import annotations

import base64
import subprocess
import tempfile
from pathlib import Path

from browser import picture
from conftest import DEMO, ROOT
from test_worksheet import sheet_of

from quizgen.writers import pdf

_WIDE, _HIGH = 640, 905  # pixels of a page of A4


def draw(preset: str, pages: tuple[int, ...], name: str) -> None:
    """Write the pages of a preset's sheet side by side into docs/."""
    with tempfile.TemporaryDirectory() as folder:
        sheet = Path(folder) / "sheet.pdf"
        sheet.write_bytes(pdf.sheet_bytes(sheet_of(DEMO, preset=preset)))
        size = ["-scale-to-x", f"{_WIDE}", "-scale-to-y", f"{_HIGH}"]
        subprocess.run(["pdftoppm", "-png", *size, sheet, sheet.with_suffix("")], check=True)
        shown = "".join(_image(Path(folder) / f"sheet-{page}.png") for page in pages)
        body = f"<body style='margin:8px;display:flex;gap:8px;background:#777'>{shown}"
        drawn = Path(folder) / name
        picture(body, drawn, (_WIDE + 8) * len(pages) + 8, _HIGH + 16)
        (ROOT / "docs" / name).write_bytes(drawn.read_bytes())


def _image(path: Path) -> str:
    data = base64.b64encode(path.read_bytes()).decode()
    return f"<img width={_WIDE} height={_HIGH} src='data:image/png;base64,{data}'>"


if __name__ == "__main__":
    draw("classic", (1, 2), "worksheet.png")
    draw("characters", (1, 2), "characters.png")
