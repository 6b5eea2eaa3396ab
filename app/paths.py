"""The folders of this person on this machine, as one value made at the start and handed down."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

import platformdirs
from msgspec import Struct
from msgspec.structs import fields

NAME = "Atelier"
HOME = "ATELIER_HOME"  # an environment variable: one folder for everything of the program


class Paths(Struct, frozen=True):
    """Where things lie. Nothing is made or touched until ``make`` is called.

    ``resources`` came with the program; ``documents`` is the visible folder plans are put into by
    default; the others are the program's own and are closed to other people of the machine.
    """

    resources: Path
    config: Path
    data: Path
    backups: Path
    cache: Path
    logs: Path
    documents: Path

    @property
    def settings(self) -> Path:
        """The settings file."""
        return self.config / "settings.json"

    @property
    def calls(self) -> Path:
        """Where one window asks another to come forward."""
        return self.cache / "calls"

    @property
    def catalogues(self) -> Path:
        """The folder of the words of each language."""
        return self.resources / "i18n"

    @classmethod
    def real(cls, environ: Mapping[str, str] = os.environ) -> Paths:
        """The folders this system gives to a program, or those under ``ATELIER_HOME``."""
        if environ.get(HOME):
            return cls.under(Path(environ[HOME]))
        dirs = platformdirs.PlatformDirs(NAME, appauthor=False)
        return cls(
            resources=find_resources(),
            config=dirs.user_config_path,
            data=dirs.user_data_path,
            backups=dirs.user_data_path / "backups",
            cache=dirs.user_cache_path,
            logs=dirs.user_log_path,
            documents=dirs.user_documents_path / NAME,
        )

    @classmethod
    def under(cls, folder: Path) -> Paths:
        """The same folders, all under one: for tests and for a copy carried on a stick."""
        return cls(
            resources=find_resources(),
            config=folder / "config",
            data=folder / "data",
            backups=folder / "data" / "backups",
            cache=folder / "cache",
            logs=folder / "logs",
            documents=folder / "documents",
        )

    def make(self) -> tuple[Path, ...]:
        """Make the missing folders; answers those that cannot be used, so that a window can say so.

        The program's own folders are closed to others; the documents folder is an ordinary one.
        """
        own = [getattr(self, field.name) for field in fields(self) if field.name != "resources"]
        return tuple(folder for folder in own if not _is_made(folder, self.documents))


def find_resources() -> Path:
    """The resources folder: inside a bundle, inside an installed package, or beside the source."""
    bundle = getattr(sys, "_MEIPASS", None)
    if bundle:
        return Path(bundle) / "resources"
    package = Path(__file__).resolve().parent
    installed = package / "resources"
    return installed if installed.is_dir() else package.parent / "resources"


def _is_made(folder: Path, visible: Path) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if folder != visible:
            folder.chmod(0o700)
    except OSError:
        return False
    return os.access(folder, os.W_OK)
