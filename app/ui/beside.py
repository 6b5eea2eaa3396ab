"""Long work done on another thread, while the window answers and shows how far it is."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeVar, cast

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QProgressDialog

from app.errors import UserError
from app.pace import uncollected
from app.ui.desk import Tools
from app.ui.jobs import Job, Progress

PATIENT_MS = 600  # before a wait is shown
WIDTH = 320
T = TypeVar("T")


class Beside:
    """Answers what the work answers and raises what it raises; the caller waits, not the window.

    Cancel ends the work at the next progress it tells, as UserError("stopped").
    """

    def __init__(self, tools: Tools) -> None:
        self._tools = tools

    def __call__(self, work: Callable[[Progress], T]) -> T:
        stop = _Stop()
        if self._tools.jobs.is_inline:
            return work(stop.told)
        with uncollected():
            job = self._tools.jobs.run(partial(_stoppable, work, stop))
            said = self._tools.words("Updating…")
            return cast("T", wait_for(self._tools, job, said, stop.ask))

    def whole(self, work: Callable[[], T]) -> T:
        """The same for work that goes to its end once it has begun."""
        if self._tools.jobs.is_inline:
            return work()
        job = self._tools.jobs.run(lambda _progress: work())
        return cast("T", wait_for(self._tools, job, self._tools.words("Updating…"), None))


class _Stop:
    """Whether a person asked to stop; what was done all the same is done."""

    def __init__(self) -> None:
        self._asked = False

    def ask(self) -> None:
        self._asked = True

    def told(self, _share: float) -> None:
        if self._asked:
            raise UserError("stopped")


def _stoppable(work: Callable[[Progress], T], stop: _Stop, progress: Progress) -> T:
    def told(share: float) -> None:
        stop.told(share)
        progress(share)

    return work(told)


def wait_for(
    tools: Tools,
    job: Job,
    said: str,
    stop: Callable[[], None] | None,
    *,
    at_once: bool = False,
) -> object:
    """What a job brings, while the window goes on answering; raises what it failed with.

    A wait that lasts, or ``at_once`` one that surely will, shows how far it is, and Cancel, which
    calls ``stop``, if there is one. None from a job that only ends.
    """
    found: list[object] = []
    faults: list[Exception] = []
    loop = QEventLoop()
    shown = _shown_wait(tools, said)
    job.progress.connect(lambda share: shown.setValue(round(99 * share)))
    job.done.connect(found.append)
    job.failed.connect(faults.append)
    job.ended.connect(loop.quit)
    if stop is None:
        shown.setCancelButton(None)
        shown.setMaximum(0)
    else:
        shown.canceled.connect(stop)
    patience = QTimer(singleShot=True, interval=PATIENT_MS)  # Qt's own begins with progress only
    patience.timeout.connect(shown.show)
    if at_once:
        shown.show()
    else:
        patience.start()
    job.start()
    loop.exec()
    patience.stop()
    shown.blockSignals(True)  # closing it is no cancelling
    shown.close()
    shown.deleteLater()
    for fault in faults:
        raise fault
    return found[0] if found else None


def _shown_wait(tools: Tools, said: str) -> QProgressDialog:
    shown = QProgressDialog(said, tools.words("Cancel"), 0, 100, tools.asking.parent)
    shown.setWindowTitle(tools.words("Atelier"))
    shown.setWindowModality(Qt.WindowModality.WindowModal)
    shown.setMinimumDuration(PATIENT_MS)
    shown.setAutoClose(False)
    shown.setAutoReset(False)
    shown.setMinimumWidth(tools.look.look.px(WIDTH))
    return shown
