"""Paints Qt's own controls as the design asks: boxes, combos, plain buttons, the focus ring."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QObject, QPointF, QRect, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QColor, QIcon, QPainter, QPalette, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QFocusFrame,
    QProxyStyle,
    QStyle,
    QStyleHintReturn,
    QStyleOption,
    QStyleOptionButton,
    QStyleOptionComboBox,
    QStyleOptionComplex,
    QWidget,
)

if TYPE_CHECKING:
    from app.ui.look import Look

RADIUS = 4
BOX_RADIUS = 3
RING = 2
GAP = 2
OWN_RING = "ownRing"  # a dynamic property: this widget draws its ring inset, by itself

_State = QStyle.StateFlag
_Metric = QStyle.PixelMetric
_Primitive = QStyle.PrimitiveElement
_Control = QStyle.ControlElement
_Content = QStyle.ContentsType

# Pixels at 100 %, grown with the text.
METRICS = {
    _Metric.PM_IndicatorWidth: 16,
    _Metric.PM_IndicatorHeight: 16,
    _Metric.PM_ExclusiveIndicatorWidth: 16,
    _Metric.PM_ExclusiveIndicatorHeight: 16,
    _Metric.PM_CheckBoxLabelSpacing: 9,
    _Metric.PM_RadioButtonLabelSpacing: 9,
    _Metric.PM_SmallIconSize: 16,
    _Metric.PM_ButtonIconSize: 16,
    _Metric.PM_MenuButtonIndicator: 16,
}
FIXED = {
    _Metric.PM_FocusFrameHMargin: RING + GAP,
    _Metric.PM_FocusFrameVMargin: RING + GAP,
    _Metric.PM_SplitterWidth: 1,
    _Metric.PM_ButtonShiftHorizontal: 0,
    _Metric.PM_ButtonShiftVertical: 0,
}
HINTS = {
    QStyle.StyleHint.SH_FocusFrame_AboveWidget: 1,
    QStyle.StyleHint.SH_ComboBox_Popup: 0,
    QStyle.StyleHint.SH_ItemView_ShowDecorationSelected: 1,
    QStyle.StyleHint.SH_EtchDisabledText: 0,
    QStyle.StyleHint.SH_DialogButtonBox_ButtonsHaveIcons: 0,
}
ICONS = {  # of message boxes: icon and ink
    QStyle.StandardPixmap.SP_MessageBoxInformation: ("info", "ink2"),
    QStyle.StandardPixmap.SP_MessageBoxQuestion: ("circle-help", "ink2"),
    QStyle.StandardPixmap.SP_MessageBoxWarning: ("triangle-alert", "warn"),
    QStyle.StandardPixmap.SP_MessageBoxCritical: ("octagon-alert", "stop"),
}


def frame(
    painter: QPainter, rect: QRectF, pen: QColor, fill: QColor | None, width: float, radius: float
) -> None:
    """A border of ``width`` wholly inside ``rect``, with its corners rounded and its ground."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(pen, width))
    painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
    inset = width / 2
    painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius, radius)
    painter.restore()


