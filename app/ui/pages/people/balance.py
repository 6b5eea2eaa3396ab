"""Who is in the register, as bars: by sector, and by what people agreed to."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ui.charts import Bar
from app.ui.controls import ElidingLabel, Hairline, PlainLabel, ProseLabel
from app.ui.desk import Desk
from app.ui.figures import figure
from app.ui.pages.people.counts import NO_SECTOR, Counts


class _Line(QWidget):
    """A name, a count at the end, a bar under both."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.name = ElidingLabel(desk.look)
        self.count = PlainLabel(desk.look, ink="ink2", at_end=True)
        self.bar = Bar(desk.look, height=6)
        row = QHBoxLayout()
        row.addWidget(self.name, 1)
        row.addWidget(self.count)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(desk.look.look.px(3))
        column.addLayout(row)
        column.addWidget(self.bar)

    def show_share(self, name: str, shown: str, share: float) -> None:
        """Show a count, and its share of the longest bar."""
        self.name.setText(name)
        self.count.setText(shown)
        self.bar.show_share(share, f"{name}: {shown}")
        self.setAccessibleName(f"{name}: {shown}")


class Balance(QWidget):
    """Shown while no single person is chosen."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._lines: list[_Line] = []
        px, words = desk.look.look.px, desk.words
        self._title = ProseLabel(desk.look, token="subtitle")
        self._sectors = QVBoxLayout()
        self._sectors.setSpacing(px(10))
        self._agreed = QVBoxLayout()
        self._agreed.setSpacing(px(10))
        self._hint = ProseLabel(desk.look, "", token="small", ink="ink2")
        column = QVBoxLayout(self)
        column.setContentsMargins(px(16), px(14), px(16), px(16))
        column.setSpacing(px(12))
        column.addWidget(self._title)
        column.addLayout(self._sectors)
        column.addWidget(Hairline(desk.look))
        column.addWidget(ProseLabel(desk.look, words("What people agreed to"), token="subtitle"))
        column.addLayout(self._agreed)
        column.addWidget(self._hint)
        column.addStretch(1)
        self._hint.set_text(words("Choose a person to see and change what is kept of them."))

    def show_counts(self, counts: Counts, chosen: int = 0) -> None:
        """Show the counts of the register; ``chosen`` people are said above them."""
        words = self._desk.words
        balance = words("Balance by sector")
        several = words.n("{n} person chosen", "{n} people chosen", chosen) if chosen > 1 else ""
        self._title.set_text(several or balance)
        titles = {item.id: item.title for item in self._desk.edition("sectors").items}
        titles |= {id: id for id in counts.sectors if id not in titles}
        titles[NO_SECTOR] = words("No sector")
        sectors = [(t, counts.sectors[id]) for id, t in titles.items() if counts.sectors.get(id)]
        self._fill(self._sectors, sectors, max((n for _, n in sectors), default=1))
        items = self._desk.edition("consent").items
        yes = [(item.title, len(counts.yes.get(item.id, ()))) for item in items]
        self._fill(self._agreed, yes, max(1, counts.people))

    def _fill(self, column: QVBoxLayout, rows: list[tuple[str, int]], most: int) -> None:
        while column.count() > len(rows):
            item = column.takeAt(column.count() - 1)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        while column.count() < len(rows):
            column.addWidget(_Line(self._desk))
        for place, (name, n) in enumerate(rows):
            item = column.itemAt(place)
            line = item.widget() if item is not None else None
            if isinstance(line, _Line):
                line.show_share(name, figure(self._desk.words, n), n / most)
