"""The preview: real pages of the real PDF, or the same text to be read."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.errors import UserError
from app.exports.outline import Outline
from app.messages import say
from app.ui.controls import IconButton, Pane, PlainLabel, ProseLabel, Segmented
from app.ui.desk import Desk
from app.ui.flow import Flow
from app.ui.pages.publish.leaves import Leaves
from app.ui.pages.publish.levels import naming_words
from app.ui.pages.publish.preview import Preview
from app.ui.pages.publish.sheets import PAGE, WIDTH, SheetsView

PAGES, TEXT = "pages", "text"
FACTORS = ("0.5", "0.75", "1.0", "1.25", "1.5", "2.0", "3.0")
MOST_MISSING = 12  # characters named; the rest are counted


class PreviewPane(Pane):
    """A bar (pages or text, page number, zoom), remarks, then the pages or the text.

    ``view_changed`` says that text is shown instead of pages, or the other way round.
    """

    view_changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.look, "window")
        words = desk.words
        self._desk = desk
        self._has_pages, self._stale = True, False
        self.leaves = Leaves(desk.jobs)
        self.sheets = SheetsView(desk, self.leaves)
        self.text = Preview(desk)
        views = [(PAGES, words("Pages")), (TEXT, words("Text"))]
        self.view = Segmented(desk.look, words("Show the document as"), views, PAGES)
        self.back = IconButton(desk.look, "chevron-up", words("Page before"))
        self.on = IconButton(desk.look, "chevron-down", words("Next page"))
        self.number = PlainLabel(desk.look, ink="ink2")
        self.state = PlainLabel(desk.look, token="small", ink="ink2")
        self.zoom = QComboBox()
        self.note = ProseLabel(desk.look, token="small", ink="ink2")
        self.missing = ProseLabel(desk.look, token="small", ink="warn")
        self.named = ProseLabel(desk.look, token="small", ink="warn")
        self.stack = QStackedWidget()
        self.fault = ProseLabel(desk.look, ink="ink2")
        self._lay_out()
        self._wire()
        self._say_page(0, 0)
        self.show_fault("")
        self.show_missing("")
        self.show_naming(0)

    def _lay_out(self) -> None:
        words, px = self._desk.words, self._desk.look.look.px
        self.zoom.setAccessibleName(words("Size of the pages"))
        self.zoom.addItem(words("Page width"), WIDTH)
        self.zoom.addItem(words("Whole page"), PAGE)
        for factor in FACTORS:
            self.zoom.addItem(f"{round(float(factor) * 100)} %", factor)
        self._bar = Pane(self._desk.look, "window", ("bottom",))
        row = Flow(gap=px(10), row_gap=px(4))
        around = QVBoxLayout(self._bar)
        around.setContentsMargins(px(14), px(7), px(14), px(8))
        around.addLayout(row)
        turning = QWidget()
        inside = QHBoxLayout(turning)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(px(2))
        inside.addWidget(self.back)
        inside.addWidget(self.on)
        inside.addWidget(self.number)
        row.addWidget(self.view)
        row.addWidget(turning)
        row.addWidget(self.zoom)
        row.addWidget(self.state)
        self._turning = turning
        remarks = QVBoxLayout()
        remarks.setContentsMargins(px(14), px(4), px(14), px(4))
        remarks.setSpacing(px(2))
        for label in (self.named, self.missing, self.note, self.fault):
            remarks.addWidget(label)
        self.stack.addWidget(self.sheets)
        self.stack.addWidget(self.text)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar)
        column.addLayout(remarks)
        column.addWidget(self.stack, 1)

    def _wire(self) -> None:
        self.view.chosen.connect(self._choose_view)
        self.back.clicked.connect(lambda: self.sheets.go_to(self.sheets.page - 1))
        self.on.clicked.connect(lambda: self.sheets.go_to(self.sheets.page + 1))
        self.zoom.activated.connect(lambda _: self.sheets.set_zoom(self.zoom.currentData()))
        self.sheets.zoom_changed.connect(self._say_zoom)
        self.sheets.page_changed.connect(self._say_page)
        self.leaves.broken.connect(self._say_broken)

    @property
    def shows_text(self) -> bool:
        """Whether the text is shown instead of pages."""
        return self.view.key == TEXT or not self._has_pages

    def offer_pages(self, has_pages: bool, note: str = "") -> None:
        """Say whether what is chosen has pages at all, and what to know of them."""
        self._has_pages = has_pages
        if not has_pages:
            self.show_naming(0)
        self.view.setEnabled(has_pages)
        self.note.set_text(note)
        self.note.setVisible(bool(note))
        self._show_view()

    def show_pages(self, path: Path, missing: str) -> None:
        """Show the pages of a PDF, and the characters that no font has a picture for."""
        self.leaves.open(path)
        self.show_missing(missing)
        self.show_fault("")

    def show_outline(self, outline: Outline) -> None:
        """Show what the document says as text."""
        self.text.show_outline(outline)

    def show_working(self, on: bool) -> None:
        """Say quietly that newer pages are being made."""
        self.state.setText(self._desk.words("Updating…") if on else "")
        self.state.setVisible(on)
        if on:
            self.show_fault("")

    def show_fault(self, sentence: str) -> None:
        """Say why there are no new pages; "" takes it back."""
        self.fault.set_text(sentence)
        self.fault.setVisible(bool(sentence))

    def show_missing(self, characters: str) -> None:
        """Name the characters that would come out as boxes."""
        named = " ".join(characters[:MOST_MISSING])
        rest = len(characters) - MOST_MISSING
        said = self._desk.words.n(
            "{n} character has no picture in our fonts: {characters}",
            "{n} characters have no picture in our fonts: {characters}",
            len(characters),
            characters=f"{named} …" if rest > 0 else named,
        )
        self.missing.set_text(said if characters else "")
        self.missing.setVisible(bool(characters))

    @Slot(int)
    def show_naming(self, texts: int) -> None:
        """Say that so many passages name people who did not agree to be named."""
        self.named.set_text(naming_words(self._desk.words, texts))
        self.named.setVisible(bool(texts))

    @Slot(object)
    def show_failure(self, fault: object) -> None:
        """Say that there is no text; what is our own mistake goes on to the crash report."""
        known = isinstance(fault, UserError)
        words = self._desk.words
        self.show_fault(say(words, fault) if known else words("The text could not be made."))  # type: ignore[arg-type]  # a UserError, see above
        if not known and isinstance(fault, BaseException):
            raise fault

    def let_go(self) -> None:
        """Let go of the document that is shown; its pictures stay in sight."""
        self.leaves.rest()

    def forget(self) -> None:
        """Take what is shown out of sight: it tells what is hidden from now on."""
        self.leaves.forget()
        self.text.forget()

    @Slot(str)
    def _choose_view(self, _key: str) -> None:
        self._show_view()
        self.view_changed.emit()

    def _show_view(self) -> None:
        text = self.shows_text
        self.stack.setCurrentWidget(self.text if text else self.sheets)
        self._turning.setVisible(not text)
        self.zoom.setVisible(not text)
        self.setFocusProxy(self.text if text else self.sheets)

    @Slot(int, int)
    def _say_page(self, page: int, of: int) -> None:
        words = self._desk.words
        self.number.setText(words("{page} / {pages}", page=page, pages=of) if of else "")
        said = words("Page {page} of {pages}", page=page, pages=of) if of else ""
        self.number.setAccessibleName(said)
        self.back.setEnabled(page > 1)
        self.on.setEnabled(page < of)
        self._bar.updateGeometry()

    @Slot(str)
    def _say_zoom(self, zoom: str) -> None:
        at = self.zoom.findData(zoom)
        if at < 0:
            self.zoom.addItem(f"{round(float(zoom) * 100)} %", zoom)
            at = self.zoom.findData(zoom)
        self.zoom.setCurrentIndex(at)

    @Slot()
    def _say_broken(self) -> None:
        self.show_fault(self._desk.words("The pages could not be drawn; the text can be read."))
