"""The room a page has in the window: a page that needs more height than there is scrolls."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from app.ui.controls.header import PageHeader
from app.ui.controls.labels import ScrollPane
from app.ui.page import Page

MOST_HEAD = 0.4  # of the height: a head that takes more is scrolled away
BODY = 0.9  # of the height: what is below such a head then has


class PageRoom(ScrollPane):
    """Holds one page. It asks for the page's width, but never for more height than a screen has.

    ``made_at`` is the text size the distances of the page are of.

    At 200 % text the name of a page and what one does there may be higher than a small screen:
    the window does not grow beyond it, and what is below the name keeps nearly the whole height.
    """

    def __init__(self, page: Page, parent: QWidget) -> None:
        super().__init__(page, "paper", parent)
        self.page = page
        self.made_at = page.desk.look.look.type.scale

    def minimumSizeHint(self) -> QSize:
        return QSize(self.page.minimumSizeHint().width(), 0)

    def sizeHint(self) -> QSize:
        return self.page.sizeHint()

    def open_at_top(self) -> None:
        """Show the page from its name on, and what it holds from its top on."""
        super().open_at_top()
        self.page.open_at_top()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A head may have come to need another height."""
        if watched is self.widget() and event.type() == QEvent.Type.LayoutRequest:
            self._measure()
        return super().eventFilter(watched, event)

    def _measure(self) -> None:
        page = self.widget()
        direct = Qt.FindChildOption.FindDirectChildrenOnly
        head = page.findChild(PageHeader, options=direct) if page is not None else None
        if page is None or head is None:
            return
        room = self.viewport().height()
        taken = 0 if head.isHidden() else head.height()
        least = taken + round(BODY * room) if taken > MOST_HEAD * room else 0
        if page.minimumHeight() != least:
            page.setMinimumHeight(least)
