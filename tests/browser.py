"""Chromium without a window: pictures of pages, and what a page has measured about itself."""

from __future__ import annotations

import base64
import html
import json
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

CHROMIUM = next(
    (
        found
        for name in ("chromium", "chromium-browser", "google-chrome", "chrome")
        if (found := shutil.which(name))
    ),
    "",
)


GAP = 8  # pixels between the frames of a picture


def _run(page: Path, width: int, height: int, *what: str) -> str:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        done = subprocess.run(
            [
                CHROMIUM,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
                "--disable-background-networking",
                "--hide-scrollbars",
                "--force-device-scale-factor=1",
                f"--user-data-dir={profile}",
                f"--window-size={width},{height}",
                *what,
                page.as_uri(),
            ],
            capture_output=True,
            text=True,
            timeout=120,
            check=True,
        )
    return done.stdout


def picture(markup: str, path: Path, width: int, height: int) -> None:
    """Write a PNG of a page at this size."""
    page = path.with_suffix(".html")
    page.write_text(markup, encoding="utf-8")
    _run(page, width, height, f"--screenshot={path}")


def measured(markup: str, folder: Path, width: int = 400, height: int = 800) -> Any:
    """What the page's script put into `document.title`, as JSON."""
    page = folder / "measured.html"
    page.write_text(markup, encoding="utf-8")
    dumped = _run(page, width, height, "--dump-dom")
    title = re.search(r"<title>(.*?)</title>", dumped, re.DOTALL)
    assert title, dumped[:500]
    return json.loads(html.unescape(title[1]))


def frames(pages: list[str], width: int, height: int) -> str:
    """Pages side by side, each in a frame of its own as wide as a phone."""
    inner = "".join(
        f'<iframe srcdoc="{html.escape(page)}" '
        f'style="border:0;flex:none;width:{width}px;height:{height}px"></iframe>'
        for page in pages
    )
    return (
        "<!doctype html><meta charset='utf-8'><title>{}</title>"
        f"<body style='margin:0;display:flex;background:#777;gap:{GAP}px'>{inner}</body>"
    )


def colours(picture_file: Path, folder: Path, width: int, gap: int = GAP) -> list[dict[str, Any]]:
    """Of each frame of a picture: most frequent colour [r, g, b], its share, number of colours."""
    data = base64.b64encode(picture_file.read_bytes()).decode()
    script = _COLOURS.replace("WIDTH", f"{width}").replace("GAP", f"{gap}")
    return list(measured(script.replace("DATA", data), folder))  # last: it may spell "GAP"


_COLOURS = """<!doctype html><title>{}</title><img src="data:image/png;base64,DATA"><script>
const colours = (context, left, height) => {
  const data = context.getImageData(left, 0, WIDTH, height).data, seen = new Map();
  for (let i = 0; i < data.length; i += 4) {
    const key = [data[i], data[i + 1], data[i + 2]].join();
    seen.set(key, (seen.get(key) || 0) + 1);
  }
  const [paper, count] = [...seen].reduce((a, b) => (b[1] > a[1] ? b : a));
  return {
    paper: paper.split(',').map(Number), share: count / (data.length / 4), colours: seen.size,
  };
};
onload = () => {
  const image = document.querySelector('img'), canvas = document.createElement('canvas');
  canvas.width = image.naturalWidth; canvas.height = image.naturalHeight;
  const context = canvas.getContext('2d'), found = [];
  context.drawImage(image, 0, 0);
  for (let left = 0; left + WIDTH <= canvas.width; left += WIDTH + GAP) {
    found.push(colours(context, left, canvas.height));
  }
  document.title = JSON.stringify(found);
};
</script>"""
