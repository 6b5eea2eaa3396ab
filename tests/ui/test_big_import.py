"""A list of very many people becomes one step, while the window answers all the time."""

from __future__ import annotations

import csv
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QProgressDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.errors import UserError
from app.models.edits import Step
from app.models.plan import new_id
from app.models.planfile import Backups, PlanFile, check_file
from app.models.records import Consent, Contact, Person
from app.models.verbs.people import add_person
from app.models.verbs.rows import added
from app.ui.beside import Beside
from app.ui.desk import Desk
from app.ui.dialogs.import_people import ImportPeopleDialog
from app.ui.pages.people.page import PeoplePage
from app.ui.safekeeping import Safekeeping
from tests.ui.spending import spent

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


def a_list(path: Path, people: int) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADINGS)
        for n in range(people):
            said = ("yes", "no" if n % 3 else "yes", "yes")
            about = (f"Ána Person {n}", f"Organisation {n % 900}", f"p{n}@example{n % 50}.org")
            writer.writerow([*about, f"+40 7{n:08d}", *said])
    return path


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


def stop_what_waits() -> None:
    for one in QApplication.topLevelWidgets():
        if isinstance(one, QProgressDialog) and one.isVisible():
            for button in one.findChildren(QPushButton):
                button.click()


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
    assert max(pulse.deaf.values()) < 2  # seconds; far below it on a machine that does nothing else


def test_a_long_step_shows_how_far_it_is_and_can_be_stopped(
    qtbot: QtBot, page: PeoplePage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.ui.beside.PATIENT_MS", 0)
    bridge, faults = page.desk.bridge, list[UserError]()
    bridge.failed.connect(faults.append)
    people = [Person(new_id(), position="1", name=f"Person {n}") for n in range(8_000)]
    step = Step("import {n} people", tuple(map(added, people)), {"n": "8000"})
    before = bridge.journal.file.damage(), bridge.journal.file.lines(), bridge.plan
    stopper = QTimer(page, interval=1)
    stopper.timeout.connect(stop_what_waits)
    stopper.start()
    assert bridge.do(step) is None
    stopper.stop()
    assert [fault.code for fault in faults] == ["stopped"]
    assert (bridge.journal.file.damage(), bridge.journal.file.lines(), bridge.plan) == before
    assert bridge.do(step) is not None
    assert page.model.rowCount() == len(people)
    assert bridge.undo() is not None
    assert not page.desk.plan.people


def test_a_large_plan_is_backed_up_while_the_window_answers(
    qtbot: QtBot, page: PeoplePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = page.desk
    monkeypatch.setattr("app.models.planfile.planfile._LARGE", 1)
    keeping = Safekeeping(desk, desk.bridge.journal)
    with qtbot.waitSignal(keeping.stands):
        keeping._tick()
        assert desk.bridge.do(add_person(desk.plan, "Ama", "")) is not None
        keeping._first.start(0)
    assert keeping._job is None or keeping._job.cancelled is False
    keeping._tick()  # the person came meanwhile, so there is something to keep
    keeping.stop()
    kept = Backups(desk.paths.backups).of(desk.bridge.journal.file.lineage)
    assert [check_file(backup.path).code for backup in kept] == [""] * len(kept)
    newest = PlanFile.open(kept[0].path, read_only=True)
    assert [one.name for one in newest.read_plan().people] == (["Ama"])
    newest.close()
