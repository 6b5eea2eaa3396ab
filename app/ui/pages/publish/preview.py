"""What a document says, read on the screen before it is built."""

from __future__ import annotations

import time

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import (
    QFont,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
    QTextTableFormat,
)
from PySide6.QtWidgets import QTextEdit

from app.exports.outline import (
    Beside,
    Block,
    Bullets,
    Contents,
    Cover,
    Facts,
    Figure,
    Heading,
    Marked,
    Outline,
    Paragraph,
    Run,
    Runs,
    Table,
    plain,
)
from app.ui.desk import Desk

A_WHILE = 0.006  # seconds of setting text before the window has its turn again
LONGEST = 400  # blocks shown; a longer document says how much more there is


class Preview(QTextEdit):
    """The outline as one long sheet. Texts are inserted as plain text, never as markup."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._outline: Outline | None = None
        self._next, self._kept = 0, 0
        self._rest = QTimer(self, singleShot=True, interval=0)
        self._rest.timeout.connect(self._draw_some)
        self.setReadOnly(True)
        self.setProperty("sheet", True)
        self.setAccessibleName(desk.words("Preview of the document"))
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        desk.look.changed.connect(self._draw)

    def show_outline(self, outline: Outline) -> None:
        """Show what the document says, keeping the place one was reading."""
        if outline == self._outline:
            return
        self._outline = outline
        self._kept = self.verticalScrollBar().value()
        self._draw()

    def forget(self) -> None:
        """Show nothing until the next outline comes."""
        self._outline = None
        self._draw()

    @Slot()
    def _draw(self) -> None:
        """Begin anew: a few blocks now, the others a few at each turn of the loop."""
        outline = self._outline
        self._rest.stop()
        self.clear()
        if outline is None:
            return
        ways = Qt.LayoutDirection
        way = ways.RightToLeft if outline.right_to_left else ways.LeftToRight
        option = self.document().defaultTextOption()
        option.setTextDirection(way)
        self.document().setDefaultTextOption(option)
        self.document().setDocumentMargin(self._desk.look.look.px(28))
        self._next = 0
        self._draw_some()

    @Slot()
    def _draw_some(self) -> None:
        blocks = self._outline.blocks[:LONGEST] if self._outline is not None else ()
        began = time.perf_counter()
        cursor = QTextCursor(self.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.beginEditBlock()
        while self._next < len(blocks) and time.perf_counter() - began < A_WHILE:
            self._put(cursor, blocks[self._next])
            self._next += 1
        rest = len(self._outline.blocks) - LONGEST if self._outline is not None else 0
        if self._next == len(blocks) and rest > 0:
            words = self._desk.words
            more = words.n("… and {n} more part", "… and {n} more parts", rest)
            self._line(cursor, more, "small", "ink2", before=12)
        cursor.endEditBlock()
        if self._next < len(blocks):
            self._rest.start()
        elif self.verticalScrollBar().value() == 0:  # else somebody is reading already
            self.verticalScrollBar().setValue(self._kept)

    def _put(self, cursor: QTextCursor, block: Block) -> None:
        match block:
            case Cover():
                self._line(cursor, block.title, "display", before=24, weight=600)
                self._line(cursor, block.subtitle, "subtitle", "ink2", before=4)
                for label, value in block.facts:
                    self._line(cursor, f"{label}: {value}", "small", "ink2", before=2)
                self._line(cursor, block.status, "small", "accent", before=8, weight=600)
            case Contents():
                self._contents(cursor, block)
            case Heading():
                self._heading(cursor, block)
            case Paragraph():
                quiet = block.style in ("note", "empty")
                token, ink = ("small", "ink2") if quiet else ("card", "ink")
                self._line(cursor, block.runs, token, ink, before=4)
            case Facts():
                for label, value in block.columns:
                    self._line(cursor, f"{label}: {value}", "small", "ink", before=2)
            case Marked():
                self._line(cursor, (Run(f"{block.name}: "), *block.runs), "card", before=3)
            case Bullets():
                for item in block.items:
                    self._line(cursor, f"•  {plain(item)}", "card", before=2)
            case Table():
                self._table(cursor, block)
            case Figure():
                said = "   ".join(f"{bar.label} {bar.value}" for bar in block.bars)
                self._line(cursor, said, "small", "ink2", before=3)
            case Beside():
                for inner in (*block.first, *block.second):
                    self._put(cursor, inner)

    def _contents(self, cursor: QTextCursor, block: Contents) -> None:
        self._line(cursor, block.title, "subtitle", before=20)
        for other in self._outline.blocks if self._outline else ():
            if isinstance(other, Heading) and other.level == 1:
                said = f"{other.label}  {other.text}" if other.label else other.text
                self._line(cursor, said, "small", before=2)

    def _heading(self, cursor: QTextCursor, block: Heading) -> None:
        before = {1: 30, 2: 14}.get(block.level, 10)
        if block.label:
            self._line(cursor, block.label, "small", "accent", before=before, weight=600)
            before = 0
        token = {1: "title", 2: "cluster"}.get(block.level, "small")
        ink = "ink" if block.level == 1 else "accent"
        self._line(cursor, block.text, token, ink, before=before, weight=600)

    def _table(self, cursor: QTextCursor, block: Table) -> None:
        look = self._desk.look.look
        shape = QTextTableFormat()
        shape.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_None)
        shape.setCellPadding(look.px(3))
        shape.setCellSpacing(0)
        shape.setTopMargin(look.px(6))
        shape.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        shape.setColumnWidthConstraints(
            [QTextLength(QTextLength.Type.PercentageLength, 100 * w) for w in block.widths]
        )
        table = cursor.insertTable(len(block.rows) + 1, len(block.head), shape)
        for column, head in enumerate(block.head):
            self._cell(table, 0, column, head, "ink2", 600)
        for number, row in enumerate(block.rows, 1):
            for column, cell in enumerate(row):
                self._cell(table, number, column, cell, "ink", 400)
        cursor.movePosition(QTextCursor.MoveOperation.End)

    def _cell(
        self, table: QTextTable, row: int, column: int, text: str | Runs, ink: str, weight: int
    ) -> None:
        manner = self._manner("small", ink, weight)
        self._insert(table.cellAt(row, column).firstCursorPosition(), text, manner)

    def _insert(self, cursor: QTextCursor, text: str | Runs, manner: QTextCharFormat) -> None:
        """Put in a text; words that came are underlined, those that went struck through."""
        for run in (Run(text),) if isinstance(text, str) else text:
            own = QTextCharFormat(manner)
            own.setFontUnderline(run.change == "added")
            own.setFontStrikeOut(run.change == "removed")
            cursor.insertText(run.text, own)

    def _line(
        self,
        cursor: QTextCursor,
        text: str | Runs,
        token: str,
        ink: str = "ink",
        *,
        before: int = 0,
        weight: int | None = None,
    ) -> None:
        if not text:
            return
        look = self._desk.look.look
        shape = QTextBlockFormat()
        shape.setTopMargin(look.px(before))
        shape.setLineHeight(125, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor.insertBlock(shape)
        self._insert(cursor, text, self._manner(token, ink, weight))

    def _manner(self, token: str, ink: str, weight: int | None) -> QTextCharFormat:
        look = self._desk.look.look
        manner = QTextCharFormat()
        font: QFont = look.font(token, weight)
        manner.setFont(font)
        manner.setForeground(look.colour(ink))
        return manner
