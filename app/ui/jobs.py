"""The only threads and child processes: long work that leaves the window answering."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from functools import partial
from typing import Any

from PySide6.QtCore import (
    QMetaMethod,
    QObject,
    QProcess,
    QRunnable,
    QThreadPool,
    QTimer,
    Signal,
    Slot,
)

from app.errors import UserError
from app.itself import own_command, step_back
from app.pace import uncollected

LETS_GO_MS = 1_000  # how long after its last word a thread has surely ended
Progress = Callable[[float], None]
Work = Callable[[Progress], Any]


class Job(QObject):
    """One piece of work under way; its signals arrive on the main thread.

    ``done(result)`` or ``failed(exception)`` comes once, then ``ended``; ``progress`` runs from
    0 to 1. A cancelled job says ``ended`` only.
    """

    done = Signal(object)
    failed = Signal(object)
    progress = Signal(float)
    ended = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.cancelled = False

    def start(self) -> None:
        """Begin, where the work is not under way from the start."""

    def cancel(self) -> None:
        """Stop listening to the work; what it still brings is dropped."""
        self.cancelled = True

    @Slot(object)
    def finish(self, result: object) -> None:
        """The work brought a result."""
        if not self.cancelled:
            self.done.emit(result)
        self.ended.emit()

    @Slot(object)
    def fail(self, fault: object) -> None:
        """The work raised; a failure nobody listens for is a mistake of ours, and raised here."""
        if not self.cancelled:
            self.failed.emit(fault)
        self.ended.emit()
        heard = self.isSignalConnected(QMetaMethod.fromSignal(self.failed))
        if isinstance(fault, BaseException) and not heard and not self.cancelled:
            raise fault


def raise_mistake(fault: object) -> None:
    """Let what a job failed with go on to the crash report, unless the world is at fault."""
    if isinstance(fault, BaseException) and not isinstance(fault, (UserError, OSError)):
        raise fault


class _Carrier(QObject):
    """Brings what happened on another thread over to this one."""

    finished = Signal(object)
    failed = Signal(object)
    progress = Signal(float)


class _Runnable(QRunnable):
    def __init__(self, work: Work, carrier: _Carrier) -> None:
        super().__init__()
        self._work = work
        self._carrier = carrier

    def run(self) -> None:
        try:
            result = self._work(self._carrier.progress.emit)
        except Exception as fault:  # handed on to crash.py or to a message
            self._carrier.failed.emit(fault)
        else:
            self._carrier.finished.emit(result)


def child_process(parent: QObject, arguments: Sequence[str]) -> QProcess:
    """A process that will run ``atelier ARGUMENTS``; it dies with ``parent``."""
    process = QProcess(parent)
    program, *rest = own_command(arguments)
    process.setProgram(program)
    process.setArguments(rest)
    return process


class ProcessJob(Job):
    """A child process of this program, run as a command; cancelling ends it.

    ``told(word, rest)`` brings what else it says than how far it has come, a line each.
    ``process_id`` is its number once it has begun, also after it ended.
    """

    told = Signal(str, str)

    def __init__(self, arguments: Sequence[str]) -> None:
        super().__init__()
        self._process = child_process(self, arguments)
        self._process.readyReadStandardOutput.connect(self._read)
        self._process.started.connect(self._step_back)
        self._process.finished.connect(self._finished)
        self._process.errorOccurred.connect(self._broken)
        self._said = b""
        self.process_id = 0

    def start(self) -> None:
        """Begin."""
        self._process.start()

    def cancel(self) -> None:
        """End the process; a half-made file never takes the place of a good one."""
        super().cancel()
        self._process.kill()

    def wait(self) -> None:
        """Let a cancelled process end, so that who listens can tidy up behind it."""
        self._process.waitForFinished(2_000)

    @Slot()
    def _step_back(self) -> None:
        self.process_id = self._process.processId()
        step_back(self.process_id)

    @Slot()
    def _read(self) -> None:
        self._said += bytes(self._process.readAllStandardOutput().data())
        *lines, self._said = self._said.split(b"\n")  # whole lines: a letter may come in two parts
        for line in lines:
            word, _, rest = line.decode("utf-8", "replace").partition(" ")
            if word == "progress":
                self.progress.emit(float(rest))
            elif not self.cancelled:
                self.told.emit(word, rest.rstrip("\r"))

    @Slot(int, QProcess.ExitStatus)
    def _finished(self, code: int, status: QProcess.ExitStatus) -> None:
        self._read()
        if self.cancelled or (code == 0 and status == QProcess.ExitStatus.NormalExit):
            self.finish(None)
            return
        said = bytes(self._process.readAllStandardError().data()).decode("utf-8", "replace")
        known = code == 1 and said.strip()
        self.fail(
            UserError("export_refused", reason=said.strip())
            if known
            else RuntimeError(f"child process ended with {code}\n{said}")
        )

    @Slot(QProcess.ProcessError)
    def _broken(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self.fail(RuntimeError("child process did not start"))


class Jobs(QObject):
    """Starts jobs and keeps them until they end. ``inline`` runs work at once, for tests.

    While a thread works nobody looks for circles of objects: whichever thread found some would
    take them away, and a widget that goes on another thread than its own ends the program.
    """

    def __init__(self, *, inline: bool = False) -> None:
        super().__init__()
        self._inline = inline
        self._running: set[Job] = set()
        self._threads: dict[Job, object] = {}  # each with what it works on
        self._calm = ExitStack()  # lets circles be looked for again, once no thread works
        self._turns = QThreadPool()
        self._turns.setMaxThreadCount(1)

    @property
    def running(self) -> int:
        """How many jobs are under way."""
        return len(self._running)

    @property
    def is_inline(self) -> bool:
        """Whether work is done before ``run`` returns, so that nobody can listen to it."""
        return self._inline

    def run(self, work: Work, *, in_turn: bool = False) -> Job:
        """Run short pure work in the pool, or at once when inline.

        ``in_turn`` runs one such work after the other, for libraries that two threads may not
        call together.
        """
        job = Job()
        carrier = _Carrier(job)
        carrier.finished.connect(job.finish)
        carrier.failed.connect(job.fail)
        carrier.progress.connect(job.progress)
        self.keep(job)
        runnable = _Runnable(work, carrier)
        if self._inline:
            runnable.run()
        else:
            if not self._threads:
                self._calm.enter_context(uncollected())
            self._threads[job] = work, carrier
            (self._turns if in_turn else QThreadPool.globalInstance()).start(runnable)
        return job

    def command(self, arguments: Sequence[str]) -> ProcessJob:
        """Run ``atelier ARGUMENTS`` in a child process; connect to it, then call ``start``."""
        job = ProcessJob(arguments)
        self.keep(job)
        return job

    def wait(self) -> None:
        """Let running work end; for closing the window."""
        for job in tuple(self._running):
            job.cancel()
            if isinstance(job, ProcessJob):
                job.wait()
        self._turns.waitForDone(5_000)
        QThreadPool.globalInstance().waitForDone(5_000)
        for job in tuple(self._threads):
            self._thread_over(job)

    def _thread_over(self, job: Job) -> None:
        held = self._threads.pop(job)  # a thread that lets go last would take widgets away
        QTimer.singleShot(LETS_GO_MS, self, partial(_let_go, held))
        if not self._threads:
            self._calm.close()

    def keep(self, job: Job) -> None:
        """Hold a job until it has ended; those of ``run`` and ``command`` are held already."""
        self._running.add(job)
        job.ended.connect(self._drop)

    @Slot()
    def _drop(self) -> None:
        job = self.sender()
        if isinstance(job, Job):
            self._running.discard(job)
            if job in self._threads:
                self._thread_over(job)
            job.deleteLater()


def _let_go(_held: object) -> None:
    """The thread has ended long since: what it worked on may go, on this thread."""
