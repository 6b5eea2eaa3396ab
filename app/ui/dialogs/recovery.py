"""A plan that cannot be opened: what is safe, what can still be read, and three ways on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from msgspec import Struct
from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.errors import UserError
from app.exports.help_bundle import write_help_bundle
from app.messages import MESSAGES
from app.models.differences import Differences, contents, differences
from app.models.frameworks import Frameworks
from app.models.mending import mended
from app.models.plan import Plan
from app.models.planfile import Backup, Backups
from app.models.planfile.salvage import Salvaged, lineage_of, salvage
from app.models.text import clean
from app.ui.controls import FieldLabel, Hairline, PlainButton, ProseLabel, QuietButton
from app.ui.desk import Tools
from app.ui.dialogs.restore import WIDE, held_text, read_backup
from app.ui.dialogs.shell import ShellDialog
from app.ui.differing import DifferencesView
from app.ui.figures import long_moment_text, time_text
from app.ui.file_names import safe_name
from app.ui.glyph_prose import GlyphProse
from app.ui.glyphs import STATES, Glyph
from app.ui.jobs import Job, Progress, Work, raise_mistake
from app.words import Words

_Size = QSizePolicy.Policy


class Kept(Struct, frozen=True):
    """The newest good backup of a damaged plan, with what it holds."""

    backup: Backup
    plan: Plan
    all: tuple[Backup, ...]


class Readable(Struct, frozen=True):
    """What the damaged file still gives, and how that differs from the backup.

    Without a backup ``since`` is all of it.
    """

    found: Salvaged
    plan: Plan
    since: Differences


def find_kept(path: Path, backups: Backups) -> Kept | None:
    """The newest good backup of the plan in a file; by its name where the file tells no more."""
    lineage = lineage_of(path)
    plans: dict[str, list[Backup]] = {}
    for backup in backups.all():
        plans.setdefault(backup.lineage, []).append(backup)
    if lineage in plans:
        return _newest_good(plans[lineage])
    for kept in plans.values():
        good = _newest_good(kept)
        if good is not None and path.stem.startswith(safe_name(good.plan.info.title)):
            return good
    return None


def _newest_good(backups: list[Backup]) -> Kept | None:
    for backup in backups:
        plan = read_backup(backup)
        if plan is not None:
            return Kept(backup, plan, tuple(backups))
    return None


def read_what_is_left(
    path: Path, kept: Kept | None, frameworks: Frameworks, progress: Progress
) -> Readable:
    """Read the damaged file and compare it with the backup."""
    found = salvage(path, progress)
    plan = mended(found, clean(path.stem), frameworks, kept.plan.info if kept else None)
    return Readable(found, plan, differences(kept.plan, plan) if kept else contents(plan))


class RecoveryDialog(ShellDialog):
    """Answers a ``Backup`` or what is ``Readable`` to go on with; None in ``answer`` to leave it.

    The damaged file is only read. Reading it goes on beside the window and can be stopped.
    """

    def __init__(
        self, tools: Tools, path: Path, fault: UserError, parent: QWidget | None = None
    ) -> None:
        words = tools.words
        super().__init__(tools, words("This plan needs attention"), words("Continue"), parent)
        self.answer: Backup | Readable | None = None
        self.kept: Kept | None = None
        self.readable: Readable | None = None
        self._path, self._fault = path, fault
        self._looking = False
        self._job: Job | None = None
        self._stopped: list[bool] = []  # filled once nobody waits for the reading any more
        self._lay_out()
        self._find()

    def _lay_out(self) -> None:
        words, looks = self.tools.words, self.tools.look
        px = looks.look.px
        happened = words(MESSAGES[self._fault.code].sentence, name=_short(self._path.name))
        promise = words(
            "It will not be changed or deleted. What you choose goes into a new file beside it."
        )
        self.body.addWidget(ProseLabel(looks, f"{happened} {promise}", ink="ink2"))
        looking = words("Looking for backups…")
        self.safe = GlyphProse(looks, looking, Glyph("shield-check", "ink2"), token="subtitle")
        self._holds = ProseLabel(looks)
        self.body.addWidget(self.safe)
        self.body.addWidget(self._holds)
        self.body.addWidget(Hairline(looks))
        self.read = ProseLabel(looks, words("Reading what is left…"))
        self.stop = QuietButton(looks, words("Stop reading"))
        self.stop.clicked.connect(self._stop_reading)
        reading = QHBoxLayout()
        reading.addWidget(self.read, 1)
        reading.addWidget(self.stop)
        self.body.addLayout(reading)
        self._heading = FieldLabel(looks, words("The damaged file compared with the backup"))
        self.since = DifferencesView(self.tools)
        self.since.setSizePolicy(_Size.Preferred, _Size.Expanding)
        room = self.screen().availableGeometry()
        self.since.setMinimumHeight(min(px(290), max(px(150), room.height() - px(530))))
        for hidden in (self._heading, self.since):
            hidden.hide()
        self.body.addWidget(self._heading)
        self.body.addWidget(self.since, 1)
        self.ask_help = QuietButton(looks, words("Keep everything and ask for help…"), flush=True)
        self.ask_help.clicked.connect(self._ask_for_help)
        last = QVBoxLayout()
        last.setContentsMargins(0, px(4), 0, 0)
        last.addWidget(self.ask_help)
        self.body.addLayout(last)
        self.setMinimumWidth(min(px(WIDE - 240), room.width() - 60))

    def _buttons(self) -> QHBoxLayout:
        row = super()._buttons()
        words = self.tools.words
        self.look = PlainButton(self.tools.look, words("Look at what can still be read"))
        self.look.setAutoDefault(False)
        self.look.clicked.connect(self._look)
        self.look.disable_because(words("It is still being read."))
        self.primary.disable_because(words("Looking for backups…"))
        row.insertWidget(row.count() - 1, self.look)
        return row

    # -- the newest good backup ------------------------------------------------------------

    def _find(self) -> None:
        path, backups = self._path, Backups(self.tools.paths.backups)
        self._run(lambda _progress: find_kept(path, backups), self._found, self._found_none)

    @Slot(object)
    def _found(self, kept: Kept | None) -> None:
        words = self.tools.words
        self.kept = kept
        if kept is None:
            self._found_none()
            return
        when = _when(words, kept.backup.made)
        said = words("Your work up to {when} is safe", when=when)
        self.safe.say(said, Glyph("shield-check", "ok"))
        held = held_text(words, kept.plan)
        self._holds.set_text(words("The newest backup holds {what}.", what=held))
        self.primary.set_label(words("Continue with {when}", when=when))
        self.primary.disable_because("")
        self.primary.setFocus()
        self._read_on()

    @Slot()
    def _found_none(self) -> None:
        words = self.tools.words
        said = words("There is no backup of this plan on this computer")
        self.safe.say(said, STATES["warn"])
        self._holds.hide()
        self.look.hide()
        self.primary.set_label(words("Continue with what was read"))
        self.primary.disable_because(words("It is still being read."))
        self._read_on()

    # -- what can still be read ------------------------------------------------------------

    def _read_on(self) -> None:
        path, kept, frameworks = self._path, self.kept, self.tools.frameworks
        stopped = self._stopped

        def work(progress: Progress) -> Readable:
            def tell(share: float) -> None:
                if stopped:
                    raise UserError("nothing_to_salvage", name=path.name)
                progress(share)

            return read_what_is_left(path, kept, frameworks, tell)

        self._run(work, self._show_readable, self._nothing_readable)
        if self._job is not None:
            self._job.progress.connect(self._say_progress)

    @Slot(float)
    def _say_progress(self, share: float) -> None:
        words = self.tools.words
        self.read.set_text(words("Reading what is left… {share} %", share=round(100 * share)))

    @Slot(object)
    def _show_readable(self, readable: Readable) -> None:
        self.readable = readable
        self.stop.hide()
        self.read.set_text(_said_of(self.tools.words, readable))
        self._let_go_on("")
        QTimer.singleShot(0, self, self._fit)  # what was read takes more lines than the waiting
        if self.kept is None:
            self._look()

    def _let_go_on(self, because: str) -> None:
        """Let the person go on with what was read, or say why not."""
        (self.look if self.kept else self.primary).disable_because(because)

    @Slot()
    def _nothing_readable(self) -> None:
        said = self.tools.words("Nothing can be read of the damaged file any more.")
        self.stop.hide()
        self.read.set_text(said)
        self._let_go_on(said)

    @Slot()
    def _stop_reading(self) -> None:
        self._end()
        self.stop.hide()
        said = self.tools.words("What is left was not read.")
        self.read.set_text(said)
        self._let_go_on(said)

    @Slot()
    def _look(self) -> None:
        """Show what is readable; the button then goes on with it."""
        readable, words = self.readable, self.tools.words
        if readable is None:
            return
        if self._looking:
            self.answer = readable
            super().accept()
            return
        self._looking = True
        self.look.set_label(words("Continue with what was read"))
        self.since.show()
        if self.kept is None:
            self.since.show_contents(readable.since, "")
            self.primary.setFocus()
            return
        self._heading.show()
        same = words("What can be read is the same as the backup.")
        self.since.show_differences(readable.since, same)
        self._fit()
        self.since.list.setFocus()  # and so into sight

    # -- leaving ---------------------------------------------------------------------------

    @Slot()
    def _ask_for_help(self) -> None:
        words, asking = self.tools.words, self.tools.asking
        warning = words(
            "The file for whoever helps holds the whole plan: the names of people too, their"
            " contacts and what they agreed to. Give it only to somebody you trust."
        )
        if asking.choose(warning, [words("Choose where to write it")]) is None:
            return
        name = words("{name} for help", name=self._path.stem)
        suggested = self.tools.paths.documents / f"{safe_name(name)}.zip"
        target = asking.save_file(words("Keep everything"), suggested, "ZIP (*.zip)")
        if target is None:
            return
        try:
            write_help_bundle(self._path, self.kept.all if self.kept else (), target)
        except UserError as fault:
            asking.tell(fault)
        else:
            self.ask_help.set_label(words("Everything was kept in {name}", name=target.name))

    def accept(self) -> None:
        """Go on with the backup; with what was read where there is none."""
        if self.primary.isEnabled():
            self.answer = self.kept.backup if self.kept is not None else self.readable
            super().accept()

    def done(self, result: int) -> None:
        self._end()
        super().done(result)

    def _run(self, work: Work, done: Callable[..., None], failed: Callable[[], None]) -> None:
        self._job = self.tools.jobs.run(work)
        self._job.done.connect(done)
        self._job.failed.connect(failed)
        self._job.failed.connect(raise_mistake)

    def _end(self) -> None:
        self._stopped.append(True)
        if self._job is not None:
            self._job.cancel()
            self._job = None


def _said_of(words: Words, readable: Readable) -> str:
    found, held = readable.found, held_text(words, readable.plan)
    said = [words("In the damaged file: {what}.", what=held)]
    if found.is_whole:
        said.append(words("Nothing is missing."))
    if found.missing:
        missing = words.n("{n} entry is missing.", "{n} entries are missing.", found.missing)
        said.append(missing)
    if found.rebuilt:
        one, many = "{n} was rebuilt from the history.", "{n} were rebuilt from the history."
        said.append(words.n(one, many, len(found.rebuilt)))
    if found.doubtful:
        said.append(
            words.n(
                "{n} says something else than the history: look at it.",
                "{n} say something else than the history: look at them.",
                len(found.doubtful),
            )
        )
    return " ".join(said)


def _when(words: Words, made: datetime) -> str:
    """The time alone for today, else day and time."""
    today = datetime.now(UTC).astimezone().date()
    return (
        time_text(words, made)
        if made.astimezone().date() == today
        else long_moment_text(words, made)
    )


def _short(name: str) -> str:
    return name if len(name) <= 48 else f"{name[:30]}…{name[-15:]}"
