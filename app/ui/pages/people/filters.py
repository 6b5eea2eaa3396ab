"""What narrows the register: words sought, sectors in use, purposes people agreed to."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ui.controls import Chip, QuietButton, SearchField
from app.ui.desk import Desk
from app.ui.figures import figure
from app.ui.flow import Flow
from app.ui.pages.people.counts import NO_SECTOR, Counts
from app.words import mark

FEW = 4  # sectors shown while the others are folded away

_AGREED = {
    "contact": mark("May be contacted"),
    "publish-name": mark("Name may be published"),
    "photo": mark("May be photographed"),
}


class Filters(QWidget):
    """A search and chips with their counts; ``moved`` says that another part is wanted."""

    moved = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.search = SearchField(desk.look, desk.words("Search people"))
        self.search.name_clearing(desk.words("Clear the search"))
        self._chips: dict[tuple[str, str], Chip] = {}
        self._more = QuietButton(desk.look, "")
        self._more.clicked.connect(self._unfold)
        self._unfolded = False
        self._counts = Counts(0, {}, {})
        self._holder = QWidget()
        self._more.setParent(self._holder)
        self._flow = Flow(self._holder, gap=6, row_gap=0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._more.setAutoDefault(False)
        self.opener = QuietButton(desk.look, desk.words("Filters"))
        self.opener.clicked.connect(self._open)
        self.opener.hide()
        top = QHBoxLayout()
        top.addWidget(self.search, 1)
        top.addWidget(self.opener)
        column.addLayout(top)
        column.addWidget(self._holder)
        self.search.textChanged.connect(self.moved)

    @property
    def sought(self) -> str:
        """The words sought."""
        return self.search.text()

    @property
    def sectors(self) -> frozenset[str]:
        """The sectors wanted; none means all."""
        return self._pressed("sector")

    @property
    def purposes(self) -> frozenset[str]:
        """The purposes people must have agreed to."""
        return self._pressed("purpose")

    @property
    def is_on(self) -> bool:
        """Whether anything is filtered."""
        return bool(self.sought.strip() or self.sectors or self.purposes)

    def chip(self, kind: str, id: str) -> Chip:
        """The chip of a "sector" or "purpose"; KeyError where nobody is of it."""
        return self._chips[kind, id]

    @Slot()
    def clear(self) -> None:
        """Take every filter off."""
        for chip in self._chips.values():
            chip.blockSignals(True)
            chip.setChecked(False)
            chip.blockSignals(False)
        self.search.clear()
        self.moved.emit()

    def fold_away(self, away: bool) -> None:
        """Where there is little room the chips wait behind a button, unless one is pressed."""
        self.opener.setVisible(away)
        keep = bool(self.sectors or self.purposes) or not away
        self._holder.setVisible(bool(self._chips) and keep)

    @Slot()
    def _open(self) -> None:
        self._holder.setVisible(self._holder.isHidden())

    def show_counts(self, counts: Counts) -> None:
        """A chip for each sector in use and each purpose somebody agreed to."""
        wanted = self._wanted(counts)
        if list(wanted) != list(self._chips):
            self._rebuild(wanted)
        for key, text in wanted.items():
            chip = self._chips[key]
            if chip.label != text:
                chip.label = text
                chip.setText(text.replace("&", "&&"))
                chip.setAccessibleName(text)
                chip.updateGeometry()
        self._fold(counts)

    def _fold(self, counts: Counts) -> None:
        """Show the larger sectors and those pressed; the others unfold."""
        kinds = [id for kind, id in self._chips if kind == "sector"]
        large = sorted(kinds, key=lambda id: -counts.sectors.get(id, 0))[:FEW]
        for (kind, id), chip in self._chips.items():
            pressed = chip.isChecked() or kind != "sector" or id == NO_SECTOR
            chip.setVisible(self._unfolded or pressed or id in large)
        words, rest = self._desk.words, len(kinds) - len(large)
        more = words.n("{n} sector more", "{n} sectors more", rest)
        self._more.set_label(words("Fewer sectors") if self._unfolded else more)
        self._more.setVisible(rest > 1)
        self._counts = counts
        self._flow.invalidate()

    @Slot()
    def _pressed_or_not(self) -> None:
        for chip in self._chips.values():
            chip.updateGeometry()  # a pressed chip is wider
        self._flow.invalidate()
        self.moved.emit()

    @Slot()
    def _unfold(self) -> None:
        self._unfolded = not self._unfolded
        self._fold(self._counts)

    def _wanted(self, counts: Counts) -> dict[tuple[str, str], str]:
        words, desk = self._desk.words, self._desk
        found: dict[tuple[str, str], str] = {}
        titles = {item.id: item.title for item in desk.edition("sectors").items}
        titles |= {id: id for id in counts.sectors if id not in titles}
        titles[NO_SECTOR] = words("No sector")
        for id, title in titles.items():
            n = counts.sectors.get(id, 0)
            if n or (("sector", id) in self._chips and id in self.sectors):
                found["sector", id] = f"{title} {figure(words, n)}"
        for item in desk.edition("consent").items:
            n = len(counts.yes.get(item.id, ()))
            if n or (("purpose", item.id) in self._chips and item.id in self.purposes):
                title = words(_AGREED[item.id]) if item.id in _AGREED else item.title
                found["purpose", item.id] = f"{title} {figure(words, n)}"
        return found

    def _rebuild(self, wanted: dict[tuple[str, str], str]) -> None:
        pressed = {key for key, chip in self._chips.items() if chip.isChecked()}
        while self._flow.count():
            self._flow.takeAt(0)
        for chip in self._chips.values():
            chip.hide()
            chip.deleteLater()
        self._chips = {}
        for key, text in wanted.items():
            chip = Chip(self._desk.look, text, parent=self._holder)
            chip.setChecked(key in pressed)
            chip.toggled.connect(self._pressed_or_not)
            self._chips[key] = chip
            self._flow.addWidget(chip)
            chip.show()
        self._flow.addWidget(self._more)
        self._holder.setVisible(bool(wanted) and self.opener.isHidden())

    def _pressed(self, kind: str) -> frozenset[str]:
        pairs = self._chips.items()
        return frozenset(id for (of, id), chip in pairs if of == kind and chip.isChecked())
