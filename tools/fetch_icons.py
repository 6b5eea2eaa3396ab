"""Takes the outlines we use from the Lucide package into resources/icons.

Run once by a developer, ``python tools/fetch_icons.py``; the result is committed, so that neither
the program nor its tests ever need npm or a network.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

PACKAGE = "lucide-static@1.62.0"
ICONS = Path(__file__).parents[1] / "resources" / "icons"

NAMES = """
house map users pen-line layout-grid file-text message-square reply book-open combine
presentation history search plus minus check x ellipsis chevron-right chevron-left chevron-up
chevron-down arrow-up arrow-down arrow-left arrow-right undo-2 redo-2 trash-2 copy link split
grip-vertical list send triangle-alert octagon-alert info circle-help shield-check lock usb
hard-drive package archive folder-open printer file-down upload stamp columns-2 globe calendar
timer list-checks refresh-cw camera paperclip languages quote vote scale cpu eye eye-off
settings play pause pin tag layers monitor heart-handshake
"""

SHAPE = re.compile(r"<(?:path|circle|rect|line|polyline|polygon|ellipse)\b[^>]*/>", re.DOTALL)
FRAME = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24" '
    'fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" '
    'stroke-linejoin="round">'
)


def plain_outline(svg: str) -> str:
    """The shapes of ``svg`` in our own frame: one line per shape, nothing else kept."""
    shapes = [re.sub(r"\s+", " ", shape) for shape in SHAPE.findall(svg)]
    return "\n".join([FRAME, *shapes, "</svg>", ""])


def fetch(folder: Path) -> Path:
    """Pack the pinned package into ``folder`` and return its unpacked root."""
    npm = shutil.which("npm")
    if npm is None:
        sys.exit("npm is needed to fetch the icons; they are already committed otherwise.")
    subprocess.run([npm, "pack", PACKAGE, "--silent"], cwd=folder, check=True)
    with tarfile.open(next(folder.glob("*.tgz"))) as archive:
        archive.extractall(folder, filter="data")
    return folder / "package"


def main() -> None:
    """Write every outline, the licence, and a note of where they come from."""
    ICONS.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        package = fetch(Path(temporary))
        sums = []
        for name in sorted(NAMES.split()):
            svg = plain_outline((package / "icons" / f"{name}.svg").read_text("utf-8"))
            (ICONS / f"{name}.svg").write_text(svg, "utf-8")
            sums.append(f"{hashlib.sha256(svg.encode()).hexdigest()}  {name}.svg")
        shutil.copyfile(package / "LICENSE", ICONS / "LICENSE.lucide.txt")
    origin = f"npm {PACKAGE}, ISC licence, shapes unchanged; by tools/fetch_icons.py\n\n"
    (ICONS / "ORIGIN.txt").write_text(origin + "\n".join(sums) + "\n", "utf-8")


if __name__ == "__main__":
    main()
