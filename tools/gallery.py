"""A window with every control in every state, for looking at.

``python tools/gallery.py --theme dark --scale 2 --rtl --page controls --shot picture.png``
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDateEdit,
    QGridLayout,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

sys.path.insert(0, str(Path(__file__).parents[1]))

from app.ui.controls import (
    Chip,
    Counter,
    ElidingLabel,
    FieldLabel,
    GuidanceLabel,
    Hairline,
    IconButton,
    IconLabel,
    KeyCap,
    PageHeader,
    Pane,
    PlainButton,
    PlainLabel,
    PrimaryButton,
    Problem,
    ProseLabel,
    QuietButton,
    ScrollPane,
    SearchField,
    Segmented,
    Tab,
    Tabs,
)
from app.ui.flow import Flow
from app.ui.look import LookChoice, LookSource
from app.words import Words
from tools.gallery_window import panes, table

RESOURCES = Path(__file__).parents[1] / "resources"
STORY = (
    "A first land title takes fourteen months and two journeys to the capital. Women, who farm "
    "most of the plots in the eastern districts, hold fewer than one title in ten."
)


def column(*parts: QWidget, gap: int = 14) -> QWidget:
    """The parts under each other."""
    widget = QWidget()
    layout = QVBoxLayout(widget)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(gap)
    for part in parts:
        layout.addWidget(part)
    layout.addStretch(1)
    return widget


def row(*parts: QWidget) -> QWidget:
    """The parts side by side, wrapping."""
    widget = QWidget()
    flow = Flow(widget, gap=12, row_gap=8)
    for part in parts:
        flow.addWidget(part)
    return widget


def disabled(widget: QWidget) -> QWidget:
    """``widget``, greyed out."""
    widget.setEnabled(False)
    return widget


def buttons(looks: LookSource) -> QWidget:
    """The three kinds of buttons and what is like them."""
    pressed = PlainButton(looks, "Pressed")
    pressed.setDown(True)
    checked, held = Chip(looks, "Land and water"), Chip(looks, "Table 4", removable=True)
    checked.setChecked(True)
    return column(
        row(
            PlainButton(looks, "Add idea", icon="plus"),
            PlainButton(looks, "New cluster", icon="plus", keys="N"),
            PrimaryButton(looks, "Build 44 pages", icon="file-down"),
            PrimaryButton(looks, "Join", keys="M"),
            QuietButton(looks, "Add milestone", icon="plus"),
            QuietButton(looks, "Good and weak examples", small=True),
        ),
        row(
            pressed,
            disabled(PlainButton(looks, "Print wall", icon="printer")),
            disabled(PrimaryButton(looks, "Prepare vote", icon="vote", keys="F9")),
            disabled(QuietButton(looks, "Go to text")),
            IconButton(looks, "x", "Close"),
            KeyCap(looks, "Ctrl K"),
            KeyCap(looks, "F5"),
            KeyCap(looks, "↑↓"),
        ),
        row(Chip(looks, "Public money"), checked, held, Chip(looks, "Civic space")),
    )


def choices(looks: LookSource) -> QWidget:
    """Segments, boxes, radios, combos."""
    one, two = QCheckBox("How the plan was made, with figures"), QCheckBox("Notes of dissent, 2")
    one.setChecked(True)
    three, four = QRadioButton("Institutions only"), QRadioButton("Names, where consent was given")
    three.setChecked(True)
    combo = QComboBox()
    combo.addItems(["Action plan template, 2022 edition", "Local template"])
    options = [("docx", "Word"), ("pdf", "PDF, tagged"), ("both", "Both")]
    return column(
        FieldLabel(looks, "File"),
        Segmented(looks, "File", options, "docx"),
        disabled(Segmented(looks, "File", options, "pdf")),
        FieldLabel(looks, "Look", combo),
        combo,
        one,
        two,
        three,
        four,
        gap=8,
    )


def fields(looks: LookSource) -> QWidget:
    """Fields in every state, with label, counter, guidance and problem."""
    words = Words("en")
    prose, plain, wrong = QPlainTextEdit(STORY), QLineEdit("Badge 17"), QLineEdit("31 Feb 2027")
    prose.setFont(looks.look.font("write"))
    reading, grey = QLineEdit("Land Registry Authority"), QLineEdit("Not yet")
    reading.setReadOnly(True)
    counters = [Counter(looks, words, 1000) for _ in range(3)]
    for counter, count in zip(counters, (412, 940, 1012), strict=True):
        counter.set_count(count)
    problem = Problem(looks)
    problem.tell("February 2027 has 28 days.", wrong)
    spin = QSpinBox()
    spin.setValue(12)
    return column(
        row(FieldLabel(looks, "Problem to be addressed", prose), *counters),
        prose,
        FieldLabel(looks, "By", plain, small=True),
        plain,
        SearchField(looks, "Filter 14 commitments"),
        wrong,
        problem,
        reading,
        disabled(grey),
        row(spin, QDateEdit()),
        gap=6,
    )


def words_page(looks: LookSource) -> QWidget:
    """The type scale, labels, guidance, facts."""
    steps = ("display", "title", "subtitle", "cluster", "line", "write", "card", "body", "small")
    samples = [
        PlainLabel(looks, f"{step}: 139 days, Kwangilar ɓ ɗ ƙ", token=step) for step in steps
    ]
    long = ElidingLabel(looks, "A very long sentence that will not fit <b>here</b> & now " * 3)
    return column(
        *samples,
        PlainLabel(looks, "body 500", weight=500),
        PlainLabel(looks, "body 600", weight=600),
        long,
        ProseLabel(looks, STORY, token="write"),
        IconLabel(looks, "users", "Land Registry Authority"),
        IconLabel(looks, "level-half", "Modest, 2nd round", icon_ink="modest"),
        GuidanceLabel(
            looks, "Name who is affected, since when, and how you know.", "Good and weak examples"
        ),
        gap=6,
    )


def header(looks: LookSource) -> PageHeader:
    """A page's head with everything it can hold."""
    head = PageHeader(
        looks,
        "Ambition",
        [
            PlainButton(looks, "Rating sheets", icon="printer"),
            PlainButton(looks, "Show spread", icon="presentation"),
            PrimaryButton(looks, "Second round for 3", icon="refresh-cw"),
        ],
    )
    head.set_sentence(
        "14 commitments, 30 blind ratings each. 11 close, 3 far apart: the two ends speak.",
        strong="3 far apart",
    )
    return head


