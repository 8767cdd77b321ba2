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
from sheet_tools import from_docx
from test_worksheet import sheet_of

from quizgen.writers import docx, pdf

_WIDE, _HIGH = 640, 905  # pixels of a page of A4


def draw(content: bytes, pages: tuple[int, ...], name: str) -> None:
    """Write pages of a PDF side by side into docs/."""
    with tempfile.TemporaryDirectory() as folder:
        sheet = Path(folder) / "sheet.pdf"
        sheet.write_bytes(content)
        size = ["-scale-to-x", f"{_WIDE}", "-scale-to-y", f"{_HIGH}"]
        subprocess.run(["pdftoppm", "-png", *size, sheet, sheet.with_suffix("")], check=True)
        shown = "".join(_image(Path(folder) / f"sheet-{page}.png") for page in pages)
        body = f"<body style='margin:8px;display:flex;gap:8px;background:#777'>{shown}"
        drawn = Path(folder) / name
        picture(body, drawn, (_WIDE + 8) * len(pages) + 8, _HIGH + 16)
        (ROOT / "docs" / name).write_bytes(drawn.read_bytes())


def _from_docx() -> bytes:
    """The classic sheet's DOCX as LibreOffice prints it."""
    with tempfile.TemporaryDirectory() as folder:
        return from_docx(docx.sheet_bytes(sheet_of(DEMO)), Path(folder)).read_bytes()


def _image(path: Path) -> str:
    data = base64.b64encode(path.read_bytes()).decode()
    return f"<img width={_WIDE} height={_HIGH} src='data:image/png;base64,{data}'>"


if __name__ == "__main__":
    draw(pdf.sheet_bytes(sheet_of(DEMO)), (1, 2), "worksheet.png")
    draw(pdf.sheet_bytes(sheet_of(DEMO, preset="characters")), (1, 3), "characters.png")
    draw(pdf.key_bytes([sheet_of(DEMO)]), (1,), "key.png")
    draw(_from_docx(), (1, 2), "docx.png")
