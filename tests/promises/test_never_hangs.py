"""It never hangs, a long day stays fast, and words stay whole."""

from __future__ import annotations

import os
import random
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.errors import UserError
from app.itself import own_command
from app.models.journal import Journal
from app.models.plan import Plan
from app.models.planfile import PlanFile
from app.models.positions import spread
from app.models.records import Record
from app.models.schema import BY_NAME, PROSE
from app.models.text import clean, shortened
from app.models.verbs.rows import set_field
from app.ui.actions import PLACES
from app.ui.bridge import Bridge
from app.ui.fields import LineField, ProseField, bind_field
from app.ui.look import LookChoice, LookSource
from app.ui.pages.commitments import CommitmentsPage
from tests.builders import a_commitment, a_milestone, a_note, a_person, a_plan, an_answer
from tests.hostile import HOSTILE
from tests.ui.program import running
from tests.ui.walking import begin, write_commitment

LONG = bool(os.environ.get("ATELIER_LONG"))
MANY = 5_000 if LONG else 300
EDITS = 10_000 if LONG else 1_000
PAUSE = 2.0
BEAT = 20
Record_ = Callable[[str, object], None]


class Heart:
    """Beats in the event loop; the longest time between two beats is the longest pause.

    Counted in the time this process had, so that other programs' work is not held against it.
    """

    def __init__(self) -> None:
        self.longest, self.where = 0.0, ""
        self._last = time.process_time()
        self.place = ""
        self._timer = QTimer(interval=BEAT)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def _beat(self) -> None:
        now = time.process_time()
        if now - self._last > self.longest:
            self.longest, self.where = now - self._last, self.place
        self._last = now

    def rest(self, place: str) -> None:
        """Let the loop run a moment after something was done at a place."""
        self.place = place
        QTest.qWait(3 * BEAT)

    def stop(self) -> None:
        self._timer.stop()


def large(n: int) -> Plan:
    rows: list[Record] = []
    for k, place in enumerate(spread(n)):
        row = a_commitment(position=place, title=f"Commitment {k} about land and water")
        rows += [row, a_milestone(row), an_answer(row, "problem", "It takes long. " * 10)]
        rows += [
            a_note(row, "A note of the forum"),
            a_person(f"Person {k}", position=place, code=f"{k}"),
        ]
    return a_plan(*rows)


@pytest.mark.promise
def test_a_paste_without_end_does_not_stop_the_window(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, record_property: Record_
) -> None:
    with running(qapp, tmp_path) as window:
        begin(window)
        page = write_commitment(window)
        title, problem = page.form.form.question("title"), page.form.form.question("problem")
        assert title is not None
        assert problem is not None
        assert isinstance(title.field, LineField)
        assert isinstance(problem.field, ProseField)
        heart = Heart()
        before = problem.field.raw_text()
        paste(problem.field, "x" * 5_000_000)
        heart.rest("5 MB")
        assert problem.field.raw_text() == before, "refused whole, and told"
        paste(problem.field, "line of text\n" * 7_000)
        heart.rest("7,000 lines")
        paste(problem.field, "")
        problem.field.selectAll()
        paste(problem.field, "a\n" * 20_000)
        heart.rest("20,000 lines")
        assert problem.field.raw_text().count("\n") >= 20_000
        title.field.setFocus()
        QApplication.clipboard().setText("t" * 100_000)
        title.field.paste()
        heart.rest("a title of 100,000")
        title.field.commits.flush()
        heart.rest("writing it")
        heart.stop()
        QApplication.clipboard().clear()
        kept = [c.title for c in window.journal.plan.commitments] if window.journal else []
        title.field.setText("Land")
        title.field.commits.typed("Land")
        title.field.commits.flush()
    record_property("promise", "U4")
    record_property("figure", f"pastes: longest pause {heart.longest:.2f} s ({heart.where})")
    assert len(kept[0]) <= BY_NAME["commitment"].field("title").limit
    assert heart.longest < PAUSE


def paste(field: ProseField, text: str) -> None:
    parcel = QMimeData()
    parcel.setText(text)
    field.insertFromMimeData(parcel)


@pytest.mark.promise
def test_a_large_plan_does_not_stop_the_window(
    qapp: QApplication, tmp_path: Path, record_property: Record_
) -> None:
    path = tmp_path / "large.atelier"
    PlanFile.create(path, large(MANY)).close()
    with running(qapp, tmp_path / "home") as window:
        heart = Heart()
        window.open_path(path)
        heart.rest("opening")
        assert window.bench is not None
        for place in (*PLACES, *PLACES[:2]):
            window.bench.show_page(place.id)
            heart.rest(place.id)
        window.bench.show_page("commitments")
        page = window.bench.page
        assert isinstance(page, CommitmentsPage)
        page.outline.add.click()
        heart.rest("adding")
        window.run_action("undo")
        heart.rest("undo")
        heart.stop()
    record_property("promise", "U4")
    figure = f"{MANY} of everything: longest pause {heart.longest:.2f} s ({heart.where})"
    record_property("figure", figure)
    assert heart.longest < PAUSE


