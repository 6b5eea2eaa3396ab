"""How the raters find one commitment: the levels, the rounds, each rating with its reason."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from app.models.ambition import latest_round, round_ratings, scale_of, spread
from app.models.frameworks import Edition
from app.models.records import Rating
from app.models.verbs import rating as verbs
from app.ui.charts import LevelBars, SpreadStrip
from app.ui.controls import Hairline, PlainButton, PlainLabel, ProseLabel
from app.ui.desk import Desk
from app.ui.glyph_prose import GlyphProse
from app.ui.glyphs import STATES, level_glyph
from app.ui.pages.commitments.rating_form import RatingForm
from app.ui.pages.commitments.rating_row import RatingRow
from app.ui.spreads import level_counts, spoken, strip_of, verdict


class AmbitionTab(QWidget):
    """The ratings of a commitment. ``revealed(QWidget)`` says what should be scrolled to."""

    revealed = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.subject = ""
        self._round = 1
        self.rows: dict[str, RatingRow] = {}  # by rating
        self._pool: list[RatingRow] = []  # those and the ones kept for longer rounds
        words, looks = desk.words, desk.look
        self._none = ProseLabel(looks, words("Ambition is rated by commitment."), ink="ink2")
        self._body = QWidget()
        self._levels = QVBoxLayout()
        self._scale = ""
        self.rounds = QComboBox()
        self.rounds.setAccessibleName(words("Round"))
        self.rounds.activated.connect(self._round_chosen)
        self.again = PlainButton(looks, "", icon="refresh-cw", in_row=True)
        self.again.clicked.connect(self.begin_round)
        self._said = ProseLabel(looks, token="small", ink="ink2")
        self.strip = SpreadStrip(looks)
        self._verdict = GlyphProse(looks, token="body")
        self.bars = LevelBars(looks, words, words("Ratings"))
        self.form = RatingForm(desk)
        self.form.rated.connect(self._rate)
        self._list = QVBoxLayout()
        self._lay_out()

    @property
    def round(self) -> int:
        """The round shown and added to."""
        return self._round

    def show_commitment(self, commitment: str) -> None:
        """Show the newest round of a commitment, "" for none."""
        if commitment != self.subject:
            self.form.clear()
        self.subject = commitment
        self._round = max(1, latest_round(self._desk.plan, commitment, self._edition))
        self.look_again()

    def look_again(self) -> None:
        """Show the ratings as they are now."""
        self._none.setVisible(not self.subject)
        self._body.setVisible(bool(self.subject))
        if not self.subject:
            return
        edition, sectors = self._edition, self._desk.edition("sectors")
        self._show_levels(edition)
        self.form.use_scale(edition)
        self._show_rounds(edition)
        self._show_spread(edition, sectors)
        ratings = round_ratings(self._desk.plan, self.subject, edition, self._round)
        self._show_ratings(ratings, edition, sectors)

    def first_focus(self) -> QWidget | None:
        """What takes the focus when the pane does."""
        return self.form.rater if self.subject else None

    @Slot()
    def begin_round(self) -> None:
        """Begin the next round: the ratings added from here on belong to it."""
        self._round = latest_round(self._desk.plan, self.subject, self._edition) + 1
        self.look_again()
        self.form.rater.setFocus()

    @property
    def _edition(self) -> Edition:
        return self._desk.editions().ambition

    def _show_levels(self, edition: Edition) -> None:
        if self._scale == edition.id:
            return
        self._scale = edition.id
        while (item := self._levels.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        levels = scale_of(edition)
        for place, level in enumerate(levels):
            said = self._desk.words("{level}: {meaning}", level=level.name, meaning=level.help)
            line = GlyphProse(self._desk.look)
            line.say(said if level.help else level.name, level_glyph(place, len(levels)), "ink2")
            line.prose.set_text(said if level.help else level.name, strong=level.name)
            self._levels.addWidget(line)

    def _show_rounds(self, edition: Edition) -> None:
        words = self._desk.words
        newest = latest_round(self._desk.plan, self.subject, edition)
        last = max(newest, self._round, 1)
        self._round = min(self._round, last)
        if self.rounds.count() != last:
            self.rounds.clear()
            for number in range(1, last + 1):
                self.rounds.addItem(words("Round {n}", n=number), number)
        self.rounds.setCurrentIndex(self._round - 1)
        label = words("Second round") if newest <= 1 else words("Begin round {n}", n=newest + 1)
        self.again.set_label(label)
        reason = ""
        if not newest:
            reason = words("Nobody has rated yet.")
        elif self._round > newest:
            reason = words("This round has just begun.")
        self.again.disable_because(
            words("This file cannot be written.") if self._desk.bridge.read_only else reason
        )

    def _show_spread(self, edition: Edition, sectors: Edition) -> None:
        desk = self._desk
        found = spread(desk.plan, self.subject, edition, self._round)
        said = desk.words.n("{n} rating in this round.", "{n} ratings in this round.", found.raters)
        if not found.raters:
            said = desk.words("No rating in this round yet.")
        self._said.set_text(said)
        self.strip.show_spread(
            strip_of(found, edition, sectors), spoken(desk, found, edition, sectors)
        )
        state = STATES["apart" if found.is_far_apart else "ok"]
        self._verdict.say(verdict(desk, found), state)
        self.bars.show_counts(tuple(level_counts(desk, found, edition)))
        for part in (self.strip, self.bars):
            part.setVisible(bool(found.raters))
        self._verdict.setVisible(len(found.groups) > 1)

    def _show_ratings(
        self, ratings: tuple[Rating, ...], edition: Edition, sectors: Edition
    ) -> None:
        ordered = sorted(ratings, key=lambda rating: (len(rating.rater), rating.rater))
        while len(self._pool) < len(ordered):
            self._pool.append(self._new_row())
        for row, rating in zip(self._pool, ordered, strict=False):
            row.show_rating(rating, edition, sectors)
        for place, row in enumerate(self._pool):
            row.setVisible(place < len(ordered))
        self.rows = {row.id: row for row in self._pool[: len(ordered)]}

    def _new_row(self) -> RatingRow:
        row = RatingRow(self._desk)
        row.change_asked.connect(self._change)
        row.remove_asked.connect(self._remove)
        self._list.addWidget(row)
        return row

    @Slot(int)
    def _round_chosen(self, index: int) -> None:
        self._round = index + 1
        self.form.clear()
        self.look_again()

    @Slot(object)
    def _rate(self, rating: Rating) -> None:
        whole = replace(rating, commitment=self.subject, round=self._round)
        if self._desk.bridge.do(verbs.rate(self._desk.plan, whole)) is not None:
            self.form.clear()
            self.form.rater.setFocus()

    @Slot(str)
    def _change(self, id: str) -> None:
        rating = self._desk.plan.of(Rating, id)
        if rating is not None:
            self.form.change(rating)
            self.revealed.emit(self.form)

    @Slot(str)
    def _remove(self, id: str) -> None:
        self._desk.bridge.do(verbs.remove_rating(self._desk.plan, id))

    def _lay_out(self) -> None:
        px, looks = self._desk.look.look.px, self._desk.look
        whole = QVBoxLayout(self)
        whole.setContentsMargins(px(16), px(12), px(16), px(16))
        whole.addWidget(self._none)
        whole.addWidget(self._body)
        whole.addStretch(1)
        column = QVBoxLayout(self._body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        self._levels.setSpacing(px(4))
        head = QHBoxLayout()
        head.setSpacing(px(8))
        head.addWidget(self.rounds)
        head.addWidget(self.again)
        head.addStretch(1)
        self._list.setSpacing(0)
        column.addLayout(self._levels)
        column.addWidget(Hairline(looks))
        column.addLayout(head)
        for part in (self._said, self.strip, self._verdict, self.bars):
            column.addWidget(part)
        column.addWidget(Hairline(looks))
        column.addWidget(self.form)
        column.addWidget(Hairline(looks))
        words = self._desk.words
        column.addWidget(PlainLabel(looks, words("Ratings of this round"), weight=600))
        column.addLayout(self._list)
