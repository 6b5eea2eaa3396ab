"""The PDF behind the preview: made aside, the newest wish wins, what comes late is dropped."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from msgspec import Struct
from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.errors import UserError
from app.exports.options import Options
from app.messages import say
from app.models.erasing import cover_copy
from app.ui.desk import Desk
from app.ui.jobs import ProcessJob

WAIT_MS = 400


class Wish(Struct, frozen=True):
    """Which document the pages are wanted of, in which language, with which options."""

    document: str
    language: str
    options: Options


class Snapshot:
    """A whole copy of the open plan for child processes; the live file stays ours alone.

    One that is made ``to_show`` tells nobody's name while the window hides names.
    """

    def __init__(self, desk: Desk, *, to_show: bool = False) -> None:
        self._desk, self._to_show = desk, to_show
        self._folder: Path | None = None
        self._state = (-1, False)

    @property
    def folder(self) -> Path:
        """A folder for what is made of the copy; it goes with ``clear``."""
        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix="atelier-"))
        return self._folder

    def take(self) -> Path:
        """The copy, made anew when the plan changed since the last one. Raises UserError."""
        bridge = self._desk.bridge
        path = self.folder / "plan.atelier"
        state = bridge.journal.edits, self._to_show and bridge.hides_names
        if state != self._state or not path.exists():
            self._state = (-1, False)
            bridge.journal.file.copy_to(path)
            if state[1]:
                cover_copy(path)
            self._state = state
        return path

    def clear(self) -> None:
        """Remove the copy and what was made of it."""
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
        self._folder, self._state = None, (-1, False)


def export_arguments(plan: Path, wish: Wish, format: str, out: Path) -> list[str]:
    """The command that makes a document in a child process and says how far it is."""
    return [
        "export", str(plan), "--document", wish.document, "--format", format,
        "--language", wish.language, "--options", wish.options.to_json(), "--progress",
        "--replace", "-o", str(out),
    ]  # fmt: skip


class Proof(QObject):
    """Makes the PDF of the last wish, a moment after it.

    ``working(bool)`` says when it is made; ``ready(path, missing)`` brings the file, which is there
    while the slot runs, and the characters that no font has; ``failed(str)`` a sentence.
    ``naming(int)``, before it is ready, counts passages that name people who did not agree.
    """

    working = Signal(bool)
    ready = Signal(object, str)
    failed = Signal(str)
    naming = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._snapshot = Snapshot(desk, to_show=True)
        self._wish: Wish | None = None
        self._made: tuple[Wish, int, bool] | None = None
        self._job: ProcessJob | None = None
        self._missing, self._naming = "", 0
        self._turn = 0
        self._timer = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._timer.timeout.connect(self._make)

    def want(self, wish: Wish) -> None:
        """Ask for the pages of a wish; the same as is there or under way asks for nothing."""
        bridge = self._desk.bridge
        key = (wish, bridge.journal.edits, bridge.hides_names)
        if key == self._made:
            return
        self._stop()
        self._made, self._wish = key, wish
        self.working.emit(True)
        self._timer.start()

    def forget(self) -> None:
        """Stop, and leave no copy of the plan behind; the next wish begins anew."""
        self._stop()
        self._made = None
        self._snapshot.clear()

    def _stop(self) -> None:
        self._timer.stop()
        if self._job is not None:
            job, self._job = self._job, None
            job.cancel()

    @Slot()
    def _make(self) -> None:
        if self._wish is None:
            return
        self._turn += 1
        self._missing, self._naming = "", 0
        try:
            plan = self._snapshot.take()
        except (UserError, OSError) as fault:
            self._tell(fault)
            return
        self._out = self._snapshot.folder / f"pages-{self._turn}.pdf"
        wish = export_arguments(plan, self._wish, "pdf", self._out)
        self._job = self._desk.jobs.command(wish)
        self._job.told.connect(self._told)
        self._job.done.connect(self._done)
        self._job.failed.connect(self._tell)
        self._job.start()

    @Slot(str, str)
    def _told(self, word: str, rest: str) -> None:
        if word == "missing":
            self._missing = rest
        elif word == "naming":
            self._naming = int(rest)

    @Slot(object)
    def _done(self, _result: object) -> None:
        self._job = None
        self.working.emit(False)
        self.naming.emit(self._naming)
        self.ready.emit(self._out, self._missing)

    @Slot(object)
    def _tell(self, fault: object) -> None:
        self._job, self._made = None, None
        words = self._desk.words
        self.working.emit(False)
        known = isinstance(fault, UserError)
        said = say(words, fault) if known else words("The pages could not be made.")  # type: ignore[arg-type]  # a UserError, see above
        self.failed.emit(said)
        if not known and isinstance(fault, BaseException) and not isinstance(fault, OSError):
            raise fault
