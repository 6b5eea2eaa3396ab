"""A plan on a stick, two copies of one plan, a second name: what the window does and says."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.models.journal import Journal
from app.models.planfile import Backups, PlanFile, check_file
from app.ui.ending import write_what_waits
from app.ui.window import MainWindow
from tests.models.making import a_closed_plan, a_title, reopened
from tests.ui.program import Stick, person, running
from tests.ui.walking import notice, open_path


def write_title(window: MainWindow, text: str) -> None:
    assert window.bench is not None
    bridge = window.bench.desk.bridge
    assert bridge.do(a_title(bridge.plan, text)) is not None


def edit(path: Path, *texts: str) -> None:
    journal = Journal(PlanFile.open(path))
    for text in texts:
        journal.do(a_title(journal.plan, text))
    journal.close()


def title_of(path: Path) -> str:
    with reopened(path, read_only=True) as file:
        return file.read_plan().info.title


@pytest.fixture
def stick(tmp_path: Path) -> Stick:
    return Stick(tmp_path / "stick")


@pytest.fixture
def path(stick: Stick) -> Path:
    """A plan on the stick."""
    return a_closed_plan(stick.folder / "plan.atelier")


@pytest.fixture
def window(qapp: QApplication, tmp_path: Path, stick: Stick) -> Iterator[MainWindow]:
    """The window of a computer that knows the stick."""
    with running(qapp, tmp_path / "home", places=stick) as one:
        yield one


def test_a_plan_on_a_stick_is_worked_on_here_and_goes_back_on_closing(
    window: MainWindow, path: Path, stick: Stick
) -> None:
    window.open_path(path)
    working = open_path(window)
    assert working.parent == window.tools.paths.documents
    assert "plan.atelier" in notice(window)
    assert "copy on this computer" in notice(window)
    write_title(window, "Four")
    assert title_of(path) == "Three"
    assert [p.name for p in stick.folder.iterdir()] == ["plan.atelier"]
    window.run_action("save_to_stick")
    assert title_of(path) == "Four"
    write_title(window, "Five")
    window.run_action("close_plan")
    assert title_of(path) == "Five"
    assert window.welcome.told.isVisible(), "now the stick can be pulled"
    assert "newest state" in window.welcome.told.accessibleName()
    assert person(window).told == []
    window.open_path(path)
    assert open_path(window) == working, "the same working copy again"
    window.close_plan()
    assert not window.welcome.told.isVisible(), "nothing new to tell"
    assert check_file(path).code == ""


def test_a_stick_that_was_pulled_is_told_once_and_catches_up_later(
    window: MainWindow, path: Path, stick: Stick, tmp_path: Path
) -> None:
    window.open_path(path)
    away = stick.folder.rename(tmp_path / "away")
    write_title(window, "Four")
    write_title(window, "Five")
    working = open_path(window)
    window.run_action("close_plan")
    assert person(window).told == ["stick_gone"]
    away.rename(stick.folder)
    window.open_path(working)
    window.run_action("close_plan")
    assert title_of(path) == "Five"


def test_a_stick_changed_elsewhere_keeps_its_own_and_says_so(
    window: MainWindow, path: Path
) -> None:
    window.open_path(path)
    working = open_path(window)
    edit(path, "Vier")
    write_title(window, "Four")
    window.run_action("close_plan")
    assert person(window).told == ["changed_meanwhile"]
    assert (title_of(path), title_of(working)) == ("Vier", "Four")
    person(window).told.clear()
    person(window).choice = 0
    window.open_path(path)
    assert "went their own ways: 1 edit only in this file, 1 edit" in person(window).told[0]
    assert open_path(window) != working
    assert (title_of(path), title_of(working)) == ("Vier", "Four")


def test_a_copy_goes_to_the_stick_that_is_in(
    window: MainWindow, stick: Stick, tmp_path: Path
) -> None:
    path = a_closed_plan(tmp_path / "plan.atelier")
    window.open_path(path)
    target = stick.folder / "Three.atelier"
    person(window).file = target
    window.run_action("save_to_stick")
    assert "fingerprint" in notice(window)
    stick.folder.rename(tmp_path / "away")
    window.run_action("save_to_stick")
    assert "No stick" in person(window).told[-1]
    assert check_file(tmp_path / "away" / "Three.atelier").code == ""


def test_a_stick_is_offered_once_after_work_and_not_while_another_plan_comes(
    window: MainWindow, tmp_path: Path
) -> None:
    path = a_closed_plan(tmp_path / "plan.atelier")
    window.open_path(path)
    assert window.safekeeping is not None
    assert window.bench is not None
    window.safekeeping._tick()
    assert "stick" not in notice(window)
    for offered in (True, False):
        write_title(window, f"Four {offered}")
        window.bench.notice.setAccessibleName("")
        window.safekeeping._tick()
        assert ("A stick is in" in notice(window)) is offered
    window.close_plan()
    assert person(window).told == []


@pytest.mark.parametrize("way", ["close_plan", "quit"])
def test_who_ends_the_day_is_asked_whether_the_stick_that_is_in_shall_have_a_copy(
    window: MainWindow, stick: Stick, tmp_path: Path, way: str
) -> None:
    window.open_path(a_closed_plan(tmp_path / "plan.atelier"))
    write_title(window, "Four")
    target = stick.folder / "Four.atelier"
    person(window).file, person(window).choice = target, 0
    window.run_action(way)
    assert [text for text in person(window).told if "Shall it have" in text]
    assert window.journal is None
    assert title_of(target) == "Four"


def test_nobody_is_asked_who_did_nothing_or_gave_the_stick_all_of_it(
    window: MainWindow, stick: Stick, tmp_path: Path
) -> None:
    path = a_closed_plan(tmp_path / "plan.atelier")
    window.open_path(path)
    window.run_action("close_plan")
    assert person(window).told == []
    window.open_path(path)
    write_title(window, "Four")
    person(window).file = stick.folder / "Four.atelier"
    window.run_action("save_to_stick")
    window.run_action("close_plan")
    assert person(window).told == []


def test_a_session_that_ends_asks_nobody_about_sticks(window: MainWindow, tmp_path: Path) -> None:
    window.open_path(a_closed_plan(tmp_path / "plan.atelier"))
    write_title(window, "Four")
    write_what_waits(window)
    window.run_action("quit")
    assert person(window).told == []


# Two copies of one plan


def test_twins_are_both_offered_and_neither_is_overwritten(
    window: MainWindow, tmp_path: Path
) -> None:
    one = a_closed_plan(tmp_path / "one.atelier")
    two = Path(shutil.copy(one, tmp_path / "two.atelier"))
    edit(two, "Zwei")
    window.open_path(one)
    write_title(window, "One alone")
    window.run_action("close_plan")
    before = one.read_bytes(), two.read_bytes()
    window.open_path(two)
    assert window.stack.currentWidget() is window.welcome, "nothing opens unless one chooses"
    assert "went their own ways" in person(window).told[-1]
    for choice, title in ((0, "Zwei"), (1, "One alone")):
        person(window).choice = choice
        window.open_path(two)
        beside = open_path(window)
        assert beside not in (one, two)
        assert window.journal is not None
        assert window.journal.plan.info.title == title
        window.run_action("close_plan")
        person(window).told.clear()
        window.open_path(beside)
        assert person(window).told == [], "a copy of ours is known the next time"
        window.run_action("close_plan")
    assert (one.read_bytes(), two.read_bytes()) == before
    person(window).choice = 2
    window.open_path(two)
    assert open_path(window) == two


def test_an_older_state_says_that_it_is_one(window: MainWindow, tmp_path: Path) -> None:
    path = a_closed_plan(tmp_path / "plan.atelier")
    old = path.read_bytes()
    window.open_path(path)
    write_title(window, "Four")
    write_title(window, "Five")
    window.run_action("close_plan")
    path.write_bytes(old)  # a sync client brings yesterday back
    person(window).choice = 0
    window.open_path(path)
    assert "2 edits made here" in person(window).told[-1]
    assert window.journal is not None
    assert window.journal.plan.info.title == "Five"
    assert open_path(window) != path
    assert path.read_bytes() == old


def test_each_demo_is_a_plan_of_its_own(window: MainWindow) -> None:
    lineages = []
    for _ in range(2):
        window.run_action("open_demo")
        assert window.journal is not None
        lineages.append(window.journal.file.lineage)
        window.run_action("back_up")
    backups = Backups(window.tools.paths.backups)
    assert len(set(lineages)) == 2
    assert all(1 <= len(backups.of(lineage)) <= 2 for lineage in lineages)


def test_a_second_name_is_worked_on_in_a_copy(window: MainWindow, tmp_path: Path) -> None:
    path = a_closed_plan(tmp_path / "plan.atelier")
    (tmp_path / "twin.atelier").hardlink_to(path)
    before = path.read_bytes()
    person(window).choice = 0
    window.open_path(path)
    assert "second name" in person(window).told[0]
    assert open_path(window).parent == window.tools.paths.documents
    write_title(window, "Four")
    window.close_plan()
    assert path.read_bytes() == before


def test_without_recent_plans_no_place_of_a_stick_is_kept(
    window: MainWindow, path: Path, stick: Stick
) -> None:
    window.tools.preferences.change(recent_off=True)
    window.open_path(path)
    working = open_path(window)
    write_title(window, "Four")
    window.run_action("close_plan")
    assert title_of(path) == "Four"
    kept = window.tools.paths.data / "carried.json"
    assert str(stick.folder) not in kept.read_text()
    window.open_path(path)
    assert open_path(window) == working, "the same working copy again"
