"""The controls as a person meets them: keys, words, sides, sizes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QAction, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QFocusFrame, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.ui.controls import (
    Chip,
    Counter,
    ElidingLabel,
    FieldLabel,
    IconButton,
    PageHeader,
    PlainButton,
    PlainLabel,
    PrimaryButton,
    Problem,
    ProseLabel,
    QuietButton,
    SearchField,
    Segmented,
    Tab,
    Tabs,
)
from app.ui.figures import figure
from app.ui.look import LookChoice, LookSource
from app.ui.painting import as_tip, text_width
from app.words import Words
from tests.ui.looking import TRAP, painted, put

pytest_plugins = ("tests.ui.look_fixtures",)


def test_labels_show_text_as_typed(looks: LookSource, room: QWidget) -> None:
    for label in (PlainLabel(looks, TRAP), ElidingLabel(looks, TRAP), ProseLabel(looks, TRAP)):
        put(room, label)
        assert label.textFormat() == Qt.TextFormat.PlainText
        assert label.text() == TRAP
    plain = PlainLabel(looks, TRAP)
    assert plain.sizeHint().width() > PlainLabel(looks, "Land & water").sizeHint().width()


def test_tooltips_are_escaped(looks: LookSource, room: QWidget) -> None:
    label = ElidingLabel(looks, TRAP * 20)
    put(room, label)
    label.grab()
    assert label.toolTip() == as_tip(TRAP * 20)
    assert "<b>" not in label.toolTip()


def test_a_whole_line_needs_no_tooltip(looks: LookSource, room: QWidget) -> None:
    label = ElidingLabel(looks, "Short")
    put(room, label)
    label.grab()
    assert label.toolTip() == ""


def test_labels_stand_at_the_side_of_the_window_not_of_the_text(looks: LookSource) -> None:
    label = PlainLabel(looks, "Latin words")
    looks.choose(LookChoice("light", language="ar"))
    assert label.alignment() & Qt.AlignmentFlag.AlignRight
    looks.choose(LookChoice("light"))
    assert label.alignment() & Qt.AlignmentFlag.AlignLeft


def test_prose_grows_downwards_and_nothing_is_cut(looks: LookSource) -> None:
    label = ProseLabel(looks, "Women who farm most of the plots hold one title in ten. " * 5)
    assert label.heightForWidth(200) > label.heightForWidth(600)
    assert label.heightForWidth(200) % looks.look.type.line("body") == 0


def test_words_set_apart_are_found_in_the_text_only(looks: LookSource, room: QWidget) -> None:
    label = ProseLabel(looks)
    put(room, label)
    label.set_text("The plan can be built. 2 stops keep it back.", stop="2 stops")
    assert painted(label, looks.look.colour("stop")) > 0
    label.set_text("The plan can be built.", stop="2 stops")
    assert painted(label, looks.look.colour("stop")) == 0


def test_a_button_says_its_name_and_its_key(looks: LookSource) -> None:
    button = PlainButton(looks, "Publish & track", icon="plus", keys="N")
    assert button.accessibleName() == "Publish & track"
    assert button.accessibleDescription() == "N"
    assert button.shortcut().isEmpty()
    assert button.sizeHint().width() > PlainButton(looks, "Publish & track").sizeHint().width()
    assert button.sizeHint().height() == 32


def test_a_button_follows_its_action(looks: LookSource, qtbot: QtBot, room: QWidget) -> None:
    action = QAction("Add idea", room)
    action.setShortcut("Ctrl+I")
    button = PrimaryButton(looks, "Add idea")
    button.follow(action)
    put(room, button)
    assert "Ctrl" in button.accessibleDescription()
    with qtbot.waitSignal(action.triggered):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    action.setEnabled(False)
    assert not button.isEnabled()


def test_a_greyed_button_says_why(looks: LookSource) -> None:
    button = PlainButton(looks, "Print", keys="Ctrl+P")
    button.disable_because("No ideas yet.")
    assert not button.isEnabled()
    assert button.accessibleDescription() == "No ideas yet."
    button.disable_because("")
    assert button.isEnabled()
    assert button.accessibleDescription() == "Ctrl+P"


def test_only_the_primary_button_is_filled(looks: LookSource, room: QWidget) -> None:
    plain, primary = PlainButton(looks, "Print"), PrimaryButton(looks, "Build")
    put(room, plain, primary)
    accent = looks.look.colour("accent")
    assert painted(primary, accent) > 500
    assert painted(plain, accent) == 0
    primary.setEnabled(False)
    assert painted(primary, accent) == 0


@pytest.mark.parametrize("scale", [0.8, 1.0, 2.0])
def test_targets_stay_large_enough(looks: LookSource, scale: float) -> None:
    looks.choose(LookChoice("light", scale))
    least = 28 * scale - 1
    for button in (PlainButton(looks, "Print"), IconButton(looks, "x", "Close")):
        assert button.sizeHint().height() >= least
    for chip in (Chip(looks, "Land"), QuietButton(looks, "Go to text")):
        assert chip.sizeHint().height() >= least


def test_the_ring_follows_the_focus_over_buttons_only(
    looks: LookSource, room: QWidget, qtbot: QtBot
) -> None:
    button, field = PlainButton(looks, "Print"), QLineEdit()
    put(room, button, field)
    room.activateWindow()
    with qtbot.waitActive(room):
        pass
    button.setFocus()
    frames = [f for f in room.findChildren(QFocusFrame) if f.widget() is button]
    assert len(frames) == 1
    assert frames[0].isVisible()
    assert frames[0].geometry().width() == button.width() + 8
    field.setFocus()
    assert not [f for f in room.findChildren(QFocusFrame) if f.isVisible()]


def options(looks: LookSource) -> Segmented:
    return Segmented(looks, "File", [("docx", "Word"), ("pdf", "PDF"), ("both", "Both")], "docx")


def test_segments_are_chosen_by_arrow_and_click(
    looks: LookSource, room: QWidget, qtbot: QtBot
) -> None:
    control = options(looks)
    put(room, control)
    first = control.findChildren(QWidget)[0]
    first.setFocus()
    with qtbot.waitSignal(control.chosen) as heard:
        QTest.keyClick(first, Qt.Key.Key_Right)
    assert heard.args == ["pdf"]
    with qtbot.waitSignal(control.chosen):
        QTest.mouseClick(control.findChildren(QWidget)[2], Qt.MouseButton.LeftButton)
    assert control.key == "both"


def test_choosing_by_program_is_silent(looks: LookSource, qtbot: QtBot) -> None:
    control = options(looks)
    qtbot.addWidget(control)
    with qtbot.assertNotEmitted(control.chosen):
        control.choose("pdf")
    assert control.key == "pdf"


def test_segments_go_under_each_other_when_there_is_no_room(
    looks: LookSource, qtbot: QtBot
) -> None:
    control = options(looks)
    qtbot.addWidget(control)
    control.show()
    control.resize(400, 32)
    assert control.height() == 32
    control.resize(control.minimumSizeHint().width(), 32)
    assert control.height() == 3 * 32


def test_segments_are_mirrored(looks: LookSource, qtbot: QtBot) -> None:
    looks.choose(LookChoice("light", language="ar"))
    control = options(looks)
    qtbot.addWidget(control)
    control.show()
    control.resize(400, 32)
    word, both = control.findChildren(QWidget)[0], control.findChildren(QWidget)[2]
    assert word.x() > both.x()


def test_tabs_say_their_counts_and_their_key(looks: LookSource, qtbot: QtBot) -> None:
    tabs = Tabs(looks, "Inspector", [Tab("cards", "Cards", "6"), Tab("checks", "Checks", "4")])
    qtbot.addWidget(tabs)
    assert tabs.key == "cards"
    assert tabs.accessibleTabName(1) == "Checks, 4"
    with qtbot.waitSignal(tabs.chosen) as heard:
        QTest.keyClick(tabs, Qt.Key.Key_Right)
    assert heard.args == ["checks"]
    tabs.set_tabs([Tab("cards", "Cards", "6"), Tab("checks", "Checks", "3")])
    assert (tabs.key, tabs.accessibleTabName(1)) == ("checks", "Checks, 3")


@pytest.mark.parametrize(("width", "cut"), [(800, set()), (330, {"<qt>Амбициозность</qt>"})])
def test_where_tabs_do_not_fit_only_the_longest_word_is_cut(
    looks: LookSource, qtbot: QtBot, width: int, cut: set[str]
) -> None:
    said = ("Проверки", "Ценности", "Амбициозность", "Языки", "История")
    tabs = Tabs(looks, "О документе", [Tab(str(n), text) for n, text in enumerate(said)])
    qtbot.addWidget(tabs)
    tabs.resize(width, tabs.sizeHint().height())
    tabs.show()
    assert tabs.tabRect(4).right() < width
    assert {tabs.tabToolTip(n) for n in range(5)} - {""} == cut


def test_a_chip_is_toggled_by_space_and_removed_by_delete(
    looks: LookSource, room: QWidget, qtbot: QtBot
) -> None:
    chip, held = Chip(looks, "Land"), Chip(looks, "Table 4", removable=True)
    put(room, chip, held)
    with qtbot.waitSignal(chip.toggled):
        QTest.keyClick(chip, Qt.Key.Key_Space)
    with qtbot.waitSignal(held.removed):
        QTest.keyClick(held, Qt.Key.Key_Delete)
    with qtbot.waitSignal(held.removed):
        spot = QPoint(held.width() - 8, held.height() // 2)
        QTest.mouseClick(held, Qt.MouseButton.LeftButton, pos=spot)


@pytest.mark.parametrize(
    ("count", "said"),
    [(412, "412 of 1,000"), (1000, "1,000 of 1,000"), (1012, "12 too many")],
)
def test_the_counter_tells(looks: LookSource, count: int, said: str) -> None:
    counter = Counter(looks, Words("en"), 1000)
    counter.set_count(count)
    assert counter.text() == said
    assert (counter.palette().windowText().color() == looks.look.colour("stop")) == (count > 1000)


def test_the_counter_grows_heavier_near_the_limit(looks: LookSource) -> None:
    counter = Counter(looks, Words("en"), 1000)
    counter.set_count(899)
    light = counter.font().weight()
    counter.set_count(900)
    assert counter.font().weight() > light


def test_figures_are_written_in_the_language() -> None:
    assert figure(Words("en"), 1000) == "1,000"
    assert figure(Words("ar"), 1000) == "1,000"  # one window has one kind of digits


def test_a_problem_is_said_not_only_coloured(looks: LookSource, room: QWidget) -> None:
    field, problem = QLineEdit(), Problem(looks)
    FieldLabel(looks, "Ends", field)
    put(room, field, problem)
    assert not problem.isVisible()
    problem.tell("February 2027 has 28 days.", field)
    assert problem.isVisible()
    assert (field.accessibleName(), field.property("problem")) == ("Ends", True)
    assert field.accessibleDescription() == "February 2027 has 28 days."
    problem.tell("", field)
    assert (problem.isVisible(), field.property("problem")) == (False, False)


def test_the_search_field_keeps_room_for_its_glass(looks: LookSource) -> None:
    field = SearchField(looks, "Filter")
    assert field.textMargins().left() > 16
    looks.choose(LookChoice("light", language="ar"))
    assert (field.textMargins().left(), field.textMargins().right() > 16) == (0, True)


def header(looks: LookSource) -> PageHeader:
    buttons = [PlainButton(looks, "Rating sheets"), PrimaryButton(looks, "Second round for 3")]
    head = PageHeader(looks, "Ambition", buttons)
    head.set_sentence("14 commitments, 3 far apart.", strong="3 far apart")
    return head


def test_the_header_sets_actions_beside_and_then_below(looks: LookSource, qtbot: QtBot) -> None:
    head = header(looks)
    qtbot.addWidget(head)
    head.show()
    head.resize(1100, 10)
    beside = head.height()
    assert head.buttons[0].x() > head.title.geometry().left() + 400
    head.resize(480, 10)
    assert head.height() > beside
    assert head.buttons[0].y() > head.sentence.geometry().bottom()


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("width", [420, 800, 1200])
def test_nothing_in_the_header_is_clipped_at_200_percent(
    looks: LookSource, qtbot: QtBot, language: str, width: int
) -> None:
    looks.choose(LookChoice("light", 2.0, language=language))
    head = header(looks)
    qtbot.addWidget(head)
    head.show()
    head.resize(width, 10)
    for part in (head.title, head.sentence, *head.buttons):
        assert head.rect().contains(part.geometry()), part.accessibleName()
        assert part.height() >= part.heightForWidth(part.width())


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_shown_control_changes_its_colours_in_place(
    looks: LookSource, room: QWidget, theme: str
) -> None:
    button = PrimaryButton(looks, "Build")
    put(room, button)
    looks.choose(LookChoice(theme))
    assert painted(button, looks.look.colour("accent")) > 500
    assert isinstance(button.grab(), QPixmap)
    assert button.size() == QSize(button.width(), 32)


def test_a_choice_too_long_for_its_box_ends_in_an_ellipsis(
    looks: LookSource, room: QWidget
) -> None:
    said, wide = "Consent: publish my name and organisation", looks.look.px(150)
    cut = [f"{said[:n]}…" for n in range(6, len(said))]
    box = QComboBox(room)
    box.addItems([said, *(text for text in cut if text_width(box.font(), text) < wide - 42)])
    box.setFixedSize(wide, looks.look.height("field"))
    box.show()
    shown = []
    for n in range(box.count()):
        box.setCurrentIndex(n)
        shown.append(box.grab().toImage())
    assert shown[0] in shown[1:]
