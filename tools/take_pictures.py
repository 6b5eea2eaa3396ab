"""Take the pictures of the README: the real window on the demo plan, and a page of its PDF.

``python -m tools.take_pictures`` needs a screen (or ``xvfb-run``) and pdftoppm. It writes PNGs into
``docs/pictures``.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from msgspec import Struct
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from app.demo import demo_plan
from app.exports import ExportChoice, Options, produce
from app.models.frameworks import Frameworks
from app.paths import Paths, find_resources
from app.settings import Settings
from app.start import Program
from app.ui.page import Place

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
SIZE = (1366, 740)
BACKUP_MS = 1_900
PAGES_MS = 6_000


class Picture(Struct, frozen=True):
    """One picture: its name, the page, the number of the commitment shown, the settings."""

    name: str
    page: str
    commitment: int = 0
    theme: str = "light"
    language: str = "en"
    scale: int = 100


SHOWN = (
    Picture("welcome", ""),
    Picture("today", "today"),
    Picture("people", "people"),
    Picture("commitments", "commitments", 3),
    Picture("commitments-dark", "commitments", 3, "dark"),
    Picture("commitments-ar", "commitments", 3, language="ar"),
    Picture("commitments-200", "commitments", 3, scale=200),
    Picture("ambition", "ambition", 3),
    Picture("publish", "publish"),
)


def wait(milliseconds: int) -> None:
    """Let the window live for a while, and the threads beside it."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def take(app: QApplication, paths: Paths, picture: Picture) -> None:
    """Show the window as the picture wants it and keep what is seen."""
    settings = Settings(
        theme=picture.theme, language=picture.language, text_scale=picture.scale, recent_off=True
    )
    program = Program(app, paths, settings)
    window = program.window
    window.resize(*SIZE)
    window.show()
    if picture.page:
        window.run_action("open_demo")
        wait(BACKUP_MS)
        assert window.bench is not None
        rows = window.bench.desk.plan.commitments
        chosen = rows[picture.commitment - 1].id if picture.commitment else ""
        window.bench.go(Place(picture.page, chosen))
    wait(PAGES_MS if picture.page == "publish" else 500)
    window.grab().save(str(PICTURES / f"{picture.name}.png"))
    window.close()
    window.deleteLater()
    wait(50)


def take_document() -> None:
    """Keep the first page of a commitment of the demo's PDF."""
    resources = find_resources()
    with tempfile.TemporaryDirectory() as folder:
        pdf = Path(folder) / "plan.pdf"
        options = Options(date="2026-11-22")
        choice = ExportChoice("action-plan", "pdf", "en", options, pdf)
        produce(choice, demo_plan(resources), Frameworks(resources / "frameworks"), resources)
        target = PICTURES / "document"
        page = ("-f", "7", "-l", "7", "-r", "80", "-singlefile", "-png")
        subprocess.run(["pdftoppm", *page, str(pdf), str(target)], check=True)


def main(names: list[str]) -> int:
    """Take all pictures, or those named."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    app = QApplication([])
    with tempfile.TemporaryDirectory() as home:
        paths = Paths.under(Path(home))
        paths.make()
        for picture in SHOWN:
            if not names or picture.name in names:
                take(app, paths, picture)
                print(picture.name)
    if not names or "document" in names:
        take_document()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
