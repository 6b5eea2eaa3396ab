"""The ten bad settings and locks of the catalogue: each must let people work, as if it were not."""

from __future__ import annotations

import json
import os
import pickle
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec import Struct
from PySide6.QtWidgets import QApplication, QWidget

from app.errors import UserError
from app.models.planfile import PlanFile
from app.models.planfile.lock import lock_path
from app.settings import Settings, read_settings
from app.ui.window import MainWindow
from tests.catalogue.plan_seed import plan
from tests.models.making import reopened

NOISE = bytes(range(256)) * 40
AWAY = (r"\\attacker.invalid\share\plan.atelier", "/nowhere/stick/plan.atelier")
Hold = Callable[[Path], None]


class SettingsCase(Struct, frozen=True):
    """``hold`` makes the situation in a folder and asserts that people can work all the same."""

    id: str
    what: str
    hold: Hold


def settings_of(raw: bytes, aside: bool) -> Hold:
    """A settings file with these bytes: the defaults are used, and what is none is kept aside."""

    def hold(folder: Path) -> None:
        path = folder / "settings.json"
        path.write_bytes(raw)
        found = read_settings(path)
        assert found.settings == Settings()
        kept = folder / "settings.json.bad"
        assert (found.kept_aside == kept and kept.read_bytes() == raw) == aside
        assert not (folder / "ran").exists(), "something in it ran"

    return hold


class Acting:
    """What runs a command when it is unpickled."""

    def __reduce__(self) -> tuple[Callable[[str], int], tuple[str]]:
        return os.system, ("touch ran",)


def thirty_megabytes(folder: Path) -> None:
    """More than is ever read."""
    path = folder / "settings.json"
    with path.open("wb") as large:
        large.write(b"{}")
        large.truncate(30_000_000)
    assert read_settings(path).settings == Settings()


def off_the_screen(folder: Path) -> None:
    """A window far away and without size comes back where it can be seen."""
    from tests.ui.program import running

    application = QApplication.instance()
    assert isinstance(application, QApplication)
    away = QWidget()
    away.setGeometry(-99_999, -99_999, 0, 0)
    state = bytes(away.saveGeometry().toBase64().data()).decode("ascii")
    away.deleteLater()
    with running(application, folder, settings=Settings(window=state)) as window:
        screen = QApplication.primaryScreen().availableGeometry()
        seen = screen.intersected(window.frameGeometry())
        assert min(seen.width(), seen.height()) > 300


def recent_files_far_away(folder: Path) -> None:
    """The window starts, shows where it was, and asks no file system about those paths."""
    from tests.ui.program import running

    (folder / "config").mkdir()
    touched: list[str] = []
    real = os.stat

    def stat(path: object, *given: object, **named: object) -> os.stat_result:
        touched.append(str(path))
        return real(path, *given, **named)  # type: ignore[arg-type]  # as it was asked

    application = QApplication.instance()
    assert isinstance(application, QApplication)
    os.stat = stat
    try:
        with running(application, folder, settings=Settings(recent_files=AWAY)) as window:
            assert isinstance(window, MainWindow)
            application.processEvents()
    finally:
        os.stat = real
    assert touched, "the control: what the window asks about is seen"
    assert not [path for path in touched if "attacker" in path or "nowhere" in path]


def locked_by(left: bytes, host: str = "") -> Hold:
    """A lock beside a good plan: it opens, after one question where another computer is named."""

    def hold(folder: Path) -> None:
        path = folder / "plan.atelier"
        path.write_bytes(plan())
        lock_path(path).write_bytes(left)
        if host:
            refused_once(path, host)
            with reopened(path, read_only=True) as file:
                assert file.read_plan().commitments
            PlanFile.open(path, take_over=True).close()
        else:
            with reopened(path) as file:
                assert not file.read_only

    return hold


def refused_once(path: Path, host: str) -> None:
    """The one question names who has it."""
    with pytest.raises(UserError, match="file_elsewhere") as caught:
        PlanFile.open(path)
    assert caught.value.details["host"] == host
    assert caught.value.details["since"]


def deep(folder: Path) -> None:
    """JSON that is deeper than any reader goes, or says the same twice."""
    for number, raw in enumerate((b"[" * 60_000, b'{"theme": NaN}', b'{"theme": 1, "theme": 2}')):
        path = folder / f"{number}.json"
        path.write_bytes(raw)
        assert read_settings(path).settings == Settings()
    assert sys.getrecursionlimit() < 60_000


OLD_LOCK = {"host": "laptop-of-ama", "pid": 4, "since": "2024-11-20T10:00:00+00:00"}
CASES = (
    SettingsCase("S001", "settings of 0 bytes", settings_of(b"", aside=False)),
    SettingsCase("S002", "settings of noise", settings_of(NOISE, aside=True)),
    SettingsCase("S003", "settings that hold an object", settings_of(pickle.dumps(Acting()), True)),
    SettingsCase("S004", "settings of 30 MB", thirty_megabytes),
    SettingsCase("S005", "a window off the screen", off_the_screen),
    SettingsCase("S006", "recent files far away", recent_files_far_away),
    SettingsCase("S007", "a lock of 0 bytes", locked_by(b"")),
    SettingsCase("S008", "a lock of noise", locked_by(NOISE)),
    SettingsCase(
        "S009",
        "another laptop's lock, two years old",
        locked_by(json.dumps(OLD_LOCK).encode(), "laptop-of-ama"),
    ),
    SettingsCase("S010", "repeated keys, NaN, deep nesting", deep),
)
