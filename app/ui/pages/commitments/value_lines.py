"""The state of each value in one line: quoted, no quote yet, not claimed."""

from __future__ import annotations

from msgspec import Struct
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.models.frameworks import Edition, Item
from app.models.plan import Plan
from app.models.rules import NEEDS_CORE, counted
from app.ui.controls import IconLabel, PlainLabel, ProseLabel
from app.ui.desk import Desk
from app.ui.glyphs import STATES, value_glyph
from app.words import mark

_QUOTED, _UNPROVEN, _ALONE = mark("quoted"), mark("no quote yet"), mark("does not count by itself")
_NOT = mark("not claimed")


class ValueState(Struct, frozen=True):
    """How a value stands: the state of its glyph ("ok", "warn", "none") and a marked word."""

    state: str
    said: str


def value_state(plan: Plan, values: Edition, item: str, commitment: str) -> ValueState:
    """Whether a commitment claims a value, and whether its words prove it."""
    levels = {one.id: plan.answer(values.id, one.id, commitment).level for one in values.items}
    level = values.level(item, levels[item])
    if level is None or not level.counts:
        return ValueState("none", _NOT)
    if not counted(values, levels).get(item):
        return ValueState("warn", _ALONE)
    answer = plan.answer(values.id, item, commitment)
    return (
        ValueState("ok", _QUOTED) if plan.quotations(answer.id) else ValueState("warn", _UNPROVEN)
    )


def is_alone(plan: Plan, values: Edition, item: Item, commitment: str) -> bool:
    """Whether a value is claimed that would count only together with a core value."""
    state = value_state(plan, values, item.id, commitment)
    return item.rule == NEEDS_CORE and state.said == _ALONE


class ValueLine(QWidget):
    """Glyph and name of a value, and its state at the end."""

    def __init__(self, desk: Desk, place: int, item: Item) -> None:
        super().__init__()
        self._desk, self._name = desk, item.title
        glyph = value_glyph(place)
        self._glyph = IconLabel(desk.look, glyph.icon, "", icon_ink=glyph.ink)
        self._title = ProseLabel(desk.look, item.title)
        self._mark = IconLabel(desk.look, "", "")
        self._state = PlainLabel(desk.look, token="small", ink="ink2")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(desk.look.look.px(4))
        top = Qt.AlignmentFlag.AlignTop
        row.addWidget(self._glyph, 0, top)
        row.addWidget(self._title, 1)
        row.addWidget(self._mark, 0, top)
        row.addWidget(self._state, 0, top)
        self._fit()
        desk.look.changed.connect(self._fit)

    def show_state(self, state: ValueState) -> None:
        """Say how the value stands."""
        words, glyph = self._desk.words, STATES[state.state]
        said = words(state.said)
        self._mark.show_fact(glyph.icon, "", glyph.ink)
        self._state.setText(said)
        name = words("{value}: {state}", value=self._name, state=said)
        self.setAccessibleName(name)

    def _fit(self) -> None:
        look = self._desk.look.look
        for label in (self._glyph, self._mark):
            label.setFixedSize(look.icons.side(16) + look.px(2), look.type.line("body"))
        self._state.setFixedHeight(look.type.line("body"))
