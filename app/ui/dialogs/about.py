"""Says what Atelier is, its version and parts."""

from __future__ import annotations

import sys

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QWidget

from app import __version__
from app.models.planfile import engine_version
from app.models.planfile.connection import engine_options
from app.ui.controls import ProseLabel
from app.ui.desk import Tools
from app.ui.dialogs.shell import ShellDialog


class AboutDialog(ShellDialog):
    """The version line, the promise, where things lie."""

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        words = tools.words
        super().__init__(tools, words("About Atelier"), words("Close"), parent, asks=False)
        look = tools.look
        self.body.addWidget(
            ProseLabel(look, words("Atelier {version}", version=__version__), token="subtitle")
        )
        promise = words(
            "Atelier never uses the network. Plans are files on this computer; nothing leaves it"
            " unless you export or copy it."
        )
        self.body.addWidget(ProseLabel(look, promise))
        ogp = words(
            "It follows the published rules of the Open Government Partnership and is not an"
            " official tool of it. Ratings made here are not ratings of the IRM."
        )
        self.body.addWidget(ProseLabel(look, ogp))
        places = words(
            "Plans: {documents}\nBackups: {backups}",
            documents=tools.paths.documents,
            backups=tools.paths.backups,
        )
        self.body.addWidget(ProseLabel(look, places, token="small", ink="ink2"))
        parts = f"Python {sys.version.split()[0]} · Qt {qVersion()} · SQLite {engine_version()}"
        parts += "\n" + " ".join(engine_options())
        self.body.addWidget(ProseLabel(look, parts, token="small", ink="ink2", most=4))
