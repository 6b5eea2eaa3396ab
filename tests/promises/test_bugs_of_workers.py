"""A bug in one worker does not end the day: each is broken alone, and told in one message."""

from __future__ import annotations

import ast
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

import app.ui
from app.models import journal
from app.models.planfile import planfile
from app.models.verbs.people import add_person
from app.ui import opening
from app.ui.dialogs.import_people import ImportPeopleDialog
from app.ui.dialogs.shell import ShellDialog
from app.ui.jobs import Job, Jobs, ProcessJob, Work
from app.ui.pages.publish import PublishPage
from app.ui.pages.publish.preview_pane import PAGES, TEXT
from app.ui.window import MainWindow
from tests.promises.bugs import Carrier, bang, guarded
from tests.ui.program import in_dialog, person, running, wait_until
from tests.ui.test_recovery import damaged
from tests.ui.walking import first_fields

LONG = bool(os.environ.get("ATELIER_LONG"))
Record = Callable[[str, object], None]


class OneBroken(Jobs):
    """The work that the function ``broken`` asks for breaks, in a thread or in a child process."""

    def __init__(self) -> None:
        super().__init__()
        self.broken, self.broke = "", 0

    def run(self, work: Work, *, in_turn: bool = False) -> Job:
        return super().run(bang if self._is_broken() else work, in_turn=in_turn)

    def command(self, arguments: Sequence[str]) -> ProcessJob:
        return super().command(["no", "such", "command"] if self._is_broken() else arguments)

    def _is_broken(self) -> bool:
        asking = sys._getframe(2).f_code
        is_it = f"{Path(asking.co_filename).stem}.{asking.co_name}" == self.broken
        self.broke += is_it
        return is_it


def leave(dialog: QDialog) -> None:
    """See the dialog, and leave it once what it began is over."""
    assert isinstance(dialog, ShellDialog)
    QTest.qWait(50)
    wait_until(lambda: not dialog.tools.jobs.running, 10_000)
    dialog.reject()


def try_a_place(dialog: QDialog) -> None:
    dialog.accept()
    leave(dialog)


def leave_the_trial(dialog: QDialog) -> None:
    """Begin the test of a folder and leave in the middle of it."""
    dialog.accept()
    QTest.qWait(100)
    dialog.reject()


def leave_the_import(dialog: QDialog) -> None:
    """Wait for what the table holds, or for why nobody knows."""
    assert isinstance(dialog, ImportPeopleDialog)
    wait_until(lambda: dialog._job is None, 10_000)
    dialog.reject()


def by_qt(act: Callable[[], object]) -> None:
    """Have Qt call something, which an exception of it comes back to."""
    carrier = Carrier()
    carrier.fired.connect(act)
    carrier.fired.emit()


def ask(window: MainWindow, action: str, act: Callable[[QDialog], None] | None = None) -> None:
    """Have Qt call an action of the window, as its menu does."""
    if act is not None:
        in_dialog(act)
    by_qt(lambda: window.run_action(action))


def publish(window: MainWindow) -> PublishPage:
    assert window.bench is not None
    window.bench.show_page("today")
    window.bench.show_page("publish")
    page = window.bench.page
    assert isinstance(page, PublishPage)
    return page


def compose(window: MainWindow) -> None:
    """The text of the document instead of its pages, and the pages again."""
    view = publish(window).preview.view
    for key in (TEXT, PAGES):
        view.choose(key)
        view.chosen.emit(key)
        QTest.qWait(700)


def see_pages(window: MainWindow) -> None:
    """The pages made and drawn anew, and let go of, as far as they come."""
    page, jobs = publish(window), window.tools.jobs
    assert isinstance(jobs, OneBroken)
    step = add_person(page.desk.plan, "Ama")
    by_qt(lambda: page.desk.bridge.do(step))
    wait_until(lambda: page.preview.leaves._document is not None or jobs.broke > 0, 15_000)
    QTest.qWait(300)
    page.preview.let_go()


def build(window: MainWindow) -> None:
    publish(window).build.click()


def tick(window: MainWindow) -> None:
    """Ten minutes are over, and something was written in a large plan."""
    assert window.safekeeping is not None
    title, _ = first_fields(window)
    QTest.keyClicks(title, "x")
    title.commits.flush()
    by_qt(window.safekeeping._tick)


