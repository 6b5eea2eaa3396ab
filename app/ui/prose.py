"""Lines of plain text at the line height of the design, with a few words set apart."""

from __future__ import annotations

from msgspec import Struct
from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QTextCharFormat, QTextLayout
from PySide6.QtGui import QTextOption as Wrapping
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from app.models.text import shortened
from app.ui.look import LookSource
from app.ui.painting import as_tip

ENDLESS = 1_000_000.0
MEASURE = 75  # characters: the longest line that reads well


class Apart(Struct, frozen=True):
    """Words set apart in a text: where, and how ("600" weight, an ink token)."""

    start: int
    length: int
    ink: str = ""


def find_apart(text: str, words: str, ink: str = "") -> tuple[Apart, ...]:
    """The first place of ``words`` in ``text``, or nothing."""
    start = text.find(words) if words else -1
    return (Apart(start, len(words), ink),) if start >= 0 else ()


class TextBlock:
    """``text`` broken into lines of ``width``; knows its height and draws itself."""

    def __init__(
        self,
        text: str,
        font: QFont,
        line: int,
        width: float,
        *,
        right_to_left: bool = False,
        formats: list[QTextLayout.FormatRange] | None = None,
    ) -> None:
        self._layout = QTextLayout(text.replace("\n", "\u2028"), font)
        self._layout.setCacheEnabled(True)
        option = Wrapping()
        option.setWrapMode(Wrapping.WrapMode.WrapAtWordBoundaryOrAnywhere)
        option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        side = Qt.AlignmentFlag.AlignRight if right_to_left else Qt.AlignmentFlag.AlignLeft
        option.setAlignment(side)
        self._layout.setTextOption(option)
        if formats:
            self._layout.setFormats(formats)
        self._pitch = line
        self.lines = 0
        self.widest = 0.0
        self._break(max(1.0, width))

    def _break(self, width: float) -> None:
        self._layout.beginLayout()
        while (line := self._layout.createLine()).isValid():
            line.setLineWidth(width)
            lead = (self._pitch - line.height()) / 2
            line.setPosition(QPointF(0, self.lines * self._pitch + lead))
            self.widest = max(self.widest, line.naturalTextWidth())
            self.lines += 1
        self._layout.endLayout()

    @property
    def height(self) -> int:
        """The height of all lines; an empty text keeps one."""
        return max(1, self.lines) * self._pitch

    def beginning(self, lines: int) -> str:
        """The text of the first ``lines`` lines, with "…" in place of the rest."""
        units = self._layout.text().encode("utf-16-le")
        end = self._layout.lineAt(lines).textStart() - 2  # room for the sign itself
        begun = units[: 2 * end].decode("utf-16-le", "ignore")
        return shortened(self._layout.text(), len(begun) + 1)

    def draw(self, painter: QPainter, at: QPointF, colour: QColor) -> None:
        """Draw with the top start corner of the block ``at`` this point."""
        painter.setPen(colour)
        self._layout.draw(painter, at)


class ProseLabel(QLabel):
    """A wrapped plain text in one voice, as wide as it is given, as high as it needs.

    Only what ``set_text`` sets apart is heavier or coloured: the text itself is never markup.
    Of more than ``most`` lines the rest is cut, and the tooltip has the whole; 0 cuts nothing.
    """

    def __init__(
        self,
        looks: LookSource,
        text: str = "",
        *,
        token: str = "body",
        ink: str = "ink",
        weight: int | None = None,
        most: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._looks, self._token, self._ink, self._weight = looks, token, ink, weight
        self._most = most
        self._apart: tuple[Apart, ...] = ()
        self._blocks: dict[int, TextBlock] = {}
        self.setTextFormat(Qt.TextFormat.PlainText)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_text(text)
        looks.changed.connect(self._measure_again)

    def set_text(self, text: str, *, strong: str = "", stop: str = "") -> None:
        """Show ``text``; the first place of ``strong`` is heavier, that of ``stop`` also red."""
        self._apart = find_apart(text, strong) + find_apart(text, stop, "stop")
        self.setText(text)
        self._measure_again()

    def set_ink(self, ink: str) -> None:
        """Write in the colour of another token."""
        self._ink = ink
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._block(width).height

    def sizeHint(self) -> QSize:
        em = self._looks.look.type.line(self._token) / 2.6
        wide = min(self._block(round(ENDLESS)).widest.__ceil__(), round(em * MEASURE))
        return QSize(wide, self.heightForWidth(wide))

    def minimumSizeHint(self) -> QSize:
        line = self._looks.look.type.line(self._token)
        return QSize(line * 4, line)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        ink = self._ink if self.isEnabled() else "ink3"
        self._block(self.width()).draw(painter, QPointF(0, 0), self._looks.look.colour(ink))

    def _measure_again(self) -> None:
        self._blocks.clear()
        self.setToolTip("")
        self.setFont(self._looks.look.font(self._token, self._weight))
        self.updateGeometry()
        self.update()

    def _block(self, width: int) -> TextBlock:
        if width not in self._blocks:
            if len(self._blocks) > 4:
                self._blocks.clear()
            block = self._broken(self.text(), width)
            if self._most and block.lines > self._most:
                block = self._broken(block.beginning(self._most), width)
                self.setToolTip(as_tip(self.text()))
            self._blocks[width] = block
        return self._blocks[width]

    def _broken(self, text: str, width: int) -> TextBlock:
        look = self._looks.look
        return TextBlock(
            text,
            look.font(self._token, self._weight),
            look.type.line(self._token),
            width,
            right_to_left=look.right_to_left,
            formats=[self._format(apart) for apart in self._apart],
        )

    def _format(self, apart: Apart) -> QTextLayout.FormatRange:
        look = self._looks.look
        format_ = QTextCharFormat()
        format_.setFont(look.font(self._token, 600))
        if apart.ink:
            format_.setForeground(look.colour(apart.ink))
        found = QTextLayout.FormatRange()
        found.start, found.length, found.format = apart.start, apart.length, format_
        return found
