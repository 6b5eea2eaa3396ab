"""The three panes of the writing desk: beside each other, or as tabs where there is no room."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from app.ui.controls import Hairline, Pane, Tab, Tabs
from app.ui.desk import Desk

OUTLINE, INSPECTOR, CENTRE = 260, 330, 560
NAMES = ("outline", "form", "inspector")


class DeskPanes(QWidget):
    """Outline, form and inspector. Those that do not fit become tabs of the centre.

    ``turned(str)`` names the pane a person chose among the tabs. Every widget is dressed anew with
    all that is in it whenever it gets another parent, so the panes come in last.
    """

    turned = Signal(str)

    def __init__(
        self, desk: Desk, outline: QWidget, form: QWidget, inspector: QWidget, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._panes = dict(zip(NAMES, (outline, form, inspector), strict=True))
        self._beside: frozenset[str] = frozenset()
        self._focus_mode = False
        self.tabs = Tabs(desk.look, desk.words("Parts of this page"), self._tab_rows())
        self._line = Hairline(desk.look)
        self._stack = QStackedWidget()
        self._centre = Pane(desk.look)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self._lay_out()
        self.tabs.choose("form")
        self.tabs.chosen.connect(self._turn)
        desk.look.changed.connect(self.measure)
        self.measure()

    def _tab_rows(self) -> list[Tab]:
        words = self._desk.words
        names = (words("Commitments"), words("Form"), words("About this commitment"))
        return [Tab(key, name) for key, name in zip(NAMES, names, strict=True)]

    def _lay_out(self) -> None:
        column = QVBoxLayout(self._centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.tabs, self._line):
            column.addWidget(part)
        column.addWidget(self._stack, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.splitter)
        self.splitter.addWidget(self._centre)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        self._stack.addWidget(self._panes["form"])

    def minimumSizeHint(self) -> QSize:
        return QSize(320, 200)  # whatever does not fit becomes a tab

    @property
    def shown(self) -> tuple[str, ...]:
        """The names of the panes one sees now."""
        return tuple(n for n in NAMES if n in self._beside or n == self.tabs.key)

    def reveal(self, name: str) -> None:
        """Bring a pane to sight; its tab is opened where it has one."""
        if name not in self._beside:
            self.tabs.choose(name)

    def set_focus_mode(self, on: bool) -> None:
        """Leave the form alone, or bring its neighbours back beside it."""
        self._focus_mode = on
        self.reveal("form")
        self.measure()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.measure()

    @Slot()
    def measure(self) -> None:
        """Put beside the form what has room there, and the rest behind tabs."""
        px, width = self._desk.look.look.px, self.width()
        beside = set()
        if not self._focus_mode and width >= px(OUTLINE) + CENTRE:
            beside.add("outline")
        if beside and width >= px(OUTLINE) + px(INSPECTOR) + CENTRE:
            beside.add("inspector")
        if beside != self._beside or self._stack.count() + len(beside) != len(NAMES):
            self._arrange(frozenset(beside))
        self._give_widths()

    def _arrange(self, beside: frozenset[str]) -> None:
        focus = self.focusWidget()
        self._beside = beside
        for place, name in enumerate(NAMES):
            pane = self._panes[name]
            if name in beside:
                self.splitter.insertWidget(place, pane)
                pane.show()
            elif name != "form" and self._stack.indexOf(pane) < 0:
                pane.setMinimumWidth(0)
                pane.setMaximumWidth(16_777_215)
                self._stack.addWidget(pane)
        for place, name in enumerate(NAMES):
            self.tabs.setTabVisible(place, name not in beside)
        self.tabs.set_tabs(self._tab_rows())  # makes Qt lay out those that came or went
        if self.tabs.key in beside:
            self.tabs.choose("form")
        self._show_open()
        if focus is not None and focus.isVisible():
            focus.setFocus()

    def _give_widths(self) -> None:
        """Give the neighbours their widths of the design, and the form all the rest."""
        px, sizes = self._desk.look.look.px, {"form": self.width()}
        for name, width in (("outline", OUTLINE), ("inspector", INSPECTOR)):
            if name in self._beside:
                pane = self._panes[name]
                least = min(px(width), 420) if name == "outline" else px(width) - 60
                pane.setMinimumWidth(least)
                pane.setMaximumWidth(px(width) + 160)
                sizes[name] = px(width)
                sizes["form"] -= px(width) + self.splitter.handleWidth()
        self.splitter.setSizes([sizes[name] for name in NAMES if name in sizes])

    @Slot(str)
    def _turn(self, name: str) -> None:
        self._show_open()
        self.turned.emit(name)

    def _show_open(self) -> None:
        """Show the pane of the open tab; the form alone in focus mode has no tabs above it."""
        open_ = self.tabs.key
        self._stack.setCurrentWidget(self._panes[open_])
        alone = len(self._beside) == len(NAMES) - 1 or (self._focus_mode and open_ == "form")
        self.tabs.setHidden(alone)
        self._line.setHidden(alone)
