"""The settings of this machine while the program runs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal

from app.errors import UserError
from app.settings import Settings, write_settings


class Preferences(QObject):
    """Holds the settings and writes them when they change; ``changed`` follows each change.

    A settings file that cannot be written is no reason to stop: ``unsaved`` tells it once.
    """

    changed = Signal()
    unsaved = Signal(object)

    def __init__(self, settings: Settings, path: Path) -> None:
        super().__init__()
        self.value = settings
        self.hides_names = False  # in this run, whatever plan is opened; in no file
        self._path = path
        self._told = False

    def change(self, **new: Any) -> None:  # noqa: ANN401  # the fields of Settings
        """Give settings new values and write them."""
        self.take(replace(self.value, **new))

    def take(self, settings: Settings) -> None:
        """Use these settings from now on and write them."""
        if settings == self.value:
            return
        self.value = settings
        try:
            write_settings(settings, self._path)
        except UserError as fault:
            if not self._told:
                self._told = True
                self.unsaved.emit(fault)
        self.changed.emit()