def controls(looks: LookSource) -> QWidget:
    """All small controls on one page."""
    body = QWidget()
    grid = QGridLayout(body)
    grid.setContentsMargins(24, 16, 24, 16)
    grid.setHorizontalSpacing(32)
    grid.addWidget(buttons(looks), 0, 0, 1, 2)
    grid.addWidget(Hairline(looks), 1, 0, 1, 2)
    grid.addWidget(column(choices(looks), fields(looks)), 2, 0)
    tabs = Tabs(
        looks,
        "Inspector",
        [Tab("cards", "Cards", "6"), Tab("checks", "Checks", "4"), Tab("people", "People")],
    )
    tabs.choose("checks")
    grid.addWidget(column(tabs, words_page(looks)), 2, 1)
    page = Pane(looks)
    layout = QVBoxLayout(page)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    layout.addWidget(header(looks))
    layout.addWidget(ScrollPane(body))
    return page


PAGES = {"controls": controls, "panes": panes, "table": table}


def main(arguments: Sequence[str]) -> int:
    """Show one page of the gallery, or save its picture."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--theme", default="light", help="light, dark, contrast or system")
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--rtl", action="store_true")
    parser.add_argument("--page", choices=sorted(PAGES), default="controls")
    parser.add_argument("--size", default="1366x768")
    parser.add_argument("--shot", type=Path, help="save a picture and leave")
    wish = parser.parse_args(arguments)
    app = QApplication(sys.argv[:1])
    language = "ar" if wish.rtl else "en"
    looks = LookSource(app, RESOURCES, LookChoice(wish.theme, wish.scale, language=language))
    window = PAGES[wish.page](looks)
    window.resize(*map(int, wish.size.split("x")))
    window.show()
    window.activateWindow()
    if wish.shot is None:
        return app.exec()
    for _ in range(5):
        app.processEvents()
    return 0 if window.grab().save(str(wish.shot)) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
