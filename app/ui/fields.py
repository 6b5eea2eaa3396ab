"""A widget per kind of field, bound to the plan: commits on a pause and on leaving."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence

from msgspec import Struct
from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from app.models.edits import Step
from app.models.plan import Plan, new_id
from app.models.schema import BY_NAME, PROSE
from app.models.text import clean
from app.models.verbs.drafting import set_answer
from app.models.verbs.rows import set_field
from app.models.verbs.translating import set_translation
from app.ui.bridge import Bridge
from app.ui.look import LookSource

PAUSE_MS = 250
MOST_LINES = 40


class Binding(Struct, frozen=True):
    """Where a field reads and writes. ``write`` makes a Step from plan, value and visit.

    ``key`` names the place, so that a text the disk refused is found again by another widget.
    """

    read: Callable[[Plan], str]
    write: Callable[[Plan, str, str], Step]
    limit: int = PROSE
    key: Hashable = None


def bind_field(table: str, id: str, name: str) -> Binding:
    """A binding to one field of one row."""

    def read(plan: Plan) -> str:
        row = plan.get(table, id)
        return str(getattr(row, name)) if row is not None else ""

    def write(plan: Plan, value: str, visit: str) -> Step:
        return set_field(plan, (table, id, name), value, visit)

    return Binding(read, write, BY_NAME[table].field(name).limit, (table, id, name))


def bind_answer(
    edition: str, item: str, subject: str, *, title: str, part: str = "text"
) -> Binding:
    """A binding to the ``text``, ``level`` or ``evidence`` of one answer."""

    def read(plan: Plan) -> str:
        return str(getattr(plan.answer(edition, item, subject), part))

    def write(plan: Plan, value: str, visit: str) -> Step:
        return set_answer(plan, edition, item, subject, title=title, visit=visit, **{part: value})

    key = ("answer", edition, item, subject, part)
    return Binding(read, write, BY_NAME["answer"].field(part).limit, key)


def bind_translation(
    subject: str, name: str, language: str, *, title: str, limit: int = PROSE
) -> Binding:
    """A binding to the text of one row's field in another language."""

    def read(plan: Plan) -> str:
        return plan.translation(subject, name, language).text

    def write(plan: Plan, value: str, visit: str) -> Step:
        return set_translation(plan, subject, name, language, value, title=title, visit=visit)

    return Binding(read, write, limit, ("translation", subject, name, language))


class Commits(QObject):
    """The clock of one field: writes a pause after the first unsaved key, at once when told.

    ``refused`` tells that the plan did not take the value; the widget keeps it, and the bridge
    tries again until it is taken, which ``committed`` tells.
    """

    refused = Signal()
    committed = Signal()

    def __init__(self, bridge: Bridge, binding: Binding, parent: QWidget) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self.binding = binding
        self.visit = new_id()
        self._waiting: str | None = None
        self._timer = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._timer.timeout.connect(self.flush)
        bridge.caught_up.connect(self._caught_up)

    @property
    def is_pending(self) -> bool:
        """Whether something typed is not written yet."""
        return self._waiting is not None or self._held is not None

    @property
    def value(self) -> str:
        """What the plan holds, or what was typed and could not be written yet."""
        held = self._held
        return self.binding.read(self._bridge.plan) if held is None else held

    @property
    def is_locked(self) -> bool:
        """Whether nothing can be written: the file is only read, or a code covers a name here."""
        return self._bridge.read_only or self._bridge.covers(self.binding.read)

    @property
    def _key(self) -> Hashable:
        return self.binding.key or self.binding

    @property
    def _held(self) -> str | None:
        return self._bridge.held(self._key)

    def move_to(self, binding: Binding) -> None:
        """Write what was typed, then read and write another place."""
        self.flush()
        self.binding = binding
        self.begin_visit()
        if self._held is not None:
            self.refused.emit()

    def begin_visit(self) -> None:
        """A new stay in the field: what comes is an undo step of its own."""
        self.visit = new_id()

    def typed(self, value: str) -> None:
        """Take the newest text; the pause runs from the first unsaved key."""
        self._waiting = value
        if not self._timer.isActive():
            self._timer.start()

    @Slot()
    def flush(self) -> None:
        """Write what waits."""
        self._timer.stop()
        if self._waiting is None:
            return
        value, self._waiting = clean(self._waiting), None
        binding, visit = self.binding, self.visit
        if value == binding.read(self._bridge.plan):
            self._bridge.drop_held(self._key)
        elif self._bridge.type(self._key, value, lambda plan: binding.write(plan, value, visit)):
            self.committed.emit()
        else:
            self.refused.emit()

    @Slot(object)
    def _caught_up(self, key: Hashable) -> None:
        if key == self._key:
            self.committed.emit()


def _is_spent(event: QEvent, can_undo: bool, can_redo: bool) -> bool:
    """Whether a field leaves undo or redo to the plan, having no stroke of its own for it."""
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    undo, redo = QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo
    return (event.matches(undo) and not can_undo) or (event.matches(redo) and not can_redo)


_COMING_BACK = (  # to a field that is left only for a while
    Qt.FocusReason.ActiveWindowFocusReason,
    Qt.FocusReason.PopupFocusReason,
    Qt.FocusReason.MenuBarFocusReason,
)


