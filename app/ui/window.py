"""The window: assembles pages, menus and state, and wires their signals."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QByteArray, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QMainWindow, QStackedWidget

from app.errors import UserError
from app.messages import say
from app.models.journal import Journal
from app.models.planfile.places import Places
from app.ui.beside import Beside
from app.ui.bridge import Bridge
from app.ui.desk import Desk, Tools
from app.ui.drops import Drops
from app.ui.menus import Menus
from app.ui.page import Page, Place
from app.ui.pages.welcome import WelcomePage
from app.ui.painting import as_window_title
from app.ui.plan_doors import PlanDoors
from app.ui.safekeeping import Safekeeping
from app.ui.sticks import Sticks
from app.ui.top_line import TopLine
from app.ui.workbench import Workbench

SCALES = (80, 90, 100, 110, 125, 150, 175, 200)


class MainWindow(QMainWindow):
    """Shows Welcome, or the open plan's workbench.

    ``restart_asked`` comes when a setting needs the window to be made anew (the language).
    """

    restart_asked = Signal()

    def __init__(
        self,
        tools: Tools,
        makers: Mapping[str, Callable[[Desk], Page]],
        places: Places | None = None,
    ) -> None:
        super().__init__()
        self.tools = tools
        self._makers = makers
        places = places or Places()
        self.doors = PlanDoors(tools, places)
        self.drops = Drops(self)
        self.sticks = Sticks(tools, places)
        self.journal: Journal | None = None
        self.bench: Workbench | None = None
        self.safekeeping: Safekeeping | None = None
        self.welcome = WelcomePage(tools)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.welcome)
        self.setCentralWidget(self.stack)
        self.top_line = TopLine(tools.look, tools.words)
        self.menus = Menus(tools, self.menuBar())
        self.menuBar().setCornerWidget(self.top_line)
        self._wire()
        self._restore_geometry()
        self._say_state()

    def _wire(self) -> None:
        self.welcome.action.connect(self.run_action)
        self.welcome.chosen.connect(self.open_path)
        self.drops.dropped.connect(self.open_path)
        self.top_line.find_asked.connect(self._find)
        self.top_line.names_asked.connect(self._hide_names)
        self.menus.asked.connect(self.run_action)
        self.menus.place_asked.connect(self._go)
        self.tools.look.changed.connect(self._fit_top_line)
        self.tools.preferences.unsaved.connect(self.tools.asking.tell)
        for keys, slot in (("Ctrl+Return", self._add_milestone), ("Ctrl+Shift+Z", self._redo)):
            QShortcut(QKeySequence(keys), self).activated.connect(slot)

    # -- opening and closing ---------------------------------------------------------------

    @Slot(object)
    def open_path(self, path: Path) -> None:
        """Open a plan's file."""
        self._take(self.doors.open(path))
        if self.journal is None and not path.exists():
            preferences = self.tools.preferences
            preferences.take(preferences.value.without_recent(str(path)))

    def _take(self, journal: Journal | None) -> None:
        """Put an open plan on the desk in place of the one there."""
        if journal is None:
            return
        if not self.close_plan():
            journal.close()
            return
        self.journal = journal
        journal.beside = Beside(self.tools)
        path, preferences = journal.file.path, self.tools.preferences
        bridge = Bridge(journal, hides_names=preferences.hides_names)
        self.bench = Workbench(self.tools.desk(bridge), self._makers)
        self.stack.addWidget(self.bench)
        self.stack.setCurrentWidget(self.bench)
        self.safekeeping = Safekeeping(self.tools, journal)
        self._wire_plan(bridge, self.bench, self.safekeeping)
        preferences.take(preferences.value.with_recent(str(path)))
        preferences.change(last_folder=str(path.parent))
        self.top_line.say_opened(read_only=journal.file.read_only)
        self.safekeeping.say()
        self.bench.show_page("today")
        self._notify(self.sticks.said_on_opening(journal), "info")
        self._say_state()

    def _wire_plan(self, bridge: Bridge, bench: Workbench, keeping: Safekeeping) -> None:
        bridge.saved.connect(self.top_line.say_saved)
        bridge.failed.connect(self.top_line.say_failing)
        bridge.warned.connect(self._warn)
        bridge.history_changed.connect(self._say_state)
        bench.page_changed.connect(self._say_state)
        bench.backup_asked.connect(self._back_up)
        bench.copy_asked.connect(self._save_copy)
        keeping.stands.connect(bench.say_backup)
        keeping.failed.connect(self._warn)
        keeping.made.connect(self._offer_stick)

    def close_plan(self) -> bool:
        """Write what is typed, make a backup if anything changed, let go of the file.

        Answers False, and the plan stays, where the disk is full and the person keeps the text.
        """
        if self.journal is None or self.bench is None or self.safekeeping is None:
            return True
        self.bench.settle()
        if not self.sticks.may_close(self.bench.desk.bridge):
            return False
        try:
            self.safekeeping.stop()
            self.welcome.say(self.sticks.close(self.journal))
        finally:  # a bug of ours in a last backup keeps nobody's file
            self._let_go(self.journal, self.bench, self.safekeeping)
        return True

    def _let_go(self, journal: Journal, bench: Workbench, safekeeping: Safekeeping) -> None:
        safekeeping.deleteLater()
        journal.close()
        self.stack.setCurrentWidget(self.welcome)
        self.stack.removeWidget(bench)
        bench.deleteLater()
        self.bench = self.journal = self.safekeeping = None
        self.top_line.hide_state()
        self._say_state()

    @Slot()
    def _offer_stick(self) -> None:
        if self.journal is not None:
            self._notify(self.sticks.offer(self.journal), "info")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_top_line()

    @Slot()
    def _fit_top_line(self) -> None:
        self.top_line.fit(self.width() - self.menus.width())

    def closeEvent(self, event: QCloseEvent) -> None:
        if event.spontaneous():  # a person did it
            self.sticks.offer_last(self.bench)
        event.setAccepted(self.close_plan())
        if event.isAccepted():
            self.tools.jobs.wait()
            raw = bytes(self.saveGeometry().toBase64().data()).decode("ascii")
            self.tools.preferences.change(window=raw)

    # -- actions ---------------------------------------------------------------------------

    @Slot(str)
    def run_action(self, id: str) -> None:
        """Do what an action's row names."""
        if self.menus.action(id).isEnabled():
            getattr(self, f"_{id}")()

    def _new_plan(self) -> None:
        self._take(self.doors.new())

    def _open_plan(self) -> None:
        self._take(self.doors.choose())

    def _open_demo(self) -> None:
        self._take(self.doors.demo())

    def _import_plan(self) -> None:
        self._take(self.doors.import_plan())

    def _restore(self) -> None:
        if self.bench is not None and self.safekeeping is not None:
            self.bench.settle()
            self.safekeeping.back_up_if_changed("restore")  # the newest state is among them
        self._take(self.doors.restore(self.bench.desk.bridge if self.bench is not None else None))

    def _close_plan(self) -> None:
        self.sticks.offer_last(self.bench)
        self.close_plan()

    def _quit(self) -> None:
        self.sticks.offer_last(self.bench)
        self.close()

    def _undo(self) -> None:
        self._again("undo")

    @Slot()
    def _redo(self) -> None:
        self._again("redo")

    def _again(self, way: str) -> None:
        """The field's own strokes first, then the plan's steps."""
        if self.bench is None:
            return
        self.bench.settle()
        bridge = self.bench.desk.bridge
        step = bridge.undo() if way == "undo" else bridge.redo()
        if step is not None:
            words, said = self.tools.words, self.bench.desk.said(step)
            undone = words("Undone: {what}.", what=said)
            self.bench.notice.tell(
                undone if way == "undo" else words("Done again: {what}.", what=said), "info"
            )

    def _save_copy(self) -> None:
        if self.bench is not None:
            self.bench.settle()
            self._notify(self.sticks.save_copy(self.bench.desk.bridge))

    def _save_to_stick(self) -> None:
        if self.bench is not None:
            self.bench.settle()
            self._notify(self.sticks.save_to_stick(self.bench.desk.bridge))

    def _back_up(self) -> None:
        if self.bench is not None:
            self.bench.settle()
        if self.safekeeping is not None and self.safekeeping.back_up():
            self._notify(self.tools.words("Backup made, opened and checked."))

    def _find(self) -> None:
        from app.ui.dialogs.find import FindDialog  # loaded when first asked for

        if self.bench is None:
            return
        self.bench.settle()
        dialog = FindDialog(self.bench.desk, self.menus.commands(), self)
        dialog.exec()
        if dialog.place is not None:
            self.bench.go(dialog.place)
        elif dialog.command:
            self.run_action(dialog.command)

    def _recently_deleted(self) -> None:
        from app.ui.dialogs.recently_deleted import RecentlyDeletedDialog  # as above

        if self.bench is not None:
            self.bench.settle()
            dialog = RecentlyDeletedDialog(self.bench.desk, self)
            dialog.exec()
            if dialog.place is not None:
                self.bench.go(dialog.place)

    def _settings(self) -> None:
        from app.ui.dialogs.settings import SettingsDialog  # loaded when first asked for

        language = self.tools.preferences.value.language
        dialog = SettingsDialog(self.tools, self)
        if dialog.exec() and self.tools.preferences.value.language != language:
            self.restart_asked.emit()

    def _key_map(self) -> None:
        from app.ui.dialogs.keys import KeysDialog  # loaded when first asked for

        KeysDialog(self.tools, self).exec()

    def _test_place(self) -> None:
        from app.ui.dialogs.place_trial import PlaceTrialDialog  # as above

        PlaceTrialDialog(self.tools, self).exec()

    def _about(self) -> None:
        from app.ui.dialogs.about import AboutDialog  # loaded when first asked for

        AboutDialog(self.tools, self).exec()

    def _history(self) -> None:
        self._go("history")

    def _rate_ambition(self) -> None:
        self._go("ambition")

    def _describe_plan(self) -> None:
        if self.bench is not None:
            self.bench.go(Place("commitments", "", "title"))

    def _check_plan(self) -> None:
        self._go("today")

    def _add_commitment(self) -> None:
        self._on_page("commitments", "add_commitment")

    def _add_person(self) -> None:
        self._on_page("people", "add_person")

    def _import_people(self) -> None:
        self._on_page("people", "import_people")

    def _erase_person(self) -> None:
        self._on_page("people", "erase_person")

    def _hide_names(self) -> None:
        if self.bench is not None:
            self.tools.preferences.hides_names = self.bench.hide_or_show_names()
            self._say_state()

    def _filter_list(self) -> None:
        self._on_page("", "filter_list")

    def _next_pane(self) -> None:
        self._on_page("", "next_pane")

    def _next_problem(self) -> None:
        self._on_page("", "next_problem")

    def _focus_mode(self) -> None:
        if self.bench is not None:
            self.bench.set_focus_mode(not self.bench.rail.isHidden())

    def _larger(self) -> None:
        self._scale(1)

    def _smaller(self) -> None:
        self._scale(-1)

    def _usual_size(self) -> None:
        self.tools.preferences.change(text_scale=100)

    def _switch_theme(self) -> None:
        dark = self.tools.look.look.theme.dark
        self.tools.preferences.change(theme="light" if dark else "dark")

    def _scale(self, by: int) -> None:
        now = self.tools.preferences.value.text_scale
        others = [scale for scale in SCALES if (scale - now) * by > 0]
        wanted = others[:1] if by > 0 else others[-1:]
        if wanted:
            self.tools.preferences.change(text_scale=wanted[0])

    @Slot()
    def _add_milestone(self) -> None:
        self._on_page("", "add_milestone")

    @Slot(str)
    def _go(self, page: str) -> None:
        if self.bench is not None:
            self.bench.show_page(page)

    def _on_page(self, page: str, method: str) -> None:
        if self.bench is None:
            return
        if page:
            self.bench.show_page(page)
        act = getattr(self.bench.page, method, None)
        if act is not None:
            act()

    # -- state -----------------------------------------------------------------------------

    @Slot()
    def _say_state(self) -> None:
        self.menus.say_state(self.bench.desk.bridge if self.bench is not None else None)
        name = self.tools.words("Atelier")
        if self.bench is not None:
            self.top_line.say_names(self.bench.desk.bridge.hides_names)
            title = self.bench.desk.plan.info.title or self.tools.words("Untitled plan")
            name = f"{title} — {name}"
        self.setWindowTitle(as_window_title(name))

    def _notify(self, sentence: str, state: str = "ok") -> None:
        if self.bench is not None and sentence:
            self.bench.notice.tell(sentence, state)

    @Slot(object)
    def _warn(self, fault: UserError) -> None:
        self._notify(say(self.tools.words, fault), "warn")

    def _restore_geometry(self) -> None:
        self.resize(1366, 740)
        saved = self.tools.preferences.value.window
        with suppress(ValueError):
            if saved:
                self.restoreGeometry(QByteArray.fromBase64(saved.encode("ascii", "replace")))
