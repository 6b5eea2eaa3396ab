"""The menus of the window, made from the rows of actions and places."""

from __future__ import annotations

import re

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar

from app.models.edits import Step
from app.ui.actions import ACTIONS, MENUS, PLACES, ActionRow
from app.ui.bridge import Bridge
from app.ui.desk import Tools
from app.ui.painting import no_mnemonic, one_line, text_width


class Menus(QObject):
    """``asked(id)`` is an action one chose, ``place_asked(id)`` a place."""

    asked = Signal(str)
    place_asked = Signal(str)

    def __init__(self, tools: Tools, bar: QMenuBar) -> None:
        super().__init__(bar)
        self._tools, self._bar = tools, bar
        self._actions: dict[str, QAction] = {}
        self._places: list[QAction] = []
        menus = {id: bar.addMenu(tools.words(title)) for id, title in MENUS.items()}
        for place in PLACES:
            if place.group == "main" and not place.under:
                self._add_place(menus["go"], place.id, place.name, place.digit)
        for row in ACTIONS:
            self._add_action(menus[row.menu], row)
        self.say_state(None)

    def width(self) -> int:
        """The room the titles of the menus need, so that none of them goes behind a chevron."""
        look = self._tools.look.look
        titles = [action.text().replace("&", "") for action in self._bar.actions()]
        wide = (text_width(look.font(), title) + look.px(10 + 10 + 6) for title in titles)
        return sum(wide) + look.px(2 * 6)

    def action(self, id: str) -> QAction:
        """The QAction of a row."""
        return self._actions[id]

    def commands(self) -> list[tuple[str, str, str]]:
        """Every action one may run now: id, words without their underlines, shortcut."""
        return [
            (row.id, _without_line(action.text()).removesuffix("…"), row.shortcut)
            for row in ACTIONS
            if (action := self._actions[row.id]).isEnabled() and row.id != "find"
        ]

    def say_state(self, bridge: Bridge | None) -> None:
        """Enable what can be done now and name what undo and redo would do."""
        can = {
            "always": True,
            "plan": bridge is not None,
            "writable": bridge is not None and not bridge.read_only,
            "undo": bridge is not None and bridge.to_undo is not None,
            "redo": bridge is not None and bridge.to_redo is not None,
        }
        for row in ACTIONS:
            self._actions[row.id].setEnabled(can[row.when])
        for action in self._places:
            action.setEnabled(bridge is not None)
        words = self._tools.words
        undo = bridge.to_undo if bridge is not None else None
        redo = bridge.to_redo if bridge is not None else None
        self._actions["undo"].setText(
            words("&Undo: {what}", what=self._name(undo)) if undo else words("&Undo")
        )
        self._actions["redo"].setText(
            words("&Redo: {what}", what=self._name(redo)) if redo else words("&Redo")
        )

    def _name(self, step: Step) -> str:
        return no_mnemonic(one_line(self._tools.said(step)))

    def _add_place(self, menu: QMenu, id: str, name: str, digit: str) -> None:
        action = menu.addAction(self._tools.words(name))
        if digit:
            action.setShortcut(QKeySequence(f"Alt+{digit}"))
        action.setData(id)
        action.triggered.connect(self._place_chosen)
        self._places.append(action)

    def _add_action(self, menu: QMenu, row: ActionRow) -> None:
        if row.line:
            menu.addSeparator()
        action = menu.addAction(self._tools.words(row.text))
        if row.shortcut:
            action.setShortcut(QKeySequence(row.shortcut))
        action.setData(row.id)
        action.triggered.connect(self._action_chosen)
        self._actions[row.id] = action

    @Slot()
    def _action_chosen(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.asked.emit(str(action.data()))

    @Slot()
    def _place_chosen(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.place_asked.emit(str(action.data()))


def _without_line(text: str) -> str:
    """The text of an action without the sign that underlines a letter; "&&" is one "&"."""
    return re.sub("&(.)", r"\1", text)
