"""Strangers' files in the window: read by a child process, and believed only as data."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import QProcess, QTimer, Slot

from app.errors import UserError
from app.models.intake.limits import PATIENCE
from app.models.intake.worker import MOST_SAID, progress_of, understood
from app.pace import uncollected
from app.ui.beside import wait_for
from app.ui.desk import Tools
from app.ui.jobs import Job, Jobs, Progress, child_process


class ReadJob(Job):
    """Reads a file as ``kind`` in a child process that has limits; cancelling kills it.

    ``done`` brings what ``worker.understood`` makes of it. Whatever happens to the child,
    ``failed`` brings a UserError: the one it told, or "file_too_costly".
    """

    def __init__(
        self, jobs: Jobs, kind: str, path: Path, chosen: Mapping[str, object] | None = None
    ) -> None:
        super().__init__()
        self._jobs, self._kind, self._path = jobs, kind, path
        self._said = bytearray()
        self._heard = 0
        told = json.dumps(dict(chosen or {}))
        self._process = child_process(self, ["read", str(path), "--as", kind, "--chosen", told])
        # what nobody reads would be kept here without any limit
        self._process.setStandardErrorFile(QProcess.nullDevice())
        self._process.readyReadStandardOutput.connect(self._read)
        self._process.finished.connect(self._finished)
        self._process.errorOccurred.connect(self._broken)
        self._clock = QTimer(self, singleShot=True, interval=PATIENCE * 1_000)
        self._clock.timeout.connect(self._process.kill)
        jobs.keep(self)

    def start(self) -> None:
        """Begin."""
        self._clock.start()
        self._process.start()

    def cancel(self) -> None:
        """End the child; nothing was changed by it."""
        super().cancel()
        self._process.kill()

    @Slot()
    def _read(self) -> None:
        before = len(self._said)
        self._said += self._process.readAllStandardOutput().data()
        if len(self._said) > MOST_SAID:
            self._process.kill()
            return
        end = self._said.rfind(b"\n", before)  # a line may be a whole plan, and come in thousands
        if end < 0:
            return
        shares = map(progress_of, bytes(self._said[self._heard : end + 1]).split(b"\n"))
        told = [share for share in shares if share is not None]
        self._heard = end + 1
        if told and not self.cancelled:
            self.progress.emit(told[-1])

    @Slot(int, QProcess.ExitStatus)
    def _finished(self, code: int, status: QProcess.ExitStatus) -> None:
        self._read()
        self._clock.stop()
        whole = code == 0 and status == QProcess.ExitStatus.NormalExit
        if self.cancelled or not whole:
            self.fail(UserError("file_too_costly", name=self._path.name))
            return
        lines = bytes(self._said).splitlines()
        self._said.clear()
        making = self._jobs.run(partial(_understood, self._kind, lines, self._path.name))
        making.done.connect(self.finish)
        making.failed.connect(self.fail)

    @Slot(QProcess.ProcessError)
    def _broken(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self.fail(RuntimeError("child process did not start"))


def _understood(kind: str, lines: list[bytes], name: str, _progress: Progress) -> object:
    with uncollected():
        return understood(kind, lines, name)


def read_and_wait(tools: Tools, kind: str, path: Path) -> object | None:
    """What is in a file, while the window goes on answering; None when the person cancelled.

    Raises the UserError of the file. Only where the answer is needed before anything else: a wait
    that lasts shows how far it is, and Cancel.
    """
    job = ReadJob(tools.jobs, kind, path)
    return wait_for(tools, job, tools.words("Reading…"), job.cancel)
