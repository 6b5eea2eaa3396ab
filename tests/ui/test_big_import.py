"""A list of very many people becomes one step, while the window answers all the time."""

from __future__ import annotations

import csv
import gc
import os
import resource
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.models.records import Consent, Contact
from app.ui.beside import Beside
from app.ui.desk import Desk
from app.ui.dialogs.import_people import ImportPeopleDialog
from app.ui.pages.people.page import PeoplePage

pytest_plugins = ("tests.ui.look_fixtures", "tests.ui.people_desk")
IS_LONG = os.environ.get("ATELIER_LONG") == "1"
PEOPLE = 100_000 if IS_LONG else 10_000
ALLOWED = 20.0 * PEOPLE / 100_000 + 4  # seconds of the processors; a child needs some to begin
HEADINGS = (
    "Name", "Organisation", "Email", "Phone",
    "May we contact you?", "May we publish your name?", "May we take photos?",
)  # fmt: skip


@pytest.fixture
def page(qtbot: QtBot, empty: Desk) -> Iterator[PeoplePage]:
    empty.bridge.journal.beside = Beside(empty)
    page = PeoplePage(empty)
    qtbot.addWidget(page)
    page.resize(1200, 700)
    page.show()
    yield page
    empty.jobs.wait()
    gc.unfreeze()


def a_list(path: Path, people: int) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADINGS)
        for n in range(people):
            said = ("yes", "no" if n % 3 else "yes", "yes")
            about = (f"Ána Person {n}", f"Organisation {n % 900}", f"p{n}@example{n % 50}.org")
            writer.writerow([*about, f"+40 7{n:08d}", *said])
    return path


def spent() -> float:
    """Seconds of the processors, of this process and the children that have ended."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


class Pulse:
    """Notes how long the window was deaf, and while what was done."""

    def __init__(self, parent: QWidget) -> None:
        self.doing, self.deaf = "", dict[str, float]()
        self._last = time.perf_counter()
        self._timer = QTimer(parent, interval=5)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def turn(self, doing: str) -> None:
        self._beat()
        self.doing = doing

    def _beat(self) -> None:
        now = time.perf_counter()
        self.deaf[self.doing] = max(self.deaf.get(self.doing, 0), now - self._last)
        self._last = now

    @property
    def told(self) -> str:
        return ", ".join(f"{doing} {deaf * 1000:.0f} ms" for doing, deaf in self.deaf.items())


def read(qtbot: QtBot, page: PeoplePage, path: Path) -> ImportPeopleDialog:
    dialog = ImportPeopleDialog(page.desk, path)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(dialog.primary.isEnabled, timeout=300_000)
    dialog.accept()
    return dialog


@pytest.mark.promise
def test_very_many_people_are_one_step(
    qtbot: QtBot, page: PeoplePage, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    bridge, path = page.desk.bridge, a_list(tmp_path / "people.csv", PEOPLE)
    pulse, begun = Pulse(page), spent()
    pulse.turn("reading")
    dialog = read(qtbot, page, path)
    took_reading = spent() - begun
    assert dialog.step is not None
    pulse.turn("writing")
    done = bridge.do(dialog.step)
    took = spent() - begun
    pulse.turn("after")
    qtbot.wait(100)
    pulse.turn("")
    record_property("promise", "O6")
    record_property("figure", f"{PEOPLE} rows: {took:.1f} s; longest pauses: {pulse.told}")
    record_property("target", "100,000 rows ≤ 20 s of a processor, the window answering")
    print(f"{took_reading:.1f} of {took:.1f}", pulse.told)  # the figures of a long run
    assert done is not None
    assert len(done.changes) == 5 * PEOPLE
    assert (len(page.desk.plan.people), page.model.rowCount()) == (PEOPLE, PEOPLE)
    assert len(page.desk.plan.all(Contact)) == PEOPLE
    assert len(page.desk.plan.all(Consent)) == 3 * PEOPLE
    assert took <= ALLOWED
    assert max(pulse.deaf.values()) < 2
