"""What a commitment still misses, one card a check, and under it what it shows already."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.models.ambition import spread
from app.models.assess import Gap
from app.models.frameworks import Item
from app.models.records import Commitment
from app.ui.charts import LevelBars
from app.ui.controls import Hairline, PlainLabel, ProseLabel, QuietButton
from app.ui.desk import Desk
from app.ui.pages.commitments.check_card import CheckCard, gap_key, sentence_of
from app.ui.pages.commitments.value_lines import ValueLine, value_state
from app.ui.spreads import level_counts

SHOWN = 6  # cards before the rest is told in one line


class ChecksTab(QWidget):
    """The checks of one commitment, or of the plan itself.

    ``go_to(table, id, field)`` asks for the place to mend; ``value_requested(item)`` for a value
    in the tab beside; ``revealed(QWidget)`` says what should be scrolled into view.
    """

    go_to = Signal(str, str, str)
    value_requested = Signal(str)
    revealed = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.subject = ""
        self._gaps: tuple[Gap, ...] = ()
        self._current = ""  # the key of the check one is at
        self._place = -1  # where it was, once it is mended and gone
        self._unfolded = False
        self.cards: dict[str, CheckCard] = {}
        words = desk.words
        self._none = ProseLabel(desk.look, words("Nothing is missing here."), ink="ink2")
        self._more = QuietButton(desk.look, "", small=True)
        self._more.clicked.connect(self.unfold)
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self._shown = QWidget()
        self._values: dict[str, ValueLine] = {}
        self._value_column = QVBoxLayout()
        self._rated = PlainLabel(desk.look, weight=600)
        self._bars = LevelBars(desk.look, words, words("Ratings"))
        self._lay_out()

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """The checks shown, in the order F8 goes through them."""
        return self._gaps

    def show_commitment(self, commitment: str) -> None:
        """Show the checks of a commitment, "" for those of the plan itself."""
        self.subject, self._current, self._place = commitment, "", -1
        self._unfolded = False
        self.look_again()

    def look_again(self) -> None:
        """Show what is missing now; cards of checks that stayed are kept."""
        self._gaps = self._found()
        keys = [gap_key(gap) for gap in self._gaps]
        if self._current and self._current not in keys:
            self._current = ""
        self._show_cards(dict(zip(keys, self._gaps, strict=True)))
        self._show_state()

    def next_problem(self) -> None:
        """Go to the check behind the current one; behind a mended one, to what took its place."""
        if not self._gaps:
            return
        keys = [gap_key(gap) for gap in self._gaps]
        place = keys.index(self._current) + 1 if self._current else max(0, self._place)
        self._choose(keys[place % len(keys)])
        self._act(keys[place % len(keys)])

    @Slot()
    def unfold(self) -> None:
        """Show the checks that were told in one line only."""
        self._unfolded = True
        self.look_again()

    def first_focus(self) -> QWidget | None:
        """The card that takes the focus when the pane does."""
        if self._current in self.cards:
            return self.cards[self._current]
        return next(iter(self.cards.values()), None)

    def _found(self) -> tuple[Gap, ...]:
        plan, desk = self._desk.plan, self._desk
        if not self.subject:
            return tuple(gap for gap in desk.missing() if not gap.subject)
        commitment = plan.of(Commitment, self.subject)
        return tuple(desk.assess(commitment).gaps) if commitment else ()

    def _show_cards(self, gaps: dict[str, Gap]) -> None:
        folded = [] if self._unfolded or len(gaps) <= SHOWN + 1 else list(gaps)[SHOWN:]
        wanted = [key for key in gaps if key not in folded]
        for key in [key for key in self.cards if key not in wanted]:
            card = self.cards.pop(key)
            self._list.removeWidget(card)
            card.hide()
            card.deleteLater()
        for place, key in enumerate(wanted):
            card = self.cards.get(key) or self._new_card(key, gaps[key])
            if self._list.indexOf(card) != place:
                self._list.removeWidget(card)
                self._list.insertWidget(place, card)
            card.set_place(place + 1, len(gaps))
            card.show()  # Qt would show each in a turn of its own, and paint them squeezed between
        self.cards = {key: self.cards[key] for key in wanted}
        self._none.setVisible(not gaps)
        self._tell_folded([gaps[key] for key in folded])
        self._mark_current()

    def _new_card(self, key: str, gap: Gap) -> CheckCard:
        card = CheckCard(self._desk, gap)
        card.chosen.connect(self._choose)
        card.acted.connect(self._act)
        card.moved.connect(self._move)
        self.cards[key] = card
        return card

    def _tell_folded(self, gaps: list[Gap]) -> None:
        words = self._desk.words
        self._more.setVisible(bool(gaps))
        self._more.set_label(words.n("{n} more check", "{n} more checks", len(gaps)))
        said = " · ".join(sentence_of(words, gap) for gap in gaps)
        self._more.setAccessibleDescription(said)

    @Slot(str)
    def _choose(self, key: str) -> None:
        self._current = key
        self._place = [gap_key(gap) for gap in self._gaps].index(key)
        if key not in self.cards:
            self._unfolded = True
            self.look_again()
        self._mark_current()
        self.revealed.emit(self.cards[key])

    @Slot(str)
    def _act(self, key: str) -> None:
        gap = next(gap for gap in self._gaps if gap_key(gap) == key)
        self.lead_to(gap.table, gap.id, gap.field)

    def lead_to(self, table: str, id: str, field: str) -> None:
        """Ask for the place where a gap is mended: a value's block, or a field of the form."""
        values = self._desk.editions().values
        template = self._desk.editions().template
        if self.subject and table == "answer" and field not in template.by_id:
            first = values.items[0].id if values.items else ""
            self.value_requested.emit(field or first)
        else:
            self.go_to.emit(table, id, field)

    @Slot(str, int)
    def _move(self, key: str, by: int) -> None:
        if by > 0 and key == list(self.cards)[-1] and len(self.cards) < len(self._gaps):
            self.unfold()
        keys = list(self.cards)
        place = min(max(keys.index(key) + by, 0), len(keys) - 1)
        self._choose(keys[place])
        self.cards[keys[place]].setFocus(Qt.FocusReason.TabFocusReason)

    def _mark_current(self) -> None:
        stop = self._current or next(iter(self.cards), "")
        for key, card in self.cards.items():
            card.set_current(key == self._current, is_stop=key == stop)

    def _show_state(self) -> None:
        self._shown.setVisible(bool(self.subject))
        if not self.subject:
            return
        desk, plan = self._desk, self._desk.plan
        editions = desk.editions()
        self._show_values(editions.values.items)
        rated = spread(plan, self.subject, editions.ambition)
        self._rated.setText(desk.words("Rated in the room, round {n}", n=rated.round))
        for part in (self._rated, self._bars):
            part.setVisible(bool(rated.raters))
        if rated.raters:
            self._bars.show_counts(tuple(level_counts(desk, rated, editions.ambition)))

    def _show_values(self, items: tuple[Item, ...]) -> None:
        items = tuple(item for item in items if item.scale)
        if [item.id for item in items] != list(self._values):
            for line in self._values.values():
                line.hide()
                line.deleteLater()
            self._values = {
                item.id: ValueLine(self._desk, place, item) for place, item in enumerate(items)
            }
            for line in self._values.values():
                self._value_column.addWidget(line)
        edition = self._desk.editions().values
        for id, line in self._values.items():
            line.show_state(value_state(self._desk.plan, edition, id, self.subject))

    def _lay_out(self) -> None:
        px = self._desk.look.look.px
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, px(16))
        whole.setSpacing(0)
        whole.addLayout(self._list)
        notes = QVBoxLayout()
        notes.setContentsMargins(px(16), px(10), px(16), px(12))
        notes.addWidget(self._none)
        notes.addWidget(self._more)
        whole.addLayout(notes)
        shown = QVBoxLayout(self._shown)
        shown.setContentsMargins(0, 0, 0, 0)
        shown.setSpacing(0)
        shown.addWidget(Hairline(self._desk.look))
        self._value_column.setContentsMargins(px(16), px(10), px(16), px(14))
        self._value_column.setSpacing(px(6))
        title = PlainLabel(
            self._desk.look, self._desk.words("Values shown in the text"), weight=600
        )
        self._value_column.addWidget(title)
        shown.addLayout(self._value_column)
        shown.addWidget(Hairline(self._desk.look))
        rated = QVBoxLayout()
        rated.setContentsMargins(px(16), px(10), px(16), 0)
        rated.setSpacing(px(4))
        rated.addWidget(self._rated)
        rated.addWidget(self._bars)
        shown.addLayout(rated)
        whole.addWidget(self._shown)
        whole.addStretch(1)
