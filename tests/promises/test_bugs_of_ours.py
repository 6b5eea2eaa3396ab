"""A bug in one button does not end the day: alive, saved, one message."""

from __future__ import annotations

import faulthandler
import gc
import os
import random
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import CodeType, FunctionType

import pytest
from PySide6.QtCore import QObject, qInstallMessageHandler
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.models.planfile import PlanFile
from app.ui.actions import PLACES
from app.ui.fields import LineField
from app.ui.window import MainWindow
from tests.promises.bugs import Carrier, InjectedError, bang, guarded
from tests.ui.program import running
from tests.ui.walking import begin, write_commitment

LONG = bool(os.environ.get("ATELIER_LONG"))
SAMPLE = 40
Record = Callable[[str, object], None]


@contextmanager
def broken(slot: FunctionType) -> Iterator[None]:
    """The slot raises, wherever it was connected before."""
    whole: CodeType = slot.__code__
    slot.__code__ = bang.__code__.replace(
        co_freevars=whole.co_freevars,
        co_name=whole.co_name,
        co_filename=whole.co_filename,
        co_firstlineno=whole.co_firstlineno,
    )
    bang_globals = {"InjectedError": InjectedError}
    slot.__globals__.update(bang_globals)
    try:
        yield
    finally:
        slot.__code__ = whole
        slot.__globals__.pop("InjectedError", None)


def slots_of(window: MainWindow) -> dict[tuple[str, str], tuple[QObject, FunctionType]]:
    """Every slot of ours of every object alive in the window, one object for each."""
    found: dict[tuple[str, str], tuple[QObject, FunctionType]] = {}
    for one in (window, *window.findChildren(QObject)):
        for kind in type(one).__mro__:
            if not kind.__module__.startswith("app.ui"):
                continue
            for name, slot in vars(kind).items():
                if isinstance(slot, FunctionType) and getattr(slot, "_slots", None):
                    found.setdefault((kind.__qualname__, name), (one, slot))
    return found


@pytest.mark.promise
def test_every_slot_may_break_and_the_work_goes_on(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, shown: list[str], record_property: Record
) -> None:
    with running(qapp, tmp_path) as window, guarded(window):
        begin(window)
        page = write_commitment(window)
        assert window.bench is not None
        for place in PLACES:
            window.bench.show_page(place.id)
        window.bench.show_page("commitments")
        title = page.form.form.question("title")
        assert title is not None
        assert isinstance(title.field, LineField)
        found = sorted(slots_of(window).items(), key=lambda one: one[0])
        everything = len(found)
        chosen = found if LONG else random.Random(7).sample(found, SAMPLE)
        wrong: list[str] = []
        for n, ((kind, name), (one, slot)) in enumerate(chosen):
            begun, carrier = len(shown), Carrier()
            with broken(slot):
                carrier.fired.connect(getattr(one, name))
                carrier.fired.emit()
                carrier.fired.emit()  # told once, however often it happens
                carrier.fired.disconnect()
            told = len(shown) - begun
            assert window.journal is not None
            if n % 4 == 0:
                title.field.end(False)
                QTest.keyClicks(title.field, "x")
                title.field.commits.flush()
            saved = window.journal.file.read_plan() == window.journal.plan
            typed = window.journal.plan.commitments[0].title.endswith("x" * (n // 4 + 1))
            if told != 1 or not (saved and typed and window.isVisible()):
                wrong.append(f"{kind}.{name}: {told} messages, {saved=} {typed=}")
        path = window.journal.file.path if window.journal else tmp_path
        of_the_window = [kind for (kind, _), _ in chosen]
        found, chosen = [], []  # what was held here goes with the window
        gc.collect()
    record_property("promise", "U2")
    figure = f"{len(of_the_window) - len(wrong)} of {len(of_the_window)} slots (of {everything})"
    record_property("figure", f"{figure}: alive, saved, one message")
    assert everything > SAMPLE
    assert not wrong, wrong
    file = PlanFile.open(path)
    assert file.read_plan().commitments[0].title.endswith("x" * ((len(of_the_window) + 3) // 4))
    file.close()


@pytest.mark.promise
def test_the_hooks_stand(
    qapp: QApplication, tmp_path: Path, shown: list[str], record_property: Record
) -> None:
    with running(qapp, tmp_path) as window, guarded(window) as guard:
        hooks = (
            sys.excepthook == guard.caught,
            threading.excepthook is not threading.__excepthook__,
        )
        thread = threading.Thread(target=bang)
        thread.start()
        thread.join()
        window.tools.jobs.run(bang)  # and nobody listens for its failure
        for _ in range(100):
            QTest.qWait(10)
            if shown:
                break
        assert all(hooks)
        assert faulthandler.is_enabled()
        assert qInstallMessageHandler(None) is not None
        assert len(shown) == 1
        assert "InjectedError" in shown[0]
        log = (window.tools.paths.logs / "crashes.log").read_text("utf-8")
        assert log.count("InjectedError") == 2
    record_property("promise", "U2")
    record_property("figure", "4 hooks set; a worker's bug is told, a thread's is written down")


def test_what_a_library_left_when_it_ended_the_process_is_told_without_folders(
    tmp_path: Path,
) -> None:
    (tmp_path / "ended.log").write_text(
        '  File "/home/ama/secret/app/x.py", line 3 in f\n'
        '  Binary file "/home/ama "the boss"/lib/y.so", at f+0x1 [0x7f]\n',
        "utf-8",
    )
    code = (
        "import sys, faulthandler; from pathlib import Path; from app.ui.crash import CrashGuard;"
        "from app.words import Words; logs = Path(sys.argv[1]);"
        "CrashGuard(Words('en'), logs, str).install(); faulthandler._sigabrt()"
    )
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=False)
    assert done.returncode != 0
    said = (tmp_path / "crashes.log").read_text("utf-8")
    assert 'File "x.py", line 3' in said
    assert 'Binary file "y.so", at f+0x1' in said
    assert "ama" not in said
    assert "boss" not in said
    assert "Fatal Python error" in (tmp_path / "ended.log").read_text("utf-8")
