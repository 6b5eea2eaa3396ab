"""Choose a document, its file, language and options; see its pages; build it; open it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt, QTimer, Slot
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.exports import DOCUMENTS, compose, format_row
from app.exports.composing import material
from app.exports.outline import Outline
from app.models.earlier import ALL, plan_at
from app.models.edits import Step
from app.ui.controls import PageHeader, Pane, ScrollPane, Segmented
from app.ui.desk import Desk
from app.ui.file_names import safe_name
from app.ui.jobs import Progress
from app.ui.page import Page
from app.ui.pages.publish.building import BuildFoot
from app.ui.pages.publish.choices import OPEN_DATA, Choices
from app.ui.pages.publish.preview_pane import PreviewPane
from app.ui.pages.publish.proof import Proof, Wish
from app.ui.painting import text_width
from app.ui.rows import Row, RowsModel
from app.ui.views import OutlineView
from app.words import Words

LIST, OPTIONS, LEAST_PREVIEW = 230, 318, 260
ICON_ROOM, MOST_LIST = 74, 0.5  # around a name in the list; of the page, for its names
LEAST_HEIGHT = 420  # below it the options need the room of the page's name more
ICONS = {
    "action-plan": "book-open",
    "commitment-sheets": "file-text",
    "standards-report": "list-checks",
    "participants": "users",
    OPEN_DATA: "globe",
}
LOOK_AGAIN_MS = 120


class PublishPage(Page):
    """The list of documents, the options of one, its pages, and the button that builds it.

    Where there is no room for options and pages side by side, a switch shows one of them.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        words, looks = desk.words, desk.look
        self.header = PageHeader(looks, words("Publish"))
        self._model = RowsModel(self._rows(), parent=self)
        self.list = OutlineView(looks, words("Documents"), height="document")
        self.list.setModel(self._model)
        self.choices = Choices(desk)
        self.preview = PreviewPane(desk)
        self.proof = Proof(desk)
        self.foot = BuildFoot(desk)
        self.build, self.cancel = self.foot.build, self.foot.cancel
        self.open, self.said = self.foot.open, self.foot.said
        sides = [("options", words("Options")), ("preview", words("Preview"))]
        self.side = Segmented(looks, words("Show"), sides, "options")
        self._composing = 0
        self._hid = desk.bridge.hides_names
        self._timer = QTimer(self, singleShot=True, interval=LOOK_AGAIN_MS)
        self._lay_out()
        self._wire()
        self.list.setCurrentIndex(self._model.index_of(DOCUMENTS[0].id))

    def _rows(self) -> list[Row]:
        words = self.desk.words
        rows = [
            Row(d.id, words(d.name), icon=ICONS.get(d.id, "file-text"), tip=words(d.name))
            for d in DOCUMENTS
        ]
        return [
            Row("group documents", words("Documents"), section=True),
            *rows,
            Row("group data", words("For others"), section=True),
            Row(OPEN_DATA, words("Tables and open data"), icon=ICONS[OPEN_DATA]),
        ]

    def _wire(self) -> None:
        self.list.selectionModel().currentChanged.connect(self._document_chosen)
        self.choices.changed.connect(self._timer.start)
        self._timer.timeout.connect(self.look_again)
        self.side.chosen.connect(self._measure)
        self.foot.asked.connect(self._ask_and_build)
        self.foot.built.connect(self.choices.remember_export)
        self.preview.view_changed.connect(self.look_again)
        self.proof.working.connect(self.preview.show_working)
        self.proof.naming.connect(self.preview.show_naming)
        self.proof.ready.connect(self.preview.show_pages)
        self.proof.failed.connect(self.preview.show_fault)
        self.desk.bridge.changed.connect(self._plan_changed)
        self.desk.look.changed.connect(self._measure)

    def _lay_out(self) -> None:
        px = self.desk.look.look.px
        self._switch = Pane(self.desk.look, "paper", ("bottom",))
        inside = QHBoxLayout(self._switch)
        inside.setContentsMargins(px(16), px(8), px(16), px(9))
        inside.addWidget(self.side)
        inside.addStretch(1)
        beside = QHBoxLayout()
        beside.setSpacing(0)
        beside.addWidget(self._options_pane())
        beside.addWidget(self.preview, 1)
        work = QVBoxLayout()
        work.setSpacing(0)
        work.addWidget(self._switch)
        work.addLayout(beside, 1)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self._list_pane())
        row.addLayout(work, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.header)
        whole.addLayout(row, 1)

    def _list_pane(self) -> QWidget:
        px = self.desk.look.look.px
        self._list_box = Pane(self.desk.look, "panel", ("end",))
        column = QVBoxLayout(self._list_box)
        column.setContentsMargins(self.desk.look.look.margins(0, px(8), 1, px(8)))
        column.addWidget(self.list)
        return self._list_box

    def _options_pane(self) -> QWidget:
        px = self.desk.look.look.px
        self._options_box = Pane(self.desk.look, "paper", ("end",))
        inner = QWidget()
        holder = QVBoxLayout(inner)
        holder.setContentsMargins(px(22), px(16), px(22), px(16))
        holder.addWidget(self.choices)
        column = QVBoxLayout(self._options_box)
        column.setContentsMargins(self.desk.look.look.margins(0, 0, 1, 0))
        column.setSpacing(0)
        column.addWidget(ScrollPane(inner, "paper"), 1)
        column.addWidget(self.foot)
        return self._options_box

    @property
    def document(self) -> str:
        """The id of the chosen document, or ``OPEN_DATA``."""
        index = self.list.currentIndex()
        return self._model.rows[index.row()].id if index.isValid() else DOCUMENTS[0].id

    @property
    def _kind(self) -> str:
        return "tables" if self.document == OPEN_DATA else "document"

    def keys(self) -> tuple[tuple[str, str], ...]:
        words = self.desk.words
        return (
            ("Enter", words("build")),
            ("↑↓", words("document")),
            ("PgUp PgDn", words("page")),
            ("F6", words("next pane")),
        )

    def fact(self) -> str:
        return self.desk.words("The pages are those of the file itself")

    def first_focus(self) -> QWidget | None:
        return self.list

    def next_pane(self) -> None:
        options = self.choices.file if self._kind == "document" else self.choices.table
        panes: list[tuple[QWidget, QWidget]] = [
            (self.list, self.list),
            (self.choices, options),
            (self.foot, self.build),
            (self.preview, self.preview),
        ]
        panes = [pane for pane in panes if pane[0].isVisible()]
        focus = self.focusWidget()
        here = next((n for n, (p, _) in enumerate(panes) if _holds(p, focus)), -1)
        panes[(here + 1) % len(panes)][1].setFocus(Qt.FocusReason.TabFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._measure()
        self.choices.plan_changed()
        self.look_again()

    def hideEvent(self, event: QHideEvent) -> None:
        """No copy of the plan lies about while nobody looks."""
        super().hideEvent(event)
        self._timer.stop()
        self.proof.forget()
        self.preview.let_go()

    @Slot()
    def _measure(self) -> None:
        px = self.desk.look.look.px
        wide = max(text_width(self.desk.look.look.font(), row.title) for row in self._model.rows)
        wanted = max(px(LIST), wide + px(ICON_ROOM))
        self._list_box.setFixedWidth(min(wanted, max(LIST, round(self.width() * MOST_LIST))))
        self.header.setVisible(self.height() >= px(LEAST_HEIGHT))
        room = self.width() - self._list_box.width()
        both = room - px(OPTIONS) >= px(LEAST_PREVIEW)
        self._switch.setVisible(not both)
        self.preview.setVisible(both or self.side.key == "preview")
        self._options_box.setVisible(both or self.side.key == "options")
        self._options_box.setMinimumWidth(min(px(OPTIONS), room) if both else 0)
        self._options_box.setMaximumWidth(px(OPTIONS) if both else room)

    @Slot()
    def look_again(self) -> None:
        """Show what the chosen document would be now."""
        self._say_stops()
        if self._kind == "tables":
            note = self.desk.words("Tables have no pages; this is the plan that goes into them.")
            self.preview.offer_pages(False, note)
        else:
            self.preview.offer_pages(True, self._note())
        if self.preview.shows_text:
            self._compose_aside()
        else:
            self.proof.want(self._wish())

    def _note(self) -> str:
        """What to know of the pages of a format that breaks them elsewhere, or has none."""
        words = self.desk.words
        match self.choices.format("document"):
            case "docx":
                return words("These are the pages of the PDF; Word may break them elsewhere.")
            case "txt":
                return words("These are the pages of the PDF; plain text has the words alone.")
            case _:
                return ""

    def _wish(self) -> Wish:
        document = "action-plan" if self._kind == "tables" else self.document
        return Wish(document, self.choices.language.key, self.choices.options())

    def _say_stops(self) -> None:
        words = self.desk.words
        stops = sum(gap.severity == "stop" for gap in self.desk.missing())
        if not stops:
            self.header.set_sentence(words("The plan can be built and submitted."))
            return
        stop = words.n("{n} stop", "{n} stops", stops)
        said = words(
            "The draft can be built now. {stops} keep it from being submitted.", stops=stop
        )
        self.header.set_sentence(said, stop=stop)

    def _compose_aside(self) -> None:
        """Compose the text in the background; the newest wins."""
        desk, wish = self.desk, self._wish()
        self._composing += 1
        turn, plan, since = self._composing, desk.plan, wish.options.since
        entries = desk.bridge.entries(ALL) if since else []

        def work(_progress: Progress) -> tuple[int, Outline]:
            spoken = Words(wish.language, desk.paths.catalogues)
            earlier = plan_at(plan, entries, since) if since else None
            m = material(plan, desk.frameworks, spoken, wish.options, earlier)
            return turn, compose(wish.document, m)

        job = desk.jobs.run(work)
        job.done.connect(self._show_text)
        job.failed.connect(self.preview.show_failure)

    @Slot(object)
    def _show_text(self, composed: tuple[int, Outline]) -> None:
        turn, outline = composed
        if turn == self._composing:
            self.preview.show_outline(outline)

    @Slot(object)
    def _plan_changed(self, _step: Step) -> None:
        if self._hid != self.desk.bridge.hides_names:
            self._hid = not self._hid
            self._composing += 1  # what is composed just now may tell what is hidden
            self.proof.forget()
            self.preview.forget()
        if self.isVisible():
            self.choices.plan_changed()
            self._timer.start()

    @Slot(QModelIndex, QModelIndex)
    def _document_chosen(self, _now: QModelIndex, _before: QModelIndex) -> None:
        if not self.foot.is_building:
            self.foot.show_result(None)
        self.choices.show_document(self.document)
        if self.isVisible():
            self.look_again()

    @Slot()
    def _ask_and_build(self) -> None:
        words, desk = self.desk.words, self.desk
        row = format_row(self.choices.format(self._kind))
        title = self._model.rows[self.list.currentIndex().row()].title
        name = safe_name(f"{desk.plan.info.title} – {title} ({self.choices.language.key})")
        folder = desk.bridge.journal.file.path.parent
        target = desk.asking.save_file(
            words("Build the document"),
            folder / f"{name}{row.ending}",
            f"{words(row.name)} (*{row.ending})",
        )
        if target is not None:
            self.build_to(target)

    def build_to(self, target: Path) -> None:
        """Build the chosen document into ``target`` in a child process, one at a time."""
        self.foot.start(self._wish(), self.choices.format(self._kind), target)


def _holds(pane: QWidget, focus: QWidget | None) -> bool:
    return focus is not None and (pane is focus or pane.isAncestorOf(focus))