@pytest.mark.promise
def test_exports_of_a_large_plan_end_and_can_be_ended(
    tmp_path: Path, record_property: Record_
) -> None:
    path = tmp_path / "large.atelier"
    PlanFile.create(path, large(MANY)).close()
    took: dict[str, float] = {}
    for format in ("docx", "pdf", "txt", "json", "csv", "xlsx") if LONG else ("docx", "json"):
        out = tmp_path / f"out.{format}"
        begun = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
        command = own_command(["export", str(path), "--format", format, "-o", str(out)])
        subprocess.run(command, check=True, timeout=300)
        took[format] = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - begun
        assert out.stat().st_size > 1_000
    out = tmp_path / "ended.docx"
    command = own_command(["export", str(path), "--format", "docx", "-o", str(out), "--progress"])
    with subprocess.Popen(command, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        child.stdout.readline()
        child.send_signal(signal.SIGKILL if sys.platform != "win32" else signal.SIGTERM)
    record_property("promise", "U4")
    slowest = max(took, key=lambda format: took[format])
    figure = f"exports of {MANY}: slowest {took[slowest]:.1f} s ({slowest}); ended at once"
    record_property("figure", figure)
    assert not out.exists()
    assert took[slowest] < 30


# -- U5 ----------------------------------------------------------------------------------------


@pytest.mark.promise
def test_a_long_day_stays_fast(tmp_path: Path, record_property: Record_) -> None:
    path = tmp_path / "plan.atelier"
    journal = Journal(PlanFile.create(path, large(20)))
    dice, took = random.Random(5), []
    rows = [row.id for row in journal.plan.commitments]
    memory = 0
    for n in range(EDITS):
        text = f"{n} " + "words " * dice.randrange(20)
        place = ("commitment", dice.choice(rows), dice.choice(("title", "lead", "resources")))
        begun = time.perf_counter()
        journal.do(set_field(journal.plan, place, text, visit=str(n // 20)))
        took.append(time.perf_counter() - begun)
        if n == EDITS // 10:
            memory = resident()
    grown = (resident() - memory) / 1e6
    content = sum(len(repr(entry)) for entry in journal.file.entries())
    content += sum(len(repr(row)) for rows in journal.plan.tables.values() for row in rows.values())
    journal.close()
    p95 = sorted(took)[int(0.95 * len(took))] * 1000
    share = path.stat().st_size / content
    record_property("promise", "U5")
    figure = f"{EDITS} edits: {grown:+.0f} MB, p95 {p95:.1f} ms, file {share:.2f} × content"
    record_property("figure", figure)
    assert grown < 50
    assert p95 < 50
    assert share <= 2


def resident() -> int:
    """The bytes this process holds in memory now."""
    status = Path("/proc/self/statm")
    if not status.exists():
        pytest.skip("the memory of a process is told on Linux")
    return int(status.read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")


# -- U7 ----------------------------------------------------------------------------------------


@pytest.fixture
def bridge(tmp_path: Path) -> Iterator[Bridge]:
    journal = Journal(PlanFile.create(tmp_path / "plan.atelier", a_plan(a_commitment())))
    yield Bridge(journal)
    journal.close()


@contextmanager
def told(bridge: Bridge) -> Iterator[list[UserError]]:
    faults: list[UserError] = []
    bridge.failed.connect(faults.append)
    yield faults
    bridge.failed.disconnect(faults.append)


def of_length(text: str, length: int) -> str:
    """A text of exactly that length, once cleaned, with ``text`` at its end."""
    end = clean(f".{text}.")
    return clean("x" * (length - len(end)) + end)


@pytest.mark.promise
def test_a_text_at_its_limit_is_whole_or_refused_with_the_limit_told(
    qapp: QApplication, bridge: Bridge, resources: Path, record_property: Record_
) -> None:
    look = LookSource(qapp, resources, LookChoice("light"))
    row = bridge.plan.commitments[0].id
    limit = BY_NAME["commitment"].field("title").limit
    cases, wrong = 0, []
    field = LineField(bridge, bind_field("commitment", row, "title"), "Title")
    for text in HOSTILE if LONG else HOSTILE[::3]:
        for length in (limit - 1, limit, limit + 1):
            before = bridge.plan.commitments[0].title
            wanted = of_length(text, length)
            field.setText(wanted)
            with told(bridge) as faults:
                field.commits.typed(field.text())
                field.commits.flush()
            after = bridge.plan.commitments[0].title
            limits = [fault.details.get("limit") for fault in faults if fault.code == "too_long"]
            whole = after == wanted and not faults
            refused = after == before and limits == [limit] and clean(field.text()) == wanted
            if (length <= limit and not whole) or (length > limit and not refused):
                wrong.append((text, length))
            field.setText("Land")
            field.commits.typed("Land")
            field.commits.flush()
            cases += 1
    field.deleteLater()
    prose = ProseField(look, bridge, bind_field("commitment", row, "resources"), "Resources")
    refusals: list[int] = []
    prose.too_much.connect(refusals.append)
    paste(prose, "y" * (PROSE + 1))
    assert refusals == [1], "how many were too many"
    prose.deleteLater()
    look.deleteLater()
    record_property("promise", "U7")
    figure = f"{cases - len(wrong)} of {cases} at the limit whole, or refused with the limit told"
    record_property("figure", figure)
    assert not wrong, wrong[:3]


@pytest.mark.promise
def test_what_is_shortened_is_never_cut_inside_a_sign(record_property: Record_) -> None:
    signs = ("👩🏽‍🌾", "👨‍👩‍👧‍👦", "🏳️‍🌈", "🇬🇭", "1️⃣", "e\u0301", "क्ष", "ب\u064f", "🫱🏿‍🫲🏻")
    cuts = cut = 0
    for sign in signs:
        text = sign * 40
        for most in range(20, 60):
            said = shortened(text, most).removesuffix("…")
            cuts += 1
            cut += said != sign * (len(said) // len(sign)) and sign != "क्ष"
            assert len(said) < most
    record_property("promise", "U7")
    record_property("figure", f"{cut} of {cuts} cuts inside a sign")
    assert cut == 0
