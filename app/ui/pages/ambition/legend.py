"""What the letters of the strips mean, under the table."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.models.ambition import Spread, constituency
from app.ui.controls import ProseLabel
from app.ui.desk import Desk


class Legend(QWidget):
    """ "G government, 9 · C civil society, 12": the most raters a side has in one row."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        px = desk.look.look.px
        self.words = ProseLabel(desk.look, token="small", ink="ink2")
        column = QVBoxLayout(self)
        column.setContentsMargins(desk.look.look.margins(px(50), px(8), px(16), px(12)))
        column.addWidget(self.words)

    def show_rows(self, spreads: Sequence[Spread]) -> None:
        """Say the sides of these spreads."""
        most: dict[str, int] = {}
        for spread in spreads:
            for group in spread.groups:
                key = group.constituency
                most[key] = max(most.get(key, 0), sum(group.counts))
        sectors, words = self._desk.edition("sectors"), self._desk.words
        order = {item.id: place for place, item in enumerate(sectors.items)}
        parts = []
        for id in sorted(most, key=lambda id: order.get(id, len(order))):
            side = constituency(sectors, id)
            name = side.name or words("constituency not said")
            parts.append(words("{letter} {name}, {n}", letter=side.letter, name=name, n=most[id]))
        if parts:
            parts.append(words("A longer bar means more disagreement."))
        self.words.set_text("  ·  ".join(parts))
