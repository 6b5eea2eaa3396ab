"""The first place: begin, open, go on with a recent plan, try the demo, restore."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QModelIndex, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.messages import visible
from app.ui.controls import (
    FieldLabel,
    Pane,
    PlainButton,
    PlainLabel,
    PrimaryButton,
    ProseLabel,
    QuietButton,
    ScrollPane,
)
from app.ui.desk import Tools
from app.ui.flow import Flow
from app.ui.glyph_prose import GlyphProse
from app.ui.glyphs import STATES
from app.ui.rows import Row, RowsModel
from app.ui.views import OutlineView

MEASURE = 640


class WelcomePage(Pane):
    """Each button names the window's action; ``chosen(Path)`` is a recent plan."""

    action = Signal(str)
    chosen = Signal(object)

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools.look, "paper")
        self._tools = tools
        self._model = RowsModel(parent=self)
        self.recent = OutlineView(tools.look, tools.words("Recent plans"), height="document")
        self.recent.setModel(self._model)
        self.recent.activated.connect(self._open_recent)
        self.recent.clicked.connect(self._open_recent)
        self.told = GlyphProse(tools.look, token="body")
        self.told.hide()
        self._recent_box = QWidget()
        self.begin = PrimaryButton(tools.look, tools.words("New plan"), icon="plus", keys="Ctrl+N")
        self._lay_out()
        self.look_again()
        tools.preferences.changed.connect(self.look_again)
        tools.look.changed.connect(self._measure)

    def _lay_out(self) -> None:
        look = self._tools.look.look
        column = QVBoxLayout()
        column.setSpacing(look.px(16))
        column.addStretch(1)
        column.addLayout(self._title())
        column.addLayout(self._doors())
        column.addWidget(self.told)
        column.addWidget(self._recent_box)
        column.addWidget(self._promise())
        column.addStretch(2)
        inner = QWidget()
        inner.setLayout(column)
        inner.setMaximumWidth(look.px(MEASURE))
        inner.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        middle = QWidget()
        row = QHBoxLayout(middle)
        row.addStretch(1)
        row.addWidget(inner, 8)
        row.addStretch(1)
        scroll = ScrollPane(middle, "paper")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)
        self._recent_column()

    def _title(self) -> QVBoxLayout:
        words, looks = self._tools.words, self._tools.look
        box = QVBoxLayout()
        box.setSpacing(looks.look.px(6))
        box.addWidget(PlainLabel(looks, words("Atelier"), token="display"))
        sentence = words(
            "Write an open government action plan together: people, commitments, values, ambition,"
            " and a draft in Word or PDF. Everything stays on this computer."
        )
        box.addWidget(ProseLabel(looks, sentence, ink="ink2"))
        return box

    def _doors(self) -> QVBoxLayout:
        words, looks = self._tools.words, self._tools.look
        px = looks.look.px
        row = Flow(gap=px(8), row_gap=px(8))
        open_plan = PlainButton(looks, words("Open a plan"), icon="folder-open", keys="Ctrl+O")
        demo = PlainButton(looks, words("Look at the demo"), icon="play")
        for button, id in ((self.begin, "new_plan"), (open_plan, "open_plan"), (demo, "open_demo")):
            button.clicked.connect(self._asks(id))
            row.addWidget(button)
        more = Flow(gap=px(16), row_gap=px(2))
        for text, id in (
            (words("Import a plan from open data"), "import_plan"),
            (words("Restore a backup"), "restore"),
        ):
            quiet = QuietButton(looks, text, flush=True)
            quiet.clicked.connect(self._asks(id))
            more.addWidget(quiet)
        box = QVBoxLayout()
        box.addLayout(row)
        box.addLayout(more)
        return box

    def _recent_column(self) -> None:
        column = QVBoxLayout(self._recent_box)
        column.setContentsMargins(0, self._tools.look.look.px(12), 0, 0)
        column.addWidget(FieldLabel(self._tools.look, self._tools.words("Recent plans")))
        column.addWidget(self.recent)

    def _promise(self) -> QWidget:
        words = self._tools.words
        said = words("Every keystroke is saved. No account, no network, no Save button.")
        return ProseLabel(self._tools.look, said, token="small", ink="ink2")

    def _asks(self, id: str) -> _Asks:
        return _Asks(self, id)

    def say(self, sentence: str) -> None:
        """Tell what became of the plan that was closed; "" tells nothing."""
        self.told.say(sentence, STATES["ok"])
        self.told.setVisible(bool(sentence))
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.told, sentence))

    @Slot()
    def look_again(self) -> None:
        """Show the recent plans by name; their places are never looked at from here."""
        recent = self._tools.preferences.value.recent_files
        self._model.show_rows([_row(known) for known in recent])
        if recent and not self.recent.currentIndex().isValid():
            self.recent.setCurrentIndex(self._model.index(0))  # what Enter opens
        self._recent_box.setVisible(bool(recent))
        self._measure()

    @Slot()
    def _measure(self) -> None:
        line = self._tools.look.look.height("document")
        self.recent.setFixedHeight(self._model.rowCount() * line + 2)

    @Slot(QModelIndex)
    def _open_recent(self, index: QModelIndex) -> None:
        self.chosen.emit(Path(self._model.rows[index.row()].id))


def _row(known: str) -> Row:
    path = Path(known)
    folder = visible(path.parent.name)
    return Row(known, visible(path.stem), icon="file-text", note=folder, tip=visible(known))


class _Asks:
    """Emits one action id of a page; a slot without a lambda that holds the page."""

    def __init__(self, page: WelcomePage, id: str) -> None:
        self._emit, self._id = page.action, id

    def __call__(self) -> None:
        self._emit.emit(self._id)
