"""D3 and D8: the log could be published, and nothing lies about."""

from __future__ import annotations

import errno
import json
import random
import sqlite3
import stat
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import docx
import pytest
from PySide6.QtCore import QtMsgType
from PySide6.QtWidgets import QApplication

from app.commands import guarded, run
from app.errors import UserError
from app.logbook import LARGEST, NAME, OLDER, Logbook
from app.messages import MESSAGES
from app.models.planfile import PlanFile
from app.paths import HOME, Paths
from app.ui.crash import CrashGuard
from app.words import Words
from tests.privacy.canaries import a_workshop, birds, in_folder
from tests.ui.program import running

BIRD = birds(random.Random(61), 1)[0]
CANARIES = (*BIRD.words, "KanariFolder")
Recorder = Callable[[str, object], None]


def faults() -> Iterator[BaseException]:
    """What goes wrong with people's words in it: the world's faults, libraries' and ours."""
    name = BIRD.person.name
    for code in MESSAGES:
        yield UserError(code, name=name, path=f"/KanariFolder/{name}", reason=BIRD.email)
    yield UserError(f"no such code: {name}")
    yield OSError(errno.ENOSPC, "no space", f"/KanariFolder/{name}.atelier")
    yield ValueError(f"{name!r} is no id")
    yield KeyError(("person", name))
    yield sqlite3.OperationalError(f'near "{name}": syntax error')
    yield UnicodeDecodeError("utf-8", name.encode(), 0, 1, BIRD.email)
    yield json.JSONDecodeError(name, BIRD.phone, 0)
    try:
        docx.Document().core_properties.author = name * 60
    except ValueError as fault:
        yield fault


def raised(fault: BaseException) -> BaseException:
    """The fault with a trace, and with the first fault behind it."""
    fault.__cause__ = ValueError(BIRD.person.name)
    with suppress(type(fault)):
        thrower(fault)()
    return fault


@pytest.mark.promise
def test_no_word_of_anybody_is_in_log_report_or_error_stream(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], record_property: Recorder
) -> None:
    paths = Paths.under(tmp_path / "KanariFolder")
    paths.make()
    guard = CrashGuard(Words("en"), paths.logs, lambda: "")
    log, injected = Logbook(paths.logs), [raised(fault) for fault in faults()]
    for fault in injected:
        log.fault(fault)
        in_thread(guard, fault)
        if not isinstance(fault, UserError):  # their sentence names the file to who asked
            assert guarded(thrower(fault), paths) == 70
    guard._hear_qt(QtMsgType.QtCriticalMsg, None, f"QFile: /KanariFolder/{BIRD.person.name}")
    stream = capfd.readouterr().err
    (paths.logs / "stderr").write_text(stream.replace(str(paths.logs), ""), encoding="utf-8")
    left = in_folder(CANARIES, paths.logs)
    lines = (paths.logs / NAME).read_text("ascii").splitlines()
    record_property("promise", "D3")
    record_property(
        "figure", f"{len(left)} words found after {len(injected)} faults, {len(lines)} lines"
    )
    record_property("target", "0 found")
    assert not left
    assert len(lines) > len(injected)
    assert any(" disk_full" in line for line in lines), "the log tells what happened"
    assert any(" crash ValueError@" in line for line in lines)


def thrower(fault: BaseException) -> Callable[[], int]:
    """What raises a fault when it is called."""

    def act() -> int:
        raise fault

    return act


def in_thread(guard: CrashGuard, fault: BaseException) -> None:
    """Hand a fault to the guard where it opens no window."""
    thread = threading.Thread(target=guard.caught, args=(type(fault), fault, fault.__traceback__))
    thread.start()
    thread.join()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "KanariFolder"
    folder.mkdir()
    monkeypatch.setenv(HOME, str(folder / "home"))
    return folder