class AtelierStyle(QProxyStyle):
    """Fusion with our boxes, combos, buttons and ring. ``wear`` gives it another look."""

    def __init__(self, look: Look) -> None:
        super().__init__("Fusion")
        self._look = look
        self._metrics: dict[QStyle.PixelMetric, int] = {}
        self.wear(look)

    def wear(self, look: Look) -> None:
        """Paint with ``look`` from now on."""
        self._look = look
        self._metrics = FIXED | {metric: look.px(size) for metric, size in METRICS.items()}

    def pixelMetric(
        self,
        metric: QStyle.PixelMetric,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
    ) -> int:
        found = self._metrics.get(metric)
        return found if found is not None else super().pixelMetric(metric, option, widget)

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returnData: QStyleHintReturn | None = None,  # noqa: N803 - Qt's own name
    ) -> int:
        found = HINTS.get(hint)
        return found if found is not None else super().styleHint(hint, option, widget, returnData)

    def standardIcon(
        self,
        standardIcon: QStyle.StandardPixmap,  # noqa: N803 - Qt's own name
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
    ) -> QIcon:
        """Message boxes carry our glyphs."""
        found = ICONS.get(standardIcon)
        if found is None:
            return super().standardIcon(standardIcon, option, widget)
        return self._look.icons.icon(*found, size=28)

    def sizeFromContents(
        self,
        type: QStyle.ContentsType,  # Qt's own name
        option: QStyleOption,
        size: QSize,
        widget: QWidget | None = None,
    ) -> QSize:
        found = super().sizeFromContents(type, option, size, widget)  # type: ignore[arg-type]  # may be null
        if type == _Content.CT_ComboBox:
            wide = size.width() + self._look.px(2 * 11 + 16 + 8)
            return QSize(max(found.width(), wide), self._look.height("field"))
        if type == _Content.CT_SpinBox:
            return QSize(size.width() + self._look.px(2 * 12), self._look.height("field"))
        if type == _Content.CT_PushButton:
            wide = size.width() + self._look.px(2 * 12)
            return found.expandedTo(QSize(wide, self._look.height("button")))
        if type in (_Content.CT_CheckBox, _Content.CT_RadioButton):
            return found.expandedTo(QSize(0, self._look.height("row button")))
        return found

    def subControlRect(
        self,
        cc: QStyle.ComplexControl,
        opt: QStyleOptionComplex,
        sc: QStyle.SubControl,
        widget: QWidget | None = None,
    ) -> QRect:
        if cc == QStyle.ComplexControl.CC_SpinBox:
            return self._spin_part(opt.rect, sc)
        if cc != QStyle.ComplexControl.CC_ComboBox:
            return super().subControlRect(cc, opt, sc, widget)  # type: ignore[arg-type]  # may be null
        side, arrow = self._look.px(10), self._look.px(16 + 16)
        part = QRect(opt.rect)
        if sc == QStyle.SubControl.SC_ComboBoxArrow:
            part.setLeft(part.right() - arrow + 1)
        elif sc == QStyle.SubControl.SC_ComboBoxEditField:
            part.adjust(side, 1, -arrow, -1)
        return QStyle.visualRect(opt.direction, opt.rect, part)

    def _spin_part(self, rect: QRect, part: QStyle.SubControl) -> QRect:
        """A number or date is a field: arrow keys step it, so it needs no small buttons."""
        side = self._look.px(10)
        if part == QStyle.SubControl.SC_SpinBoxEditField:
            return rect.adjusted(side, 2, -side, -2)
        return rect if part == QStyle.SubControl.SC_SpinBoxFrame else QRect()

    def drawControl(
        self,
        element: QStyle.ControlElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        if element == _Control.CE_FocusFrame:
            focus = self._look.colour("focus")
            frame(painter, QRectF(option.rect), focus, None, RING, RADIUS + GAP)
            return
        if element == _Control.CE_PushButtonLabel and _is_default(option):
            option = _relabelled(option, self._look.colour("on_accent"))
        if element == _Control.CE_ComboBoxLabel:
            option = self._shortened(option)
        super().drawControl(element, option, painter, widget)

    def _shortened(self, option: QStyleOption) -> QStyleOption:
        """A choice too long for its box ends in "…": Qt would cut a letter in two."""
        assert isinstance(option, QStyleOptionComboBox)
        parts = QStyle.ComplexControl.CC_ComboBox, QStyle.SubControl.SC_ComboBoxEditField
        room = self.subControlRect(parts[0], option, parts[1]).width() - 2
        copy = QStyleOptionComboBox(option)
        said, end = option.currentText, Qt.TextElideMode.ElideRight
        copy.currentText = option.fontMetrics.elidedText(said, end, room)
        return copy

    def drawPrimitive(
        self,
        element: QStyle.PrimitiveElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        match element:
            case _Primitive.PE_FrameFocusRect:
                return
            case _Primitive.PE_IndicatorCheckBox | _Primitive.PE_IndicatorItemViewItemCheck:
                self._draw_check(option, painter)
            case _Primitive.PE_IndicatorRadioButton:
                self._draw_radio(option, painter)
            case _Primitive.PE_PanelButtonCommand:
                self._draw_button(option, painter)
            case _:
                super().drawPrimitive(element, option, painter, widget)

    def drawComplexControl(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        if control == QStyle.ComplexControl.CC_ComboBox:
            self._draw_combo(option, painter, widget)
        elif control == QStyle.ComplexControl.CC_SpinBox:
            self._draw_spin(option, painter, widget)
        else:
            super().drawComplexControl(control, option, painter, widget)

    def _edge(self, option: QStyleOption) -> QColor:
        if not option.state & _State.State_Enabled:
            return self._look.colour("line")
        return self._look.colour("ink2" if option.state & _State.State_MouseOver else "edge")

    def _ground(self, option: QStyleOption) -> QColor:
        if not option.state & _State.State_Enabled:
            return self._look.colour("panel")
        if option.state & _State.State_Sunken:
            return self._look.colour("tint")
        return self._look.colour("hover" if option.state & _State.State_MouseOver else "paper")

    def _draw_check(self, option: QStyleOption, painter: QPainter) -> None:
        rect, look = QRectF(option.rect), self._look
        on = bool(option.state & _State.State_On)
        enabled = bool(option.state & _State.State_Enabled)
        mark = "accent" if enabled else "ink3"
        if not on:
            frame(painter, rect, self._edge(option), self._ground(option), 1, BOX_RADIUS)
            if option.state & _State.State_NoChange:
                bar = QRectF(0, 0, rect.width() / 2, look.px(2))
                bar.moveCenter(rect.center())
                painter.fillRect(bar, look.colour(mark))
            return
        frame(painter, rect, look.colour(mark), look.colour(mark), 1, BOX_RADIUS)
        tick = look.pixmap("check", "on_accent", 12, painter.device().devicePixelRatioF())
        side = tick.deviceIndependentSize()
        painter.drawPixmap(rect.center() - QPointF(side.width() / 2, side.height() / 2), tick)

    def _draw_radio(self, option: QStyleOption, painter: QPainter) -> None:
        rect, look = QRectF(option.rect), self._look
        round_ = rect.width() / 2
        if not option.state & _State.State_On:
            frame(painter, rect, self._edge(option), self._ground(option), 1, round_)
            return
        enabled = bool(option.state & _State.State_Enabled)
        ring = look.colour("accent" if enabled else "ink3")
        frame(painter, rect, ring, look.colour("paper"), look.px(5), round_)

    def _draw_button(self, option: QStyleOption, painter: QPainter) -> None:
        if not _is_default(option):
            rect = QRectF(option.rect)
            frame(painter, rect, self._edge(option), self._ground(option), 1, RADIUS)
            return
        over = option.state & (_State.State_MouseOver | _State.State_Sunken)
        fill = self._look.colour("accent_h" if over else "accent")
        frame(painter, QRectF(option.rect), fill, fill, 1, RADIUS)

    def _draw_spin(
        self, option: QStyleOptionComplex, painter: QPainter, widget: QWidget | None
    ) -> None:
        focused = bool(option.state & _State.State_HasFocus)
        edge = self._look.colour("focus") if focused else self._edge(option)
        if widget is not None and widget.property("problem") and not focused:
            edge = self._look.colour("stop")
        enabled = bool(option.state & _State.State_Enabled)
        ground = self._look.colour("paper" if enabled else "panel")
        frame(painter, QRectF(option.rect), edge, ground, RING if focused else 1, RADIUS)

    def _draw_combo(
        self, option: QStyleOptionComplex, painter: QPainter, widget: QWidget | None
    ) -> None:
        frame(painter, QRectF(option.rect), self._edge(option), self._ground(option), 1, RADIUS)
        enabled = bool(option.state & _State.State_Enabled)
        ratio = painter.device().devicePixelRatioF()
        arrow = self._look.pixmap("chevron-down", "ink" if enabled else "ink3", 16, ratio)
        place = self.subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxArrow, widget
        )
        size = arrow.deviceIndependentSize().toSize()
        painter.drawPixmap(
            QStyle.alignedRect(option.direction, Qt.AlignmentFlag.AlignCenter, size, place), arrow
        )


def _is_default(option: QStyleOption) -> bool:
    """Whether this is the one button of a dialog that Enter presses."""
    if not isinstance(option, QStyleOptionButton) or not option.state & _State.State_Enabled:
        return False
    return bool(option.features & QStyleOptionButton.ButtonFeature.DefaultButton)


def _relabelled(option: QStyleOption, ink: QColor) -> QStyleOption:
    assert isinstance(option, QStyleOptionButton)
    copy = QStyleOptionButton(option)
    palette = QPalette(copy.palette)
    palette.setColor(QPalette.ColorRole.ButtonText, ink)
    copy.palette = palette
    return copy


class FocusRing(QObject):
    """One focus frame that follows the focus over buttons, boxes and combos."""

    def __init__(self, app: QApplication, parent: QObject) -> None:
        super().__init__(parent)
        self._frame: QFocusFrame | None = None
        app.focusChanged.connect(self._follow)

    @Slot(QWidget, QWidget)
    def _follow(self, _old: QWidget | None, now: QWidget | None) -> None:
        wanted = now if now is not None and _is_ringed(now) else None
        if self._frame is None or not shiboken6.isValid(self._frame):
            if wanted is None:
                return
            self._frame = QFocusFrame()  # its last window may have taken the old one along
        self._frame.setWidget(wanted)  # type: ignore[arg-type]  # null hides it


def _is_ringed(widget: QWidget) -> bool:
    return isinstance(widget, QAbstractButton | QComboBox) and not widget.property(OWN_RING)
