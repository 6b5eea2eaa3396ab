"""Make ``resources/templates/logo.png``: the frame that says where a ministry's logo goes."""

from __future__ import annotations

import sys
from pathlib import Path

from PIL import Image, ImageDraw

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from app.exports.style import ACCENT, INK2  # noqa: E402

WIDTH, HEIGHT = 1_000, 320  # dots


def logo() -> Image.Image:
    """A frame in the documents' accent with the word in it."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), "white")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((6, 6, WIDTH - 7, HEIGHT - 7), outline=ACCENT, width=8)
    pen.text((WIDTH / 2, HEIGHT / 2), "LOGO", fill=INK2, anchor="mm", font_size=110)
    return picture.convert("P", palette=Image.Palette.ADAPTIVE, colors=16)


if __name__ == "__main__":
    logo().save(ROOT / "resources" / "templates" / "logo.png", "PNG", optimize=True)