class LineField(QLineEdit):
    """One line of text bound to the plan."""

    def __init__(self, bridge: Bridge, binding: Binding, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setReadOnly(bridge.read_only)
        self.commits = Commits(bridge, binding, self)
        self._show(self.commits.value)
        self.textEdited.connect(self.commits.typed)
        bridge.changed.connect(self._look_again)

    def bind(self, binding: Binding) -> None:
        """Show another row's field, writing what was typed first."""
        self.commits.move_to(binding)
        self.setReadOnly(self.commits.is_locked)
        self._show(self.commits.value)

    def _show(self, text: str) -> None:
        self.setText(text)
        self.setCursorPosition(0)  # a text too long for its room shows its beginning

    def event(self, event: QEvent) -> bool:
        if _is_spent(event, self.isUndoAvailable(), self.isRedoAvailable()):
            event.ignore()
            return False
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.commits.begin_visit()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.commits.flush()
        if self.isUndoAvailable() and not self.hasSelectedText():
            place = self.cursorPosition()
            self.setText(self.text())  # older strokes are the plan's to undo, in its order
            self.setCursorPosition(place)
        super().focusOutEvent(event)
        if event.reason() not in _COMING_BACK:
            self.setCursorPosition(0)  # what is too long for its room shows its beginning again

    @Slot(object)
    def _look_again(self, _step: Step) -> None:
        value = self.commits.value
        self.setReadOnly(self.commits.is_locked)
        if not self.commits.is_pending and clean(self.text()) != value:
            place = self.cursorPosition()
            self._show(value)
            self.setCursorPosition(place if self.hasFocus() else 0)


class ProseField(QPlainTextEdit):
    """Text of any length bound to the plan; grows with what it holds.

    ``too_much(int)`` tells how many characters were refused on pasting.
    """

    too_much = Signal(int)

    def __init__(self, look: LookSource, bridge: Bridge, binding: Binding, name: str) -> None:
        super().__init__()
        self._look = look
        self._lines = 3
        self.setAccessibleName(name)
        self.setProperty("voice", "write")
        self.setTabChangesFocus(True)
        self.setReadOnly(bridge.read_only)
        self.commits = Commits(bridge, binding, self)
        self.setPlainText(self.commits.value)
        self.textChanged.connect(self._typed)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)
        bridge.changed.connect(self._look_again)
        look.changed.connect(self._dress)
        self._dress()

    def bind(self, binding: Binding) -> None:
        """Show another row's field, writing what was typed first."""
        self.commits.move_to(binding)
        self._show_value()

    def set_least_lines(self, lines: int) -> None:
        """How many lines it shows when empty."""
        self._lines = lines
        self._grow()

    def raw_text(self) -> str:
        """The text as typed: no-break spaces stay, lines end in LF."""
        return self.document().toRawText().replace("\u2029", "\n").replace("\u2028", "\n")

    def insertFromMimeData(self, source: QMimeData) -> None:
        text = source.text()
        replaced = len(self.textCursor().selectedText())
        room = self.commits.binding.limit - len(self.raw_text()) + replaced
        if len(text) > room:
            self.too_much.emit(len(text) - room)
            return
        self.insertPlainText(text)

    def event(self, event: QEvent) -> bool:
        document = self.document()
        if _is_spent(event, document.isUndoAvailable(), document.isRedoAvailable()):
            event.ignore()
            return False
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.commits.begin_visit()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.commits.flush()
        self.document().clearUndoRedoStacks()  # older strokes are the plan's to undo, in its order
        super().focusOutEvent(event)

    @Slot()
    def _typed(self) -> None:
        text = self.raw_text()
        if self.commits.is_pending or clean(text) != self.commits.value:
            self.commits.typed(text)

    @Slot(object)
    def _look_again(self, _step: Step) -> None:
        self.setReadOnly(self.commits.is_locked)
        if not self.commits.is_pending and clean(self.raw_text()) != self.commits.value:
            self._show_value()

    def _show_value(self) -> None:
        self.setReadOnly(self.commits.is_locked)
        self.setPlainText(self.commits.value)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._grow()

    @Slot()
    def _dress(self) -> None:
        self.setFont(self._look.look.font("write"))
        self._grow()

    @Slot()
    def _grow(self) -> None:
        line = self.fontMetrics().lineSpacing()
        least, most = self._lines * line, MOST_LINES * line
        frame = 2 * (self._look.look.px(7) + 1)  # the padding and the border of base.qss
        margins = 2 * int(self.document().documentMargin())
        self.setFixedHeight(round(min(max(self._text_height(most), least), most)) + frame + margins)

    def _text_height(self, enough: int) -> float:
        """The height of the text, counted no further than ``enough``."""
        height, block = 0.0, self.document().firstBlock()
        while block.isValid() and height < enough:
            height += self.blockBoundingRect(block).height()
            block = block.next()
        return height


class ChoiceField(QComboBox):
    """One of several ids, shown by their names; writes at once. ``free`` lets people type."""

    def __init__(
        self, bridge: Bridge, binding: Binding, name: str, choices: Sequence[tuple[str, str]]
    ) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setEnabled(not bridge.read_only)
        self.commits = Commits(bridge, binding, self)
        self.set_choices(choices)
        self.activated.connect(self._chosen)
        bridge.changed.connect(self._look_again)

    def set_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer these (id, name) pairs; a stored value that is none of them is offered too."""
        self.clear()
        for id, name in choices:
            self.addItem(name, id)
        self._show_value()

    def bind(self, binding: Binding) -> None:
        """Show another row's field."""
        self.commits.move_to(binding)
        self._show_value()

    @Slot(int)
    def _chosen(self, index: int) -> None:
        self.commits.begin_visit()
        self.commits.typed(str(self.itemData(index) or ""))
        self.commits.flush()

    @Slot(object)
    def _look_again(self, _step: Step) -> None:
        self._show_value()

    def _show_value(self) -> None:
        value = self.commits.value
        index = self.findData(value)
        if index < 0 and value:
            self.addItem(value, value)
            index = self.count() - 1
        self.setCurrentIndex(index)