def open_large(window: MainWindow) -> None:
    assert window.journal is not None
    path = window.journal.file.path
    by_qt(lambda: window.open_path(path))


def do_much(window: MainWindow) -> None:
    """A step as long as the import of a thousand people."""
    assert window.bench is not None
    desk = window.bench.desk
    step = add_person(desk.plan, "Ama")
    by_qt(lambda: desk.bridge.do(step))


def open_damaged(window: MainWindow) -> None:
    path = damaged(window)
    in_dialog(leave)
    by_qt(lambda: window.open_path(path))


def import_people(window: MainWindow) -> None:
    ask(window, "import_people", leave_the_import)


WORKERS: dict[str, Callable[[MainWindow], None]] = {
    "restore._read_titles": lambda window: ask(window, "restore", leave),
    "restore._look_into": lambda window: ask(window, "restore", leave),
    "place_trial.accept": lambda window: ask(window, "test_place", try_a_place),
    "place_trial._sweep": lambda window: ask(window, "test_place", leave_the_trial),
    "import_people._start": import_people,
    "read_job._finished": import_people,
    "proof._make": see_pages,
    "leaves.open": see_pages,
    "leaves._draw_next": see_pages,
    "leaves._close_later": see_pages,
    "page._compose_aside": compose,
    "building.start": build,
    "safekeeping._make_meanwhile": tick,
    "beside.whole": lambda window: ask(window, "back_up"),
    "beside.__call__": do_much,
    "opening._waited": open_large,
    "recovery._run": open_damaged,  # the last: it closes the plan
}
"""What asks for work beside the window, and what a person does so that it does."""

OF_A_LARGE_PLAN = (
    "safekeeping._make_meanwhile",
    "beside.whole",
    "beside.__call__",
    "opening._waited",
)
OF_REAL_PAGES = ("leaves.open", "leaves._draw_next", "leaves._close_later")  # seconds each


def places_of_work() -> set[str]:
    """Every function of the window that asks for work beside it, by file and name."""
    found: set[str] = set()
    for path in Path(app.ui.__file__).parent.rglob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        for function in ast.walk(tree):
            if isinstance(function, ast.FunctionDef):
                called = (one.func for one in ast.walk(function) if isinstance(one, ast.Call))
                asked = (ast.unparse(one) for one in called)
                if any(one.endswith(("jobs.run", "jobs.command")) for one in asked):
                    found.add(f"{path.stem}.{function.name}")
    return found


@pytest.mark.promise
def test_every_worker_may_break_and_the_work_goes_on(
    qapp: QApplication,
    tmp_path: Path,
    shown: list[str],
    monkeypatch: pytest.MonkeyPatch,
    record_property: Record,
) -> None:
    jobs, wrong, tried = OneBroken(), list[str](), 0
    with running(qapp, tmp_path, jobs=jobs) as window:
        window.run_action("open_demo")
        window.run_action("back_up")  # there is one to look at
        person(window).file = tmp_path / "people.csv"
        (tmp_path / "people.csv").write_text("Name,Email\nAma,ama@x.example\n")
        for name, act in WORKERS.items():
            if name in OF_REAL_PAGES and not LONG:
                continue
            tried += 1
            jobs.broken, jobs.broke = name, 0
            shown.clear()
            with guarded(window), monkeypatch.context() as patch:
                if name in OF_A_LARGE_PLAN:
                    patch.setattr(planfile, "_LARGE", 0)
                    patch.setattr(opening, "LARGE", 0)
                    patch.setattr(journal, "LONG", 1)
                act(window)
                wait_until(lambda: not jobs.running, 20_000)
                QTest.qWait(50)
            if not jobs.broke or len(shown) != 1 or not window.isVisible():
                wrong.append(f"{name}: broke {jobs.broke} times, {len(shown)} messages")
        jobs.broken = ""  # closing makes a backup too
    record_property("promise", "U2")
    record_property(
        "figure",
        f"{tried - len(wrong)} of {tried} workers (of {len(WORKERS)}): alive, one message each",
    )
    assert not wrong, wrong


def test_no_worker_is_forgotten() -> None:
    assert places_of_work() == set(WORKERS)
