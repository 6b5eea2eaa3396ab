"""Two whole windows of made-up content for the gallery: one of panes, one of a table."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QVBoxLayout, QWidget

from app.ui.charts import LevelBars, LevelCount, ProgressRing, Spread, SpreadStrip
from app.ui.controls import (
    EmptyState,
    FieldLabel,
    IconLabel,
    PageHeader,
    Pane,
    PlainButton,
    PlainLabel,
    PrimaryButton,
    SearchField,
    Tab,
    Tabs,
)
from app.ui.keyline import KeyLine
from app.ui.look import LookSource
from app.ui.notice import Notice
from app.ui.rail import Place, Rail
from app.ui.roles import Role
from app.ui.rows import Row, RowsModel
from app.ui.views import OutlineView, TableView
from app.words import Words

PLACES = [
    Place("today", "house", "Today", "1"),
    Place("roadmap", "map", "Roadmap", "2"),
    Place("people", "users", "People", "3", "Four people gave no consent yet"),
    Place("capture", "pen-line", "Capture", "4"),
    Place("board", "layout-grid", "Board", "5"),
    Place("commitments", "file-text", "Commitments", "6"),
    Place("review", "message-square", "Review", "7"),
    Place("responses", "reply", "Responses", "8"),
    Place("publish", "book-open", "Publish & track", "9"),
]
BESIDE = [
    Place("combine", "combine", "Bring together", "F7"),
    Place("projector", "presentation", "Projector", "F5"),
    Place("history", "history", "History"),
]
OUTLINE = [
    Row("s1", "Public money", section=True),
    Row("1", "Open the district budget", "1", 1.0),
    Row("2", "All works contracts online", "2", 0.9, problems="1"),
    Row("3", "Who owns our suppliers", "3", 0.7, locked=True),
    Row("4", "Citizen school audits", "4", 0.5, problems="2", severity="stop"),
    Row("s2", "Land and water", section=True),
    Row("5", "A register of boreholes", "5", 1.0),
    Row("6", "Flood alerts in the four main languages of the country", "6", 0.4, problems="3"),
    Row("7", "Land titles within reach", "7", 0.66, problems="4"),
    Row("14", "Requests by text message", "14", 0.0),
    Row("s3", "The plan", section=True),
    Row("d1", "Action plan", icon="book-open"),
    Row("d2", "Reasoned response", icon="reply", note="76 open", note_ink="warn"),
    Row("d3", "Standards report", icon="list-checks", note="9 of 12"),
]
RATED = [
    ("Open the district budget", 2, (("C", 0.8), ("R", 0.9), ("G", 1.0)), False),
    ("All works contracts online", 2, (("C", 0.6), ("R", 0.75), ("G", 0.85)), False),
    ("Who owns our suppliers", 1, (("C", 0.45), ("R", 0.55), ("G", 0.7)), False),
    ("Land titles within reach", 1, (("C", 0.18), ("R", 0.4), ("G", 0.95)), True),
    ("Court fees in plain words", 0, (("C", 0.05), ("R", 0.12), ("G", 0.3)), False),
    ("Legal aid by radio", 0, (("G", 0.1), ("C", 0.66), ("R", 0.75)), True),
]
LEVELS = ("Unclear", "Modest", "Substantial")
Index = QModelIndex | QPersistentModelIndex
NO_PARENT = QModelIndex()


class Ratings(QAbstractTableModel):
    """The made-up ratings, with every role a table knows."""

    HEADS = ("", "Commitment", "Room, middle", "Middle of each group", "Lead", "Share", "Spread")

    def rowCount(self, parent: Index = NO_PARENT) -> int:  # noqa: N802
        return 0 if parent.isValid() else len(RATED)

    def columnCount(self, parent: Index = NO_PARENT) -> int:  # noqa: N802
        return 0 if parent.isValid() else len(self.HEADS)

    def headerData(  # noqa: N802
        self, section: int, way: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> object:
        shown = way == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return self.HEADS[section] if shown else None

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        title, level, middles, far = RATED[index.row()]
        cells: list[dict[int, object]] = [
            {0: str(index.row() + 1), 7: int(Qt.AlignmentFlag.AlignRight), Role.INK: "ink2"},
            {0: title, Role.VOICE: "serif", Role.STRONG: far},
            {0: LEVELS[level], Role.LEVEL: (level, 3)},
            {Role.SPREAD: Spread(middles, far)},
            {0: "lead missing", Role.MISSING: True} if far else {0: "Land Registry"},
            {Role.BAR: middles[-1][1]},
            {0: "Far apart", Role.STRONG: True, Role.ICON: "split", Role.ICON_INK: "warn"}
            if far
            else {0: "Close", Role.INK: "ink2"},
        ]
        return cells[index.column()].get(role)


def window(looks: LookSource, middle: QWidget, notice: Notice | None = None) -> QWidget:
    """Rail, ``middle`` and key line, as the real window has them."""
    rail = Rail(looks, Words("en"), "Places", PLACES, BESIDE)
    rail.show_page("commitments")
    rail.show_backup("Backup opened, checked 16:05")
    if looks.choice.scale > 1.3:
        rail.fold(True)
    keys = KeyLine(looks)
    keys.show_keys(
        [("F8", "next problem"), ("F6", "next pane"), ("↑↓", "choose"), ("Ctrl+H", "history")]
    )
    keys.show_fact("8 of 12 questions answered · English, French 3 behind", "check")
    whole = Pane(looks, "window")
    rows, top = QVBoxLayout(whole), QHBoxLayout()
    for layout in (rows, top):
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
    top.addWidget(rail)
    top.addWidget(middle, 1)
    rows.addLayout(top, 1)
    if notice is not None:
        rows.addWidget(notice)
    rows.addWidget(keys)
    return whole


def _pane(looks: LookSource, ground: str, lines: tuple[str, ...] = ()) -> tuple[Pane, QVBoxLayout]:
    pane = Pane(looks, ground, lines)
    layout = QVBoxLayout(pane)
    layout.setContentsMargins(0, 12, 0, 12)
    return pane, layout


def _outline(looks: LookSource) -> Pane:
    pane, column = _pane(looks, "panel", ("end",))
    pane.setFixedWidth(looks.look.px(260))
    box = QHBoxLayout()
    box.setContentsMargins(14, 0, 14, 0)
    box.addWidget(SearchField(looks, "Filter 14 commitments"))
    column.addLayout(box)
    view, model = OutlineView(looks, "Commitments"), RowsModel(OUTLINE, pane)
    view.setModel(model)
    view.setCurrentIndex(model.index_of("7"))
    column.addWidget(view, 1)
    return pane


def _inspector(looks: LookSource) -> Pane:
    pane, column = _pane(looks, "panel", ("start",))
    column.setContentsMargins(17, 0, 16, 16)
    pane.setFixedWidth(looks.look.px(300))
    tabs = [Tab("cards", "Cards", "6"), Tab("checks", "Checks", "4"), Tab("history", "History")]
    bar, bars, strip = (
        Tabs(looks, "Inspector", tabs),
        LevelBars(looks, Words("en")),
        SpreadStrip(looks),
    )
    bar.choose("checks")
    column.addWidget(bar)
    for icon, ink, text in (
        ("book-open", "access", "Access to information"),
        ("scale", "account", "Public accountability"),
        ("users", "civic", "Civic participation"),
        ("cpu", "tech", "Technology & innovation"),
    ):
        column.addWidget(IconLabel(looks, icon, text, icon_ink=ink, size=18))
    column.addWidget(PlainLabel(looks, "Rated in the room, round 2", weight=600))
    bars.show_counts([LevelCount(*level) for level in _counts(3)])
    column.addWidget(bars)
    legacy = LevelBars(looks, Words("en"))
    legacy.show_counts([LevelCount(*level) for level in _counts(5)])
    column.addWidget(legacy)
    strip.show_spread(Spread((("G", 0.1), ("C", 0.66), ("R", 0.75)), far=True), "far apart")
    column.addWidget(strip)
    rings = QHBoxLayout()
    for share in (0, 0.1, 0.5, 0.9, 1):
        ring = ProgressRing(looks)
        ring.show_share(share, f"{round(share * 12)} of 12 answers")
        rings.addWidget(ring)
    column.addLayout(rings)
    column.addStretch(1)
    return pane


def _counts(levels: int) -> list[tuple[str, int, str]]:
    names = ("Unclear", "Modest", "Substantial") if levels == 3 else tuple("ABCDE")
    return [(name, n, str(n)) for name, n in zip(names, (6, 17, 7, 3, 1), strict=False)]


def panes(looks: LookSource) -> QWidget:
    """A commitment: outline, form, inspector, a notice."""
    head = PageHeader(looks, "Land titles within reach", number="7")
    head.add_fact(IconLabel(looks, "users", "Land Registry Authority", ink="ink2"))
    head.add_fact(IconLabel(looks, "calendar", "Mar 2027 – Aug 2028", ink="ink2"))
    head.add_fact(IconLabel(looks, "level-half", "Modest", icon_ink="modest", ink="ink2"))
    centre, column = _pane(looks, "paper")
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(head)
    button = PrimaryButton(looks, "Add idea", keys="Enter")
    column.addWidget(EmptyState(looks, "No ideas yet. Write the first one.", button), 1)
    middle = QWidget()
    row = QHBoxLayout(middle)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(0)
    for pane in (_outline(looks), centre, _inspector(looks)):
        row.addWidget(pane, 1 if pane is centre else 0)
    notice = Notice(looks, Words("en"))
    notice.tell("Milestone 4 deleted.", undo=True)
    return window(looks, middle, notice)


def table(looks: LookSource) -> QWidget:
    """Ambition: a table with levels and spread strips."""
    buttons = [
        PlainButton(looks, "Rating sheets", icon="printer"),
        PrimaryButton(looks, "Second round for 3", icon="refresh-cw"),
    ]
    head = PageHeader(looks, "Ambition", buttons)
    head.set_sentence(
        "14 commitments. 11 close, 3 far apart: 2 stops keep it from being submitted.",
        strong="3 far apart",
        stop="2 stops",
    )
    view = TableView(looks, "Ratings", row="written")
    view.setModel(Ratings(view))
    for column, width in enumerate((40, 260, 130, 180, 130, 120, 130)):
        view.setColumnWidth(column, looks.look.px(width))
    view.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
    view.setCurrentIndex(view.model().index(3, 1))
    centre, column_ = _pane(looks, "paper")
    column_.setContentsMargins(0, 0, 0, 0)
    column_.addWidget(head)
    column_.addWidget(FieldLabel(looks, "Round 1", view))
    column_.addWidget(view, 1)
    return window(looks, centre)
