"""What every place of the window has in common."""

from __future__ import annotations

from msgspec import Struct
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.ui.desk import Desk

NEW = "+"  # the field of a Place that asks for a new row


class Place(Struct, frozen=True):
    """Somewhere to go: a page, a row on it, a field (or template item) of the row.

    ``table`` and ``row`` name the row below it that the field is of: a milestone, an answer.
    """

    page: str
    id: str = ""
    field: str = ""
    table: str = ""
    row: str = ""


class Page(QWidget):
    """A place of the window. It shows the plan and sends verbs; it never computes.

    ``place_requested(Place)`` asks the window to go elsewhere; ``fact_changed`` that the key line
    be read again; ``notice(str)`` shows one quiet sentence with Undo.
    """

    place_requested = Signal(object)
    fact_changed = Signal()
    notice = Signal(str)

    has_focus_mode = False

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk

    def heightForWidth(self, width: int) -> int:
        """What it cannot do without: a page scrolls for want of that, not of what it would like."""
        layout = self.layout()
        return layout.minimumHeightForWidth(width) if layout is not None else -1

    def set_focus_mode(self, on: bool) -> None:
        """Show only what one writes in (F11), on a page that has such a thing."""

    def backup_changed(self) -> None:
        """A backup was made, or could not be."""

    def keys(self) -> tuple[tuple[str, str], ...]:
        """The keys of this page and what they do, for the line at the bottom."""
        return ()

    def fact(self) -> str:
        """One fact about this page, for the end of the key line."""
        return ""

    def show_place(self, place: Place) -> None:
        """Bring a row and a field into view and give it the focus."""

    def chosen_row(self) -> str:
        """The id of the row one is at, "" for none."""
        return ""

    def next_pane(self) -> None:
        """Move the focus to the next pane of the page (F6)."""
        self.focusNextChild()

    def next_problem(self) -> None:
        """Go to the next thing to mend (F8), where the page knows any."""

    def first_focus(self) -> QWidget | None:
        """What has the focus when the page opens; None leaves it to Qt."""
        return None

    def open_at_top(self) -> None:
        """Show what scrolls on the page from its top on; called once ``first_focus`` has it."""

    def settle(self) -> None:
        """Write what is typed and not yet saved; called before the page is left or closed."""
