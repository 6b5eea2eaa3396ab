"""The pane beside the form: checks, values, ambition, languages, history of what is chosen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.models.edits import Step
from app.models.touching import touches
from app.ui.controls import Hairline, Pane, ScrollPane, Tab, Tabs
from app.ui.desk import Desk
from app.ui.figures import figure
from app.ui.glyph_prose import GlyphProse
from app.ui.glyphs import STATES
from app.ui.pages.commitments.ambition_tab import AmbitionTab
from app.ui.pages.commitments.checks_tab import ChecksTab
from app.ui.pages.commitments.history_tab import HistoryTab
from app.ui.pages.commitments.languages_tab import LanguagesTab
from app.ui.pages.commitments.values_tab import ValuesTab
from app.words import mark

_NAMES = {
    "checks": mark("Checks"),
    "values": mark("Values"),
    "ambition": mark("Ambition"),
    "languages": mark("Languages"),
    "history": mark("History"),
}


class InspectorPane(Pane):
    """Five tabs about one commitment, or about the plan itself.

    ``go_to(table, id, field)`` asks the form for a place. ``selected_text`` is set by the page
    and answers the item and the words selected in the form. ``wanted`` asks that the pane be
    brought to sight, should it have no place beside the form.
    """

    go_to = Signal(str, str, str)
    wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.look, "panel", ("start",))
        self._desk = desk
        self._commitment = ""
        self.checks = ChecksTab(desk)
        self.values = ValuesTab(desk)
        self.ambition = AmbitionTab(desk)
        self.languages = LanguagesTab(desk)
        self.history = HistoryTab(desk)
        self._tabs_by_name: dict[
            str, ChecksTab | ValuesTab | AmbitionTab | LanguagesTab | HistoryTab
        ] = {
            "checks": self.checks,
            "values": self.values,
            "ambition": self.ambition,
            "languages": self.languages,
            "history": self.history,
        }
        self._stale = set(self._tabs_by_name)
        self._counted = 0
        rows = [Tab(key, desk.words(name)) for key, name in _NAMES.items()]
        self.tabs = Tabs(desk.look, desk.words("About this commitment"), rows)
        self._stack = QStackedWidget()
        self._scrolls: dict[str, ScrollPane] = {}
        self._lay_out()
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.checks.go_to.connect(self.go_to)
        self.checks.value_requested.connect(self.show_value)
        for tab in (self.checks, self.values, self.ambition, self.languages):
            tab.revealed.connect(self._reveal)
        self.tabs.chosen.connect(self._tab_chosen)
        desk.bridge.changed.connect(self._look_again)
        self.show_commitment("")

    @property
    def selected_text(self) -> Callable[[], tuple[str, str]]:
        """Answers the item of the form and the words selected in it."""
        return self.values.selected_text

    @selected_text.setter
    def selected_text(self, asked: Callable[[], tuple[str, str]]) -> None:
        self.values.selected_text = asked
        self.values.weigh_selection()

    def show_commitment(self, id: str) -> None:
        """Show a commitment; "" shows what the plan itself still misses."""
        self.values.settle()
        self.languages.settle()
        self._commitment = id
        self.checks.show_commitment(id)
        self._stale = set(self._tabs_by_name) - {"checks"}
        self._refresh()
        for scroll in self._scrolls.values():
            scroll.verticalScrollBar().setValue(0)

    def choose_tab(self, name: str) -> None:
        """Open "checks", "values", "ambition", "languages" or "history"."""
        self.tabs.choose(name)

    @Slot(str)
    def show_value(self, item: str) -> None:
        """Open the values at one of them, with the focus on its answer."""
        self.wanted.emit()
        self.choose_tab("values")
        self.values.show_value(item)

    @Slot()
    def next_problem(self) -> None:
        """Choose the next check and ask for the place to mend it (F8)."""
        if self.checks.gaps:
            self.choose_tab("checks")
        self.checks.next_problem()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the focus on to what the open tab begins with."""
        super().focusInEvent(event)
        first = self._tabs_by_name[self.tabs.key].first_focus()
        (first or self.tabs).setFocus(event.reason())

    @Slot(object)
    def _look_again(self, step: Step) -> None:
        if not self._concerns(step):
            return
        self.checks.look_again()
        self._stale = set(self._tabs_by_name) - {"checks"}
        self._refresh()

    def _concerns(self, step: Step) -> bool:
        if step.touches("person"):
            self.ambition.form.rater.offer_people()
        if step.touches("plan"):
            return True
        plan = self._desk.plan
        if not self._commitment:
            return step.touches("commitment") or touches(plan, step, plan.info.id)
        return touches(plan, step, self._commitment)

    @Slot(str)
    def _tab_chosen(self, key: str) -> None:
        self._stack.setCurrentIndex(list(_NAMES).index(key))
        self._refresh()

    def _refresh(self) -> None:
        """Bring the open tab up to date; the others wait until they are opened."""
        key = self.tabs.key
        if key in self._stale:
            self._stale.discard(key)
            self._show(key)
        count = len(self.checks.gaps)
        if count == self._counted:
            return
        self._counted = count
        shown = figure(self._desk.words, count) if count else ""
        self.tabs.set_tabs(
            [
                Tab(name, self._desk.words(text), shown if name == "checks" else "")
                for name, text in _NAMES.items()
            ]
        )

    def _show(self, key: str) -> None:
        tab = self._tabs_by_name[key]
        if tab.subject == self._commitment:
            tab.look_again()
        else:
            tab.show_commitment(self._commitment)

    def _lay_out(self) -> None:
        looks = self._desk.look
        column = QVBoxLayout(self)
        column.setContentsMargins(looks.look.margins(1, 0, 0, 0))
        column.setSpacing(0)
        column.addWidget(self.tabs)
        column.addWidget(Hairline(looks))
        column.addWidget(self._stack, 1)
        for key, tab in self._tabs_by_name.items():
            self._scrolls[key] = ScrollPane(tab, "panel", self._stack)
            self._stack.addWidget(self._page(key))

    def _page(self, key: str) -> QWidget:
        """The scrolled tab; above the ratings stands whose they are, scrolled or not."""
        if key != "ambition":
            return self._scrolls[key]
        looks, px = self._desk.look, self._desk.look.look.px
        said = self._desk.words("Indicative self-rating, not an IRM rating.")
        notice = QWidget()
        row = QVBoxLayout(notice)
        row.setContentsMargins(px(16), px(8), px(16), px(8))
        row.addWidget(GlyphProse(looks, said, STATES["info"]))
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(notice)
        column.addWidget(Hairline(looks))
        column.addWidget(self._scrolls[key], 1)
        return page

    @Slot(object)
    def _reveal(self, part: QWidget) -> None:
        # a part just shown gets its place with the next turn of the loop
        QTimer.singleShot(0, self, lambda: self._scroll_to(part))

    def _scroll_to(self, part: QWidget) -> None:
        scroll = self._scrolls[self.tabs.key]
        if self._tabs_by_name[self.tabs.key].isAncestorOf(part):
            scroll.ensureWidgetVisible(part, 0, self._desk.look.look.px(12))
