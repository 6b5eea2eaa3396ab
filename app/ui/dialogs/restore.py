"""Shows the backups, what each one holds and what was done since; opens one as a new file."""

from __future__ import annotations

from collections import Counter

from msgspec import Struct
from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import UserError
from app.models.differences import Differences, bring_back, contents, differences
from app.models.hiding import Hiding, covered_twins
from app.models.plan import Plan
from app.models.planfile import Backup, read_plan
from app.models.records import Commitment
from app.ui.backup_words import why_text
from app.ui.bridge import Bridge
from app.ui.controls import FieldLabel, PlainButton, ProseLabel
from app.ui.desk import Tools
from app.ui.dialogs.shell import ShellDialog
from app.ui.differing import DifferencesView, counts_text
from app.ui.figures import long_moment_text, moment_text
from app.ui.jobs import Job, Progress, raise_mistake
from app.ui.roles import Role
from app.ui.rows import Row, RowsModel
from app.ui.views import OutlineView
from app.words import Words

WIDE = 960


class Looked(Struct, frozen=True):
    """What a look into a backup brought: its plan, None where it cannot be read any more."""

    path: str
    plan: Plan | None
    since: Differences | None = None
    holds: Differences | None = None


class RestoreDialog(ShellDialog):
    """Answers a ``Backup`` in ``answer`` once accepted; ``title`` is the plan's, or "" yet.

    With the ``bridge`` of an open plan its own backups are told against it as it is now, and one
    commitment can be brought back into it. Other backups are told against the newest of theirs.
    Where nothing was done since, what the backup holds is shown instead.
    """

    def __init__(
        self,
        tools: Tools,
        backups: list[Backup],
        parent: QWidget | None = None,
        bridge: Bridge | None = None,
    ) -> None:
        words = tools.words
        verb = words("Open as a new file") if backups else words("Close")
        super().__init__(tools, words("Restore a backup"), verb, parent, asks=bool(backups))
        self.answer: Backup | None = None
        self.title = ""
        self._bridge = bridge
        self._backups = {str(backup.path): backup for backup in backups}
        self._titles: dict[str, str] = {}
        self._looked: dict[str, Plan] = {}
        self._job: Job | None = None
        self._reading: Job | None = None
        self._brought = False
        room = self.screen().availableGeometry().width() - 60
        self._narrow = room < tools.look.look.px(WIDE)
        self._model = RowsModel(self._rows(), parent=self)
        self.list = OutlineView(tools.look, words("Backups, newest first"), height="document")
        self.list.setModel(self._model)
        self.since = DifferencesView(tools)
        self._holds = ProseLabel(tools.look, "", ink="ink2")
        if not backups:
            self._say_none()
            return
        self._lay_out()
        self.list.selectionModel().currentChanged.connect(self._look_into)
        self.list.activated.connect(self.accept)
        self.since.chosen.connect(self._offer)
        self.back.clicked.connect(self._bring_back)
        self._begin()

    def _say_none(self) -> None:
        words, looks = self.tools.words, self.tools.look
        for part in (self.list, self.since):
            self.body.addWidget(part)
            part.hide()
        when = words("One is made every ten minutes of editing, on closing, and before an import.")
        self.body.addWidget(ProseLabel(looks, words("There is no backup yet.")))
        self.body.addWidget(ProseLabel(looks, when, ink="ink2"))

    def _lay_out(self) -> None:
        words, looks = self.tools.words, self.tools.look
        px = looks.look.px
        sentence = words("Each copy was opened and checked when it was made. Nothing is replaced.")
        self.body.addWidget(ProseLabel(looks, sentence, ink="ink2"))
        left, right = QVBoxLayout(), QVBoxLayout()
        left.setSpacing(px(5))
        right.setSpacing(px(5))
        left.addWidget(FieldLabel(looks, words("Backups, newest first"), self.list))
        left.addWidget(self.list, 1)
        self._heading = FieldLabel(looks, words("What was done since"))
        right.addWidget(self._holds)
        right.addWidget(self._heading)
        right.addWidget(self.since, 1)
        row = QHBoxLayout()
        row.setSpacing(px(20))
        row.addLayout(left, 1 if self._narrow else 2)
        row.addLayout(right, 1 if self._narrow else 3)
        self.body.addLayout(row, 1)
        room = self.screen().availableGeometry()
        self.setMinimumWidth(min(px(WIDE), room.width() - 60))
        self.list.setMinimumHeight(min(px(380), room.height() - px(300)))

    def _buttons(self) -> QHBoxLayout:
        row = super()._buttons()
        self.back = PlainButton(
            self.tools.look, self.tools.words("Bring back only this commitment"), icon="undo-2"
        )
        self.back.setAutoDefault(False)
        self.back.setVisible(False)
        row.insertWidget(0, self.back)
        return row

    def _begin(self) -> None:
        self._read_titles()
        self.list.setCurrentIndex(self._model.index(1))  # below the name of its plan
        self.list.setFocus()

    def _rows(self) -> list[Row]:
        """The backups under the names of their plans; the plan that was worked on last first."""
        words, rows = self.tools.words, list[Row]()
        for lineage, kept in self._plans().items():
            title = self._titles.get(lineage, words("Reading its title…"))
            rows.append(Row(f"plan {lineage}", title or words("Untitled plan"), section=True))
            rows += [self._row(backup) for backup in kept]
        return rows

    def _row(self, backup: Backup) -> Row:
        words = self.tools.words
        when, why = long_moment_text(words, backup.made), why_text(words, backup.reason)
        said = words.listed((when, why))
        return Row(
            str(backup.path),
            moment_text(words, backup.made) if self._narrow else when,
            icon="shield-check",
            icon_ink="ok",
            note=why or None,
            tip=said,
            said=said,
        )

    def _plans(self) -> dict[str, list[Backup]]:
        plans: dict[str, list[Backup]] = {}
        for backup in self._backups.values():
            plans.setdefault(backup.lineage, []).append(backup)
        return dict(sorted(plans.items(), key=lambda p: p[1][0].made, reverse=True))

    def _read_titles(self) -> None:
        """Read what the plans are called beside the window, which shows the list meanwhile."""
        newest = [kept[0] for kept in self._plans().values()]

        def read(_progress: Progress) -> dict[str, str]:
            plans = ((backup.lineage, read_backup(backup)) for backup in newest)
            return {lineage: plan.info.title if plan else "" for lineage, plan in plans}

        self._reading = self.tools.jobs.run(read)
        self._reading.done.connect(self._show_titles)

    @Slot(object)
    def _show_titles(self, titles: dict[str, str]) -> None:
        self._titles = titles
        self._model.show_rows(self._rows())
        backup = self._chosen()
        if backup is not None and not self.title:
            self.title = titles.get(backup.lineage, "")

    def _chosen(self) -> Backup | None:
        index = self.list.currentIndex()
        return self._backups.get(str(index.data(Role.ID))) if index.isValid() else None

    # -- looking into a backup -------------------------------------------------------------

    @Slot()
    def _look_into(self) -> None:
        """Read the chosen backup beside the window and compare it."""
        backup = self._chosen()
        if backup is None:
            return
        self._stop()
        self.title = self._titles.get(backup.lineage, "")
        self.primary.disable_because("")
        self._holds.set_text("")
        self.since.say(self.tools.words("Looking into this copy…"))
        known = self._looked.get(str(backup.path))
        mine, hides = self._is_mine(backup), self._hides
        newest = next(b for b in self._backups.values() if b.lineage == backup.lineage)

        def look(_progress: Progress) -> Looked:
            plan = known or read_backup(backup)
            other = None if mine or newest == backup else read_backup(newest)
            found = None
            if plan is not None and mine and self._bridge is not None:
                now, then = self._bridge.told_apart(plan)
                found = differences(then, now)
            elif plan is not None and other is not None:
                now, then = covered_twins(other, plan) if hides else (other, plan)
                found = differences(then, now)
            return Looked(str(backup.path), plan, found, None if found else self._held(plan))

        self._job = self.tools.jobs.run(look)
        self._job.done.connect(self._show)
        self._job.failed.connect(self._failed)

    def _held(self, plan: Plan | None) -> Differences | None:
        """What the plan of a backup holds, without names while they are hidden."""
        if plan is None:
            return None
        return contents(Hiding().plan(plan) if self._hides else plan)

    def _is_mine(self, backup: Backup) -> bool:
        """Whether the backup is one of the open plan."""
        return self._bridge is not None and self._bridge.journal.file.lineage == backup.lineage

    @property
    def _hides(self) -> bool:
        return self._bridge is not None and self._bridge.hides_names

    @Slot(object)
    def _show(self, looked: Looked) -> None:
        backup, words = self._chosen(), self.tools.words
        if backup is None or str(backup.path) != looked.path:
            return
        if looked.plan is None:
            self._show_broken()
            return
        self._looked[looked.path] = looked.plan
        self.title = looked.plan.info.title
        self._holds.set_text(words("It holds {what}.", what=held_text(words, looked.plan)))
        heading = (
            words("What was done since")
            if self._is_mine(backup)
            else words("In the newest backup since")
        )
        if self._brought:
            heading = words("Brought back; Undo takes it away again. What else was done since")
        self._heading.setText(heading)
        self._heading.setVisible(self._brought or bool(looked.since))
        self._brought = False
        nothing = words("Nothing was done since.")
        if looked.since is None:
            nothing = words("This is the newest backup of this plan.")
        if looked.holds is not None:
            self.since.show_contents(looked.holds, nothing)
        elif looked.since is not None:
            self.since.show_differences(looked.since, nothing)
        self._offer()
        self._fit()

    @Slot(object)
    def _failed(self, fault: object) -> None:
        self._show_broken()
        raise_mistake(fault)

    def _show_broken(self) -> None:
        said = self.tools.words("This copy cannot be read any more.")
        self.since.say(said)
        self.primary.disable_because(said)

    # -- one commitment --------------------------------------------------------------------

    @Slot()
    def _offer(self) -> None:
        """Offer to bring a commitment back where there is a plan to bring it into."""
        backup, bridge = self._chosen(), self._bridge
        earlier = self._looked.get(str(backup.path)) if backup is not None else None
        id = self.since.commitment
        can = (
            backup is not None
            and earlier is not None
            and bridge is not None
            and not bridge.read_only
            and self._is_mine(backup)
            and self.since.differs
        )
        self.back.setVisible(can)
        there = earlier is not None and bool(id) and earlier.of(Commitment, id) is not None
        because = self.tools.words("Choose a commitment that this copy holds.")
        self.back.disable_because("" if there else because)

    @Slot()
    def _bring_back(self) -> None:
        backup, bridge = self._chosen(), self._bridge
        if backup is None or bridge is None:
            return
        step = bring_back(bridge.plan, self._looked[str(backup.path)], self.since.commitment)
        if bridge.do(step) is not None:
            self._brought = True
            self._look_into()

    def accept(self) -> None:
        """Answer the chosen backup."""
        if self.primary.isEnabled():
            self.answer = self._chosen()
            super().accept()

    def done(self, result: int) -> None:
        if self._reading is not None:
            self._reading.cancel()
        self._stop()
        super().done(result)

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None


def held_text(words: Words, plan: Plan) -> str:
    """What a plan holds, kind by kind; facts of people and ratings are not counted out."""
    live = Counter(
        {
            table: sum(not row.deleted for row in plan.tables[table].values())
            for table in ("commitment", "milestone", "answer", "person")
        }
    )
    return counts_text(words, live) or words("nothing")


def read_backup(backup: Backup) -> Plan | None:
    """What a backup holds; None when it cannot be read any more."""
    try:
        return read_plan(backup.path)
    except UserError:
        return None