def test_bad_inputs_leave_codes(home: Path, capfd: pytest.CaptureFixture[str]) -> None:
    name = BIRD.person.name
    bad = {
        "a.json": json.dumps({"name": name}).encode(),
        "b.json": f'{{"tables": {{"person": [{{"name": "{name}"'.encode(),
        "c.csv": f"Name;Name\n{name};{BIRD.email}\n".encode(),
        "d.csv": f'"{name}\n{BIRD.phone}'.encode("utf-16"),
        "e.xlsx": b"PK\x03\x04" + name.encode(),
        "f.atelier": b"SQLite format 3\x00" + name.encode() * 40,
    }
    for file, raw in bad.items():
        (home / file).write_bytes(raw)
    plan = home / "p.atelier"
    PlanFile.create(plan, a_workshop([])).close()
    for file in bad:
        into = ["--into", str(plan)] if file[2:] in ("csv", "xlsx") else ["-o", str(home / "o")]
        run(["import", str(home / file), *into])
        run(["check", str(home / file)])
        run(["forget", str(home / file), "--person", name])
    said = capfd.readouterr().err
    (home / "home" / "logs" / "stderr").write_text(said, encoding="utf-8")
    assert said
    assert not in_folder(CANARIES, home / "home" / "logs")


def test_a_line_takes_codes_and_numbers_only(tmp_path: Path) -> None:
    log = Logbook(tmp_path)
    with pytest.raises(ValueError, match="codes and numbers"):
        log.note(BIRD.person.name)
    with pytest.raises(ValueError, match="codes and numbers"):
        log.note("opened", people=BIRD.person.name)  # type: ignore[arg-type]  # what may not be
    log.note("opened", people=3)
    line = (tmp_path / NAME).read_text("ascii")
    assert line.endswith("Z opened people=3\n")


def test_the_log_stays_small_and_young(tmp_path: Path) -> None:
    today = datetime(2026, 11, 22, 12, tzinfo=UTC)
    for day in range(30, -1, -1):
        Logbook(tmp_path, lambda day=day: today - timedelta(days=day)).note("opened")  # type: ignore[misc]  # mypy takes no default for the type
    days = [line[:10] for line in (tmp_path / NAME).read_text("ascii").splitlines()]
    assert days[0] == "2026-11-08"
    assert days[-1] == "2026-11-22"
    log = Logbook(tmp_path, lambda: today)
    (tmp_path / NAME).write_text("2026-11-22T11:00:00Z opened\n" * (LARGEST // 28), "ascii")
    for _ in range(50):
        log.note("opened", people=1)
    sizes = [(tmp_path / name).stat().st_size for name in (NAME, OLDER)]
    assert sum(sizes) <= 1_000_000
    assert all(size <= LARGEST for size in sizes)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes")
@pytest.mark.promise
def test_the_folders_are_closed_and_nothing_is_left_in_temp(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, record_property: Recorder
) -> None:
    temp = tmp_path / "temp"
    temp.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temp))
    people = birds(random.Random(62), 5)
    home = tmp_path / "home"
    with running(qapp, home) as window:
        paths = window.tools.paths
        plan = paths.documents / "p.atelier"
        PlanFile.create(plan, a_workshop(people)).close()
        window.open_path(plan)
        assert window.bench is not None
        for page in ("people", "commitments", "ambition", "publish", "history", "today"):
            window.bench.show_page(page)
        window.run_action("back_up")
        Logbook(paths.logs).note("closed")
    words = [word for bird in people for word in bird.words]
    left = in_folder(words, temp) + in_folder(words, paths.cache) + in_folder(words, paths.config)
    open_folders = [
        folder.name
        for folder in (paths.config, paths.data, paths.backups, paths.cache, paths.logs)
        if stat.S_IMODE(folder.stat().st_mode) != 0o700
    ]
    assert stat.S_IMODE(paths.settings.stat().st_mode) == 0o600
    assert stat.S_IMODE((paths.logs / NAME).stat().st_mode) == 0o600
    record_property("promise", "D8")
    record_property("figure", f"{len(left)} words found, {len(open_folders)} open folders")
    record_property("target", "0 found, 0 open")
    assert not left
    assert not open_folders
